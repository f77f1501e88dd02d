//! When it is safe to ring, as the form says it in several places: what is a moment becomes one, of two limits the
//! earlier holds, and times that contradict each other are not known.
//!
//! Words stay as they were said. Not here: how that is worded (`cli`).

use super::words::moment;
use crate::base::domain::Referral;
use crate::base::domain::household::{Answer, Unread};
use crate::base::parse::{At, Code, Sink};
use jiff::Timestamp;

const FROM: &str = "contact.safe_from";
const UNTIL: &str = "contact.safe_until";
const CALL_UNTIL: &str = "safe_to_call_until";

/// What of the safe times contradicts what, and what is done.
struct Contradiction {
    field: &'static str,
    text: &'static str,
}

/// Settles the safe times of a form.
pub(super) fn settle(referral: &mut Referral) {
    let asked = referral.received;
    let found = contradiction(referral);
    let told = &mut referral.told;
    let (call, from, until) =
        (&mut told.safe_to_call_until, &mut told.contact.safe_from, &mut told.contact.safe_until);
    let said =
        |answer: &Option<Answer>| answer.as_ref().and_then(Answer::words).unwrap_or_default();
    if let Some(Contradiction { field, text }) = &found {
        let typed = if *field == UNTIL { said(until) } else { said(call) };
        let (field, text) = ((*field).to_owned(), (*text).to_owned());
        referral.unread.push(Unread { field, said: typed, text });
    }
    for answer in [&mut *call, &mut *from, &mut *until] {
        if let Some(moment) = at(answer.as_ref(), asked) {
            *answer = Some(Answer::Text(moment.to_string()));
        }
    }
    let limits = [call.as_ref(), until.as_ref()];
    let earliest = limits.into_iter().filter_map(|limit| at(limit, asked)).min();
    if let Some(earliest) = earliest {
        let moment = Answer::Text(earliest.to_string());
        for answer in [&mut *call, &mut *until] {
            if at(answer.as_ref(), asked).is_some() {
                *answer = Some(moment.clone());
            }
        }
        if at(from.as_ref(), asked).is_some_and(|from| from >= earliest) {
            for answer in [call, from, until] {
                *answer = answer.take().map(|_| Answer::Text("unknown".to_owned()));
            }
        }
    }
}

/// Notes where the safe times contradict each other, for whoever checks the form.
pub(super) fn note(referral: &Referral, sink: &mut Sink) {
    let Some(Contradiction { field, .. }) = contradiction(referral) else { return };
    let allowed = "the times at which it is safe to ring must not contradict each other";
    let action = "ask which is right, and keep that one";
    sink.add(Code::Contradiction, At::new(field, None), "", allowed, action);
}

fn contradiction(referral: &Referral) -> Option<Contradiction> {
    let (asked, told) = (referral.received, &referral.told);
    let call = at(told.safe_to_call_until.as_ref(), asked);
    let until = at(told.contact.safe_until.as_ref(), asked);
    let from = at(told.contact.safe_from.as_ref(), asked);
    let earliest = call.into_iter().chain(until).min();
    if let Some((_, earliest)) = from.zip(earliest).filter(|(from, earliest)| from >= earliest) {
        let field = if until == Some(earliest) { UNTIL } else { CALL_UNTIL };
        let text = "it would be safe to ring from a time that is not before this one: they contradict each other, so treat the safe times as not known. Ask.";
        return Some(Contradiction { field, text });
    }
    let text = "two limits are on the form: the earlier was taken. Ask which is right.";
    (call.is_some() && until.is_some() && call != until)
        .then_some(Contradiction { field: UNTIL, text })
}

/// The moment that an answer is, if it is one and nothing else.
fn at(answer: Option<&Answer>, asked: Timestamp) -> Option<Timestamp> {
    match answer? {
        Answer::Text(text) => moment(text, asked),
        _ => None,
    }
}

/// Safe times that are words, and no moment: each field with the words.
pub(super) fn in_words(referral: &Referral) -> Vec<(&'static str, String)> {
    let told = &referral.told;
    let times = [
        (CALL_UNTIL, &told.safe_to_call_until),
        (FROM, &told.contact.safe_from),
        (UNTIL, &told.contact.safe_until),
    ];
    let words = times.into_iter().filter_map(|(field, answer)| {
        let said = answer.as_ref()?.words().filter(|said| !said.eq_ignore_ascii_case("unknown"))?;
        at(answer.as_ref(), referral.received).is_none().then_some((field, said))
    });
    words.collect()
}
