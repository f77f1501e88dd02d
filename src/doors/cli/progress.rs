//! Bars for whoever waits, on standard error; none where nobody watches.

use super::is_watched;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, Write};

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

/// Which of several parts of a long run begins, for whoever watches; each then has its bar.
pub(super) fn part(which: usize, of: usize, what: &str) {
    if is_watched() {
        drop(writeln!(io::stderr(), "{which} of {of}: {what}"));
    }
}
