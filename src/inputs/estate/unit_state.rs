//! What a unit is just now, as far as the files say.

use super::Estate;
use crate::base::domain::unit::{Between, State};
use crate::inputs::occupancy::Occupancy;

/// What a unit is just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitState {
    /// Somebody lives there.
    LivedIn,
    /// Whether somebody lives there is not known.
    NotKnown,
    /// A household has claimed it, as a register says.
    Claimed,
    /// Nobody lives there, and it can be offered.
    Vacant,
    /// Left, and not yet to be offered.
    BeingMadeReady,
    /// Under repair.
    UnderRepair,
    /// Not yet open.
    Planned,
}

impl Estate {
    /// What the unit at a position is just now, by the word of who lives where.
    pub fn state_of(&self, index: usize, occupancy: &Occupancy) -> UnitState {
        let unit = &self.units[index];
        match unit.state {
            _ if unit.between == Between::Claimed => UnitState::Claimed,
            _ if occupancy.residents.iter().any(|resident| resident.unit == index) => {
                UnitState::LivedIn
            }
            State::Open if !occupancy.is_known() => UnitState::NotKnown,
            State::Open => UnitState::Vacant,
            State::Void if unit.between == Between::BeingMadeReady => UnitState::BeingMadeReady,
            State::Void => UnitState::UnderRepair,
            State::Planned => UnitState::Planned,
        }
    }
}
