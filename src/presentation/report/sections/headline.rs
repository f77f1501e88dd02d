//! One sentence that a commissioner can repeat, and every reading of the evidence on one line.

use super::{
    a_year, by_reading, counted_runs, first, led_to, pictures, reading, rounded, years, years_said,
};
use crate::inputs::scenario::Scenario;
use crate::planning::forecast::{Forecast, Measure, NoFigure, Outline, Statistic, percent};
use crate::presentation::document::{Block, Section};
use crate::presentation::report::{ReportError, Subject};

/// "37 units in Stoke-on-Trent: who still finds no place?"
pub(super) fn title(subject: &Subject<'_>) -> String {
    let (units, name) = (in_stock(subject), &subject.estate.provider.name);
    format!("{units} units in {name}: who still finds no place?")
}

fn in_stock(subject: &Subject<'_>) -> usize {
    subject.estate.units.iter().filter(|unit| unit.is_in_stock()).count()
}

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ReportError> {
    let mut blocks: Vec<Block> = not_counted_here(subject).map(Block::note).into_iter().collect();
    let remarks = &subject.estate.provider.report.remarks;
    blocks.extend(remarks.iter().cloned().map(Block::note));
    let rests_on_few = subject.expansion.is_some() || !subject.calibration.is_empty();
    blocks.extend((subject.again.quick && rests_on_few).then(quick));
    blocks.extend(first::blocks(subject)?);
    blocks.extend(pictures::named(subject, "readings")?);
    if subject.runs.len() > 1 {
        let about = |forecast: &Forecast| {
            told(subject, forecast).map(|told| format!("{}: {}", reading(forecast), told.about))
        };
        blocks.push(Block::items(subject.runs.iter().filter_map(|(_, one)| about(one))));
    }
    let counts = what_counts(subject) + &if_they_wait(subject)?;
    blocks.push(Block::paragraph(counts));
    blocks.extend(led_to::in_words(&counted_runs(subject.runs))?.map(Block::paragraph));
    Ok(Section::new("headline", sentence(subject)?, blocks))
}

/// The scenario of a forecast, in its reading.
fn told<'a>(subject: &Subject<'a>, forecast: &Forecast) -> Option<&'a Scenario> {
    let is_it =
        |told: &&Scenario| told.name == forecast.scenario && told.reading == forecast.reading;
    subject.scenarios.iter().find(is_it)
}

fn are_drawn(subject: &Subject<'_>) -> bool {
    let drawn = |(_, forecast): &(_, Forecast)| told(subject, forecast).and_then(Scenario::draws);
    !subject.runs.is_empty() && subject.runs.iter().all(|run| drawn(run).is_some())
}

/// "37 units: about 0 to 19 a year find no place if the 27 of 296 is right; 1 to 160 if the Staffordshire 77% is. Nobody
/// has counted."
fn sentence(subject: &Subject<'_>) -> Result<String, NoFigure> {
    let mut records: Vec<(String, f64, f64)> = Vec::new();
    for forecast in counted_runs(subject.runs) {
        let (record, [low, high]) = (record_of(subject, forecast), ends(subject, forecast)?);
        match records.iter_mut().find(|(known, ..)| *known == record) {
            Some((_, least, most)) => (*least, *most) = (least.min(low), most.max(high)),
            None => records.push((record, low, high)),
        }
    }
    let is_drawn = are_drawn(subject);
    // A mean alone is said as finely as everywhere.
    let end = |end: f64| if is_drawn { format!("{end:.0}") } else { rounded(end) };
    let each = records.iter().enumerate().map(|(at, (record, low, high))| {
        let amount = either_end([*low, *high].map(end));
        match (at, record.is_empty()) {
            (_, true) if is_drawn => format!("about {amount} a year find no place"),
            (_, true) => {
                format!(
                    "about {amount} a year find no place if every number that is assumed is right"
                )
            }
            (0, _) => format!("about {amount} a year find no place if {record} is right"),
            _ => format!("{amount} if {record} is"),
        }
    });
    let (units, said) = (in_stock(subject), each.collect::<Vec<_>>().join("; "));
    // A page of the register tells of what was counted.
    let is_open = records.len() > 1 && subject.own.is_empty();
    let end = if is_open { " Nobody has counted." } else { "" };
    let wait = still_waiting(subject)?;
    Ok(format!("{units} units: {said}.{wait}{end}"))
}

/// How many wait still when the years end: they have found no place either. Nothing where they are few.
fn still_waiting(subject: &Subject<'_>) -> Result<String, NoFigure> {
    let counted = counted_runs(subject.runs);
    if !counted.iter().any(|forecast| forecast.beside.many_still_wait) {
        return Ok(String::new());
    }
    let waiting = counted.iter().map(|forecast| forecast.mean(Measure::StillWaiting));
    let waiting = waiting.collect::<Result<Vec<f64>, _>>()?;
    let said = by_reading(waiting.into_iter().map(rounded));
    Ok(format!(" When the years end {said} more still wait."))
}

fn either_end([low, high]: [String; 2]) -> String {
    if low == high { low } else { format!("{low} to {high}") }
}

/// The record that a reading is a way of taking; else the reading itself.
fn record_of(subject: &Subject<'_>, forecast: &Forecast) -> String {
    let record = told(subject, forecast).and_then(|told| told.record.clone());
    let name = &forecast.reading;
    let itself = || if name.is_empty() { String::new() } else { format!("\u{201c}{name}\u{201d}") };
    record.unwrap_or_else(itself)
}

/// A year's 95 in 100 where what is not known is in it; else the mean, as no range would hold what matters most.
fn ends(subject: &Subject<'_>, forecast: &Forecast) -> Result<[f64; 2], NoFigure> {
    let total = forecast.total(NEVER)?;
    let ends =
        if are_drawn(subject) { [Statistic::P2_5, Statistic::P97_5] } else { [Statistic::Mean; 2] };
    Ok(ends.map(|end| end.of(&total) / years(forecast)))
}

/// That homes were made up or numbers taken over from another place, where that is so.
fn not_counted_here(subject: &Subject<'_>) -> Option<String> {
    let (outline, _) = subject.runs.first()?;
    let elsewhere = outline.run.assumptions.iter().filter(|one| one.is_from_elsewhere()).count();
    let made_up = subject.estate.placeholders;
    let mut said = Vec::new();
    if made_up > 0 {
        let units = subject.estate.units.len();
        said.push(format!("{made_up} of the {units} units are placeholders: no such home exists."));
    }
    if elsewhere == 1 {
        said.push("One of the numbers comes from elsewhere and was never counted here: replace it before anybody plans by this page.".to_owned());
    } else if elsewhere > 0 {
        said.push(format!("{elsewhere} of the numbers come from elsewhere and were never counted here: replace them before anybody plans by this page."));
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// What is counted, and what the ranges hold.
fn what_counts(subject: &Subject<'_>) -> String {
    let forecasts = counted_runs(subject.runs);
    let years = years_said(forecasts.first().map_or(0, |forecast| forecast.years()));
    let ranges = if are_drawn(subject) {
        let splits = || forecasts.iter().filter_map(|forecast| forecast.beside.split);
        let shares = by_reading(splits().map(|split| percent(split.chance_share)));
        let open = by_reading(splits().map(|split| rounded(split.draws_leave_open())));
        let of = if shares.is_empty() {
            shares
        } else {
            format!(
                " Of their variance {shares} is chance; a count would narrow the rest. The means may be {open} off, for so few draws."
            )
        };
        format!(
            "Ranges hold chance and what nobody has counted: how many ask, how long they stay, who they are.{of}"
        )
    } else {
        "What nobody has counted would spread these figures by more than chance does, and is not in them: see what to go and measure, below.".to_owned()
    };
    format!(
        "A household counts once in all {years}, if it was eligible and never placed for want of a unit that suits. Figures are a year. Readings are never averaged; the truth may lie outside all of them. {ranges} Figures with \u{201c}or\u{201d} between them are of the readings in their order."
    )
}

/// How many find no place if those wait who can, where only the other scenario of the page lets them.
fn if_they_wait(subject: &Subject<'_>) -> Result<String, ReportError> {
    let wait = |runs: &[(Outline, Forecast)]| {
        !runs.is_empty() && runs.iter().all(|(outline, _)| outline.waits)
    };
    if wait(subject.runs) || !wait(subject.waiting) {
        return Ok(String::new());
    }
    let never = counted_runs(subject.waiting).into_iter().map(|forecast| a_year(forecast, NEVER));
    let never: Vec<f64> = never.collect::<Result<_, _>>()?;
    let said = by_reading(never.into_iter().map(rounded));
    Ok(format!(" If whoever can waits, {said} find no place: see nights in danger."))
}

/// What the headline counts.
pub(super) const NEVER: Measure = Measure::HouseholdsNeverPlaced;

/// Said where what to add and what to measure rest on few histories.
fn quick() -> Block {
    Block::note(
        "A first look: what to add and what to measure rest on few simulated histories here (--quick), and should be made again without that before anything is decided by them.",
    )
}
