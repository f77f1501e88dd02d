//! A comparison of policies in words: what each does at each level of demand, and what a unit costs others.

use super::count;
use super::count::{hundredths, with_sign};
use super::files;
use super::reading::{Reading, SIDE_BY_SIDE};
use crate::base::statistics::{Interval, Says};
use crate::planning::policy::{
    AtLevel, Contested, GroupFigure, Level, OpportunityCost, Policy, PolicyReading, PolicyReport,
    PolicyVerdict,
};
use crate::presentation::document::{Block, Document, Row, Section, Table, Text};

/// The whole comparison, and where it was written to.
pub fn policy(report: &PolicyReport, out: Option<&str>) -> Document {
    let first = vec![Block::lines(verdict(&report.verdict)), Block::paragraph(intervals(report))];
    let several = report.readings.iter().any(|reading| !reading.reading.is_empty());
    let readings = several.then(|| Block::paragraph(SIDE_BY_SIDE));
    let written =
        out.map(|out| files::written(out, &["policy.csv", "policy.json", "policy.manifest.json"]));
    let end = Section::plain("files", readings.into_iter().chain(written).collect());
    let each = report.readings.iter().map(reading);
    Document::of(std::iter::once(Section::plain("verdict", first)).chain(each).chain([end]))
}

/// What follows for the desk.
pub fn verdict(verdict: &PolicyVerdict) -> Vec<String> {
    let first = if verdict.winners.is_empty() {
        "The plain preference order stays: nothing compared here turns away fewer households beyond doubt at every level of demand, with demand right and wrong.".to_owned()
    } else {
        format!(
            "Beyond doubt fewer households are turned away by: {}. Look at the points and at whom it falls on before it replaces the preference order.",
            verdict.winners.join(", ")
        )
    };
    std::iter::once(first).chain(verdict.others.iter().map(contested)).collect()
}

fn contested(found: &Contested) -> String {
    let Contested { policy, right, wrong, farthest, worst } = found;
    if !right.tell_apart() && !wrong.tell_apart() {
        return format!(
            "{policy} cannot be told apart from it, learned from the right demand or a wrong one; at the right one they differ by at most {farthest:.1} households a year either way."
        );
    }
    let contests = right.all;
    let at_right = match (right.more, right.fewer) {
        (0, 0) => format!("{policy} cannot be told apart from it at the demand it learned from"),
        (more, 0) => format!(
            "{policy} turns away more, beyond doubt, in {more} of {contests} contests, by up to {worst:.1} households a year, and never fewer"
        ),
        (more, fewer) => format!(
            "{policy} turns away fewer, beyond doubt, in {fewer} of {contests} contests and more in {more}"
        ),
    };
    if wrong.all == 0 {
        return at_right + ".";
    }
    format!(
        "{at_right}; learned from wrong demand, more in {} of {} and fewer in {}.",
        wrong.more, wrong.all, wrong.fewer
    )
}

fn intervals(report: &PolicyReport) -> String {
    format!(
        "Differences are from the preference order, history by history; their {} intervals hold together in 95 of 100 runs (Student's t, Bonferroni). \"Unclear\": chance alone could make such a difference. \"If wrong\": the worst version that took its prices from another level of demand, or from a mix in which every class of household is equally common.",
        report.comparisons
    )
}

fn reading(reading: &PolicyReading) -> Section {
    let PolicyReading { scenario, reading: name, what_if, .. } = reading;
    let title = Reading { scenario, name, what_if: *what_if }.of_scenario();
    let years = count(usize::from(reading.years), "year", "years");
    let about = format!(
        "{} histories of {years} at each level of demand, the same for every policy; prices and weights were learned from {} others.",
        reading.replications, reading.training,
    );
    let mut blocks = vec![Block::paragraph(about)];
    blocks.extend(reading.rounds.iter().flat_map(level));
    if let Some(own) = reading.rounds.iter().find(|round| round.regime.own) {
        blocks.extend(prices(reading, own));
    }
    Section::new("reading", title, blocks)
}

fn level(round: &AtLevel) -> Vec<Block> {
    let regime = &round.regime;
    let held = match regime.level {
        Level::Below => "BELOW",
        Level::Near => "NEAR",
        Level::Above => "ABOVE",
    };
    let own = if regime.own {
        "this reading's own demand".to_owned()
    } else {
        format!("its demand times {:.2}", regime.factor)
    };
    let title = format!(
        "{held} WHAT THE UNITS CAN HOLD: {own}, {:.0} households a year who ask for {:.2} times the nights there are. Turned away a year under the preference order, and more or fewer under others:",
        regime.per_year, regime.load,
    );
    let mut blocks = vec![Block::heading(title), Block::Table(differences(round))];
    let right = round.policies.iter().filter(|policy| is_right(policy));
    blocks.extend(right.flat_map(falls_on).map(Block::paragraph));
    blocks.push(Block::paragraph(bound(round)));
    blocks
}

/// The preference order and, against it, every policy that learned from the right demand.
fn differences(round: &AtLevel) -> Table {
    let plain = &round.preference;
    let first = [
        "preference".to_owned(),
        format!("{:.2}", plain.turned_away.mean),
        String::new(),
        String::new(),
        format!("{:.2}", plain.points.mean),
        String::new(),
    ];
    let row = |policy: &Policy| {
        let difference = &policy.difference;
        let is_same = policy.says == Says::Same;
        [
            policy.policy.clone(),
            signed(difference.turned_away.mean),
            if is_same { String::new() } else { range(difference.turned_away) },
            says(policy).to_owned(),
            signed(difference.points.mean),
            learned_wrong(round, &policy.policy),
        ]
    };
    let right = round.policies.iter().filter(|policy| is_right(policy)).map(row);
    table(
        ["policy", "a year", "95% together", "", "points", "if wrong"],
        std::iter::once(first).chain(right),
    )
}

fn table<const N: usize>(
    head: [&'static str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Table {
    Table {
        head: head.map(Text::from).to_vec(),
        rows: rows.map(|row| Row::Cells(row.map(Text::from).to_vec())).collect(),
        ..Table::default()
    }
}

/// Whether a policy learned from the demand it is tried on, or had nothing to learn.
fn is_right(policy: &Policy) -> bool {
    matches!(&*policy.learned_from, "" | "right")
}

/// The worst of a policy's versions that learned from demand that was wrong.
fn learned_wrong(round: &AtLevel, name: &str) -> String {
    let wrong = round.policies.iter().filter(|policy| policy.policy == name && !is_right(policy));
    let worst = wrong
        .max_by(|a, b| a.difference.turned_away.mean.total_cmp(&b.difference.turned_away.mean));
    worst.map_or_else(String::new, |policy| match policy.says {
        Says::Fewer => format!("{} fewer", signed(policy.difference.turned_away.mean)),
        Says::More => format!("{} more", signed(policy.difference.turned_away.mean)),
        _ => signed(policy.difference.turned_away.mean),
    })
}

fn says(policy: &Policy) -> &'static str {
    match policy.says {
        Says::Same if policy.same_order => "same order",
        Says::Same => "the same",
        Says::Fewer => "fewer",
        Says::More => "more",
        Says::NotDistinguishable => "unclear",
    }
}

/// Whom a difference falls on, and what a hold costs.
fn falls_on(policy: &Policy) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(held) = &policy.held {
        let cost = format!(
            "{} keeps {} for: {}. Each year it turns away {:.2} households ({}) that would have been housed, and houses {:.2} ({}) that would have been turned away.",
            policy.policy,
            held.units.join(", "),
            held.kept_for.join(", "),
            policy.lost.mean,
            plain_range(policy.lost),
            policy.won.mean,
            plain_range(policy.won),
        );
        said.push(cost);
    }
    let told_apart = |says| matches!(says, Says::Fewer | Says::More);
    let mut groups: Vec<&GroupFigure> =
        policy.difference.by_class.iter().filter(|group| told_apart(group.says)).collect();
    groups.sort_by(|a, b| {
        b.turned_away.mean.abs().total_cmp(&a.turned_away.mean.abs()).then(a.group.cmp(&b.group))
    });
    if groups.is_empty() || !told_apart(policy.says) {
        return said;
    }
    let named =
        |group: &&GroupFigure| format!("{} {}", group.group, signed(group.turned_away.mean));
    let named: Vec<String> = groups.iter().take(MOST_NAMED).map(named).collect();
    let others = match groups.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        others => format!("; {others} more in the CSV"),
    };
    said.push(format!("{} falls on: {}{others}.", policy.policy, named.join(", ")));
    said
}

/// Classes of household named beside a difference.
const MOST_NAMED: usize = 3;

fn bound(round: &AtLevel) -> String {
    let bound = &round.bound;
    let housed: Vec<String> =
        bound.housed.iter().map(|(policy, housed)| format!("{policy} {housed}")).collect();
    format!(
        "Housed of {} who asked in {} tapes of one year: {}. Nobody could have housed more than {}, even knowing all who would ask and for how long, and choosing among them; a steady stream would house {:.0} a year at most.",
        bound.asked,
        bound.tapes,
        housed.join(", "),
        bound.at_most,
        bound.fluid_a_year,
    )
}

fn prices(reading: &PolicyReading, own: &AtLevel) -> [Block; 2] {
    let about = "WHAT A UNIT COSTS OTHERS at this reading's own demand: households turned away because one such unit is kept empty for an expected stay, with 95% intervals over all unit classes. It orders units for one household; it never orders or refuses households. Second opinion: Erlang, the class as a pool that nobody leaves for another, so too high where something else would do.";
    let rows = reading.classes.iter().zip(&own.prices).map(|(class, price)| {
        [
            format!("{:<3} {}", class.name, class.title),
            class.units.len().to_string(),
            hundredths(price.by_stay.mean),
            plain_range(price.by_stay),
            format!("{:.2}", erlang_by_stay(price)),
        ]
    });
    let table = table(["unit class", "units", "a stay", "95% together", "Erlang"], rows);
    [Block::heading(about), Block::Table(table)]
}

fn erlang_by_stay(price: &OpportunityCost) -> f64 {
    price.erlang_by_night * price.nights
}

/// A figure with its sign; what rounds to nothing has none.
fn signed(value: f64) -> String {
    with_sign(value, hundredths(value))
}

fn range(interval: Interval) -> String {
    format!("{} to {}", signed(interval.low), signed(interval.high))
}

fn plain_range(interval: Interval) -> String {
    format!("{} to {}", hundredths(interval.low), hundredths(interval.high))
}
