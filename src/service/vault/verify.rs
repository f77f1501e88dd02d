//! Is everything as it was written? The chain, every state change, every seal, the signature of the head; and against a
//! head from outside, whether anything was cut off or written anew.

use super::code::Opened;
use super::head::Head;
use super::register::Register;
use super::row::{Row, chain};
use super::stamp;
use super::trouble::Trouble;
use crate::service::register::{Draft, Recorded, Settled, Terms};
use rayon::prelude::*;

impl Register {
    /// Recomputes everything, and gives the head.
    ///
    /// # Errors
    /// The first event that is not as it was written, or what else was changed.
    pub fn verify(&mut self) -> Result<Option<Head>, Trouble> {
        let stamp = self.store.stamp()?;
        self.store.look()?;
        let verified = self.verify_what_is_there();
        self.store.roll_back()?;
        let head = verified?;
        self.store.check()?;
        if let (Some(stamp), Some(now)) = (stamp, self.store.image()?) {
            stamp::held_against(&stamp, self.keys.stamp(), now)?;
        }
        Ok(head)
    }

    /// The events, what they changed, the households' keys and the heads, all of one moment.
    fn verify_what_is_there(&mut self) -> Result<Option<Head>, Trouble> {
        let rows = self.store.rows(0, u64::MAX)?;
        chain(&rows)?;
        // Others may have written since it was opened.
        self.keys.learn(&self.store.keys()?)?;
        self.replay(&rows)?;
        self.are_heads(&rows)?;
        self.store.head()
    }

    /// The same, and that everything up to a head from outside is still there as it was.
    ///
    /// # Errors
    /// Like [`Self::verify`], and where something was cut off or written anew since.
    pub fn verify_since(&mut self, since: &Head) -> Result<Option<Head>, Trouble> {
        let head = self.verify()?;
        let damaged = |what: String| Err(Trouble::Damaged(what));
        if since.origin != self.meta.origin {
            return damaged(format!("the head is that of another register, {}", since.origin));
        }
        if !since.is_signed_by(self.keys.signing()) {
            return damaged("the head was not signed with this register's key".to_owned());
        }
        let have = self.log.next_seq();
        if have < since.events {
            let (first, of) = (have, since.events);
            return damaged(format!(
                "event {first} and those behind it were cut off: there were {of}"
            ));
        }
        let last = since.events.saturating_sub(1);
        let row = self.store.rows(last, 1)?.into_iter().next();
        match row.filter(|row| row.hash == since.hash) {
            Some(_) => Ok(head),
            None => damaged(format!("event {last} or one before it was written anew")),
        }
    }

    /// Records every event anew in a log of its own: each must have been possible, and have changed what it changed.
    fn replay(&mut self, rows: &[Row]) -> Result<(), Trouble> {
        let held = std::mem::take(&mut self.log);
        self.forget_states();
        let replayed = rows.iter().try_for_each(|row| self.replay_one(row));
        self.log = held;
        replayed
    }

    fn replay_one(&mut self, row: &Row) -> Result<(), Trouble> {
        let at = |what: &str| Trouble::at(row.seq, what);
        let opened = Opened::whole(row, &self.meta.origin, &self.keys)?;
        let settled = opened.settled.clone();
        let draft = Draft::of(opened.object()).map_err(|_| at("it is no event"))?;
        let now = draft.recorded_at().ok_or_else(|| at("it has no moment of recording"))?;
        // How long to keep a household was judged when it was erased, and is not judged again.
        let recorded =
            self.log.record(draft, &Terms { now, keep_years: Some(0), may_correct: true });
        match recorded {
            Ok(Recorded::New(seq)) if seq == row.seq => {}
            Ok(_) => return Err(at("it was there before")),
            Err(refusal) => return Err(at(&format!("it was not possible: {}", refusal.why))),
        }
        if !is_same(settled, self.log.settled_by(row.seq)) {
            return Err(at("it ended other claims than it says"));
        }
        self.is_of_its_event(row)
    }

    /// What the database sees of an event is what the event says.
    fn is_of_its_event(&mut self, row: &Row) -> Result<(), Trouble> {
        let Some(entry) = self.log.entries().last().cloned() else { return Ok(()) };
        let moves = self.moves(&entry);
        let index = |of: &str, text: Option<&str>| text.map(|text| self.keys.index(of, text));
        let is_its = row.request == index("request", entry.request.as_deref())
            && row.unit == index("unit", entry.unit())
            && row.referral == index("referral", entry.referral());
        if is_its && row.moves == moves {
            Ok(())
        } else {
            Err(Trouble::at(row.seq, "it changed other units than it says"))
        }
    }

    /// The last event has a head, and every head is that of its event, and signed.
    fn are_heads(&mut self, rows: &[Row]) -> Result<(), Trouble> {
        let heads = self.store.heads()?;
        let has_last = heads.last().map(|head| head.events) == rows.last().map(|row| row.seq + 1);
        let key = self.keys.signing();
        let is_right = |head: &Head| {
            let of = head.events.checked_sub(1).and_then(|last| usize::try_from(last).ok());
            let row = of.and_then(|last| rows.get(last));
            row.is_some_and(|row| row.hash == head.hash) && head.is_signed_by(key)
        };
        let wrong = heads.par_iter().find_first(|head| !is_right(head));
        match wrong {
            Some(head) => {
                Err(Trouble::at(head.events.saturating_sub(1), "its head is not as it was signed"))
            }
            None if has_last => Ok(()),
            None => Err(Trouble::Damaged("the head is not that of the last event".to_owned())),
        }
    }
}

/// Whether two settle the same; registers of before keep the events of an arrival in another order.
fn is_same(one: Vec<Settled>, other: Vec<Settled>) -> bool {
    let in_order = |mut settled: Vec<Settled>| {
        for of in &mut settled {
            of.claims.sort_unstable();
            of.events.sort_unstable();
        }
        settled.sort_by_key(|of| of.arrival);
        settled
    };
    in_order(one) == in_order(other)
}
