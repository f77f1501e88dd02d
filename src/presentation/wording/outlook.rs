//! When a unit may come free: a screen of its own, and the lines beside a recommendation.

use super::assumption::{assumption, of_a_reading, quoted};
use super::chance::chance_in_words;
use super::elsewhere::{elsewhere, stay_at_home};
use super::list_of_residents::{age, is_old};
use super::offer::questions;
use super::opening::before_anything;
use super::safety::{Household, confirm};
use super::when::{day_in_full, moment, short_day};
use crate::base::domain::Referral;
use crate::base::statistics::Portion;
use crate::desk::outlook::{Answer, Chance, Never, NotKnown, Outlook, OutlookReading};
use crate::engine::eligibility::Case;
use crate::engine::placement::answer::Recommendation;
use crate::presentation::document::{
    Action, Block, Document, Row, Section, Table, Text, Verb, text,
};
use jiff::Timestamp;

/// The screen of an outlook: of a household as it came, and what there is at the moment asked about.
pub fn outlook(
    (case, referral): (&Case<'_>, &Referral),
    tonight: &Recommendation,
    outlook: &Outlook,
    now: Timestamp,
) -> Document {
    let household = Household::of(case, referral, now);
    let mut sections = before_anything(&household);
    let is_chance = outlook.answer == Answer::Chance;
    if outlook.decision_now && is_chance {
        sections.push(questions(case, tonight));
    }
    sections.push(answer(&household, outlook));
    if is_chance {
        sections.push(Section::list("rests-on", "WHAT THIS RESTS ON", rests_on(outlook)));
    }
    if outlook.answer != Answer::FreeNow {
        sections.push(stay_at_home(case.household, &case.estate.provider));
        sections.push(elsewhere(case, tonight));
    }
    Document::of(sections)
}

/// What stands beside a recommendation that is shown already.
pub fn beside_an_answer(
    (case, referral): (&Case<'_>, &Referral),
    outlook: &Outlook,
    now: Timestamp,
) -> Document {
    Document::of([beside(&Household::of(case, referral, now), outlook)])
}

/// What stands beside a recommendation: the same chances, and what they assume in a sentence.
pub(super) fn beside(household: &Household<'_>, outlook: &Outlook) -> Section {
    let mut lines = Vec::new();
    let is_chance = outlook.answer == Answer::Chance;
    if !is_chance {
        lines.push(in_short(outlook));
    }
    lines.extend(age_of_the_list(household, outlook));
    if is_chance {
        lines.push(text![
            "A guess, and no promise: residents leave as the scenario assumes, nobody here knows who or when. In brackets what ",
            format!("{} simulated fortnights allow. ", outlook.histories),
            Action::new(Verb::AskOutlook),
            " says what else it rests on.",
        ]);
    }
    let mut section = Section::paragraphs("outlook", "MAY ONE COME FREE?", lines);
    if is_chance {
        section.blocks.extend(chances(outlook));
    }
    section
}

fn answer(household: &Household<'_>, outlook: &Outlook) -> Section {
    let is_chance = outlook.answer == Answer::Chance;
    let mut lines = vec![if is_chance {
        "A guess, and no promise: please go on looking elsewhere.".into()
    } else {
        in_short(outlook)
    }];
    if outlook.decision_now && is_chance {
        lines.push("A vacant unit could be decided on now, and that is the likeliest way to a place: ask that first. What stands below is without any decision.".into());
    }
    lines.extend(age_of_the_list(household, outlook));
    if is_chance {
        lines.push(text![
            "Counted from ",
            moment(outlook.from, household.now),
            format!(" (in brackets: what {} simulated fortnights allow).", outlook.histories),
        ]);
    }
    let title = "MAY A UNIT COME FREE FOR THIS HOUSEHOLD?";
    let mut section = Section::paragraphs("outlook", title, lines);
    if is_chance {
        section.blocks.extend(chances(outlook));
    }
    section
}

/// The answer in a sentence.
pub fn in_short(outlook: &Outlook) -> Text {
    match &outlook.answer {
        Answer::FreeNow => free_now(outlook.waiting),
        Answer::Chance => within_a_week(outlook),
        Answer::Never(Never::TooYoung) => "This young person is under 16: no unit here is to be waited for. Children's services must help tonight.".into(),
        Answer::Never(Never::NothingSuits) => "No unit of this provider could suit this household, whoever leaves: please do not have them wait for one. Ring round with them now.".into(),
        Answer::NotKnown(NotKnown::WhoLivesWhere) => "Nobody has said who lives where (there is no occupancy.csv), so nothing can be said of who may leave.".into(),
        Answer::NotKnown(NotKnown::Failed(why)) => {
            format!("When a unit may come free cannot be said: {why}.").into()
        }
    }
}

fn free_now(waiting: Option<(usize, usize)>) -> Text {
    let names =
        text!["A unit that suits is free now: ", Action::new(Verb::Recommend), " names it.",];
    match waiting {
        Some((before, _)) if before > 0 => text![
            names,
            " Others wait in front: ",
            Action::new(Verb::Allocate),
            " says who may have what.",
        ],
        _ => names,
    }
}

/// "A unit that suits comes free by Tuesday 24 November: about 6 in 10", in each reading; a decision that could
/// be asked for is never kept back.
fn within_a_week(outlook: &Outlook) -> Text {
    const A_WEEK: u32 = 7;
    let week = |reading: &OutlookReading| {
        let chance = reading.chances.iter().find(|chance| chance.days == A_WEEK)?;
        Some((reading.reading.clone(), *chance))
    };
    let weeks: Vec<(String, Chance)> = outlook.readings.iter().filter_map(week).collect();
    let Some((_, Chance { by, .. })) = weeks.first() else { return Text::default() };
    let (day, suits) = (day_in_full(*by), in_each(&weeks, |chance| Some(chance.suits)));
    if outlook.decision_now {
        return text![
            "A vacant unit could be decided on now: ask that first, ",
            Action::new(Verb::Recommend),
            " says whom. Without any decision one that suits comes free by ",
            day,
            format!(": {suits}."),
        ];
    }
    let decided = in_each(&weeks, |chance| chance.or_decision);
    let more = if decided.is_empty() || decided == suits {
        String::new()
    } else {
        format!("; one that suits or that somebody could decide on: {decided}")
    };
    text!["A unit that suits comes free by ", day, format!(": {suits}{more}.")]
}

/// Said once where all readings say the same.
fn in_each(weeks: &[(String, Chance)], share: impl Fn(&Chance) -> Option<Portion>) -> String {
    let in_words = |(reading, chance): &(String, Chance)| {
        Some((reading.clone(), chance_in_words(share(chance)?.share)))
    };
    let said: Vec<(String, String)> = weeks.iter().filter_map(in_words).collect();
    match said.as_slice() {
        [] => String::new(),
        [(_, first), others @ ..] if others.iter().all(|(_, other)| other == first) => {
            first.clone()
        }
        all => {
            let each =
                all.iter().map(|(reading, said)| format!("{said} (reading {})", quoted(reading)));
            each.collect::<Vec<_>>().join(" or ")
        }
    }
}

/// Where the list is old or of unknown age: one that suits may be free already.
fn age_of_the_list(household: &Household<'_>, outlook: &Outlook) -> Option<Text> {
    let Household { referral, occupancy, now, .. } = *household;
    let is_known = !matches!(outlook.answer, Answer::NotKnown(_));
    let said = || {
        let age = age(occupancy, referral.received, now);
        text![age, " One may be free already: ask. ", confirm(household)]
    };
    (is_known && is_old(occupancy, referral.received, now)).then(said)
}

/// The chances of what suits, and of what somebody could decide on where that differs.
fn chances(outlook: &Outlook) -> Vec<Block> {
    let suits =
        table("That suits, and that nobody takes first:", outlook, |chance| Some(chance.suits));
    let differs = |chance: &Chance| {
        chance.or_decision.is_some_and(|share| {
            chance_in_words(share.share) != chance_in_words(chance.suits.share)
        })
    };
    let may_ask = outlook.readings.iter().flat_map(|reading| &reading.chances).any(differs);
    let title = "That suits, or that somebody could decide on:";
    let or_decision = (may_ask && !outlook.decision_now)
        .then(|| table(title, outlook, |chance| chance.or_decision));
    [suits].into_iter().chain(or_decision).map(Block::Table).collect()
}

/// Days downwards and readings side by side; readings of which the same is said share a column.
fn table(
    caption: &'static str,
    outlook: &Outlook,
    share: impl Fn(&Chance) -> Option<Portion>,
) -> Table {
    let readings = &outlook.readings;
    let mut columns: Vec<Column> =
        readings.iter().map(|reading| Column::of(reading, &share)).collect();
    if let Some((first, others)) = columns.split_first()
        && others.iter().all(|other| other.cells == first.cells)
    {
        let titles: Vec<&str> = columns.iter().map(|column| &*column.title).collect();
        columns = vec![Column { title: titles.join(" and "), cells: first.cells.clone() }];
    }
    let days = readings.first().map_or(&[][..], |reading| reading.chances.as_slice());
    let row = |(k, chance): (usize, &Chance)| {
        let cells = columns.iter().map(|column| column.cells.get(k).cloned().unwrap_or_default());
        let day = text!["by ", short_day(chance.by)];
        Row::Cells(std::iter::once(day).chain(cells.map(Text::from)).collect())
    };
    let is_titled = columns.iter().any(|column| !column.title.is_empty());
    let titles = columns.iter().map(|column| column.title.clone().into());
    let head = std::iter::once(Text::default()).chain(titles);
    Table {
        caption: caption.into(),
        head: if is_titled { head.collect() } else { Vec::new() },
        rows: days.iter().enumerate().map(row).collect(),
        columns_stand_alone: true,
        ..Table::default()
    }
}

/// What is said of each day, in one reading or in several that say the same.
struct Column {
    title: String,
    /// "about 2 in 10 (16-19%)".
    cells: Vec<String>,
}

impl Column {
    fn of(reading: &OutlookReading, share: impl Fn(&Chance) -> Option<Portion>) -> Self {
        let title = match &*reading.reading {
            "" => String::new(),
            name => quoted(name),
        };
        let cell = |Portion { share, low, high }: Portion| {
            let (low, high) = ((low * 100.0).floor(), (high * 100.0).ceil());
            format!("{} ({low:.0}-{high:.0}%)", chance_in_words(share))
        };
        let cells =
            reading.chances.iter().map(|chance| share(chance).map_or_else(String::new, cell));
        Self { title, cells: cells.collect() }
    }
}

fn rests_on(outlook: &Outlook) -> Vec<Text> {
    let assumed = outlook.assumes.iter().map(|assumed| assumption(&assumed.what));
    assumed.chain(outlook.readings.iter().map(of_a_reading)).collect()
}
