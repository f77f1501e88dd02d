//! The quarterly return of the sanctuary scheme, 10.14 i to xii.

use super::amount::{Amount, median, quotient};
use super::counting::Counting;
use super::facts::slug;
use super::key::{CountedIn, Line, OfType};
use super::lists::{OTHER, closed, with_others};
use super::record::{Sanctuary, Step, Support};
use super::response_times;
use super::row::{Row, Standing};
use crate::base::domain::EventName;
use crate::service::pathway::MEASURES;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Every line.
pub fn sanctuary(of: &Counting<'_>) -> Vec<Row> {
    let homes = Homes { of };
    [
        homes.referrals(),
        homes.tenures(),
        homes.accepted(),
        homes.not_accepted(),
        homes.refused(),
        homes.requested(),
        homes.installed(),
        homes.costs(),
        response_times::rows(of),
        homes.support(),
    ]
    .concat()
}

const TENURES: [&str; 5] = ["social_rented", "private_rented", "owned", "jointly_owned", "other"];

/// Homes that are made safer, before a period.
struct Homes<'a> {
    of: &'a Counting<'a>,
}

/// A step with whose home it is.
type Made<'a> = (&'a Sanctuary, &'a Step);

impl Homes<'_> {
    /// Steps of a name in the period.
    fn steps(&self, name: EventName) -> impl Iterator<Item = Made<'_>> + '_ {
        let all = self.of.record.sanctuaries.iter();
        let steps = all.flat_map(|home| home.steps.iter().map(move |step| (home, step)));
        steps.filter(move |(_, step)| step.name == name && self.of.period.has(step.on.day))
    }

    fn names<'b>(&self, steps: impl IntoIterator<Item = Made<'b>>) -> Vec<String> {
        steps.into_iter().map(|(home, _)| self.of.record.reference(home.referral)).collect()
    }

    fn households<'b>(&self, steps: impl IntoIterator<Item = Made<'b>>) -> Vec<String> {
        self.of.named(steps.into_iter().map(|(home, _)| home.household))
    }

    /// i and ii: from other agencies, and by themselves.
    fn referrals(&self) -> Vec<Row> {
        let row = |line: Line, source: &str| {
            let from = self
                .steps(EventName::SanctuaryReferred)
                .filter(|(_, step)| text(step, "source") == Some(source));
            Row::counted((line, OfType::All), "all", CountedIn::Referral, self.names(from))
        };
        vec![row(Line::I, "agency"), row(Line::Ii, "self")]
    }

    /// iii: the tenure of the households referred.
    fn tenures(&self) -> Vec<Row> {
        let row = |tenure: &'static str| {
            let of = self.steps(EventName::SanctuaryReferred);
            let meant =
                of.filter(|(_, step)| tenure == "all" || text(step, "tenure") == Some(tenure));
            Row::counted(
                (Line::Iii, OfType::All),
                tenure,
                CountedIn::Household,
                self.households(meant),
            )
        };
        std::iter::once("all").chain(TENURES).map(row).collect()
    }

    /// iv: individuals accepted.
    fn accepted(&self) -> Vec<Row> {
        let mut people = BTreeSet::new();
        for (home, step) in
            self.steps(EventName::SanctuaryDetermined).filter(|(_, step)| flag(step, "accepted"))
        {
            let household = &self.of.record.households[home.household];
            let present = household.presence.iter().take_while(|of| of.on <= step.on).last();
            people.extend(present.into_iter().flat_map(|of| &of.people).map(|(who, _)| *who));
        }
        vec![Row::counted(
            (Line::Iv, OfType::All),
            "all",
            CountedIn::Individual,
            self.of.people(people),
        )]
    }

    /// v: why referrals were not accepted.
    fn not_accepted(&self) -> Vec<Row> {
        let declined: Vec<Made<'_>> = self
            .steps(EventName::SanctuaryDetermined)
            .filter(|(_, step)| !flag(step, "accepted"))
            .collect();
        let mut rows = vec![Row::counted(
            (Line::V, OfType::All),
            "all",
            CountedIn::Referral,
            self.names(declined.clone()),
        )];
        let words = words_of(&self.of.lists.words.not_accepted);
        rows.extend(words.iter().map(|word| {
            let of = declined
                .iter()
                .filter(|(_, step)| reason(&words, step.told.get("reason")) == *word);
            Row::counted(
                (Line::V, OfType::All),
                *word,
                CountedIn::Referral,
                self.names(of.copied()),
            )
        }));
        rows
    }

    /// vi: why measures were refused.
    fn refused(&self) -> Vec<Row> {
        let mut all = Vec::new();
        let words = words_of(&self.of.lists.words.refused);
        let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (home, step) in self.steps(EventName::MeasuresAgreed) {
            let name = self.of.record.reference(home.referral);
            for refusal in list(step, "refused") {
                let why = reason(&words, refusal.get("reason"));
                by_reason.entry(why).or_default().push(name.clone());
                all.push(name.clone());
            }
        }
        let row = |category: &str, names| {
            Row::counted((Line::Vi, OfType::All), category, CountedIn::Instance, names)
        };
        let reasons: Vec<Row> = words
            .iter()
            .map(|word| row(word, by_reason.remove(word).unwrap_or_default()))
            .collect();
        std::iter::once(row("all", all)).chain(reasons).collect()
    }

    /// vii: measures asked for, as the risk assessments recommend them.
    fn requested(&self) -> Vec<Row> {
        let asked = self.steps(EventName::RiskAssessmentDone).flat_map(|(home, step)| {
            let measures = list(step, "measures").iter().filter_map(Value::as_str);
            measures.map(move |said| (home, measure(said)))
        });
        self.measures(Line::Vii, &asked.collect::<Vec<_>>())
    }

    /// viii: measures installed.
    fn installed(&self) -> Vec<Row> {
        let fitted = self
            .steps(EventName::MeasureFitted)
            .map(|(home, step)| (home, measure(text(step, "measure").unwrap_or_default())));
        self.measures(Line::Viii, &fitted.collect::<Vec<_>>())
    }

    /// How many in all, of each, and for a household.
    fn measures(&self, line: Line, made: &[(&Sanctuary, &str)]) -> Vec<Row> {
        let name = |home: &Sanctuary| self.of.record.reference(home.referral);
        let row = |category: &str, counts, names| {
            Row::counted((line, OfType::All), category, counts, names)
        };
        let names: Vec<String> = made.iter().map(|(home, _)| name(home)).collect();
        let mut rows = vec![row("all", CountedIn::Instance, names)];
        let mut by_measure: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut by_household: BTreeMap<usize, u64> = BTreeMap::new();
        for (home, measure) in made {
            by_measure.entry(measure).or_default().push(name(home));
            *by_household.entry(home.household).or_default() += 1;
        }
        rows.extend(measures().map(|measure| {
            row(measure, CountedIn::Instance, by_measure.remove(measure).unwrap_or_default())
        }));
        let households = self.of.named(by_household.keys().copied());
        let numbers: Vec<u64> = by_household.into_values().collect();
        let n = u64::try_from(numbers.len()).unwrap_or(0);
        let figure = |category: &str, value: Option<Amount>| {
            row(category, CountedIn::Household, households.clone()).with_if_known(value)
        };
        let mean = figure("mean", quotient(numbers.iter().sum(), n));
        let most = figure("most", numbers.iter().max().copied().map(Amount::Whole));
        let middle = figure("median", median(numbers));
        rows.extend([row("all", CountedIn::Household, households.clone()), mean, middle, most]);
        rows
    }

    /// ix: what measures cost, materials and labour together. What support cost is in no event.
    fn costs(&self) -> Vec<Row> {
        let mut all = Vec::new();
        let (mut materials, mut labour) = (0, 0);
        let mut by_measure: BTreeMap<&str, (u64, Vec<String>)> = BTreeMap::new();
        for (home, step) in self.steps(EventName::MeasureFitted) {
            let name = self.of.record.reference(home.referral);
            let (of_materials, of_labour) =
                (pence(step, "materials_pence"), pence(step, "labour_pence"));
            let said = measure(text(step, "measure").unwrap_or_default());
            let of = by_measure.entry(said).or_default();
            of.0 += of_materials + of_labour;
            of.1.push(name.clone());
            materials += of_materials;
            labour += of_labour;
            all.push(name);
        }
        let row = |category: &str, names: Vec<String>, pence: u64| {
            Row::counted((Line::Ix, OfType::All), category, CountedIn::Pence, names).with(pence)
        };
        let mut rows = vec![
            row("all", all.clone(), materials + labour),
            row("materials", all.clone(), materials),
            row("labour", all, labour),
        ];
        rows.extend(measures().map(|measure| {
            let (pence, names) = by_measure.remove(measure).unwrap_or_default();
            row(measure, names, pence)
        }));
        rows.push(row("support", Vec::new(), 0).without(Standing::NotCollected));
        rows
    }

    /// xi and xii: who took up support, and of which types.
    fn support(&self) -> Vec<Row> {
        let given: Vec<_> = self
            .of
            .record
            .supports
            .iter()
            .filter(|given| self.of.period.has(given.day) && self.is_while_it_runs(given))
            .collect();
        let planned = self.steps(EventName::SupportPlanMade).map(|(home, _)| home.household);
        let took_up = planned.chain(given.iter().map(|of| of.household));
        let mut rows = vec![Row::counted(
            (Line::Xi, OfType::All),
            "all",
            CountedIn::Household,
            self.of.named(took_up),
        )];
        rows.extend(self.of.lists.support_types.iter().map(|kind| {
            let with = given.iter().filter(|of| of.types.iter().any(|of| **of == **kind));
            let names = self.of.named(with.map(|of| of.household));
            Row::counted((Line::Xii, OfType::All), kind.clone(), CountedIn::Household, names)
        }));
        rows
    }

    /// Whether support was given while a sanctuary of the household ran: from the day it was accepted to that of its end.
    fn is_while_it_runs(&self, given: &Support) -> bool {
        let homes = self.of.record.sanctuaries.iter();
        homes.filter(|home| home.household == given.household).any(|home| {
            let day = |is_it: &dyn Fn(&Step) -> bool| {
                home.steps.iter().find(|step| is_it(step)).map(|step| step.on.day)
            };
            let accepted =
                day(&|step| step.name == EventName::SanctuaryDetermined && flag(step, "accepted"));
            let ended = day(&|step| step.name == EventName::SanctuaryEnded);
            accepted.is_some_and(|began| began <= given.day)
                && ended.is_none_or(|end| given.day <= end)
        })
    }
}

/// The measures of the schedule, and `other`: what is typed for another goes to nobody.
fn measures() -> impl Iterator<Item = &'static str> {
    MEASURES.iter().map(|(word, ..)| *word).chain([OTHER])
}

/// A measure as a category.
fn measure(said: &str) -> &'static str {
    measures().find(|word| *word == said).unwrap_or(OTHER)
}

/// The words of a list as categories.
fn words_of(listed: &[String]) -> Vec<&str> {
    with_others(listed.iter().map(String::as_str))
}

/// A reason as a category: a word of the list, or `other`.
fn reason<'a>(words: &[&'a str], said: Option<&Value>) -> &'a str {
    closed(words, said.and_then(Value::as_str).and_then(slug).as_deref())
}

fn text<'a>(step: &'a Step, key: &str) -> Option<&'a str> {
    step.told.get(key)?.as_str()
}

fn flag(step: &Step, key: &str) -> bool {
    step.told.get(key).and_then(Value::as_bool).unwrap_or_default()
}

fn pence(step: &Step, key: &str) -> u64 {
    step.told.get(key).and_then(Value::as_u64).unwrap_or_default()
}

fn list<'a>(step: &'a Step, key: &str) -> &'a [Value] {
    step.told.get(key).and_then(Value::as_array).map_or(&[][..], |items| items)
}
