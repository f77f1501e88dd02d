//! Whether limits over several hold: places for complex needs, funded places, and who is to be kept apart.

use super::Checker;

impl Checker<'_> {
    pub(super) fn complex_needs(&mut self) {
        for (setting, named) in self.batch.estate.settings.iter().enumerate() {
            let Some(places) = named.complex_needs_places else { continue };
            let residents: Vec<&str> = self
                .after
                .iter()
                .filter(|resident| resident.complex_needs && self.setting(resident.unit) == setting)
                .map(|resident| resident.reference.as_str())
                .collect();
            let new = self.pairs.iter().filter(|(household, unit)| {
                let complex = self.batch.households[*household].referral.household.needs.complex;
                let granted = self.batch.terms.granted.contains(&(*household, *unit));
                self.setting(*unit) == setting
                    && complex.may_be()
                    && !(complex.is_unknown() && granted)
                    && !residents.contains(&self.reference(*household))
            });
            let new = new.count();
            if new > 0 && residents.len() + new > places as usize {
                self.fault(format!("{} has too many households with complex needs", named.name));
            }
        }
    }

    pub(super) fn funded_places(&mut self) {
        let Some(places) = self.batch.estate.provider.nrpf_places else { return };
        let residents: Vec<&str> = self
            .after
            .iter()
            .filter(|resident| resident.nrpf)
            .map(|resident| resident.reference.as_str())
            .collect();
        let new = self.pairs.iter().filter(|(household, unit)| {
            self.batch.households[*household].referral.household.needs.nrpf.may_be()
                && !self.batch.terms.granted.contains(&(*household, *unit))
                && !residents.contains(&self.reference(*household))
        });
        let new = new.count();
        if new > 0 && residents.len() + new > places as usize {
            self.fault("more households without recourse are placed than places are funded");
        }
    }

    pub(super) fn apart(&mut self) {
        let estate = self.batch.estate;
        for (k, &(a, one)) in self.pairs.clone().iter().enumerate() {
            for &(b, two) in &self.pairs.clone()[..k] {
                let (first, second) =
                    (&self.batch.households[a].referral, &self.batch.households[b].referral);
                let named = first.household.keeps_apart_from(&second.reference)
                    || second.household.keeps_apart_from(&first.reference);
                let near = estate.units[one].setting == estate.units[two].setting
                    || estate.units[one].sector == estate.units[two].sector;
                if named && near {
                    let (one, two) = (self.unit(one), self.unit(two));
                    self.fault(format!("{one} and {two} are too near for those placed there"));
                }
            }
        }
    }
}
