//! A calibration as CSV: every figure, and the draws that count.

use crate::base::statistics::{Interval, float};
use crate::doors::cli::Failure;
use crate::doors::files;
use crate::planning::calibration::{Calibrated, Found, Knowing, Span};

/// Every figure, a line each.
pub(super) fn figures(scenario: &str, readings: &[Calibrated]) -> Result<String, Failure> {
    let mut rows = Vec::new();
    for told in readings {
        let mut figures = Figures { scenario, reading: &told.reading, rows: Vec::new() };
        figures.records(told);
        figures.unknowns(told);
        figures.forecast(told);
        figures.diagnostics(told);
        rows.extend(figures.rows);
    }
    files::table(["scenario", "reading", "measure", "of", "statistic", "value"], rows)
}

/// The figures of one reading.
struct Figures<'a> {
    scenario: &'a str,
    reading: &'a str,
    rows: Vec<Vec<String>>,
}

impl Figures<'_> {
    fn row(&mut self, measure: &str, of: &str, statistic: &str, value: f64) {
        let words = [self.scenario, self.reading, measure, of, statistic].map(str::to_owned);
        self.rows.push(words.into_iter().chain([format!("{value:.6}")]).collect());
    }

    fn span(&mut self, measure: &str, of: &str, span: Span) {
        self.row(measure, of, "mean", span.mean);
        self.row(measure, of, "p2_5", span.low);
        self.row(measure, of, "p97_5", span.high);
    }

    fn knowing(&mut self, of: &str, worth: Knowing) {
        let Knowing { gain, low, high, at_most } = worth;
        for (statistic, value) in
            [("mean", gain), ("low", low), ("high", high), ("at_most", at_most)]
        {
            self.row("gain_if_known", of, statistic, value);
        }
    }

    fn records(&mut self, told: &Calibrated) {
        const LIGHT: &str = "record_in_the_light_of_others";
        for held in &told.records {
            let record = &held.record;
            self.row("record", record, "value", held.value);
            self.span("record_expected", record, held.expected);
            self.row("record_expected", record, "chance", held.chance);
            if let Some((light, chance)) = held.in_the_light.zip(held.chance_in_the_light) {
                self.span(LIGHT, record, light);
                self.row(LIGHT, record, "chance", chance);
            }
            self.span("record_reproduced", record, held.reproduced);
        }
    }

    fn unknowns(&mut self, told: &Calibrated) {
        for unknown in &told.unknowns {
            self.span("prior", &unknown.unknown, unknown.prior);
            self.span("posterior", &unknown.unknown, unknown.posterior);
            self.row("contraction", &unknown.unknown, "share", unknown.contraction);
        }
        for swing in &told.swings {
            for (statistic, value) in [
                ("low", swing.low),
                ("high", swing.high),
                ("turned_away_if_low", swing.away_if_low),
                ("turned_away_if_high", swing.away_if_high),
                ("moves_low", swing.moves.low),
                ("moves_high", swing.moves.high),
            ] {
                self.row("swing", &swing.unknown, statistic, value);
            }
            if let Some(worth) = swing.worth {
                self.knowing(&swing.unknown, worth);
            }
        }
        if let Some(worth) = told.refusal_log {
            self.knowing("refusal log of one year", worth);
        }
        if let Some(narrows) = told.refusal_log_narrows {
            self.row("narrows_turned_away", "refusal log of one year", "share", narrows);
        }
    }

    fn forecast(&mut self, told: &Calibrated) {
        const AWAY: &str = "turned_away_a_year";
        let forecast = &told.forecast;
        self.span(AWAY, "all", forecast.away);
        self.row(AWAY, "all", "se", forecast.away_error);
        self.row(AWAY, "all", "variance_by_chance", forecast.variance_by_chance);
        self.row(AWAY, "all", "variance_by_parameters", forecast.variance_by_parameters);
        self.row(AWAY, "all", "chance_share", forecast.chance_share);
        self.span("placed_a_year", "all", forecast.placed);
        for alternative in &told.alternatives {
            self.span("turned_away_under", &alternative.alternative, alternative.away);
            let name = &alternative.alternative;
            self.row("turned_away_under", name, "best_in", alternative.best_in);
            if let Some(Interval { mean, low, high }) = alternative.more_than_lowest {
                for (statistic, value) in [("mean", mean), ("low", low), ("high", high)] {
                    self.row("more_than_lowest", name, statistic, value);
                }
            }
        }
    }

    fn diagnostics(&mut self, told: &Calibrated) {
        let found = &told.diagnostics;
        let draws = float(found.draws);
        for (statistic, value) in [
            ("draws", draws),
            ("rounds", f64::from(found.rounds)),
            ("effective", found.effective),
            ("effective_at_first", found.effective_at_first),
            ("greatest_weight", found.greatest_weight),
        ] {
            self.row("diagnostics", "all", statistic, value);
        }
    }
}

/// The draws that count, each with its weight and what it leads to.
pub(super) fn posterior(found: &[Found]) -> Result<String, Failure> {
    let Some(first) = found.first() else { return Ok(String::new()) };
    let names = first.told.unknowns.iter().map(|unknown| &*unknown.unknown);
    let ahead = ["reading", "draw", "weight"].into_iter();
    let header: Vec<&str> =
        ahead.chain(names).chain(["turned_away_a_year", "placed_a_year"]).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
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
    files::table(header, rows)
}
