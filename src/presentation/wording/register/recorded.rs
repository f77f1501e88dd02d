//! What is so once something was recorded, and what comes next.

use super::fit::Fit;
use super::kept::ended_claims;
use super::pathways::{Told, still_made_safer};
use super::spoken::{event_called, moment, rules, told, words_of};
use crate::base::domain::{EventName, RuleName};
use crate::presentation::document::{
    Act, Action, Block, Document, Section, Text, Verb, household, text, unit,
};
use crate::presentation::wording::count;
use crate::service::pathway::Pathways;
use crate::service::register::{Settled, UnitStanding, UnitView};
use jiff::Timestamp;
use serde_json::{Map, Value};

/// What was recorded.
#[derive(Debug, Clone, Copy)]
pub struct Recorded<'a> {
    /// What kind of event; none: all that it said was erased.
    pub name: Option<EventName>,
    /// The event as it is written.
    pub event: &'a Map<String, Value>,
    /// When it happened.
    pub at: Timestamp,
    /// It had been recorded before.
    pub is_again: bool,
    /// The unit it is about as it is now.
    pub unit: Option<&'a UnitView>,
    /// Where the household lived before.
    pub lived_in: Option<&'a UnitView>,
    /// The event that it stands for or takes away.
    pub corrected: Option<&'a Map<String, Value>>,
    /// Claims of other households that it ended, by the events that began them.
    pub ended: &'a [u64],
    /// Events that have no effect any more.
    pub muted: &'a [u64],
    /// What arrivals ended, as the recording of this event settled it; among them its own, told already.
    pub others: &'a [Settled],
    /// The same as it was just before.
    pub was: Option<&'a UnitView>,
    /// Rules that somebody must decide about.
    pub asked: &'a [RuleName],
    /// Rules that stand against it, whoever decides.
    pub barred: &'a [RuleName],
    /// Who joined, by pseudonym or number.
    pub joined: Option<&'a str>,
    /// The household's support and pathways, as they are now.
    pub pathways: Option<&'a Pathways>,
    /// Other referrals of the household whose sanctuary runs.
    pub sanctuaries: &'a [&'a str],
    /// Whether the household's unit suits it, where that was judged again.
    pub fit: Option<&'a Fit>,
    /// Who reads it, when.
    pub now: Timestamp,
}

/// What is so now, and what comes next.
pub fn recorded(of: &Recorded<'_>) -> Document {
    let mut blocks = vec![Block::Paragraph(of.first())];
    blocks.extend(of.ended_claims().map(Block::Note));
    blocks.extend(of.ended_by_others().map(Block::Note));
    blocks.extend(of.lost().map(Block::Note));
    blocks.extend(of.goes_on_living().map(Block::Note));
    blocks.extend(of.flagged().map(Block::Note));
    blocks.extend(of.on_pathway().in_danger_meanwhile().map(Block::Note));
    blocks.extend(of.sanctuaries_that_run().map(Block::Note));
    blocks.extend(of.fit.filter(|fit| fit.is_wrong()).map(|fit| Block::Note(fit.said())));
    if of.on_pathway().said().is_some() {
        blocks.extend(of.on_pathway().in_time().into_iter().map(Block::Note));
    }
    let next = of.next();
    Document::of([
        Section::plain("recorded", blocks),
        Section::list("next", "What comes next", next),
        Section::plain("number", vec![Block::Paragraph(of.numbered())]),
    ])
}

impl Recorded<'_> {
    fn get(&self, key: &str) -> &str {
        self.event.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn flag(&self, key: &str) -> bool {
        self.event.get(key) == Some(&Value::Bool(true))
    }

    fn household(&self) -> Text {
        household(self.get("referral"))
    }

    fn its_unit(&self) -> Text {
        unit(self.get("unit"))
    }

    fn told(&self, key: &str) -> Text {
        told(self.get(key), self.now)
    }

    fn first(&self) -> Text {
        let said = self.said();
        match (self.corrected, self.name) {
            (Some(_), Some(EventName::Annulled)) | (None, _) => said,
            (Some(before), _) => {
                let seq = before.get("seq").and_then(Value::as_u64).unwrap_or_default();
                text![format!("This stands in the place of event {seq}: "), said]
            }
        }
    }

    /// What is so now.
    fn said(&self) -> Text {
        let (who, unit) = (self.household(), self.its_unit());
        match self.name {
            Some(EventName::ReferralReceived) => text![who, " is open and waits."],
            Some(EventName::ReferralAmended) => self.amended(),
            Some(EventName::ContactAttempted) if self.flag("reached") => {
                text![who, " was reached."]
            }
            Some(EventName::ContactAttempted) => {
                text![who, " was not reached; the attempt is recorded."]
            }
            Some(EventName::Noted) => "The note stands in tonight's sheet.".into(),
            Some(EventName::DecisionGiven) => self.decided(),
            Some(EventName::Held) => self.claimed(UnitStanding::Held, "held for "),
            Some(EventName::Offered) => self.claimed(UnitStanding::Offered, "offered to "),
            Some(EventName::OfferAccepted) => self.accepted(),
            Some(EventName::ClaimEnded) => self.claim_ended(),
            Some(EventName::Arrived) if self.stands(UnitStanding::LivedIn) => {
                text![who, " lives in ", unit, "."]
            }
            Some(EventName::Arrived) => {
                text![who, " moved into ", unit, " then. Now it is ", self.unit_now(), "."]
            }
            Some(EventName::Transferred) => self.moved(),
            Some(EventName::Departed) => text![who, " has left. ", self.left()],
            Some(EventName::ExpectedDeparture) => {
                text![who, " is expected to leave ", self.told("on"), ". Nothing is freed by that."]
            }
            _ => self.said_of_others(),
        }
    }

    fn amended(&self) -> Text {
        let who = text![self.household(), " has a new form; it counts from "];
        if self.at == self.now {
            text![who, "now on, and decisions granted on the old one have ended."]
        } else {
            text![who, moment(self.at, self.now), ", and decisions granted before then have ended."]
        }
    }

    fn said_of_others(&self) -> Text {
        let (who, unit) = (self.household(), self.its_unit());
        match self.name {
            Some(EventName::PersonJoined) => self.joined(),
            Some(EventName::PersonLeft) => {
                text![who, format!(" is one fewer: {} has left.", self.get("id"))]
            }
            Some(EventName::TurnedAway) => {
                text![who, format!(" is closed: turned away ({}).", words_of(self.get("reason")))]
            }
            Some(EventName::PlacedElsewhere) => {
                text![
                    who,
                    format!(" is closed: placed elsewhere ({}).", words_of(self.get("where")))
                ]
            }
            Some(EventName::Withdrawn) => text![who, " is closed: withdrawn."],
            Some(EventName::Duplicate) => {
                text![who, " is closed: the same as ", household(self.get("of")), "."]
            }
            Some(EventName::Erased) => text![
                "What ",
                who,
                "'s household told, and every word written about it, is gone for good. The counts stay. Backups made before still hold it: let them go as well."
            ],
            Some(EventName::Annulled) => self.annulled(),
            Some(EventName::VoidBegan) if self.is_lived_in() => text![
                unit,
                " is under repair while somebody lives there. The manager is told on tonight's sheet."
            ],
            _ => match self.on_pathway().said() {
                Some(said) => said,
                None => text![unit.clone(), " is ", self.unit_now(), "."],
            },
        }
    }

    fn on_pathway(&self) -> Told<'_> {
        Told { name: self.name, event: self.event, pathways: self.pathways, now: self.now }
    }

    /// What comes next on the household's pathways, where the event was one of theirs.
    fn next_on_pathways(&self) -> Vec<Text> {
        self.on_pathway().next()
    }

    /// Whether the unit stands so now, for this household.
    fn stands(&self, state: UnitStanding) -> bool {
        let is_its = |unit: &UnitView| unit.referral.as_deref() == Some(self.get("referral"));
        self.unit.is_some_and(|unit| unit.state == state && is_its(unit))
    }

    fn claimed(&self, state: UnitStanding, how: &'static str) -> Text {
        let (unit, who, until) = (self.its_unit(), self.household(), self.told("until"));
        if self.stands(state) {
            text![unit, " is ", how, who, " until ", until, "; then it is free again."]
        } else {
            text![
                unit,
                " was ",
                how,
                who,
                " until ",
                until,
                ". That is over: it is ",
                self.unit_now(),
                " now."
            ]
        }
    }

    fn joined(&self) -> Text {
        let person = self.event.get("person");
        let word = |key: &str| {
            let value = person.and_then(|person| person.get(key));
            value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        };
        let (role, age) = (word("role").unwrap_or_default(), word("age").unwrap_or_default());
        let number = self.joined.map_or_else(String::new, |id| format!(", as {id}"));
        text![self.household(), format!(" has one person more: {role}, {age}{number}.")]
    }

    /// Whose hold or offer ended since the unit is under repair.
    fn lost(&self) -> Option<Text> {
        let lost = self.was.filter(|was| was.state.may_lapse())?;
        let of = lost.referral.as_deref().filter(|_| self.name == Some(EventName::VoidBegan))?;
        let recommend = Action::new(Verb::Recommend).of(of);
        Some(text![
            "It was ",
            lost.state.word(),
            " for ",
            household(of),
            ", and that has ended: they need another unit, ",
            recommend,
            "."
        ])
    }

    fn is_lived_in(&self) -> bool {
        self.unit.is_some_and(|unit| unit.state == UnitStanding::LivedIn)
    }

    fn decided(&self) -> Text {
        let listed = self.event.get("rules").and_then(Value::as_array).into_iter().flatten();
        let words: Vec<String> = listed.filter_map(Value::as_str).map(words_of).collect();
        let said = if self.flag("granted") { "Granted" } else { "Not granted" };
        text![
            format!("{said} to "),
            self.household(),
            " for ",
            self.its_unit(),
            format!(": {}.", words.join(", "))
        ]
    }

    fn accepted(&self) -> Text {
        if !self.stands(UnitStanding::Accepted) {
            return text![
                self.household(),
                " had accepted ",
                self.its_unit(),
                ". Now it is ",
                self.unit_now(),
                "."
            ];
        }
        let said = text![self.household(), " has accepted ", self.its_unit(), "."];
        if self.get("expected").is_empty() {
            said.and(" It is kept for them until they arrive or the claim is ended.")
        } else {
            said.and(text![" They are expected ", self.told("expected"), "."])
        }
    }

    fn claim_ended(&self) -> Text {
        let why = match self.get("why") {
            "declined" => "they said no; it costs them nothing, and they stay as they were",
            "refused_by_provider" => "the provider refused; they stay as they were",
            "cancelled" => "cancelled; they stay as they were",
            "not_arrived" => "they did not come; they stay as they were",
            _ => "released; they stay as they were",
        };
        text![
            self.its_unit(),
            " is no longer claimed for ",
            self.household(),
            format!(": {why}. It is "),
            self.unit_now(),
            "."
        ]
    }

    fn moved(&self) -> Text {
        let said = text![self.household(), " lives in ", self.its_unit(), " now. "];
        said.and(self.left())
    }

    /// Where they live while another unit is kept for them.
    fn home(&self) -> Option<&UnitView> {
        let claims = [EventName::Held, EventName::Offered, EventName::OfferAccepted];
        let is_claim = self.name.is_some_and(|name| claims.contains(&name));
        self.lived_in.filter(|home| is_claim && home.state == UnitStanding::LivedIn)
    }

    /// "S-0001 lives in Linnet, and goes on living there until they move: lintel transfer S-0001 Heron."
    fn goes_on_living(&self) -> Option<Text> {
        let home = self.home()?;
        Some(text![
            self.household(),
            " lives in ",
            unit(&home.unit),
            " already, and goes on living there until it is recorded that they moved: ",
            self.act(Act::Transfer),
            "."
        ])
    }

    /// What became of the unit that was left.
    fn left(&self) -> Text {
        self.lived_in.map_or_else(Text::default, |left| {
            text![unit(&left.unit), " is ", state(left, self.now), "."]
        })
    }

    fn unit_now(&self) -> Text {
        self.unit.map_or_else(|| "as it was".into(), |unit| state(unit, self.now))
    }

    fn annulled(&self) -> Text {
        let Some(before) = self.corrected else { return "That event no longer counts.".into() };
        let word = |key: &str| before.get(key).and_then(Value::as_str).unwrap_or_default();
        let seq = before.get("seq").and_then(Value::as_u64).unwrap_or_default();
        let mut said = text![format!("Event {seq}, {}", event_called(before))];
        if !word("referral").is_empty() {
            said = text![said, " of ", household(word("referral"))];
        }
        said.and(", no longer counts. It stays in the record as it was.")
    }

    fn ended_claims(&self) -> Option<Text> {
        if self.ended.is_empty() {
            return None;
        }
        let numbers = |seqs: &[u64]| {
            seqs.iter().map(|seq| format!("event {seq}")).collect::<Vec<_>>().join(", ")
        };
        let many = count(self.ended.len(), "claim", "claims");
        let mut said = format!(
            "{many} of another household on this unit ended with it ({}) and will not come back: they need another unit.",
            numbers(self.ended)
        );
        let without: Vec<u64> =
            self.muted.iter().copied().filter(|seq| !self.ended.contains(seq)).collect();
        if !without.is_empty() {
            said = format!("{said} Without effect since: {}.", numbers(&without));
        }
        Some(said.into())
    }

    /// Claims that a correction brought before an arrival that was recorded already.
    fn ended_by_others(&self) -> impl Iterator<Item = Text> {
        let own = self.event.get("seq").and_then(Value::as_u64);
        let others = self.others.iter().filter(move |of| Some(of.arrival) != own);
        others.map(|of| ended_claims(of.into()).into())
    }

    fn flagged(&self) -> Option<Text> {
        if !self.barred.is_empty() {
            let why = rules(self.barred);
            return Some(text![
                format!(
                    "It does not suit them, and no decision can change that: {why}. It is recorded all the same, and the manager is told on tonight's sheet. What suits: "
                ),
                self.recommend(),
                "."
            ]);
        }
        let asked = (!self.asked.is_empty()).then(|| rules(self.asked))?;
        let said = format!(
            "Recorded although nobody has decided about: {asked}. The manager is told on tonight's sheet until it is granted: "
        );
        Some(text![said, self.act(Act::Grant), "."])
    }

    /// Homes that are being made safer while they live here.
    fn sanctuaries_that_run(&self) -> impl Iterator<Item = Text> {
        let arrives = self.name == Some(EventName::Arrived);
        self.sanctuaries.iter().filter(move |_| arrives).map(|of| still_made_safer(of))
    }

    fn recommend(&self) -> Action {
        Action { unit: None, verb: Verb::Recommend, ..self.act(Act::Hold) }
    }

    fn act(&self, act: Act) -> Action {
        Action {
            reference: Some(self.get("referral").to_owned()).filter(|of| !of.is_empty()),
            unit: Some(self.get("unit").to_owned()).filter(|of| !of.is_empty()),
            ..Action::new(Verb::Record(act))
        }
    }

    /// What there is to do next.
    fn next(&self) -> Vec<Text> {
        let act = |words: &'static str, act| text![words, self.act(act)];
        match self.name {
            Some(EventName::Held) if self.stands(UnitStanding::Held) => {
                vec![act("Offer it: ", Act::Offer), act("Let it go: ", Act::EndClaim)]
            }
            Some(EventName::Offered) if self.stands(UnitStanding::Offered) => {
                vec![act("They say yes: ", Act::Accept), act("They say no: ", Act::Decline)]
            }
            Some(EventName::OfferAccepted) if self.stands(UnitStanding::Accepted) => {
                let comes = match self.home() {
                    Some(_) => act("They move: ", Act::Transfer),
                    None => act("They arrive: ", Act::Arrive),
                };
                vec![comes, act("They do not come: ", Act::NotArrived)]
            }
            Some(EventName::ClaimEnded) => vec![text!["Another unit: ", self.recommend()]],
            Some(EventName::DecisionGiven) if self.flag("granted") => {
                vec![act("Hold it: ", Act::Hold)]
            }
            Some(EventName::DecisionGiven) => vec![text!["What else suits: ", self.recommend()]],
            Some(EventName::Departed | EventName::Transferred) => {
                self.make_ready().into_iter().chain(self.next_on_pathways()).collect()
            }
            Some(EventName::VoidBegan) => vec![act("When it is mended: ", Act::VoidEnd)],
            Some(EventName::UnitClosed) => vec![act("To open it again: ", Act::OpenUnit)],
            Some(EventName::Arrived) => vec![text!["Hand over: ", Action::new(Verb::SeeTonight)]],
            Some(EventName::PersonJoined) if self.fit.is_none() => {
                vec![text!["Does the home still suit them? ", self.recommend()]]
            }
            Some(
                EventName::ReferralReceived | EventName::ReferralAmended | EventName::PersonJoined,
            ) => self.next_by_the_form(),
            Some(EventName::Annulled) => self.after_annulment(),
            _ => self.next_on_pathways(),
        }
    }

    /// Of whoever has a unit: another one, where it does not suit.
    fn next_by_the_form(&self) -> Vec<Text> {
        let recommend = |words: &'static str| text![words, self.recommend()];
        match self.fit {
            None => vec![recommend("See which units suit: ")],
            Some(fit) if !fit.is_wrong() => vec![fit.said()],
            Some(fit) if fit.state.is_claim() => {
                let go = self.act(Act::EndClaim).on(&fit.unit);
                vec![text!["Let it go: ", go], recommend("What suits: ")]
            }
            Some(_) => vec![recommend("What suits: ")],
        }
    }

    fn after_annulment(&self) -> Vec<Text> {
        let of = self.corrected.and_then(|before| before.get("referral")?.as_str());
        let history = |of| text!["See what stands: ", Action::new(Verb::SeeHistory).of(of)];
        of.map(history).into_iter().collect()
    }

    fn make_ready(&self) -> Vec<Text> {
        let left = self.lived_in.filter(|unit| unit.state == UnitStanding::BeingMadeReady);
        let ready = |unit: &UnitView| Action::new(Verb::Record(Act::MadeReady)).on(&unit.unit);
        left.map(|unit| text!["When it is ready sooner: ", ready(unit)]).into_iter().collect()
    }

    fn numbered(&self) -> Text {
        let seq = self.event.get("seq").and_then(Value::as_u64).unwrap_or_default();
        let by = self.get("by");
        let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
        let again = if self.is_again { "It was recorded before, as" } else { "Recorded as" };
        text![format!("{again} event {seq}{by}; it happened "), moment(self.at, self.now), "."]
    }
}

/// What a unit is, to anybody: never whose.
pub(super) fn state(unit: &UnitView, now: Timestamp) -> Text {
    let said = |words: &'static str, at: Option<&str>, between: &'static str| match at {
        Some(at) => text![words, between, told(at, now)],
        None => words.into(),
    };
    let (since, until) = (unit.since.as_deref(), unit.until.as_deref());
    match unit.state {
        UnitStanding::Closed => said("closed", until, " until "),
        UnitStanding::LivedIn if unit.void_since.is_some() => "lived in, and under repair".into(),
        UnitStanding::LivedIn => said("lived in", since, " since "),
        UnitStanding::Void => said("under repair", until, ", expected to be ready "),
        UnitStanding::Accepted => said("accepted by somebody", since, " since "),
        UnitStanding::Offered => said("on offer", until, " until "),
        UnitStanding::Held => said("held", until, " until "),
        UnitStanding::BeingMadeReady => said("being made ready", until, " until "),
        UnitStanding::Vacant => "vacant".into(),
    }
}
