//! The newest event of a log on its way into a row: sealed, chained, and with the units whose state it changes.

use super::code::{Parts, Position, core_text, seal_at};
use super::register::{Act, Register};
use super::row::{Hash, Move, Now, Row};
use super::trouble::Trouble;
use crate::base::domain::EventName;
use crate::service::register::{Entry, UnitNow, UnitStanding};
use jiff::Timestamp;
use serde_json::Value;

/// What a unit is in the database that the estate has no more.
const GONE: &str = "gone";

impl Register {
    /// Makes the newest event of the log ready to be written.
    pub(super) fn stage(&mut self) -> Result<(), Trouble> {
        let Some(entry) = self.log.entries().last().cloned() else { return Ok(()) };
        let (seq, prev_hash) = (entry.seq, self.last_hash);
        let parts = Parts::of(&entry);
        let origin = self.meta.origin.clone();
        let place = |key_id| Position { origin: &origin, seq, prev_hash, key_id };
        let text = core_text(&entry, &parts.core, &self.log.settled_by(seq));
        let core = seal_at(self.keys.core(), &text, &place(None))?;
        let key_id = self.household_key(&entry, &parts)?;
        let personal = match key_id.and_then(|id| self.keys.household(id)) {
            Some(key) => {
                let text = Value::Object(parts.personal).to_string();
                Some(seal_at(key, text.as_bytes(), &place(key_id))?)
            }
            None => None,
        };
        let index = |of: &str, text: Option<&str>| text.map(|text| self.keys.index(of, text));
        let mut row = Row {
            seq,
            prev_hash,
            hash: Hash::default(),
            request: index("request", entry.request.as_deref()),
            unit: index("unit", entry.unit()),
            referral: index("referral", entry.referral()),
            key_id,
            core,
            personal,
            moves: self.moves(&entry),
        };
        row.hash = row.chained();
        self.last_hash = Some(row.hash);
        self.staged.push(Act::Append(Box::new(row)));
        if entry.name() == EventName::Erased {
            let household = self.log.household_of(entry.referral().unwrap_or_default());
            let destroyed = self.keys.destroy(&household);
            self.staged.extend(destroyed.into_iter().map(Act::DestroyKey));
        }
        Ok(())
    }

    /// The key with which the household's own part of an event is sealed.
    fn household_key(&mut self, entry: &Entry, parts: &Parts) -> Result<Option<i64>, Trouble> {
        let Some(referral) = entry.referral().filter(|_| !parts.personal.is_empty()) else {
            return Ok(None);
        };
        let mut household = self.log.household_of(referral);
        household.push(referral.to_owned());
        let (id, sealed) = self.keys.key_of(&household)?;
        if let Some(sealed) = sealed {
            self.staged.push(Act::AddKey(id, sealed));
        }
        self.keys.used(referral, id);
        Ok(Some(id))
    }

    /// Forgets which states the database has: they are about to be worked out anew.
    pub(super) fn forget_states(&mut self) {
        self.states.clear();
    }

    /// The units whose state is another now, for the database's own look.
    pub(super) fn moves(&mut self, entry: &Entry) -> Vec<Move> {
        let has_ended = !self.log.settled_by(entry.seq).is_empty();
        let is_late =
            has_ended || entry.corrects.is_some() || !self.log.is_last_in_order(entry.seq);
        let mut moves = Vec::new();
        for (name, now) in self.log.changed_units(entry.recorded_at) {
            let UnitNow { state, holder, until } = now;
            let holder = holder.map(|holder| self.keys.index("referral", &holder));
            let now = Now {
                state: state.map_or(GONE, UnitStanding::word).to_owned(),
                holder,
                until: until.map(Timestamp::as_second),
            };
            let unit = self.keys.index("unit", &name);
            let before = self.states.get(&unit);
            if before.is_some_and(|(_, before)| *before == now) {
                continue;
            }
            let version = before.map_or(0, |(version, _)| version + 1);
            let from_state = before.map(|(_, before)| before.state.clone());
            let (state, until, at) = (now.state.clone(), now.until, entry.at.as_second());
            moves.push(Move { unit, version, from_state, state, holder, until, at, is_late });
            self.states.insert(unit, (version, now));
        }
        moves.sort_by_key(|of| of.unit);
        moves
    }
}
