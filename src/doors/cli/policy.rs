//! `lintel policy`: orders of units compared on the same tapes, as a table for a person, CSV or JSON.

use super::args::{Format, Policy as Args};
use super::outputs::POLICY;
use super::progress::Shown;
use super::{Failure, Said, layout};
use crate::base::geography::Geography;
use crate::base::statistics::{Interval, float};
use crate::doors::files;
use crate::doors::files::scenarios::Opened;
use crate::doors::files::{DataFolder, Folder};
use crate::doors::tasks::planning::{Bar, Unit, Watch, pool};
use crate::inputs::estate::OccupiedEstate;
use crate::inputs::scenario::Scenario;
use crate::planning::forecast::Manifest;
use crate::planning::policy::{
    self, BOUNDED_TAPES, ExperimentDesign, Figures, Policy, PolicyReading, PolicyReport, STEPS,
    Study, StudyError,
};
use crate::presentation::render::json::PolicyComparison;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use anyhow::anyhow;
use std::path::Path;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let data = DataFolder::open(data)?;
    let opened = data.scenario(&args.scenario)?.replicated(args.replications);
    refuse_second_requests(&opened)?;
    let (mut inputs, mut homes) = (opened.inputs(), Vec::new());
    for scenario in &opened.scenarios {
        let folder = files::scenario_estate(&data.path, &scenario.estate, &opened.file)?;
        let (own, read) = data.estate(&folder)?;
        homes.push(own);
        inputs.extend(read);
    }
    let threads = pool(args.run.threads)?;
    let bar = Shown.begin(Unit::Steps, Some(STEPS * opened.scenarios.len() as u64));
    let place = (&*homes, &data.geography);
    let studies = threads.install(|| studies(&opened, place, &plan(args), &*bar))?;
    drop(bar);
    let codename = |which: usize, unit: usize| homes[which].estate.units[unit].name.clone();
    let report = policy::report(env!("CARGO_PKG_VERSION"), &studies, codename);
    let table = csv(&report)?;
    if let Some(out) = &args.out {
        inputs.extend(data.map());
        write(out, &report, &table, &Manifest::new(&opened.scenarios, inputs))?;
    }
    let text = match args.run.format {
        Format::Json => layout::json(&PolicyComparison::from(&report)),
        Format::Csv => table,
        Format::Table => {
            let out = args.out.as_ref().map(|out| out.display().to_string());
            terminal::render(&wording::policy::policy(&report, out.as_deref()))
        }
    };
    Ok(Said::done(text))
}

/// What nobody could beat is known only where every household asks once.
fn refuse_second_requests(opened: &Opened) -> Result<(), Failure> {
    let asks_again =
        |scenario: &&Scenario| scenario.repeats.is_some() || scenario.returns.is_some();
    match opened.scenarios.iter().find(asks_again) {
        None => Ok(()),
        Some(scenario) => Err(anyhow!(
            "in {} households may ask again ([repeats], [returns]), and the best that any order could do is known only where each asks once: leave them out, or hold scenarios against each other with lintel compare",
            scenario.name
        )
        .into()),
    }
}

fn plan(args: &Args) -> ExperimentDesign {
    ExperimentDesign {
        contenders: args.compare.clone(),
        replications: args.replications,
        training: args.training,
        bounded: BOUNDED_TAPES,
    }
}

fn studies(
    opened: &Opened,
    (homes, geography): (&[OccupiedEstate], &Geography),
    plan: &ExperimentDesign,
    bar: &dyn Bar,
) -> Result<Vec<Study>, Failure> {
    let mut studies = Vec::new();
    for (scenario, homes) in opened.scenarios.iter().zip(homes) {
        let named = (&*opened.file, scenario);
        let study = policy::study(named, homes, geography, plan, &|| bar.step());
        studies.push(study.map_err(|why| match why {
            StudyError::Issues(issues) => Failure::Issues(issues),
            other => Failure::Other(other.into()),
        })?);
    }
    Ok(studies)
}

/// The table, the answer and what made it, or none of them.
fn write(
    out: &Path,
    report: &PolicyReport,
    table: &str,
    manifest: &Manifest,
) -> Result<(), Failure> {
    let json = layout::json(&PolicyComparison::from(report)).into_bytes();
    let contents = POLICY.filled([table.as_bytes().to_vec(), json]);
    Folder::alone(out)?.write_set(POLICY.manifest, manifest, &contents)
}

/// One figure of the tidy table.
struct Row<'a> {
    level: &'a str,
    policy: &'a str,
    learned_from: &'a str,
    measure: &'a str,
    group: &'a str,
    value: Interval,
}

/// Every figure with its interval, a line each.
fn csv(report: &PolicyReport) -> Result<String, Failure> {
    let heads = [
        "scenario",
        "reading",
        "level",
        "load",
        "policy",
        "learned_from",
        "measure",
        "group",
        "mean",
        "low",
        "high",
    ];
    let of = |reading| rows(reading).into_iter().map(move |row| cells(reading, row));
    files::table(heads, report.readings.iter().flat_map(of))
}

fn cells(reading: &PolicyReading, (load, row): (String, Row<'_>)) -> Vec<String> {
    let Interval { mean, low, high } = row.value;
    let words = [&*reading.scenario, &*reading.reading, row.level, &load];
    let words = words.into_iter().chain([row.policy, row.learned_from, row.measure, row.group]);
    let numbers = [mean, low, high].map(|value| format!("{value:.6}"));
    words.map(ToOwned::to_owned).chain(numbers).collect()
}

fn rows(reading: &PolicyReading) -> Vec<(String, Row<'_>)> {
    let mut all = Vec::new();
    for round in &reading.rounds {
        let level = round.regime.level.name();
        let exactly = |value: f64| Interval { mean: value, low: value, high: value };
        let row = |policy, measure, group, value| Row {
            level,
            policy,
            learned_from: "",
            measure,
            group,
            value,
        };
        let mut rows = figures(("preference", ""), level, "", &round.preference);
        rows.extend(round.policies.iter().flat_map(|policy| differences(level, policy)));
        for price in &round.prices {
            rows.push(row("preference", "price_by_night", &price.class, price.by_night));
            rows.push(row("preference", "price_by_stay", &price.class, price.by_stay));
            let erlang = exactly(price.erlang_by_night);
            rows.push(row("preference", "erlang_by_night", &price.class, erlang));
        }
        let count = |n: i64| exactly(float(n));
        rows.push(row("anybody", "one_year_asked", "all", count(round.bound.asked)));
        rows.push(row("anybody", "one_year_housed_at_most", "all", count(round.bound.at_most)));
        for (policy, housed) in &round.bound.housed {
            rows.push(row(policy, "one_year_housed", "all", count(*housed)));
        }
        let fluid = exactly(round.bound.fluid_a_year);
        rows.push(row("anybody", "steady_stream_housed_at_most", "all", fluid));
        all.extend(rows.into_iter().map(|row| (format!("{:.4}", round.regime.load), row)));
    }
    all
}

fn differences<'a>(level: &'a str, policy: &'a Policy) -> Vec<Row<'a>> {
    let named = (&*policy.policy, &*policy.learned_from);
    let mut rows = figures(named, level, "difference_", &policy.difference);
    for (measure, value) in [("turned_away_lost", policy.lost), ("turned_away_won", policy.won)] {
        let (policy, learned_from) = named;
        rows.push(Row { level, policy, learned_from, measure, group: "all", value });
    }
    rows
}

/// Figures by the measure; differences have a name of their own.
fn figures<'a>(
    (policy, learned_from): (&'a str, &'a str),
    level: &'a str,
    prefix: &str,
    figures: &'a Figures,
) -> Vec<Row<'a>> {
    let [turned_away, points, nights] = if prefix.is_empty() {
        ["turned_away", "points", "nights_lived_in"]
    } else {
        ["difference_turned_away", "difference_points", "difference_nights_lived_in"]
    };
    let row = |measure, group, value| Row { level, policy, learned_from, measure, group, value };
    let mut rows = vec![
        row(turned_away, "all", figures.turned_away),
        row(points, "all", figures.points),
        row(nights, "all", figures.nights),
    ];
    let groups = figures.by_barrier.iter().chain(&figures.by_class);
    rows.extend(groups.map(|group| row(turned_away, &*group.group, group.turned_away)));
    rows
}
