//! The next fortnight, simulated many times from tonight's residents and those who wait.

use super::moments::ms_between;
use super::order::place;
use super::residents::residents;
use super::residual::Residual;
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::domain::{Referral, Resident, Unit, calendar as london};
use crate::base::geography::Places;
use crate::base::parse::Issues;
use crate::base::random::{Stream, Streams};
use crate::engine::demand::{self, Demand};
use crate::engine::eligibility::{Case, OccupancyView};
use crate::engine::simulation::{
    Calendar, Fate, Grants, Known, Model, Observer, Replay, Tape, Waits,
};
use crate::inputs::estate::Estate;
use crate::inputs::occupancy::Occupancy;
use crate::inputs::scenario::{Order, Patience, Scenario, StartState, Voids, Waiting};
use jiff::civil::Time;
use jiff::{Timestamp, ToSpan};
use std::borrow::Cow;
use std::f64::consts::TAU;

/// Days within which a unit may come free.
pub const DAYS: [u32; 4] = [1, 3, 7, 14];

/// Simulated fortnights for each reading: a chance is known to within two points.
pub const HISTORIES: u32 = 4_000;

/// One household's question on one night.
#[derive(Debug, Clone, Copy)]
pub struct OutlookQuestion<'a> {
    /// The household before the estate.
    pub case: &'a Case<'a>,
    /// Its form; `received` is the moment from which days count.
    pub referral: &'a Referral,
    /// When it asked: its place among those who wait.
    pub asked: Timestamp,
    /// Everybody else who waits, in any order; none: no list of them is known.
    pub waiting: Option<&'a [(Referral, Places)]>,
    /// How many fortnights to simulate.
    pub histories: u32,
    /// The estate that the scenario was written for, if it is not this one.
    pub borrowed_from: Option<&'a str>,
}

impl<'a> OutlookQuestion<'a> {
    /// The moment from which days count.
    pub fn from(&self) -> Timestamp {
        self.referral.received
    }

    /// The moment so many days later, at the same time of day in London.
    pub fn by(&self, days: u32) -> Timestamp {
        let from = london::in_london(self.from());
        from.checked_add(i64::from(days).days()).map_or(self.from(), |at| at.timestamp())
    }

    /// The others: her own form may lie on the list too.
    fn others(&self) -> impl Iterator<Item = &'a (Referral, Places)> {
        self.waiting
            .into_iter()
            .flatten()
            .filter(|(other, _)| other.reference != self.referral.reference)
    }

    /// Nights a unit stands empty between two households, where the provider has said.
    pub(super) fn turnaround_nights(&self) -> Option<u32> {
        self.case.estate.provider.allocation.turnaround_nights
    }

    /// How many wait before and after it.
    pub(super) fn before_and_after(&self, order: Order) -> (usize, usize) {
        let hers = place(self.referral, self.asked, order);
        let before = |other: &Referral| place(other, other.received, order) < hers;
        let before = self.others().filter(|(other, _)| before(other)).count();
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
    question: &OutlookQuestion<'_>,
    scenario: &Scenario,
    file: &str,
) -> Result<Counts, Issues> {
    let scenario = tonight(scenario, question);
    let Case { estate, geography, .. } = *question.case;
    let occupancy = occupancy(question);
    let homes = (estate, &*occupancy);
    let mut demand = demand::build(file, &scenario, estate, geography)?;
    let homes_per_day = scenario.move_on_homes.as_ref().map(|homes| homes.per_year / DAYS_OF_YEAR);
    let residents = residents(homes, &demand, homes_per_day, question.from());
    let (waiting, hers) = queue(question, &mut demand, order_of(&scenario));
    let queue: Vec<Known> = waiting.iter().map(|(known, _)| *known).collect();
    let mut model = Model::new(&scenario, homes, geography, &demand);
    let clock = Clock::of(question);
    model.calendar = clock.calendar();
    model.opens = clock.opens(estate);
    model.starts_occupied = false;
    for (known, referral) in &waiting {
        let view = OccupancyView::for_household(estate, &occupancy.residents, referral);
        model.keep_apart(known.class, &view);
    }
    let mut fortnights = Fortnights {
        replay: Replay::new(&model),
        tonight: Replay::new(&model),
        model: &model,
        queue: &queue,
        hers,
        explained: Vec::new(),
        residents: &residents,
        clock,
        tape: Tape::default(),
    };
    Ok(fortnights.count(question.histories))
}

/// The order in which those who wait are thought of: the scenario's, or by priority where it has nobody wait.
pub(super) fn order_of(scenario: &Scenario) -> Order {
    scenario.waiting.map_or(Order::Priority, |waiting| waiting.order)
}

/// The scenario as of tonight: everybody who finds nothing waits, for she does too; units stand empty as long
/// as the provider says; the rate is what growth and wave have made of it.
fn tonight(scenario: &Scenario, question: &OutlookQuestion<'_>) -> Scenario {
    let patience = scenario.waiting.map_or(Patience::UNLIMITED, |waiting| waiting.patience);
    let waiting = Waiting { patience, order: order_of(scenario), places: None };
    let start = london::london_day(question.from());
    let since = f64::from((start - scenario.start).get_days());
    let mut arrivals = scenario.arrivals.clone();
    arrivals.per_year *= libm::pow(1.0 + arrivals.growth_per_year, since / DAYS_OF_YEAR);
    if let Some(wave) = arrivals.wave.take() {
        arrivals.per_year *= 1.0 + wave.amplitude * libm::sin(TAU * since / wave.period_days);
    }
    Scenario {
        start,
        years: 1,
        warm_up_years: 0,
        start_state: StartState::Occupancy,
        voids: Voids::AsListed,
        funding: Vec::new(),
        arrivals,
        waiting: Some(waiting),
        turnaround_nights: question.turnaround_nights().unwrap_or(scenario.turnaround_nights),
        ..scenario.clone()
    }
}

/// Who lives there as she meets them: her own row, if she lives here already, takes no place from her.
fn occupancy<'a>(question: &OutlookQuestion<'a>) -> Cow<'a, Occupancy> {
    let is_her = |resident: &Resident| resident.reference == question.referral.reference;
    let known = question.case.occupancy;
    if !known.residents.iter().any(is_her) {
        return Cow::Borrowed(known);
    }
    let mut occupancy = known.clone();
    for resident in occupancy.residents.iter_mut().filter(|resident| is_her(resident)) {
        (resident.complex_needs, resident.nrpf) = (false, false);
    }
    Cow::Owned(occupancy)
}

/// Everybody who waits, in the order in which they are thought of, and her place among them.
fn queue<'a>(
    question: &OutlookQuestion<'a>,
    demand: &mut Demand,
    order: Order,
) -> (Vec<(Known, &'a Referral)>, usize) {
    let mut others: Vec<&'a (Referral, Places)> = question.others().collect();
    others.sort_by_key(|(other, _)| place(other, other.received, order));
    let hers = question.before_and_after(order).0;
    let mut known = |(referral, places): (&'a Referral, &Places), waits, decisions| {
        let class = demand.admit(referral.clone(), places.clone());
        (Known { class, waits, decisions }, referral)
    };
    let mut queue: Vec<_> = others
        .into_iter()
        .map(|(other, places)| {
            let waited = ms_between(other.received, question.from());
            known((other, places), Waits::AsAnybody(waited), Grants::AsDrawn)
        })
        .collect();
    let her = (question.referral, question.case.places);
    queue.insert(hers, known(her, Waits::Throughout, Grants::None));
    (queue, hers)
}

/// Simulated moments: milliseconds since the midnight in London before the question, so that hours and days
/// of the week fall where they do.
#[derive(Debug, Clone, Copy)]
struct Clock {
    midnight: Timestamp,
    from: Timestamp,
    ends: [Timestamp; 4],
}

impl Clock {
    fn of(question: &OutlookQuestion<'_>) -> Self {
        let from = question.from();
        let midnight = london::london_moment(london::london_day(from), Time::midnight());
        Self { midnight: midnight.unwrap_or(from), from, ends: DAYS.map(|days| question.by(days)) }
    }

    fn ms(&self, at: Timestamp) -> u64 {
        ms_between(self.midnight, at)
    }

    fn calendar(&self) -> Calendar {
        let begin = london::london_day(self.from);
        let end = self.ends.iter().map(|&end| self.ms(end)).max().unwrap_or(0);
        Calendar { begin, bounds: vec![0, end], quarter_days: vec![begin] }
    }

    /// When each unit opens: void and planned ones at the beginning of their first day in London.
    fn opens(&self, estate: &Estate) -> Vec<Option<u64>> {
        let (today, end) = (london::london_day(self.from), self.calendar().end());
        let opening = |unit: &Unit| {
            if unit.can_be_offered_on(today) {
                return Some(0);
            }
            let midnight = london::london_moment(unit.from?, Time::midnight())?;
            Some(self.ms(midnight)).filter(|&opens| opens < end)
        };
        estate.units.iter().map(opening).collect()
    }
}

/// The fortnight, ready to be played.
struct Fortnights<'a> {
    model: &'a Model<'a>,
    queue: &'a [Known],
    hers: usize,
    /// Others for whom some decisions explain that they wait.
    explained: Vec<usize>,
    residents: &'a [Residual],
    clock: Clock,
    tape: Tape,
    replay: Replay<'a>,
    /// Before anybody asks or leaves.
    tonight: Replay<'a>,
}

/// How often decisions are drawn in search of some with which a household would wait.
const TRIES: u32 = 1_000;

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
        self.tonight.begin(&self.tape, &mut HerPlace::default());
        let mut others: Vec<usize> = (0..self.queue.len()).filter(|&k| k != self.hers).collect();
        others.retain(|&k| self.decide_as_one_who_waits(k));
        self.explained = others;
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
            class.household.needs.nrpf.may_be() && self.model.estate.provider.nrpf_places.is_some();
        (any(suits), any(asks) || (any(suits) && funding_may_run_out))
    }

    /// Draws decisions of another household until it would wait with them, for it does: one that was granted what stands
    /// vacant tonight would live there. Whether some were found.
    fn decide_as_one_who_waits(&mut self, k: usize) -> bool {
        self.tonight.would_wait(&self.tape, k)
            || (1..=TRIES).any(|attempt| {
                self.tape.decide_anew(self.model, (k, self.queue.len()), attempt);
                self.tonight.would_wait(&self.tape, k)
            })
    }

    fn draw(&mut self, history: u32) {
        let from = self.clock.ms(self.clock.from);
        self.tape.draw_from(self.model, history, from, self.queue);
        let streams = Streams::new(self.model.seed, history);
        let left = (0..).zip(self.residents).map(|(number, resident)| {
            from.saturating_add(resident.draw(streams.numbers(number, Stream::Resident, 0)))
        });
        self.tape.resident_left_ms.extend(left);
        for which in 0..self.explained.len() {
            self.decide_as_one_who_waits(self.explained[which]);
        }
    }

    fn play(&mut self, decisions: Grants, counted: &mut [u32; 4]) {
        self.tape.decide(self.model, self.hers, decisions);
        let mut her_place = HerPlace { hers: self.hers, placed: None };
        self.replay.run(&self.tape, &mut her_place);
        let Some(at) = her_place.placed else { return };
        for (count, end) in counted.iter_mut().zip(self.clock.ends) {
            *count += u32::from(at <= self.clock.ms(end));
        }
    }
}

/// Waits for one household's place.
#[derive(Default)]
struct HerPlace {
    hers: usize,
    placed: Option<u64>,
}

impl Observer for HerPlace {
    fn fate(&mut self, k: usize, fate: Fate) {
        if let (true, Fate::Placed { at, .. }) = (k == self.hers, fate) {
            self.placed = Some(at);
        }
    }

    fn lived_in(&mut self, _unit: usize, _from: u64, _to: u64) {}
}
