//! Who is told an answer: of units that cannot be offered a worker is told nothing.

/// For whom an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum Audience {
    /// A worker is told nothing of units that cannot be offered.
    Worker,
    Manager,
}
