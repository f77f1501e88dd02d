//! Several people in one breath, and a place within an answer: "34 f, boy 9, girl 4", "his mum's in Meir".

use crate::base::parse::Field;
use crate::doors::tasks::spoken::form::{self, Value};
use crate::doors::tasks::spoken::sex::{Whom, sex_said};

/// One of several people who were named at once.
pub(super) struct Named {
    pub(super) role: &'static str,
    pub(super) age: Value,
    pub(super) sex: Option<Value>,
}

/// Everybody who was named at once, if each part of what was said has an age; the first asks.
pub(super) fn people(said: &str, (age, sex): (&Field, &Field)) -> Option<Vec<Named>> {
    let said = said.to_lowercase().replace(" and ", ",").replace(['+', '&', ';'], ",");
    let parts: Vec<&str> = said.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 {
        return None;
    }
    parts.iter().enumerate().map(|(k, part)| one(part, k == 0, (age, sex))).collect()
}

fn one(part: &str, is_first: bool, (age, sex): (&Field, &Field)) -> Option<Named> {
    let words = words(part);
    if words.iter().any(|word| is_of_several(word)) {
        return None;
    }
    let years = words.iter().copied().find_map(|word| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        form::hear(age, if digits.is_empty() { word } else { digits }).ok()
    })?;
    let in_months = words.iter().any(|word| word.starts_with("month") || word.starts_with("week"));
    let years = if in_months { form::hear(age, part).ok()? } else { years };
    let is_young = matches!(years, Value::Whole(..18));
    let role = if !is_first && is_young { "child" } else { "adult" };
    Some(Named { role, age: years, sex: words.iter().find_map(|word| sex_of(word, sex)) })
}

fn words(said: &str) -> Vec<&str> {
    said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Words for several children, of whom a number beside them is no age.
const CHILDREN: [&str; 8] =
    ["kids", "children", "boys", "girls", "sons", "daughters", "babies", "twins"];
/// The same for several people of whom nobody says that they are children.
const PEOPLE: [&str; 8] = ["women", "men", "adults", "people", "us", "them", "others", "friends"];
const GROWN: [&str; 17] = [
    "adult", "woman", "lady", "man", "partner", "husband", "wife", "mother", "mum", "mom",
    "father", "dad", "friend", "sister", "brother", "aunt", "uncle",
];
const YOUNG: [&str; 8] = ["child", "c", "son", "daughter", "boy", "girl", "baby", "kid"];
/// Words for somebody young that are an age as well.
const YOUNG_BY_AGE: [&str; 5] = ["toddler", "newborn", "infant", "teenager", "teen"];

fn is_of_several(word: &str) -> bool {
    CHILDREN.contains(&word) || PEOPLE.contains(&word)
}

/// Who else comes, as it was said.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Also {
    Nobody,
    Adult,
    Child,
    /// So many, of whom nothing else was said.
    Children(u8),
    NotClear,
}

/// Who else comes.
pub(super) fn also(said: &str) -> Also {
    let lower = said.to_lowercase();
    let words = words(&lower);
    let has = |of: &[&str]| words.iter().any(|word| of.contains(word));
    let is_nobody =
        matches!(&*words.join(" "), "no" | "nobody" | "nobody else" | "none" | "n" | "no one");
    if is_nobody {
        Also::Nobody
    } else if has(&CHILDREN) {
        number_in(&words).map_or(Also::NotClear, Also::Children)
    } else if has(&PEOPLE) {
        Also::NotClear
    } else if has(&YOUNG) || has(&YOUNG_BY_AGE) {
        Also::Child
    } else if has(&GROWN) || lower.trim() == "a" {
        Also::Adult
    } else {
        Also::NotClear
    }
}

/// The one number among words, of two to ten; "twins" are two.
fn number_in(words: &[&str]) -> Option<u8> {
    const NUMBERS: [&str; 9] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let number = |word: &&str| -> Option<u8> {
        let spelled = (2..).zip(NUMBERS).find(|(_, spelled)| spelled == word).map(|(n, _)| n);
        let twins = (*word == "twins").then_some(2);
        word.parse().ok().filter(|n| (2..=10).contains(n)).or(spelled).or(twins)
    };
    let mut numbers = words.iter().filter_map(number);
    let first = numbers.next()?;
    numbers.all(|more| more == first).then_some(first)
}

/// The sex of the first who is named among other words: "a woman with two children".
pub(super) fn first_sex(said: &str, field: &Field) -> Option<Value> {
    let lower = said.to_lowercase();
    let words = words(&lower);
    let sex = words.iter().find_map(|word| sex_said(word, &[Whom::Anybody, Whom::Parent]))?;
    form::hear(field, sex).ok()
}

/// Whether what was said is an age and nothing of anybody else: a number, and words that stand beside ages.
pub(super) fn is_an_age(said: &str) -> bool {
    let lower = said.to_lowercase();
    let words = words(&lower);
    let names_somebody = |word: &&str| {
        is_of_several(word) || GROWN.contains(word) || YOUNG.contains(word) || *word == "pregnant"
    };
    !words.iter().any(names_somebody)
}

/// The age and the sex that were said of one person.
pub(super) fn of_one(said: &str, (age, sex): (&Field, &Field)) -> (Option<Value>, Option<Value>) {
    let lower = said.to_lowercase();
    let has_a_number = lower.contains(|c: char| c.is_ascii_digit());
    let named = one(&lower, false, (age, sex)).filter(|_| has_a_number);
    let of_sex = || words(&lower).iter().find_map(|word| sex_of(word, sex));
    match named {
        Some(named) => (Some(named.age), named.sex.or_else(of_sex)),
        None => (None, of_sex()),
    }
}

fn sex_of(word: &str, field: &Field) -> Option<Value> {
    let letter = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let sex = sex_said(letter, &[Whom::Anybody, Whom::Parent, Whom::Relative]);
    form::hear(field, sex.unwrap_or(letter)).ok()
}

/// A place that an answer names besides: what follows its last "in", "at" or "near".
pub(super) fn place_in(said: &str) -> Option<String> {
    const BEFORE: [&str; 4] = ["in", "at", "near", "from"];
    const NO_PLACE: [&str; 14] = [
        "night", "nights", "work", "home", "weekends", "the", "times", "day", "days", "prison",
        "there", "hers", "his", "mornings",
    ];
    let words: Vec<&str> = said.split_whitespace().collect();
    let last = words.iter().rposition(|word| BEFORE.contains(&&*word.to_lowercase()))?;
    let rest = words.get(last + 1..).filter(|rest| !rest.is_empty())?;
    let is_no_place = rest.len() == 1 && NO_PLACE.contains(&&*rest[0].to_lowercase());
    (!is_no_place).then(|| rest.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_else_comes_is_heard_in_other_words() {
        for (said, heard) in [
            ("3 kids", Also::Children(3)),
            ("two boys", Also::Children(2)),
            ("a boy of 7", Also::Child),
            ("her mum", Also::Adult),
            ("a", Also::Adult),
            ("nobody else", Also::Nobody),
            ("kids", Also::NotClear),
            ("the three of us", Also::NotClear),
        ] {
            assert_eq!(also(said), heard, "{said}");
        }
    }

    #[test]
    fn an_age_is_no_number_of_people() {
        let (age, sex) = (form::field("person.age").unwrap(), form::field("person.sex").unwrap());
        assert!(people("34 f and 2 kids", (age, sex)).is_none());
        assert!(is_an_age("about 30") && is_an_age("thirty") && !is_an_age("two women"));
        assert!(!is_an_age("mum and 3 kids") && !is_an_age("8 months pregnant"));
        let (age, sex) = of_one("a boy of 7", (age, sex));
        assert_eq!((age, sex), (Some(Value::Whole(7)), Some(Value::text("male"))));
    }

    #[test]
    fn a_place_within_an_answer_is_heard() {
        assert_eq!(place_in("his mums in meir").as_deref(), Some("meir"));
        assert_eq!(
            place_in("works nights at the depot near Trentham").as_deref(),
            Some("Trentham")
        );
        for said in ["home", "works at night", "family"] {
            assert_eq!(place_in(said), None, "{said}");
        }
    }
}
