//! A log looked back on: what was known when, and a log again from what was recorded before.

use super::ended_claims::Settled;
use super::event::{Act, Draft, Entry, Key};
use super::fold::Fold;
use super::log::Log;
use super::notes::Notes;
use super::state::State;
use jiff::Timestamp;

impl Log {
    /// What was so at a moment, as it was known at another: whoever looks, looks at that.
    pub(super) fn look<R>(
        &self,
        at: Timestamp,
        known_at: Option<Timestamp>,
        look: impl FnOnce(&State, &Notes) -> R,
    ) -> R {
        let known = known_at.map_or(self.entries.len(), |known_at| self.known(known_at));
        let by = Key::after(at);
        let is_head = known == self.entries.len()
            && self.order.last().is_none_or(|last| self.entries[*last].key() <= by);
        if is_head {
            return look(&self.fold.state, &self.notes);
        }
        let (notes, events) = self.as_known(known);
        let mut fold = Fold::default();
        for entry in events {
            if entry.key() > by {
                break;
            }
            let judged = fold.push(entry, &notes);
            debug_assert!(judged.is_ok(), "it was possible then");
        }
        look(&fold.state, &notes)
    }

    /// How many events were known at a moment.
    pub fn known(&self, known_at: Timestamp) -> usize {
        self.entries.partition_point(|entry| entry.recorded_at <= known_at)
    }

    /// What was noted, and the events in their order, as it was once so many were recorded.
    pub(super) fn as_known(&self, known: usize) -> (Notes, impl Iterator<Item = &Entry>) {
        let next = self.entries.get(known).map_or(u64::MAX, |entry| entry.seq);
        let events = self.order_known(known).into_iter().map(|index| &self.entries[index]);
        (self.notes.known(next), events)
    }

    /// The order of events as it was once so many were recorded.
    fn order_known(&self, known: usize) -> Vec<usize> {
        if known == self.entries.len() {
            return self.order.clone();
        }
        let entries = &self.entries[..known];
        let mut stands = vec![true; known];
        for (index, entry) in entries.iter().enumerate() {
            stands[index] &= !matches!(entry.event.act, Act::Annulled);
            if let Some(target) = entry.corrects.and_then(|seq| self.index_of(seq)) {
                stands[target] = false;
            }
        }
        self.in_order(&stands)
    }

    /// Those that stand, in the order in which they take effect.
    fn in_order(&self, stands: &[bool]) -> Vec<usize> {
        let numbered = stands.iter().enumerate().filter(|(_, stands)| **stands);
        let mut order: Vec<usize> = numbered.map(|(index, _)| index).collect();
        order.sort_by_key(|index| self.entries[*index].key());
        order
    }

    /// A log of events that were recorded before, each with what it ended.
    ///
    /// # Errors
    /// The number of the first event that is impossible: the log is not as it was written.
    pub fn of(recorded: impl IntoIterator<Item = Kept>) -> Result<Self, u64> {
        let mut log = Self::default();
        for kept in recorded {
            log.take(kept)?;
        }
        log.order = log.in_order(&log.stands);
        for &index in &log.order {
            let entry = &log.entries[index];
            log.fold.push(entry, &log.notes).map_err(|_| entry.seq)?;
        }
        Ok(log)
    }

    /// Takes in an event that was recorded before, without folding it.
    pub(super) fn take(&mut self, kept: Kept) -> Result<(), u64> {
        let Kept { seq, recorded_at, draft, settled } = kept;
        let Draft { request, corrects, event, content, when, .. } = draft;
        let at = when.stands_at(recorded_at).ok_or(seq)?;
        let target = corrects.map(|of| self.index_of(of).ok_or(seq)).transpose()?;
        let place = target.map_or(seq, |target| self.entries[target].place);
        let is_placed = !matches!(event.act, Act::Annulled);
        let entry = Entry { seq, recorded_at, at, corrects, request, place, event, content };
        self.entries.push(entry);
        for settled in &settled {
            let arrival = self.entry(settled.arrival).ok_or(seq)?.key();
            self.notes.ended.add(settled, arrival, seq);
        }
        self.keep(self.entries.len() - 1, target, is_placed);
        Ok(())
    }
}

/// An event as a store gives it back.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its number.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The event.
    pub draft: Draft,
    /// The claims that arrivals ended, as its recording settled it.
    pub settled: Vec<Settled>,
}
