//! Nights in danger: what is spent waiting for a unit.

use super::headline::NEVER;
use super::{
    a_year, by_reading, counted_runs, pictures, range, reading, rounded, sentence_case, years,
};
use crate::planning::forecast::{
    Forecast, Group, Measure, NoFigure, Outline, Rate, Statistic, percent,
};
use crate::presentation::document::{Block, Card, Section, Text};
use crate::presentation::report::{ReportError, Subject};

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ReportError> {
    let own = subject.runs.iter().all(|(outline, _)| outline.waits);
    let told = if subject.waiting.is_empty() { subject.runs } else { subject.waiting };
    let waits = told.iter().all(|(outline, _)| outline.waits);
    let id = "waiting";
    if !waits {
        return Ok(Section::new(id, "", Vec::new()));
    }
    let cards = told.iter().map(|(_, forecast)| card(forecast)).collect::<Result<_, _>>()?;
    let mut blocks = vec![Block::Cards(cards)];
    if !own {
        blocks.push(Block::paragraph(linked(subject, told)?));
    }
    blocks.push(Block::paragraph("Every one of these nights is spent where the household fled from, or wherever else it can stay meanwhile. Nights after it gave up are not counted, because nobody knows them."));
    if own {
        blocks.extend(pictures::named(subject, "waiting-time")?);
    }
    Ok(Section::new(id, heading(told)?, blocks))
}

fn nights(forecast: &Forecast) -> Result<String, NoFigure> {
    Ok(rounded(a_year(forecast, Measure::NightsWaiting)?))
}

fn heading(told: &[(Outline, Forecast)]) -> Result<String, NoFigure> {
    let said: Vec<String> = counted_runs(told).into_iter().map(nights).collect::<Result<_, _>>()?;
    Ok(format!("Nights in danger: about {} a year are spent waiting", by_reading(said)))
}

/// How these figures go with the headline, which is another scenario's.
fn linked(subject: &Subject<'_>, told: &[(Outline, Forecast)]) -> Result<String, NoFigure> {
    let name = |runs: &[(Outline, Forecast)]| {
        runs.first().map_or_else(String::new, |(_, forecast)| forecast.scenario.clone())
    };
    let of = |runs: &[(Outline, Forecast)], measure: Measure| {
        let each = counted_runs(runs).into_iter();
        let each = each.map(|forecast| Ok(rounded(a_year(forecast, measure)?)));
        Ok(by_reading(each.collect::<Result<Vec<String>, _>>()?))
    };
    Ok(format!(
        "The headline is of scenario {}, in which nobody waits: {} households a year find no place there. Here, in scenario {}, households wait for as long as they can and more numbers are assumed: {} a year find no place to the end; {} requests a year end in giving up, some of which are made again. They are the same households under other assumptions, so the two figures are not to be added.",
        name(subject.runs),
        of(subject.runs, NEVER)?,
        name(told),
        of(told, NEVER)?,
        of(told, Measure::Withdrew)?,
    ))
}

fn card(forecast: &Forecast) -> Result<Card, NoFigure> {
    let mean = |measure| Ok(Statistic::Mean.of(&forecast.of_group(measure, Group::All)?));
    Ok(Card {
        name: reading(forecast).into(),
        about: Text::default(),
        figure: format!("about {} nights a year", nights(forecast)?).into(),
        text: format!(
            "{}. {} of referrals wait at all; {} requests a year end in giving up; those who are placed have waited {} days on average. Simulated.",
            range(forecast, Measure::NightsWaiting, years(forecast))?,
            sentence_case(&percent(mean(Measure::Rate(Rate::Waited))?)),
            rounded(a_year(forecast, Measure::Withdrew)?),
            rounded(mean(Measure::WaitDays)?),
        )
        .into(),
    })
}
