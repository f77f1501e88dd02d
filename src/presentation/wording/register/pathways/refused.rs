//! Why an event of support or a pathway cannot be recorded, and what is possible instead.

use super::next::{Family, missing_parts, next_of};
use super::words::{act, measure, pounds};
use crate::base::domain::EventName;
use crate::presentation::document::{
    Act, Action, Block, Document, Section, Text, Verb, household, text,
};
use crate::service::pathway::{Pathways, Sanctuary};
use crate::service::register::Why;
use serde_json::{Map, Value};

/// An event that cannot be, and the pathways as they were.
pub(in crate::presentation::wording::register) struct Stopped<'a> {
    pub(in crate::presentation::wording::register) why: Why,
    pub(in crate::presentation::wording::register) event: EventName,
    pub(in crate::presentation::wording::register) keys: &'a Map<String, Value>,
    pub(in crate::presentation::wording::register) reference: &'a str,
    pub(in crate::presentation::wording::register) pathways: &'a Pathways,
}

impl Stopped<'_> {
    /// Why, and what instead.
    pub(in crate::presentation::wording::register) fn said(&self) -> (Text, Vec<Text>) {
        let who = household(self.reference);
        match self.why {
            Why::LifeInDanger => self.in_danger(),
            Why::OverBudget => {
                let left = pounds(self.pathways.budget.left_pence());
                let set = act(EventName::BudgetAllocated, self.reference);
                (
                    text![
                        format!("{left} is left for "),
                        who,
                        ", and a budget is never below zero."
                    ],
                    vec![text!["To set more aside: ", set]],
                )
            }
            Why::NotRunning => (text![who, format!(": {}", self.is_over())], self.instead()),
            _ => (text![who, format!(": {}", self.missing())], self.instead()),
        }
    }

    fn in_danger(&self) -> (Text, Vec<Text>) {
        let who = household(self.reference);
        (
            text![
                "sanctuary is never for an emergency, and the form of ",
                who,
                " says that somebody's life is in danger now, or that nobody could say (4.38)."
            ],
            vec![
                text!["Where they can be safe: ", Action::new(Verb::Recommend).of(self.reference)],
                self.if_over(),
            ],
        )
    }

    /// What is done about the danger on their form, and about a decision that was made before it.
    fn if_over(&self) -> Text {
        let amend = Action::new(Verb::Record(Act::Amend));
        if self.event == EventName::SanctuaryDetermined {
            let decide = act(EventName::SanctuaryDetermined, self.reference);
            return text![
                "If the danger is over, write it on their form, ",
                amend,
                ", and then what Housing Solutions decided: ",
                decide
            ];
        }
        text!["If the danger is over, write it on their form: ", amend]
    }

    /// What has ended.
    fn is_over(&self) -> &'static str {
        match self.event {
            EventName::SecondStageLevel | EventName::SecondStageEnded => {
                "second stage support had ended."
            }
            EventName::FloatingContact | EventName::FloatingEnded => "floating support had ended.",
            EventName::CounsellingSession | EventName::CounsellingEnded => {
                "that person's counselling had ended."
            }
            EventName::RiskAssessmentPart | EventName::RiskAssessmentDone if self.runs() => {
                "the risk assessment is done already."
            }
            _ => "the sanctuary had ended.",
        }
    }

    fn runs(&self) -> bool {
        self.pathways.sanctuary.is_running()
    }

    /// What must come first.
    fn missing(&self) -> String {
        let words = match self.event {
            EventName::ProgressReviewed => "no need of that person in that area is known yet.",
            EventName::CounsellingSession | EventName::CounsellingEnded => {
                "that person has not been referred to counselling."
            }
            EventName::SecondStageBegan => "second stage support runs already; it must end first.",
            EventName::SecondStageLevel | EventName::SecondStageEnded => {
                "second stage support has not begun."
            }
            EventName::FloatingBegan => "floating support runs already; it must end first.",
            EventName::FloatingContact | EventName::FloatingEnded => {
                "floating support has not begun."
            }
            _ => return self.missing_for_sanctuary(),
        };
        words.to_owned()
    }

    fn missing_for_sanctuary(&self) -> String {
        let of = &self.pathways.sanctuary;
        let words = match self.event {
            EventName::SanctuaryReferred => {
                "Housing Solutions have not decided yet about the last referral."
            }
            EventName::SanctuaryDetermined => "nobody has referred them for sanctuary.",
            _ if !of.is_accepted() => "Housing Solutions have not accepted them.",
            EventName::RiskAssessmentBegan => "the risk assessment has begun already.",
            EventName::RiskAssessmentPart | EventName::NeedsAssessed => {
                "the risk assessment has not begun."
            }
            EventName::RiskAssessmentDone if of.assessments.is_empty() => {
                "the risk assessment has not begun."
            }
            EventName::RiskAssessmentDone => {
                let missing = missing_parts(of).join(", ");
                return format!(
                    "the risk assessment is done only with all four parts; missing: {missing}."
                );
            }
            EventName::SupportPlanMade => "their needs have not been assessed.",
            EventName::MeasureFitted => return self.missing_for_fitting(of),
            _ => "the risk assessment is not done.",
        };
        words.to_owned()
    }

    fn missing_for_fitting(&self, of: &Sanctuary) -> String {
        let Some(done) = of.assessed() else {
            return "the risk assessment is not done.".to_owned();
        };
        let named = self.keys.get("measure").and_then(Value::as_str).unwrap_or_default();
        let is_agreed = done.agreed().iter().any(|(of, _)| ***of == *named);
        if is_agreed {
            return "the council has not approved the works, and without that nothing is fitted (4.41)."
                .to_owned();
        }
        format!("they have not agreed to this: {}.", measure(named))
    }

    fn instead(&self) -> Vec<Text> {
        let begin = |words: &'static str, event| vec![text![words, act(event, self.reference)]];
        match (self.event, self.why) {
            (EventName::ProgressReviewed, _) => {
                begin("Record the need first: ", EventName::NeedIdentified)
            }
            (EventName::CounsellingSession | EventName::CounsellingEnded, _) => {
                begin("Refer them: ", EventName::CounsellingReferred)
            }
            (EventName::SecondStageLevel | EventName::SecondStageEnded, _) => {
                begin("To begin it: ", EventName::SecondStageBegan)
            }
            (EventName::FloatingContact | EventName::FloatingEnded, _) => {
                begin("To begin it: ", EventName::FloatingBegan)
            }
            (EventName::SanctuaryDetermined, _) => {
                begin("Refer them: ", EventName::SanctuaryReferred)
            }
            _ => {
                let see = Action::new(Verb::SeePathways).of(self.reference);
                let next = next_of(Family::of(self.event), self.reference, self.pathways);
                next.into_iter().take(1).chain([text!["See how it stands: ", see]]).collect()
            }
        }
    }
}

/// A landlord who must not know, or has said no, stops a sanctuary.
pub fn landlord_must_not_know(reference: &str) -> Document {
    stopped(
        reference,
        "their form says that the landlord must not know or has said no, and nothing is fitted to a home without its landlord.",
    )
}

/// They ask for another home, in a referral of its own.
pub fn asks_again(reference: &str, again: &str) -> Text {
    text![
        "Home is no longer safe for them: they ask for accommodation as ",
        household(again),
        ", linked to ",
        household(reference),
        "."
    ]
}

/// Nobody is kept at home with the perpetrator.
pub fn lives_there(reference: &str) -> Document {
    stopped(reference, "their form says that the perpetrator lives there.")
}

fn stopped(reference: &str, why: &'static str) -> Document {
    let instead = [
        text!["Where they can be safe: ", Action::new(Verb::Recommend).of(reference)],
        text![
            "If that has changed, write it on their form: ",
            Action::new(Verb::Record(Act::Amend))
        ],
    ];
    Document::of([
        Section::plain(
            "refused",
            vec![Block::Paragraph(text!["Not recorded: ", household(reference), ": ", why])],
        ),
        Section::list("instead", "What is possible instead", instead),
    ])
}
