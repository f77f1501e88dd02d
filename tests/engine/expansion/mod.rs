//! What to add: plans replayed on the same tapes, the search, and what is said of them.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

mod brute_force;
mod levers;

use crate::common::{geography, homes, scenarios, source, text};
use crate::said_alike::says_the_same_everywhere;
use lintel::base::domain::unit::State;
use lintel::base::geography::Geography;
use lintel::base::statistics::{Interval, Sums};
use lintel::engine::simulation::{Fate, Model, Observer, Replay, Tape};
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::scenario::Scenario;
use lintel::planning::expansion::{
    self, Aim, Allowance, Bounds, Budget, Candidate, Certificate, Count, ExpansionReport,
    ModelParts, Models, Next, Plan, PlanEvaluator, Pool, ReadingSaid, StudyQuestion, Trial, Valued,
};
use lintel::planning::forecast::{Forecast, Measure, Outline};
use std::sync::LazyLock;

static GEOGRAPHY: LazyLock<Geography> = LazyLock::new(geography);
static STOKE: LazyLock<OccupiedEstate> = LazyLock::new(|| homes("data/stoke-on-trent", &GEOGRAPHY));

fn candidates_of(text: &str) -> Vec<Candidate> {
    expansion::read_candidates(source("candidates.csv", text), &STOKE.estate, &GEOGRAPHY).unwrap()
}

fn candidates() -> Vec<Candidate> {
    candidates_of(&text("data/stoke-on-trent/candidates.csv"))
}

fn budgets() -> Vec<Budget> {
    let text = text("data/stoke-on-trent/budgets.csv");
    expansion::read_budgets(source("budgets.csv", &text)).unwrap()
}

/// The busier reading, two years of it, with whatever is laid over it.
fn busy(over: &str) -> Scenario {
    scenarios(&format!("base = \"stoke-37\"\nyears = 2\n{over}")).remove(1)
}

/// The plan that buys so many of each.
fn plan(candidates: &[Candidate], buys: &[(&str, u16)]) -> Plan {
    buys.iter().fold(Plan::nothing(candidates.len()), |plan, (name, count)| {
        let which = candidates.iter().position(|one| one.name == *name).unwrap();
        plan.with(which, *count)
    })
}

/// What plans come to on some tapes, each with the day on which its funding ends.
fn counts(
    scenario: &Scenario,
    candidates: &[Candidate],
    trials: &[(Plan, Option<u32>)],
    tapes: std::ops::Range<u32>,
) -> Vec<Vec<Count>> {
    let (parts, models) = (ModelParts::new(), Models::new());
    let evaluator = PlanEvaluator::new(
        ("s.toml", scenario),
        STOKE.both(),
        &GEOGRAPHY,
        candidates,
        (&parts, &models),
    );
    let trials: Vec<Trial> =
        trials.iter().map(|(plan, ends)| Trial { plan: plan.clone(), ends: *ends }).collect();
    evaluator.unwrap().replay(&trials, tapes).unwrap()
}

fn turned_away(counts: &[Count]) -> u32 {
    counts.iter().map(|count| count.turned_away).sum()
}

#[test]
fn nothing_more_is_what_a_forecast_says() {
    let scenario = busy("");
    let candidates = candidates();
    let nothing = (Plan::nothing(candidates.len()), None);
    let counted = counts(&scenario, &candidates, &[nothing], 0..20).remove(0);
    let demand =
        lintel::engine::demand::build("s.toml", &scenario, &STOKE.estate, &GEOGRAPHY).unwrap();
    let model = Model::new(&scenario, STOKE.both(), &GEOGRAPHY, &demand);
    let tables = lintel::planning::forecast::run(&model, 0..20, || ()).unwrap();
    let forecast = Forecast::of(&Outline::of(&scenario, &model), &tables).unwrap();
    let told = |measure| forecast.mean(measure).unwrap();
    let is_told = |told: f64, of: &dyn Fn(&Count) -> u32| {
        let mean = f64::from(counted.iter().map(of).sum::<u32>()) / 20.0;
        assert!((told - mean).abs() < 1e-9, "{told} {mean}");
    };
    is_told(told(Measure::LeftWithout), &|count| count.turned_away);
    is_told(told(Measure::PlacedLonger), &|count| count.longer);
    // Whoever asked for a longer unit in vain had a short stay too, and is turned away.
    let in_vain = told(Measure::LeftWithout) - told(Measure::NotPlaced);
    assert!(in_vain > 1.0, "{in_vain}");
    is_told(told(Measure::PlacedShortOnly) - in_vain, &|count| count.short_only);
}

/// Whatever is bought, those who are placed stay as long as expected on average: of four means none lies as far from 0 as
/// four standard errors, which would come once in some 4,000 runs.
#[test]
fn the_luck_of_stays_is_nothing_on_average_whatever_the_plan() {
    let (scenario, candidates) = (busy(""), candidates());
    let buys =
        [("refuge-room", 4), ("home-2-bed", 4), ("worker-move-on", 1), ("safe-place-open", 1)];
    let plans =
        [Plan::nothing(candidates.len()), plan(&candidates, &buys)].map(|plan| (plan, None));
    for counted in counts(&scenario, &candidates, &plans, 0..300) {
        for which in [0, 1] {
            let over: Vec<f64> = counted.iter().map(|count| count.over.stays()[which]).collect();
            let mean = over.iter().sum::<f64>() / 300.0;
            let squares = over.iter().map(|over| (over - mean).powi(2)).sum::<f64>();
            let se = (squares / 299.0 / 300.0).sqrt();
            assert!(se > 0.0 && mean.abs() < 4.0 * se, "{which}: {mean} {se}");
        }
    }
}

/// What is taken off for luck leaves every mean where it is and narrows a difference: by a third at least where most
/// are turned away.
#[test]
fn without_luck_two_plans_are_told_apart_sooner() {
    let (scenario, candidates) = (busy(""), candidates());
    let (parts, models) = (ModelParts::new(), Models::new());
    let homes = ("s.toml", &scenario);
    let evaluator =
        PlanEvaluator::new(homes, STOKE.both(), &GEOGRAPHY, &candidates, (&parts, &models))
            .unwrap();
    let plans = [[("home-2-bed", 2)], [("worker-move-on", 1)]];
    let trials = plans.map(|buys| Trial::lasting(plan(&candidates, &buys)));
    let mut pool = Pool::new(&evaluator, 0..300, 0.1);
    pool.look(trials.clone()).unwrap();
    let steadied = pool.known()[&trials[0]].averts(&pool.known()[&trials[1]]).interval(1);
    let counted = evaluator.replay(&trials, 0..300).unwrap();
    let mut plain = Sums::default();
    for (mine, theirs) in counted[0].iter().zip(&counted[1]) {
        plain.add(i64::from(theirs.turned_away) - i64::from(mine.turned_away));
    }
    let plain = plain.interval(300, 1);
    let wide = |interval: Interval| interval.high - interval.low;
    assert!(wide(steadied) < 0.67 * wide(plain), "{steadied:?} {plain:?}");
    assert!(steadied.low < plain.high && plain.low < steadied.high, "{steadied:?} {plain:?}");
}

#[test]
fn a_plan_has_no_order_and_neither_has_the_file() {
    let rows = text("data/stoke-on-trent/candidates.csv");
    let (header, rows) = rows.split_once('\n').unwrap();
    let turned: Vec<&str> = rows.lines().rev().collect();
    let turned = candidates_of(&format!("{header}\n{}\n", turned.join("\n")));
    let buys = [("refuge-room", 1), ("home-2-bed", 2), ("worker-move-on", 1)];
    let mut other_way = buys;
    other_way.reverse();
    let scenario = busy("");
    let of = |candidates: &[Candidate], buys| {
        counts(&scenario, candidates, &[(plan(candidates, buys), None)], 0..3)
    };
    assert_eq!(of(&candidates(), &buys), of(&turned, &other_way));
}

#[test]
fn plans_replayed_together_come_to_what_they_come_to_alone() {
    let (scenario, candidates) = (busy(""), candidates());
    let plans: Vec<(Plan, Option<u32>)> = [
        &[("home-2-bed", 3)][..],
        &[("worker-move-on", 1), ("pets", 1)][..],
        &[("worker-move-on", 1), ("home-4-bed", 1), ("adapt-unit", 2)][..],
        &[][..],
    ]
    .iter()
    .map(|buys| (plan(&candidates, buys), None))
    .collect();
    let together = counts(&scenario, &candidates, &plans, 0..4);
    for (one, counted) in plans.iter().zip(&together) {
        let alone = counts(&scenario, &candidates, std::slice::from_ref(one), 0..4);
        assert_eq!(alone[0], *counted);
    }
}

/// Notes every fate and every stay.
#[derive(Default, PartialEq, Debug)]
struct Told(Vec<(usize, Fate)>, Vec<(usize, u64, u64)>);

impl Observer for Told {
    fn fate(&mut self, k: usize, fate: Fate) {
        self.0.push((k, fate));
    }

    fn lived_in(&mut self, unit: usize, from: u64, to: u64) {
        self.1.push((unit, from, to));
    }
}

#[test]
fn a_copy_goes_on_as_a_replay_from_the_beginning_would() {
    let scenario = busy("");
    let mut planned = STOKE.clone();
    for unit in &mut planned.estate.units[18..30] {
        (unit.state, unit.from) = (State::Planned, None);
    }
    let demand =
        lintel::engine::demand::build("s.toml", &scenario, &planned.estate, &GEOGRAPHY).unwrap();
    let model = Model::new(&scenario, planned.both(), &GEOGRAPHY, &demand);
    let start = model.calendar.bounds[0];
    let opens: Vec<Option<u64>> = (0..planned.estate.units.len())
        .map(|unit| (unit % 3 != 0).then_some(start + 1_000))
        .collect();
    let mut tape = Tape::default();
    for replication in 0..5 {
        tape.draw(&model, replication);
        let (mut whole, mut parts) = (Told::default(), Told::default());
        let mut replay = Replay::new(&model);
        replay.plan(&opens);
        replay.run(&tape, &mut whole);
        let mut shared = Replay::new(&model);
        shared.begin(&tape, &mut parts);
        shared.play_before(&tape, start, &mut parts);
        let mut copy = shared.clone();
        for (unit, opens) in opens.iter().enumerate() {
            let is_planned = planned.estate.units[unit].state == State::Planned;
            opens.filter(|_| is_planned).into_iter().for_each(|at| copy.open(unit, at));
        }
        copy.play_to_the_end(&tape, &mut parts);
        assert_eq!(whole, parts);
    }
}

/// Levers on waits and on funded places are replayed on the tape that is drawn without them.
#[test]
fn what_is_drawn_depends_on_no_wait_and_on_no_funded_place() {
    let scenario = busy("");
    let (mut other, mut homes) = (scenario.clone(), STOKE.clone());
    let waits = other.move_on.as_mut().unwrap();
    waits.default.as_mut().unwrap().mean_days *= 0.5;
    let estate = &mut homes.estate;
    estate.provider.nrpf_places = estate.provider.nrpf_places.map(|places| places + 2);
    let draw = |scenario: &Scenario, homes: &OccupiedEstate| {
        let demand =
            lintel::engine::demand::build("s.toml", scenario, &homes.estate, &GEOGRAPHY).unwrap();
        let model = Model::new(scenario, homes.both(), &GEOGRAPHY, &demand);
        let mut tape = Tape::default();
        tape.draw(&model, 3);
        (tape.arrival_ms, tape.granted, tape.first, tape.suits, tape.suits_if_granted)
    };
    assert_eq!(draw(&scenario, &STOKE), draw(&other, &homes));
}

#[test]
fn threads_leave_no_trace() {
    let (scenario, candidates) = (busy(""), candidates());
    let trials = [(plan(&candidates, &[("refuge-room", 2), ("older-boys", 1)]), None)];
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| counts(&scenario, &candidates, &trials, 0..9))
    };
    assert_eq!(with(1), with(3));
}

#[test]
fn more_homes_and_a_second_worker_turn_fewer_away() {
    let (scenario, candidates) = (busy(""), candidates());
    let trials = [
        (Plan::nothing(candidates.len()), None),
        (plan(&candidates, &[("home-2-bed", 1)]), None),
        (plan(&candidates, &[("home-2-bed", 8)]), None),
        (plan(&candidates, &[("home-2-bed", 8), ("worker-move-on", 1)]), None),
    ];
    let sums: Vec<u32> =
        counts(&scenario, &candidates, &trials, 0..20).iter().map(|of| turned_away(of)).collect();
    assert!(sums.is_sorted_by(|a, b| a > b), "{sums:?}");
}

#[test]
fn what_the_grant_bought_ends_with_it() {
    let (scenario, candidates) = (busy(""), candidates());
    let buys = plan(&candidates, &[("home-2-bed", 8), ("worker-move-on", 1)]);
    let nothing = Plan::nothing(candidates.len());
    let days = |days| (buys.clone(), Some(days));
    let trials = [(nothing, None), days(0), days(60), days(365), (buys.clone(), None)];
    let counted = counts(&scenario, &candidates, &trials, 0..12);
    assert_eq!(counted[0], counted[1], "it ended before it began");
    assert_eq!(counted[0], counted[2], "nothing opens within 60 days");
    let sums: Vec<u32> = counted.iter().map(|of| turned_away(of)).collect();
    assert!(sums[2] > sums[3] && sums[3] > sums[4], "{sums:?}");
}

#[test]
fn every_lever_helps_those_whom_it_is_for() {
    let (scenario, candidates) = (busy(""), candidates());
    let nothing = (Plan::nothing(candidates.len()), None);
    for (lever, class) in [
        ("older-boys", "mother with boy of 15 and girl"),
        ("pets", "woman with a dog"),
        ("nrpf-place", "woman without recourse and baby"),
        ("adapt-unit", "woman in a wheelchair and child"),
    ] {
        let trials = [nothing.clone(), (plan(&candidates, &[(lever, 1)]), None)];
        let counted = counts(&scenario, &candidates, &trials, 0..40);
        let group = scenario.groups.iter().position(|name| name == class).unwrap();
        let sum = |of: &[Count]| of.iter().map(|count| count.by_group[group]).sum::<u32>();
        assert!(sum(&counted[1]) < sum(&counted[0]), "{lever}");
    }
}

#[test]
fn sanctuary_and_move_on_homes_work_where_a_scenario_counts_them() {
    let text = text("scenarios/stoke-37-course.toml");
    let base = crate::common::text("scenarios/stoke-37.toml");
    let plain = crate::common::text("scenarios/stoke-37-erlang.toml");
    let chain = [
        source("course.toml", &text),
        source("stoke-37-erlang.toml", &plain),
        source("stoke-37.toml", &base),
    ];
    let mut scenario =
        lintel::inputs::scenario::read(&chain, &crate::common::evidence()).unwrap().remove(1);
    scenario.years = 2;
    let candidates = candidates();
    let trials = [
        (Plan::nothing(candidates.len()), None),
        (plan(&candidates, &[("sanctuary", 1)]), None),
        (plan(&candidates, &[("homes-move-on", 2)]), None),
    ];
    let sums: Vec<u32> =
        counts(&scenario, &candidates, &trials, 0..20).iter().map(|of| turned_away(of)).collect();
    assert!(sums[1] < sums[0] && sums[2] < sums[0], "{sums:?}");
}

#[test]
fn the_search_finds_the_best_of_every_plan_where_they_are_few() {
    let (scenario, candidates) = (busy(""), candidates());
    let (parts, models) = (ModelParts::new(), Models::new());
    let evaluator = PlanEvaluator::new(
        ("s.toml", &scenario),
        STOKE.both(),
        &GEOGRAPHY,
        &candidates,
        (&parts, &models),
    )
    .unwrap();
    let of: Vec<usize> = ["home-2-bed", "refuge-room", "worker-move-on"]
        .map(|name| candidates.iter().position(|one| one.name == name).unwrap())
        .to_vec();
    let text = "budget,year,capital,yearly,funding,standing,source\nb,,90000,125000,,assumed,x\n";
    let budget = expansion::read_budgets(source("b.csv", text)).unwrap().remove(0);
    let allowance = Allowance::new(&budget, &candidates, scenario.years, None);
    let mut all = Pool::new(&evaluator, 0..10, 0.1);
    let every = expansion::every_plan(candidates.len(), &of, &candidates, 6);
    all.look(every.into_iter().filter(|plan| allowance.allows(plan)).map(Trial::lasting)).unwrap();
    let best = all.known().values().map(|looked| looked.mean(2)).fold(f64::INFINITY, f64::min);
    let mut pool = Pool::new(&evaluator, 0..10, 0.1);
    let allowance = Some(&allowance);
    let bounds = Bounds { of: &of, size: 6, allowance, least: 0.0, ends: None, at_random: 2 };
    let found = expansion::search(&mut pool, &bounds).unwrap();
    assert!(allowance.is_some_and(|allowance| allowance.allows(&found)));
    assert_eq!(pool.mean(&Trial::lasting(found)), Some(best));
}

#[test]
fn there_are_1287_plans_of_up_to_8_units_over_5_kinds() {
    let candidates = candidates();
    let of: Vec<usize> =
        (0..candidates.len()).filter(|&one| candidates[one].lever.is_unit()).collect();
    assert_eq!(of.len(), 5);
    assert_eq!(expansion::count_plans(&of, &candidates, 8), 1287);
    let every = expansion::every_plan(candidates.len(), &of, &candidates, 8);
    assert_eq!(every.len(), 1287);
}

/// A study of few histories.
fn aim() -> Aim {
    Aim {
        tapes: 20,
        fresh: 60,
        most: 100,
        indifference: 2.0,
        size: 2,
        refusals: 0.1,
        sure: 0.9,
        check_tapes: 5,
        least_worth: 1.0,
        every: 40_000,
    }
}

fn report() -> ExpansionReport {
    let scenarios: Vec<Scenario> = scenarios("base = \"stoke-37\"\nyears = 2\n");
    report_on(&scenarios, &candidates(), &budgets())
}

fn report_on(
    scenarios: &[Scenario],
    candidates: &[Candidate],
    budgets: &[Budget],
) -> ExpansionReport {
    let aim = aim();
    let question = StudyQuestion { candidates, budgets, aim: &aim };
    let (parts, models) = (ModelParts::new(), Models::new());
    let place = ("s.toml", &*STOKE, &*GEOGRAPHY);
    let evaluators =
        expansion::evaluators(scenarios, place, candidates, (&parts, &models)).unwrap();
    let readings = expansion::study(&evaluators, question, &|| ()).unwrap();
    expansion::report("0", &readings, question)
}

/// Two homes that differ in nothing but their names.
const TWINS: &str = "\
    candidate,title,what,kind,residents,shared,rooms,cots,step_free,wheelchair,sector,oldest_boy,children,cover,complex_needs_places,substances,pets,targets,amount,most,lead_days,life_years,capital,capital_low,capital_high,capital_standing,capital_source,yearly,yearly_low,yearly_high,yearly_standing,yearly_source\n\
    a,this home,unit,dispersed,any,false,2+2,1,false,false,ST1 3,,true,visiting,,dry,false,,,3,0,10,0,,,assumed,x,20000,,,assumed,x\n\
    b,that home,unit,dispersed,any,false,2+2,1,false,false,ST1 3,,true,visiting,,dry,false,,,3,0,10,0,,,assumed,x,20000,,,assumed,x\n";

#[test]
fn two_candidates_of_one_title_are_an_issue() {
    let twins = TWINS.replace("that home", "This  Home");
    let issues = expansion::read_candidates(source("twins.csv", &twins), &STOKE.estate, &GEOGRAPHY)
        .unwrap_err();
    let said: Vec<String> = issues.issues.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "C08 twins.csv, line 3, title: This  Home; the candidate of line 2 has this title\n    action: give each candidate a title of its own, since answers name it by that"
        ]
    );
}

#[test]
fn of_plans_that_cost_the_same_none_is_said_to_cost_more() {
    let text = "budget,year,capital,yearly,funding,standing,source\nb,,0,60000,,assumed,x\n";
    let budgets = expansion::read_budgets(source("b.csv", text)).unwrap();
    let report = report_on(&[busy("")], &candidates_of(TWINS), &budgets);
    let budget = &report.readings[0].budgets[0];
    assert!((budget.chosen.plan.yearly - 60_000.0).abs() < 1e-9, "{:?}", budget.chosen.plan);
    assert_eq!((budget.every, budget.left_over.yearly.as_slice()), (Some(10), &[0.0, 0.0][..]));
    let said =
        lintel::presentation::wording::expansion::said(&report).0.remove(0).budgets.remove(0);
    let of_all = "Certified: it turns away at most 2.0 households a year more than the best of all 10 plans within the budget.";
    assert!(said[0].starts_with(of_all), "{said:?}");
    assert!(said.iter().all(|sentence| !sentence.contains("more: ")), "{said:?}");
    assert!(said[1].starts_with("3 homes of any kind: "), "{said:?}");
    assert!(said[2].contains("Left over: nothing."), "{said:?}");
}

#[test]
fn what_does_nothing_is_taken_away_again() {
    let rows = text("data/stoke-on-trent/candidates.csv");
    // A lever that changes nothing: this home is adapted already.
    let adapts = rows.lines().find(|row| row.starts_with("adapt-unit,")).unwrap();
    let in_vain = adapts
        .replace("adapt-unit,wheelchair", "in-vain,another")
        .replace("Fieldfare;Swift,,2", "Teal,,1");
    let candidates = candidates_of(&format!("{rows}{in_vain}\n"));
    let scenario = busy("");
    let (parts, models) = (ModelParts::new(), Models::new());
    let evaluator = PlanEvaluator::new(
        ("s.toml", &scenario),
        STOKE.both(),
        &GEOGRAPHY,
        &candidates,
        (&parts, &models),
    )
    .unwrap();
    let mut pool = Pool::new(&evaluator, 0..60, 0.1);
    let useful = plan(&candidates, &[("home-2-bed", 2), ("worker-move-on", 1)]);
    let nothing = Plan::nothing(candidates.len());
    let vain = candidates.iter().position(|one| one.name == "in-vain").unwrap();
    let plans = [useful.with(vain, 1), nothing.with(vain, 1), useful.clone()];
    let pruned = expansion::prune(&mut pool, &plans, None, 1.0).unwrap();
    assert_eq!(pruned, [nothing, useful]);
}

#[test]
fn a_study_says_what_its_figures_say() {
    let report = report();
    assert_eq!(report.readings.len(), 2);
    for reading in &report.readings {
        let falls: Vec<f64> = reading.envelope.iter().map(|point| point.turned_away.mean).collect();
        assert!(falls.is_sorted_by(|a, b| a > b), "the envelope is monotone: {falls:?}");
        let costs: Vec<f64> = reading.envelope.iter().map(|point| point.plan.a_year[0]).collect();
        assert!(costs.is_sorted_by(|a, b| a < b), "{costs:?}");
        let check = reading.check.as_ref().unwrap();
        assert_eq!((check.plans, check.kinds), (21, 5));
        assert!(check.gaps.iter().all(|(_, gap)| *gap > -1e-9));
        for budget in &reading.budgets {
            let whole: f64 = budget.chosen.who.iter().map(|group| group.households.mean).sum();
            assert!((whole - budget.chosen.averts.households.mean).abs() < 1e-6);
        }
    }
    // In the quieter reading there is hardly any need, and nothing to be certified.
    let verdicts = |reading: usize| report.readings[reading].budgets.iter().map(|one| one.verdict);
    assert!(verdicts(0).all(|verdict| verdict == Certificate::HardlyAnyNeed));
    let compared = [Certificate::Certified, Certificate::NotDistinguishable];
    assert!(verdicts(1).all(|verdict| compared.contains(&verdict)));
    let (words, robust) = lintel::presentation::wording::expansion::said(&report);
    for said in &words[0].budgets {
        let nothing =
            "Nothing more is worth buying: fewer than 2.0 households a year are turned away.";
        assert_eq!(said[0], nothing);
    }
    for said in &words[1].budgets {
        assert!(
            said[0].contains("ertified: ") && said[0].contains("plans within the budget"),
            "{said:?}"
        );
        assert!(said.iter().all(|sentence| !sentence.contains("tapes")), "{said:?}");
    }
    nothing_lies_below_the_line(&report);
    nothing_is_missed(&report);
    pictures_say_what_their_figures_say(&report);
    assert!(words[0].cheapest.starts_with("Nothing more is worth buying"), "{}", words[0].cheapest);
    let free = "Safe Places for any woman (mostly for a short stay) at no cost in money for each further household";
    assert!(words[1].cheapest.contains(free), "{}", words[1].cheapest);
    assert!(words[1].enough.starts_with("None among the candidates"), "{}", words[1].enough);
    assert!(words[0].enough.starts_with("With nothing more"), "{}", words[0].enough);
    assert_eq!(robust.len(), 3);
    assert!(robust.iter().all(|said| said.contains("flips at a belief of")), "{robust:?}");
}

/// Every plan that was estimated and whose funding goes on: with what it costs and how many it turns away.
fn estimated(reading: &ReadingSaid) -> Vec<(f64, f64)> {
    let point = |valued: &Valued| (valued.plan.a_year[0], valued.turned_away.mean);
    let more = |(cost, away): (f64, f64), next: &[Next]| -> Vec<(f64, f64)> {
        next.iter().map(|next| (cost + next.a_year, away - next.averts.households.mean)).collect()
    };
    let mut points = more(point(&reading.now), &reading.next);
    for budget in &reading.budgets {
        points.push(point(&budget.chosen));
        points.extend(more(point(&budget.chosen), &budget.next));
        points.extend(budget.best_compared.iter().map(|best| point(&best.valued)));
    }
    points
}

fn nothing_lies_below_the_line(report: &ExpansionReport) {
    for reading in &report.readings {
        for (cost, away) in estimated(reading) {
            let line =
                reading.envelope.iter().rfind(|on| on.plan.a_year[0] <= cost + 1e-6).unwrap();
            assert!(away >= line.turned_away.mean - 1e-9, "{away} at {cost} lies below {line:?}");
        }
    }
}

/// A plan that was missed once, of fewer candidates than there are: its budget has none that falls behind it by more.
fn nothing_is_missed(report: &ExpansionReport) {
    let candidates = candidates();
    let once = [("refuge-room", 4), ("home-2-bed", 4), ("worker-move-on", 1), ("homes-move-on", 2)];
    let large = report.readings[1].budgets.iter().find(|budget| budget.budget == "large").unwrap();
    assert!(large.every.is_some_and(|every| every > 10_000), "{:?}", large.every);
    let buys: Vec<(&str, u16)> =
        large.chosen.plan.buys.iter().map(|(name, count)| (&**name, *count)).collect();
    let plans = [plan(&candidates, &once), plan(&candidates, &buys)].map(|plan| (plan, None));
    let counted = counts(&busy(""), &candidates, &plans, 5_000..5_200);
    let [missed, chosen] = [0, 1].map(|which| Count::turned_away_a_year(&counted[which], 2));
    assert!(chosen - missed <= 2.0, "{chosen} {missed}");
}

fn pictures_say_what_their_figures_say(report: &ExpansionReport) {
    says_the_same_everywhere(&lintel::presentation::wording::expansion::expansion(report, None));
    let pictures = lintel::presentation::chart::of_expansion(report);
    let named = |name: &str| pictures.iter().find(|picture| picture.name == name).unwrap();
    let turned_away = named("cost-against-turned-away");
    let figures = turned_away.csv().unwrap();
    let mut reader = csv::Reader::from_reader(figures.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let is_counted = |reading: &&ReadingSaid| !reading.what_if;
    let houses: Vec<f64> = (report.readings.iter().filter(is_counted))
        .map(|reading| {
            let line = rows.iter().filter(|row| row[1] == reading.reading && &row[2] == "envelope");
            let points: Vec<(f64, f64)> =
                line.map(|row| (row[4].parse().unwrap(), row[7].parse().unwrap())).collect();
            let (_, away) = points.iter().rfind(|(cost, _)| *cost <= 100_000.0).unwrap();
            reading.now.turned_away.mean - away
        })
        .collect();
    let said = |value: &f64| if *value < 0.05 { "0".to_owned() } else { format!("{value:.1}") };
    // The other reading is a what-if, which no title tells.
    assert_eq!(houses.len(), 1);
    assert_eq!(
        turned_away.title,
        format!("Up to \u{a3}100,000 a year houses {} more", said(&houses[0]))
    );
    let who = named("cost-against-who");
    let busy = &report.readings[1];
    let dearest = busy.envelope.last().unwrap();
    let mut shares: Vec<(f64, &str)> = (busy.now.still.iter().zip(&dearest.still))
        .filter(|(now, _)| now.households.mean >= 1.0)
        .map(|(now, then)| (1.0 - then.households.mean / now.households.mean, &*now.class))
        .collect();
    shares.sort_by(|a, b| a.0.total_cmp(&b.0));
    let whole: f64 = dearest.still.iter().map(|group| group.households.mean).sum();
    assert!((whole - dearest.turned_away.mean).abs() < 1e-6);
    assert!(who.title.split(' ').count() <= 10, "{}", who.title);
    assert!(
        who.text.contains(&format!("{:.0}%", 100.0 * shares[0].0))
            || !who.title.contains(shares[0].1)
    );
}
