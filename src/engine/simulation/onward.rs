//! What follows a short stay: the household asks for a longer unit, and may wait for it where it is.
//!
//! It is no new referral: whoever sent it has had an answer. A stay in the longer unit is drawn anew. Residents found at
//! the beginning ask for nothing, for what suits them is not known. Not here: who waits elsewhere (`asking`).

use super::event_list::What;
use super::observer::{Observer, Onward};
use super::queue::{Answers, Waiter, precedence};
use super::replay::{Replay, number};
use super::tape::{Leaver, Tape};
use crate::inputs::scenario::Order;

impl Replay<'_> {
    /// A short stay is over, and the household asks for a longer unit.
    pub(super) fn ask_onward(
        &mut self,
        tape: &Tape,
        first: usize,
        now: u64,
        observer: &mut impl Observer,
    ) {
        let Some(occupant) = self.occupants[first] else { return };
        let (Leaver::Household { k, .. }, Some(left)) = (occupant.who, occupant.onward) else {
            return self.leave(tape, first, now, observer);
        };
        let k = k as usize;
        observer.onward(k, Onward::Asks);
        // Another short stay is not what it asks for.
        let mut answers = Answers { left, declined: self.model.short.clone() };
        if self.moves_on(tape, (k, first), now, &mut answers, observer) {
            return self.leave_behind(tape, first, now, observer);
        }
        let may_stay = self.model.demand.course.onward.map_or(0, |onward| onward.may_stay_ms);
        if may_stay == 0 || !self.could_ever(tape, k, &self.model.short) {
            return self.leave_without(tape, (k, first), now, observer);
        }
        self.wait_there(tape, (k, first), (now, now.saturating_add(may_stay)), answers);
    }

    /// It waits where it is from one moment to another at most.
    fn wait_there(
        &mut self,
        tape: &Tape,
        (k, first): (usize, usize),
        (since, deadline): (u64, u64),
        answers: Answers,
    ) {
        let course = &self.model.demand.course;
        let order = course.waiting.as_ref().map_or(Order::Arrival, |waiting| waiting.order);
        let served = course.onward.map(|onward| onward.served).unwrap_or_default();
        let class = &self.model.demand.classes[usize::from(tape.class[k])];
        let precedence = precedence(served, order, class.precedence);
        let lives_in = Some(first);
        self.queue.join(Waiter { k, since, deadline, precedence, answers, lives_in });
        self.event_list.expect(deadline, What::Patience(number(k)));
    }

    /// Offers it what is vacant; whether it moved. Its old units are not left yet.
    ///
    /// A funded place that it holds is its own to take along.
    pub(super) fn moves_on(
        &mut self,
        tape: &Tape,
        (k, first): (usize, usize),
        now: u64,
        answers: &mut Answers,
        observer: &mut impl Observer,
    ) -> bool {
        let is_funded = self.occupants[first].is_some_and(|occupant| occupant.nrpf);
        self.nrpf -= u32::from(is_funded);
        let Some(unit) = self.accepts(tape, k, now, answers, observer) else {
            self.nrpf += u32::from(is_funded);
            return false;
        };
        if let Some(occupant) = &mut self.occupants[first] {
            occupant.nrpf = false;
        }
        self.asked[k].request += 1;
        self.settle(tape, (k, unit), (now, now), &answers.declined, observer);
        observer.onward(k, Onward::Moved { unit, at: now });
        true
    }

    /// The units of a short stay are handed over by a household that has moved on.
    pub(super) fn leave_behind(
        &mut self,
        tape: &Tape,
        first: usize,
        now: u64,
        observer: &mut impl Observer,
    ) {
        let Some(occupant) = self.occupants[first] else { return };
        let freed = self.hand_over(occupant, now, observer);
        self.let_go(tape, freed, now, observer);
    }

    /// It leaves without a longer unit.
    pub(super) fn leave_without(
        &mut self,
        tape: &Tape,
        (k, first): (usize, usize),
        now: u64,
        observer: &mut impl Observer,
    ) {
        observer.onward(k, Onward::LeftWithout);
        self.leave(tape, first, now, observer);
    }
}
