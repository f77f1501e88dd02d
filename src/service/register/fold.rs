//! The events in their order, folded: what is so behind the last of them, and behind any of them again.

use super::apply::{Touched, apply};
use super::event::Entry;
use super::judge::judge;
use super::notes::Notes;
use super::state::State;
use super::why::Why;
use std::collections::BTreeSet;

/// Events folded one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Fold {
    pub(super) state: State,
    steps: Vec<Step>,
}

/// What stood before an event, and the claim that it was about.
#[derive(Debug, Clone, Copy)]
struct Step {
    mark: usize,
    touched: Touched,
}

impl Fold {
    /// Takes in the next event; one that is impossible has no effect.
    pub(super) fn push(&mut self, entry: &Entry, notes: &Notes) -> Result<(), Why> {
        let mark = self.state.mark();
        let judged = judge(&self.state, notes, entry);
        let touched = if judged.is_ok() { apply(&mut self.state, notes, entry) } else { None };
        self.steps.push(Step { mark, touched });
        judged
    }

    /// Goes back to where so many events had been taken in.
    pub(super) fn back_to(&mut self, events: usize) {
        if let Some(step) = self.steps.get(events) {
            self.state.back_to(step.mark);
            self.steps.truncate(events);
        }
    }

    /// The units that were changed from an event on.
    pub(super) fn changed_since(&self, event: usize) -> BTreeSet<usize> {
        let mark = self.steps.get(event).map_or(self.state.mark(), |step| step.mark);
        self.state.units_changed_since(mark).collect()
    }

    /// The claim that an event was about.
    pub(super) fn touched(&self, event: usize) -> Touched {
        self.steps.get(event)?.touched
    }
}
