//! Pictures of what to add: cost against households turned away and against who they are, and what one more of each
//! candidate averts.
//! Readings of the evidence stand side by side on one scale.

mod by_class;
mod envelope;
mod frame;
mod one_more;
mod steps;

use self::frame::{frame, lines, name, side_by_side, up_to};
use super::Picture;
use super::canvas::ChartError;
use crate::planning::expansion::ExpansionReport;

/// All pictures.
///
/// # Errors
/// If a picture cannot be drawn; the bundled font makes that a defect.
pub fn expansion_pictures(report: &ExpansionReport) -> Result<Vec<Picture>, ChartError> {
    Ok(vec![envelope::draw_it(report)?, by_class::draw_it(report)?, one_more::draw_it(report)?])
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_long_plan_is_never_cut() {
        let plan =
            "large: 2 \u{d7} 2-bedroom home + 4 \u{d7} 4-bedroom home + second move-on worker";
        let lines = lines(plan, 30);
        assert!(lines.iter().all(|line| line.chars().count() <= 30), "{lines:?}");
        let joined: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        assert_eq!(joined.join(" "), plan);
    }
}
