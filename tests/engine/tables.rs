//! What a replay tells is counted as it says, and histories gather to the same tables however they are divided.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::common;
use lintel::base::domain::{Kind, ReturnReason, RuleName, RuleSet};
use lintel::base::geography::Geography;
use lintel::engine::demand::{self, Demand};
use lintel::engine::placement::Outcome;
use lintel::engine::simulation::{Fate, Model, Observer, Onward, Replay, Tape};
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::scenario::Scenario;
use lintel::planning::forecast::{
    Accumulator, Building, Forecast, Group, History, Measure, Outline, Period, Rate, Recorder, Row,
    Scope, Statistic, Tables, WaitEnded, Weekly,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DAY: u64 = 86_400_000;

struct Fixture {
    geography: Geography,
    homes: OccupiedEstate,
    scenario: Scenario,
    demand: Demand,
}

impl Fixture {
    /// The busier reading with people who wait, for two years.
    fn new() -> Self {
        Self::of("years = 2\n[waiting]\npatience = { family = \"exponential\", mean_days = 9.0 }\n")
    }

    /// The busier reading with whatever is laid over it.
    fn of(over: &str) -> Self {
        let geography = common::geography();
        let homes = common::homes("data/stoke-on-trent", &geography);
        let over = &format!("base = \"stoke-37\"\n{over}");
        let scenario = common::scenarios(over).remove(1);
        let demand = demand::build("stoke-37", &scenario, &homes.estate, &geography).unwrap();
        Self { geography, homes, scenario, demand }
    }

    fn model(&self) -> Model<'_> {
        Model::new(&self.scenario, self.homes.both(), &self.geography, &self.demand)
    }
}

fn simulated<'a>(model: &Model<'a>, scope: &'a Scope, histories: u32) -> Vec<History<'a>> {
    let mut replay = Replay::new(model);
    let mut tape = Tape::default();
    (0..histories)
        .map(|replication| {
            let mut history = History::new(scope);
            tape.draw(model, replication);
            let mut recorder = history.record(model, &tape);
            replay.run(&tape, &mut recorder);
            recorder.finish();
            history
        })
        .collect()
}

fn gathered<'a>(scope: &'a Scope, histories: &[&History<'_>]) -> Accumulator<'a> {
    let mut accumulator = Accumulator::new(scope);
    for history in histories {
        accumulator.add(history);
    }
    accumulator
}

#[test]
fn histories_gather_to_the_same_tables_however_they_are_divided() {
    let fixture = Fixture::new();
    let model = fixture.model();
    let scope = Scope::of(&model).with_census_days(&[0.0, 91.25]);
    // More than are taken up at once.
    let histories = simulated(&model, &scope, 150);
    let all: Vec<&History<'_>> = histories.iter().collect();
    let whole = gathered(&scope, &all).finish();
    assert_eq!(whole.inconsistent(), 0);
    let parts = proptest::collection::vec(0_usize..5, all.len());
    proptest!(ProptestConfig::with_cases(12), |(parts in parts, backwards: bool, shards: bool)| {
        let mut own: Vec<Vec<&History<'_>>> = vec![Vec::new(); 5];
        for (history, part) in all.iter().zip(&parts) {
            own[*part].push(history);
        }
        if backwards {
            own.reverse();
            for own in &mut own {
                own.reverse();
            }
        }
        let tallies = own.iter().map(|own| gathered(&scope, own));
        let merged = if shards {
            tallies.map(Accumulator::finish).reduce(Tables::merge).unwrap()
        } else {
            tallies.reduce(Accumulator::merge).unwrap().finish()
        };
        prop_assert!(merged == whole);
    });
}

/// The figures of one statistic by period, measure and group.
fn figures(rows: &[Row], statistic: &str) -> BTreeMap<(String, String, String), f64> {
    let of = rows.iter().filter(|row| row.statistic == statistic);
    of.map(|row| ([&row.period, &row.measure, &row.group].map(ToString::to_string), row.value))
        .map(|(of, value)| (of.into(), value))
        .collect()
}

#[test]
fn every_rate_is_its_part_over_its_whole() {
    let fixture = Fixture::new();
    let model = fixture.model();
    let scope = Scope::of(&model);
    let histories = simulated(&model, &scope, 40);
    let all: Vec<&History<'_>> = histories.iter().collect();
    let outline = Outline::of(&fixture.scenario, &model);
    let tables = gathered(&scope, &all).finish();
    let rows = tables.rows(&outline);
    let (means, lows, highs) =
        (figures(&rows, "mean"), figures(&rows, "p2_5"), figures(&rows, "p97_5"));
    let mut seen = BTreeMap::new();
    for ((period, measure, group), rate) in &means {
        let Some(part) = measure.strip_prefix("rate_") else { continue };
        let whole = match part {
            "children_turned_away" => "children",
            "households_never_placed" => "households",
            _ => "referrals",
        };
        let is_barrier = RuleName::ALL.iter().any(|rule| group.starts_with(rule.name()));
        let sum = |measure: &str, group: &str| {
            let key = (period.clone(), measure.to_owned(), group.to_owned());
            means.get(&key).copied().unwrap_or(0.0)
        };
        let part = if is_barrier {
            let reasons = ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need());
            reasons.map(|reason| sum(&format!("unmet_{reason}"), group)).sum()
        } else {
            sum(part, group)
        };
        let whole = sum(whole, if is_barrier { "all" } else { group });
        assert!(whole > 0.0 && (rate - part / whole).abs() < 1e-9, "{period} {measure} {group}");
        let key = (period.clone(), measure.clone(), group.clone());
        assert!(lows[&key] <= highs[&key] && highs[&key] <= 1.0);
        *seen.entry((measure.clone(), is_barrier)).or_insert(0) += 1;
    }
    // Nobody tells yet that somebody waited: rate_waited is there, and 0.
    assert_eq!(seen.len(), 11, "{seen:?}");
    assert!(seen.values().all(|cells| *cells >= 11));
    let forecast = Forecast::of(&outline, &tables).unwrap();
    let key = ("year_2".to_owned(), "rate_placed".to_owned(), "all".to_owned());
    let placed = Measure::Rate(Rate::Placed);
    let asked = forecast.table.figure(Period::Year(2), placed, Group::All).unwrap();
    assert_eq!(Statistic::Mean.of(&asked).to_bits(), means[&key].to_bits());
}

#[test]
fn a_figure_that_nobody_measured_is_an_error_and_one_left_out_is_0() {
    let fixture = Fixture::new();
    let model = fixture.model();
    let scope = Scope::of(&model);
    let histories = simulated(&model, &scope, 2);
    let all: Vec<&History<'_>> = histories.iter().collect();
    let outline = Outline::of(&fixture.scenario, &model);
    let tables = gathered(&scope, &all).finish();
    let table = Forecast::of(&outline, &tables).unwrap().table;
    let figure = |period, measure, group| table.figure(period, measure, group);
    assert!(Statistic::Mean.of(&figure(Period::Total, Measure::Placed, Group::All).unwrap()) > 0.0);
    for (period, measure, group) in [
        (Period::Year(0), Measure::Placed, Group::All),
        (Period::Year(99), Measure::Placed, Group::All),
        (Period::Quarter(99), Measure::Placed, Group::All),
        (Period::CensusDay(0), Measure::Placed, Group::All),
        (Period::Total, Measure::OccupancyByWeek, Group::All),
        (Period::Total, Measure::Placed, Group::Class(outline.classes.len())),
    ] {
        let error = figure(period, measure, group).unwrap_err().to_string();
        assert!(error.contains(&format!("{measure:?}")), "{error}");
    }
    // No agency stops asking here: the table has no such row of a class, and the figure is 0.
    assert!(table.groups(Measure::NotAsked).all(|(group, _)| group == Group::All));
    let left_out = figure(Period::Total, Measure::NotAsked, Group::Class(0)).unwrap();
    assert_eq!(left_out.map(f64::to_bits), [0; 9]);
}

/// A tape of households of class 0 of which nothing is known but when they first ask.
fn tape(arrivals: &[u64]) -> Tape {
    let mut tape = Tape::default();
    tape.household = (0..).take(arrivals.len()).collect();
    tape.arrival_ms = arrivals.to_vec();
    tape.class = vec![0; arrivals.len()];
    tape
}

fn full() -> Fate {
    Fate::TurnedAway(Outcome { reason: ReturnReason::Capacity, barrier: RuleSet::EMPTY })
}

/// Class 0 with its children, and quarters as they begin.
fn told(tell: impl Fn(&mut Recorder<'_, '_>, &[u64])) -> (Tables, Vec<Row>, u32) {
    let fixture = Fixture::new();
    let model = fixture.model();
    let scope = Scope::of(&model).with_census_days(&[0.0, 10.0, 91.25]).with_second_stage(1);
    let mut history = History::new(&scope);
    let tape = tape(&[0; 8]);
    let mut recorder = history.record(&model, &tape);
    tell(&mut recorder, &model.calendar.bounds);
    recorder.finish();
    assert!(history.is_conserved());
    let mut outline = Outline::of(&fixture.scenario, &model);
    outline.census_days = vec![0.0, 10.0, 91.25];
    let tables = gathered(&scope, &[&history]).finish();
    let rows = tables.rows(&outline);
    (tables, rows, fixture.demand.classes[0].children)
}

#[test]
fn a_household_may_ask_again_and_is_one_household() {
    let (tables, rows, children) = told(|recorder, quarters| {
        // Turned away, and placed later: never counted as never placed.
        recorder.asked(0, quarters[0], 0);
        recorder.fate(0, full());
        recorder.asked(0, quarters[1] + 5, 1);
        recorder.fate(0, Fate::Placed { unit: 0, at: quarters[1] + 5 });
        // Turned away in the first quarter, gives up in the third.
        recorder.asked(1, quarters[0] + 1, 0);
        recorder.fate(1, full());
        recorder.asked(1, quarters[2] + 1, 1);
        recorder.waited(1, quarters[2] + 1, quarters[2] + 1 + 3 * DAY + (DAY >> 1));
        recorder.fate(1, Fate::Withdrew);
        // Asked in the warm-up and was not counted; asks again within the span, and is not new there.
        recorder.asked(2, quarters[0] - 1, 0);
        recorder.fate(2, full());
        recorder.asked(2, quarters[0] + 2, 1);
        recorder.declined(2, 0);
        recorder.declined(2, 1);
        recorder.waited(2, quarters[0] + 2, quarters[0] + 2 + DAY);
        recorder.waited(2, quarters[0] + 2 + DAY, quarters[0] + 2 + 2 * DAY);
        recorder.fate(2, Fate::Placed { unit: 0, at: quarters[0] + 2 + 2 * DAY });
        recorder.asked(3, quarters[3], 0);
        recorder.not_eligible(3);
        recorder.fate(4, Fate::NotAsked { at: quarters[3] });
        recorder.asked(5, quarters[3], 0);
        recorder.made_safe_at_home(5);
        recorder.asked(6, quarters[3], 0);
        recorder.fate(6, Fate::StillWaiting);
    });
    let means = figures(&rows, "mean");
    let of = |period: &str, measure: &str, group: &str| {
        means[&(period.to_owned(), measure.to_owned(), group.to_owned())]
    };
    for (measure, [total, first, third]) in [
        ("requests", [8.0, 3.0, 1.0]),
        ("not_asked", [1.0, 0.0, 0.0]),
        ("not_eligible", [1.0, 0.0, 0.0]),
        ("referrals", [7.0, 3.0, 1.0]),
        ("households", [4.0, 2.0, 0.0]),
        ("households_turned_away", [2.0, 2.0, 0.0]),
        ("placed", [2.0, 1.0, 0.0]),
        ("left_without", [3.0, 2.0, 1.0]),
        ("need_unmet", [3.0, 2.0, 1.0]),
        ("unmet_capacity", [2.0, 2.0, 0.0]),
        ("withdrew", [1.0, 0.0, 1.0]),
        ("still_waiting", [1.0, 0.0, 0.0]),
        ("sanctuary", [1.0, 0.0, 0.0]),
        ("children", [f64::from(7 * children), f64::from(3 * children), f64::from(children)]),
        ("children_turned_away", [3.0, 2.0, 1.0].map(|times| times * f64::from(children))),
        ("children_turned_away_once", [2.0, 2.0, 0.0].map(|times| times * f64::from(children))),
        ("households_never_placed", [1.0, 1.0, 0.0]),
        ("offers_declined", [2.0, 2.0, 0.0]),
        ("waited", [2.0, 1.0, 1.0]),
        ("nights_waiting", [5.5, 2.0, 3.5]),
        ("wait_days", [1.0, 2.0, f64::NAN]),
        ("rate_need_unmet", [3.0 / 7.0, 2.0 / 3.0, 1.0]),
        ("rate_households_never_placed", [0.25, 0.5, f64::NAN]),
    ] {
        for (period, expected) in [("total", total), ("quarter_1", first), ("quarter_3", third)] {
            let key = (period.to_owned(), measure.to_owned(), "all".to_owned());
            let said = means.get(&key).copied().unwrap_or(f64::NAN);
            let alike = (said - expected).abs() < 1e-6 || (said.is_nan() && expected.is_nan());
            assert!(alike, "{measure} in {period}: {said}, not {expected}");
        }
    }
    let present = of("quarter_3", "present", "all") * 91.0;
    assert!((present - 3.5).abs() < 1e-3, "{present}");
    let days = of("quarter_3", "waiting", "all") * 91.0;
    assert!((days - 3.5).abs() < 1e-3, "{days}");
    assert_eq!(tables.waits(WaitEnded::Placed)[..4], [1, 0, 1, 0]);
    assert_eq!(tables.waits(WaitEnded::GaveUp)[..5], [0, 0, 0, 1, 0]);
    // Three in the first year, nobody in the second.
    let share = [0, 1, 3, 4].map(|at_least| tables.exceedance(at_least).unwrap());
    assert_eq!(share.map(f64::to_bits), [1.0_f64, 0.5, 0.5, 0.0].map(f64::to_bits));
}

#[test]
fn nights_lived_in_and_second_stage_are_told_by_the_week() {
    let (tables, rows, _) = told(|recorder, quarters| {
        recorder.lived_in(0, quarters[0] - 5, quarters[0] + 10 * DAY);
        recorder.lived_in(1, quarters[0] + 10 * DAY, quarters[0] + 92 * DAY);
        recorder.waited(0, quarters[0] + 20 * DAY, quarters[0] + 25 * DAY);
        // Two at once for two days, with one place.
        recorder.supported(quarters[0], quarters[0] + 7 * DAY);
        recorder.supported(quarters[0] + 5 * DAY, quarters[0] + 14 * DAY);
    });
    let fixture = Fixture::new();
    let kinds = [0, 1].map(|unit| fixture.homes.estate.setting_of(unit).kind);
    assert_eq!(kinds[0], kinds[1]);
    let kind: Kind = kinds[0];
    let of_kind = |unit: &usize| fixture.homes.estate.setting_of(*unit).kind == kind;
    let units = (0..fixture.homes.estate.units.len()).filter(of_kind).count();
    let open = f64::from(u32::try_from(units).unwrap());
    let weeks = tables.by_week(Weekly::Occupancy(kind));
    assert_eq!(weeks.len(), 104);
    let mean = |week: usize| weeks[week].unwrap()[0] * open;
    for (week, expected) in [(0, 1.0), (1, 1.0), (2, 1.0), (13, 1.0 / 7.0), (14, 0.0)] {
        assert!((mean(week) - expected).abs() < 1e-4, "week {week}: {}", mean(week));
    }
    let caseload = tables.by_week(Weekly::SecondStage).into_iter().map(|week| week.unwrap()[0]);
    let caseload: Vec<f64> = caseload.take(3).collect();
    assert!((caseload[0] - 9.0 / 7.0).abs() < 1e-5 && (caseload[1] - 1.0).abs() < 1e-5);
    assert!(caseload[2].abs() < 1e-9);
    let means = figures(&rows, "mean");
    let of = |period: &str, measure: &str, group: &str| {
        means[&(period.to_owned(), measure.to_owned(), group.to_owned())]
    };
    // Somebody for the whole of it, and a second beside for five days.
    assert!((of("quarter_1", "present", "all") - 97.0 / 92.0).abs() < 1e-5);
    assert!((of("quarter_1", "second_stage", "all") - 16.0 / 92.0).abs() < 1e-5);
    assert!((of("quarter_1", "second_stage_over", "all") - 2.0 / 92.0).abs() < 1e-5);
    let residents = ["day_0", "day_10", "day_91.25"].map(|day| of(day, "residents", "all"));
    assert!(residents.iter().all(|residents| residents.to_bits() == 1.0_f64.to_bits()));
    assert_eq!(of("day_10", "residents", kind.name()).to_bits(), 1.0_f64.to_bits());
    assert!(!rows.iter().any(|row| row.measure.ends_with("by_week")));
}

/// What the engine tells must add up, or the run ends.
#[test]
fn a_request_without_an_outcome_or_with_two_is_found() {
    let fixture = Fixture::new();
    let model = fixture.model();
    let scope = Scope::of(&model);
    let tape = tape(&[0; 2]);
    let (first, placed) = (model.calendar.bounds[0], |at| Fate::Placed { unit: 0, at });
    let is_conserved = |tell: &dyn Fn(&mut Recorder<'_, '_>)| {
        let mut history = History::new(&scope);
        let mut recorder = history.record(&model, &tape);
        tell(&mut recorder);
        recorder.finish();
        history.is_conserved()
    };
    assert!(is_conserved(&|recorder| {
        recorder.asked(0, first, 0);
        recorder.fate(0, placed(first));
    }));
    assert!(!is_conserved(&|recorder| recorder.asked(0, first, 0)));
    assert!(!is_conserved(&|recorder| recorder.fate(0, placed(first))));
    assert!(!is_conserved(&|recorder| {
        recorder.asked(0, first, 0);
        recorder.fate(0, placed(first));
        recorder.fate(0, full());
    }));
    // One too many and one too few in the same quarter and class.
    assert!(!is_conserved(&|recorder| {
        recorder.asked(0, first, 0);
        recorder.asked(1, first, 0);
        recorder.fate(0, full());
        recorder.fate(0, full());
    }));
    assert!(!is_conserved(&|recorder| {
        recorder.asked(0, first, 0);
        recorder.asked(0, first, 1);
        recorder.fate(0, full());
    }));
}

/// The busier reading with something on top; what a warm-up has not settled.
fn unsettled(over: &str) -> Vec<Building> {
    let geography = common::geography();
    let homes = common::homes("data/stoke-on-trent", &geography);
    let over = format!("base = \"stoke-37\"\nreplications = 640\n{over}");
    let scenario = common::scenarios(&over).remove(1);
    let demand = demand::build("stoke-37", &scenario, &homes.estate, &geography).unwrap();
    let play = |other: &Scenario, histories| {
        let model = Model::new(other, homes.both(), &geography, &demand);
        lintel::planning::forecast::run(&model, 0..histories, || ())
    };
    let model = Model::new(&scenario, homes.both(), &geography, &demand);
    let found = lintel::planning::forecast::unsettled(&scenario, &model, play).unwrap();
    found.map_or_else(Vec::new, |found| found.found.iter().map(|still| still.measure).collect())
}

/// Each builds up for longer than a warm-up of a year: a list from which nobody goes away, support that lasts four
/// years, and households that come back after three. Longer warm-ups settle them, but for a list that grows without
/// end.
#[test]
fn what_builds_up_for_longer_than_the_warm_up_is_found() {
    let waiting = "[waiting]\npatience = \"unlimited\"\n";
    let stage = "[second_stage]\nplaces = 15\nshare = 0.5\nbegins = \"departure\"\nat_most_days = 1500\n\
                 stay = { family = \"deterministic\", mean_days = 1400.0 }\n";
    let returns = "[returns]\nchance = 0.9\nat_most = 9\nafter = { family = \"deterministic\", mean_days = 1100.0 }\n";
    assert_eq!(unsettled(&format!("warm_up_years = 1\n{waiting}")), [Building::Waiting]);
    assert_eq!(unsettled(&format!("warm_up_years = 6\n{waiting}")), [Building::Waiting]);
    assert_eq!(unsettled(&format!("warm_up_years = 1\n{stage}")), [Building::SecondStage]);
    assert_eq!(unsettled(&format!("warm_up_years = 7\n{stage}")), []);
    let found = unsettled(&format!("warm_up_years = 1\n{returns}"));
    assert_eq!(found, [Building::Occupancy, Building::Referrals]);
    assert_eq!(
        unsettled("warm_up_years = 0\n"),
        [],
        "nothing builds up but stays, which have a formula"
    );
}

/// A few per cent more who ask, too few for a quarter of few histories to tell, show over the years of all of them.
#[test]
fn what_grows_over_years_that_should_be_alike_is_found() {
    let drifts = |over: &str| {
        let returns = "[returns]\nchance = 0.9\nat_most = 1\nafter = { family = \"exponential\", mean_days = 700.0 }\n";
        let fixture = Fixture::of(&format!("years = 5\n{over}{returns}"));
        let model = fixture.model();
        let outline = Outline::of_run(&fixture.scenario, &model, None, None);
        let tables = lintel::planning::forecast::run(&model, 0..400, || ()).unwrap();
        let forecast = Forecast::of(&outline, &tables).unwrap();
        lintel::planning::forecast::drift(&outline, &forecast).unwrap()
    };
    let [first, last] = drifts("warm_up_years = 1\nvoids = \"open\"\n").unwrap();
    assert!(first < last, "{first} {last}");
    assert_eq!(drifts("warm_up_years = 12\n"), None);
    let growing = "warm_up_years = 1\n[arrivals]\ngrowth_per_year = 0.1\n";
    assert_eq!(drifts(growing), None, "more ask year by year");
}

/// Whatever a base says of years before, who lives here today lives here on the first day.
#[test]
fn a_start_from_todays_residents_has_no_warm_up() {
    let over = "base = \"stoke-37\"\nstart_state = \"occupancy\"\nwarm_up_years = 3\n";
    let scenario = common::scenarios(over).remove(0);
    assert_eq!(scenario.warm_up_years, 0);
}

/// Which of a model's units is a Safe Place, and which is not.
fn short_and_longer(fixture: &Fixture) -> [usize; 2] {
    let model = fixture.model();
    [true, false]
        .map(|short| (0..model.kinds.len()).find(|&u| model.is_short(0, u) == short))
        .map(Option::unwrap)
}

#[test]
fn a_short_stay_and_what_follows_it_are_counted_apart() {
    let [short, longer] = short_and_longer(&Fixture::new());
    let (_, rows, _) = told(|recorder, quarters| {
        let at = quarters[0];
        let place = |recorder: &mut Recorder<'_, '_>, k: usize, unit: usize| {
            recorder.asked(k, at, 0);
            recorder.fate(k, Fate::Placed { unit, at });
        };
        place(recorder, 0, longer);
        for k in 1..6 {
            place(recorder, k, short);
        }
        for (k, what) in [
            (1, Onward::Moved { unit: longer, at: at + 7 }),
            (2, Onward::LeftWithout),
            (3, Onward::LeftWithout),
            (4, Onward::StillThere),
        ] {
            recorder.onward(k, Onward::Asks);
            recorder.onward(k, what);
        }
        recorder.asked(6, at, 0);
        recorder.fate(6, full());
    });
    let means = figures(&rows, "mean");
    for (measure, expected) in [
        ("referrals", 7.0),
        ("placed", 6.0),
        ("placed_longer", 2.0),
        ("placed_short_only", 4.0),
        ("not_placed", 1.0),
        ("onward_asked", 4.0),
        ("onward_placed", 1.0),
        ("onward_unmet", 2.0),
        ("onward_waiting", 1.0),
        ("need_unmet", 1.0),
        ("left_without", 3.0),
    ] {
        let key = ("quarter_1".to_owned(), measure.to_owned(), "all".to_owned());
        assert!((means[&key] - expected).abs() < 1e-9, "{measure}: {}", means[&key]);
    }
}

/// Whoever is let in all the same is not kept out, and a few who are kept out are not why units stand empty.
#[test]
fn a_rule_is_named_only_where_units_would_be_used_without_it() {
    let is_named = |chance: f64, lived_in: f64| {
        let over = format!("[decisions]\nsafe_place_purpose = {chance:?}\n");
        let fixture = Fixture::of(&over);
        let outline = Outline::of(&fixture.scenario, &fixture.model());
        let mut kept = outline.kept_from.into_iter().filter(|kept| kept.kind == Kind::SafePlace);
        let purpose = Some(RuleName::SafePlacePurpose);
        kept.any(|kept| kept.rule == purpose && kept.keeps_empty(lived_in))
    };
    assert!(is_named(0.3, 0.2));
    assert!(!is_named(1.0, 0.34), "all are let in");
    assert!(!is_named(0.97, 0.34), "three in a hundred fill no unit");
    assert!(!is_named(0.3, 0.6), "they are in use");
}

/// Women who were not homeless are kept out of every Safe Place by that alone; men by more.
#[test]
fn the_rule_that_keeps_a_kind_of_unit_empty_is_named() {
    let fixture = Fixture::new();
    let model = fixture.model();
    let outline = Outline::of(&fixture.scenario, &model);
    let kept = outline.kept_from.iter().find(|kept| kept.kind == Kind::SafePlace).unwrap();
    assert_eq!((kept.rule, kept.granted), (Some(RuleName::SafePlacePurpose), Some(0.3)));
    let share = |name: &str| {
        let group = fixture.scenario.groups.iter().position(|group| group == name).unwrap();
        let own = fixture.scenario.classes.iter().filter(|class| class.group == group);
        own.map(|class| class.share).sum::<f64>()
    };
    let few = share("woman alone") + share("woman and one child");
    let others = ["man alone", "father and two children", "woman sleeping rough"];
    let most = 1.0 - others.map(share).iter().sum::<f64>();
    assert!((few - 1e-9..=most + 1e-9).contains(&kept.share), "{kept:?}");
}
