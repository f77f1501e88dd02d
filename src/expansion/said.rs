//! What a study came to, in sentences. A claim is made only where its interval makes it, and each says on what it rests.

use super::chance::Kept;
use super::explore::How;
use super::report::{
    Averted, BudgetPlan, Enough, FlowAndStock, HARDLY_ANY, Next, PlanSaid, ReadingSaid, Report,
    Valued,
};
use super::robust::{Flip, Robust};
use super::study::ERROR;
use crate::forecast::{Interval, Says, in_threes, percent, rounded};

/// Sentences on one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// How things are now.
    pub now: String,
    /// Needs and places.
    pub flow_and_stock: String,
    /// Whether units or levers house a household for least.
    pub cheapest: String,
    /// Candidates that change who is turned away, not how many.
    pub shifts: Vec<String>,
    /// Candidates that can do nothing.
    pub idle: Vec<String>,
    /// By budget: the plan, whom it helps, its certificate, and what none could beat.
    pub budgets: Vec<Vec<String>>,
    /// The smallest plan that keeps refusals low.
    pub enough: String,
    /// How far the search can be trusted.
    pub search: String,
}

/// Sentences on every reading, and then on all together.
pub fn said(report: &Report) -> (Vec<Words>, Vec<String>) {
    let readings = report.readings.iter().map(|reading| words(reading, report)).collect();
    (readings, report.robustness.iter().map(robust).collect())
}

fn words(reading: &ReadingSaid, report: &Report) -> Words {
    let budgets = &reading.budgets;
    Words {
        now: now(&reading.now, reading),
        flow_and_stock: flow_and_stock(reading.flow_and_stock),
        cheapest: cheapest(&reading.next),
        shifts: shifts(&reading.next),
        idle: reading.idle.iter().map(|idle| format!("{}: {}.", idle.title, idle.why)).collect(),
        budgets: budgets.iter().map(|budget| budget_said(budget, reading, report)).collect(),
        enough: enough(reading, report),
        search: search(reading),
    }
}

/// Pounds with thousands apart: two figures that mean something, and noughts.
pub fn pounds(value: f64) -> String {
    let digits = if value >= 100_000.0 { 3.0 } else { 2.0 };
    let power = libm::pow(10.0, libm::floor(libm::log10(value.max(1.0))) - (digits - 1.0));
    let near = (value / power.max(1.0)).round() * power.max(1.0);
    format!("£{}", in_threes(&format!("{near:.0}")))
}

/// "0.1", "5.3", "113".
pub fn figure(value: f64) -> String {
    // No minus before a nought.
    let value = if value.abs() < 0.05 { 0.0 } else { value };
    if value.abs() >= 99.95 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// "1.2 to 3.4".
pub fn figures(interval: Interval) -> String {
    format!("{} to {}", figure(interval.low), figure(interval.high))
}

/// "£7,200 (£5,100 to £11,000)".
pub fn per_household(averted: &Averted) -> String {
    match averted.per_household {
        _ if averted.is_hardly_any() => "more than can be said, as it averts hardly any".to_owned(),
        None => "a cost that chance hides".to_owned(),
        Some([best, low, high]) => {
            format!("{} ({} to {})", pounds(best), pounds(low), pounds(high))
        }
    }
}

fn now(now: &Valued, reading: &ReadingSaid) -> String {
    let most: Vec<String> = who(&reading.turned_away_now, 3);
    let falls = if most.is_empty() {
        String::new()
    } else {
        format!("; most of them: {}", most.join(", "))
    };
    format!(
        "With nothing more, {} households a year are turned away ({}, over {}{falls}); {} of referrals because everything that suited was full.",
        figure(now.turned_away.mean),
        figures(now.turned_away),
        if reading.years == 1 { "a year".to_owned() } else { format!("{} years", reading.years) },
        percent(now.full),
    )
}

/// Classes of whom most are concerned, with how many a year.
fn who(groups: &[super::report::Group], most: usize) -> Vec<String> {
    let mut sorted: Vec<_> = groups.iter().filter(|group| group.households.mean >= 0.05).collect();
    sorted.sort_by(|a, b| b.households.mean.total_cmp(&a.households.mean));
    let said = |group: &&super::report::Group| {
        format!("{} {}", group.class, figure(group.households.mean))
    };
    sorted.iter().take(most).map(said).collect()
}

fn flow_and_stock(of: FlowAndStock) -> String {
    format!(
        "A flow and a stock: {} households ask in a year; one stays {} days on average; were all housed, {} would live here at once, in a service of {} units.",
        rounded(of.asks_a_year),
        rounded(of.stay_days),
        rounded(of.at_once),
        of.units,
    )
}

/// The cheapest further household by a lever and by a unit.
fn cheapest(next: &[Next]) -> String {
    let worth = |is_unit: bool| {
        next.iter().find(|next| next.is_unit == is_unit && next.averts.is_something())
    };
    let said = |next: &Next| {
        format!("{} at {} for each further household", next.title, per_household(&next.averts))
    };
    let cost = |next: &Next| next.averts.per_household.map_or(f64::INFINITY, |range| range[0]);
    match (worth(false), worth(true)) {
        (Some(lever), Some(unit)) if cost(lever) < cost(unit) => format!(
            "A lever that is no unit houses a household for less than any unit does: {}; the cheapest unit is {}.",
            said(lever),
            said(unit)
        ),
        (Some(lever), Some(unit)) => format!(
            "A unit houses a household for less than any lever does: {}; the cheapest lever is {}.",
            said(unit),
            said(lever)
        ),
        (Some(lever), None) => format!(
            "Of all candidates only levers that are no units avert anything beyond doubt: the cheapest is {}.",
            said(lever)
        ),
        (None, Some(unit)) => format!(
            "Of all candidates only units avert anything beyond doubt: the cheapest is {}.",
            said(unit)
        ),
        (None, None) => "Nothing more is worth buying in this reading: no candidate by itself averts even one household in ten years beyond doubt.".to_owned(),
    }
}

/// Levers that turn no fewer away in all, but others.
fn shifts(next: &[Next]) -> Vec<String> {
    let changed = |next: &&Next| {
        !next.averts.is_something() && next.who.iter().any(|group| is_clear(group.households))
    };
    let said = |next: &Next| {
        let of = |is_fewer: bool| -> Vec<String> {
            let clear = next.who.iter().filter(|group| is_clear(group.households));
            let of = clear.filter(|group| (group.households.mean > 0.0) == is_fewer);
            of.map(|group| format!("{} {}", group.class, figure(group.households.mean.abs())))
                .collect()
        };
        let (fewer, more) = (of(true), of(false));
        let part = |of: Vec<String>, word: &str| {
            if of.is_empty() { String::new() } else { format!("; {word}: {}", of.join(", ")) }
        };
        format!(
            "{} changes who is turned away rather than how many{}{}.",
            next.title,
            part(fewer, "fewer a year of"),
            part(more, "more of")
        )
    };
    next.iter().filter(changed).map(said).collect()
}

fn is_clear(households: Interval) -> bool {
    (households.low > 0.0 || households.high < 0.0) && households.mean.abs() >= HARDLY_ANY
}

/// A plan's costs: "£38,000 a year and £5,000 once; costs in part assumed".
pub fn costs(plan: &PlanSaid) -> String {
    if plan.buys.is_empty() {
        return "£0".to_owned();
    }
    let once = if plan.capital > 0.0 {
        format!(" and {} once", pounds(plan.capital))
    } else {
        String::new()
    };
    let assumed = if plan.cost_assumed { "; in part assumed" } else { "" };
    format!("{} a year{once}{assumed}", pounds(plan.yearly))
}

fn budget_said(budget: &BudgetPlan, reading: &ReadingSaid, report: &Report) -> Vec<String> {
    let ends = budget.ends.as_ref().map_or_else(String::new, |ends| {
        format!(
            " It rests on {} ({} a year), which end on {}: all that was bought ends then, and figures are over all {} years.",
            ends.funding,
            pounds(ends.yearly),
            ends.day,
            reading.years
        )
    });
    vec![format!("{}{ends}", plan(budget)), certificate(budget, report), bound(budget)]
}

fn plan(budget: &BudgetPlan) -> String {
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
            "It averts {} a year ({}){helped}, at {} each.",
            figure(chosen.averts.households.mean),
            figures(chosen.averts.households),
            per_household(&chosen.averts),
        ),
        _ => format!(
            "What it averts cannot be told apart from nothing ({} a year).",
            figures(chosen.averts.households)
        ),
    };
    format!(
        "It buys {} ({}). {} a year are still turned away ({}). {averts}",
        chosen.plan.words,
        costs(&chosen.plan),
        figure(chosen.turned_away.mean),
        figures(chosen.turned_away),
    )
}

fn certificate(budget: &BudgetPlan, report: &Report) -> String {
    let within = figure(report.asked.indifference);
    if !budget.certified {
        return format!(
            "Not distinguishable: after {} histories {} of the {} plans compared could still be the best to within {within} a year; the cheapest of them is shown, without a certificate. They are: {}.",
            budget.histories,
            budget.best.len(),
            budget.compared,
            budget.best.join("; ")
        );
    }
    let best = budget.best_compared.as_ref().map_or_else(String::new, |best| {
        format!(
            " The best of them, and dearer: {} ({}; averts {}).",
            best.plan.words,
            costs(&best.plan),
            figure(best.averts.households.mean)
        )
    });
    format!(
        "Certified: it is the cheapest of {} plans compared that falls behind the best of them by no more than {within} a year ({} histories).{best}",
        budget.compared, budget.histories,
    )
}

/// What a certificate is worth.
pub fn certificates(report: &Report) -> String {
    format!(
        "A certificate holds with probability {} over all budgets of a reading (Kim and Nelson's procedure, which is valid on shared histories; the chance of error is split over budgets). Differences under {} households a year make no difference to it. The probability is conditional on the model, its assumptions and the reading: it says nothing of whether those are right.",
        percent(1.0 - ERROR),
        figure(report.asked.indifference),
    )
}

fn bound(budget: &BudgetPlan) -> String {
    let how = match budget.how {
        How::EveryPlan => "Every plan within the budget was looked at",
        How::Search => "Plans were searched for, not all looked at",
    };
    let Some(at_most) = budget.at_most else { return format!("{how}.") };
    format!(
        "{how}: the best averts {} a year on the tapes of the search, and none within the budget could avert more than {} if candidates help less the more there are.",
        figure(budget.search_averts),
        figure(at_most.max(budget.search_averts)),
    )
}

fn enough(reading: &ReadingSaid, report: &Report) -> String {
    let tested = &reading.enough;
    let (under, sure) = (percent(report.asked.refusals_under), percent(report.asked.in_histories));
    let goal =
        format!("refusals for capacity under {under} of referrals in at least {sure} of histories");
    let often = |one: &Enough| {
        format!(
            "{} of {} histories, so at least {} and at most {}, one-sided",
            one.often.kept,
            one.often.histories,
            percent(one.often.at_least),
            percent(one.often.at_most)
        )
    };
    if let Some(kept) = tested.iter().find(|one| one.says == Kept::Kept) {
        if kept.plan.buys.is_empty() {
            return format!("With nothing more: {goal} ({}).", often(kept));
        }
        let doubtful = tested.iter().take_while(|one| one.says != Kept::Kept).count();
        let doubtful = match doubtful {
            0 => String::new(),
            1 => " A smaller one was tested and is not distinguishable from falling short."
                .to_owned(),
            some => format!(
                " {some} smaller ones were tested and are not distinguishable from falling short."
            ),
        };
        return format!(
            "The smallest plan found that keeps {goal}: {} ({}; {}). With it there are {} units.{doubtful}",
            kept.plan.words,
            costs(&kept.plan),
            often(kept),
            reading.flow_and_stock.units + kept.units as usize,
        );
    }
    match tested.first() {
        Some(nearest) if tested.iter().all(|one| one.says == Kept::NotKept) => format!(
            "None among the candidates keeps {goal}. Nearest comes {} ({}).",
            nearest.plan.words,
            often(nearest)
        ),
        Some(nearest) => format!(
            "Not distinguishable: whether any plan found keeps {goal}. Tested: {} ({}).",
            nearest.plan.words,
            often(nearest)
        ),
        None => format!("No plan was tested for {goal}."),
    }
}

fn search(reading: &ReadingSaid) -> String {
    let diminishing = &reading.diminishing;
    let broken = format!(
        "Of {} candidates added to a plan, {} helped more there than by themselves, beyond doubt.",
        diminishing.tried, diminishing.broken
    );
    let Some(check) = &reading.check else { return broken };
    let gaps: Vec<String> = check
        .gaps
        .iter()
        .map(|(budget, gap)| {
            let name = if budget.is_empty() { "without a budget" } else { budget };
            format!("{name} {:.2}", gap.max(0.0))
        })
        .collect();
    format!(
        "The search was held against all {} plans of up to {} units over {} kinds, on {} tapes. Households a year that the best of all averts more than the one it found: {}. {broken}",
        check.plans,
        check.size,
        check.kinds,
        check.tapes,
        gaps.join(", ")
    )
}

fn robust(robust: &Robust) -> String {
    let [first, second] = &robust.readings;
    let named = |reading: &str| format!("“{reading}”");
    let lead = format!("{}: ", robust.budget);
    let regrets = format!(
        "the plan of {} turns away {} a year more in {} ({}), that of {} {} more in {} ({})",
        named(second),
        figure(robust.regret[0].mean),
        named(first),
        figures(robust.regret[0]),
        named(first),
        figure(robust.regret[1].mean),
        named(second),
        figures(robust.regret[1]),
    );
    let plan = |which: usize| &robust.plans[which].words;
    match robust.flip {
        Flip::SamePlan => format!("{lead}both readings choose {}.", plan(0)),
        Flip::At(belief) => format!(
            "{lead}{regrets}. The plan flips at a belief of {} in {}: below it {}, above it {}.",
            percent(belief),
            named(second),
            plan(0),
            plan(1),
        ),
        Flip::FirstAlways => {
            format!(
                "{lead}{regrets}. Whatever is believed, the plan of {} is the one to take.",
                named(first)
            )
        }
        Flip::SecondAlways => {
            format!(
                "{lead}{regrets}. Whatever is believed, the plan of {} is the one to take.",
                named(second)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_have_the_figures_that_mean_something() {
        assert_eq!(pounds(7_234.0), "£7,200");
        assert_eq!(pounds(412_345.0), "£412,000");
        assert_eq!(pounds(38_000.0), "£38,000");
        assert_eq!(pounds(1_234_567.0), "£1,230,000");
        assert_eq!(pounds(0.0), "£0");
    }
}
