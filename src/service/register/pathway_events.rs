//! Events of support and pathways: what they are to `pathway`, on which referrals, and why they are refused.

use super::event::Act;
use super::form::{flag, text};
use super::row::Row;
use super::state::{Standing, State};
use super::why::Why;
use crate::base::domain::EventName;
use crate::service::pathway::{
    self, BudgetEvent, CounsellingEvent, Event, Finding, FloatingEvent, LEVELS, Now, OutcomesEvent,
    PARTS, Pathways, SanctuaryEvent, SecondStageEvent, WhyNot,
};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::sync::Arc;

type Object = Map<String, Value>;

/// What an event of contracts section 11 does that was found right, from its keys.
pub(super) fn act(name: EventName, object: &Object) -> Option<Act> {
    const TOLD: [EventName; 5] = [
        EventName::IncidentReported,
        EventName::StaffRecorded,
        EventName::BuddyAssigned,
        EventName::ComplaintRecorded,
        EventName::SurveyAnswered,
    ];
    if TOLD.contains(&name) {
        return Some(Act::Told);
    }
    let event = of_household(name, object).or_else(|| of_sanctuary(name, object))?;
    Some(Act::OnPathway { event, person: text(object, "person") })
}

/// Whether an event of this row may say that something goes on for longer.
pub(super) fn may_be_extended(row: &Row) -> bool {
    row.keys.iter().any(|key| key.name == "extended")
}

/// "Extended with a reason": without one it is not.
pub(super) fn lacks_a_reason(row: &Row, object: &Object) -> bool {
    may_be_extended(row) && flag(object, "extended") && !object.contains_key("reason")
}

fn of_household(name: EventName, object: &Object) -> Option<Event> {
    let extended = flag(object, "extended");
    let pence = || object.get("pence")?.as_u64();
    Some(match name {
        EventName::NeedIdentified | EventName::ProgressReviewed => {
            Event::Outcomes(outcomes(name, object)?)
        }
        EventName::SupportGiven => Event::Supported,
        EventName::SupportNeeds => Event::NeedsTold,
        EventName::BudgetAllocated => Event::Budget(BudgetEvent::Allocated(pence()?)),
        EventName::BudgetSpent => Event::Budget(BudgetEvent::Spent(pence()?)),
        EventName::SecondStageBegan => {
            let relevant = flag(object, "relevant");
            Event::SecondStage(SecondStageEvent::Began { relevant, extended })
        }
        EventName::SecondStageLevel => {
            let level = word(object, "level", &LEVELS)?;
            Event::SecondStage(SecondStageEvent::Level { level, extended })
        }
        EventName::SecondStageEnded => Event::SecondStage(SecondStageEvent::Ended),
        EventName::FloatingBegan => Event::Floating(FloatingEvent::Began),
        EventName::FloatingContact => Event::Floating(FloatingEvent::Contact),
        EventName::FloatingEnded => Event::Floating(FloatingEvent::Ended),
        _ => Event::Counselling(counselling(name, object)?),
    })
}

fn outcomes(name: EventName, object: &Object) -> Option<OutcomesEvent> {
    let (person, area) = (text(object, "person")?, text(object, "area")?);
    Some(if name == EventName::NeedIdentified {
        OutcomesEvent::Identified { person, area }
    } else {
        OutcomesEvent::Reviewed { person, area, positive: flag(object, "positive") }
    })
}

fn counselling(name: EventName, object: &Object) -> Option<CounsellingEvent> {
    let person = text(object, "person")?;
    Some(match name {
        EventName::CounsellingReferred => CounsellingEvent::Referred(person),
        EventName::CounsellingSession => CounsellingEvent::Session(person),
        EventName::CounsellingEnded => CounsellingEvent::Ended(person),
        _ => return None,
    })
}

fn of_sanctuary(name: EventName, object: &Object) -> Option<Event> {
    Some(Event::Sanctuary(match name {
        EventName::SanctuaryReferred => SanctuaryEvent::Referred,
        EventName::SanctuaryDetermined => {
            SanctuaryEvent::Determined { accepted: flag(object, "accepted") }
        }
        EventName::RiskAssessmentBegan => SanctuaryEvent::AssessmentBegan,
        EventName::RiskAssessmentPart => {
            SanctuaryEvent::AssessmentPart(word(object, "part", &PARTS)?)
        }
        EventName::RiskAssessmentDone => SanctuaryEvent::AssessmentDone(Finding {
            measures: texts(object.get("measures")),
            pence: object.get("pence")?.as_u64()?,
        }),
        EventName::ApprovalGiven => SanctuaryEvent::Approval { granted: flag(object, "granted") },
        EventName::MeasuresAgreed => SanctuaryEvent::Agreed {
            agreed: texts(object.get("agreed")),
            refused: refused(object.get("refused")),
        },
        EventName::NeedsAssessed => SanctuaryEvent::NeedsAssessed,
        EventName::SupportPlanMade => SanctuaryEvent::PlanMade,
        EventName::MeasureFitted => SanctuaryEvent::Fitted(text(object, "measure")?),
        EventName::SanctuaryEnded => SanctuaryEvent::Ended,
        _ => return None,
    }))
}

fn word(object: &Object, key: &str, words: &[&'static str]) -> Option<&'static str> {
    let written = object.get(key)?.as_str()?;
    words.iter().find(|word| **word == written).copied()
}

fn texts(value: Option<&Value>) -> Vec<Arc<str>> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(Arc::from).collect()
}

fn refused(value: Option<&Value>) -> Vec<Arc<str>> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.get("measure")?.as_str()).map(Arc::from).collect()
}

/// Whether a referral that stands so may have such an event.
///
/// Support goes on for whoever waits, lives here, has left or stays at home; a sanctuary is asked for while the referral is
/// open, and what follows on an open one is not refused for being open, but since the decision is missing.
pub(super) fn stands_for(event: &Event, standing: Standing) -> bool {
    let is_decided_on = |event: &SanctuaryEvent| {
        matches!(event, SanctuaryEvent::Referred | SanctuaryEvent::Determined { .. })
    };
    match event {
        Event::Sanctuary(event) if is_decided_on(event) => standing == Standing::Open,
        Event::Sanctuary(_) => matches!(standing, Standing::Open | Standing::Sanctuary),
        _ => matches!(
            standing,
            Standing::Open | Standing::Placed | Standing::Left | Standing::Sanctuary
        ),
    }
}

/// The referral's pathways after an event. A household's needs are known from all its referrals.
pub(super) fn after(
    state: &State,
    referral: usize,
    event: &Event,
    at: Timestamp,
) -> Result<Pathways, WhyNot> {
    let own = state.referral(referral);
    let now = Now { at, in_danger: own.in_danger };
    if let Event::Outcomes(OutcomesEvent::Reviewed { .. }) = event {
        let mut pathways = Pathways::clone(&own.pathways);
        for &other in &state.household(own.household).referrals {
            let earlier = &state.referral(other).pathways.outcomes;
            pathways.outcomes = pathways.outcomes.with_earlier(earlier);
        }
        return pathway::step(&pathways, event, now);
    }
    pathway::step(&own.pathways, event, now)
}

/// The register's word for why not.
pub(super) fn why(why: WhyNot) -> Why {
    match why {
        WhyNot::LifeInDanger => Why::LifeInDanger,
        WhyNot::NotYet => Why::NotYet,
        WhyNot::NotRunning => Why::NotRunning,
        WhyNot::OverBudget => Why::OverBudget,
    }
}
