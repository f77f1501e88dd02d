//! Whether the other units that a household may choose are open to it.

use super::Checker;

impl Checker<'_> {
    /// Each other unit a household may choose is one that suits it and that it has not declined.
    pub(super) fn choices(&mut self) {
        let answer = self.answer;
        for placed in &answer.placed {
            let Some(&household) = self.households.get(placed.reference.as_str()) else { continue };
            if placed.may_choose.iter().any(|other| other.extra_penalty < 0 && answer.optimal)
                && answer.order.price.is_none()
                && answer.choices_complete
            {
                self.fault("a household may choose a unit that makes the answer better");
            }
            let asks = &self.batch.households[household];
            let occupancy = self.occupancy(asks);
            let case = self.batch.case(asks, &occupancy);
            for other in &placed.may_choose {
                let unit = self.units.get(other.unit.as_str()).copied();
                let accepted = self.batch.terms.accepted.contains_key(&household);
                let open = unit.is_some_and(|unit| self.is_open(household, unit, &case));
                if accepted || !open || other.unit == placed.unit {
                    self.fault(format!("{} may not choose {}", placed.reference, other.unit));
                }
            }
        }
    }
}
