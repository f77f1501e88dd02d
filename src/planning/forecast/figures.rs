//! The headline figures of a forecast as numbers, for other software.
//!
//! Counts are per year: the whole span divided by its years, so that a range is that of the mean of so many
//! years and not of any one of them. What the scenario does not have is null or left out.

use super::beside::{AtLeast, WaitLength};
use super::frame::Forecast;
use super::outline::Outline;
use crate::base::domain::{Kind, ReturnReason};
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

/// One count as a share of another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct RateFigure {
    /// What it is a share of.
    pub of: &'static str,
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
    /// The same of each group: classes of household, kinds of unit and barriers.
    pub a_year_by_group: BTreeMap<String, BTreeMap<String, Figure>>,
    /// Rates, by measure of the table.
    pub rates: BTreeMap<&'static str, RateFigure>,
    /// The same of each group.
    pub rates_by_group: BTreeMap<&'static str, BTreeMap<String, Figure>>,
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
const COUNTS: [&str; 18] = [
    "requests",
    "not_asked",
    "not_eligible",
    "referrals",
    "households",
    "placed",
    "need_unmet",
    "unmet_capacity",
    "unmet_not_contacted",
    "unmet_declined",
    "withdrew",
    "still_waiting",
    "sanctuary",
    "children",
    "children_turned_away",
    "households_never_placed",
    "waited",
    "offers_declined",
];

const RATES: [(&str, &str); 7] = [
    ("rate_need_unmet", "referrals"),
    ("rate_unmet_capacity", "referrals"),
    ("rate_placed", "referrals"),
    ("rate_withdrew", "referrals"),
    ("rate_waited", "referrals"),
    ("rate_children_turned_away", "children"),
    ("rate_households_never_placed", "households"),
];

/// The headline figures of a run.
pub fn figures(outline: &Outline, forecast: &Forecast) -> Figures {
    let total = |measure: &str, group: &str| figure(forecast, (measure, group), 1.0);
    #[expect(clippy::cast_precision_loss, reason = "a handful of years")]
    let years = forecast.years().max(1) as f64;
    let counts: Vec<String> = counts();
    let rates = RATES.into_iter();
    let by_group = |measure: &str, years: f64| {
        let groups = forecast.groups(measure).into_iter().filter(|(group, _)| group != "all");
        let figures = groups.filter_map(|(group, _)| {
            let figure = figure(forecast, (measure, &group), years)?;
            (figure.mean > 0.0).then_some((group, figure))
        });
        figures.collect::<BTreeMap<String, Figure>>()
    };
    let groups = std::iter::once("all").chain(Kind::ALL.map(Kind::name));
    let waiting = || WaitFigures {
        days_of_those_placed: total("wait_days", "all"),
        households_waiting: total("waiting", "all"),
        lengths: forecast.beside.waits.clone(),
    };
    Figures {
        histories: forecast.beside.histories,
        years: forecast.years(),
        a_year: counts
            .iter()
            .filter_map(|name| Some((name.clone(), figure(forecast, (name, "all"), years)?)))
            .filter(|(name, figure)| COUNTS.contains(&&**name) || figure.mean > 0.0)
            .collect(),
        a_year_by_group: counts
            .iter()
            .map(|name| (name.clone(), by_group(name, years)))
            .filter(|(_, groups)| !groups.is_empty())
            .collect(),
        rates_by_group: RATES
            .into_iter()
            .map(|(name, _)| (name, by_group(name, 1.0)))
            .filter(|(_, groups)| !groups.is_empty())
            .collect(),
        rates: rates
            .filter_map(|(name, of)| Some((name, RateFigure { of, rate: total(name, "all")? })))
            .collect(),
        occupancy: groups.filter_map(|group| Some((group, total("occupancy", group)?))).collect(),
        waiting: outline.waits.then(waiting),
        second_stage: outline.second_stage_places.map(|places| SecondStageFigures {
            places,
            households: total("second_stage", "all"),
            share_of_time_over_places: total("second_stage_over", "all"),
        }),
        unmet_need_reached: [0.9, 0.5, 0.1]
            .into_iter()
            .filter_map(|share| reached(&forecast.beside.exceedance, share))
            .collect(),
    }
}

/// All counts, each reason for unmet need with them.
fn counts() -> Vec<String> {
    let mut counts: Vec<String> = COUNTS.into_iter().map(str::to_owned).collect();
    let reasons = ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need());
    counts.extend(reasons.map(|reason| format!("unmet_{reason}")));
    counts.sort_unstable();
    counts.dedup();
    counts
}

/// The last point of the curve that at least this share of years reaches.
pub(super) fn reached(curve: &[AtLeast], share: f64) -> Option<AtLeast> {
    curve.iter().rfind(|point| point.years.share >= share).copied()
}

/// A figure over the whole span.
pub fn figure(forecast: &Forecast, (measure, group): (&str, &str), years: f64) -> Option<Figure> {
    let of = |statistic| Some(forecast.value("total", measure, group, statistic)? / years);
    Some(Figure { mean: of("mean")?, se: of("se"), p2_5: of("p2_5")?, p97_5: of("p97_5")? })
}
