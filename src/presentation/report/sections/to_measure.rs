//! What the provider should go and measure: which number moves the forecast, and, as another question, which would change
//! what is chosen at a budget.

use super::{counted, either, missing, pictures, title_of};
use crate::planning::calibration::{Alternate, Calibrated, Knowing, Swing};
use crate::planning::forecast::{LEAST_TO_A_TENTH, percent};
use crate::presentation::chart::ChartError;
use crate::presentation::document::{Block, Folded, Section, Sheet, Table, Text};
use crate::presentation::report::Subject;
use crate::presentation::wording::expansion::{figure, pounds};

/// So many unknowns of each reading are shown at once.
const FIRST: usize = 3;

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ChartError> {
    let id = "measure";
    let readings = subject.calibration;
    if readings.is_empty() && !subject.own.is_empty() {
        return Ok(Section::new(id, "", Vec::new()));
    }
    if readings.is_empty() {
        return Ok(missing::calibration(subject, id));
    }
    let mut blocks = Vec::new();
    blocks.extend(log(readings).map(Block::paragraph));
    blocks.extend(pictures::named(subject, "which-unknown-matters")?);
    blocks.push(Block::folded_table("The three that move it most", moves(readings), false));
    let summary = "All that moves a reading by a tenth or more, or is worth knowing";
    blocks.push(Block::folded_table(summary, all(readings), false));
    if let Some(sum) = sum(readings) {
        blocks.push(Block::paragraph(choice(readings, &sum)));
        let between = "What is chosen between, and what is worth knowing first";
        blocks.push(Block::Folded(Folded {
            summary: between.into(),
            items: judged(readings),
            tables: vec![alternatives(readings)],
            is_printed: false,
        }));
    }
    Ok(Section::new(id, heading(readings), blocks))
}

/// What a year's refusal log would settle, from the reading of which it tells least to that of which it tells most.
fn log(readings: &[Calibrated]) -> Option<String> {
    let shares = || readings.iter().filter_map(|reading| reading.refusal_log_narrows);
    let (least, most) = (shares().reduce(f64::min)?, shares().reduce(f64::max)?);
    Some(format!(
        "One year of a refusal log, of who asked and what became of them, would take away {} to {} of what the unknowns leave open about how many are turned away (simulated).",
        percent(least),
        percent(most)
    ))
}

/// What moves most.
fn heading(readings: &[Calibrated]) -> String {
    let first = |reading: &Calibrated| moving(reading).next().map(|swing| swing.unknown.clone());
    let counted = counted(readings, |one| one.what_if);
    let moves = either(counted.into_iter().filter_map(first));
    if moves.is_empty() {
        return "What to go and measure: nothing moves the forecast beyond chance".to_owned();
    }
    format!("What to go and measure: {moves} moves the forecast most")
}

/// The unknowns themselves and not what follows from them, the greatest swing first.
fn own(reading: &Calibrated) -> impl Iterator<Item = &Swing> {
    reading.swings.iter().filter(|swing| swing.is_own())
}

/// Those that move the forecast beyond chance.
fn moving(reading: &Calibrated) -> impl Iterator<Item = &Swing> {
    own(reading).filter(|swing| swing.is_beyond_chance())
}

/// The unknown worth most, if it is worth anything beyond doubt.
fn worth_most(reading: &Calibrated) -> Option<(&Swing, Knowing)> {
    own(reading)
        .filter_map(|swing| Some((swing, swing.worth?)))
        .filter(|(_, worth)| worth.low > 0.0 && worth.gain >= LEAST_TO_A_TENTH)
        .max_by(|a, b| a.1.gain.total_cmp(&b.1.gain))
}

/// What each alternative costs a year: one sum, or from the least to the most.
fn sum(readings: &[Calibrated]) -> Option<String> {
    let costs = || readings.iter().flat_map(|reading| &reading.alternatives).map(|one| one.a_year);
    let (least, most) = (costs().reduce(f64::min)?, costs().reduce(f64::max)?);
    let (least, most) = (pounds(least), pounds(most));
    Some(if least == most { most } else { format!("{least} to {most}") })
}

/// What is best for the same money, and whether a count would change that.
fn choice(readings: &[Calibrated], sum: &str) -> String {
    let counted = counted(readings, |one| one.what_if);
    let names = readings.first().map_or(0, |reading| reading.alternatives.len());
    // Where all turn away about as many, which of them turns away fewest is chance.
    let differ: Vec<_> = counted.iter().filter(|reading| spread(reading) >= MATTERS).collect();
    let told = if differ.is_empty() { counted.iter().collect() } else { differ };
    let best = either(told.into_iter().filter_map(|reading| {
        best(reading).map(|best| format!("\u{201c}{}\u{201d}", best.alternative))
    }));
    let worth = counted.iter().filter_map(|reading| worth_most(reading));
    let worth = worth.map(|(_, worth)| worth.gain).fold(0.0, f64::max);
    let known = if worth < LEAST_TO_A_TENTH {
        "To know any single number first would change that in no way that could be told.".to_owned()
    } else {
        format!(
            "To know any single number before choosing would spare at most {} a year.",
            figure(worth)
        )
    };
    format!(
        "How much to buy hangs on that count. What to buy does so less: of {names} things for about {sum} a year, {best} turns fewest away. {known}"
    )
}

/// Households a year between the best and the worst under which nothing is made of which is best.
const MATTERS: f64 = 0.5;

/// Households a year between what turns fewest away and what turns most away.
fn spread(reading: &Calibrated) -> f64 {
    let all = || reading.alternatives.iter().map(|one| one.away.mean);
    all().fold(0.0, f64::max) - all().fold(f64::INFINITY, f64::min)
}

/// What turns fewest away.
fn best(reading: &Calibrated) -> Option<&Alternate> {
    reading.alternatives.iter().min_by(|a, b| a.away.mean.total_cmp(&b.away.mean))
}

/// Reading by reading, and what worth is.
fn judged(readings: &[Calibrated]) -> Vec<Text> {
    let worth = "Worth: how many fewer a year would be turned away, at the same money, if the number were known before choosing. One that moves the forecast and not the choice still says how many units are needed.";
    readings.iter().map(in_words).chain([worth.to_owned()]).map(Text::from).collect()
}

fn moves(readings: &[Calibrated]) -> Table {
    let mut head = vec!["Moves it".to_owned()];
    head.extend(readings.iter().map(title_of));
    let cell = |swing: &Swing| {
        format!(
            "{}: {} turned away at {}, {} at {}",
            swing.unknown,
            figure(swing.away_if_low),
            number(swing.low),
            figure(swing.away_if_high),
            number(swing.high),
        )
    };
    let row = |(at, title): (usize, &str)| {
        let each =
            readings.iter().map(|reading| moving(reading).nth(at).map_or_else(String::new, cell));
        std::iter::once(title.to_owned()).chain(each).collect()
    };
    let rows = ["most", "next", "then"].into_iter().take(FIRST).enumerate().map(row);
    Table::filed(
        "what-moves-the-forecast",
        "Households turned away a year with a number in its lowest and its highest tenth (simulated)",
        head,
        rows,
    )
}

fn alternatives(readings: &[Calibrated]) -> Table {
    let mut head = vec!["For the same money".to_owned()];
    head.extend(readings.iter().map(title_of));
    let first = readings.first().map_or(&[][..], |reading| &reading.alternatives);
    let cell =
        |one: &Alternate| format!("{} (best in {})", figure(one.away.mean), percent(one.best_in));
    let row = |alternative: &Alternate| {
        let of = |reading: &Calibrated| {
            let mut all = reading.alternatives.iter();
            all.find(|one| one.alternative == alternative.alternative)
                .map_or_else(String::new, cell)
        };
        std::iter::once(alternative.alternative.clone()).chain(readings.iter().map(of)).collect()
    };
    Table::filed(
        "what-is-chosen-between",
        "Households turned away a year with each, and in what share of the draws it is the best (simulated)",
        head,
        first.iter().map(row),
    )
}

/// What is best in a reading, and what would be worth knowing for that.
fn in_words(reading: &Calibrated) -> String {
    let away = |one: &&Alternate| one.away.mean;
    let all = || reading.alternatives.iter();
    let worst = all().max_by(|a, b| away(a).total_cmp(&away(b)));
    let best = match best(reading).zip(worst) {
        Some((best, worst)) if figure(away(&best)) == figure(away(&worst)) => {
            "all turn away about as many. ".to_owned()
        }
        Some((best, _)) => {
            let alike = all().any(|one| one.more_than_lowest.is_some_and(|more| more.low <= 0.0));
            let but = if alike { ", though others cannot be told from it" } else { "" };
            format!("\u{201c}{}\u{201d} turns fewest away{but}. ", best.alternative)
        }
        None => String::new(),
    };
    let known = worth_most(reading).map_or_else(
        || "No single number would change that".to_owned(),
        |(swing, worth)| format!("To know {} first is worth {}", swing.unknown, said(worth)),
    );
    let log = reading.refusal_log.filter(|worth| worth.high >= LEAST_TO_A_TENTH);
    let log = log.map_or_else(String::new, |worth| {
        format!("; one year of a well-kept refusal log is worth {}", said(worth))
    });
    format!("{}: {best}{known}{log}.", title_of(reading))
}

fn said(worth: Knowing) -> String {
    if worth.high < LEAST_TO_A_TENTH {
        return "nothing, as it would change no choice".to_owned();
    }
    format!(
        "{} households a year ({} to {})",
        figure(worth.gain),
        figure(worth.low),
        figure(worth.high)
    )
}

fn all(readings: &[Calibrated]) -> Table {
    let head = [
        "Unknown and reading",
        "Lowest tenth",
        "Turned away then",
        "Highest tenth",
        "Turned away then ",
        "Worth knowing",
    ];
    let row = |reading: &Calibrated, swing: &Swing| {
        vec![
            format!("{}, {}", swing.unknown, title_of(reading)),
            format!("{} {}", number(swing.low), swing.unit),
            figure(swing.away_if_low),
            format!("{} {}", number(swing.high), swing.unit),
            figure(swing.away_if_high),
            swing.worth.map_or_else(|| "not asked".to_owned(), said),
        ]
    };
    let each = || {
        let of = |reading| move |swing| (reading, swing);
        readings.iter().flat_map(move |reading: &Calibrated| reading.swings.iter().map(of(reading)))
    };
    let whole = each().map(|(reading, swing)| row(reading, swing)).collect();
    let rows = each().filter(|(reading, swing)| is_told(reading, swing));
    Table::filed(
        "what-to-measure",
        "How far an unknown moves the forecast, and what knowing it is worth (simulated; all unknowns stand in the file)",
        head.map(str::to_owned).to_vec(),
        rows.map(|(reading, swing)| row(reading, swing)),
    )
    .with_whole(Sheet { head: head.map(str::to_owned).to_vec(), rows: whole })
}

/// Whether an unknown itself moves what is turned away by a tenth of its mean or more, or is worth knowing.
fn is_told(reading: &Calibrated, swing: &Swing) -> bool {
    const A_TENTH: f64 = 0.1;
    let is_own = own(reading).any(|own| own.unknown == swing.unknown);
    let moved = (swing.away_if_high - swing.away_if_low).abs();
    let is_worth = swing.worth.is_some_and(|worth| worth.high >= LEAST_TO_A_TENTH);
    let is_moved = swing.is_beyond_chance() && moved >= A_TENTH * reading.forecast.away.mean;
    is_own && (is_moved || is_worth)
}

/// Shares need two decimals, days and households none.
fn number(value: f64) -> String {
    if value.abs() < 10.0 { format!("{value:.2}") } else { format!("{value:.0}") }
}
