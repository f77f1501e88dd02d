//! Clocks: what must be done within how many working days or months, and whether it was.
//!
//! Contracts section 11. The day something is received is day 0; within five working days is until the end of the fifth.
//! Where the table of bank holidays ends, the answer is "not known".

use crate::base::domain::calendar::london_day;
use crate::base::domain::redact;
use crate::base::domain::working_days;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use std::sync::Arc;

/// What must be done in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClockName {
    /// The risk assessment is begun.
    RiskAssessment,
    /// The support and safety plan is in place.
    SupportPlan,
    /// A measure is fitted.
    Fitting,
    /// Second stage support ends, or is extended.
    SecondStage,
}

impl ClockName {
    /// Its word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::RiskAssessment => "risk_assessment",
            Self::SupportPlan => "support_plan",
            Self::Fitting => "fitting",
            Self::SecondStage => "second_stage",
        }
    }

    /// The clause of the specification that asks for it.
    pub fn clause(self) -> &'static str {
        match self {
            Self::RiskAssessment => "4.41 a",
            Self::SupportPlan => "4.41 b",
            Self::Fitting => "4.41 c",
            Self::SecondStage => "4.15",
        }
    }
}

/// How long it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Working days of England.
    WorkingDays(u16),
    /// Calendar months.
    Months(u8),
}

/// How a clock ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockEnd {
    /// What it waits for was done.
    Met(Timestamp),
    /// Nothing needs to be done any more.
    Stopped(Timestamp),
}

/// Something that must be done in time.
#[derive(Clone)]
pub struct Clock {
    /// What must be done.
    pub name: ClockName,
    /// The measure to be fitted.
    pub measure: Option<Arc<str>>,
    /// From when it runs.
    pub since: Timestamp,
    /// How long.
    pub within: Within,
    /// How it ended; none: it runs.
    pub end: Option<ClockEnd>,
}

redact!(Clock);

/// How a clock stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClockStanding {
    /// Its day is over.
    Late,
    /// It is due today or on the next working day.
    Soon,
    /// It is due later.
    Due,
    /// The table of bank holidays does not reach its day.
    NotKnown,
    /// It was done in time, or needed no more.
    Kept,
    /// It was done, or needed no more, only after its day.
    KeptLate,
}

impl ClockStanding {
    /// Its word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Soon => "soon",
            Self::Due => "due",
            Self::NotKnown => "not_known",
            Self::Kept => "kept",
            Self::KeptLate => "kept_late",
        }
    }
}

impl Clock {
    /// The last day on which it is in time; none: not known.
    pub fn due(&self) -> Option<Date> {
        let day = london_day(self.since);
        match self.within {
            Within::WorkingDays(days) => working_days::after(day, days),
            Within::Months(months) => day.checked_add(Span::new().months(i64::from(months))).ok(),
        }
    }

    /// Whether it still runs.
    pub fn is_open(&self) -> bool {
        self.end.is_none()
    }

    /// How it stands at a moment.
    pub fn standing(&self, now: Timestamp) -> ClockStanding {
        let Some(due) = self.due() else { return ClockStanding::NotKnown };
        if let Some(ClockEnd::Met(at) | ClockEnd::Stopped(at)) = self.end {
            let in_time = london_day(at) <= due;
            return if in_time { ClockStanding::Kept } else { ClockStanding::KeptLate };
        }
        let today = london_day(now);
        let next = working_days::after(today, 1).unwrap_or(today);
        match due {
            due if due < today => ClockStanding::Late,
            due if due <= next => ClockStanding::Soon,
            _ => ClockStanding::Due,
        }
    }

    /// The working days it took until what it waits for was done; none: it was not, or they are not known.
    pub fn working_days(&self) -> Option<u32> {
        let Some(ClockEnd::Met(at)) = self.end else { return None };
        working_days::between(london_day(self.since), london_day(at))
    }
}
