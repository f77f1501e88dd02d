//! When a unit may come free: a screen of its own, and the lines beside a recommendation.

use super::age_of_the_list::age;
use super::safety::{Household, confirm};
use super::{before_anything, elsewhere, joined, list, offer, section};
use crate::desk::outlook::{Answer, Chance, Outlook, OutlookReading, Share};
use crate::doors::cli::layout::{WIDTH, columns, wrapped};
use crate::engine::eligibility::Case;
use crate::engine::placement::answer::Recommendation;
use crate::inputs::evidence::Provenance;
use crate::presentation::wording::{is_old, moment};
use jiff::Timestamp;
use std::iter;

/// The screen of `lintel outlook`: of a household as it came, and what there is at the moment asked about.
pub(in crate::doors::cli) fn outlook(
    case: &Case<'_>,
    (tonight, from): (&Recommendation<'_>, Timestamp),
    outlook: &Outlook,
    now: Timestamp,
) -> String {
    let household = Household::of(case, now);
    let mut sections = vec![before_anything(&household)];
    if outlook.decision_now && outlook.answer == Answer::Chance {
        sections.push(offer::questions(case, tonight));
    }
    sections.push(answer(&household, from, outlook));
    if outlook.answer == Answer::Chance {
        sections.push(list("WHAT THIS RESTS ON", &rests_on(outlook)));
    }
    if outlook.answer != Answer::FreeNow {
        sections.push(elsewhere::stay_at_home(case, tonight));
        sections.push(elsewhere::elsewhere(case, tonight));
    }
    joined(sections)
}

/// What stands beside a recommendation: the same chances, and what they assume in a sentence.
pub(super) fn beside(household: &Household<'_>, outlook: &Outlook) -> String {
    if outlook.answer != Answer::Chance {
        let mut lines = vec![outlook.text.clone()];
        lines.extend(age_of_the_list(household, outlook));
        return section("MAY ONE COME FREE?", &lines);
    }
    let mut lines = Vec::new();
    lines.extend(age_of_the_list(household, outlook));
    lines.push(format!(
        "A guess, and no promise: residents leave as the scenario assumes, nobody here knows who or when. In brackets what {} simulated fortnights allow. lintel outlook says what else it rests on.",
        outlook.histories
    ));
    section("MAY ONE COME FREE?", &lines) + &chances(outlook)
}

/// The chances of what suits, and of what somebody could decide on where that differs.
fn chances(outlook: &Outlook) -> String {
    let mut text = wrapped("  ", "That suits, and that nobody takes first:");
    text += &table(&outlook.readings, |chance| Some(&chance.suits));
    let may_ask = outlook.readings.iter().flat_map(|reading| &reading.chances).any(|chance| {
        chance.or_decision.as_ref().is_some_and(|share| share.said != chance.suits.said)
    });
    if may_ask && !outlook.decision_now {
        text += &wrapped("  ", "That suits, or that somebody could decide on:");
        text += &table(&outlook.readings, |chance| chance.or_decision.as_ref());
    }
    text
}

fn answer(household: &Household<'_>, from: Timestamp, outlook: &Outlook) -> String {
    let mut lines = Vec::new();
    if outlook.answer == Answer::Chance {
        lines.push("A guess, and no promise: please go on looking elsewhere.".to_owned());
    } else {
        lines.push(outlook.text.clone());
    }
    if outlook.decision_now && outlook.answer == Answer::Chance {
        lines.push("A vacant unit could be decided on now, and that is the likeliest way to a place: ask that first. What stands below is without any decision.".to_owned());
    }
    lines.extend(age_of_the_list(household, outlook));
    let mut text = section("MAY A UNIT COME FREE FOR THIS HOUSEHOLD?", &lines);
    if outlook.answer != Answer::Chance {
        return text;
    }
    let title = format!(
        "Counted from {} (in brackets: what {} simulated fortnights allow).",
        moment(from, household.now),
        outlook.histories
    );
    text += &wrapped("  ", &title);
    text + &chances(outlook)
}

/// Where the list is old or of unknown age: one that suits may be free already.
fn age_of_the_list(household: &Household<'_>, outlook: &Outlook) -> Option<String> {
    let Household { referral, estate, now, .. } = *household;
    if outlook.answer == Answer::NotKnown || !is_old(estate, referral.received, now) {
        return None;
    }
    let age = age(estate, referral.received, now);
    Some(format!("{age} One may be free already: ask. {}", confirm(household)))
}

fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
}

/// Days downwards and readings side by side, or one below the other where they are too wide; readings of which
/// the same is said share a column.
fn table(readings: &[OutlookReading], share: impl Fn(&Chance) -> Option<&Share>) -> String {
    let mut all: Vec<Column> = readings.iter().map(|reading| Column::of(reading, &share)).collect();
    if let Some((first, others)) = all.split_first()
        && others.iter().all(|other| other.cells == first.cells)
    {
        let titles: Vec<&str> = all.iter().map(|column| &*column.title).collect();
        let title = titles.join(" and ");
        all = vec![Column { title, ..first.clone() }];
    }
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
    /// "about 2 in 10 (16-19%)".
    cells: Vec<String>,
}

impl Column {
    fn of(reading: &OutlookReading, share: impl Fn(&Chance) -> Option<&Share>) -> Self {
        let title = match &*reading.reading {
            "" => String::new(),
            name => quoted(name),
        };
        let cell = |Share { said, low, high, .. }: &Share| {
            format!("{said} ({:.0}-{:.0}%)", (low * 100.0).floor(), (high * 100.0).ceil())
        };
        let cells =
            reading.chances.iter().map(|chance| share(chance).map_or_else(String::new, cell));
        Self { title, cells: cells.collect() }
    }
}

fn rows(days: &[String], shown: &[Column]) -> Vec<Vec<String>> {
    let titles = shown.iter().map(|column| column.title.clone());
    let title: Vec<String> = iter::once(String::new()).chain(titles).collect();
    let titled = title.iter().any(|cell| !cell.is_empty()).then_some(title);
    let of_day = |(k, day): (usize, &String)| {
        iter::once(day.clone())
            .chain(shown.iter().map(|column| column.cells.get(k).cloned().unwrap_or_default()))
            .collect()
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
            count(Provenance::Assumed),
            count(Provenance::Derived),
            count(Provenance::Published)
        ));
    }
    lines
}
