//! Plans within a budget: from nothing by marginal value, then by exchange. Every plan that was looked at stays known.
//!
//! Not here: how sure it is that the plan found is the best (`select`), and what none could beat (`bound`).

use super::lab::{Lab, Trial};
use super::plan::Plan;
use crate::forecast::Sums;
use crate::reading::Issues;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a trial came to on the tapes of a search.
#[derive(Debug, Clone)]
pub struct Looked {
    /// Households turned away, a number a tape.
    pub turned_away: Vec<u32>,
    /// Histories in which refusals for capacity stayed under the share asked for.
    pub kept: u32,
}

/// Trials replayed so far on one set of tapes.
#[derive(Debug)]
pub struct Pool<'a> {
    lab: &'a Lab<'a>,
    tapes: Range<u32>,
    refusals: f64,
    known: BTreeMap<Trial, Looked>,
}

impl<'a> Pool<'a> {
    /// None yet.
    pub fn new(lab: &'a Lab<'a>, tapes: Range<u32>, refusals: f64) -> Self {
        Self { lab, tapes, refusals, known: BTreeMap::new() }
    }

    /// Replays whatever is not known yet.
    ///
    /// # Errors
    /// If a lever makes of the scenario something that cannot be.
    pub fn look(&mut self, trials: impl IntoIterator<Item = Trial>) -> Result<(), Issues> {
        let mut fresh: Vec<Trial> =
            trials.into_iter().filter(|trial| !self.known.contains_key(trial)).collect();
        fresh.sort_unstable();
        fresh.dedup();
        let counts = self.lab.replay(&fresh, self.tapes.clone())?;
        for (trial, counts) in fresh.into_iter().zip(counts) {
            let kept = counts.iter().filter(|count| count.keeps(self.refusals)).count();
            let looked = Looked {
                turned_away: counts.iter().map(|count| count.turned_away).collect(),
                kept: u32::try_from(kept).unwrap_or(u32::MAX),
            };
            self.known.insert(trial, looked);
        }
        Ok(())
    }

    /// Where trials are replayed.
    pub fn lab(&self) -> &'a Lab<'a> {
        self.lab
    }

    /// What is known.
    pub fn known(&self) -> &BTreeMap<Trial, Looked> {
        &self.known
    }

    /// Households turned away a year, if the trial is known.
    pub fn mean(&self, trial: &Trial) -> Option<f64> {
        let looked = self.known.get(trial)?;
        Some(looked.mean(self.lab.scenario.years))
    }

    /// How many tapes there are.
    pub fn tapes(&self) -> u32 {
        self.tapes.end - self.tapes.start
    }
}

impl Looked {
    /// Households turned away a year.
    pub fn mean(&self, years: u16) -> f64 {
        let sum: u64 = self.turned_away.iter().map(|&n| u64::from(n)).sum();
        #[expect(clippy::cast_precision_loss, reason = "counts of households")]
        let mean = sum as f64 / self.turned_away.len().max(1) as f64;
        mean / f64::from(years.max(1))
    }

    /// By how many fewer are turned away than under another trial, tape by tape.
    pub fn averts(&self, than: &Self) -> Sums {
        let mut sums = Sums::default();
        for (mine, theirs) in self.turned_away.iter().zip(&than.turned_away) {
            sums.add(i64::from(*theirs) - i64::from(*mine));
        }
        sums
    }

    /// By how many more a candidate averts when it is added to a plan than when it is added to nothing: `self` is
    /// the plan with it, `own` the plan, `first` the candidate alone.
    pub(super) fn averts_beyond(&self, own: &Self, first: &Self, nothing: &Self) -> Sums {
        let mut sums = Sums::default();
        for tape in 0..self.turned_away.len() {
            let of = |looked: &Self| i64::from(looked.turned_away[tape]);
            sums.add((of(own) - of(self)) - (of(nothing) - of(first)));
        }
        sums
    }
}

/// Which plans a search may look at.
#[expect(missing_debug_implementations, reason = "what a budget allows is a function")]
pub struct Bounds<'a> {
    /// The candidates that it may buy.
    pub of: &'a [usize],
    /// The most that it may buy.
    pub size: u32,
    /// Whether a plan may be bought.
    pub allows: &'a dyn Fn(&Plan) -> bool,
    /// Households a year under which a plan is no better than another.
    pub least: f64,
    /// The part of a budget that one of a candidate takes.
    pub part: &'a dyn Fn(usize) -> f64,
    /// When its funding ends.
    pub ends: Option<u32>,
}

impl Bounds<'_> {
    fn trial(&self, plan: Plan) -> Trial {
        Trial { plan, ends: self.ends }
    }

    /// Whether a plan may be bought.
    pub(super) fn is_open(&self, lab: &Lab<'_>, plan: &Plan) -> bool {
        plan.size() <= self.size && plan.is_possible(lab.candidates) && (self.allows)(plan)
    }
}

/// What an addition is chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// What it averts for a pound a year.
    Pound,
    /// What it averts for the part of the budget that it takes, capital and running cost.
    Part,
    /// What it averts.
    Value,
}

/// The best plan found, with everything looked at in the pool: from nothing in three ways, each then improved.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be.
pub fn search(pool: &mut Pool<'_>, bounds: &Bounds<'_>) -> Result<Plan, Issues> {
    let nothing = Plan::nothing(pool.lab.candidates.len());
    let mut best = nothing.clone();
    let mut starts: Vec<Plan> = Vec::new();
    for by in [By::Pound, By::Part, By::Value] {
        let start = grow(pool, bounds, &nothing, by)?;
        if !starts.contains(&start) {
            starts.push(start);
        }
    }
    for start in starts {
        let found = improve(pool, bounds, start)?;
        if is_better(pool, bounds, &found, &best) {
            best = found;
        }
    }
    Ok(best)
}

/// Adds one thing at a time until nothing more helps or can be paid for.
fn grow(pool: &mut Pool<'_>, bounds: &Bounds<'_>, from: &Plan, by: By) -> Result<Plan, Issues> {
    let mut plan = from.clone();
    pool.look([bounds.trial(plan.clone())])?;
    loop {
        let next: Vec<(usize, Plan)> = bounds
            .of
            .iter()
            .map(|&candidate| (candidate, plan.with(candidate, 1)))
            .filter(|(_, next)| bounds.is_open(pool.lab, next))
            .collect();
        pool.look(next.iter().map(|(_, plan)| bounds.trial(plan.clone())))?;
        let now = value(pool, bounds, &plan);
        let worth = |(candidate, next): &(usize, Plan)| {
            let averted = now - value(pool, bounds, next);
            match by {
                By::Pound => averted / pool.lab.candidates[*candidate].a_year()[0].max(1.0),
                By::Part => averted / (bounds.part)(*candidate).max(1e-9),
                By::Value => averted,
            }
        };
        let best = next.iter().max_by(|a, b| worth(a).total_cmp(&worth(b)));
        let helps = |best: &&(usize, Plan)| now - value(pool, bounds, &best.1) > bounds.least;
        match best.filter(helps) {
            Some((_, better)) => plan = better.clone(),
            None => return Ok(plan),
        }
    }
}

/// Exchanges one thing for another, adds or gives up one; and gives up one and spends anew what becomes free; for as
/// long as it helps.
fn improve(pool: &mut Pool<'_>, bounds: &Bounds<'_>, from: Plan) -> Result<Plan, Issues> {
    let mut plan = exchange(pool, bounds, from)?;
    loop {
        let mut best = plan.clone();
        for less in bounds.of.iter().filter_map(|&less| plan.without(less)) {
            for by in [By::Part, By::Value] {
                let other = grow(pool, bounds, &less, by)?;
                if is_better(pool, bounds, &other, &best) {
                    best = other;
                }
            }
        }
        if best == plan {
            return Ok(plan);
        }
        plan = exchange(pool, bounds, best)?;
    }
}

/// The same by pound without looking at every candidate each time: one that was worth less than another before is
/// looked at again only when its turn comes, and one that averts hardly anything not at all. Steps grow with the
/// plan. Ends where nothing is left, or refusals stay under the share asked for on every tape.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be.
pub(super) fn grow_lazily(pool: &mut Pool<'_>, bounds: &Bounds<'_>) -> Result<Plan, Issues> {
    /// What is looked at no more.
    const NOTHING: f64 = f64::NEG_INFINITY;
    let lab = pool.lab;
    let mut plan = Plan::nothing(lab.candidates.len());
    let mut worth = vec![f64::INFINITY; lab.candidates.len()];
    pool.look([bounds.trial(plan.clone())])?;
    loop {
        let all_kept = |looked: &Looked| looked.kept as usize == looked.turned_away.len();
        if pool.known.get(&bounds.trial(plan.clone())).is_some_and(all_kept) {
            return Ok(plan);
        }
        let step = |one: usize| {
            let room = lab.candidates[one].most.saturating_sub(u32::from(plan.0[one]));
            let wanted =
                if lab.candidates[one].lever.is_unit() { 1 + plan.size().div_euclid(8) } else { 1 };
            u16::try_from(wanted.min(room)).unwrap_or(u16::MAX)
        };
        let mut fresh = vec![false; worth.len()];
        let next = loop {
            let open =
                bounds.of.iter().copied().filter(|&one| step(one) > 0 && worth[one] > NOTHING);
            let Some(best) = open.max_by(|&a, &b| worth[a].total_cmp(&worth[b])) else {
                return Ok(plan);
            };
            let next = plan.with(best, step(best));
            if fresh[best] {
                break next;
            }
            pool.look([bounds.trial(next.clone())])?;
            let averted = value(pool, bounds, &plan) - value(pool, bounds, &next);
            let pounds = f64::from(step(best)) * lab.candidates[best].a_year()[0].max(1.0);
            worth[best] = averted / pounds;
            fresh[best] = true;
        };
        if value(pool, bounds, &plan) - value(pool, bounds, &next) < bounds.least {
            let given_up = (0..worth.len()).find(|&one| next.0[one] != plan.0[one]);
            if let Some(one) = given_up {
                worth[one] = NOTHING;
            }
        } else {
            plan = next;
        }
    }
}

/// Exchanges one thing for another, adds or gives up one, for as long as it helps.
fn exchange(pool: &mut Pool<'_>, bounds: &Bounds<'_>, from: Plan) -> Result<Plan, Issues> {
    let mut plan = from;
    loop {
        let neighbours = neighbours(pool.lab, bounds, &plan);
        pool.look(neighbours.iter().map(|plan| bounds.trial(plan.clone())))?;
        let mut best = plan.clone();
        for next in neighbours {
            if is_better(pool, bounds, &next, &best) {
                best = next;
            }
        }
        if best == plan {
            return Ok(plan);
        }
        plan = best;
    }
}

fn neighbours(lab: &Lab<'_>, bounds: &Bounds<'_>, plan: &Plan) -> Vec<Plan> {
    let mut found: Vec<Plan> = bounds.of.iter().map(|&more| plan.with(more, 1)).collect();
    for less in bounds.of.iter().filter_map(|&less| plan.without(less)) {
        found.extend(bounds.of.iter().map(|&more| less.with(more, 1)));
        found.push(less);
    }
    found.retain(|next| next != plan && bounds.is_open(lab, next));
    found
}

fn value(pool: &Pool<'_>, bounds: &Bounds<'_>, plan: &Plan) -> f64 {
    pool.mean(&bounds.trial(plan.clone())).unwrap_or(f64::INFINITY)
}

/// Fewer turned away; of equals, the cheaper.
fn is_better(pool: &Pool<'_>, bounds: &Bounds<'_>, mine: &Plan, other: &Plan) -> bool {
    let (a, b) = (value(pool, bounds, mine), value(pool, bounds, other));
    let cost = |plan: &Plan| plan.a_year(pool.lab.candidates)[0];
    a < b - bounds.least || (a <= b && cost(mine) < cost(other))
}
