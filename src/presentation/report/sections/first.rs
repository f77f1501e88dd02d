//! What to do first: what houses a household for least, what money buys next, and what to count.

use super::{by_reading, counted, some_leave_without};
use crate::planning::expansion::{ExpansionReport, Next, ReadingSaid};
use crate::planning::forecast::NoFigure;
use crate::presentation::document::Block;
use crate::presentation::report::Subject;
use crate::presentation::wording::expansion::{agreement, beyond_doubt, pounds, short_stays_only};

/// A heading and at most three points; nothing where nothing was studied.
///
/// # Errors
/// If a forecast lacks a figure that every forecast has.
pub(super) fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, NoFigure> {
    let leavers_count = some_leave_without(subject)?;
    let found = subject.expansion.map(|report| steps(report, leavers_count)).unwrap_or_default();
    let log = subject.calibration.iter().any(|reading| reading.refusal_log_narrows.is_some());
    let log = log.then(|| "And count: keep a refusal log of who asks and what becomes of them. After a year it helps to say which reading holds, and so how many units are needed.".to_owned());
    let points: Vec<String> = found.into_iter().chain(log).collect();
    if points.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Block::heading("What to do first"), Block::items(points)])
}

/// What to add, in order.
fn steps(report: &ExpansionReport, leavers_count: bool) -> Vec<String> {
    let readings = counted(&report.readings, |reading| reading.what_if);
    let [first, paid] = chosen(&readings);
    let Some(first) = first else {
        let none = "Nothing that could be added helps anybody beyond doubt: buy nothing yet.";
        return vec![none.to_owned()];
    };
    let if_so = |reading: &&ReadingSaid| match &*reading.reading {
        "" => averts(reading, &first.candidate),
        name => format!("{} if \u{201c}{name}\u{201d}", averts(reading, &first.candidate)),
    };
    let more = readings.iter().map(if_so).collect::<Vec<_>>().join(", ");
    let onward = if leavers_count { ", or a longer unit after a short stay" } else { "" };
    let what = "More households a year that find a place";
    let first = format!("First, {}", step(report, first, &format!("{what}{onward}: {more}.")));
    let paid = paid.map(|paid| {
        let more = by_reading(readings.iter().map(|reading| averts(reading, &paid.candidate)));
        format!(
            "Then, for money, {}",
            step(report, paid, &format!("More such households: {more}."))
        )
    });
    std::iter::once(first).chain(paid).collect()
}

/// What houses a household for least in the reading in which need is greatest, and what does for money if that costs none.
fn chosen<'a>(readings: &[&'a ReadingSaid]) -> [Option<&'a Next>; 2] {
    let need = |reading: &&&ReadingSaid| reading.now.turned_away.mean;
    let most = readings.iter().max_by(|a, b| need(a).total_cmp(&need(b)));
    let first = most.and_then(|reading| reading.worth_first(|_| true));
    let is_free = first.is_some_and(|first| first.a_year <= 0.0);
    let paid = most.and_then(|reading| reading.worth_first(|next| next.a_year > 0.0));
    [first, paid.filter(|_| is_free)]
}

/// Candidates of which it is said here who must agree to them.
pub(super) fn told(report: &ExpansionReport) -> impl Iterator<Item = &str> {
    let readings = counted(&report.readings, |reading| reading.what_if);
    chosen(&readings).into_iter().flatten().map(|next| &*next.candidate)
}

/// "further move-on worker (£38,000 a year to run, assumed). More households …"
fn step(report: &ExpansionReport, next: &Next, more: &str) -> String {
    let offer = report.candidates.iter().find(|offer| offer.candidate == next.candidate);
    let [once, yearly] =
        offer.map_or([0.0; 2], |offer| [offer.capital.pounds, offer.yearly.pounds]);
    let prices = [(once, "once"), (yearly, "a year to run")];
    let prices = prices.into_iter().filter(|(price, _)| *price > 0.0);
    let prices: Vec<String> =
        prices.map(|(price, what)| format!("{} {what}", pounds(price))).collect();
    let cost = if prices.is_empty() {
        "no cost in money".to_owned()
    } else {
        let assumed = if next.cost_assumed { ", assumed" } else { "" };
        format!("{}{assumed}", prices.join(" and "))
    };
    let agreed = agreement([&next.agrees, &next.falls_on]);
    let agreed = agreed.map_or_else(String::new, |said| format!(" It {said}."));
    format!("{} ({cost}). {more}{agreed}", next.title)
}

/// How many more find a place with one more of a candidate: "1.7 (1.3 for a short stay)".
fn averts(reading: &ReadingSaid, candidate: &str) -> String {
    let next = reading.next.iter().find(|next| next.candidate == candidate);
    let said = next.and_then(|next| {
        let short = short_stays_only(&next.averts).map(|short| format!(" ({short})"));
        Some(beyond_doubt(&next.averts)? + &short.unwrap_or_default())
    });
    said.unwrap_or_else(|| "none beyond doubt".to_owned())
}
