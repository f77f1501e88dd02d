//! When enough histories have been simulated: fixed looks, with the chance of error spent over them.
//!
//! A run that looks after every history and stops when it likes what it sees is wrong more often than it
//! says. This one looks at 100, 200, 400… histories and at the most allowed, which are known beforehand; of a
//! chance of error of 5 in 100 each look is given an equal part (Bonferroni), so whichever it stops at, the
//! truth lies outside in at most 5 of 100 runs. Not here: the width at one look (`half_width`).

use super::half_width::Headline;
use crate::base::statistics::float;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::str::FromStr;

/// The chance, over all looks, that the truth lies farther away than is said.
const ERROR: f64 = 0.05;
/// Histories at the first look.
const FIRST_LOOK: u32 = 100;
/// The most histories, where nobody says another number: the eleventh look.
pub const MOST_BY_DEFAULT: u32 = 102_400;

/// How well the headline is to be known; whichever is reached first is enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Half-width in households a year.
    pub absolute: Option<f64>,
    /// Half-width as a share of the true mean.
    pub relative: Option<f64>,
}

impl FromStr for Target {
    type Err = String;

    /// Reads `0.5`, `2%`, or both with a comma between.
    fn from_str(text: &str) -> Result<Self, String> {
        const HOW: &str = "give households a year (0.5), a part of the mean (2%), or both (0.5,2%)";
        let mut target = Self { absolute: None, relative: None };
        for part in text.split(',').map(str::trim) {
            let (slot, number, unit) = match part.strip_suffix('%') {
                Some(percent) => (&mut target.relative, percent, 100.0),
                None => (&mut target.absolute, part, 1.0),
            };
            let number = number.trim().parse::<f64>().map_err(|_| HOW.to_owned())?;
            if !(number.is_finite() && number > 0.0) {
                return Err(format!("{part} can never be reached; {HOW}"));
            }
            if slot.replace(number / unit).is_some() {
                return Err(format!("the same kind of width stands twice; {HOW}"));
            }
        }
        Ok(target)
    }
}

/// What a run that stops by itself is told.
#[derive(Debug, Clone, Copy)]
pub struct StoppingRule {
    /// When to stop.
    pub target: Target,
    /// The most histories.
    pub most: u32,
    /// Years of a history: widths are said for one year.
    pub years: u16,
    /// Draws that histories take in turn; 0: nothing is drawn.
    pub draws: u32,
}

/// Where a run stopped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reached {
    /// The half-width asked for, in households a year.
    pub absolute: Option<f64>,
    /// The half-width asked for, as a share of the true mean.
    pub relative: Option<f64>,
    /// The mean unmet need a year, by control variates where enough histories tell.
    pub mean: f64,
    /// Its half-width, which holds in 95 of 100 runs.
    pub half_width: f64,
    /// Draws that histories took in turn, of whose mean this is told; 0: nothing was drawn.
    pub draws: u32,
    /// Histories simulated.
    pub histories: u32,
    /// Histories whose unmet need differs from the commonest, where they are too few for their spread to tell.
    pub few_differ: Option<u64>,
    /// Whether what was asked for was reached.
    pub reached: bool,
    /// The most histories allowed.
    pub most: u32,
}

impl StoppingRule {
    /// Histories at each look. Once there are as many as draws, only when all draws were taken twice, four times and so
    /// on: then which were taken is no matter of chance.
    fn looks(&self) -> Vec<u32> {
        let doubling = |first| std::iter::successors(Some(first), |look: &u32| look.checked_mul(2));
        let below = |limit: u32| doubling(FIRST_LOOK).take_while(move |look| *look < limit);
        if self.draws == 0 {
            return below(self.most).chain([self.most]).collect();
        }
        let first = below(self.most.min(self.draws));
        let whole = self.draws.saturating_mul(2);
        let of_all = doubling(whole).take_while(|look| *look < self.most);
        first.chain(of_all).chain([self.most]).collect()
    }

    fn is_reached(&self, mean: f64, half_width: f64) -> bool {
        let Target { absolute, relative } = self.target;
        // A share of the least that the true mean may be, and so of the true mean as well.
        let least = mean - half_width;
        absolute.is_some_and(|absolute| half_width <= absolute)
            || relative.is_some_and(|relative| half_width <= relative * least)
    }
}

/// Simulates until the target is reached or the most histories are there.
///
/// `more` simulates the replications it is told and answers how all of them so far have come out.
///
/// # Errors
/// Those of `more`.
pub fn until<E>(
    plan: &StoppingRule,
    mut more: impl FnMut(Range<u32>) -> Result<Headline, E>,
) -> Result<Reached, E> {
    let looks = plan.looks();
    let error = ERROR / float(looks.len());
    let mut reached = Reached {
        absolute: plan.target.absolute,
        relative: plan.target.relative,
        mean: 0.0,
        half_width: f64::MAX,
        draws: plan.draws,
        histories: 0,
        few_differ: None,
        reached: false,
        most: plan.most,
    };
    for look in looks {
        let headline = more(reached.histories..look)?;
        let years = f64::from(plan.years.max(1));
        let (mean, half_width) = (headline.mean() / years, headline.half_width(error) / years);
        reached.histories = look;
        (reached.mean, reached.half_width) = (mean, half_width);
        reached.few_differ = headline.few_differ();
        reached.reached = plan.is_reached(mean, half_width);
        if reached.reached {
            break;
        }
    }
    Ok(reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Result<(Option<f64>, Option<f64>), String> {
        text.parse().map(|target: Target| (target.absolute, target.relative))
    }

    #[test]
    fn a_target_is_households_or_percent_or_both() {
        assert_eq!(target("0.5"), Ok((Some(0.5), None)));
        assert_eq!(target("2%"), Ok((None, Some(0.02))));
        assert_eq!(target("0.5, 2 %"), Ok((Some(0.5), Some(0.02))));
        for wrong in ["", "0", "-1", "0%", "NaN", "inf", "1,2", "2%,3%", "0.5,", "a lot"] {
            assert!(target(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn looks_double_and_end_at_the_most() {
        let looks_of = |most, draws| {
            StoppingRule { target: "1".parse().unwrap(), most, years: 1, draws }.looks()
        };
        let looks = |most| looks_of(most, 0);
        assert_eq!(looks(1_000), [100, 200, 400, 800, 1_000]);
        assert_eq!(looks(400), [100, 200, 400]);
        assert_eq!(looks(30), [30]);
        assert_eq!(looks(MOST_BY_DEFAULT).len(), 11);
        assert_eq!(looks_of(4_096, 500), [100, 200, 400, 1_000, 2_000, 4_000, 4_096]);
        assert_eq!(looks_of(4_000, 500), [100, 200, 400, 1_000, 2_000, 4_000]);
        assert_eq!(looks_of(150, 500), [100, 150]);
        assert_eq!(looks_of(1_000, 30), [60, 120, 240, 480, 960, 1_000]);
    }

    #[test]
    fn a_relative_width_is_a_share_of_the_least_the_mean_may_be() {
        let plan = StoppingRule { target: "10%".parse().unwrap(), most: 100, years: 1, draws: 0 };
        assert!(plan.is_reached(11.0, 1.0));
        assert!(!plan.is_reached(10.9, 1.0));
        assert!(!plan.is_reached(0.0, 0.0001));
    }
}
