//! Who is turned away: rates with their denominators, by class of household and by what stood in the way.

use super::{a_year, pictures, reading, rounded, sentence_case};
use crate::domain::ReturnReason;
use crate::forecast::{Forecast, barrier_title, percent};
use crate::report::Subject;
use crate::report::block::{Block, Section, Table};
use std::collections::BTreeMap;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let forecasts: Vec<&Forecast> = subject.runs.iter().map(|(_, forecast)| forecast).collect();
    let noun = forecasts.first().map_or("households", |forecast| forecast.noun());
    let mut blocks = vec![Block::Table(by_class(subject, &forecasts, noun))];
    if noun == "referrals" {
        blocks.push(Block::Paragraph("Referrals are counted here, and a household may be referred more than once; the headline counts households.".to_owned()));
    }
    blocks.push(Block::Table(by_barrier(&forecasts, noun)));
    blocks.extend(pictures::named(subject, "who-is-turned-away"));
    blocks.extend(pictures::named(subject, "refusals-by-barrier"));
    Section { id: "who", heading: heading(subject, &forecasts), blocks }
}

/// The class that is turned away the most often, where all readings agree on it.
fn heading(subject: &Subject<'_>, forecasts: &[&Forecast]) -> String {
    let worst = |forecast: &&Forecast| {
        let rate = |class: &String| rate(forecast, class);
        let classes = subject.runs.first().map(|(outline, _)| &outline.classes)?;
        classes.iter().max_by(|a, b| rate(a).total_cmp(&rate(b))).cloned()
    };
    let found: Vec<String> = forecasts.iter().filter_map(worst).collect();
    match found.split_first() {
        Some((first, others)) if others.iter().all(|other| other == first) => {
            format!("Who is turned away: most often \u{201c}{first}\u{201d}")
        }
        _ => "Who is turned away".to_owned(),
    }
}

fn rate(forecast: &Forecast, group: &str) -> f64 {
    forecast.value("total", "rate_need_unmet", group, "mean").unwrap_or(0.0)
}

fn by_class(subject: &Subject<'_>, forecasts: &[&Forecast], noun: &str) -> Table {
    let classes = subject.runs.first().map_or(&[][..], |(outline, _)| &outline.classes);
    let mut head = vec!["Kind of household".to_owned()];
    for forecast in forecasts {
        let name = reading(forecast);
        head.push(format!("{name}: turned away a year"));
        head.push(format!("of {noun} a year"));
        head.push("rate".to_owned());
    }
    let row = |name: &str, group: &str| {
        let of = |forecast: &&Forecast| {
            [
                rounded(a_year(forecast, ("need_unmet", group), "mean")),
                rounded(a_year(forecast, ("referrals", group), "mean")),
                percent(rate(forecast, group)),
            ]
        };
        std::iter::once(name.to_owned()).chain(forecasts.iter().flat_map(of)).collect()
    };
    let mut order: Vec<&String> = classes.iter().collect();
    let worst = |class: &String| forecasts.iter().map(|f| rate(f, class)).fold(0.0, f64::max);
    order.sort_by(|a, b| worst(b).total_cmp(&worst(a)));
    let rows = order.into_iter().map(|class| row(class, class)).chain([row("All", "all")]);
    Table {
        name: "turned-away-by-household",
        caption: "Unmet need by kind of household (simulated)".to_owned(),
        head,
        rows: rows.collect(),
    }
}

/// What stood in the way, as a share of everybody with unmet need.
fn by_barrier(forecasts: &[&Forecast], noun: &str) -> Table {
    let mut found: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (which, forecast) in forecasts.iter().enumerate() {
        for (title, mean) in barriers(forecast) {
            let row = found.entry(title).or_insert_with(|| vec![0.0; forecasts.len()]);
            row[which] += mean;
        }
    }
    let greatest = |row: &[f64]| row.iter().copied().fold(0.0, f64::max);
    let mut found: Vec<(String, Vec<f64>)> = found.into_iter().collect();
    found.sort_by(|(_, a), (_, b)| greatest(b).total_cmp(&greatest(a)));
    found.retain(|(_, row)| greatest(row) > 0.0);
    let mut head = vec!["What stood in the way".to_owned()];
    for forecast in forecasts {
        head.push(format!("{}: a year", reading(forecast)));
        head.push(format!("of all {noun}"));
    }
    let row = |(title, means): (String, Vec<f64>)| {
        let of = |(forecast, mean): (&&Forecast, f64)| {
            let asked = a_year(forecast, ("referrals", "all"), "mean");
            [rounded(mean), percent(mean / asked.max(f64::MIN_POSITIVE))]
        };
        std::iter::once(title).chain(forecasts.iter().zip(means).flat_map(of)).collect()
    };
    Table {
        name: "turned-away-by-barrier",
        caption: "Unmet need by what stood in the way (simulated)".to_owned(),
        head,
        rows: found.into_iter().map(row).collect(),
    }
}

/// Reasons in words with their means a year; "other needs" told by its barriers.
fn barriers(forecast: &Forecast) -> Vec<(String, f64)> {
    let mut found = Vec::new();
    for reason in ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need()) {
        let measure = format!("unmet_{reason}");
        if reason != ReturnReason::NeedsOther {
            let mean = a_year(forecast, (&measure, "all"), "mean");
            found.push((sentence_case(reason.title()), mean));
            continue;
        }
        let groups = forecast.groups(&measure).into_iter();
        found.extend(groups.filter_map(|(group, mean)| {
            Some((sentence_case(&barrier_title(&group)?), mean / super::years(forecast)))
        }));
    }
    let withdrew = a_year(forecast, ("withdrew", "all"), "mean");
    found.push(("Gave up waiting for something that suited but was full".to_owned(), withdrew));
    found
}
