//! What `unsafe_area` says of every unit to a class of household, without its drawn place and with each one
//! it may draw: sector by sector, and unit by unit as words of bits.

use super::bitset::{BitSet, words};
use crate::engine::eligibility::Finding;

/// What `unsafe_area` says of a sector, and of one that asks the share of its postcodes that lie outside: the chance that
/// somebody who knows the address clears it, unless the scenario says another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SectorRisk {
    pub(super) finding: Option<Finding>,
    pub(super) outside: f64,
}

/// Nearness for a class: first without a drawn place, then with each.
#[derive(Debug)]
pub(super) struct Risks {
    sectors: usize,
    words: usize,
    by_sector: Vec<SectorRisk>,
    /// For each place the units barred, then the units asked about.
    masks: Vec<u64>,
}

impl Risks {
    /// From the sectors of each place, the first of them being no place; `sector_of` is each unit's.
    pub(super) fn new(places: &[Vec<SectorRisk>], sector_of: &[usize]) -> Self {
        let words = words(sector_of.len());
        let sectors = places.first().map_or(0, Vec::len);
        let mut masks = vec![0; 2 * words * places.len()];
        for (risks, masks) in places.iter().zip(masks.chunks_mut(2 * words)) {
            let (barred, asks) = masks.split_at_mut(words);
            for (unit, &sector) in sector_of.iter().enumerate() {
                match risks[sector].finding {
                    Some(Finding::Unsuitable) => barred.put(unit),
                    Some(Finding::Decision) => asks.put(unit),
                    _ => {}
                }
            }
        }
        Self { sectors, words, by_sector: places.concat(), masks }
    }

    /// Of a sector, with this drawn place or none.
    pub(super) fn of(&self, place: Option<u32>, sector: usize) -> SectorRisk {
        self.by_sector[position(place) * self.sectors + sector]
    }

    /// Whether there is nothing to say of these units, whatever place is drawn.
    pub(super) fn leaves_alone(&self, units: &[u64]) -> bool {
        let rows = self.masks.chunks(units.len());
        rows.flat_map(|row| row.iter().zip(units)).all(|(said, units)| said & units == 0)
    }

    /// The units barred and the units asked about.
    pub(super) fn masks(&self, place: Option<u32>) -> (&[u64], &[u64]) {
        let from = position(place) * 2 * self.words;
        self.masks[from..from + 2 * self.words].split_at(self.words)
    }
}

fn position(place: Option<u32>) -> usize {
    place.map_or(0, |place| place as usize + 1)
}
