//! A household asks: it is placed, waits, or is turned away and perhaps asks again.

use super::event_list::What;
use super::observer::{Fate, Observer};
use super::queue::{Answers, Freed, Waiter, precedence};
use super::replay::{Asked, Replay, number};
use super::request_draws::Exit;
use super::tape::Tape;
use crate::base::domain::{ReturnReason, RuleName, RuleSet};
use crate::engine::placement::Outcome;
use crate::inputs::scenario::Served;

impl Replay<'_> {
    /// A household asks, for the first time or again.
    pub(super) fn ask(&mut self, tape: &Tape, k: usize, now: u64, observer: &mut impl Observer) {
        let course = &self.model.demand.course;
        let request = self.request_of(k);
        let drawn = tape.request(self.model, k, request).drawn;
        let source = drawn.source as usize;
        if self.busy.get(source).copied().unwrap_or(false) {
            return;
        }
        if let Some(induced) = &course.induced
            && drawn.is_put_off
            && self.induced_demand.puts_off(induced, now)
        {
            return observer.fate(k, Fate::NotAsked { at: now });
        }
        observer.asked(k, now, request);
        if let Some(exit) = drawn.exit {
            return observer.fate(k, fate_of(exit));
        }
        let mut answers = Answers { left: drawn.declines, declined: Vec::new() };
        if self.place(tape, k, now, &mut answers, observer) {
            return self.note_fullness(now);
        }
        let Some(waiting) = course.waiting.as_ref().filter(|waiting| {
            let is_full = |places| self.queue.elsewhere() >= places as usize;
            self.could_ever(tape, k, &[]) && !waiting.places.is_some_and(is_full)
        }) else {
            return self.turn_away(tape, (k, now), &answers, false, observer);
        };
        let deadline = now.saturating_add(drawn.patience_ms);
        let class = &self.model.demand.classes[usize::from(tape.class[k])];
        let precedence = precedence(Served::InOrder, waiting.order, class.precedence);
        self.queue.join(Waiter { k, since: now, deadline, precedence, answers, lives_in: None });
        self.event_list.expect(deadline, What::Patience(number(k)));
        if let Some(busy) = self.busy.get_mut(source) {
            *busy = true;
        }
    }

    /// Whether any unit, but for some, could suit a household if nobody lived anywhere, once decisions were granted.
    pub(super) fn could_ever(&self, tape: &Tape, k: usize, but: &[u64]) -> bool {
        let estate = self.model.estate;
        let needs = &self.model.demand.classes[usize::from(tape.class[k])].household.needs;
        let is_never_funded = needs.nrpf.may_be()
            && estate.provider.nrpf_places == Some(0)
            && !tape.granted[k].contains(RuleName::Nrpf);
        let there = |word: usize| {
            let without_places =
                if needs.complex.may_be() { self.model.never_complex[word] } else { 0 };
            self.ever[word] & !without_places & !but.get(word).copied().unwrap_or(0)
        };
        !is_never_funded && self.any_may_suit(tape, k, there)
    }

    /// Which of its requests a household is making.
    pub(super) fn request_of(&self, k: usize) -> u32 {
        self.asked.get(k).map_or(0, |asked| asked.request)
    }

    /// Something may have become possible: withdrawals come first, then those who wait.
    pub(super) fn let_go(
        &mut self,
        tape: &Tape,
        freed: Freed,
        now: u64,
        observer: &mut impl Observer,
    ) {
        self.keep_empty(now);
        if self.queue.waiting.is_empty() || self.vacant.iter().all(|&word| word == 0) {
            return;
        }
        let mut waiting = std::mem::take(&mut self.queue.waiting);
        let mut moved_out_of = Vec::new();
        waiting.retain_mut(|waiter| {
            // Whoever came first has taken what fell vacant.
            let nothing_is_vacant = self.vacant.iter().all(|&word| word == 0);
            if nothing_is_vacant || !self.may_be_placed_now(tape, waiter.k, freed) {
                return true;
            }
            if let Some(first) = waiter.lives_in {
                let moved =
                    self.moves_on(tape, (waiter.k, first), now, &mut waiter.answers, observer);
                moved_out_of.extend(moved.then_some(first));
                return !moved;
            }
            if !self.place(tape, waiter.k, now, &mut waiter.answers, observer) {
                return true;
            }
            observer.waited(waiter.k, waiter.since, now);
            false
        });
        self.queue.waiting = waiting;
        for first in moved_out_of {
            self.leave_behind(tape, first, now, observer);
        }
    }

    /// Whoever waits could not be placed before: only what has changed can help.
    fn may_be_placed_now(&self, tape: &Tape, k: usize, freed: Freed) -> bool {
        let needs = &self.model.demand.classes[usize::from(tape.class[k])].household.needs;
        let may_now = needs.complex.may_be()
            || needs.nrpf.may_be()
            || self.other.is_some()
            || self.model.demand.course.kept_for_local > 0;
        match freed {
            Freed::Unit(unit) => may_now || tape.may_suit(self.model, k, unit),
            Freed::Place => may_now,
            Freed::Several => true,
        }
    }

    pub(super) fn lose_patience(
        &mut self,
        tape: &Tape,
        k: usize,
        now: u64,
        observer: &mut impl Observer,
    ) {
        let Some(waiter) = self.queue.give_up(k, now) else { return };
        if let Some(first) = waiter.lives_in {
            return self.leave_without(tape, (k, first), now, observer);
        }
        observer.waited(k, waiter.since, now);
        self.set_free(tape, k);
        self.turn_away(tape, (k, now), &waiter.answers, true, observer);
    }

    /// A household's source may ask again.
    pub(super) fn set_free(&mut self, tape: &Tape, k: usize) {
        if let Some(busy) = self.busy.get_mut(tape.first[k].source as usize) {
            *busy = false;
        }
    }

    fn turn_away(
        &mut self,
        tape: &Tape,
        (k, now): (usize, u64),
        answers: &Answers,
        has_waited: bool,
        observer: &mut impl Observer,
    ) {
        let outcome = if answers.declined_any() {
            Outcome { reason: ReturnReason::Declined, barrier: RuleSet::EMPTY }
        } else {
            self.outcome(tape, k)
        };
        let for_want_of_a_unit = outcome.reason == ReturnReason::Capacity;
        let withdrew = has_waited && for_want_of_a_unit;
        observer.fate(k, if withdrew { Fate::Withdrew } else { Fate::TurnedAway(outcome) });
        if for_want_of_a_unit {
            self.perhaps_ask_again(tape, k, now);
        }
    }

    fn perhaps_ask_again(&mut self, tape: &Tape, k: usize, now: u64) {
        let Some(repeats) = &self.model.demand.course.repeats else { return };
        let asked = self.asked[k];
        if asked.repeats >= repeats.at_most {
            return;
        }
        if let Some(after) = tape.asks_again_after_ms(self.model, k, asked.request) {
            self.asked[k] =
                Asked { request: asked.request + 1, repeats: asked.repeats + 1, ..asked };
            self.event_list.expect(now.saturating_add(after), What::Again(number(k)));
        }
    }
}

fn fate_of(exit: Exit) -> Fate {
    match exit {
        Exit::NotContacted => Fate::TurnedAway(Outcome {
            reason: ReturnReason::NotContacted,
            barrier: RuleSet::EMPTY,
        }),
        Exit::NotEligible => Fate::NotEligible,
        Exit::Sanctuary => Fate::Sanctuary,
    }
}
