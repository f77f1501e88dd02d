//! A scenario file and the files it builds on into one [`Scenario`] for each reading.

use super::arrivals::Arrivals;
use super::cite;
use super::course::{
    Again, Funnel, InducedDemand, MoveOnHomes, Onward, Repairs, SecondStage, StayFactor,
};
use super::households::{self, Listed};
use super::joins::check_joins;
use super::model::{
    Decisions, DrawnUnsafe, Funding, Placement, Scenario, StartState, Stays, Voids, Waiting,
};
use super::posterior::Posterior;
use super::shapes::{READINGS, SCENARIO};
use crate::base::domain::RuleName;
use crate::base::parse::names::join;
use crate::base::parse::node::Value;
use crate::base::parse::{At, Code, Issue, Issues, Node, Shape, Sink, Source, notation};
use crate::inputs::evidence::Evidence;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a text names by a key (`base`, `estate`), and in which line; what is wrong with it is for [`read`] to say.
pub fn name_in(text: &str, key: &str) -> Option<(String, Option<usize>)> {
    let mut ignored = Sink::new("");
    let tree = notation::toml(text, &mut ignored)?;
    let node = tree.get(key)?;
    Some((node.as_text()?.to_owned(), node.line))
}

/// A reading that takes its numbers from a posterior, each with the line in which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromPosterior {
    /// Its place in the list of readings, the first being 0.
    pub place: usize,
    /// Its name.
    pub reading: (String, Option<usize>),
    /// The posterior's name.
    pub posterior: (String, Option<usize>),
}

/// The readings of a text that take their numbers from a posterior, whatever else is wrong with it; none: it has no readings.
pub fn from_posteriors_in(text: &str) -> Option<Vec<FromPosterior>> {
    let mut ignored = Sink::new("");
    let tree = notation::toml(text, &mut ignored)?;
    let Value::List(readings) = &tree.get("reading")?.value else { return None };
    let named = |node: &Node, key: &str| {
        let node = node.get(key)?;
        Some((node.as_text()?.to_owned(), node.line))
    };
    let drawn = |(place, node): (usize, &Node)| {
        let (reading, posterior) = (named(node, "name")?, named(node, "posterior")?);
        Some(FromPosterior { place, reading, posterior })
    };
    Some(readings.iter().enumerate().filter_map(drawn).collect())
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
/// Each file is read on top of what it builds on, so that a mistake is said of the file it is in.
///
/// # Errors
/// Everything that is wrong in any of them.
pub fn read(chain: &[Source<'_>], evidence: &Evidence) -> Result<Vec<Scenario>, Issues> {
    let mut issues = Issues::default();
    let mut scenarios = Vec::new();
    let mut merged: Option<Node> = None;
    // What files say that build upon the one with the readings.
    let mut held = BTreeSet::new();
    for source in chain.iter().rev() {
        let mut sink = Sink::new(source.file);
        let Some(over) = notation::toml(source.text, &mut sink) else {
            issues.extend(sink.into_issues());
            return Err(issues);
        };
        if over.get("reading").is_some() {
            held.clear();
        } else {
            keys_under(&over, "", &mut held);
        }
        let tree = lay_over(merged, over);
        scenarios = read_tree(tree.clone(), &held, evidence, &mut sink);
        let said = |found: &Issue| {
            issues
                .issues
                .iter()
                .any(|i| (i.code, &i.place, &i.value) == (found.code, &found.place, &found.value))
        };
        let found = sink.into_issues();
        let more = found.more;
        let fresh = found.issues.into_iter().filter(|found| !said(found)).collect();
        issues.extend(Issues { issues: fresh, more });
        merged = Some(tree);
    }
    issues.or_value(Some(scenarios))
}

fn lay_over(under: Option<Node>, over: Node) -> Node {
    match under {
        None => over,
        Some(mut under) => {
            forget_lines(&mut under);
            under.overlay(over);
            under
        }
    }
}

/// The key of every number under a node, lists being whole.
fn keys_under(node: &Node, place: &str, keys: &mut BTreeSet<String>) {
    match &node.value {
        Value::Table(entries) if node.get("evidence").is_none() => {
            for (key, node) in entries {
                keys_under(node, &join(place, key), keys);
            }
        }
        _ => {
            keys.insert(place.to_owned());
        }
    }
}

fn forget_lines(node: &mut Node) {
    node.line = None;
    match &mut node.value {
        Value::Table(entries) => entries.iter_mut().for_each(|(_, node)| forget_lines(node)),
        Value::List(items) => items.iter_mut().for_each(forget_lines),
        _ => {}
    }
}

/// A scenario by itself, and one more for each of its readings laid on top; with readings, only those count.
fn read_tree(
    mut tree: Node,
    held: &BTreeSet<String>,
    evidence: &Evidence,
    sink: &mut Sink,
) -> Vec<Scenario> {
    let list = tree.remove("reading");
    let alone = read_one(tree.clone(), Told::of_all(&tree), evidence, sink);
    let Some(list) = list else { return alone.into_iter().collect() };
    check_readings(list.clone(), evidence, sink);
    let Value::List(readings) = list.value else { return Vec::new() };
    if !sink.is_empty() {
        return Vec::new();
    }
    let mut scenarios = Vec::new();
    for mut over in readings {
        let told = Told::take_from(&mut over, held);
        let mut own = tree.clone();
        own.overlay(over);
        let mut found = Sink::new(sink.file());
        scenarios.extend(read_one(own, told, evidence, &mut found));
        sink.take_new(found);
    }
    scenarios
}

/// What a reading says of itself.
struct Told {
    name: String,
    about: String,
    what_if: bool,
    record: Option<String>,
    posterior: Option<Posterior>,
}

impl Told {
    /// Of a scenario without readings.
    fn of_all(tree: &Node) -> Self {
        let about = text_of(tree, "about");
        Self { name: String::new(), about, what_if: false, record: None, posterior: None }
    }

    /// Of a reading, which keeps only what it overrides.
    fn take_from(over: &mut Node, held: &BTreeSet<String>) -> Self {
        let (name, about) = (text_of(over, "name"), text_of(over, "about"));
        over.remove("name");
        over.remove("about");
        let what_if = over.remove("what_if").is_some_and(|flag| flag.value == Value::Flag(true));
        let record = over.remove("record").and_then(|node| Some(node.as_text()?.to_owned()));
        let from = over.remove("posterior").and_then(|node| Some(node.as_text()?.to_owned()));
        let mut held = held.clone();
        keys_under(over, "", &mut held);
        let posterior = from.map(|name| Posterior { name, held, draws: None });
        Self { name, about, what_if, record, posterior }
    }
}

fn text_of(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::as_text).unwrap_or_default().to_owned()
}

fn check_readings(mut list: Node, evidence: &Evidence, sink: &mut Sink) {
    cite::look_up_readings(&mut list, evidence, sink);
    READINGS.check(&list, "reading", "list the readings of the evidence", sink);
    let Value::List(readings) = &list.value else { return };
    let mut known = BTreeSet::new();
    for (k, reading) in readings.iter().enumerate() {
        let Some(name) = reading.get("name").filter(|name| name.as_text().is_some()) else {
            continue;
        };
        if !known.insert(name.as_text()) {
            let place = format!("reading[{k}].name");
            let allowed = "two readings have this name";
            let action = "name each reading by what it takes the evidence to mean";
            sink.add(Code::Repeated, At::new(&place, name.line), name.to_string(), allowed, action);
        }
    }
}

/// The places that a scenario names, whatever else is wrong with it, and the estate it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlaces {
    /// The estate.
    pub estate: String,
    /// Key and name of each place.
    pub places: Vec<(String, String)>,
}

/// Finds the places that a scenario names, so that unknown ones can be said with everything else.
pub fn named_places(chain: &[Source<'_>]) -> Option<NamedPlaces> {
    let mut ignored = Sink::new("");
    let trees = chain.iter().rev().map(|source| notation::toml(source.text, &mut ignored));
    let tree = trees
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .fold(None, |under, over| Some(lay_over(under, over)))?;
    let estate = tree.get("estate")?.as_text()?.to_owned();
    let mut places = Vec::new();
    let mut name = |node: Option<&Node>, key: String| {
        let named = node.and_then(Node::as_text).filter(|name| !name.trim().is_empty());
        places.extend(named.map(|name| (key, name.to_owned())));
    };
    let from = |node: &Node| node.get("unsafe_drawn").and_then(|drawn| drawn.get("from")).cloned();
    name(from(&tree).as_ref(), "unsafe_drawn.from".to_owned());
    let Some(Value::List(classes)) = tree.get("household").map(|list| &list.value) else {
        return Some(NamedPlaces { estate, places });
    };
    for (k, class) in classes.iter().enumerate() {
        name(from(class).as_ref(), format!("household[{k}].unsafe_drawn.from"));
        for (v, variant) in households::variants(class).iter().enumerate() {
            let key = format!("household[{k}].variants[{v}].unsafe_drawn.from");
            name(from(variant).as_ref(), key);
        }
    }
    Some(NamedPlaces { estate, places })
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
    household: Vec<Listed>,
    unsafe_drawn: Option<DrawnUnsafe>,
    stay: Option<Stays>,
    move_on: Option<Stays>,
    waiting: Option<Waiting>,
    #[serde(default)]
    funnel: Funnel,
    repeats: Option<Again>,
    returns: Option<Again>,
    onward: Option<Onward>,
    induced_demand: Option<InducedDemand>,
    #[serde(default)]
    stay_factor: StayFactor,
    move_on_homes: Option<MoveOnHomes>,
    second_stage: Option<SecondStage>,
    #[serde(default)]
    turnaround_nights: u32,
    #[serde(default)]
    hold_nights: u32,
    repairs: Option<Repairs>,
    #[serde(default)]
    census_days: Vec<f64>,
    placement: Option<Placement>,
    #[serde(default)]
    decisions: BTreeMap<RuleName, f64>,
    voids: Option<Voids>,
    #[serde(default)]
    funding: Vec<Funding>,
}

fn read_one(mut tree: Node, told: Told, evidence: &Evidence, sink: &mut Sink) -> Option<Scenario> {
    let before = sink.len();
    let assumptions = cite::look_up(&mut tree, evidence, sink);
    let all_cited = sink.len() == before;
    let json = Shape::Table(SCENARIO).check(&tree, "", "describe a scenario", sink);
    let classes = households::read_all(&tree, sink);
    check_joins(&tree, all_cited, sink);
    let checked: Checked = serde_json::from_value(json?).ok()?;
    if !sink.is_empty() {
        return None;
    }
    let groups = checked.household.iter().map(|class| class.name.clone()).collect();
    let classes = households::expand(checked.household, classes?);
    let start_state = checked.start_state.unwrap_or(StartState::Empty);
    Some(Scenario {
        name: checked.name,
        reading: told.name,
        about: told.about,
        what_if: told.what_if,
        record: told.record,
        posterior: told.posterior,
        estate: checked.estate,
        start: checked.start,
        years: checked.years,
        start_state,
        warm_up_years: match start_state {
            StartState::Empty => checked.warm_up_years.unwrap_or(WARM_UP_YEARS),
            // Those who live here now do so on the first day, whatever a base says of years before.
            StartState::Occupancy => 0,
        },
        replications: checked.replications,
        seed: checked.seed,
        arrivals: checked.arrivals,
        groups,
        classes,
        unsafe_drawn: checked.unsafe_drawn,
        stay: checked.stay.unwrap_or(Stays {
            default: None,
            refuge: None,
            safe_place: None,
            dispersed: None,
        }),
        move_on: checked.move_on,
        waiting: checked.waiting,
        funnel: checked.funnel,
        repeats: checked.repeats,
        returns: checked.returns,
        onward: checked.onward,
        induced_demand: checked.induced_demand,
        stay_factor: checked.stay_factor,
        move_on_homes: checked.move_on_homes,
        second_stage: checked.second_stage,
        turnaround_nights: checked.turnaround_nights,
        hold_nights: checked.hold_nights,
        repairs: checked.repairs,
        census_days: checked.census_days,
        placement: checked.placement.unwrap_or_default(),
        decisions: Decisions::new(checked.decisions),
        voids: checked.voids.unwrap_or(Voids::AsListed),
        funding: checked.funding,
        assumptions,
    })
}

/// From empty, unless it says otherwise: with skewed stays the bias of one year is still visible in year two.
const WARM_UP_YEARS: u16 = 3;
