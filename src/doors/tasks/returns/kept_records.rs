//! What a register says to a calibration, as calibration.toml and history.csv have it.

use crate::base::domain::ReturnReason;
use crate::base::parse::notation::quoted;
use crate::doors::failure::Failure;
use crate::doors::files;
use crate::service::returns::{Period, Row, households};

/// What is said of a period.
pub(in crate::doors) struct KeptRecords<'a> {
    pub(in crate::doors) rows: &'a [Row],
    pub(in crate::doors) period: Period,
    /// The estate, as a calibration names it.
    pub(in crate::doors) estate: &'a str,
    /// Where the figures are from.
    pub(in crate::doors) from: String,
}

/// The name of the reading that takes them.
pub(in crate::doors) const READING: &str = "the register";

impl KeptRecords<'_> {
    fn value(&self, line: &str, category: &str) -> u32 {
        households(self.rows, line, category).unwrap_or(0)
    }

    /// Records and a reading of them, as calibration.toml has them.
    pub(in crate::doors) fn records(&self) -> String {
        const YEAR: std::ops::RangeInclusive<i64> = 364..=366;
        let part =
            if YEAR.contains(&self.period.nights()) { "" } else { "part_of_a_year = true\n" };
        let record = |name: &str, counts: &str, value: u32, about: &str| {
            let (first, last) = (self.period.first, self.period.last);
            format!(
                "[[observation]]\nname = {}\nplace = {}\nestate = {}\nfrom = \"{first}\"\nto = \"{last}\"\n{part}counts = \"{counts}\"\nwho = \"households\"\nservices = \"these_units\"\nvalue = {value}\nerror = 0.03\nstanding = \"derived\"\nsource = {}\n\n",
                quoted(name),
                quoted(self.estate),
                quoted(self.estate),
                quoted(&format!(
                    "{about}; {}; that three in a hundred are miscounted is assumed",
                    self.from
                )),
            )
        };
        let mut text =
            format!("# Counted by `lintel register records`, {}: {}.\n\n", self.period, self.from);
        text += &record(
            "register: referrals",
            "referrals",
            self.value("looked_for", "all"),
            "Households for whom a unit was looked for, each once: duplicates, withdrawn, made safe at home, not contacted and declined apart",
        );
        text += &record(
            "register: capacity",
            "capacity_refusals",
            self.value("refusals", "capacity") + self.value("refusals", "placed_elsewhere"),
            "Households turned away for capacity or placed elsewhere, each once",
        );
        text += &record(
            "register: placements",
            "placements",
            self.value("placements", "all"),
            "Households that arrived, each once",
        );
        text + &format!(
            "[[reading]]\nname = \"{READING}\"\nabout = \"What the register counted.\"\ntakes = [\"register: referrals\", \"register: capacity\"]\nchecks = [\"register: placements\"]\n"
        )
    }

    /// Figures of the past, as an estate's history.csv has them.
    pub(in crate::doors) fn history(&self) -> Result<String, Failure> {
        let (first, last) = (self.period.first, self.period.last);
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
        let row = |(measure, value): (&str, u32)| {
            let [first, last] = [first, last].map(|day| day.to_string());
            [first, last, measure.to_owned(), value.to_string(), from.clone()]
        };
        files::table(["from", "to", "measure", "value", "source"], rows.map(row))
    }
}
