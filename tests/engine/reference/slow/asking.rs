//! Asking: who is heard, who waits, and who is turned away.

use super::{Answers, Past, Slow, Waiting};
use lintel::base::domain::{ReturnReason, RuleSet};
use lintel::engine::placement::Outcome;
use lintel::engine::simulation::{Exit, Fate, Leaver, Observer};
use lintel::inputs::scenario::{Order, Served};

impl Slow<'_> {
    pub(super) fn ask(&mut self, k: usize) {
        let request = self.past.entry(k).or_default().request;
        let drawn = self.tape.request(self.model, k, request).drawn;
        if self.model.demand.course.sources.is_some() && self.is_busy(drawn.source) {
            return self.saw("a source that already lives here or waits");
        }
        if drawn.is_put_off && self.has_agencies_put_off() {
            return self.log.fate(k, Fate::NotAsked { at: self.now });
        }
        self.log.asked(k, self.now, request);
        if let Some(exit) = drawn.exit {
            let fate = match exit {
                Exit::NotContacted => Fate::TurnedAway(because(ReturnReason::NotContacted)),
                Exit::NotEligible => Fate::NotEligible,
                Exit::Sanctuary => Fate::Sanctuary,
            };
            return self.log.fate(k, fate);
        }
        let mut answers = Answers { to_decline: drawn.declines, declined: Vec::new() };
        if self.offer(k, &mut answers) {
            return;
        }
        if self.may_wait(k) {
            let deadline = self.now.saturating_add(drawn.patience_ms);
            self.join(Waiting { k, since: self.now, deadline, answers, lives_in: None });
        } else {
            self.turn_away(k, &answers, false);
        }
    }

    /// Whether a household of the source lives here or waits.
    fn is_busy(&self, source: u32) -> bool {
        let living = self.households.iter().filter_map(|household| match household.who {
            Leaver::Household { k, .. } => Some(k as usize),
            Leaver::Resident(_) => None,
        });
        let waiting = self.waiting.iter().map(|waiting| waiting.k);
        living.chain(waiting).any(|k| self.tape.first[k].source == source)
    }

    /// Nothing vacant for so long, or reopened only lately after that.
    fn has_agencies_put_off(&mut self) -> bool {
        let Some(induced) = self.model.demand.course.induced else { return false };
        let (mut stopped, mut lately) = (false, false);
        for (place, &(since, is_full)) in self.full.iter().enumerate() {
            if !is_full {
                continue;
            }
            match self.full.get(place + 1) {
                Some(&(over, _)) => {
                    lately |=
                        over - since >= induced.after_ms && self.now - over < induced.back_after_ms;
                }
                None => stopped |= self.now - since >= induced.after_ms,
            }
        }
        if lately && !stopped {
            self.saw("agencies that do not yet ask again");
        }
        stopped || lately
    }

    pub(super) fn note_fullness(&mut self) {
        let is_full = self.vacant().is_empty();
        if self.full.last().is_none_or(|&(_, before)| before != is_full) {
            self.full.push((self.now, is_full));
        }
    }

    fn may_wait(&mut self, k: usize) -> bool {
        let Some(waiting) = &self.model.demand.course.waiting else { return false };
        let elsewhere = self.waiting.iter().filter(|waiting| waiting.lives_in.is_none()).count();
        if waiting.places.is_some_and(|places| elsewhere >= places as usize) {
            self.saw("a full waiting list");
            return false;
        }
        self.could_ever(k, |_| true)
    }

    /// Whether any of some units could ever be right.
    pub(super) fn could_ever(&mut self, k: usize, of: impl Fn(usize) -> bool) -> bool {
        let breaches = self.desk.breaches(k, &[]);
        let is_ever_there = |unit: usize| {
            self.opened[unit]
                || self.to_open.iter().any(|&(_, other)| other == unit)
                || self.model.estate.units[unit].is_in_stock()
        };
        let mut suiting = (0..breaches.len()).filter(|&unit| of(unit) && breaches[unit].is_empty());
        let found = suiting.clone().any(is_ever_there);
        if !found && suiting.next().is_some() {
            self.saw("nothing to wait for but a unit that never opens");
        }
        found
    }

    /// Joins the waiting list behind everybody who is served no later.
    pub(super) fn join(&mut self, waiting: Waiting) {
        let course = &self.model.demand.course;
        let order = course.waiting.as_ref().map_or(Order::Arrival, |waiting| waiting.order);
        let own = |waiting: &Waiting| match order {
            Order::Arrival => 0,
            Order::Priority => {
                let household = &self.desk.class_of(waiting.k).household;
                let is_high = household.dash_is_high_or_unknown();
                2 * u8::from(!household.in_danger()) + u8::from(!is_high)
            }
        };
        let served = |waiting: &Waiting| match (waiting.lives_in, course.onward) {
            (Some(_), Some(onward)) => onward.served as u8,
            _ => Served::InOrder as u8,
        };
        let precedence = |waiting: &Waiting| (served(waiting), own(waiting));
        let mine = precedence(&waiting);
        let behind = self.waiting.iter().rposition(|other| precedence(other) <= mine);
        let at = behind.map_or(0, |place| place + 1);
        if at < self.waiting.len() {
            self.saw("one served before others who asked earlier");
        }
        self.waiting.insert(at, waiting);
    }

    pub(super) fn give_up(&mut self, k: usize) {
        let at = self.waiting.iter().position(|w| w.k == k).unwrap();
        let waiting = self.waiting.remove(at);
        if let Some(first) = waiting.lives_in {
            self.saw("a wait in a short stay that was too long");
            return self.leave_without(k, first);
        }
        self.log.waited(k, waiting.since, self.now);
        self.turn_away(k, &waiting.answers, true);
    }

    fn turn_away(&mut self, k: usize, answers: &Answers, has_waited: bool) {
        let outcome = if answers.declined.is_empty() {
            self.desk.outcome(k, &self.residents(), &self.opened)
        } else {
            because(ReturnReason::Declined)
        };
        if has_waited && outcome.reason != ReturnReason::Capacity {
            self.saw("turned away after waiting");
        }
        if outcome.reason != ReturnReason::Capacity {
            return self.log.fate(k, Fate::TurnedAway(outcome));
        }
        let fate = if has_waited { Fate::Withdrew } else { Fate::TurnedAway(outcome) };
        self.log.fate(k, fate);
        let past = self.past[&k];
        let most = self.model.demand.course.repeats.as_ref().map_or(0, |again| again.at_most);
        if past.repeats >= most {
            return;
        }
        if let Some(after) = self.tape.asks_again_after_ms(self.model, k, past.request) {
            self.saw("a household that asks again");
            let (request, repeats) = (past.request + 1, past.repeats + 1);
            self.past.insert(k, Past { request, repeats, ..past });
            self.to_ask_again.push((self.now.saturating_add(after), k));
        }
    }
}

fn because(reason: ReturnReason) -> Outcome {
    Outcome { reason, barrier: RuleSet::EMPTY }
}
