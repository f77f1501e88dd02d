//! The headline figures of a forecast as numbers, for other software.
//!
//! Counts are per year: the whole span divided by its years, so that a range is that of the mean of so many
//! years and not of any one of them. What the scenario does not have is null or left out.

use super::figure_table::{NoFigure, Period};
use super::frame::Forecast;
use super::measure::{Group, Measure, Rate};
use super::outline::Outline;
use super::supplement::{AtLeast, WaitLength};
use super::table::{Statistic, Statistics};
use crate::base::domain::{Kind, ReturnReason};
use crate::base::statistics::float;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A figure over histories.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Figure {
    /// Its mean.
    pub mean: f64,
    /// The standard error of the mean; none of a single history.
    pub se: Option<f64>,
    /// 95% of histories lie between this…
    pub p2_5: f64,
    /// …and this.
    pub p97_5: f64,
}

/// A mean by the help of control variates: arrivals and the nights that they would stay, whose means are known beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct ControlledFigure {
    /// The mean.
    pub mean: f64,
    /// Its standard error, of the regression.
    pub se: f64,
}

/// One count as a share of another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RateFigure {
    /// What it is a share of.
    pub of: String,
    /// From 0 to 1.
    #[serde(flatten)]
    pub rate: Figure,
}

/// How long households wait.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WaitFigures {
    /// Mean days waited by those placed, those placed at once included.
    pub days_of_those_placed: Option<Figure>,
    /// Mean number of households that wait at any moment.
    pub households_waiting: Option<Figure>,
    /// Shares of waits by whole days, each with its interval.
    pub lengths: Vec<WaitLength>,
}

/// Second-stage support.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct SecondStageFigures {
    /// Households that can be supported at once.
    pub places: u32,
    /// Mean number supported.
    pub households: Option<Figure>,
    /// Share of the time in which there are more than places.
    pub share_of_time_over_places: Option<Figure>,
}

/// The headline figures of one scenario in one reading.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Figures {
    /// Histories simulated.
    pub histories: u64,
    /// Years in each.
    pub years: usize,
    /// Households, requests or children a year, by measure of the table; what is 0 throughout is left out, unless it
    /// is said of every forecast.
    pub a_year: BTreeMap<String, Figure>,
    /// Means of everybody by control variates, by measure of the table: counts a year, and rates.
    pub controlled: BTreeMap<String, ControlledFigure>,
    /// The same as `a_year` of each group: classes of household, kinds of unit and barriers.
    pub a_year_by_group: BTreeMap<String, BTreeMap<String, Figure>>,
    /// Rates, by measure of the table.
    pub rates: BTreeMap<String, RateFigure>,
    /// The same of each group.
    pub rates_by_group: BTreeMap<String, BTreeMap<String, Figure>>,
    /// Share of open unit-nights lived in: `all`, and each kind that has units.
    pub occupancy: BTreeMap<&'static str, Figure>,
    /// None where nobody waits in this scenario.
    pub waiting: Option<WaitFigures>,
    /// None where this scenario has no second stage.
    pub second_stage: Option<SecondStageFigures>,
    /// The greatest number of households with unmet need that is reached in at least 90, 50 and 10% of years.
    pub unmet_need_reached: Vec<AtLeast>,
}

/// Said of every forecast.
const COUNTS: [Measure; 28] = [
    Measure::Requests,
    Measure::NotAsked,
    Measure::NotEligible,
    Measure::Referrals,
    Measure::Households,
    Measure::Placed,
    Measure::UnmetNeed,
    Measure::Unmet(ReturnReason::Capacity),
    Measure::Unmet(ReturnReason::NotContacted),
    Measure::Unmet(ReturnReason::Declined),
    Measure::Withdrew,
    Measure::StillWaiting,
    Measure::Sanctuary,
    Measure::Children,
    Measure::ChildrenTurnedAway,
    Measure::HouseholdsNeverPlaced,
    Measure::HouseholdsTurnedAway,
    Measure::ChildrenTurnedAwayOnce,
    Measure::PlacedLonger,
    Measure::PlacedShortOnly,
    Measure::NotPlaced,
    Measure::OnwardAsked,
    Measure::OnwardPlaced,
    Measure::OnwardUnmet,
    Measure::OnwardWaiting,
    Measure::LeftWithout,
    Measure::Waited,
    Measure::OffersDeclined,
];

/// The headline figures of a run.
///
/// # Errors
/// If the forecast lacks a figure that every forecast has.
pub fn figures(outline: &Outline, forecast: &Forecast) -> Result<Figures, NoFigure> {
    let total = |measure: Measure, group: Group| {
        let share = forecast.table.share(Period::Total, measure, group)?;
        Ok(share.map(|statistics| figure(forecast, &statistics, 1.0)))
    };
    let waiting = || {
        Ok(WaitFigures {
            days_of_those_placed: total(Measure::WaitDays, Group::All)?,
            households_waiting: total(Measure::Waiting, Group::All)?,
            lengths: forecast.beside.waits.clone(),
        })
    };
    let second_stage = |places: u32| {
        Ok(SecondStageFigures {
            places,
            households: total(Measure::SecondStage, Group::All)?,
            share_of_time_over_places: total(Measure::SecondStageOver, Group::All)?,
        })
    };
    let mut rates = BTreeMap::new();
    for rate in Rate::ALL {
        if let Some(figure) = total(Measure::Rate(rate), Group::All)? {
            let of = Measure::from(rate.counts().1).name();
            rates.insert(Measure::Rate(rate).name(), RateFigure { of, rate: figure });
        }
    }
    let mut occupancy = BTreeMap::new();
    let kinds = Kind::ALL.map(|kind| (kind.name(), Group::from(kind)));
    for (name, group) in std::iter::once(("all", Group::All)).chain(kinds) {
        occupancy.extend(total(Measure::Occupancy, group)?.map(|figure| (name, figure)));
    }
    Ok(Figures {
        histories: forecast.beside.histories,
        years: forecast.years(),
        a_year: a_year(forecast)?,
        controlled: controlled(forecast),
        a_year_by_group: by_group(outline, forecast, &counts(), years(forecast)),
        rates_by_group: by_group(outline, forecast, &Rate::ALL.map(Measure::Rate), 1.0),
        rates,
        occupancy,
        waiting: outline.waits.then(waiting).transpose()?,
        second_stage: outline.second_stage_places.map(second_stage).transpose()?,
        unmet_need_reached: [0.9, 0.5, 0.1]
            .into_iter()
            .filter_map(|share| reached(&forecast.beside.exceedance, share))
            .collect(),
    })
}

/// Counts of everybody a year.
fn a_year(forecast: &Forecast) -> Result<BTreeMap<String, Figure>, NoFigure> {
    let mut said = BTreeMap::new();
    for measure in counts() {
        let figure = figure(forecast, &forecast.total(measure)?, years(forecast));
        if COUNTS.contains(&measure) || figure.mean > 0.0 {
            said.insert(measure.name(), figure);
        }
    }
    Ok(said)
}

/// Means by control variates of everything that is counted of everybody, and of rates.
fn controlled(forecast: &Forecast) -> BTreeMap<String, ControlledFigure> {
    let counts = counts().into_iter().map(|measure| (measure, years(forecast)));
    let rates = Rate::ALL.into_iter().map(|rate| (Measure::Rate(rate), 1.0));
    let said = counts.chain(rates).filter_map(|(measure, years)| {
        let [mean, se] = forecast.table.controlled(measure, Group::All)?;
        Some((measure.name(), ControlledFigure { mean: mean / years, se: se / years }))
    });
    said.collect()
}

/// The same of each group that has any.
fn by_group(
    outline: &Outline,
    forecast: &Forecast,
    measures: &[Measure],
    years: f64,
) -> BTreeMap<String, BTreeMap<String, Figure>> {
    let groups = |measure: Measure| {
        let groups = forecast.table.groups(measure).filter(|(group, _)| *group != Group::All);
        let said = groups.map(|(group, statistics)| {
            (group.name(&outline.classes), figure(forecast, &statistics, years))
        });
        said.filter(|(_, figure)| figure.mean > 0.0).collect::<BTreeMap<String, Figure>>()
    };
    let said = measures.iter().map(|measure| (measure.name(), groups(*measure)));
    said.filter(|(_, groups)| !groups.is_empty()).collect()
}

fn years(forecast: &Forecast) -> f64 {
    float(forecast.years().max(1))
}

/// All counts, each reason for unmet need with them.
fn counts() -> Vec<Measure> {
    let reasons = ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need());
    let others = reasons.map(Measure::Unmet).filter(|reason| !COUNTS.contains(reason));
    COUNTS.into_iter().chain(others).collect()
}

/// The last point of the curve that at least this share of years reaches.
pub(super) fn reached(curve: &[AtLeast], share: f64) -> Option<AtLeast> {
    curve.iter().rfind(|point| point.years.share >= share).copied()
}

/// Statistics in another unit: a year, where there are so many.
pub fn figure(forecast: &Forecast, statistics: &Statistics, years: f64) -> Figure {
    let of = |statistic: Statistic| statistic.of(statistics) / years;
    Figure {
        mean: of(Statistic::Mean),
        // One history knows no standard error: 0 would read as certainty.
        se: (forecast.beside.histories > 1).then(|| of(Statistic::Se)),
        p2_5: of(Statistic::P2_5),
        p97_5: of(Statistic::P97_5),
    }
}
