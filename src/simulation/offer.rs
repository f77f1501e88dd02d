//! Which unit a household is offered, how it answers, and why there is none.

use super::model::NEVER_OFFERED;
use super::observer::Observer;
use super::queue::Answers;
use super::replay::Replay;
use super::tape::{EVERY_OFFER, Tape};
use super::words::{Words, units_of};
use crate::domain::{ReturnReason, RuleName, RuleSet};
use crate::placement::{Outcome, outcome};

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
        let units = self.model.demand.classes[usize::from(tape.class[k])].units;
        loop {
            let Some(first) = self.choose(tape, k, now, &answers.declined) else { return false };
            if units > 1 && !self.has_enough(tape, k, now, &answers.declined) {
                return false;
            }
            if answers.left == 0 {
                self.move_in(tape, (k, first), now, &answers.declined, observer);
                return true;
            }
            if answers.left < EVERY_OFFER {
                answers.left -= 1;
            }
            answers.declined.resize(self.vacant.len(), 0);
            answers.declined.put(first);
            observer.declined(k, first);
        }
    }

    /// Whether a household that takes several units at once finds as many.
    fn has_enough(&mut self, tape: &Tape, k: usize, now: u64, declined: &[u64]) -> bool {
        let units = self.model.demand.classes[usize::from(tape.class[k])].units;
        let mut taken = Vec::new();
        while taken.len() < units as usize {
            let Some(unit) = self.choose(tape, k, now, declined) else { break };
            self.vacant.take(unit);
            taken.push(unit);
        }
        for &unit in &taken {
            self.vacant.put(unit);
        }
        taken.len() == units as usize
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
        let needs = &self.model.demand.classes[class].referral.needs;
        let ((suits, if_granted), in_doubt) = (tape.masks(k), tape.in_doubt(k));
        let rank = match &self.other {
            Some(other) if now >= other.from => &other.ranks[class],
            _ => &self.model.compiled[class].rank,
        };
        let free = |word: usize| {
            let full = if needs.complex { self.complex_full[word] } else { 0 };
            self.vacant[word] & !full & !declined.get(word).copied().unwrap_or(0)
        };
        let cleared = |word: usize| {
            let free = in_doubt[word] & free(word);
            units_of(word, free)
                .filter(|&unit| tape.address_is_cleared(self.model, k, unit))
                .fold(0, |cleared, unit| cleared | 1 << (unit & 63))
        };
        let first = |mask: &dyn Fn(usize) -> u64| {
            let words = (0..self.vacant.len()).map(|word| (word, mask(word)));
            let units = words.flat_map(|(word, bits)| units_of(word, bits));
            units.min_by_key(|&unit| rank[unit]).filter(|&unit| rank[unit] != NEVER_OFFERED)
        };
        let granted = |word: usize| if_granted[word] & free(word) | cleared(word);
        if needs.nrpf && self.nrpf_is_full() {
            // Every unit asks for a decision now, so all are in one list.
            let is_granted = tape.granted[k].contains(RuleName::Nrpf);
            let any = |word: usize| suits[word] & free(word) | granted(word);
            return is_granted.then(|| first(&any)).flatten();
        }
        first(&|word| suits[word] & free(word)).or_else(|| first(&granted))
    }

    /// Why nothing could be found: the desk's own reckoning, over what decisions left.
    pub(super) fn outcome(&self, tape: &Tape, k: usize) -> Outcome {
        let referral = &self.model.demand.classes[usize::from(tape.class[k])].referral;
        let complex = referral.needs.complex;
        let funded = !referral.needs.nrpf
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
        outcome(breaches, referral)
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
