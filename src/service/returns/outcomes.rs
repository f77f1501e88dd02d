//! Outcomes of 10.9 and 10.10: of the people supported in the period, how many had a need in an area, and of those how many
//! came forward in it. Who was not looked at again stands apart.

use super::amount::percent;
use super::counting::Counting;
use super::key::{CountedIn, Line, OfType};
use super::row::Row;
use std::collections::BTreeMap;

/// The seven areas, in the order of the specification.
pub(super) const AREAS: [Line; 7] = [
    Line::ChoiceControl,
    Line::IncomeDebt,
    Line::MentalHealth,
    Line::UseOfTime,
    Line::SettledAccommodation,
    Line::HarmFromOthers,
    Line::SocialCapital,
];

/// Every area.
pub fn outcomes(of: &Counting<'_>) -> Vec<Row> {
    AREAS.into_iter().flat_map(|area| rows(of, area)).collect()
}

/// How a need stands at the period's end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    NotReviewed,
    Positive,
    NotPositive,
}

fn rows(of: &Counting<'_>, area: Line) -> Vec<Row> {
    let supported = of.supported.individuals.get(&None);
    let mut stands: BTreeMap<usize, Progress> = BTreeMap::new();
    let told = of.record.reviews.iter();
    for review in told.filter(|review| &*review.area == area.word() && review.day <= of.period.last)
    {
        if supported.is_some_and(|supported| supported.contains_key(&review.individual)) {
            let known = stands.entry(review.individual).or_insert(Progress::NotReviewed);
            // What was said last counts.
            *known = match review.is_positive {
                Some(true) => Progress::Positive,
                Some(false) => Progress::NotPositive,
                None => *known,
            };
        }
    }
    let who = |is_meant: &dyn Fn(Progress) -> bool| -> Vec<String> {
        of.people(stands.iter().filter(|(_, of)| is_meant(**of)).map(|(who, _)| *who))
    };
    let row = |category: &'static str, who| {
        Row::counted((area, OfType::All), category, CountedIn::Individual, who)
    };
    let everybody = of.people(supported.into_iter().flat_map(BTreeMap::keys).copied());
    let need = who(&|_| true);
    let positive = who(&|progress| progress == Progress::Positive);
    vec![
        row("supported", everybody.clone()),
        row("need", need.clone()),
        row("positive", positive.clone()),
        row("not_positive", who(&|progress| progress == Progress::NotPositive)),
        row("not_yet_reviewed", who(&|progress| progress == Progress::NotReviewed)),
        row("percent_with_need", need.clone()).with_if_known(percent(need.len(), everybody.len())),
        row("percent_positive", positive.clone())
            .with_if_known(percent(positive.len(), need.len())),
    ]
}
