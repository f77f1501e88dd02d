//! A household's personal budget, in pence (specification 4.30 to 4.34): never below zero.

use super::why_not::{WhyNot, unless};
use crate::base::domain::redact;

/// What happened to a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// So much was set aside.
    Allocated(u64),
    /// So much was spent.
    Spent(u64),
}

/// A budget as it stands.
#[derive(Clone, Default)]
pub struct Budget {
    /// Set aside so far, in pence.
    pub allocated_pence: u64,
    /// Spent so far, in pence.
    pub spent_pence: u64,
    /// Nothing more is to be spent: the referral was closed, or the household ended.
    pub is_over: bool,
}

redact!(Budget);

impl Budget {
    /// What is left, in pence.
    pub fn left_pence(&self) -> u64 {
        self.allocated_pence.saturating_sub(self.spent_pence)
    }

    /// The referral was closed, or the household ended.
    pub(super) fn stops(&mut self) -> bool {
        let is_open = self.allocated_pence > 0 && !self.is_over;
        self.is_over |= is_open;
        is_open
    }
}

pub(super) fn step(state: &Budget, event: &Event) -> Result<Budget, WhyNot> {
    let mut next = state.clone();
    match event {
        Event::Allocated(pence) => {
            next.allocated_pence = state.allocated_pence.saturating_add(*pence);
        }
        Event::Spent(pence) => {
            unless(*pence <= state.left_pence(), WhyNot::OverBudget)?;
            next.spent_pence = state.spent_pence.saturating_add(*pence);
        }
    }
    Ok(next)
}
