//! `lintel sanctuary`: from the referral to Housing Solutions to each measure fitted.

use super::common::word;
use super::event_args::{Keys, Nothing, Of, Told, given, is, text};
use crate::base::domain::EventName;
use crate::doors::tasks::pence;
use crate::doors::tasks::spoken::as_a_word;
use crate::service::pathway::{MEASURES, MeasureLevel};
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Sanctuary {
    /// Refer them to Housing Solutions, who decide (6.4); never in an emergency (4.38).
    Refer(Of<Refer>),
    /// Record what Housing Solutions decided: accepted closes the referral as sanctuary.
    Decide(Of<Decide>),
    /// The risk assessment has begun: within 2 working days of the referral (4.41 a).
    Begin(Of<Nothing>),
    /// One of its four parts is there.
    Part(Of<Part>),
    /// It is done: which measures it recommends, and what they would cost.
    Assess(Of<Assess>),
    /// The council approved the works, or did not.
    Approve(Of<Approve>),
    /// They agree to the measures, or not to all of them.
    Agree(Of<Agree>),
    /// Their support needs are assessed.
    Needs(Of<Nothing>),
    /// The support and safety plan is in place: within 5 working days (4.41 b).
    Plan(Of<Nothing>),
    /// A measure is fitted: within 5 working days (4.41 c).
    Fit(Of<Fit>),
    /// It has ended; --unsafe asks for accommodation in a linked referral.
    End(Of<End>),
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Refer {
    /// Who referred them; unless said, as on the form.
    #[arg(long, value_name = "SOURCE", value_parser = word(EventName::SanctuaryReferred, "source"))]
    source: Option<String>,
    /// How their home is held; unless said, as on the form.
    #[arg(long, value_name = "TENURE", value_parser = word(EventName::SanctuaryReferred, "tenure"))]
    tenure: Option<String>,
    /// Who holds it, in words; no names.
    #[arg(long, value_name = "TEXT")]
    holder: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Decide {
    /// What they decided.
    #[arg(value_parser = ["accepted", "declined"])]
    decision: String,
    /// Why; of a refusal it is counted (10.14 v): life in danger, perpetrator lives there, landlord refuses, not eligible,
    /// withdrew; anything else as other.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Part {
    /// Whose.
    #[arg(value_parser = word(EventName::RiskAssessmentPart, "part"))]
    part: String,
}

/// A measure of the schedule, or a word of one's own.
fn measure(said: &str) -> Result<String, String> {
    let said = as_a_word(said);
    if said.is_empty() { Err("say which measure".to_owned()) } else { Ok(said) }
}

#[derive(Debug, Args)]
#[command(after_help = schedule())]
pub(in crate::doors::cli) struct Assess {
    /// The measures it recommends, joined by commas; any that the schedule does not name is a higher-level one.
    #[arg(value_delimiter = ',', required = true, value_parser = measure)]
    measures: Vec<String>,
    /// What they would cost in all, in pounds.
    #[arg(long, value_name = "POUNDS", value_parser = pence)]
    cost: u64,
}

/// The schedule of measures, as help prints it.
fn schedule() -> String {
    let rows = MEASURES.iter().map(|(word, name, level)| {
        let level = if *level == MeasureLevel::Lower { "lower" } else { "higher" };
        format!("  {word:<19} {level:<7} {name}\n")
    });
    format!("Measures (specification 4.41 d):\n{}", rows.collect::<String>())
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Approve {
    /// The answer is no.
    #[arg(long)]
    refused: bool,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Agree {
    /// What they agree to, joined by commas; unless said, everything that is recommended and not refused.
    #[arg(long, value_name = "MEASURES", value_delimiter = ',', value_parser = measure)]
    to: Vec<String>,
    /// A measure that they do not want, with why: --refuse cctv="not wanted". Counted are not wanted, landlord refuses and
    /// moving away; anything else as other. May come again.
    #[arg(long, value_name = "MEASURE=WHY")]
    refuse: Vec<String>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Fit {
    /// Which.
    #[arg(value_parser = measure)]
    measure: String,
    /// What its materials cost, in pounds.
    #[arg(long, value_name = "POUNDS", value_parser = pence)]
    materials: u64,
    /// What the work cost, in pounds.
    #[arg(long, value_name = "POUNDS", value_parser = pence)]
    labour: u64,
    /// They were shown how to use it.
    #[arg(long)]
    instructions: bool,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct End {
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    /// Home is no longer safe: they ask for accommodation, in a new referral linked to this one.
    #[arg(long = "unsafe")]
    pub(super) not_safe: bool,
    /// What that referral is called; unless said, this one's reference and a number.
    #[arg(long, value_name = "REFERENCE", requires = "not_safe")]
    pub(super) new_reference: Option<String>,
}

impl Sanctuary {
    pub(super) fn told(&self) -> Told<'_> {
        match self {
            Self::Refer(of) => of.told(EventName::SanctuaryReferred),
            Self::Decide(of) => of.told(EventName::SanctuaryDetermined),
            Self::Begin(of) => of.told(EventName::RiskAssessmentBegan),
            Self::Part(of) => of.told(EventName::RiskAssessmentPart),
            Self::Assess(of) => of.told(EventName::RiskAssessmentDone),
            Self::Approve(of) => of.told(EventName::ApprovalGiven),
            Self::Agree(of) => of.told(EventName::MeasuresAgreed),
            Self::Needs(of) => of.told(EventName::NeedsAssessed),
            Self::Plan(of) => of.told(EventName::SupportPlanMade),
            Self::Fit(of) => of.told(EventName::MeasureFitted),
            Self::End(of) => of.told(EventName::SanctuaryEnded),
        }
    }
}

impl Keys for Refer {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("source", text(self.source.as_ref())),
            ("tenure", text(self.tenure.as_ref())),
            ("holder", text(self.holder.as_ref())),
        ])
    }
}

impl Keys for Decide {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("accepted", is(self.decision == "accepted")),
            ("reason", text(self.reason.as_ref())),
        ])
    }
}

impl Keys for Part {
    fn keys(&self) -> Map<String, Value> {
        given([("part", is(self.part.as_str()))])
    }
}

impl Keys for Assess {
    fn keys(&self) -> Map<String, Value> {
        given([("measures", is(self.measures.clone())), ("pence", is(self.cost))])
    }
}

impl Keys for Approve {
    fn keys(&self) -> Map<String, Value> {
        given([("granted", is(!self.refused))])
    }
}

impl Keys for Agree {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("agreed", (!self.to.is_empty()).then(|| json!(self.to))),
            ("refused", is(refused(&self.refuse))),
        ])
    }
}

impl Keys for Fit {
    fn keys(&self) -> Map<String, Value> {
        given([
            ("measure", is(self.measure.as_str())),
            ("materials_pence", is(self.materials)),
            ("labour_pence", is(self.labour)),
            ("instructions", is(self.instructions)),
        ])
    }
}

impl Keys for End {
    fn keys(&self) -> Map<String, Value> {
        given([("reason", text(self.reason.as_ref())), ("into_accommodation", is(self.not_safe))])
    }
}

/// "cctv=the neighbours": the measure, and why it is refused.
fn refused(said: &[String]) -> Vec<Value> {
    let one = |said: &String| {
        let (of, why) = said.split_once('=').unwrap_or((said, ""));
        let of = measure(of).unwrap_or_default();
        if why.is_empty() { json!({"measure": of}) } else { json!({"measure": of, "reason": why}) }
    };
    said.iter().map(one).collect()
}
