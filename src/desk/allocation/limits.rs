//! What binds the households of a batch to one another: rows 4 to 7 of `formulation.md`.
//!
//! Those who stay have been asked of by the rules of one household (`batch`). Here are the households that
//! ask, and the residents who could be moved, who count where they are put.

use super::batch::{Batch, Household, Mover};
use super::problem::{Applicant, Choice, Limit, LimitKind};
use crate::base::domain::household::names;
use crate::base::domain::{Known, Resident};
use crate::inputs::estate::Estate;
use std::collections::BTreeMap;

/// An applicant with what binds it to others.
pub(super) struct Member<'a> {
    pub(super) applicant: Applicant,
    reference: &'a str,
    keep_apart: Vec<&'a str>,
    /// The unit it lives in, if it is a resident who could be moved.
    home: Option<usize>,
    complex: Known<bool>,
    nrpf: bool,
    /// Its own row in the occupancy, which goes on counting.
    own_row: Option<&'a Resident>,
    /// Units that a person granted it.
    granted: Vec<usize>,
}

impl<'a> Member<'a> {
    pub(super) fn household(
        batch: &Batch<'a>,
        number: usize,
        household: &'a Household,
        mut choices: Vec<Choice>,
    ) -> Self {
        let referral = &household.referral;
        let accepted = batch.terms.accepted.get(&number).copied();
        if let Some(unit) = accepted {
            choices.retain(|choice| choice.unit == unit);
        }
        let of_this = batch.terms.granted.range((number, 0)..(number + 1, 0));
        Self {
            applicant: Applicant {
                in_danger: referral.household.in_danger(),
                counts: true,
                must: accepted.is_some(),
                choices,
            },
            reference: &referral.reference,
            keep_apart: referral.household.keep_apart.iter().map(String::as_str).collect(),
            home: None,
            complex: referral.household.needs.complex,
            nrpf: referral.household.needs.nrpf.may_be(),
            own_row: batch.occupancy.residents.iter().find(|r| r.reference == referral.reference),
            granted: of_this.map(|(_, unit)| *unit).collect(),
        }
    }

    pub(super) fn mover(mover: &Mover<'a>, choices: Vec<Choice>) -> Self {
        let Mover { resident, household } = mover;
        let both = resident.keep_apart.iter().chain(&household.referral.household.keep_apart);
        Self {
            applicant: Applicant { in_danger: false, counts: false, must: true, choices },
            reference: &resident.reference,
            keep_apart: both.map(String::as_str).collect(),
            home: Some(resident.unit),
            complex: Known::Value(
                resident.complex_needs || household.referral.household.needs.complex.may_be(),
            ),
            nrpf: resident.nrpf || household.referral.household.needs.nrpf.may_be(),
            own_row: None,
            granted: Vec::new(),
        }
    }

    fn names(&self, other: &Self) -> bool {
        self.keep_apart.iter().any(|typed| names(typed, other.reference))
    }

    fn units(&self) -> impl Iterator<Item = usize> + '_ {
        self.applicant.choices.iter().map(|choice| choice.unit)
    }
}

/// Every limit that could be passed.
pub(super) fn limits(
    estate: &Estate,
    members: &[Member<'_>],
    staying: &[Resident],
    moves: usize,
) -> Vec<Limit> {
    let mut limits = keep_apart(estate, members);
    limits.extend(complex_needs(estate, members, staying, moves));
    limits.extend(nrpf(estate, members, staying, moves));
    let moved = |member: &Member<'_>| -> Vec<usize> {
        member.units().filter(|unit| member.home.is_some_and(|home| home != *unit)).collect()
    };
    limits.push(Limit { kind: LimitKind::Moves, at_most: moves, members: under(members, moved) });
    limits.retain(Limit::can_bind);
    limits
}

/// Row 4.
fn keep_apart(estate: &Estate, members: &[Member<'_>]) -> Vec<Limit> {
    let mut limits = Vec::new();
    for (b, two) in members.iter().enumerate() {
        for (a, one) in members[..b].iter().enumerate() {
            if one.names(two) || two.names(one) {
                two_apart(estate, (a, one), (b, two), &mut limits);
            }
        }
    }
    limits
}

fn two_apart(
    estate: &Estate,
    (a, one): (usize, &Member<'_>),
    (b, two): (usize, &Member<'_>),
    limits: &mut Vec<Limit>,
) {
    let units = &estate.units;
    // Beside a resident who stays, a unit in the same sector is a decision, which may be granted.
    let resident = one.home.is_some() || two.home.is_some();
    let sector = |member: &Member<'_>, unit: usize| {
        (!resident || !member.granted.contains(&unit)).then(|| units[unit].sector.as_str())
    };
    let mut by_sector: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
    let mut by_setting: BTreeMap<usize, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, member) in [one, two].into_iter().enumerate() {
        for unit in member.units() {
            if let Some(sector) = sector(member, unit) {
                by_sector.entry(sector).or_default()[side].push(unit);
            }
            by_setting.entry(units[unit].setting).or_default()[side].push(unit);
        }
    }
    let in_one_sector = |zone: &[Vec<usize>; 2]| {
        let mut sectors = zone.iter().flatten().map(|&unit| &units[unit].sector);
        let first = sectors.next();
        !resident && sectors.all(|sector| Some(sector) == first)
    };
    // A setting within one sector is held apart with it.
    by_setting.retain(|_, zone| !in_one_sector(zone));
    let zones = by_sector.into_values().chain(by_setting.into_values());
    let zones = zones.flat_map(|zone| as_they_live(zone, [one.home, two.home]));
    limits.extend(zones.filter(|zone| zone.iter().all(|side| !side.is_empty())).map(
        |[first, second]| Limit {
            kind: LimitKind::KeepApart(a, b),
            at_most: 1,
            members: vec![(a, first), (b, second)],
        },
    ));
}

/// Two residents who live beside one another already may live on there; whoever moves may not come there.
fn as_they_live(zone: [Vec<usize>; 2], homes: [Option<usize>; 2]) -> Vec<[Vec<usize>; 2]> {
    let at_home = |side: usize| homes[side].is_some_and(|home| zone[side].contains(&home));
    if !(at_home(0) && at_home(1)) {
        return vec![zone];
    }
    let moved = |side: usize| {
        let mut zone = zone.clone();
        zone[side].retain(|unit| Some(*unit) != homes[side]);
        zone
    };
    vec![moved(0), moved(1)]
}

/// Row 5.
fn complex_needs(
    estate: &Estate,
    members: &[Member<'_>],
    staying: &[Resident],
    moves: usize,
) -> Vec<Limit> {
    let settings = estate.settings.iter().enumerate();
    let with_places = settings.filter_map(|(k, s)| Some((k, s.complex_needs_places? as usize)));
    with_places
        .flat_map(|(setting, places)| {
            let there = |unit: usize| estate.units[unit].setting == setting;
            let taken = staying.iter().filter(|r| r.complex_needs && there(r.unit)).count();
            let counted = |member: &Member<'_>| -> Vec<usize> {
                // Where it is not known, somebody who granted the unit has decided that too.
                let decided =
                    |unit: &usize| member.complex.is_unknown() && member.granted.contains(unit);
                let units = member.units().filter(|unit| there(*unit) && !decided(unit));
                units.filter(|_| member.complex.may_be()).collect()
            };
            let has_one = |row: &Resident| row.complex_needs && there(row.unit);
            let kind = LimitKind::ComplexNeeds(setting);
            Places { kind, left: places.saturating_sub(taken), moves }
                .limits(members, counted, has_one)
        })
        .collect()
}

/// Row 6.
fn nrpf(estate: &Estate, members: &[Member<'_>], staying: &[Resident], moves: usize) -> Vec<Limit> {
    let Some(places) = estate.provider.nrpf_places else { return Vec::new() };
    let taken = staying.iter().filter(|resident| resident.nrpf).count();
    let counted = |member: &Member<'_>| -> Vec<usize> {
        let units = member.units();
        units.filter(|unit| member.nrpf && !member.granted.contains(unit)).collect()
    };
    let left = (places as usize).saturating_sub(taken);
    Places { kind: LimitKind::Nrpf, left, moves }.limits(members, counted, |row| row.nrpf)
}

/// Places that are left beside those who stay.
///
/// Residents may pass a limit already: it then admits nobody more, but sends nobody away. In rows: whoever
/// is new counts beside any so many of those who live there as there are places.
#[derive(Debug, Clone, Copy)]
struct Places {
    kind: LimitKind,
    left: usize,
    moves: usize,
}

impl Places {
    /// The limits, where `counted` are the units in which a household takes a place, unless it has one.
    fn limits(
        self,
        members: &[Member<'_>],
        counted: impl Fn(&Member<'_>) -> Vec<usize>,
        has_one: impl Fn(&Resident) -> bool,
    ) -> Vec<Limit> {
        let keeps = |k: usize| members[k].own_row.is_some_and(&has_one);
        let (own, under): (Vec<_>, Vec<_>) =
            under(members, counted).into_iter().partition(|(k, _)| keeps(*k));
        let home = |(k, units): &(usize, Vec<usize>)| {
            Some((*k, members[*k].home.filter(|home| units.contains(home))?))
        };
        let here: Vec<(usize, usize)> = under.iter().filter_map(home).collect();
        let over = here.len().saturating_sub(self.left);
        let mut limits = self.for_those_who_are_new(&under, &here, over);
        limits.extend(self.for_those_with_a_place(own, &here, over));
        limits
    }

    fn limit(self, at_most: usize, members: Vec<(usize, Vec<usize>)>) -> Limit {
        Limit { kind: self.kind, at_most, members }
    }

    fn for_those_who_are_new(
        self,
        under: &[(usize, Vec<usize>)],
        here: &[(usize, usize)],
        over: usize,
    ) -> Vec<Limit> {
        let without = |left_out: &[(usize, usize)]| {
            let mut members = under.to_vec();
            for (k, units) in &mut members {
                units.retain(|unit| !left_out.contains(&(*k, *unit)));
            }
            members.retain(|(_, units)| !units.is_empty());
            members
        };
        if over > 0 && over >= self.moves {
            return vec![self.limit(0, without(here))];
        }
        choose(here, over).iter().map(|out| self.limit(self.left, without(out))).collect()
    }

    /// A household that has a place already takes no second, but no new home where too many live.
    fn for_those_with_a_place(
        self,
        own: Vec<(usize, Vec<usize>)>,
        here: &[(usize, usize)],
        over: usize,
    ) -> Vec<Limit> {
        let Some(stay) = over.checked_sub(1) else { return Vec::new() };
        if over > self.moves {
            return vec![self.limit(0, own)];
        }
        let mut limits = Vec::new();
        for household in own {
            for left_out in choose(here, stay) {
                let beside = here.iter().filter(|home| !left_out.contains(home));
                let beside = beside.map(|(k, unit)| (*k, vec![*unit]));
                let members = [household.clone()].into_iter().chain(beside).collect();
                limits.push(self.limit(self.left + 1, members));
            }
        }
        limits
    }
}

/// Every choice of so many of these.
fn choose<T: Copy>(of: &[T], many: usize) -> Vec<Vec<T>> {
    let Some(fewer) = many.checked_sub(1) else { return vec![Vec::new()] };
    let mut found = Vec::new();
    for (k, first) in of.iter().enumerate() {
        let rest = choose(&of[k + 1..], fewer);
        found.extend(rest.into_iter().map(|rest| [vec![*first], rest].concat()));
    }
    found
}

/// The applicants who have units under a limit.
fn under(
    members: &[Member<'_>],
    units: impl Fn(&Member<'_>) -> Vec<usize>,
) -> Vec<(usize, Vec<usize>)> {
    let listed = members.iter().map(units).enumerate();
    listed.filter(|(_, units)| !units.is_empty()).collect()
}
