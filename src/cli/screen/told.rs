//! What was told and matters before the telephone is lifted.
//!
//! Free text is passed on only if it names no place: a worker's note can hold the perpetrator's address.

use super::elsewhere::contact;
use super::{list, moment};
use crate::domain::household::Answer;
use crate::eligibility::Case;
use crate::reading::format;
use jiff::Timestamp;
use jiff::civil::Date;

const WITHHELD: &str = "(on the form; not shown here)";

pub(super) fn before_you_ring(case: &Case<'_>) -> String {
    let referral = case.referral;
    let told = &referral.told;
    let mut lines = vec![safe_to_ring(case)];
    if referral.adults().count() > 1 {
        lines.push("Speak with each adult alone before anything is settled.".to_owned());
    }
    if referral.lead_is_under_18() && !referral.lead_is_under_16() {
        let number = contact(case, "childrens_emergency_duty_team");
        lines.push(format!("This young person is under 18: do not hold back a place, and ring children's services tonight as well (9.7): {number}"));
    }
    if let Some(language) = words(case, told.interpreter.as_ref()).filter(|said| said != "no") {
        lines.push(format!(
            "Interpreter: {language}. Never family, a child, or anybody who came with them."
        ));
    }
    if let Some(sex) = words(case, told.worker_sex.as_ref()) {
        lines.push(format!("Worker asked for: {sex} only."));
    }
    if let Some(due) = words(case, told.pregnancy_due.as_ref()).filter(|said| said != "no") {
        lines.push(format!(
            "Baby due {due}: plan a cot and a midwife. Beds count only those on the form."
        ));
    }
    if let Some(arrival) = words(case, told.arrival.as_ref()) {
        lines.push(format!("Arriving: {arrival}."));
    }
    if let Some(carer) = words(case, told.carer.as_ref()).filter(|said| said != "no") {
        lines.push(format!("Caring: {carer}."));
    }
    if told.risk_to_others == Some(Answer::Text("unknown".to_owned())) {
        lines.push("Risk to others: not known. Ask.".to_owned());
    } else if let Some(risk) =
        words(case, told.risk_to_others.as_ref()).filter(|said| !said.starts_with("no"))
    {
        lines.push(format!(
            "Risk to others, as told: {risk}. Agree a plan; it is no reason to say no."
        ));
    }
    list("BEFORE YOU RING", &lines)
}

fn safe_to_ring(case: &Case<'_>) -> String {
    let known = case.referral.told.safe_to_call_until.as_ref();
    let Some(said) = known.and_then(Answer::words) else {
        return "Safe to ring: NOT KNOWN. Hide your number. Ask only \"Is it safe to talk?\" Leave no message; tell nobody else who you are.".to_owned();
    };
    match said.parse::<Timestamp>() {
        Ok(until) if until < case.referral.received => {
            format!(
                "Safe to ring: was until {}, now past. Treat as not known: hide your number, leave no message.",
                moment(until)
            )
        }
        Ok(until) => format!(
            "Safe to ring: until {}, not after. Hide your number. Ask first \"Is it safe to talk?\"",
            moment(until)
        ),
        Err(_) => format!("Safe to ring: {}.", words(case, known).unwrap_or_default()),
    }
}

/// The words of an answer with its moments made readable, unless they name a place.
fn words(case: &Case<'_>, answer: Option<&Answer>) -> Option<String> {
    let said = answer?.words()?;
    let said = said.trim_end_matches('.');
    if names_a_place(case, said) {
        return Some(WITHHELD.to_owned());
    }
    let readable = |word: &str| {
        let (core, rest) = word.split_at(word.trim_end_matches([',', ';', ')']).len());
        let day = || core.parse::<Date>().map(|day| day.strftime("%a %-d %b").to_string());
        let said = core.parse::<Timestamp>().map(moment).or_else(|_| day());
        said.map_or_else(|_| word.to_owned(), |said| said + rest)
    };
    Some(said.split_whitespace().map(readable).collect::<Vec<_>>().join(" "))
}

/// Whether a text holds a postcode, a sector, or a place of the form.
fn names_a_place(case: &Case<'_>, said: &str) -> bool {
    let lower = said.to_lowercase();
    let of_the_form =
        case.referral.unsafe_places.iter().any(|named| lower.contains(&named.place.to_lowercase()));
    let clean = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let parts: Vec<String> = said.split_whitespace().map(clean).collect();
    let is_place = |text: &str| format::postcode(text).is_some() || format::sector(text).is_some();
    let pairs = parts.windows(2).map(|pair| pair.join(" "));
    of_the_form
        || parts.iter().any(|part| is_place(part))
        || pairs.into_iter().any(|pair| is_place(&pair))
}
