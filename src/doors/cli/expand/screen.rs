//! A study of what to add, for a person, in eighty columns.

use super::super::layout;
use crate::base::statistics::Interval;
use crate::planning::expansion::{
    Averted, ExpansionReport, Family, Next, ReadingSaid, ReadingSentences, certificates, figure,
    figures, limits, members, more_or_fewer, pounds, said,
};
use crate::planning::forecast::rounded;
use std::path::Path;

/// After a budget's plan, no more candidates than this; the others stand in the CSV.
const MOST_NEXT: usize = 4;

/// Of a family, no more plans than this.
const MOST_MEMBERS: usize = 6;

/// Of the envelope, about so many plans; all of it stands in the CSV.
const MOST_STEPS: f64 = 16.0;

/// The whole answer.
pub(super) fn table(report: &ExpansionReport, out: Option<&Path>) -> String {
    let (words, robust) = said(report);
    let mut text = layout::wrapped("", &intervals(report));
    text += &layout::wrapped("", &certificates(report));
    for (reading, words) in report.readings.iter().zip(&words) {
        text.push('\n');
        text += &self::reading(report, (reading, words));
    }
    if !robust.is_empty() {
        text.push('\n');
        text += &layout::wrapped("", "IF THE OTHER READING HOLDS");
        for sentence in &robust {
            text += &layout::hanging("  ", sentence, 4);
        }
        text += &layout::wrapped("", layout::READINGS);
    }
    if let Some(out) = out {
        text.push('\n');
        text += &layout::wrapped("", &format!("Written to {}.", out.display()));
    }
    text
}

fn intervals(report: &ExpansionReport) -> String {
    format!(
        "Every plan was replayed on the same simulated households. Plans were looked for on {} histories, chosen on others, and everything below is estimated on {} that chose nothing. Ranges are 95% intervals; those of differences hold together (Student's t, Bonferroni). £ a year is running cost with capital spread evenly over its life, unless running cost (“to run”) and capital are told apart. Costs marked * are assumed, wholly or in part, and so is what every lever achieves: candidates.csv says by whom.",
        report.asked.search_tapes, report.asked.fresh_tapes,
    )
}

fn reading(
    report: &ExpansionReport,
    (reading, words): (&ReadingSaid, &ReadingSentences),
) -> String {
    let title = if reading.reading.is_empty() {
        reading.scenario.clone()
    } else {
        format!("{}, reading “{}”", reading.scenario, reading.reading)
    };
    let mut text = layout::wrapped("", &title);
    for sentence in [&words.now, &words.cheapest] {
        text += &layout::hanging("  ", sentence, 2);
    }
    let asks = rounded(reading.flow_and_stock.asks_a_year);
    text.push('\n');
    let heading =
        format!("WHAT WOULD SERVE {asks} HOUSEHOLDS A YEAR: a flow, and a stock of units");
    text += &layout::wrapped("  ", &heading);
    for sentence in [&words.flow_and_stock, &words.enough] {
        text += &layout::hanging("  ", sentence, 2);
    }
    text += "\n  ONE MORE OF EACH, added to what there is: the cheapest household first\n";
    text += &next(&reading.next);
    for shift in &words.shifts {
        text += &layout::hanging("  ", shift, 4);
    }
    for idle in &words.idle {
        text += &layout::hanging("  Not counted here: ", idle, 4);
    }
    for (budget, sentences) in reading.budgets.iter().zip(&words.budgets) {
        text.push('\n');
        let limit = report.budgets.iter().find(|said| said.budget == budget.budget);
        let limit = limit.map_or_else(String::new, |said| format!(": {}", limits(said)));
        text += &layout::wrapped("  ", &format!("BUDGET {}{limit}", budget.budget));
        for sentence in sentences {
            text += &layout::hanging("  ", sentence, 2);
        }
        let family = budget.family.as_ref().filter(|_| budget.same_as.is_none());
        text += &family.map_or_else(String::new, self::family);
        if budget.same_as.is_none() && !budget.chosen.plan.buys.is_empty() {
            text += "  Then one more of each, those that avert anything beyond doubt:\n";
            let clear: Vec<Next> =
                budget.next.iter().filter(|next| next.averts.is_something()).cloned().collect();
            text += &next(&clear[..clear.len().min(MOST_NEXT)]);
        }
    }
    text.push('\n');
    text += &layout::wrapped(
        "  ",
        "COST AGAINST HOUSEHOLDS TURNED AWAY, £ a year and households a year",
    );
    text += &envelope(reading);
    if !words.search.is_empty() {
        text.push('\n');
        text += &layout::hanging("  ", &words.search, 2);
    }
    text
}

/// The plans that cannot be told apart, or the cheapest of them.
fn family(family: &Family) -> String {
    let mut text = "  The family, the cheapest first:\n".to_owned();
    let members = members(family);
    for member in members.iter().take(MOST_MEMBERS) {
        text += &layout::hanging("    ", member, 6);
    }
    let more = members.len().saturating_sub(MOST_MEMBERS);
    if more > 0 {
        text += &layout::wrapped("    ", &format!("and {more} more (--format json has them)"));
    }
    text
}

/// What one more of each averts, and the pounds for each household.
fn next(next: &[Next]) -> String {
    let head = ["  candidate", "averts", "95%", "£ a year", "£ for each household"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(next.iter().map(|next| {
        let star = if next.cost_assumed { "*" } else { "" };
        vec![
            format!("  {}", next.title),
            averts(next.averts.households),
            figures(next.averts.households),
            format!("{}{star}", pounds(next.a_year)),
            cost(&next.averts),
        ]
    }));
    layout::columns(&rows)
}

/// "2.1"; of what turns away more on average "0.0" where that may be chance, and else "0.1 more".
fn averts(households: Interval) -> String {
    if households.high < 0.0 {
        let more = more_or_fewer(households.times(-1.0));
        return more.split(" (").next().unwrap_or_default().to_owned();
    }
    figure(households.mean.max(0.0))
}

fn cost(averted: &Averted) -> String {
    averted.per_household.filter(|_| averted.is_something()).map_or_else(
        || if averted.is_hardly_any() { "hardly any".to_owned() } else { "unclear".to_owned() },
        |[best, low, high]| {
            let thousands = |value: f64| format!("£{}k", rounded(value / 1000.0));
            let said = if best < 10_000.0 { pounds } else { thousands };
            let bare = |value| said(value).trim_start_matches('£').to_owned();
            format!("{} ({}-{})", said(best), bare(low), bare(high))
        },
    )
}

/// The plans of which none is both cheaper and better, or the main ones of them.
fn envelope(reading: &ReadingSaid) -> String {
    let steps = reading.main_steps(MOST_STEPS);
    let all = reading.envelope.len();
    let lead = if steps.len() < all {
        format!(
            "Of the plans estimated, {all} are such that none is both cheaper and better; the {} that differ most are:",
            steps.len()
        )
    } else {
        "Of the plans estimated, none is both cheaper and better than one of these:".to_owned()
    };
    let mut text = layout::wrapped("  ", &lead);
    for point in steps {
        let star = if point.plan.cost_assumed { "*" } else { "" };
        let lead = format!(
            "  {:>10}{star:1}  {:>5} ({})  ",
            pounds(point.plan.a_year[0]),
            figure(point.turned_away.mean),
            figures(point.turned_away),
        );
        text += &layout::hanging(&lead, &point.plan.words, 18);
    }
    text
}
