//! Three levels of demand, so that no policy is praised for one of them: below, near and above what the units
//! can hold. A scenario's own demand is always one of the three.

use super::policy_view::PolicyView;
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::statistics::float;
use crate::inputs::scenario::Scenario;
use serde::Serialize;

/// How demand stands to the units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Below what the units can hold.
    Below,
    /// Near it.
    Near,
    /// Above it.
    Above,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 3] = [Self::Below, Self::Near, Self::Above];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::Near => "near",
            Self::Above => "above",
        }
    }

    /// The level of a load: households' nights asked for, by night of an open unit.
    pub fn of(load: f64) -> Self {
        const NEAR_FROM: f64 = 0.85;
        const ABOVE_FROM: f64 = 1.2;
        if load < NEAR_FROM {
            Self::Below
        } else if load < ABOVE_FROM {
            Self::Near
        } else {
            Self::Above
        }
    }

    /// The load taken for a level that is not the scenario's own.
    fn load(self) -> f64 {
        match self {
            Self::Below => 0.7,
            Self::Near => 1.0,
            Self::Above => 1.5,
        }
    }
}

/// One level of demand of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Regime {
    /// The level.
    pub level: Level,
    /// Whether this is the scenario's own demand.
    pub own: bool,
    /// The scenario's own demand is multiplied by this.
    pub factor: f64,
    /// Households' nights asked for, by night of an open unit.
    pub load: f64,
    /// Referrals a year that need one of these units.
    pub per_year: f64,
}

/// The three levels of demand of a scenario; only its own, where nobody asks.
pub fn regimes(scenario: &Scenario, view: &PolicyView<'_>) -> Vec<Regime> {
    let load = view.load();
    let own = Level::of(load);
    let regime = |level: Level| {
        let factor = if level == own { 1.0 } else { level.load() / load };
        let per_year = scenario.arrivals.per_day() * DAYS_OF_YEAR * factor;
        Regime { level, own: level == own, factor, load: load * factor, per_year }
    };
    Level::ALL.into_iter().filter(|&level| load > 0.0 || level == own).map(regime).collect()
}

/// The scenario with its demand multiplied.
pub fn scaled(scenario: &Scenario, factor: f64) -> Scenario {
    let mut scaled = scenario.clone();
    scaled.arrivals.per_year *= factor;
    scaled
}

/// The scenario with a mix that is wrong on purpose: every class of household equally common.
pub fn wrong_mix(scenario: &Scenario) -> Scenario {
    let mut wrong = scenario.clone();
    let share = 1.0 / float(wrong.classes.len().max(1));
    wrong.classes.iter_mut().for_each(|class| class.share = share);
    wrong
}
