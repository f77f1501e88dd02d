//! A scenario file and the files it builds on into one [`Scenario`] for each reading.

use super::cite;
use super::model::{
    Arrivals, Decisions, Distribution, DrawnUnsafe, HouseholdClass, Placement, Policy, Scenario,
    StartState, Stays, Voids, Waiting,
};
use super::shapes::SCENARIO;
use crate::domain::{Kind, Referral, RuleName};
use crate::evidence::Evidence;
use crate::reading::node::Value;
use crate::reading::shape::join;
use crate::reading::{At, Code, Issues, Node, Shape, Sink, Source, notation};
use crate::referral::{CLASS_REFERRAL, read_household};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// The scenario that a text says it builds on. What is wrong with the text is for [`read`] to say.
pub fn base_of(text: &str) -> Option<String> {
    let mut ignored = Sink::new("");
    notation::toml(text, &mut ignored)?.get("base")?.as_text().map(ToOwned::to_owned)
}

/// Whether a text is meant as a scenario: it has one of the keys that nothing else has.
pub fn looks_like_one(text: &str) -> bool {
    let mut ignored = Sink::new("");
    notation::toml(text, &mut ignored).is_some_and(|node| {
        ["base", "estate", "arrivals", "replications", "household", "warm_up_years"]
            .iter()
            .any(|key| node.get(key).is_some())
    })
}

/// Reads a scenario: the file itself first, then its base, the base's base and so on.
///
/// # Errors
/// Everything that is wrong in any of them.
pub fn read(chain: &[Source<'_>], evidence: &Evidence) -> Result<Vec<Scenario>, Issues> {
    let file = chain.first().map_or("", |source| source.file);
    let mut issues = Issues::default();
    let mut merged: Option<Node> = None;
    for source in chain.iter().rev() {
        let mut sink = Sink::new(source.file);
        let node = notation::toml(source.text, &mut sink);
        issues.extend(sink.into_issues());
        match (&mut merged, node) {
            (Some(under), Some(over)) => {
                forget_lines(under);
                under.overlay(over);
            }
            (None, node) => merged = node,
            _ => {}
        }
    }
    let Some(tree) = merged.filter(|_| issues.is_empty()) else { return Err(issues) };
    let mut scenarios = Vec::new();
    for (reading, tree) in readings(tree) {
        let mut sink = Sink::new(file);
        let scenario = read_one(tree, reading, evidence, &mut sink);
        // Every reading shares most keys: the same mistake is said once.
        let found = sink.into_issues().issues.into_iter();
        let fresh = found.filter(|issue| !issues.issues.contains(issue)).collect();
        issues.extend(Issues { issues: fresh });
        scenarios.extend(scenario);
    }
    issues.or_value(Some(scenarios))
}

fn forget_lines(node: &mut Node) {
    node.line = None;
    match &mut node.value {
        Value::Table(entries) => entries.iter_mut().for_each(|(_, node)| forget_lines(node)),
        Value::List(items) => items.iter_mut().for_each(forget_lines),
        _ => {}
    }
}

/// One tree for each reading, its overrides laid on top; a scenario without readings is its own.
fn readings(mut tree: Node) -> Vec<(String, Node)> {
    let listed = match tree.get("reading").map(|node| &node.value) {
        Some(Value::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    if listed.is_empty() {
        return vec![(String::new(), tree)];
    }
    let list = tree.remove("reading");
    listed
        .into_iter()
        .enumerate()
        .map(|(k, mut over)| {
            let name = over.get("name").and_then(Node::as_text).unwrap_or_default().to_owned();
            over.remove("name");
            over.remove("about");
            let mut own = tree.clone();
            own.overlay(over);
            // The list itself is checked once, with the first reading.
            if let (0, Some(list), Value::Table(entries)) = (k, list.clone(), &mut own.value) {
                entries.push(("reading".to_owned(), list));
            }
            (name, own)
        })
        .collect()
}

/// The parts that serde takes up once the tree has been checked.
#[derive(Deserialize)]
struct Checked {
    name: String,
    estate: String,
    start: Date,
    years: u16,
    start_state: Option<StartState>,
    warm_up_years: Option<u16>,
    replications: u32,
    seed: u64,
    arrivals: Arrivals,
    household: Vec<CheckedClass>,
    unsafe_drawn: Option<DrawnUnsafe>,
    stay: Option<Stays>,
    move_on: Option<Stays>,
    waiting: Option<Waiting>,
    placement: Option<Placement>,
    #[serde(default)]
    decisions: BTreeMap<RuleName, f64>,
    voids: Option<Voids>,
}

#[derive(Deserialize)]
struct CheckedClass {
    name: String,
    share: f64,
    stay: Option<Distribution>,
    unsafe_drawn: Option<DrawnUnsafe>,
}

fn read_one(
    mut tree: Node,
    reading: String,
    evidence: &Evidence,
    sink: &mut Sink,
) -> Option<Scenario> {
    let assumptions = cite::look_up(&mut tree, evidence, sink);
    complete_referrals(&mut tree);
    let json = Shape::Table(SCENARIO).check(&tree, "", "describe a scenario", sink);
    let referrals = read_referrals(&tree, sink);
    let checked: Checked = serde_json::from_value(json?).ok()?;
    check_joins(&checked, &tree, sink);
    if !sink.is_clean() {
        return None;
    }
    let classes =
        checked.household.into_iter().zip(referrals?).map(|(class, referral)| HouseholdClass {
            name: class.name,
            share: class.share,
            referral,
            stay: class.stay,
            unsafe_drawn: class.unsafe_drawn,
        });
    let start_state = checked.start_state.unwrap_or(StartState::Empty);
    Some(Scenario {
        name: checked.name,
        reading,
        estate: checked.estate,
        start: checked.start,
        years: checked.years,
        start_state,
        warm_up_years: checked.warm_up_years.unwrap_or(default_warm_up(start_state)),
        replications: checked.replications,
        seed: checked.seed,
        arrivals: checked.arrivals,
        classes: classes.collect(),
        unsafe_drawn: checked.unsafe_drawn,
        stay: checked.stay.unwrap_or(Stays {
            default: None,
            refuge: None,
            safe_place: None,
            dispersed: None,
        }),
        move_on: checked.move_on,
        waiting: checked.waiting,
        placement: checked.placement.unwrap_or(Placement { policy: Policy::Preference }),
        decisions: Decisions::new(checked.decisions),
        voids: checked.voids.unwrap_or(Voids::AsListed),
        assumptions,
    })
}

/// From empty, three years: with skewed stays the bias of one is still visible in year two.
fn default_warm_up(start_state: StartState) -> u16 {
    match start_state {
        StartState::Empty => 3,
        StartState::Occupancy => 0,
    }
}

/// A class's referral has no reference, moment or source of its own; it gets some that say so.
fn complete_referrals(tree: &mut Node) {
    let Value::Table(entries) = &mut tree.value else { return };
    let Some((_, list)) = entries.iter_mut().find(|(key, _)| key == "household") else { return };
    let Value::List(classes) = &mut list.value else { return };
    for class in classes {
        let Value::Table(keys) = &mut class.value else { continue };
        let Some((_, referral)) = keys.iter_mut().find(|(key, _)| key == "referral") else {
            continue;
        };
        let Value::Table(fields) = &mut referral.value else { continue };
        for (key, value) in
            [("reference", "simulated"), ("received", "2000-01-01T00:00:00Z"), ("source", "agency")]
        {
            if !fields.iter().any(|(known, _)| known == key) {
                fields.push((key.to_owned(), Node::bare(Value::Text(value.to_owned()))));
            }
        }
    }
}

fn read_referrals(tree: &Node, sink: &mut Sink) -> Option<Vec<Referral>> {
    let Value::List(classes) = &tree.get("household")?.value else { return None };
    let mut referrals = Vec::new();
    for (k, class) in classes.iter().enumerate() {
        let place = format!("household[{k}].referral");
        let Some(node) = class.get("referral") else { continue };
        // The shapes were checked with the rest: here only what joins the people is new.
        let mut own = Sink::new(sink.file());
        let referral = read_household(node, CLASS_REFERRAL, &place, &mut own);
        sink.take_new(own);
        if referral.as_ref().is_some_and(|referral| !referral.keep_apart.is_empty()) {
            let key = format!("{place}.keep_apart");
            let allowed =
                "references to keep apart belong to real households and are not simulated";
            sink.add(
                Code::Contradiction,
                At::new(&key, node.line),
                "",
                allowed,
                "leave it out of a scenario",
            );
        }
        referrals.extend(referral);
    }
    (referrals.len() == classes.len()).then_some(referrals)
}

/// What joins two keys.
fn check_joins(checked: &Checked, tree: &Node, sink: &mut Sink) {
    const ROUNDING: f64 = 1e-6;
    let line = |key: &str| {
        let node = tree.get(key)?;
        node.line
    };
    let at = |key: &'static str| At::new(key, line(key));
    let sum: f64 = checked.household.iter().map(|class| class.share).sum();
    if (sum - 1.0).abs() > ROUNDING {
        let allowed = "the shares of all household classes sum to 1";
        sink.add(
            Code::Contradiction,
            at("household"),
            format!("{sum}"),
            allowed,
            "correct the shares",
        );
    }
    let reserved = |name: &str| {
        name == "all"
            || Kind::ALL.iter().any(|k| k.name() == name)
            || RuleName::ALL.iter().any(|r| r.name() == name)
    };
    let mut names = BTreeSet::new();
    for (k, class) in checked.household.iter().enumerate() {
        let place = format!("household[{k}].name");
        if reserved(&class.name) {
            let allowed = "a class is not named like a kind of unit, a rule, or \"all\"";
            sink.add(
                Code::NotAllowed,
                At::new(&place, None),
                &class.name,
                allowed,
                "choose another name",
            );
        }
        if !names.insert(&class.name) {
            let allowed = "two classes have this name";
            sink.add(
                Code::Repeated,
                At::new(&place, None),
                &class.name,
                allowed,
                "give each class its own name",
            );
        }
    }
    let stay_known = |kind| checked.stay.as_ref().is_some_and(|stay| stay.of(kind).is_some());
    let all_classes_say = checked.household.iter().all(|class| class.stay.is_some());
    if !all_classes_say && !Kind::ALL.into_iter().all(stay_known) {
        let allowed =
            "every kind of unit needs a stay: stay.default serves all that have none of their own";
        sink.add(
            Code::Missing,
            at("stay"),
            "",
            allowed,
            "add [stay.default] with family and mean_days",
        );
    }
    check_exponentials(&as_json(tree), "", sink);
}

/// An exponential time varies exactly as much as its mean: another `cv` would be silently ignored.
fn check_exponentials(json: &Json, place: &str, sink: &mut Sink) {
    let Json::Object(entries) = json else {
        if let Json::Array(items) = json {
            for (k, item) in items.iter().enumerate() {
                check_exponentials(item, &format!("{place}[{k}]"), sink);
            }
        }
        return;
    };
    let exponential = entries.get("family").and_then(Json::as_str) == Some("exponential");
    if let (true, Some(cv)) = (exponential, entries.get("cv").and_then(Json::as_f64))
        && (cv - 1.0).abs() > f64::EPSILON
    {
        let (key, action) = (join(place, "cv"), "leave cv out, or choose another family");
        let allowed = "an exponential time has cv 1";
        sink.add(Code::Contradiction, At::new(&key, None), cv.to_string(), allowed, action);
    }
    for (key, item) in entries {
        check_exponentials(item, &join(place, key), sink);
    }
}

/// The parts of a tree in which distributions stand, as JSON.
fn as_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Flag(flag) => Json::from(*flag),
        Value::Whole(n) => Json::from(*n),
        Value::Number(x) => Json::from(*x),
        Value::Text(text) => Json::from(text.as_str()),
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Table(entries) => {
            entries.iter().map(|(key, node)| (key.clone(), as_json(node))).collect()
        }
    }
}
