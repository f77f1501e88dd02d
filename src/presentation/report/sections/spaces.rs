//! The number of spaces that follows from population, where the provider's own papers name one, with their caution.

use super::thousands;
use crate::base::domain::Kind;
use crate::base::statistics::float;
use crate::presentation::document::{Block, Section};
use crate::presentation::report::Subject;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    const PEOPLE: f64 = 10_000.0;
    let (id, provider) = ("spaces", &subject.estate.provider);
    let Some(line) = &provider.report.spaces else {
        return Section::plain(id, Vec::new());
    };
    let asked = float(provider.population) / PEOPLE * line.per_10000;
    let units: usize = Kind::ALL.into_iter().map(|kind| subject.estate.units_of(kind)).sum();
    let kinds: Vec<String> = Kind::ALL
        .into_iter()
        .map(|kind| (kind, subject.estate.units_of(kind)))
        .filter(|(_, units)| *units > 0)
        .map(|(kind, units)| format!("{units} {}", of_kind(kind)))
        .collect();
    let caution = provider.report.spaces_caution.as_deref();
    let caution = caution.map_or_else(String::new, |caution| format!(" {caution}"));
    let blocks = vec![
        Block::paragraph(format!(
            "{} recommends {} refuge space for every 10,000 people. {} had {} people in {}: that is {asked:.1} spaces. It has {units} units ({}), of which the line means the refuges.",
            super::sentence_case(&line.by),
            line.per_10000,
            provider.name,
            thousands(provider.population),
            provider.census_year,
            kinds.join(", "),
        )),
        Block::note(format!(
            "The line says nothing about need. Many who need a place come from another area, and many of this area's find theirs elsewhere; so a number of spaces that follows from local population alone is to be read with caution.{caution} It is printed here because commissioners ask for it, and nothing on this page is computed from it."
        )),
        Block::paragraph(format!(
            "Source: {}, {}.",
            line.source,
            line.place.as_deref().unwrap_or("place not recorded")
        )),
    ];
    let by = super::sentence_case(&line.by);
    Section::new(id, format!("{by}'s line: {asked:.1} spaces"), blocks)
}

fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Refuge => "in refuges",
        Kind::SafePlace => "in Safe Places",
        Kind::Dispersed => "dispersed homes",
    }
}
