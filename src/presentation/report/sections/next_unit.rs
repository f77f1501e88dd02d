//! What one more unit of each kind buys, beside the levers that are no units.

use super::{by_reading, counted, first, missing, pictures, sentence_case, some_leave_without};
use crate::planning::expansion::{ExpansionReport, Next, Offer, ReadingSaid};
use crate::presentation::document::{Block, Section, Sheet, Table};
use crate::presentation::report::{ReportError, Subject};
use crate::presentation::wording::count;
use crate::presentation::wording::expansion::{
    agreement, beyond_doubt, figure, figures, per_household, pounds, short_stays_only,
};
use crate::presentation::wording::reading::Reading;

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ReportError> {
    let id = "one-more";
    let Some(report) = subject.expansion else {
        return Ok(missing::candidates(subject, id, "What one more unit would buy"));
    };
    let mut blocks = Vec::new();
    blocks.extend(what_is_counted(subject, report)?.map(Block::paragraph));
    blocks.extend(pictures::named(subject, "one-more-of-each")?);
    let all = "One more of each: what it averts and costs";
    blocks.push(Block::folded_table(all, table(&report.readings), false));
    blocks.push(Block::items(agreements(report)));
    blocks.extend(who_agrees(report));
    blocks.push(Block::paragraph(
        "Each is added by itself; all ranges together hold in 95 of 100 such studies.",
    ));
    Ok(Section::new(id, heading(&report.readings), blocks))
}

/// What is averted from here on: who leaves a short stay and finds nothing longer is counted too.
fn what_is_counted(
    subject: &Subject<'_>,
    report: &ExpansionReport,
) -> Result<Option<String>, ReportError> {
    let away = |reading: &ReadingSaid| figure(reading.now.turned_away.mean);
    let now = by_reading(counted(&report.readings, |one| one.what_if).into_iter().map(away));
    Ok(some_leave_without(subject)?.then(|| format!("From here on those who leave a short stay without a longer unit count too: {now} a year are \u{201c}turned away\u{201d} now, on fewer histories.")))
}

/// Who must agree to what averts somebody beyond doubt in a reading, besides what is to be done first.
fn agreements(report: &ExpansionReport) -> Vec<String> {
    let readings = counted(&report.readings, |reading| reading.what_if);
    let helps = |offer: &&Offer| {
        let next = readings.iter().flat_map(|reading| &reading.next);
        next.filter(|next| next.candidate == offer.candidate).any(|next| next.averts.is_something())
    };
    let said = |offer: &Offer| {
        let agreement = agreement([&offer.agrees, &offer.falls_on])?;
        Some(format!("{} {agreement}.", sentence_case(&offer.title)))
    };
    let told: Vec<&str> = first::told(report).collect();
    let others = report.candidates.iter().filter(|offer| !told.contains(&&*offer.candidate));
    others.filter(helps).filter_map(said).collect()
}

/// Who must agree to each lever, and on whom it falls.
fn who_agrees(report: &ExpansionReport) -> Option<Block> {
    let row = |offer: &Offer| {
        let [agrees, falls_on] =
            [&offer.agrees, &offer.falls_on].map(|who| who.clone().unwrap_or_default());
        let is_said = !agrees.is_empty() || !falls_on.is_empty();
        is_said.then(|| vec![sentence_case(&offer.title), agrees, falls_on])
    };
    let rows: Vec<Vec<String>> = report.candidates.iter().filter_map(row).collect();
    let title = "Who must agree besides the provider, and on whom it falls";
    let head = ["Lever", "Must agree", "Falls on"].map(str::to_owned).to_vec();
    let table = Table::filed("who-must-agree", title, head, rows.iter().cloned());
    (!rows.is_empty()).then(|| Block::folded_table(title, table, false))
}

/// What averts most, reading by reading; only what averts something beyond doubt is named.
fn heading(readings: &[ReadingSaid]) -> String {
    let best = |reading: &ReadingSaid| {
        let something = reading.next.iter().filter(|next| next.averts.is_something());
        let households = |next: &&Next| next.averts.households.mean;
        let best = something.max_by(|a, b| households(a).total_cmp(&households(b)));
        best.map_or_else(
            || "nothing beyond doubt".to_owned(),
            |next| {
                let is_short = next.averts.is_mostly_short();
                let short = if is_short { "; mostly for a short stay" } else { "" };
                format!("{} a year ({}{short})", figure(households(&next)), next.title)
            },
        )
    };
    format!(
        "What one more of each averts, at best: {}",
        by_reading(counted(readings, |one| one.what_if).into_iter().map(best))
    )
}

/// How a reading of the study is named.
pub(super) fn name(reading: &ReadingSaid) -> String {
    Reading::of_study(reading).title()
}

fn table(readings: &[ReadingSaid]) -> Table {
    let first = || {
        [
            "One more",
            "Cost a year (of days on which it works, capital spread over its life)",
            "Works after",
        ]
        .map(str::to_owned)
        .to_vec()
    };
    let (mut head, mut fine) = (first(), first());
    for reading in readings {
        let name = name(reading);
        head.push(format!("{name}: fewer turned away a year, and the cost for each"));
        fine.push(format!("{name}: households no longer turned away a year"));
        fine.extend(["range", "cost for each"].map(str::to_owned));
    }
    let offers = offers(readings);
    let (help, others): (Vec<&Next>, Vec<&Next>) =
        offers.iter().partition(|offer| helps(readings, offer));
    let fixed = |offer: &Next| {
        let cost = pounds(offer.a_year) + if offer.cost_assumed { " (assumed)" } else { "" };
        let days = count(offer.lead_days as usize, "day", "days");
        [sentence_case(&offer.title), cost, days]
    };
    let row = |offer: &&Next| {
        let of = |reading: &ReadingSaid| {
            let [averts, range, cost] = cells(reading, offer);
            if range.is_empty() {
                averts
            } else {
                format!("{averts} ({range}){}; {cost}", short(reading, offer))
            }
        };
        fixed(offer).into_iter().chain(readings.iter().map(of)).collect()
    };
    let fine_row = |offer: &&Next| {
        let each = readings.iter().flat_map(|reading| cells(reading, offer));
        fixed(offer).into_iter().chain(each).collect()
    };
    Table::filed(
        "one-more",
        "What one more of each averts (simulated)",
        head,
        help.iter().map(row).chain(no_others(&others, readings.len())),
    )
    .with_whole(Sheet { head: fine, rows: offers.iter().map(fine_row).collect() })
}

/// ", 1.1 for a short stay".
fn short(reading: &ReadingSaid, offer: &Next) -> String {
    let next = reading.next.iter().find(|next| next.candidate == offer.candidate);
    let short = next.and_then(|next| short_stays_only(&next.averts));
    short.map_or_else(String::new, |short| format!(", {short}"))
}

/// Whether one more of a candidate averts anything beyond doubt in any reading, or turns more away.
fn helps(readings: &[ReadingSaid], offer: &Next) -> bool {
    let all = readings.iter().flat_map(|reading| &reading.next);
    let mut own = all.filter(|next| next.candidate == offer.candidate);
    own.any(|next| next.averts.is_something() || next.averts.turns_more_away())
}

/// One row of those that avert nothing beyond doubt, whatever the reading.
fn no_others(others: &[&Next], readings: usize) -> Option<Vec<String>> {
    let names: Vec<&str> = others.iter().map(|offer| &*offer.title).collect();
    let said = format!("None beyond doubt in any reading: {}", names.join(", "));
    let empty = std::iter::repeat_n(String::new(), 2 + readings);
    (!names.is_empty()).then(|| std::iter::once(said).chain(empty).collect())
}

/// Every candidate once; the reading in which it helps most decides the order.
fn offers(readings: &[ReadingSaid]) -> Vec<&Next> {
    let mut offers: Vec<&Next> = Vec::new();
    for next in readings.iter().flat_map(|reading| &reading.next) {
        if offers.iter().all(|known| known.candidate != next.candidate) {
            offers.push(next);
        }
    }
    let most = |offer: &Next| {
        let all = readings.iter().flat_map(|reading| &reading.next);
        all.filter(|next| next.candidate == offer.candidate)
            .map(|next| next.averts.households.mean)
            .fold(0.0, f64::max)
    };
    offers.sort_by(|a, b| most(b).total_cmp(&most(a)));
    offers
}

/// Households, their range and the cost for each of one reading.
fn cells(reading: &ReadingSaid, offer: &Next) -> [String; 3] {
    let only = |said: &str| [said.to_owned(), String::new(), String::new()];
    let Some(next) = reading.next.iter().find(|next| next.candidate == offer.candidate) else {
        return only("can do nothing here");
    };
    let households = next.averts.households;
    if next.averts.turns_more_away() {
        return only(&format!("{} more are turned away", figure(-households.mean)));
    }
    match beyond_doubt(&next.averts) {
        Some(said) if !next.averts.is_something() => return only(&said),
        None if next.averts.is_hardly_any() => return only("none beyond doubt"),
        _ => {}
    }
    [figure(households.mean), figures(households), per_household(&next.averts)]
}
