//! What the first forecast rests on until there is a count of one's own: all of it from elsewhere.

use crate::base::domain::time::DAYS_OF_YEAR;
use crate::engine::demand::erlang::load_that_loses;

/// Referrals a year and unit, and the two shares refused, as a service elsewhere counted them.
const REFERRALS_A_UNIT: f64 = 14.8;
const FEW: f64 = 0.0912;
const MOST: f64 = 0.77;
/// Days that a household stays, support and the wait for a home together.
const STAY_DAYS: f64 = 140.0;

/// The figures that depend on how many units there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    pub(super) referrals: f64,
    few: f64,
    most: f64,
}

impl Figures {
    pub(super) fn of(units: usize) -> Self {
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        let referrals = (REFERRALS_A_UNIT * f64::from(units)).round();
        let needing = |refused: f64| {
            let load = load_that_loses(units, refused).unwrap_or_default();
            load * DAYS_OF_YEAR / STAY_DAYS / referrals
        };
        Self { referrals, few: needing(FEW), most: needing(MOST) }
    }

    /// `evidence.csv`: these rows below those that are the same for everybody.
    pub(super) fn evidence(self) -> String {
        let common = include_str!("../../../../templates/provider/evidence.csv");
        let row = |name: &str, value: f64, unit: &str, note: &str| {
            format!("{name},{value:.4},,,{unit},assumed,from elsewhere: replace,,\"{note}\"\n")
        };
        let asked = "As many for each unit as elsewhere; replace with all who asked in a year.";
        let share = |of: &str| {
            format!(
                "The part of them that would need one of these units if these refused {of}: Erlang-B inverted at a stay of {STAY_DAYS} days; lintel demand works it out from your own count."
            )
        };
        common.to_owned()
            + &row("referrals_per_year", self.referrals, "referrals per year", asked)
            + &row("share_needing_unit_few", self.few, "share", &share("9 in 100"))
            + &row("share_needing_unit_most", self.most, "share", &share("77 in 100"))
            + &row(
                "share_refused_few",
                FEW,
                "share",
                "A service elsewhere refused so many for want of a unit.",
            )
            + &row(
                "share_refused_most",
                MOST,
                "share",
                "A service elsewhere said that it refused so many.",
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_are_shares_for_any_number_of_units() {
        for units in [1, 2, 5, 20, 22, 37, 100, 500] {
            let figures = Figures::of(units);
            let shares = [figures.few, figures.most];
            assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{units}: {shares:?}");
            assert!(figures.few < figures.most);
        }
        let twenty = Figures::of(20);
        assert!((twenty.few - 0.1518).abs() < 1e-4 && (twenty.most - 0.7547).abs() < 1e-4);
    }

    #[test]
    fn what_stands_in_the_common_evidence_too_has_the_same_value() {
        let values = |text: &str| -> Vec<(String, String)> {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let rows = reader.records().map(Result::unwrap);
            rows.map(|row| (row[0].to_owned(), row[1].to_owned())).collect()
        };
        let common = values(include_str!("../../../../data/evidence/evidence.csv"));
        for (name, value) in values(include_str!("../../../../templates/provider/evidence.csv")) {
            assert!(common.contains(&(name.clone(), value)), "{name}");
        }
    }
}
