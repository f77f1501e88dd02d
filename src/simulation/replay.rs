//! A tape played against the estate: who is placed where, and why the others are not.
//!
//! Moments at which something happens are taken in order: departures and openings, then patience running
//! out, then the next household. Whoever waits is served in order of arrival.

use super::model::Model;
use super::tape::{Tape, words};
use crate::domain::{ReturnReason, RuleName, RuleSet};
use crate::placement::{Outcome, outcome};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What became of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was placed.
    Placed {
        /// The unit.
        unit: usize,
        /// When.
        at: u64,
    },
    /// It was turned away.
    TurnedAway(Outcome),
    /// It gave up waiting while something suited but was full.
    Withdrew,
    /// It was still waiting at the end.
    StillWaiting,
}

/// Watches a replay.
pub trait Observer {
    /// A household's one outcome; `k` is its place on the tape.
    fn fate(&mut self, k: usize, fate: Fate);
    /// Somebody lives in a unit from one moment to another, which may lie beyond the end.
    fn lived_in(&mut self, unit: usize, from: u64, to: u64);
}

/// Who lives in a unit.
#[derive(Debug, Clone, Copy, Default)]
struct Occupant {
    complex_needs: bool,
    nrpf: bool,
}

/// The state of an estate while a tape is replayed; kept between replications to spare allocations.
#[derive(Debug)]
pub struct Replay<'a> {
    model: &'a Model<'a>,
    vacant: Vec<u64>,
    in_stock: Vec<u64>,
    occupants: Vec<Occupant>,
    complex_needs: Vec<u32>,
    nrpf: u32,
    departures: BinaryHeap<Reverse<(u64, usize)>>,
    /// Openings still to come, the next one last.
    openings: Vec<(u64, usize)>,
    /// Who waits, in order of arrival, and until when.
    queue: Vec<(usize, u64)>,
    other: Option<Other<'a>>,
    withdrawals: &'a [Withdrawal],
    /// Withdrawals still to come, by position; those that are due and found nothing vacant come first.
    next_withdrawal: usize,
    due: Vec<usize>,
    withheld_ms: u64,
}

/// Other orders than the model's own, from a moment on.
#[derive(Debug, Clone, Copy)]
struct Other<'a> {
    orders: &'a [Vec<usize>],
    from: u64,
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
            occupants: vec![Occupant::default(); model.estate.units.len()],
            complex_needs: vec![0; model.estate.settings.len()],
            nrpf: 0,
            departures: BinaryHeap::new(),
            openings: Vec::new(),
            queue: Vec::new(),
            other: None,
            withdrawals: &[],
            next_withdrawal: 0,
            due: Vec::new(),
            withheld_ms: 0,
        }
    }

    /// Offers units in other orders from a moment on, one for each class of household.
    ///
    /// A unit that an order leaves out is never offered to that class.
    pub fn offer(&mut self, orders: &'a [Vec<usize>], from: u64) {
        self.other = Some(Other { orders, from });
    }

    /// Keeps units empty for a time, in order of their moments.
    pub fn withdraw(&mut self, withdrawals: &'a [Withdrawal]) {
        self.withdrawals = withdrawals;
    }

    /// For how long units were kept empty in the last run, up to the end, in milliseconds.
    pub fn withheld_ms(&self) -> u64 {
        self.withheld_ms
    }

    /// Plays a tape from the beginning to the end.
    pub fn run(&mut self, tape: &Tape, observer: &mut impl Observer) {
        self.begin(tape, observer);
        for k in 0..tape.len() {
            let now = tape.arrival_ms[k];
            self.advance(tape, now, observer);
            self.arrive(tape, k, now, observer);
        }
        self.advance(tape, self.model.calendar.end(), observer);
        for (k, _) in std::mem::take(&mut self.queue) {
            observer.fate(k, Fate::StillWaiting);
        }
    }

    fn begin(&mut self, tape: &Tape, observer: &mut impl Observer) {
        self.vacant.fill(0);
        self.in_stock.fill(0);
        self.complex_needs.fill(0);
        self.nrpf = 0;
        self.departures.clear();
        self.openings.clear();
        self.queue.clear();
        self.next_withdrawal = 0;
        self.due.clear();
        self.withheld_ms = 0;
        for unit in 0..self.model.estate.units.len() {
            if self.model.is_in_stock(unit, 0) {
                set(&mut self.in_stock, unit);
            }
            match self.model.opens[unit] {
                Some(0) => set(&mut self.vacant, unit),
                Some(opens) => self.openings.push((opens, unit)),
                None => {}
            }
        }
        self.openings.sort_unstable_by_key(|&(opens, unit)| Reverse((opens, unit)));
        self.move_residents_in(tape, observer);
    }

    fn move_residents_in(&mut self, tape: &Tape, observer: &mut impl Observer) {
        for (resident, &left) in self.model.estate.residents.iter().zip(&tape.resident_left_ms) {
            let occupant = Occupant { complex_needs: resident.complex_needs, nrpf: resident.nrpf };
            // Somebody lives there, so it can be lived in, whatever its state says.
            self.openings.retain(|&(_, unit)| unit != resident.unit);
            self.move_in(resident.unit, occupant, 0, left, observer);
        }
    }

    /// Everything that happens up to and at a moment.
    fn advance(&mut self, tape: &Tape, until: u64, observer: &mut impl Observer) {
        loop {
            let departure = self.departures.peek().map_or(u64::MAX, |Reverse((at, _))| *at);
            let opening = self.openings.last().map_or(u64::MAX, |(at, _)| *at);
            let patience =
                self.queue.iter().map(|(_, deadline)| *deadline).min().unwrap_or(u64::MAX);
            let withdrawal =
                self.withdrawals.get(self.next_withdrawal).map_or(u64::MAX, |next| next.at);
            let next = departure.min(opening).min(patience).min(withdrawal);
            if next > until || next == u64::MAX {
                return;
            }
            if departure == next {
                if let Some(Reverse((_, unit))) = self.departures.pop() {
                    self.move_out(unit);
                }
                self.keep_empty(next);
                self.serve_queue(tape, next, observer);
            } else if opening == next {
                if let Some((_, unit)) = self.openings.pop() {
                    set(&mut self.vacant, unit);
                    set(&mut self.in_stock, unit);
                }
                self.keep_empty(next);
                self.serve_queue(tape, next, observer);
            } else if withdrawal == next {
                self.due.push(self.next_withdrawal);
                self.next_withdrawal += 1;
                self.keep_empty(next);
            } else {
                self.lose_patience(tape, next, observer);
            }
        }
    }

    /// Takes a vacant unit for each withdrawal that is due, if there is one.
    fn keep_empty(&mut self, now: u64) {
        if self.due.is_empty() {
            return;
        }
        let mut due = std::mem::take(&mut self.due);
        due.retain(|&which| {
            let withdrawal = &self.withdrawals[which];
            let vacant = withdrawal.units.iter().copied().find(|&unit| has(&self.vacant, unit));
            let Some(unit) = vacant else { return true };
            let until = now.saturating_add(withdrawal.ms);
            unset(&mut self.vacant, unit);
            self.departures.push(Reverse((until, unit)));
            self.withheld_ms += until.min(self.model.calendar.end()).saturating_sub(now);
            false
        });
        self.due = due;
    }

    fn arrive(&mut self, tape: &Tape, k: usize, now: u64, observer: &mut impl Observer) {
        if self.place(tape, k, now, observer) {
            return;
        }
        let waits = self.model.demand.patience.is_some() && self.could_ever(tape, k);
        if waits {
            self.queue.push((k, now.saturating_add(tape.patience_ms[k])));
        } else {
            let outcome = self.outcome(tape, k);
            observer.fate(k, Fate::TurnedAway(outcome));
        }
    }

    fn could_ever(&self, tape: &Tape, k: usize) -> bool {
        let words = self.vacant.len();
        let usable = k * words..(k + 1) * words;
        tape.suits[usable.clone()]
            .iter()
            .chain(&tape.suits_if_granted[usable])
            .any(|&word| word != 0)
    }

    fn serve_queue(&mut self, tape: &Tape, now: u64, observer: &mut impl Observer) {
        let mut waiting = std::mem::take(&mut self.queue);
        waiting.retain(|&(k, _)| !self.place(tape, k, now, observer));
        self.queue = waiting;
    }

    fn lose_patience(&mut self, tape: &Tape, now: u64, observer: &mut impl Observer) {
        let mut waiting = std::mem::take(&mut self.queue);
        waiting.retain(|&(k, deadline)| {
            if deadline > now {
                return true;
            }
            let outcome = self.outcome(tape, k);
            let gave_up = outcome.reason == ReturnReason::Capacity;
            observer.fate(k, if gave_up { Fate::Withdrew } else { Fate::TurnedAway(outcome) });
            false
        });
        self.queue = waiting;
    }

    /// Places a household in the first vacant unit of its order, if there is one.
    fn place(&mut self, tape: &Tape, k: usize, now: u64, observer: &mut impl Observer) -> bool {
        let Some(unit) = self.choose(tape, k, now) else { return false };
        let class = &self.model.demand.classes[usize::from(tape.class[k])];
        let needs = &class.referral.needs;
        // A stay that was funded over and above the funded places takes none of them.
        let occupant =
            Occupant { complex_needs: needs.complex, nrpf: needs.nrpf && !self.nrpf_is_full() };
        let until = now.saturating_add(tape.stay_ms[k][self.model.kinds[unit] as usize]);
        self.move_in(unit, occupant, now, until - now, observer);
        observer.fate(k, Fate::Placed { unit, at: now });
        true
    }

    /// The desk's order: what suits first, then what was granted; each by the class's own order.
    fn choose(&self, tape: &Tape, k: usize, now: u64) -> Option<usize> {
        let class = usize::from(tape.class[k]);
        let referral = &self.model.demand.classes[class].referral;
        let words = self.vacant.len();
        let fits = |mask: &[u64], unit: usize| {
            has(&mask[k * words..], unit)
                && has(&self.vacant, unit)
                && !(referral.needs.complex && self.complex_needs_are_full(unit))
        };
        let order = match self.other {
            Some(other) if now >= other.from => &other.orders[class],
            _ => &self.model.compiled[class].order,
        };
        let first = |masks: &[&[u64]]| {
            order.iter().copied().find(|&unit| masks.iter().any(|mask| fits(mask, unit)))
        };
        if referral.needs.nrpf && self.nrpf_is_full() {
            // Every unit asks for a decision now, so all are in one list.
            let granted = tape.granted[k].contains(RuleName::Nrpf);
            return granted.then(|| first(&[&tape.suits, &tape.suits_if_granted])).flatten();
        }
        first(&[&tape.suits]).or_else(|| first(&[&tape.suits_if_granted]))
    }

    fn nrpf_is_full(&self) -> bool {
        self.model.estate.provider.nrpf_places.is_some_and(|places| self.nrpf >= places)
    }

    fn complex_needs_are_full(&self, unit: usize) -> bool {
        let places = self.model.estate.setting_of(unit).complex_needs_places;
        places.is_some_and(|places| {
            self.complex_needs[self.model.estate.units[unit].setting] >= places
        })
    }

    /// Why nothing could be found: the desk's own reckoning, over what decisions left.
    fn outcome(&self, tape: &Tape, k: usize) -> Outcome {
        let referral = &self.model.demand.classes[usize::from(tape.class[k])].referral;
        let units = (0..self.model.estate.units.len()).filter(|&unit| has(&self.in_stock, unit));
        let breaches = units.map(|unit| {
            let alone = tape.verdict(self.model, k, unit);
            let mut breaches = tape.breaches(self.model, k, unit, alone);
            if referral.needs.complex && self.complex_needs_are_full(unit) {
                breaches = breaches.with(RuleName::ComplexNeeds);
            }
            let funded = !referral.needs.nrpf
                || !self.nrpf_is_full()
                || tape.granted[k].contains(RuleName::Nrpf);
            let nrpf = RuleSet::EMPTY.with(RuleName::Nrpf);
            if funded { breaches } else { breaches.union(nrpf) }
        });
        outcome(breaches, referral)
    }

    fn move_in(
        &mut self,
        unit: usize,
        occupant: Occupant,
        now: u64,
        stay: u64,
        observer: &mut impl Observer,
    ) {
        unset(&mut self.vacant, unit);
        self.occupants[unit] = occupant;
        self.complex_needs[self.model.estate.units[unit].setting] +=
            u32::from(occupant.complex_needs);
        self.nrpf += u32::from(occupant.nrpf);
        let until = now.saturating_add(stay);
        self.departures.push(Reverse((until, unit)));
        observer.lived_in(unit, now, until);
    }

    fn move_out(&mut self, unit: usize) {
        let occupant = std::mem::take(&mut self.occupants[unit]);
        self.complex_needs[self.model.estate.units[unit].setting] -=
            u32::from(occupant.complex_needs);
        self.nrpf -= u32::from(occupant.nrpf);
        set(&mut self.vacant, unit);
    }
}

fn has(mask: &[u64], unit: usize) -> bool {
    mask[unit >> 6] & (1 << (unit & 63)) != 0
}

fn set(mask: &mut [u64], unit: usize) {
    mask[unit >> 6] |= 1 << (unit & 63);
}

fn unset(mask: &mut [u64], unit: usize) {
    mask[unit >> 6] &= !(1 << (unit & 63));
}
