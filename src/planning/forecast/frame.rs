//! The tidy table as a polars data frame: what pictures and summaries ask their figures of.

use super::beside::Beside;
use super::figure_table::{FigureTable, NoFigure, Period};
use super::measure::{Group, Measure};
use super::outline::Outline;
use super::table::{Row, Statistic, Statistics, Tables};
use polars::prelude::{DataFrame, DataType, PolarsError, PolarsResult, df};
use std::collections::BTreeMap;
use std::ops::Range;

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
    /// `period, measure, group, statistic, value, scenario, reading`.
    pub frame: DataFrame,
    /// Its figures, to ask for.
    pub table: FigureTable,
    /// What does not stand in the table.
    pub beside: Beside,
    /// The rows of each measure and group, which lie one behind the other.
    rows_of: BTreeMap<String, BTreeMap<String, Range<usize>>>,
}

impl Forecast {
    /// From the rows of its table.
    ///
    /// # Errors
    /// Never for columns of one length; polars asks.
    pub fn new(
        scenario: &str,
        reading: &str,
        quarter_days: Vec<jiff::civil::Date>,
        rows: &[Row],
    ) -> PolarsResult<Self> {
        let column = |of: fn(&Row) -> &str| rows.iter().map(of).collect::<Vec<&str>>();
        let frame = df![
            "period" => column(|row| &row.period),
            "measure" => column(|row| &row.measure),
            "group" => column(|row| &row.group),
            "statistic" => column(|row| row.statistic),
            "value" => rows.iter().map(|row| row.value).collect::<Vec<f64>>(),
            "scenario" => vec![scenario; rows.len()],
            "reading" => vec![reading; rows.len()],
        ]?;
        let (scenario, reading) = (scenario.to_owned(), reading.to_owned());
        let (table, beside, rows_of) = (FigureTable::default(), Beside::default(), rows_of(rows));
        let what_if = false;
        Ok(Self { scenario, reading, what_if, quarter_days, frame, table, beside, rows_of })
    }

    /// From what a run has made.
    ///
    /// # Errors
    /// As [`Forecast::new`].
    pub fn of(outline: &Outline, tables: &Tables) -> PolarsResult<Self> {
        let (run, days) = (&outline.run, outline.quarter_days.clone());
        let forecast = Self::new(&run.scenario, &run.reading, days, &tables.rows(outline))?;
        let (table, beside) = (FigureTable::of(outline, tables), Beside::of(outline, tables));
        Ok(Self { what_if: run.what_if, table, beside, ..forecast })
    }

    /// A figure of everybody over the whole span.
    ///
    /// # Errors
    /// If nobody measured it.
    pub fn total(&self, measure: Measure) -> Result<Statistics, NoFigure> {
        self.table.figure(Period::Total, measure, Group::All)
    }

    /// Its mean.
    ///
    /// # Errors
    /// If nobody measured it.
    pub fn mean(&self, measure: Measure) -> Result<f64, NoFigure> {
        Ok(Statistic::Mean.of(&self.total(measure)?))
    }

    /// Years that count.
    pub fn years(&self) -> usize {
        self.quarter_days.len().div_ceil(4)
    }

    /// What its counts count: "households", or "referrals" where one household may make several.
    pub fn noun(&self) -> &'static str {
        let mean = |measure| self.value("total", measure, "all", "mean").unwrap_or(0.0);
        let (referrals, households) = (mean("referrals"), mean("households"));
        // Both are whole numbers over the same histories.
        if households > 0.0 && referrals - households > 1e-9 { "referrals" } else { "households" }
    }

    /// One figure.
    pub fn value(&self, period: &str, measure: &str, group: &str, statistic: &str) -> Option<f64> {
        let rows = self.rows_of.get(measure)?.get(group)?.clone();
        self.value_in(rows, period, statistic)
    }

    /// One statistic of a measure, quarter by quarter.
    pub fn quarters(&self, measure: &str, statistic: &str) -> Vec<f64> {
        (1..=self.quarter_days.len())
            .map(|quarter| {
                self.value(&format!("quarter_{quarter}"), measure, "all", statistic).unwrap_or(0.0)
            })
            .collect()
    }

    /// Every group of a measure over the whole span, with its mean.
    pub fn groups(&self, measure: &str) -> Vec<(String, f64)> {
        let Some(groups) = self.rows_of.get(measure) else { return Vec::new() };
        let mut groups: Vec<(&String, &Range<usize>)> = groups.iter().collect();
        groups.sort_by_key(|(_, rows)| rows.start);
        let mean = |(group, rows): (&String, &Range<usize>)| {
            Some((group.clone(), self.value_in(rows.clone(), "total", "mean")?))
        };
        groups.into_iter().filter_map(mean).collect()
    }

    /// A figure among some rows.
    fn value_in(&self, mut rows: Range<usize>, period: &str, statistic: &str) -> Option<f64> {
        let periods = self.frame.column("period").ok()?.str().ok()?;
        let statistics = self.frame.column("statistic").ok()?.str().ok()?;
        let row = rows.find(|row| {
            periods.get(*row) == Some(period) && statistics.get(*row) == Some(statistic)
        })?;
        self.frame.column("value").ok()?.f64().ok()?.get(row)
    }
}

fn rows_of(rows: &[Row]) -> BTreeMap<String, BTreeMap<String, Range<usize>>> {
    let mut found: BTreeMap<String, BTreeMap<String, Range<usize>>> = BTreeMap::new();
    let mut from = 0;
    for some in rows.chunk_by(|a, b| a.measure == b.measure && a.group == b.group) {
        let to = from + some.len();
        let groups = found.entry(some[0].measure.to_string()).or_default();
        groups.insert(some[0].group.to_string(), from..to);
        from = to;
    }
    found
}

/// Several forecasts as one CSV text, reading beside reading.
///
/// # Errors
/// If a frame lacks a column of the table.
pub fn combine(forecasts: &[Forecast]) -> PolarsResult<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let broken = |error: csv::Error| PolarsError::ComputeError(error.to_string().into());
    writer
        .write_record(["period", "measure", "group", "statistic", "value", "scenario", "reading"])
        .map_err(broken)?;
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
                .write_record([text(0), text(1), text(2), text(3), &value, text(4), text(5)])
                .map_err(broken)?;
        }
    }
    let bytes =
        writer.into_inner().map_err(|error| PolarsError::ComputeError(error.to_string().into()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
