//! The outlook as other software reads it, with each thing it rests on in words.

use super::recommendation::{Alternative, alternatives};
use crate::base::domain::Referral;
use crate::base::statistics::Portion;
use crate::desk::outlook::{self, Number};
use crate::engine::eligibility::Case;
use crate::engine::placement::Recommendation;
use crate::inputs::evidence::Provenance;
use crate::inputs::occupancy::OccupancyList;
use crate::presentation::render::terminal::command;
use crate::presentation::wording::outlook::in_short;
use crate::presentation::wording::{assumption, chance_in_words, day_in_full};
use schemars::JsonSchema;
use serde::Serialize;

/// What kind of answer there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A unit that suits is vacant now: `recommend` names it.
    FreeNow,
    /// Nothing that suits is vacant; the chances follow.
    Chance,
    /// Nothing of this estate could suit, whoever left.
    Never,
    /// Nothing can be said; the text says why.
    NotKnown,
}

/// A chance with its interval.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Share {
    /// Of the simulated fortnights, the share in which it came true.
    pub chance: f64,
    /// The least the chance may be under these assumptions: Wilson's interval, 95 in 100.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// In words: "about 6 in 10".
    pub said: String,
}

/// What may happen by a moment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Chance {
    /// Days from the moment asked about.
    pub days: u32,
    /// The moment they end: the same time of day in London.
    pub by: String,
    /// Its day in London: "Tuesday 24 November".
    pub day: String,
    /// A unit that suits comes free, and nobody before this household takes it.
    pub suits: Share,
    /// A unit that suits does, or one that somebody could decide on; null: nobody could decide on any.
    pub or_decision: Option<Share>,
}

/// The outlook in one reading of the evidence.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OutlookReading {
    /// The scenario.
    pub scenario: String,
    /// The reading of the evidence; empty where there is only one.
    pub reading: String,
    /// Households that it expects to need one of these units in the fortnight.
    pub others_ask: f64,
    /// Within 1, 3, 7 and 14 days.
    pub chances: Vec<Chance>,
    /// The numbers it rests on.
    pub numbers: Vec<Number>,
}

/// Something that is taken to be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Assumed {
    /// In words.
    pub text: String,
    /// How far it can be trusted.
    pub standing: Provenance,
}

/// The answer of `lintel outlook --format json`, and part of `recommend`'s where nothing is free.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Outlook {
    /// The household's pseudonym.
    pub reference: String,
    /// What kind of answer this is.
    pub answer: Answer,
    /// The answer in a sentence.
    pub text: String,
    /// The moment from which days count.
    pub from: String,
    /// When the occupancy was taken; null: not known.
    pub occupancy_as_of: Option<String>,
    /// Too old when it was asked, or of unknown age: ring and confirm.
    pub stale: bool,
    /// Whether the list of who lives where is there, and has as many rows as it should.
    pub occupancy_list: OccupancyList,
    /// A vacant unit waits for somebody's decision now.
    pub decision_now: bool,
    /// Households that wait and come before this one; null: no list of who waits.
    pub waiting_before: Option<usize>,
    /// Households that wait and come after it.
    pub waiting_after: Option<usize>,
    /// Simulated fortnights in each reading.
    pub histories: u32,
    /// One for each reading of the evidence; never averaged.
    pub readings: Vec<OutlookReading>,
    /// What else it takes to be so.
    pub assumes: Vec<Assumed>,
    /// Where else help is to be had tonight.
    pub alternatives: Vec<Alternative>,
}

impl Outlook {
    /// An outlook with its texts, beside what there is tonight.
    pub fn of(
        (case, referral): (&Case<'_>, &Referral),
        tonight: &Recommendation,
        outlook: &outlook::Outlook,
    ) -> Self {
        let assumed = |one: &outlook::Assumed| Assumed {
            text: assumption(&one.what).words(&command),
            standing: one.standing,
        };
        Self {
            reference: referral.reference.clone(),
            answer: Answer::of(&outlook.answer),
            text: in_short(outlook).words(&command),
            from: outlook.from.to_string(),
            occupancy_as_of: case.occupancy.snapshot.as_of.map(|as_of| as_of.to_string()),
            stale: tonight.stale,
            occupancy_list: case.occupancy.list(),
            decision_now: outlook.decision_now,
            waiting_before: outlook.waiting.map(|(before, _)| before),
            waiting_after: outlook.waiting.map(|(_, after)| after),
            histories: outlook.histories,
            readings: outlook.readings.iter().map(OutlookReading::of).collect(),
            assumes: outlook.assumes.iter().map(assumed).collect(),
            alternatives: alternatives(case, tonight),
        }
    }
}

impl Answer {
    fn of(answer: &outlook::Answer) -> Self {
        match answer {
            outlook::Answer::FreeNow => Self::FreeNow,
            outlook::Answer::Chance => Self::Chance,
            outlook::Answer::Never(_) => Self::Never,
            outlook::Answer::NotKnown(_) => Self::NotKnown,
        }
    }
}

impl OutlookReading {
    fn of(reading: &outlook::OutlookReading) -> Self {
        Self {
            scenario: reading.scenario.clone(),
            reading: reading.reading.clone(),
            others_ask: reading.others_ask,
            chances: reading.chances.iter().map(Chance::of).collect(),
            numbers: reading.numbers.clone(),
        }
    }
}

impl Chance {
    fn of(chance: &outlook::Chance) -> Self {
        Self {
            days: chance.days,
            by: chance.by.to_string(),
            day: day_in_full(chance.by).words,
            suits: Share::of(chance.suits),
            or_decision: chance.or_decision.map(Share::of),
        }
    }
}

impl Share {
    fn of(Portion { share, low, high }: Portion) -> Self {
        Self { chance: share, low, high, said: chance_in_words(share) }
    }
}
