//! The whole of a study: what was asked, reading by reading what helps, and what if another reading holds.

use super::numbers::{figure, figures, limits, pounds};
use super::sentences::{ReadingSentences, said};
use super::{agreements, certificates, members};
use crate::planning::expansion::{
    Averted, BudgetPlan, ExpansionReport, Family, Next, ReadingSaid, Valued,
};
use crate::planning::forecast::rounded;
use crate::presentation::document::{
    Action, Block, Document, Item, Row, Section, Step, Table, Text, Verb, text,
};
use crate::presentation::wording::reading::{Reading, SIDE_BY_SIDE};

/// After a budget's plan, no more candidates than this; the others stand in the CSV.
const MOST_NEXT: usize = 4;

/// Of a family, no more plans than this.
const MOST_MEMBERS: usize = 6;

/// Of the envelope, about so many plans; all of it stands in the CSV.
const MOST_STEPS: f64 = 16.0;

/// The whole answer, and where it was written to.
pub fn expansion(report: &ExpansionReport, out: Option<&str>) -> Document {
    let (words, robust) = said(report);
    let mut lead = [intervals(report), certificates(report)].map(Block::paragraph).to_vec();
    let agreements = agreements(report);
    if !agreements.is_empty() {
        lead.push(Block::heading("WHO MUST AGREE BESIDES THE PROVIDER, AND ON WHOM IT FALLS"));
        lead.push(Block::lines(agreements));
    }
    let readings = report.readings.iter().zip(&words);
    let readings = readings.map(|(reading, words)| self::reading(report, (reading, words)));
    let written = out.map(|out| Block::paragraph(format!("Written to {out}.")));
    let sections = std::iter::once(Section::plain("asked", lead))
        .chain(readings)
        .chain(if_another_holds(robust))
        .chain([Section::plain("files", written.into_iter().collect())]);
    Document::of(sections)
}

fn if_another_holds(robust: Vec<String>) -> Vec<Section> {
    if robust.is_empty() {
        return Vec::new();
    }
    let heading = "IF THE OTHER READING HOLDS";
    vec![
        Section::new("robust", heading, vec![Block::lines(robust)]),
        Section::plain("readings", vec![Block::paragraph(SIDE_BY_SIDE)]),
    ]
}

fn intervals(report: &ExpansionReport) -> String {
    format!(
        "Turned away: whoever was never placed, and whoever left a short stay without the longer unit that it asked for. Every plan was replayed on the same simulated households. Plans were looked for on {} histories, chosen on others, and everything below is estimated on {} that chose nothing; where stays happened to be long in these, or many to ask, that is put right by the averages that the scenario gives, so that levels differ a little from a forecast's. Ranges are 95% intervals; those of differences hold together (Student's t, Bonferroni). £ a year is running cost with capital spread evenly over its life, of the days of these years on which a thing works, so that what opens late is not charged for the months before; running cost (“to run”) and capital are prices. Costs marked * are assumed, wholly or in part, and so is what every lever achieves: candidates.csv says by whom.",
        report.asked.search_tapes, report.asked.fresh_tapes,
    )
}

fn reading(
    report: &ExpansionReport,
    (reading, words): (&ReadingSaid, &ReadingSentences),
) -> Section {
    let asks = rounded(reading.flow_and_stock.asks_a_year);
    let mut blocks = paragraphs([&words.now, &words.cheapest]);
    blocks.push(Block::heading(format!(
        "WHAT WOULD SERVE {asks} HOUSEHOLDS A YEAR: a flow, and a stock of units"
    )));
    blocks.extend(paragraphs([&words.flow_and_stock, &words.enough]));
    blocks.push(Block::heading(
        "ONE MORE OF EACH, added to what there is: the cheapest household first; those that cannot be told apart have one number",
    ));
    blocks.push(Block::Table(next(&reading.next.iter().collect::<Vec<_>>())));
    blocks.push(Block::lines(words.shifts.iter().cloned()));
    let idle = words.idle.iter().map(|idle| format!("Not counted here: {idle}"));
    blocks.push(Block::lines(idle));
    for (plan, sentences) in reading.budgets.iter().zip(&words.budgets) {
        blocks.extend(budget(report, plan, sentences));
    }
    blocks.push(Block::heading(
        "COST AGAINST HOUSEHOLDS TURNED AWAY, £ a year and households a year",
    ));
    blocks.extend(envelope(reading));
    if !words.search.is_empty() {
        blocks.push(Block::note(words.search.clone()));
    }
    blocks.retain(|block| !block.is_empty());
    Section::new("reading", Reading::of_study(reading).of_scenario(), blocks)
}

fn paragraphs<'a>(sentences: impl IntoIterator<Item = &'a String>) -> Vec<Block> {
    sentences.into_iter().cloned().map(Block::paragraph).collect()
}

fn budget(report: &ExpansionReport, budget: &BudgetPlan, sentences: &[String]) -> Vec<Block> {
    let limit = report.budgets.iter().find(|said| said.budget == budget.budget);
    let limit = limit.map_or_else(String::new, |said| format!(": {}", limits(said)));
    let mut blocks = vec![Block::heading(format!("BUDGET {}{limit}", budget.budget))];
    blocks.extend(paragraphs(sentences));
    if budget.same_as.is_some() {
        return blocks;
    }
    blocks.extend(budget.family.as_ref().map(family));
    let clear = budget.next.iter().filter(|next| next.averts.is_something());
    let mut clear: Vec<&Next> = clear.collect();
    if !budget.chosen.plan.buys.is_empty() && !clear.is_empty() {
        blocks.push(Block::paragraph(
            "Then one more of each, those that avert anything beyond doubt:",
        ));
        let more = clear.len().saturating_sub(MOST_NEXT);
        clear.truncate(MOST_NEXT);
        blocks.push(Block::Table(next(&clear)));
        if more > 0 {
            let all = Action::new(Verb::ShowAllPlans);
            blocks.push(Block::lines([text![format!("and {more} more ("), all, ")"]]));
        }
    }
    blocks
}

/// The plans that cannot be told apart, or the cheapest of them.
fn family(family: &Family) -> Block {
    let members = members(family);
    let more = members.len().saturating_sub(MOST_MEMBERS);
    let mut below: Vec<Text> = members.into_iter().take(MOST_MEMBERS).map(Text::from).collect();
    if more > 0 {
        let all = Action::new(Verb::ShowAllPlans);
        below.push(text![format!("and {more} more ("), all, ")"]);
    }
    Block::Lines(vec![Item { text: "The family, the cheapest first:".into(), below }])
}

/// What one more of each averts, the pounds for each household, and the days until it works.
fn next(next: &[&Next]) -> Table {
    let head = ["", "candidate", "averts (95%)", "£ a year", "£ each", "days"];
    let row = |next: &&Next| {
        let star = if next.cost_assumed { "*" } else { "" };
        let cells = [
            next.rank.to_string(),
            next.title.clone(),
            format!(
                "{} ({})",
                figure(next.averts.households.mean),
                figures(next.averts.households)
            ),
            format!("{}{star}", pounds(next.a_year)),
            cost(&next.averts),
            next.lead_days.to_string(),
        ];
        Row::Cells(cells.map(Text::from).to_vec())
    };
    Table {
        head: head.map(Text::from).to_vec(),
        rows: next.iter().map(row).collect(),
        ..Table::default()
    }
}

fn cost(averted: &Averted) -> String {
    averted.pounds_for_each().map_or_else(
        || {
            let said = if averted.turns_more_away() {
                "turns more away"
            } else if averted.is_hardly_any() {
                "hardly any"
            } else {
                "unclear"
            };
            said.to_owned()
        },
        |[best, low, high]| {
            if high <= 0.0 {
                return "no money".to_owned();
            }
            let thousands = |value: f64| format!("£{}k", rounded(value / 1000.0));
            let said = if best < 10_000.0 { pounds } else { thousands };
            let bare = |value| said(value).trim_start_matches('£').to_owned();
            format!("{} ({}-{})", said(best), bare(low), bare(high))
        },
    )
}

/// The plans of which none is both cheaper and better, or the main ones of them.
fn envelope(reading: &ReadingSaid) -> [Block; 2] {
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
    [Block::paragraph(lead), Block::Steps(steps.into_iter().map(step).collect())]
}

fn step(point: &Valued) -> Step {
    Step {
        spent: pounds(point.plan.a_year[0]).into(),
        is_assumed: point.plan.cost_assumed,
        figure: figure(point.turned_away.mean).into(),
        range: figures(point.turned_away).into(),
        text: point.plan.words.clone().into(),
    }
}
