//! `lintel backtest`: known truths looked for in their calibrations, inside the model's family and outside it.

use super::args::{Backtest as Args, Format};
use super::calibrate::{Told, failure, progress, written};
use super::threads::pool;
use super::{Failure, Said, layout};
use crate::base::statistics::Portion;
use crate::doors::files::Folder;
use crate::planning::calibration::{
    self, AWAY, Backtest, EXACTLY, LEVELS, LOAD, Place, RATE, Ranks, Simulator, SimulatorParts,
    Table,
};
use crate::presentation::wording::reading::Reading;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;

/// What it comes to.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Backtested {
    /// The scenario.
    scenario: String,
    /// Seed of every draw.
    seed: u64,
    /// Draws among which truths were looked for.
    draws: u32,
    /// One for each reading and world.
    tests: Vec<Test>,
}

/// One reading in one world.
#[derive(Debug, Serialize, JsonSchema)]
struct Test {
    /// The reading.
    reading: String,
    /// The world; empty: the model's own family.
    world: String,
    /// What was found.
    #[serde(flatten)]
    found: Backtest,
}

/// The chance that right code is called wrong, all readings together.
const FAILS: f64 = 0.05;

/// What every world has in common: how many need a unit, how many units that fills, how many are turned away.
const SHOWN: [&str; 3] = [RATE, LOAD, AWAY];

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let told = Told::open(data, &args.scenario, &args.only)?;
    let threads = pool(args.threads)?;
    let tests = threads.install(|| tests(&told, args))?;
    let (scenario, seed) = (told.scenario.name.clone(), told.scenario.seed);
    let answer = Backtested { scenario, seed, draws: args.draws, tests };
    let table = csv(&answer)?;
    if let Some(out) = &args.out {
        let manifest = told.manifest(args.draws);
        let contents = [
            ("backtest.csv".to_owned(), table.clone().into_bytes()),
            ("backtest.json".to_owned(), layout::json(&answer).into_bytes()),
        ];
        Folder::alone(out)?.write_set("backtest.manifest.json", &manifest, &contents)?;
    }
    let text = match args.format {
        Format::Json => layout::json(&answer),
        Format::Csv => table,
        Format::Table => screen(&answer, args.out.as_deref()),
    };
    Ok(Said::done(text))
}

fn tests(told: &Told, args: &Args) -> Result<Vec<Test>, Failure> {
    let place = told.place();
    let parts = SimulatorParts::new(place).map_err(failure)?;
    let simulator = Simulator::new(&parts);
    let bar = progress(u64::from(2 * args.draws));
    let tick = || bar.inc(1);
    let table = Table::of(&simulator, 0..args.draws, &tick);
    let mut tests = Vec::new();
    let mut look = |world: &str, elsewhere: &Simulator<'_>| -> Result<(), Failure> {
        bar.set_message(world.to_owned());
        let truths = Table::truths(elsewhere, args.truths, &tick);
        for (_, reading) in told.readings().filter(|(_, reading)| !reading.what_if) {
            let pair = (&table, (elsewhere, &truths));
            let found =
                calibration::backtest(&simulator, pair, reading, EXACTLY).map_err(failure)?;
            tests.push(Test { reading: reading.name.clone(), world: world.to_owned(), found });
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
    bar.finish_and_clear();
    Ok(tests)
}

fn csv(answer: &Backtested) -> Result<String, Failure> {
    let mut rows = Vec::new();
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
    written(&head.into_iter().chain(names).collect::<Vec<_>>(), rows)
}

fn screen(answer: &Backtested, out: Option<&Path>) -> String {
    let mut text = String::new();
    let is_own = |test: &&Test| test.world.is_empty();
    for own in answer.tests.iter().filter(is_own) {
        let Backtest { truths, effective, unexplained, .. } = &own.found;
        let (scenario, name) = (&*answer.scenario, &*own.reading);
        let title = Reading { scenario, name, what_if: false }.of_scenario();
        text += &layout::wrapped("", &title);
        let about = format!(
            "{truths} truths drawn from the priors, put on record and looked for among {} draws, which count as {effective:.0} alike in the middle case; {unexplained} found no draw that explains them.",
            answer.draws
        );
        text += &layout::wrapped("  ", &about);
        text += &layout::wrapped("  ", &uniform(answer, &own.found));
        text += &covered(answer, own);
        text.push('\n');
    }
    text += &layout::wrapped(
        "",
        "How often intervals held the truth: households that need a unit a year (rate), units they would fill (load), households turned away. In brackets the 95% interval of that share over the truths; * all of it lies below what the interval says. A world outside the family is one the model is not made for: where its intervals hold less than they say, they are too narrow for such a world, and the program does not widen them.",
    );
    if let Some(out) = out {
        let said = format!(
            "Written to {}: backtest.csv, backtest.json, backtest.manifest.json.",
            out.display()
        );
        text += &layout::wrapped("", &said);
    }
    text
}

/// Whether ranks are uniform, the chance of the records among them.
fn uniform(answer: &Backtested, found: &Backtest) -> String {
    let own = answer.tests.iter().filter(|test| test.world.is_empty());
    #[expect(clippy::cast_precision_loss, reason = "a handful of quantities")]
    let each = FAILS / own.map(|test| test.found.ranks.len()).sum::<usize>().max(1) as f64;
    let uneven: Vec<String> = found
        .ranks
        .iter()
        .filter(|ranks| ranks.p < each)
        .map(|ranks| format!("{} (p {:.5})", ranks.quantity, ranks.p))
        .collect();
    let least = found.ranks.iter().map(|ranks| ranks.p).fold(1.0, f64::min);
    let quantities = found.ranks.len();
    if uneven.is_empty() {
        format!(
            "Inside the family ranks are uniform for all {quantities} quantities, the log-likelihood of the records among them (least p {least:.3})."
        )
    } else {
        format!(
            "Inside the family ranks are NOT uniform for {}: these intervals are not what they say.",
            uneven.join(", ")
        )
    }
}

fn covered(answer: &Backtested, own: &Test) -> String {
    let head = ["  world", "", "50% held", "80% held", "95% held"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let same = |test: &&Test| test.reading == own.reading;
    for test in answer.tests.iter().filter(same) {
        let name = if test.world.is_empty() { "inside the family" } else { &test.world };
        let found = |quantity: &str| test.found.ranks.iter().find(|r| r.quantity == quantity);
        for (at, ranks) in SHOWN.iter().filter_map(|quantity| found(quantity)).enumerate() {
            let name = if at == 0 { format!("  {name}") } else { String::new() };
            let cells = ranks.covered.iter().zip(LEVELS).map(|(held, level)| said(held, level));
            rows.push([name, ranks.quantity.clone()].into_iter().chain(cells).collect());
        }
    }
    layout::columns(&rows) + &under(answer, own)
}

fn said(held: &Portion, level: f64) -> String {
    let mark = if held.high < level { "*" } else { "" };
    format!("{:.0}% ({:.0}-{:.0}){mark}", 100.0 * held.share, 100.0 * held.low, 100.0 * held.high)
}

/// Where intervals hold too little, in words.
fn under(answer: &Backtested, own: &Test) -> String {
    const LAST: usize = LEVELS.len() - 1;
    let mut worst: Vec<(&str, &Ranks)> = Vec::new();
    for test in answer.tests.iter().filter(|test| test.reading == own.reading) {
        let is_under = |ranks: &&Ranks| {
            SHOWN.contains(&&*ranks.quantity) && ranks.covered[LAST].high < LEVELS[LAST]
        };
        let name = if test.world.is_empty() { "inside the family" } else { &test.world };
        worst.extend(test.found.ranks.iter().filter(is_under).map(|ranks| (name, ranks)));
    }
    worst.sort_by(|a, b| a.1.covered[LAST].share.total_cmp(&b.1.covered[LAST].share));
    let Some((world, ranks)) = worst.first() else {
        return layout::wrapped(
            "  ",
            "No 95% interval held the truth less often than it says, as far as so many truths can tell.",
        );
    };
    let said = format!(
        "{} of these 95% intervals held too little; the worst: \u{201c}{}\u{201d} in the world \u{201c}{world}\u{201d}, {:.0} in 100.",
        worst.len(),
        ranks.quantity,
        100.0 * ranks.covered[LAST].share
    );
    layout::wrapped("  ", &said)
}
