//! A plan chosen in one reading of the evidence, under another: what it loses there, and at which belief it flips.
//!
//! Readings are never averaged. A belief is the reader's own: below the one printed the first reading's plan is the one to
//! take, above it the second's.

use super::plan::Plan;
use super::plan_evaluator::Trial;
use super::plan_label::plan_said;
use super::question::{ExploredReading, StudyQuestion};
use super::regret::BreakEven;
use super::regret::Robust;
use super::told::paired;
use crate::base::statistics::Interval;

/// Every pair of readings within every budget.
pub(super) fn robust(readings: &[ExploredReading<'_>], question: StudyQuestion<'_>) -> Vec<Robust> {
    let mut all = Vec::new();
    for (which, budget) in question.budgets.iter().enumerate() {
        for second in 1..readings.len() {
            for first in 0..second {
                let pair = [&readings[first], &readings[second]];
                all.push(compare(&budget.name, pair, which, question));
            }
        }
    }
    all
}

fn compare(
    budget: &str,
    pair: [&ExploredReading<'_>; 2],
    which: usize,
    question: StudyQuestion<'_>,
) -> Robust {
    let plans = pair.map(|reading| &reading.chosen[which].plan);
    let comparisons = 2 * question.budgets.len();
    let loses = |reading: &ExploredReading<'_>, own: &Plan, other: &Plan| -> Interval {
        let ends = reading.explored.found[which].ends;
        let counts = |plan: &Plan| reading.fresh.get(&Trial { plan: plan.clone(), ends });
        let both = counts(other).zip(counts(own));
        let more = both.map(|(other, own)| paired(other, own)).unwrap_or_default();
        let years = f64::from(reading.evaluator.scenario.years.max(1));
        more.interval(comparisons).times(1.0 / years)
    };
    let regret = [loses(pair[0], plans[0], plans[1]), loses(pair[1], plans[1], plans[0])];
    let horizon = pair[0].evaluator.horizon(pair[0].explored.found[which].ends);
    let cost = plans.map(|plan| plan.a_year(question.candidates, horizon)[0]);
    let means = regret.map(|regret| regret.mean);
    Robust {
        budget: budget.to_owned(),
        readings: pair.map(|reading| reading.evaluator.scenario.reading.clone()),
        plans: plans.map(|plan| plan_said(plan, question.candidates, horizon)),
        flip: if plans[0] == plans[1] {
            BreakEven::SamePlan
        } else {
            flip(means, cost, question.aim.indifference)
        },
        regret,
    }
}

/// The belief in the second reading from which the second's plan is the one to take. The dearer of the two must avert
/// more than the indifference in expectation, as it must where a plan is chosen.
fn flip([first, second]: [f64; 2], cost: [f64; 2], indifference: f64) -> BreakEven {
    let margin = indifference
        * if cost[1] > cost[0] {
            1.0
        } else if cost[1] < cost[0] {
            -1.0
        } else {
            0.0
        };
    // What the second's plan averts more than the first's: in the first reading, and in the second.
    let (ahead_in_first, ahead_in_second) = (-first, second);
    match (ahead_in_first > margin, ahead_in_second > margin) {
        (true, true) => BreakEven::SecondAlways,
        (_, false) => BreakEven::FirstAlways,
        (false, true) => {
            BreakEven::At((margin - ahead_in_first) / (ahead_in_second - ahead_in_first))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_belief_weighs_what_each_plan_loses() {
        let same = [5.0, 5.0];
        assert_eq!(flip([1.0, 3.0], same, 1.0), BreakEven::At(0.25));
        assert_eq!(flip([-1.0, 3.0], same, 1.0), BreakEven::SecondAlways);
        assert_eq!(flip([1.0, -1.0], same, 1.0), BreakEven::FirstAlways);
    }

    #[test]
    fn the_dearer_plan_must_avert_more_than_makes_no_difference() {
        // Nothing is lost in the first reading, 4 a year are averted in the second.
        assert_eq!(flip([0.0, 4.0], [0.0, 9.0], 1.0), BreakEven::At(0.25));
        assert_eq!(flip([0.0, 0.9], [0.0, 9.0], 1.0), BreakEven::FirstAlways);
        // The second's plan is cheaper: it is taken unless it loses more than that.
        assert_eq!(flip([3.0, 0.0], [9.0, 0.0], 1.0), BreakEven::At(2.0 / 3.0));
    }
}
