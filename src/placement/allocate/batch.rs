//! Households and an estate into a problem: the rules of one household asked for each, and what binds
//! them to one another (contracts section 7, rows 4 to 8 of `formulation.md`).

use super::problem::{Applicant, Choice, Floor, Limit, LimitKind, Problem};
use super::terms::Terms;
use crate::domain::{Referral, Resident, calendar};
use crate::eligibility::{Case, Standing, Suitability, Verdict, judge, judge_all};
use crate::estate::{Allocation, BarrierGroup, Estate};
use crate::geography::{Geography, Places};
use crate::placement::preferences;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A household with its places looked up.
#[derive(Debug, Clone)]
pub struct Household {
    /// The form.
    pub referral: Referral,
    /// Its places.
    pub places: Places,
}

/// Several households before one estate.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// The geography its sectors lie in.
    pub geography: &'a Geography,
    /// Who asks, in file or line order; every reference once.
    pub households: &'a [Household],
    /// Residents who could be moved, of the estate's own list.
    pub movable: &'a [Household],
    /// What persons have decided: granted, accepted, declined.
    pub terms: &'a Terms,
}

/// What the rules found for one household among those who live there.
#[derive(Debug, Clone)]
pub struct Found {
    /// Who lives there, as this household meets them.
    pub standing: Standing,
    /// Every unit, in file order.
    pub verdicts: Vec<Verdict>,
}

impl<'a> Batch<'a> {
    /// Asks every rule of every unit for one household, whoever lives there living on where they do.
    pub fn judge(&self, household: &Household) -> Found {
        let residents = &self.estate.residents;
        let standing = Standing::for_household(self.estate, residents, &household.referral);
        let verdicts = judge_all(&self.case(household, &standing));
        Found { standing, verdicts }
    }

    /// The case of a household.
    pub fn case<'b>(&'b self, household: &'b Household, standing: &'b Standing) -> Case<'b> {
        let Household { referral, places } = household;
        Case::new(self.estate, self.geography, (referral, places), standing)
    }

    /// Where a household may go among these residents: vacant and suitable, or granted, and not declined.
    fn choices(
        &self,
        number: Option<usize>,
        household: &Household,
        residents: &[Resident],
    ) -> Vec<Choice> {
        let standing = Standing::for_household(self.estate, residents, &household.referral);
        let day = calendar::london_day(household.referral.received);
        let case = self.case(household, &standing);
        let choice = |unit: usize| {
            let pair = number.map(|number| (number, unit));
            let granted = pair.is_some_and(|pair| self.terms.granted.contains(&pair));
            let declined = pair.is_some_and(|pair| self.terms.declined.contains(&pair));
            let vacant = !standing.lived_in[unit] && self.estate.units[unit].can_be_offered_on(day);
            // The rules are asked last: they take longest.
            let verdict = (vacant && !declined).then(|| judge(&case, unit))?;
            let open = match verdict.suitability() {
                Suitability::Suitable => true,
                Suitability::Decision => granted,
                Suitability::Unsuitable => false,
            };
            open.then(|| Choice { unit, penalty: preferences::penalty(&case, unit, verdict) })
        };
        (0..self.estate.units.len()).filter_map(choice).collect()
    }

    /// The problem with nobody moved. Accepted offers are kept.
    pub fn problem(&self) -> Problem {
        self.problem_with_moves(0)
    }

    /// The problem in which up to so many of the residents who could be moved may be.
    pub fn problem_with_moves(&self, moves: usize) -> Problem {
        let movers: Vec<Mover<'a>> = if moves == 0 { Vec::new() } else { self.movers() };
        let moving: BTreeSet<&str> =
            movers.iter().map(|mover| mover.resident.reference.as_str()).collect();
        let stay = |resident: &&Resident| !moving.contains(resident.reference.as_str());
        let staying: Vec<Resident> = self.estate.residents.iter().filter(stay).cloned().collect();
        let mut members: Vec<Member<'_>> = self
            .households
            .par_iter()
            .enumerate()
            .map(|(number, household)| {
                let choices = self.choices(Some(number), household, &staying);
                Member::household(self, number, household, choices)
            })
            .collect();
        for mover in &movers {
            let mut choices = self.choices(None, mover.household, &staying);
            choices.retain(|choice| choice.unit != mover.resident.unit);
            choices.push(Choice { unit: mover.resident.unit, penalty: 0 });
            choices.sort_by_key(|choice| choice.unit);
            members.push(Member::mover(mover, choices));
        }
        let limits = self.limits(&members, &staying, moves);
        let applicants = members.into_iter().map(|member| member.applicant).collect();
        Problem { applicants, units: self.estate.units.len(), limits, ..Problem::default() }
    }

    /// Residents who could be moved and do not ask themselves, in the order of the occupancy.
    pub fn movers(&self) -> Vec<Mover<'a>> {
        let asks = |reference: &str| {
            self.households.iter().any(|household| household.referral.reference == reference)
        };
        let residents = self.estate.residents.iter().filter(|resident| resident.movable);
        residents
            .filter(|resident| !asks(&resident.reference))
            .filter_map(|resident| {
                let of =
                    |household: &&Household| household.referral.reference == resident.reference;
                Some(Mover { resident, household: self.movable.iter().find(of)? })
            })
            .collect()
    }

    /// The floors of a provider's order, over the households of the batch.
    pub(super) fn floors(&self, allocation: &Allocation) -> Vec<Floor> {
        let members = |group: BarrierGroup| -> Vec<usize> {
            let listed = self.households.iter().enumerate();
            listed.filter(|(_, h)| group.holds(&h.referral)).map(|(k, _)| k).collect()
        };
        let floor = |(&group, &floor): (&BarrierGroup, &usize)| {
            let members = members(group);
            Floor { at_least: floor.min(members.len()), members }
        };
        allocation.floors.iter().map(floor).collect()
    }
}

/// A resident who could be moved, with the form.
#[derive(Debug, Clone, Copy)]
pub struct Mover<'a> {
    /// Who lives where.
    pub resident: &'a Resident,
    /// The form and its places.
    pub household: &'a Household,
}

/// An applicant with what binds it to others.
struct Member<'a> {
    applicant: Applicant,
    reference: &'a str,
    keep_apart: Vec<&'a str>,
    /// The unit it lives in, if it is a resident who could be moved.
    home: Option<usize>,
    complex: bool,
    nrpf: bool,
    /// Its own row in the occupancy, which goes on counting.
    own_row: Option<&'a Resident>,
    /// Units that a person granted it.
    granted: Vec<usize>,
}

impl<'a> Member<'a> {
    fn household(
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
                in_danger: referral.immediate_danger,
                counts: true,
                must: accepted.is_some(),
                choices,
            },
            reference: &referral.reference,
            keep_apart: referral.keep_apart.iter().map(String::as_str).collect(),
            home: None,
            complex: referral.needs.complex,
            nrpf: referral.needs.nrpf,
            own_row: batch.estate.residents.iter().find(|r| r.reference == referral.reference),
            granted: of_this.map(|(_, unit)| *unit).collect(),
        }
    }

    fn mover(mover: &Mover<'a>, choices: Vec<Choice>) -> Self {
        let Mover { resident, household } = mover;
        let both = resident.keep_apart.iter().chain(&household.referral.keep_apart);
        Self {
            applicant: Applicant { in_danger: false, counts: false, must: true, choices },
            reference: &resident.reference,
            keep_apart: both.map(String::as_str).collect(),
            home: Some(resident.unit),
            complex: resident.complex_needs || household.referral.needs.complex,
            nrpf: resident.nrpf || household.referral.needs.nrpf,
            own_row: None,
            granted: Vec::new(),
        }
    }

    fn names(&self, other: &Self) -> bool {
        self.keep_apart.contains(&other.reference)
    }

    fn units(&self) -> impl Iterator<Item = usize> + '_ {
        self.applicant.choices.iter().map(|choice| choice.unit)
    }
}

impl Batch<'_> {
    fn limits(&self, members: &[Member<'_>], staying: &[Resident], moves: usize) -> Vec<Limit> {
        let mut limits = self.keep_apart(members);
        limits.extend(self.complex_needs(members, staying));
        limits.extend(self.nrpf(members, staying));
        let moved = |member: &Member<'_>| -> Vec<usize> {
            member.units().filter(|unit| member.home.is_some_and(|home| home != *unit)).collect()
        };
        limits.push(Limit {
            kind: LimitKind::Moves,
            at_most: moves,
            members: under(members, moved),
        });
        limits.retain(Limit::can_bind);
        limits
    }

    /// Row 4.
    fn keep_apart(&self, members: &[Member<'_>]) -> Vec<Limit> {
        let mut limits = Vec::new();
        for (b, two) in members.iter().enumerate() {
            for (a, one) in members[..b].iter().enumerate() {
                if one.names(two) || two.names(one) {
                    self.two_apart((a, one), (b, two), &mut limits);
                }
            }
        }
        limits
    }

    fn two_apart(
        &self,
        (a, one): (usize, &Member<'_>),
        (b, two): (usize, &Member<'_>),
        limits: &mut Vec<Limit>,
    ) {
        let units = &self.estate.units;
        // Beside a resident who stays, a unit in the same sector is a decision, which may be granted.
        let resident = one.home.is_some() || two.home.is_some();
        let sector = |member: &Member<'_>, unit: usize| {
            (!resident || !member.granted.contains(&unit)).then(|| units[unit].sector.as_str())
        };
        let setting = |unit: usize| units[unit].setting;
        let mut by_sector: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
        let mut by_setting: BTreeMap<usize, [Vec<usize>; 2]> = BTreeMap::new();
        for (side, member) in [one, two].into_iter().enumerate() {
            for unit in member.units() {
                if let Some(sector) = sector(member, unit) {
                    by_sector.entry(sector).or_default()[side].push(unit);
                }
                by_setting.entry(setting(unit)).or_default()[side].push(unit);
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
        limits.extend(zones.filter(|zone| zone.iter().all(|side| !side.is_empty())).map(
            |[first, second]| Limit {
                kind: LimitKind::KeepApart(a, b),
                at_most: 1,
                members: vec![(a, first), (b, second)],
            },
        ));
    }

    /// Row 5.
    fn complex_needs(&self, members: &[Member<'_>], staying: &[Resident]) -> Vec<Limit> {
        let setting_of = |unit: usize| self.estate.units[unit].setting;
        let settings = self.estate.settings.iter().enumerate();
        let with_places = settings.filter_map(|(k, s)| Some((k, s.complex_needs_places? as usize)));
        with_places
            .map(|(setting, places)| {
                let taken =
                    staying.iter().filter(|r| r.complex_needs && setting_of(r.unit) == setting);
                let counted = |member: &Member<'_>| -> Vec<usize> {
                    let has_one = member
                        .own_row
                        .is_some_and(|row| row.complex_needs && setting_of(row.unit) == setting);
                    let there = |unit: &usize| setting_of(*unit) == setting;
                    if member.complex && !has_one {
                        member.units().filter(there).collect()
                    } else {
                        Vec::new()
                    }
                };
                let members = under(members, counted);
                let kind = LimitKind::ComplexNeeds(setting);
                capacity(kind, places.saturating_sub(taken.count()), members, self, staying)
            })
            .collect()
    }

    /// Row 6.
    fn nrpf(&self, members: &[Member<'_>], staying: &[Resident]) -> Option<Limit> {
        let places = self.estate.provider.nrpf_places? as usize;
        let taken = staying.iter().filter(|resident| resident.nrpf).count();
        let counted = |member: &Member<'_>| -> Vec<usize> {
            let has_one = member.own_row.is_some_and(|row| row.nrpf);
            if member.nrpf && !has_one {
                member.units().filter(|unit| !member.granted.contains(unit)).collect()
            } else {
                Vec::new()
            }
        };
        let members = under(members, counted);
        Some(capacity(LimitKind::Nrpf, places.saturating_sub(taken), members, self, staying))
    }
}

/// A limit that residents may exceed already: those who could be moved are not sent away by it.
fn capacity(
    kind: LimitKind,
    places: usize,
    members: Vec<(usize, Vec<usize>)>,
    batch: &Batch<'_>,
    staying: &[Resident],
) -> Limit {
    let lives_here = |resident: &&Resident, units: &[usize]| {
        units.contains(&resident.unit)
            && !staying.iter().any(|other| other.reference == resident.reference)
    };
    let here = members.iter().filter(|(applicant, units)| {
        *applicant >= batch.households.len()
            && batch.estate.residents.iter().any(|resident| lives_here(&resident, units))
    });
    let at_most = places.max(here.count());
    Limit { kind, at_most, members }
}

/// The applicants who have units under a limit.
fn under(
    members: &[Member<'_>],
    units: impl Fn(&Member<'_>) -> Vec<usize>,
) -> Vec<(usize, Vec<usize>)> {
    let listed = members.iter().map(units).enumerate();
    listed.filter(|(_, units)| !units.is_empty()).collect()
}
