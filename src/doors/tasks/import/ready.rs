//! Units that were ready before the provider's usual nights were over.

use crate::service::register::Why;
use crate::service::vault::Issue;
use std::collections::BTreeSet;

/// Rows whose unit was ready sooner than the provider's nights say: whoever moved in found it ready.
#[derive(Debug, Default)]
pub(in crate::doors) struct Ready(BTreeSet<usize>);

impl Ready {
    /// Whether rows are among these refusals that were refused for that alone and are not known yet: those are known now.
    pub(in crate::doors) fn learns(&mut self, refused: &[Issue]) -> bool {
        let is_that = |issue: &&Issue| issue.refusal.why == Why::UnitBeingMadeReady;
        let before = self.0.len();
        self.0.extend(refused.iter().filter(is_that).map(|issue| issue.line));
        self.0.len() > before
    }

    pub(super) fn has(&self, line: usize) -> bool {
        self.0.contains(&line)
    }
}
