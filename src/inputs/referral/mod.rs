//! A referral as somebody wrote it, in TOML or JSON, into a household and its places.
//!
//! Contracts section 3. Not here: what the household means for a unit (`eligibility`).

mod age_tokens;
mod ages;
mod apart;
mod batch;
mod blank;
mod calling;
mod careful;
mod everyday;
mod in_words;
mod joined;
mod keys;
mod linked;
mod lists;
mod no_form;
mod notation;
mod people;
mod places;
mod reader;
mod school_years;
mod shapes;
mod slips;
mod stray;
mod stray_places;
mod strays;
mod tables;
mod times;
mod unchecked_place;
mod unknown;
mod watched_phone;
mod words;

pub use ages::{age_of, leaves_ages_open};
pub use batch::{Form, Read, batch_slips, batch_unknown_places, lines, read_batch, read_waiting};
pub use blank::blank;
pub use notation::Notation;
pub use places::{
    TakenAs, as_unsafe_place, locate, taken_as, unchecked, unknown_places, words_for_anyone,
};
pub use reader::{read, read_and_locate, read_household, reference_of, slips};
pub use shapes::{CLASS_REFERRAL, REFERRAL, VARIANT_REFERRAL};
pub use unchecked_place::Unchecked;
