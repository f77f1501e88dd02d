//! The next fortnight, simulated many times from tonight's residents and those who wait.

use super::order::place;
use super::residual::{Residual, Stay};
use crate::demand::{self, Demand};
use crate::domain::{Kind, Referral, Resident, Unit, calendar as london};
use crate::eligibility::{Case, Standing};
use crate::estate::Estate;
use crate::geography::Places;
use crate::reading::Issues;
use crate::scenario::{Distribution, Family, Scenario, StartState, Voids, Waiting};
use crate::simulation::{
    Calendar, Fate, Grants, Known, Model, Observer, Replay, Stream, Streams, Tape, Waits,
};
use jiff::civil::Time;
use jiff::{Timestamp, ToSpan};
use std::borrow::Cow;

/// Days within which a unit may come free.
pub const DAYS: [u32; 4] = [1, 3, 7, 14];

/// Simulated fortnights for each reading: a chance is known to within two points.
pub const HISTORIES: u32 = 4_000;

/// Milliseconds of a day.
const DAY_MS: u64 = 86_400_000;

/// One household's question on one night.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The household before the estate; `received` of its referral is the moment from which days count.
    pub case: &'a Case<'a>,
    /// When it asked: its place among those who wait.
    pub asked: Timestamp,
    /// Everybody else who waits, in any order; none: no list of them is known.
    pub waiting: Option<&'a [(Referral, Places)]>,
    /// How many fortnights to simulate.
    pub histories: u32,
}

impl Question<'_> {
    /// The moment from which days count.
    pub fn from(&self) -> Timestamp {
        self.case.referral.received
    }

    /// The moment so many days later, at the same time of day in London.
    pub fn by(&self, days: u32) -> Timestamp {
        let from = london::in_london(self.from());
        from.checked_add(i64::from(days).days()).map_or(self.from(), |at| at.timestamp())
    }

    /// The others: her own form may lie on the list too.
    fn others(&self) -> impl Iterator<Item = &(Referral, Places)> {
        self.waiting
            .into_iter()
            .flatten()
            .filter(|(other, _)| other.reference != self.case.referral.reference)
    }

    /// Nights a unit stands empty between two households, where the provider has said.
    pub(super) fn turnaround_nights(&self) -> Option<u32> {
        self.case.estate.provider.allocation.turnaround_nights
    }

    /// How many wait before and after it.
    pub fn before_and_after(&self) -> (usize, usize) {
        let hers = place(self.case.referral, self.asked);
        let before = self.others().filter(|(other, _)| place(other, other.received) < hers).count();
        (before, self.others().count() - before)
    }
}

/// In how many of the histories something had come free for her, day by day of [`DAYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Simulated fortnights.
    pub histories: u32,
    /// A unit that suits her.
    pub suits: [u32; 4],
    /// A unit that suits her, or one that somebody could decide on; none: nobody could decide on any.
    pub or_decision: Option<[u32; 4]>,
    /// Whether any unit could ever suit her, tonight's residents apart.
    pub could_ever: bool,
    /// Residents who have stayed longer than any stay that the scenario knows.
    pub outstayed: usize,
}

/// Simulates the fortnight under one scenario, in one reading.
///
/// # Errors
/// Places of the scenario that nobody knows.
pub fn simulate(
    question: &Question<'_>,
    scenario: &Scenario,
    file: &str,
) -> Result<Counts, Issues> {
    let scenario = tonight(scenario, question);
    let estate = estate(question);
    let geography = question.case.geography;
    let mut demand = demand::build(file, &scenario, &estate, geography)?;
    let (queue, hers) = queue(question, &mut demand);
    let mut model = Model::new(&scenario, &estate, geography, &demand);
    model.calendar = calendar(question);
    model.opens = opens(question, &model.calendar);
    model.starts_occupied = false;
    for known in &queue {
        let referral = &demand.classes[known.class].referral;
        let standing = Standing::for_household(&estate, &estate.residents, referral);
        model.keep_apart(known.class, &standing);
    }
    let residents = residents(&estate, &demand, question);
    let mut fortnights = Fortnights {
        replay: Replay::new(&model),
        model: &model,
        queue: &queue,
        hers,
        residents: &residents,
        ends: DAYS.map(|days| ms_between(question.from(), question.by(days))),
        turnaround_ms: u64::from(question.turnaround_nights().unwrap_or(0)) * DAY_MS,
        tape: Tape::default(),
    };
    Ok(fortnights.count(question.histories))
}

/// The scenario as of tonight: everybody who finds nothing waits, for she does too.
fn tonight(scenario: &Scenario, question: &Question<'_>) -> Scenario {
    let nobody_gives_up =
        Distribution { family: Family::Deterministic, mean_days: 36_500.0, cv: 0.0 };
    Scenario {
        start: london::london_day(question.from()),
        years: 1,
        warm_up_years: 0,
        start_state: StartState::Occupancy,
        voids: Voids::AsListed,
        waiting: Some(scenario.waiting.unwrap_or(Waiting { patience: nobody_gives_up })),
        ..scenario.clone()
    }
}

/// The estate as she meets it: her own row, if she lives here already, takes no place from her.
fn estate<'a>(question: &Question<'a>) -> Cow<'a, Estate> {
    let hers = &question.case.referral.reference;
    let estate = question.case.estate;
    if estate.residents.iter().all(|resident| resident.reference != *hers) {
        return Cow::Borrowed(estate);
    }
    let mut estate = estate.clone();
    for resident in estate.residents.iter_mut().filter(|resident| resident.reference == *hers) {
        (resident.complex_needs, resident.nrpf) = (false, false);
    }
    Cow::Owned(estate)
}

/// Everybody who waits, in the order in which they are thought of, and her place among them.
fn queue(question: &Question<'_>, demand: &mut Demand) -> (Vec<Known>, usize) {
    let mut others: Vec<&(Referral, Places)> = question.others().collect();
    others.sort_by_key(|(other, _)| place(other, other.received));
    let hers = question.before_and_after().0;
    let mut known = |(referral, places): (&Referral, &Places), waits, decisions| {
        let class = demand.admit(referral.clone(), places.clone());
        Known { class, waits, decisions }
    };
    let mut queue: Vec<Known> = others
        .into_iter()
        .map(|(other, places)| {
            let waited = ms_between(other.received, question.from());
            known((other, places), Waits::AsAnybody(waited), Grants::AsDrawn)
        })
        .collect();
    let her = (question.case.referral, question.case.places);
    queue.insert(hers, known(her, Waits::Throughout, Grants::None));
    (queue, hers)
}

fn calendar(question: &Question<'_>) -> Calendar {
    let begin = london::london_day(question.from());
    let last = DAYS.into_iter().max().unwrap_or_default();
    let end = ms_between(question.from(), question.by(last));
    Calendar { begin, bounds: vec![0, end], quarter_days: vec![begin] }
}

/// When each unit opens: void and planned ones at the beginning of their first day in London.
fn opens(question: &Question<'_>, calendar: &Calendar) -> Vec<Option<u64>> {
    let today = london::london_day(question.from());
    let opening = |unit: &Unit| {
        if unit.can_be_offered_on(today) {
            return Some(0);
        }
        let midnight = london::london_moment(unit.from?, Time::midnight())?;
        Some(ms_between(question.from(), midnight)).filter(|&opens| opens < calendar.end())
    };
    question.case.estate.units.iter().map(opening).collect()
}

/// What is left of each resident's stay, and how long the unit then stands empty.
fn residents(estate: &Estate, demand: &Demand, question: &Question<'_>) -> Vec<Residual> {
    let rest = |resident: &Resident| {
        let kind: Kind = estate.setting_of(resident.unit).kind;
        let stay = Stay {
            support: demand.resident_support[kind as usize].clone(),
            move_on: demand.resident_move_on[kind as usize].clone(),
        };
        let Some(day) = resident.moved_in else { return Residual::new(&stay, None) };
        // The hour is not known: noon, and the end of the day for somebody who else had outstayed everything.
        let since = |time: Time| {
            let moved_in = london::london_moment(day, time).unwrap_or(question.from());
            Residual::new(&stay, Some(ms_between(moved_in, question.from())))
        };
        match since(Time::constant(12, 0, 0, 0)) {
            noon if noon.is_outstayed() => since(Time::constant(23, 59, 59, 0)),
            noon => noon,
        }
    };
    estate.residents.iter().map(rest).collect()
}

fn ms_between(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.as_millisecond().saturating_sub(from.as_millisecond())).unwrap_or(0)
}

/// The fortnight, ready to be played.
struct Fortnights<'a> {
    model: &'a Model<'a>,
    queue: &'a [Known],
    hers: usize,
    residents: &'a [Residual],
    ends: [u64; 4],
    /// For how long a unit stands empty once its resident has left.
    turnaround_ms: u64,
    tape: Tape,
    replay: Replay<'a>,
}

impl Fortnights<'_> {
    fn count(&mut self, histories: u32) -> Counts {
        let outstayed = self.residents.iter().filter(|resident| resident.is_outstayed()).count();
        self.draw(0);
        let (suits, may_ask) = self.could_ever();
        let could_ever = suits || may_ask;
        let mut counts = Counts { histories, could_ever, outstayed, ..Counts::default() };
        counts.or_decision = may_ask.then_some([0; 4]);
        if !could_ever {
            return counts;
        }
        for history in 0..histories {
            self.draw(history);
            self.play(Grants::None, &mut counts.suits);
            if let Some(or_decision) = &mut counts.or_decision {
                self.play(Grants::All, or_decision);
            }
        }
        counts
    }

    /// Whether any unit suits her, and whether any could be decided on, whoever lives there.
    fn could_ever(&mut self) -> (bool, bool) {
        self.tape.decide(self.model, self.hers, Grants::All);
        let (suits, asks) = self.tape.masks(self.hers);
        let any = |mask: &[u64]| mask.iter().any(|&word| word != 0);
        let class = &self.model.demand.classes[self.queue[self.hers].class];
        let funding_may_run_out =
            class.referral.needs.nrpf && self.model.estate.provider.nrpf_places.is_some();
        (any(suits), any(asks) || (any(suits) && funding_may_run_out))
    }

    fn draw(&mut self, history: u32) {
        self.tape.draw_after(self.model, history, self.queue);
        let streams = Streams::new(self.model.seed, history);
        let empty = self.turnaround_ms;
        let left = (0..).zip(self.residents).map(|(number, resident)| {
            let left = resident.draw(streams.numbers(number, Stream::Resident, 0));
            left.saturating_add(empty)
        });
        self.tape.resident_left_ms.extend(left);
    }

    fn play(&mut self, decisions: Grants, counted: &mut [u32; 4]) {
        self.tape.decide(self.model, self.hers, decisions);
        let mut watch = Watch { hers: self.hers, placed: None };
        self.replay.run(&self.tape, &mut watch);
        let Some(at) = watch.placed else { return };
        for (count, end) in counted.iter_mut().zip(self.ends) {
            *count += u32::from(at <= end);
        }
    }
}

/// Waits for one household's place.
struct Watch {
    hers: usize,
    placed: Option<u64>,
}

impl Observer for Watch {
    fn fate(&mut self, k: usize, fate: Fate) {
        if let (true, Fate::Placed { at, .. }) = (k == self.hers, fate) {
            self.placed = Some(at);
        }
    }

    fn lived_in(&mut self, _unit: usize, _from: u64, _to: u64) {}
}
