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

/// The lines beside a recommendation: three days and a fortnight, readings that differ each by itself.
pub(super) fn beside(outlook: &Outlook) -> String {
    const SHOWN: [u32; 2] = [3, 14];
    let said = |reading: &Reading| {
        let shown = reading.chances.iter().filter(|chance| SHOWN.contains(&chance.days));
        let each = shown.map(|chance| format!("by {} {}", chance.day, chance.suits.said));
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

/// Days downwards and readings side by side, or one below the other where they are too wide.
fn table(readings: &[Reading], share: impl Fn(&Chance) -> Option<&Share>) -> String {
    let side_by_side = columns(&rows(readings, &share));
    if side_by_side.lines().all(|line| line.chars().count() <= WIDTH) {
        return side_by_side;
    }
    readings.chunks(1).map(|reading| columns(&rows(reading, &share))).collect()
}

fn rows(readings: &[Reading], share: impl Fn(&Chance) -> Option<&Share>) -> Vec<Vec<String>> {
    let names = readings.iter().map(|reading| match &*reading.reading {
        "" => String::new(),
        name => quoted(name),
    });
    let title: Vec<String> = iter::once(String::new()).chain(names).collect();
    let mut rows = Vec::new();
    if title.iter().any(|cell| !cell.is_empty()) {
        rows.push(title);
    }
    let days = readings.first().map_or(&[][..], |reading| reading.chances.as_slice());
    for (k, day) in days.iter().enumerate() {
        let cells = readings
            .iter()
            .map(|reading| reading.chances.get(k).and_then(&share).map_or_else(String::new, cell));
        rows.push(iter::once(format!("    by {}", short(&day.day))).chain(cells).collect());
    }
    rows
}

/// "about 2 in 10 (16-19%)".
fn cell(share: &Share) -> String {
    let (low, high) = ((share.low * 100.0).floor(), (share.high * 100.0).ceil());
    format!("{} ({low:.0}-{high:.0}%)", share.said)
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
