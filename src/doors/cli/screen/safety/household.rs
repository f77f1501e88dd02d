//! A household before whoever sits at the desk.

use crate::base::domain::{Referral, Resident};
use crate::base::geography::{Geography, Places};
use crate::engine::eligibility::Case;
use crate::inputs::estate::{Estate, Provider};
use jiff::Timestamp;

/// A household as somebody at the desk has it in front of them.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors::cli) struct Household<'a> {
    pub(in crate::doors::cli) referral: &'a Referral,
    pub(in crate::doors::cli) places: &'a Places,
    pub(in crate::doors::cli) estate: &'a Estate,
    pub(in crate::doors::cli) geography: &'a Geography,
    /// When the screen is read.
    pub(in crate::doors::cli) now: Timestamp,
}

impl<'a> Household<'a> {
    pub(in crate::doors::cli) fn of(case: &Case<'a>, now: Timestamp) -> Self {
        let Case { estate, geography, referral, places, .. } = *case;
        Self { referral, places, estate, geography, now }
    }

    pub(super) fn provider(&self) -> &'a Provider {
        &self.estate.provider
    }

    pub(super) fn residents(&self) -> &'a [Resident] {
        &self.estate.residents
    }
}
