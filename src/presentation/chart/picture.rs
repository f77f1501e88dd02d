//! A picture in every form that it is given, and why there is none.

use super::canvas::ChartError;

/// A picture, or why there is nothing to show.
pub(super) type Drawn = Result<Picture, Skipped>;

/// A picture that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// The name that it would have.
    pub name: &'static str,
    /// Why there is nothing to show.
    pub why: &'static str,
}

/// Rows as CSV text.
pub(super) fn to_csv(header: &[&str], rows: Vec<Vec<String>>) -> Result<String, ChartError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(ChartError::from_display)?;
    for row in rows {
        writer.write_record(row).map_err(ChartError::from_display)?;
    }
    let bytes = writer.into_inner().map_err(ChartError::from_display)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A picture in every form it is given.
#[derive(Debug, Clone)]
pub struct Picture {
    /// File name without its ending.
    pub name: &'static str,
    /// The finding.
    pub title: String,
    /// Scalable, with the title and the text inside for screen readers.
    pub svg: String,
    /// For documents that take no SVG.
    pub png: Vec<u8>,
    /// The figures.
    pub csv: String,
    /// What it shows, for somebody who cannot see it.
    pub text: String,
}
