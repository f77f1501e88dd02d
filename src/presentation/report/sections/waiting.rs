//! Nights in danger: what is spent waiting for a unit.

use super::headline::MEASURE;
use super::{a_year, either, pictures, range, reading, rounded, sentence_case, years};
use crate::planning::forecast::{Forecast, Outline, percent};
use crate::presentation::chart::ChartError;
use crate::presentation::document::{Block, Card, Section, Text};
use crate::presentation::report::Subject;

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ChartError> {
    let own = subject.runs.iter().all(|(outline, _)| outline.waits);
    let told = if subject.waiting.is_empty() { subject.runs } else { subject.waiting };
    let waits = told.iter().all(|(outline, _)| outline.waits);
    let (id, name) = ("waiting", told.first().map_or("", |(_, forecast)| &forecast.scenario));
    if !waits {
        let blocks = vec![Block::paragraph(format!(
            "Scenario {name} has nobody wait: a household that finds nothing on the day it asks is turned away at once, so no nights of waiting are counted, and the nights that those turned away go on spending in danger are not known to it. A scenario in which households wait can be told beside it with --waiting."
        ))];
        let heading = "Nights in danger: not part of this scenario".to_owned();
        return Ok(Section::new(id, heading, blocks));
    }
    let cards = told.iter().map(|(_, forecast)| card(forecast)).collect();
    let mut blocks = vec![Block::Cards(cards)];
    if !own {
        blocks.push(Block::paragraph(linked(subject, told)));
    }
    blocks.push(Block::paragraph("Every one of these nights is spent where the household fled from, or wherever else it can stay meanwhile. Nights after it gave up are not counted, because nobody knows them."));
    if own {
        blocks.extend(pictures::named(subject, "waiting-time")?);
    }
    Ok(Section::new(id, heading(told), blocks))
}

fn nights(forecast: &Forecast) -> f64 {
    a_year(forecast, ("nights_waiting", "all"), "mean")
}

fn heading(told: &[(Outline, Forecast)]) -> String {
    let said: Vec<String> = told.iter().map(|(_, forecast)| rounded(nights(forecast))).collect();
    format!("Nights in danger: about {} a year are spent waiting", said.join(" or "))
}

/// How these figures go with the headline, which is another scenario's.
fn linked(subject: &Subject<'_>, told: &[(Outline, Forecast)]) -> String {
    let name = |runs: &[(Outline, Forecast)]| {
        runs.first().map_or_else(String::new, |(_, forecast)| forecast.scenario.clone())
    };
    let of = |runs: &[(Outline, Forecast)], measure: &str| {
        let each = runs.iter().map(|(_, forecast)| a_year(forecast, (measure, "all"), "mean"));
        either(each.map(rounded))
    };
    format!(
        "The headline is of scenario {}, in which nobody waits: {} households a year find no place there. Here, in scenario {}, households wait for as long as they can and more numbers are assumed: {} a year find no place to the end; {} requests a year end in giving up, some of which are made again. They are the same households under other assumptions, so the two figures are not to be added.",
        name(subject.runs),
        of(subject.runs, MEASURE),
        name(told),
        of(told, MEASURE),
        of(told, "withdrew"),
    )
}

fn card(forecast: &Forecast) -> Card {
    let figure = |measure: &str| forecast.value("total", measure, "all", "mean").unwrap_or(0.0);
    Card {
        name: reading(forecast).into(),
        about: Text::default(),
        figure: format!("about {} nights a year", rounded(nights(forecast))).into(),
        text: format!(
            "{}. {} of referrals wait at all; {} requests a year end in giving up; those who are placed have waited {} days on average. Simulated.",
            range(forecast, "nights_waiting", years(forecast)),
            sentence_case(&percent(figure("rate_waited"))),
            rounded(a_year(forecast, ("withdrew", "all"), "mean")),
            rounded(figure("wait_days")),
        )
        .into(),
    }
}
