//! What an arrival ends: the claims of other households on a unit in which somebody was already living.
//!
//! A household that moved in moved in, whatever else was written down meanwhile. Claims of others that stand at its
//! arrival, or begin while it lives there, are ended, if none of them still stands when the arrival is recorded.

use super::ended_claims::Settled;
use super::event::{Act, Entry, Key};
use super::fold::Fold;
use super::notes::Notes;
use super::why::Why;

/// The claims that an arrival would end.
#[derive(Debug, Default)]
pub(super) struct Ends {
    pub(super) settled: Settled,
    /// One of them still stands.
    still_stands: bool,
}

impl Ends {
    /// Whether there is something to end, and it may be.
    pub(super) fn may_be(&self) -> bool {
        !self.still_stands && !self.settled.claims.is_empty()
    }

    /// The arrival's own judgement: a claim that still stands bars it like any other.
    pub(super) fn judged(&self, judged: Result<(), Why>) -> Result<(), Why> {
        match judged {
            Err(why) if why < Why::UnitClaimed => Err(why),
            _ if self.still_stands => Err(Why::UnitClaimed),
            judged => judged,
        }
    }
}

/// An event behind an arrival that is about a claim of somebody else on the unit.
struct Behind {
    seq: u64,
    begun: u64,
}

/// The log before an arrival.
pub(super) struct Past<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) order: &'a [usize],
    pub(super) fold: &'a mut Fold,
    pub(super) notes: &'a Notes,
}

impl Past<'_> {
    /// What an arrival would end. The fold is left at the arrival's place.
    pub(super) fn ends(mut self, entry: &Entry, at: usize) -> Ends {
        self.ends_of(entry, at).unwrap_or_default()
    }

    fn ends_of(&mut self, entry: &Entry, at: usize) -> Option<Ends> {
        let (unit, own) = self.who_and_where(entry)?;
        let behind = self.behind((at, entry.seq), unit, own);
        let (key, recorded) = (entry.key(), Key::after(entry.recorded_at));
        let by_then = self.order.partition_point(|&other| self.entries[other].key() <= recorded);
        self.fold.back_to(by_then);
        let now = self.claim_on(unit, recorded, own);
        self.fold.back_to(at);
        // Either may have been unknown then: the arrival is refused for that.
        let (unit, own) = self.who_and_where(entry)?;
        let standing = self.claim_on(unit, key, own);
        let stay = (key, self.end_of_stay(entry, at));
        let standing = standing.filter(|begun| *begun < entry.seq);
        let mut claims: Vec<u64> = standing.into_iter().collect();
        let mut begun: Vec<u64> = behind.iter().map(|event| event.begun).collect();
        begun.dedup();
        claims.extend(begun.into_iter().filter(|begun| self.begins_within(*begun, stay)));
        let is_ended = |event: &&Behind| claims.contains(&event.begun);
        let events = behind.iter().filter(is_ended).map(|event| event.seq).collect();
        let still_stands = now.is_some_and(|now| claims.contains(&now));
        let settled = Settled { arrival: entry.seq, claims, events };
        Some(Ends { settled, still_stands })
    }

    /// The unit of an arrival, and the household that arrives.
    fn who_and_where(&self, entry: &Entry) -> Option<(usize, usize)> {
        let state = &self.fold.state;
        let referral = state.referral_named(entry.referral()?)?;
        Some((state.unit_named(entry.unit()?)?, state.referral(referral).household))
    }

    /// Events behind a place that are about claims of other households on a unit, and were recorded before the arrival.
    fn behind(&self, (at, arrival): (usize, u64), unit: usize, own: usize) -> Vec<Behind> {
        let state = &self.fold.state;
        let of_another = |entry: &Entry| {
            let referral = entry.referral().and_then(|name| state.referral_named(name));
            referral.is_none_or(|referral| state.referral(referral).household != own)
        };
        let about = |position: usize| {
            let entry = &self.entries[self.order[position]];
            let (on, begun) = self.fold.touched(position)?;
            let is_meant = on == unit && entry.seq < arrival && of_another(entry);
            is_meant.then_some(Behind { seq: entry.seq, begun })
        };
        (at..self.order.len()).filter_map(about).collect()
    }

    /// The claim of another household on a unit, by the event that began it.
    fn claim_on(&self, unit: usize, key: Key, own: usize) -> Option<u64> {
        let mut unit = self.fold.state.unit(unit).clone();
        unit.settle(key, &self.notes.ended);
        let claim = unit.claim?;
        let household = self.fold.state.referral(claim.referral).household;
        (household != own).then_some(claim.begun)
    }

    /// Where the stay that begins with an arrival ends, as far as is known.
    fn end_of_stay(&self, entry: &Entry, at: usize) -> Option<Key> {
        let leaves = |&&index: &&usize| {
            let other = &self.entries[index];
            let is_leaving = matches!(other.event.act, Act::Departed | Act::Transferred);
            is_leaving && other.referral() == entry.referral()
        };
        self.order[at..].iter().find(leaves).map(|&index| self.entries[index].key())
    }

    fn begins_within(&self, begun: u64, (from, to): (Key, Option<Key>)) -> bool {
        let index = self.entries.binary_search_by_key(&begun, |entry| entry.seq);
        let key = index.map(|index| self.entries[index].key());
        key.is_ok_and(|key| key > from && to.is_none_or(|to| key < to))
    }
}
