//! The handover sheet: how every unit stands, who is due, what lapses, who waits, what was decided and noted, what a
//! manager should look at, and the signed head. References only; no sector, no place.

use super::fit::Fit;
use super::pathways::{self, Watched};
use super::spoken::{event_title, moment, rules, told};
use crate::base::domain::calendar::{in_london, london_day};
use crate::base::domain::{EventName, RuleName};
use crate::presentation::document::{
    Act, Action, Block, Document, Entry, Row, Section, Table, Text, Verb, household, text, unit,
};
use crate::presentation::wording::when::{seconds_between, span};
use crate::service::register::{Household, Night, UnitStanding, UnitView, When};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What the sheet is written from.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The provider's name.
    pub provider: &'a str,
    /// Everything at the moment.
    pub night: &'a Night,
    /// What is vacant for each who waits without a unit, as far as they were looked at, in their order.
    pub waits: Vec<Waits>,
    /// What a manager should look at.
    pub flags: Vec<Flag>,
    /// Decisions that are asked, and that were granted.
    pub asked: Vec<Asked>,
    /// When and how it is safe to ring those who are due, by their references.
    pub ringing: Vec<(String, Vec<Text>)>,
    /// Clocks that run.
    pub clocks: Watched,
    /// Notes of the last day.
    pub notes: Vec<Noted>,
    /// The signed head, as it is printed.
    pub head: Option<String>,
}

/// What is vacant for a household that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The household.
    pub reference: String,
    /// What suits.
    pub suits: Vec<String>,
    /// What somebody could decide on, where nothing suits.
    pub asks: Vec<String>,
}

/// Something that a manager should look at.
#[derive(Debug, Clone)]
pub enum Flag {
    /// Recorded although somebody should have decided, or a rule stands against it.
    NotGranted {
        /// What was recorded.
        event: EventName,
        /// The household.
        reference: String,
        /// The unit.
        unit: String,
        /// What nobody has granted.
        rules: Vec<RuleName>,
        /// What of it nobody could grant.
        barred: Vec<RuleName>,
    },
    /// By the form as it is now, what a household lives in or has claimed does not suit it.
    SuitsNoMore {
        /// The household.
        reference: String,
        /// Its unit, with what stands against it.
        fit: Fit,
    },
    /// A unit is under repair while somebody lives there.
    VoidOverStay {
        /// The unit.
        unit: String,
        /// Who lives there.
        reference: String,
        /// Since when.
        since: String,
    },
}

/// A decision about a household and a unit.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The household.
    pub reference: String,
    /// The unit.
    pub unit: String,
    /// What is asked, or was granted.
    pub rules: Vec<RuleName>,
    /// Who decides.
    pub who: Vec<&'static str>,
    /// What was decided; none: nothing yet.
    pub granted: Option<bool>,
}

/// A note.
#[derive(Debug, Clone)]
pub struct Noted {
    /// When.
    pub at: Timestamp,
    /// Under which account.
    pub by: String,
    /// About which household.
    pub reference: Option<String>,
    /// About which unit.
    pub unit: Option<String>,
    /// What.
    pub text: String,
}

/// Columns that a row of units may take beside its indent.
const ROOM: usize = 76;

/// The sheet.
pub fn tonight(sheet: &Sheet<'_>) -> Document {
    let now = sheet.night.at;
    let title = format!(
        "Handover \u{b7} {} \u{b7} {}",
        sheet.provider,
        in_london(now).strftime("%a %-d %b %Y %H:%M")
    );
    let units = &sheet.night.units;
    let due = units
        .iter()
        .filter(|unit| unit.state == UnitStanding::Accepted)
        .map(|unit| arrival(unit, now).and(safe_to_ring(sheet, unit)));
    let lapsing = units.iter().filter(|unit| unit.state.may_lapse()).map(|u| lapse(u, now));
    let leaving = units.iter().filter_map(|unit| departure(unit, now));
    let said = Document::of([
        Section::plain("short", vec![Block::Paragraph(in_short(units))]),
        Section::list("flags", "TO LOOK AT", sheet.flags.iter().map(|flag| flagged(flag, now))),
        Section::new("waiting", "WHO WAITS", waiting(sheet)),
        Section::new("arrivals", "DUE TO ARRIVE", or_none(due, "Nobody is expected.")),
        Section::list("lapsing", "HOLDS AND OFFERS THAT LAPSE", lapsing),
        Section::list("departures", "DUE TO LEAVE", leaving),
        Section::list("decisions", "DECISIONS", sheet.asked.iter().map(decision)),
        Section::list("clocks", "CLOCKS", pathways::in_short(&sheet.clocks)),
        Section::list("notes", "NOTES OF THE LAST DAY", sheet.notes.iter().map(|n| note(n, now))),
        Section::new("units", "UNITS", all_units(units, now)),
        Section::new("head", "HEAD OF THE REGISTER", head(sheet.head.as_deref())),
    ]);
    Document { title: title.into(), ..said }
}

/// "5 vacant: Larch-1, Clover-3, Siskin, Dunlin, Sanderling. 1 held, 2 under repair, 29 lived in."
fn in_short(units: &[UnitView]) -> Text {
    const STATES: [UnitStanding; 7] = [
        UnitStanding::Held,
        UnitStanding::Offered,
        UnitStanding::Accepted,
        UnitStanding::BeingMadeReady,
        UnitStanding::Void,
        UnitStanding::Closed,
        UnitStanding::LivedIn,
    ];
    let of = |state: UnitStanding| units.iter().filter(|unit| unit.state == state).count();
    let vacant =
        units.iter().filter(|unit| unit.state == UnitStanding::Vacant).map(|one| unit(&one.unit));
    let first = match of(UnitStanding::Vacant) {
        0 => "Nothing is vacant.".into(),
        some => text![format!("{some} vacant: "), Text::joined(vacant, ", "), "."],
    };
    let others = STATES.into_iter().map(|state| (of(state), standing_of(state)));
    let others: Vec<String> =
        others.filter(|(some, _)| *some > 0).map(|(some, said)| format!("{some} {said}")).collect();
    if others.is_empty() { first } else { text![first, format!(" {}.", others.join(", "))] }
}

fn or_none(lines: impl IntoIterator<Item = Text>, none: &'static str) -> Vec<Block> {
    let lines: Vec<Text> = lines.into_iter().collect();
    if lines.is_empty() { vec![Block::Paragraph(none.into())] } else { vec![Block::items(lines)] }
}

fn of(unit: &UnitView) -> Text {
    household(unit.referral.as_deref().unwrap_or_default())
}

fn arrival(view: &UnitView, now: Timestamp) -> Text {
    let said = text![of(view), " to ", unit(&view.unit)];
    match &view.until {
        Some(expected) if is_over(expected, now) => {
            text![said, ", OVERDUE: expected ", told(expected, now)]
        }
        Some(expected) => text![said, ", expected ", told(expected, now)],
        None => said.and(", nobody has said when"),
    }
}

/// What keeps whoever is due safe when somebody rings them.
fn safe_to_ring(sheet: &Sheet<'_>, view: &UnitView) -> Text {
    let of = view.referral.as_deref();
    let said = sheet.ringing.iter().find(|(reference, _)| Some(&**reference) == of);
    let texts = said.into_iter().flat_map(|(_, texts)| texts);
    texts.fold(Text::default(), |said, text| said.and(". ").and(text.clone()))
}

/// Whether a moment or a whole day is over.
fn is_over(written: &str, now: Timestamp) -> bool {
    match When::read(written) {
        Some(When::Moment(at)) => at < now,
        Some(When::Day(day)) => day < london_day(now),
        None => false,
    }
}

fn lapse(view: &UnitView, now: Timestamp) -> Text {
    let what = if view.state == UnitStanding::Held { " is held for " } else { " is offered to " };
    let until = view.until.as_deref().map_or_else(Text::default, |until| told(until, now));
    let left = view.until.as_deref().and_then(|until| until.parse::<Timestamp>().ok());
    let left = left.map_or_else(String::new, |at| {
        format!(", for {} more", span(seconds_between(now, at).max(0)))
    });
    text![unit(&view.unit), what, of(view), " until ", until, left]
}

fn departure(view: &UnitView, now: Timestamp) -> Option<Text> {
    let on = view.until.as_deref().filter(|_| view.state == UnitStanding::LivedIn)?;
    let was = if is_over(on, now) { ", WAS DUE " } else { ", " };
    Some(text![of(view), " from ", unit(&view.unit), was, told(on, now)])
}

/// Who waits and since when; whoever has a claim with it.
fn waiting(sheet: &Sheet<'_>) -> Vec<Block> {
    let night = sheet.night;
    let now = night.at;
    let looked: BTreeMap<&str, &Waits> =
        sheet.waits.iter().map(|waits| (&*waits.reference, waits)).collect();
    let line = |of: &Household| {
        let waited = seconds_between(of.since, now);
        let said = text![
            household(&of.reference),
            " since ",
            moment(of.since, now),
            format!(", {}", span(waited.max(0)))
        ];
        let said = if in_danger(night, of) { said.and(", IN DANGER NOW") } else { said };
        let claimed = of.unit.as_deref().and_then(|name| night.unit(name));
        match claimed {
            Some(claimed) => {
                let how = standing_of(claimed.state);
                text![said, "; ", unit(&claimed.unit), format!(" is {how}")]
            }
            None => match looked.get(&*of.reference) {
                Some(waits) => said.and(waits_for(waits)),
                None => said,
            },
        }
    };
    or_none(night.waiting().into_iter().map(line), "Nobody waits.")
}

/// "; Larch-1 suits", "; waits for a decision about Larch-1", "; waits for a unit to come free".
fn waits_for(waits: &Waits) -> Text {
    let named = |units: &[String]| Text::joined(units.iter().map(|name| unit(name)), ", ");
    match (&*waits.suits, &*waits.asks) {
        ([], []) => "; waits for a unit to come free".into(),
        ([], asks) => text!["; waits for a decision about ", named(asks)],
        (suits, _) => text!["; to be held: ", named(suits)],
    }
}

/// Whether the form says so, or nobody could say.
fn in_danger(night: &Night, of: &Household) -> bool {
    let form = night.form(of);
    let said = form.as_ref().and_then(|form| form.get("immediate_danger"));
    said.is_some_and(|said| said == true || said == "unknown")
}

fn flagged(flag: &Flag, now: Timestamp) -> Text {
    match flag {
        Flag::NotGranted { event, reference, unit: on, barred, .. } if !barred.is_empty() => text![
            household(reference),
            ", ",
            unit(on),
            format!(": {} although it does not suit: {}. ", event_title(*event), rules(barred)),
            "What suits: ",
            Action::new(Verb::Recommend).of(reference)
        ],
        Flag::NotGranted { event, reference, unit: on, rules: missing, .. } => text![
            household(reference),
            ", ",
            unit(on),
            format!(": {} without a decision about {}. ", event_title(*event), rules(missing)),
            "Granted? ",
            Action::new(Verb::Record(Act::Grant)).of(reference).on(on)
        ],
        Flag::SuitsNoMore { reference, fit } => text![
            household(reference),
            ", ",
            standing_of(fit.state),
            ": ",
            fit.said(),
            " What suits: ",
            Action::new(Verb::Recommend).of(reference)
        ],
        Flag::VoidOverStay { unit: on, reference, since } => text![
            unit(on),
            " is under repair since ",
            told(since, now),
            " while ",
            household(reference),
            " lives there"
        ],
    }
}

fn decision(asked: &Asked) -> Text {
    let about = text![household(&asked.reference), ", ", unit(&asked.unit)];
    let what = rules(&asked.rules);
    match asked.granted {
        Some(true) => text![about, format!(": granted, {what}")],
        Some(false) => text![about, format!(": NOT granted, {what}")],
        None => {
            let grant = Action::new(Verb::Record(Act::Grant)).of(&asked.reference).on(&asked.unit);
            text![
                about,
                format!(": asked, {what} ({}). Once decided: ", asked.who.join(", ")),
                grant
            ]
        }
    }
}

fn note(note: &Noted, now: Timestamp) -> Text {
    let mut said = text![moment(note.at, now), format!(", {}", note.by)];
    if let Some(reference) = &note.reference {
        said = text![said, ", about ", household(reference)];
    }
    if let Some(name) = &note.unit {
        said = text![said, ", about ", unit(name)];
    }
    text![said, format!(": {}", note.text)]
}

/// The units in columns, or one by one where columns would be too wide.
pub(super) fn all_units(units: &[UnitView], now: Timestamp) -> Vec<Block> {
    let cells: Vec<Vec<Text>> = units.iter().map(|unit| cells(unit, now)).collect();
    let wide = |text: &Text| text.words(&|_| "".into()).chars().count();
    let widest = |k: usize| cells.iter().map(|row| wide(&row[k])).max().unwrap_or(0);
    if (0..4).map(|k| widest(k) + 2).sum::<usize>() <= ROOM {
        let rows = cells.into_iter().map(Row::Cells).collect();
        return vec![Block::Table(Table { rows, ..Table::default() })];
    }
    let entry = |row: Vec<Text>| {
        let mut row = row.into_iter();
        let names = row.next().into_iter().collect();
        Entry {
            names,
            text: Text::joined(row.filter(|text| !text.is_empty()), " "),
            ..Entry::default()
        }
    };
    vec![Block::Units(cells.into_iter().map(entry).collect())]
}

/// How a unit stands, in a word or two.
pub fn state_of(view: &UnitView) -> &'static str {
    match view.state {
        UnitStanding::LivedIn if view.void_since.is_some() => "lived in, under repair",
        state => standing_of(state),
    }
}

/// What a unit is, in a word or two.
pub(super) fn standing_of(state: UnitStanding) -> &'static str {
    match state {
        UnitStanding::Closed => "closed",
        UnitStanding::LivedIn => "lived in",
        UnitStanding::Void => "under repair",
        UnitStanding::Accepted => "accepted",
        UnitStanding::Offered => "on offer",
        UnitStanding::Held => "held",
        UnitStanding::BeingMadeReady => "being made ready",
        UnitStanding::Vacant => "vacant",
    }
}

fn cells(view: &UnitView, now: Timestamp) -> Vec<Text> {
    let state = state_of(view);
    let who = view.referral.as_deref().map_or_else(Text::default, household);
    let since = |at: &Option<String>| match at {
        Some(at) => text!["since ", told(at, now)],
        None => Text::default(),
    };
    let when = match (view.state, &view.until) {
        (UnitStanding::LivedIn, Some(on)) => text!["leaves ", told(on, now)],
        (UnitStanding::Accepted, Some(expected)) => text!["expected ", told(expected, now)],
        (_, Some(until)) => text!["until ", told(until, now)],
        (_, None) => since(&view.since),
    };
    vec![unit(&view.unit), state.into(), who, when]
}

fn head(head: Option<&str>) -> Vec<Block> {
    match head {
        Some(head) => vec![
            Block::Verbatim(head.to_owned()),
            Block::Paragraph(
                "Keep this sheet: against it lintel register verify --since finds what was cut off or rewritten."
                    .into(),
            ),
        ],
        None => vec![Block::Paragraph("Nothing is recorded yet.".into())],
    }
}
