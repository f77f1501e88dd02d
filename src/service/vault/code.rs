//! An event into a stored row, and back.
//!
//! What the counts need stays, sealed with the register's own key; what is a household's own (its form, its people's
//! needs, whatever was written in words) is sealed with the household's key, and goes with it.

use super::keyring::Keyring;
use super::row::{Hash, Row};
use super::seal::{open, seal};
use super::secret::Key;
use super::trouble::Trouble;
use crate::service::register::{Draft, Entry, Kept, Settled, as_erased, moment, what_stays};
use serde_json::{Map, Value, json};

/// How an event is sealed. It stays when the tables are laid out otherwise.
const FORM: i64 = 1;

/// What an event says, by who may forget it.
pub(super) struct Parts {
    /// What stays for good.
    pub(super) core: Map<String, Value>,
    /// What is the household's own.
    pub(super) personal: Map<String, Value>,
}

impl Parts {
    pub(super) fn of(entry: &Entry) -> Self {
        let (core, personal) = what_stays(entry);
        Self { core, personal }
    }

    /// The whole event again.
    pub(super) fn together(mut self) -> Map<String, Value> {
        self.core.extend(self.personal);
        self.core
    }
}

/// What is sealed of an event for good.
pub(super) fn core_text(entry: &Entry, core: &Map<String, Value>, settled: &[Settled]) -> Vec<u8> {
    let recorded_at = crate::service::register::utc(entry.recorded_at);
    let mut sealed = json!({"recorded_at": recorded_at, "content": core});
    let Value::Object(into) = &mut sealed else { return Vec::new() };
    if let Some(Settled { claims, events, .. }) = settled.iter().find(|of| of.arrival == entry.seq)
    {
        into.insert("ended".to_owned(), json!(claims));
        into.insert("muted".to_owned(), json!(events));
    }
    let others = settled.iter().filter(|of| of.arrival != entry.seq).map(|of| {
        let Settled { arrival, claims, events } = of;
        json!({"arrival": arrival, "ended": claims, "muted": events})
    });
    let others: Vec<Value> = others.collect();
    if !others.is_empty() {
        into.insert("of_others".to_owned(), Value::from(others));
    }
    sealed.to_string().into_bytes()
}

/// What the recording of an event settled, as it was sealed: of itself and of arrivals before it.
fn settled_in(seq: u64, sealed: &Map<String, Value>) -> Vec<Settled> {
    let own =
        (sealed.contains_key("ended") || sealed.contains_key("muted")).then_some((seq, sealed));
    let others = sealed.get("of_others").and_then(Value::as_array).into_iter().flatten();
    let others = others.filter_map(|of| Some((of.get("arrival")?.as_u64()?, of.as_object()?)));
    let settled = |(arrival, of): (u64, &Map<String, Value>)| Settled {
        arrival,
        claims: numbers(of.get("ended")),
        events: numbers(of.get("muted")),
    };
    own.into_iter().chain(others).map(settled).collect()
}

fn numbers(value: Option<&Value>) -> Vec<u64> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_u64).collect()
}

/// Seals a text for its place in the register.
pub(super) fn seal_at(key: &Key, text: &[u8], place: &Position<'_>) -> Result<Vec<u8>, Trouble> {
    seal(key, text, &place.bytes())
}

/// Where in a register something is sealed: it opens nowhere else.
pub(super) struct Position<'a> {
    pub(super) origin: &'a str,
    pub(super) seq: u64,
    pub(super) prev_hash: Option<Hash>,
    pub(super) key_id: Option<i64>,
}

impl Position<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.origin.as_bytes().to_vec();
        bytes.extend(FORM.to_be_bytes());
        bytes.extend(self.seq.to_be_bytes());
        bytes.extend(self.prev_hash.unwrap_or_default());
        bytes.extend(self.key_id.unwrap_or_default().to_be_bytes());
        bytes
    }
}

/// A row with what of it can be opened.
pub(super) struct Opened {
    seq: u64,
    recorded_at: String,
    parts: Parts,
    pub(super) settled: Vec<Settled>,
}

impl Opened {
    /// Opens what stays of a row.
    pub(super) fn core(row: &Row, origin: &str, keys: &Keyring) -> Result<Self, Trouble> {
        let place = Position { origin, seq: row.seq, prev_hash: row.prev_hash, key_id: None };
        let damaged = || Trouble::at(row.seq, "it does not open");
        let text = open(keys.core(), &row.core, &place.bytes()).ok_or_else(damaged)?;
        let mut sealed: Map<String, Value> =
            serde_json::from_slice(&text).map_err(|_| damaged())?;
        let settled = settled_in(row.seq, &sealed);
        let Some(Value::Object(core)) = sealed.remove("content") else { return Err(damaged()) };
        let recorded_at = sealed.get("recorded_at").and_then(Value::as_str).unwrap_or_default();
        let (seq, recorded_at) = (row.seq, recorded_at.to_owned());
        Ok(Self { seq, recorded_at, parts: Parts { core, personal: Map::new() }, settled })
    }

    /// Opens a row as far as its household was not erased.
    pub(super) fn whole(row: &Row, origin: &str, keys: &Keyring) -> Result<Self, Trouble> {
        let mut opened = Self::core(row, origin, keys)?;
        let (Some(sealed), Some(id)) = (&row.personal, row.key_id) else { return Ok(opened) };
        let damaged = || Trouble::at(row.seq, "it does not open");
        let Some(key) = keys.household(id) else {
            return if keys.is_destroyed(id) { Ok(opened) } else { Err(damaged()) };
        };
        let place = Position { origin, seq: row.seq, prev_hash: row.prev_hash, key_id: row.key_id };
        let text = open(key, sealed, &place.bytes()).ok_or_else(damaged)?;
        opened.parts.personal = serde_json::from_slice(&text).map_err(|_| damaged())?;
        Ok(opened)
    }

    /// When it was recorded, as it is written.
    pub(super) fn recorded_at(&self) -> &str {
        &self.recorded_at
    }

    /// The event as it was written, with its number and when it was recorded.
    pub(super) fn object(self) -> Map<String, Value> {
        let mut object = self.parts.together();
        if let Some(form) = object.get_mut("form") {
            as_erased(form);
        }
        object.insert("seq".to_owned(), Value::from(self.seq));
        object.insert("recorded_at".to_owned(), Value::from(self.recorded_at));
        object
    }

    /// The event for the log.
    pub(super) fn kept(self) -> Result<Kept, Trouble> {
        let damaged = || Trouble::at(self.seq, "it is no event");
        let recorded_at = moment(&self.recorded_at).ok_or_else(damaged)?;
        let draft = Draft::kept(self.parts.together())
            .ok_or_else(|| Trouble::at(self.seq, "it is no event"))?;
        Ok(Kept { seq: self.seq, recorded_at, draft, settled: self.settled })
    }
}
