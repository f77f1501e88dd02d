//! The project's own scenarios, whole: both estates, every class of household, two years.

use crate::reference::{Play, Seen, compare};
use crate::{GEOGRAPHY, common};
use lintel::base::domain::unit::State;
use lintel::engine::demand;
use lintel::engine::simulation::{Fate, Model, Replay, Tape};

use crate::reference::log::{Log, Told};

const HEAD: &str = "base = \"stoke-37\"\nyears = 1\nwarm_up_years = 1\nreplications = 4\n";

const PLAY: Play = Play { replications: 8, at_midnight: false };

#[test]
fn the_replay_agrees_with_the_desk_at_every_arrival() {
    for estate_name in ["stoke-on-trent", "stoke-on-trent-today", "plymouth"] {
        let homes = common::homes(&format!("data/{estate_name}"), &GEOGRAPHY);
        for scenario in common::scenarios(&format!("{HEAD}name = \"{estate_name}\"\n")) {
            let mut seen = Seen::new();
            compare(&scenario, &homes, PLAY, &mut seen).unwrap();
            let placed = seen["placed"];
            assert!(placed > 100, "too little happened to tell: {placed}");
        }
    }
}

#[test]
fn it_agrees_with_waiting_residents_and_voids_as_listed() {
    let mut homes = common::homes("data/stoke-on-trent", &GEOGRAPHY);
    // Half the dispersed homes open only in the course of the year.
    for (k, unit) in (0_i64..).zip(homes.estate.units.iter_mut().skip(27)) {
        unit.state = State::Planned;
        unit.from = Some(jiff::civil::date(2027, 3, 1).saturating_add(jiff::Span::new().weeks(k)));
    }
    homes.occupancy.residents.retain(|resident| resident.unit < 27);
    let over = format!(
        "{HEAD}name = \"waiting\"\nstart_state = \"occupancy\"\nvoids = \"as_listed\"\n\
         [waiting]\npatience = {{ family = \"exponential\", mean_days = 20.0 }}\n"
    );
    let mut seen = Seen::new();
    for scenario in common::scenarios(&over) {
        compare(&scenario, &homes, PLAY, &mut seen).unwrap();
    }
    for fate in ["placed", "turned away after waiting", "withdrew", "still waiting", "an opening"] {
        assert!(seen.contains_key(fate), "{fate} must occur: {seen:?}");
    }
}

#[test]
fn first_fit_takes_the_first_unit_that_suits() {
    let homes = common::homes("data/stoke-on-trent", &GEOGRAPHY);
    let over = format!("{HEAD}name = \"first fit\"\n[placement]\npolicy = \"first_fit\"\n");
    let scenario = common::scenarios(&over).remove(1);
    let demand = demand::build("test", &scenario, &homes.estate, &GEOGRAPHY).unwrap();
    let model = Model::new(&scenario, homes.both(), &GEOGRAPHY, &demand);
    let (mut tape, mut log) = (Tape::default(), Log::default());
    tape.draw(&model, 0);
    Replay::new(&model).run(&tape, &mut log);
    let first = log.0.iter().find_map(|told| match told {
        Told::Fate(k, Fate::Placed { unit, .. }) => Some((*k, *unit)),
        _ => None,
    });
    let (k, unit) = first.unwrap();
    let earlier = (0..unit).any(|unit| tape.suits[k] & (1 << unit) != 0);
    assert!(!earlier, "the first unit in file order that suits is taken");
}

#[test]
fn a_plan_replayed_is_the_estate_with_the_plans_units() {
    let mut every = common::homes("data/stoke-on-trent", &GEOGRAPHY);
    for unit in every.estate.units.iter_mut().skip(27) {
        unit.state = State::Planned;
    }
    every.estate.units.iter_mut().for_each(|unit| unit.from = None);
    let mut built = every.clone();
    let day = jiff::civil::date(2027, 3, 1);
    built.estate.units.iter_mut().skip(27).step_by(2).for_each(|unit| unit.from = Some(day));
    let scenario = common::scenarios(&format!("{HEAD}name = \"a plan\"\n")).remove(1);
    let demand = demand::build("test", &scenario, &every.estate, &GEOGRAPHY).unwrap();
    let alone = Model::new(&scenario, built.both(), &GEOGRAPHY, &demand);
    let all = Model::new(&scenario, every.both(), &GEOGRAPHY, &demand);
    let play = |model: &Model<'_>, plan: &[Option<u64>]| {
        let (mut tape, mut log) = (Tape::default(), Log::default());
        tape.draw(model, 0);
        let mut replay = Replay::new(model);
        replay.plan(plan);
        replay.run(&tape, &mut log);
        log.0
    };
    assert!(play(&all, &alone.opens) == play(&alone, &alone.opens));
    assert!(play(&all, &alone.opens) != play(&all, &all.opens), "the plan changes something");
    // Units that are no longer planned keep to what the estate says.
    assert!(play(&all, &vec![None; every.estate.units.len()]) == play(&all, &all.opens));
}
