//! Whether every household is told of exactly once, and nobody else is named.

use super::Checker;

impl Checker<'_> {
    pub(super) fn everybody_once(&mut self) {
        let placed = self.answer.placed.iter().map(|placed| placed.reference.as_str());
        let unplaced = self.answer.unplaced.iter().map(|unplaced| unplaced.reference.as_str());
        let mut told: Vec<&str> = placed.chain(unplaced).collect();
        told.sort_unstable();
        if told != self.households.keys().copied().collect::<Vec<_>>() {
            self.fault("not every household is told of exactly once");
        }
    }

    /// Of residents only those who move are named.
    pub(super) fn names(&mut self) {
        let limits = self.answer.binding.iter().flat_map(|binding| &binding.limits);
        let mut named = limits.flat_map(|limit| &limit.households);
        if named.any(|name| !self.households.contains_key(name.as_str())) {
            self.fault("a limit names somebody who does not ask");
        }
    }
}
