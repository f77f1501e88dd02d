//! A figure as people read it: money in pounds, and a word where there is no figure.
//!
//! Tables for other software keep pence, and the words of the contract.

use crate::presentation::wording::count::pounds;
use crate::presentation::workbook::Cell;
use crate::service::returns::{CountedIn, Figure, Standing};

/// A figure in words: the number, pounds, or what stands instead.
pub fn figure(of: &Figure<'_>) -> String {
    match (of.value, pence(of)) {
        (None, _) => instead(of.standing).to_owned(),
        (Some(_), Some(pence)) => pounds(pence),
        (Some(value), None) => value.to_string(),
    }
}

/// What a table has as a figure, or instead of one, as people read it.
pub(super) fn written(counts: CountedIn, value: &str) -> String {
    let pence = (counts == CountedIn::Pence).then(|| value.parse().ok()).flatten();
    pence.map_or_else(|| value.replace('_', " "), pounds)
}

/// So much money, where it is money.
fn pence(of: &Figure<'_>) -> Option<u64> {
    of.value.filter(|_| of.counts == CountedIn::Pence)?.whole()
}

/// A cell of a sheet for people.
pub(super) fn cell(of: &Figure<'_>) -> Cell {
    match (of.standing, of.value) {
        (standing @ (Standing::NotCollected | Standing::NotShown), _) | (standing, None) => {
            Cell::Instead(instead(standing))
        }
        (_, Some(value)) => match pence(of) {
            Some(pence) => Cell::Pounds(pence),
            None => Cell::Figure(value.to_string()),
        },
    }
}

/// What stands where there is no figure.
fn instead(standing: Standing) -> &'static str {
    match standing {
        Standing::NotCollected => "not collected",
        Standing::NotShown => "not shown",
        Standing::NotKnown | Standing::Counted => "not known",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::returns::{Amount, Line, OfType};

    fn of(counts: CountedIn, value: Option<u64>, standing: Standing) -> Figure<'static> {
        let value = value.map(Amount::Whole);
        Figure { line: Line::Ix, kind: OfType::All, category: "all", counts, value, standing }
    }

    #[test]
    fn money_is_in_pounds_for_people_and_0_is_no_word() {
        use Standing::{Counted, NotCollected, NotKnown, NotShown};
        for (counts, value, standing, said, shown) in [
            (CountedIn::Pence, Some(123_450), Counted, "\u{a3}1,234.50", Cell::Pounds(123_450)),
            (CountedIn::Pence, Some(0), Counted, "\u{a3}0.00", Cell::Pounds(0)),
            (CountedIn::Pence, None, NotCollected, "not collected", Cell::Instead("not collected")),
            (CountedIn::Pence, None, NotShown, "not shown", Cell::Instead("not shown")),
            (CountedIn::Household, Some(0), Counted, "0", Cell::Figure("0".to_owned())),
            (CountedIn::Household, None, NotKnown, "not known", Cell::Instead("not known")),
            (CountedIn::Household, Some(12), NotKnown, "12", Cell::Figure("12".to_owned())),
        ] {
            let of = of(counts, value, standing);
            assert_eq!((figure(&of), cell(&of)), (said.to_owned(), shown), "{counts:?} {value:?}");
        }
        assert_eq!(written(CountedIn::Pence, "not_known"), "not known");
    }
}
