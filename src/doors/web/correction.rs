//! An event put right by a manager, on a page of its own that asks what the event says, in words; or taken away.
//!
//! What was not touched is not sent on: of what changed a correction is made (`tasks::corrections`).

use super::acts;
use super::fields::{Fields, Slip};
use super::guard;
use super::input::{self, Input, Kind, spaced};
use super::links::Pages;
use super::page::{Frame, nothing_here, shown};
use super::record_act;
use super::reply::Reply;
use super::visit::{Managing, Visit, nonce};
use crate::base::domain::calendar::in_london;
use crate::base::domain::hundredths;
use crate::base::domain::{EventName, RuleName};
use crate::doors::failure::Failure;
use crate::doors::tasks::{Answer, Desk, pence};
use crate::presentation::document::Document;
use crate::presentation::render::html;
use crate::presentation::wording::register::{self as wording, Line};
use crate::service::pathway::MEASURES;
use crate::service::register::{Holds, holds, keys_of, moment};
use askama::Template;
use jiff::Timestamp;
use serde_json::{Map, Value};

#[derive(Template)]
#[template(path = "web/correction.html")]
struct Shown {
    frame: Frame,
    /// The household or unit of whose history it is.
    name: String,
    /// Its own page.
    page: String,
    seq: u64,
    title: &'static str,
    refused: Option<String>,
    /// What cannot be read.
    slips: Vec<Slip>,
    request: String,
    /// The event as the history tells it.
    told: String,
    /// It still counts.
    stands: bool,
    inputs: Vec<Input>,
    /// When it was, and why it did not happen, as they were typed.
    typed: [String; 2],
    wrong_when: Option<String>,
}

/// How the ids of the page's fields begin.
const PART: &str = "put-right";

/// Sent by the page that shows every key: what is not ticked there is meant.
const WHOLE: &str = "whole";

/// The page of the household or unit of whose history the event is.
fn owner<R>(visit: &Visit<'_, R>) -> String {
    let of = visit.asked.path.split('/').nth(1).unwrap_or_default();
    format!("/{of}/{}", visit.param("id"))
}

/// `GET /household/{id}/event/{seq}`, and of a unit
pub(super) fn show(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    page(visit, visit.param("seq"), None)
}

fn page(
    visit: &Visit<'_, Managing>,
    seq: &str,
    refused: Option<&Document>,
) -> Result<Reply, Failure> {
    let request = nonce()?;
    let status = if refused.is_some() { 409 } else { 200 };
    let made = visit.at_the_desk(|mut desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let Some(name) = pages.named(&owner(visit)).map(str::to_owned) else { return Ok(None) };
        let Some(line) = event_of(&mut desk, &name, seq)? else { return Ok(None) };
        visit.note(&desk.door.register, "looked at", &name);
        let told = wording::history(&name, std::slice::from_ref(&line), desk.now);
        let told = html::render(&Document { title: "".into(), ..told }, &pages);
        let typed = &visit.asked.fields;
        let text = |name: &str| typed.text(name).unwrap_or_default().to_owned();
        let inputs = match refused {
            Some(_) => checked(&line.event, typed, visit.now),
            None => asked(&line.event).into_iter().flat_map(|asked| asked.inputs).collect(),
        };
        Ok(Some(Shown {
            frame: Frame::of(visit),
            page: owner(visit),
            seq: line.seq,
            stands: can_be_put_right(&line),
            title: wording::event_called(&line.event),
            refused: refused.map(|refused| html::render(refused, &pages)),
            request,
            told,
            slips: slips(&inputs, typed, visit.now),
            inputs,
            wrong_when: wrong_when(typed, visit.now),
            typed: [text("when"), text("reason-away")],
            name,
        }))
    })?;
    match made {
        Some(made) => Ok(shown(&made)?.with_status(status)),
        None => Ok(nothing_here(visit.state)),
    }
}

/// What is asked with what was typed, and what of that is wrong.
fn checked(event: &Map<String, Value>, typed: &Fields, now: Timestamp) -> Vec<Input> {
    let inputs = asked(event).into_iter().flat_map(|asked| asked.inputs);
    inputs.map(|input| with_typed(input, typed).checked(typed, now)).collect()
}

/// What is wrong with when it was.
fn wrong_when(typed: &Fields, now: Timestamp) -> Option<String> {
    let when = typed.text("when")?;
    input::a_past_time(when, now).err()
}

/// What cannot be read, each with its field.
fn slips(inputs: &[Input], typed: &Fields, now: Timestamp) -> Vec<Slip> {
    let when = wrong_when(typed, now).map(|why| Slip::of(format!("{PART}-when"), why));
    inputs.iter().filter_map(|input| input.slip(PART)).chain(when).collect()
}

/// What was typed instead of what is recorded.
fn with_typed(mut input: Input, typed: &Fields) -> Input {
    // Of a box that is not ticked nothing is sent.
    if typed.has(&input.name) || input.is_tick() && typed.flag(WHOLE) {
        typed.text(&input.name).unwrap_or_default().clone_into(&mut input.value);
    }
    input
}

/// An event of the history of this household or unit.
fn event_of(desk: &mut Desk<'_>, name: &str, seq: &str) -> Result<Option<Line>, Failure> {
    let Ok(seq) = seq.parse::<u64>() else { return Ok(None) };
    let (_, lines) = desk.history(name)?;
    Ok(lines.into_iter().find(|line| line.seq == seq))
}

/// The events of a history that can be put right, each by its number and what it is called.
pub(super) fn choices(lines: &[Line]) -> Vec<(String, String)> {
    let of = |line: &Line| {
        (line.seq.to_string(), format!("{}: {}", line.seq, wording::event_called(&line.event)))
    };
    lines.iter().filter(|line| can_be_put_right(line)).map(of).collect()
}

/// What was put right already, or took something away, cannot be.
fn can_be_put_right(line: &Line) -> bool {
    line.corrected_by.is_none() && EventName::of(&line.event) != Some(EventName::Annulled)
}

/// A key of an event as it is asked on the page.
struct Asked {
    key: &'static str,
    holds: Holds,
    inputs: Vec<Input>,
}

/// Every key of an event that can be put right, with what is recorded.
fn asked(event: &Map<String, Value>) -> Vec<Asked> {
    let Some(name) = EventName::of(event) else { return Vec::new() };
    let mut keys = keys_of(name);
    if event.contains_key("unit") && !keys.contains(&"unit") {
        keys.insert(0, "unit");
    }
    let of = |key: &'static str| {
        let holds = holds(name, key).unwrap_or(Holds::Text);
        let label = wording::key_asked(name, key)?;
        let inputs = inputs((name, key, holds), label, event.get(key));
        Some(Asked { key, holds, inputs })
    };
    keys.into_iter().filter_map(of).collect()
}

/// How a key is asked.
fn inputs(
    (event, key, holds): (EventName, &'static str, Holds),
    label: &'static str,
    value: Option<&Value>,
) -> Vec<Input> {
    let plain = |value: String| vec![Input::text(key, label).chosen(value)];
    let read = |word: &str| wording::word_read(event, key, word);
    let ticks = |words: Vec<(String, String)>| {
        let is_there = |word: &str| listed(value).any(|of| of == word);
        let tick = |(word, read): (String, String)| {
            let chosen = if is_there(&word) { "yes" } else { "" };
            Input::tick(format!("{key}:{word}"), &format!("{label}: {read}")).chosen(chosen)
        };
        words.into_iter().map(tick).collect::<Vec<Input>>()
    };
    match holds {
        Holds::Flag => {
            let chosen = if value == Some(&Value::Bool(true)) { "yes" } else { "no" };
            vec![Input::choice(key, label, &[("yes", "Yes"), ("no", "No")]).chosen(chosen)]
        }
        Holds::FlagOrText if !value.is_some_and(Value::is_string) => {
            let chosen = if value == Some(&Value::Bool(true)) { "yes" } else { "" };
            vec![Input::tick(key, label).chosen(chosen)]
        }
        Holds::Word(words) => {
            let choices = words.iter().map(|word| ((*word).to_owned(), read(word)));
            let kind = Kind::Choice(choices.collect());
            vec![Input { kind, ..Input::text(key, label).chosen(text(value)) }]
        }
        Holds::Words(words) => {
            ticks(words.iter().map(|word| ((*word).to_owned(), read(word))).collect())
        }
        Holds::Rules => {
            let rules = RuleName::ALL.iter().map(|rule| rule.name());
            ticks(rules.map(|rule| (rule.to_owned(), read(rule))).collect())
        }
        Holds::Texts if key != "keep_apart" => ticks(measures(value)),
        Holds::Texts => plain(listed(value).collect::<Vec<_>>().join(", ")),
        Holds::Whole if is_in_hundredths(key) => {
            let reads = if key == "fte" { input::some_posts } else { input::a_sum };
            vec![Input::text(key, label).chosen(number(key, value)).read_as(reads)]
        }
        Holds::Whole => {
            vec![Input::text(key, label).chosen(number(key, value)).read_as(input::a_whole)]
        }
        Holds::Moment | Holds::DayOrMoment => {
            vec![Input::text(key, label).chosen(text(value)).read_as(input::a_time)]
        }
        _ => plain(text(value)),
    }
}

/// The measures there are, and those that stand there besides.
fn measures(value: Option<&Value>) -> Vec<(String, String)> {
    let known = MEASURES.iter().map(|(word, name, _)| ((*word).to_owned(), (*name).to_owned()));
    let known: Vec<(String, String)> = known.collect();
    let others = listed(value).filter(|of| known.iter().all(|(word, _)| word != of));
    let others: Vec<_> = others.map(|of| (of.to_owned(), spaced(of))).collect();
    known.into_iter().chain(others).collect()
}

fn listed(value: Option<&Value>) -> impl Iterator<Item = &str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// A text as it was written; a moment as it is typed, in London.
fn text(value: Option<&Value>) -> String {
    let written = value.and_then(Value::as_str).unwrap_or_default();
    moment(written).map_or_else(
        || written.to_owned(),
        |at| in_london(at).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

/// A whole number as it is typed: money in pounds, posts with their part.
fn number(key: &str, value: Option<&Value>) -> String {
    let Some(number) = value.and_then(Value::as_u64) else { return String::new() };
    if is_in_hundredths(key) {
        return hundredths(number);
    }
    number.to_string()
}

fn is_in_hundredths(key: &str) -> bool {
    key.ends_with("pence") || key == "fte"
}

/// What is otherwise than it is recorded, as a correction takes it.
fn changes(event: &Map<String, Value>, typed: &Fields) -> Result<Vec<String>, Failure> {
    let mut changes = Vec::new();
    for Asked { key, holds, inputs } in asked(event) {
        let was: Vec<String> = inputs.iter().map(|input| input.value.clone()).collect();
        let inputs: Vec<Input> = inputs.into_iter().map(|input| with_typed(input, typed)).collect();
        let is_same = inputs.iter().zip(&was).all(|(input, was)| input.value == *was);
        if !is_same {
            changes.push(format!("{key}={}", value(key, holds, &inputs)?));
        }
    }
    changes.extend(typed.text("when").map(|said| format!("at={said}")));
    // Of another kind, as other software may say it.
    changes.extend(typed.text("changes").into_iter().flat_map(str::lines).map(str::to_owned));
    Ok(changes)
}

/// What was typed for a key, as it is kept.
fn value(key: &str, holds: Holds, inputs: &[Input]) -> Result<String, Failure> {
    let first = inputs.first().map_or("", |input| input.value.as_str());
    let is_yes = |said: &str| (if said == "yes" { "true" } else { "false" }).to_owned();
    Ok(match holds {
        Holds::Flag => is_yes(first),
        Holds::FlagOrText if inputs.iter().all(Input::is_tick) => is_yes(first),
        Holds::Words(_) | Holds::Rules | Holds::Texts if key != "keep_apart" => {
            let ticked = inputs.iter().filter(|input| !input.value.is_empty());
            let words = ticked.filter_map(|input| input.name.split_once(':'));
            words.map(|(_, word)| word.to_owned()).collect::<Vec<_>>().join(",")
        }
        Holds::Whole if is_in_hundredths(key) && !first.is_empty() => {
            pence(first).map_err(Failure::Usage)?.to_string()
        }
        _ => first.to_owned(),
    })
}

/// `POST /household/{id}/correct`, and of a unit: another event stands in its place.
pub(super) fn correct(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    record(visit, |mut desk, line| {
        let typed = &visit.asked.fields;
        let inputs = checked(&line.event, typed, visit.now);
        acts::none_of(&slips(&inputs, typed, visit.now))?;
        let changes = changes(&line.event, typed)?;
        if changes.is_empty() {
            return Err(Failure::Usage(wording::say_first(&[
                "what was otherwise, or when it was",
            ])));
        }
        match guard::against_correction(&mut desk, (line.seq, &changes), typed)? {
            None => desk.correct(line.seq, &changes),
            Some(why) => Err(Failure::Usage(why)),
        }
    })
}

/// `POST /household/{id}/annul`, and of a unit: it is taken away.
pub(super) fn annul(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    record(visit, |desk, line| {
        desk.annul(line.seq, visit.field("reason-away").or(visit.field("reason")))
    })
}

fn record(
    visit: &Visit<'_, Managing>,
    record: impl FnOnce(Desk<'_>, &Line) -> Result<Answer, Failure>,
) -> Result<Reply, Failure> {
    let act = visit.asked.path.rsplit('/').next().unwrap_or_default();
    let seq = visit.field("seq").unwrap_or_default().to_owned();
    let of = format!("{}{seq}", visit.param("id"));
    record_act::record(
        visit,
        (act, &of, owner(visit)),
        |mut desk, pages| {
            let name = pages.named(&owner(visit))?;
            let line = match event_of(&mut desk, name, &seq) {
                Ok(line) => line?,
                Err(failure) => return Some(Err(failure)),
            };
            Some(record(desk, &line))
        },
        |refused| page(visit, &seq, Some(refused)),
    )
}
