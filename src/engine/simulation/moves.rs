//! Moving in, moving on, and what a departure leaves behind.

use super::bitset::BitSet;
use super::event_list::What;
use super::observer::{Fate, Observer};
use super::queue::Freed;
use super::replay::{Asked, Occupant, Replay, number};
use super::stay::Stay;
use super::tape::{Leaver, Tape};
use crate::inputs::scenario::Begins;

/// When the support of a household ends, and when it leaves or begins to wait for a home.
struct Ends {
    support: u64,
    stay: u64,
}

impl Replay<'_> {
    /// Lets a resident found at the beginning live where it lives.
    pub(super) fn move_in_resident(
        &mut self,
        tape: &Tape,
        which: usize,
        observer: &mut impl Observer,
    ) {
        let (resident, left) =
            (&self.model.occupancy.residents[which], tape.resident_left_ms[which]);
        let who = Leaver::Resident(number(which));
        let departure = tape.departure(self.model, who);
        let homes = self.model.demand.course.homes.as_ref();
        let occupant = Occupant {
            who,
            first: resident.unit,
            units: 1,
            moved_in: 0,
            complex_needs: resident.complex_needs,
            nrpf: resident.nrpf,
            needs_home: homes
                .is_some_and(|homes| homes.needed_from[self.model.kinds[resident.unit] as usize]),
            // What suits whoever is found here is not known.
            onward: None,
            second_stage_ms: departure.second_stage_ms,
            repairs_ms: departure.repairs_ms,
        };
        // Where somebody lives it can be lived in, so it belongs to the stock, whatever its state says.
        self.in_stock.put(resident.unit);
        self.occupy(resident.unit, occupant);
        self.begin_stay(occupant, &Ends { support: left, stay: left }, observer);
    }

    /// Moves a household into a unit, and into as many more as it takes.
    pub(super) fn move_in(
        &mut self,
        tape: &Tape,
        (k, first): (usize, usize),
        now: u64,
        declined: &[u64],
        observer: &mut impl Observer,
    ) {
        let arrives = now.saturating_add(self.model.demand.course.hold_ms);
        self.settle(tape, (k, first), (now, arrives), declined, observer);
        observer.fate(k, Fate::Placed { unit: first, at: now });
    }

    /// The same without telling of it; units are its own from now on, and it lives there once it arrives.
    pub(super) fn settle(
        &mut self,
        tape: &Tape,
        (k, first): (usize, usize),
        (now, arrives): (u64, u64),
        declined: &[u64],
        observer: &mut impl Observer,
    ) {
        let model = self.model;
        let class = &model.demand.classes[usize::from(tape.class[k])];
        let kind = model.kinds[first];
        let request = self.request_of(k);
        let (support, move_on) = tape.stay_numbers(model, k, request);
        let (support_ms, move_on_ms) =
            (class.support_ms(kind, support), class.move_on_ms(kind, move_on));
        let support = arrives.saturating_add(support_ms);
        let stay = support.saturating_add(move_on_ms);
        let who = Leaver::Household { k: number(k), request };
        let departure = tape.departure(model, who);
        let is_short = model.is_short(usize::from(tape.class[k]), first);
        observer.stays(&Stay {
            from: arrives,
            is_short,
            support: (support_ms, &class.support[kind as usize]),
            move_on: class.move_on[kind as usize].as_deref().map(|waits| (move_on_ms, waits)),
        });
        let onward = if is_short { tape.asks_onward(model, k, request) } else { None };
        let needs = &class.household.needs;
        let homes = model.demand.course.homes.as_ref();
        let occupant = Occupant {
            who,
            first,
            units: class.units,
            moved_in: arrives,
            complex_needs: needs.complex.may_be(),
            // A stay that was funded over and above the funded places takes none of them.
            nrpf: needs.nrpf.may_be() && !self.nrpf_is_full(),
            onward,
            needs_home: onward.is_none()
                && !class.has_own_stay
                && homes.is_some_and(|homes| homes.needed_from[kind as usize]),
            second_stage_ms: departure.second_stage_ms,
            repairs_ms: departure.repairs_ms,
        };
        self.vacant.take(first);
        for _ in 1..class.units {
            let Some(unit) = self.choose(tape, k, now, declined) else { break };
            self.occupy(unit, Occupant { complex_needs: false, nrpf: false, ..occupant });
        }
        self.occupy(first, occupant);
        self.begin_stay(occupant, &Ends { support, stay }, observer);
        if let Some(busy) = self.busy.get_mut(tape.first[k].source as usize) {
            *busy = true;
        }
    }

    fn occupy(&mut self, unit: usize, occupant: Occupant) {
        self.vacant.take(unit);
        if occupant.complex_needs {
            self.count_complex_needs(self.model.estate.units[unit].setting, 1);
        }
        self.nrpf += u32::from(occupant.nrpf);
        self.occupants[unit] = Some(occupant);
    }

    /// Says when a household leaves, or that it will need a home first.
    fn begin_stay(&mut self, occupant: Occupant, ends: &Ends, observer: &mut impl Observer) {
        let first = occupant.first;
        if occupant.onward.is_some() {
            return self.event_list.expect(ends.stay, What::Onward(number(first)));
        }
        self.tell_second_stage(occupant, Begins::SupportEnd, ends.support, observer);
        if occupant.needs_home {
            return self.event_list.expect(ends.stay, What::Settled(number(first)));
        }
        self.event_list.expect(ends.stay, What::Leaving(number(first)));
        for unit in self.units_of(occupant) {
            observer.lived_in(unit, occupant.moved_in, ends.stay);
        }
        self.tell_second_stage(occupant, Begins::Departure, ends.stay, observer);
    }

    /// Tells of second stage, if it begins with this.
    fn tell_second_stage(
        &self,
        occupant: Occupant,
        with: Begins,
        from: u64,
        observer: &mut impl Observer,
    ) {
        let stage = self.model.demand.course.second_stage.as_ref();
        if let Some((_, ms)) = stage.filter(|s| s.begins == with).zip(occupant.second_stage_ms) {
            observer.supported(from, from.saturating_add(ms));
        }
    }

    /// The units of a household, the first of them first.
    fn units_of(&self, occupant: Occupant) -> impl Iterator<Item = usize> + use<> {
        let first = occupant.first;
        let others = if occupant.units > 1 {
            let same = |unit: &usize| {
                *unit != first && self.occupants[*unit].is_some_and(|other| other.first == first)
            };
            (0..self.occupants.len()).filter(same).take(occupant.units as usize - 1).collect()
        } else {
            Vec::new()
        };
        std::iter::once(first).chain(others)
    }

    /// A home comes: whoever has needed one longest moves there; if nobody does, it is let to others.
    pub(super) fn let_home(
        &mut self,
        tape: &Tape,
        which: usize,
        now: u64,
        observer: &mut impl Observer,
    ) {
        if let Some(&next) = tape.homes_ms.get(which + 1) {
            self.event_list.expect(next, What::Home(number(which + 1)));
        }
        if let Some(unit) = self.settled.pop_front() {
            self.leave(tape, unit, now, observer);
        }
    }

    /// A household leaves all its units.
    pub(super) fn leave(
        &mut self,
        tape: &Tape,
        first: usize,
        now: u64,
        observer: &mut impl Observer,
    ) {
        let Some(occupant) = self.occupants[first] else { return };
        let freed = self.hand_over(occupant, now, observer);
        if occupant.may_stay_on() {
            self.tell_second_stage(occupant, Begins::Departure, now, observer);
        }
        if occupant.onward.is_some() {
            self.tell_second_stage(occupant, Begins::SupportEnd, now, observer);
        }
        if let Leaver::Household { k, .. } = occupant.who {
            self.set_free(tape, k as usize);
            self.perhaps_return(tape, k as usize, now);
        }
        self.let_go(tape, freed, now, observer);
    }

    /// A household hands over all its units, which may be offered again once they are ready; what that makes possible.
    pub(super) fn hand_over(
        &mut self,
        occupant: Occupant,
        now: u64,
        observer: &mut impl Observer,
    ) -> Freed {
        let ready = now
            .saturating_add(self.model.demand.course.turnaround_ms)
            .saturating_add(occupant.repairs_ms);
        let mut units = 0;
        for unit in self.units_of(occupant) {
            if occupant.may_stay_on() {
                observer.lived_in(unit, occupant.moved_in, now);
            }
            self.vacate(unit, ready <= now);
            if ready > now {
                self.event_list.expect(ready, What::Ready(number(unit)));
            }
            units += 1;
        }
        match units {
            _ if ready > now => Freed::Place,
            1 => Freed::Unit(occupant.first),
            _ => Freed::Several,
        }
    }

    fn vacate(&mut self, unit: usize, is_ready: bool) {
        let Some(occupant) = self.occupants[unit].take() else { return };
        if occupant.complex_needs {
            self.count_complex_needs(self.model.estate.units[unit].setting, -1);
        }
        self.nrpf -= u32::from(occupant.nrpf);
        if is_ready && !self.closed.has(unit) {
            self.vacant.put(unit);
        }
    }

    fn perhaps_return(&mut self, tape: &Tape, k: usize, now: u64) {
        let Some(returns) = &self.model.demand.course.returns else { return };
        let asked = self.asked[k];
        if asked.returns >= returns.at_most {
            return;
        }
        if let Some(after) = tape.returns_after_ms(self.model, k, asked.request) {
            self.asked[k] =
                Asked { request: asked.request + 1, returns: asked.returns + 1, ..asked };
            self.event_list.expect(now.saturating_add(after), What::Again(number(k)));
        }
    }

    /// At the end: whoever has no home or no longer unit to move on to still lives here.
    pub(super) fn tell_who_stays(&self, end: u64, observer: &mut impl Observer) {
        let living = self.occupants.iter().enumerate();
        for (unit, occupant) in living.filter_map(|(unit, o)| o.map(|o| (unit, o))) {
            if occupant.may_stay_on() {
                observer.lived_in(unit, occupant.moved_in.min(end), end);
            }
        }
    }
}
