//! What one replay came to, in whole numbers: who was turned away in the years that count.
//!
//! A household counts as turned away if the last that it heard in those years was no: for want of a unit, for
//! its needs or for nearness, or because it gave up waiting while something suited but was full. One that was
//! turned away, asked again and was housed does not; one that left a short stay without the longer unit that it asked for
//! does. Refusals for capacity are of requests, as in a forecast.

use super::over::Over;
use crate::base::domain::ReturnReason;
use crate::base::statistics::float;
use crate::engine::simulation::{Fate, Model, Observer, Onward, Stay, Tape};

/// The counts of one replay.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Count {
    /// Households turned away.
    pub turned_away: u32,
    /// Requests that this service was for.
    pub referrals: u32,
    /// Of these, refused because everything that suited was full, waits given up among them.
    pub full: u32,
    /// Households placed.
    pub placed: u32,
    /// Households whose last place is a longer unit.
    pub longer: u32,
    /// Households whose last place is a short stay.
    pub short_only: u32,
    /// Households turned away, by the scenario's classes.
    pub by_group: Vec<u32>,
    /// Households from elsewhere turned away, where that is drawn.
    pub from_elsewhere: u32,
    /// By how much those placed stay longer than expected.
    pub over: Over,
}

impl Count {
    /// Households turned away a year over so many years, on average over histories.
    pub fn turned_away_a_year(counts: &[Self], years: u16) -> f64 {
        let sum: f64 = counts.iter().map(|count| f64::from(count.turned_away)).sum();
        let histories = float(counts.len().max(1));
        sum / histories / f64::from(years.max(1))
    }

    /// Whether refusals for capacity stayed under a share of referrals.
    pub fn keeps(&self, share: f64) -> bool {
        f64::from(self.full) < share * f64::from(self.referrals) || self.full == 0
    }
}

/// What a household last heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// It has not asked since the years that count began.
    Nothing,
    /// It asked, or was answered otherwise.
    Asked,
    /// No.
    No,
    /// It was placed: in a longer unit, or for a short stay.
    Longer,
    Short,
}

/// Counts what a replay tells.
#[derive(Debug)]
pub(super) struct Counter {
    count: Count,
    heard: Vec<Heard>,
    start: u64,
    end: u64,
    /// Whether the latest place is a short stay.
    is_short: bool,
}

impl Counter {
    /// For a model and a tape.
    pub(super) fn new(model: &Model<'_>, tape: &Tape) -> Self {
        let by_group = vec![0; model.demand.groups.len()];
        Self {
            count: Count { by_group, ..Count::default() },
            heard: vec![Heard::Nothing; tape.len()],
            start: model.calendar.bounds.first().copied().unwrap_or(0),
            end: model.calendar.end(),
            is_short: false,
        }
    }

    /// Everything that was counted.
    pub(super) fn finish(mut self, model: &Model<'_>, tape: &Tape) -> Count {
        let of = |what: Heard| self.heard.iter().filter(|heard| **heard == what).count();
        let of = |what| u32::try_from(of(what)).unwrap_or(u32::MAX);
        (self.count.longer, self.count.short_only) = (of(Heard::Longer), of(Heard::Short));
        let no = self.heard.iter().enumerate().filter(|(_, heard)| **heard == Heard::No);
        for (k, _) in no {
            let class = &model.demand.classes[usize::from(tape.class[k])];
            self.count.turned_away += 1;
            self.count.by_group[class.group] += 1;
            self.count.from_elsewhere += u32::from(tape.is_from_elsewhere(model, k));
        }
        self.count
    }
}

impl Observer for Counter {
    fn asked(&mut self, k: usize, at: u64, _request: u32) {
        if at >= self.start {
            self.heard[k] = Heard::Asked;
        }
    }

    fn fate(&mut self, k: usize, fate: Fate) {
        if self.heard[k] == Heard::Nothing {
            return;
        }
        let count = &mut self.count;
        let is_no = match fate {
            Fate::Placed { .. } => {
                count.placed += 1;
                count.referrals += 1;
                self.heard[k] = if self.is_short { Heard::Short } else { Heard::Longer };
                return;
            }
            Fate::TurnedAway(outcome) => {
                count.full += u32::from(outcome.reason == ReturnReason::Capacity);
                outcome.reason.is_unmet_need()
            }
            Fate::Withdrew => {
                count.full += 1;
                true
            }
            Fate::StillWaiting | Fate::Sanctuary => false,
            Fate::NotEligible | Fate::NotAsked { .. } => return,
        };
        count.referrals += 1;
        self.heard[k] = if is_no { Heard::No } else { Heard::Asked };
    }

    fn stays(&mut self, stay: &Stay<'_>) {
        self.count.over.add(stay, self.end);
        self.is_short = stay.is_short;
    }

    fn onward(&mut self, k: usize, what: Onward) {
        if self.heard[k] == Heard::Nothing {
            return;
        }
        match what {
            Onward::LeftWithout => self.heard[k] = Heard::No,
            Onward::Moved { .. } => self.heard[k] = Heard::Longer,
            Onward::Asks | Onward::StillThere => {}
        }
    }

    fn lived_in(&mut self, _unit: usize, _from: u64, _to: u64) {}
}

/// Watches the years before the first that counts, and tells nobody.
pub(super) struct Nobody;

impl Observer for Nobody {
    fn fate(&mut self, _k: usize, _fate: Fate) {}

    fn lived_in(&mut self, _unit: usize, _from: u64, _to: u64) {}
}
