//! A study of what to add, for a person, in eighty columns.

use super::super::layout;
use crate::expansion::{
    Averted, Next, ReadingSaid, Report, Valued, Words, certificates, figure, figures, pounds, said,
};
use std::path::Path;

/// After a budget's plan, no more candidates than this; the others stand in the CSV.
const MOST_NEXT: usize = 4;

/// The whole answer.
pub(super) fn table(report: &Report, out: Option<&Path>) -> String {
    let (words, robust) = said(report);
    let mut text = layout::wrapped("", &intervals(report));
    text += &layout::wrapped("", &certificates(report));
    for (reading, words) in report.readings.iter().zip(&words) {
        text.push('\n');
        text += &self::reading(reading, words);
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

fn intervals(report: &Report) -> String {
    format!(
        "Every plan was replayed on the same simulated households. Plans were looked for on {} histories, chosen on others, and everything below is estimated on {} that chose nothing. Ranges are 95% intervals; those of differences hold together (Student's t, Bonferroni). Costs marked * are assumed, wholly or in part, and so is what every lever achieves: candidates.csv says by whom.",
        report.asked.search_tapes, report.asked.fresh_tapes,
    )
}

fn reading(reading: &ReadingSaid, words: &Words) -> String {
    let title = if reading.reading.is_empty() {
        reading.scenario.clone()
    } else {
        format!("{}, reading “{}”", reading.scenario, reading.reading)
    };
    let mut text = layout::wrapped("", &title);
    for sentence in [&words.now, &words.flow_and_stock, &words.cheapest] {
        text += &layout::hanging("  ", sentence, 2);
    }
    text += "\n  ONE MORE OF EACH, added to what there is, a year\n";
    text += &next(&reading.next);
    for shift in &words.shifts {
        text += &layout::hanging("  ", shift, 4);
    }
    for idle in &words.idle {
        text += &layout::hanging("  Not counted here: ", idle, 4);
    }
    for (budget, sentences) in reading.budgets.iter().zip(&words.budgets) {
        text.push('\n');
        text += &layout::wrapped("  ", &format!("BUDGET {}", budget.budget));
        for sentence in sentences {
            text += &layout::hanging("  ", sentence, 2);
        }
        if !budget.chosen.plan.buys.is_empty() {
            text += "  Then one more of each, those that avert anything beyond doubt:\n";
            let clear: Vec<Next> =
                budget.next.iter().filter(|next| next.averts.is_something()).cloned().collect();
            text += &next(&clear[..clear.len().min(MOST_NEXT)]);
        }
    }
    text += "\n  COST AGAINST HOUSEHOLDS TURNED AWAY: none looked at is cheaper and better\n";
    text += &envelope(&reading.envelope);
    text.push('\n');
    text += &layout::hanging("  ", &words.enough, 2);
    text += &layout::hanging("  ", &words.search, 2);
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
            figure(next.averts.households.mean),
            figures(next.averts.households),
            format!("{}{star}", pounds(next.a_year)),
            cost(&next.averts),
        ]
    }));
    layout::columns(&rows)
}

fn cost(averted: &Averted) -> String {
    averted.per_household.filter(|_| averted.is_something()).map_or_else(
        || if averted.is_hardly_any() { "hardly any".to_owned() } else { "unclear".to_owned() },
        |[best, low, high]| {
            let bare = |value| pounds(value).trim_start_matches('£').to_owned();
            format!("{} ({}-{})", pounds(best), bare(low), bare(high))
        },
    )
}

fn envelope(points: &[Valued]) -> String {
    let mut text = String::new();
    for point in points {
        let star = if point.plan.cost_assumed { "*" } else { "" };
        let lead = format!(
            "    {:>9}{star:1}  {:>5} ({})  ",
            pounds(point.plan.a_year[0]),
            figure(point.turned_away.mean),
            figures(point.turned_away),
        );
        text += &layout::hanging(&lead, &point.plan.words, 18);
    }
    text
}
