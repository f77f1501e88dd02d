//! Ages as people say them: in years, in months, by a word; or in words that leave several open.
//!
//! Where several are open each is tried, so that no line for the young is lost. Not here: who is who (`people`).

use super::words::{number, plain};
use crate::base::parse::Node;
use crate::base::parse::node::Value;

/// Nobody is older.
pub(super) const OLDEST: i64 = 120;

/// The first and the last age that somebody may have.
pub(super) type Span = (u8, u8);

/// An age in whole years: rounded down, in words, or a baby's in months.
pub(super) fn age(node: &Node) -> Option<i64> {
    let years = match &node.value {
        Value::Whole(years) => *years,
        #[expect(clippy::cast_possible_truncation, reason = "rounded down, and below a thousand")]
        Value::Number(years) if (0.0..1e3).contains(years) => *years as i64,
        Value::Text(text) => in_text(text)?,
        _ => return None,
    };
    (0..=OLDEST).contains(&years).then_some(years)
}

fn in_text(text: &str) -> Option<i64> {
    const BABY: &[&str] = &[
        "baby",
        "a baby",
        "newborn",
        "new born",
        "infant",
        "just born",
        "under 1",
        "under one",
        "less than 1",
        "under a year",
        "less than a year",
        "not yet 1",
        "not 1 yet",
    ];
    let text = text.trim();
    if text.starts_with('-') || school_year(&tokens(text)).is_some() {
        return None;
    }
    let text = text.trim_end_matches(['½', '¼', '¾']).trim_end_matches(" 1/2");
    let whole = text.split_once('.').filter(|(_, part)| part.bytes().all(|b| b.is_ascii_digit()));
    let said = tokens(whole.map_or(text, |(whole, _)| whole));
    let mut said: Vec<&str> = said.iter().map(String::as_str).collect();
    for end in [&["old"][..], &["of", "age"], &["and", "a", "half"]] {
        if said.len() > end.len() && said.ends_with(end) {
            said.truncate(said.len() - end.len());
        }
    }
    if BABY.contains(&&*said.join(" ")) {
        return Some(0);
    }
    match said[..] {
        [years] => number(years),
        [years, unit] if is_year(unit) => count(years),
        [months, unit] => in_months(count(months)?, unit).or_else(|| tens(months, unit)),
        [tens_of, more, unit] if is_year(unit) => tens(tens_of, more),
        [years, unit, .., months, last] if is_year(unit) => {
            in_months(count(months)?, last).and(count(years))
        }
        _ => None,
    }
}

/// Words in small letters, "15ish" as two.
fn tokens(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut was_digit = false;
    for c in plain(text).chars() {
        if was_digit && c.is_alphabetic() {
            spaced.push(' ');
        }
        was_digit = c.is_ascii_digit();
        spaced.push(c);
    }
    spaced.split_whitespace().map(ToOwned::to_owned).collect()
}

fn is_year(unit: &str) -> bool {
    ["years", "year", "yrs", "yr", "yo", "y"].contains(&unit)
}

/// A number, or one of them: "a year".
fn count(word: &str) -> Option<i64> {
    number(word).or_else(|| ["a", "an"].contains(&word).then_some(1))
}

/// "Thirty four".
fn tens(tens: &str, word: &str) -> Option<i64> {
    let (tens, more) = (number(tens)?, number(word)?);
    (tens >= 20 && tens % 10 == 0 && (1..10).contains(&more)).then_some(tens + more)
}

/// Whole years of so many months, weeks or days.
fn in_months(many: i64, unit: &str) -> Option<i64> {
    match unit {
        "months" | "month" | "mths" | "mth" | "mos" | "mo" | "m" => Some(many.div_euclid(12)),
        "weeks" | "week" | "wks" | "wk" | "w" => Some(many.div_euclid(52)),
        "days" | "day" | "d" => Some(many.div_euclid(365)),
        _ => None,
    }
}

/// Every age that words leave open which are no age: "15 or 16", "about 15", "under 18", "teenager".
pub(super) fn span(text: &str) -> Option<Span> {
    let said = tokens(text);
    // "-1" is no age, and leaves none open.
    if text.trim().starts_with('-') {
        return None;
    }
    if is_a_date(&said) {
        return was_born_lately(&said).then_some(BORN_LATELY);
    }
    if let Some(span) = school_year(&said).or_else(|| at_school(&said.join(" "))) {
        return Some(span);
    }
    let has = |words: &[&str]| said.iter().any(|word| words.contains(&&**word));
    let spans = said.iter().filter_map(|word| of_word(word));
    let (mut low, mut high) =
        spans.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
    let is_over = text.contains('+') || has(&["over", "plus", "older", "above", "least"]);
    if has(&["under", "below", "less", "younger", "before", "not"]) && !is_over {
        (low, high) = (if high > 18 { 16 } else { 0 }, high.saturating_sub(1));
    } else if is_over {
        high = u8::try_from(OLDEST).unwrap_or(u8::MAX);
    } else if has(SOFT) || text.contains(['?', '~']) {
        (low, high) = (low.saturating_sub(1), high.saturating_add(1));
    }
    Some((low, high))
}

/// Whoever was born in or after this year may be under 18, which no clock is asked about.
const LATELY: u16 = 2008;

/// The ages of whoever was born so lately.
const BORN_LATELY: Span = (0, 18);

fn was_born_lately(said: &[String]) -> bool {
    said.iter().any(|word| word.len() == 4 && word.parse().is_ok_and(|year: u16| year >= LATELY))
}

/// "Year 9", "y11": whoever is in a year of school is four or five years older than its number.
fn school_year(said: &[String]) -> Option<Span> {
    const LAST: i64 = 13;
    let of = |number: i64| {
        let year = u8::try_from(number).ok().filter(|_| (1..=LAST).contains(&number))?;
        Some((year + 4, year + 5))
    };
    let is_the_word = |word: &String| ["year", "yr", "y"].contains(&&**word);
    let before = said.iter().take_while(|word| !is_the_word(word));
    let is_an_age = before.into_iter().any(|word| count(word).is_some());
    let apart = said.windows(2).find(|pair| is_the_word(&pair[0]) && !is_an_age);
    let joined = || said.iter().find_map(|word| number(word.strip_prefix('y')?));
    apart.map_or_else(joined, |pair| number(&pair[1])).and_then(of)
}

/// Ages of whoever is at school, or called so.
fn at_school(said: &str) -> Option<Span> {
    const WORDS: [(&str, Span); 7] = [
        ("sixth form", (16, 19)),
        ("6 th form", (16, 19)),
        ("gcse", (14, 17)),
        ("primary school", (4, 12)),
        ("school", (4, 18)),
        ("under age", (0, 17)),
        ("underage", (0, 17)),
    ];
    WORDS.iter().find(|(word, _)| said.contains(word)).map(|(_, span)| *span)
}

const SOFT: &[&str] = &[
    "about",
    "around",
    "approx",
    "approximately",
    "roughly",
    "nearly",
    "almost",
    "ish",
    "maybe",
    "perhaps",
    "probably",
    "in",
    "next",
    "soon",
    "turning",
    "turns",
    "think",
    "thinks",
    "looks",
    "says",
    "circa",
    "c",
    "going",
    "on",
    "tomorrow",
    "until",
];

fn of_word(word: &str) -> Option<Span> {
    Some(match word {
        "teenager" | "teen" | "teens" | "teenage" | "adolescent" => (13, 19),
        "minor" | "child" | "kid" | "juvenile" => (0, 17),
        "toddler" => (1, 3),
        "baby" | "newborn" | "infant" => (0, 1),
        _ => {
            let years = u8::try_from(number(word)?).ok()?;
            (i64::from(years) <= OLDEST).then_some((years, years))?
        }
    })
}

/// A year in it is a birth date's.
fn is_a_date(said: &[String]) -> bool {
    let is_year = |word: &String| {
        word.len() == 4 && word.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
    };
    said.iter().any(is_year)
}

/// Whether what was typed as an age is a birth date.
pub(super) fn is_a_birth_date(text: &str) -> bool {
    is_a_date(&tokens(text))
}

/// The age that a text is, for whoever asks and writes it down.
pub fn age_of(text: &str) -> Option<i64> {
    age(&Node::bare(Value::Text(text.to_owned())))
}

/// Whether words leave several ages open, so that they are kept as they were said.
pub fn leaves_ages_open(text: &str) -> bool {
    span(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<i64> {
        age(&Node::bare(Value::Text(text.to_owned())))
    }

    #[test]
    fn an_age_is_read_in_years_in_months_and_by_a_word() {
        for (said, years) in [
            ("15", 15),
            ("Fifteen", 15),
            ("thirty-four", 34),
            ("thirty four years old", 34),
            ("9 years old", 9),
            ("17yo", 17),
            ("1 year", 1),
            ("a year", 1),
            ("1.5", 1),
            ("2 and a half", 2),
            ("6 months", 0),
            ("6m", 0),
            ("18 months", 1),
            ("18 months old", 1),
            ("1 year and 3 months", 1),
            ("3 weeks", 0),
            ("baby", 0),
            ("newborn", 0),
            ("under 1", 0),
        ] {
            assert_eq!(of(said), Some(years), "{said}");
        }
        for said in ["no", "-1", "121", "forty twenty", "about 15", "15 or 16", "teenager"] {
            assert_eq!(of(said), None, "{said}");
        }
    }

    #[test]
    fn words_that_leave_several_ages_open_give_every_one() {
        for (said, ages) in [
            ("15 or 16", Some((15, 16))),
            ("about 15", Some((14, 16))),
            ("15ish", Some((14, 16))),
            ("nearly 16", Some((15, 17))),
            ("16-17", Some((16, 17))),
            ("under 18", Some((0, 17))),
            ("teenager", Some((13, 19))),
            ("17 in March", Some((16, 18))),
            ("16+", Some((16, 120))),
            ("a toddler", Some((1, 3))),
            ("no idea", None),
            ("12/03/2010", Some((0, 18))),
            ("born 1990", None),
            ("Year 9", Some((13, 14))),
            ("y11", Some((15, 16))),
            ("1 year 3 months", Some((1, 3))),
            ("school age", Some((4, 18))),
        ] {
            assert_eq!(span(said), ages, "{said}");
        }
    }
}
