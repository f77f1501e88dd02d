//! Which mix would be enough for all who ask, and how a flow of needs goes with a stock of places.

use super::next_unit::name;
use super::{by_reading, counted};
use crate::planning::expansion::{ExpansionReport, Kept, ReadingSaid};
use crate::planning::forecast::{percent, rounded};
use crate::presentation::document::{Block, Section};
use crate::presentation::report::Subject;
use crate::presentation::wording::expansion::said;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let id = "enough";
    let Some(report) = subject.expansion else {
        return Section::plain(id, Vec::new());
    };
    let (words, _) = said(report);
    let said = report.readings.iter().zip(&words);
    let enough = format!(
        "Enough means here: refusals because everything that suited was full stay under {} of referrals in at least {} of histories",
        percent(report.asked.refusals_under),
        percent(report.asked.in_histories),
    );
    let each = said.flat_map(|(reading, words)| {
        let name = name(reading);
        [&words.enough, &words.flow_and_stock].map(|text| format!("{name}: {text}"))
    });
    let answers = counted(&report.readings, |reading| reading.what_if).into_iter();
    let answers = answers.map(|reading| format!("{}: {}.", name(reading), answer(report, reading)));
    let blocks = vec![Block::items(answers), Block::folded_items(enough, each)];
    Section::new(id, heading(report), blocks)
}

fn heading(report: &ExpansionReport) -> String {
    let readings = || counted(&report.readings, |reading| reading.what_if).into_iter();
    let asks = readings().map(|reading| rounded(reading.flow_and_stock.asks_a_year));
    format!("How many units are enough for {} who ask a year", by_reading(asks))
}

/// How many units; the mix itself stands below.
fn answer(report: &ExpansionReport, reading: &ReadingSaid) -> String {
    let units = reading.flow_and_stock.units;
    match reading.enough.iter().find(|one| one.says == Kept::Kept) {
        Some(kept) if kept.plan.buys.is_empty() => format!("the {units} units that there are"),
        Some(kept) => {
            let is_lever = |name: &String| {
                report.candidates.iter().any(|offer| offer.candidate == *name && !offer.is_unit)
            };
            let levers = kept.plan.buys.iter().any(|(name, _)| is_lever(name));
            let levers = if levers { ", with measures that are no units" } else { "" };
            format!("{} units{levers}", units + kept.units as usize)
        }
        None if reading.enough.iter().all(|one| one.says == Kept::NotKept) => {
            "no plan among those looked at".to_owned()
        }
        None => "not known, as chance hides it".to_owned(),
    }
}
