//! Support and pathways at the desk: recorded with what the form knows already, and what each household's clocks say.

use super::desk::{Answer, Desk, Judged, usage};
use super::event_draft::Typed;
use super::moments;
use super::spoken::as_a_word;
use crate::base::domain::EventName;
use crate::base::domain::household::Tenure;
use crate::doors::failure::Failure;
use crate::presentation::document::{Block, Document, Section};
use crate::presentation::wording::register::pathways::{self as wording, Running, Watched};
use crate::service::pathway::{
    CASELOAD, ClockEnd, ClockStanding, Course, NOT_ACCEPTED, NOT_WANTED, Need, followed_as,
};
use crate::service::register::{
    Draft, Household, Night, Refusal, Standing, Why, in_second_stage, keys_of, utc, words_for,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

impl Desk<'_> {
    /// Records an event of support or a pathway. Whoever is not named is the lead, and what the form says need not be said.
    pub(in crate::doors) fn tell(
        self,
        event: EventName,
        reference: Option<&str>,
        keys: Map<String, Value>,
    ) -> Result<Answer, Failure> {
        let mut typed = Typed { keys, ..Typed::new(event) };
        if let Some(on) = typed.keys.get("on").and_then(Value::as_str) {
            let on = usage(moments::expected(on, self.at))?;
            typed = typed.with("on", on);
        }
        let Some(reference) = reference else { return self.record(typed) };
        let household = self.night.household(reference).cloned();
        if let Some(household) = &household {
            if let Some(stopped) = self.stopped(&typed, household) {
                return Ok(stopped);
            }
            self.fill(&mut typed, household)?;
        }
        self.record(typed.of(reference))
    }

    /// A home that cannot be made safer: somebody's life is in danger now, the landlord must not know, or the perpetrator
    /// lives there. What was accepted before the danger would take a household that needs a bed tonight off the list of
    /// those who wait.
    pub(super) fn stopped(&self, typed: &Typed, household: &Household) -> Option<Answer> {
        let event = typed.event?;
        let is_accepted = event == EventName::SanctuaryDetermined
            && typed.keys.get("accepted") == Some(&json!(true));
        if is_accepted && self.waits_in_danger(household) {
            let typed = typed.clone().of(&household.reference);
            return Some(self.not_possible(typed, Why::LifeInDanger));
        }
        if ![EventName::SanctuaryReferred, EventName::MeasureFitted].contains(&event) {
            return None;
        }
        let (referral, _) = self.door.referral_of(&self.night, household).ok()?;
        let home = referral.household.home?;
        let is_rented =
            matches!(home.tenure, Some(Tenure::SocialRented | Tenure::PrivateRented) | None);
        let said = if home.landlord_consent == Some(false) && is_rented {
            wording::landlord_must_not_know(&household.reference)
        } else if home.perpetrator_resident && event == EventName::SanctuaryReferred {
            wording::lives_there(&household.reference)
        } else {
            return None;
        };
        Some(Answer::Refused(Refusal::from(Why::NotYet), said))
    }

    /// Whether they waited in danger then, or do now.
    fn waits_in_danger(&self, then: &Household) -> bool {
        let now = Night::of(self.door.register.log(), self.now);
        let waits = |of: &Household| of.in_danger && of.standing == Standing::Open;
        waits(then) || now.household(&then.reference).is_some_and(waits)
    }

    /// What was not said and is known: the lead, the source and tenure of the form, the measures recommended.
    fn fill(&self, typed: &mut Typed, household: &Household) -> Result<(), Failure> {
        let lead = household.people.first().map(|lead| json!(lead.id));
        let keys = keys_of(typed.event);
        let mut put = |key: &str, value: Option<Value>| {
            if let (true, Some(value)) = (keys.contains(&key), value) {
                typed.keys.entry(key).or_insert(value);
            }
        };
        if keys.contains(&"person") {
            put("person", lead);
        }
        let form = self.night.form(household);
        let told = |pointer: &str| form.as_ref()?.pointer(pointer).cloned();
        put("source", told("/source"));
        put("tenure", told("/home/tenure"));
        if typed.is(EventName::SanctuaryDetermined) || typed.is(EventName::MeasuresAgreed) {
            counted_words(&mut typed.keys);
        }
        if typed.is(EventName::MeasuresAgreed) {
            agreed_unless_refused(&mut typed.keys, household);
        }
        if typed.is(EventName::SanctuaryReferred) && !typed.keys.contains_key("tenure") {
            let words =
                words_for(EventName::SanctuaryReferred, "tenure").join(", ").replace('_', " ");
            return Err(Failure::Usage(format!(
                "how their home is held is not on the form: say which tenure it is, of {words}"
            )));
        }
        Ok(())
    }

    /// The sanctuary has ended; if home is no longer safe they ask for another, in a referral that is linked to this one.
    pub(in crate::doors) fn end_sanctuary(
        mut self,
        reference: &str,
        reason: Option<&str>,
        (is_unsafe, new): (bool, Option<&str>),
    ) -> Result<Answer, Failure> {
        let ended = Typed::new(EventName::SanctuaryEnded).of(reference).text("reason", reason);
        let ended = ended.with("into_accommodation", is_unsafe);
        match self.asks_again(reference, new, &utc(self.at)).filter(|_| is_unsafe) {
            Some(asks) => self.record_both(ended, asks),
            None => self.record(ended),
        }
    }

    /// Another referral of the same household, whose home is no longer safe; none: its form is not known.
    pub(super) fn asks_again(
        &self,
        reference: &str,
        new: Option<&str>,
        received: &str,
    ) -> Option<Typed> {
        let form = self.night.form(self.night.household(reference)?);
        let Some(Value::Object(mut form)) = form else { return None };
        let new = new.map_or_else(|| self.next_reference(reference), str::to_owned);
        form.insert("reference".to_owned(), json!(new));
        form.insert("repeat_of".to_owned(), json!(reference));
        form.insert("received".to_owned(), json!(received));
        no_longer_safe_at_home(&mut form);
        Some(Typed::new(EventName::ReferralReceived).of(&new).with("form", Value::Object(form)))
    }

    /// "R-0417-2", or the first of its kind that nobody has.
    fn next_reference(&self, reference: &str) -> String {
        let log = self.door.register.log();
        let is_taken = |name: &str| log.entries().iter().any(|of| of.referral() == Some(name));
        let is_free = |name: &String| !is_taken(name);
        let mut names = (2..u32::MAX).map(|n| format!("{reference}-{n}"));
        names.find(is_free).unwrap_or_else(|| reference.to_owned())
    }

    /// Two events, both or neither; what is said is of the second.
    pub(super) fn record_both(&mut self, first: Typed, second: Typed) -> Result<Answer, Failure> {
        // The same tap again is answered with what was recorded first.
        let before = self.asked.request.map(|request| self.recorded_under(request)).transpose()?;
        let before = before.flatten().and_then(|event| event.get("seq")?.as_u64());
        if let Some(seq) = before {
            return self.said((seq, true), Judged::default());
        }
        let without_request = |mut event: Map<String, Value>| {
            event.remove("request");
            event
        };
        let (first, second) = (self.event(first), without_request(self.event(second)));
        let drafts = [first.clone(), second.clone()].map(Draft::of);
        let issues = self.door.register.import(
            drafts.into_iter().enumerate(),
            &self.door.files,
            self.now,
        )?;
        match issues.first() {
            None => self.said_of_both(),
            Some(issue) => {
                let object = if issue.line == 0 { &first } else { &second };
                Ok(self.refused(object, issue.refusal))
            }
        }
    }

    fn said_of_both(&mut self) -> Result<Answer, Failure> {
        let seq = self.door.register.log().next_seq().saturating_sub(1);
        let ended = self.said((seq.saturating_sub(1), false), Judged::default())?;
        let asks = self.said((seq, false), Judged::default())?;
        match (ended, asks) {
            (Answer::Recorded(_, mut said), Answer::Recorded(event, more)) => {
                said.sections.retain(|section| section.id == "recorded");
                let word = |key: &str| event.get(key).and_then(Value::as_str);
                let old = event.get("form").and_then(|form| form.get("repeat_of")?.as_str());
                let again = wording::asks_again(
                    old.unwrap_or_default(),
                    word("referral").unwrap_or_default(),
                );
                said.sections.push(Section::plain("again", vec![Block::Paragraph(again)]));
                said.sections.extend(more.sections);
                Ok(Answer::Recorded(event, said))
            }
            (_, asks) => Ok(asks),
        }
    }

    /// Every clock, open ones and those that were kept late, in the order of their days.
    pub(in crate::doors) fn clocks(&self) -> Watched {
        let mut clocks: Vec<Running> =
            self.night.households.iter().flat_map(|of| running(of, self.at)).collect();
        clocks.sort_by_key(|of| (of.clock.due(), of.reference.clone()));
        Watched { clocks, now: self.at }
    }

    /// Everybody's support, or one household's; none: there is no such household.
    pub(in crate::doors) fn pathways(&self, reference: Option<&str>) -> Option<Document> {
        let Some(reference) = reference else {
            return Some(wording::everybody(&self.night.households, self.at));
        };
        let household = self.night.household(reference)?;
        Some(wording::of_household(reference, &household.pathways, self.at))
    }
}

fn running(of: &Household, at: jiff::Timestamp) -> impl Iterator<Item = Running> {
    let reference = of.reference.clone();
    let clocks = of.pathways.clocks().into_iter();
    clocks.filter_map(move |clock| {
        let standing = clock.standing(at);
        let is_told = clock.is_open() || standing == ClockStanding::KeptLate;
        is_told.then(|| Running { reference: reference.clone(), clock, standing })
    })
}

/// What they told while home was safe counts no more: whether they are in danger now nobody has asked again, and to stay
/// at home is no answer.
fn no_longer_safe_at_home(form: &mut Map<String, Value>) {
    form.insert("immediate_danger".to_owned(), json!("unknown"));
    if let Some(home) = form.get_mut("home").and_then(Value::as_object_mut) {
        home.insert("wishes_to_stay".to_owned(), json!(false));
    }
}

/// Reasons that are counted by a word of their own are that word, however they were typed: "landlord refuses".
fn counted_words(keys: &mut Map<String, Value>) {
    let word = |said: &mut Value, words: &[&str]| {
        let Some(text) = said.as_str() else { return };
        let meant = as_a_word(text);
        if words.contains(&&*meant) {
            *said = Value::String(meant);
        }
    };
    if let Some(reason) = keys.get_mut("reason") {
        word(reason, &NOT_ACCEPTED);
    }
    let refused = keys.get_mut("refused").and_then(Value::as_array_mut);
    for reason in refused.into_iter().flatten().filter_map(|of| of.get_mut("reason")) {
        word(reason, &NOT_WANTED);
    }
}

/// Whoever refuses nothing agrees to everything that was recommended.
fn agreed_unless_refused(keys: &mut Map<String, Value>, household: &Household) {
    let refused = keys.get("refused").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_refused = |measure: &str| {
        let named = refused.iter().filter_map(|of| of.get("measure")?.as_str());
        named.into_iter().any(|of| of == measure || followed_as(of) == measure)
    };
    let done = household.pathways.sanctuary.assessed().and_then(|of| of.done.as_ref());
    let recommended = done.map(|(_, finding)| finding.measures.clone()).unwrap_or_default();
    let mut named = BTreeSet::new();
    let recommended = recommended.iter().map(|of| &**of).filter(|measure| named.insert(*measure));
    let agreed: Vec<&str> = recommended.filter(|measure| !is_refused(measure)).collect();
    keys.entry("agreed").or_insert_with(|| json!(agreed));
    keys.entry("refused").or_insert_with(|| json!([]));
}

/// The clocks for other software.
pub(in crate::doors) fn written(watched: &Watched) -> Value {
    let clock = |of: &Running| {
        let (met, stopped) = match of.clock.end {
            Some(ClockEnd::Met(at)) => (Some(at), None),
            Some(ClockEnd::Stopped(at)) => (None, Some(at)),
            None => (None, None),
        };
        json!({
            "referral": of.reference,
            "clock": of.clock.name.word(),
            "clause": of.clock.name.clause(),
            "measure": of.clock.measure.as_deref(),
            "since": utc(of.clock.since),
            "due": of.clock.due().map(|day| day.to_string()),
            "standing": of.standing.word(),
            "working_days": of.clock.working_days(),
            "done": met.map(utc),
            "stopped": stopped.map(utc),
        })
    };
    watched.clocks.iter().map(clock).collect()
}

impl Desk<'_> {
    /// The same for other software: each household's support as it stands, and what it waits for.
    pub(in crate::doors) fn written_pathways(&self, reference: Option<&str>) -> Value {
        let is_meant = |of: &&Household| reference.is_none_or(|meant| of.reference == meant);
        let households = self.night.households.iter().filter(is_meant);
        json!({
            "at": utc(self.at),
            "second_stage_caseload": {
                "running": in_second_stage(&self.night.households),
                "at_least": CASELOAD,
            },
            "households": households.map(written_household).collect::<Vec<_>>(),
        })
    }
}

fn written_household(of: &Household) -> Value {
    let pathways = &of.pathways;
    let second = pathways.second_stage.running();
    let floating = pathways.floating.running();
    let need = |(person, area, need): (&str, &str, &Need)| json!({"person": person, "area": area, "positive": need.review.map(|(_, positive)| positive)});
    let course = |(person, course): (&str, &Course)| json!({"person": person, "running": course.is_running(), "sessions": course.sessions});
    json!({
        "reference": of.reference,
        "household": of.first_reference(),
        "state": of.standing.word(),
        "second_stage": second.map(|of| json!({"since": utc(of.began), "level": of.level(), "extended": of.extended.is_some()})),
        "floating": floating.map(|of| json!({"since": utc(of.began), "contacts": of.contacts})),
        "sanctuary": pathways.sanctuary.stage().word(),
        "counselling": pathways.counselling.people().map(course).collect::<Vec<_>>(),
        "budget_pence": {"allocated": pathways.budget.allocated_pence, "left": pathways.budget.left_pence()},
        "needs": pathways.outcomes.needs().map(need).collect::<Vec<_>>(),
    })
}
