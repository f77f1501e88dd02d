//! A tape played against the estate: who is placed where, and why the others are not.
//!
//! Moments at which something happens are taken in order: departures and openings, then patience running
//! out, then the next household. Whoever waits is served in order of arrival.

use super::model::{Model, NEVER_OFFERED, rank};
use super::tape::Tape;
use super::words::{Words, units_of, words};
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
    /// Units of settings whose places for complex needs are taken.
    complex_full: Vec<u64>,
    occupants: Vec<Occupant>,
    complex_needs: Vec<u32>,
    nrpf: u32,
    /// What is still to come, the next first; nothing that comes after the end.
    events: BinaryHeap<Reverse<Event>>,
    /// Who waits, in order of arrival, and until when.
    queue: Vec<(usize, u64)>,
    other: Option<Other>,
    withdrawals: &'a [Withdrawal],
    /// Withdrawals that are due and found nothing vacant.
    due: Vec<usize>,
    withheld_ms: u64,
}

/// Something that happens at a moment. At one moment things happen in the order of their kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: u64,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A unit falls vacant.
    Vacant(u32),
    /// A unit opens.
    Opening(u32),
    /// A withdrawal is due.
    Withdrawal(u32),
    /// Somebody's patience runs out.
    Patience,
}

/// Other orders than the model's own, from a moment on, as the rank of each unit for each class.
#[derive(Debug, Clone)]
struct Other {
    ranks: Vec<Vec<u32>>,
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
            complex_full: vec![0; words],
            occupants: vec![Occupant::default(); model.estate.units.len()],
            complex_needs: vec![0; model.estate.settings.len()],
            nrpf: 0,
            events: BinaryHeap::new(),
            queue: Vec::new(),
            other: None,
            withdrawals: &[],
            due: Vec::new(),
            withheld_ms: 0,
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
        self.complex_full.fill(0);
        self.complex_needs.fill(0);
        self.nrpf = 0;
        self.events.clear();
        self.queue.clear();
        self.due.clear();
        self.withheld_ms = 0;
        for setting in 0..self.model.estate.settings.len() {
            self.count_complex_needs(setting, 0);
        }
        for unit in 0..self.model.estate.units.len() {
            if self.model.is_in_stock(unit, 0) {
                self.in_stock.put(unit);
            }
            match self.model.opens[unit] {
                Some(0) => self.vacant.put(unit),
                // Somebody lives there, so it can be lived in, whatever its state says.
                Some(opens) if !self.is_lived_in_from_the_start(tape, unit) => {
                    self.expect(opens, What::Opening(number(unit)));
                }
                _ => {}
            }
        }
        for (which, withdrawal) in (0..).zip(self.withdrawals) {
            self.expect(withdrawal.at, What::Withdrawal(which));
        }
        for (resident, &left) in self.model.estate.residents.iter().zip(&tape.resident_left_ms) {
            let occupant = Occupant { complex_needs: resident.complex_needs, nrpf: resident.nrpf };
            self.move_in(resident.unit, occupant, 0, left, observer);
        }
    }

    fn is_lived_in_from_the_start(&self, tape: &Tape, unit: usize) -> bool {
        let starting = self.model.estate.residents.iter().zip(&tape.resident_left_ms);
        starting.into_iter().any(|(resident, _)| resident.unit == unit)
    }

    fn expect(&mut self, at: u64, what: What) {
        if at <= self.model.calendar.end() {
            self.events.push(Reverse(Event { at, what }));
        }
    }

    /// Everything that happens up to and at a moment.
    fn advance(&mut self, tape: &Tape, until: u64, observer: &mut impl Observer) {
        while let Some(&Reverse(Event { at, what })) = self.events.peek() {
            if at > until {
                return;
            }
            self.events.pop();
            match what {
                What::Vacant(unit) => self.move_out(unit as usize),
                What::Opening(unit) => {
                    self.vacant.put(unit as usize);
                    self.in_stock.put(unit as usize);
                }
                What::Withdrawal(which) => self.due.push(which as usize),
                What::Patience => self.lose_patience(tape, at, observer),
            }
            self.keep_empty(at);
            if matches!(what, What::Vacant(_) | What::Opening(_)) {
                self.serve_queue(tape, at, observer);
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
            let vacant = withdrawal.units.iter().copied().find(|&unit| self.vacant.has(unit));
            let Some(unit) = vacant else { return true };
            let until = now.saturating_add(withdrawal.ms);
            self.vacant.take(unit);
            self.expect(until, What::Vacant(number(unit)));
            self.withheld_ms += until.min(self.model.calendar.end()).saturating_sub(now);
            false
        });
        self.due = due;
    }

    fn arrive(&mut self, tape: &Tape, k: usize, now: u64, observer: &mut impl Observer) {
        if self.place(tape, k, now, observer) {
            return;
        }
        let waits = self.model.demand.patience.is_some() && could_ever(tape, k);
        if waits {
            let until = now.saturating_add(tape.patience_ms[k]);
            self.queue.push((k, until));
            self.expect(until, What::Patience);
        } else {
            let outcome = self.outcome(tape, k);
            observer.fate(k, Fate::TurnedAway(outcome));
        }
    }

    fn serve_queue(&mut self, tape: &Tape, now: u64, observer: &mut impl Observer) {
        if self.queue.is_empty() {
            return;
        }
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
        let needs = &self.model.demand.classes[class].referral.needs;
        let (suits, if_granted) = tape.masks(k);
        let rank = match &self.other {
            Some(other) if now >= other.from => &other.ranks[class],
            _ => &self.model.compiled[class].rank,
        };
        let free = |word: usize| {
            let full = if needs.complex { self.complex_full[word] } else { 0 };
            self.vacant[word] & !full
        };
        let first = |mask: &dyn Fn(usize) -> u64| {
            let words = (0..self.vacant.len()).map(|word| (word, mask(word) & free(word)));
            let units = words.flat_map(|(word, bits)| units_of(word, bits));
            units.min_by_key(|&unit| rank[unit]).filter(|&unit| rank[unit] != NEVER_OFFERED)
        };
        if needs.nrpf && self.nrpf_is_full() {
            // Every unit asks for a decision now, so all are in one list.
            let granted = tape.granted[k].contains(RuleName::Nrpf);
            return granted.then(|| first(&|word| suits[word] | if_granted[word])).flatten();
        }
        first(&|word| suits[word]).or_else(|| first(&|word| if_granted[word]))
    }

    fn nrpf_is_full(&self) -> bool {
        self.model.estate.provider.nrpf_places.is_some_and(|places| self.nrpf >= places)
    }

    /// Counts more or fewer households with complex needs in a setting.
    fn count_complex_needs(&mut self, setting: usize, more: i32) {
        let Some(places) = self.model.estate.settings[setting].complex_needs_places else { return };
        let counted = &mut self.complex_needs[setting];
        *counted = counted.saturating_add_signed(more);
        let is_full = *counted >= places;
        for &unit in &self.model.units_in[setting] {
            if is_full { self.complex_full.put(unit) } else { self.complex_full.take(unit) }
        }
    }

    /// Why nothing could be found: the desk's own reckoning, over what decisions left.
    fn outcome(&self, tape: &Tape, k: usize) -> Outcome {
        let referral = &self.model.demand.classes[usize::from(tape.class[k])].referral;
        let complex = referral.needs.complex;
        let funded = !referral.needs.nrpf
            || !self.nrpf_is_full()
            || tape.granted[k].contains(RuleName::Nrpf);
        let (suits, if_granted) = tape.masks(k);
        let something_suits = (0..suits.len()).any(|word| {
            let full = if complex { self.complex_full[word] } else { 0 };
            (suits[word] | if_granted[word]) & self.in_stock[word] & !full != 0
        });
        if funded && something_suits {
            return Outcome { reason: ReturnReason::Capacity, barrier: RuleSet::EMPTY };
        }
        let units = (0..self.model.estate.units.len()).filter(|&unit| self.in_stock.has(unit));
        let breaches = units.map(|unit| {
            let alone = tape.verdict(self.model, k, unit);
            let mut breaches = tape.breaches(self.model, k, unit, alone);
            if complex && self.complex_full.has(unit) {
                breaches = breaches.with(RuleName::ComplexNeeds);
            }
            if funded { breaches } else { breaches.with(RuleName::Nrpf) }
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
        self.vacant.take(unit);
        self.occupants[unit] = occupant;
        if occupant.complex_needs {
            self.count_complex_needs(self.model.estate.units[unit].setting, 1);
        }
        self.nrpf += u32::from(occupant.nrpf);
        let until = now.saturating_add(stay);
        self.expect(until, What::Vacant(number(unit)));
        observer.lived_in(unit, now, until);
    }

    fn move_out(&mut self, unit: usize) {
        let occupant = std::mem::take(&mut self.occupants[unit]);
        if occupant.complex_needs {
            self.count_complex_needs(self.model.estate.units[unit].setting, -1);
        }
        self.nrpf -= u32::from(occupant.nrpf);
        self.vacant.put(unit);
    }
}

fn number(unit: usize) -> u32 {
    u32::try_from(unit).unwrap_or(u32::MAX)
}

/// Whether any unit suits a household, perhaps once decisions were granted, whoever lives there.
fn could_ever(tape: &Tape, k: usize) -> bool {
    let (suits, if_granted) = tape.masks(k);
    suits.iter().chain(if_granted).any(|&word| word != 0)
}
