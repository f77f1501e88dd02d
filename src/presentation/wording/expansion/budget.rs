//! The plan of a budget in words: whom it helps, what is certified of it, and what none could beat.

use super::family::family as in_words;
use super::numbers::{
    costs, exact_pounds, fewer, figure, figures, left_over, more_or_fewer, per_household,
    placed_for_how_long, pounds,
};
use super::who::who;
use crate::base::domain::{capitalised, number_said};
use crate::base::statistics::Says;
use crate::planning::expansion::{
    Asked, BudgetNote, BudgetPlan, Certificate, ERROR, ExpansionReport, Family, How, Member, Offer,
    ReadingSaid, Valued, When,
};
use crate::planning::forecast::{in_threes, percent};

/// All of it; of a budget that comes to the same as an earlier one, that alone.
pub(super) fn said(
    budget: &BudgetPlan,
    reading: &ReadingSaid,
    report: &ExpansionReport,
) -> Vec<String> {
    let plan = match &budget.same_as {
        Some(other) => vec![format!(
            "It comes to the same as the budget {other}: the same money in every year, and the same end."
        )],
        None => {
            vec![
                certificate(budget, &report.asked),
                family(budget, &report.asked),
                format!("{}{}", plan(budget, reading, report), ending(budget, reading)),
                best(budget),
                bound(budget),
            ]
        }
    };
    let notes = budget.notes.iter().map(|known| note(known, reading.years));
    let said = plan.into_iter().chain(notes);
    said.filter(|sentence| !sentence.is_empty()).collect()
}

/// What a budget leaves unsaid or says in vain in a scenario of so many years.
pub fn note(note: &BudgetNote, years: u16) -> String {
    match note {
        BudgetNote::TakenAsLasting(name) => format!(
            "It rests on \u{201c}{name}\u{201d}, of which this scenario does not say when it ends: taken as lasting."
        ),
        BudgetNote::BeyondTheYears(late) => {
            let said: Vec<String> = late.iter().map(u16::to_string).collect();
            format!(
                "Its money of {} {} is not counted: the scenario counts {years} years.",
                if late.len() == 1 { "year" } else { "years" },
                said.join(", "),
            )
        }
    }
}

fn ending(budget: &BudgetPlan, reading: &ReadingSaid) -> String {
    budget.ends.as_ref().map_or_else(String::new, |ends| {
        let then = match ends.when {
            When::Before => format!(
                "ends on {}, before anything could work: nothing can be bought from it",
                ends.day
            ),
            When::Within => format!(
                "ends on {}: all that was bought ends then, and figures are over all {} years",
                ends.day, reading.years
            ),
            When::After => {
                format!("ends on {}, after the {} years that count", ends.day, reading.years)
            }
        };
        format!(" It rests on {} ({} a year), which {then}.", ends.funding, pounds(ends.yearly))
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

fn plan(budget: &BudgetPlan, reading: &ReadingSaid, report: &ExpansionReport) -> String {
    let asked = &report.asked;
    match budget.verdict {
        Certificate::NothingAffordable => return unaffordable(reading, report),
        Certificate::HardlyAnyNeed => {
            return format!("Nothing more is worth buying: {}.", hardly_any_need(asked));
        }
        Certificate::NothingHelps => {
            return "Nothing more is worth buying within it: no plan averts anything that could be told from chance.".to_owned();
        }
        Certificate::Certified | Certificate::NotDistinguishable => {}
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
    let how_long = placed_for_how_long(&chosen.averts);
    let how_long = how_long.map_or_else(String::new, |how_long| format!(" In the end {how_long}."));
    let averts = match chosen.averts.says {
        Says::More => format!(
            "It averts {} a year ({}){helped}, at {}.{how_long}",
            figure(chosen.averts.households.mean),
            figures(chosen.averts.households),
            if chosen.plan.a_year[2] > 0.0 {
                let over = match budget.ends {
                    Some(_) => "its life, or up to the end of the funding if that comes first",
                    None => "its life",
                };
                format!("{} each, capital spread over {over}", per_household(&chosen.averts))
            } else {
                "no cost in money".to_owned()
            },
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
        "It buys {} ({}). Left over: {}. {} households a year are still turned away ({}). {averts}",
        chosen.plan.words,
        costs(&chosen.plan),
        left_over(&budget.left_over),
        figure(chosen.turned_away.mean),
        figures(chosen.turned_away),
    )
}

/// The cheapest candidate that could do anything.
fn unaffordable(reading: &ReadingSaid, report: &ExpansionReport) -> String {
    let is_idle = |offer: &&Offer| reading.idle.iter().all(|idle| idle.title != offer.title);
    let offers = report.candidates.iter().filter(|offer| offer.in_plans).filter(is_idle);
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

/// "of all 60 plans within the budget", "of the 212 plans compared".
fn of_how_many(budget: &BudgetPlan) -> String {
    let number = |number: usize| in_threes(&number.to_string());
    match (budget.how, budget.every) {
        (How::EveryPlan, Some(every)) => {
            format!("of all {} plans within the budget", number(every))
        }
        (How::EveryFullPlan, Some(every)) => format!(
            "of all {} plans within the budget that leave no money for one thing more",
            number(every)
        ),
        _ => format!("of the {} plans compared", number(budget.compared)),
    }
}

fn certificate(budget: &BudgetPlan, asked: &Asked) -> String {
    let within = figure(asked.indifference);
    let of = of_how_many(budget);
    match budget.verdict {
        Certificate::NothingAffordable | Certificate::HardlyAnyNeed | Certificate::NothingHelps => {
            String::new()
        }
        Certificate::NotDistinguishable => format!(
            "Not certified: after {} histories several {of} could still be the best to within {within} households a year; the cheapest of them is shown.",
            budget.histories,
        ),
        Certificate::Certified => format!(
            "Certified: {} at most {within} households a year more than the best {of}. No cheaper plan was found that is shown to fall behind by no more.",
            if budget.chosen.plan.buys.is_empty() {
                "buying nothing turns away"
            } else {
                "it turns away"
            },
        ),
    }
}

/// The family of plans that cannot be told apart from the best.
fn family(budget: &BudgetPlan, asked: &Asked) -> String {
    let Some(family) = &budget.family else { return String::new() };
    let words = capitalised(&in_words(&family.shape));
    format!(
        "{words}: {} a year. {} plans of this family cannot be told apart to within {} households a year; the cheapest is taken.",
        fewer(family.averts),
        capitalised(&number_said(family.members.len())),
        figure(asked.indifference),
    )
}

/// The plans of a family, a line each: the cheapest first.
pub fn members(family: &Family) -> Vec<String> {
    let member = |member: &Member| {
        format!(
            "{} a year, {} fewer: {}",
            pounds(member.plan.a_year[0]),
            figure(member.averts.mean),
            member.plan.words
        )
    };
    family.members.iter().map(member).collect()
}

/// The best of the plans compared, if it is another; its cost beside that of the plan, in whole pounds.
fn best(budget: &BudgetPlan) -> String {
    match &budget.best_compared {
        _ if budget.verdict != Certificate::Certified => String::new(),
        None => "It is itself the best of them.".to_owned(),
        Some(best) => {
            let more = best.averts_more;
            let averts =
                if more.low > 0.0 { more_or_fewer(more) } else { "about as many".to_owned() };
            let whole = |valued: &Valued| valued.plan.a_year[0].round();
            let dearer = whole(&best.valued) - whole(&budget.chosen);
            let costs_more = if dearer > 0.0 {
                format!("costs {} a year more", exact_pounds(dearer))
            } else {
                "costs the same".to_owned()
            };
            format!(
                "The best of them {costs_more}: {} ({}); it averts {averts}.",
                best.valued.plan.words,
                costs(&best.valued.plan),
            )
        }
    }
}

/// What is certified of a budget's plan, in a few words.
pub fn surely(budget: &BudgetPlan, asked: &Asked) -> String {
    let within = figure(asked.indifference);
    match budget.verdict {
        Certificate::Certified => format!(
            "certified: within {within} households a year of the best {}",
            of_how_many(budget)
        ),
        Certificate::NotDistinguishable => {
            format!("not certified: several {} cannot be told apart", of_how_many(budget))
        }
        Certificate::NothingAffordable => "no certificate: nothing is affordable".to_owned(),
        Certificate::HardlyAnyNeed => format!("no certificate: {}", hardly_any_need(asked)),
        Certificate::NothingHelps => {
            "no certificate: nothing averts anything that could be told from chance".to_owned()
        }
    }
}

/// What a certificate is worth.
pub fn certificates(report: &ExpansionReport) -> String {
    format!(
        "A certificate says that a plan turns away at most {} households a year more than the best of the plans that it names: all within the budget, or those compared. It holds with probability {} over all budgets of a reading (Student's t on shared histories: the best found is held against every other plan, whichever of them is truly the best; then the cheaper ones against it, on other histories). Plans that leave no money for one thing more stand for those that do, and those that were looked at besides are compared too, some of them together, as one plan that buys all that they do. Both suppose that to buy more turns no more away. The probability is conditional on the model, its assumptions and the reading: it says nothing of whether those are right.",
        figure(report.asked.indifference),
        percent(1.0 - ERROR),
    )
}

/// What none could beat, where that may be said.
fn bound(budget: &BudgetPlan) -> String {
    let diminishing = &budget.diminishing;
    match budget.at_most {
        Some(at_most) => {
            let tried = match diminishing.tried {
                0 => ", which nothing here could test".to_owned(),
                1 => ": so did the one that was added to the plan".to_owned(),
                tried => format!(": so did all {tried} that were added to the plan"),
            };
            format!(
                "None within the budget could avert more than about {} a year, if candidates help less the more there are{tried}.",
                figure(at_most),
            )
        }
        None if !diminishing.broken.is_empty() => format!(
            "There is no bound on what any plan could avert: on these histories some candidates helped more beside the plan than by themselves ({}).",
            diminishing.broken.join(", ")
        ),
        None if diminishing.bound_is_beaten => "There is no bound on what any plan could avert: candidates help more together than they would by themselves.".to_owned(),
        None => String::new(),
    }
}
