//! What the panels of expansion pictures share.

use crate::planning::expansion::{ExpansionReport, ReadingSaid, Valued};
use crate::presentation::chart::scene::{Content, Panel};
use crate::presentation::wording::reading::Reading;

/// A panel named after its reading, or the scenario where there is only one.
pub(super) fn panel<'a>(reading: &ReadingSaid, content: impl Content + 'a) -> Panel<'a> {
    Panel::of(Reading::of_study(reading), false, content)
}

/// What stands at the foot of them.
pub(super) const FOOT: &str = "Simulated. Demand, stays, the mix of households and most costs are assumed: the manifest gives each number with its source.";

/// What each reading says, one after the other.
pub(super) fn side_by_side(
    report: &ExpansionReport,
    say: impl Fn(&ReadingSaid) -> String,
) -> String {
    let said: Vec<String> = report
        .readings
        .iter()
        .map(|reading| {
            format!("{}: {}", Reading::of_study(reading).above_a_panel(false), say(reading))
        })
        .collect();
    said.join(" ")
}

/// The dearest plan of the envelope that costs no more than so many pounds a year.
pub(super) fn up_to(reading: &ReadingSaid, pounds: f64) -> Option<&Valued> {
    reading.envelope.iter().rfind(|plan| plan.plan.a_year[0] <= pounds)
}
