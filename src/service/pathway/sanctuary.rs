//! Sanctuary: a home made safer, so that nobody needs to leave it (specification 4.35 to 4.41, 6.4).
//!
//! Housing Solutions determines who is eligible; then a risk assessment in four parts, the council's approval where it is
//! needed, what she agrees to, her needs and a plan, and each measure fitted. A new assessment may follow the first.

use super::clock::{Clock, ClockEnd, ClockName, Within};
use super::measure::{APPROVED_PENCE, is_higher_level};
use super::why_not::{Now, WhyNot, unless};
use crate::base::domain::redact;
use jiff::Timestamp;
use std::sync::Arc;

/// The four parts of a risk assessment, as events call them.
pub const PARTS: [&str; 4] = ["practitioner", "police", "fire", "housing"];

/// What happened.
#[derive(Clone)]
pub enum Event {
    /// She asks for it.
    Referred,
    /// Housing Solutions decided.
    Determined {
        /// She was accepted.
        accepted: bool,
    },
    /// The risk assessment began.
    AssessmentBegan,
    /// One of its four parts is there.
    AssessmentPart(&'static str),
    /// It is done.
    AssessmentDone(Finding),
    /// The council approved, or did not.
    Approval {
        /// It approved.
        granted: bool,
    },
    /// What she agreed to and what not.
    Agreed {
        /// Measures she wants.
        agreed: Vec<Arc<str>>,
        /// Measures she does not.
        refused: Vec<Arc<str>>,
    },
    /// What support she needs is assessed.
    NeedsAssessed,
    /// The support and safety plan is in place.
    PlanMade,
    /// A measure was fitted.
    Fitted(Arc<str>),
    /// It came to an end.
    Ended,
}

/// What a risk assessment recommends.
#[derive(Clone)]
pub struct Finding {
    /// The measures.
    pub measures: Vec<Arc<str>>,
    /// What they would cost, in pence.
    pub pence: u64,
}

/// A referral to Housing Solutions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// When it was made.
    pub at: Timestamp,
    /// When it was decided, and whether she was accepted.
    pub determined: Option<(Timestamp, bool)>,
}

/// A risk assessment and what followed from it.
#[derive(Clone)]
pub struct Assessment {
    /// When it began.
    pub began: Timestamp,
    /// The parts that are there.
    pub parts: Vec<(&'static str, Timestamp)>,
    /// When it was done, and what it recommends.
    pub done: Option<(Timestamp, Finding)>,
    /// What the council said, one after the other.
    pub approvals: Vec<(Timestamp, bool)>,
    /// What she said of each measure, one after the other.
    pub answers: Vec<(Arc<str>, Timestamp, bool)>,
    /// What was fitted.
    pub fitted: Vec<(Arc<str>, Timestamp)>,
}

/// Needs assessed, and the plan that followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planning {
    /// When needs were assessed.
    pub assessed: Timestamp,
    /// When the plan was in place.
    pub planned: Option<Timestamp>,
}

/// A home made safer, as far as it has come.
#[derive(Clone, Default)]
pub struct Sanctuary {
    /// Referrals to Housing Solutions, the last being the newest.
    pub requests: Vec<Request>,
    /// Risk assessments, the last being the newest.
    pub assessments: Vec<Assessment>,
    /// Assessments of needs, the last being the newest.
    pub plannings: Vec<Planning>,
    /// When it ended.
    pub ended: Option<Timestamp>,
}

redact!(Event, Finding, Assessment, Sanctuary);

/// What a sanctuary waits for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nobody asked for it, or it was declined.
    None,
    /// Housing Solutions decides.
    Determination,
    /// The risk assessment begins.
    Assessment,
    /// Its parts come in, or it is done.
    Parts,
    /// She says what she agrees to.
    Agreement,
    /// The council approves.
    Approval,
    /// Measures are fitted.
    Fitting,
    /// Everything that was agreed is fitted.
    Fitted,
    /// It has ended.
    Ended,
}

impl Stage {
    /// Its word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Determination => "determination",
            Self::Assessment => "assessment",
            Self::Parts => "parts",
            Self::Agreement => "agreement",
            Self::Approval => "approval",
            Self::Fitting => "fitting",
            Self::Fitted => "fitted",
            Self::Ended => "ended",
        }
    }
}

impl Assessment {
    /// Whether a part is there.
    pub fn has(&self, part: &str) -> bool {
        self.parts.iter().any(|(there, _)| *there == part)
    }

    /// Whether written approval is needed: above £100, or for any higher-level measure.
    pub fn needs_approval(&self) -> bool {
        let Some((_, finding)) = &self.done else { return false };
        let agreed = self.answers.iter().filter(|(.., yes)| *yes).map(|(measure, ..)| measure);
        let mut measures = finding.measures.iter().chain(agreed);
        finding.pence > APPROVED_PENCE || measures.any(|measure| is_higher_level(measure))
    }

    /// When the council's approval, the newest of what it said, was given.
    pub fn approved(&self) -> Option<Timestamp> {
        self.approvals.last().filter(|(_, granted)| *granted).map(|(at, _)| *at)
    }

    /// The measures she agreed to, each with when; what she refused afterwards is out.
    pub fn agreed(&self) -> Vec<(&Arc<str>, Timestamp)> {
        let mut agreed: Vec<(&Arc<str>, Timestamp)> = Vec::new();
        for (measure, at, yes) in &self.answers {
            let place = agreed.iter().position(|(other, _)| *other == measure);
            match (place, yes) {
                (None, true) => agreed.push((measure, *at)),
                (Some(place), false) => drop(agreed.remove(place)),
                _ => {}
            }
        }
        agreed
    }

    /// When a measure was fitted first.
    pub fn fitted(&self, measure: &Arc<str>) -> Option<Timestamp> {
        self.fitted.iter().find(|(other, _)| other == measure).map(|(_, at)| *at)
    }

    /// The latest of assessment, agreement and approval: from then on a measure may be fitted.
    fn fitted_from(&self, agreed: Timestamp) -> Option<Timestamp> {
        let (done, _) = self.done.as_ref()?;
        let latest = agreed.max(*done);
        if self.needs_approval() { Some(latest.max(self.approved()?)) } else { Some(latest) }
    }

    /// The clock of each measure agreed to; before everything that is needed is there none runs.
    fn clocks(&self, ended: Option<Timestamp>) -> Vec<Clock> {
        let clock = |(measure, agreed): (&Arc<str>, Timestamp)| {
            let met = self.fitted(measure).map(ClockEnd::Met);
            Some(Clock {
                name: ClockName::Fitting,
                measure: Some(measure.clone()),
                since: self.fitted_from(agreed)?,
                within: Within::WorkingDays(5),
                end: met.or(ended.map(ClockEnd::Stopped)),
            })
        };
        self.agreed().into_iter().filter_map(clock).collect()
    }
}

impl Sanctuary {
    /// Whether Housing Solutions accepted her.
    pub fn is_accepted(&self) -> bool {
        self.requests.last().and_then(|request| request.determined).is_some_and(|(_, yes)| yes)
    }

    /// Whether it was accepted and has not ended.
    pub fn is_running(&self) -> bool {
        self.is_accepted() && self.ended.is_none()
    }

    /// The newest assessment that is done: what may be fitted follows from it.
    pub fn assessed(&self) -> Option<&Assessment> {
        self.assessments.iter().rev().find(|assessment| assessment.done.is_some())
    }

    fn in_progress(&self) -> Option<&Assessment> {
        self.assessments.last().filter(|assessment| assessment.done.is_none())
    }

    /// What it waits for next, needs and plan apart.
    pub fn stage(&self) -> Stage {
        match self.requests.last().map(|request| request.determined) {
            None | Some(Some((_, false))) => return Stage::None,
            Some(None) => return Stage::Determination,
            Some(Some((_, true))) => {}
        }
        if self.ended.is_some() {
            return Stage::Ended;
        }
        let Some(newest) = self.assessments.last() else { return Stage::Assessment };
        if newest.done.is_none() {
            return Stage::Parts;
        }
        let agreed = newest.agreed();
        if newest.answers.is_empty() {
            Stage::Agreement
        } else if agreed.iter().all(|(measure, _)| newest.fitted(measure).is_some()) {
            Stage::Fitted
        } else if newest.needs_approval() && newest.approved().is_none() {
            Stage::Approval
        } else {
            Stage::Fitting
        }
    }

    pub(super) fn clocks(&self) -> Vec<Clock> {
        let mut clocks: Vec<Clock> =
            self.requests.iter().map(|request| self.to_assess(request)).collect();
        clocks.extend(self.plannings.iter().map(|planning| Clock {
            name: ClockName::SupportPlan,
            measure: None,
            since: planning.assessed,
            within: Within::WorkingDays(5),
            end: planning.planned.map(ClockEnd::Met).or(self.ended.map(ClockEnd::Stopped)),
        }));
        clocks.extend(self.assessments.iter().flat_map(|of| of.clocks(self.ended)));
        clocks
    }

    /// Begun within two working days of the referral; of one that was declined it stops with the decision.
    fn to_assess(&self, request: &Request) -> Clock {
        let declined = request.determined.filter(|(_, accepted)| !accepted);
        let begun = self.assessments.first().map(|first| ClockEnd::Met(first.began));
        let end = match declined {
            Some((at, _)) => Some(ClockEnd::Stopped(at)),
            None => begun.or(self.ended.map(ClockEnd::Stopped)),
        };
        let (name, within) = (ClockName::RiskAssessment, Within::WorkingDays(2));
        Clock { name, measure: None, since: request.at, within, end }
    }
}

pub(super) fn step(state: &Sanctuary, event: &Event, now: Now) -> Result<Sanctuary, WhyNot> {
    let mut next = state.clone();
    match event {
        Event::Referred => {
            unless(!now.in_danger, WhyNot::LifeInDanger)?;
            let is_decided = |request: &Request| request.determined.is_some();
            unless(state.requests.last().is_none_or(is_decided), WhyNot::NotYet)?;
            next.requests.push(Request { at: now.at, determined: None });
        }
        Event::Determined { accepted } => {
            let waiting = next.requests.last_mut().filter(|of| of.determined.is_none());
            waiting.ok_or(WhyNot::NotYet)?.determined = Some((now.at, *accepted));
        }
        event => {
            unless(state.is_accepted(), WhyNot::NotYet)?;
            unless(state.ended.is_none(), WhyNot::NotRunning)?;
            accepted(&mut next, event, now.at)?;
        }
    }
    Ok(next)
}

/// What happens once she was accepted.
fn accepted(next: &mut Sanctuary, event: &Event, at: Timestamp) -> Result<(), WhyNot> {
    match event {
        Event::AssessmentBegan => {
            // One that runs must be done before another begins.
            unless(next.in_progress().is_none(), WhyNot::NotYet)?;
            let (parts, approvals, answers, fitted) = Default::default();
            let done = None;
            next.assessments.push(Assessment {
                began: at,
                parts,
                done,
                approvals,
                answers,
                fitted,
            });
        }
        Event::AssessmentPart(part) => running(next)?.parts.push((part, at)),
        Event::AssessmentDone(finding) => {
            let assessment = running(next)?;
            let is_whole = PARTS.iter().all(|part| assessment.has(part));
            unless(is_whole, WhyNot::NotYet)?;
            assessment.done = Some((at, finding.clone()));
        }
        Event::NeedsAssessed => {
            unless(!next.assessments.is_empty(), WhyNot::NotYet)?;
            next.plannings.push(Planning { assessed: at, planned: None });
        }
        Event::PlanMade => {
            next.plannings.last_mut().ok_or(WhyNot::NotYet)?.planned.get_or_insert(at);
        }
        Event::Ended => next.ended = Some(at),
        event => assessed(next, event, at)?,
    }
    Ok(())
}

/// The assessment that is in progress.
fn running(next: &mut Sanctuary) -> Result<&mut Assessment, WhyNot> {
    let newest = next.assessments.last_mut().ok_or(WhyNot::NotYet)?;
    unless(newest.done.is_none(), WhyNot::NotRunning)?;
    Ok(newest)
}

/// What follows from an assessment that is done.
fn assessed(next: &mut Sanctuary, event: &Event, at: Timestamp) -> Result<(), WhyNot> {
    let newest = next.assessments.iter_mut().rev().find(|of| of.done.is_some());
    let assessment = newest.ok_or(WhyNot::NotYet)?;
    match event {
        Event::Approval { granted } => assessment.approvals.push((at, *granted)),
        Event::Agreed { agreed, refused } => {
            let yes = agreed.iter().map(|measure| (measure.clone(), at, true));
            let no = refused.iter().map(|measure| (measure.clone(), at, false));
            assessment.answers.extend(yes.chain(no));
        }
        Event::Fitted(measure) => {
            let agreed = assessment.agreed();
            let agreed = agreed.iter().find(|(other, _)| *other == measure);
            let (_, agreed) = agreed.ok_or(WhyNot::NotYet)?;
            assessment.fitted_from(*agreed).ok_or(WhyNot::NotYet)?;
            assessment.fitted.push((measure.clone(), at));
        }
        _ => {}
    }
    Ok(())
}
