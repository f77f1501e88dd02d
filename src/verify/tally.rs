//! What is counted in each history, beside and not by the tables of a forecast.

use crate::simulation::{Fate, Model, Observer, Replay, Tape, replicate};

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
    /// Whether everybody on the tape had one outcome.
    pub is_conserved: bool,
}

/// Watches the replay of a tape and counts.
#[derive(Debug)]
pub struct Watch<'a> {
    tape: &'a Tape,
    start: u64,
    end: u64,
    moments: &'a [u64],
    fates: usize,
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
            ..Tally::default()
        };
        let start = model.calendar.bounds.first().copied().unwrap_or(0);
        Self { tape, start, end: model.calendar.end(), moments, fates: 0, tally }
    }

    /// The counts, once the tape has been played.
    pub fn tally(self) -> Tally {
        Tally { is_conserved: self.fates == self.tape.len(), ..self.tally }
    }

    /// The part of a stretch of time that counts, in milliseconds.
    fn counted(&self, from: u64, to: u64) -> u64 {
        to.min(self.end).saturating_sub(from.max(self.start))
    }
}

impl Observer for Watch<'_> {
    fn fate(&mut self, k: usize, fate: Fate) {
        self.fates += 1;
        let asked_at = self.tape.arrival_ms[k];
        let until = match fate {
            Fate::Placed { at, .. } => at,
            Fate::Withdrew => asked_at.saturating_add(self.tape.patience_ms[k]),
            Fate::StillWaiting => self.end,
            _ => asked_at,
        };
        self.tally.waiting_ms += self.counted(asked_at, until);
        if asked_at < self.start {
            return;
        }
        let class = usize::from(self.tape.class[k]);
        self.tally.asked[class] += 1;
        self.tally.waited += u64::from(until > asked_at);
        let lost = matches!(fate, Fate::TurnedAway(_) | Fate::Withdrew);
        self.tally.turned_away[class] += u64::from(lost);
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
