//! What the desk would say of a household of the tape, every rule asked about every unit.

use jiff::Timestamp;
use lintel::base::domain::unit::State;
use lintel::base::domain::{Household, Resident, RuleName, RuleSet};
use lintel::base::geography::Places;
use lintel::engine::demand::Class;
use lintel::engine::eligibility::{Case, OccupancyView, Suitability, Verdict, judge_all};
use lintel::engine::placement::{Outcome, by_penalty, outcome};
use lintel::engine::simulation::{Model, Tape};
use lintel::inputs::scenario::Policy;

/// The desk, with the decisions of a tape.
pub(crate) struct Desk<'a> {
    pub(crate) model: &'a Model<'a>,
    pub(crate) tape: &'a Tape,
    pub(crate) policy: Policy,
}

impl<'a> Desk<'a> {
    pub(crate) fn class_of(&self, k: usize) -> &'a Class {
        &self.model.demand.classes[usize::from(self.tape.class[k])]
    }

    fn form(&self, k: usize) -> (Household, Places) {
        let class = self.class_of(k);
        match self.tape.place[k] {
            Some(place) => self.model.with_drawn(class, place as usize),
            None => (class.household.clone(), class.places.clone()),
        }
    }

    fn judge<T>(
        &self,
        k: usize,
        residents: &[Resident],
        say: impl FnOnce(&Case<'_>, &[Verdict]) -> T,
    ) -> T {
        let (household, places) = self.form(k);
        let referral = crate::asking(household, "asks", Timestamp::UNIX_EPOCH);
        let occupancy = OccupancyView::for_household(self.model.estate, residents, &referral);
        let case = self.model.case(&referral.household, &places, &occupancy);
        let verdicts = judge_all(&case);
        say(&case, &verdicts)
    }

    /// What of a verdict stands in the way once this household's decisions are granted.
    fn left(&self, k: usize, unit: usize, verdict: Verdict) -> RuleSet {
        let mut granted = self.tape.granted[k];
        if self.tape.address_is_cleared(self.model, k, unit) {
            granted = granted.with(RuleName::UnsafeArea);
        }
        verdict.breaches_after(granted)
    }

    /// What stands in the way of each unit, vacant or not.
    pub(crate) fn breaches(&self, k: usize, residents: &[Resident]) -> Vec<RuleSet> {
        self.judge(k, residents, |_, verdicts| {
            let units = verdicts.iter().enumerate();
            units.map(|(unit, verdict)| self.left(k, unit, *verdict)).collect()
        })
    }

    /// The vacant units that suit, best first, then those for which decisions are granted.
    pub(crate) fn offers(&self, k: usize, residents: &[Resident], vacant: &[usize]) -> Vec<usize> {
        self.judge(k, residents, |case, verdicts| {
            let ranked = |wanted: Suitability| -> Vec<usize> {
                match self.policy {
                    Policy::Preference => {
                        let ranked = by_penalty(case, vacant, verdicts, wanted);
                        ranked.iter().map(|ranked| ranked.unit).collect()
                    }
                    Policy::FirstFit => {
                        let is_wanted = |unit: &usize| verdicts[*unit].suitability() == wanted;
                        vacant.iter().copied().filter(is_wanted).collect()
                    }
                }
            };
            let (suit, ask) = (ranked(Suitability::Suitable), ranked(Suitability::Decision));
            let granted = ask.into_iter().filter(|&unit| {
                let left = self.left(k, unit, verdicts[unit]);
                left.is_empty()
            });
            suit.into_iter().chain(granted).collect()
        })
    }

    /// Why a household would be turned away, over the units in stock.
    pub(crate) fn outcome(&self, k: usize, residents: &[Resident], opened: &[bool]) -> Outcome {
        let breaches = self.breaches(k, residents);
        let is_in_stock =
            |unit: &usize| self.model.estate.units[*unit].state != State::Planned || opened[*unit];
        let in_stock = (0..breaches.len()).filter(is_in_stock).map(|unit| breaches[unit]);
        outcome(in_stock, &self.class_of(k).household)
    }
}
