//! A plain, slow engine: what lives where is a list, what happens next is the least of all that could, and
//! every rule is asked about every unit at every event, as the desk does. It shares the tape and the types
//! with the fast replay, and no mask, count, queue or agenda.

mod asking;
mod moving;
mod onward;

use crate::reference::desk::Desk;
use crate::reference::log::{Log, Told};
use lintel::base::domain::Resident;
use lintel::engine::simulation::{
    Departure, EVERY_OFFER, Fate, Leaver, Model, Observer, Onward, Tape,
};
use lintel::inputs::scenario::Policy;
use std::collections::BTreeMap;

/// What happens at one moment, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happens {
    /// A household leaves, by its first unit.
    Departure(usize),
    /// A unit is clean and repaired.
    Ready(usize),
    /// A unit opens.
    Opening(usize),
    /// A household needs a home to move on to, by its first unit.
    NeedsHome(usize),
    /// A home to move on to comes.
    Home,
    /// A household gives up waiting.
    GivesUp(usize),
    /// A household asks again.
    AsksAgain(usize),
    /// A short stay is over and the household, by its first unit, asks for a longer one.
    AsksOnward(usize),
    /// The next household of the tape asks.
    Asks(usize),
}

/// Somebody who lives here.
#[derive(Debug, Clone)]
struct Household {
    who: Leaver,
    /// The first of its units, then the others in unit order.
    units: Vec<usize>,
    moved_in: u64,
    /// When its stay is over.
    stays_until: u64,
    needs_home: bool,
    /// Whether it has joined those who wait for a home.
    is_settled: bool,
    /// Whether it will ask for a longer unit, as the offers of one that it declines.
    onward: Option<u8>,
    has_asked_onward: bool,
    as_resident: Resident,
    departure: Departure,
}

impl Household {
    /// Whether the end of its stay is not known when it moves in.
    fn may_stay_on(&self) -> bool {
        self.needs_home || self.onward.is_some()
    }
}

/// A request that waits.
#[derive(Debug)]
struct Waiting {
    k: usize,
    since: u64,
    deadline: u64,
    answers: Answers,
    /// The first of the units of its short stay, if it waits there.
    lives_in: Option<usize>,
}

/// How a request has been answering offers.
#[derive(Debug, Default)]
struct Answers {
    /// Offers still to be declined; 255: all.
    to_decline: u8,
    declined: Vec<usize>,
}

/// What a household did before.
#[derive(Debug, Clone, Copy, Default)]
struct Past {
    request: u32,
    repeats: u32,
    returns: u32,
}

/// The slow engine.
pub(crate) struct Slow<'a> {
    model: &'a Model<'a>,
    tape: &'a Tape,
    desk: Desk<'a>,
    now: u64,
    next_on_tape: usize,
    homes_come: usize,
    households: Vec<Household>,
    /// Units that can be lived in.
    opened: Vec<bool>,
    /// Units that will open, and when.
    to_open: Vec<(u64, usize)>,
    /// Units being cleaned and repaired, and until when.
    in_repair: Vec<(u64, usize)>,
    /// First units of those who wait for a home, whoever has waited longest first.
    for_homes: Vec<usize>,
    /// In the order in which they are served.
    waiting: Vec<Waiting>,
    to_ask_again: Vec<(u64, usize)>,
    past: BTreeMap<usize, Past>,
    /// Moments at which the service became full or stopped being so.
    full: Vec<(u64, bool)>,
    log: Log,
    /// How often what happened.
    pub(crate) seen: BTreeMap<&'static str, usize>,
}

impl<'a> Slow<'a> {
    pub(crate) fn new(model: &'a Model<'a>, policy: Policy, tape: &'a Tape) -> Self {
        let units = model.estate.units.len();
        Self {
            model,
            tape,
            desk: Desk { model, tape, policy },
            now: 0,
            next_on_tape: 0,
            homes_come: 0,
            households: Vec::new(),
            opened: vec![false; units],
            to_open: Vec::new(),
            in_repair: Vec::new(),
            for_homes: Vec::new(),
            waiting: Vec::new(),
            to_ask_again: Vec::new(),
            past: BTreeMap::new(),
            full: Vec::new(),
            log: Log::default(),
            seen: BTreeMap::new(),
        }
    }

    /// Everything it tells, and how often what happened.
    pub(crate) fn run(mut self) -> (Vec<Told>, BTreeMap<&'static str, usize>) {
        self.begin();
        while let Some((at, what)) = self.next() {
            self.now = at;
            self.happen(what);
            self.note_fullness();
        }
        self.end();
        (self.log.0, self.seen)
    }

    fn saw(&mut self, what: &'static str) {
        *self.seen.entry(what).or_default() += 1;
    }

    fn begin(&mut self) {
        let residents = self.model.occupancy.residents.iter().zip(&self.tape.resident_left_ms);
        let residents: Vec<(Resident, u64)> =
            residents.map(|(resident, left)| (resident.clone(), *left)).collect();
        for (resident, _) in &residents {
            self.opened[resident.unit] = true;
        }
        for (unit, opens) in self.model.opens.iter().enumerate() {
            match opens {
                _ if self.opened[unit] => {}
                Some(0) => self.opened[unit] = true,
                Some(at) => self.to_open.push((*at, unit)),
                None => {}
            }
        }
        for (number, (resident, left)) in (0..).zip(residents) {
            self.saw("a resident found");
            let who = Leaver::Resident(number);
            let unit = resident.unit;
            let household = Household {
                who,
                units: vec![unit],
                moved_in: 0,
                stays_until: left,
                needs_home: self.is_left_for_a_home(unit),
                is_settled: false,
                onward: None,
                has_asked_onward: false,
                as_resident: resident,
                departure: self.tape.departure(self.model, who),
            };
            self.move_in(household, left);
        }
        self.note_fullness();
    }

    /// The least of everything that is still to come, by moment, kind, and number.
    fn next(&self) -> Option<(u64, Happens)> {
        let mut all: Vec<(u64, Happens)> = Vec::new();
        for household in &self.households {
            let (at, first) = (household.stays_until, household.units[0]);
            if household.onward.is_some() {
                if !household.has_asked_onward {
                    all.push((at, Happens::AsksOnward(first)));
                }
            } else if !household.needs_home {
                all.push((at, Happens::Departure(first)));
            } else if !household.is_settled {
                all.push((at, Happens::NeedsHome(first)));
            }
        }
        all.extend(self.in_repair.iter().map(|&(at, unit)| (at, Happens::Ready(unit))));
        all.extend(self.to_open.iter().map(|&(at, unit)| (at, Happens::Opening(unit))));
        let homes = self.tape.homes_ms.get(self.homes_come);
        all.extend(homes.map(|&at| (at, Happens::Home)));
        all.extend(self.waiting.iter().map(|w| (w.deadline, Happens::GivesUp(w.k))));
        all.extend(self.to_ask_again.iter().map(|&(at, k)| (at, Happens::AsksAgain(k))));
        let next = self.tape.arrival_ms.get(self.next_on_tape);
        all.extend(next.map(|&at| (at, Happens::Asks(self.next_on_tape))));
        all.into_iter().min().filter(|(at, _)| *at <= self.model.calendar.end())
    }

    fn happen(&mut self, what: Happens) {
        match what {
            Happens::Departure(first) => self.leave(first),
            Happens::Ready(unit) => {
                self.saw("a unit ready again");
                self.in_repair.retain(|&(_, other)| other != unit);
                self.serve();
            }
            Happens::Opening(unit) => {
                self.saw("an opening");
                self.to_open.retain(|&(_, other)| other != unit);
                self.opened[unit] = true;
                self.serve();
            }
            Happens::NeedsHome(first) => {
                let household = self.households.iter_mut().find(|h| h.units[0] == first).unwrap();
                household.is_settled = true;
                self.for_homes.push(first);
            }
            Happens::Home => {
                self.homes_come += 1;
                if self.for_homes.is_empty() {
                    return self.saw("a home nobody waits for");
                }
                self.saw("a home to move on to");
                let first = self.for_homes.remove(0);
                self.leave(first);
            }
            Happens::GivesUp(k) => self.give_up(k),
            Happens::AsksAgain(k) => {
                self.to_ask_again.retain(|&(_, other)| other != k);
                self.ask(k);
            }
            Happens::AsksOnward(first) => self.ask_onward(first),
            Happens::Asks(k) => {
                self.next_on_tape += 1;
                self.ask(k);
            }
        }
    }

    fn end(&mut self) {
        let end = self.model.calendar.end();
        let staying = self.households.iter().filter(|household| household.may_stay_on());
        let mut units: Vec<(usize, u64)> =
            staying.flat_map(|h| h.units.iter().map(|&unit| (unit, h.moved_in))).collect();
        units.sort_unstable();
        for (unit, from) in units {
            self.saw("still here for want of a home or a longer unit");
            self.log.lived_in(unit, from.min(end), end);
        }
        for waiting in std::mem::take(&mut self.waiting) {
            if waiting.lives_in.is_some() {
                self.log.onward(waiting.k, Onward::StillThere);
                continue;
            }
            self.log.waited(waiting.k, waiting.since, end);
            self.log.fate(waiting.k, Fate::StillWaiting);
        }
    }

    fn serve(&mut self) {
        let (mut still, mut moved_out_of) = (Vec::new(), Vec::new());
        for mut waiting in std::mem::take(&mut self.waiting) {
            if let Some(first) = waiting.lives_in {
                if self.moves_on(first, &mut waiting.answers) {
                    self.saw("one who waited in a short stay moved on");
                    moved_out_of.push(first);
                } else {
                    still.push(waiting);
                }
            } else if self.offer(waiting.k, &mut waiting.answers) {
                self.saw("one placed after waiting");
                self.log.waited(waiting.k, waiting.since, self.now);
            } else {
                still.push(waiting);
            }
        }
        self.waiting = still;
        for first in moved_out_of {
            self.leave_behind(first);
        }
    }

    /// Offers a request what is vacant and suits; whether it was placed.
    fn offer(&mut self, k: usize, answers: &mut Answers) -> bool {
        let Some(units) = self.accepted(k, answers, &self.residents()) else { return false };
        let held_ms = self.model.demand.course.hold_ms;
        if held_ms > 0 {
            self.saw("a unit held");
        }
        self.place(k, &units, &self.residents(), held_ms);
        self.log.fate(k, Fate::Placed { unit: units[0], at: self.now });
        true
    }

    /// The units that a request accepts, where these live here.
    fn accepted(
        &mut self,
        k: usize,
        answers: &mut Answers,
        residents: &[Resident],
    ) -> Option<Vec<usize>> {
        if self.is_kept_from(k) {
            self.saw("a unit kept for local households");
            return None;
        }
        let wanted = self.desk.class_of(k).units as usize;
        let mut best = self.desk.offers(k, residents, &self.vacant());
        best.retain(|unit| !answers.declined.contains(unit));
        while best.len() >= wanted {
            if answers.to_decline == 0 {
                best.truncate(wanted);
                return Some(best);
            }
            if answers.to_decline != EVERY_OFFER {
                answers.to_decline -= 1;
            }
            let unit = best.remove(0);
            answers.declined.push(unit);
            self.log.declined(k, unit);
        }
        if !best.is_empty() {
            self.saw("too few units at once");
        }
        None
    }

    /// Whether everything that stands empty is kept for others, and something does.
    fn is_kept_from(&self, k: usize) -> bool {
        let kept = self.model.demand.course.kept_for_local as usize;
        let draws_places = self.desk.class_of(k).drawn.is_some();
        let is_local = !draws_places || self.tape.place[k].is_some();
        let empty = self.vacant().len();
        kept > 0 && !is_local && empty > 0 && empty <= kept
    }

    /// Units that can be lived in and are empty, clean and whole.
    fn vacant(&self) -> Vec<usize> {
        let is_vacant = |unit: &usize| {
            self.opened[*unit]
                && !self.households.iter().any(|household| household.units.contains(unit))
                && !self.in_repair.iter().any(|(_, other)| other == unit)
        };
        (0..self.opened.len()).filter(is_vacant).collect()
    }

    /// One row a unit lived in; the household's needs count in its first.
    fn residents(&self) -> Vec<Resident> {
        self.residents_but(None)
    }

    /// The same without the household whose first unit this is.
    fn residents_but(&self, but: Option<usize>) -> Vec<Resident> {
        let others = self.households.iter().filter(|household| Some(household.units[0]) != but);
        let rows = others.flat_map(|household| {
            let first = household.as_resident.clone();
            let others = household.units[1..].iter().map(|&unit| Resident {
                unit,
                complex_needs: false,
                nrpf: false,
                ..household.as_resident.clone()
            });
            std::iter::once(first).chain(others)
        });
        rows.collect()
    }
}
