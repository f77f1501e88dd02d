//! What an outlook comes to: chances, and each thing that they take to be so.
//!
//! No unit, no resident, nothing of where anybody lives. Not here: what is said of it (`wording`).

use super::fortnight::{Counts, DAYS, OutlookQuestion, order_of};
use crate::base::statistics::Portion;
use crate::engine::placement::Recommendation;
use crate::inputs::evidence::Provenance;
use crate::inputs::scenario::{Order, Scenario};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// What kind of answer there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A unit that suits is vacant now.
    FreeNow,
    /// Nothing that suits is vacant; the chances follow.
    Chance,
    /// Nothing of this estate could suit, whoever left.
    Never(Never),
    /// Nothing can be said.
    NotKnown(NotKnown),
}

/// Why no unit is to be waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Never {
    /// Whoever asks is under 16.
    TooYoung,
    /// No unit could suit this household.
    NothingSuits,
}

/// Why nothing can be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotKnown {
    /// There is no list of who lives where.
    WhoLivesWhere,
    /// Something that it needs could not be opened or read; what the reader said of it.
    Failed(String),
}

/// What may happen by a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// Days from the moment asked about.
    pub days: u32,
    /// The moment they end: the same time of day in London.
    pub by: Timestamp,
    /// A unit that suits comes free, and nobody before this household takes it.
    pub suits: Portion,
    /// A unit that suits does, or one that somebody could decide on; none: nobody could decide on any.
    pub or_decision: Option<Portion>,
}

/// A number of the scenario that this outlook rests on.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Number {
    /// Its key in the scenario.
    pub key: String,
    /// Its value.
    pub value: f64,
    /// The figure of the evidence it cites; null: given by the scenario.
    pub evidence: Option<String>,
    /// How far it can be trusted.
    pub standing: Provenance,
    /// Where it comes from.
    pub source: String,
}

/// The outlook in one reading of the evidence.
#[derive(Debug, Clone, PartialEq)]
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

/// Who says how long a unit stands empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidBy {
    /// The provider.
    Provider,
    /// The scenario.
    Scenario,
}

/// What others who find nothing do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OthersWait {
    /// They give up after so many days on average.
    SoManyDays(f64),
    /// They wait on.
    Throughout,
    /// They wait on, although the scenario has nobody wait.
    AlthoughNobodyDoes,
}

/// Something that is taken to be so.
#[derive(Debug, Clone, PartialEq)]
pub enum Assumption {
    /// Residents leave as the scenario says.
    Leaving,
    /// In which order those who wait are thought of, and how many come before and after; none: no list of them is known.
    Order(Order, Option<(usize, usize)>),
    /// What others who find nothing do.
    OthersWait(OthersWait),
    /// So many residents have stayed longer than any stay that is known: they are not counted on to leave.
    Outstayed(usize),
    /// Nobody has come or left since the list of who lives where was made.
    ListStillHolds,
    /// The list of who lives where is right, whatever its age.
    ListIsRight,
    /// Homes to move on to come at random.
    HomesComeAtRandom,
    /// A unit stands empty for so many nights.
    StandsEmpty(u32, SaidBy),
    /// The scenario was written for another estate.
    BorrowedFrom(String),
    /// Anybody to be kept apart stays where they are.
    ApartStay,
    /// Intervals say what so many fortnights allow, and not how wrong the assumptions may be.
    Intervals(u32),
}

/// Something that is taken to be so, and how far it can be trusted.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumed {
    /// What.
    pub what: Assumption,
    /// How far.
    pub standing: Provenance,
}

/// When a unit may come free for one household.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// What kind of answer this is.
    pub answer: Answer,
    /// The moment from which days count.
    pub from: Timestamp,
    /// A vacant unit waits for somebody's decision now.
    pub decision_now: bool,
    /// Households that wait and come before this one, and after it; none: no list of who waits.
    pub waiting: Option<(usize, usize)>,
    /// Simulated fortnights in each reading.
    pub histories: u32,
    /// One for each reading of the evidence; never averaged.
    pub readings: Vec<OutlookReading>,
    /// What else it takes to be so.
    pub assumes: Vec<Assumed>,
}

impl Outlook {
    /// The answer where nothing has to be simulated: something is free, or nobody knows who lives there.
    pub fn at_once(question: &OutlookQuestion<'_>, tonight: &Recommendation) -> Option<Self> {
        let bare = |answer| Self::bare(question, tonight, answer);
        if !question.case.occupancy.is_known() {
            return Some(bare(Answer::NotKnown(NotKnown::WhoLivesWhere)));
        }
        if question.case.household.lead_is_under_16() {
            return Some(bare(Answer::Never(Never::TooYoung)));
        }
        let waiting = question.waiting.map(|_| question.before_and_after(Order::Priority));
        (!tonight.options.is_empty()).then(|| Self { waiting, ..bare(Answer::FreeNow) })
    }

    /// Nothing can be said, and why.
    pub fn not_known(
        question: &OutlookQuestion<'_>,
        tonight: &Recommendation,
        why: String,
    ) -> Self {
        Self::bare(question, tonight, Answer::NotKnown(NotKnown::Failed(why)))
    }

    /// From what was counted in each reading.
    pub fn of(
        question: &OutlookQuestion<'_>,
        tonight: &Recommendation,
        counted: &[(&Scenario, Counts)],
    ) -> Self {
        if !counted.iter().any(|(_, counts)| counts.could_ever) {
            return Self::bare(question, tonight, Answer::Never(Never::NothingSuits));
        }
        let readings = counted.iter().map(|(scenario, counts)| reading(question, scenario, counts));
        let order = counted.first().map_or(Order::Priority, |(scenario, _)| order_of(scenario));
        Self {
            waiting: question.waiting.map(|_| question.before_and_after(order)),
            histories: question.histories,
            assumes: assumes(question, order, counted),
            readings: readings.collect(),
            ..Self::bare(question, tonight, Answer::Chance)
        }
    }

    fn bare(question: &OutlookQuestion<'_>, tonight: &Recommendation, answer: Answer) -> Self {
        Self {
            answer,
            from: question.from(),
            decision_now: !tonight.decisions.is_empty(),
            waiting: None,
            histories: 0,
            readings: Vec::new(),
            assumes: Vec::new(),
        }
    }
}

fn reading(question: &OutlookQuestion<'_>, scenario: &Scenario, counts: &Counts) -> OutlookReading {
    let chances = DAYS.into_iter().enumerate().map(|(k, days)| Chance {
        days,
        by: question.by(days),
        suits: portion(counts.suits[k], counts.histories),
        or_decision: counts.or_decision.map(|counted| portion(counted[k], counts.histories)),
    });
    let days = f64::from(DAYS.into_iter().max().unwrap_or_default());
    OutlookReading {
        scenario: scenario.name.clone(),
        reading: scenario.reading.clone(),
        others_ask: scenario.arrivals.per_day() * days,
        chances: chances.collect(),
        numbers: numbers(scenario),
    }
}

fn portion(came_true: u32, histories: u32) -> Portion {
    Portion::new(f64::from(came_true) / f64::from(histories.max(1)), u64::from(histories))
}

/// Keys of the numbers that an outlook rests on: of the others who ask only how many, and for how long anybody
/// stays or waits.
const RESTS_ON: [&str; 8] = [
    "arrivals",
    "stay",
    "stay_factor",
    "move_on",
    "move_on_homes",
    "waiting",
    "turnaround_nights",
    "repairs",
];

fn numbers(scenario: &Scenario) -> Vec<Number> {
    let rests_on = |key: &str| RESTS_ON.contains(&key.split('.').next().unwrap_or_default());
    let assumptions = scenario.assumptions.iter().filter(|assumption| rests_on(&assumption.key));
    assumptions
        .map(|assumption| Number {
            key: assumption.key.clone(),
            value: assumption.value,
            evidence: assumption.evidence.clone(),
            standing: assumption.standing,
            source: assumption.source.clone(),
        })
        .collect()
}

fn assumes(
    question: &OutlookQuestion<'_>,
    order: Order,
    counted: &[(&Scenario, Counts)],
) -> Vec<Assumed> {
    let waiting = question.waiting.map(|_| question.before_and_after(order));
    let outstayed = counted.iter().map(|(_, counts)| counts.outstayed).max().unwrap_or(0);
    let list = match question.case.occupancy.snapshot.as_of {
        Some(_) => Assumption::ListStillHolds,
        None => Assumption::ListIsRight,
    };
    let homes = counted.iter().any(|(scenario, _)| scenario.move_on_homes.is_some());
    let borrowed = question.borrowed_from.map(str::to_owned);
    let apart = question.case.household.has_somebody_to_keep_apart();
    let assumed = [
        Some(Assumption::Order(order, waiting)),
        Some(Assumption::OthersWait(others_wait(counted))),
        (outstayed > 0).then_some(Assumption::Outstayed(outstayed)),
        Some(list),
        homes.then_some(Assumption::HomesComeAtRandom),
        stands_empty(question, counted),
        borrowed.map(Assumption::BorrowedFrom),
        apart.then_some(Assumption::ApartStay),
        Some(Assumption::Intervals(question.histories)),
    ];
    let assumed = assumed.into_iter().flatten();
    let assumed = assumed.map(|what| Assumed { what, standing: Provenance::Assumed });
    std::iter::once(leaving(counted)).chain(assumed).collect()
}

fn stands_empty(
    question: &OutlookQuestion<'_>,
    counted: &[(&Scenario, Counts)],
) -> Option<Assumption> {
    let scenarios = counted.iter().map(|(scenario, _)| scenario.turnaround_nights).max();
    let (nights, by) = match question.turnaround_nights() {
        Some(nights) => (nights, SaidBy::Provider),
        None => (scenarios?, SaidBy::Scenario),
    };
    (nights > 0).then_some(Assumption::StandsEmpty(nights, by))
}

/// Residents leave as assumed; no better known than the least of its numbers.
fn leaving(counted: &[(&Scenario, Counts)]) -> Assumed {
    let about_stays = |key: &str| key.starts_with("stay") || key.starts_with("move_on");
    let all = counted.iter().flat_map(|(scenario, _)| numbers(scenario));
    let standing = all.filter(|number| about_stays(&number.key)).map(|number| number.standing);
    Assumed {
        what: Assumption::Leaving,
        standing: standing.max_by_key(|standing| *standing as u8).unwrap_or(Provenance::Assumed),
    }
}

fn others_wait(counted: &[(&Scenario, Counts)]) -> OthersWait {
    let said = counted.iter().find_map(|(scenario, _)| scenario.waiting.as_ref());
    match said.map(|waiting| waiting.patience.limit()) {
        Some(Some(patience)) => OthersWait::SoManyDays(patience.mean_days),
        Some(None) => OthersWait::Throughout,
        None => OthersWait::AlthoughNobodyDoes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_at_most_two_points_to_either_side() {
        let n = super::super::HISTORIES;
        let half = portion(n.div_euclid(2), n);
        assert!(half.high - half.low <= 0.04, "{} to {}", half.low, half.high);
    }
}
