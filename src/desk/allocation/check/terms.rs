//! Whether what persons have accepted and declined is kept to.

use super::Checker;

impl Checker<'_> {
    pub(super) fn accepted_and_declined(&mut self) {
        for (&household, &unit) in &self.batch.terms.accepted {
            if !self.pairs.contains(&(household, unit)) {
                self.fault(format!("{} does not keep what it accepted", self.reference(household)));
            }
        }
        for moved in &self.answer.moves {
            let to = self.units.get(moved.to.as_str()).copied();
            let terms = self.batch.terms;
            let agreed = terms.would_move_to.get(&moved.reference);
            let refused = to
                .is_some_and(|to| terms.would_not_move_to.contains(&(moved.reference.clone(), to)));
            if refused || agreed.is_some_and(|agreed| Some(*agreed) != to) {
                self.fault(format!("{} is moved where it did not agree to", moved.reference));
            }
        }
        for pair in self.pairs.clone() {
            if self.batch.terms.declined.contains(&pair) {
                self.fault(format!("{} is offered what it declined", self.reference(pair.0)));
            }
        }
    }
}
