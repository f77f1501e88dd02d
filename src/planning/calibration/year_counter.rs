//! What a simulated year would have looked like to whoever counts.

use crate::base::domain::{Kind, ReturnReason};
use crate::base::statistics::float;
use crate::engine::simulation::{Fate, Model, Observer, Onward};

/// Shares of the mix that are counted apart.
pub(super) const MOST_MIXES: usize = 6;

const KINDS: usize = Kind::ALL.len();

/// The counts of one year of a simulated history.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Year {
    /// Referrals, a household once at each request.
    pub referrals: u32,
    /// Households that asked for the first time.
    pub households: u32,
    /// Referrals placed, by kind of unit.
    pub placed: [u32; KINDS],
    /// Referrals by the share of the mix that they belong to, where that is unknown.
    pub of_mix: [u32; MOST_MIXES],
    /// Referrals turned away because everything that suits was full; those who gave up waiting for it too.
    pub full: u32,
    /// Households of which the same is true, and that were never placed.
    pub full_households: u32,
    /// Households with unmet need that were never placed, and those that left a short stay without the longer unit that
    /// they asked for.
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
    left_without: bool,
    mix: Option<u8>,
}

/// Counts what a replay tells, year by year.
#[derive(Debug, Clone)]
pub struct YearCounter<'a> {
    /// The kind of each unit.
    kinds: &'a [Kind],
    /// The moments at which years begin, and the end.
    bounds: Vec<u64>,
    /// So many of these lie before or at the moment that was told last.
    passed: usize,
    /// For how long each year, from its beginning, is looked at.
    looked_at: Vec<f64>,
    households: Vec<Household>,
    years: Vec<Year>,
}

impl<'a> YearCounter<'a> {
    /// Of the years and units of a model: so much of each year.
    pub fn new(model: &'a Model<'_>, share: f64) -> Self {
        const QUARTERS: usize = 4;
        let bounds: Vec<u64> = model.calendar.bounds.iter().copied().step_by(QUARTERS).collect();
        let years = vec![Year::default(); bounds.len().saturating_sub(1)];
        let looked_at = bounds.windows(2).map(|year| share * float(year[1] - year[0])).collect();
        Self { kinds: &model.kinds, bounds, passed: 0, looked_at, households: Vec::new(), years }
    }

    /// Forgets everything and makes ready for these households, each with the share of the mix it belongs to.
    pub fn clear(&mut self, mixes: impl Iterator<Item = Option<u8>>) {
        self.passed = 0;
        self.households.clear();
        self.households.extend(mixes.map(|mix| Household { mix, ..Household::default() }));
        self.years.fill(Year::default());
    }

    /// The years, once nothing more will be told.
    pub fn finish(&mut self) -> &[Year] {
        for household in &self.households {
            let Some(year) = household.first.map(usize::from) else { continue };
            let is_away = household.left_without || household.unmet && !household.safe;
            self.years[year].full_households += u32::from(household.full && !household.safe);
            self.years[year].away += u32::from(is_away);
        }
        &self.years
    }

    /// The year of a moment, which is seldom another than that of the moment before.
    fn year(&mut self, at: u64) -> Option<u16> {
        let passed = |bound: Option<&u64>| bound.is_some_and(|&bound| bound <= at);
        while passed(self.bounds.get(self.passed)) {
            self.passed += 1;
        }
        while self.passed > 0 && !passed(self.bounds.get(self.passed - 1)) {
            self.passed -= 1;
        }
        let year = self.passed.checked_sub(1)?;
        let is_looked_at = float(at - self.bounds[year]) <= *self.looked_at.get(year)?;
        u16::try_from(year).ok().filter(|_| is_looked_at)
    }
}

impl Observer for YearCounter<'_> {
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
            Fate::Placed { unit, .. } => {
                household.safe = true;
                household.left_without = false;
                if let Some(placed) = self.kinds.get(unit).map(|kind| *kind as usize) {
                    year.placed[placed] += 1;
                }
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
        if let Some(of_mix) = household.mix.and_then(|mix| year.of_mix.get_mut(usize::from(mix))) {
            *of_mix += 1;
        }
        year.households += u32::from(is_first);
    }

    fn onward(&mut self, k: usize, what: Onward) {
        if what == Onward::LeftWithout {
            self.households[k].left_without = true;
        }
    }

    fn lived_in(&mut self, _unit: usize, _from: u64, _to: u64) {}
}
