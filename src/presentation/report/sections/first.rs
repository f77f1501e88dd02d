//! What to do first: what houses a household for least, what money buys next, and what to count.

use super::counted;
use crate::planning::expansion::{ExpansionReport, Next, ReadingSaid};
use crate::presentation::document::Block;
use crate::presentation::report::Subject;
use crate::presentation::wording::expansion::{agreement, beyond_doubt, pounds, short_stays_only};

/// A heading and at most three points; nothing where nothing was studied.
pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    let found = subject.expansion.map(steps).unwrap_or_default();
    let log = subject.calibration.iter().any(|reading| reading.refusal_log_narrows.is_some());
    let log = log.then(|| "And count: keep a refusal log of who asks and what becomes of them. After a year it says which reading holds, and so how many units are needed.".to_owned());
    let points: Vec<String> = found.into_iter().chain(log).collect();
    if points.is_empty() {
        return Vec::new();
    }
    vec![Block::heading("What to do first"), Block::items(points)]
}

/// What to add, in order.
fn steps(report: &ExpansionReport) -> Vec<String> {
    let readings = counted(&report.readings, |reading| reading.what_if);
    let [first, paid] = chosen(&readings);
    let Some(first) = first else {
        let none = "Nothing that could be added helps anybody beyond doubt: buy nothing yet.";
        return vec![none.to_owned()];
    };
    let first = format!("First, {}", step((report, &readings), first));
    let paid = paid.map(|paid| format!("Then, for money, {}", step((report, &readings), paid)));
    std::iter::once(first).chain(paid).collect()
}

/// What houses a household for least in the reading in which need is greatest, and what does for money if that costs none.
fn chosen<'a>(readings: &[&'a ReadingSaid]) -> [Option<&'a Next>; 2] {
    let need = |reading: &&&ReadingSaid| reading.now.turned_away.mean;
    let most = readings.iter().max_by(|a, b| need(a).total_cmp(&need(b)));
    // What costs least for each of them comes first; of those that cannot be told apart, what helps most.
    let next = most.into_iter().flat_map(|reading| &reading.next);
    let next: Vec<&Next> = next.filter(|next| next.averts.is_something()).collect();
    let first = helps_most(next.iter().copied());
    let is_free = first.is_some_and(|first| first.a_year <= 0.0);
    let paid = helps_most(next.iter().copied().filter(|next| next.a_year > 0.0));
    [first, paid.filter(|_| is_free)]
}

/// The first, or whatever cannot be told from it by what a household costs and helps more of them.
fn helps_most<'a>(mut next: impl Iterator<Item = &'a Next>) -> Option<&'a Next> {
    let first = next.next()?;
    let alike = next.take_while(|next| next.rank == first.rank);
    std::iter::once(first).chain(alike).max_by(|a, b| averted(a).total_cmp(&averted(b)))
}

fn averted(next: &Next) -> f64 {
    next.averts.households.mean
}

/// Candidates of which it is said here who must agree to them.
pub(super) fn told(report: &ExpansionReport) -> impl Iterator<Item = &str> {
    let readings = counted(&report.readings, |reading| reading.what_if);
    chosen(&readings).into_iter().flatten().map(|next| &*next.candidate)
}

/// "further move-on worker (£38,000 a year to run, assumed). More households a year that find a place: 1.9 if “a”, 3.9 if
/// “b”."
fn step((report, readings): (&ExpansionReport, &[&ReadingSaid]), next: &Next) -> String {
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
    let averts = readings.iter().map(|reading| {
        let if_so = match &*reading.reading {
            "" => String::new(),
            name => format!(" if \u{201c}{name}\u{201d}"),
        };
        format!("{}{if_so}", averts(reading, &next.candidate))
    });
    let averts: Vec<String> = averts.collect();
    format!(
        "{} ({cost}). More households a year that find a place: {}.{agreed}",
        next.title,
        averts.join(", ")
    )
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
