//! Units gathered into classes: enough alike for one price.
//!
//! Units of one kind are alike if every rule says the same of them to every class of household in the mix,
//! whatever the household's unsafe place; points and sectors are left out, for they would put nearly every
//! unit in a class of its own. A class of one unit is then joined to the class of its kind of which the rules
//! say the same to the most households, until each has two: a price is measured by withdrawing "one such
//! unit", and two make it steadier. Wheelchair units stay apart: they are what is asked about.

use crate::base::domain::{Kind, RuleName, RuleSet};
use crate::base::statistics::float;
use crate::engine::eligibility::Verdict;
use crate::engine::simulation::Model;
use serde::Serialize;
use std::collections::BTreeMap;

/// Classes are joined until they have so many units.
const LEAST_UNITS: usize = 2;

/// Units that are alike to the households of the mix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitClass {
    /// A short name: R1, S1, D1…
    pub name: String,
    /// What it is, for a person.
    pub title: String,
    /// Kind.
    pub kind: Kind,
    /// Positions in the estate.
    #[serde(skip)]
    pub units: Vec<usize>,
    /// Codenames.
    pub codenames: Vec<String>,
}

/// What the rules say of a unit to each class of household: barred and asking.
type Signature = Vec<(u16, u16)>;

/// A class in the making.
#[derive(Debug, Clone)]
struct Group {
    kind: Kind,
    wheelchair: bool,
    says: Signature,
    units: Vec<usize>,
}

/// Gathers the units of an estate, given what the rules say of each and the share of each class of household.
pub(super) fn unit_classes(
    model: &Model<'_>,
    verdicts: &[Vec<Verdict>],
    shares: &[f64],
) -> Vec<UnitClass> {
    let mut groups = alike(model, verdicts);
    while let Some((one, other)) = to_join(&groups, shares) {
        let joined = groups.remove(one);
        let into = if other > one { other - 1 } else { other };
        groups[into].units.extend(joined.units);
        groups[into].units.sort_unstable();
    }
    let places = |unit: usize| model.estate.units[unit].sleeping_places();
    let key = |group: &Group| {
        let beds: u32 = group.units.iter().map(|&unit| places(unit)).sum();
        let mean = f64::from(beds) / float(group.units.len());
        (group.kind, group.wheelchair, mean)
    };
    groups.sort_by(|a, b| {
        let ((kind, wheelchair, beds), (kind2, wheelchair2, beds2)) = (key(a), key(b));
        (kind, wheelchair)
            .cmp(&(kind2, wheelchair2))
            .then(beds.total_cmp(&beds2))
            .then(a.units.cmp(&b.units))
    });
    let mut numbers = [0; 3];
    groups.iter().map(|group| named(model, group, &mut numbers)).collect()
}

/// Units of which every rule says the same.
fn alike(model: &Model<'_>, verdicts: &[Vec<Verdict>]) -> Vec<Group> {
    let place = RuleSet::EMPTY.with(RuleName::UnsafeArea);
    let key = |set: RuleSet| set.minus(place).order_key();
    let mut found: BTreeMap<(Kind, bool, Signature), Vec<usize>> = BTreeMap::new();
    for (unit, &kind) in model.kinds.iter().enumerate() {
        let says = verdicts.iter().map(|of| (key(of[unit].barred), key(of[unit].asks))).collect();
        let wheelchair = model.estate.units[unit].wheelchair;
        found.entry((kind, wheelchair, says)).or_default().push(unit);
    }
    let group = |((kind, wheelchair, says), units)| Group { kind, wheelchair, says, units };
    found.into_iter().map(group).collect()
}

/// The smallest class that is too small, and the one most like it; none: nothing is left to join.
fn to_join(groups: &[Group], shares: &[f64]) -> Option<(usize, usize)> {
    let differs = |a: &Group, b: &Group| -> f64 {
        let pairs = a.says.iter().zip(&b.says).zip(shares);
        pairs.filter(|((a, b), _)| a != b).map(|(_, share)| share).sum()
    };
    let nearest = |one: usize| {
        let mine = &groups[one];
        let may = |other: &usize| {
            let group = &groups[*other];
            *other != one && (group.kind, group.wheelchair) == (mine.kind, mine.wheelchair)
        };
        (0..groups.len())
            .filter(may)
            .min_by(|&a, &b| differs(mine, &groups[a]).total_cmp(&differs(mine, &groups[b])))
    };
    (0..groups.len())
        .filter(|&one| groups[one].units.len() < LEAST_UNITS)
        .find_map(|one| Some((one, nearest(one)?)))
}

fn named(model: &Model<'_>, group: &Group, numbers: &mut [u32; 3]) -> UnitClass {
    let number = &mut numbers[group.kind as usize];
    *number += 1;
    let letter = ["R", "S", "D"][group.kind as usize];
    let codename = |&unit: &usize| model.estate.units[unit].name.clone();
    UnitClass {
        name: format!("{letter}{number}"),
        title: title(model, group.kind, &group.units),
        kind: group.kind,
        codenames: group.units.iter().map(codename).collect(),
        units: group.units.clone(),
    }
}

fn title(model: &Model<'_>, kind: Kind, units: &[usize]) -> String {
    let of = |&unit: &usize| &model.estate.units[unit];
    let beds = || units.iter().map(|unit| of(unit).sleeping_places());
    let (least, most) = (beds().min().unwrap_or(0), beds().max().unwrap_or(0));
    let beds = match (least, most) {
        (1, 1) => "1 bed".to_owned(),
        (least, most) if least == most => format!("{most} beds"),
        (least, most) => format!("{least}-{most} beds"),
    };
    let kind = if kind == Kind::Dispersed { "dispersed" } else { kind.title() };
    let mut said = vec![kind.to_owned(), beds];
    if units.iter().all(|unit| of(unit).wheelchair) {
        said.push("wheelchair".to_owned());
    } else if units.iter().all(|unit| of(unit).step_free) {
        said.push("step-free".to_owned());
    }
    if units.iter().all(|&unit| model.estate.setting_of(unit).pets) {
        said.push("pets".to_owned());
    }
    said.join(", ")
}
