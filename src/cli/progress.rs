//! Bars for whoever waits, on standard error; none where nobody watches.

use super::is_watched;
use indicatif::{ProgressBar, ProgressStyle};

/// Of histories.
pub(super) const HISTORIES: &str = "{bar:40} {pos} of {len} histories, {eta} left";
/// Of steps that differ in length, so that nobody can say when the last will end.
pub(super) const STEPS: &str = "{bar:40} step {pos} of {len}, {elapsed} so far";

/// A bar of so much to do, as its template has it; none: it is not known how much.
pub(super) fn bar(much: Option<u64>, template: &str) -> ProgressBar {
    if !is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template);
    much.map_or_else(ProgressBar::new_spinner, ProgressBar::new)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
