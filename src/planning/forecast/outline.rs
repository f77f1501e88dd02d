//! What the answers need to know of one scenario in one reading, beside its counts.
//!
//! It stands in every shard, so that shards can be merged where the inputs are not. Not here: the counts
//! themselves (`table`).

use super::given_back::GivenBack;
use super::kept_empty::{KeptFrom, kept_from};
use super::manifest::Run;
use super::measure::Over;
use super::precision::Reached;
use super::published_past::may_be_shown;
use super::scope::{Scope, periods};
use super::unsettled::Unsettled;
use crate::base::domain::Past;
use crate::base::domain::calendar::london_day;
use crate::base::domain::unit::State;
use crate::engine::simulation::{Model, WarmUp};
use crate::inputs::scenario::{Scenario, StartState};
use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One scenario in one reading, without its counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// What the manifest says of it.
    pub run: Run,
    /// Whether households wait.
    pub waits: bool,
    /// Names of the classes of household, in order.
    pub classes: Vec<String>,
    /// First days of the quarters that count.
    pub quarter_days: Vec<Date>,
    /// Days since the first at which residents are counted.
    pub census_days: Vec<f64>,
    /// Households that can be supported in second stage at once; none: there is no second stage.
    pub second_stage_places: Option<u32>,
    /// What was counted in the past and may be shown.
    pub history: Vec<Past>,
    /// Whether households that were turned away, or that left, may ask again.
    pub asks_again: bool,
    /// Units that wait for a day which nobody has named.
    pub never_open: usize,
    /// Places of the scenario that nobody can place: every unit asks about them, and none is cleared.
    pub not_placed: Vec<String>,
    /// What has not settled when counting begins; none: all that was looked at has.
    pub unsettled: Option<Unsettled>,
    /// Whether every year that counts should be like any other: it begins empty, nobody waits, all units are open before
    /// it counts, and as many ask.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub years_alike: bool,
    /// What its reading gives back of the records it rests on, where this is the estate that was counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given_back: Vec<GivenBack>,
    /// What the scenario says otherwise than the calibration that its reading is of, where this is the estate that was
    /// counted: what it gives back is then not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_held_as: Vec<String>,
    /// Kind by kind, the rule that keeps most households out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept_from: Vec<KeptFrom>,
    /// The residents it begins from; none: it begins empty, or nobody has said when they were listed.
    pub residents: Option<Listed>,
}

/// A list of residents from which histories begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The day in London on which they were listed.
    pub on: Date,
    /// How many there are.
    pub residents: usize,
    /// How many had not moved in on the first day that is simulated.
    pub moved_in_later: usize,
}

impl Listed {
    fn of(model: &Model<'_>) -> Option<Self> {
        let occupancy = model.occupancy;
        let as_of = occupancy.snapshot.as_of.filter(|_| model.starts_occupied)?;
        let is_later = |day: Date| day > model.calendar.begin;
        Some(Self {
            on: london_day(as_of),
            residents: occupancy.residents.len(),
            moved_in_later: occupancy
                .residents
                .iter()
                .filter(|resident| resident.moved_in.is_some_and(is_later))
                .count(),
        })
    }
}

impl Outline {
    /// Of a scenario and the model made of it, all of whose replications are simulated and settled.
    pub fn of(scenario: &Scenario, model: &Model<'_>) -> Self {
        Self::of_run(scenario, model, None, None)
    }

    /// The same with what has not settled when counting begins, and where it stopped by itself.
    pub fn of_run(
        scenario: &Scenario,
        model: &Model<'_>,
        unsettled: Option<Unsettled>,
        reached: Option<Reached>,
    ) -> Self {
        let scope = Scope::of(model);
        let replications =
            reached.as_ref().map_or(scenario.replications, |reached| reached.histories);
        let warm_up = WarmUp::of(model, scenario.warm_up_years);
        Self {
            run: Run { replications, precision: reached, warm_up, ..Run::of(scenario) },
            waits: scenario.waiting.is_some(),
            second_stage_places: scope.second_stage_places,
            history: may_be_shown(&model.estate.history),
            classes: scope.classes,
            quarter_days: model.calendar.quarter_days.clone(),
            census_days: scope.census_days,
            asks_again: model.demand.course.anybody_asks_again(),
            never_open: never_open(model),
            not_placed: model.demand.not_placed.clone(),
            unsettled,
            years_alike: are_years_alike(scenario, model),
            given_back: Vec::new(),
            not_held_as: Vec::new(),
            kept_from: kept_from(model),
            residents: Listed::of(model),
        }
    }

    /// Whether it could be of a scenario: years, replications and classes as a scenario may have them, its quarters one
    /// behind the other, and days of the census within them.
    pub(super) fn is_sound(&self) -> bool {
        const MOST_YEARS: u16 = 50;
        const MOST_REPLICATIONS: u32 = 10_000_000;
        const MOST_NAMES: usize = 100_000;
        let Run { years, replications, warm_up_years, .. } = self.run;
        let days = &self.quarter_days;
        let most_days = 366.0 * f64::from(years);
        (1..=MOST_YEARS).contains(&years)
            && warm_up_years <= MOST_YEARS
            && (1..=MOST_REPLICATIONS).contains(&replications)
            && days.len() == 4 * usize::from(years)
            && days.windows(2).all(|pair| (80..=100).contains(&(pair[1] - pair[0]).get_days()))
            && days.last().is_some_and(|last| last.checked_add(Span::new().years(2)).is_ok())
            && self.classes.len() <= MOST_NAMES
            && self.census_days.iter().all(|day| (0.0..=most_days).contains(day))
    }

    /// How many figures a measure has that runs over these.
    pub(super) fn length(&self, over: Over) -> usize {
        match over {
            Over::Periods => periods(self.quarter_days.len()),
            Over::Weeks => self.weeks(),
            Over::CensusDays => self.census_days.len(),
        }
    }

    /// Whole weeks from the first day that counts.
    fn weeks(&self) -> usize {
        let Some(&first) = self.quarter_days.first() else { return 0 };
        let end = first.saturating_add(Span::new().months(12 * i32::from(self.run.years)));
        usize::try_from((end - first).get_days().div_euclid(7)).unwrap_or(0)
    }

    /// First days of the whole weeks from the first day that counts.
    pub(super) fn week_days(&self) -> Vec<Date> {
        let Some(&first) = self.quarter_days.first() else { return Vec::new() };
        (0..).map(|week| first.saturating_add(Span::new().weeks(week))).take(self.weeks()).collect()
    }
}

/// Whether nothing in a scenario makes one year differ from another.
fn are_years_alike(scenario: &Scenario, model: &Model<'_>) -> bool {
    let counts_from = model.calendar.bounds.first().copied().unwrap_or(0);
    let is_there = |opens: &Option<u64>| opens.is_none_or(|opens| opens <= counts_from);
    scenario.start_state == StartState::Empty
        && scenario.waiting.is_none()
        && scenario.arrivals.growth_per_year.abs() <= 0.0
        && scenario.arrivals.wave.is_none()
        && model.opens.iter().all(is_there)
}

/// Units in no stock that never open.
fn never_open(model: &Model<'_>) -> usize {
    let units = model.estate.units.iter().zip(&model.opens);
    units
        .filter(|(unit, opens)| unit.state != State::Open && opens.is_none() && unit.from.is_none())
        .count()
}
