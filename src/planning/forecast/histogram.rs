//! How often each value came, in a number of buckets that does not grow with the number of histories.
//!
//! Values are whole numbers from 0. Those that are 0 are not kept: they follow from how many histories there
//! are. Not here: sums (`cell`).

/// Which values share a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fineness {
    /// Counts: every value below 8,192 has its own; above, values of the same 13 leading bits share one, so
    /// that what is said of a value is too low by at most 1 part in 4,096.
    Counts,
    /// Shares and times in millionths or thousandths: rounded to three figures.
    Figures,
}

/// Values below this have a bucket of their own among counts.
const EXACT: u64 = 1 << BITS;
const BITS: u32 = 13;
/// Values below this have a bucket of their own among figures.
const THREE_FIGURES: u64 = 1_000;
/// Three figures, the least.
const LEAST_FIGURES: u64 = 100;
/// Buckets of each further power of ten.
const A_DECADE: u64 = THREE_FIGURES - LEAST_FIGURES;

impl Fineness {
    /// The bucket of a value.
    #[inline]
    pub(super) fn bucket(self, value: u64) -> u32 {
        let bucket = match self {
            Self::Counts if value < EXACT => value,
            Self::Counts => {
                let shift = u64::BITS - value.leading_zeros() - BITS;
                (u64::from(shift) << (BITS - 1)) + (value >> shift)
            }
            Self::Figures => figures(value),
        };
        // No bucket is beyond 2^18: 64 bits have 51 shifts, or 17 powers of ten.
        u32::try_from(bucket).unwrap_or(u32::MAX)
    }

    /// What is said of the values of a bucket: counts are rounded down, figures to the nearest.
    pub(super) fn said(self, bucket: u32) -> u64 {
        let bucket = u64::from(bucket);
        match self {
            Self::Counts if bucket < EXACT => bucket,
            Self::Counts => {
                let shift = (bucket >> (BITS - 1)) - 1;
                (bucket - (shift << (BITS - 1))) << shift
            }
            Self::Figures if bucket < THREE_FIGURES => bucket,
            Self::Figures => {
                let beyond = bucket - THREE_FIGURES;
                let power = beyond.div_euclid(A_DECADE) + 1;
                let figures = beyond.rem_euclid(A_DECADE) + LEAST_FIGURES;
                figures * 10_u64.saturating_pow(u32::try_from(power).unwrap_or(u32::MAX))
            }
        }
    }

    /// The least value of a bucket.
    pub(super) fn least(self, bucket: u32) -> u64 {
        let said = self.said(bucket);
        match self {
            Self::Counts => said,
            // Halfway from the bucket before; a half is rounded up.
            Self::Figures if bucket > 0 => (self.said(bucket - 1) + said).div_ceil(2),
            Self::Figures => 0,
        }
    }

    /// The greatest value of a bucket.
    pub(super) fn greatest(self, bucket: u32) -> u64 {
        self.least(bucket.saturating_add(1)) - 1
    }
}

#[inline]
fn figures(value: u64) -> u64 {
    /// By a constant, which is a multiplication and no division.
    fn tens<const TEN: u64>(value: u64) -> u64 {
        (value + (TEN >> 1)).div_euclid(TEN)
    }
    let (power, figures) = match value {
        0..THREE_FIGURES => return value,
        THREE_FIGURES..10_000 => (1, tens::<10>(value)),
        10_000..100_000 => (2, tens::<100>(value)),
        100_000..1_000_000 => (3, tens::<1_000>(value)),
        1_000_000..10_000_000 => (4, tens::<10_000>(value)),
        10_000_000..100_000_000 => (5, tens::<100_000>(value)),
        _ => of_greater(value),
    };
    // Rounded up to the next power of ten it is that one's first bucket.
    THREE_FIGURES + (power - 1) * A_DECADE + figures - LEAST_FIGURES
}

fn of_greater(value: u64) -> (u64, u64) {
    const GREATEST_POWER: u64 = 17;
    let (mut power, mut ten) = (6, 1_000_000_u64);
    while value >= ten.saturating_mul(THREE_FIGURES) && power < GREATEST_POWER {
        power += 1;
        ten *= 10;
    }
    (power, value.saturating_add(ten >> 1).div_euclid(ten))
}

/// In how many histories each bucket came, from the first that did to the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Histogram {
    first: u32,
    counts: Vec<u32>,
}

impl Histogram {
    /// One history more in each of these buckets; bucket 0 is left out.
    #[inline]
    pub(super) fn add_all(&mut self, buckets: &[u32]) {
        let least = buckets.iter().map(|bucket| bucket.wrapping_sub(1)).min();
        let (Some(before_least), Some(&greatest)) = (least, buckets.iter().max()) else { return };
        if greatest == 0 {
            return;
        }
        self.make_room(before_least + 1, greatest);
        let (first, counts) = (self.first, self.counts.as_mut_slice());
        for &bucket in buckets {
            if let Some(count) = counts.get_mut(bucket.wrapping_sub(first) as usize) {
                *count = count.wrapping_add(1);
            }
        }
    }

    /// Some histories more in one bucket.
    pub(super) fn add(&mut self, bucket: u32, histories: u32) {
        if bucket > 0 && histories > 0 {
            self.make_room(bucket, bucket);
            let count = &mut self.counts[(bucket - self.first) as usize];
            *count = count.saturating_add(histories);
        }
    }

    /// The histories of both.
    pub(super) fn merge(&mut self, other: &Self) {
        let Some(last) = other.last() else { return };
        self.make_room(other.first, last);
        let from = (other.first - self.first) as usize;
        for (mine, theirs) in self.counts[from..].iter_mut().zip(&other.counts) {
            *mine = mine.saturating_add(*theirs);
        }
    }

    /// Buckets that came, in order, each with its histories.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        let numbered = (self.first..).zip(&self.counts);
        numbered.filter(|(_, count)| **count > 0).map(|(bucket, count)| (bucket, u64::from(*count)))
    }

    /// The last bucket that came.
    pub(super) fn last(&self) -> Option<u32> {
        let last = self.counts.len().checked_sub(1)?;
        Some(self.first + u32::try_from(last).unwrap_or(u32::MAX))
    }

    /// All histories that are not 0.
    pub(super) fn histories(&self) -> u64 {
        self.counts.iter().map(|count| u64::from(*count)).sum()
    }

    /// Gives back the memory it does not need.
    pub(super) fn shrink(&mut self) {
        self.counts.shrink_to_fit();
    }

    /// The range that is kept, in buckets.
    #[cfg(test)]
    pub(super) fn extent(&self) -> usize {
        self.counts.len()
    }

    /// The range is always that from the least to the greatest, so that the same histories make the same
    /// buckets in whatever order they came.
    fn make_room(&mut self, least: u32, greatest: u32) {
        if self.counts.is_empty() {
            self.first = least;
        }
        if least < self.first {
            let missing = std::iter::repeat_n(0, (self.first - least) as usize);
            self.counts.splice(0..0, missing);
            self.first = least;
        }
        let needed = (greatest - self.first) as usize + 1;
        if needed > self.counts.len() {
            self.counts.resize(needed, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOTH: [Fineness; 2] = [Fineness::Counts, Fineness::Figures];

    #[test]
    fn buckets_lie_one_behind_the_other_and_hold_what_they_say() {
        for fineness in BOTH {
            let mut next = 0;
            for bucket in 0..60_000_u32.min(fineness.bucket(1 << 40)) {
                let (least, greatest) = (fineness.least(bucket), fineness.greatest(bucket));
                assert_eq!(least, next, "{fineness:?} {bucket}");
                for value in [least, fineness.said(bucket), greatest] {
                    assert_eq!(fineness.bucket(value), bucket, "{fineness:?} {value}");
                }
                next = greatest + 1;
            }
        }
    }

    #[test]
    fn counts_are_exact_below_8192_and_figures_have_three() {
        let counts = |value| Fineness::Counts.said(Fineness::Counts.bucket(value));
        assert_eq!([counts(8_191), counts(8_193), counts(100_000)], [8_191, 8_192, 100_000]);
        assert_eq!(counts(20_001), 20_000);
        let figures = |value| Fineness::Figures.said(Fineness::Figures.bucket(value));
        assert_eq!([figures(999), figures(1_004), figures(1_005)], [999, 1_000, 1_010]);
        assert_eq!([figures(451_499), figures(451_500)], [451_000, 452_000]);
        assert_eq!([figures(1_000_000), figures(37_449_999)], [1_000_000, 37_400_000]);
        assert_eq!(figures(999_600), 1_000_000);
    }

    proptest! {
        #[test]
        fn what_is_said_is_near(value in 0_u64..1 << 40) {
            let counts = Fineness::Counts.said(Fineness::Counts.bucket(value));
            prop_assert!(counts <= value && (value - counts) * 4_096 <= value);
            let figures = Fineness::Figures.said(Fineness::Figures.bucket(value));
            prop_assert!(figures.abs_diff(value) * 200 <= value);
        }

        #[test]
        fn any_parts_merge_to_the_whole(values in proptest::collection::vec(0_u32..300, 1..80), cut in 0_usize..80) {
            let cut = cut.min(values.len());
            let of = |values: &[u32]| {
                let mut buckets = Histogram::default();
                values.chunks(7).for_each(|some| buckets.add_all(some));
                buckets
            };
            let (whole, a, b) = (of(&values), of(&values[..cut]), of(&values[cut..]));
            let (mut ab, mut ba) = (a.clone(), b.clone());
            ab.merge(&b);
            ba.merge(&a);
            prop_assert_eq!(&ab, &whole);
            prop_assert_eq!(&ba, &whole);
            let not_zero = values.iter().filter(|value| **value > 0).count() as u64;
            prop_assert_eq!(whole.histories(), not_zero);
        }
    }

    #[test]
    fn memory_is_bounded_however_many_values_come() {
        for (fineness, most) in
            [(Fineness::Counts, 8_192 + 28 * 4_096), (Fineness::Figures, 10_100)]
        {
            let (mut buckets, mut state) = (Histogram::default(), 1_u64);
            for _ in 0..200_000 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                buckets.add(fineness.bucket((state >> 24) >> (state & 31)), 1);
            }
            assert!(buckets.histories() > 190_000);
            assert!(buckets.extent() <= most, "{fineness:?}: {}", buckets.extent());
        }
    }
}
