//! What was told in words: shown as it was said, beside what to do about it.
//!
//! What `unseen` leaves out of it stands on no screen, and nothing else of it is left out.

use super::Household;
use super::unseen::without_places_and_households;
use crate::base::domain::calendar;
use crate::base::domain::household::{Answer, Told};
use crate::base::parse::printable;
use crate::presentation::wording::elsewhere::to_leave;
use crate::presentation::wording::when::{day, moment};
use jiff::civil::Date;

/// What to arrange before and with the call.
pub(super) fn of_the_call(household: &Household<'_>) -> Vec<String> {
    let referral = household.referral;
    let told = &referral.household.told;
    let mut lines = Vec::new();
    if referral.household.adults().count() > 1 {
        let each = if referral.household.adults_under_18() > 0 {
            "adult and young person"
        } else {
            "adult"
        };
        lines.push(format!("Speak with each {each} alone before anything is settled."));
    }
    let say = |answer: &Option<Answer>, line: &dyn Fn(&str) -> String| {
        let answer = answer.as_ref().filter(|answer| !is_no(answer) && !is_unknown(answer))?;
        Some(line(&words(household, answer)))
    };
    lines.extend(say(&told.interpreter, &|language| {
        let language = match language {
            "yes" | "true" => "asked for: which language?".to_owned(),
            language => format!("\u{201c}{language}\u{201d}."),
        };
        format!("Interpreter: {language} Never family, a child, or anybody who came with them.")
    }));
    lines.extend(say(&told.worker_sex, &|sex| format!("Worker asked for: \u{201c}{sex}\u{201d}.")));
    lines.extend(say(&referral.household.perpetrator.relation, &|relation| {
        format!("The perpetrator, as told: \u{201c}{relation}\u{201d}.")
    }));
    let as_told = |what: &str, told: &str| format!("{what}, as told: \u{201c}{told}\u{201d}.");
    lines.extend(say(&told.where_now, &|place| as_told("Now", place)));
    lines.extend(say(&told.carer, &|carer| as_told("Caring", carer)));
    lines.extend(say(&told.working, &|work| as_told("Work", work)));
    if told.other_area.is_yes() {
        lines.push(to_leave(&referral.household, household.provider()));
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

/// A risk to others, whatever was told of it.
pub(super) fn of_risk(household: &Household<'_>) -> Vec<String> {
    let Some(risk) = &household.referral.household.told.risk_to_others else { return Vec::new() };
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
pub(super) fn is_no(answer: &Answer) -> bool {
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

/// The words of an answer with its moments made readable, and without what is not to be seen.
pub(super) fn words(household: &Household<'_>, answer: &Answer) -> String {
    let said = printable(&answer.words().unwrap_or_default());
    let readable = |word: &str| {
        let (core, rest) = word.split_at(word.trim_end_matches([',', ';', ')']).len());
        // A moment without a zone is London's, and no whole day.
        let as_moment = calendar::written_moment(core).map(|at| moment(at, household.now).words);
        let as_day = || core.parse::<Date>().ok().map(|date| day(date, household.now).words);
        as_moment.or_else(as_day).map_or_else(|| word.to_owned(), |said| said + rest)
    };
    let said = said.trim().trim_end_matches('.');
    let said: Vec<String> = said.split_whitespace().map(readable).collect();
    without_places_and_households(household, &said)
}
