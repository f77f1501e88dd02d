//! What a rule finds of a unit.

/// What a rule finds against a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// It does not suit.
    Unsuitable,
    /// A person must decide.
    Decision,
    /// It suits; something is worth knowing.
    Advice,
}
