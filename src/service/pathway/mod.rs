//! Support beside a bed, and a home made safer: each pathway's state, and what one more event makes of it.
//!
//! Contracts section 11. A file a pathway, each with a `step`: the next state, or why the event cannot have happened.
//! States keep when each thing happened, so that every clock, open or met, can be told from them (`clock`). Not here:
//! whether a referral may have a pathway at all, and who belongs to its household (`register`).

mod budget;
mod clock;
mod counselling;
mod floating;
mod measure;
mod outcomes;
mod sanctuary;
mod second_stage;
mod support;
mod why_not;

pub use budget::{Budget, Event as BudgetEvent};
pub use clock::{Clock, ClockEnd, ClockName, ClockStanding};
pub use counselling::{Counselling, Course, Event as CounsellingEvent};
pub use floating::{Event as FloatingEvent, Floating};
pub use measure::{
    APPROVED_PENCE, Level as MeasureLevel, MEASURES, Measure, NOT_ACCEPTED, NOT_WANTED,
    followed_as, is_higher_level, level_of,
};
pub use outcomes::{AREAS, Event as OutcomesEvent, Need, Outcomes};
pub use sanctuary::{
    Assessment, Event as SanctuaryEvent, Finding, Fitting, PARTS, Sanctuary,
    Stage as SanctuaryStage,
};
pub use second_stage::{CASELOAD, Event as SecondStageEvent, LEVELS, SecondStage};
pub use support::Support;
pub use why_not::{Now, WhyNot};

use crate::base::domain::redact;
use jiff::Timestamp;

/// What happened on a pathway.
#[derive(Clone)]
pub enum Event {
    /// A home is to be made safer.
    Sanctuary(SanctuaryEvent),
    /// Support on the way to a home of one's own.
    SecondStage(SecondStageEvent),
    /// Support at home.
    Floating(FloatingEvent),
    /// Counselling and therapy.
    Counselling(CounsellingEvent),
    /// A personal budget.
    Budget(BudgetEvent),
    /// Needs, and what became of them.
    Outcomes(OutcomesEvent),
    /// Somebody was given support.
    Supported,
    /// What somebody needs support with was written down.
    NeedsTold,
}

/// Every pathway of one referral.
#[derive(Clone, Default)]
pub struct Pathways {
    /// A home made safer.
    pub sanctuary: Sanctuary,
    /// Second stage and move-on.
    pub second_stage: SecondStage,
    /// Floating support.
    pub floating: Floating,
    /// Counselling, by person.
    pub counselling: Counselling,
    /// The personal budget.
    pub budget: Budget,
    /// Needs and reviews.
    pub outcomes: Outcomes,
    /// When support was given.
    pub support: Support,
}

redact!(Event, Pathways);

/// The pathways after one more event.
///
/// # Errors
/// Why it cannot have happened.
pub fn step(state: &Pathways, event: &Event, now: Now) -> Result<Pathways, WhyNot> {
    let mut next = state.clone();
    match event {
        Event::Sanctuary(event) => next.sanctuary = sanctuary::step(&state.sanctuary, event, now)?,
        Event::SecondStage(event) => {
            next.second_stage = second_stage::step(&state.second_stage, event, now.at)?;
        }
        Event::Floating(event) => {
            next.floating = floating::step(&state.floating, *event, now.at)?;
        }
        Event::Counselling(event) => {
            next.counselling = counselling::step(&state.counselling, event, now.at)?;
        }
        Event::Budget(event) => next.budget = budget::step(&state.budget, event)?,
        Event::Outcomes(event) => next.outcomes = outcomes::step(&state.outcomes, event, now.at)?,
        Event::Supported => next.support = support::step(&state.support, now.at),
        Event::NeedsTold => {}
    }
    Ok(next)
}

impl Pathways {
    /// The same once the referral is closed without a bed of ours: nothing goes on, and nothing is due any more.
    /// None: nothing ran.
    pub fn closed(&self, at: Timestamp) -> Option<Self> {
        let mut next = self.clone();
        let stopped = [next.sanctuary.drops_what_waits(at), next.stops(at)];
        stopped.contains(&true).then_some(next)
    }

    /// The same once the household ended, by a death or since it was erased: no home is made safer either. None: nothing ran.
    pub fn over(&self, at: Timestamp) -> Option<Self> {
        let mut next = self.clone();
        let stopped = [next.sanctuary.stops(at), next.stops(at)];
        stopped.contains(&true).then_some(next)
    }

    /// Support that runs stops; whether any did.
    fn stops(&mut self, at: Timestamp) -> bool {
        let stopped = [
            self.second_stage.stops(at),
            self.floating.stops(at),
            self.counselling.stops(),
            self.budget.stops(),
        ];
        stopped.contains(&true)
    }

    /// The same once they live here: nobody decides any more about a sanctuary that was asked for. None: none was.
    pub fn placed(&self, at: Timestamp) -> Option<Self> {
        let mut next = self.clone();
        next.sanctuary.drops_what_waits(at).then_some(next)
    }

    /// Every clock that ever ran here, open ones and those that have stopped, in the order in which they began.
    pub fn clocks(&self) -> Vec<Clock> {
        let mut clocks = self.sanctuary.clocks();
        clocks.extend(self.second_stage.clocks());
        clocks.sort_by_key(|clock| clock.since);
        clocks
    }
}

#[cfg(test)]
mod tests;
