//! By how much the stays of everybody who was placed in a history are longer than expected: 0 on average, whatever the plan.

use crate::engine::simulation::Stay;

/// By how much stays are longer than expected, in stays.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Over {
    pub(super) longer: f64,
    pub(super) short: f64,
}

impl Over {
    /// Stays in longer units, and short ones.
    pub fn stays(&self) -> [f64; 2] {
        [self.longer, self.short]
    }

    /// Takes up a stay, as far as it lies before a moment.
    pub(super) fn add(&mut self, stay: &Stay<'_>, end: u64) {
        let stays = if stay.is_short { &mut self.short } else { &mut self.longer };
        *stays += stay.over(end);
    }
}
