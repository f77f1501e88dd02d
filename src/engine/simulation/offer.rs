//! Which unit a household is offered, how it answers, and why there is none.

use super::bitset::{BitSet, units_of};
use super::model::NEVER_OFFERED;
use super::observer::Observer;
use super::queue::Answers;
use super::replay::Replay;
use super::request_draws::EVERY_OFFER;
use super::tape::Tape;
use crate::base::domain::{ReturnReason, RuleName, RuleSet};
use crate::engine::placement::{Outcome, outcome};

/// The unit that comes first in an order.
struct First<'a> {
    rank: &'a [u32],
    /// Its rank and itself.
    found: (u32, usize),
}

impl<'a> First<'a> {
    fn new(rank: &'a [u32]) -> Self {
        Self { rank, found: (NEVER_OFFERED, 0) }
    }

    #[inline]
    fn would_take(&self, unit: usize) -> bool {
        self.rank[unit] < self.found.0
    }

    #[inline]
    fn take(&mut self, unit: usize) {
        self.found = (self.rank[unit], unit);
    }

    #[inline]
    fn look(&mut self, word: usize, units: u64) {
        for unit in units_of(word, units) {
            if self.would_take(unit) {
                self.take(unit);
            }
        }
    }

    fn found(&self) -> Option<usize> {
        (self.found.0 != NEVER_OFFERED).then_some(self.found.1)
    }
}

impl Replay<'_> {
    /// Offers a household what is vacant, in its order, until it accepts or there is no more.
    pub(super) fn place(
        &mut self,
        tape: &Tape,
        k: usize,
        now: u64,
        answers: &mut Answers,
        observer: &mut impl Observer,
    ) -> bool {
        let Some(first) = self.accepts(tape, k, now, answers, observer) else { return false };
        self.move_in(tape, (k, first), now, &answers.declined, observer);
        true
    }

    /// The unit that it accepts, the first of several.
    pub(super) fn accepts(
        &mut self,
        tape: &Tape,
        k: usize,
        now: u64,
        answers: &mut Answers,
        observer: &mut impl Observer,
    ) -> Option<usize> {
        loop {
            let first = self.finds(tape, k, now, &answers.declined)?;
            if answers.left == 0 {
                return Some(first);
            }
            if answers.left < EVERY_OFFER {
                answers.left -= 1;
            }
            answers.declined.resize(self.vacant.len(), 0);
            answers.declined.put(first);
            observer.declined(k, first);
        }
    }

    /// The first unit that a household is offered, if it finds as many as it takes.
    pub(super) fn finds(
        &mut self,
        tape: &Tape,
        k: usize,
        now: u64,
        declined: &[u64],
    ) -> Option<usize> {
        if self.is_kept_from(tape, k) {
            return None;
        }
        let units = self.model.demand.classes[usize::from(tape.class[k])].units as usize;
        let first = self.choose(tape, k, now, declined)?;
        if units == 1 {
            return Some(first);
        }
        let mut taken = Vec::new();
        while taken.len() < units {
            let Some(unit) = self.choose(tape, k, now, declined) else { break };
            self.vacant.take(unit);
            taken.push(unit);
        }
        for &unit in &taken {
            self.vacant.put(unit);
        }
        (taken.len() == units).then_some(first)
    }

    /// Whether what is vacant is kept for local households, and this one is from elsewhere.
    fn is_kept_from(&self, tape: &Tape, k: usize) -> bool {
        let kept = self.model.demand.course.kept_for_local;
        kept > 0
            && tape.is_from_elsewhere(self.model, k)
            && self.vacant.iter().map(|word| word.count_ones()).sum::<u32>() <= kept
    }

    /// The desk's order: what suits first, then what was granted; each by the class's own order.
    pub(super) fn choose(
        &self,
        tape: &Tape,
        k: usize,
        now: u64,
        declined: &[u64],
    ) -> Option<usize> {
        let class = usize::from(tape.class[k]);
        let needs = &self.model.demand.classes[class].household.needs;
        let rank = match &self.other {
            Some(other) if now >= other.from => &other.ranks[class],
            _ => &self.model.compiled[class].rank,
        };
        if needs.nrpf.may_be() && self.nrpf_is_full() {
            // Every unit asks for a decision now, so all are in one list.
            let is_granted = tape.granted[k].contains(RuleName::Nrpf);
            return is_granted
                .then(|| self.first_granted(tape, (k, rank), declined, true))
                .flatten();
        }
        let (suits, _) = tape.masks(k);
        let mut first = First::new(rank);
        for (word, suits) in suits.iter().enumerate() {
            first.look(word, suits & self.free(word, needs.complex.may_be(), declined));
        }
        first.found().or_else(|| self.first_granted(tape, (k, rank), declined, false))
    }

    /// Units of a word that are vacant, have a place, and were not declined.
    #[inline]
    fn free(&self, word: usize, is_complex: bool, declined: &[u64]) -> u64 {
        let full = if is_complex { self.complex_full[word] } else { 0 };
        self.vacant[word] & !full & !declined.get(word).copied().unwrap_or(0)
    }

    /// The first that suits because decisions were granted, or also of those that suit without.
    fn first_granted(
        &self,
        tape: &Tape,
        (k, rank): (usize, &[u32]),
        declined: &[u64],
        and_suiting: bool,
    ) -> Option<usize> {
        let needs = &self.model.demand.classes[usize::from(tape.class[k])].household.needs;
        let ((suits, if_granted), in_doubt) = (tape.masks(k), tape.in_doubt(k));
        let mut first = First::new(rank);
        for word in 0..suits.len() {
            let free = self.free(word, needs.complex.may_be(), declined);
            let suiting = if and_suiting { suits[word] } else { 0 };
            first.look(word, (if_granted[word] | suiting) & free);
            for unit in units_of(word, in_doubt[word] & free) {
                if first.would_take(unit) && tape.address_is_cleared(self.model, k, unit) {
                    first.take(unit);
                }
            }
        }
        first.found()
    }

    /// Why nothing could be found: the desk's own reckoning, over what decisions left.
    pub(super) fn outcome(&self, tape: &Tape, k: usize) -> Outcome {
        let household = &self.model.demand.classes[usize::from(tape.class[k])].household;
        let complex = household.needs.complex.may_be();
        let funded = !household.needs.nrpf.may_be()
            || !self.nrpf_is_full()
            || tape.granted[k].contains(RuleName::Nrpf);
        let something_suits = self.any_may_suit(tape, k, |word| {
            let full = if complex { self.complex_full[word] } else { 0 };
            self.in_stock[word] & !full
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
        outcome(breaches, household)
    }

    /// Whether any of some units suits a household, whoever else lives there and once decisions were granted.
    pub(super) fn any_may_suit(&self, tape: &Tape, k: usize, of: impl Fn(usize) -> u64) -> bool {
        let ((suits, if_granted), in_doubt) = (tape.masks(k), tape.in_doubt(k));
        let certain = |word: usize| (suits[word] | if_granted[word]) & of(word) != 0;
        let cleared = |word: usize| {
            units_of(word, in_doubt[word] & of(word))
                .any(|unit| tape.address_is_cleared(self.model, k, unit))
        };
        (0..suits.len()).any(certain) || (0..suits.len()).any(cleared)
    }
}
