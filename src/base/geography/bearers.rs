//! Everything that bears a name, gathered: its points, and what to call it.

use super::area::Sense;
use super::names::{Names, Town, Ward};
use super::patch::Patch;
use super::{Area, Geography};
use std::sync::Arc;

/// How well a place is known by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Fame {
    /// It may be another of the name that is meant.
    #[default]
    Little,
    /// It is what everybody means by the name, by a list of the program's own.
    Everyday,
    /// It may be meant from afar.
    WellKnown,
}

/// All that bears a name.
#[derive(Default)]
pub(super) struct Bearers {
    pub(super) patches: Vec<Arc<Patch>>,
    pub(super) senses: Vec<Sense>,
    /// How well the best known of them is known.
    pub(super) fame: Fame,
    /// Whether it is only a part of a name, or a word that every town has a place for.
    pub(super) is_guessed: bool,
    /// Whether part of the map that was needed cannot be read.
    pub(super) is_damaged: bool,
}

impl Bearers {
    pub(super) fn is_empty(&self) -> bool {
        self.senses.is_empty()
    }

    /// Whether the provider's own places have the name.
    pub(super) fn is_own(&self) -> bool {
        self.senses.iter().any(|sense| matches!(sense, Sense::Own { .. }))
    }

    /// Adds all of a place; half of what a name stands for would be too little.
    pub(super) fn take(&mut self, area: Area) {
        self.is_damaged |= !area.is_checked();
        self.patches.extend(area.patches);
        for sense in area.taken_as {
            if !self.senses.contains(&sense) {
                self.senses.push(sense);
            }
        }
    }

    pub(super) fn add_ward(&mut self, geography: &Geography, names: &Names, ward: &Ward) {
        self.add(geography.ward_patches(ward));
        self.senses.push(ward_sense(names, ward));
    }

    pub(super) fn add_town(&mut self, geography: &Geography, names: &Names, town: &Town) {
        let (patches, postcode_district) = geography.town(names, town).unzip();
        let postcode_district = postcode_district.flatten();
        self.add(patches);
        self.senses.push(Sense::Town { name: town.name.clone(), postcode_district });
        if town.is_well_known() {
            self.fame = Fame::WellKnown;
        }
    }

    /// Adds points; there are none where the map that holds them cannot be read.
    pub(super) fn add(&mut self, patches: Option<Vec<Arc<Patch>>>) {
        self.is_damaged |= patches.is_none();
        self.patches.extend(patches.unwrap_or_default());
    }
}

/// A ward with its district.
pub(super) fn ward_sense(names: &Names, ward: &Ward) -> Sense {
    let district = names.districts[ward.district].name.clone();
    Sense::Ward { name: ward.name.clone(), code: ward.code.clone(), district }
}
