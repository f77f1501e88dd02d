//! A household that is known by its form and asks before anybody who is drawn.

/// A household that is known and asks first.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Its class, admitted to the demand.
    pub class: usize,
    /// How long it waits.
    pub waits: Waits,
    /// What is decided of it.
    pub decisions: Grants,
}

/// How long a known household waits.
#[derive(Debug, Clone, Copy)]
pub enum Waits {
    /// To the end, and it takes the first unit that it is offered.
    Throughout,
    /// As long as anybody, of which so much has passed, in milliseconds.
    AsAnybody(u64),
}

/// Decisions granted to a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grants {
    /// Each with its chance.
    AsDrawn,
    /// Every one that may be asked for.
    All,
    /// None.
    None,
}
