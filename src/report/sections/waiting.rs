//! Nights in danger: what is spent waiting for a unit.

use super::{a_year, pictures, range, reading, rounded, sentence_case, years};
use crate::forecast::{Forecast, Outline, percent};
use crate::report::Subject;
use crate::report::block::{Block, Card, Section};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let own = subject.runs.iter().all(|(outline, _)| outline.waits);
    let told = if subject.waiting.is_empty() { subject.runs } else { subject.waiting };
    let waits = told.iter().all(|(outline, _)| outline.waits);
    let (id, name) = ("waiting", told.first().map_or("", |(_, forecast)| &forecast.scenario));
    if !waits {
        let blocks = vec![Block::Paragraph(format!(
            "Scenario {name} has nobody wait: a household that finds nothing on the day it asks is turned away at once, so no nights of waiting are counted, and the nights that those turned away go on spending in danger are not known to it. A scenario in which households wait can be told beside it with --waiting."
        ))];
        let heading = "Nights in danger: not part of this scenario".to_owned();
        return Section { id, heading, blocks };
    }
    let cards = told.iter().map(|(_, forecast)| card(forecast)).collect();
    let mut blocks = vec![Block::Cards(cards)];
    if !own {
        blocks.push(Block::Paragraph(format!("Scenario {} has nobody wait. These figures are those of scenario {name}, in which households wait for as long as they can; they ask for more numbers to be assumed.", subject.runs.first().map_or("", |(_, forecast)| &forecast.scenario))));
    }
    blocks.push(Block::Paragraph("Every one of these nights is spent where the household fled from, or wherever else it can stay meanwhile. Nights after it gave up are not counted, because nobody knows them.".to_owned()));
    if own {
        blocks.extend(pictures::named(subject, "waiting-time"));
    }
    Section { id, heading: heading(told), blocks }
}

fn nights(forecast: &Forecast) -> f64 {
    a_year(forecast, ("nights_waiting", "all"), "mean")
}

fn heading(told: &[(Outline, Forecast)]) -> String {
    let said: Vec<String> = told.iter().map(|(_, forecast)| rounded(nights(forecast))).collect();
    format!("Nights in danger: about {} a year are spent waiting", said.join(" or "))
}

fn card(forecast: &Forecast) -> Card {
    let figure = |measure: &str| forecast.value("total", measure, "all", "mean").unwrap_or(0.0);
    Card {
        name: reading(forecast),
        figure: format!("about {} nights a year", rounded(nights(forecast))),
        text: format!(
            "{}. {} of referrals wait at all; {} give up a year; those who are placed have waited {} days on average. Simulated.",
            range(forecast, "nights_waiting", years(forecast)),
            sentence_case(&percent(figure("rate_waited"))),
            rounded(a_year(forecast, ("withdrew", "all"), "mean")),
            rounded(figure("wait_days")),
        ),
    }
}
