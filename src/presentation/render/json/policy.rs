//! A comparison of policies for other software.

use crate::planning::policy::PolicyReport;
use crate::presentation::wording;
use serde::Serialize;

/// The report, and what follows in sentences.
#[derive(Debug, Serialize)]
pub struct PolicyComparison<'a> {
    #[serde(flatten)]
    report: &'a PolicyReport,
    verdict: Vec<String>,
}

impl<'a> From<&'a PolicyReport> for PolicyComparison<'a> {
    fn from(report: &'a PolicyReport) -> Self {
        Self { report, verdict: wording::policy::verdict(&report.verdict) }
    }
}
