//! A calibration as CSV: every figure, and the draws that count.

use crate::calibration::{Calibrated, Found, Knowing, Span};
use crate::cli::Failure;
use anyhow::Context;

/// Every figure, a line each.
pub(super) fn figures(scenario: &str, readings: &[Calibrated]) -> Result<String, Failure> {
    let mut rows = Vec::new();
    for told in readings {
        let mut row = |measure: &str, of: &str, statistic: &str, value: f64| {
            let value = format!("{value:.6}");
            let words = [scenario, &told.reading, measure, of, statistic];
            rows.push(words.map(str::to_owned).into_iter().chain([value]).collect());
        };
        let span =
            |row: &mut dyn FnMut(&str, &str, &str, f64), measure: &str, of: &str, span: Span| {
                row(measure, of, "mean", span.mean);
                row(measure, of, "p2_5", span.low);
                row(measure, of, "p97_5", span.high);
            };
        let knowing = |row: &mut dyn FnMut(&str, &str, &str, f64), of: &str, worth: Knowing| {
            row("gain_if_known", of, "mean", worth.gain);
            row("gain_if_known", of, "low", worth.low);
            row("gain_if_known", of, "high", worth.high);
            row("gain_if_known", of, "at_most", worth.at_most);
        };
        for held in &told.records {
            row("record", &held.record, "value", held.value);
            span(&mut row, "record_expected", &held.record, held.expected);
            row("record_expected", &held.record, "chance", held.chance);
            if let Some((light, chance)) = held.in_the_light.zip(held.chance_in_the_light) {
                span(&mut row, "record_in_the_light_of_others", &held.record, light);
                row("record_in_the_light_of_others", &held.record, "chance", chance);
            }
            span(&mut row, "record_reproduced", &held.record, held.reproduced);
        }
        for unknown in &told.unknowns {
            span(&mut row, "prior", &unknown.unknown, unknown.prior);
            span(&mut row, "posterior", &unknown.unknown, unknown.posterior);
            row("contraction", &unknown.unknown, "share", unknown.contraction);
        }
        let forecast = &told.forecast;
        span(&mut row, "turned_away_a_year", "all", forecast.away);
        row("turned_away_a_year", "all", "se", forecast.away_error);
        row("turned_away_a_year", "all", "variance_by_chance", forecast.variance_by_chance);
        row("turned_away_a_year", "all", "variance_by_parameters", forecast.variance_by_parameters);
        row("turned_away_a_year", "all", "chance_share", forecast.chance_share);
        span(&mut row, "placed_a_year", "all", forecast.placed);
        for swing in &told.swings {
            for (statistic, value) in [
                ("low", swing.low),
                ("high", swing.high),
                ("turned_away_if_low", swing.away_if_low),
                ("turned_away_if_high", swing.away_if_high),
            ] {
                row("swing", &swing.unknown, statistic, value);
            }
            if let Some(worth) = swing.worth {
                knowing(&mut row, &swing.unknown, worth);
            }
        }
        for alternative in &told.alternatives {
            span(&mut row, "turned_away_under", &alternative.alternative, alternative.away);
            row("turned_away_under", &alternative.alternative, "best_in", alternative.best_in);
        }
        if let Some(worth) = told.refusal_log {
            knowing(&mut row, "refusal log of one year", worth);
        }
        let found = &told.diagnostics;
        #[expect(clippy::cast_precision_loss, reason = "a number of draws")]
        let draws = found.draws as f64;
        for (statistic, value) in [
            ("draws", draws),
            ("rounds", f64::from(found.rounds)),
            ("effective", found.effective),
            ("effective_at_first", found.effective_at_first),
            ("greatest_weight", found.greatest_weight),
        ] {
            row("diagnostics", "all", statistic, value);
        }
    }
    written(&["scenario", "reading", "measure", "of", "statistic", "value"], rows)
}

/// The draws that count, each with its weight and what it leads to.
pub(super) fn posterior(found: &[Found]) -> Result<String, Failure> {
    let Some(first) = found.first() else { return Ok(String::new()) };
    let names = first.told.unknowns.iter().map(|unknown| &*unknown.unknown);
    let ahead = ["reading", "draw", "weight"].into_iter();
    let header: Vec<&str> =
        ahead.chain(names).chain(["turned_away_a_year", "placed_a_year"]).collect();
    let mut rows = Vec::new();
    for found in found {
        for (outcome, weight) in found.outcomes.iter().zip(found.weights.shares()) {
            let draw = &found.posterior.draws[outcome.draw];
            let away = f64::midpoint(outcome.away[0], outcome.away[1]);
            let figures =
                draw.values.iter().copied().chain([draw.rate, draw.load, away, outcome.placed]);
            let head =
                [found.told.reading.clone(), draw.number.to_string(), format!("{weight:.9}")];
            rows.push(head.into_iter().chain(figures.map(|value| format!("{value:.6}"))).collect());
        }
    }
    written(&header, rows)
}

pub(in crate::cli) fn written(header: &[&str], rows: Vec<Vec<String>>) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).context("the table cannot be written")?;
    for row in rows {
        writer.write_record(row).context("the table cannot be written")?;
    }
    let bytes = writer.into_inner().context("the table cannot be written")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
