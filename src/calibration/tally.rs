//! What a simulated year would have looked like to whoever counts.

use crate::domain::ReturnReason;
use crate::simulation::{Calendar, Fate, Observer};

/// The counts of one year of a simulated history.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Year {
    /// Referrals, a household once at each request.
    pub referrals: u32,
    /// Households that asked for the first time.
    pub households: u32,
    /// Referrals placed.
    pub placed: u32,
    /// Referrals turned away because everything that suits was full; those who gave up waiting for it too.
    pub full: u32,
    /// Households of which the same is true, and that were never placed.
    pub full_households: u32,
    /// Households with unmet need that were never placed.
    pub away: u32,
}

/// What is known of one household.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each may hold whatever the others do")]
struct Household {
    /// The year of its first and of its latest request.
    first: Option<u16>,
    latest: Option<u16>,
    counted: bool,
    full: bool,
    unmet: bool,
    safe: bool,
}

/// Counts what a replay tells, year by year.
#[derive(Debug, Clone)]
pub struct Tally {
    /// The moments at which years begin, and the end.
    bounds: Vec<u64>,
    households: Vec<Household>,
    years: Vec<Year>,
}

impl Tally {
    /// Of the years of a calendar.
    pub fn new(calendar: &Calendar) -> Self {
        const QUARTERS: usize = 4;
        let bounds: Vec<u64> = calendar.bounds.iter().copied().step_by(QUARTERS).collect();
        let years = vec![Year::default(); bounds.len().saturating_sub(1)];
        Self { bounds, households: Vec::new(), years }
    }

    /// Forgets everything and makes ready for so many households.
    pub fn clear(&mut self, households: usize) {
        self.households.clear();
        self.households.resize(households, Household::default());
        self.years.fill(Year::default());
    }

    /// The years, once nothing more will be told.
    pub fn finish(&mut self) -> &[Year] {
        for household in self.households.iter().filter(|household| !household.safe) {
            let Some(year) = household.first.map(usize::from) else { continue };
            self.years[year].full_households += u32::from(household.full);
            self.years[year].away += u32::from(household.unmet);
        }
        &self.years
    }

    fn year(&self, at: u64) -> Option<u16> {
        let year = self.bounds.partition_point(|&bound| bound <= at).checked_sub(1)?;
        u16::try_from(year).ok().filter(|year| usize::from(*year) < self.years.len())
    }
}

impl Observer for Tally {
    fn asked(&mut self, k: usize, at: u64, request: u32) {
        let year = self.year(at);
        let household = &mut self.households[k];
        household.latest = year;
        if request == 0 {
            household.first = year;
        }
    }

    fn fate(&mut self, k: usize, fate: Fate) {
        let household = &mut self.households[k];
        let Some(latest) = household.latest else { return };
        let year = &mut self.years[usize::from(latest)];
        let is_first = household.first == Some(latest) && !household.counted;
        match fate {
            Fate::NotEligible | Fate::NotAsked { .. } => return,
            Fate::Placed { .. } => {
                household.safe = true;
                year.placed += 1;
            }
            Fate::Sanctuary => household.safe = true,
            Fate::Withdrew => {
                (household.full, household.unmet) = (true, true);
                year.full += 1;
            }
            Fate::TurnedAway(outcome) => {
                let is_full = outcome.reason == ReturnReason::Capacity;
                household.full |= is_full;
                household.unmet |= outcome.reason.is_unmet_need();
                year.full += u32::from(is_full);
            }
            Fate::StillWaiting => {}
        }
        household.counted |= is_first;
        year.referrals += 1;
        year.households += u32::from(is_first);
    }

    fn lived_in(&mut self, _unit: usize, _from: u64, _to: u64) {}
}
