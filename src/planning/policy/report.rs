//! Studies as figures with intervals that hold together, that never claim more than they show.

use super::contest::Paired;
use super::reading::{AtLevel, Figures, HeldNames};
use super::reading::{Bound, GroupFigure, OpportunityCost};
use super::reading::{Policy, PolicyReading};
use super::study::{Entry, Learned, Round, Study, rightly_taught};
use super::verdict::PolicyVerdict;
use crate::base::domain::time::NIGHT_MS;
use crate::base::domain::{RuleName, RuleSet};
use crate::base::statistics::{Interval, Sums};
use serde::Serialize;

/// Everything that a comparison has to say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyReport {
    /// The version of the program.
    pub program: String,
    /// Differences whose intervals hold together in 95 of 100 runs.
    pub comparisons: usize,
    /// The scenario, once for each reading.
    pub readings: Vec<PolicyReading>,
    /// What follows for the order that the desk uses.
    #[serde(skip)]
    pub verdict: PolicyVerdict,
}

/// Draws up what studies have to say. All intervals of one measure hold together.
pub fn report(
    program: &str,
    studies: &[Study],
    codename: impl Fn(usize, usize) -> String,
) -> PolicyReport {
    let comparisons = studies.iter().flat_map(|s| &s.rounds).map(|r| r.entries.len()).sum();
    let readings: Vec<PolicyReading> = studies
        .iter()
        .enumerate()
        .map(|(which, study)| reading(study, comparisons, &|unit| codename(which, unit)))
        .collect();
    let verdict = super::verdict::verdict(&readings);
    PolicyReport { program: program.to_owned(), comparisons, readings, verdict }
}

fn reading(study: &Study, comparisons: usize, codename: &dyn Fn(usize) -> String) -> PolicyReading {
    let scale = Scale { study, comparisons };
    PolicyReading {
        scenario: study.scenario.name.clone(),
        reading: study.scenario.reading.clone(),
        what_if: study.scenario.what_if,
        years: study.scenario.years,
        replications: study.plan.replications,
        training: study.plan.training,
        seed: study.scenario.seed,
        classes: study.classes.clone(),
        rounds: study.rounds.iter().map(|round| scale.level(round, codename)).collect(),
    }
}

/// Sums over histories into figures a year.
struct Scale<'a> {
    study: &'a Study,
    comparisons: usize,
}

impl Scale<'_> {
    fn level(&self, round: &Round, codename: &dyn Fn(usize) -> String) -> AtLevel {
        let n = round.contest.n;
        let pairs = round.entries.iter().zip(&round.contest.against);
        AtLevel {
            regime: round.regime,
            prices: self.prices(round),
            preference: self.figures(&round.contest.plain, n, 1),
            policies: pairs
                .map(|(entry, paired)| self.policy(entry, paired, n, codename))
                .collect(),
            bound: bound(round),
        }
    }

    fn a_year(&self, sums: &Sums, n: u64, comparisons: usize, unit: f64) -> Interval {
        sums.interval(n, comparisons).times(1.0 / f64::from(self.study.scenario.years) / unit)
    }

    fn figures(&self, paired: &Paired, n: u64, comparisons: usize) -> Figures {
        let groups = |groups: Vec<(String, &Sums)>| {
            let comparisons = comparisons * groups.len().max(1);
            let group = |(group, sums): (String, &Sums)| GroupFigure {
                group,
                turned_away: self.a_year(sums, n, comparisons, 1.0),
                says: sums.says(n, comparisons),
            };
            groups.into_iter().map(group).collect()
        };
        let barriers = paired.by_barrier.iter().map(|(key, sums)| (barrier(*key), sums));
        let classes = self.study.households.iter().cloned().zip(&paired.by_class);
        Figures {
            turned_away: self.a_year(&paired.unmet, n, comparisons, 1.0),
            points: paired.points.interval(n, comparisons).times(1e-3),
            nights: self.a_year(&paired.lived_ms, n, comparisons, NIGHT_MS),
            by_barrier: groups(barriers.collect()),
            by_class: groups(classes.collect()),
        }
    }

    fn policy(
        &self,
        entry: &Entry,
        paired: &Paired,
        n: u64,
        codename: &dyn Fn(usize) -> String,
    ) -> Policy {
        let held = entry.held.as_ref().map(|held| HeldNames {
            units: held.units.iter().map(|&unit| codename(unit)).collect(),
            kept_for: held.kept_for.iter().map(|&k| self.study.households[k].clone()).collect(),
        });
        Policy {
            policy: entry.contender.to_string(),
            learned_from: learned_from(entry.learned).to_owned(),
            weight: entry.weight,
            same_order: entry.same_order,
            says: paired.unmet.says(n, self.comparisons),
            difference: self.figures(paired, n, self.comparisons),
            lost: self.a_year(&paired.lost, n, self.comparisons, 1.0),
            won: self.a_year(&paired.won, n, self.comparisons, 1.0),
            held,
        }
    }

    fn prices(&self, round: &Round) -> Vec<OpportunityCost> {
        let prices = &round.tuned.prices;
        let classes = self.study.classes.iter().zip(&self.study.nights);
        classes
            .zip(prices.measured.iter().zip(&prices.erlang_by_night))
            .map(|((class, nights), (measured, &erlang_by_night))| {
                let by_night = measured.interval(self.study.classes.len()).times(NIGHT_MS);
                OpportunityCost {
                    class: class.name.clone(),
                    by_night,
                    by_stay: by_night.times(*nights),
                    nights: *nights,
                    erlang_by_night,
                    counts: measured.is_above_zero(1),
                }
            })
            .collect()
    }
}

fn bound(round: &Round) -> Bound {
    let sum = |of: &dyn Fn(&super::Year) -> i64| round.years.iter().map(of).sum();
    let names = std::iter::once("preference".to_owned())
        .chain(rightly_taught(&round.entries).map(|entry| entry.contender.to_string()));
    Bound {
        tapes: round.years.len(),
        asked: sum(&|year| year.asked),
        at_most: sum(&|year| year.at_most),
        housed: names
            .enumerate()
            .map(|(which, name)| (name, sum(&|year| year.housed[which])))
            .collect(),
        fluid_a_year: round.fluid,
    }
}

/// What a policy learned from, by name.
fn learned_from(learned: Learned) -> &'static str {
    match learned {
        Learned::Nothing => "",
        Learned::Right => "right",
        Learned::WrongLevel(level) => level.name(),
        Learned::WrongMix => "equal_mix",
    }
}

/// What stood in the way, in words.
fn barrier(key: u16) -> String {
    let set = RuleSet::from_order_key(key);
    if set.is_empty() {
        return "something suited but was full".to_owned();
    }
    let titles: Vec<&str> = set.iter().map(RuleName::title).collect();
    titles.join(" and ")
}
