//! A picture before it is drawn: what it finds, its panels, and its figures.
//!
//! A panel fills whatever room it is given, so that panels can stand side by side or one below the other. Not here: where
//! they lie (`layout`), and the drawing itself (`picture`).

use super::mark::Marks;
use super::plotting::ChartError;
use crate::base::parse::sheet;
use crate::planning::forecast::NoFigure;
use crate::presentation::wording::reading::Reading;
use std::fmt::Debug;

/// A picture of some figures, for any room.
#[derive(Debug)]
pub struct Scene<'a> {
    /// File name without its ending.
    pub name: &'static str,
    /// The finding.
    pub title: String,
    /// What is shown, and by which signs.
    pub shown: String,
    /// Side by side, or one below the other, on one scale.
    pub(super) panels: Vec<Panel<'a>>,
    /// Height of a panel, without its legend.
    pub(super) height: f64,
    /// What has to be said below the panels.
    pub(super) notes: Vec<String>,
    /// What the figures rest on.
    pub(super) foot: &'static str,
    /// What it shows, for somebody who cannot see it.
    pub text: String,
    /// The figures.
    pub(super) sheet: Sheet,
}

/// One part of a picture, such as a reading.
#[derive(Debug)]
pub(super) struct Panel<'a> {
    pub(super) name: String,
    /// It asks "what if": it is drawn in greys, for it is no reading of what was counted.
    pub(super) is_what_if: bool,
    pub(super) content: Box<dyn Content + 'a>,
    /// Listed below it, each in as many lines as it takes.
    pub(super) legend: Vec<String>,
}

impl<'a> Panel<'a> {
    pub(super) fn new(name: String, content: impl Content + 'a) -> Self {
        Self { name, is_what_if: false, content: Box::new(content), legend: Vec::new() }
    }

    /// Of one reading; its scenario is named where there are several.
    pub(super) fn of(
        reading: Reading<'_>,
        are_several_scenarios: bool,
        content: impl Content + 'a,
    ) -> Self {
        let name = reading.above_a_panel(are_several_scenarios);
        Self { is_what_if: reading.what_if, ..Self::new(name, content) }
    }
}

/// What a panel shows: axes, marks and their labels.
pub(super) trait Content: Debug {
    fn fill(&self, marks: &mut Marks, room: Room);
}

/// Where a panel lies. Its first [`NAME`] points from the top are for its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Room {
    /// Width of the column of labels left of bars: what they ask for, if that leaves most of the room to the bars.
    pub(super) fn labels(self, wanted: f64) -> f64 {
        const AT_MOST: f64 = 0.42;
        wanted.min(AT_MOST * self.width)
    }

    /// Whether it is that of a phone.
    pub(super) fn is_narrow(self) -> bool {
        const NARROW: f64 = 400.0;
        self.width < NARROW
    }

    pub(super) fn right(self) -> f64 {
        self.left + self.width
    }
}

/// Height of a panel's name.
pub(super) const NAME: f64 = 20.0;

/// Figures as a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(super) fn new(head: &[&str], rows: Vec<Vec<String>>) -> Self {
        Self { head: head.iter().map(|&title| title.to_owned()).collect(), rows }
    }
}

/// A scene, or why there is nothing to show; an error where a figure is missing.
pub(super) type Shown<'a> = Result<Result<Scene<'a>, Skipped>, NoFigure>;

/// A picture that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// The name that it would have.
    pub name: &'static str,
    /// Why there is nothing to show.
    pub why: &'static str,
}

impl Scene<'_> {
    /// The figures as CSV text.
    ///
    /// # Errors
    /// Never for rows of one length.
    pub fn csv(&self) -> Result<String, ChartError> {
        sheet::table(&self.sheet.head, &self.sheet.rows).map_err(ChartError::from_display)
    }
}
