//! When a unit may come free: a screen of its own, and the lines beside a recommendation.

use super::{danger, elsewhere, heading, list, moment, section};
use crate::cli::layout::{columns, wrapped};
use crate::eligibility::Case;
use crate::evidence::Standing;
use crate::outlook::{Answer, Chance, Outlook, Reading};
use crate::placement::answer::Recommendation;

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

/// The lines beside a recommendation: three and seven days, each reading by itself.
pub(super) fn beside(outlook: &Outlook) -> String {
    const SHOWN: [u32; 2] = [3, 14];
    let mut lines = Vec::new();
    for (names, reading) in told_apart(&outlook.readings) {
        let said = reading.chances.iter().filter(|chance| SHOWN.contains(&chance.days));
        let said: Vec<String> =
            said.map(|chance| format!("{} by {}", chance.suits.said, chance.day)).collect();
        lines.push(format!("{names}{}.", said.join(", ")));
    }
    lines.push(match outlook.answer {
        Answer::Chance => "A guess from how long stays are assumed to last, and no promise: lintel outlook says more.".to_owned(),
        Answer::FreeNow | Answer::Never | Answer::NotKnown => outlook.text.clone(),
    });
    section("MAY ONE COME FREE?", &lines)
}

fn answer(case: &Case<'_>, outlook: &Outlook) -> String {
    let mut lines = Vec::new();
    if outlook.decision_now {
        lines.push("A vacant unit could be decided on now: lintel recommend says whom to ask. Ask that first.".to_owned());
    }
    if outlook.answer != Answer::Chance {
        lines.insert(0, outlook.text.clone());
    } else {
        lines.push(format!("From {}, at the same time of day. A guess, and no promise: please go on looking elsewhere.", moment(case.referral.received)));
    }
    if outlook.stale {
        lines.push(match &outlook.occupancy_as_of {
            Some(_) => "The list of who lives where is old: ring the units' staff first.".to_owned(),
            None => "How old the list of who lives where is, nobody has said: ring the units' staff first.".to_owned(),
        });
    }
    let mut text = section("MAY A UNIT COME FREE FOR THIS HOUSEHOLD?", &lines);
    for (names, reading) in told_apart(&outlook.readings) {
        text += &wrapped("  ", names.trim_end_matches(": "));
        text += &table(&reading.chances);
    }
    text
}

/// Readings under their names; those that say the same stand together.
fn told_apart(readings: &[Reading]) -> Vec<(String, &Reading)> {
    let said = |reading: &Reading| -> Vec<String> {
        let each = reading.chances.iter();
        each.flat_map(|chance| {
            let decided = chance.or_decision.as_ref().map(|share| share.said.clone());
            [Some(chance.suits.said.clone()), decided]
        })
        .flatten()
        .collect()
    };
    let mut groups: Vec<(Vec<&str>, &Reading)> = Vec::new();
    for reading in readings {
        match groups.iter_mut().find(|(_, first)| said(first) == said(reading)) {
            Some((names, _)) => names.push(&reading.reading),
            None => groups.push((vec![&reading.reading], reading)),
        }
    }
    let alone = groups.len() == 1;
    let named = |(names, reading): (Vec<&str>, _)| {
        let names: Vec<String> =
            names.iter().map(|name| format!("\u{201c}{name}\u{201d}")).collect();
        let title = if alone { String::new() } else { format!("If {}: ", names.join(" or ")) };
        (title, reading)
    };
    groups.into_iter().map(named).collect()
}

fn table(chances: &[Chance]) -> String {
    let decided = chances.iter().any(|chance| {
        chance.or_decision.as_ref().is_some_and(|share| share.said != chance.suits.said)
    });
    let mut rows = Vec::new();
    if decided {
        rows.push(["", "one that suits", "or one to be decided on"].map(str::to_owned).to_vec());
    }
    for chance in chances {
        let mut row = vec![format!("    by {}", chance.day), chance.suits.said.clone()];
        if decided {
            row.extend(chance.or_decision.as_ref().map(|share| share.said.clone()));
        }
        rows.push(row);
    }
    columns(&rows)
}

fn rests_on(outlook: &Outlook) -> Vec<String> {
    let mut lines: Vec<String> =
        outlook.assumes.iter().map(|assumed| assumed.text.clone()).collect();
    for reading in &outlook.readings {
        let count = |standing| reading.numbers.iter().filter(|n| n.standing == standing).count();
        let name = match &*reading.reading {
            "" => reading.scenario.clone(),
            reading_name => format!("{}, reading \u{201c}{reading_name}\u{201d}", reading.scenario),
        };
        lines.push(format!(
            "{name}: about {:.0} others ask in a fortnight. Of its numbers used here {} are assumed, {} derived and {} published; --format json lists them.",
            reading.others_ask,
            count(Standing::Assumed),
            count(Standing::Derived),
            count(Standing::Published)
        ));
    }
    lines
}
