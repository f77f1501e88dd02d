//! Several people in one breath, and a place within an answer: "34 f, boy 9, girl 4", "his mum's in Meir".

use crate::base::parse::Field;
use crate::doors::tasks::spoken::form::{self, Value};

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
    let words: Vec<&str> =
        part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
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

fn sex_of(word: &str, field: &Field) -> Option<Value> {
    let letter = word.trim_start_matches(|c: char| c.is_ascii_digit());
    match letter {
        "son" | "boy" | "m" | "he" => form::hear(field, "male").ok(),
        "daughter" | "girl" | "f" | "she" => form::hear(field, "female").ok(),
        _ => form::hear(field, letter).ok(),
    }
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
