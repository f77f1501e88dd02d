//! Why something cannot be recorded, in plain words, and what is possible instead. Never whose a unit is.

use super::pathways::Stopped;
use super::recorded::state;
use super::spoken::{event_title, standing, told};
use super::why::why;
use crate::base::domain::EventName;
use crate::presentation::document::{
    Act, Action, Block, Document, Section, Text, Verb, household, text, unit,
};
use crate::presentation::wording::count;
use crate::service::pathway::Pathways;
use crate::service::register::{Standing, UnitStanding, UnitView, Why};
use jiff::Timestamp;
use serde_json::{Map, Value};

/// What could not be recorded, and what was so.
#[derive(Debug, Clone, Copy)]
pub struct Refused<'a> {
    /// The first reason.
    pub why: Why,
    /// What was to be recorded.
    pub event: Option<EventName>,
    /// Of whom.
    pub reference: Option<&'a str>,
    /// The unit, as it was then.
    pub unit: Option<&'a UnitView>,
    /// The unit as it was named.
    pub unit_named: Option<&'a str>,
    /// Where the household lives, or else what it has claimed.
    pub own: Option<&'a UnitView>,
    /// What it has claimed, wherever it lives.
    pub claimed: Option<&'a UnitView>,
    /// What has become of the referral.
    pub standing: Option<Standing>,
    /// Who belongs to the household, by pseudonym or number.
    pub people: &'a [&'a str],
    /// Everything that was to be recorded.
    pub keys: &'a Map<String, Value>,
    /// The household's support and pathways, as they were.
    pub pathways: Option<&'a Pathways>,
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
    pub event: EventName,
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
            | Why::UnknownPerson
            | Why::PersonTaken
            | Why::BadForm => self.of_the_referral(),
            Why::NotClosed | Why::NotVoid | Why::AlreadyVoid | Why::NotInTurnaround => (
                self.of_its_state(),
                vec![text!["See how every unit stands: ", Action::new(Verb::SeeTonight)]],
            ),
            Why::LifeInDanger | Why::NotYet | Why::NotRunning | Why::OverBudget => {
                self.of_a_pathway()
            }
            Why::BreaksLater => self.of_what_came_later(),
            _ => self.of_what_was_typed(),
        }
    }

    fn of_a_pathway(&self) -> (Text, Vec<Text>) {
        let (Some(event), Some(reference), Some(pathways)) =
            (self.event, self.reference, self.pathways)
        else {
            return (why(self.why).into(), Vec::new());
        };
        let (why, keys) = (self.why, self.keys);
        Stopped { why, event, keys, reference, pathways }.said()
    }

    /// Where the household lives.
    fn home(&self) -> Option<&UnitView> {
        self.own.filter(|own| own.state == UnitStanding::LivedIn)
    }

    fn of_the_unit(&self) -> (Text, Vec<Text>) {
        let unit = self.its_unit();
        if let Some(home) = self.home().filter(|home| self.unit_named == Some(&*home.unit)) {
            return self.done(home);
        }
        let why = match (self.why, self.unit) {
            (Why::UnitClaimed, Some(view)) if view.state == UnitStanding::Accepted => {
                let since = view.since.as_deref().map(|at| text![" ", told(at, self.now)]);
                text![unit, " was accepted by somebody else", since.unwrap_or_default(), "."]
            }
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
            (reason, None) => text![unit, ": ", why(reason), "."],
        };
        let instead = match self.why {
            Why::UnitBeingMadeReady => {
                self.with(text!["If it is ready now: ", self.of_unit(Act::MadeReady)])
            }
            Why::UnitVoid => self.with(text!["If it is mended: ", self.of_unit(Act::VoidEnd)]),
            Why::UnitClosed if self.event != Some(EventName::UnitClosed) => {
                self.with(text!["If it is open: ", self.of_unit(Act::OpenUnit)])
            }
            _ => self.others(),
        };
        (why, instead)
    }

    /// "Larch-1 was not closed then; it was vacant."
    fn of_its_state(&self) -> Text {
        let is = text!["; it was ", self.stands(), "."];
        let not = match self.why {
            Why::NotClosed => " was not closed then",
            Why::NotVoid => " was not under repair then",
            Why::AlreadyVoid => {
                return text![self.its_unit(), " was already ", self.stands(), "."];
            }
            _ => " was not being made ready then",
        };
        text![self.its_unit(), not, is]
    }

    /// Whether the household has what is asked for: the unit is accepted, or it lives there.
    fn is_done(&self, own: &UnitView) -> bool {
        let is_settled = match own.state {
            UnitStanding::LivedIn => true,
            UnitStanding::Accepted => matches!(self.why, Why::NotOffered | Why::HasClaim),
            _ => false,
        };
        is_settled && self.unit_named == Some(&*own.unit)
    }

    /// "S-0001 has accepted Siskin already. When they come: lintel arrive S-0001 Siskin"
    fn done(&self, own: &UnitView) -> (Text, Vec<Text>) {
        if own.state == UnitStanding::LivedIn {
            let another = text!["Another unit for them: ", self.of_household(Verb::Recommend)];
            let said = text![self.who(), " lives in ", unit(&own.unit), " already."];
            return (said, vec![another]);
        }
        (
            text![
                self.who(),
                " has accepted ",
                unit(&own.unit),
                " already: nothing is left to do but to come."
            ],
            vec![text!["When they come: ", self.of_both(Act::Arrive)]],
        )
    }

    fn of_the_claim(&self) -> (Text, Vec<Text>) {
        let (who, unit_named) = (self.who(), self.its_unit());
        let own = self.own;
        match (self.why, own) {
            (_, Some(own)) if self.is_done(own) => self.done(own),
            (Why::HasClaim, _) if let Some(own) = self.claimed.or(own) => (
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
            _ if self.unit_named.is_none() => (
                text![who, " had no unit claimed then; a hold or an offer may have lapsed."],
                vec![
                    text!["Claim one: ", self.of_household(Verb::Record(Act::Hold))],
                    text!["See what suits: ", self.of_household(Verb::Recommend)],
                ],
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
            Why::UnknownReferral if self.event == Some(EventName::Noted) => (
                text!["there is neither a household nor a unit ", who, "."],
                vec![text!["See every unit and who waits: ", Action::new(Verb::SeeTonight)]],
            ),
            Why::UnknownReferral => (
                text!["no referral ", who, " was known then."],
                vec![
                    text!["See who waits: ", Action::new(Verb::SeeTonight)],
                    text!["Record it: ", Action::new(Verb::Record(Act::Refer))],
                ],
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
                    text!["If both were recorded: ", Action::new(Verb::Record(Act::Duplicate))],
                ],
            ),
            Why::NotLivingHere => (self.not_living_here(), self.instead_of_living_here()),
            Why::ReferralNotOpen if let Some(home) = self.home() => self.of_who_lives_here(home),
            Why::ReferralNotOpen => {
                (text![who, format!(" was not open then: it is {}.", self.is())], history())
            }
            Why::UnknownPerson | Why::PersonTaken => self.of_the_people(),
            reason => (text![who, ": ", why(reason), "."], Vec::new()),
        }
    }

    /// What is recorded of those who wait was typed of somebody who lives here.
    fn of_who_lives_here(&self, home: &UnitView) -> (Text, Vec<Text>) {
        if self.event != Some(EventName::Arrived) {
            let leave = self.of_household(Verb::Record(Act::Depart));
            return (
                text![self.who(), " lives in ", unit(&home.unit), ", and is not waiting."],
                vec![text!["If they have left, or leave now: ", leave]],
            );
        }
        if self.unit_named == Some(&*home.unit) {
            return self.done(home);
        }
        let moved = self.of_both(Act::Transfer);
        (
            text![
                self.who(),
                " lives in ",
                unit(&home.unit),
                " already: whoever lives here does not arrive again, but moves."
            ],
            vec![text!["If they have moved to ", self.its_unit(), ": ", moved]],
        )
    }

    fn is(&self) -> &'static str {
        self.standing.map_or("closed", standing)
    }

    fn not_living_here(&self) -> Text {
        match self.standing {
            Some(Standing::Placed) | None => text![self.who(), " did not live here then."],
            Some(_) => text![self.who(), format!(" did not live here then: it is {}.", self.is())],
        }
    }

    fn instead_of_living_here(&self) -> Vec<Text> {
        if self.standing != Some(Standing::Open) {
            return vec![text!["See what was recorded: ", self.of_household(Verb::SeeHistory)]];
        }
        let arrive = self.of_household(Verb::Record(Act::Arrive));
        let arrive = match self.own {
            Some(own) => arrive.on(&own.unit),
            None => arrive,
        };
        let mut said = vec![text!["If they have moved in: ", arrive]];
        let is_of_a_person =
            matches!(self.event, Some(EventName::PersonJoined | EventName::PersonLeft));
        if is_of_a_person {
            let amend = Action::new(Verb::Record(Act::Amend));
            said.push(text!["If they have not come yet, write it on their form: ", amend]);
        }
        said
    }

    fn of_the_people(&self) -> (Text, Vec<Text>) {
        let known = match self.people {
            [] => " is not known by person.".to_owned(),
            people => format!(" has {}.", people.join(", ")),
        };
        let why = text![why(self.why), ": ", self.who(), known];
        (why, vec![text!["See what was recorded: ", self.of_household(Verb::SeeHistory)]])
    }

    fn of_what_came_later(&self) -> (Text, Vec<Text>) {
        let Some(later) = self.later else { return (why(self.why).into(), Vec::new()) };
        let of = later.reference.map_or_else(Text::default, |of| text![" of ", household(of)]);
        let on = later.unit.map_or_else(Text::default, |on| text![" (", unit(on), ")"]);
        let seq = later.seq;
        (
            text![
                "this would undo ",
                event_title(later.event),
                of,
                on,
                format!(", event {seq}, which was recorded afterwards.")
            ],
            vec![
                text![
                    "If that did not happen, take it away first: ",
                    Action::new(Verb::Record(Act::Annul)).about(seq)
                ],
                text![
                    "If it happened otherwise: ",
                    Action::new(Verb::Record(Act::Correct)).about(seq)
                ],
            ],
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
            Why::UntilPast => (
                "it would end before it begins.".into(),
                vec![Action::new(Verb::GiveLaterEnd).into()],
            ),
            Why::Future => (
                "that moment is still to come, and only what has happened is recorded.".into(),
                vec![Action::new(Verb::SayWhen).into()],
            ),
            Why::UnknownUnit => (
                text!["the estate had no unit ", self.its_unit(), " then."],
                vec![text!["See every unit: ", Action::new(Verb::SeeTonight)]],
            ),
            Why::CorrectsUnknown | Why::Stale => (
                text![why(self.why), "."],
                vec![text!["The numbers stand in ", Action::new(Verb::SeeNumbers)]],
            ),
            Why::TooEarly => (
                text![
                    "it is too early to erase what ",
                    self.who(),
                    " told; who is here or waits, or has left not long enough ago, is erased by order only."
                ],
                vec![text!["If it was ordered: ", self.of_household(Verb::Record(Act::Erase))]],
            ),
            Why::RequestConflict => (
                "another thing was recorded under this request before.".into(),
                vec![Action::new(Verb::AskAnew).into()],
            ),
            reason => (text![why(reason), "."], Vec::new()),
        }
    }
}

fn kind_of_claim(state: UnitStanding) -> &'static str {
    if state == UnitStanding::Offered { "on offer" } else { "held" }
}

/// A reason by itself, as the rest of a sentence.
pub(super) fn why_alone(refused: Why) -> &'static str {
    match refused {
        Why::UnitClaimed => "the unit has been claimed for somebody else since",
        other => why(other),
    }
}
