//! How a log is kept: sealed, chained, signed, and so that nobody gives a unit twice.
//!
//! A [`Register`] is opened with its [`Secret`] and holds a log in memory; what it records it judges there, seals, and
//! writes to a [`Store`], which has rules of its own as a second lock. Not here: what an event means (`register`), and
//! whose files and key these are (`doors`).

mod code;
mod copy;
mod desk_view;
mod disk;
mod head;
mod keyring;
#[cfg(feature = "postgres")]
mod line;
mod location;
mod open_store;
mod position;
#[cfg(feature = "postgres")]
mod postgres;
mod register;
mod row;
mod seal;
mod sealed_files;
mod secret;
mod sqlite;
mod staging;
mod stamp;
mod store;
mod trouble;
mod verify;
mod versions;

pub use head::Head;
pub use location::Place;
pub use position::Mark;
pub use register::{Files, Issue, PROGRAM, Register};
pub use secret::Secret;
pub use store::Store;
pub use trouble::Trouble;

#[cfg(test)]
mod tests;
