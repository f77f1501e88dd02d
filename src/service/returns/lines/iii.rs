//! 10.13 iii: those of ii by what they were on their first night of the period, in all and in each type.

use super::super::counting::Counting;
use super::super::facts::{Facts, Trait};
use super::super::key::{CountedIn, Line, OfType};
use super::super::lists::{Lists, band};
use super::super::row::Row;
use super::super::safe_type::SafeType;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let categories = categories(of);
    let mut rows = Vec::new();
    for within in std::iter::once(None).chain(SafeType::ALL.into_iter().map(Some)) {
        let kind = OfType::from(within);
        if within.is_some_and(|within| !of.is_possible(within)) {
            rows.push(Row::not_collected((Line::Iii, kind), CountedIn::Individual));
            continue;
        }
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let people = of.supported.individuals.get(&within);
        for (individual, (_, facts)) in people.into_iter().flatten() {
            for category in categories_of(facts, of.lists) {
                found.entry(category).or_default().push(*individual);
            }
        }
        rows.extend(categories.iter().map(|category| {
            let people = of.people(found.remove(category).unwrap_or_default());
            Row::counted((Line::Iii, kind), category.clone(), CountedIn::Individual, people)
        }));
    }
    rows
}

/// The categories that somebody belongs to: one of each breakdown.
fn categories_of(facts: &Facts, lists: &Lists) -> Vec<String> {
    let adult = if facts.is_child() { "child" } else { "adult" };
    let age = facts.age.map_or("age_not_known", |age| band(&lists.age_bands, age));
    let traits = Trait::ALL.map(|of| category(of, facts.word(of).map(|word| &**word)));
    [adult.to_owned(), age.to_owned()].into_iter().chain(traits).collect()
}

fn category(of: Trait, word: Option<&str>) -> String {
    format!("{}_{}", of.word(), word.unwrap_or("not_known"))
}

/// Every category that has a row: those of the lists, and every word that somebody bears.
fn categories(of: &Counting<'_>) -> Vec<String> {
    let mut all = vec!["adult".to_owned(), "child".to_owned()];
    all.extend(of.lists.age_bands.iter().map(|band| band.category.clone()));
    all.push("age_not_known".to_owned());
    for which in Trait::ALL {
        let listed = of.lists.words.of(which).iter().map(String::as_str);
        let borne = borne(of, which);
        let others = borne.iter().map(|word| &**word);
        let mut names: Vec<&str> = listed.collect();
        let others: Vec<&str> = others.filter(|word| !names.contains(word)).collect();
        names.extend(others);
        all.extend(names.into_iter().map(|word| category(which, Some(word))));
        all.push(category(which, None));
    }
    all
}

/// The words that somebody bears who is counted.
fn borne(of: &Counting<'_>, which: Trait) -> BTreeSet<Arc<str>> {
    let people = of.supported.individuals.values().flat_map(BTreeMap::values);
    people.filter_map(|(_, facts)| facts.word(which).cloned()).collect()
}
