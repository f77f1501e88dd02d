//! Every clock that runs, late ones first, and those that were kept late.

use super::words::waits_for;
use crate::base::domain::calendar::london_day;
use crate::base::domain::working_days;
use crate::presentation::document::{
    Action, Block, Document, Section, Text, Verb, household, text,
};
use crate::presentation::wording::{count, when};
use crate::service::pathway::{Clock, ClockEnd, ClockName, ClockStanding};
use jiff::Timestamp;

/// A clock of a household.
#[derive(Debug, Clone)]
pub struct Running {
    /// The household.
    pub reference: String,
    /// The clock.
    pub clock: Clock,
    /// How it stands.
    pub standing: ClockStanding,
}

/// Every clock at a moment.
#[derive(Debug, Clone)]
pub struct Watched {
    /// The clocks, in the order of their days.
    pub clocks: Vec<Running>,
    /// The moment.
    pub now: Timestamp,
}

impl Watched {
    fn that(&self, standing: ClockStanding) -> impl Iterator<Item = &Running> {
        self.clocks.iter().filter(move |of| of.standing == standing)
    }

    fn lines(&self, standing: ClockStanding) -> impl Iterator<Item = Text> {
        self.that(standing).map(|of| of.line(self.now))
    }

    fn many(&self, standing: ClockStanding) -> usize {
        self.that(standing).count()
    }
}

impl Running {
    /// "R-0417: risk assessment begun by Mon 23 Nov (4.41 a), 2 working days late".
    fn line(&self, now: Timestamp) -> Text {
        let what = waits_for(self.clock.name, self.clock.measure.as_deref());
        let said = text![household(&self.reference), format!(": {what}")];
        let clause = self.clock.name.clause();
        let Some(due) = self.clock.due() else {
            return said.and(format!(", by when is not known ({clause})"));
        };
        let said = text![said, " by ", when::day(due, now), format!(" ({clause})")];
        match self.standing {
            ClockStanding::Late => said.and(late(due, london_day(now))),
            ClockStanding::KeptLate => text![said, self.kept_late(now)],
            _ => said,
        }
    }

    /// How long it took, or when: whatever was needed no more before it was done was not done.
    fn kept_late(&self, now: Timestamp) -> Text {
        let on = |at| when::day(london_day(at), now);
        let counts_days = self.clock.name != ClockName::SecondStage;
        match (self.clock.end, self.clock.working_days()) {
            (Some(ClockEnd::Met(_)), Some(days)) if counts_days => {
                format!(", took {}", days_said(days)).into()
            }
            (Some(ClockEnd::Met(at)), _) => text![", done on ", on(at)],
            (Some(ClockEnd::Stopped(at)), _) => {
                text![", not done by ", on(at), ", when it was needed no more"]
            }
            (None, _) => Text::default(),
        }
    }
}

fn days_said(days: u32) -> String {
    count(usize::try_from(days).unwrap_or(usize::MAX), "working day", "working days")
}

fn late(due: jiff::civil::Date, today: jiff::civil::Date) -> String {
    match working_days::between(due, today) {
        Some(0) | None => ", late".to_owned(),
        Some(days) => format!(", {} late", days_said(days)),
    }
}

/// The clocks.
pub fn clocks(watched: &Watched) -> Document {
    use ClockStanding as Standing;
    let many = |standing, said: &str| match watched.many(standing) {
        0 => None,
        some => Some(format!("{some} {said}")),
    };
    let open = [
        many(Standing::Late, "late"),
        many(Standing::Soon, "due today or on the next working day"),
        many(Standing::Due, "due later"),
        many(Standing::NotKnown, "not known"),
    ];
    let open: Vec<String> = open.into_iter().flatten().collect();
    let short =
        if open.is_empty() { "No clock runs.".to_owned() } else { format!("{}.", open.join(", ")) };
    let not_known = "The table of bank holidays ends before these are due, or begins after.";
    let unknown: Vec<Text> = watched.lines(Standing::NotKnown).collect();
    let mut beyond = vec![Block::items(unknown.clone())];
    if !unknown.is_empty() {
        beyond.push(Block::paragraph(not_known));
    }
    Document::of([
        Section::plain("short", vec![Block::paragraph(short)]),
        Section::list("late", "LATE", watched.lines(Standing::Late)),
        Section::list(
            "soon",
            "DUE TODAY OR ON THE NEXT WORKING DAY",
            watched.lines(Standing::Soon),
        ),
        Section::list("due", "DUE LATER", watched.lines(Standing::Due)),
        Section::new("unknown", "NOT KNOWN", beyond),
        Section::list("kept-late", "KEPT LATE", watched.lines(Standing::KeptLate)),
        Section::plain(
            "how",
            vec![Block::paragraph(
                "Working days are Monday to Friday but bank holidays of England; the day it begins is day 0.",
            )],
        ),
    ])
}

/// What of them stands on the handover sheet: late and soon, and how many more.
pub fn in_short(watched: &Watched) -> Vec<Text> {
    let urgent = [ClockStanding::Late, ClockStanding::Soon];
    let mut lines: Vec<Text> = Vec::new();
    for standing in urgent {
        let mark = if standing == ClockStanding::Late { "LATE: " } else { "" };
        lines.extend(watched.lines(standing).map(|line| text![mark, line]));
    }
    let more = watched.many(ClockStanding::Due) + watched.many(ClockStanding::NotKnown);
    if more > 0 {
        lines.push(text![format!("{more} more run: "), Action::new(Verb::SeeClocks)]);
    }
    lines
}
