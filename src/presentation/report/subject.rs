//! What a page is about, and why one cannot be made.

use crate::base::parse::sheet;
use crate::base::solver::SolverError;
use crate::inputs::estate::Estate;
use crate::inputs::evidence::Evidence;
use crate::inputs::occupancy::Occupancy;
use crate::inputs::scenario::Scenario;
use crate::planning::calibration::{Calibrated, Calibration};
use crate::planning::expansion;
use crate::planning::forecast::{Forecast, Manifest, NoFigure, Outline};
use crate::presentation::chart::{ChartError, Scene};
use crate::presentation::document::Section;

/// What the page is about: one scenario in all its readings.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The estate as the scenario has it.
    pub estate: &'a Estate,
    /// Who lives there; nobody, where that is not told.
    pub occupancy: &'a Occupancy,
    /// Figures with their sources.
    pub evidence: &'a Evidence,
    /// Every scenario that was run, in each of its readings.
    pub scenarios: &'a [Scenario],
    /// What was run, reading by reading.
    pub runs: &'a [(Outline, Forecast)],
    /// The same demand where households wait, told beside it; empty: the scenario's own.
    pub waiting: &'a [(Outline, Forecast)],
    /// What to add; none: the estate has no candidates.
    pub expansion: Option<&'a expansion::ExpansionReport>,
    /// What the records allow and what to measure, reading by reading; empty: the estate has no calibration.
    pub calibration: &'a [Calibrated],
    /// Why the estate's calibration does not go with the scenario, where it does not.
    pub no_calibration: Option<&'a str>,
    /// What that was told: unknowns with their priors, and records.
    pub unknowns: Option<&'a Calibration>,
    /// Pictures of all of it.
    pub pictures: &'a [Scene<'a>],
    /// What made it.
    pub manifest: &'a Manifest,
    /// What was asked, which makes it again.
    pub again: &'a Again,
    /// Sections behind the headline that are not of the forecast: what a register counted. Then what to measure is left out.
    pub own: &'a [Section],
}

/// What was asked for a page: the same makes it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// The scenario, by name or path.
    pub scenario: String,
    /// One of the same estate in which households wait, told beside it.
    pub waiting: Option<String>,
    /// The period of a pack of evidence, of which the page is the first part.
    pub evidence_of: Option<String>,
    /// Simulated histories of the forecast, instead of the scenario's own number.
    pub replications: Option<u32>,
    /// Whether what to add and what to measure rest on few histories, for a first look.
    pub quick: bool,
}

/// Why a page cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Counts of real households could not be protected.
    #[error("counts of real households could not be protected: {0}")]
    NotProtected(#[from] SolverError),
    /// The forecast lacks a figure that every forecast has.
    #[error(transparent)]
    NoFigure(#[from] NoFigure),
    /// A picture could not be drawn.
    #[error(transparent)]
    Picture(#[from] ChartError),
    /// The page could not be laid out.
    #[error("the page could not be laid out: {0}")]
    Layout(#[from] askama::Error),
    /// A table could not be written as CSV.
    #[error("a table could not be written: {0}")]
    Table(#[from] sheet::Error),
}
