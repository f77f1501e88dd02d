//! What the page says, section by section, computed from the figures.

mod assumptions;
mod budgets;
mod counted;
mod enough;
mod first;
mod headline;
mod labels;
mod led_to;
mod methods;
mod missing;
mod next_unit;
mod number;
mod occupancy;
mod pictures;
mod rests_on;
mod said;
mod spaces;
mod to_measure;
mod turned_away;
mod waiting;

use self::said::{
    a_year, by_reading, counted_runs, either, range, reading, rounded, sentence_case,
    some_leave_without, thousands, title_of, years, years_said,
};
use super::{ReportError, Subject};
use crate::presentation::document::Section;
use crate::presentation::wording::reading::counted;

/// The title of the page: how many units, and the question.
pub(super) fn title(subject: &Subject<'_>) -> String {
    headline::title(subject)
}

/// From the headline down to the command that makes the page again.
pub(super) fn all(subject: &Subject<'_>) -> Result<Vec<Section>, ReportError> {
    let mut sections = vec![
        headline::section(subject)?,
        occupancy::section(subject)?,
        turned_away::section(subject)?,
        next_unit::section(subject)?,
        budgets::section(subject)?,
        to_measure::section(subject)?,
        methods::section(subject),
        waiting::section(subject)?,
        enough::section(subject),
        spaces::section(subject),
        counted::section(subject)?,
        assumptions::section(subject),
        assumptions::reproduce(subject),
    ];
    sections.splice(1..1, subject.own.iter().cloned());
    sections.retain(|section| !section.blocks.is_empty());
    Ok(sections)
}

/// What could not be worked out for want of a file of the estate, and which.
pub(super) fn left_out(subject: &Subject<'_>) -> Vec<String> {
    missing::left_out(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_and_the_ends_of_its_range_are_rounded_alike() {
        assert_eq!([1_721.3, 1_380.0, 12_345.0].map(rounded), ["1,720", "1,380", "12,300"]);
        assert_eq!([999.4, 999.6].map(rounded), ["999", "1,000"]);
    }

    #[test]
    fn what_is_the_same_in_every_reading_is_said_once() {
        assert_eq!(either(["a", "b", "a"].map(str::to_owned)), "a or b");
        assert_eq!(either(["a", "a"].map(str::to_owned)), "a");
        assert_eq!(by_reading(["a", "b", "a"].map(str::to_owned)), "a, b or a");
        assert_eq!(by_reading(["a", "a", "a"].map(str::to_owned)), "a");
        assert_eq!(either(["a", "b", "c"].map(str::to_owned)), "a, b or c");
    }
}
