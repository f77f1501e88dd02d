//! What comes next on a household's pathways: the step that is wanted, in words, with the act that records it.

use super::words::{act, listed, measure};
use crate::base::domain::EventName;
use crate::presentation::document::{Act, Action, Text, Verb, household, text};
use crate::service::pathway::{Assessment, ClockName, PARTS, Pathways, Sanctuary, SanctuaryStage};

/// Which pathway an event is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Sanctuary,
    SecondStage,
    Floating,
    Needs,
    /// Nothing follows.
    Other,
}

impl Family {
    pub(super) fn of(event: EventName) -> Self {
        use EventName as Name;
        match event {
            Name::NeedIdentified | Name::ProgressReviewed => Self::Needs,
            Name::SecondStageBegan | Name::SecondStageLevel | Name::SecondStageEnded => {
                Self::SecondStage
            }
            Name::FloatingBegan | Name::FloatingContact | Name::FloatingEnded => Self::Floating,
            Name::SanctuaryReferred
            | Name::SanctuaryDetermined
            | Name::RiskAssessmentBegan
            | Name::RiskAssessmentPart
            | Name::RiskAssessmentDone
            | Name::ApprovalGiven
            | Name::MeasuresAgreed
            | Name::MeasureFitted
            | Name::NeedsAssessed
            | Name::SupportPlanMade
            | Name::SanctuaryEnded => Self::Sanctuary,
            _ => Self::Other,
        }
    }

    pub(super) fn of_clock(name: ClockName) -> Self {
        if name == ClockName::SecondStage { Self::SecondStage } else { Self::Sanctuary }
    }
}

/// What comes next, in order.
pub(super) fn next(reference: &str, pathways: &Pathways) -> Vec<Text> {
    [Family::Sanctuary, Family::SecondStage, Family::Floating, Family::Needs]
        .into_iter()
        .flat_map(|family| next_of(family, reference, pathways))
        .chain(to_be_ended(reference, pathways))
        .collect()
}

/// What returns count until its end is told, though nothing of it goes on: a death, an erasure or a closing stopped it.
pub(super) fn to_be_ended(reference: &str, pathways: &Pathways) -> Vec<Text> {
    let (second, sanctuary) = (&pathways.second_stage, &pathways.sanctuary);
    let goes_on = |what: &'static str, event| {
        text![what, " counts in returns until its end is recorded: ", act(event, reference)]
    };
    let is_counted = second.running().is_none() && second.not_ended().is_some();
    let second = is_counted.then(|| goes_on("Second stage", EventName::SecondStageEnded));
    let sanctuary =
        sanctuary.is_counted_on().then(|| goes_on("The sanctuary", EventName::SanctuaryEnded));
    second.into_iter().chain(sanctuary).collect()
}

/// What comes next on one of them.
pub(super) fn next_of(family: Family, reference: &str, pathways: &Pathways) -> Vec<Text> {
    match family {
        Family::Sanctuary => of_sanctuary(reference, &pathways.sanctuary),
        Family::SecondStage if pathways.second_stage.running().is_some() => {
            let level = act(EventName::SecondStageLevel, reference);
            let end = act(EventName::SecondStageEnded, reference);
            vec![text!["Second stage, up or down: ", level, "; when it ends: ", end]]
        }
        Family::Floating if pathways.floating.running().is_some() => {
            let contact = act(EventName::FloatingContact, reference);
            let end = act(EventName::FloatingEnded, reference);
            vec![text!["Floating support, after each contact: ", contact, "; to end: ", end]]
        }
        Family::Needs => needs(reference, pathways).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn needs(reference: &str, pathways: &Pathways) -> Option<Text> {
    let open = pathways.outcomes.needs().filter(|(.., need)| need.review.is_none()).count();
    let review = act(EventName::ProgressReviewed, reference);
    (open > 0).then(|| text![format!("Needs not reviewed yet ({open}): "), review])
}

/// The step that a sanctuary waits for; needs and plan beside it.
fn of_sanctuary(reference: &str, of: &Sanctuary) -> Vec<Text> {
    let step = |words: &'static str, event| text![words, act(event, reference)];
    let mut lines = match of.stage() {
        SanctuaryStage::None => return Vec::new(),
        SanctuaryStage::Ended if of.stopped.is_some() => return Vec::new(),
        SanctuaryStage::Ended => {
            return vec![text![
                "If they ask again, a new form names ",
                household(reference),
                " as the earlier referral: ",
                Action::new(Verb::Record(Act::Refer))
            ]];
        }
        SanctuaryStage::Determination => {
            return vec![step(
                "When Housing Solutions have decided: ",
                EventName::SanctuaryDetermined,
            )];
        }
        SanctuaryStage::Assessment => {
            vec![step("Begin the risk assessment: ", EventName::RiskAssessmentBegan)]
        }
        SanctuaryStage::Parts => parts(reference, of),
        SanctuaryStage::Agreement => {
            vec![step("Ask what of it they want: ", EventName::MeasuresAgreed)]
        }
        SanctuaryStage::Approval => {
            vec![step("Get the council's written approval (4.41): ", EventName::ApprovalGiven)]
        }
        SanctuaryStage::Fitting => {
            of.assessed().map(|done| fitting(reference, done)).into_iter().collect()
        }
        SanctuaryStage::Fitted => Vec::new(),
    };
    lines.extend(planning(reference, of));
    let ended = act(EventName::SanctuaryEnded, reference);
    let say = Action::new(Verb::SayUnsafe);
    lines.push(text!["If home is no longer safe, ", say, ": ", ended]);
    lines
}

/// The parts that are missing, or what the assessment recommends.
fn parts(reference: &str, of: &Sanctuary) -> Vec<Text> {
    let missing = missing_parts(of);
    if missing.is_empty() {
        let done = act(EventName::RiskAssessmentDone, reference);
        return vec![text!["All four parts are there; what it recommends: ", done]];
    }
    let part = act(EventName::RiskAssessmentPart, reference);
    vec![text![format!("Parts still missing: {}: ", missing.join(", ")), part]]
}

/// The parts that the newest assessment lacks.
pub(super) fn missing_parts(of: &Sanctuary) -> Vec<&'static str> {
    let newest = of.assessments.last();
    let lacks = |part: &&str| newest.is_none_or(|newest| !newest.has(part));
    PARTS.into_iter().filter(lacks).collect()
}

fn fitting(reference: &str, done: &Assessment) -> Text {
    let agreed = done.agreed();
    let left = agreed.iter().filter(|(of, _)| done.fitted(of).is_none());
    let left = listed(left.map(|(of, _)| measure(of)));
    text![format!("Still to be fitted: {left}: "), act(EventName::MeasureFitted, reference)]
}

fn planning(reference: &str, of: &Sanctuary) -> Option<Text> {
    let step = |words: &'static str, event| Some(text![words, act(event, reference)]);
    match of.plannings.last() {
        None if of.assessments.is_empty() => None,
        None => step("Assess their support needs: ", EventName::NeedsAssessed),
        Some(planning) if planning.planned.is_none() => {
            step("Make the support and safety plan: ", EventName::SupportPlanMade)
        }
        Some(_) => None,
    }
}
