//! Why not this unit: the cost, whom it displaces and the weight that would choose it, against trying
//! everything and against allocating again with every weight.

use crate::allocation::brute::{Answer, Tried};
use crate::allocation::drawn::{Pairs, Size, World, drawn};
use crate::allocation::tally::{Tally, every};
use lintel::desk::allocation::explain::Explanation;
use lintel::desk::allocation::{Options, Way, allocate, explain};
use lintel::engine::eligibility::Suitability;
use lintel::inputs::estate::{Allocation as Provided, Weights};
use proptest::prelude::*;
use proptest::sample::Index;

const SIZE: Size = Size { units: 6, households: 4, lived_in: 1, movable: 0, tight: false };

/// Values of a weight that are all tried; what lies beyond is taken on trust.
const GREATEST: i64 = 12;

#[test]
fn explanations_hold_against_trying_everything_and_every_weight() {
    let strategy = (drawn(SIZE), any::<(Index, Index)>());
    let tally = every(400, &strategy, |(drawn, (who, which)), tally| {
        let mut world = drawn.world();
        world.homes.estate.provider.allocation = Provided::default();
        let pairs = drawn.pairs(&world);
        let Ok(terms) = pairs.admitted(&world) else { return };
        let household = who.index(world.households.len());
        let unit = which.index(world.homes.estate.units.len());
        let said = explain(&world.batch(&terms), household, unit, Way::Fastest).unwrap();
        let tried = Tried { world: &world, pairs: &pairs };
        let now = tried.best(&tried.everything(0), &Provided::default()).unwrap();
        let name = |unit: usize| world.homes.estate.units[unit].name.clone();
        assert_eq!(said.offered, now.unit_of[household].map(name));
        assert_eq!(said.is_offered, now.unit_of[household] == Some(unit));
        let (vacant, suitability) = world.suitability(&world.households[household], unit);
        assert_eq!((said.vacant, said.verdict.suitability()), (vacant, suitability));
        let granted = pairs.granted.contains(&(household, unit));
        assert_eq!(said.if_granted, suitability == Suitability::Decision && !granted);
        if said.is_offered || !vacant || suitability == Suitability::Unsuitable {
            assert!(said.cost.is_none() && said.displaced.is_empty() && said.flips.is_empty());
            tally.met("it cannot be given, or is", 1_usize);
            return;
        }
        cost_and_displaced((&world, &pairs), (household, unit), &now, &said, tally);
        flips((&world, &pairs), (household, unit), &said, tally);
    });
    tally.at_least(&[
        ("it cannot be given, or is", 150),
        ("fewer would be placed", 10),
        ("fewer in danger would be placed", 10),
        ("nobody is displaced", 30),
        ("two are displaced", 6),
        ("fewer changes among equals", 5),
        ("a weight of less would choose it", 5),
        ("a weight of more would choose it", 4),
        ("no weight in reach would choose it", 100),
        ("the decision is supposed", 10),
        ("it would be offered if it were granted", 5),
    ]);
}

/// What is decided, with this pair thrown open: a decision is supposed only where one is asked for.
fn thrown_open(world: &World, pairs: &Pairs, pair: (usize, usize)) -> Pairs {
    let mut open = pairs.clone();
    if world.suitability(&world.households[pair.0], pair.1).1 == Suitability::Decision {
        open.granted.insert(pair);
    }
    open.declined.remove(&pair);
    open
}

fn cost_and_displaced(
    (world, pairs): (&World, &Pairs),
    (household, unit): (usize, usize),
    now: &Answer,
    said: &Explanation,
    tally: &Tally,
) {
    let open = thrown_open(world, pairs, (household, unit));
    let tried = Tried { world, pairs: &open };
    let with = tried
        .everything(0)
        .into_iter()
        .filter(|answer| answer.broken.is_empty() && answer.unit_of[household] == Some(unit));
    let with: Vec<Answer> = with.collect();
    let aim = lintel::desk::allocation::Aim::DangerFirst;
    let best = with.iter().map(|answer| answer.objective.order(aim)).min().unwrap();
    let best: Vec<&Answer> =
        with.iter().filter(|answer| answer.objective.order(aim) == best).collect();
    let tie = best.iter().map(|answer| tried.young_where_staffed(answer)).min();
    let best: Vec<&Answer> =
        best.into_iter().filter(|answer| Some(tried.young_where_staffed(answer)) == tie).collect();
    let cost = said.cost.unwrap();
    let count = |n: usize| i64::try_from(n).unwrap();
    let (given, before) = (best[0].objective, now.objective);
    assert_eq!(
        (cost.immediate_danger_placed, cost.placed, cost.penalty),
        (
            count(given.immediate_danger_placed) - count(before.immediate_danger_placed),
            count(given.placed) - count(before.placed),
            given.penalty - before.penalty,
        )
    );
    let changes = |answer: &&&Answer| {
        let both = answer.unit_of.iter().zip(&now.unit_of).enumerate();
        both.filter(|(k, (then, now))| *k != household && then != now).count()
    };
    let fewest = best.iter().map(|answer| changes(&answer)).min().unwrap();
    assert_eq!(said.displaced.len(), fewest, "{:?}", said.displaced);
    let name = |unit: Option<usize>| unit.map(|unit| world.homes.estate.units[unit].name.clone());
    let told = best.iter().any(|answer| {
        let others = (0..now.unit_of.len()).filter(|&k| k != household);
        let moved = others.filter(|&k| answer.unit_of[k] != now.unit_of[k]);
        let moved = moved.map(|k| {
            let reference = world.households[k].referral.reference.clone();
            (reference, name(now.unit_of[k]), name(answer.unit_of[k]))
        });
        let said =
            said.displaced.iter().map(|d| (d.reference.clone(), d.from.clone(), d.to.clone()));
        moved.eq(said)
    });
    assert!(told, "nothing best would displace these: {:?}", said.displaced);
    tally.met("fewer would be placed", cost.placed < 0);
    tally.met("fewer in danger would be placed", cost.immediate_danger_placed < 0);
    tally.met("nobody is displaced", fewest == 0);
    tally.met("two are displaced", fewest == 2);
    tally.met("fewer changes among equals", best.iter().any(|answer| changes(&answer) > fewest));
    tally.met("the decision is supposed", said.if_granted);
}

type Weight = (&'static str, fn(&mut Weights) -> &mut i64);

const TRIED: [Weight; 5] = [
    ("spare_places", |weights| &mut weights.spare_places),
    ("far_from_near[0]", |weights| &mut weights.far_from_near[0]),
    ("not_wished", |weights| &mut weights.not_wished),
    ("cover", |weights| &mut weights.cover),
    ("spare_open_to_men", |weights| &mut weights.spare_open_to_men),
];

fn flips(
    (world, pairs): (&World, &Pairs),
    (household, unit): (usize, usize),
    said: &Explanation,
    tally: &Tally,
) {
    let cost = said.cost.unwrap();
    let decided_by_points = cost.placed == 0 && cost.immediate_danger_placed == 0;
    let open = thrown_open(world, pairs, (household, unit));
    let terms = open.admitted(world).unwrap();
    let tried = Tried { world, pairs: &open };
    let then = tried.best(&tried.everything(0), &Provided::default()).unwrap();
    let chosen = then.unit_of[household] == Some(unit);
    assert_eq!(said.offered_if_granted, chosen && said.if_granted);
    tally.met("it would be offered if it were granted", said.offered_if_granted);
    assert_eq!(said.flips.is_empty(), !decided_by_points || chosen, "{:?}", said.flips);
    if said.flips.is_empty() {
        return;
    }
    for (name, weight) in TRIED {
        let flip = said.flips.iter().find(|flip| flip.weight == name).unwrap();
        let mut changed = world.clone();
        let now = *weight(&mut changed.homes.estate.provider.weights);
        assert_eq!(flip.now, now);
        let mut chosen_at = |value: i64| {
            *weight(&mut changed.homes.estate.provider.weights) = value;
            let answer = allocate(&changed.batch(&terms), Options::default()).unwrap();
            let unit = &world.homes.estate.units[unit].name;
            let reference = &world.households[household].referral.reference;
            answer.placed.iter().any(|p| p.reference == *reference && p.unit == *unit)
        };
        let values = (0..=GREATEST).filter(|&value| value != now && chosen_at(value));
        let nearest = values.min_by_key(|value| ((value - now).abs(), *value));
        let within = |value: &i64| (0..=GREATEST).contains(value);
        match (nearest, flip.at) {
            (Some(nearest), at)
                if at.is_some_and(|at| (at - now).abs() < (nearest - now).abs()) =>
            {
                // Nearer, and out of what was tried: it must be true all the same.
                let at = at.unwrap();
                assert!(!within(&at) && chosen_at(at), "{name} at {at}");
            }
            (nearest, at) => assert_eq!(at.filter(within), nearest, "{name}, now {now}"),
        }
        if let Some(at) = flip.at {
            assert!(chosen_at(at), "{name} at {at}");
            tally.met("a weight of less would choose it", at < now);
            tally.met("a weight of more would choose it", at > now);
        } else {
            tally.met("no weight in reach would choose it", 1_usize);
        }
    }
}
