//! What times last on average as far as they lie within a span: what is left to chance of a stay before the years that count
//! are over.

use super::quantile::Quantile;
use crate::base::domain::time::NIGHT_MS;
use crate::base::statistics::float;

/// Means of times that are cut off where a piece of their table begins, in milliseconds.
#[derive(Debug)]
pub(super) struct Limited<const PIECES: usize> {
    /// The mean of all.
    pub(super) mean: f64,
    /// Where the last piece begins, and the mean of times none of which lasts longer: what is asked for most.
    last: (f64, f64),
    /// Where each piece begins.
    begins: [f64; PIECES],
    /// The mean of times none of which lasts longer than that.
    means: [f64; PIECES],
}

impl<const PIECES: usize> Limited<PIECES> {
    /// Of a distribution and its table.
    pub(super) fn of(quantile: &Quantile, pieces: &[[f64; 4]; PIECES]) -> Self {
        let (mut begins, mut means, mut below) = ([0.0; PIECES], [0.0; PIECES], 0.0);
        for (number, piece) in pieces.iter().enumerate() {
            let from = float(number) / float(PIECES);
            let exact = |within: f64| quantile.days(from + within / float(PIECES)) * NIGHT_MS;
            let is_read_off = !piece[0].is_nan();
            let begin = if is_read_off { piece[0] } else { exact(0.0) };
            begins[number] = if begin.is_finite() { begin.max(0.0) } else { 0.0 };
            means[number] = below + (1.0 - from) * begins[number];
            let of_piece = if is_read_off { integral(*piece) } else { gauss(exact) };
            below += of_piece / float(PIECES);
        }
        let last = (begins[PIECES - 1], means[PIECES - 1]);
        Self { mean: quantile.mean_days() * NIGHT_MS, last, begins, means }
    }

    /// Where a time is cut off that may last no longer than so many milliseconds, and the mean of times cut off there.
    pub(super) fn within(&self, ms: f64) -> (f64, f64) {
        if self.last.0 <= ms {
            return self.last;
        }
        let which = self.begins.partition_point(|begin| *begin <= ms).saturating_sub(1);
        (self.begins[which], self.means[which])
    }
}

fn integral([zeroth, first, second, third]: [f64; 4]) -> f64 {
    zeroth + first / 2.0 + second / 3.0 + third / 4.0
}

/// The integral from 0 to 1, by five points.
fn gauss(of: impl Fn(f64) -> f64) -> f64 {
    const POINTS: [(f64, f64); 5] = [
        (-0.906_179_845_938_664, 0.236_926_885_056_189),
        (-0.538_469_310_105_683, 0.478_628_670_499_366),
        (0.0, 0.568_888_888_888_889),
        (0.538_469_310_105_683, 0.478_628_670_499_366),
        (0.906_179_845_938_664, 0.236_926_885_056_189),
    ];
    POINTS.iter().map(|(at, weight)| 0.5 * weight * of(0.5 * (at + 1.0))).sum()
}
