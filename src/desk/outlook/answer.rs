//! The outlook as other software reads it, and each thing it rests on in words.
//!
//! Chances and what they assume; no unit, no resident, nothing of where anybody lives.

use super::fortnight::{Counts, DAYS, Question, order_of};
use super::said::in_words;
use crate::base::domain::calendar as london;
use crate::base::statistics::Portion;
use crate::engine::placement::Recommendation;
use crate::engine::placement::answer::Alternative;
use crate::inputs::estate::OccupancyList;
use crate::inputs::evidence::Provenance;
use crate::inputs::scenario::{Order, Scenario};
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
    /// Too old, or of unknown age: ring and confirm.
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
    /// The answer where nothing has to be simulated: something is free, or nobody knows who lives there.
    pub fn at_once(question: &Question<'_>, tonight: &Recommendation<'_>) -> Option<Self> {
        if !question.case.estate.occupancy_known {
            let why = "Nobody has said who lives where (there is no occupancy.csv), so nothing can be said of who may leave.";
            return Some(Self::not_known(question, tonight, why));
        }
        if question.case.referral.lead_is_under_16() {
            let text = "This young person is under 16: no unit here is to be waited for. Children's services must help tonight.";
            return Some(Self::bare(question, tonight, Answer::Never, text));
        }
        if tonight.options.is_empty() {
            return None;
        }
        let waiting = question.waiting.map(|_| question.before_and_after(Order::Priority));
        let text = match waiting {
            Some((before, _)) if before > 0 => {
                "A unit that suits is free now: lintel recommend names it. Others wait in front: lintel allocate says who may have what."
            }
            _ => "A unit that suits is free now: lintel recommend names it.",
        };
        Some(Self {
            waiting_before: waiting.map(|(before, _)| before),
            waiting_after: waiting.map(|(_, after)| after),
            ..Self::bare(question, tonight, Answer::FreeNow, text)
        })
    }

    /// Nothing can be said, and why.
    pub fn not_known(question: &Question<'_>, tonight: &Recommendation<'_>, why: &str) -> Self {
        Self::bare(question, tonight, Answer::NotKnown, why)
    }

    /// From what was counted in each reading.
    pub fn of(
        question: &Question<'_>,
        tonight: &Recommendation<'_>,
        counted: &[(&Scenario, Counts)],
    ) -> Self {
        if !counted.iter().any(|(_, counts)| counts.could_ever) {
            let text = "No unit of this provider could suit this household, whoever leaves: please do not have them wait for one. Ring round with them now.";
            return Self::bare(question, tonight, Answer::Never, text);
        }
        let readings: Vec<OutlookReading> =
            counted.iter().map(|(scenario, counts)| reading(question, scenario, counts)).collect();
        let text = sentence(&readings, !tonight.decisions.is_empty());
        let outlook = Self::bare(question, tonight, Answer::Chance, &text);
        let order = counted.first().map_or(Order::Priority, |(scenario, _)| order_of(scenario));
        let waiting = question.waiting.map(|_| question.before_and_after(order));
        Self {
            waiting_before: waiting.map(|(before, _)| before),
            waiting_after: waiting.map(|(_, after)| after),
            histories: question.histories,
            assumes: assumes(question, order, counted),
            readings,
            ..outlook
        }
    }

    fn bare(
        question: &Question<'_>,
        tonight: &Recommendation<'_>,
        answer: Answer,
        text: &str,
    ) -> Self {
        Self {
            reference: tonight.reference.clone(),
            answer,
            text: text.to_owned(),
            from: question.from().to_string(),
            occupancy_as_of: tonight.occupancy_as_of.clone(),
            stale: tonight.stale,
            occupancy_list: tonight.occupancy_list,
            decision_now: !tonight.decisions.is_empty(),
            waiting_before: None,
            waiting_after: None,
            histories: 0,
            readings: Vec::new(),
            assumes: Vec::new(),
            alternatives: tonight.alternatives.clone(),
        }
    }
}

fn reading(question: &Question<'_>, scenario: &Scenario, counts: &Counts) -> OutlookReading {
    let chances = DAYS.into_iter().enumerate().map(|(k, days)| {
        let by = question.by(days);
        Chance {
            days,
            by: by.to_string(),
            day: london::in_london(by).strftime("%A %-d %B").to_string(),
            suits: share(counts.suits[k], counts.histories),
            or_decision: counts.or_decision.map(|counted| share(counted[k], counts.histories)),
        }
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

fn share(came_true: u32, histories: u32) -> Share {
    let chance = f64::from(came_true) / f64::from(histories.max(1));
    let Portion { low, high, .. } = Portion::new(chance, u64::from(histories));
    Share { chance, low, high, said: in_words(chance) }
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

/// "A unit that suits comes free by Tuesday 24 November: about 6 in 10", in each reading; a decision that could
/// be asked for is never kept back.
fn sentence(readings: &[OutlookReading], decision_now: bool) -> String {
    const A_WEEK: u32 = 7;
    let week = |reading: &OutlookReading| {
        let chance = reading.chances.iter().find(|chance| chance.days == A_WEEK)?;
        Some((reading.reading.clone(), chance.clone()))
    };
    let weeks: Vec<(String, Chance)> = readings.iter().filter_map(week).collect();
    let Some((_, Chance { day, .. })) = weeks.first() else { return String::new() };
    let suits = in_each(&weeks, |chance| Some(&chance.suits));
    if decision_now {
        return format!(
            "A vacant unit could be decided on now: ask that first, lintel recommend says whom. Without any decision one that suits comes free by {day}: {suits}."
        );
    }
    let decided = in_each(&weeks, |chance| chance.or_decision.as_ref());
    if decided.is_empty() || decided == suits {
        return format!("A unit that suits comes free by {day}: {suits}.");
    }
    format!(
        "A unit that suits comes free by {day}: {suits}; one that suits or that somebody could decide on: {decided}."
    )
}

/// Said once where all readings say the same.
fn in_each(weeks: &[(String, Chance)], share: impl Fn(&Chance) -> Option<&Share>) -> String {
    let said: Vec<(&str, &str)> = weeks
        .iter()
        .filter_map(|(reading, chance)| Some((reading.as_str(), share(chance)?.said.as_str())))
        .collect();
    match said.as_slice() {
        [] => String::new(),
        [(_, first), others @ ..] if others.iter().all(|(_, other)| other == first) => {
            (*first).to_owned()
        }
        all => {
            let each = all
                .iter()
                .map(|(reading, said)| format!("{said} (reading \u{201c}{reading}\u{201d})"));
            each.collect::<Vec<_>>().join(" or ")
        }
    }
}

fn assumes(question: &Question<'_>, order: Order, counted: &[(&Scenario, Counts)]) -> Vec<Assumed> {
    let assumed = |text: String| Assumed { text, standing: Provenance::Assumed };
    let mut list =
        vec![leaving(counted), assumed(waits(question, order)), assumed(patience(counted))];
    let outstayed = counted.iter().map(|(_, counts)| counts.outstayed).max().unwrap_or(0);
    if outstayed > 0 {
        list.push(assumed(format!("Residents who have stayed longer than any stay the scenario knows ({outstayed}) are not counted on to leave.")));
    }
    list.push(assumed(match question.case.estate.provider.occupancy.as_of {
        Some(_) => "Nobody has come or left since the list of who lives where was made.".to_owned(),
        None => "The list of who lives where, whose age is not known, is right.".to_owned(),
    }));
    if counted.iter().any(|(scenario, _)| scenario.move_on_homes.is_some()) {
        list.push(assumed("Homes to move on to come at random, and go to whoever has been ready longest. Who is ready is a guess from how long each has stayed.".to_owned()));
    }
    list.extend(stands_empty(question, counted).map(assumed));
    list.extend(question.borrowed_from.map(|estate| {
        assumed(format!("The scenario was written for another estate (\u{201c}{estate}\u{201d}): how many ask and how long they stay is taken from there."))
    }));
    if question.case.referral.has_somebody_to_keep_apart() {
        list.push(assumed(
            "Anybody to be kept apart is taken to stay where they are for the fortnight."
                .to_owned(),
        ));
    }
    list.push(assumed(format!("The intervals say what {} simulated fortnights allow, 95 times in 100. They do not say how wrong the assumptions may be; the readings show part of it.", question.histories)));
    list
}

fn stands_empty(question: &Question<'_>, counted: &[(&Scenario, Counts)]) -> Option<String> {
    let scenarios = counted.iter().map(|(scenario, _)| scenario.turnaround_nights).max();
    let (nights, who) = match question.turnaround_nights() {
        Some(nights) => (nights, "the provider"),
        None => (scenarios?, "the scenario"),
    };
    let night = if nights == 1 { "night" } else { "nights" };
    (nights > 0).then(|| format!("Once somebody leaves, a unit stands empty for {nights} {night} before it can be offered, as {who} says."))
}

/// Residents leave as assumed; no better known than the least of its numbers.
fn leaving(counted: &[(&Scenario, Counts)]) -> Assumed {
    let about_stays = |key: &str| key.starts_with("stay") || key.starts_with("move_on");
    let all = counted.iter().flat_map(|(scenario, _)| numbers(scenario));
    let standing = all.filter(|number| about_stays(&number.key)).map(|number| number.standing);
    Assumed {
        text: "Residents leave as the scenario assumes, the time each has stayed already taken into account. Nobody here knows who will leave, or when.".to_owned(),
        standing: standing.max_by_key(|standing| *standing as u8).unwrap_or(Provenance::Assumed),
    }
}

fn waits(question: &Question<'_>, order: Order) -> String {
    let (before, after) = question.before_and_after(order);
    let order = match order {
        Order::Priority => {
            "Danger now comes first, then high risk (DASH 14 or more, or not asked), then who asked first."
        }
        Order::Arrival => "Whoever asked first comes first.",
    };
    match question.waiting {
        None => format!("{order} Nobody else is known to wait: give the list with --waiting."),
        Some(_) => format!("{order} Waiting before this household: {before}; after it: {after}."),
    }
}

fn patience(counted: &[(&Scenario, Counts)]) -> String {
    let said = counted.iter().find_map(|(scenario, _)| scenario.waiting.as_ref());
    match said.map(|waiting| waiting.patience.limit()) {
        Some(Some(patience)) => format!(
            "Others go on asking; those who find nothing wait {} days on average before they give up. This household waits the whole fortnight.",
            patience.mean_days
        ),
        Some(None) => "Others go on asking, and those who find nothing wait as this household does: nobody gives up within the fortnight.".to_owned(),
        None => "Others go on asking. The scenario has nobody wait; here those who find nothing wait as this household does, and nobody gives up within the fortnight, so the chance is told rather too low.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_at_most_two_points_to_either_side() {
        let n = super::super::HISTORIES;
        let half = share(n.div_euclid(2), n);
        assert!(half.high - half.low <= 0.04, "{} to {}", half.low, half.high);
    }
}
