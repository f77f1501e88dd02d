//! The plan of a budget in words: whom it helps, what is certified of it, and what none could beat.

use super::numbers::{costs, figure, figures, more_or_fewer, per_household, pounds};
use super::who;
use crate::expansion::choose::Verdict;
use crate::expansion::explore::How;
use crate::expansion::report::{Asked, BudgetPlan, Offer, ReadingSaid, Report};
use crate::expansion::study::ERROR;
use crate::forecast::{Says, percent};

/// All of it; of a budget that comes to the same as an earlier one, that alone.
pub(super) fn said(budget: &BudgetPlan, reading: &ReadingSaid, report: &Report) -> Vec<String> {
    let plan = match &budget.same_as {
        Some(other) => vec![format!(
            "It comes to the same as the budget {other}: the same money in every year, and the same end."
        )],
        None => {
            vec![
                format!("{}{}", plan(budget, reading, report), ending(budget, reading)),
                certificate(budget, &report.asked),
                bound(budget),
            ]
        }
    };
    let said = plan.into_iter().chain(budget.notes.iter().cloned());
    said.filter(|sentence| !sentence.is_empty()).collect()
}

fn ending(budget: &BudgetPlan, reading: &ReadingSaid) -> String {
    budget.ends.as_ref().map_or_else(String::new, |ends| {
        format!(
            " It rests on {} ({} a year), which end on {}: all that was bought ends then, and figures are over all {} years.",
            ends.funding,
            pounds(ends.yearly),
            ends.day,
            reading.years
        )
    })
}

/// "fewer than one household a year is turned away".
fn hardly_any_need(asked: &Asked) -> String {
    if (asked.indifference - 1.0).abs() < 1e-9 {
        "fewer than one household a year is turned away".to_owned()
    } else {
        format!("fewer than {} households a year are turned away", figure(asked.indifference))
    }
}

fn plan(budget: &BudgetPlan, reading: &ReadingSaid, report: &Report) -> String {
    let asked = &report.asked;
    match budget.verdict {
        Verdict::NothingAffordable => return unaffordable(reading, report),
        Verdict::HardlyAnyNeed => {
            return format!("Nothing more is worth buying: {}.", hardly_any_need(asked));
        }
        Verdict::NothingHelps => {
            return "Nothing more is worth buying within it: no plan averts anything that could be told from chance.".to_owned();
        }
        Verdict::Certified | Verdict::NotDistinguishable => {}
    }
    let chosen = &budget.chosen;
    if chosen.plan.buys.is_empty() {
        return "Nothing more is worth buying within it.".to_owned();
    }
    let helped = who(&chosen.who, 3);
    let helped = if helped.is_empty() {
        String::new()
    } else {
        format!("; most of them: {}", helped.join(", "))
    };
    let averts = match chosen.averts.says {
        Says::More => format!(
            "It averts {} a year ({}){helped}, at {} each, capital spread over its life.",
            figure(chosen.averts.households.mean),
            figures(chosen.averts.households),
            per_household(&chosen.averts),
        ),
        Says::Fewer => format!(
            "With it {} households a year are turned away.",
            more_or_fewer(chosen.averts.households.times(-1.0))
        ),
        Says::Same | Says::NotDistinguishable => {
            "What it averts cannot be told apart from nothing.".to_owned()
        }
    };
    format!(
        "It buys {} ({}). {} households a year are still turned away ({}). {averts}",
        chosen.plan.words,
        costs(&chosen.plan),
        figure(chosen.turned_away.mean),
        figures(chosen.turned_away),
    )
}

/// The cheapest candidate that could do anything.
fn unaffordable(reading: &ReadingSaid, report: &Report) -> String {
    let is_idle = |offer: &&Offer| reading.idle.iter().all(|idle| idle.title != offer.title);
    let offers = report.candidates.iter().filter(is_idle);
    let Some(cheapest) = offers.min_by(|a, b| a.a_year[0].total_cmp(&b.a_year[0])) else {
        return "No candidate could do anything here.".to_owned();
    };
    let once = if cheapest.capital.pounds > 0.0 {
        format!(" and {} of capital once", pounds(cheapest.capital.pounds))
    } else {
        String::new()
    };
    format!(
        "Nothing is affordable within it: the cheapest candidate, {}, costs {} a year to run{once}.",
        cheapest.title,
        pounds(cheapest.yearly.pounds),
    )
}

fn certificate(budget: &BudgetPlan, asked: &Asked) -> String {
    let within = figure(asked.indifference);
    match budget.verdict {
        Verdict::NothingAffordable | Verdict::HardlyAnyNeed | Verdict::NothingHelps => {
            String::new()
        }
        Verdict::NotDistinguishable => format!(
            "Not distinguishable: after {} histories {} of the {} plans compared could still be the best to within {within} households a year; the cheapest of them is shown, without a certificate. They are: {}.",
            budget.histories,
            budget.best.len(),
            budget.compared,
            budget.best.join("; ")
        ),
        Verdict::Certified => format!(
            "Certified: of {} plans compared {} is the cheapest shown to turn away at most {within} households a year more than the best of them ({} histories). {}",
            budget.compared,
            if budget.chosen.plan.buys.is_empty() { "buying nothing" } else { "it" },
            budget.histories,
            best(budget),
        ),
    }
}

fn best(budget: &BudgetPlan) -> String {
    budget.best_compared.as_ref().map_or_else(
        || "It is itself the best of them.".to_owned(),
        |best| {
            let more = best.averts_more;
            let averts =
                if more.low > 0.0 { more_or_fewer(more) } else { "about as many".to_owned() };
            format!(
                "The best of them costs more: {} ({}); it averts {averts}.",
                best.valued.plan.words,
                costs(&best.valued.plan),
            )
        },
    )
}

/// What is certified of a budget's plan, in a few words.
pub fn surely(budget: &BudgetPlan, asked: &Asked) -> String {
    let within = figure(asked.indifference);
    match budget.verdict {
        Verdict::Certified => format!(
            "certified: the cheapest shown to be within {within} households a year of the best of {} plans compared",
            budget.compared
        ),
        Verdict::NotDistinguishable => format!(
            "not certified: {} of {} plans compared cannot be told apart",
            budget.best.len(),
            budget.compared
        ),
        Verdict::NothingAffordable => "no certificate: nothing is affordable".to_owned(),
        Verdict::HardlyAnyNeed => format!("no certificate: {}", hardly_any_need(asked)),
        Verdict::NothingHelps => {
            "no certificate: nothing averts anything that could be told from chance".to_owned()
        }
    }
}

/// What a certificate is worth.
pub fn certificates(report: &Report) -> String {
    format!(
        "A certificate says that a plan turns away at most {} households a year more than the best of the plans compared. It holds with probability {} over all budgets of a reading (Kim and Nelson's procedure, which is valid on shared histories; the chance of error is split over budgets). The probability is conditional on the model, its assumptions and the reading: it says nothing of whether those are right.",
        figure(report.asked.indifference),
        percent(1.0 - ERROR),
    )
}

fn bound(budget: &BudgetPlan) -> String {
    let Some(at_most) = budget.at_most else { return String::new() };
    let how = match budget.how {
        How::EveryPlan => "Every plan within the budget was looked at",
        How::Search => "Plans were searched for, not all looked at",
    };
    let best = budget.best_compared.iter().map(|best| &best.valued).chain([&budget.chosen]);
    let averted = best.map(|valued| valued.averts.households.mean).fold(at_most, f64::max);
    format!(
        "{how}; none within it could avert more than about {} a year if candidates help less the more there are.",
        figure(averted),
    )
}
