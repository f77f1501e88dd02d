//! How often each whole number came: exact for counts, to one part in 8,192 beyond 16,384, in memory that does
//! not grow with the number of histories.

/// Numbers below this have a place of their own.
const EXACT_BELOW: i64 = 1 << BITS;
/// Significant bits that are kept of larger ones.
const BITS: u32 = 14;
/// Places of each further doubling.
const PLACES: i64 = 1 << (BITS - 1);

/// Counts of whole numbers of 0 or more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Histogram {
    /// The place of the first count.
    first: usize,
    counts: Vec<u32>,
}

impl Histogram {
    /// Counts a number once more; negative ones count as 0.
    pub(super) fn add(&mut self, value: i64) {
        *self.count_at(place(value)) += 1;
    }

    /// Takes up the counts of another.
    pub(super) fn merge(&mut self, other: &Self) {
        for (place, &count) in (other.first..).zip(&other.counts) {
            if count > 0 {
                *self.count_at(place) += count;
            }
        }
    }

    /// Every number that came, ascending, with how often.
    pub(super) fn iter(&self) -> impl Iterator<Item = (i64, u64)> + '_ {
        let counted = (self.first..).zip(&self.counts).filter(|(_, count)| **count > 0);
        counted.map(|(place, &count)| (value(place), u64::from(count)))
    }

    fn count_at(&mut self, place: usize) -> &mut u32 {
        /// Room on either side, so that the neighbours that come next need no moving.
        const ROOM: usize = 8;
        if self.counts.is_empty() {
            self.first = place;
        } else if place < self.first {
            let first = place.saturating_sub(ROOM);
            self.counts.splice(0..0, std::iter::repeat_n(0, self.first - first));
            self.first = first;
        }
        let at = place - self.first;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        &mut self.counts[at]
    }
}

/// Where a number is counted.
fn place(value: i64) -> usize {
    let value = value.max(0);
    let place = if value < EXACT_BELOW {
        value
    } else {
        let doublings = value.ilog2() - (BITS - 1);
        EXACT_BELOW + i64::from(doublings - 1) * PLACES + (value >> doublings) - PLACES
    };
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// The number that a place stands for: itself, or the middle of those counted there.
fn value(place: usize) -> i64 {
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    if place < EXACT_BELOW {
        return place;
    }
    let (doublings, rest) = ((place - EXACT_BELOW) / PLACES + 1, (place - EXACT_BELOW) % PLACES);
    ((rest + PLACES) << doublings) + (1 << (doublings - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_exact_and_larger_numbers_nearly() {
        for exact in [0, 1, 7, EXACT_BELOW - 1] {
            assert_eq!(value(place(exact)), exact);
        }
        let mut before = place(EXACT_BELOW - 1);
        for large in [EXACT_BELOW, EXACT_BELOW + 2, 1_000_000, 86_400_000, i64::MAX >> 2] {
            let (near, at) = (value(place(large)), place(large));
            assert!((near - large).abs() <= large >> (BITS - 1), "{large} {near}");
            assert!(at > before, "places ascend with numbers");
            before = at;
        }
    }

    #[test]
    fn whatever_the_order_the_counts_are_the_same() {
        let values = [5, 900_000, 3, 3, 17_000, 0, 12];
        let (mut one, mut two, mut three) =
            (Histogram::default(), Histogram::default(), Histogram::default());
        values.iter().for_each(|&value| one.add(value));
        values[..3].iter().for_each(|&value| two.add(value));
        values[3..].iter().rev().for_each(|&value| three.add(value));
        three.merge(&two);
        assert!(one.iter().eq(three.iter()));
        assert_eq!(one.iter().map(|(_, count)| count).sum::<u64>(), 7);
    }
}
