//! What a study came to, in sentences on each reading and on all together.

use super::numbers::{costs, figure, figures, is_clear, per_household, placed_for_how_long};
use super::who::who;
use super::{budget, robust};
use crate::planning::expansion::{
    ByOrigin, ClassFigure, Enough, ExpansionReport, FlowAndStock, Kept, Next, ReadingSaid, Valued,
    WhyIdle,
};
use crate::planning::forecast::{percent, rounded};

/// Sentences on one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingSentences {
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
    /// By budget: the plan, whom it helps, what is certified, what none could beat, and what to know besides.
    pub budgets: Vec<Vec<String>>,
    /// The smallest plan that keeps refusals low.
    pub enough: String,
    /// How far the search can be trusted.
    pub search: String,
}

/// Sentences on every reading, and then on all together.
pub fn said(report: &ExpansionReport) -> (Vec<ReadingSentences>, Vec<String>) {
    let readings = report.readings.iter().map(|reading| words(reading, report)).collect();
    (readings, report.robustness.iter().map(robust::robust).collect())
}

fn words(reading: &ReadingSaid, report: &ExpansionReport) -> ReadingSentences {
    let budgets = &reading.budgets;
    ReadingSentences {
        now: now(&reading.now, reading),
        flow_and_stock: flow_and_stock(reading.flow_and_stock),
        cheapest: cheapest(&reading.next),
        shifts: shifts(&reading.next),
        idle: reading
            .idle
            .iter()
            .map(|idle| format!("{}: {}.", idle.title, why_idle(idle.why)))
            .collect(),
        budgets: budgets.iter().map(|one| budget::said(one, reading, report)).collect(),
        enough: enough(reading, report),
        search: search(reading),
    }
}

/// Why a candidate can do nothing in a reading.
pub fn why_idle(why: WhyIdle) -> &'static str {
    match why {
        WhyIdle::TooLate => "it would begin to work only after the years that count",
        WhyIdle::NobodyWaitsToMoveOn => "nobody waits for move-on housing in this scenario",
        WhyIdle::FundedPlacesUnlimited => "funded places are not limited here",
        WhyIdle::SanctuaryAlready => "as many are made safe at home already",
        WhyIdle::GrantedAlready => "it is granted as often already",
        WhyIdle::NoLongerAlready => "units wait no longer than that already",
        WhyIdle::NoRepairs => "no unit needs repairs in this scenario",
        WhyIdle::KeptAlready => "as many units are kept for local households already",
        WhyIdle::NobodyFromElsewhere => "nobody in this scenario is known to be from elsewhere",
        WhyIdle::NobodyCouldStay => "nobody in this scenario says that she could stay at home",
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

fn flow_and_stock(of: FlowAndStock) -> String {
    let besides = if of.waits_besides {
        " The wait for a home to move on to comes on top of these days: homes are counted here, and nobody knows beforehand how long one will wait."
    } else {
        ""
    };
    format!(
        "The flow: {} households ask in a year. The stock: one stays {} days on average, so were all housed {} would live here at once; there are {} units.{besides}",
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
        let short = if next.averts.is_mostly_short() { " (mostly for a short stay)" } else { "" };
        let each = per_household(&next.averts);
        format!("{}{short} at {each} for each further household", next.title)
    };
    let cost = |next: &Next| next.averts.per_household.map_or(f64::INFINITY, |range| range[0]);
    match (worth(false), worth(true)) {
        (Some(lever), Some(unit)) if lever.rank == unit.rank => format!(
            "Which houses a household for less, a lever that is no unit or a unit, cannot be told: the cheapest lever is {}, the cheapest unit {}.",
            said(lever),
            said(unit)
        ),
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

/// Levers that house for a short stay, and those that turn no fewer away in all, but others.
fn shifts(next: &[Next]) -> Vec<String> {
    let groups = |next: &Next| -> Vec<ClassFigure> {
        let origins = next.from.iter().flat_map(origins);
        origins.chain(next.who.iter().cloned()).collect()
    };
    let changed = |next: &&Next| {
        let is_clear = |group: &ClassFigure| is_clear(group.households);
        let costs_some =
            || groups(next).iter().any(|group| is_clear(group) && group.households.mean < 0.0);
        (!next.averts.is_something() && groups(next).iter().any(is_clear)) || costs_some()
    };
    let said = |next: &Next| {
        let groups = groups(next);
        let of = |is_fewer: bool| -> Vec<String> {
            let clear = groups.iter().filter(|group| is_clear(group.households));
            let of = clear.filter(|group| (group.households.mean > 0.0) == is_fewer);
            of.map(|group| format!("{} {}", group.class, figure(group.households.mean.abs())))
                .collect()
        };
        let (fewer, more) = (of(true), of(false));
        let part = |of: Vec<String>, word: &str| {
            if of.is_empty() { String::new() } else { format!("; {word}: {}", of.join(", ")) }
        };
        let is_known = next.averts.is_something() || next.averts.turns_more_away();
        let rather = if is_known { "" } else { " rather than how many" };
        format!(
            "{} changes who is turned away{rather}{}{}.",
            next.title,
            part(fewer, "fewer a year of"),
            part(more, "more of")
        )
    };
    let how_long = |next: &Next| {
        next.averts.short_stays().filter(|_| next.averts.is_something())?;
        Some(format!("{}: {}.", next.title, placed_for_how_long(&next.averts)?))
    };
    next.iter().filter_map(how_long).chain(next.iter().filter(changed).map(said)).collect()
}

fn origins(from: &ByOrigin) -> [ClassFigure; 2] {
    [("local households", from.local), ("households from elsewhere", from.elsewhere)]
        .map(|(class, households)| ClassFigure { class: class.to_owned(), households })
}

fn enough(reading: &ReadingSaid, report: &ExpansionReport) -> String {
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
        Some(nearest) if tested.iter().all(|one| one.often.kept == 0) => format!(
            "None among the candidates keeps {goal}, and none looked at comes near: {} does so in 0 of {} histories.",
            nearest.plan.words, nearest.often.histories,
        ),
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
    let Some(check) = &reading.check else { return String::new() };
    let gaps: Vec<String> = check
        .gaps
        .iter()
        .map(|(budget, gap)| {
            let name = if budget.is_empty() { "without a budget" } else { budget };
            format!("{name} {:.2}", gap.max(0.0))
        })
        .collect();
    format!(
        "The search was held against all {} plans of up to {} units over {} kinds, on {} tapes. Households a year that the best of all averts more than the one it found: {}.",
        check.plans,
        check.size,
        check.kinds,
        check.tapes,
        gaps.join(", ")
    )
}
