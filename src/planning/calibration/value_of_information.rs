//! What it would be worth to know something before choosing between things of equal cost.
//!
//! Expected value of partial perfect information, in households turned away a year: how many fewer if one unknown
//! were known when the choice is made. Draws are sorted into bins of the unknown, and in each bin the alternative
//! with the least mean is chosen (Strong and Oakley 2013). Choosing and judging on the same draws flatters: a bin's
//! least mean is partly luck. So draws are split in two halves, one chooses and the other judges, and the figure is
//! what such a choice would really gain: never more than the truth on average. The flattering figure stands beside
//! it; the truth lies between them.

use super::weights::Weights;
use crate::base::statistics::{Z_95, float};
use serde::Serialize;

/// Bins of an unknown, of equal weight: at most so many, and fewer where few draws count.
const BINS: usize = 10;
const LEAST_BINS: usize = 3;
/// Effective draws for each bin.
const DRAWS_A_BIN: f64 = 200.0;

/// What knowing something is worth, in households turned away a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ValueOfInformation {
    /// Gained by choosing on one half of the draws, judged on the other.
    pub gain: f64,
    /// Lower end of its 95% interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Gained where the same draws choose and judge: too high on average.
    pub at_most: f64,
}

/// Households turned away under each alternative: `away(draw, alternative)`.
pub(super) struct Choice<'a> {
    /// What each draw counts.
    pub(super) weights: &'a Weights,
    /// How many alternatives there are.
    pub(super) alternatives: usize,
    /// What comes of an alternative under a draw.
    pub(super) away: &'a (dyn Fn(usize, usize) -> f64 + Sync),
}

impl Choice<'_> {
    /// The alternative with the least mean over some draws.
    pub(super) fn best(&self, some: &dyn Fn(usize) -> f64) -> usize {
        let mean = |which: usize| {
            let of = |(draw, share): (usize, f64)| share * some(draw) * (self.away)(draw, which);
            self.weights.some().map(of).sum::<f64>()
        };
        (0..self.alternatives).min_by(|a, b| mean(*a).total_cmp(&mean(*b))).unwrap_or(0)
    }

    /// What knowing an unknown is worth.
    pub(super) fn knowing(&self, unknown: impl Fn(usize) -> f64) -> ValueOfInformation {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of draws"
        )]
        let fits = (self.weights.effective() / DRAWS_A_BIN) as usize;
        let bins = bins(self.weights, unknown, fits.clamp(LEAST_BINS, BINS));
        let now = self.best(&|_| 1.0);
        let chosen: Vec<Vec<usize>> =
            [0, 1].into_iter().map(|half| self.chosen(&bins, &|draw| draw % 2 == half)).collect();
        let whole = self.chosen(&bins, &|_| true);
        let gained = |chosen: &[usize], draw: usize| {
            let known = bins[draw].map_or(now, |bin| chosen[bin]);
            (self.away)(draw, now) - (self.away)(draw, known)
        };
        // The half that a draw is not in has chosen for it.
        let judged = |draw: usize| gained(&chosen[1 - draw % 2], draw);
        let gain = self.weights.mean(judged);
        let half_width = Z_95 * self.weights.error_of_mean(judged);
        let at_most = self.weights.mean(|draw| gained(&whole, draw));
        ValueOfInformation { gain, low: gain - half_width, high: gain + half_width, at_most }
    }

    /// The best of each bin, over some draws.
    fn chosen(&self, bins: &[Option<usize>], some: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let counts = |holds: bool| if holds { 1.0 } else { 0.0 };
        let of = |bin: usize| self.best(&|draw| counts(some(draw) && bins[draw] == Some(bin)));
        (0..BINS).map(of).collect()
    }
}

/// The bin of each draw that counts; equal values share one.
fn bins(weights: &Weights, unknown: impl Fn(usize) -> f64, many: usize) -> Vec<Option<usize>> {
    let mut sorted: Vec<(f64, usize, f64)> =
        weights.some().map(|(draw, share)| (unknown(draw), draw, share)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut bins = vec![None; weights.shares().len()];
    let mut before = 0.0;
    for same in sorted.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let share: f64 = same.iter().map(|(.., share)| share).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ten bins")]
        let bin = ((before + share / 2.0) * float(many)) as usize;
        for (_, draw, _) in same {
            bins[*draw] = Some(bin.min(many - 1));
        }
        before += share;
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::{Stream, Streams};
    use crate::base::statistics::normal_below;
    use crate::base::statistics::normal_quantile;

    const DRAWS: usize = 20_000;

    fn numbers() -> Vec<[f64; 3]> {
        let draw = |draw: usize| {
            let streams = Streams::new(5, u32::try_from(draw).unwrap());
            streams.numbers(0, Stream::Parameters, 0).map(normal_quantile)
        };
        (0..DRAWS).map(draw).collect()
    }

    /// One thing always turns away 10; the other 11 + 3θ, and chance besides: knowing θ is worth
    /// E[max(0, −1 − 3θ)] = 3φ(1/3) − Φ(−1/3).
    #[test]
    fn knowing_the_only_unknown_is_worth_what_the_closed_form_says() {
        let drawn = numbers();
        let away = |draw: usize, which: usize| match which {
            0 => 10.0,
            _ => 11.0 + 3.0 * drawn[draw][0] + 2.0 * drawn[draw][2],
        };
        let weights = Weights::alike(DRAWS);
        let choice = Choice { weights: &weights, alternatives: 2, away: &away };
        let third = 1.0 / 3.0_f64;
        let density = (-third * third / 2.0).exp() / std::f64::consts::TAU.sqrt();
        let exact = 3.0 * density - normal_below(-third);
        let worth = choice.knowing(|draw| drawn[draw][0]);
        assert!(worth.low < exact && exact < worth.high + 0.01, "{worth:?}, exactly {exact}");
        assert!(worth.gain <= worth.at_most + 1e-9);
        // What has nothing to do with either is worth nothing.
        let nothing = choice.knowing(|draw| drawn[draw][1]);
        assert!(nothing.low < 0.01 && nothing.at_most < 0.05, "{nothing:?}");
    }

    /// The same where draws count by how well they explain a record: θ, seen with error 1, is N(y/2, 1/2).
    #[test]
    fn weighted_draws_have_the_worth_of_their_posterior() {
        let drawn = numbers();
        let seen = 0.4;
        let log = |at: usize| -(seen - drawn[at][0]) * (seen - drawn[at][0]) / 2.0;
        let weights = Weights::of_logs(&(0..DRAWS).map(log).collect::<Vec<_>>()).unwrap();
        let away =
            |draw: usize, which: usize| if which == 0 { 10.0 } else { 10.0 - drawn[draw][0] };
        let choice = Choice { weights: &weights, alternatives: 2, away: &away };
        let (mean, spread) = (seen / 2.0, 0.5_f64.sqrt());
        let z: f64 = mean / spread;
        let density = (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
        let exact = spread * density - mean * normal_below(-z);
        let worth = choice.knowing(|draw| drawn[draw][0]);
        assert!(worth.low < exact && exact < worth.high + 0.01, "{worth:?}, exactly {exact}");
    }

    #[test]
    fn where_the_choice_is_the_same_whatever_is_known_nothing_is_gained() {
        let drawn = numbers();
        let away = |draw: usize, which: usize| if which == 0 { drawn[draw][0] } else { 9.0 };
        let weights = Weights::alike(DRAWS);
        let choice = Choice { weights: &weights, alternatives: 2, away: &away };
        let worth = choice.knowing(|draw| drawn[draw][0]);
        assert!(worth.gain.abs() < 1e-12 && worth.at_most.abs() < 1e-12);
    }
}
