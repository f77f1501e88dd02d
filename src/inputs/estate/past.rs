//! `history.csv`: what a provider counted in past spans of time.
//!
//! Optional, and asked for by forecasts alone.

use super::HISTORY;
use crate::base::domain::{Past, PastMeasure};
use crate::base::parse::table::{self, Record};
use crate::base::parse::{Code, Issues, Sink, Source};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct HistoryRow {
    from: Date,
    to: Date,
    measure: PastMeasure,
    value: u32,
    source: String,
}

/// A day each of four measures for some years.
const MOST_ROWS: usize = 10_000;

/// Reads it.
///
/// # Errors
/// Everything that is wrong in it.
pub fn read_history(source: Source<'_>) -> Result<Vec<Past>, Issues> {
    let mut sink = Sink::new(source.file);
    let mut history: Vec<Past> = Vec::new();
    for record in table::records::<HistoryRow>(source.text, HISTORY, &mut sink) {
        if history.len() >= MOST_ROWS {
            let allowed = format!("no provider has counted more than {MOST_ROWS} spans of time");
            let found = record.line.to_string();
            record.note(
                &mut sink,
                Code::OutOfRange,
                ("from", found),
                allowed,
                "leave the oldest out",
            );
            break;
        }
        note_backwards(&record, &mut sink);
        note_overlap(&record, &history, &mut sink);
        let Some(HistoryRow { from, to, measure, value, source }) = record.row else { continue };
        history.push(Past { from, to, measure, value, source });
    }
    sink.into_issues().or_value(Some(history))
}

fn note_backwards(record: &Record<HistoryRow>, sink: &mut Sink) {
    let (Some(from), Some(to)) = (record.text("from"), record.text("to")) else { return };
    // Days such as 2024-04-01 sort as text.
    if to < from {
        let allowed = "the last day may not come before the first";
        record.note(sink, Code::Contradiction, ("to", to), allowed, "correct one of them");
    }
}

/// Nobody may be counted twice. Of a span that ends before it begins the first day is looked at.
fn note_overlap(record: &Record<HistoryRow>, before: &[Past], sink: &mut Sink) {
    let Some(row) = &record.row else { return };
    let last = row.to.max(row.from);
    let overlaps = |past: &&Past| {
        past.measure == row.measure && row.from <= past.to.max(past.from) && past.from <= last
    };
    if let Some(past) = before.iter().find(overlaps) {
        let allowed = format!("{} to {} has this measure already", past.from, past.to);
        let action = "give each day of a measure to one row only";
        record.note(sink, Code::Repeated, ("from", row.from.to_string()), allowed, action);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &str) -> Result<Vec<Past>, Vec<String>> {
        let text = format!("from,to,measure,value,source\n{rows}");
        read_history(Source { file: "history.csv", text: &text }).map_err(|found| {
            let said =
                |issue: &crate::base::parse::Issue| format!("{} {}", issue.code, issue.place);
            found.issues.iter().map(said).collect()
        })
    }

    #[test]
    fn a_row_is_a_figure_with_its_source() {
        let read = read("2024-04-01,2025-03-31,unmet_capacity,27,Specification 2.5\n").unwrap();
        let [past] = &read[..] else { panic!("one figure") };
        assert_eq!((past.value, past.measure), (27, PastMeasure::UnmetCapacity));
        assert!((past.quarters() - 4.0).abs() < 0.01);
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let rows = "2024-04-01,2024-03-31,refusals,-1,\n\
                    2024-04-01,2024-06-30,referrals,70,Return\n\
                    2024-06-30,2024-09-30,referrals,70,Return\n";
        let expected = [
            "C05 line 2, measure",
            "C07 line 2, value",
            "C03 line 2, source",
            "C10 line 2, to",
            "C08 line 4, from",
        ];
        assert_eq!(read(rows).unwrap_err(), expected);
    }
}
