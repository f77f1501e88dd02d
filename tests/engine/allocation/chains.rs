//! Residents who agreed to it are moved only where more people are placed for it, as few as will do, each
//! to a unit that suits it with everybody where they end up, and never round in a ring.

use crate::allocation::brute::{Answer, Tried};
use crate::allocation::contract::{choices, unit_of};
use crate::allocation::drawn::{Pairs, Size, World, drawn, where_a_ring_would_help};
use crate::allocation::tally::{Tally, every};
use lintel::desk::allocation::answer::Allocation;
use lintel::desk::allocation::{Options, Terms, Way, allocate};
use lintel::presentation::render::json;
use lintel::presentation::wording::allocation::moving;
use std::collections::BTreeMap;

const FULL: Size = Size { units: 6, households: 3, lived_in: 6, movable: 6, tight: true };

#[test]
fn moving_residents_places_as_many_as_trying_every_set_of_moves_does() {
    let tally = every(1_800, &drawn(FULL), |drawn, tally| {
        let mut world = drawn.world();
        let households_first = drawn.order.name == "households_first";
        world.homes.estate.provider.allocation = lintel::inputs::estate::Allocation {
            order: if households_first {
                lintel::inputs::estate::AllocationOrder::HouseholdsFirst
            } else {
                lintel::inputs::estate::AllocationOrder::DangerFirst
            },
            turnaround_nights: drawn.order.turnaround.map(u32::from),
            ..lintel::inputs::estate::Allocation::default()
        };
        let pairs = drawn.pairs_with_accepted(&world);
        let Ok(terms) = pairs.admitted(&world) else { return };
        let tried = Tried { world: &world, pairs: &pairs };
        if tried.movers().len() > 3 {
            return;
        }
        let everything = tried.everything(3);
        for moves in 0..=3 {
            let answer =
                allocate(&world.batch(&terms), Options { moves, way: Way::Fastest }).unwrap();
            holds(tried, &everything, moves, &answer, tally);
        }
    });
    tally.at_least(&[
        ("1 moved", 60),
        ("2 moved", 8),
        ("moving would cost fewer points, and nobody is moved", 3),
        ("moves in a chain", 10),
        ("a unit is free only after some nights", 40),
        ("a household may choose a unit that somebody moves out of", 1),
        ("residents pass a limit already", 40),
        ("residents live beside one another already who are to be kept apart", 40),
        ("a resident moves into a unit that opened after it came", 5),
    ]);
}

/// Two residents would have to change places at one moment: neither could begin.
#[test]
fn a_ring_of_residents_is_never_the_answer_although_it_would_place_more() {
    let world = where_a_ring_would_help();
    let (pairs, terms) = (Pairs::default(), Terms::default());
    let tried = Tried { world: &world, pairs: &pairs };
    let best = tried.best(&tried.with_rings(2), &world.homes.estate.provider.allocation).unwrap();
    assert_eq!(best.objective.placed, 1);
    for moves in 0..=3 {
        let options = Options { moves, way: Way::Fastest };
        let answer = allocate(&world.batch(&terms), options).unwrap();
        assert!(answer.placed.is_empty() && answer.moves.is_empty(), "{answer:?}");
    }
}

fn holds(
    tried: Tried<'_>,
    everything: &[Answer],
    moves: usize,
    answer: &Allocation,
    tally: &Tally,
) {
    let world = tried.world;
    let order = &world.homes.estate.provider.allocation;
    let within: Vec<Answer> =
        everything.iter().filter(|other| other.moves <= moves).cloned().collect();
    let best = tried.best(&within, order).unwrap();
    let moved: BTreeMap<usize, usize> = answer
        .moves
        .iter()
        .map(|moved| (position(world, &moved.from), position(world, &moved.to)))
        .collect();
    assert_eq!(answer.objective, best.objective, "with up to {moves} moves");
    assert_eq!(moved.len(), best.moves, "with up to {moves} moves");
    let homes = tried.movers().into_iter().zip(&best.lives_in);
    let expected: BTreeMap<usize, usize> = homes
        .map(|((resident, _), to)| (resident.unit, *to))
        .filter(|(from, to)| from != to)
        .collect();
    assert_eq!((unit_of(world, answer), &moved), (best.unit_of.clone(), &expected));
    assert_eq!(choices(world, answer), tried.choices(&within, order, &best), "may choose");
    nights_add_up_along_the_chain(world, answer, &moved, tally);
    nobody_is_named_who_has_not_agreed(tried, answer);
    count(tried, everything, (moves, &best), answer, tally);
}

fn position(world: &World, unit: &str) -> usize {
    world.homes.estate.units.iter().position(|other| other.name == unit).unwrap()
}

fn nights_add_up_along_the_chain(
    world: &World,
    answer: &Allocation,
    moved: &BTreeMap<usize, usize>,
    tally: &Tally,
) {
    let turnaround = world.homes.estate.provider.allocation.turnaround_nights;
    let depth = |mut unit: usize| {
        let mut depth = 0;
        while let Some(next) = moved.get(&unit) {
            (depth, unit) = (depth + 1, *next);
        }
        depth
    };
    let into = answer.placed.iter().map(|placed| (&placed.unit, placed.in_nights));
    for (unit, nights) in into.chain(answer.moves.iter().map(|moved| (&moved.to, moved.in_nights)))
    {
        let depth = depth(position(world, unit));
        assert_eq!(nights, depth * turnaround.unwrap_or(0), "{unit}");
        tally.met("moves in a chain", depth > 1);
        tally.met("a unit is free only after some nights", nights > 0);
    }
    for moved in &answer.moves {
        let said = moving(&world.homes.estate, moved);
        let assumed = said.contains("not said in provider.toml");
        assert_eq!(assumed, turnaround.is_none(), "{said}");
    }
}

fn nobody_is_named_who_has_not_agreed(tried: Tried<'_>, answer: &Allocation) {
    let undecided = Terms::default();
    let read = json::Allocation::of(&tried.world.batch(&undecided), answer);
    let said = serde_json::to_string(&read).unwrap();
    for resident in &tried.world.homes.occupancy.residents {
        let asks =
            |h: &lintel::desk::allocation::Household| h.referral.reference == resident.reference;
        let moves = answer.moves.iter().any(|moved| moved.reference == resident.reference);
        if !moves && !tried.world.households.iter().any(asks) {
            assert!(!said.contains(&resident.reference), "{} is named: {said}", resident.reference);
        }
        assert!(!moves || resident.movable, "{} has not agreed", resident.reference);
    }
}

fn count(
    tried: Tried<'_>,
    everything: &[Answer],
    (moves, best): (usize, &Answer),
    answer: &Allocation,
    tally: &Tally,
) {
    let world = tried.world;
    tally.met(format!("{} moved", best.moves), moves == best.moves);
    if moves < 3 {
        return;
    }
    let as_many = |other: &&Answer| {
        other.broken.is_empty()
            && other.objective.placed == best.objective.placed
            && other.objective.immediate_danger_placed == best.objective.immediate_danger_placed
    };
    let cheaper =
        |other: &Answer| other.moves > 0 && other.objective.penalty < best.objective.penalty;
    let cheaper = everything.iter().filter(as_many).any(cheaper);
    tally.met("moving would cost fewer points, and nobody is moved", best.moves == 0 && cheaper);
    let left: Vec<&str> = answer.moves.iter().map(|moved| moved.from.as_str()).collect();
    let choices = answer.placed.iter().flat_map(|placed| &placed.may_choose);
    let vacated = choices.filter(|other| left.contains(&other.unit.as_str())).count();
    tally.met("a household may choose a unit that somebody moves out of", vacated);
    let residents = &world.homes.occupancy.residents;
    let over = world.homes.estate.settings.iter().enumerate().any(|(k, setting)| {
        let there = residents
            .iter()
            .filter(|r| r.complex_needs && world.homes.estate.units[r.unit].setting == k);
        setting.complex_needs_places.is_some_and(|places| there.count() > places as usize)
    });
    let unfunded = residents.iter().filter(|resident| resident.nrpf).count();
    let unfunded =
        world.homes.estate.provider.nrpf_places.is_some_and(|places| unfunded > places as usize);
    tally.met("residents pass a limit already", over || unfunded);
    let units = &world.homes.estate.units;
    let beside = residents.iter().any(|one| {
        residents.iter().any(|two| {
            one.keep_apart.contains(&two.reference)
                && one.unit != two.unit
                && units[one.unit].sector == units[two.unit].sector
                && one.movable
                && two.movable
        })
    });
    tally.met("residents live beside one another already who are to be kept apart", beside);
    let opened = answer.moves.iter().any(|moved| units[position(world, &moved.to)].from.is_some());
    tally.met("a resident moves into a unit that opened after it came", opened);
}
