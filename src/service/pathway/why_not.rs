//! Why an event of a pathway cannot have happened, and what that depends on beside the pathway.

use jiff::Timestamp;

/// Why an event of a pathway cannot have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// Somebody's life is in danger now.
    LifeInDanger,
    /// What must come before is missing.
    NotYet,
    /// It was not running then.
    NotRunning,
    /// There is not so much left.
    OverBudget,
}

/// When an event happens, and what else decides whether it can.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// The event's moment.
    pub at: Timestamp,
    /// By the form in force somebody's life is in danger.
    pub in_danger: bool,
}

/// It is so, or that is why not.
pub(super) fn unless(possible: bool, why: WhyNot) -> Result<(), WhyNot> {
    if possible { Ok(()) } else { Err(why) }
}
