//! Numbers cited from the evidence, and the list of everything assumed that every result carries.

use crate::base::parse::names::join;
use crate::base::parse::node::Value;
use crate::base::parse::{At, Code, Node, Sink};
use crate::base::statistics::float;
use crate::inputs::evidence::{Evidence, Provenance};
use serde::{Deserialize, Serialize};

/// The source of a number that a scenario gives without citing evidence.
pub const CITED_HERE: &str = "this scenario";

/// One number a forecast rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assumption {
    /// Its key in the scenario.
    pub key: String,
    /// Its value.
    pub value: f64,
    /// The figure of the evidence it cites; none: given by the scenario.
    pub evidence: Option<String>,
    /// How far it can be trusted.
    pub standing: Provenance,
    /// Where it comes from.
    pub source: String,
}

impl Assumption {
    /// Whether it was taken over from another place, to be replaced by a count of one's own.
    pub fn is_from_elsewhere(&self) -> bool {
        self.source.contains(FROM_ELSEWHERE)
    }
}

/// What the source of a figure says that was taken over from another place.
pub const FROM_ELSEWHERE: &str = "from elsewhere: replace";

/// Keys under which a number says something about the world rather than about the computation.
const ABOUT_THE_WORLD: [&str; 21] = [
    "arrivals",
    "household",
    "unsafe_drawn",
    "stay",
    "stay_factor",
    "move_on",
    "move_on_homes",
    "second_stage",
    "turnaround_nights",
    "hold_nights",
    "repairs",
    "waiting",
    "funnel",
    "repeats",
    "returns",
    "onward",
    "induced_demand",
    "decisions",
    "placement",
    "funding",
    "voids",
];

/// Replaces every `{ evidence = "name" }` by the figure's value and lists what the scenario rests on.
pub(super) fn look_up(node: &mut Node, evidence: &Evidence, sink: &mut Sink) -> Vec<Assumption> {
    let mut found = Vec::new();
    if let Value::Table(entries) = &mut node.value {
        for (key, node) in
            entries.iter_mut().filter(|(key, _)| ABOUT_THE_WORLD.contains(&key.as_str()))
        {
            walk(node, key, evidence, sink, &mut found);
        }
    }
    found
}

/// The same of a file that is not a scenario: every number in it is about the world.
pub fn look_up_everywhere(
    node: &mut Node,
    evidence: &Evidence,
    sink: &mut Sink,
) -> Vec<Assumption> {
    let mut found = Vec::new();
    if let Value::Table(entries) = &mut node.value {
        for (key, node) in entries.iter_mut().filter(|(key, _)| !key.starts_with("x_")) {
            walk(node, key, evidence, sink, &mut found);
        }
    }
    found
}

/// The same for the list of readings, whose numbers are counted once they are laid over a scenario.
pub(super) fn look_up_readings(list: &mut Node, evidence: &Evidence, sink: &mut Sink) {
    walk(list, "reading", evidence, sink, &mut Vec::new());
}

fn walk(
    node: &mut Node,
    place: &str,
    evidence: &Evidence,
    sink: &mut Sink,
    found: &mut Vec<Assumption>,
) {
    if let Some(name) = cited_name(node) {
        let line = node.line;
        if let Some(figure) = evidence.get(&name) {
            node.value = Value::Number(figure.value);
            found.push(Assumption {
                key: place.to_owned(),
                value: figure.value,
                evidence: Some(name),
                standing: figure.standing,
                source: match &figure.place {
                    Some(place) => format!("{}, {place}", figure.source),
                    None => figure.source.clone(),
                },
            });
        } else {
            let action = evidence.nearest(&name).map_or_else(
                || "add the figure to data/evidence/evidence.csv with its source".to_owned(),
                |near| format!("write {near} if that is what is meant, or add the figure to data/evidence/evidence.csv"),
            );
            let allowed = "the evidence has no figure of this name";
            sink.add(Code::NotFound, At::new(place, line), format!("\"{name}\""), allowed, action);
            // A number that passes every range: the missing figure is one issue, not two.
            node.value = Value::Number(1.0);
        }
        return;
    }
    let described_by_hand = place.ends_with(".referral");
    match &mut node.value {
        Value::Table(entries) if !described_by_hand => {
            for (key, node) in entries.iter_mut().filter(|(key, _)| !key.starts_with("x_")) {
                walk(node, &join(place, key), evidence, sink, found);
            }
        }
        Value::List(items) => {
            for (k, node) in items.iter_mut().enumerate() {
                walk(node, &format!("{place}[{k}]"), evidence, sink, found);
            }
        }
        Value::Whole(n) => found.push(assumed(place, float(*n))),
        Value::Number(x) => found.push(assumed(place, *x)),
        _ => {}
    }
}

fn assumed(place: &str, value: f64) -> Assumption {
    Assumption {
        key: place.to_owned(),
        value,
        evidence: None,
        standing: Provenance::Assumed,
        source: CITED_HERE.to_owned(),
    }
}

fn cited_name(node: &Node) -> Option<String> {
    match &node.value {
        Value::Table(entries) => {
            let mut keys = entries.iter().filter(|(key, _)| !key.starts_with("x_"));
            match (keys.next(), keys.next()) {
                (Some((key, name)), None) if key == "evidence" => {
                    name.as_text().map(ToOwned::to_owned)
                }
                _ => None,
            }
        }
        _ => None,
    }
}
