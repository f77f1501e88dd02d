//! Sanctuary: a home made safer, so that nobody needs to leave it (specification 4.35 to 4.41, 6.4).
//!
//! Housing Solutions determines who is eligible; then a risk assessment in four parts, the council's approval where it is
//! needed, what she agrees to, her needs and a plan, and each measure fitted. A new assessment may follow the first.

use super::clock::{Clock, ClockEnd, ClockName, Within};
use super::measure::{APPROVED_PENCE, followed_as, is_higher_level};
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
    /// When it could be decided no more: her referral was closed, or she was placed.
    pub dropped: Option<Timestamp>,
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
    /// The clocks of what could be fitted, one after the other.
    pub fittings: Vec<Fitting>,
}

/// A measure that could be fitted from a moment on, until it was or could not be any more.
#[derive(Clone)]
pub struct Fitting {
    /// The measure.
    pub measure: Arc<str>,
    /// The latest of assessment, agreement and approval.
    pub since: Timestamp,
    /// How that ended; none: it is to be fitted.
    pub end: Option<ClockEnd>,
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
    /// When the household ended, which ends it too. Its own end may still be told.
    pub stopped: Option<Timestamp>,
}

redact!(Event, Finding, Assessment, Fitting, Sanctuary);

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
    fn begun(began: Timestamp) -> Self {
        let (parts, approvals, answers, fitted, fittings) = Default::default();
        Self { began, parts, done: None, approvals, answers, fitted, fittings }
    }

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

    /// The word by which a measure is known here: of one that the schedule does not name only `other` is kept, once the
    /// words are somebody's own and sealed.
    fn known_as(&self, said: &Arc<str>) -> Arc<str> {
        let agreed = self.agreed();
        let is_agreed = |word: &str| agreed.iter().any(|(other, _)| ***other == *word);
        let kept = followed_as(said);
        if !is_agreed(said) && is_agreed(kept) { Arc::from(kept) } else { said.clone() }
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

    /// What could be fitted now and is not, each with since when.
    fn to_fit(&self) -> Vec<(Arc<str>, Timestamp)> {
        let agreed =
            self.agreed().into_iter().filter(|(measure, _)| self.fitted(measure).is_none());
        agreed
            .filter_map(|(measure, agreed)| Some((measure.clone(), self.fitted_from(agreed)?)))
            .collect()
    }

    /// Ends the clocks of what was fitted or is to be fitted no more, and begins those of what may be fitted from now on.
    ///
    /// One that ended stays, so that what was late can be counted whatever happened to it afterwards.
    fn keep_clocks(&mut self, to_fit: &[(Arc<str>, Timestamp)], at: Timestamp) {
        let was_fitted: Vec<Arc<str>> = self.fitted.iter().map(|(of, _)| of.clone()).collect();
        for fitting in self.fittings.iter_mut().filter(|fitting| fitting.end.is_none()) {
            let goes_on = |(of, since): &(Arc<str>, Timestamp)| {
                (of, *since) == (&fitting.measure, fitting.since)
            };
            if !to_fit.iter().any(goes_on) {
                let is_met = was_fitted.contains(&fitting.measure);
                let end = if is_met { ClockEnd::Met(at) } else { ClockEnd::Stopped(at) };
                fitting.end = Some(end);
            }
        }
        for (measure, since) in to_fit {
            let runs = |of: &Fitting| of.end.is_none() && of.measure == *measure;
            if !self.fittings.iter().any(runs) {
                let (measure, since) = (measure.clone(), *since);
                self.fittings.push(Fitting { measure, since, end: None });
            }
        }
    }
}

impl Fitting {
    fn clock(&self) -> Clock {
        Clock {
            name: ClockName::Fitting,
            measure: Some(self.measure.clone()),
            since: self.since,
            within: Within::WorkingDays(5),
            end: self.end,
        }
    }
}

impl Sanctuary {
    /// Whether Housing Solutions accepted her.
    pub fn is_accepted(&self) -> bool {
        self.requests.last().and_then(|request| request.determined).is_some_and(|(_, yes)| yes)
    }

    /// Whether it was accepted and has not ended.
    pub fn is_running(&self) -> bool {
        self.is_accepted() && self.over().is_none()
    }

    /// When it ended, or the household.
    pub fn over(&self) -> Option<Timestamp> {
        self.stopped.or(self.ended)
    }

    /// Whether it is counted until its end is told, though the household has ended.
    pub fn is_counted_on(&self) -> bool {
        let is_fitted = self.assessments.iter().any(|of| !of.fitted.is_empty());
        is_fitted && self.stopped.is_some() && self.ended.is_none()
    }

    /// The household ended: nothing is decided, made or fitted any more.
    pub(super) fn stops(&mut self, at: Timestamp) -> bool {
        let is_open = !self.requests.is_empty() && self.over().is_none();
        if is_open {
            self.stopped = Some(at);
            keep_clocks(self, at);
        }
        is_open
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
        match self.requests.last() {
            None
            | Some(
                Request { determined: Some((_, false)), .. }
                | Request { determined: None, dropped: Some(_), .. },
            ) => return Stage::None,
            Some(Request { determined: None, .. }) if self.stopped.is_some() => return Stage::None,
            Some(Request { determined: None, .. }) => return Stage::Determination,
            Some(Request { determined: Some((_, true)), .. }) => {}
        }
        if self.over().is_some() {
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
        // What is told once nothing went on changes nothing.
        let in_time = |at: &Timestamp| self.stopped.is_none_or(|stopped| *at <= stopped);
        let stopped = self.over().map(ClockEnd::Stopped);
        clocks.extend(self.plannings.iter().map(|planning| Clock {
            name: ClockName::SupportPlan,
            measure: None,
            since: planning.assessed,
            within: Within::WorkingDays(5),
            end: planning.planned.filter(in_time).map(ClockEnd::Met).or(stopped),
        }));
        clocks.extend(self.assessments.iter().flat_map(|of| &of.fittings).map(Fitting::clock));
        clocks
    }

    /// Nobody can decide any more about what waits for a decision: the referral was closed, or she was placed.
    pub(super) fn drops_what_waits(&mut self, at: Timestamp) -> bool {
        let waits = |of: &&mut Request| of.determined.is_none() && of.dropped.is_none();
        let waiting = self.requests.last_mut().filter(waits);
        waiting.map(|request| request.dropped = Some(at)).is_some()
    }

    /// Begun within two working days of the referral; of one that was declined it stops with the decision, and of one
    /// about which nobody can decide any more with what made it so.
    fn to_assess(&self, request: &Request) -> Clock {
        let declined = request.determined.filter(|(_, accepted)| !accepted).map(|(at, _)| at);
        let in_time = |of: &&Assessment| self.stopped.is_none_or(|stopped| of.began <= stopped);
        let begun = self.assessments.first().filter(in_time);
        let begun = begun.map(|first| ClockEnd::Met(first.began));
        let end = match declined.or(request.dropped) {
            Some(at) => Some(ClockEnd::Stopped(at)),
            None => begun.or(self.over().map(ClockEnd::Stopped)),
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
            let is_decided =
                |request: &Request| request.determined.is_some() || request.dropped.is_some();
            unless(state.requests.last().is_none_or(is_decided), WhyNot::NotYet)?;
            next.requests.push(Request { at: now.at, determined: None, dropped: None });
            next.stopped = None;
        }
        Event::Determined { accepted } => {
            let waiting = next.requests.last_mut().filter(|of| of.determined.is_none());
            waiting.ok_or(WhyNot::NotYet)?.determined = Some((now.at, *accepted));
        }
        event => {
            unless(state.is_accepted(), WhyNot::NotYet)?;
            unless(state.ended.is_none(), WhyNot::NotRunning)?;
            accepted(&mut next, event, now.at)?;
            keep_clocks(&mut next, now.at);
        }
    }
    Ok(next)
}

/// Of the newest assessment that is done measures are to be fitted, as long as the sanctuary runs.
fn keep_clocks(next: &mut Sanctuary, at: Timestamp) {
    let newest = next.assessments.iter().rposition(|of| of.done.is_some());
    let newest = newest.filter(|_| next.over().is_none());
    for (place, assessment) in next.assessments.iter_mut().enumerate() {
        let to_fit = if newest == Some(place) { assessment.to_fit() } else { Vec::new() };
        assessment.keep_clocks(&to_fit, at);
    }
}

/// What happens once she was accepted.
fn accepted(next: &mut Sanctuary, event: &Event, at: Timestamp) -> Result<(), WhyNot> {
    match event {
        Event::AssessmentBegan => {
            // One that runs must be done before another begins.
            unless(next.in_progress().is_none(), WhyNot::NotYet)?;
            next.assessments.push(Assessment::begun(at));
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
            unless(!next.plannings.is_empty(), WhyNot::NotYet)?;
            // The plan is that of every assessment of needs before it.
            for planning in &mut next.plannings {
                planning.planned.get_or_insert(at);
            }
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
            let measure = assessment.known_as(measure);
            let agreed = assessment.agreed();
            let agreed = agreed.iter().find(|(other, _)| **other == measure);
            let (_, agreed) = agreed.ok_or(WhyNot::NotYet)?;
            assessment.fitted_from(*agreed).ok_or(WhyNot::NotYet)?;
            assessment.fitted.push((measure, at));
        }
        _ => {}
    }
    Ok(())
}
