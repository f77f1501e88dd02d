//! A figure as people read it: money in pounds, and a word where there is no figure.
//!
//! Tables for other software keep pence, and the words of the contract.

use crate::presentation::wording::count::pounds;
use crate::presentation::workbook::Cell;
use crate::service::returns::{Figure, Standing};

/// A figure in words: the number, pounds, or what stands instead.
pub fn figure(of: &Figure<'_>) -> String {
    if of.value.is_empty() { instead(of.standing).to_owned() } else { written(of.counts, of.value) }
}

/// What was written as a figure, or instead of one, as people read it.
pub(super) fn written(counts: &str, value: &str) -> String {
    let pence = (counts == "pence").then(|| value.parse().ok()).flatten();
    pence.map_or_else(|| value.replace('_', " "), pounds)
}

/// A cell of a sheet for people.
pub(super) fn cell(of: &Figure<'_>) -> Cell {
    let pence = (of.counts == "pence").then(|| of.value.parse::<u64>().ok()).flatten();
    match (of.standing, of.value) {
        (standing @ (Standing::NotCollected | Standing::NotShown), _) | (standing, "") => {
            Cell::Instead(instead(standing))
        }
        (_, value) => match pence {
            Some(pence) => Cell::Pounds(pence),
            None => Cell::Figure(value.to_owned()),
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

    fn of<'a>(counts: &'a str, value: &'a str, standing: Standing) -> Figure<'a> {
        Figure { line: "ix", kind: "all", category: "all", counts, value, standing }
    }

    #[test]
    fn money_is_in_pounds_for_people_and_0_is_no_word() {
        use Standing::{Counted, NotCollected, NotKnown, NotShown};
        for (counts, value, standing, said, shown) in [
            ("pence", "123450", Counted, "\u{a3}1,234.50", Cell::Pounds(123_450)),
            ("pence", "0", Counted, "\u{a3}0.00", Cell::Pounds(0)),
            ("pence", "", NotCollected, "not collected", Cell::Instead("not collected")),
            ("pence", "", NotShown, "not shown", Cell::Instead("not shown")),
            ("household", "0", Counted, "0", Cell::Figure("0".to_owned())),
            ("household", "", NotKnown, "not known", Cell::Instead("not known")),
            ("household", "12", NotKnown, "12", Cell::Figure("12".to_owned())),
        ] {
            let of = of(counts, value, standing);
            assert_eq!((figure(&of), cell(&of)), (said.to_owned(), shown), "{counts} {value}");
        }
        assert_eq!(written("pence", "not_known"), "not known");
    }
}
