//! The same households under other numbers: how many ask, how long they stay, who has an unsafe place here.
//!
//! A calibration draws its parameters many thousand times. Places are looked up and rules are asked once; of a
//! draw only numbers change. Tables of times are those of a mean of one day, stretched, so that they are the
//! same whatever was drawn before.

use super::Demand;
use super::course::{Course, support_factor};
use super::quantile::Quantile;
use super::tabulated::Tabulated;
use crate::base::domain::Kind;
use crate::inputs::scenario::{Distribution, Scenario, Stays};
use std::sync::Arc;

/// Tables of a mean of one day, one for each shape met so far.
#[derive(Debug, Clone, Default)]
pub struct Times {
    of_a_day: Vec<Arc<Tabulated>>,
    /// Those of the draw at hand.
    made: Vec<(Distribution, Arc<Tabulated>)>,
}

impl Times {
    /// Makes ready for another draw; of one, models that differ in rules share their tables.
    pub fn forget(&mut self) {
        self.made.clear();
    }

    fn of(&mut self, distribution: Distribution) -> Arc<Tabulated> {
        if let Some((_, made)) = self.made.iter().find(|(known, _)| *known == distribution) {
            return Arc::clone(made);
        }
        let one = Quantile::of(Distribution { mean_days: 1.0, ..distribution });
        let known = self.of_a_day.iter().find(|table| table.quantile() == one).cloned();
        let table = known.unwrap_or_else(|| {
            let table = Arc::new(Tabulated::of(one));
            self.of_a_day.push(Arc::clone(&table));
            table
        });
        let made = Arc::new(table.stretched(distribution.mean_days));
        self.made.push((distribution, Arc::clone(&made)));
        made
    }

    fn by_kind(&mut self, stays: &Stays, factor: f64) -> [Option<Arc<Tabulated>>; 3] {
        Kind::ALL.map(|kind| {
            let stay = stays.of(kind)?;
            Some(self.of(stay.stretched(factor)))
        })
    }
}

impl Demand {
    /// Takes up the numbers of a scenario that differs from its own in nothing but numbers: arrivals, shares of
    /// the mix, stays by kind and what follows them, unsafe places and answers to offers.
    pub fn take_numbers(&mut self, scenario: &Scenario, times: &mut Times) {
        self.arrivals = scenario.arrivals.clone();
        self.per_day = scenario.arrivals.per_day();
        let Course { funnel, onward, .. } = &mut self.course;
        *funnel = scenario.funnel;
        if let Some((onward, said)) = onward.as_mut().zip(scenario.onward.as_ref()) {
            onward.chance = said.chance;
        }
        let shared = scenario.unsafe_drawn.as_ref().map(|drawn| drawn.chance);
        let move_on =
            scenario.move_on.map_or([None, None, None], |waits| times.by_kind(&waits, 1.0));
        let mut up_to = 0.0;
        for (class, said) in self.classes.iter_mut().zip(&scenario.classes) {
            up_to += said.share;
            class.share_up_to = up_to;
            let own = said.unsafe_drawn.as_ref().map(|drawn| drawn.chance);
            if let (Some(drawn), Some(chance)) = (&mut class.drawn, own.or(shared)) {
                drawn.chance = chance;
            }
            if let Some(stay) = said.stay {
                let own = times.of(stay);
                class.support = [Arc::clone(&own), Arc::clone(&own), own];
            } else {
                let factor = support_factor(&scenario.stay_factor, &class.household);
                put(&mut class.support, times.by_kind(&scenario.stay, factor));
                class.move_on.clone_from(&move_on);
            }
        }
        put(&mut self.resident_support, times.by_kind(&scenario.stay, 1.0));
        self.resident_move_on = move_on;
    }
}

/// A kind that has no stay of its own keeps what it had: every class there has one.
fn put(tables: &mut [Arc<Tabulated>; 3], others: [Option<Arc<Tabulated>>; 3]) {
    for (table, other) in tables.iter_mut().zip(others) {
        if let Some(other) = other {
            *table = other;
        }
    }
}
