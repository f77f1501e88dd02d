//! Everything that bears a name, gathered: its points, and what to call it.

use super::area::Sense;
use super::names::{Names, Town, Ward};
use super::patch::Patch;
use super::{Area, Geography};
use std::sync::Arc;

/// All that bears a name.
#[derive(Default)]
pub(super) struct Bearers {
    pub(super) patches: Vec<Arc<Patch>>,
    pub(super) senses: Vec<Sense>,
    /// Whether one of them is so well known that it may be meant from afar.
    pub(super) is_well_known: bool,
    /// Whether one of them is what everybody means by the name, by a list of the program's own.
    pub(super) is_everyday: bool,
    /// Whether part of the map that was needed cannot be read.
    pub(super) is_damaged: bool,
}

impl Bearers {
    pub(super) fn is_empty(&self) -> bool {
        self.senses.is_empty()
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
        self.is_well_known |= town.is_well_known();
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
