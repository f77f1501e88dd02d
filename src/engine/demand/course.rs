//! What may happen to a household besides finding a unit, its times made ready for drawing.

use super::quantile::Quantile;
use super::tabulated::Tabulated;
use crate::base::domain::household::{Mobility, SubstanceUse};
use crate::base::domain::time::{DAYS_OF_YEAR, NIGHT_MS};
use crate::base::domain::{Household, Kind};
use crate::inputs::scenario::{
    self, Begins, Distribution, Funnel, Order, Scenario, Served, StayFactor,
};
use std::sync::Arc;

/// Everything that may happen to a household besides finding a unit.
#[derive(Debug, Clone)]
pub struct Course {
    /// Exits before a unit is looked for, and answers to offers.
    pub funnel: Funnel,
    /// Waiting; none: nobody waits.
    pub waiting: Option<Waiting>,
    /// Asking again after having been turned away for want of a unit.
    pub repeats: Option<Again>,
    /// Asking again after having left.
    pub returns: Option<Again>,
    /// For each kind of unit, whether stays there are short.
    pub short: [bool; 3],
    /// What follows a short stay; none: nothing.
    pub onward: Option<Onward>,
    /// Agencies that stop asking.
    pub induced: Option<Induced>,
    /// Homes to move on to; none: as many as are needed.
    pub homes: Option<Homes>,
    /// Support after safe accommodation.
    pub second_stage: Option<SecondStage>,
    /// Time after a departure before the unit can be offered, in milliseconds.
    pub turnaround_ms: u64,
    /// Time for which a unit is kept for a household before it moves in, in milliseconds.
    pub hold_ms: u64,
    /// Vacant units kept for local households.
    pub kept_for_local: u32,
    /// Repairs after a departure.
    pub repairs: Option<Repairs>,
    /// How many households referrals come from; none: any number.
    pub sources: Option<u32>,
}

/// Waiting for a unit.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// How long a household waits before it gives up; none: it never does.
    pub patience: Option<Arc<Tabulated>>,
    /// Who is served first.
    pub order: Order,
    /// The most who may wait.
    pub places: Option<u32>,
}

/// Asking again.
#[derive(Debug, Clone)]
pub struct Again {
    /// The chance.
    pub chance: f64,
    /// How long after.
    pub after: Arc<Tabulated>,
    /// How often one household does at most.
    pub at_most: u32,
}

/// What follows a short stay.
#[derive(Debug, Clone, Copy)]
pub struct Onward {
    /// The chance that a household asks for a longer unit.
    pub chance: f64,
    /// The longest that it may wait where it is, in milliseconds.
    pub may_stay_ms: u64,
    /// Whether it is served before or after those who wait elsewhere.
    pub served: Served,
}

/// Agencies that stop asking a full service.
#[derive(Debug, Clone, Copy)]
pub struct Induced {
    /// The share of agencies' requests that are then not made.
    pub share: f64,
    /// How long no unit must have been vacant, in milliseconds.
    pub after_ms: u64,
    /// How long after one falls vacant they ask again, in milliseconds.
    pub back_after_ms: u64,
}

/// Homes to move on to.
#[derive(Debug, Clone)]
pub struct Homes {
    /// Time from one home to the next.
    pub between: Arc<Tabulated>,
    /// For each kind of unit, whether its households need one.
    pub needed_from: [bool; 3],
}

/// Support after safe accommodation.
#[derive(Debug, Clone)]
pub struct SecondStage {
    /// Households that are supported at once under the contract.
    pub places: u32,
    /// The share of households placed that goes on to it.
    pub share: f64,
    /// When it begins.
    pub begins: Begins,
    /// How long it lasts.
    pub stay: Arc<Tabulated>,
    /// The longest it may last, in milliseconds.
    pub at_most_ms: u64,
}

/// Repairs after a departure.
#[derive(Debug, Clone)]
pub struct Repairs {
    /// The chance.
    pub chance: f64,
    /// How long they take.
    pub time: Arc<Tabulated>,
}

impl Course {
    /// Of a scenario; `time` makes a distribution ready.
    pub(super) fn of(
        scenario: &Scenario,
        mut time: impl FnMut(Quantile) -> Arc<Tabulated>,
    ) -> Self {
        let mut table = |distribution: Distribution| time(Quantile::of(distribution));
        let waiting = scenario.waiting.map(|waiting| Waiting {
            patience: waiting.patience.limit().map(&mut table),
            order: waiting.order,
            places: waiting.places,
        });
        let mut again = |again: scenario::Again| Again {
            chance: again.chance,
            after: table(again.after),
            at_most: again.at_most,
        };
        let (repeats, returns) =
            (scenario.repeats.map(&mut again), scenario.returns.map(&mut again));
        let second_stage = scenario.second_stage.map(|stage| SecondStage {
            places: stage.places,
            share: stage.share,
            begins: stage.begins,
            stay: table(stage.stay),
            at_most_ms: ms(stage.at_most_days),
        });
        let repairs = scenario
            .repairs
            .map(|repairs| Repairs { chance: repairs.chance, time: table(repairs.time) });
        let homes = scenario.move_on_homes.as_ref().map(|homes| Homes {
            between: time(Quantile::Exponential(DAYS_OF_YEAR / homes.per_year)),
            needed_from: Kind::ALL.map(|kind| homes.kinds.contains(&kind)),
        });
        Self {
            funnel: scenario.funnel,
            waiting,
            repeats,
            returns,
            short: short(scenario),
            onward: scenario.onward.as_ref().map(|onward| Onward {
                chance: onward.chance,
                may_stay_ms: ms(onward.may_stay_days),
                served: onward.served,
            }),
            induced: scenario.induced_demand.map(|induced| Induced {
                share: induced.share,
                after_ms: ms(induced.after_days),
                back_after_ms: ms(induced.back_after_days),
            }),
            homes,
            second_stage,
            turnaround_ms: ms(f64::from(scenario.turnaround_nights)),
            hold_ms: ms(f64::from(scenario.hold_nights)),
            kept_for_local: scenario.placement.kept_for_local,
            repairs,
            sources: scenario.arrivals.sources,
        }
    }

    /// Whether a household may ask for a longer unit after a short stay.
    pub fn anybody_asks_onward(&self) -> bool {
        self.onward.is_some_and(|onward| onward.chance > 0.0)
    }

    /// Whether anybody may ask a second time.
    pub fn anybody_asks_again(&self) -> bool {
        self.repeats.is_some() || self.returns.is_some()
    }
}

/// The kinds in which stays are short: those that the scenario names, else a Safe Place with a stay of its own.
fn short(scenario: &Scenario) -> [bool; 3] {
    Kind::ALL.map(|kind| match &scenario.onward {
        Some(onward) => onward.from.contains(&kind),
        None => kind == Kind::SafePlace && scenario.stay.safe_place.is_some(),
    })
}

/// Days in whole milliseconds.
pub fn ms(days: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "days of at most a century"
    )]
    let ms = (days * NIGHT_MS + 0.5) as u64;
    ms
}

/// The factor on a household's support time.
pub(super) fn support_factor(factor: &StayFactor, household: &Household) -> f64 {
    let needs = &household.needs;
    [
        (needs.complex.may_be(), factor.complex),
        (needs.nrpf.may_be(), factor.nrpf),
        (household.children().next().is_some(), factor.children),
        (needs.mobility != Mobility::None, factor.mobility),
        (needs.substance_use == SubstanceUse::Current, factor.substances),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, factor)| factor)
    .product()
}

/// How a household stands in a waiting list by priority, the first served lowest: immediate danger, then a
/// DASH score that is high (14 and over) or unknown.
pub(super) fn precedence(household: &Household) -> u8 {
    let is_high = household.dash_is_high_or_unknown();
    u8::from(!household.in_danger()) << 1 | u8::from(!is_high)
}
