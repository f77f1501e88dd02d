//! What the provider should go and measure: which number moves the forecast, and, as another question, which would change
//! what is chosen at a budget.

use super::next_unit::quick;
use super::{either, missing, pictures, title_of};
use crate::planning::calibration::{Alternate, Calibrated, Knowing, LOAD_NAME, RATE_NAME, Swing};
use crate::planning::forecast::{LEAST_TO_A_TENTH, percent};
use crate::presentation::chart::ChartError;
use crate::presentation::document::{Block, Section, Table};
use crate::presentation::report::Subject;
use crate::presentation::wording::expansion::{exact_pounds, figure};

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
    if subject.again.quick && subject.expansion.is_none() {
        blocks.push(quick());
    }
    blocks.push(Block::heading(
        "Which number moves the forecast, and so how many units are needed at all?",
    ));
    blocks.extend(pictures::named(subject, "which-unknown-matters")?);
    blocks.push(Block::folded_table("The three that move it most", moves(readings), false));
    let summary = "Every unknown in every reading: how far it moves the forecast, and its worth";
    blocks.push(Block::folded_table(summary, all(readings), false));
    blocks.extend(log(readings).map(Block::paragraph));
    if let Some(sum) = sum(readings) {
        blocks.push(Block::heading(format!(
            "Which number would change what is chosen for {sum} a year?"
        )));
        blocks.push(Block::paragraph(judged(readings, &sum)));
        blocks.push(Block::items(readings.iter().map(in_words)));
        let between = "What is chosen between";
        blocks.push(Block::folded_table(between, alternatives(readings), false));
        blocks.push(Block::paragraph("Worth: how many fewer a year would be turned away, at the same money, if the number were known before choosing. One that moves the forecast and not the choice still says how many units are needed."));
    }
    Ok(Section::new(id, heading(readings), blocks))
}

/// What a year's refusal log would settle, from the reading of which it tells least to that of which it tells most.
fn log(readings: &[Calibrated]) -> Option<String> {
    let shares = || readings.iter().filter_map(|reading| reading.refusal_log_narrows);
    let (least, most) = (shares().reduce(f64::min)?, shares().reduce(f64::max)?);
    let changes = readings.iter().filter_map(|reading| reading.refusal_log);
    let but = if changes.clone().count() > 0
        && changes.clone().all(|worth| worth.high < LEAST_TO_A_TENTH)
    {
        " It would not change what is best bought for the same money."
    } else {
        ""
    };
    Some(format!(
        "Keep a refusal log: one year of who asked, of which kind of household, and what became of them would take away {} to {} of what the unknowns leave open about how many are turned away, whichever reading holds (simulated), and would say which reading does.{but}",
        percent(least),
        percent(most)
    ))
}

/// What moves most, and what would change the choice.
fn heading(readings: &[Calibrated]) -> String {
    let first = |reading: &Calibrated| own(reading).next().map(|swing| swing.unknown.clone());
    let moves = either(readings.iter().filter_map(first));
    let Some(sum) = sum(readings) else {
        return format!("What to go and measure: {moves} moves the forecast most");
    };
    let worth = |reading: &Calibrated| {
        worth_most(reading).map_or_else(|| "nothing".to_owned(), |(swing, _)| swing.unknown.clone())
    };
    format!(
        "What to go and measure: {moves} moves the forecast most; {} would change the choice for {sum} a year",
        either(readings.iter().map(worth))
    )
}

/// The unknowns themselves and not what follows from them, the greatest swing first.
fn own(reading: &Calibrated) -> impl Iterator<Item = &Swing> {
    reading.swings.iter().filter(|swing| swing.unknown != LOAD_NAME && swing.unknown != RATE_NAME)
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
    let (least, most) = (exact_pounds(least), exact_pounds(most));
    Some(if least == most { most } else { format!("{least} to {most}") })
}

fn judged(readings: &[Calibrated], sum: &str) -> String {
    let names: Vec<String> = readings
        .first()
        .into_iter()
        .flat_map(|reading| &reading.alternatives)
        .map(|one| one.alternative.clone())
        .collect();
    format!(
        "One of {} things is chosen for the same money, {sum} a year each: {}.",
        names.len(),
        either(names)
    )
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
            readings.iter().map(|reading| own(reading).nth(at).map_or_else(String::new, cell));
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
    let best = all().min_by(|a, b| away(a).total_cmp(&away(b)));
    let worst = all().max_by(|a, b| away(a).total_cmp(&away(b)));
    let best = match best.zip(worst) {
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
    let rows = readings
        .iter()
        .flat_map(|reading| reading.swings.iter().map(move |swing| row(reading, swing)));
    Table::filed(
        "what-to-measure",
        "How far each unknown moves the forecast, and what knowing it is worth (simulated)",
        head,
        rows,
    )
}

/// Shares need two decimals, days and households none.
fn number(value: f64) -> String {
    if value.abs() < 10.0 { format!("{value:.2}") } else { format!("{value:.0}") }
}
