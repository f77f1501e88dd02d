//! A telephone that is watched, whatever the key: a risk as told, and never a number to be taken out.

use super::keys::{has_word, speaks_of_the_perpetrator};
use super::stray::{Stray, put};
use super::words::{flag, is_none, is_unknown, plain, said};
use crate::base::domain::household::Unread;
use crate::base::parse::Node;
use crate::base::parse::node::Value;

const DEVICE: &[&str] = &[
    "phone",
    "phones",
    "telephone",
    "mobile",
    "tel",
    "landline",
    "email",
    "emails",
    "mail",
    "whatsapp",
    "device",
    "devices",
    "laptop",
    "tablet",
    "car",
    "account",
    "accounts",
    "messages",
];
const WATCHED: &[&str] = &[
    "tracked",
    "tracking",
    "tracks",
    "tracker",
    "trackers",
    "track",
    "spyware",
    "stalkerware",
    "monitored",
    "monitoring",
    "monitors",
    "watched",
    "hacked",
    "hacks",
    "hacking",
    "bugged",
    "airtag",
    "airtags",
    "gps",
    "cloned",
    "tapped",
    "spied",
    "spying",
];
/// Words that say so of a telephone only.
const OF_A_DEVICE: &[&str] = &[
    "watches",
    "watching",
    "checks",
    "checked",
    "reads",
    "shared",
    "sharing",
    "access",
    "unsafe",
    "compromised",
    "controls",
    "controlled",
    "has",
    "took",
    "taken",
    "broken",
    "smashed",
];

/// Whether a key says that a telephone or a car is watched.
pub(super) fn says_so(key: &str) -> bool {
    const SHARED: &[&str] = &["sharing", "shared", "shares", "share", "live"];
    has_word(key, WATCHED)
        || (has_word(key, DEVICE) && has_word(key, OF_A_DEVICE))
        || (has_word(key, &["location", "locations"]) && has_word(key, SHARED))
}

/// Whether a key speaks of a telephone and the like.
pub(super) fn is_of_a_device(key: &str) -> bool {
    has_word(key, DEVICE)
}

/// Reads it as a risk, beside what is told of one.
pub(super) fn read(node: &mut Node, stray: &Stray) -> Option<Unread> {
    let typed = said(&stray.found);
    let is_said = has_word(&typed, OF_A_DEVICE) || speaks_of_the_perpetrator(&typed);
    let is_one =
        says_so(&stray.key) || has_word(&typed, WATCHED) || (is_of_a_device(&stray.key) && is_said);
    if !is_one || is_unknown(&typed) || typed.contains('@') && !typed.contains(char::is_whitespace)
    {
        return None;
    }
    let shown = without_numbers(&typed);
    let risk = format!("{}: {}", plain(&stray.key), yes(&stray.found, &shown));
    let told = node.get("risk_to_others").map(said).filter(|told| !is_unknown(told));
    node.remove("risk_to_others");
    let risk = told.into_iter().chain([risk]).collect::<Vec<_>>().join("; ");
    put(node, "", "risk_to_others", Node::bare(Value::Text(risk)));
    let text = "A RISK, AS TOLD: it was read as risk_to_others. Ask which telephone is safe before you ring or write.";
    let asks_first = !is_none(&typed);
    Some(Unread { asks_first, ..Unread::new(stray.field(), shown, text) })
}

/// A plain yes or no in words.
fn yes(found: &Node, shown: &str) -> String {
    match flag(found).map(|heard| heard.value) {
        Some(Value::Flag(true)) => "yes".to_owned(),
        Some(Value::Flag(false)) => "no".to_owned(),
        _ => shown.to_owned(),
    }
}

/// The words without any number that could be a telephone's.
pub(super) fn without_numbers(typed: &str) -> String {
    const SHORTEST: usize = 5;
    let is_long = |word: &&str| word.chars().filter(char::is_ascii_digit).count() < SHORTEST;
    typed.split_whitespace().filter(is_long).collect::<Vec<_>>().join(" ")
}
