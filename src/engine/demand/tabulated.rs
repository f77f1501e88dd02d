//! Times read off a table: the inverse distribution function in cubic pieces, exact where it bends too much.
//!
//! Only additions and multiplications, so every machine gets the same bits, and several times as fast as
//! logarithms and exponentials. Each piece is held against the function when the table is made.

use super::limited::Limited;
use super::quantile::Quantile;
use crate::base::domain::time::NIGHT_MS;
use crate::base::statistics::{float, nearest};
use std::sync::{Arc, OnceLock};

/// Pieces of the table.
const PIECES: usize = 512;

/// A piece may miss the function by so much of its value there; otherwise the function itself is asked.
const RELATIVE_ERROR: f64 = 1e-7;

/// Of 42 bits the first nine say which piece, the others where in it.
const WITHIN_BITS: u32 = 33;

/// From here on every float is a whole number: 2^52.
const FLOATS_ARE_WHOLE: f64 = 4_503_599_627_370_496.0;

/// Times this long and longer, many thousand years, are rounded one by one.
const HALF_WAY: f64 = FLOATS_ARE_WHOLE / 2.0;

/// The bits of a float of that size that say which.
const MANTISSA: u64 = (1 << 52) - 1;

/// The inverse distribution function of a time, as a table in milliseconds.
#[derive(Debug, Clone)]
pub struct Tabulated {
    quantile: Quantile,
    /// Coefficients of each piece, lowest power first; not a number where the function itself is asked. Times that are longer or
    /// shorter by a factor have them in common.
    pieces: Arc<Pieces>,
    /// By so much they are longer than what the pieces say.
    factor: f64,
}

/// What times have in common that are longer or shorter than each other by a factor.
#[derive(Debug)]
struct Pieces {
    cubics: [[f64; 4]; PIECES],
    /// The distribution that they were made of.
    of: Quantile,
    /// What such times last on average within a span, once somebody asks.
    limited: OnceLock<Limited<PIECES>>,
}

impl Tabulated {
    /// Of a distribution.
    pub fn of(quantile: Quantile) -> Self {
        let cubics = std::array::from_fn(|number| cubic(&quantile, number));
        let pieces = Pieces { cubics, of: quantile, limited: OnceLock::new() };
        Self { quantile, pieces: Arc::new(pieces), factor: 1.0 }
    }

    /// Of the same times, all longer or shorter by a factor: what it misses the function by stays the same share.
    #[must_use]
    pub fn stretched(&self, factor: f64) -> Self {
        let pieces = Arc::clone(&self.pieces);
        Self { quantile: self.quantile.stretched(factor), pieces, factor: self.factor * factor }
    }

    /// The distribution.
    pub fn quantile(&self) -> Quantile {
        self.quantile
    }

    /// The time in whole milliseconds that a share `u` of all times stay below, 0 < `u` < 1.
    #[inline]
    pub fn ms(&self, u: f64) -> u64 {
        self.scaled_ms(u, 1.0)
    }

    /// The same of times that are all longer or shorter by a factor.
    #[inline]
    pub fn scaled_ms(&self, u: f64, factor: f64) -> u64 {
        let at = u * float(PIECES);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to the number of pieces"
        )]
        let piece = (at as i64 as usize).min(PIECES - 1);
        let within = at - float(piece);
        let ms = cubic_at(self.pieces.cubics[piece], within) * self.factor;
        if ms >= 0.0 { whole(ms * factor) } else { self.exactly(u, factor) }
    }

    /// By how much a time is longer than such times are on average, in milliseconds, all of them cut off within a span; on
    /// average that is 0, whatever the span.
    pub fn over_ms(&self, ms: u64, within: u64) -> f64 {
        let (longest, mean) = self.limited().within(nearest(within) / self.factor);
        nearest(ms).min(longest * self.factor) - mean * self.factor
    }

    /// The mean, in milliseconds.
    pub fn mean_ms(&self) -> f64 {
        self.limited().mean * self.factor
    }

    fn limited(&self) -> &Limited<PIECES> {
        let Pieces { cubics, of, limited } = &*self.pieces;
        limited.get_or_init(|| Limited::of(of, cubics))
    }

    /// The share of all times that are no longer than this, by halving: the table is monotone.
    pub fn share_up_to(&self, ms: u64) -> f64 {
        const HALVINGS: u32 = 48;
        let (mut low, mut high) = (0.0_f64, 1.0_f64);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if self.ms(middle) <= ms { low = middle } else { high = middle }
        }
        low
    }

    /// What a time lasts beyond what has passed of it, in milliseconds: the share `u` of such times that stay
    /// below it; none: no time lasts so long.
    pub fn ms_beyond(&self, passed: u64, u: f64) -> Option<u64> {
        const NEARLY_ALL: f64 = 1.0 - 1e-12;
        let gone = self.share_up_to(passed);
        (gone < NEARLY_ALL).then(|| self.ms(gone + u * (1.0 - gone)).saturating_sub(passed))
    }

    /// The same of many shares at once, each given as a whole number of 42 bits: `whole` for
    /// (`whole` + ½) / 2^42.
    ///
    /// No step depends on another or on what comes out, so that the processor does several at a time.
    #[inline]
    pub fn scaled_ms_of<const N: usize>(&self, wholes: &[u64; N], factor: f64) -> [u64; N] {
        const WITHIN: u64 = (1 << WITHIN_BITS) - 1;
        // 2^-33
        const STEP: f64 = 1.164_153_218_269_348_1e-10;
        let mut ms = [0.0; N];
        for (ms, &whole) in ms.iter_mut().zip(wholes) {
            let within = (below_52_bits(whole & WITHIN) + 0.5) * STEP;
            let piece = usize::try_from(whole >> WITHIN_BITS).unwrap_or(0);
            *ms = cubic_at(self.pieces.cubics[piece & (PIECES - 1)], within) * self.factor;
        }
        let mut rounded = [0; N];
        let mut all_are_read_off = true;
        for (rounded, ms) in rounded.iter_mut().zip(ms) {
            let up = ms * factor + 0.5;
            all_are_read_off &= (0.0..HALF_WAY).contains(&ms);
            all_are_read_off &= up < HALF_WAY;
            let nearest = (up + FLOATS_ARE_WHOLE) - FLOATS_ARE_WHOLE;
            let below = if nearest > up { nearest - 1.0 } else { nearest };
            *rounded = (below + FLOATS_ARE_WHOLE).to_bits() & MANTISSA;
        }
        if !all_are_read_off {
            self.mend(wholes, &ms, factor, &mut rounded);
        }
        rounded
    }

    /// Asks the function itself where the table does not tell.
    #[cold]
    fn mend(&self, wholes: &[u64], ms: &[f64], factor: f64, rounded: &mut [u64]) {
        // 2^-42
        const STEP: f64 = 2.273_736_754_432_320_6e-13;
        for ((&whole, &ms), rounded) in wholes.iter().zip(ms).zip(rounded) {
            if !((0.0..HALF_WAY).contains(&ms) && ms * factor + 0.5 < HALF_WAY) {
                *rounded = self.scaled_ms((below_52_bits(whole) + 0.5) * STEP, factor);
            }
        }
    }

    #[cold]
    fn exactly(&self, u: f64, factor: f64) -> u64 {
        whole(self.quantile.days(u) * NIGHT_MS * factor)
    }
}

#[inline]
fn cubic_at([zeroth, first, second, third]: [f64; 4], within: f64) -> f64 {
    zeroth + within * (first + within * (second + within * third))
}

/// A whole number of less than 52 bits, exactly: no instruction that converts one at a time.
#[inline]
fn below_52_bits(whole: u64) -> f64 {
    f64::from_bits(whole | FLOATS_ARE_WHOLE.to_bits()) - FLOATS_ARE_WHOLE
}

/// Rounded to a whole number; beyond any span it saturates.
fn whole(ms: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 0, and saturates far beyond any span"
    )]
    let rounded = (ms + 0.5) as i64 as u64;
    rounded
}

/// The cubic through four points of a piece; not a number where it misses the function between them.
fn cubic(quantile: &Quantile, piece: usize) -> [f64; 4] {
    let exact = |within: f64| quantile.days((float(piece) + within) / float(PIECES)) * NIGHT_MS;
    let is_an_end = piece == 0 || piece == PIECES - 1;
    if is_an_end {
        return [f64::NAN; 4];
    }
    // Newton's divided differences at 0, 1/3, 2/3 and 1, multiplied out.
    let y = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0].map(exact);
    let first = [0, 1, 2].map(|k| (y[k + 1] - y[k]) * 3.0);
    let second = [0, 1].map(|k| (first[k + 1] - first[k]) * 1.5);
    let third = second[1] - second[0];
    let coefficients =
        [y[0], first[0] - second[0] / 3.0 + third * (2.0 / 9.0), second[0] - third, third];
    let misses = |within: f64| {
        let (value, exact) = (cubic_at(coefficients, within), exact(within));
        (value - exact).abs() > RELATIVE_ERROR * exact.abs()
    };
    let between = [0.13, 1.0 / 6.0, 0.25, 0.5, 0.75, 5.0 / 6.0, 0.87];
    if between.into_iter().any(misses) { [f64::NAN; 4] } else { coefficients }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::scenario::{Distribution, Family};

    const FAMILIES: [Family; 5] = [
        Family::Exponential,
        Family::Lognormal,
        Family::Gamma,
        Family::Weibull,
        Family::Deterministic,
    ];

    #[test]
    fn the_table_misses_the_function_by_no_more_than_it_says() {
        for family in FAMILIES {
            for cv in [0.2, 1.0, 1.7] {
                let quantile = Quantile::of(Distribution { family, mean_days: 90.0, cv });
                let table = Tabulated::of(quantile);
                for k in 0..20_011 {
                    let u = (f64::from(k) + 0.5) / 20_011.0;
                    let exact = quantile.days(u) * NIGHT_MS;
                    let missed = (float(table.ms(u)) - exact).abs();
                    // Twice what was allowed at the points looked at, and half a millisecond of rounding.
                    let allowed = 2.0 * RELATIVE_ERROR * exact + 0.5;
                    assert!(missed <= allowed, "{family:?} cv {cv} at {u}: {missed}");
                }
            }
        }
    }

    #[test]
    fn a_stretched_table_misses_its_function_by_no_more() {
        for family in FAMILIES {
            let one = Tabulated::of(Quantile::of(Distribution { family, mean_days: 1.0, cv: 0.8 }));
            let table = one.stretched(137.0);
            for k in 0..2_003 {
                let u = (f64::from(k) + 0.5) / 2_003.0;
                let exact = table.quantile().days(u) * NIGHT_MS;
                let missed = (float(table.ms(u)) - exact).abs();
                assert!(
                    missed <= 2.0 * RELATIVE_ERROR * exact + 0.5,
                    "{family:?} at {u}: {missed}"
                );
            }
        }
    }

    #[test]
    fn both_tails_are_the_function_itself() {
        for family in FAMILIES {
            let quantile = Quantile::of(Distribution { family, mean_days: 140.0, cv: 1.0 });
            let table = Tabulated::of(quantile);
            for u in [1e-12, 1e-6, 1.0 / 1024.0, 1.0 - 1e-6, 1.0 - 1e-12] {
                assert_eq!(table.ms(u), whole(quantile.days(u) * NIGHT_MS), "{family:?} {u}");
            }
        }
    }

    #[test]
    fn many_at_once_are_the_same_as_one_by_one() {
        const BITS: u64 = 1 << 42;
        for family in FAMILIES {
            for (mean_days, factor) in [(90.0, 1.0), (1.0, 0.8), (0.0, 1.0), (1e5, 1e3), (3e4, 1e9)]
            {
                let quantile = Quantile::of(Distribution { family, mean_days, cv: 1.0 });
                let table = Tabulated::of(quantile);
                let mut whole = 0;
                while whole < BITS {
                    let wholes: [u64; 4] = [0, 1, 2, 3].map(|k| (whole + k * 7_919).min(BITS - 1));
                    let shares = wholes.map(|whole| (float(whole) + 0.5) / float(BITS));
                    let alone = shares.map(|share| table.scaled_ms(share, factor));
                    assert_eq!(table.scaled_ms_of(&wholes, factor), alone, "{family:?} {wholes:?}");
                    whole += BITS.div_euclid(5_003);
                }
                let ends = [0, 1, BITS - 2, BITS - 1];
                let alone = ends.map(|whole| (float(whole) + 0.5) / float(BITS));
                let alone = alone.map(|share| table.scaled_ms(share, factor));
                assert_eq!(table.scaled_ms_of(&ends, factor), alone, "{family:?}");
            }
        }
    }

    #[test]
    fn times_are_as_long_as_expected_on_average_within_every_span() {
        const MANY: u32 = 200_003;
        for family in FAMILIES {
            for cv in [0.2, 1.0, 1.7] {
                let one = Tabulated::of(Quantile::of(Distribution { family, mean_days: 1.0, cv }));
                let table = one.stretched(90.0);
                let mean = table.mean_ms();
                assert!((mean / (90.0 * NIGHT_MS) - 1.0).abs() < 1e-9, "{family:?} {mean}");
                for days in [0.0, 3.0, 20.0, 90.0, 400.0, 4e4] {
                    let within = whole(days * NIGHT_MS);
                    let over = |k: u32| {
                        let u = (f64::from(k) + 0.5) / f64::from(MANY);
                        table.over_ms(table.ms(u), within)
                    };
                    let on_average = (0..MANY).map(over).sum::<f64>() / f64::from(MANY);
                    assert!(
                        on_average.abs() < 3e-6 * mean,
                        "{family:?} cv {cv} {days}: {on_average}"
                    );
                }
            }
        }
    }

    #[test]
    fn most_of_a_smooth_function_is_read_off_the_table() {
        for family in [Family::Exponential, Family::Lognormal, Family::Gamma, Family::Weibull] {
            let quantile = Quantile::of(Distribution { family, mean_days: 90.0, cv: 1.0 });
            let read_off = Tabulated::of(quantile)
                .pieces
                .cubics
                .iter()
                .filter(|piece| !piece[0].is_nan())
                .count();
            assert!(read_off * 10 >= PIECES * 9, "{family:?}: {read_off} of {PIECES}");
        }
    }
}
