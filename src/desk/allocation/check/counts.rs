//! Whether the objective and the nights are what they add up to.

use super::super::answer::Placed;
use super::Checker;

impl Checker<'_> {
    pub(super) fn counts(&mut self) {
        let danger = |placed: &&Placed| {
            let household = self.households.get(placed.reference.as_str());
            household.is_some_and(|&k| self.batch.households[k].referral.household.in_danger())
        };
        let (said, bound) = (self.answer.objective, self.answer.bound);
        let points: i64 = self.answer.placed.iter().map(|placed| placed.penalty).sum();
        let moving: i64 = self.answer.moves.iter().map(|moved| moved.penalty).sum();
        if said.placed != self.answer.placed.len()
            || said.immediate_danger_placed != self.answer.placed.iter().filter(danger).count()
            || said.penalty != points + moving
        {
            self.fault("the objective is not what the households and their points add up to");
        }
        if self.answer.optimal && said != bound {
            self.fault("the answer is said to be optimal, and its bound is another");
        }
    }

    /// A unit is free a turnaround after whoever leaves it can move, and so on along the chain.
    pub(super) fn nights(&mut self) {
        let turnaround = self.batch.estate.turnaround_nights();
        let leaves = |unit: &str| self.answer.moves.iter().find(|moved| moved.from == unit);
        let free_in = |unit: &str| {
            let mut leaver = leaves(unit);
            let mut left = 0;
            while let Some(moved) = leaver.filter(|_| left < self.answer.moves.len()) {
                left += 1;
                leaver = leaves(&moved.to);
            }
            turnaround.saturating_mul(u32::try_from(left).unwrap_or(u32::MAX))
        };
        let placed = self.answer.placed.iter().map(|placed| (&placed.unit, placed.in_nights));
        let moved = self.answer.moves.iter().map(|moved| (&moved.to, moved.in_nights));
        let wrong = placed.chain(moved).find(|(unit, nights)| free_in(unit) != *nights);
        if let Some((unit, _)) = wrong {
            let nights = free_in(unit);
            self.fault(format!("{unit} is free after {nights} nights"));
        }
    }
}
