//! When it is safe to ring, as the form says it in several places: what is a moment becomes one, of two limits the
//! earlier holds, and times that contradict each other are not known.
//!
//! Words stay as they were said. Not here: how that is worded (`wording`).

use super::words::{british, is_unknown, moment, plain, time_of_day};
use crate::base::domain::household::{Answer, Told, Unread};
use crate::base::domain::{Referral, calendar};
use crate::base::parse::{At, Code, Sink};
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

const FROM: &str = "contact.safe_from";
const UNTIL: &str = "contact.safe_until";
const CALL_UNTIL: &str = "safe_to_call_until";

/// What of the safe times contradicts what, and what is done.
struct Contradiction {
    field: &'static str,
    text: &'static str,
}

/// From when, until when, and until when by the other key: each where it is a moment.
struct Limits {
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    call: Option<Timestamp>,
}

impl Limits {
    /// Hours without a day are the next that there are: a night's from the evening until the morning after.
    fn of(referral: &Referral) -> Self {
        let (asked, told) = (referral.received, &referral.household.told);
        let (from, until, call) = (
            told.contact.safe_from.as_ref(),
            told.contact.safe_until.as_ref(),
            told.safe_to_call_until.as_ref(),
        );
        let begins = match (hour(from), hour(until).or(hour(call))) {
            (Some(opens), Some(closes)) => next_window(opens, closes, asked),
            _ => at(from, asked),
        };
        let ends = |limit: Option<&Answer>| {
            let by_hour = || first_after(hour(limit)?, begins?);
            by_hour().or_else(|| at(limit, asked)).or_else(|| nearest_hour(hour(limit)?, asked))
        };
        Self { from: begins, until: ends(until), call: ends(call) }
    }

    fn earliest(&self) -> Option<Timestamp> {
        self.until.into_iter().chain(self.call).min()
    }
}

/// The hour that an answer is, without a day.
fn hour(answer: Option<&Answer>) -> Option<Time> {
    match answer? {
        Answer::Text(text) => time_of_day(text.trim()),
        _ => None,
    }
}

/// When hours from so to so begin that have not ended when somebody asks.
fn next_window(opens: Time, closes: Time, asked: Timestamp) -> Option<Timestamp> {
    let day = calendar::london_day(asked);
    let begins = calendar::london_moment(day, opens)?;
    if first_after(closes, begins)? > asked {
        return Some(begins);
    }
    calendar::london_moment(day.tomorrow().ok()?, opens)
}

/// The end that an hour without a day means: tonight's, also after midnight, or the one that has just passed; of one
/// that is far both ways nobody knows.
fn nearest_hour(hour: Time, asked: Timestamp) -> Option<Timestamp> {
    const NEAR: SignedDuration = SignedDuration::from_hours(6);
    let day = calendar::london_day(asked);
    let days = [day.yesterday().ok()?, day, day.tomorrow().ok()?];
    let moments = days.into_iter().filter_map(|day| calendar::london_moment(day, hour));
    let far = |moment: &Timestamp| moment.duration_since(asked).abs();
    moments.min_by_key(far).filter(|moment| far(moment) <= NEAR)
}

fn first_after(hour: Time, begins: Timestamp) -> Option<Timestamp> {
    let day = calendar::london_day(begins);
    let same_day = calendar::london_moment(day, hour)?;
    if same_day > begins {
        return Some(same_day);
    }
    calendar::london_moment(day.tomorrow().ok()?, hour)
}

/// Settles the safe times of a form, and whether a message may be left where that is said in a word.
pub(super) fn settle(referral: &mut Referral) {
    settle_unknown(&mut referral.household.told);
    if let Some(Answer::Text(due)) = &mut referral.household.told.pregnancy_due {
        *due = british(due).into_owned();
    }
    let limits = Limits::of(referral);
    note_contradiction(referral);
    let told = &mut referral.household.told;
    let (call, from, until) =
        (&mut told.safe_to_call_until, &mut told.contact.safe_from, &mut told.contact.safe_until);
    let earliest = limits.earliest();
    let contradict = limits.from.zip(earliest).is_some_and(|(from, earliest)| from >= earliest);
    let settled = |moment: Option<Timestamp>| moment.map(|at| Answer::Text(at.to_string()));
    if contradict {
        for answer in [call, from, until] {
            *answer = answer.take().map(|_| Answer::Text("unknown".to_owned()));
        }
    } else {
        // Of two limits the earlier holds.
        let moments = [
            (call, limits.call.and(earliest)),
            (until, limits.until.and(earliest)),
            (from, limits.from),
        ];
        for (answer, moment) in moments {
            *answer = settled(moment).or_else(|| answer.take());
        }
    }
    settle_message(&mut referral.household.told);
}

/// What says no more than that nobody knows is "unknown", in whatever words.
fn settle_unknown(told: &mut Told) {
    let answers = [
        &mut told.pregnancy_due,
        &mut told.carer,
        &mut told.arrival,
        &mut told.safe_to_call_until,
        &mut told.interpreter,
        &mut told.worker_sex,
        &mut told.risk_to_others,
        &mut told.where_now,
        &mut told.contact.message,
        &mut told.contact.safe_from,
        &mut told.contact.safe_until,
    ];
    for answer in answers.into_iter().flatten() {
        if matches!(answer, Answer::Text(text) if !text.trim().is_empty() && is_unknown(text)) {
            *answer = Answer::Text("unknown".to_owned());
        }
    }
}

/// Whether a message may be left, where that is said in a word.
fn settle_message(told: &mut Told) {
    const YES: [&str; 8] = ["yes", "y", "yeah", "true", "ok", "fine", "yes please", "always"];
    const NO: [&str; 13] = [
        "no",
        "n",
        "false",
        "none",
        "never",
        "do not",
        "don t",
        "dont",
        "not",
        "no way",
        "never ever",
        "no message",
        "no messages",
    ];
    let message = &mut told.contact.message;
    let Some(Answer::Text(said)) = message else { return };
    let said = plain(said);
    if YES.contains(&&*said) {
        *message = Some(Answer::Flag(true));
    } else if NO.contains(&&*said) {
        *message = Some(Answer::Flag(false));
    }
}

/// What contradicts what, with everything that was typed, so that it does not vanish.
fn note_contradiction(referral: &mut Referral) {
    let Some(Contradiction { field, text }) = contradiction(referral) else { return };
    let told = &referral.household.told;
    let said = [&told.contact.safe_from, &told.contact.safe_until, &told.safe_to_call_until];
    let said: Vec<String> = said.into_iter().flatten().filter_map(Answer::words).collect();
    referral.household.unread.push(Unread::new(field, said.join(", until "), text));
}

/// Notes where the safe times contradict each other, for whoever checks the form.
pub(super) fn note(referral: &Referral, sink: &mut Sink) {
    let Some(Contradiction { field, .. }) = contradiction(referral) else { return };
    let allowed = "the times at which it is safe to ring must not contradict each other";
    let action = "ask which is right, and keep that one";
    sink.add(Code::Contradiction, At::new(field, None), "", allowed, action);
}

fn contradiction(referral: &Referral) -> Option<Contradiction> {
    let limits = Limits::of(referral);
    let Limits { from, until, call } = limits;
    let earliest = limits.earliest();
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
    let told = &referral.household.told;
    let times = [
        (CALL_UNTIL, &told.safe_to_call_until),
        (FROM, &told.contact.safe_from),
        (UNTIL, &told.contact.safe_until),
    ];
    let words = times.into_iter().filter_map(|(field, answer)| {
        let answer = answer.as_ref().filter(|said| !said.is_never() && !said.is_any_time())?;
        let said = answer.words().filter(|said| !said.eq_ignore_ascii_case("unknown"))?;
        at(Some(answer), referral.received).is_none().then_some((field, said))
    });
    words.collect()
}
