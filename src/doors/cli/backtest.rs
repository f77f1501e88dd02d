//! `lintel backtest`: known truths looked for in their calibrations, inside the model's family and outside it.

use super::args::{Backtest as Args, Format};
use super::data_source::door;
use super::outputs::{BACKTEST, CAME};
use super::progress::Shown;
use super::{Failure, Said, layout};
use crate::base::statistics::Portion;
use crate::doors::files::{self, DataFolder, Folder, made_by};
use crate::doors::tasks::planning::calibrate::failure;
use crate::doors::tasks::planning::hindcast::{self, Asked};
use crate::doors::tasks::planning::{Bar, Told, Unit, Watch, pool};
use crate::planning::calibration::{
    self, Backtested, Came, Compared, EXACTLY, EvidenceReading, LEVELS, Place, Simulator,
    SimulatorParts, Table, WorldTest,
};
use crate::presentation::render::terminal;
use crate::presentation::wording;
use crate::service::returns::Period;
use jiff::Timestamp;
use serde_json::json;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Args) -> Result<Said, Failure> {
    if let Some(period) = args.period {
        return of_the_register(data, now, (args, period));
    }
    let data = DataFolder::open(data)?;
    let told = Told::open(&data, &args.scenario, &args.only)?;
    let bar = Shown.begin(Unit::Draws, Some(u64::from(2 * args.draws)));
    let readings: Vec<&EvidenceReading> = told.readings().map(|(_, reading)| reading).collect();
    let place = told.place();
    let tests = pool(args.run.threads)?.install(|| tests(place, &readings, args, &*bar))?;
    drop(bar);
    let (scenario, seed) = (told.scenario.name.clone(), told.scenario.seed);
    let answer = Backtested { scenario, seed, draws: args.draws, tests };
    let table = csv(&answer)?;
    if let Some(out) = &args.out {
        let manifest = told.manifest(args.draws);
        let json = layout::json(&answer).into_bytes();
        let contents = BACKTEST.filled([table.clone().into_bytes(), json]);
        Folder::alone(out)?.write_set(BACKTEST.manifest, &manifest, &contents)?;
    }
    let text = match args.run.format {
        Format::Json => layout::json(&answer),
        Format::Csv => table,
        Format::Table => {
            let out = args.out.as_ref().map(|out| out.display().to_string());
            terminal::render(&wording::backtest::backtest(&answer, out.as_deref()))
        }
    };
    Ok(Said::done(text))
}

/// The register's own year: what its first nine months say of its last three.
fn of_the_register(
    data: &Path,
    now: Timestamp,
    (args, period): (&Args, Period),
) -> Result<Said, Failure> {
    let mut door = door(data, &args.whereabouts, None)?.ok_or_else(|| {
        Failure::Usage("--period is of a register's year: say which with --register".to_owned())
    })?;
    let asked = Asked {
        scenario: &args.scenario,
        period,
        known_at: now,
        draws: args.draws,
        threads: args.run.threads,
    };
    let came = hindcast::work(&mut door, &DataFolder::open(data)?, asked, &Shown)?;
    let head = door.register.mark_at(now)?;
    let (json, table) =
        (layout::json(&json!({ "came": came, "register": head })), table_of(&came)?);
    if let Some(out) = &args.out {
        let made_by = made_by(json!({
            "scenario": args.scenario, "period": period.to_string(), "draws": args.draws, "register": head,
        }));
        let contents = CAME.filled([&table, &json].map(|text| text.clone().into_bytes()));
        Folder::alone(out)?.write_set(CAME.manifest, &made_by, &contents)?;
    }
    Ok(Said::done(match args.run.format {
        Format::Json => json,
        Format::Csv => table,
        Format::Table => {
            let out = args.out.as_ref().map(|out| out.display().to_string());
            terminal::render(&wording::evidence::came(&came, &head, out.as_deref()))
        }
    }))
}

/// Figure by figure.
fn table_of(came: &Came) -> Result<String, Failure> {
    let row = |of: &Compared| {
        let name = serde_json::to_value(of.figure).unwrap_or_default();
        let ends = [of.low, of.median, of.high].map(|end| end.to_string());
        let [low, median, high] = ends;
        let came = of.came.map_or_else(String::new, |came| came.to_string());
        [name.as_str().unwrap_or_default().to_owned(), low, median, high, came]
    };
    let heads = ["figure", "p2_5", "p50", "p97_5", "came"];
    files::table(heads, came.figures.iter().map(row))
}

fn tests(
    place: Place<'_>,
    readings: &[&EvidenceReading],
    args: &Args,
    bar: &dyn Bar,
) -> Result<Vec<WorldTest>, Failure> {
    let parts = SimulatorParts::new(place).map_err(failure)?;
    let simulator = Simulator::new(&parts);
    let tick = || bar.step();
    let table = Table::of(&simulator, 0..args.draws, &tick);
    let mut tests = Vec::new();
    let mut look = |world: &str, elsewhere: &Simulator<'_>| -> Result<(), Failure> {
        bar.on(world);
        let truths = Table::truths(elsewhere, args.truths, &tick);
        for reading in readings.iter().filter(|reading| !reading.what_if) {
            let pair = (&table, (elsewhere, &truths));
            let found =
                calibration::backtest(&simulator, pair, reading, EXACTLY).map_err(failure)?;
            tests.push(WorldTest { reading: reading.name.clone(), world: world.to_owned(), found });
        }
        Ok(())
    };
    look("", &simulator)?;
    for world in &place.calibration.worlds {
        let scenario = simulator.elsewhere(world);
        let calibration = place.calibration.in_world(world);
        let place = Place { scenario: &scenario, calibration: &calibration, ..place };
        let parts = SimulatorParts::new(place).map_err(failure)?;
        look(&world.name, &Simulator::new(&parts))?;
    }
    Ok(tests)
}

fn csv(answer: &Backtested) -> Result<String, Failure> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for test in &answer.tests {
        for ranks in &test.found.ranks {
            let words = [&answer.scenario, &test.reading, &test.world, &ranks.quantity];
            let own = words.map(Clone::clone).into_iter().chain([
                test.found.truths.to_string(),
                format!("{:.4}", ranks.chi_squared),
                format!("{:.6}", ranks.p),
            ]);
            let covered = ranks.covered.iter().flat_map(|Portion { share, low, high }| {
                [share, low, high].map(|value| format!("{value:.4}"))
            });
            rows.push(own.chain(covered).chain(ranks.bins.map(|bin| bin.to_string())).collect());
        }
    }
    let bins: Vec<String> = (1..=10).map(|tenth| format!("tenth_{tenth}")).collect();
    let covered: Vec<String> = LEVELS
        .iter()
        .flat_map(|level| {
            let name = format!("covered_{:.0}", 100.0 * level);
            [name.clone(), format!("{name}_low"), format!("{name}_high")]
        })
        .collect();
    let head = ["scenario", "reading", "world", "quantity", "truths", "chi_squared", "p"];
    let names = covered.iter().chain(&bins).map(String::as_str);
    files::table(head.into_iter().chain(names), rows)
}
