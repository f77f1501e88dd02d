//! A referral as somebody wrote it, in TOML or JSON, into a household and its places.
//!
//! Contracts section 3. Not here: what the household means for a unit (`eligibility`).

mod apart;
mod batch;
mod blank;
mod careful;
mod lists;
mod notation;
mod people;
mod places;
mod reader;
mod shapes;
mod slips;
mod strays;
mod times;
mod unchecked_place;
mod unknown;
mod words;

pub use batch::{Form, batch_slips, batch_unknown_places, lines, read_batch, read_waiting};
pub use blank::blank;
pub use notation::Notation;
pub use places::{TakenAs, locate, taken_as, unchecked, unknown_places, words_for_anyone};
pub use reader::{read, read_and_locate, read_household, reference_of, slips};
pub use shapes::{CLASS_REFERRAL, REFERRAL, VARIANT_REFERRAL};
pub use unchecked_place::Unchecked;
