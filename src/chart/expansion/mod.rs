//! Pictures of what to add: cost against households turned away and against who they are, and what one more of each
//! candidate averts.
//! Readings of the evidence stand side by side on one scale.

mod by_class;
mod envelope;
mod one_more;
mod steps;

use super::canvas::{Canvas, ChartError};
use super::{Picture, panels};
use crate::expansion::{ReadingSaid, Report, Valued};

/// All pictures.
///
/// # Errors
/// If a picture cannot be drawn; the bundled font makes that a defect.
pub fn expansion_pictures(report: &Report) -> Result<Vec<Picture>, ChartError> {
    Ok(vec![envelope::draw_it(report)?, by_class::draw_it(report)?, one_more::draw_it(report)?])
}

/// The name of a panel: its reading, or the scenario where there is only one.
fn name(reading: &ReadingSaid) -> String {
    if reading.reading.is_empty() {
        reading.scenario.clone()
    } else {
        format!("Reading: \u{201c}{}\u{201d}", reading.reading)
    }
}

/// The title, what is shown, and the line at the foot.
fn frame(
    canvas: &dyn Canvas,
    size: (u32, u32),
    title: &str,
    shown: &str,
) -> Result<(), ChartError> {
    let foot = "Simulated. Demand, stays, the mix of households and most costs are assumed: manifest.json and candidates.csv give each number with its source.";
    panels::frame_with(canvas, size, [title, shown, foot])
}

/// What each reading says, one after the other.
fn side_by_side(report: &Report, say: impl Fn(&ReadingSaid) -> String) -> String {
    let said: Vec<String> = report
        .readings
        .iter()
        .map(|reading| format!("{}: {}", name(reading), say(reading)))
        .collect();
    said.join(" ")
}

/// The dearest plan of the envelope that costs no more than so many pounds a year.
fn up_to(reading: &ReadingSaid, pounds: f64) -> Option<&Valued> {
    reading.envelope.iter().rfind(|plan| plan.plan.a_year[0] <= pounds)
}

/// A text in lines of so many letters, all of it; a line after the first is set in a little.
fn lines(said: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in said.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            word.clone_into(line);
        } else if line.chars().count() + 1 + word.chars().count() <= letters {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("\u{a0}\u{a0}\u{a0}{word}"));
        }
    }
    lines
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
