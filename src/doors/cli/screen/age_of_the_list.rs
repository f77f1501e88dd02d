//! Whether the list of who lives where is whole, and how old it is, as text.

use crate::inputs::estate::Estate;
use crate::presentation::document::Document;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use jiff::Timestamp;

/// How old the list is.
pub(super) fn age(estate: &Estate, received: Timestamp, now: Timestamp) -> String {
    wording::age(estate, received, now).words(&terminal::command)
}

/// Whether the list is whole.
pub(super) fn not_whole(estate: &Estate) -> String {
    terminal::render(&Document::of([wording::not_whole(estate)]))
}
