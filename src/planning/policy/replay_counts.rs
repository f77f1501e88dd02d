//! What one replay of one tape came to, in whole numbers: who was turned away, and how well the rest fit.
//!
//! As in a forecast, a household counts if it asked after the warm-up; unmet need is capacity, proximity and
//! needs, and those who gave up waiting while something suited but was full.

use super::policy_view::PolicyView;
use crate::base::domain::RuleSet;
use crate::engine::simulation::{Fate, Observer, Tape};
use std::collections::BTreeMap;

/// The counts of one replay.
#[derive(Debug, Clone, Default)]
pub struct ReplayCounts {
    /// Households turned away for want of a unit.
    pub unmet: i64,
    /// The same by what stood in the way, by its order among rule sets; the empty set: it was full.
    pub by_barrier: BTreeMap<u16, i64>,
    /// The same by class of household.
    pub by_class: Vec<i64>,
    /// Households placed.
    pub placed: i64,
    /// Their penalty points.
    pub points: i64,
    /// Time lived in each unit after the warm-up, in milliseconds.
    pub lived_ms: Vec<i64>,
    /// Households placed in each unit.
    pub placed_in: Vec<i64>,
    /// For each household on the tape that counts, whether it was turned away.
    pub turned_away: Vec<bool>,
}

impl ReplayCounts {
    /// Forgets everything and makes ready for a tape.
    pub fn clear(&mut self, view: &PolicyView<'_>, tape: &Tape) {
        self.unmet = 0;
        self.by_barrier.clear();
        self.placed = 0;
        self.points = 0;
        refill(&mut self.by_class, view.points.len(), 0);
        refill(&mut self.lived_ms, view.class_of.len(), 0);
        refill(&mut self.placed_in, view.class_of.len(), 0);
        refill(&mut self.turned_away, tape.len(), false);
    }

    /// Watches a replay.
    pub fn counter<'a>(
        &'a mut self,
        view: &'a PolicyView<'a>,
        tape: &'a Tape,
    ) -> ReplayCounter<'a> {
        self.clear(view, tape);
        let bounds = &view.model.calendar.bounds;
        let span = (bounds.first().copied().unwrap_or(0), view.model.calendar.end());
        ReplayCounter { counts: self, view, tape, span }
    }

    /// Mean points of those placed, in thousandths.
    pub fn thousandths_of_points(&self) -> i64 {
        (self.points * 1000).checked_div(self.placed).unwrap_or(0)
    }
}

fn refill<T: Copy>(values: &mut Vec<T>, length: usize, value: T) {
    values.clear();
    values.resize(length, value);
}

/// Counts what a replay tells.
#[derive(Debug)]
pub struct ReplayCounter<'a> {
    counts: &'a mut ReplayCounts,
    view: &'a PolicyView<'a>,
    tape: &'a Tape,
    span: (u64, u64),
}

impl ReplayCounter<'_> {
    fn turn_away(&mut self, k: usize, barrier: RuleSet) {
        self.counts.unmet += 1;
        self.counts.by_class[usize::from(self.tape.class[k])] += 1;
        *self.counts.by_barrier.entry(barrier.order_key()).or_default() += 1;
        self.counts.turned_away[k] = true;
    }
}

impl Observer for ReplayCounter<'_> {
    fn fate(&mut self, k: usize, fate: Fate) {
        if self.tape.arrival_ms[k] < self.span.0 {
            return;
        }
        match fate {
            Fate::Placed { unit, .. } => {
                self.counts.placed += 1;
                self.counts.placed_in[unit] += 1;
                self.counts.points += self.view.points[usize::from(self.tape.class[k])][unit];
            }
            Fate::TurnedAway(outcome) if outcome.reason.is_unmet_need() => {
                self.turn_away(k, outcome.barrier);
            }
            Fate::Withdrew => self.turn_away(k, RuleSet::EMPTY),
            Fate::TurnedAway(_)
            | Fate::StillWaiting
            | Fate::Sanctuary
            | Fate::NotEligible
            | Fate::NotAsked { .. } => {}
        }
    }

    fn lived_in(&mut self, unit: usize, from: u64, to: u64) {
        let ms = to.min(self.span.1).saturating_sub(from.max(self.span.0));
        self.counts.lived_ms[unit] += i64::try_from(ms).unwrap_or(i64::MAX);
    }
}
