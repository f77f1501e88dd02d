//! What is said of ringing under a key that nobody knows: "no calls after 9pm" under `telephone`, "text only" in a note.
//!
//! It stands with the safe times, in the words that were typed, and hides none of them. Not here: keys that say it
//! themselves (`everyday`).

use super::joined::{IN_WORDS, merge};
use super::keys::{has_word, is_long_number};
use super::stray::{Stray, table_of};
use super::watched_phone::{is_of_a_device, without_numbers};
use super::words::{flag, is_unknown, said};
use crate::base::domain::household::Unread;
use crate::base::parse::Node;
use crate::base::parse::node::Value;

const RINGING: &[&str] = &[
    "ring",
    "rings",
    "ringing",
    "call",
    "calls",
    "calling",
    "phone",
    "phones",
    "phoning",
    "telephone",
    "text",
    "texts",
    "texting",
    "sms",
    "message",
    "messages",
    "voicemail",
    "email",
    "emails",
    "whatsapp",
    "contact",
    "answer",
    "answers",
];
const LIMITS: &[&str] = &[
    "not", "no", "never", "dont", "don", "cant", "cannot", "only", "safe", "unsafe", "safely",
    "after", "before", "until", "till", "when", "except", "unless", "between", "during", "ask",
    "via", "through", "withheld", "instead",
];
const NEVER: &str = "do not ring";
const AS_TOLD: &str = "it was read as when it is safe to ring, in these words. Write it as safe_from, safe_until or message under [contact].";

/// Reads it beside the safe times, if it speaks of ringing.
pub(super) fn read(node: &mut Node, stray: &Stray) -> Option<Unread> {
    if stray.is_in_a_place() || stray.table == "perpetrator" || stray.key.starts_with("x_") {
        return None;
    }
    let typed = said(&stray.found);
    let is_of_contact =
        stray.table == "contact" || is_of_a_device(&stray.key) || has_word(&stray.key, RINGING);
    let words = match flag(&stray.found).map(|heard| heard.value) {
        Some(Value::Flag(false)) if has_word(&stray.key, RINGING) => NEVER.to_owned(),
        Some(_) => return None,
        None => without_numbers(&typed),
    };
    let speaks = has_word(&words, RINGING) && has_word(&words, LIMITS);
    let is_told =
        is_of_contact && (has_word(&words, LIMITS) || has_word(&words, &["text", "email"]));
    let is_in_words = stray.table == "contact" && stray.key == IN_WORDS;
    let is_nothing = words.trim().is_empty() || is_unknown(&typed) || is_long_number(&typed);
    if is_nothing || (!speaks && !is_told && !is_in_words && words != NEVER) {
        return None;
    }
    let contact = table_of(node, "contact")?;
    merge(contact, "safe_from", Node::bare(Value::Text(words.clone())));
    Some(Unread { asks_first: true, ..Unread::new(stray.field(), words, AS_TOLD) })
}
