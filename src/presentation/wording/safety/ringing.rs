//! When and how it is safe to ring. The full line stands whatever was typed: her words are beside it.

use super::Household;
use super::told::{as_said, is_no, is_unknown};
use crate::base::domain::calendar;
use crate::base::domain::household::Answer;
use crate::presentation::document::{Text, text};
use crate::presentation::wording::when::moment;
use jiff::Timestamp;

/// The fields that say when it is safe to ring.
pub(super) const FIELDS: [&str; 3] =
    ["safe_to_call_until", "contact.safe_from", "contact.safe_until"];

const ASK_FIRST: &str = "Hide your number. Ask first \"Is it safe to talk?\"";
const TELL_NOBODY: &str = "tell nobody else who you are.";

pub(super) fn lines(household: &Household<'_>) -> Vec<Text> {
    let message = message(household);
    vec![text![
        "Safe to ring: ",
        when(household),
        format!(". {ASK_FIRST} {message}; {TELL_NOBODY}"),
    ]]
}

/// From when and until when, as far as somebody has said. That it is never safe stands first.
fn when(household: &Household<'_>) -> Text {
    let told = &household.referral.household.told;
    let contact = &told.contact;
    let given = |answer: &'_ Option<Answer>| answer.clone().filter(|said| !is_unknown(said));
    let ends = [&told.safe_to_call_until, &contact.safe_until].into_iter().filter_map(given);
    let ends = ends.map(|said| (said.is_never(), until_when(household, &said)));
    let begins = given(&contact.safe_from);
    let begins = begins.map(|said| (said.is_never(), from_when(household, &said)));
    let (never, mut parts): (Vec<_>, Vec<_>) =
        begins.into_iter().chain(ends).partition(|(is_never, _)| *is_never);
    parts.dedup();
    let parts = Text::joined(parts.into_iter().map(|(_, text)| text), "; ");
    match never.into_iter().next() {
        None if parts.is_empty() => "NOT KNOWN".into(),
        None => parts,
        Some((_, never)) if parts.is_empty() => never,
        Some((_, never)) => text![never, ". The form says besides: ", parts],
    }
}

/// That a time to ring was told in words, of which nobody can say whether it is past.
pub(super) fn times_in_words(household: &Household<'_>) -> Option<String> {
    let told = &household.referral.household.told;
    let times = [&told.safe_to_call_until, &told.contact.safe_from, &told.contact.safe_until];
    let is_words = |said: &&Answer| {
        !is_unknown(said) && !said.is_never() && !said.is_any_time() && as_moment(said).is_none()
    };
    let said = "Safe times to ring: told in words, so whether they are past was not checked. Ask for the hour.";
    times.into_iter().flatten().any(|said| is_words(&said)).then(|| said.to_owned())
}

fn from_when(household: &Household<'_>, said: &Answer) -> Text {
    match as_moment(said) {
        Some(from) if from > household.now => {
            text!["NOT BEFORE ", moment(from, household.now)]
        }
        Some(from) => text!["from ", moment(from, household.now)],
        None if said.is_never() => never(household, said),
        None if said.is_any_time() => any_time(household, said),
        None if is_words_first(said) => words_first(household, said),
        None => format!("NOT BEFORE, as told, {}", as_said(household, said)).into(),
    }
}

fn until_when(household: &Household<'_>, said: &Answer) -> Text {
    if said.is_never() {
        return never(household, said);
    }
    if said.is_any_time() {
        return any_time(household, said);
    }
    let Some(until) = as_moment(said) else {
        if is_from(said) {
            return from_when(household, said);
        }
        if is_words_first(said) {
            return words_first(household, said);
        }
        return format!("only UNTIL, as told, {}, not after", as_said(household, said)).into();
    };
    let shown = moment(until, household.now);
    let received = household.referral.received;
    if until <= received || until <= household.now {
        let when = if until <= received { "when this was asked" } else { "now" };
        return text!["was until ", shown, format!(", already past {when}: take it as NOT KNOWN")];
    }
    text!["until ", shown, ", not after"]
}

fn never(household: &Household<'_>, said: &Answer) -> Text {
    format!("AT NO TIME, as told ({}): wait until they ring", as_said(household, said)).into()
}

/// Words that are no limit by themselves: they forbid it, perhaps not at every hour, or name no hour at all.
fn is_words_first(said: &Answer) -> bool {
    said.is_sometimes_never() || said.names_no_time() || said.is_conditional()
}

fn words_first(household: &Household<'_>, said: &Answer) -> Text {
    if said.names_no_time() {
        return format!("NOT KNOWN; as told, {}: ask first", as_said(household, said)).into();
    }
    format!("as told, {}; at any other time NOT KNOWN", as_said(household, said)).into()
}

fn any_time(household: &Household<'_>, said: &Answer) -> Text {
    format!("at any time, as told ({})", as_said(household, said)).into()
}

/// Whether a message may be left: never, unless somebody has said so.
fn message(household: &Household<'_>) -> String {
    let told = household.referral.household.told.contact.message.as_ref();
    match told.filter(|said| !is_unknown(said)) {
        None => "Leave no message".to_owned(),
        Some(Answer::Flag(true)) => {
            "A message may be left, as told, but nothing that says who you are".to_owned()
        }
        Some(Answer::Flag(false)) => "Leave no message, as told".to_owned(),
        Some(said) if is_no(said) => {
            format!("Leave no message (as told: {})", as_said(household, said))
        }
        Some(said) => format!(
            "Leave no message, unless these words allow it: {}, and then nothing that says who you are",
            as_said(household, said)
        ),
    }
}

/// A moment, where the answer is one and nothing else.
fn as_moment(said: &Answer) -> Option<Timestamp> {
    match said {
        Answer::Text(text) => calendar::written_moment(text.trim()),
        _ => None,
    }
}

/// Whether what stands as an end says a beginning: "after 9am".
fn is_from(said: &Answer) -> bool {
    said.begins(&["after ", "from ", "not before ", "only after "])
}
