//! `lintel register records`: what a register says to a calibration, as a table, as records, and as history.csv.

use super::args::{Records, Register as Args};
use crate::base::domain::ReturnReason;
use crate::base::parse::notation::quoted;
use crate::doors::cli::{Failure, Said, layout};
use crate::doors::files::Folder;
use crate::doors::tasks::returns::{Source, table};
use crate::service::register::utc;
use crate::service::returns::{Counting, Row, households, records};
use crate::service::vault::Mark;
use jiff::Timestamp;
use serde_json::json;
use std::fmt::Write;
use std::path::Path;

pub(super) fn run(
    data: &Path,
    now: Timestamp,
    (args, asked): (&Args, &Records),
) -> Result<Said, Failure> {
    let known_at = asked.as_known_at.unwrap_or(now);
    let mut register = args.whereabouts.open()?;
    let estate = args.estate.clone().unwrap_or_else(|| register.estate().to_owned());
    let source = Source::read(&mut register, data, known_at)?;
    let counting = Counting::new(&source.record, asked.period, &source.lists);
    let nights = register.log().unit_nights(known_at, (asked.period.first, asked.period.last));
    let rows = records(&counting, &nights);
    let told = Told {
        rows: &rows,
        counting: &counting,
        estate: &estate,
        from: source_of(&source.mark, known_at),
    };
    let files = [
        ("records.csv".to_owned(), table(&rows)?),
        ("records.toml".to_owned(), told.records().into_bytes()),
        ("history.csv".to_owned(), told.history().into_bytes()),
    ];
    let made_by = json!({
        "program": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION"),
        "period": asked.period.to_string(), "as_known_at": utc(known_at), "register": source.mark,
    });
    Folder::alone(&asked.out)?.write_set("records.manifest.json", &made_by, &files)?;
    let said = format!(
        "In {}: records.csv, records.toml (for `lintel calibrate SCENARIO --records`) and history.csv, from the register as known at {}.",
        asked.out.display(),
        utc(known_at)
    );
    Ok(Said::done(layout::wrapped("", &said)))
}

/// Where a record is from, for whoever reads it later.
fn source_of(mark: &Mark, known_at: Timestamp) -> String {
    let hash = mark.hash.as_deref().and_then(|hash| hash.get(..16)).unwrap_or("nothing");
    format!(
        "register {}, {} events, {hash}, as known at {}",
        mark.origin,
        mark.events,
        utc(known_at)
    )
}

/// What is said of a period.
struct Told<'a> {
    rows: &'a [Row],
    counting: &'a Counting<'a>,
    estate: &'a str,
    from: String,
}

impl Told<'_> {
    fn value(&self, line: &str, category: &str) -> u32 {
        households(self.rows, line, category).unwrap_or(0)
    }

    /// Records and a reading of them, as calibration.toml has them.
    fn records(&self) -> String {
        let record = |name: &str, counts: &str, value: u32, about: &str| {
            let (first, last) = (self.counting.period.first, self.counting.period.last);
            format!(
                "[[observation]]\nname = {}\nplace = {}\nestate = {}\nfrom = \"{first}\"\nto = \"{last}\"\ncounts = \"{counts}\"\nwho = \"households\"\nservices = \"these_units\"\nvalue = {value}\nerror = 0.03\nstanding = \"derived\"\nsource = {}\n\n",
                quoted(name),
                quoted(self.estate),
                quoted(self.estate),
                quoted(&format!(
                    "{about}; {}; that three in a hundred are miscounted is assumed",
                    self.from
                )),
            )
        };
        let mut text = format!(
            "# Counted by `lintel register records`, {}: {}.\n\n",
            self.counting.period, self.from
        );
        text += &record(
            "register: referrals",
            "referrals",
            self.value("referrals", "all"),
            "Households that asked, each once, duplicates apart",
        );
        text += &record(
            "register: capacity",
            "capacity_refusals",
            self.value("refusals", "capacity"),
            "Households turned away for capacity, each once",
        );
        text += &record(
            "register: placements",
            "placements",
            self.value("placements", "all"),
            "Households that arrived, each once",
        );
        text + "[[reading]]\nname = \"the register\"\nabout = \"What the register counted.\"\ntakes = [\"register: referrals\", \"register: capacity\"]\nchecks = [\"register: placements\"]\n"
    }

    /// Figures of the past, as an estate's history.csv has them.
    fn history(&self) -> String {
        let (first, last) = (self.counting.period.first, self.counting.period.last);
        let is_unmet =
            |of: &ReturnReason| !matches!(of, ReturnReason::NotContacted | ReturnReason::Declined);
        let reasons = ReturnReason::ALL.into_iter().filter(is_unmet);
        let unmet: u32 = reasons.map(|of| self.value("refusals", of.name())).sum();
        let rows = [
            ("referrals", self.value("referrals", "all")),
            ("placed", self.value("placements", "all")),
            ("need_unmet", unmet),
            ("unmet_capacity", self.value("refusals", "capacity")),
        ];
        let from = self.from.replace(',', ";");
        let mut text = "from,to,measure,value,source\n".to_owned();
        for (measure, value) in rows {
            let _ = writeln!(text, "{first},{last},{measure},{value},{from}");
        }
        text
    }
}
