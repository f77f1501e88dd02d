//! The commands of a night and their flags, as clap reads them and `--help` prints them.

use super::common::{Common, word};
use super::sanctuary_args::Sanctuary;
use super::support_args::{
    Budget, Clocks, Counselling, Floating, Pathways, SecondStage, Service, Support,
};
use crate::base::domain::{EventName, RuleName};
use crate::doors::cli::format::AnswerFormat;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// A rule by its name.
fn rule() -> PossibleValuesParser {
    RuleName::ALL.map(RuleName::name).into()
}

fn age(said: &str) -> Result<String, String> {
    let is_one = said == "unknown" || said.parse::<u8>().is_ok_and(|years| years <= 120);
    is_one
        .then(|| said.to_owned())
        .ok_or_else(|| "give whole years, 0 for a baby, or unknown".to_owned())
}

/// What there is to record and to see.
#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Act {
    /// Record a referral: the household is open and waits.
    Refer(Refer),
    /// Hold a vacant unit for a household for a while.
    Hold(Hold),
    /// Offer a unit to a household.
    Offer(Offer),
    /// Record that a household accepted an offer.
    Accept(Accept),
    /// End a hold, an offer or an accepted offer.
    EndClaim(EndClaim),
    /// Record that a household moved in.
    Arrive(Arrive),
    /// Record that a household left.
    Depart(Depart),
    /// Record that a household moved from one unit to another.
    Transfer(Transfer),
    /// Close a referral as turned away, with the reason that `recommend` names or another.
    TurnAway(TurnAway),
    /// Close a referral as placed elsewhere.
    PlaceElsewhere(PlaceElsewhere),
    /// Close a referral as taken back.
    Withdraw(Withdraw),
    /// Close a referral as the same as another.
    Duplicate(Duplicate),
    /// Record that a household's form is another now.
    Amend(Amend),
    /// Record an attempt to reach a household.
    Contact(Contact),
    /// Record a decision about a household and a unit; without rules, those that ask.
    Grant(Grant),
    /// Write a note for the handover sheet.
    Note(Note),
    /// Record that somebody joined a household that lives here: a birth, a child who follows.
    Join(Join),
    /// Record that somebody left a household that stays.
    Leave(Leave),
    /// Record when a household is expected to leave.
    ExpectDeparture(ExpectDeparture),
    /// Record that a unit is under repair.
    Void(Void),
    /// Record that a unit's repair is over.
    VoidEnd(OfUnit),
    /// Record that a unit is ready before its turnaround ends.
    MadeReady(OfUnit),
    /// Open a unit that was closed.
    OpenUnit(OfUnit),
    /// Close a unit that nobody lives in.
    CloseUnit(OfUnit),
    /// Put another event in the place of one that was wrong: `lintel correct 12 at=21:40 unit=Larch-2`.
    Correct(Correct),
    /// Take an event away that did not happen.
    Annul(Annul),
    /// Erase for good what a household told; the counts stay.
    Erase(Erase),
    /// Show what was recorded of a household or a unit.
    History(History),
    /// Make a home safer, so that nobody needs to leave it: from the referral to each measure fitted.
    #[command(subcommand)]
    Sanctuary(Sanctuary),
    /// Second stage and move-on support: begin, level up and down, end.
    #[command(subcommand)]
    SecondStage(SecondStage),
    /// Floating support at home: begin, a contact, end.
    #[command(subcommand)]
    Floating(Floating),
    /// Counselling of one person: refer, a session, end.
    #[command(subcommand)]
    Counselling(Counselling),
    /// A household's personal budget: set money aside, spend it.
    #[command(subcommand)]
    Budget(Budget),
    /// Support given, needs and progress, and who is the buddy.
    #[command(subcommand)]
    Support(Support),
    /// Of the service: incidents, staff, complaints, answers to surveys.
    #[command(subcommand)]
    Service(Service),
    /// Show which clocks run, which are late, and which were kept late.
    Clocks(Clocks),
    /// Show who has which support, or all of one household's and what comes next.
    Pathways(Pathways),
    /// Print the handover sheet: every unit, who is due, what lapses, who waits, decisions, notes, the head.
    Tonight(Tonight),
}

impl Act {
    /// What every command has.
    pub(super) fn common(&self) -> &Common {
        match self {
            Self::Refer(args) => &args.common,
            Self::Hold(args) => &args.common,
            Self::Offer(args) => &args.common,
            Self::Accept(args) => &args.common,
            Self::EndClaim(args) => &args.common,
            Self::Arrive(args) => &args.common,
            Self::Depart(args) => &args.common,
            Self::Transfer(args) => &args.common,
            Self::TurnAway(args) => &args.common,
            Self::PlaceElsewhere(args) => &args.common,
            Self::Withdraw(args) => &args.common,
            Self::Duplicate(args) => &args.common,
            Self::Amend(args) => &args.common,
            Self::Contact(args) => &args.common,
            Self::Grant(args) => &args.common,
            Self::Note(args) => &args.common,
            Self::Join(args) => &args.common,
            Self::Leave(args) => &args.common,
            Self::ExpectDeparture(args) => &args.common,
            Self::Void(args) => &args.common,
            Self::VoidEnd(args)
            | Self::MadeReady(args)
            | Self::OpenUnit(args)
            | Self::CloseUnit(args) => &args.common,
            Self::Correct(args) => &args.common,
            Self::Annul(args) => &args.common,
            Self::Erase(args) => &args.common,
            Self::History(args) => &args.common,
            Self::Tonight(args) => &args.common,
            Self::Clocks(args) => &args.common,
            Self::Pathways(args) => &args.common,
            Self::Sanctuary(of) => of.told().common,
            Self::SecondStage(of) => of.told().common,
            Self::Floating(of) => of.told().common,
            Self::Counselling(of) => of.told().common,
            Self::Budget(of) => of.told().common,
            Self::Support(of) => of.told().common,
            Self::Service(of) => of.told().common,
        }
    }

    /// The format of its results.
    pub(in crate::doors::cli) fn format(&self) -> AnswerFormat {
        self.common().format
    }
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Refer {
    /// The form, TOML or JSON; `-` reads standard input.
    pub(super) form: PathBuf,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Amend {
    /// The whole form as it is now; `-` reads standard input.
    pub(super) form: PathBuf,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Contact {
    /// The household.
    pub(super) reference: String,
    /// How: by telephone, through the agency…
    #[arg(long, value_name = "TEXT")]
    pub(super) how: Option<String>,
    /// Somebody was reached.
    #[arg(long)]
    pub(super) reached: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct TurnAway {
    /// The household.
    pub(super) reference: String,
    /// Why, as the return counts it.
    #[arg(value_parser = word(EventName::TurnedAway, "reason"))]
    pub(super) reason: String,
    /// The rules that stood in the way; unless said, those that the program names for this reason.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule())]
    pub(super) barrier: Vec<String>,
    /// They would have been taken had something been free; counts as said for capacity.
    #[arg(long)]
    pub(super) would_take_if_free: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct PlaceElsewhere {
    /// The household.
    pub(super) reference: String,
    /// Where.
    #[arg(value_name = "WHERE", value_parser = word(EventName::PlacedElsewhere, "where"))]
    pub(super) place: String,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Withdraw {
    /// The household.
    pub(super) reference: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Duplicate {
    /// The referral to close.
    pub(super) reference: String,
    /// The one that it repeats.
    pub(super) of: String,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Hold {
    /// The household.
    pub(super) reference: String,
    /// The unit.
    pub(super) unit: String,
    /// Until when; unless said, as long as the provider allows.
    #[arg(long, value_name = "TIME")]
    pub(super) until: Option<String>,
    /// For so many minutes.
    #[arg(long, value_name = "N", conflicts_with = "until")]
    pub(super) minutes: Option<u32>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Offer {
    /// The household.
    pub(super) reference: String,
    /// The unit; unless said, the one held for it.
    pub(super) unit: Option<String>,
    /// Until when; unless said, as long as a hold.
    #[arg(long, value_name = "TIME")]
    pub(super) until: Option<String>,
    /// For so many minutes.
    #[arg(long, value_name = "N", conflicts_with = "until")]
    pub(super) minutes: Option<u32>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Accept {
    /// The household.
    pub(super) reference: String,
    /// The unit; unless said, the one on offer.
    pub(super) unit: Option<String>,
    /// When they are expected: 23:30, tomorrow, 2026-11-21.
    #[arg(long, value_name = "WHEN")]
    pub(super) expected: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct EndClaim {
    /// The household.
    pub(super) reference: String,
    /// The unit; unless said, the one claimed.
    pub(super) unit: Option<String>,
    /// Why.
    #[arg(long, value_name = "WHY", default_value = "released", value_parser = word(EventName::ClaimEnded, "why"))]
    pub(super) why: String,
    /// In words.
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Arrive {
    /// The household.
    pub(super) reference: String,
    /// The unit; unless said, the one claimed.
    pub(super) unit: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Depart {
    /// The household.
    pub(super) reference: String,
    /// Why.
    #[arg(long, value_name = "WHY", default_value = "other", value_parser = word(EventName::Departed, "because"))]
    pub(super) because: String,
    /// Where to, in words; never an address.
    #[arg(long, value_name = "TEXT")]
    pub(super) to: Option<String>,
    /// It was planned.
    #[arg(long)]
    pub(super) planned: bool,
    /// To live independently.
    #[arg(long)]
    pub(super) independent: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Transfer {
    /// The household.
    pub(super) reference: String,
    /// The unit it lives in now.
    pub(super) unit: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct ExpectDeparture {
    /// The household.
    pub(super) reference: String,
    /// When: 2026-12-01, tomorrow, or a moment.
    #[arg(value_name = "WHEN")]
    pub(super) on: String,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Join {
    /// The household.
    pub(super) reference: String,
    /// A son or daughter under 18 is a child.
    #[arg(value_parser = ["adult", "child"])]
    pub(super) role: String,
    /// Whole years, or unknown.
    #[arg(value_parser = age)]
    pub(super) age: String,
    /// As the provider's written policy defines it.
    #[arg(value_parser = ["female", "male"])]
    pub(super) sex: String,
    /// The provider's pseudonym; unless said, the next number.
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    /// Who this was in another household: R-0417/2.
    #[arg(long, value_name = "REFERENCE/ID")]
    pub(super) was: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Leave {
    /// The household.
    pub(super) reference: String,
    /// The person, by pseudonym or number.
    pub(super) id: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Grant {
    /// The household.
    pub(super) reference: String,
    /// The unit.
    pub(super) unit: String,
    /// The rules that are decided; unless said, all that ask.
    #[arg(value_name = "RULE", value_parser = rule())]
    pub(super) rules: Vec<String>,
    /// The answer is no.
    #[arg(long)]
    pub(super) refuse: bool,
    /// Who decided; unless said, whom the rules ask.
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Note {
    /// A household or a unit.
    #[arg(value_name = "REFERENCE|UNIT")]
    pub(super) about: String,
    /// The note; no names, no addresses.
    pub(super) text: String,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Void {
    /// The unit.
    pub(super) unit: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    /// When it is expected to be ready.
    #[arg(long, value_name = "WHEN")]
    pub(super) expected: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct OfUnit {
    /// The unit.
    pub(super) unit: String,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Correct {
    /// The number of the event; `lintel history` lists them.
    pub(super) seq: u64,
    /// What is otherwise: the key of the event and its value; nothing behind = takes the key out.
    #[arg(required = true, value_name = "KEY=VALUE")]
    pub(super) changes: Vec<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Annul {
    /// The number of the event; `lintel history` lists them.
    pub(super) seq: u64,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Erase {
    /// The household.
    pub(super) reference: String,
    /// It was ordered, whatever the time to keep.
    #[arg(long)]
    pub(super) ordered: bool,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct History {
    /// A household or a unit.
    #[arg(value_name = "REFERENCE|UNIT")]
    pub(super) of: String,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Tonight {
    #[command(flatten)]
    pub(super) common: Common,
}
