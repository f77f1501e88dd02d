//! Policies compared on small estates of which the answer is known, and what every comparison must keep to.
//!
//! Two homes: a woman in a wheelchair can use one of them, a woman alone both. The desk's points are all 0, so
//! its order is the file's, adapted home first; the better order for a woman alone is the other. The
//! difference lies over 8 standard errors from 0, so right code fails for fewer than 1 in 10^14 seeds.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::common;
use lintel::base::geography::Geography;
use lintel::base::random::Replications;
use lintel::base::statistics::{Says, two_sided};
use lintel::engine::demand::{self, Demand};
use lintel::engine::simulation::{Model, Tape};
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::evidence::Evidence;
use lintel::inputs::scenario::{self, Scenario};
use lintel::planning::policy::{
    self, Contender, ExperimentDesign, Hold, Orders, PolicyView, by_cost, by_points, cost_of_stays,
    file_order,
};

struct World {
    geography: Geography,
    homes: OccupiedEstate,
    scenario: Scenario,
    demand: Demand,
}

impl World {
    fn of(file: &str, change: impl Fn(&mut Scenario)) -> Self {
        let geography = common::geography();
        let text = common::text(file);
        let mut scenario =
            scenario::read(&[common::source(file, &text)], &Evidence::default()).unwrap().remove(0);
        change(&mut scenario);
        let homes = common::homes(&scenario.estate, &geography);
        let demand = demand::build(file, &scenario, &homes.estate, &geography).unwrap();
        Self { geography, homes, scenario, demand }
    }

    fn two_homes() -> Self {
        Self::of("tests/engine/policy/two-homes.toml", |_| ())
    }

    fn model(&self) -> Model<'_> {
        Model::new(&self.scenario, self.homes.both(), &self.geography, &self.demand)
    }

    fn view<'a>(&'a self, model: &'a Model<'a>) -> PolicyView<'a> {
        PolicyView::new(&self.scenario, model)
    }
}

const TAPES: std::ops::Range<u32> = 0..300;

#[test]
fn the_better_order_is_found_and_wins_beyond_doubt() {
    let world = World::two_homes();
    let model = world.model();
    let view = world.view(&model);
    assert_eq!(view.classes.len(), 3);
    let tuned = policy::tune(&view, &Replications::Training.some(300));
    let cost = cost_of_stays(&view, &tuned.prices.by_night());
    let orders = by_cost(&view, &cost);
    let place = |orders: &Orders, unit| orders[0].iter().position(|&other| other == unit);
    let plain = by_points(&view);
    assert!(place(&plain, 0) < place(&plain, 1), "the desk's points must be blind here");
    assert!(place(&orders, 1) < place(&orders, 0), "a woman alone is offered the plain home first");
    assert!(tuned.weight > 0.0);
    let contest = policy::contest(&view, &plain, &[orders], TAPES, || ());
    let unmet = contest.against[0].unmet;
    assert_eq!(unmet.says(contest.n, 100), Says::Fewer);
    let z = unmet.mean(contest.n) / unmet.se(contest.n);
    assert!(z < -8.0, "z {z}");
}

#[test]
fn units_without_points_are_offered_in_file_order_and_nothing_differs() {
    let world = World::of("tests/engine/queueing/erlang-b-37-35.toml", |scenario| {
        scenario.years = 1;
        scenario.warm_up_years = 1;
    });
    let model = world.model();
    let view = world.view(&model);
    assert_eq!(view.classes.len(), 1);
    let (plain, files) = (by_points(&view), file_order(&view));
    let reversed: Orders =
        plain.iter().map(|order| order.iter().rev().copied().collect()).collect();
    let contest = policy::contest(&view, &plain, &[files, reversed], 0..40, || ());
    for paired in &contest.against {
        // Alike units may be taken in any order at all.
        assert_eq!(paired.unmet.says(contest.n, 1), Says::Same);
        assert_eq!(paired.points.says(contest.n, 1), Says::Same);
    }
}

#[test]
fn the_desks_order_is_the_one_that_policies_are_compared_with() {
    let geography = common::geography();
    let homes = common::homes("data/stoke-on-trent", &geography);
    let scenario = common::scenarios("base = \"stoke-37\"").remove(1);
    let demand = demand::build("stoke-37", &scenario, &homes.estate, &geography).unwrap();
    let model = Model::new(&scenario, homes.both(), &geography, &demand);
    let view = PolicyView::new(&scenario, &model);
    for (class, order) in by_points(&view).iter().enumerate() {
        assert_eq!(order, model.order(class));
    }
    let units: usize = view.classes.iter().map(|class| class.units.len()).sum();
    assert_eq!(units, 37);
    for class in &view.classes {
        let apart = class.units.iter().any(|&unit| homes.estate.units[unit].wheelchair);
        assert!(apart || class.units.len() > 1, "{} has one unit", class.name);
    }
}

#[test]
fn a_unit_that_nobody_may_use_costs_nobody_anything() {
    let world = World::two_homes();
    let model = world.model();
    let view = world.view(&model);
    let prices = policy::measure(&view, &by_points(&view), Replications::Training.some(60));
    let class = view.class_of[2];
    assert_eq!(view.classes[class].codenames, ["Rook"]);
    let price = prices.measured[class].interval(1);
    assert_eq!((price.mean, price.low, price.high), (0.0, 0.0, 0.0));
    assert!(prices.erlang_by_night[class] <= 0.0);
    assert!(prices.by_night().iter().filter(|&&price| price > 0.0).count() == 2);
}

/// Exponential stays and alike units: one unit less turns away λ (B(c-1) - B(c)) more in a night. The
/// z-score must lie within 4.06: right code fails for 1 in 20,000 seeds.
#[test]
fn the_price_of_a_unit_in_one_pool_is_erlangs() {
    let world = World::of("tests/engine/queueing/erlang-b-30-25.toml", |_| ());
    let model = world.model();
    let view = world.view(&model);
    let price =
        policy::measure_throughout(&view, &by_points(&view), 0, Replications::Training.some(300))
            .interval(1);
    let loss = |units: u32| (1..=units).fold(1.0, |b, k| 25.0 * b / (f64::from(k) + 25.0 * b));
    let exact = world.demand.per_day * (loss(29) - loss(30)) / 86_400_000.0;
    let se = (price.high - price.mean) / two_sided(0.05, 299);
    let z = (price.mean - exact) / se;
    assert!(z.abs() < 4.06, "exact {exact}, measured {price:?}, z {z}");
    assert!(se < 0.1 * exact, "too few tapes to tell: {se} beside {exact}");
}

#[test]
fn nobody_beats_the_bound_on_any_tape() {
    let worlds = [
        World::of("tests/engine/policy/two-homes.toml", |scenario| scenario.years = 1),
        World::of("tests/engine/queueing/erlang-a.toml", |scenario| {
            assert!(scenario.waiting.is_some(), "whoever waits may be housed later");
            scenario.years = 1;
            scenario.warm_up_years = 1;
        }),
    ];
    for world in worlds {
        let model = world.model();
        let view = world.view(&model);
        let plain = by_points(&view);
        let reversed = plain.iter().map(|order| order.iter().rev().copied().collect()).collect();
        let years = policy::hindsight(&view, &[plain, reversed], 0..12).unwrap();
        assert_eq!(years.len(), 12);
        for year in &years {
            let best = year.housed.iter().max().unwrap();
            assert!(*best <= year.at_most && year.at_most <= year.asked, "{year:?}");
        }
        assert!(years.iter().any(|year| year.at_most < year.asked), "a bound that never binds");
    }
}

#[test]
fn nobody_beats_the_steady_stream_in_the_long_run() {
    let world = World::two_homes();
    let model = world.model();
    let view = world.view(&model);
    let bound = policy::fluid(&view, 0..200).unwrap();
    let contest = policy::contest(&view, &by_points(&view), &[], 0..200, || ());
    let a_year = f64::from(world.scenario.years);
    let housed = 12.0 - contest.plain.unmet.mean(contest.n) / a_year;
    assert!(housed < bound && bound <= 12.0 + 1e-9, "{housed} {bound}");
}

#[test]
fn which_policies_are_compared_changes_no_tape() {
    let world = World::two_homes();
    let model = world.model();
    let view = world.view(&model);
    let plain = by_points(&view);
    let reversed: Orders =
        plain.iter().map(|order| order.iter().rev().copied().collect()).collect();
    let alone = policy::contest(&view, &plain, &[], 0..50, || ());
    let with = policy::contest(&view, &plain, std::slice::from_ref(&reversed), 0..50, || ());
    assert_eq!(alone.plain.unmet, with.plain.unmet);
    assert_eq!(alone.plain.lived_ms, with.plain.lived_ms);
    // Seen from the other side, the difference is the same with the opposite sign.
    let back = policy::contest(&view, &reversed, &[plain], 0..50, || ());
    let (there, back) = (with.against[0].unmet, back.against[0].unmet);
    assert!((there.mean(50) + back.mean(50)).abs() < 1e-12);
    assert!((there.se(50) - back.se(50)).abs() < 1e-12);
}

#[test]
fn threads_leave_no_trace() {
    let world = World::two_homes();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let model = world.model();
            let view = world.view(&model);
            let plain = by_points(&view);
            let tuned = policy::tune(&view, &Replications::Training.some(60));
            let contest = policy::contest(&view, &plain, &[file_order(&view)], 0..60, || ());
            (tuned.prices.measured, tuned.weight, contest.plain.unmet, contest.against[0].unmet)
        })
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn training_and_reporting_share_no_tape() {
    let world = World::two_homes();
    let model = world.model();
    let (mut one, mut other) = (Tape::default(), Tape::default());
    one.draw(&model, 0);
    other.draw(&model, Replications::Training.some(1).start);
    assert_ne!(one.arrival_ms, other.arrival_ms);
    assert!(Replications::Training.some(10_000_000).start > 10_000_000);
}

#[test]
fn holding_a_home_empty_is_shown_with_what_it_costs() {
    let world = World::two_homes();
    let plan = ExperimentDesign {
        contenders: vec![Contender::Hold(Hold { of: "D2".to_owned(), units: 1 })],
        replications: 200,
        training: 50,
        bounded: 2,
    };
    let named = ("two-homes", &world.scenario);
    let study = policy::study(named, &world.homes, &world.geography, &plan, &|| ()).unwrap();
    let codename = |_, unit: usize| world.homes.estate.units[unit].name.clone();
    let report = policy::report("test", &[study], codename);
    assert_eq!(report.readings[0].rounds.len(), 3);
    for round in &report.readings[0].rounds {
        let policy = &round.policies[0];
        let held = policy.held.as_ref().unwrap();
        assert_eq!(held.units, ["Wren"]);
        assert_eq!(held.kept_for, ["woman in a wheelchair"]);
        assert!(policy.lost.low > 0.0 && policy.won.low > 0.0);
        let net = policy.lost.mean - policy.won.mean;
        assert!((net - policy.difference.turned_away.mean).abs() < 1e-9);
        let by_class: f64 =
            policy.difference.by_class.iter().map(|group| group.turned_away.mean).sum();
        assert!((net - by_class).abs() < 1e-9);
    }
}
