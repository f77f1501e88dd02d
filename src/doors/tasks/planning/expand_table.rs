//! Every figure of a study with its interval, a line each.

use crate::base::statistics::{Interval, float};
use crate::doors::failure::Failure;
use crate::doors::files;
use crate::planning::expansion::{
    Averted, BudgetPlan, ExpansionReport, Member, Next, ReadingSaid, Valued,
};

const HEAD: [&str; 11] = [
    "scenario", "reading", "part", "budget", "plan", "adds", "measure", "group", "value", "low",
    "high",
];

/// One figure.
struct Row<'a> {
    part: &'a str,
    budget: &'a str,
    plan: &'a str,
    adds: &'a str,
    measure: &'a str,
    group: &'a str,
    value: [Option<f64>; 3],
}

/// The tidy table.
pub(in crate::doors) fn table(report: &ExpansionReport) -> Result<String, Failure> {
    let readings = report.readings.iter();
    files::table(
        HEAD,
        readings.flat_map(|reading| rows(reading).into_iter().map(cells_of(reading))),
    )
}

/// A figure as a row of the table.
fn cells_of(reading: &ReadingSaid) -> impl Fn(Row<'_>) -> [String; 11] {
    |row| {
        let number = |value: Option<f64>| value.map_or_else(String::new, |v| format!("{v:.6}"));
        let [value, low, high] = row.value.map(number);
        let words = [&*reading.scenario, &*reading.reading, row.part, row.budget];
        let [scenario, reading, part, budget] = words.map(ToOwned::to_owned);
        let words = [row.plan, row.adds, row.measure, row.group];
        let [plan, adds, measure, group] = words.map(ToOwned::to_owned);
        [scenario, reading, part, budget, plan, adds, measure, group, value, low, high]
    }
}

fn rows(reading: &ReadingSaid) -> Vec<Row<'_>> {
    let mut rows = valued("now", "", &reading.now);
    for group in &reading.turned_away_now {
        rows.push(Row {
            part: "now",
            budget: "",
            plan: &reading.now.plan.words,
            adds: "",
            measure: "turned_away",
            group: &group.class,
            value: of(group.households),
        });
    }
    rows.extend(reading.next.iter().flat_map(|one| next("one_more", "", "nothing more", one)));
    rows.extend(reading.budgets.iter().flat_map(budget));
    rows.extend(reading.envelope.iter().flat_map(|point| valued("envelope", "", point)));
    for tested in &reading.enough {
        rows.push(Row {
            part: "refusals",
            budget: "",
            plan: &tested.plan.words,
            adds: "",
            measure: "share_of_histories_that_keep_them_low",
            group: "all",
            value: [
                Some(portion(tested.often.kept, tested.often.histories)),
                Some(tested.often.at_least),
                Some(tested.often.at_most),
            ],
        });
    }
    rows
}

fn portion(of: u64, all: u64) -> f64 {
    float(of) / float(all.max(1))
}

fn of(interval: Interval) -> [Option<f64>; 3] {
    [Some(interval.mean), Some(interval.low), Some(interval.high)]
}

fn budget(budget: &BudgetPlan) -> Vec<Row<'_>> {
    let mut rows = valued("budget", &budget.budget, &budget.chosen);
    let words = &budget.chosen.plan.words;
    rows.extend(left_over(budget));
    let members = budget.family.iter().flat_map(|family| &family.members);
    rows.extend(members.flat_map(|one| member(&budget.budget, one)));
    rows.extend(budget.next.iter().flat_map(|one| next("one_more", &budget.budget, words, one)));
    rows
}

/// What the plan leaves of a budget: capital after the last year, and running cost a year.
fn left_over(budget: &BudgetPlan) -> Vec<Row<'_>> {
    let row = |measure, value| Row {
        part: "budget",
        budget: &budget.budget,
        plan: &budget.chosen.plan.words,
        adds: "",
        measure,
        group: "all",
        value,
    };
    // The mean over years, the least and the most: running cost is spent year by year.
    let yearly = &budget.left_over.yearly;
    let least = yearly.iter().copied().fold(f64::INFINITY, f64::min);
    let most = yearly.iter().copied().fold(0.0, f64::max);
    let mean = yearly.iter().sum::<f64>() / float(yearly.len().max(1));
    vec![
        row("left_of_capital", [Some(budget.left_over.capital), None, None]),
        row("left_of_yearly", [Some(mean), Some(least), Some(most)]),
    ]
}

/// A plan of the family that cannot be told apart.
fn member<'a>(budget: &'a str, member: &'a Member) -> Vec<Row<'a>> {
    let row = |measure, value| Row {
        part: "family",
        budget,
        plan: &member.plan.words,
        adds: "",
        measure,
        group: "all",
        value,
    };
    vec![row("cost_a_year", member.plan.a_year.map(Some)), row("averted", of(member.averts))]
}

fn valued<'a>(part: &'a str, budget: &'a str, valued: &'a Valued) -> Vec<Row<'a>> {
    let plan = &valued.plan;
    let row = |measure, group, value| Row {
        part,
        budget,
        plan: &plan.words,
        adds: "",
        measure,
        group,
        value,
    };
    let exactly = |value: f64| [Some(value), None, None];
    let mut rows = vec![
        row("capital", "all", exactly(plan.capital)),
        row("yearly", "all", exactly(plan.yearly)),
        row("cost_a_year", "all", plan.a_year.map(Some)),
        row("turned_away", "all", of(valued.turned_away)),
        row("refused_full_of_referrals", "all", exactly(valued.full)),
        row("averted", "all", of(valued.averts.households)),
        row("placed_longer", "all", of(valued.averts.placed_longer)),
        row("placed_short_only", "all", of(valued.averts.placed_short_only)),
        row("cost_per_household", "all", per_household(&valued.averts)),
    ];
    rows.extend(valued.who.iter().map(|who| row("averted", &*who.class, of(who.households))));
    rows
}

fn per_household(averted: &Averted) -> [Option<f64>; 3] {
    averted.per_household.map_or([None; 3], |range| range.map(Some))
}

fn next<'a>(part: &'a str, budget: &'a str, plan: &'a str, next: &'a Next) -> Vec<Row<'a>> {
    let row = |measure, value| Row {
        part,
        budget,
        plan,
        adds: &next.candidate,
        measure,
        group: "all",
        value,
    };
    vec![
        row("averted", of(next.averts.households)),
        row("placed_longer", of(next.averts.placed_longer)),
        row("placed_short_only", of(next.averts.placed_short_only)),
        row("cost_a_year", [Some(next.a_year), None, None]),
        row("cost_per_household", per_household(&next.averts)),
    ]
}
