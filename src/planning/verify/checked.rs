//! A figure held against its exact value.

use super::estimate::Estimate;
use super::oracle::Figure;

/// One figure beside what it should be.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// What the histories say.
    pub estimate: Estimate,
}
