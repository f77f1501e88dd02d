//! The year as it is lived: what comes next, told to a log that refuses what cannot be.

use super::asks::{BEGINS, Drawn, drawn};
use super::course::Next;
use super::dice::Dice;
use crate::{GEOGRAPHY, common};
use jiff::{Timestamp, ToSpan};
use lintel::inputs::estate::Estate;
use lintel::service::register::{Draft, Log, Night, Recorded, Terms, meaning, utc};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Until the night of the sample referral: nothing later is told.
const ENDS: &str = "2026-11-20T20:30:00Z";

const SYNTHETIC: &str =
    "Drawn by a simulation and made up throughout: no such household has ever lived.";

/// Everything so far, and what comes next, by its second.
pub(super) struct Year {
    pub(super) estate: Estate,
    pub(super) asks: Vec<Drawn>,
    pub(super) dice: Dice,
    pub(super) log: Log,
    wholes: BTreeMap<u64, Map<String, Value>>,
    queue: BTreeMap<(i64, u64), Next>,
    queued: u64,
    begins: Timestamp,
    /// Seconds since the year began.
    pub(super) now: i64,
    /// Offers that each household declined.
    pub(super) declined: BTreeMap<usize, Vec<String>>,
    /// How often nothing was found for it.
    pub(super) tries: BTreeMap<usize, u32>,
}

/// The year as a file of events.
pub(super) fn lived() -> String {
    let mut year = Year::begun();
    let ends = ENDS.parse::<Timestamp>().unwrap().as_second() - year.begins.as_second();
    while let Some(((at, _), next)) = year.queue.pop_first() {
        if at > ends {
            break;
        }
        year.now = year.now.max(at);
        year.lives(next);
    }
    year.log.entries().iter().map(|entry| entry.line() + "\n").collect()
}

impl Year {
    fn begun() -> Self {
        let mut homes = common::homes("data/stoke-on-trent", &GEOGRAPHY);
        homes.occupancy.residents.clear();
        // The year was lived before its register knew of nights between two households.
        homes.estate.provider.register.turnaround_nights = 0;
        let mut dice = Dice(20_251_121);
        let asks = drawn(&homes, &mut dice);
        let estate = homes.estate;
        let mut year = Self {
            estate,
            asks,
            dice,
            log: Log::default(),
            wholes: BTreeMap::new(),
            queue: BTreeMap::new(),
            queued: 0,
            begins: BEGINS.parse().unwrap(),
            now: 0,
            declined: BTreeMap::new(),
            tries: BTreeMap::new(),
        };
        year.estate_recorded();
        year.carried_in();
        for k in 0..year.asks.len() {
            let at = year.asks[k].asks;
            year.later(at, Next::Asks(k));
        }
        year
    }

    /// The estate as its files have it; nothing was under repair when the year began.
    fn estate_recorded(&mut self) {
        let mut event = meaning(&self.estate);
        for unit in event["units"].as_array_mut().unwrap() {
            let of = unit.as_object_mut().unwrap();
            of.insert("state".to_owned(), "open".into());
            of.remove("from");
        }
        event.insert("event".to_owned(), "estate_recorded".into());
        event.insert("x_synthetic".to_owned(), SYNTHETIC.into());
        self.tells(Value::Object(event)).unwrap();
    }

    /// Three units of four are lived in when the year begins.
    fn carried_in(&mut self) {
        for k in (0..self.estate.units.len()).filter(|k| k % 4 != 3) {
            let reference = format!("C-{:02}", k + 1);
            let days = self.dice.between(10, 240);
            let since = self.at(-days * DAY);
            let day = lintel::base::domain::calendar::london_day(since).to_string();
            let (complex, nrpf) = (self.dice.falls(4), self.dice.falls(3));
            self.tells(json!({
                "event": "carried_in", "at": day, "referral": reference, "by": "import",
                "unit": self.estate.units[k].name, "complex_needs": complex, "nrpf": nrpf, "keep_apart": [],
            }))
            .unwrap();
            let leaves = self.dice.between(5, 200) * DAY + self.dice.between(9, 17) * HOUR;
            self.later(leaves - 9 * DAY, Next::SaysWhen(reference.clone(), leaves));
            self.later(leaves, Next::Leaves(reference));
        }
    }

    pub(super) fn at(&self, seconds: i64) -> Timestamp {
        self.begins.checked_add(seconds.seconds()).unwrap()
    }

    pub(super) fn later(&mut self, at: i64, next: Next) {
        self.queued += 1;
        self.queue.insert((at, self.queued), next);
    }

    /// Tells what happens now, a few minutes later; none: it cannot be.
    pub(super) fn tells(&mut self, mut event: Value) -> Option<u64> {
        let delay = if self.dice.falls(70) {
            self.dice.between(20, 240)
        } else {
            self.dice.between(300, 2_400)
        };
        let object = event.as_object_mut().unwrap();
        object.entry("at").or_insert_with(|| utc(self.at(self.now)).into());
        let by = self.dice.one_of(&["duty-1", "duty-2", "duty-3"]);
        object.entry("by").or_insert_with(|| by.into());
        let recorded = self.at(self.now + delay);
        let now = self.log.last_recorded_at().map_or(recorded, |last| last.max(recorded));
        let draft = Draft::of(object.clone()).unwrap_or_else(|why| panic!("{event}: {why:?}"));
        match self.log.record(draft, &Terms { now, keep_years: None, may_correct: true }) {
            Ok(Recorded::New(seq) | Recorded::Again(seq)) => {
                self.wholes.insert(seq, event.as_object().unwrap().clone());
                Some(seq)
            }
            Err(_) => None,
        }
    }

    /// How things stand now.
    pub(super) fn night(&self) -> Night {
        let night = Night::of(&self.log, self.at(self.now));
        let wanted = night.wanted().into_iter();
        let wholes = wanted.map(|seq| (seq, Arc::new(self.wholes[&seq].clone()))).collect();
        night.opened(wholes)
    }

    /// An event as it was told.
    pub(super) fn whole(&self, seq: u64) -> Value {
        Value::Object(self.wholes[&seq].clone())
    }
}

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;
