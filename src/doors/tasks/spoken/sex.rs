//! Words by which somebody's sex is heard: one list, for a question of the form and for people who are told together.

/// Whom a word is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum Whom {
    /// Anybody.
    Anybody,
    /// Somebody's parent.
    Parent,
    /// Somebody's relative; or a letter beside an age.
    Relative,
}

const WORDS: &[(Whom, &[&str], &str)] = &[
    (Whom::Anybody, &["woman", "girl", "lady", "female", "she", "her"], "female"),
    (Whom::Anybody, &["man", "boy", "male", "he", "him"], "male"),
    (Whom::Parent, &["mum", "mother"], "female"),
    (Whom::Parent, &["dad", "father"], "male"),
    (Whom::Relative, &["daughter", "wife", "sister", "aunt", "f"], "female"),
    (Whom::Relative, &["son", "husband", "brother", "uncle", "m"], "male"),
];

/// The sex that a word says, where it is said of these.
pub(in crate::doors) fn sex_said(word: &str, of: &[Whom]) -> Option<&'static str> {
    let says =
        |(whom, words, _): &&(Whom, &[&str], &str)| of.contains(whom) && words.contains(&word);
    WORDS.iter().find(says).map(|(_, _, sex)| *sex)
}
