//! `lintel register records`: what a register says to a calibration, as a table, as records, and as history.csv.

use super::args::{Records, Register as Args};
use crate::base::domain::calendar::london_day;
use crate::doors::cli::outputs::RECORDS;
use crate::doors::cli::returns::known;
use crate::doors::cli::{Failure, Said};
use crate::doors::files::{Folder, made_by};
use crate::doors::tasks::planning::mark_said;
use crate::doors::tasks::returns::{KeptRecords, Source, table};
use crate::presentation::render::terminal;
use crate::presentation::wording;
use crate::service::register::utc;
use crate::service::returns::{Counting, Period, records};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use std::path::Path;

pub(super) fn run(
    data: &Path,
    now: Timestamp,
    (args, asked): (&Args, &Records),
) -> Result<Said, Failure> {
    let known_at = known(asked.as_known_at, now)?;
    let mut register = args.whereabouts.open()?;
    let estate = args.estate.clone().unwrap_or_else(|| register.estate().to_owned());
    let source = Source::read(&mut register, data, known_at)?;
    let period = on_record(asked.period, source.record.first_day(), london_day(known_at))?;
    let counting = Counting::new(&source.record, period, &source.lists);
    let nights = register.log().unit_nights(known_at, (period.first, period.last));
    let rows = records(&counting, &nights);
    let from = format!("{}, as known at {}", mark_said(&source.mark), utc(known_at));
    let told = KeptRecords { rows: &rows, period, estate: &estate, from };
    let records = told.records().map_err(anyhow::Error::from)?.into_bytes();
    let files = RECORDS.filled([table(&rows)?, records, told.history()?.into_bytes()]);
    let made_by = made_by(json!({
        "period": period.to_string(), "as_known_at": utc(known_at), "register": source.mark,
    }));
    Folder::alone(&asked.out)?.write_set(RECORDS.manifest, &made_by, &files)?;
    let folder = asked.out.display().to_string();
    let calibrate = "lintel calibrate SCENARIO --records";
    let cut = (period != asked.period).then_some((period.first, period.last));
    let said = wording::files::records(&folder, (&utc(known_at), cut), calibrate);
    Ok(Said::done(terminal::render(&said)))
}

/// The days of a period that are on record: what is counted of them would be taken for a whole period's.
fn on_record(asked: Period, begins: Option<Date>, known: Date) -> Result<Period, Failure> {
    let begins = begins.ok_or_else(|| Failure::Usage("nothing is recorded yet".to_owned()))?;
    let (first, last) = (asked.first.max(begins), asked.last.min(known));
    if first > last {
        return Err(Failure::Usage(format!(
            "no day of {asked} is on record: the register begins on {begins}, and is known until {known}; name another --period"
        )));
    }
    let is_whole = (first, last) == (asked.first, asked.last);
    Ok(if is_whole { asked } else { Period::of_days(first, last) })
}
