//! Who is turned away: rates with their denominators, by class of household and by what stood in the way.

use super::{a_year, pictures, reading, rounded, sentence_case};
use crate::base::domain::ReturnReason;
use crate::planning::forecast::{Forecast, percent};
use crate::presentation::chart::ChartError;
use crate::presentation::document::{Block, Section, Sheet, Table};
use crate::presentation::report::Subject;
use crate::presentation::wording::barrier;
use std::collections::BTreeMap;

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ChartError> {
    let forecasts: Vec<&Forecast> = subject.runs.iter().map(|(_, forecast)| forecast).collect();
    let noun = forecasts.first().map_or("households", |forecast| forecast.noun());
    let mut blocks = Vec::new();
    if forecasts.len() > 1 {
        let said = forecasts.iter().map(|forecast| in_words(subject, forecast));
        blocks.push(Block::items(said));
    }
    blocks.push(Block::Table(by_class(subject, &forecasts, noun)));
    if noun == "referrals" {
        blocks.push(Block::paragraph("Referrals are counted here, and a household may be referred more than once; the headline counts households."));
    }
    blocks.push(Block::Table(by_barrier(&forecasts, noun)));
    blocks.extend(pictures::named(subject, "who-is-turned-away")?);
    blocks.extend(pictures::named(subject, "refusals-by-barrier")?);
    Ok(Section::new("who", heading(subject, &forecasts), blocks))
}

/// Of the reading in which most are turned away: the class with most of them, and the one most often turned away.
fn heading(subject: &Subject<'_>, forecasts: &[&Forecast]) -> String {
    let all = |forecast: &&&Forecast| a_year(forecast, ("need_unmet", "all"), "mean");
    let found = forecasts.iter().max_by(|a, b| all(a).total_cmp(&all(b)));
    let Some((most, worst)) = found.and_then(|forecast| extremes(subject, forecast)) else {
        return "Who is turned away: nobody, in any history".to_owned();
    };
    if most == worst {
        return format!(
            "Who is turned away: the largest number and the highest share are \u{201c}{most}\u{201d}"
        );
    }
    format!(
        "Who is turned away: the largest number is \u{201c}{most}\u{201d}, the highest share \u{201c}{worst}\u{201d}"
    )
}

/// The class of which most are turned away, and the class of which the highest share is; none if nobody is.
fn extremes<'a>(subject: &Subject<'a>, forecast: &Forecast) -> Option<(&'a str, &'a str)> {
    let (outline, _) = subject.runs.first()?;
    let number = |class: &str| a_year(forecast, ("need_unmet", class), "mean");
    let greatest = |of: &dyn Fn(&str) -> f64| {
        let classes = outline.classes.iter().map(String::as_str);
        classes.max_by(|a, b| of(a).total_cmp(&of(b)))
    };
    let (most, worst) = (greatest(&number)?, greatest(&|class| rate(forecast, class))?);
    (number(most) > 0.0).then_some((most, worst))
}

fn in_words(subject: &Subject<'_>, forecast: &Forecast) -> String {
    let name = reading(forecast);
    let Some((most, worst)) = extremes(subject, forecast) else {
        return format!("{name}: nobody is turned away in any history.");
    };
    if most == worst {
        return format!(
            "{name}: both the largest number and the highest share of those who ask are \u{201c}{most}\u{201d} ({} a year of {}, {}).",
            rounded(a_year(forecast, ("need_unmet", most), "mean")),
            rounded(a_year(forecast, ("referrals", most), "mean")),
            percent(rate(forecast, worst)),
        );
    }
    format!(
        "{name}: the largest number is \u{201c}{most}\u{201d} ({} a year of {}); the highest share of those who ask is \u{201c}{worst}\u{201d} ({} of {} a year).",
        rounded(a_year(forecast, ("need_unmet", most), "mean")),
        rounded(a_year(forecast, ("referrals", most), "mean")),
        percent(rate(forecast, worst)),
        rounded(a_year(forecast, ("referrals", worst), "mean")),
    )
}

fn rate(forecast: &Forecast, group: &str) -> f64 {
    forecast.value("total", "rate_need_unmet", group, "mean").unwrap_or(0.0)
}

fn by_class(subject: &Subject<'_>, forecasts: &[&Forecast], noun: &str) -> Table {
    let classes = subject.runs.first().map_or(&[][..], |(outline, _)| &outline.classes);
    let kind = || vec!["Kind of household".to_owned()];
    let (mut head, mut fine) = (kind(), kind());
    for forecast in forecasts {
        let name = reading(forecast);
        head.push(format!("{name}: turned away of {noun}, a year"));
        fine.push(format!("{name}: turned away a year"));
        fine.push(format!("of {noun} a year"));
        fine.push("rate".to_owned());
    }
    let cells = |forecast: &Forecast, group: &str| {
        [
            rounded(a_year(forecast, ("need_unmet", group), "mean")),
            rounded(a_year(forecast, ("referrals", group), "mean")),
            percent(rate(forecast, group)),
        ]
    };
    let row = |(name, group): &(&str, &str)| -> Vec<String> {
        let of = |forecast: &&Forecast| {
            let [away, asked, rate] = cells(forecast, group);
            format!("{away} of {asked} ({rate})")
        };
        std::iter::once((*name).to_owned()).chain(forecasts.iter().map(of)).collect()
    };
    let fine_row = |(name, group): &(&str, &str)| -> Vec<String> {
        let of = |forecast: &&Forecast| cells(forecast, group);
        std::iter::once((*name).to_owned()).chain(forecasts.iter().flat_map(of)).collect()
    };
    let mut order: Vec<&String> = classes.iter().collect();
    let worst = |class: &String| forecasts.iter().map(|f| rate(f, class)).fold(0.0, f64::max);
    order.sort_by(|a, b| worst(b).total_cmp(&worst(a)));
    let named = order.into_iter().map(|class| (class.as_str(), class.as_str()));
    let groups: Vec<(&str, &str)> = named.chain([("All", "all")]).collect();
    Table::filed(
        "turned-away-by-household",
        "Unmet need by kind of household (simulated)",
        head,
        groups.iter().map(row),
    )
    .with_whole(Sheet { head: fine, rows: groups.iter().map(fine_row).collect() })
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
    let of_all = |forecast: &&Forecast| format!("{}: a year, of all {noun}", reading(forecast));
    head.extend(forecasts.iter().map(of_all));
    let row = |(title, means): (String, Vec<f64>)| {
        let of = |(forecast, mean): (&&Forecast, f64)| {
            let asked = a_year(forecast, ("referrals", "all"), "mean");
            format!("{} ({})", rounded(mean), percent(mean / asked.max(f64::MIN_POSITIVE)))
        };
        std::iter::once(title).chain(forecasts.iter().zip(means).map(of)).collect()
    };
    Table::filed(
        "turned-away-by-barrier",
        "Unmet need by what stood in the way (simulated)",
        head,
        found.into_iter().map(row),
    )
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
            Some((sentence_case(&barrier::title(&group)?), mean / super::years(forecast)))
        }));
    }
    let withdrew = a_year(forecast, ("withdrew", "all"), "mean");
    found.push(("Gave up waiting for something that suited but was full".to_owned(), withdrew));
    found
}
