//! The fields of the referral page, and the form that is heard in them: by the same questions and the same hearing as
//! `lintel ask`.

use super::fields::{Fields, Slip, said_at};
use super::input::{Input, Kind, spaced};
use crate::base::domain::redact;
use crate::base::parse::Shape;
use crate::doors::tasks::Unclear;
use crate::doors::tasks::spoken::form::{
    self, Entries, Form as Spoken, Value, allowed, field, hear_each,
};
use crate::doors::tasks::spoken::questions::{self, Question};
use jiff::Timestamp;

/// A form as it was heard, and what could not be.
pub(super) struct Heard {
    pub(super) form: Spoken,
    pub(super) wrong: Vec<Slip>,
}

/// Somebody on the page.
#[derive(Clone, Default)]
pub(super) struct Row {
    pub(super) who: String,
    pub(super) age: String,
    pub(super) arrives: String,
    /// What is wrong with them.
    pub(super) wrong_age: Option<String>,
    pub(super) wrong_arrives: Option<String>,
}

impl Row {
    pub(super) fn is(&self, who: &str) -> bool {
        self.who == who
    }
}

/// The page's fields as they are shown.
#[derive(Clone)]
pub(super) struct Form {
    pub(super) danger: String,
    /// What somebody can be: what is sent, and what is read.
    pub(super) who: Vec<(&'static str, &'static str)>,
    pub(super) people: Vec<Row>,
    pub(super) places: String,
    pub(super) wrong_places: Option<String>,
    /// Places that nothing known is called, and what may be meant.
    pub(super) unclear: Vec<Unclear>,
    pub(super) partner: bool,
    /// Babies that are expected.
    pub(super) babies: Vec<Input>,
    pub(super) reference: String,
    pub(super) wrong_reference: Option<String>,
    pub(super) groups: Vec<(&'static str, Vec<Input>)>,
}

redact!(Heard, Row, Form);

/// What somebody can be, the word of the page and of the form.
const WHO: [(&str, &str, &str, &str); 6] = [
    ("woman", "Woman", "adult", "female"),
    ("man", "Man", "adult", "male"),
    ("adult", "Adult (a manager applies the policy)", "adult", "female"),
    ("girl", "Girl", "child", "female"),
    ("boy", "Boy", "child", "male"),
    ("child", "Child (a manager applies the policy)", "child", "male"),
];

/// Rows that are shown at least, and more on asking.
const ROWS: usize = 4;

/// No household of a referral has more.
const MOST_ROWS: usize = 30;

/// How the ids of the fields begin that are asked last.
const MORE: &str = "more";

/// The field of the page of a key of the form, such as `person[0].age`, and what is asked there.
pub(super) fn asked_as(key: &str, fields: &Fields) -> (String, String) {
    let numbered = key.split_once('[').and_then(|(list, rest)| {
        let (number, key) = rest.split_once(']')?;
        Some((list, number.parse::<usize>().ok()?, key.trim_start_matches('.')))
    });
    let row = |of: usize| said_rows(fields).get(of).map_or(of + 1, |(row, _)| *row);
    match numbered {
        Some(("person", of, "age")) => {
            (format!("age-{}", row(of)), format!("The age of person {}", row(of)))
        }
        Some(("person", of, "arrives")) => {
            (format!("arrives-{}", row(of)), format!("When person {} comes", row(of)))
        }
        Some(("person", of, _)) => (format!("who-{}", row(of)), format!("Person {}", row(of))),
        Some(("unsafe", ..)) => ("places".to_owned(), "Where they may be looked for".to_owned()),
        Some((list, ..)) => asked_last(list),
        None if key == "reference" => (key.to_owned(), "Reference".to_owned()),
        None => asked_last(key),
    }
}

fn asked_last(key: &str) -> (String, String) {
    let groups = asked();
    let question = groups.iter().flat_map(|(_, questions)| questions).find(|of| of.key == key);
    question.map_or_else(
        || (String::new(), spaced(key)),
        |question| (format!("{MORE}-{key}"), question.words.to_owned()),
    )
}

/// Rows in which something was said, by their numbers on the page.
fn said_rows(fields: &Fields) -> Vec<(usize, Row)> {
    let is_said = |(_, row): &(usize, Row)| !row.who.is_empty() || !row.age.is_empty();
    (1..).zip(rows(fields)).filter(is_said).collect()
}

/// Asked among the people.
const BABIES: [&str; 2] = ["needs.unborn", "pregnancy_due"];

/// Asked by the page itself.
const OF_THE_PAGE: [&str; 3] = ["immediate_danger", "reference", "received"];

fn asked() -> Vec<(&'static str, Vec<Question>)> {
    let is_asked = |question: &Question| !OF_THE_PAGE.contains(&question.key);
    let groups = questions::groups().into_iter();
    groups
        .map(|group| (group.title, group.questions.into_iter().filter(is_asked).collect()))
        .collect()
}

impl Form {
    /// As it was typed, with room for somebody more.
    pub(super) fn of(fields: &Fields, wants_more: bool) -> Self {
        let mut people: Vec<Row> = rows(fields).collect();
        while people.last().is_some_and(|row| row.who.is_empty() && row.age.is_empty()) {
            people.pop();
        }
        let room = if wants_more { people.len() + ROWS } else { ROWS.max(people.len() + 1) };
        people.resize(room.min(MOST_ROWS), Row::default());
        let text = |name: &str| fields.text(name).unwrap_or_default().to_owned();
        let is_of_babies = |question: &&Question| BABIES.contains(&question.key);
        let shown = |(title, questions): &(&'static str, Vec<Question>)| {
            let others = questions.iter().filter(|question| !is_of_babies(question));
            (*title, others.map(|question| input(question, fields)).collect())
        };
        let groups = asked();
        let all = || groups.iter().flat_map(|(_, questions)| questions);
        let babies = BABIES.iter().filter_map(|key| all().find(|question| question.key == *key));
        Self {
            danger: text("danger"),
            who: WHO.iter().map(|(word, read, ..)| (*word, *read)).collect(),
            people,
            places: places(fields),
            wrong_places: None,
            unclear: Vec::new(),
            partner: fields.flag("partner"),
            reference: text("reference"),
            wrong_reference: None,
            babies: babies.map(|question| input(question, fields)).collect(),
            groups: groups.iter().map(shown).collect(),
        }
    }

    /// With what is wrong said at each field.
    pub(super) fn marked(mut self, slips: &[Slip]) -> Self {
        let at = |field: &str| said_at(slips, field).map(str::to_owned);
        for (k, row) in (1..).zip(&mut self.people) {
            row.wrong_age = at(&format!("age-{k}"));
            row.wrong_arrives = at(&format!("arrives-{k}"));
        }
        self.wrong_places = at("places");
        self.wrong_reference = at("reference");
        let groups = self.groups.iter_mut().flat_map(|(_, inputs)| inputs);
        for input in groups.chain(&mut self.babies) {
            input.wrong = at(&input.id(MORE));
        }
        self
    }

    /// Whether somebody was said to come later, or to be expected.
    pub(super) fn more_come(&self) -> bool {
        self.people.iter().any(|row| !row.arrives.is_empty())
            || self.babies.iter().any(|input| !input.value.is_empty())
    }

    /// Whether anything of what is folded was said.
    pub(super) fn says_more(&self) -> bool {
        let mut inputs = self.groups.iter().flat_map(|(_, inputs)| inputs);
        inputs.any(|input| !input.value.is_empty()) || !self.reference.is_empty()
    }
}

/// What separates a place that is not known from what is meant instead.
pub(super) const INSTEAD: &str = " \u{2192} ";

/// The places as they were typed, or with one that was tapped instead of what it was typed as.
pub(super) fn places(fields: &Fields) -> String {
    let typed = fields.text("places").unwrap_or_default();
    let tapped = fields.text("instead").and_then(|tapped| tapped.split_once(INSTEAD));
    let Some((said, meant)) = tapped else { return typed.to_owned() };
    let instead = |line: &str| if line.trim() == said { meant } else { line }.to_owned();
    let lines = typed.lines().flat_map(|line| line.split(';')).map(instead);
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether anything was said of a household.
pub(super) fn says_anything(fields: &Fields) -> bool {
    const OF_THE_PAGE: [&str; 4] = ["request", "do", "seen", "instead"];
    let pairs = fields.pairs().iter();
    let said = pairs
        .filter(|(name, value)| !OF_THE_PAGE.contains(&name.as_str()) && !value.trim().is_empty());
    said.count() > 0
}

/// Everything typed on which an answer depends by where a unit is, in one text: the same household asked about again is no
/// other.
pub(super) fn whereabouts(fields: &Fields) -> String {
    const NEAR_WHAT: [&str; 2] = ["preferences.sectors", "preferences.near"];
    let typed = places(fields).to_lowercase();
    let mut places: Vec<&str> = each_place(&typed).collect();
    places.sort_unstable();
    let wished = NEAR_WHAT.map(|key| fields.text(key).unwrap_or_default().to_lowercase());
    [places.join("\n"), wished.join("\n")].join("\n\n")
}

/// Each place, one a line; who does not know says so or nothing.
pub(super) fn each_place(typed: &str) -> impl Iterator<Item = &str> {
    const NOT_KNOWN: [&str; 6] = ["don't know", "dont know", "not known", "unknown", "none", "no"];
    let said = typed.lines().flat_map(|line| line.split(';')).map(str::trim);
    said.filter(|place| !place.is_empty() && !NOT_KNOWN.contains(&&*place.to_lowercase()))
}

fn rows(fields: &Fields) -> impl Iterator<Item = Row> {
    let ages = fields.all("age").chain(std::iter::repeat(""));
    let arrives = fields.all("arrives").chain(std::iter::repeat(""));
    let row = |((who, age), arrives): ((&str, &str), &str)| Row {
        who: who.to_owned(),
        age: age.to_owned(),
        arrives: arrives.to_owned(),
        ..Row::default()
    };
    fields
        .all("who")
        .zip(ages)
        .zip(arrives)
        .map(row)
        .take(MOST_ROWS)
        .collect::<Vec<_>>()
        .into_iter()
}

/// How a question is asked on a page: by choices where nothing else may be said.
fn input(question: &Question, fields: &Fields) -> Input {
    let value = fields.text(question.key).unwrap_or_default();
    let plain = Input::text(question.key, question.words).chosen(value);
    let Some(choices) = choices(question.field.shape) else { return plain };
    let read = |word: &str| match word {
        "unknown" => "not known".to_owned(),
        "self" => "they themselves".to_owned(),
        word => spaced(word),
    };
    let choices = choices.into_iter().map(|word| (word.to_owned(), read(word)));
    let not_asked = (String::new(), "not asked".to_owned());
    Input { kind: Kind::Choice(std::iter::once(not_asked).chain(choices).collect()), ..plain }
}

/// The words of which one is chosen; none: something else may be typed.
fn choices(shape: Shape) -> Option<Vec<&'static str>> {
    match shape {
        Shape::Flag => Some(vec!["yes", "no"]),
        Shape::Choice(words) => Some(words.to_vec()),
        Shape::Either(shapes) => {
            let each: Option<Vec<_>> = shapes.iter().map(|shape| choices(*shape)).collect();
            each.map(|each| each.concat())
        }
        _ => None,
    }
}

/// The form that is heard in what was typed.
pub(super) fn hear(fields: &Fields, reference: &str, received: Timestamp) -> Heard {
    let mut heard = Heard { form: Spoken::default(), wrong: Vec::new() };
    let received = Timestamp::from_second(received.as_second()).unwrap_or(received);
    heard.form.set("reference", Value::text(reference));
    heard.form.set("received", Value::Text(received.to_string()));
    heard.form.set("source", Value::text("self"));
    heard.form.set("homeless_before", Value::text("unknown"));
    heard.form.set(
        "immediate_danger",
        match fields.text("danger") {
            Some("yes") => Value::Flag(true),
            Some("no") => Value::Flag(false),
            _ => Value::text("unknown"),
        },
    );
    heard.people(fields);
    for place in each_place(&places(fields)) {
        heard.form.add("unsafe", Entries::from([("place", Value::text(place))]));
    }
    for (_, questions) in asked() {
        for question in questions {
            if let Some(said) = fields.text(question.key) {
                heard.answer(&question, said);
            }
        }
    }
    heard
}

impl Heard {
    fn people(&mut self, fields: &Fields) {
        let mut adults = 0;
        let said = said_rows(fields);
        // Where nobody was said there is somebody, of whom nothing is known.
        let nobody = [(1, Row { who: "adult".to_owned(), ..Row::default() })];
        for (k, row) in if said.is_empty() { &nobody[..] } else { &said } {
            let found = WHO.iter().find(|(word, ..)| *word == row.who).unwrap_or(&WHO[2]);
            let (word, _, role, sex) = *found;
            let mut person = Entries::from([("sex", Value::text(sex))]);
            if ["adult", "child"].contains(&word) {
                person.insert("policy_review", Value::Flag(true));
            }
            let age = self.age(row, *k);
            let is_grown = matches!(age, Value::Whole(18..));
            let role = if is_grown { "adult" } else { role };
            person.extend([("age", age), ("role", Value::text(role))]);
            if !row.arrives.is_empty() {
                person.insert("arrives", Value::text(&row.arrives));
            }
            adults += usize::from(role == "adult");
            if role == "adult" && adults == 2 && fields.flag("partner") {
                person.insert("partner_of_lead", Value::Flag(true));
            }
            self.form.add("person", person);
        }
    }

    fn age(&mut self, row: &Row, number: usize) -> Value {
        if row.age.is_empty() {
            return Value::text("unknown");
        }
        let heard = field("person.age").map(|age| form::hear(age, &row.age));
        if let Some(Ok(age)) = heard {
            return age;
        }
        let said = format!("The age \"{}\" was not clear: whole years, please", row.age);
        self.wrong.push(Slip::of(format!("age-{number}"), said));
        Value::text("unknown")
    }

    fn answer(&mut self, question: &Question, said: &str) {
        let field = question.field;
        let mut not_clear = |said: &str, of: Shape| {
            let why = format!("{} \"{said}\" was not clear: {}", question.words, allowed(of));
            self.wrong.push(Slip::of(format!("{MORE}-{}", question.key), why));
        };
        if let Shape::List(of) = field.shape {
            let (right, wrong) = hear_each(field, *of, said);
            for said in &wrong {
                not_clear(said, *of);
            }
            if !right.is_empty() {
                self.form.set(question.key, Value::List(right));
            }
            return;
        }
        match form::hear(field, said) {
            Ok(value) => self.form.set(question.key, value),
            Err(_) => not_clear(said, field.shape),
        }
    }
}

/// What was typed for a form that is in the register.
pub(super) fn fields_of(form: &serde_json::Value) -> Fields {
    let mut fields = Fields::default();
    let danger = form.get("immediate_danger").map(typed).unwrap_or_default();
    fields.set("danger", danger);
    for person in form.get("person").and_then(|of| of.as_array()).into_iter().flatten() {
        let word = |key: &str| person.get(key).map(typed).unwrap_or_default();
        let is_open = word("policy_review") == "yes";
        let is_it = |(name, _, role, sex): &&(&str, &str, &str, &str)| {
            *role == word("role")
                && if is_open { *name == *role } else { *name != *role && *sex == word("sex") }
        };
        fields.set("who", WHO.iter().find(is_it).map_or("", |(name, ..)| name));
        fields.set("age", word("age"));
        fields.set("arrives", word("arrives"));
        if word("partner_of_lead") == "yes" {
            fields.set("partner", "yes");
        }
    }
    let places = form.get("unsafe").and_then(|of| of.as_array()).into_iter().flatten();
    let places: Vec<String> = places.filter_map(|of| Some(typed(of.get("place")?))).collect();
    fields.set("places", places.join("\n"));
    for (_, questions) in asked() {
        for question in questions {
            let pointer = format!("/{}", question.key.replace('.', "/"));
            if let Some(value) = form.pointer(&pointer) {
                fields.set(question.key, typed(value));
            }
        }
    }
    fields
}

/// Where two forms of the page say something else: what is asked, and both.
pub(super) fn differences(one: &Fields, other: &Fields) -> Vec<(String, String, String)> {
    let people = |fields: &Fields| {
        let said = rows(fields).filter(|row| !row.who.is_empty() || !row.age.is_empty());
        said.map(|row| format!("{} {} {}", row.who, row.age, row.arrives).trim().to_owned())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let places = |fields: &Fields| places(fields).lines().collect::<Vec<_>>().join(", ");
    let text = |fields: &Fields, key: &str| fields.text(key).unwrap_or_default().to_owned();
    let by_hand = [
        ("Danger now", text(one, "danger"), text(other, "danger")),
        ("Who", people(one), people(other)),
        ("The second adult is the partner", text(one, "partner"), text(other, "partner")),
        ("Where they may be looked for", places(one), places(other)),
    ];
    let by_hand = by_hand.into_iter().map(|(what, one, other)| (what.to_owned(), one, other));
    let asked = asked().into_iter().flat_map(|(_, questions)| questions);
    let asked = asked.map(|question| {
        (question.words.to_owned(), text(one, question.key), text(other, question.key))
    });
    by_hand.chain(asked).filter(|(_, one, other)| one != other).collect()
}

/// A value as it is typed.
fn typed(value: &serde_json::Value) -> String {
    use serde_json::Value as Json;
    match value {
        Json::Bool(flag) => (if *flag { "yes" } else { "no" }).to_owned(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(typed).collect::<Vec<_>>().join(", "),
        Json::Null | Json::Object(_) => String::new(),
        Json::Number(number) => number.to_string(),
    }
}
