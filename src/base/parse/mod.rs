//! Reading files so that everything wrong in them is said at once, with its place and its remedy.
//!
//! A text becomes a tree with positions ([`node`]), the tree is held against a [`shape`], and only a
//! tree without an issue becomes a typed value. Not here: opening files (`doors/files`), and what a file means.

mod belongs;
mod check;
mod digest;
pub mod format;
pub mod issue;
pub mod names;
pub mod node;
pub mod notation;
mod numeral;
mod printable;
pub mod radius;
pub mod row_names;
pub mod saved;
pub mod schema;
pub mod shape;
pub mod sheet;
pub mod table;

pub use belongs::belongs;
pub use digest::sha256;
pub use issue::{At, Code, Issue, Issues, Sink};
pub use node::Node;
pub use numeral::numeral;
pub use printable::{printable, printable_json, printable_lines, printable_page};
pub use shape::{Field, Shape};

/// A file as it was handed over: its name for messages, and its text.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The name a message gives it.
    pub file: &'a str,
    /// What it says.
    pub text: &'a str,
}
