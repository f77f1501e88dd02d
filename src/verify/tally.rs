//! What is counted in each history, beside and not by the tables of a forecast.

use crate::simulation::{Fate, Model, Observer, Replay, Tape, replicate};
use std::collections::BTreeMap;

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

/// The counts of one history over its span; the warm-up is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Which history.
    pub replication: u32,
    /// Households that asked, by class.
    pub asked: Vec<u64>,
    /// Of these, turned away or given up waiting.
    pub turned_away: Vec<u64>,
    /// Households that waited at all.
    pub waited: u64,
    /// Milliseconds that units were lived in.
    pub lived_in_ms: u64,
    /// Milliseconds waited by everybody.
    pub waiting_ms: u64,
    /// Households that live in a unit at each moment asked about.
    pub living_there: Vec<u64>,
    /// Whether every request had one outcome.
    pub is_conserved: bool,
}

/// Watches the replay of a tape and counts.
#[derive(Debug)]
pub struct Watch<'a> {
    tape: &'a Tape,
    start: u64,
    end: u64,
    moments: &'a [u64],
    /// The last request, while it is open.
    last: Option<(usize, u64)>,
    /// When others made requests that are still open.
    open: BTreeMap<usize, u64>,
    tally: Tally,
}

impl<'a> Watch<'a> {
    /// Of a tape; counts who lives there at some moments, in milliseconds since the beginning.
    pub fn new(model: &Model<'_>, tape: &'a Tape, moments: &'a [u64]) -> Self {
        let classes = model.demand.classes.len();
        let tally = Tally {
            replication: tape.replication,
            asked: vec![0; classes],
            turned_away: vec![0; classes],
            living_there: vec![0; moments.len()],
            is_conserved: true,
            ..Tally::default()
        };
        let start = model.calendar.bounds.first().copied().unwrap_or(0);
        let (last, open) = (None, BTreeMap::new());
        Self { tape, start, end: model.calendar.end(), moments, last, open, tally }
    }

    /// The counts, once the tape has been played.
    pub fn tally(self) -> Tally {
        let none_is_open = self.last.is_none() && self.open.is_empty();
        Tally { is_conserved: self.tally.is_conserved && none_is_open, ..self.tally }
    }

    /// The part of a stretch of time that counts, in milliseconds.
    fn counted(&self, from: u64, to: u64) -> u64 {
        to.min(self.end).saturating_sub(from.max(self.start))
    }
}

impl Observer for Watch<'_> {
    fn asked(&mut self, k: usize, at: u64, _request: u32) {
        if let Some((before, since)) = self.last.replace((k, at)) {
            self.tally.is_conserved &= self.open.insert(before, since).is_none();
        }
    }

    fn fate(&mut self, k: usize, fate: Fate) {
        let last = self.last.take_if(|(last, _)| *last == k).map(|(_, at)| at);
        let Some(asked_at) = last.or_else(|| self.open.remove(&k)) else {
            self.tally.is_conserved = false;
            return;
        };
        if asked_at < self.start {
            return;
        }
        let class = usize::from(self.tape.class[k]);
        self.tally.asked[class] += 1;
        let lost = matches!(fate, Fate::TurnedAway(_) | Fate::Withdrew);
        self.tally.turned_away[class] += u64::from(lost);
    }

    fn waited(&mut self, _k: usize, from: u64, to: u64) {
        self.tally.waited += u64::from(from >= self.start);
        self.tally.waiting_ms += self.counted(from, to);
    }

    fn lived_in(&mut self, _unit: usize, from: u64, to: u64) {
        self.tally.lived_in_ms += self.counted(from, to);
        for (count, &moment) in self.tally.living_there.iter_mut().zip(self.moments) {
            *count += u64::from(from <= moment && moment < to);
        }
    }
}

/// Plays one tape and counts.
pub fn tally(model: &Model<'_>, tape: &Tape, replay: &mut Replay<'_>, moments: &[u64]) -> Tally {
    let mut watch = Watch::new(model, tape, moments);
    replay.run(tape, &mut watch);
    watch.tally()
}

/// Plays every replication, in order; `tick` is called after each.
pub fn tallies(model: &Model<'_>, days: &[f64], tick: impl Fn() + Sync + Send) -> Vec<Tally> {
    let moments = moments(model, days);
    let mut all = replicate(
        model,
        Vec::new,
        |all, tape, replay| {
            all.push(tally(model, tape, replay, &moments));
            tick();
        },
        |mut mine, theirs| {
            mine.extend(theirs);
            mine
        },
    );
    all.sort_unstable_by_key(|tally| tally.replication);
    all
}

/// Days since the first that counts, as moments.
fn moments(model: &Model<'_>, days: &[f64]) -> Vec<u64> {
    let start = model.calendar.bounds.first().copied().unwrap_or(0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "days of a span")]
    let ms = |day: &f64| start + (day * DAY_MS) as u64;
    days.iter().map(ms).collect()
}
