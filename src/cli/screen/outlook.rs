//! When a unit may come free: a screen of its own, and the lines beside a recommendation.

use super::{danger, elsewhere, heading, list, moment, section};
use crate::cli::layout::{WIDTH, columns, wrapped};
use crate::eligibility::Case;
use crate::evidence::Standing;
use crate::outlook::{Answer, Chance, Outlook, Reading, Share};
use crate::placement::answer::Recommendation;
use std::iter;

/// The screen of `lintel outlook`.
pub(in crate::cli) fn outlook(
    case: &Case<'_>,
    tonight: &Recommendation<'_>,
    outlook: &Outlook,
) -> String {
    let mut sections = vec![heading(case), danger(case), answer(case, outlook)];
    if outlook.answer == Answer::Chance {
        sections.push(list("WHAT THIS RESTS ON", &rests_on(outlook)));
    }
    if outlook.answer != Answer::FreeNow {
        sections.push(elsewhere::stay_at_home(tonight));
        sections.push(elsewhere::elsewhere(case, tonight));
    }
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

/// The lines beside a recommendation, readings that differ each by itself.
pub(super) fn beside(outlook: &Outlook) -> String {
    let said = |reading: &Reading| {
        let chances = reading.chances.iter();
        let each = chances.map(|chance| format!("by {} {}", short(&chance.day), chance.suits.said));
        each.collect::<Vec<_>>().join("; ")
    };
    let mut lines: Vec<String> = match outlook.readings.as_slice() {
        [] => vec![outlook.text.clone()],
        [first, others @ ..] if others.iter().all(|other| said(other) == said(first)) => {
            vec![format!("The chance: {}.", said(first))]
        }
        all => all
            .iter()
            .map(|reading| format!("Reading {}: {}.", quoted(&reading.reading), said(reading)))
            .collect(),
    };
    if outlook.answer == Answer::Chance {
        lines.push("A guess from how long stays are assumed to last, and no promise: lintel outlook says more.".to_owned());
    }
    lines.extend(age_of_the_list(outlook));
    section("MAY ONE COME FREE?", &lines)
}

fn answer(case: &Case<'_>, outlook: &Outlook) -> String {
    let mut lines = Vec::new();
    if outlook.answer == Answer::Chance {
        lines.push("A guess, and no promise: please go on looking elsewhere.".to_owned());
    } else {
        lines.push(outlook.text.clone());
    }
    if outlook.decision_now && outlook.answer == Answer::Chance {
        lines.push("A vacant unit could be decided on now, and that is the likeliest way to a place: lintel recommend says whom to ask. Ask that first. What stands below is without any decision.".to_owned());
    }
    lines.extend(age_of_the_list(outlook));
    let mut text = section("MAY A UNIT COME FREE FOR THIS HOUSEHOLD?", &lines);
    if outlook.answer != Answer::Chance {
        return text;
    }
    let from = moment(case.referral.received);
    let title = format!(
        "That suits and that nobody takes first, counted from {from} (in brackets: what {} simulated fortnights allow):",
        outlook.histories
    );
    text += &wrapped("  ", &title);
    text += &table(&outlook.readings, |chance| Some(&chance.suits));
    let decided = |chance: &Chance| chance.or_decision.clone();
    let may_ask = outlook
        .readings
        .iter()
        .flat_map(|reading| &reading.chances)
        .any(|chance| decided(chance).is_some_and(|share| share.said != chance.suits.said));
    if may_ask && !outlook.decision_now {
        text += &wrapped("  ", "That suits, or that somebody could decide on:");
        text += &table(&outlook.readings, |chance| chance.or_decision.as_ref());
    }
    text
}

fn age_of_the_list(outlook: &Outlook) -> Option<String> {
    let (stale, known) = (outlook.stale, outlook.occupancy_as_of.is_some());
    let said = match (outlook.answer, known) {
        (Answer::NotKnown, _) => return None,
        (_, true) => "The list of who lives where is old",
        (_, false) => "How old the list of who lives where is, nobody has said",
    };
    stale.then(|| format!("{said}: ring the units' staff first. One may be free already."))
}

fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
}

/// Days downwards and readings side by side, or one below the other where they are too wide; readings of which
/// the same is said share a column.
fn table(readings: &[Reading], share: impl Fn(&Chance) -> Option<&Share>) -> String {
    let all: Vec<Column> = readings.iter().map(|reading| Column::of(reading, &share)).collect();
    let all = match all.split_first() {
        Some((first, others)) if others.iter().all(|other| other.says_the_same(first)) => {
            vec![others.iter().fold(first.clone(), Column::joined)]
        }
        _ => all,
    };
    let days = readings.first().map_or(&[][..], |reading| reading.chances.as_slice());
    let days: Vec<String> =
        days.iter().map(|chance| format!("    by {}", short(&chance.day))).collect();
    let side_by_side = columns(&rows(&days, &all));
    if side_by_side.lines().all(|line| line.chars().count() <= WIDTH) {
        return side_by_side;
    }
    all.chunks(1).map(|column| columns(&rows(&days, column))).collect()
}

/// What is said of each day, in one reading or in several that say the same.
#[derive(Clone)]
struct Column {
    title: String,
    said: Vec<String>,
    between: Vec<(f64, f64)>,
}

impl Column {
    fn of(reading: &Reading, share: impl Fn(&Chance) -> Option<&Share>) -> Self {
        let title = match &*reading.reading {
            "" => String::new(),
            name => quoted(name),
        };
        let shares: Vec<Option<&Share>> = reading.chances.iter().map(share).collect();
        let said = |share: Option<&Share>| share.map_or_else(String::new, |s| s.said.clone());
        let between = |share: Option<&Share>| share.map_or((0.0, 0.0), |s| (s.low, s.high));
        Self {
            title,
            said: shares.iter().copied().map(said).collect(),
            between: shares.iter().copied().map(between).collect(),
        }
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.said == other.said
    }

    /// Both, with intervals that hold in both.
    fn joined(mut self, other: &Self) -> Self {
        self.title = format!("{} and {}", self.title, other.title);
        for (mine, theirs) in self.between.iter_mut().zip(&other.between) {
            *mine = (mine.0.min(theirs.0), mine.1.max(theirs.1));
        }
        self
    }

    /// "about 2 in 10 (16-19%)".
    fn cell(&self, day: usize) -> String {
        match (self.said.get(day), self.between.get(day)) {
            (Some(said), Some((low, high))) if !said.is_empty() => {
                format!("{said} ({:.0}-{:.0}%)", (low * 100.0).floor(), (high * 100.0).ceil())
            }
            _ => String::new(),
        }
    }
}

fn rows(days: &[String], shown: &[Column]) -> Vec<Vec<String>> {
    let titles = shown.iter().map(|column| column.title.clone());
    let title: Vec<String> = iter::once(String::new()).chain(titles).collect();
    let titled = title.iter().any(|cell| !cell.is_empty()).then_some(title);
    let of_day = |(k, day): (usize, &String)| {
        iter::once(day.clone()).chain(shown.iter().map(|column| column.cell(k))).collect()
    };
    titled.into_iter().chain(days.iter().enumerate().map(of_day)).collect()
}

/// "Tue 24 Nov" of "Tuesday 24 November".
fn short(day: &str) -> String {
    let words = day.split(' ').map(|word| word.get(..3).unwrap_or(word));
    words.collect::<Vec<_>>().join(" ")
}

fn rests_on(outlook: &Outlook) -> Vec<String> {
    let mut lines: Vec<String> =
        outlook.assumes.iter().map(|assumed| assumed.text.clone()).collect();
    for reading in &outlook.readings {
        let count = |standing| reading.numbers.iter().filter(|n| n.standing == standing).count();
        let name = match &*reading.reading {
            "" => reading.scenario.clone(),
            name => format!("{}, reading {}", reading.scenario, quoted(name)),
        };
        lines.push(format!(
            "{name}: about {:.0} others ask in a fortnight. Of its numbers used here {} are assumed, {} derived and {} published; --format json lists each with its source.",
            reading.others_ask,
            count(Standing::Assumed),
            count(Standing::Derived),
            count(Standing::Published)
        ));
    }
    lines
}
