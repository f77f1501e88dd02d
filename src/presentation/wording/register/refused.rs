//! Why something cannot be recorded, in plain words, and what is possible instead. Never whose a unit is.

use super::recorded::state;
use super::spoken::{event_title, told};
use crate::presentation::document::{
    Act, Action, Block, Document, Section, Text, Verb, household, text, unit,
};
use crate::presentation::wording::count;
use crate::service::register::{UnitView, Why};
use jiff::Timestamp;

/// What could not be recorded, and what was so.
#[derive(Debug, Clone, Copy)]
pub struct Refused<'a> {
    /// The first reason.
    pub why: Why,
    /// What was to be recorded.
    pub event: &'a str,
    /// Of whom.
    pub reference: Option<&'a str>,
    /// The unit, as it was then.
    pub unit: Option<&'a UnitView>,
    /// The unit as it was named.
    pub unit_named: Option<&'a str>,
    /// What the household has claimed already, or where it lives.
    pub own: Option<&'a UnitView>,
    /// What has become of the referral.
    pub standing: Option<&'a str>,
    /// What would have become impossible.
    pub later: Option<Later<'a>>,
    /// The minutes that a hold may last.
    pub hold_minutes: u64,
    /// Who reads it, when.
    pub now: Timestamp,
}

/// An event that would have become impossible.
#[derive(Debug, Clone, Copy)]
pub struct Later<'a> {
    /// Its number.
    pub seq: u64,
    /// What happened.
    pub event: &'a str,
    /// The household, where it is the one that was asked about.
    pub reference: Option<&'a str>,
    /// The unit.
    pub unit: Option<&'a str>,
}

/// Why not, and what instead.
pub fn refused(of: &Refused<'_>) -> Document {
    let (why, instead) = of.said();
    let why = text!["Not recorded: ", why];
    Document::of([
        Section::plain("refused", vec![Block::Paragraph(why)]),
        Section::list("instead", "What is possible instead", instead),
    ])
}

impl Refused<'_> {
    fn who(&self) -> Text {
        self.reference.map_or_else(|| "the household".into(), household)
    }

    fn its_unit(&self) -> Text {
        self.unit_named.map_or_else(|| "the unit".into(), unit)
    }

    fn of_unit(&self, act: Act) -> Action {
        let action = Action::new(Verb::Record(act));
        self.unit_named.map_or(action.clone(), |unit| action.on(unit))
    }

    fn of_both(&self, act: Act) -> Action {
        let action = self.of_unit(act);
        self.reference.map_or(action.clone(), |of| action.of(of))
    }

    fn of_household(&self, verb: Verb) -> Action {
        let action = Action::new(verb);
        self.reference.map_or(action.clone(), |of| action.of(of))
    }

    /// The unit as it was then.
    fn stands(&self) -> Text {
        self.unit.map_or_else(|| "taken".into(), |unit| state(unit, self.now))
    }

    fn others(&self) -> Vec<Text> {
        if self.reference.is_some() {
            return vec![text!["See what else suits: ", self.of_household(Verb::Recommend)]];
        }
        vec![text!["See how every unit stands: ", Action::new(Verb::SeeTonight)]]
    }

    fn with(&self, first: Text) -> Vec<Text> {
        let mut said = vec![first];
        said.extend(self.others());
        said
    }

    /// One wording for each reason: why, and what instead.
    fn said(&self) -> (Text, Vec<Text>) {
        match self.why {
            Why::UnitClosed
            | Why::UnitLivedIn
            | Why::UnitVoid
            | Why::UnitClaimed
            | Why::UnitBeingMadeReady => self.of_the_unit(),
            Why::HasClaim | Why::NotClaimed | Why::NotOffered | Why::NotAccepted => {
                self.of_the_claim()
            }
            Why::ReferralNotOpen
            | Why::NotLivingHere
            | Why::UnknownReferral
            | Why::ReferenceTaken
            | Why::HouseholdIsOpen
            | Why::RepeatOfUnknown
            | Why::BadForm => self.of_the_referral(),
            Why::NotClosed | Why::NotVoid | Why::AlreadyVoid | Why::NotInTurnaround => (
                text![self.its_unit(), " was ", self.stands(), " then: ", self.why.text(), "."],
                Vec::new(),
            ),
            Why::BreaksLater => self.of_what_came_later(),
            _ => self.of_what_was_typed(),
        }
    }

    fn of_the_unit(&self) -> (Text, Vec<Text>) {
        let unit = self.its_unit();
        let why = match (self.why, self.unit) {
            (Why::UnitClaimed, Some(view)) => text![
                unit,
                " has been ",
                kind_of_claim(view.state),
                view.since
                    .as_deref()
                    .map_or_else(Text::default, |at| text![" since ", told(at, self.now)]),
                " for somebody else",
                view.until
                    .as_deref()
                    .map_or_else(Text::default, |at| text![", until ", told(at, self.now)]),
                "."
            ],
            (_, Some(_)) => text![unit, " is ", self.stands(), "."],
            (why, None) => text![unit, ": ", why.text(), "."],
        };
        let instead = match self.why {
            Why::UnitBeingMadeReady => {
                self.with(text!["If it is ready now: ", self.of_unit(Act::MadeReady)])
            }
            Why::UnitVoid => self.with(text!["If it is mended: ", self.of_unit(Act::VoidEnd)]),
            Why::UnitClosed if self.event != "unit_closed" => {
                self.with(text!["If it is open: ", self.of_unit(Act::OpenUnit)])
            }
            _ => self.others(),
        };
        (why, instead)
    }

    fn of_the_claim(&self) -> (Text, Vec<Text>) {
        let (who, unit_named) = (self.who(), self.its_unit());
        let own = self.own;
        match (self.why, own) {
            (Why::HasClaim, Some(own)) => (
                text![
                    who,
                    " has ",
                    unit(&own.unit),
                    " already (",
                    state(own, self.now),
                    "), and a household has one claim at a time."
                ],
                vec![text![
                    "End that first: ",
                    self.of_household(Verb::Record(Act::EndClaim)).on(&own.unit)
                ]],
            ),
            (Why::HasClaim, None) => (
                text![who, " has a claim already, and a household has one claim at a time."],
                Vec::new(),
            ),
            (Why::NotOffered, _) => (
                text![unit_named, " was not on offer to ", who, " then, or the offer had lapsed."],
                vec![text!["Offer it: ", self.of_both(Act::Offer)]],
            ),
            (Why::NotAccepted, _) => (
                text![who, " had not accepted ", unit_named, " then."],
                vec![text!["To let it go: ", self.of_both(Act::EndClaim)]],
            ),
            _ => (
                text![who, " had no claim on ", unit_named, " then; it may have lapsed."],
                vec![text!["Claim it: ", self.of_both(Act::Hold)]],
            ),
        }
    }

    fn of_the_referral(&self) -> (Text, Vec<Text>) {
        let who = self.who();
        let history =
            || vec![text!["See what was recorded: ", self.of_household(Verb::SeeHistory)]];
        match self.why {
            Why::UnknownReferral => (
                text!["no referral ", who, " was known then."],
                vec![text!["Record it: ", Action::new(Verb::Record(Act::Refer))]],
            ),
            Why::ReferenceTaken => (
                text![
                    "there is a referral ",
                    who,
                    " already; a new household needs a reference of its own."
                ],
                vec![text![
                    "If the form of this household has changed: ",
                    Action::new(Verb::Record(Act::Amend))
                ]],
            ),
            Why::HouseholdIsOpen => (
                "this household is open or lives here under another reference.".into(),
                vec![
                    text!["Change that form: ", Action::new(Verb::Record(Act::Amend))],
                    "If both were recorded: close one as a duplicate with lintel duplicate".into(),
                ],
            ),
            Why::NotLivingHere => {
                let act = text!["If they have moved in: ", self.of_both(Act::Arrive)];
                (text![who, " did not live here then."], vec![act])
            }
            Why::ReferralNotOpen => {
                let is = self.standing.unwrap_or("closed").replace('_', " ");
                (text![who, format!(" was not open then: {is}.")], history())
            }
            why => (text![who, ": ", why.text(), "."], Vec::new()),
        }
    }

    fn of_what_came_later(&self) -> (Text, Vec<Text>) {
        let Some(later) = self.later else { return (self.why.text().into(), Vec::new()) };
        let of = later.reference.map_or_else(Text::default, |of| text![" of ", household(of)]);
        let on = later.unit.map_or_else(Text::default, |on| text![" (", unit(on), ")"]);
        let seq = later.seq;
        (
            text!["this would undo ", event_title(later.event), of, on, format!(", event {seq}, which was recorded afterwards.")],
            vec![format!("If that is wrong, correct it first: lintel correct {seq}, or lintel annul {seq}").into()],
        )
    }

    fn of_what_was_typed(&self) -> (Text, Vec<Text>) {
        let longest = usize::try_from(self.hold_minutes).unwrap_or(usize::MAX);
        match self.why {
            Why::HoldTooLong => (
                format!("a hold may last {} at most.", count(longest, "minute", "minutes")).into(),
                vec![text![
                    "Hold it for so long, and again when that is over; or offer it, for as long as you say: ",
                    self.of_both(Act::Offer)
                ]],
            ),
            Why::UntilPast => {
                ("it would end before it begins.".into(), vec!["Give a later --until".into()])
            }
            Why::Future => (
                "that moment is still to come, and only what has happened is recorded.".into(),
                vec!["Leave --at out for now, or say when it was: --at \"yesterday 21:50\"".into()],
            ),
            Why::UnknownUnit => (
                text!["the estate had no unit ", self.its_unit(), " then."],
                vec![text!["See every unit: ", Action::new(Verb::SeeTonight)]],
            ),
            Why::CorrectsUnknown | Why::Stale => (
                text![self.why.text(), "."],
                vec!["The numbers stand in lintel history REFERENCE, or of a unit".into()],
            ),
            Why::RequestConflict => (
                "another thing was recorded under this --request before.".into(),
                vec!["Leave --request out, or give a new one".into()],
            ),
            why => (text![why.text(), "."], Vec::new()),
        }
    }
}

fn kind_of_claim(state: &str) -> &'static str {
    match state {
        "offered" => "on offer",
        "accepted" => "accepted",
        _ => "held",
    }
}
