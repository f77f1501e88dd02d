//! An estate together with who lives in it, as it is read.

use super::Estate;
use crate::inputs::occupancy::Occupancy;

/// An estate and who lives there. What needs one of the two is given that one.
#[derive(Debug, Clone)]
pub struct OccupiedEstate {
    /// The homes.
    pub estate: Estate,
    /// Who lives there.
    pub occupancy: Occupancy,
}

impl OccupiedEstate {
    /// The one and the other.
    pub fn both(&self) -> (&Estate, &Occupancy) {
        (&self.estate, &self.occupancy)
    }
}
