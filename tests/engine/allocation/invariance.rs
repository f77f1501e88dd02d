//! What must not matter: the order of the input, and a unit more.

use crate::allocation::brute::Tried;
use crate::allocation::contract::unit_of;
use crate::allocation::drawn::{Pairs, Size, drawn};
use crate::allocation::tally::every;
use lintel::base::domain::unit::State;
use lintel::desk::allocation::{Aim, Options, allocate};
use lintel::inputs::estate::Allocation as Provided;
use proptest::prelude::*;
use proptest::sample::Index;

const SIZE: Size = Size { units: 7, households: 6, lived_in: 2, movable: 0, tight: false };

#[test]
fn the_order_of_the_input_changes_nothing_that_is_decided() {
    let strategy = (drawn(SIZE), Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle());
    let tally = every(800, &strategy, |(drawn, order), tally| {
        let mut world = drawn.world();
        world.homes.estate.provider.allocation = Provided::default();
        let pairs = drawn.pairs_with_accepted(&world);
        let Ok(terms) = pairs.admitted(&world) else { return };
        let before = allocate(&world.batch(&terms), Options::default()).unwrap();
        let count = world.households.len();
        let order: Vec<usize> = order.into_iter().filter(|k| *k < count).collect();
        let mut turned = world.clone();
        turned.households = order.iter().map(|&k| world.households[k].clone()).collect();
        let place = |household: usize| order.iter().position(|&k| k == household).unwrap();
        let turned_pairs = Pairs {
            granted: pairs.granted.iter().map(|&(k, unit)| (place(k), unit)).collect(),
            declined: pairs.declined.iter().map(|&(k, unit)| (place(k), unit)).collect(),
            accepted: pairs.accepted.iter().map(|(&k, &unit)| (place(k), unit)).collect(),
        };
        let turned_terms = turned_pairs.admitted(&turned).unwrap();
        let after = allocate(&turned.batch(&turned_terms), Options::default()).unwrap();
        assert_eq!(before.objective, after.objective);
        let tried = Tried { world: &world, pairs: &pairs };
        let answers = tried.everything(0);
        let best = answers
            .iter()
            .filter(|a| a.broken.is_empty() && a.objective == before.objective)
            .count();
        if best == 1 {
            let turned_back = unit_of(&turned, &after);
            let turned_back: Vec<_> = (0..count).map(|k| turned_back[place(k)]).collect();
            assert_eq!(turned_back, unit_of(&world, &before));
            tally.met("one best answer, in another order", !order.is_sorted());
        }
        tally.met("several best answers", best > 1);
    });
    tally.at_least(&[("one best answer, in another order", 200), ("several best answers", 100)]);
}

#[test]
fn a_vacant_unit_more_never_makes_it_worse() {
    let strategy = (drawn(SIZE), any::<(Index, Index)>());
    let tally = every(1_000, &strategy, |(drawn, (like, beside)), tally| {
        let mut world = drawn.world();
        world.homes.estate.provider.allocation = Provided::default();
        let pairs = drawn.pairs_with_accepted(&world);
        let Ok(terms) = pairs.admitted(&world) else { return };
        let before = allocate(&world.batch(&terms), Options::default()).unwrap();
        let estate = &mut world.homes.estate;
        let (like, beside) = (like.index(estate.units.len()), beside.index(estate.units.len()));
        let mut more = estate.units[like].clone();
        more.name = "More".to_owned();
        (more.state, more.from) = (State::Open, None);
        more.sector.clone_from(&estate.units[beside].sector);
        estate.sectors.push(estate.sectors[beside]);
        estate.units.push(more);
        let after = allocate(&world.batch(&terms), Options::default()).unwrap();
        let aim = Aim::DangerFirst;
        assert!(after.objective.order(aim) <= before.objective.order(aim));
        tally.met("more are placed", after.objective.placed > before.objective.placed);
        tally.met("as many are placed, better", {
            after.objective.placed == before.objective.placed
                && after.objective.penalty < before.objective.penalty
        });
        tally.met("more in danger are placed, and fewer points", {
            after.objective.immediate_danger_placed > before.objective.immediate_danger_placed
        });
    });
    tally.at_least(&[
        ("more are placed", 50),
        ("as many are placed, better", 20),
        ("more in danger are placed, and fewer points", 15),
    ]);
}
