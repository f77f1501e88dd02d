//! The classes of household of a scenario and their variants: whole households, each with its share.

use super::distribution::Distribution;
use super::model::{DrawnUnsafe, HouseholdClass};
use crate::base::domain::Household;
use crate::base::domain::referral::Source;
use crate::base::parse::node::Value;
use crate::base::parse::{At, Code, Node, Sink};
use crate::inputs::referral::read_household;
use serde::Deserialize;

/// A class as it is listed, without its households.
#[derive(Deserialize)]
pub(super) struct Listed {
    pub(super) name: String,
    share: f64,
    stay: Option<Distribution>,
    unsafe_drawn: Option<DrawnUnsafe>,
    #[serde(default = "one")]
    units: u32,
    #[serde(default)]
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    share: f64,
    unsafe_drawn: Option<DrawnUnsafe>,
}

/// A household of a class, and who asks for it.
pub(super) struct Asks {
    household: Household,
    source: Source,
}

fn one() -> u32 {
    1
}

/// One entry a variant, or a class that has none; `households` are those of each class's entries.
pub(super) fn expand(listed: Vec<Listed>, households: Vec<Vec<Asks>>) -> Vec<HouseholdClass> {
    let mut classes = Vec::new();
    for (group, (class, households)) in listed.into_iter().zip(households).enumerate() {
        let has_variants = !class.variants.is_empty();
        let own = [Variant { share: 1.0, unsafe_drawn: None }];
        let variants = if has_variants { class.variants.as_slice() } else { &own };
        for (v, (variant, asks)) in variants.iter().zip(households).enumerate() {
            let (name, key) = if has_variants {
                let key = format!("household[{group}].variants[{v}]");
                (format!("{} ({})", class.name, v + 1), key)
            } else {
                (class.name.clone(), format!("household[{group}]"))
            };
            let drawn = variant.unsafe_drawn.clone().or_else(|| class.unsafe_drawn.clone());
            classes.push(HouseholdClass {
                name,
                key,
                group,
                share: class.share * variant.share,
                units: class.units,
                household: asks.household,
                source: asks.source,
                stay: class.stay,
                unsafe_drawn: drawn,
            });
        }
    }
    classes
}

/// The variants of a class, as they stand.
pub(super) fn variants(class: &Node) -> &[Node] {
    match class.get("variants").map(|list| &list.value) {
        Some(Value::List(variants)) => variants,
        _ => &[],
    }
}

/// For each class its household, or those of its variants.
pub(super) fn read_all(tree: &Node, sink: &mut Sink) -> Option<Vec<Vec<Asks>>> {
    let Value::List(classes) = &tree.get("household")?.value else { return None };
    let is_table = |node: &&Node| matches!(node.value, Value::Table(_));
    let mut all = Vec::new();
    for (k, class) in classes.iter().enumerate() {
        let Some(node) = class.get("referral").filter(is_table) else { continue };
        let place = format!("household[{k}].referral");
        let variants = variants(class);
        if variants.is_empty() {
            all.push(read_one(node, &place, sink).into_iter().collect::<Vec<_>>());
            continue;
        }
        // What is wrong with the class itself is said once, and not again of each variant.
        let mut known = Sink::new(sink.file());
        read_one(node, &place, &mut known);
        let is_sound = known.is_empty();
        sink.take_new(known);
        let mut households = Vec::new();
        for (v, variant) in variants.iter().enumerate().filter(|_| is_sound) {
            let mut laid = node.clone();
            laid.line = variant.line;
            if let Some(over) = variant.get("referral").filter(is_table) {
                laid.overlay(over.clone());
            }
            let place = format!("household[{k}].variants[{v}].referral");
            households.extend(read_one(&laid, &place, sink));
        }
        all.push(households);
    }
    let complete = all.len() == classes.len()
        && all.iter().zip(classes).all(|(read, class)| read.len() == variants(class).len().max(1));
    complete.then_some(all)
}

fn read_one(node: &Node, place: &str, sink: &mut Sink) -> Option<Asks> {
    // The shapes were checked with the rest: here only what joins the people is new.
    let mut own = Sink::new(sink.file());
    let household = read_household(node, place, &mut own);
    sink.take_new(own);
    if household.as_ref().is_some_and(|household| !household.keep_apart.is_empty()) {
        let key = format!("{place}.keep_apart");
        let allowed = "references to keep apart belong to real households and are not simulated";
        sink.add(
            Code::Contradiction,
            At::new(&key, node.line),
            "",
            allowed,
            "leave it out of a scenario",
        );
    }
    Some(Asks { household: household?, source: source_of(node) })
}

/// Who asks for such a household: an agency, unless it is said that they ask themselves.
fn source_of(node: &Node) -> Source {
    let said = node.get("source").and_then(Node::as_text);
    if said == Some("self") { Source::Herself } else { Source::Agency }
}
