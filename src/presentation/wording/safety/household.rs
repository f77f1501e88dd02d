//! A household before whoever sits at the desk.

use crate::base::domain::{Referral, Resident};
use crate::base::geography::{Geography, Places};
use crate::engine::eligibility::Case;
use crate::inputs::estate::{Estate, Provider};
use crate::inputs::occupancy::Occupancy;
use jiff::Timestamp;

/// A household as somebody at the desk has it in front of them.
#[derive(Debug, Clone, Copy)]
pub struct Household<'a> {
    /// The form.
    pub referral: &'a Referral,
    /// Its places, looked up.
    pub places: &'a Places,
    /// The provider's homes.
    pub estate: &'a Estate,
    /// Who lives there, by whose word.
    pub occupancy: &'a Occupancy,
    /// Where places are.
    pub geography: &'a Geography,
    /// When the screen is read.
    pub now: Timestamp,
}

impl<'a> Household<'a> {
    /// A household before an estate, by its form, for somebody who reads now.
    pub fn of(case: &Case<'a>, referral: &'a Referral, now: Timestamp) -> Self {
        let Case { estate, occupancy, geography, places, .. } = *case;
        Self { referral, places, estate, occupancy, geography, now }
    }

    pub(super) fn provider(&self) -> &'a Provider {
        &self.estate.provider
    }

    pub(super) fn residents(&self) -> &'a [Resident] {
        &self.occupancy.residents
    }
}
