//! A conversation in speaking order (`lintel ask`): what is asked, and what is said between the questions.
//!
//! Not here: what is heard in an answer, and what becomes of it on the form.

mod questions;

pub use questions::{ASKED, Asked};

use super::RING_999;

/// How the conversation goes.
pub const HOW: &str = "Enter wherever you do not know; \"stop\" when you have said what you can. Everything is kept in the form as you go. Never a name, a birth date or their address.";

/// Whether there is danger.
pub const IN_DANGER: &str = "Is anybody in danger now? (yes, no)";

/// Said of danger by more than a yes or no.
pub const TAKEN_AS_DANGER: &str = "Taken as: there may be danger now.";

/// Who asks, or is asked for.
pub const WHO: &str = "Who needs a place: a woman or a man? Whoever asks, or is asked for.";

/// The same, after an answer that was neither.
pub const WHO_AGAIN: &str =
    "That was not clear, sorry. Please say a woman or a man, or an age; Enter if you do not know.";

/// How old whoever asks is.
pub const HOW_OLD_ARE_THEY: &str = "How old are they?";

/// How old somebody else is.
pub const HOW_OLD: &str = "How old?";

/// Others were named with whoever asks.
pub const OTHERS_ARE_ASKED_NEXT: &str = "Who comes with them is asked next.";

/// Who else comes.
pub const WHO_ELSE: &str = "Who else is coming? (adult, child; Enter: nobody else)";

/// The same, after an answer that was nobody.
pub const WHO_ELSE_AGAIN: &str = "That was not clear, sorry, and nobody stands on the form for it yet. Please say adult, or child for a son or daughter under 18; Enter if nobody else comes.";

/// A child who is none on the form.
pub const GROWN: &str = "A son or daughter of 18 or over is an adult; so it stands on the form.";

/// Somebody's sex.
pub const SEX: &str =
    "Female or male, as your written policy says? (Enter: a manager applies the policy)";

/// Whether somebody grown is the partner of whoever asks.
pub const PARTNER: &str = "Is this the partner of the first? (yes, no)";

/// Which places are unsafe.
pub const UNSAFE_PLACES: &str = "Where might the person they flee look for them, or come by? Home, work, family, friends: a postcode, a town or a part of it, one at a time.";

/// One of them.
pub const A_PLACE: &str = "A place? (Enter: no more)";

/// Which one, after a mere yes.
pub const WHICH_PLACE: &str = "Which? A postcode, a town or a part of it.";

/// Why a place is unsafe.
pub const WHAT_IS_THERE: &str = "What is there? (home, work, family, other; Enter: not known)";

/// Before an answer that rests on more than the last.
pub const WITH_THAT: &str = "WITH THAT";

/// What is said before anything is asked.
pub fn danger_first() -> String {
    format!("Is anybody in danger now? {RING_999}")
}

/// Which of several children is asked about.
pub fn child(which: u8, of: u8) -> String {
    format!("Child {which} of {of}.")
}

/// A place that was named within an answer.
pub fn another_place(place: &str) -> String {
    format!("Another place, then: {place}.")
}

/// What the next questions are about.
pub fn turning_to(title: &str) -> String {
    format!("{title}.")
}

/// Parts of a list that were no answers, and what there is.
pub fn left_out(unclear: &[String], there_is: &str) -> String {
    format!("Left out, for it was not clear: {}. There is: {there_is}.", unclear.join(", "))
}

/// A question again, with what may be said.
pub fn say_again(allowed: &str) -> String {
    format!("That was not clear, sorry. Please say {allowed}; Enter if you do not know.")
}

/// Where the form is kept, and what is typed to be answered again.
pub fn kept(file: &str, recommend: &str) -> String {
    format!("The form is kept: {file}. {recommend} answers again.")
}

/// What is typed before a unit can be held.
pub fn to_hold(refer: &str) -> String {
    format!("To hold a unit, record it first: {refer}")
}
