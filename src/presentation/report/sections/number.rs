//! A number that the page rests on.

use crate::inputs::evidence::Provenance;

/// One number, for a person and by its key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) key: String,
    pub(super) what: String,
    pub(super) value: String,
    pub(super) standing: Provenance,
    pub(super) source: String,
}
