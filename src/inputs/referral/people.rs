//! Who is who on a form that does not say it as it should: for the desk, which answers all the same.
//!
//! The careful reading: an age that is not understood is not known, a sex that is not understood is for a manager, the
//! eldest leads where nobody on the form is grown. `check` names each of these as the issue it is.

use super::ages::{self, Span};
use super::slips::{Entries, is_right};
use super::words::{self, said};
use crate::base::domain::household::Unread;
use crate::base::parse::node::Value;
use crate::base::parse::{Node, Shape};

/// Ages at which roles end.
const ADULT_FROM: i64 = 16;
const CHILD_BELOW: i64 = 18;

/// Who is who as far as it could be settled: what was taken, and of whose age words leave several open.
pub(super) type Settled = (Vec<Unread>, Vec<(usize, Span)>);

/// Settles who is who, and says what was taken.
pub(super) fn settle(node: &mut Node) -> Settled {
    let mut unread = Vec::new();
    let Value::Table(top) = &mut node.value else { return Settled::default() };
    let list = top.iter_mut().find(|(key, _)| key == "person");
    let Some(Value::List(items)) = list.map(|(_, list)| &mut list.value) else {
        return Settled::default();
    };
    let mut people: Vec<Person<'_>> = items
        .iter_mut()
        .enumerate()
        .filter_map(|(k, item)| match &mut item.value {
            Value::Table(entries) => Some(Person { k, entries, ages: None }),
            _ => None,
        })
        .collect();
    for person in &mut people {
        person.age(&mut unread);
        person.role(&mut unread);
        person.grown(&mut unread);
    }
    eldest_leads(&mut people, &mut unread);
    let lead = people.iter().position(|person| person.is("adult"));
    for (k, person) in people.iter_mut().enumerate() {
        if lead != Some(k) {
            person.too_young_for_an_adult(&mut unread);
        }
        person.sex(&mut unread);
    }
    partners(&mut people, lead, &mut unread);
    pseudonyms(&mut people, &mut unread);
    let ages = people.iter().filter_map(|person| Some((person.k, person.ages?)));
    let ages = ages.collect();
    (unread, ages)
}

/// One of the people, with its place in the form.
struct Person<'a> {
    k: usize,
    entries: &'a mut Entries,
    /// The ages that words leave open.
    ages: Option<Span>,
}

impl Person<'_> {
    fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(k, _)| k == key).map(|(_, node)| node)
    }

    fn set(&mut self, key: &str, value: Value) {
        match self.entries.iter_mut().find(|(k, _)| k == key) {
            Some((_, node)) => node.value = value,
            None => self.entries.push((key.to_owned(), Node::bare(value))),
        }
    }

    fn is(&self, role: &str) -> bool {
        self.get("role").and_then(Node::as_text) == Some(role)
    }

    fn years(&self) -> Option<i64> {
        match self.get("age")?.value {
            Value::Whole(years) => Some(years),
            _ => None,
        }
    }

    fn note(&self, key: &str, said: String, text: &str, unread: &mut Vec<Unread>) {
        unread.push(Unread::new(format!("person[{}].{key}", self.k), said, text));
    }

    fn age(&mut self, unread: &mut Vec<Unread>) {
        let is_right = |age: &Node| {
            age.as_text() == Some("unknown") || is_right(Shape::whole(0, ages::OLDEST), age)
        };
        let Some(age) = self.get("age").filter(|age| !is_right(age)).cloned() else { return };
        if let Some(years) = ages::age(&age) {
            return self.set("age", Value::Whole(years));
        }
        self.set("age", Value::Text("unknown".to_owned()));
        let typed = said(&age);
        self.ages = ages::span(&typed);
        if words::is_unknown(&typed) {
            return;
        }
        let typed = if ages::is_a_birth_date(&typed) { String::new() } else { typed };
        let text = self.tried();
        self.note("age", typed, &text, unread);
    }

    /// What was done without a plain age.
    fn tried(&self) -> String {
        const LAST: u8 = 120;
        match self.ages {
            Some((low, LAST)) => format!("no one age stands here: every age from {low} on was tried. Ask."),
            Some((low, high)) => format!("no one age stands here: every age from {low} to {high} was tried. Ask."),
            None => "the age was not understood, and counts as not known: of an adult 18 or over, of a child every age under 18. Ask.".to_owned(),
        }
    }

    fn role(&mut self, unread: &mut Vec<Unread>) {
        const OWN: [&str; 2] = ["adult", "child"];
        let Some(role) = self.get("role").cloned() else { return };
        if role.as_text().is_some_and(|role| OWN.contains(&role)) {
            return;
        }
        if let Some(heard) = words::word(&role, &OWN, words::ROLE) {
            return self.set("role", heard.value);
        }
        let is_young = self.years().is_some_and(|years| years < ADULT_FROM);
        let by_age = if is_young { "child" } else { "adult" };
        self.set("role", Value::Text(by_age.to_owned()));
        let text =
            format!("whether this is an adult or a child was not understood: taken as {by_age}.");
        self.note("role", said(&role), &text, unread);
    }

    /// A son or daughter of 18 is grown.
    fn grown(&mut self, unread: &mut Vec<Unread>) {
        if let Some(years) = self.years().filter(|years| self.is("child") && *years >= CHILD_BELOW)
        {
            self.set("role", Value::Text("adult".to_owned()));
            let text = "a child is under 18: this person was taken as an adult.";
            self.note("age", years.to_string(), text, unread);
        }
    }

    /// Nobody under 16 is an adult beside the lead.
    fn too_young_for_an_adult(&mut self, unread: &mut Vec<Unread>) {
        if let Some(years) = self.years().filter(|years| self.is("adult") && *years < ADULT_FROM) {
            self.set("role", Value::Text("child".to_owned()));
            let text =
                "an adult beside whoever asks is 16 or over: this person was taken as a child.";
            self.note("age", years.to_string(), text, unread);
        }
    }

    /// What is not understood is for a manager: the careful sex is that which settings ask about.
    fn sex(&mut self, unread: &mut Vec<Unread>) {
        const OWN: [&str; 2] = ["female", "male"];
        let Some(sex) = self.get("sex").cloned() else { return };
        if sex.as_text().is_some_and(|sex| OWN.contains(&sex)) {
            return;
        }
        if let Some(heard) = words::word(&sex, &OWN, words::SEX) {
            self.set("sex", heard.value);
            return;
        }
        let careful = if self.is("child") { "male" } else { "female" };
        self.set("sex", Value::Text(careful.to_owned()));
        self.set("policy_review", Value::Flag(true));
        let typed = said(&sex);
        let text = if words::is_unknown(&typed) {
            "it is not known whether this is a woman or a man: a manager applies the single-sex policy. Ask."
        } else {
            "neither female nor male stands here: a manager applies the single-sex policy."
        };
        self.note("sex", typed, text, unread);
    }
}

/// Where nobody on the form is grown the eldest asks; where no age is known, at every age of a child.
fn eldest_leads(people: &mut [Person<'_>], unread: &mut Vec<Unread>) {
    const OF_A_CHILD: Span = (0, 17);
    if people.iter().any(|person| person.is("adult")) {
        return;
    }
    // Of several of one age the first.
    let eldest = people.iter_mut().rev().max_by_key(|person| person.years());
    let Some(eldest) = eldest.filter(|person| person.is("child")) else { return };
    let mut text = format!(
        "nobody on the form is an adult: person {}, the eldest, was taken as asking for herself or himself. Ask who is with them.",
        eldest.k + 1
    );
    if eldest.years().is_none() && eldest.ages.is_none() {
        eldest.ages = Some(OF_A_CHILD);
        text += " As no age is known, every age under 18 was tried: ask how old.";
    }
    eldest.set("role", Value::Text("adult".to_owned()));
    unread.push(Unread::new("person", String::new(), text));
}

/// At most one adult is the partner, and not the lead.
fn partners(people: &mut [Person<'_>], lead: Option<usize>, unread: &mut Vec<Unread>) {
    let mut found = false;
    for (k, person) in people.iter_mut().enumerate() {
        let says_so = matches!(
            person.get("partner_of_lead").map(|node| &node.value),
            Some(Value::Flag(true))
        );
        if !says_so {
            continue;
        }
        if person.is("adult") && lead != Some(k) && !found {
            found = true;
            continue;
        }
        person.set("partner_of_lead", Value::Flag(false));
        let text = "at most one adult is the partner of whoever asks: taken as no.";
        person.note("partner_of_lead", "true".to_owned(), text, unread);
    }
}

/// Each person has a pseudonym of their own, or none.
fn pseudonyms(people: &mut [Person<'_>], unread: &mut Vec<Unread>) {
    let mut known: Vec<String> = Vec::new();
    for person in people {
        let Some(id) = person.get("id").map(said) else { continue };
        if known.contains(&id) {
            person.entries.retain(|(key, _)| key != "id");
            let text = "this pseudonym stands twice, and is as if not said.";
            person.note("id", id, text, unread);
        } else {
            known.push(id);
        }
    }
}
