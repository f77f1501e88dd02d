//! What a register says to a calibration, as calibration.toml and history.csv have it.

use crate::base::domain::ReturnReason;
use crate::base::parse::notation::quoted;
use crate::doors::failure::Failure;
use crate::doors::files;
use crate::service::returns::{HouseholdFigure, NotCounted, Period, Row};

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
    /// Records and a reading of them, as calibration.toml has them.
    ///
    /// # Errors
    /// If a figure is not among the rows.
    pub(in crate::doors) fn records(&self) -> Result<String, NotCounted> {
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
        let capacity = HouseholdFigure::Refused(ReturnReason::Capacity).of(self.rows)?;
        let mut text =
            format!("# Counted by `lintel register records`, {}: {}.\n\n", self.period, self.from);
        text += &record(
            "register: referrals",
            "referrals",
            HouseholdFigure::LookedFor.of(self.rows)?,
            "Households for whom a unit was looked for, each once: duplicates, withdrawn, made safe at home, not contacted and declined apart",
        );
        text += &record(
            "register: capacity",
            "capacity_refusals",
            capacity + HouseholdFigure::PlacedElsewhere.of(self.rows)?,
            "Households turned away for capacity or placed elsewhere, each once",
        );
        text += &record(
            "register: placements",
            "placements",
            HouseholdFigure::Arrived.of(self.rows)?,
            "Households that arrived, each once",
        );
        let reading = format!(
            "[[reading]]\nname = \"{READING}\"\nabout = \"What the register counted.\"\ntakes = [\"register: referrals\", \"register: capacity\"]\nchecks = [\"register: placements\"]\n"
        );
        Ok(text + &reading)
    }

    /// Figures of the past, as an estate's history.csv has them.
    pub(in crate::doors) fn history(&self) -> Result<String, Failure> {
        let [first, last] = [self.period.first, self.period.last].map(|day| day.to_string());
        let from = self.from.replace(',', ";");
        let row = |(measure, value): (&str, u32)| {
            [first.clone(), last.clone(), measure.to_owned(), value.to_string(), from.clone()]
        };
        let figures = self.past().map_err(anyhow::Error::from)?;
        files::table(["from", "to", "measure", "value", "source"], figures.map(row))
    }

    /// What was counted, by the measures of history.csv.
    fn past(&self) -> Result<[(&'static str, u32); 4], NotCounted> {
        let is_unmet =
            |of: &ReturnReason| !matches!(of, ReturnReason::NotContacted | ReturnReason::Declined);
        let refused = |of: ReturnReason| HouseholdFigure::Refused(of).of(self.rows);
        let unmet = ReturnReason::ALL.into_iter().filter(is_unmet).map(refused);
        Ok([
            ("referrals", HouseholdFigure::Asked.of(self.rows)?),
            ("placed", HouseholdFigure::Arrived.of(self.rows)?),
            ("need_unmet", unmet.sum::<Result<u32, NotCounted>>()?),
            ("unmet_capacity", refused(ReturnReason::Capacity)?),
        ])
    }
}
