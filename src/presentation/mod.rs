//! Answers as pictures and pages.

pub mod chart;
pub mod report;
