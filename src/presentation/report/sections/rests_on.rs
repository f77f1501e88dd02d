//! Numbers that are no scenario's: what money could buy, what may be spent, what a calibration was told.

use super::number::Number;
use crate::inputs::evidence::Provenance;
use crate::planning::calibration::{Calibration, Prior};
use crate::planning::expansion::{BudgetSaid, ExpansionReport, Money, Offer};
use crate::presentation::wording::expansion::{exact_pounds, limits};
use crate::presentation::wording::number;

/// Costs of candidates, units and levers alike, and budgets.
pub(super) fn money(report: &ExpansionReport) -> Vec<Number> {
    let candidates = report.candidates.iter().flat_map(|offer| {
        [(&offer.capital, "once"), (&offer.yearly, "a year")]
            .into_iter()
            .filter(|(money, _)| money.high > 0.0)
            .map(|(money, when)| cost(offer, money, when))
            .collect::<Vec<_>>()
    });
    candidates.chain(report.budgets.iter().map(budget)).collect()
}

fn cost(offer: &Offer, money: &Money, when: &str) -> Number {
    let kind = if offer.is_unit { "unit" } else { "lever" };
    let range = if money.low < money.high {
        format!(" ({} to {})", exact_pounds(money.low), exact_pounds(money.high))
    } else {
        String::new()
    };
    Number {
        key: format!("{}, {when}", offer.candidate),
        what: format!(
            "{} ({kind}, {} at most, works after {} days): cost {when}",
            offer.title, offer.most, offer.lead_days
        ),
        value: format!("{}{range}", exact_pounds(money.pounds)),
        standing: money.standing,
        source: money.source.clone(),
    }
}

fn budget(budget: &BudgetSaid) -> Number {
    let value = limits(budget);
    let funding = budget.funding.as_ref();
    let funding = funding.map_or_else(String::new, |name| format!(", which rests on {name}"));
    Number {
        key: format!("budget {}", budget.budget),
        what: format!("budget \u{201c}{}\u{201d}{funding}: spent at most", budget.budget),
        value,
        standing: budget.standing,
        source: budget.source.clone(),
    }
}

/// Unknowns with their priors, records, and what is chosen between.
pub(super) fn calibration(calibration: &Calibration) -> Vec<Number> {
    let unknowns = calibration.parameters.iter().map(|parameter| Number {
        key: format!("parameter {}", parameter.name),
        what: format!("not known: {} ({})", parameter.name, parameter.unit),
        value: prior(&parameter.prior),
        standing: parameter.standing,
        source: parameter.source.clone(),
    });
    let records = calibration.observations.iter().map(|record| Number {
        key: format!("observation {}", record.name),
        what: format!(
            "record \u{201c}{}\u{201d}, {}, {} to {}",
            record.name, record.place, record.days.0, record.days.1
        ),
        value: {
            let most = if record.record.at_most { "at most " } else { "" };
            format!("{most}{}", number(record.record.value))
        },
        standing: record.standing,
        source: record.source.clone(),
    });
    let alternatives = calibration.alternatives.iter().map(|alternative| Number {
        key: format!("alternative {}", alternative.name),
        what: format!("chosen between: {}, a year", alternative.name),
        value: exact_pounds(alternative.a_year),
        standing: alternative.standing,
        source: alternative.source.clone(),
    });
    let log = calibration.log_error.map(|error| Number {
        key: "refusal_log.error".to_owned(),
        what: "how far a well-kept refusal log would be out, as a share".to_owned(),
        value: number(error),
        standing: Provenance::Assumed,
        source: "judgement".to_owned(),
    });
    unknowns.chain(records).chain(alternatives).chain(log).collect()
}

fn prior(prior: &Prior) -> String {
    match prior {
        Prior::Uniform { low, high } => {
            format!("any value from {} to {}, each as likely", number(*low), number(*high))
        }
        Prior::Triangular { low, mode, high } => {
            format!("{} to {}, likeliest {}", number(*low), number(*high), number(*mode))
        }
        Prior::Lognormal { low, high } => {
            format!("{} to {} in 95 of 100 (lognormal)", number(*low), number(*high))
        }
        Prior::Choice { values } => {
            let values: Vec<String> = values.iter().copied().map(number).collect();
            format!("one of {}, each as likely", values.join(", "))
        }
    }
}
