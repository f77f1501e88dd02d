//! What is known beforehand of who asks is what is drawn; and means that are told by its help are right as often as their
//! standard errors say, and less uncertain.
//!
//! Loss systems have known means of what is lost (Erlang), so coverage is counted against the truth: 100 repeats, or
//! `LINTEL_REPEATS=5000` (`make test-long`).

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::common;
use lintel::base::domain::time::DAYS_OF_YEAR;
use lintel::base::statistics::two_sided;
use lintel::engine::demand;
use lintel::engine::simulation::{DrawnModels, Model};
use lintel::inputs::evidence::Evidence;
use lintel::inputs::scenario::{self, Column, Draws, Posterior, Scenario, Sets};
use lintel::planning::forecast::{self, Outline, Row, StoppingRule, Tables, until};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

const STAY_DAYS: f64 = 20.0;

/// One class of household, or two.
const ALONE: &str = r#"
[[household]]
name = "anybody"
share = 1.0
referral = { immediate_danger = false, homeless_before = false, person = [{ role = "adult", age = 30, sex = "female" }] }
"#;
const TWO: &str = r#"
[[household]]
name = "anybody"
share = 0.7
referral = { immediate_danger = false, homeless_before = false, person = [{ role = "adult", age = 30, sex = "female" }] }
[[household]]
name = "somebody else"
share = 0.3
referral = { immediate_danger = false, homeless_before = false, person = [{ role = "adult", age = 30, sex = "female" }] }
"#;

/// Alike units that are asked so many times a year, for so many years; `more` is what else is said of arrivals.
fn asked(per_year: f64, years: u16, (more, households): (&str, &str)) -> Scenario {
    let text = format!(
        r#"
name = "asked"
estate = "verify/pool-37"
start = "2026-01-01"
years = {years}
warm_up_years = 1
replications = 100
seed = 20261130
[arrivals]
per_year = {per_year:?}
{more}
{households}
[stay.default]
family = "gamma"
mean_days = {STAY_DAYS}
cv = 0.8
"#
    );
    let source = common::source("asked", &text);
    scenario::read(&[source], &Evidence::default()).unwrap().remove(0)
}

fn with_models<T>(scenario: &Scenario, of: impl FnOnce(&DrawnModels<'_>) -> T) -> T {
    let geography = &*crate::GEOGRAPHY;
    let homes = common::homes("data/verify/pool-37", geography);
    let demand = demand::build("test", scenario, &homes.estate, geography).unwrap();
    let model = Model::new(scenario, homes.both(), geography, &demand);
    of(&DrawnModels::new(scenario, &model))
}

fn rows(models: &DrawnModels<'_>, scenario: &Scenario, tables: &Tables) -> Vec<Row> {
    tables.rows(&Outline::of_run(scenario, models.plain(), None, None))
}

type Of = (String, String, String);

/// One statistic of every figure of a measure.
fn figures(rows: &[Row], measure: &str, statistic: &str) -> BTreeMap<Of, f64> {
    let own = rows.iter().filter(|row| &*row.measure == measure && row.statistic == statistic);
    own.map(|row| {
        ((row.period.to_string(), row.measure.to_string(), row.group.to_string()), row.value)
    })
    .collect()
}

/// A scenario whose yearly arrivals are drawn.
fn drawn(rates: &[f64], years: u16) -> Scenario {
    let column = Column { sets: Sets::ReferralsPerYear, households: Vec::new(), rule: None };
    let mut scenario = asked(rates[0], years, ("", TWO));
    scenario.posterior = Some(Posterior {
        name: "test".to_owned(),
        held: std::collections::BTreeSet::new(),
        draws: None,
    });
    let rows = rates.iter().map(|rate| vec![*rate]).collect();
    scenario.with_draws(Arc::new(Draws::new(vec![column], rows)))
}

/// Every pattern that arrivals may have, with classes of household and with drawn numbers: of each period and group the mean
/// over histories lies within five standard errors of what was known beforehand (of some 200 figures, a false alarm about
/// once in 10,000 seeds), and told by its own help it is known without error.
#[test]
fn what_is_known_beforehand_is_what_is_drawn() {
    let patterns = [
        "",
        "growth_per_year = 0.08\nby_month = [3,1,1,1,1,1,1,1,1,1,1,2]",
        "by_weekday = [2,1,1,1,1,0,1]\nby_hour = [0,0,0,0,0,0,0,1,2,4,4,4,3,3,4,4,3,2,1,1,1,1,1,0]",
        "wave = { amplitude = 0.5, period_days = 300.0 }\ndispersion = { cv = 0.6, days = 20.0 }",
        "bursts = { per_year = 4.0, days = 30.0, referrals = 40.0 }\nby_hour = [0,0,0,0,0,0,0,1,2,4,4,4,3,3,4,4,3,2,1,1,1,1,1,0]\nwave = { amplitude = 0.9, period_days = 1.5 }",
    ];
    let scenarios = patterns.iter().map(|pattern| asked(400.0, 2, (pattern, TWO)));
    for scenario in scenarios.chain([drawn(&[200.0, 500.0, 900.0], 2)]) {
        with_models(&scenario, |models| {
            let tables = forecast::run_drawn(models, 0..600, || ()).unwrap();
            let rows = rows(models, &scenario, &tables);
            for measure in ["arrivals", "offered_nights"] {
                let of = |statistic| figures(&rows, measure, statistic);
                let (mean, se) = (of("mean"), of("se"));
                let (known, error) = (of("mean_controlled"), of("se_controlled"));
                assert!(known.len() >= 11, "{known:?}");
                for (of, known) in known {
                    let away = (mean[&of] - known) / se[&of];
                    assert!(away.abs() < 5.0, "{of:?}: {} beside {known}", mean[&of]);
                    assert!(error[&of] <= 1e-6 * known, "{of:?}: {}", error[&of]);
                }
            }
        });
    }
}

fn repeats() -> u32 {
    std::env::var("LINTEL_REPEATS").map_or(100, |repeats| repeats.parse().unwrap())
}

/// Lost in a year of 365 days, where so many ask in 365.25 (Erlang's formula).
fn lost(per_year: f64) -> f64 {
    let load = per_year / DAYS_OF_YEAR * STAY_DAYS;
    let blocked = (1..=37).fold(1.0, |blocked, units| {
        let asked = load * blocked;
        asked / (f64::from(units) + asked)
    });
    365.0 * per_year / DAYS_OF_YEAR * blocked
}

/// How often an interval of 95% held the truth, and the mean squares of errors said without and with controls.
#[derive(Debug, Default)]
struct Coverage {
    right: u32,
    plain: f64,
    controlled: f64,
}

fn coverage(scenario: &Scenario, truth: f64, histories: u32) -> Coverage {
    let mut found = Coverage::default();
    with_models(scenario, |models| {
        for repeat in 0..repeats() {
            let of = repeat * histories..(repeat + 1) * histories;
            let tables = forecast::run_drawn(models, of, || ()).unwrap();
            let rows = rows(models, scenario, &tables);
            let total = |statistic: &str| {
                let of = |row: &&Row| {
                    (&*row.period, &*row.measure, &*row.group) == ("total", "need_unmet", "all")
                };
                rows.iter().filter(of).find(|row| row.statistic == statistic).unwrap().value
            };
            let (mean, se) = (total("mean_controlled"), total("se_controlled"));
            let within = two_sided(0.05, u64::from(histories) - 3) * se;
            found.right += u32::from((mean - truth).abs() <= within);
            found.plain += total("se").powi(2);
            found.controlled += se.powi(2);
        }
    });
    found
}

/// Of 95 in 100, five standard errors of so many repeats fewer: false alarms once in a million.
fn holds(found: &Coverage) {
    let of = f64::from(repeats());
    let least = 0.95 * of - 5.0 * (of * 0.95 * 0.05).sqrt();
    assert!(f64::from(found.right) >= least, "{found:?} of {of}");
}

#[test]
fn a_mean_told_by_the_help_of_controls_is_right_as_often_as_it_says() {
    for (per_year, histories, ratio) in [(900.0, 100, 5.0), (650.0, 100, 2.0), (650.0, 40, 2.0)] {
        let found = coverage(&asked(per_year, 2, ("", ALONE)), 2.0 * lost(per_year), histories);
        eprintln!(
            "{per_year} a year, {histories} histories: {} of {} right, variance ratio {:.1}",
            found.right,
            repeats(),
            found.plain / found.controlled
        );
        holds(&found);
        assert!(found.plain > ratio * found.controlled, "{found:?}");
    }
}

/// What each draw asks differs more than chance does: known means tell that too, for all draws together are known.
#[test]
fn where_numbers_are_drawn_the_mean_over_all_draws_is_held_as_often() {
    let rates: Vec<f64> = (0..37).map(|draw| 500.0 + 15.0 * f64::from(draw)).collect();
    let truth = rates.iter().map(|rate| lost(*rate)).sum::<f64>() / 37.0;
    let found = coverage(&drawn(&rates, 2), 2.0 * truth, 60);
    eprintln!(
        "drawn: {} of {} right, variance ratio {:.1}",
        found.right,
        repeats(),
        found.plain / found.controlled
    );
    holds(&found);
    assert!(found.plain > 5.0 * found.controlled, "{found:?}");
}

/// Runs that stop by themselves: as often right, with and without draws, and sooner than without controls.
#[test]
fn a_run_that_stops_by_itself_profits() {
    let rates: Vec<f64> = (0..20).map(|draw| 650.0 + 15.0 * f64::from(draw)).collect();
    let mean = rates.iter().map(|rate| lost(*rate)).sum::<f64>() / 20.0;
    for (scenario, truth) in [(asked(800.0, 1, ("", ALONE)), lost(800.0)), (drawn(&rates, 1), mean)]
    {
        let (mut right, mut histories) = (0, 0_u64);
        with_models(&scenario, |models| {
            let draws = u32::try_from(models.draws()).unwrap();
            for repeat in 0..repeats() {
                let target = "6".parse().unwrap();
                let plan = StoppingRule { target, most: 6_400, years: 1, draws };
                let first = repeat * 6_400;
                let mut all = Tables::default();
                let reached = until(&plan, |which| {
                    let which = first + which.start..first + which.end;
                    let more = forecast::run_drawn(models, which, || ()).unwrap();
                    all = std::mem::take(&mut all).merge(more);
                    Ok::<_, Infallible>(all.headline())
                });
                let reached = reached.unwrap();
                histories += u64::from(reached.histories);
                right += u32::from((all.headline().mean() - truth).abs() <= reached.half_width);
            }
        });
        let of = repeats();
        eprintln!(
            "stops by itself: {right} of {of} right, {} histories each",
            histories.div_euclid(u64::from(of))
        );
        assert!(100 * right >= 95 * of, "{right} of {of}");
    }
}
