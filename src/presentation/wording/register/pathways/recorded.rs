//! What is so once an event of support or a pathway was recorded.

use super::next::{Family, next_of, to_be_ended};
use super::words::{act, area, listed, measure, person, pounds, waits_for};
use crate::base::domain::{EventName, hundredths};
use crate::base::parse::names::nearly;
use crate::presentation::document::{Text, household, text};
use crate::presentation::wording::{count, when};
use crate::service::pathway::{
    APPROVED_PENCE, Assessment, Clock, MEASURES, Pathways, SanctuaryStage, is_higher_level,
};
use jiff::Timestamp;
use serde_json::{Map, Value};

/// An event, and the pathways as they are now.
pub(in crate::presentation::wording::register) struct Told<'a> {
    pub(in crate::presentation::wording::register) name: Option<EventName>,
    pub(in crate::presentation::wording::register) event: &'a Map<String, Value>,
    pub(in crate::presentation::wording::register) pathways: Option<&'a Pathways>,
    pub(in crate::presentation::wording::register) now: Timestamp,
}

impl Told<'_> {
    /// What is so now; none: the event is none of these.
    pub(in crate::presentation::wording::register) fn said(&self) -> Option<Text> {
        let said = self.of_a_person().or_else(|| self.of_a_pathway());
        said.or_else(|| self.of_sanctuary()).or_else(|| self.of_the_service())
    }

    /// What must be done in time, of what runs for this household.
    pub(in crate::presentation::wording::register) fn in_time(&self) -> Vec<Text> {
        let clocks = self.pathways.map(Pathways::clocks).unwrap_or_default();
        let own = self.family();
        let is_told = |clock: &&Clock| clock.is_open() && Family::of_clock(clock.name) == own;
        clocks.iter().filter(is_told).map(|clock| self.clock(clock)).collect()
    }

    /// A form that tells of danger while a sanctuary is asked for, which is never for an emergency.
    pub(in crate::presentation::wording::register) fn in_danger_meanwhile(&self) -> Option<Text> {
        let waits = |of: &Pathways| of.sanctuary.stage() == SanctuaryStage::Determination;
        let is_in_danger = self.event.get("form")?.get("immediate_danger")?;
        let is_in_danger = *is_in_danger == true || *is_in_danger == "unknown";
        (is_in_danger && self.pathways.is_some_and(waits)).then(|| {
            "They are referred for sanctuary too, which is never for an emergency (4.38): tell Housing Solutions, and look for a unit.".into()
        })
    }

    /// What comes next on the pathway that the event is of.
    pub(in crate::presentation::wording::register) fn next(&self) -> Vec<Text> {
        let (own, reference) = (self.family(), self.get("referral"));
        let Some(pathways) = self.pathways else { return Vec::new() };
        match self.name {
            Some(EventName::Departed | EventName::Erased) => to_be_ended(reference, pathways),
            _ => next_of(own, reference, pathways),
        }
    }

    fn clock(&self, clock: &Clock) -> Text {
        let what = waits_for(clock.name, clock.measure.as_deref());
        let clause = clock.name.clause();
        match clock.due() {
            Some(due) => text![
                format!("To be in time, {what} by "),
                when::day(due, self.now),
                format!(" ({clause}).")
            ],
            None => format!(
                "By when {what} is in time is not known: the table of bank holidays ends before ({clause})."
            )
            .into(),
        }
    }

    fn family(&self) -> Family {
        self.name.map_or(Family::Other, Family::of)
    }

    fn get(&self, key: &str) -> &str {
        self.event.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn flag(&self, key: &str) -> bool {
        self.event.get(key) == Some(&Value::Bool(true))
    }

    fn pence(&self, key: &str) -> u64 {
        self.event.get(key).and_then(Value::as_u64).unwrap_or_default()
    }

    fn words(&self, key: &str) -> Vec<&str> {
        let items = self.event.get(key).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).collect()
    }

    fn who(&self) -> Text {
        household(self.get("referral"))
    }

    fn person(&self) -> Text {
        person(self.get("person"), self.get("referral"))
    }

    fn of_a_person(&self) -> Option<Text> {
        let (who, spaced) = (self.person(), |word: &str| word.replace('_', " "));
        Some(match self.name {
            Some(EventName::NeedIdentified) => {
                text![
                    who,
                    format!(
                        " has a need: {}. It counts in the outcomes from now on (10.10).",
                        area(self.get("area"))
                    )
                ]
            }
            Some(EventName::ProgressReviewed) if self.flag("positive") => {
                text![who, format!(": progress in {}.", area(self.get("area")))]
            }
            Some(EventName::ProgressReviewed) => {
                text![who, format!(": no progress yet in {}.", area(self.get("area")))]
            }
            Some(EventName::SupportGiven) => {
                let types = listed(self.words("types").into_iter().map(spaced));
                let childrens = if self.flag("childrens") { ", as children's support" } else { "" };
                text![who, format!(" was given support: {types}{childrens}.")]
            }
            Some(EventName::SupportNeeds) => {
                let needs = listed(self.words("needs").into_iter().map(spaced));
                text![who, format!(" needs support with {needs}. The latest counts (10.13 iv).")]
            }
            Some(EventName::CounsellingReferred) => text![who, " is referred to counselling."],
            Some(EventName::CounsellingSession) => {
                text![who, format!(" had a session{}.", self.sessions())]
            }
            Some(EventName::CounsellingEnded) => text![who, ": that counselling has ended."],
            _ => return None,
        })
    }

    fn sessions(&self) -> String {
        let courses = self.pathways.into_iter().flat_map(|of| of.counselling.people());
        let own = courses.into_iter().find(|(id, _)| *id == self.get("person"));
        own.map_or_else(String::new, |(_, course)| format!(", number {}", course.sessions))
    }

    fn of_a_pathway(&self) -> Option<Text> {
        let who = self.who();
        Some(match self.name {
            Some(EventName::BudgetAllocated) => {
                text![
                    format!("{} is set aside for ", pounds(self.pence("pence"))),
                    who,
                    self.left()
                ]
            }
            Some(EventName::BudgetSpent) => {
                text![format!("{} is spent for ", pounds(self.pence("pence"))), who, self.left()]
            }
            Some(EventName::SecondStageBegan) if self.flag("relevant") => {
                text![who, " is in second stage support, in relevant accommodation (10.13 ii)."]
            }
            Some(EventName::SecondStageBegan) => text![who, " is in second stage support."],
            Some(EventName::SecondStageLevel) => {
                let extended =
                    if self.flag("extended") { " It may go on beyond 12 months." } else { "" };
                text![who, format!(": the level is {} now.{extended}", self.get("level"))]
            }
            Some(EventName::SecondStageEnded) => {
                text![who, " is out of second stage support; in a crisis it begins again (4.19)."]
            }
            Some(EventName::FloatingBegan) => text![who, " has floating support."],
            Some(EventName::FloatingContact) => {
                text![who, format!(": a contact is recorded{}.", self.contacts())]
            }
            Some(EventName::FloatingEnded) => text![who, ": floating support has ended."],
            _ => return None,
        })
    }

    fn contacts(&self) -> String {
        let running = self.pathways.and_then(|of| of.floating.running());
        running.map_or_else(String::new, |of| {
            let many = usize::try_from(of.contacts).unwrap_or_default();
            format!(", {} so far", count(many, "contact", "contacts"))
        })
    }

    fn left(&self) -> String {
        let Some(budget) = self.pathways.map(|of| &of.budget) else { return ".".to_owned() };
        let (left, all) = (pounds(budget.left_pence()), pounds(budget.allocated_pence));
        format!(": {left} of {all} is left.")
    }

    fn of_sanctuary(&self) -> Option<Text> {
        let who = self.who();
        Some(match self.name {
            Some(EventName::SanctuaryReferred) => {
                text![who, " is referred for sanctuary. Housing Solutions decide (6.4)."]
            }
            Some(EventName::SanctuaryDetermined) if self.flag("accepted") => {
                text!["Housing Solutions accepted ", who, ": the referral is closed as sanctuary."]
            }
            Some(EventName::SanctuaryDetermined) => {
                text!["Housing Solutions did not accept ", who, ", who stays open and waits."]
            }
            Some(EventName::RiskAssessmentBegan) => {
                text!["The risk assessment of ", who, " has begun. It has four parts."]
            }
            Some(EventName::RiskAssessmentPart) => {
                let whose = part(self.get("part"));
                text![who, format!(": the part of the risk assessment by {whose} is there.")]
            }
            Some(EventName::RiskAssessmentDone) => self.recommended(),
            Some(EventName::ApprovalGiven) if self.flag("granted") => {
                text!["The council approved the works for ", who, "."]
            }
            Some(EventName::ApprovalGiven) => {
                text!["The council did not approve the works for ", who, "."]
            }
            Some(EventName::MeasuresAgreed) => self.agreed(),
            Some(EventName::NeedsAssessed) => text!["The needs of ", who, " are assessed."],
            Some(EventName::SupportPlanMade) => {
                text!["The support and safety plan of ", who, " is in place."]
            }
            Some(EventName::MeasureFitted) => {
                let cost = self.pence("materials_pence").saturating_add(self.pence("labour_pence"));
                let what = measure(self.get("measure"));
                text![
                    "At ",
                    who,
                    format!(
                        "'s home this is fitted: {what}, for {}.{}",
                        pounds(cost),
                        self.explained()
                    )
                ]
            }
            Some(EventName::SanctuaryEnded) => text!["The sanctuary of ", who, " has ended."],
            _ => return None,
        })
    }

    fn explained(&self) -> &'static str {
        let is_no = |said: &Value| *said == Value::Bool(false);
        let said = self.event.get("instructions");
        if said.is_none_or(is_no) {
            " Nobody has shown them yet how to use it (4.41 c)."
        } else {
            ""
        }
    }

    fn recommended(&self) -> Text {
        let words = self.words("measures");
        let measures = listed(words.iter().map(|of| measure(of)));
        let cost = pounds(self.pence("pence"));
        text![
            "The risk assessment of ",
            self.who(),
            format!(" is done: {measures}, for {cost}. {}", self.approval()),
            outside_the_schedule(&words),
        ]
    }

    /// Whether the council must approve what is recommended, and why.
    fn approval(&self) -> String {
        let done = self.pathways.and_then(|of| of.sanctuary.assessed());
        if !done.is_some_and(Assessment::needs_approval) {
            return "It needs no approval: \u{a3}100 at most, and lower-level measures alone (4.41).".to_owned();
        }
        let is_dear = self.pence("pence") > APPROVED_PENCE;
        let words = self.words("measures");
        let higher = words.iter().filter(|of| is_higher_level(of)).map(|of| measure(of));
        let higher: Vec<String> = higher.collect();
        let which = format!("it names higher-level works ({})", higher.join(", "));
        let why = [
            is_dear.then(|| "it is over \u{a3}100".to_owned()),
            (!higher.is_empty()).then_some(which),
        ];
        let why: Vec<String> = why.into_iter().flatten().collect();
        format!("The council must approve it in writing: {} (4.41).", why.join(", and "))
    }

    fn agreed(&self) -> Text {
        let agreed = listed(self.words("agreed").into_iter().map(measure));
        let refused = self.event.get("refused").and_then(Value::as_array).into_iter().flatten();
        let refused: Vec<String> = refused
            .filter_map(|of| {
                let reason = of.get("reason").and_then(Value::as_str);
                let reason = reason.map_or_else(String::new, |reason| format!(" ({reason})"));
                Some(format!("{}{reason}", measure(of.get("measure")?.as_str()?)))
            })
            .collect();
        let said = text![self.who(), format!(" agrees to: {agreed}.")];
        if refused.is_empty() {
            said
        } else {
            said.and(format!(" Not to: {}.", refused.join(", ")))
        }
    }

    fn of_the_service(&self) -> Option<Text> {
        let score = |key: &str| self.event.get(key).and_then(Value::as_u64).unwrap_or_default();
        Some(match self.name {
            Some(EventName::IncidentReported) => {
                "The incident is recorded; the council's form goes with it (10.6).".into()
            }
            Some(EventName::StaffRecorded) => {
                let posts = hundredths(score("fte"));
                format!("{posts} full-time equivalents are recorded (10.13 vii).").into()
            }
            Some(EventName::BuddyAssigned) => {
                text![format!("{} is the buddy of ", self.get("account")), self.who(), " (5.2)."]
            }
            Some(EventName::ComplaintRecorded) => "The complaint is recorded (10.5).".into(),
            Some(EventName::SurveyAnswered) => format!(
                "The answer is recorded: {} of \"{}\" (10.5).",
                score("score"),
                self.get("question")
            )
            .into(),
            _ => return None,
        })
    }
}

/// They live here, and a home of theirs is still being made safer.
pub(in crate::presentation::wording::register) fn still_made_safer(reference: &str) -> Text {
    text![
        "The sanctuary of ",
        household(reference),
        " runs on, with its clocks. If they will not go back there, it ends: ",
        act(EventName::SanctuaryEnded, reference),
        "."
    ]
}

/// Who makes a part of a risk assessment.
pub(in crate::presentation::wording::register) fn part(word: &str) -> &'static str {
    match word {
        "practitioner" => "the Domestic Abuse Practitioner",
        "police" => "the police",
        "fire" => "the fire service",
        _ => "Housing Solutions",
    }
}

/// What is said of measures that the schedule does not name: a slip of the pen is one too.
fn outside_the_schedule(words: &[&str]) -> String {
    let listed: Vec<&str> = MEASURES.iter().map(|(word, ..)| *word).collect();
    let others: Vec<&str> =
        words.iter().copied().filter(|of| *of != "other" && !listed.contains(of)).collect();
    if others.is_empty() {
        return String::new();
    }
    let named: Vec<String> = others.iter().map(|of| measure(of)).collect();
    let meant: Vec<String> =
        others.iter().filter_map(|of| nearly(of, &listed)).map(measure).collect();
    let meant = if meant.is_empty() {
        String::new()
    } else {
        format!(" If {} was meant, put it right.", meant.join(", "))
    };
    format!(
        " The schedule does not name {}: followed and counted as a measure outside it, which is of the higher level.{meant}",
        named.join(", ")
    )
}
