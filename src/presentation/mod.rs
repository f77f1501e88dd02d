//! Answers as words, pictures and pages.

pub mod chart;
pub mod document;
pub mod render;
pub mod report;
pub mod wording;
pub mod workbook;
