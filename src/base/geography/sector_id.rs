//! A postcode sector of the map, by number.

/// A sector of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct SectorId {
    pub(super) area: u16,
    pub(super) sector: u16,
}
