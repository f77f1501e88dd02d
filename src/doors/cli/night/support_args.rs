//! Support beside a bed: second stage, floating support, counselling, budgets, needs; and what concerns the service.

use super::common::{Common, word};
use super::event_args::{Keys, Nothing, Of, Told, given, is, text};
use crate::base::domain::EventName;
use crate::doors::tasks::{pence, posts};
use clap::{Args, Subcommand};
use serde_json::{Map, Value};

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum SecondStage {
    /// It begins, perhaps before they leave, or again in a crisis; up to 12 months (4.15).
    Begin(Of<Relevant>),
    /// It is more or less intense from now on.
    Level(Of<Level>),
    /// It ends.
    End(Of<Because>),
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Relevant {
    /// In relevant accommodation: it counts in 10.13 ii.
    #[arg(long)]
    relevant: bool,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Level {
    /// How intense.
    #[arg(value_name = "LEVEL", value_parser = word(EventName::SecondStageLevel, "level"))]
    to: String,
    /// It may go on beyond 12 months; say why.
    #[arg(long, requires = "reason")]
    extended: bool,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Because {
    /// Why.
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Floating {
    /// It begins.
    Begin(Of<Nothing>),
    /// Somebody was in contact.
    Contact(Of<Nothing>),
    /// It ends.
    End(Of<Nothing>),
}

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Counselling {
    /// Somebody is referred.
    Refer(Of<Course>),
    /// A session was held.
    Session(Of<Course>),
    /// It ends.
    End(Of<Course>),
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Course {
    /// Who, by pseudonym or number; unless said, the lead.
    #[arg(value_name = "PERSON")]
    person: Option<String>,
    /// Which kind.
    #[arg(long, value_name = "TEXT")]
    kind: Option<String>,
    /// Who holds it.
    #[arg(long, value_name = "TEXT")]
    provider: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Budget {
    /// Money is set aside.
    Set(Of<Set>),
    /// Some of it is spent; never below zero.
    Spend(Of<Spend>),
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Set {
    /// How much, in pounds.
    #[arg(value_name = "POUNDS", value_parser = pence)]
    pence: u64,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Spend {
    /// How much, in pounds.
    #[arg(value_name = "POUNDS", value_parser = pence)]
    pence: u64,
    /// For what: a course, travel, clothes for an interview.
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
    #[command(flatten)]
    whom: Whom,
}

/// Whom it is about.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Whom {
    /// Who, by pseudonym or number; unless said, the lead.
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Support {
    /// Support was given (10.13 v, vi).
    Give(Of<Give>),
    /// What somebody needs support with (10.13 iv); the latest counts.
    Needs(Of<Needs>),
    /// A need in an outcome area is identified (10.9).
    Need(Of<Need>),
    /// Progress in that area is reviewed.
    Review(Of<Review>),
    /// Somebody with lived experience is at their side (5.2).
    Buddy(Of<Buddy>),
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Give {
    /// Which kinds, joined by commas.
    #[arg(value_delimiter = ',', required = true, value_parser = word(EventName::SupportGiven, "types"))]
    types: Vec<String>,
    /// As children's support.
    #[arg(long)]
    childrens: bool,
    #[command(flatten)]
    whom: Whom,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Needs {
    /// With what, joined by commas; nothing: none of these.
    #[arg(value_name = "NEEDS", value_delimiter = ',', value_parser = word(EventName::SupportNeeds, "needs"))]
    with: Vec<String>,
    /// What else, in words.
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    whom: Whom,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Need {
    /// In which area.
    #[arg(value_parser = word(EventName::NeedIdentified, "area"))]
    area: String,
    #[command(flatten)]
    whom: Whom,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Review {
    /// In which area.
    #[arg(value_parser = word(EventName::ProgressReviewed, "area"))]
    area: String,
    /// There was progress.
    #[arg(long)]
    positive: bool,
    #[command(flatten)]
    whom: Whom,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Buddy {
    /// Whose account.
    account: String,
}

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Service {
    /// A serious incident (10.6).
    Incident(Incident),
    /// How many staff there are (10.13 vii).
    Staff(Staff),
    /// A complaint (10.5).
    Complaint(Complaint),
    /// An answer to a survey (10.5).
    Survey(Survey),
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Incident {
    /// Under which heading.
    #[arg(value_parser = word(EventName::IncidentReported, "heading"))]
    heading: String,
    /// What happened; no names, no addresses.
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Whose.
    #[arg(long = "of", value_name = "REFERENCE")]
    reference: Option<String>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Staff {
    /// Full-time equivalents: 12.5.
    #[arg(value_parser = posts)]
    fte: u64,
    /// On which day; unless said, today.
    #[arg(long, value_name = "DAY", default_value = "today")]
    on: String,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Complaint {
    /// About what; no names.
    about: String,
    /// It was upheld.
    #[arg(long)]
    upheld: bool,
    /// Whose.
    #[arg(long = "of", value_name = "REFERENCE")]
    reference: Option<String>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Survey {
    /// What was asked.
    question: String,
    /// The answer, as a number.
    score: u64,
    /// Whose.
    #[arg(long = "of", value_name = "REFERENCE")]
    reference: Option<String>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Clocks {
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Pathways {
    /// The household; unless said, everybody.
    pub(super) reference: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

impl SecondStage {
    pub(super) fn told(&self) -> Told<'_> {
        match self {
            Self::Begin(of) => of.told(EventName::SecondStageBegan),
            Self::Level(of) => of.told(EventName::SecondStageLevel),
            Self::End(of) => of.told(EventName::SecondStageEnded),
        }
    }
}

impl Floating {
    pub(super) fn told(&self) -> Told<'_> {
        match self {
            Self::Begin(of) => of.told(EventName::FloatingBegan),
            Self::Contact(of) => of.told(EventName::FloatingContact),
            Self::End(of) => of.told(EventName::FloatingEnded),
        }
    }
}

impl Counselling {
    pub(super) fn told(&self) -> Told<'_> {
        match self {
            Self::Refer(of) => of.told(EventName::CounsellingReferred),
            Self::Session(of) => of.told(EventName::CounsellingSession),
            Self::End(of) => of.told(EventName::CounsellingEnded),
        }
    }
}

impl Budget {
    pub(super) fn told(&self) -> Told<'_> {
        match self {
            Self::Set(of) => of.told(EventName::BudgetAllocated),
            Self::Spend(of) => of.told(EventName::BudgetSpent),
        }
    }
}

impl Support {
    pub(super) fn told(&self) -> Told<'_> {
        match self {
            Self::Give(of) => of.told(EventName::SupportGiven),
            Self::Needs(of) => of.told(EventName::SupportNeeds),
            Self::Need(of) => of.told(EventName::NeedIdentified),
            Self::Review(of) => of.told(EventName::ProgressReviewed),
            Self::Buddy(of) => of.told(EventName::BuddyAssigned),
        }
    }
}

impl Service {
    pub(super) fn told(&self) -> Told<'_> {
        let (event, reference, keys, common) = match self {
            Self::Incident(of) => (
                EventName::IncidentReported,
                of.reference.as_deref(),
                given([("heading", is(of.heading.as_str())), ("text", text(of.text.as_ref()))]),
                &of.common,
            ),
            Self::Staff(of) => (
                EventName::StaffRecorded,
                None,
                given([("fte", is(of.fte)), ("on", is(of.on.as_str()))]),
                &of.common,
            ),
            Self::Complaint(of) => (
                EventName::ComplaintRecorded,
                of.reference.as_deref(),
                given([("about", is(of.about.as_str())), ("upheld", is(of.upheld))]),
                &of.common,
            ),
            Self::Survey(of) => (
                EventName::SurveyAnswered,
                of.reference.as_deref(),
                given([("question", is(of.question.as_str())), ("score", is(of.score))]),
                &of.common,
            ),
        };
        Told { event, reference, keys, common }
    }
}

impl Keys for Relevant {
    fn keys(&self) -> Map<String, Value> {
        given([("relevant", is(self.relevant))])
    }
}

impl Keys for Level {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("level", is(self.to.as_str())),
            ("extended", self.extended.then_some(Value::Bool(true))),
            ("reason", text(self.reason.as_ref())),
        ])
    }
}

impl Keys for Because {
    fn keys(&self) -> Map<String, Value> {
        given([("because", text(self.because.as_ref()))])
    }
}

impl Keys for Course {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("person", text(self.person.as_ref())),
            ("kind", text(self.kind.as_ref())),
            ("provider", text(self.provider.as_ref())),
        ])
    }
}

impl Keys for Set {
    fn keys(&self) -> Map<String, Value> {
        given([("pence", is(self.pence))])
    }
}

impl Keys for Spend {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("pence", is(self.pence)),
            ("purpose", text(self.purpose.as_ref())),
            ("person", text(self.whom.person.as_ref())),
        ])
    }
}

impl Keys for Give {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("types", is(self.types.clone())),
            ("childrens", is(self.childrens)),
            ("person", text(self.whom.person.as_ref())),
        ])
    }
}

impl Keys for Needs {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("needs", is(self.with.clone())),
            ("text", text(self.text.as_ref())),
            ("person", text(self.whom.person.as_ref())),
        ])
    }
}

impl Keys for Need {
    fn keys(&self) -> Map<String, Value> {
        given([("area", is(self.area.as_str())), ("person", text(self.whom.person.as_ref()))])
    }
}

impl Keys for Review {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("area", is(self.area.as_str())),
            ("positive", is(self.positive)),
            ("person", text(self.whom.person.as_ref())),
        ])
    }
}

impl Keys for Buddy {
    fn keys(&self) -> Map<String, Value> {
        given([("account", is(self.account.as_str()))])
    }
}
