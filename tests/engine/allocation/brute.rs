//! Every assignment tried: the rules of one household, and between households section 7 of the contract,
//! written afresh. Nothing of how the program solves is used here.

use crate::GEOGRAPHY;
use crate::allocation::drawn::{Pairs, World};
use lintel::base::domain::Resident;
use lintel::base::domain::calendar::london_day;
use lintel::base::domain::household::Role;
use lintel::base::domain::unit::Cover;
use lintel::desk::allocation::{Household, Objective};
use lintel::engine::eligibility::{Case, OccupancyView, Suitability, judge};
use lintel::engine::placement::penalty;
use lintel::inputs::estate::{Allocation, AllocationOrder};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A limit between households.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bound {
    /// Two households, by position.
    Apart(usize, usize),
    /// The places for complex needs of a setting.
    Complex(usize),
    /// The funded places.
    Funded,
}

impl Bound {
    /// The rule that it keeps.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Self::Apart(..) => "keep_apart",
            Self::Complex(_) => "complex_needs",
            Self::Funded => "nrpf",
        }
    }
}

/// One way to put everybody somewhere, no unit taken twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The unit of each household.
    pub(crate) unit_of: Vec<Option<usize>>,
    /// The unit of each resident who could be moved.
    pub(crate) lives_in: Vec<usize>,
    /// How many of these are moved.
    pub(crate) moves: usize,
    pub(crate) objective: Objective,
    /// The limits between households that it passes.
    pub(crate) broken: BTreeSet<Bound>,
}

impl Answer {
    fn positions(&self) -> (Vec<usize>, &[usize]) {
        (self.unit_of.iter().map(|unit| unit.unwrap_or(usize::MAX)).collect(), &self.lives_in)
    }

    fn places_as_many(&self, other: &Self) -> bool {
        self.objective.placed == other.objective.placed
            && self.objective.immediate_danger_placed == other.objective.immediate_danger_placed
    }

    /// The households that have a unit.
    pub(crate) fn who(&self) -> Vec<bool> {
        self.unit_of.iter().map(Option::is_some).collect()
    }
}

/// One batch, of which everything can be tried.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tried<'a> {
    pub(crate) world: &'a World,
    pub(crate) pairs: &'a Pairs,
}

/// Units of one household with their points.
type Options = Vec<(usize, i64)>;

impl<'a> Tried<'a> {
    /// Residents who could be moved and do not ask themselves.
    pub(crate) fn movers(self) -> Vec<(&'a Resident, &'a Household)> {
        let asks = |reference: &str| {
            self.world.households.iter().any(|asking| asking.referral.reference == reference)
        };
        let form = |reference: &str| {
            self.world.movable.iter().find(|form| form.referral.reference == reference)
        };
        let residents =
            self.world.homes.occupancy.residents.iter().filter(|resident| resident.movable);
        residents
            .filter(|resident| !asks(&resident.reference))
            .filter_map(|resident| Some((resident, form(&resident.reference)?)))
            .collect()
    }

    /// What a household may take when these residents live there, and at how many points.
    fn options(self, household: &Household, number: Option<usize>, after: &[Resident]) -> Options {
        let homes = &self.world.homes;
        let occupancy = OccupancyView::for_household(&homes.estate, after, &household.referral);
        let case = Case::new(
            homes.both(),
            &GEOGRAPHY,
            (&household.referral.household, &household.places),
            &occupancy,
        );
        let tonight = london_day(self.world.households[0].referral.received);
        let mut options = Vec::new();
        for (unit, described) in homes.estate.units.iter().enumerate() {
            let verdict = judge(&case, unit);
            let pair = (number.unwrap_or(usize::MAX), unit);
            let suits = match verdict.suitability() {
                Suitability::Suitable => true,
                Suitability::Decision => self.pairs.granted.contains(&pair),
                Suitability::Unsuitable => false,
            };
            let kept = self.pairs.accepted.get(&pair.0).is_none_or(|accepted| *accepted == unit);
            let offered = described.can_be_offered_on(tonight) && kept;
            if suits && offered && !self.pairs.declined.contains(&pair) {
                options.push((unit, penalty(&case, unit, verdict)));
            }
        }
        options
    }

    /// Whether a household could take a unit but for what it declined.
    pub(crate) fn declined_all(self, number: usize) -> bool {
        let pairs = Pairs { declined: BTreeSet::new(), ..self.pairs.clone() };
        self.usable(number).is_empty() && !Tried { pairs: &pairs, ..self }.usable(number).is_empty()
    }

    /// The vacant units that a household may take, whoever else would like them.
    pub(crate) fn usable(self, number: usize) -> BTreeSet<usize> {
        let residents = &self.world.homes.occupancy.residents;
        let options = self.options(&self.world.households[number], Some(number), residents);
        let vacant = |unit: &usize| residents.iter().all(|resident| resident.unit != *unit);
        options.into_iter().map(|(unit, _)| unit).filter(vacant).collect()
    }

    /// Every answer with at most so many moves, those that pass a limit among them.
    pub(crate) fn everything(self, moves: usize) -> Vec<Answer> {
        self.tried(moves, false)
    }

    /// The same where residents might move round in a ring, all at one moment.
    pub(crate) fn with_rings(self, moves: usize) -> Vec<Answer> {
        self.tried(moves, true)
    }

    fn tried(self, moves: usize, rings: bool) -> Vec<Answer> {
        let movers = if moves == 0 { Vec::new() } else { self.movers() };
        let mut plans = vec![(self.world.homes.occupancy.residents.clone(), Vec::new())];
        for (resident, _) in &movers {
            let mut more = Vec::new();
            for (after, moved) in &plans {
                for unit in 0..self.world.homes.estate.units.len() {
                    if unit != resident.unit && moved.len() < moves {
                        let mut after: Vec<Resident> = after.clone();
                        let who = after.iter_mut().find(|r| r.reference == resident.reference);
                        who.unwrap().unit = unit;
                        let mut moved: Vec<(usize, usize)> = moved.clone();
                        moved.push((resident.unit, unit));
                        more.push((after, moved));
                    }
                }
            }
            plans.extend(more);
        }
        let mut found = Vec::new();
        for (after, moved) in plans {
            if has_ring(&moved) && !rings {
                continue;
            }
            if let Some(points) = self.points_of_moving(&after, &movers) {
                let lives_in = movers.iter().map(|(resident, _)| home(&after, resident)).collect();
                self.place(&after, (points, moved.len(), lives_in), &mut found);
            }
        }
        found
    }

    /// The points of those who move, where all of them can.
    fn points_of_moving(
        self,
        after: &[Resident],
        movers: &[(&Resident, &Household)],
    ) -> Option<i64> {
        let homes: BTreeSet<usize> = after.iter().map(|resident| resident.unit).collect();
        if homes.len() < after.len() {
            return None;
        }
        let mut points = 0;
        for (resident, form) in movers {
            let to = home(after, resident);
            if to != resident.unit {
                let options = self.options(form, None, after);
                points += options.iter().find(|(unit, _)| *unit == to)?.1;
            }
        }
        Some(points)
    }

    /// Every way to put the households where these residents leave room.
    fn place(
        self,
        after: &[Resident],
        (points, moves, lives_in): (i64, usize, Vec<usize>),
        found: &mut Vec<Answer>,
    ) {
        let mut partial = vec![(Vec::new(), points)];
        for (number, household) in self.world.households.iter().enumerate() {
            let mut options = self.options(household, Some(number), after);
            options.retain(|(unit, _)| after.iter().all(|resident| resident.unit != *unit));
            let must = self.pairs.accepted.contains_key(&number);
            let mut next = Vec::new();
            for (before, points) in partial {
                let before: Vec<Option<usize>> = before;
                for (unit, more) in options.iter().filter(|(u, _)| !before.contains(&Some(*u))) {
                    next.push(([before.clone(), vec![Some(*unit)]].concat(), points + more));
                }
                if !must {
                    next.push(([before, vec![None]].concat(), points));
                }
            }
            partial = next;
        }
        for (unit_of, penalty) in partial {
            let broken = self.broken(after, &unit_of);
            let placed = unit_of.iter().flatten().count();
            let households = self.world.households.iter().zip(&unit_of);
            let immediate_danger_placed = households
                .filter(|(h, unit)| h.referral.household.in_danger() && unit.is_some())
                .count();
            let objective = Objective { immediate_danger_placed, placed, penalty };
            found.push(Answer { unit_of, lives_in: lives_in.clone(), moves, objective, broken });
        }
    }

    /// The limits between households that are passed (contracts section 7).
    pub(crate) fn broken(self, after: &[Resident], unit_of: &[Option<usize>]) -> BTreeSet<Bound> {
        let homes = &self.world.homes;
        let placed: Vec<(usize, usize)> =
            unit_of.iter().enumerate().filter_map(|(k, unit)| Some((k, (*unit)?))).collect();
        let form = |household: usize| &self.world.households[household].referral;
        let mut broken = BTreeSet::new();
        for (at, &(a, one)) in placed.iter().enumerate() {
            for &(b, two) in &placed[at + 1..] {
                let named = form(a).household.keep_apart.contains(&form(b).reference)
                    || form(b).household.keep_apart.contains(&form(a).reference);
                let (one, two) = (&homes.estate.units[one], &homes.estate.units[two]);
                if named && (one.setting == two.setting || one.sector == two.sector) {
                    broken.insert(Bound::Apart(a, b));
                }
            }
        }
        // Who takes a place, by reference: a household with a row of its own takes no second one.
        let over = |places: u32, here: BTreeSet<&str>, new: BTreeSet<&str>| {
            !new.is_subset(&here) && here.union(&new).count() > places as usize
        };
        for (setting, described) in homes.estate.settings.iter().enumerate() {
            let there = |unit: usize| homes.estate.units[unit].setting == setting;
            let here = after.iter().filter(|r| r.complex_needs && there(r.unit));
            // Where it is not known, whoever granted the unit has decided.
            let new = placed.iter().filter(|pair| {
                let complex = form(pair.0).household.needs.complex;
                let counts =
                    complex.is_yes() || complex.is_unknown() && !self.pairs.granted.contains(*pair);
                counts && there(pair.1)
            });
            let here = here.map(|r| r.reference.as_str()).collect();
            let new = new.map(|(k, _)| form(*k).reference.as_str()).collect();
            if described.complex_needs_places.is_some_and(|places| over(places, here, new)) {
                broken.insert(Bound::Complex(setting));
            }
        }
        let here = after.iter().filter(|r| r.nrpf).map(|r| r.reference.as_str()).collect();
        let new = placed.iter().filter(|pair| {
            form(pair.0).household.needs.nrpf.may_be() && !self.pairs.granted.contains(pair)
        });
        let new = new.map(|(k, _)| form(*k).reference.as_str()).collect();
        if homes.estate.provider.nrpf_places.is_some_and(|places| over(places, here, new)) {
            broken.insert(Bound::Funded);
        }
        broken
    }

    /// How many fewer than the provider's floors are placed.
    pub(crate) fn shortfall(self, order: &Allocation, answer: &Answer) -> usize {
        let of = |(group, floor): (&lintel::inputs::estate::BarrierGroup, &usize)| {
            let listed = self.world.households.iter().zip(&answer.unit_of);
            let group: Vec<bool> = listed
                .filter(|(household, _)| group.holds(&household.referral))
                .map(|(_, unit)| unit.is_some())
                .collect();
            let placed = group.iter().filter(|placed| **placed).count();
            floor.min(&group.len()).saturating_sub(placed)
        };
        order.floors.iter().map(of).sum()
    }

    /// The best of these answers in an order; none where accepted offers cannot all stand.
    pub(crate) fn best(self, answers: &[Answer], order: &Allocation) -> Option<Answer> {
        let sound = answers.iter().filter(|answer| answer.broken.is_empty());
        let best = match order.order {
            AllocationOrder::FirstCome => return self.first_come(answers),
            AllocationOrder::WaitingLexicographic => sound.min_by_key(|answer| {
                let waited: Vec<Reverse<bool>> =
                    self.by_waiting().iter().map(|&k| Reverse(answer.who()[k])).collect();
                let short = self.shortfall(order, answer);
                let tie = self.young_where_staffed(answer);
                (short, waited, answer.objective.penalty, tie, answer.positions())
            }),
            AllocationOrder::DangerFirst | AllocationOrder::HouseholdsFirst => {
                sound.min_by_key(|answer| {
                    let counts = self.counts(order, answer);
                    let tie = self.young_where_staffed(answer);
                    (counts, answer.moves, answer.objective.penalty, tie, answer.positions())
                })
            }
        };
        best.cloned()
    }

    /// Smaller where more of those led by somebody under 18 live where there is staff at all hours.
    pub(crate) fn young_where_staffed(self, answer: &Answer) -> Reverse<usize> {
        let pairs = self.world.households.iter().zip(&answer.unit_of);
        Reverse(
            pairs.filter(|(asks, unit)| unit.is_some_and(|unit| self.is_for(asks, unit))).count(),
        )
    }

    /// Whether somebody under 18 leads this household and this unit has staff at all hours.
    fn is_for(self, asks: &Household, unit: usize) -> bool {
        let homes = &self.world.homes;
        let staffed =
            homes.estate.settings[homes.estate.units[unit].setting].cover == Cover::AllHours;
        let age = asks.referral.household.people.iter().find(|person| person.role == Role::Adult);
        staffed && age.and_then(|lead| lead.age.value()).is_some_and(|age| age < 18)
    }

    /// Smaller where more people are placed, in the order's own sense.
    fn counts(self, order: &Allocation, answer: &Answer) -> (usize, [Reverse<usize>; 2]) {
        let Objective { immediate_danger_placed: danger, placed, .. } = answer.objective;
        let counts = match order.order {
            AllocationOrder::HouseholdsFirst => [placed, danger],
            _ => [danger, placed],
        };
        (self.shortfall(order, answer), counts.map(Reverse))
    }

    /// Households in the order in which they have waited.
    pub(crate) fn by_waiting(self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.world.households.len()).collect();
        order.sort_by_key(|&k| self.world.households[k].referral.received);
        order
    }

    /// One after another, each to the best unit that is left; nobody is moved.
    fn first_come(self, answers: &[Answer]) -> Option<Answer> {
        let sound: Vec<&Answer> =
            answers.iter().filter(|a| a.broken.is_empty() && a.moves == 0).collect();
        let none = vec![None; self.world.households.len()];
        let mut taken: Vec<Option<usize>> = none;
        for (&household, &unit) in &self.pairs.accepted {
            taken[household] = Some(unit);
        }
        let of = |taken: &[Option<usize>]| sound.iter().find(|answer| answer.unit_of == taken);
        of(&taken)?;
        for household in self.by_waiting() {
            if taken[household].is_some() {
                continue;
            }
            let with = (0..self.world.homes.estate.units.len()).filter_map(|unit| {
                let mut tried = taken.clone();
                tried[household] = Some(unit);
                let tie = !self.is_for(&self.world.households[household], unit);
                Some((of(&tried)?.objective.penalty, tie, unit))
            });
            taken[household] = with.min().map(|(.., unit)| unit);
        }
        of(&taken).map(|answer| (*answer).clone())
    }

    /// For each household what else it may choose, and at how many more points of all together.
    pub(crate) fn choices(
        self,
        answers: &[Answer],
        order: &Allocation,
        best: &Answer,
    ) -> BTreeMap<usize, Vec<(i64, usize)>> {
        let sound = answers.iter().filter(|answer| answer.broken.is_empty());
        let as_many: Vec<&Answer> = match order.order {
            AllocationOrder::FirstCome => {
                let others = |answer: &&Answer| {
                    let pairs = answer.unit_of.iter().zip(&best.unit_of);
                    answer.moves == 0
                        && answer.who() == best.who()
                        && pairs.filter(|(one, other)| one != other).count() <= 1
                };
                sound.filter(others).collect()
            }
            AllocationOrder::WaitingLexicographic => {
                sound.filter(|answer| answer.who() == best.who()).collect()
            }
            AllocationOrder::DangerFirst | AllocationOrder::HouseholdsFirst => {
                let short = self.shortfall(order, best);
                sound
                    .filter(|answer| answer.places_as_many(best) && answer.moves <= best.moves)
                    .filter(|answer| self.shortfall(order, answer) == short)
                    .collect()
            }
        };
        let mut choices = BTreeMap::new();
        for (household, own) in best.unit_of.iter().enumerate() {
            if own.is_none() {
                continue;
            }
            let mut least: BTreeMap<usize, i64> = BTreeMap::new();
            for answer in &as_many {
                let other = answer.unit_of[household].filter(|unit| Some(*unit) != *own);
                if let Some(unit) = other {
                    let extra = answer.objective.penalty - best.objective.penalty;
                    least
                        .entry(unit)
                        .and_modify(|least| *least = extra.min(*least))
                        .or_insert(extra);
                }
            }
            let mut list: Vec<(i64, usize)> =
                least.into_iter().map(|(u, extra)| (extra, u)).collect();
            list.sort_unstable();
            choices.insert(household, list);
        }
        choices
    }
}

fn home(after: &[Resident], resident: &Resident) -> usize {
    after.iter().find(|other| other.reference == resident.reference).unwrap().unit
}

/// Whether nobody can begin: everybody waits for a unit that another of them leaves.
fn has_ring(moved: &[(usize, usize)]) -> bool {
    let mut waiting: Vec<(usize, usize)> = moved.to_vec();
    loop {
        let left: Vec<usize> = waiting.iter().map(|(from, _)| *from).collect();
        let before = waiting.len();
        waiting.retain(|(_, to)| left.contains(to));
        if waiting.len() == before {
            return !waiting.is_empty();
        }
    }
}
