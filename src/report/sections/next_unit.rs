//! What one more unit of each kind buys, beside the levers that are no units.

use super::{pictures, reading_of, sentence_case};
use crate::expansion::{Next, ReadingSaid, figure, figures, per_household, pounds, said};
use crate::report::Subject;
use crate::report::block::{Block, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let id = "one-more";
    let Some(report) = subject.expansion else {
        return Section { id, heading: String::new(), blocks: Vec::new() };
    };
    let (words, _) = said(report);
    let mut blocks = Vec::new();
    if subject.is_quick {
        blocks.push(quick());
    }
    let cheapest = report.readings.iter().zip(&words);
    let cheapest = cheapest.filter(|(_, words)| !words.cheapest.is_empty());
    blocks.push(Block::Items(
        cheapest.map(|(reading, words)| format!("{}: {}", name(reading), words.cheapest)).collect(),
    ));
    blocks.push(Block::Table(table(&report.readings)));
    blocks.push(Block::Paragraph("One more of each is added to what there is, on the same simulated households, so that differences are those of the unit or lever and hardly those of chance; ranges hold together in 95 of 100 runs. Costs for each household are those of a year of the unit or lever, capital spread over its life; what such a place saves elsewhere is not counted as money here.".to_owned()));
    blocks.extend(pictures::named(subject, "one-more-of-each"));
    Section { id, heading: "What one more unit, or another lever, would buy".to_owned(), blocks }
}

/// Said where what to add and what to measure rest on few histories.
pub(super) fn quick() -> Block {
    Block::Note("A first look: this part rests on few simulated histories (--quick), and should be made again without that before anything is decided by it.".to_owned())
}

/// How a reading of the study is named.
pub(super) fn name(reading: &ReadingSaid) -> String {
    reading_of(&reading.scenario, &reading.reading)
}

fn table(readings: &[ReadingSaid]) -> Table {
    let mut head = vec!["One more".to_owned(), "Cost a year".to_owned()];
    for reading in readings {
        head.push(format!("{}: households no longer turned away a year", name(reading)));
        head.push("range".to_owned());
        head.push("cost for each".to_owned());
    }
    let mut offers: Vec<&Next> = Vec::new();
    for next in readings.iter().flat_map(|reading| &reading.next) {
        if offers.iter().all(|known| known.candidate != next.candidate) {
            offers.push(next);
        }
    }
    // The reading in which it helps most decides the order.
    let most = |offer: &Next| {
        let all = readings.iter().flat_map(|reading| &reading.next);
        all.filter(|next| next.candidate == offer.candidate)
            .map(|next| next.averts.households.mean)
            .fold(0.0, f64::max)
    };
    offers.sort_by(|a, b| most(b).total_cmp(&most(a)));
    let row = |offer: &Next| {
        let cost = pounds(offer.a_year) + if offer.cost_assumed { " (assumed)" } else { "" };
        let of = |reading: &ReadingSaid| {
            let found = reading.next.iter().find(|next| next.candidate == offer.candidate);
            found.map_or_else(
                || ["can do nothing here".to_owned(), String::new(), String::new()],
                |next| {
                    if next.averts.is_hardly_any() {
                        return ["hardly any".to_owned(), String::new(), String::new()];
                    }
                    let households = next.averts.households;
                    [figure(households.mean), figures(households), per_household(&next.averts)]
                },
            )
        };
        let fixed = [sentence_case(&offer.title), cost];
        fixed.into_iter().chain(readings.iter().flat_map(of)).collect()
    };
    Table {
        name: "one-more",
        caption: "What one more of each averts (simulated)".to_owned(),
        head,
        rows: offers.into_iter().map(row).collect(),
    }
}
