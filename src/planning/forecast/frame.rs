//! The forecast of a scenario: its figures, and the finished table as a polars data frame.

use super::figure_table::{FigureTable, NEVER, NoFigure, Period};
use super::measure::{Group, Measure};
use super::outline::Outline;
use super::supplement::Beside;
use super::table::{Row, Statistic, Statistics, Tables};
use crate::base::domain::past::LEAST_SHOWN;
use crate::base::parse::sheet;
use crate::base::statistics::float;
use polars::prelude::{DataFrame, DataType, PolarsError, PolarsResult, df};

/// The forecast of one scenario in one reading.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// Scenario.
    pub scenario: String,
    /// Reading of the evidence; empty where there is only one.
    pub reading: String,
    /// Whether that asks "what if": it is no reading of what was counted.
    pub what_if: bool,
    /// First days of its quarters.
    pub quarter_days: Vec<jiff::civil::Date>,
    /// Its classes of household, in the order of their groups.
    pub classes: Vec<String>,
    /// `period, measure, group, statistic, value, scenario, reading`.
    pub frame: DataFrame,
    /// Its figures, to ask for.
    pub table: FigureTable,
    /// What does not stand in the table.
    pub beside: Beside,
}

/// Whether a class of which so many ask a year is named: at least [`LEAST_SHOWN`]. Of fewer one could be recognised by what
/// she is, simulated or not, and a share of so few says little.
pub fn are_common(asked_a_year: f64) -> bool {
    asked_a_year >= f64::from(LEAST_SHOWN)
}

impl Forecast {
    /// From what a run has made.
    ///
    /// # Errors
    /// Never for columns of one length; polars asks.
    pub fn of(outline: &Outline, tables: &Tables) -> PolarsResult<Self> {
        let run = &outline.run;
        Ok(Self {
            scenario: run.scenario.clone(),
            reading: run.reading.clone(),
            what_if: run.what_if,
            quarter_days: outline.quarter_days.clone(),
            classes: outline.classes.clone(),
            frame: frame(&run.scenario, &run.reading, &tables.rows(outline))?,
            table: FigureTable::of(outline, tables),
            beside: Beside::of(outline, tables),
        })
    }

    /// A figure of everybody over the whole span; a share of nobody is 0.
    ///
    /// # Errors
    /// If nobody measured it.
    pub fn total(&self, measure: Measure) -> Result<Statistics, NoFigure> {
        self.of_group(measure, Group::All)
    }

    /// Its mean.
    ///
    /// # Errors
    /// If nobody measured it.
    pub fn mean(&self, measure: Measure) -> Result<f64, NoFigure> {
        Ok(Statistic::Mean.of(&self.total(measure)?))
    }

    /// A figure of a class of household over the whole span: all 0 where the scenario has no such class or nobody of it
    /// ever asked.
    ///
    /// # Errors
    /// If nobody measured it.
    pub fn of_class(&self, measure: Measure, class: &str) -> Result<Statistics, NoFigure> {
        let class = self.classes.iter().position(|known| known == class);
        class.map_or(Ok(NEVER), |class| self.of_group(measure, Group::Class(class)))
    }

    /// The same of any group.
    ///
    /// # Errors
    /// If nobody measured it.
    pub fn of_group(&self, measure: Measure, group: Group) -> Result<Statistics, NoFigure> {
        Ok(self.table.share(Period::Total, measure, group)?.unwrap_or(NEVER))
    }

    /// Whether a class is one of which enough ask, in the mean ([`are_common`]).
    ///
    /// # Errors
    /// If nobody counted them.
    pub fn is_common(&self, class: &str) -> Result<bool, NoFigure> {
        let years = float(self.years().max(1));
        Ok(are_common(Statistic::Mean.of(&self.of_class(Measure::Referrals, class)?) / years))
    }

    /// Years that count.
    pub fn years(&self) -> usize {
        self.quarter_days.len().div_ceil(4)
    }

    /// What its counts count: "households", or "referrals" where one household may make several.
    ///
    /// # Errors
    /// If nobody counted them.
    pub fn noun(&self) -> Result<&'static str, NoFigure> {
        let (referrals, households) =
            (self.mean(Measure::Referrals)?, self.mean(Measure::Households)?);
        // Both are whole numbers over the same histories.
        let repeat = households > 0.0 && referrals - households > 1e-9;
        Ok(if repeat { "referrals" } else { "households" })
    }

    /// One statistic of a measure, quarter by quarter.
    ///
    /// # Errors
    /// If nobody measured it.
    pub fn quarters(&self, measure: Measure, statistic: Statistic) -> Result<Vec<f64>, NoFigure> {
        let of = |quarter| self.table.figure(Period::Quarter(quarter), measure, Group::All);
        let quarters = 1..=self.quarter_days.len();
        quarters.map(|quarter| Ok(statistic.of(&of(quarter)?))).collect()
    }
}

/// The rows of a table as a data frame.
fn frame(scenario: &str, reading: &str, rows: &[Row]) -> PolarsResult<DataFrame> {
    let column = |of: fn(&Row) -> &str| rows.iter().map(of).collect::<Vec<&str>>();
    df![
        "period" => column(|row| &row.period),
        "measure" => column(|row| &row.measure),
        "group" => column(|row| &row.group),
        "statistic" => column(|row| row.statistic),
        "value" => rows.iter().map(|row| row.value).collect::<Vec<f64>>(),
        "scenario" => vec![scenario; rows.len()],
        "reading" => vec![reading; rows.len()],
    ]
}

/// Several forecasts as one CSV text, reading beside reading.
///
/// # Errors
/// If a frame lacks a column of the table.
pub fn combine(forecasts: &[Forecast]) -> PolarsResult<String> {
    let broken = |error: sheet::Error| PolarsError::ComputeError(error.to_string().into());
    let heads = ["period", "measure", "group", "statistic", "value", "scenario", "reading"];
    let mut writer = sheet::Writer::new(heads).map_err(broken)?;
    for forecast in forecasts {
        let frame = &forecast.frame;
        let texts =
            ["period", "measure", "group", "statistic", "scenario", "reading"].map(|name| {
                let column = frame.column(name)?;
                column.cast(&DataType::String)
            });
        let [period, measure, group, statistic, scenario, reading] = texts;
        let columns = [period?, measure?, group?, statistic?, scenario?, reading?];
        let values = frame.column("value")?.f64()?;
        let columns: Vec<_> =
            columns.iter().map(|column| column.str()).collect::<PolarsResult<_>>()?;
        for row in 0..frame.height() {
            let text = |at: usize| columns[at].get(row).unwrap_or_default();
            let value = values.get(row).unwrap_or(f64::NAN).to_string();
            writer
                .row([text(0), text(1), text(2), text(3), &value, text(4), text(5)])
                .map_err(broken)?;
        }
    }
    writer.text().map_err(broken)
}
