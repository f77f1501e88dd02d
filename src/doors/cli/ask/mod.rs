//! `lintel ask`: a conversation in speaking order, which keeps the form as it goes.
//!
//! Danger, who, where he may look; then there is an answer, refined as more is said. Nothing must be known: Enter goes on
//! everywhere. Every answer is on the disk before the next question, so that a closed terminal loses nothing.

mod several;
mod talk;

use super::args::{Ask as Args, Recommend};
use super::register::args::Whereabouts;
use super::{Failure, Said, code, layout, new, recommend};
use crate::base::domain::calendar;
use crate::base::parse::printable_lines;
use crate::doors::tasks::spoken::form::{Entries, Form, Value, field, takes_unknown};
use crate::doors::tasks::spoken::{form, questions};
use crate::presentation::wording::conversation as words;
use anyhow::Context;
use jiff::Timestamp;
use several::Also;
use std::fs::File;
use std::io::{self, BufRead, Seek, Write};
use std::path::{Path, PathBuf};
use talk::{Talk, is_unknown, say, turn_to};

/// Keys that rules read, and of which "unknown" is an answer.
const ASKED_BY_RULES: [&str; 3] = ["needs.nrpf", "needs.complex", "perpetrator.linked_to_service"];

/// `flags`: where data and estate are, as they were said.
pub(super) fn run(
    (data, flags): (&Path, &str),
    now: Timestamp,
    args: &Args,
) -> Result<Said, Failure> {
    let mut talk = Talk::new(io::stdin().lock());
    say(words::danger_first());
    let reference = calendar::in_london(now).strftime("A-%y%m%d-%H%M%S").to_string();
    let path = args.file.clone().unwrap_or_else(|| PathBuf::from(format!("{reference}.toml")));
    let mut kept = Kept { file: new::create(&path)?, path, form: begun(&reference, now) };
    kept.save()?;
    say(words::HOW);
    danger(&mut talk, &mut kept)?;
    who(&mut talk, &mut kept)?;
    unsafe_places(&mut talk, &mut kept)?;
    let (estate, whereabouts) = (args.of.estate.clone(), args.whereabouts.clone());
    let mut desk = Desk { data, now, estate, whereabouts, last: String::new(), code: code::DONE };
    desk.answer(&kept, "")?;
    for group in questions::groups() {
        if talk.is_over {
            break;
        }
        turn_to(words::turning_to(group.title));
        for question in &group.questions {
            if question.key == "needs.unborn" && !is_a_baby_due(&kept.form) {
                continue;
            }
            let value = talk.value(question.words, question.field);
            // Nothing said is no "no" where a rule would read it so.
            let unsaid = || Value::text("unknown");
            let is_open = !talk.is_over && ASKED_BY_RULES.contains(&question.key);
            if let Some(value) = value.or_else(|| is_open.then(unsaid)) {
                kept.form.set(question.key, value);
                kept.save()?;
            }
        }
        desk.answer(&kept, &format!("{}\n\n", words::WITH_THAT))?;
    }
    let said = kept.path.display();
    let register = args.whereabouts.flags();
    let again = format!("lintel recommend {said}{flags}{register}");
    turn_to(words::kept(&said.to_string(), &again));
    if args.whereabouts.is_named() {
        say(words::to_hold(&format!("lintel refer {said}{flags}{register}")));
    }
    Ok(Said { text: String::new(), code: desk.code })
}

/// Whether somebody has said that a baby is due.
fn is_a_baby_due(form: &Form) -> bool {
    let is_said = |said: &Value| match said {
        Value::Text(text) => !is_unknown(text) && form::yes_or_no(text) != Some(false),
        Value::Flag(flag) => *flag,
        _ => true,
    };
    form.get("pregnancy_due").is_some_and(is_said)
}

/// What the clock and the contract fill before anything is said.
fn begun(reference: &str, now: Timestamp) -> Form {
    let mut form = Form::default();
    form.set("reference", Value::text(reference));
    let received = Timestamp::from_second(now.as_second()).unwrap_or(now);
    form.set("received", Value::Text(received.to_string()));
    form.set("source", Value::text("self"));
    form.set("immediate_danger", unknown_or("immediate_danger", Value::Flag(true)));
    form.set("homeless_before", unknown_or("homeless_before", Value::Flag(false)));
    form
}

/// "unknown" where the form takes it; else the careful value.
fn unknown_or(key: &str, careful: Value) -> Value {
    let takes = field(key).is_some_and(|field| takes_unknown(field.shape));
    if takes { Value::text("unknown") } else { careful }
}

/// The form on the disk.
struct Kept {
    file: File,
    path: PathBuf,
    form: Form,
}

impl Kept {
    fn save(&mut self) -> Result<(), Failure> {
        let text = self.form.toml();
        let mut write = || {
            self.file.rewind()?;
            self.file.write_all(text.as_bytes())?;
            // Handed to the system, which keeps it whatever becomes of this program: nobody waits for the disk.
            self.file.set_len(text.len() as u64)
        };
        Ok(write().with_context(|| format!("{} cannot be written", self.path.display()))?)
    }
}

fn danger(talk: &mut Talk<impl BufRead>, kept: &mut Kept) -> Result<(), Failure> {
    let Some(field) = field("immediate_danger") else { return Ok(()) };
    if let Some(value) = talk.value(words::IN_DANGER, field) {
        kept.form.set("immediate_danger", value);
    }
    kept.save()
}

fn who(talk: &mut Talk<impl BufRead>, kept: &mut Kept) -> Result<(), Failure> {
    let lead = lead(talk);
    person(talk, kept, "adult", lead)?;
    loop {
        let Some(said) = talk.line(words::WHO_ELSE) else {
            return Ok(());
        };
        match several::also(&said) {
            Also::Nobody => return Ok(()),
            _ if is_unknown(&said) => return Ok(()),
            Also::Adult => person(talk, kept, "adult", Begun::told(words::HOW_OLD, &said))?,
            Also::Child => person(talk, kept, "child", Begun::told(words::HOW_OLD, &said))?,
            Also::Children(many) => {
                for k in 1..=many {
                    say(words::child(k, many));
                    person(talk, kept, "child", Begun::asked(words::HOW_OLD))?;
                }
            }
            Also::NotClear => say(words::WHO_ELSE_AGAIN),
        }
    }
}

/// What has been said of somebody before they are asked about, and what is still to be asked.
struct Begun {
    age: Option<Value>,
    sex: Option<Value>,
    how_old: Option<&'static str>,
    asks_sex: bool,
    /// Several people in one breath.
    said: Option<String>,
}

impl Begun {
    /// Of somebody about whom more may have been said than who it is: "a boy of 7".
    fn told(how_old: &'static str, said: &str) -> Self {
        let (Some(age), Some(sex)) = (field("person.age"), field("person.sex")) else {
            return Self::asked(how_old);
        };
        let (age, sex) = several::of_one(said, (age, sex));
        let asks_sex = sex.is_none();
        let how_old = age.is_none().then_some(how_old);
        Self { age, sex, how_old, asks_sex, said: None }
    }

    fn asked(how_old: &'static str) -> Self {
        Self { age: None, sex: None, how_old: Some(how_old), asks_sex: true, said: None }
    }
}

/// Whoever asks, or is asked for: a woman or a man, and how old; whichever is said first.
fn lead(talk: &mut Talk<impl BufRead>) -> Begun {
    let how_old = Some(words::HOW_OLD_ARE_THEY);
    let nobody_says = Begun { age: None, sex: None, how_old, asks_sex: false, said: None };
    let (Some(age), Some(sex)) = (field("person.age"), field("person.sex")) else {
        return nobody_says;
    };
    let mut question = words::WHO;
    while let Some(said) = talk.line(question).filter(|said| !is_unknown(said)) {
        if let Ok(sex) = form::hear(sex, &said) {
            return Begun { sex: Some(sex), ..nobody_says };
        }
        if several::people(&said, (age, sex)).is_some() {
            return Begun { said: Some(said), asks_sex: true, ..nobody_says };
        }
        // More than an age: whoever else was named comes by the next question.
        if let Some(sex) = several::first_sex(&said, sex) {
            say(words::OTHERS_ARE_ASKED_NEXT);
            return Begun { sex: Some(sex), ..nobody_says };
        }
        if let Some(age) = form::hear(age, &said).ok().filter(|_| several::is_an_age(&said)) {
            return Begun { age: Some(age), how_old: None, asks_sex: true, ..nobody_says };
        }
        question = words::WHO_AGAIN;
    }
    nobody_says
}

fn person(
    talk: &mut Talk<impl BufRead>,
    kept: &mut Kept,
    role: &'static str,
    begun: Begun,
) -> Result<(), Failure> {
    let (Some(age), Some(sex)) = (field("person.age"), field("person.sex")) else { return Ok(()) };
    let is_lead = !kept.form.has("person");
    let said = match (&begun.age, begun.said) {
        (_, said @ Some(_)) => said,
        (None, None) => begun.how_old.and_then(|how| talk.line(how)),
        (Some(_), None) => None,
    };
    let mut named = said.as_deref().and_then(|said| several::people(said, (age, sex)));
    let others = named.as_mut().map(|named| named.split_off(1)).unwrap_or_default();
    let first = named.and_then(|mut named| named.pop());
    let (years, said_sex) = match first {
        Some(first) => (Some(first.age), first.sex),
        None => (begun.age.or_else(|| talk.value_of(said?, age)), None),
    };
    let is_grown = role == "child" && matches!(years, Some(Value::Whole(18..)));
    let role = if is_grown { "adult" } else { role };
    if is_grown {
        say(words::GROWN);
    }
    // At the end of the range where rules are strictest, unless the form can say that it is not known.
    let careful = if role == "adult" { 18 } else { 17 };
    let mut entries = Entries::from([("role", Value::text(role))]);
    entries.insert("age", years.unwrap_or_else(|| unknown_or("person.age", Value::Whole(careful))));
    if let Some(sex) = begun
        .sex
        .or(said_sex)
        .or_else(|| begun.asks_sex.then(|| talk.value(words::SEX, sex)).flatten())
    {
        entries.insert("sex", sex);
    } else {
        entries.insert("policy_review", Value::Flag(true));
        // Nobody has said it: the answer owns up to that.
        entries.insert("sex", Value::text("unknown"));
    }
    if role == "adult"
        && !is_lead
        && !kept.has_partner()
        && let Some(field) = field("person.partner_of_lead")
        && let Some(Value::Flag(true)) = talk.value(words::PARTNER, field)
    {
        entries.insert("partner_of_lead", Value::Flag(true));
    }
    kept.form.add("person", entries);
    kept.save()?;
    others.into_iter().try_for_each(|other| {
        let asks_sex = other.sex.is_none();
        let begun =
            Begun { age: Some(other.age), sex: other.sex, how_old: None, asks_sex, said: None };
        person(talk, kept, other.role, begun)
    })
}

impl Kept {
    fn has_partner(&self) -> bool {
        self.form.toml().contains("partner_of_lead")
    }
}

fn unsafe_places(talk: &mut Talk<impl BufRead>, kept: &mut Kept) -> Result<(), Failure> {
    turn_to(words::UNSAFE_PLACES);
    while let Some(place) = talk.line(words::A_PLACE) {
        // Nobody knows of one, or of more: what is not on the form is asked for by every screen.
        match form::yes_or_no(&place) {
            _ if is_unknown(&place) => return Ok(()),
            Some(false) => return Ok(()),
            Some(true) => {
                say(words::WHICH_PLACE);
                continue;
            }
            None => {}
        }
        let mut entries = Entries::from([("place", Value::Text(place))]);
        let said = talk.line(words::WHAT_IS_THERE);
        let why = said.clone().zip(field("unsafe.why"));
        let why = why.and_then(|(said, why)| talk.value_of(said, why));
        entries.extend(why.map(|why| ("why", why)));
        kept.form.add("unsafe", entries);
        // Another place that the answer names is one more.
        if let Some(place) = said.as_deref().and_then(several::place_in) {
            say(words::another_place(&place));
            kept.form.add("unsafe", Entries::from([("place", Value::Text(place))]));
        }
        kept.save()?;
    }
    Ok(())
}

/// Who answers, and what was answered last.
struct Desk<'a> {
    data: &'a Path,
    now: Timestamp,
    estate: Option<String>,
    whereabouts: Whereabouts,
    last: String,
    code: u8,
}

impl Desk<'_> {
    /// The answer to the form as it stands, unless it is the same as before.
    fn answer(&mut self, kept: &Kept, lead: &str) -> Result<(), Failure> {
        let asked = Recommend::of(kept.path.clone(), self.estate.clone(), self.whereabouts.clone());
        let (text, code) = match recommend::run(self.data, self.now, &asked) {
            Ok(said) => (said.text, said.code),
            Err(Failure::Issues(issues)) => (layout::issues(&issues), code::ISSUES),
            Err(other) => return Err(other),
        };
        self.code = code;
        if text != self.last {
            let written = io::stdout()
                .lock()
                .write_all(printable_lines(&format!("\n{lead}{text}\n")).as_bytes());
            written.context("the answer cannot be written")?;
        }
        self.last = text;
        Ok(())
    }
}
