//! A form as it is spoken: the questions in the order in which they help most, and how what was said becomes a value.
//!
//! Terminal (`lintel ask`) and browser ask the same and hear the same.

pub(in crate::doors) mod form;
pub(in crate::doors) mod questions;
pub(in crate::doors) mod sex;

/// What was typed as a word of the program would stand: "Landlord refuses" as `landlord_refuses`.
pub(in crate::doors) fn as_a_word(said: &str) -> String {
    said.trim().to_lowercase().replace([' ', '-'], "_")
}
