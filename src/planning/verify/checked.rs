//! A figure held against its exact value.

use super::estimate::Estimate;
use super::oracle::ExactFigure;

/// One figure beside what it should be.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The figure.
    pub figure: &'a ExactFigure,
    /// What the histories say.
    pub estimate: Estimate,
}
