//! A terminal and a browser say the same words in the same order; what to do next each names in its own way.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::common;
use crate::said_alike::says_the_same_everywhere;
use crate::typed::flowing;
use lintel::base::geography::Geography;
use lintel::base::statistics::Portion;
use lintel::engine::demand::{self, Record, Service, read_refused};
use lintel::engine::simulation::Model;
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::scenario::Scenario;
use lintel::planning::calibration::{Backtest, Backtested, LEVELS, RATE, Ranks, WorldTest};
use lintel::planning::forecast::{self, Comparison, Comparisons, Forecast, Manifest, Outline};
use lintel::planning::verify;
use lintel::presentation::chart;
use lintel::presentation::render::terminal;
use lintel::presentation::report::{self, Again, Subject};
use lintel::presentation::wording;
use lintel::presentation::wording::checked::{InOrder, Remaining, SetFound, in_order};
use lintel::presentation::wording::demand::RefusedTold;
use lintel::presentation::wording::files::Pictured;
use lintel::presentation::wording::place::{Typed, places};
use lintel::presentation::wording::{returns, serving};
use lintel::service::returns::{Balance, CountedIn, Line, OfType, Period, Row, Standing};
use std::collections::BTreeMap;

#[test]
fn an_estate_is_told_in_the_same_words_everywhere() {
    let geography = common::geography();
    let now = crate::screens::NOW.parse().unwrap();
    for folder in ["data/stoke-on-trent", "data/plymouth"] {
        let document = wording::units::units(&common::homes(folder, &geography), now);
        says_the_same_everywhere(&document);
        assert!(flowing(&terminal::render(&document)).contains("Anybody in danger: 999."));
    }
}

/// Histories of a scenario in one reading.
fn run(scenario: &Scenario, homes: &OccupiedEstate, geography: &Geography) -> (Outline, Forecast) {
    let demand = demand::build("test", scenario, &homes.estate, geography).unwrap();
    let model = Model::new(scenario, homes.both(), geography, &demand);
    let tables = forecast::run(&model, 0..scenario.replications, || ()).unwrap();
    let outline = Outline::of(scenario, &model);
    let forecast = Forecast::of(&outline, &tables).unwrap();
    (outline, forecast)
}

#[test]
fn forecasts_and_their_page_are_told_in_the_same_words_everywhere() {
    let geography = common::geography();
    let homes = common::homes("data/stoke-on-trent", &geography);
    let waiting = "base = \"stoke-37\"\nreplications = 8\n[waiting]\npatience = \"unlimited\"\n";
    for over in ["base = \"stoke-37\"\nreplications = 8\n", waiting] {
        let scenarios = common::scenarios(over);
        let of = |scenario| run(scenario, &homes, &geography);
        let runs: Vec<(Outline, Forecast)> = scenarios.iter().map(of).collect();
        let forecasts: Vec<Forecast> = runs.iter().map(|(_, forecast)| forecast.clone()).collect();
        let (pictures, skipped) = chart::of_forecasts(&forecasts).unwrap();
        let told: Vec<(&Outline, &Forecast)> = runs.iter().map(|(o, f)| (o, f)).collect();
        let files = Pictured {
            folder: "out",
            files: &["forecast.csv"],
            pictures: &pictures.iter().map(|scene| scene.name).collect::<Vec<_>>(),
            skipped: &skipped.iter().map(|one| (one.name, one.why)).collect::<Vec<_>>(),
        };
        says_the_same_everywhere(&wording::forecast::forecast(&told, &files).unwrap());
        let manifest =
            Manifest::of(BTreeMap::new(), runs.iter().map(|(o, _)| o.run.clone()).collect());
        let again = Again {
            scenario: "stoke-37".to_owned(),
            waiting: None,
            evidence_of: None,
            replications: None,
            quick: true,
        };
        let subject = Subject {
            estate: &homes.estate,
            occupancy: &homes.occupancy,
            evidence: &common::evidence(),
            scenarios: &scenarios,
            runs: &runs,
            waiting: &[],
            expansion: None,
            calibration: &[],
            no_calibration: None,
            unknowns: None,
            pictures: &pictures,
            manifest: &manifest,
            again: &again,
            own: &[],
        };
        says_the_same_everywhere(&report::document(&subject).unwrap());
    }
}

#[test]
fn comparisons_are_told_in_the_same_words_everywhere() {
    let geography = common::geography();
    let homes = common::homes("data/stoke-on-trent", &geography);
    let busy = |over: &str| common::scenarios(&format!("base = \"stoke-37\"\n{over}")).remove(1);
    let scenarios = [busy(""), busy("[move_on.default]\nmean_days = 90\n")];
    let of = |scenario| demand::build("test", scenario, &homes.estate, &geography).unwrap();
    let demands = scenarios.each_ref().map(of);
    let models: Vec<Model<'_>> = scenarios
        .iter()
        .zip(&demands)
        .map(|(scenario, demand)| Model::new(scenario, homes.both(), &geography, demand))
        .collect();
    let paired = forecast::compare(&models, 12, || ()).unwrap();
    let comparison = Comparison {
        scenario: "slow".to_owned(),
        against: "stoke-37".to_owned(),
        reading: "busy".to_owned(),
        what_if: true,
        histories: paired.replications(),
        years: 5,
        differences: paired.differences(1, paired.figures()),
    };
    let document = wording::compare::compare(&Comparisons { comparisons: vec![comparison] }, None);
    says_the_same_everywhere(&document);
    let said = flowing(&terminal::render(&document));
    assert!(said.contains("slow against stoke-37, what if \u{201c}busy\u{201d}"), "{said}");
}

#[test]
fn what_refusals_tell_is_told_in_the_same_words_everywhere() {
    let service = Service { units: 20, stay_days: 140.0, days: 365.0 };
    let records: Vec<RefusedTold> = [(16, 150), (10, 10)]
        .into_iter()
        .map(|(refused, of)| {
            let share = Portion::new(f64::from(refused) / f64::from(of), u64::from(of));
            let record = Record { refused, of, shares: [share.low, share.high] };
            RefusedTold { refused, of, share, readings: read_refused(service, record) }
        })
        .collect();
    for assumed in [140.0, 90.0] {
        says_the_same_everywhere(&wording::demand::demand(service, &records, assumed));
    }
}

#[test]
fn what_places_are_taken_to_be_is_told_in_the_same_words_everywhere() {
    let geography = common::geography();
    let homes = common::homes("data/stoke-on-trent", &geography);
    let home = homes.estate.home_sectors();
    let texts = ["Hanley", "ST1 4AB", "Kent", "Nowhere at all", " "];
    let areas = texts.map(|text| geography.resolve(text, homes.estate.viewpoint(&home)));
    let typed: Vec<Typed<'_>> =
        texts.iter().zip(&areas).map(|(text, area)| Typed { text, area }).collect();
    says_the_same_everywhere(&places(&typed));
}

#[test]
fn what_theory_says_is_told_in_the_same_words_everywhere() {
    let all = verify::oracles();
    let few = all.into_iter().enumerate().filter(|(_, oracle)| oracle.name.starts_with("two-and"));
    let few: Vec<_> = few.collect();
    // A bias is not found among so few histories, and one figure is made to differ.
    let mut report = verify::verify(&few, None, Some(3), || ()).unwrap();
    assert!(report.too_few_histories > 0);
    says_the_same_everywhere(&wording::verify::verify(&report));
    report.differ = 1;
    let document = wording::verify::verify(&report);
    says_the_same_everywhere(&document);
    let said = flowing(&terminal::render(&document));
    assert!(said.contains("Run it again with --seed."), "{said}");
}

#[test]
fn intervals_that_hold_too_little_are_told_in_the_same_words_everywhere() {
    let test = |world: &str, held: f64| {
        let covered = LEVELS.map(|level| Portion::new(level * held, 400));
        let quantity = RATE.to_owned();
        let ranks = Ranks {
            quantity,
            unit: "households".to_owned(),
            bins: [20; 10],
            chi_squared: 3.0,
            p: held / 10.0,
            covered,
        };
        let found = Backtest { truths: 400, effective: 90.0, unexplained: 3, ranks: vec![ranks] };
        WorldTest { reading: "as counted".to_owned(), world: world.to_owned(), found }
    };
    let tests = vec![test("", 1.0), test("heavier tails", 0.7)];
    let answer = Backtested { scenario: "invented".to_owned(), seed: 1, draws: 500, tests };
    says_the_same_everywhere(&wording::backtest::backtest(&answer, Some("out")));
}

#[test]
fn what_is_in_order_is_told_in_the_same_words_everywhere() {
    let geography = common::geography();
    let homes = common::homes("data/stoke-on-trent", &geography);
    let now = "2027-11-20T18:00:00Z".parse().unwrap();
    let kind = "placeholders";
    let remaining = [Remaining { kind, files: vec![("units.csv".to_owned(), 3)] }];
    let of_no_set = vec!["notes.txt".to_owned()];
    let found = SetFound { whole: vec![("manifest.json".to_owned(), 9)], shards: 2, of_no_set };
    for what in [
        InOrder::Evidence(1),
        InOrder::Scenario(2),
        InOrder::Estate(&homes, now, &remaining),
        InOrder::Set(&found),
    ] {
        let document = in_order("data/some-file", what);
        says_the_same_everywhere(&document);
        assert!(terminal::render(&document).starts_with("data/some-file: "));
    }
}

/// A figure of a return, of which two referrals made some and nobody the rest.
fn row(line: Line, category: &str, value: u64) -> Row {
    Row {
        line,
        kind: OfType::All,
        category: category.to_owned(),
        counts: CountedIn::Household,
        value: Some(value.into()),
        standing: Standing::Counted,
        made_of: if value == 0 { Vec::new() } else { vec!["R-1".to_owned(), "R-2".to_owned()] },
    }
}

#[test]
fn a_return_is_told_in_the_same_words_everywhere() {
    let rows = [row(Line::I, "all", 2), row(Line::Vi, "all", 0), row(Line::Iii, "all", 2)];
    let parts = [returns::Part::of("mhclg", &rows)];
    let now = "2026-11-20T18:00:00Z".parse().unwrap();
    let period = Period::read("2026-27").unwrap();
    let files = ["mhclg.csv", "mhclg.xlsx"];
    for (written, came) in [(None, 2), (Some(("out", &files[..])), 3)] {
        let document = returns::screen(&returns::Screen {
            provider: "Harbour",
            which: "mhclg",
            period,
            begins: Some(period.last),
            known_at: now,
            parts: &parts,
            balance: Some(Balance { came, went: 2 }),
            odd: 3,
            is_first_copy: written.is_none(),
            replaced: written.map(|_| "2025-26"),
            written,
        });
        says_the_same_everywhere(&document);
        let said = terminal::render(&document);
        assert_eq!(said.matches("            2  ").count(), 1, "breakdowns are left out: {said}");
    }
    let rows: Vec<&Row> = rows.iter().collect();
    says_the_same_everywhere(&returns::explained("mhclg", &rows));
    says_the_same_everywhere(&returns::explained("mhclg", &rows[1..2]));
    let of_one = terminal::render(&returns::explained("mhclg", &rows[..1]));
    assert!(of_one.ends_with("\n  R-1, R-2\n"), "{of_one}");
    for document in [
        returns::drawn("Fewer asked.", "out", "asked"),
        returns::case_files_drawn(1, 7, "out/case-files.csv"),
        returns::frozen("kpi", period, "out/kpi.frozen.csv", now),
        wording::files::records(
            "out",
            ("2026-11-20T18:00:00Z", Some((period.first, period.last))),
            "lintel calibrate",
        ),
    ] {
        says_the_same_everywhere(&document);
    }
}

#[test]
fn a_table_taken_over_is_told_in_the_same_words_everywhere() {
    let events = BTreeMap::from([("referred".to_owned(), 2), ("arrived".to_owned(), 1)]);
    let document = wording::register::table_imported(&events, "a sheet", false);
    says_the_same_everywhere(&document);
    assert_eq!(
        terminal::render(&document),
        "3 events recorded: 1 arrived, 2 referred. Read as: a sheet.\n"
    );
    says_the_same_everywhere(&wording::register::table_imported(&events, "a sheet", true));
    let nothing = wording::register::table_imported(&BTreeMap::new(), "a sheet", false);
    assert!(terminal::render(&nothing).starts_with("Nothing to record: "));
}

#[test]
fn whoever_opens_the_desk_is_told_in_the_same_words_everywhere() {
    for document in [
        serving::new_manager("manager", "seven-words"),
        serving::desk_open("http://127.0.0.1:8080"),
        serving::desk_closed(),
    ] {
        says_the_same_everywhere(&document);
    }
}
