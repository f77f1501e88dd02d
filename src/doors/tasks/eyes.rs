//! Who is told an answer: of units that cannot be offered a worker is told nothing.

/// For whose eyes an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum Eyes {
    /// A worker is told nothing of units that cannot be offered.
    Worker,
    Manager,
}
