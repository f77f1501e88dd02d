//! Returns as plain calls: a register that is open, a period, and what comes of them.
//!
//! Not here: what is counted (`service/returns`), how it looks (`wording`, `workbook`), and where it is written.

mod case_files;
mod for_others;
mod frozen;
mod kept_records;
mod published;
mod return_files;
mod return_kind;

pub(in crate::doors) use case_files::{CaseFiles, FILES as CASE_FILES, drawn as drawn_case_files};
pub(in crate::doors) use frozen::{
    differences, differences_since, freeze, manifest_of, name as frozen_name,
};
pub(in crate::doors) use kept_records::{KeptRecords, READING};
pub(in crate::doors) use published::{Published, published, published_beside};
pub(in crate::doors) use return_files::{Made, made, manifest, table};
pub(in crate::doors) use return_kind::Which;

use crate::base::domain::calendar::london_day;
use crate::base::parse::sheet;
use crate::doors::failure::Failure;
use crate::doors::files::Text;
use crate::presentation::chart::Run;
use crate::presentation::wording::returns::over_the_years;
use crate::service::register::UnitNights;
use crate::service::returns::{
    By, Counting, Key, Lists, OverYears, Period, Record, Row, kpi, mhclg, outcomes, over_years,
    review, sanctuary,
};
use crate::service::vault::{Mark, Register};
use anyhow::anyhow;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::Path;

/// What is asked of a register.
#[derive(Debug, Clone)]
pub(in crate::doors) struct Asked {
    pub(in crate::doors) which: Which,
    pub(in crate::doors) period: Period,
    /// As it was known then.
    pub(in crate::doors) known_at: Timestamp,
    /// For others to see: small counts are hidden.
    pub(in crate::doors) is_public: bool,
    /// What of the same year others were shown before.
    pub(in crate::doors) published: Vec<Published>,
    /// The provider, as it calls itself.
    pub(in crate::doors) provider: String,
}

/// A record with what it was read from.
#[derive(Debug)]
pub(in crate::doors) struct Source {
    pub(in crate::doors) record: Record,
    pub(in crate::doors) lists: Lists,
    pub(in crate::doors) mark: Mark,
    /// The nights of units in the period that was asked for, where a return counts them.
    nights: Vec<UnitNights>,
}

impl Source {
    /// What a return of a period needs of a register: nothing more is asked of it afterwards.
    pub(in crate::doors) fn of(
        register: &mut Register,
        data: &Path,
        (which, period, known_at): (Which, Period, Timestamp),
    ) -> Result<Self, Failure> {
        let has_nights = which.parts().iter().any(|of| matches!(of, Which::Kpi | Which::Review));
        let days = (period.first, period.last);
        let nights = has_nights.then(|| register.log().unit_nights(known_at, days));
        let read = Self::read(register, data, known_at)?;
        Ok(Self { nights: nights.unwrap_or_default(), ..read })
    }

    /// Reads a register as it was known at a moment.
    pub(in crate::doors) fn read(
        register: &mut Register,
        data: &Path,
        known_at: Timestamp,
    ) -> Result<Self, Failure> {
        let lists = lists(data)?;
        let mark = register.mark_at(known_at)?;
        let record = Record::of(register.log(), known_at);
        Ok(Self { record, lists, mark, nights: Vec::new() })
    }
}

/// Figures over the months or quarters of a period that are over, as they are drawn.
pub(in crate::doors) fn runs(
    source: &Source,
    (period, by): (Period, By),
    known_at: Timestamp,
) -> Vec<Run> {
    let figures = over_years(&source.record, period, by, london_day(known_at));
    let run = |of: OverYears| Run { title: over_the_years(of.told).to_owned(), points: of.points };
    figures.into_iter().map(run).collect()
}

/// Figures and how they came about, by what names them.
type Figures = BTreeMap<Key, [String; 2]>;

/// What stands in a return's table.
fn figures_of(table: &[u8]) -> anyhow::Result<Figures> {
    let figure = |row: Vec<String>| {
        let cell = |k: usize| row.get(k).map_or("", String::as_str);
        let key = Key::read([0, 1, 2, 3].map(cell));
        let key = key.ok_or_else(|| anyhow!("no return has a figure called {}", row.join(", ")))?;
        Ok((key, [4, 5].map(cell).map(str::to_owned)))
    };
    // The first row is the heads.
    sheet::rows(table)?.into_iter().skip(1).map(figure).collect()
}

/// The provider's own lists where the data folder has them, else those that come with the program.
fn lists(data: &Path) -> Result<Lists, Failure> {
    let path = data.join("returns").join("lists.json");
    let read = match Text::read_if_there(&path)? {
        Some(text) => Lists::read(&text.text),
        None => Lists::own(),
    };
    read.map_err(|why| anyhow!("{} cannot be used: {why}", path.display()).into())
}

/// The rows of a return.
pub(in crate::doors) fn rows(source: &Source, counting: &Counting<'_>, which: Which) -> Vec<Row> {
    rows_with(counting, which, &source.nights)
}

/// The same with the nights of units, of whichever are asked for.
fn rows_with(counting: &Counting<'_>, which: Which, nights: &[UnitNights]) -> Vec<Row> {
    match which {
        Which::Mhclg | Which::Workbook => mhclg(counting),
        Which::Sanctuary => sanctuary(counting),
        Which::Kpi => kpi(counting, nights),
        Which::Outcomes => outcomes(counting),
        Which::Review => review(counting, nights),
    }
}
