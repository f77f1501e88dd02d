//! The log: events in the order of their numbers, and which of them stand.
//!
//! An event is put where it belongs in the order in which events take effect; those behind it are folded again and
//! must still be possible. Nothing is ever changed: a correction takes the place of an event, which then no longer
//! stands. Not here: where a log is kept, and what was known when (`as_known_at`).

use super::ended_by_arrival::{Ends, Past};
use super::ended_claims::Settled;
use super::event::{Act, Draft, Entry, Key};
use super::fold::Fold;
use super::moment::whole;
use super::notes::Notes;
use super::why::Why;
use crate::base::domain::calendar::london_day;
use crate::base::domain::{EventName, redact};
use jiff::{Span, Timestamp};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Every event ever recorded, and what follows from them.
#[derive(Clone, Default)]
pub struct Log {
    pub(super) entries: Vec<Entry>,
    pub(super) stands: Vec<bool>,
    /// The events that stand, by where they are in `entries`, in the order in which they take effect.
    pub(super) order: Vec<usize>,
    pub(super) fold: Fold,
    pub(super) notes: Notes,
    pub(super) requests: BTreeMap<Arc<str>, usize>,
    /// Units that the newest event, and those folded again behind it, may have changed.
    pub(super) changed: BTreeSet<usize>,
    /// A line was refused: the numbers behind it are taken as they come.
    is_numbered_freely: bool,
}

redact!(Log);

/// Under what an event is recorded.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The moment of recording, where the event does not bring its own.
    pub now: Timestamp,
    /// After how many years a household may be erased without an order.
    pub keep_years: Option<u16>,
    /// Whoever records may correct, as managers may. Others annul holds and offers that have lapsed, and nothing else.
    pub may_correct: bool,
}

/// An event that is in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// As a new event of this number.
    New(u64),
    /// It was there before, under this number.
    Again(u64),
}

/// Why an event was not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// The reason.
    pub why: Why,
    /// Of [`Why::BreaksLater`] the first event that would fail.
    pub names: Option<u64>,
}

impl From<Why> for Refusal {
    fn from(why: Why) -> Self {
        Self { why, names: None }
    }
}

impl Log {
    /// Every event, in the order of numbers.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether nothing was recorded yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The event of a number.
    pub fn entry(&self, seq: u64) -> Option<&Entry> {
        self.index_of(seq).map(|index| &self.entries[index])
    }

    /// Whether an event still stands: it was neither corrected nor taken away.
    pub fn stands(&self, seq: u64) -> bool {
        self.index_of(seq).is_some_and(|index| self.stands[index])
    }

    /// The claims of other households that an arrival ended, by the events that began them.
    pub fn ended_by(&self, seq: u64) -> Vec<u64> {
        self.notes.ended.by(seq).collect()
    }

    /// The events that an arrival left without effect.
    pub fn muted_by(&self, seq: u64) -> Vec<u64> {
        self.notes.ended.muted_by(seq).collect()
    }

    /// Which claims the recording of an event settled as ended, arrival by arrival: its own, and those before which a
    /// correction brought an older claim.
    pub fn settled_by(&self, seq: u64) -> Vec<Settled> {
        self.notes.ended.settled_by(seq)
    }

    /// The moment of the newest recording.
    pub fn last_recorded_at(&self) -> Option<Timestamp> {
        self.entries.last().map(|entry| entry.recorded_at)
    }

    /// Records an event, or says why it cannot have happened so.
    ///
    /// # Errors
    /// The first reason that holds; the log is then as it was.
    pub fn record(&mut self, draft: Draft, terms: &Terms) -> Result<Recorded, Refusal> {
        if let Some(&before) = draft.request.as_ref().and_then(|key| self.requests.get(key)) {
            let before = &self.entries[before];
            let is_same = before.content == draft.content;
            return if is_same {
                Ok(Recorded::Again(before.seq))
            } else {
                Err(Why::RequestConflict.into())
            };
        }
        let seq = self.number(draft.seq)?;
        let recorded_at = self.recording(draft.recorded_at, terms.now)?;
        let at = draft.when.stands_at(recorded_at).ok_or(Why::BadTime)?;
        if at > recorded_at {
            return Err(Why::Future.into());
        }
        let target = draft.corrects.map(|seq| self.target(seq)).transpose()?;
        let place = target.map_or(seq, |target| self.entries[target].place);
        let Draft { request, corrects, event, content, .. } = draft;
        let entry = Entry { seq, recorded_at, at, corrects, request, place, event, content };
        self.put(entry, target, terms)?;
        Ok(Recorded::New(seq))
    }

    /// From now on numbers are taken as they come: a line of the same file was refused.
    pub fn number_freely(&mut self) {
        self.is_numbered_freely = true;
    }

    /// Numbers must follow each other again.
    pub fn number_strictly(&mut self) {
        self.is_numbered_freely = false;
    }

    /// The number of the next event.
    pub fn next_seq(&self) -> u64 {
        self.entries.last().map_or(0, |entry| entry.seq + 1)
    }

    fn number(&self, given: Option<u64>) -> Result<u64, Why> {
        let next = self.next_seq();
        match given {
            Some(given) if self.is_numbered_freely => Ok(given.max(next)),
            Some(given) if given != next => Err(Why::SeqGap),
            _ => Ok(next),
        }
    }

    /// When it is recorded. A clock that was set back does not set the register back.
    fn recording(&self, given: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Why> {
        let now = whole(now);
        match (given, self.last_recorded_at()) {
            (Some(given), Some(last)) if given < last => Err(Why::RecordedOrder),
            (Some(given), _) => Ok(given),
            (None, last) => Ok(last.map_or(now, |last| last.max(now))),
        }
    }

    pub(super) fn index_of(&self, seq: u64) -> Option<usize> {
        self.entries.binary_search_by_key(&seq, |entry| entry.seq).ok()
    }

    /// The event that a correction stands for.
    fn target(&self, seq: u64) -> Result<usize, Why> {
        let index = self.index_of(seq).ok_or(Why::CorrectsUnknown)?;
        if matches!(self.entries[index].event.act, Act::Annulled) {
            return Err(Why::CorrectsUnknown);
        }
        if self.stands[index] { Ok(index) } else { Err(Why::Stale) }
    }

    fn position(&self, index: usize) -> usize {
        self.position_of(self.entries[index].key())
    }

    /// Where in the order an event of this key stands, or would.
    fn position_of(&self, key: Key) -> usize {
        self.order.partition_point(|&other| self.entries[other].key() < key)
    }

    /// Puts an event in its place, and folds those behind it again.
    fn put(&mut self, entry: Entry, target: Option<usize>, terms: &Terms) -> Result<(), Refusal> {
        let (key, index) = (entry.key(), self.entries.len());
        let is_placed = !matches!(entry.event.act, Act::Annulled);
        let from = self.first_touched(key, target, is_placed);
        self.changed = self.fold.changed_since(from);
        let behind = self.order.split_off(from);
        let mut again: Vec<usize> = behind.iter().copied().filter(|e| Some(*e) != target).collect();
        let ends = self.ends(&entry, (from, &again), target.is_some());
        if ends.may_be() {
            self.notes.ended.add(&ends.settled, key, entry.seq);
        }
        self.fold.back_to(from);
        self.entries.push(entry);
        if is_placed {
            let at = again.partition_point(|&other| self.entries[other].key() < key);
            again.insert(at, index);
        }
        if let Err(refusal) = self.fold_again(&again, index, &ends, terms) {
            self.put_back(from, behind);
            return Err(refusal);
        }
        self.order.extend(again);
        self.changed.append(&mut self.fold.changed_since(from));
        self.keep(index, target, is_placed);
        Ok(())
    }

    /// The first place in the order from which on events are to be folded again.
    fn first_touched(&self, key: Key, target: Option<usize>, is_placed: bool) -> usize {
        let removed = target.map(|target| self.position(target));
        let at = is_placed.then(|| self.position_of(key));
        removed.into_iter().chain(at).min().unwrap_or(self.order.len())
    }

    /// What an arrival would end, by what is so without it and without the event whose place it takes.
    fn ends(&mut self, entry: &Entry, (from, behind): (usize, &[usize]), corrects: bool) -> Ends {
        if !matches!(entry.event.act, Act::Arrived | Act::Transferred) {
            return Ends::default();
        }
        if corrects {
            self.fold.back_to(from);
            for &event in behind {
                // What was possible only by the event that is corrected has no effect here.
                let _no_effect = self.fold.push(&self.entries[event], &self.notes);
            }
        }
        self.order.extend(behind);
        let at = self.position_of(entry.key());
        let ends = self.past().ends(entry, at);
        self.order.truncate(from);
        ends
    }

    fn past(&mut self) -> Past<'_> {
        let Self { entries, order, fold, notes, .. } = self;
        Past { entries, order, fold, notes }
    }

    /// Folds the events from a place on; the first that fails is named, the new one before all.
    fn fold_again(
        &mut self,
        again: &[usize],
        new: usize,
        ends: &Ends,
        terms: &Terms,
    ) -> Result<(), Refusal> {
        let from = self.order.len();
        let (mut broken, mut own, mut next) = (None, Ok(()), 0);
        while let Some(&event) = again.get(next) {
            next += 1;
            let judged = self.fold.push(&self.entries[event], &self.notes);
            if event == new {
                let early = judged.and_then(|()| self.kept_long_enough(new, terms));
                own = ends.judged(early);
            } else if let (Err(why), None) = (judged, broken) {
                if self.an_arrival_ends_it(again, (event, why), new) {
                    self.fold.back_to(from);
                    (own, next) = (Ok(()), 0);
                } else {
                    broken = Some(self.entries[event].seq);
                }
            }
        }
        // Of two reasons the first counts: whoever may not correct is told so before what else stands against it.
        match own {
            Err(why) if why < Why::NotAllowed => return Err(why.into()),
            own => self.is_allowed(new, terms).and(own)?,
        }
        match broken {
            Some(names) => Err(Refusal { why: Why::BreaksLater, names: Some(names) }),
            None => Ok(()),
        }
    }

    /// Whether an event fails only for a claim that an arrival recorded before the new event ends: one that a
    /// correction brought before it. That is noted then, as settled by the new event.
    fn an_arrival_ends_it(
        &mut self,
        again: &[usize],
        (failing, why): (usize, Why),
        new: usize,
    ) -> bool {
        if !matches!(why, Why::UnitClaimed | Why::UnitLivedIn) {
            return false;
        }
        let failed = &self.entries[failing];
        let mut order = [&self.order[..], again].concat();
        let place = order.iter().position(|of| *of == failing).unwrap_or_default();
        let moved_in = |of: &usize| {
            let entry = &self.entries[*of];
            matches!(entry.event.act, Act::Arrived | Act::Transferred)
                && entry.unit() == failed.unit()
        };
        let Some(at) = order[..=place].iter().rposition(moved_in) else { return false };
        let arrival = order.remove(at);
        if arrival == new {
            return false;
        }
        let mut fold = self.fold.clone();
        fold.back_to(at);
        for &event in &order[at..] {
            // What was possible only by the arrival has no effect here.
            let _no_effect = fold.push(&self.entries[event], &self.notes);
        }
        let (entries, order) = (&self.entries[..], &order[..]);
        let past = Past { entries, order, fold: &mut fold, notes: &self.notes };
        let ends = past.ends(&entries[arrival], at);
        let (key, new) = (entries[arrival].key(), entries[new].seq);
        ends.may_be() && self.notes.ended.add(&ends.settled, key, new)
    }

    /// Corrections need a manager, but for taking away a hold or an offer that has lapsed.
    fn is_allowed(&self, new: usize, terms: &Terms) -> Result<(), Why> {
        let entry = &self.entries[new];
        let Some(target) = entry.corrects.and_then(|seq| self.entry(seq)) else { return Ok(()) };
        let has_lapsed = match target.event.act {
            Act::Held { until } | Act::Offered { until } => until <= entry.recorded_at,
            _ => false,
        };
        let is_tidying = has_lapsed && matches!(entry.event.act, Act::Annulled);
        if terms.may_correct || is_tidying { Ok(()) } else { Err(Why::NotAllowed) }
    }

    /// A household is kept for so many years, unless it is ordered otherwise.
    fn kept_long_enough(&self, new: usize, terms: &Terms) -> Result<(), Why> {
        let entry = &self.entries[new];
        let Act::Erased { ordered: false } = entry.event.act else { return Ok(()) };
        let state = &self.fold.state;
        let Some(referral) = entry.referral().and_then(|name| state.referral_named(name)) else {
            return Ok(());
        };
        let household = state.household(state.referral(referral).household);
        let closed = household.referrals.iter().filter_map(|of| state.referral(*of).closed).max();
        let years = terms.keep_years.map(|years| Span::new().years(years));
        let until =
            closed.zip(years).and_then(|(at, years)| london_day(at).checked_add(years).ok());
        let is_over = until.is_some_and(|until| until <= london_day(entry.recorded_at));
        if is_over { Ok(()) } else { Err(Why::TooEarly) }
    }

    /// The new event is in; what it stands for no longer stands.
    pub(super) fn keep(&mut self, index: usize, target: Option<usize>, is_placed: bool) {
        if let Some(target) = target {
            self.stands[target] = false;
        }
        self.stands.push(is_placed);
        let entry = &self.entries[index];
        if let Some(request) = &entry.request {
            self.requests.insert(request.clone(), index);
        }
        if let Some(unit) = &entry.event.unit {
            self.notes.names(unit, entry.seq);
        }
    }

    /// Everything as before the new event.
    fn put_back(&mut self, from: usize, behind: Vec<usize>) {
        if let Some(new) = self.entries.pop() {
            self.notes.ended.forget(new.seq);
        }
        self.fold.back_to(from);
        for &event in &behind {
            let judged = self.fold.push(&self.entries[event], &self.notes);
            debug_assert!(judged.is_ok(), "it was possible before");
        }
        self.order.extend(behind);
    }
}

impl Draft {
    /// An estate as the program itself records it, at a moment.
    pub fn estate(mut meaning: Map<String, Value>, at: Timestamp, by: &str) -> Option<Self> {
        let text = |text: &str| Value::from(text);
        meaning.insert("event".to_owned(), text(EventName::EstateRecorded.word()));
        meaning.insert("at".to_owned(), text(&super::moment::utc(at)));
        meaning.insert("recorded_at".to_owned(), text(&super::moment::utc(at)));
        meaning.insert("by".to_owned(), text(by));
        Self::of(meaning).ok()
    }
}
