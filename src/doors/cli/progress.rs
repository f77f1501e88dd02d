//! Bars for whoever waits, on standard error; none where nobody watches.

use super::is_watched;
use crate::doors::tasks::planning::{Bar, Part, Unit, Watch};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, Write};

/// Whoever waits at a terminal.
pub(super) struct Shown;

impl Watch for Shown {
    fn part(&self, which: usize, of: usize, part: Part) {
        if is_watched() {
            drop(writeln!(io::stderr(), "{which} of {of}: {}", part.in_a_line()));
        }
    }

    fn begin(&self, unit: Unit, much: Option<u64>) -> Box<dyn Bar> {
        Box::new(Drawn(bar(unit, much)))
    }
}

/// A bar that goes away when what it shows is done.
struct Drawn(ProgressBar);

impl Bar for Drawn {
    fn step(&self) {
        self.0.inc(1);
    }

    fn on(&self, what: &str) {
        self.0.set_message(what.to_owned());
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn bar(unit: Unit, much: Option<u64>) -> ProgressBar {
    if !is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(unit.how_far(much.is_some()));
    much.map_or_else(ProgressBar::new_spinner, ProgressBar::new)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
