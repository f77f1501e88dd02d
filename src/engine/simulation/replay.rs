//! A tape played against the estate: who is placed where, and why the others are not.
//!
//! Moments at which something happens are taken in order: departures, units that are ready or open, homes to
//! move on to, patience running out, households that ask again, then the next household. How a household asks and
//! waits is told in `asking`, how a unit is chosen in `offer`, moving in and out in `moves`, what follows a short stay
//! in `onward`.

use super::bitset::{BitSet, words};
use super::event_list::{Event, EventList, What};
use super::induced_demand::InducedDemandState;
use super::model::{Model, rank};
use super::observer::{Fate, Observer, Onward};
use super::queue::{Freed, Queue};
use super::tape::{Leaver, Tape};
use std::collections::VecDeque;

/// Who lives in a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occupant {
    pub(super) who: Leaver,
    /// The first of the household's units.
    pub(super) first: usize,
    /// How many units it takes.
    pub(super) units: u32,
    pub(super) moved_in: u64,
    pub(super) complex_needs: bool,
    pub(super) nrpf: bool,
    /// Whether it leaves only for a home to move on to.
    pub(super) needs_home: bool,
    /// Whether it asks for a longer unit when its stay is over, as the offers of one that it will decline.
    pub(super) onward: Option<u8>,
    pub(super) second_stage_ms: Option<u64>,
    pub(super) repairs_ms: u64,
}

impl Occupant {
    /// Whether the end of its stay is not known when it moves in.
    pub(super) fn may_stay_on(&self) -> bool {
        self.needs_home || self.onward.is_some()
    }
}

/// What a household has asked for so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked {
    pub(super) request: u32,
    pub(super) repeats: u32,
    pub(super) returns: u32,
}

/// The state of an estate while a tape is replayed; kept between replications to spare allocations.
///
/// A copy goes on from where it was taken, so several plans can share the years before they part.
#[derive(Debug, Clone)]
pub struct Replay<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) vacant: Vec<u64>,
    pub(super) in_stock: Vec<u64>,
    /// For each unit, the moment it opens; none: never within the span.
    opens: Vec<Option<u64>>,
    /// Units that are in stock or will open.
    pub(super) ever: Vec<u64>,
    /// Units that are offered to nobody any more.
    pub(super) closed: Vec<u64>,
    /// The next household to ask, by its place on the tape.
    next: usize,
    /// Units of settings whose places for complex needs are taken.
    pub(super) complex_full: Vec<u64>,
    pub(super) occupants: Vec<Option<Occupant>>,
    complex_needs: Vec<u32>,
    pub(super) nrpf: u32,
    pub(super) event_list: EventList,
    pub(super) queue: Queue,
    /// First units of households that need a home to move on to, in the order in which they do.
    pub(super) settled: VecDeque<usize>,
    /// What each household of the tape has asked for; empty where nobody asks again.
    pub(super) asked: Vec<Asked>,
    /// Sources whose household lives here or waits.
    pub(super) busy: Vec<bool>,
    pub(super) induced_demand: InducedDemandState,
    pub(super) other: Option<Other>,
    withdrawals: &'a [Withdrawal],
    /// Withdrawals that are due and found nothing vacant.
    due: Vec<usize>,
    withheld_ms: u64,
}

/// Other orders than the model's own, from a moment on, as the rank of each unit for each class.
#[derive(Debug, Clone)]
pub(super) struct Other {
    pub(super) ranks: Vec<Vec<u32>>,
    pub(super) from: u64,
}

/// A unit kept empty for a time: the first of some units that is vacant, from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The moment from which a vacant one is looked for.
    pub at: u64,
    /// For how long it is kept empty, in milliseconds.
    pub ms: u64,
    /// The units, any of which will do.
    pub units: Vec<usize>,
}

impl<'a> Replay<'a> {
    /// Of a model.
    pub fn new(model: &'a Model<'a>) -> Self {
        let words = words(model.estate.units.len());
        Self {
            model,
            vacant: vec![0; words],
            in_stock: vec![0; words],
            opens: model.opens.clone(),
            ever: vec![0; words],
            closed: vec![0; words],
            next: 0,
            complex_full: vec![0; words],
            occupants: vec![None; model.estate.units.len()],
            complex_needs: vec![0; model.estate.settings.len()],
            nrpf: 0,
            event_list: EventList::default(),
            queue: Queue::default(),
            settled: VecDeque::new(),
            asked: Vec::new(),
            busy: Vec::new(),
            induced_demand: InducedDemandState::default(),
            other: None,
            withdrawals: &[],
            due: Vec::new(),
            withheld_ms: 0,
        }
    }

    /// Goes on from where another stands, in the room that this one has.
    pub fn go_on_from(&mut self, from: &Self) {
        let Self {
            model,
            vacant,
            in_stock,
            opens,
            ever,
            closed,
            next,
            complex_full,
            occupants,
            complex_needs,
            nrpf,
            event_list,
            queue,
            settled,
            asked,
            busy,
            induced_demand,
            other,
            withdrawals,
            due,
            withheld_ms,
        } = from;
        self.vacant.clone_from(vacant);
        self.in_stock.clone_from(in_stock);
        self.opens.clone_from(opens);
        self.ever.clone_from(ever);
        self.closed.clone_from(closed);
        self.complex_full.clone_from(complex_full);
        self.occupants.clone_from(occupants);
        self.complex_needs.clone_from(complex_needs);
        self.event_list.go_on_from(event_list);
        self.queue.waiting.clone_from(&queue.waiting);
        self.settled.clone_from(settled);
        self.asked.clone_from(asked);
        self.busy.clone_from(busy);
        self.other.clone_from(other);
        self.due.clone_from(due);
        (self.model, self.withdrawals, self.next) = (*model, *withdrawals, *next);
        (self.nrpf, self.induced_demand, self.withheld_ms) = (*nrpf, *induced_demand, *withheld_ms);
    }

    /// Opens planned units at other moments than the model's, in milliseconds since its beginning, or never.
    ///
    /// So one tape, drawn for an estate with every unit that might be built, is replayed against each plan of
    /// which of them to build. Units that are no longer planned keep to what the estate says of them.
    pub fn plan(&mut self, opens: &[Option<u64>]) {
        let units = self.model.estate.units.iter().zip(opens);
        for (slot, (unit, opens)) in self.opens.iter_mut().zip(units) {
            if !unit.is_in_stock() {
                *slot = *opens;
            }
        }
    }

    /// Offers units in other orders from a moment on, one for each class of household.
    ///
    /// A unit that an order leaves out is never offered to that class.
    pub fn offer(&mut self, orders: &[Vec<usize>], from: u64) {
        let units = self.model.estate.units.len();
        let ranks = orders.iter().map(|order| rank(order, units)).collect();
        self.other = Some(Other { ranks, from });
    }

    /// Keeps units empty for a time, in order of their moments.
    pub fn withdraw(&mut self, withdrawals: &'a [Withdrawal]) {
        self.withdrawals = withdrawals;
    }

    /// The same in a replay that has begun, of which no moment has passed.
    pub fn withdraw_from_now_on(&mut self, withdrawals: &'a [Withdrawal]) {
        self.withdraw(withdrawals);
        self.expect_withdrawals();
    }

    fn expect_withdrawals(&mut self) {
        for (which, withdrawal) in (0..).zip(self.withdrawals) {
            self.event_list.expect(withdrawal.at, What::Withdrawal(which));
        }
    }

    /// For how long units were kept empty in the last run, up to the end, in milliseconds.
    pub fn withheld_ms(&self) -> u64 {
        self.withheld_ms
    }

    /// Plays a tape from the beginning to the end.
    pub fn run(&mut self, tape: &Tape, observer: &mut impl Observer) {
        self.begin(tape, observer);
        self.play_to_the_end(tape, observer);
    }

    /// Whether a household that asks now finds nothing, but could once somebody leaves: it would wait.
    pub fn would_wait(&mut self, tape: &Tape, k: usize) -> bool {
        self.could_ever(tape, k, &[]) && self.finds(tape, k, 0, &[]).is_none()
    }

    /// Plays everything before a moment; [`Replay::begin`] comes first.
    pub fn play_before(&mut self, tape: &Tape, moment: u64, observer: &mut impl Observer) {
        let asked = tape.arrival_ms.partition_point(|&at| at < moment);
        self.ask_up_to(tape, asked, observer);
        if let Some(before) = moment.checked_sub(1) {
            self.advance(tape, before, observer);
        }
    }

    /// Plays whatever is left of a tape.
    pub fn play_to_the_end(&mut self, tape: &Tape, observer: &mut impl Observer) {
        self.ask_up_to(tape, tape.len(), observer);
        let end = self.model.calendar.end();
        self.advance(tape, end, observer);
        self.tell_who_stays(end, observer);
        for waiter in std::mem::take(&mut self.queue.waiting) {
            if waiter.lives_in.is_some() {
                observer.onward(waiter.k, Onward::StillThere);
                continue;
            }
            observer.waited(waiter.k, waiter.since, end);
            observer.fate(waiter.k, Fate::StillWaiting);
        }
    }

    /// The households of a tape that come before a place on it, and all that happens meanwhile.
    fn ask_up_to(&mut self, tape: &Tape, place: usize, observer: &mut impl Observer) {
        let first = self.next.min(place);
        for (k, &now) in (first..).zip(&tape.arrival_ms[first..place]) {
            self.advance(tape, now, observer);
            self.ask(tape, k, now, observer);
        }
        self.next = self.next.max(place);
    }

    /// Opens a planned unit at a moment still to come; nobody before this call waits for it.
    pub fn open(&mut self, unit: usize, at: u64) {
        self.ever.put(unit);
        self.event_list.expect(at, What::Opening(number(unit)));
    }

    /// Offers a unit to nobody from a moment on; whoever lives there stays as long as it would have.
    pub fn close(&mut self, unit: usize, at: u64) {
        self.event_list.expect(at, What::Closing(number(unit)));
    }

    /// From a moment on, rules, stays and homes to move on to are another model's, of as many units. `tape` is
    /// drawn for it with the same seed, so the same households ask at the same moments; those who live here
    /// keep the stays that they have.
    pub fn change(
        &mut self,
        model: &'a Model<'a>,
        tape: &Tape,
        now: u64,
        observer: &mut impl Observer,
    ) {
        self.model = model;
        self.complex_full.fill(0);
        for setting in 0..model.estate.settings.len() {
            self.count_complex_needs(setting, 0);
        }
        self.event_list.forget_homes();
        let next = tape.homes_ms.partition_point(|&home| home < now);
        if let Some(&home) = tape.homes_ms.get(next) {
            self.event_list.expect(home, What::Home(number(next)));
        }
        self.let_go(tape, Freed::Several, now, observer);
        self.note_fullness(now);
    }

    /// Makes ready for a tape, with those who live there from the start.
    pub fn begin(&mut self, tape: &Tape, observer: &mut impl Observer) {
        let course = &self.model.demand.course;
        self.vacant.fill(0);
        self.in_stock.fill(0);
        self.ever.fill(0);
        self.closed.fill(0);
        self.next = 0;
        self.complex_full.fill(0);
        self.occupants.fill(None);
        self.complex_needs.fill(0);
        self.nrpf = 0;
        self.event_list.clear(self.model.calendar.end());
        self.queue.waiting.clear();
        self.settled.clear();
        self.asked.clear();
        if course.anybody_asks_again() || course.anybody_asks_onward() {
            self.asked.resize(tape.len(), Asked::default());
        }
        self.busy.clear();
        self.busy.resize(course.sources.unwrap_or(0) as usize, false);
        self.induced_demand = InducedDemandState::default();
        self.due.clear();
        self.withheld_ms = 0;
        for setting in 0..self.model.estate.settings.len() {
            self.count_complex_needs(setting, 0);
        }
        for unit in 0..self.model.estate.units.len() {
            let opens = self.opens[unit];
            if self.model.estate.units[unit].is_in_stock() || opens == Some(0) {
                self.in_stock.put(unit);
            }
            if opens.is_some() {
                self.ever.put(unit);
            }
            match opens {
                Some(0) => self.vacant.put(unit),
                // Somebody lives there, so it can be lived in, whatever its state says.
                Some(opens) if !self.is_lived_in_from_the_start(tape, unit) => {
                    self.event_list.expect(opens, What::Opening(number(unit)));
                }
                _ => {}
            }
        }
        self.expect_withdrawals();
        if let Some(&first) = tape.homes_ms.first() {
            self.event_list.expect(first, What::Home(0));
        }
        for number in 0..tape.resident_left_ms.len() {
            self.move_in_resident(tape, number, observer);
        }
        self.ever.iter_mut().zip(&self.in_stock).for_each(|(ever, in_stock)| *ever |= in_stock);
        self.note_fullness(0);
    }

    fn is_lived_in_from_the_start(&self, tape: &Tape, unit: usize) -> bool {
        let starting = self.model.occupancy.residents.iter().zip(&tape.resident_left_ms);
        starting.into_iter().any(|(resident, _)| resident.unit == unit)
    }

    /// Everything that happens up to and at a moment.
    fn advance(&mut self, tape: &Tape, until: u64, observer: &mut impl Observer) {
        while let Some(Event { at, what }) = self.event_list.next_until(until) {
            match what {
                What::Leaving(unit) => self.leave(tape, unit as usize, at, observer),
                What::Ready(unit) => {
                    if !self.closed.has(unit as usize) {
                        self.vacant.put(unit as usize);
                        self.let_go(tape, Freed::Unit(unit as usize), at, observer);
                    }
                }
                What::Opening(unit) => {
                    self.vacant.put(unit as usize);
                    self.in_stock.put(unit as usize);
                    self.let_go(tape, Freed::Unit(unit as usize), at, observer);
                }
                What::Closing(unit) => {
                    self.closed.put(unit as usize);
                    for units in [&mut self.vacant, &mut self.in_stock, &mut self.ever] {
                        units.take(unit as usize);
                    }
                }
                What::Withdrawal(which) => {
                    self.due.push(which as usize);
                    self.keep_empty(at);
                }
                What::Settled(unit) => self.settled.push_back(unit as usize),
                What::Home(number) => self.let_home(tape, number as usize, at, observer),
                What::Patience(k) => self.lose_patience(tape, k as usize, at, observer),
                What::Again(k) => self.ask(tape, k as usize, at, observer),
                What::Onward(unit) => self.ask_onward(tape, unit as usize, at, observer),
            }
            self.note_fullness(at);
        }
    }

    /// Takes a vacant unit for each withdrawal that is due, if there is one.
    pub(super) fn keep_empty(&mut self, now: u64) {
        if self.due.is_empty() {
            return;
        }
        let mut due = std::mem::take(&mut self.due);
        due.retain(|&which| {
            let withdrawal = &self.withdrawals[which];
            let vacant = withdrawal.units.iter().copied().find(|&unit| self.vacant.has(unit));
            let Some(unit) = vacant else { return true };
            let until = now.saturating_add(withdrawal.ms);
            self.vacant.take(unit);
            self.event_list.expect(until, What::Ready(number(unit)));
            self.withheld_ms += until.min(self.model.calendar.end()).saturating_sub(now);
            false
        });
        self.due = due;
    }

    pub(super) fn note_fullness(&mut self, now: u64) {
        if let Some(induced) = &self.model.demand.course.induced {
            let is_full = self.vacant.iter().all(|&word| word == 0);
            self.induced_demand.note(induced, is_full, now);
        }
    }

    pub(super) fn nrpf_is_full(&self) -> bool {
        self.model.estate.provider.nrpf_places.is_some_and(|places| self.nrpf >= places)
    }

    /// Counts more or fewer households with complex needs in a setting.
    pub(super) fn count_complex_needs(&mut self, setting: usize, more: i32) {
        let Some(places) = self.model.estate.settings[setting].complex_needs_places else { return };
        let counted = &mut self.complex_needs[setting];
        *counted = counted.saturating_add_signed(more);
        let is_full = *counted >= places;
        for &unit in &self.model.units_in[setting] {
            if is_full { self.complex_full.put(unit) } else { self.complex_full.take(unit) }
        }
    }
}

pub(super) fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
