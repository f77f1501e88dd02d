//! One figure over histories: exact sums, and how often each value came.
//!
//! A rate is a figure of two counts of the same history, x of y. Its mean is Σx / Σy, so that a history with
//! few households weighs little; its standard error is that of a ratio of means (the delta method), from
//! Σx², Σxy and Σy². Not here: which figures there are (`measure`).

use super::histogram::{Fineness, Histogram};
use crate::base::statistics::nearest;

/// Statistics of the table, in order.
pub const STATISTICS: [&str; 9] =
    ["mean", "se", "p2_5", "p10", "p25", "p50", "p75", "p90", "p97_5"];

/// Percentiles among them, in thousandths.
const PERCENTILES: [u64; 7] = [25, 100, 250, 500, 750, 900, 975];

/// Controls of a figure: arrivals of its own class, all arrivals, and the nights that these would stay.
pub const CONTROLS: usize = 3;

/// Histories taken up at once: the memory of a figure is fetched once for so many.
pub(super) const AT_ONCE: usize = 128;

/// No value is greater: beyond it sums of squares could not be held.
pub(super) const GREATEST: u64 = 1 << 40;

/// So many squares of values below this fit into 64 bits.
const SQUARES_FIT: u32 = 1 << 28;

pub(super) const MILLION: u64 = 1_000_000;

/// One figure over histories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Histories that have a value, where not all do: shares of a whole that may be nothing. Else 0.
    pub(super) n: u64,
    /// Σx.
    pub(super) sum: i128,
    /// Σx².
    pub(super) squares: i128,
    /// Σxy, of a rate.
    pub(super) cross: i128,
    /// Σxc of each control.
    pub(super) with_controls: [i128; CONTROLS],
    /// How often each value above 0 came: of a rate each history's own, in millionths.
    pub(super) above: Histogram,
}

/// What a rate is a part of, over histories.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole {
    /// Histories in which it is not 0.
    pub(super) n: u64,
    /// Σy.
    pub(super) sum: i128,
    /// Σy².
    pub(super) squares: i128,
}

impl Cell {
    /// Takes up a count of each of some histories.
    #[inline]
    pub(super) fn take_counts(&mut self, values: &[u32]) {
        let greatest = values.iter().copied().max().unwrap_or(0);
        if greatest == 0 {
            return;
        }
        self.sum += i128::from(values.iter().map(|value| u64::from(*value)).sum::<u64>());
        if greatest < SQUARES_FIT {
            let square = |value: &u32| u64::from(*value) * u64::from(*value);
            self.squares += i128::from(values.iter().map(square).sum::<u64>());
        } else {
            let square = |value: &u32| i128::from(*value) * i128::from(*value);
            self.squares += values.iter().map(square).sum::<i128>();
        }
        if Fineness::Counts.bucket(u64::from(greatest)) == greatest {
            return self.above.add_all(values);
        }
        self.bucket_all(Fineness::Counts, values.iter().map(|value| u64::from(*value)));
    }

    /// Takes up the part and the whole of each of some histories: x of y, of which it is a rate.
    #[inline]
    pub(super) fn take_rates(&mut self, parts: &[u32], wholes: &[u32]) {
        if parts.iter().all(|part| *part == 0) {
            return;
        }
        let both = || parts.iter().zip(wholes);
        let product = |(x, y): (&u32, &u32)| u64::from(*x) * u64::from(*y);
        let most = parts.iter().chain(wholes).copied().max().unwrap_or(0);
        if most < SQUARES_FIT {
            self.cross += i128::from(both().map(product).sum::<u64>());
        } else {
            self.cross += both().map(product).map(i128::from).sum::<i128>();
        }
        self.bucket_all(
            Fineness::Figures,
            both().map(|(part, whole)| rate(u64::from(*part), u64::from(*whole))),
        );
    }

    /// Takes up what counts have in common with the controls of the same histories.
    #[inline]
    pub(super) fn take_controls(&mut self, values: &[u32], controls: [&[u32]; CONTROLS]) {
        if values.iter().all(|value| *value == 0) {
            return;
        }
        for (sum, control) in self.with_controls.iter_mut().zip(controls) {
            *sum += products(values, control);
        }
    }

    /// The same of values.
    pub(super) fn take_controls_of_values(&mut self, values: &[u64], controls: [&[u32]; CONTROLS]) {
        for (sum, control) in self.with_controls.iter_mut().zip(controls) {
            let both = values.iter().zip(control);
            let product =
                |(value, c): (&u64, &u32)| i128::from((*value).min(GREATEST)) * i128::from(*c);
            *sum += both.map(product).sum::<i128>();
        }
    }

    /// Takes up the part of one history, of a rate whose part has no figure of its own.
    pub(super) fn take_part(&mut self, part: u32) {
        self.sum += i128::from(part);
        self.squares += i128::from(part) * i128::from(part);
    }

    /// Takes up a value of each of some histories, in `fineness`.
    #[inline]
    pub(super) fn take_values(&mut self, fineness: Fineness, values: impl Iterator<Item = u64>) {
        let mut all = [0; AT_ONCE];
        all.iter_mut().zip(values).for_each(|(slot, value)| *slot = value.min(GREATEST));
        let (sum, greatest): (u64, u64) =
            all.iter().fold((0, 0), |(sum, greatest), value| (sum + value, greatest.max(*value)));
        if sum == 0 {
            return;
        }
        self.sum += i128::from(sum);
        self.squares += if greatest < u64::from(SQUARES_FIT) {
            i128::from(all.iter().map(|value| value * value).sum::<u64>())
        } else {
            all.iter().map(|value| i128::from(*value) * i128::from(*value)).sum()
        };
        self.bucket_all(fineness, all.into_iter());
    }

    #[inline]
    fn bucket_all(&mut self, fineness: Fineness, values: impl Iterator<Item = u64>) {
        let mut buckets = [0; AT_ONCE];
        let mut filled = 0;
        for (bucket, value) in buckets.iter_mut().zip(values) {
            *bucket = fineness.bucket(value);
            filled += 1;
        }
        self.above.add_all(&buckets[..filled]);
    }

    /// The histories of both.
    pub(super) fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.sum += other.sum;
        self.squares += other.squares;
        self.cross += other.cross;
        for (mine, theirs) in self.with_controls.iter_mut().zip(other.with_controls) {
            *mine += theirs;
        }
        self.above.merge(&other.above);
    }

    /// Whether nothing but 0 came.
    pub(super) fn is_zero(&self) -> bool {
        self.sum == 0
    }

    /// The statistics over `n` histories; those of which it knows nothing had 0. `scale` is what one stands
    /// for.
    pub(super) fn statistics(&self, n: u64, fineness: Fineness, scale: f64) -> Option<[f64; 9]> {
        if n == 0 {
            return None;
        }
        let mean = nearest(self.sum) / nearest(n) / scale;
        let variance = if n > 1 {
            nearest(spread(n, (self.sum, self.sum), self.squares).max(0))
                / (nearest(n) * nearest(n - 1))
        } else {
            0.0
        };
        let se = libm::sqrt(variance / nearest(n)) / scale;
        Some(self.with_percentiles([mean, se], n, fineness, scale))
    }

    /// The statistics of a rate over `n` histories; none where there never was a whole.
    pub(super) fn rate_statistics(&self, n: u64, whole: Whole) -> Option<[f64; 9]> {
        if whole.sum <= 0 {
            return None;
        }
        let (rate, of) = (nearest(self.sum) / nearest(whole.sum), nearest(whole.sum));
        // Σ(x − ry)² = [(nΣx² − (Σx)²) − 2r(nΣxy − ΣxΣy) + r²(nΣy² − (Σy)²)] / n, as Σ(x − ry) is 0.
        let parts = nearest(spread(n, (self.sum, self.sum), self.squares));
        let both = nearest(spread(n, (self.sum, whole.sum), self.cross));
        let wholes = nearest(spread(n, (whole.sum, whole.sum), whole.squares));
        let left = (parts - 2.0 * rate * both + rate * rate * wholes).max(0.0);
        let se = if n > 1 { libm::sqrt(left / nearest(n - 1)) / of } else { 0.0 };
        Some(self.with_percentiles([rate, se], whole.n, Fineness::Figures, nearest(MILLION)))
    }

    fn with_percentiles(
        &self,
        [mean, se]: [f64; 2],
        n: u64,
        fineness: Fineness,
        scale: f64,
    ) -> [f64; 9] {
        let mut statistics = [mean, se, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        // No value is negative, so the histories that have 0 come first.
        let zeros = n.saturating_sub(self.above.histories());
        let mut within = zeros;
        let mut buckets = self.above.iter();
        let mut last = 0;
        for (slot, thousandths) in PERCENTILES.into_iter().enumerate() {
            // The inverse of the empirical distribution: the least value that this share stays within.
            let rank = (n * thousandths).div_ceil(1000).max(1);
            while within < rank {
                let Some((bucket, histories)) = buckets.next() else { break };
                within += histories;
                last = fineness.said(bucket);
            }
            statistics[slot + 2] = nearest(last) / scale;
        }
        statistics
    }
}

/// Σab over some histories.
#[inline]
fn products(a: &[u32], b: &[u32]) -> i128 {
    let both = a.iter().zip(b);
    let bits = both.clone().fold(0, |bits, (a, b)| bits | a | b);
    if bits < SQUARES_FIT {
        i128::from(both.map(|(a, b)| u64::from(*a) * u64::from(*b)).sum::<u64>())
    } else {
        both.map(|(a, b)| i128::from(*a) * i128::from(*b)).sum()
    }
}

/// n·Σab − Σa·Σb, exact: only what is made of it is rounded.
pub(super) fn spread(n: u64, (a, b): (i128, i128), products: i128) -> i128 {
    i128::from(n) * products - a * b
}

/// A part of a whole in millionths, a half rounded up; 0 where there is no whole.
#[inline]
pub(super) fn rate(part: u64, whole: u64) -> u64 {
    const FITS: u64 = 1 << 43;
    if whole == 0 || part == 0 {
        return 0;
    }
    if part < FITS {
        return (part * MILLION + (whole >> 1)).div_euclid(whole);
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let share = (part * u128::from(MILLION) + (whole >> 1)).div_euclid(whole);
    u64::try_from(share).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn percentiles_invert_the_empirical_distribution_with_unseen_zeros() {
        let mut cell = Cell::default();
        cell.take_counts(&[3, 1, 2]);
        // Of ten histories seven had 0: the median is 0, nine tenths stay within 2, all within 3.
        let statistics = cell.statistics(10, Fineness::Counts, 1.0).unwrap();
        assert_eq!(&statistics[2..], &[0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0]);
        assert!((statistics[0] - 0.6).abs() < 1e-12);
    }

    #[test]
    fn a_rate_without_a_whole_says_nothing() {
        let whole = Whole { n: 0, sum: 0, squares: 0 };
        assert!(Cell::default().rate_statistics(100, whole).is_none());
    }

    #[test]
    fn a_history_with_few_households_weighs_little_in_a_rate() {
        let (mut cell, mut whole) = (Cell::default(), Cell::default());
        let (parts, wholes) = ([1, 30], [1, 99]);
        cell.take_rates(&parts, &wholes);
        cell.sum = 31;
        cell.squares = 901;
        whole.take_counts(&wholes);
        let whole = Whole { n: 2, sum: whole.sum, squares: whole.squares };
        let [mean, _, least, .., greatest] = cell.rate_statistics(2, whole).unwrap();
        assert!((mean - 0.31).abs() < 1e-12);
        assert!((least - 0.303).abs() < 1e-12 && (greatest - 1.0).abs() < 1e-12);
    }

    fn counts() -> impl Strategy<Value = Vec<(u32, u32)>> {
        let pair = (0_u32..400, 0_u32..40_000).prop_map(|(x, more)| (x, x + more));
        proptest::collection::vec(pair, 2..40)
    }

    proptest! {
        /// The same from the definition, in floating point.
        #[test]
        fn a_rate_is_what_its_definition_says(pairs in counts()) {
            let (parts, wholes): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
            let (mut rates, mut x, mut y) = (Cell::default(), Cell::default(), Cell::default());
            rates.take_rates(&parts, &wholes);
            x.take_counts(&parts);
            y.take_counts(&wholes);
            (rates.sum, rates.squares) = (x.sum, x.squares);
            let whole = Whole { n: y.above.histories(), sum: y.sum, squares: y.squares };
            let n = f64::from(u32::try_from(pairs.len()).unwrap());
            let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
                pairs.iter().map(|(x, y)| of(f64::from(*x), f64::from(*y))).sum()
            };
            let Some([mean, se, .., p97_5]) = rates.rate_statistics(pairs.len() as u64, whole) else {
                prop_assert!(wholes.iter().all(|whole| *whole == 0));
                return Ok(());
            };
            let ratio = sum(&|x, _| x) / sum(&|_, y| y);
            prop_assert!((mean - ratio).abs() < 1e-12);
            let left = sum(&|x, y| (x - ratio * y).powi(2)) / (n * (n - 1.0));
            let expected = left.sqrt() / (sum(&|_, y| y) / n);
            prop_assert!((se - expected).abs() <= 1e-9 * expected + 1e-12, "{} {}", se, expected);
            // Of under 40 histories the highest own rate, to three figures.
            let own = pairs.iter().filter(|(_, y)| *y > 0).map(|(x, y)| f64::from(*x) / f64::from(*y));
            let highest = own.fold(0.0, f64::max);
            prop_assert!((p97_5 - highest).abs() <= 0.006 * highest + 1e-6);
        }

        /// Any values, however they are divided, give one figure, whose sums are those of the values.
        #[test]
        fn any_division_merges_to_the_same(
            values in proptest::collection::vec(0_u32..200_000, 1..120),
            size in 1_usize..AT_ONCE,
            cut in 0_usize..120,
        ) {
            let of = |values: &[u32]| {
                let mut cell = Cell::default();
                values.chunks(size).for_each(|some| cell.take_counts(some));
                cell
            };
            let cut = cut.min(values.len());
            let mut merged = of(&values[cut..]);
            merged.merge(&of(&values[..cut]));
            prop_assert_eq!(&merged, &of(&values));
            let sum: u64 = values.iter().map(|value| u64::from(*value)).sum();
            prop_assert_eq!(merged.sum, i128::from(sum));
            let squares: i128 = values.iter().map(|value| i128::from(*value).pow(2)).sum();
            prop_assert_eq!(merged.squares, squares);
        }
    }
}
