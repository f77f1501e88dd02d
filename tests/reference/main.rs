//! A plain, slow engine that asks every rule about every unit at every event, as the desk does, and must agree
//! with the fast replay on everything that is told, in order. It shares the tape and the types, and no mask,
//! count, queue or agenda.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

#[path = "../common/mod.rs"]
mod common;

mod desk;
mod log;
mod slow;

use lintel::demand;
use lintel::domain::unit::State;
use lintel::estate::Estate;
use lintel::geography::Geography;
use lintel::scenario::Scenario;
use lintel::simulation::{Fate, Model, Replay, Tape};
use log::{Log, Told};
use slow::Slow;
use std::collections::BTreeMap;

/// Runs both engines on some replications and compares every event.
fn compare(
    scenario: &Scenario,
    estate: &Estate,
    geography: &Geography,
    replications: u32,
) -> [usize; 4] {
    let demand = demand::build("test", scenario, estate, geography).unwrap();
    let model = Model::new(scenario, estate, geography, &demand);
    let (mut tape, mut replay) = (Tape::default(), Replay::new(&model));
    let mut seen = [0; 4];
    for replication in 0..replications {
        tape.draw(&model, replication);
        let mut fast = Log::default();
        replay.run(&tape, &mut fast);
        let slow = Slow::new(&model, &tape).run();
        for (at, (fast, slow)) in fast.0.iter().zip(&slow).enumerate() {
            assert_eq!(fast, slow, "{} replication {replication}, event {at}", scenario.name);
        }
        assert_eq!(fast.0.len(), slow.len());
        for event in &slow {
            match event {
                Event::Fate(_, Fate::Placed { .. }) => seen[0] += 1,
                Event::Fate(_, Fate::TurnedAway(_)) => seen[1] += 1,
                Event::Fate(_, Fate::Withdrew) => seen[2] += 1,
                Event::Fate(_, Fate::StillWaiting) => seen[3] += 1,
                Event::Fate(..) | Event::LivedIn(..) => {}
            }
        }
    }
    seen
}

const HEAD: &str = "base = \"stoke-37\"\nyears = 1\nwarm_up_years = 1\nreplications = 4\n";

#[test]
fn the_replay_agrees_with_the_desk_at_every_arrival() {
    let geography = common::geography();
    for estate_name in ["stoke-on-trent", "stoke-on-trent-today", "plymouth"] {
        let estate = common::estate(&format!("data/{estate_name}"), &geography);
        for scenario in common::scenarios(&format!("{HEAD}name = \"{estate_name}\"\n")) {
            let [placed, ..] = compare(&scenario, &estate, &geography, 4);
            assert!(placed > 100, "too little happened to tell: {placed}");
        }
    }
}

#[test]
fn it_agrees_with_waiting_residents_and_voids_as_listed() {
    let geography = common::geography();
    let mut estate = common::estate("data/stoke-on-trent", &geography);
    // Half the dispersed homes open only in the course of the year.
    for (k, unit) in (0_i64..).zip(estate.units.iter_mut().skip(27)) {
        unit.state = State::Planned;
        unit.from = Some(jiff::civil::date(2027, 3, 1).saturating_add(jiff::Span::new().weeks(k)));
    }
    estate.residents.retain(|resident| resident.unit < 27);
    let over = format!(
        "{HEAD}name = \"waiting\"\nstart_state = \"occupancy\"\nvoids = \"as_listed\"\n\
         [waiting]\npatience = {{ family = \"exponential\", mean_days = 20.0 }}\n"
    );
    let mut seen = [0; 4];
    for scenario in common::scenarios(&over) {
        let counted = compare(&scenario, &estate, &geography, 4);
        seen.iter_mut().zip(counted).for_each(|(sum, n)| *sum += n);
    }
    assert!(seen.iter().all(|&n| n > 0), "every fate must occur: {seen:?}");
}

#[test]
fn it_agrees_under_first_fit() {
    let geography = common::geography();
    let estate = common::estate("data/stoke-on-trent", &geography);
    let over = format!("{HEAD}name = \"first fit\"\n[placement]\npolicy = \"first_fit\"\n");
    let scenario = common::scenarios(&over).remove(1);
    let demand = demand::build("test", &scenario, &estate, &geography).unwrap();
    let model = Model::new(&scenario, &estate, &geography, &demand);
    let (mut tape, mut log) = (Tape::default(), Log::default());
    tape.draw(&model, 0);
    Replay::new(&model).run(&tape, &mut log);
    let first = log.0.iter().find_map(|event| match event {
        Event::Fate(k, Fate::Placed { unit, .. }) => Some((*k, *unit)),
        _ => None,
    });
    let (k, unit) = first.unwrap();
    let earlier = (0..unit).any(|unit| tape.suits[k] & (1 << unit) != 0);
    assert!(!earlier, "the first unit in file order that suits is taken");
}
