//! How often intervals held the truth, inside the model's family and outside it.

use super::files;
use super::reading::Reading;
use crate::base::statistics::{Portion, float};
use crate::planning::calibration::{
    AWAY, Backtest, Backtested, LEVELS, LOAD, RATE, Ranks, WorldTest,
};
use crate::presentation::document::{Block, Document, Row, Section, Table, Text};

/// The chance that right code is called wrong, all readings together.
const FAILS: f64 = 0.05;

/// What every world has in common: how many need a unit, how many units that fills, how many are turned away.
const SHOWN: [&str; 3] = [RATE, LOAD, AWAY];

const INSIDE: &str = "inside the family";

/// Every reading, and where it was written to.
pub fn backtest(answer: &Backtested, out: Option<&str>) -> Document {
    let mut blocks = vec![Block::paragraph(
        "How often intervals held the truth: households that need a unit a year (rate), units they would fill (load), households turned away. In brackets the 95% interval of that share over the truths; * all of it lies below what the interval says. A world outside the family is one the model is not made for: where its intervals hold less than they say, they are too narrow for such a world, and the program does not widen them.",
    )];
    let names = ["backtest.csv", "backtest.json", "backtest.manifest.json"];
    blocks.extend(out.map(|out| files::written(out, &names)));
    let own = answer.tests.iter().filter(|test| test.is_own());
    let end = Section::plain("rests-on", blocks);
    Document::of(own.map(|own| reading(answer, own)).chain([end]))
}

fn reading(answer: &Backtested, own: &WorldTest) -> Section {
    let Backtest { truths, effective, unexplained, .. } = &own.found;
    let (scenario, name) = (&*answer.scenario, &*own.reading);
    let title = Reading { scenario, name, what_if: false }.of_scenario();
    let about = format!(
        "{truths} truths drawn from the priors, put on record and looked for among {} draws, which count as {effective:.0} alike in the middle case; {unexplained} found no draw that explains them.",
        answer.draws
    );
    let worlds = || answer.tests.iter().filter(|test| test.reading == own.reading);
    let blocks = vec![
        Block::paragraph(about),
        Block::paragraph(uniform(answer, &own.found)),
        Block::Table(covered(worlds())),
        Block::paragraph(under(worlds())),
    ];
    Section::new("reading", title, blocks)
}

/// Whether ranks are uniform, the chance of the records among them.
fn uniform(answer: &Backtested, found: &Backtest) -> String {
    let own = answer.tests.iter().filter(|test| test.is_own());
    let each = FAILS / float(own.map(|test| test.found.ranks.len()).sum::<usize>().max(1));
    let uneven = found.ranks.iter().filter(|ranks| ranks.p < each);
    let uneven: Vec<String> =
        uneven.map(|ranks| format!("{} (p {:.5})", ranks.quantity, ranks.p)).collect();
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

fn world(test: &WorldTest) -> &str {
    if test.is_own() { INSIDE } else { &test.world }
}

fn covered<'a>(worlds: impl Iterator<Item = &'a WorldTest>) -> Table {
    let mut rows = Vec::new();
    for test in worlds {
        let found = |quantity: &str| test.found.ranks.iter().find(|r| r.quantity == quantity);
        for (at, ranks) in SHOWN.iter().filter_map(|quantity| found(quantity)).enumerate() {
            let name = if at == 0 { world(test) } else { "" };
            let held = ranks.covered.iter().zip(LEVELS).map(|(held, level)| share(held, level));
            let cells = [name.to_owned(), ranks.quantity.clone()].into_iter().chain(held);
            rows.push(Row::Cells(cells.map(Text::from).collect()));
        }
    }
    let head = ["world", "", "50% held", "80% held", "95% held"].map(Text::from).to_vec();
    Table { head, rows, ..Table::default() }
}

fn share(held: &Portion, level: f64) -> String {
    let mark = if held.high < level { "*" } else { "" };
    format!("{:.0}% ({:.0}-{:.0}){mark}", 100.0 * held.share, 100.0 * held.low, 100.0 * held.high)
}

/// Where intervals hold too little, in words.
fn under<'a>(worlds: impl Iterator<Item = &'a WorldTest>) -> String {
    const LAST: usize = LEVELS.len() - 1;
    let mut worst: Vec<(&str, &Ranks)> = Vec::new();
    for test in worlds {
        let is_under = |ranks: &&Ranks| {
            SHOWN.contains(&&*ranks.quantity) && ranks.covered[LAST].high < LEVELS[LAST]
        };
        worst.extend(test.found.ranks.iter().filter(is_under).map(|ranks| (world(test), ranks)));
    }
    worst.sort_by(|a, b| a.1.covered[LAST].share.total_cmp(&b.1.covered[LAST].share));
    let Some((world, ranks)) = worst.first() else {
        return "No 95% interval held the truth less often than it says, as far as so many truths can tell.".to_owned();
    };
    format!(
        "{} of these 95% intervals held too little; the worst: \u{201c}{}\u{201d} in the world \u{201c}{world}\u{201d}, {:.0} in 100.",
        worst.len(),
        ranks.quantity,
        100.0 * ranks.covered[LAST].share
    )
}
