//! What others see under closed words alone: a word that somebody typed goes to nobody, and which rows a copy has says nothing
//! of who was counted.

use super::super::facts::Trait;
use super::super::key::{CountedIn, Line};
use super::super::lists::{Lists, NOT_KNOWN, OTHER, with_others};
use super::super::row::Row;
use std::collections::BTreeSet;

/// The rows of a return under the words of the lists, each of them whether or not anybody bears it.
pub fn closed(rows: &[Row], lists: &Lists) -> Vec<Row> {
    let mut closed: Vec<Row> = Vec::new();
    let mut folded: BTreeSet<&'static str> = BTreeSet::new();
    for row in rows.iter().filter(|row| stands_always(row)) {
        if !is_of_a_trait(row) {
            closed.push(row.clone());
        } else if folded.insert(row.kind.word()) {
            let same = |of: &&Row| is_of_a_trait(of) && of.kind == row.kind;
            let same: Vec<&Row> = rows.iter().filter(same).collect();
            closed.extend(Trait::ALL.into_iter().flat_map(|which| of_trait(which, &same, lists)));
        }
    }
    closed
}

fn is_of_a_trait(row: &Row) -> bool {
    row.line == Line::Iii && trait_of(&row.category).is_some()
}

/// Rows that stand only where there is somebody are left out, and those that bear a question as it was typed.
fn stands_always(row: &Row) -> bool {
    let is_of_a_question =
        row.line == Line::V && row.counts == CountedIn::Instance && row.category != "answers";
    row.category != "persons_not_known" && !(is_of_a_question && is_of_a_survey(row))
}

fn is_of_a_survey(row: &Row) -> bool {
    row.category.ends_with("_answers") || row.category.ends_with("_mean_score")
}

/// The characteristic of a category, and its word.
fn trait_of(category: &str) -> Option<(Trait, &str)> {
    Trait::ALL.into_iter().find_map(|which| {
        let word = category.strip_prefix(which.word())?.strip_prefix('_')?;
        Some((which, word))
    })
}

/// Everybody of a line and type by the words of one characteristic.
fn of_trait(which: Trait, rows: &[&Row], lists: &Lists) -> Vec<Row> {
    let listed = lists.words.of(which).iter().map(String::as_str);
    let words = with_others(listed.filter(|word| !matches!(*word, OTHER | NOT_KNOWN)));
    let Some(first) = rows.first() else { return Vec::new() };
    let of_word = |word: &&str| {
        let said = rows.iter().filter(|row| {
            trait_of(&row.category).is_some_and(|(of, said)| {
                let is_listed = words.contains(&said);
                of == which && (said == *word || *word == OTHER && !is_listed)
            })
        });
        let people: Vec<String> = said.flat_map(|row| row.made_of.clone()).collect();
        Row::counted(
            (first.line, first.kind),
            format!("{}_{word}", which.word()),
            first.counts,
            people,
        )
    };
    words.iter().map(of_word).collect()
}
