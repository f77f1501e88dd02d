//! What was told in words: shown as it was said, beside what to do about it.
//!
//! A place of the form or a postcode within a text is left out, and nothing else of it: a worker's note can
//! hold the perpetrator's address, and a screen may be read aloud.

use super::Household;
use crate::cli::screen::when::{day, moment};
use crate::domain::Known;
use crate::domain::household::{Answer, Told};
use crate::reading::{format, printable};
use jiff::Timestamp;
use jiff::civil::Date;

/// What stands for a place within a text.
const A_PLACE: &str = "(a place, on the form)";

/// What to arrange before and with the call.
pub(super) fn of_the_call(household: &Household<'_>) -> Vec<String> {
    let referral = household.referral;
    let told = &referral.told;
    let mut lines = Vec::new();
    if referral.adults().count() > 1 {
        lines.push("Speak with each adult alone before anything is settled.".to_owned());
    }
    let say = |answer: &Option<Answer>, line: &dyn Fn(&str) -> String| {
        let answer = answer.as_ref().filter(|answer| !is_no(answer) && !is_unknown(answer))?;
        Some(line(&words(household, answer)))
    };
    lines.extend(say(&told.interpreter, &|language| {
        format!("Interpreter: {language}. Never family, a child, or anybody who came with them.")
    }));
    lines.extend(say(&told.worker_sex, &|sex| format!("Worker asked for: {sex}.")));
    lines.extend(say(&referral.perpetrator.relation, &|relation| {
        format!("The perpetrator, as told: \u{201c}{relation}\u{201d}.")
    }));
    lines.extend(say(&told.where_now, &|place| format!("Now: {place}.")));
    lines.extend(say(&told.carer, &|carer| format!("Caring: {carer}.")));
    lines.extend(say(&told.working, &|work| format!("Work: {work}.")));
    if told.other_area.is_yes() {
        let said = "They wish to leave the area: the national helpline searches first.";
        lines.push(said.to_owned());
    }
    lines.extend(not_known_yet(told));
    lines
}

/// What was answered "unknown", in one line.
fn not_known_yet(told: &Told) -> Option<String> {
    let asked = [
        (&told.interpreter, "interpreter"),
        (&told.worker_sex, "which worker"),
        (&told.where_now, "where they are now"),
        (&told.carer, "who is cared for"),
        (&told.arrival, "how they can come"),
        (&told.pregnancy_due, "whether a baby is due"),
    ];
    let unknown = asked.iter().filter(|(answer, _)| answer.as_ref().is_some_and(is_unknown));
    let unknown: Vec<&str> = unknown.map(|(_, name)| *name).collect();
    (!unknown.is_empty()).then(|| format!("Not known yet, ask: {}.", unknown.join(", ")))
}

/// Who comes when, and babies due.
pub(super) fn of_coming(household: &Household<'_>) -> Vec<String> {
    let referral = household.referral;
    let mut lines = Vec::new();
    if let Some(babies) = babies(household) {
        lines.push(format!(
            "{babies}: plan for cots and a midwife. Beds count only those on the form."
        ));
    }
    if let Some(arrival) = referral.told.arrival.as_ref().filter(|answer| !is_unknown(answer)) {
        lines.push(format!("Arriving: {}.", words(household, arrival)));
    }
    for (person, number) in referral.people.iter().zip(1..) {
        let when = match person.arrives {
            None => continue,
            Some(Known::Value(date)) => format!("on {}", day(date, household.now)),
            Some(Known::Unknown) => "on a day not known yet".to_owned(),
        };
        let who = if person.is_child() { "a child" } else { "an adult" };
        lines.push(format!(
            "Person {number}, {who}, comes later, {when}: every rule and bed counts them from the start."
        ));
    }
    if referral.needs.assistance_dog.is_yes() {
        lines.push("An assistance dog comes too: it is admitted everywhere.".to_owned());
    }
    lines
}

/// "Baby due Fri 4 Dec", "2 babies expected".
fn babies(household: &Household<'_>) -> Option<String> {
    let referral = household.referral;
    let due = referral.told.pregnancy_due.as_ref();
    let due = due.filter(|answer| !is_no(answer) && !is_unknown(answer));
    let due = due.map(|due| format!("due {}", words(household, due)));
    let who = match referral.needs.unborn {
        Known::Value(0) => return due.map(|due| format!("Baby {due}")),
        Known::Value(1) => "Baby".to_owned(),
        Known::Value(n) => format!("{n} babies"),
        Known::Unknown => "Babies, how many is not known,".to_owned(),
    };
    Some(format!("{who} {}", due.unwrap_or_else(|| "expected".to_owned())))
}

/// A risk to others, whatever was told of it.
pub(super) fn of_risk(household: &Household<'_>) -> Vec<String> {
    let Some(risk) = &household.referral.told.risk_to_others else { return Vec::new() };
    let said = if is_unknown(risk) {
        "Risk to others: NOT KNOWN, ask.".to_owned()
    } else {
        format!("Risk to others, as told: {}.", as_said(household, risk))
    };
    vec![format!("{said} Where there is one, agree a plan; it is no reason to say no.")]
}

/// Whether the answer is "unknown", or nothing at all.
pub(super) fn is_unknown(answer: &Answer) -> bool {
    match answer {
        Answer::Text(text) => {
            let text = printable(text);
            text.trim().is_empty() || text.trim().eq_ignore_ascii_case("unknown")
        }
        _ => false,
    }
}

/// Whether the answer is a plain no, and not a sentence that begins with one.
fn is_no(answer: &Answer) -> bool {
    match answer {
        Answer::Flag(flag) => !flag,
        Answer::Number(_) => false,
        Answer::Text(text) => {
            let said = text.trim().trim_end_matches('.').to_lowercase();
            ["no", "none", "not needed", "none needed"].contains(&said.as_str())
        }
    }
}

/// The words in quotation marks, so that nobody takes them for ours.
pub(super) fn as_said(household: &Household<'_>, answer: &Answer) -> String {
    format!("\u{201c}{}\u{201d}", words(household, answer))
}

/// The words of an answer with its moments made readable and its places left out.
pub(super) fn words(household: &Household<'_>, answer: &Answer) -> String {
    let said = printable(&answer.words().unwrap_or_default());
    let readable = |word: &str| {
        let (core, rest) = word.split_at(word.trim_end_matches([',', ';', ')']).len());
        let as_day = || core.parse::<Date>().map(|date| day(date, household.now));
        let as_moment = core.parse::<Timestamp>().map(|at| moment(at, household.now));
        as_moment.or_else(|_| as_day()).map_or_else(|_| word.to_owned(), |said| said + rest)
    };
    let said = said.trim().trim_end_matches('.');
    let said: Vec<String> = said.split_whitespace().map(readable).collect();
    without_places(household, &said)
}

/// The words with every place of the form, postcode and sector among them left out.
fn without_places(household: &Household<'_>, said: &[String]) -> String {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let named: Vec<Vec<String>> = household
        .referral
        .unsafe_places
        .iter()
        .map(|place| place.place.split_whitespace().map(bare).collect::<Vec<_>>())
        .filter(|name| name.iter().any(|word| !word.is_empty()))
        .collect();
    let core: Vec<String> = said.iter().map(|word| bare(word)).collect();
    let mut shown: Vec<&str> = Vec::new();
    let mut k = 0;
    while k < said.len() {
        let of_the_form = named.iter().filter(|name| core[k..].starts_with(name)).map(Vec::len);
        let written = (1..=2).filter(|n| is_postcode(&said[k..said.len().min(k + n)], *n));
        if let Some(words) = of_the_form.chain(written).max() {
            shown.push(A_PLACE);
            k += words;
        } else {
            shown.push(&said[k]);
            k += 1;
        }
    }
    shown.join(" ")
}

/// Whether so many words are a postcode or a sector together.
fn is_postcode(words: &[String], many: usize) -> bool {
    let clean = |word: &String| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let joined = words.iter().map(clean).collect::<Vec<_>>().join(" ");
    words.len() == many
        && (format::postcode(&joined).is_some() || format::sector(&joined).is_some())
}
