//! Ages as people say them: in years, in months, by a word; or in words that leave several open.
//!
//! Where several are open each is tried, so that no line for the young is lost: whatever stands beside a number and is
//! not plainly of years opens it both ways. Not here: who is who (`people`), and years of school (`school_years`).

pub(super) use super::age_tokens::Span;
use super::age_tokens::{Token, tokens};
use super::school_years;
use super::words::plain;
use crate::base::parse::Node;
use crate::base::parse::node::Value;
use Token::{Mark, Number, Word};

/// Nobody is older.
pub(super) const OLDEST: i64 = 120;
const LAST: u8 = 120;

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
    let has_marks = text.contains(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    if !has_marks && BABY.contains(&&*plain(text)) {
        return Some(0);
    }
    said(text)?.plainly().map(i64::from)
}

/// Every age that words leave open which are no plain age: "15 or 16", "< 16", "16 (not sure)", "teenager".
pub(super) fn span(text: &str) -> Option<Span> {
    let tokens = tokens(text);
    if is_a_birth_date(text) {
        return was_born_lately(&tokens).then_some(BORN_LATELY);
    }
    said(text)?.span()
}

/// What was said, unless it is a birth date or begins with a minus: "-1" is no age, and leaves none open.
fn said(text: &str) -> Option<Said> {
    let text = text.trim().trim_end_matches(" 1/2");
    (!text.starts_with('-') && !is_a_birth_date(text)).then(|| Said::of(&tokens(text), text))
}

/// What is said of ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    Below,
    Over,
    /// "16 or under": sixteen as well.
    Also,
    Denied,
    /// "Not 16".
    DeniedItself,
    Yet,
    Doubt,
}

use Heard::{Also, Below, Denied, DeniedItself, Doubt, Over, Yet};

/// Ages that were said, and what was said of them.
#[derive(Debug, Default)]
struct Said {
    numbers: Vec<Span>,
    words: Option<Span>,
    heard: Vec<Heard>,
}

impl Said {
    fn of(tokens: &[Token], text: &str) -> Self {
        let mut said = Self { words: school_years::in_words(&plain(text)), ..Self::default() };
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let rest = tokens.get(at..).unwrap_or_default();
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            let school = if said.numbers.is_empty() { school_years::at(rest) } else { None };
            if let Some((span, taken)) = school.or_else(|| number(rest)) {
                if before.is_some_and(|before| before.is(&["not"])) {
                    said.heard.push(DeniedItself);
                }
                said.numbers.push(span);
                at += taken;
            } else {
                said.hear(token, before, rest.get(1));
                at += 1;
            }
        }
        said
    }

    /// A word or a mark that is no age.
    fn hear(&mut self, token: &Token, before: Option<&Token>, next: Option<&Token>) {
        if let Word(word) = token
            && let Some(span) = of_word(word)
        {
            self.words = Some(self.words.map_or(span, |words| joined(words, span)));
            return;
        }
        let is_behind = !self.numbers.is_empty();
        let ends_it =
            matches!(before, Some(Number(_))) && !matches!(next, Some(Number(_) | Word(_)));
        let is_up_to = token.is(&["up"]) && next.is_some_and(|next| next.is(&["to"]));
        let more: &[Heard] = match token {
            Word(_) if token.is(PLAIN) || (token.is(&["in"]) && !is_behind) => &[],
            Word(_) if token.is(&["not", "isn", "isnt", "no", "never"]) => &[Denied],
            Word(_) if token.is(&["yet"]) => &[Yet],
            Word(_) if is_up_to || token.is(&["max", "maximum", "most"]) => &[Below, Also],
            Word(_) if token.is(BELOW) && is_behind => &[Below, Also],
            Word(_) if token.is(BELOW) => &[Below],
            Word(_) if token.is(OVER) => &[Over],
            Mark('<') => &[Below],
            Mark('\u{2264}') => &[Below, Also],
            Mark('>' | '\u{2265}' | '+') => &[Over],
            Mark('-') if ends_it => &[Below, Also],
            Mark('-' | '/' | '&') => &[],
            _ => &[Doubt],
        };
        self.heard.extend(more);
    }

    fn has(&self, heard: Heard) -> bool {
        self.heard.contains(&heard)
    }

    /// The one age that was plainly said.
    fn plainly(&self) -> Option<u8> {
        match self.numbers[..] {
            [(low, high)] if low == high && self.heard.is_empty() && self.words.is_none() => {
                Some(low)
            }
            _ => None,
        }
    }

    /// Every age that is left open.
    fn span(&self) -> Option<Span> {
        let (low, high) = self.numbers.iter().copied().chain(self.words).reduce(joined)?;
        let is_one = self.numbers.len() == 1;
        // "Not yet 16" is under 16; "not under 16" is anything.
        let is_denied = self.has(Denied) && !self.has(Yet);
        let is_below = self.has(Below) || (self.has(Denied) && self.has(Yet));
        let more = u8::from(!self.numbers.is_empty() && (self.has(Doubt) || is_denied));
        let (from, to) = (low.saturating_sub(more), high.saturating_add(more).min(LAST));
        Some(match (is_below, self.has(Over)) {
            (true, true) if is_one => (0, LAST),
            (true, false) | (false, true) if is_denied => (0, LAST),
            (true, false) => {
                let below = if self.has(Also) { to } else { to.saturating_sub(1) };
                (if high > GROWN { ADULT_FROM } else { 0 }, below)
            }
            (false, true) => (from, LAST),
            (false, false) if is_one && self.has(DeniedItself) => (0, to),
            _ => (from, to),
        })
    }
}

const ADULT_FROM: u8 = 16;
const GROWN: u8 = 18;

fn joined(one: Span, other: Span) -> Span {
    (one.0.min(other.0), one.1.max(other.1))
}

/// Words that say of a number no more than that it is an age.
const PLAIN: &[&str] = &[
    "old", "of", "age", "aged", "is", "she", "he", "they", "a", "an", "and", "half", "or", "to",
    "from", "between", "either", "exactly", "than", "at", "f", "female", "woman", "girl", "m",
    "male", "man", "boy", "mid", "early", "late", "years", "yrs",
];
const BELOW: &[&str] =
    &["under", "below", "less", "younger", "u", "sub", "before", "minus", "max", "maximum", "most"];
const OVER: &[&str] = &["over", "above", "plus", "older", "least", "min", "minimum", "more", "up"];
const YEAR: &[&str] = &["years", "year", "yrs", "yr", "yo", "y"];

/// The age that a number says which begins here, and how many tokens say it.
fn number(tokens: &[Token]) -> Option<(Span, usize)> {
    let is_a = tokens.first()?.is(&["a", "an"])
        && tokens.get(1).is_some_and(|unit| unit.is(YEAR) || in_months(1, unit).is_some());
    let many = if is_a { 1 } else { tokens.first()?.number()? };
    let years = |years: i64| u8::try_from(years).ok().filter(|years| *years <= LAST);
    let alone = |span: Span| (span, 1);
    let Some(unit) = tokens.get(1) else { return years(many).map(|years| alone((years, years))) };
    if unit.is(YEAR) {
        let span = years(many).map(|years| (years, years))?;
        return Some((span, 2 + months_behind(tokens.get(2..).unwrap_or_default())));
    }
    if unit.is(&["s"]) && many >= 10 && many % 10 == 0 {
        let ten = years(many)?;
        return Some(((ten, ten.saturating_add(9)), 2));
    }
    if let Some(whole) = in_months(many, unit) {
        let whole = years(whole)?;
        // "12m" is twelve months old, or a boy of twelve.
        let high = if unit.is(&["m"]) { years(many).unwrap_or(whole) } else { whole };
        return Some(((whole, high), 2));
    }
    let whole = years(many)?;
    // "6 to 9 months", and "9/12" of a doctor's note.
    let of_months = carried(tokens, many).and_then(years);
    Some(alone((of_months.unwrap_or(whole).min(whole), whole)))
}

/// How many tokens are the months of "1 year and 3 months", "1y6m".
fn months_behind(tokens: &[Token]) -> usize {
    let joints = tokens.iter().take_while(|token| token.is(&["and"])).count();
    match tokens.get(joints..) {
        Some([Number(months), unit, ..]) if in_months(*months, unit).is_some() => joints + 2,
        _ => 0,
    }
}

/// Whole years of a number whose unit stands only behind a later one.
fn carried(tokens: &[Token], many: i64) -> Option<i64> {
    match tokens {
        [_, joint, Number(_), unit, ..] if joint.joins() && in_months(many, unit).is_some() => {
            in_months(many, unit)
        }
        [_, Mark('/'), Number(12), ..] => Some(many.div_euclid(12)),
        _ => None,
    }
}

/// Whole years of so many months, weeks or days.
fn in_months(many: i64, unit: &Token) -> Option<i64> {
    let in_a_year = match () {
        () if unit.is(&["months", "month", "mths", "mth", "mos", "mo", "m"]) => 12,
        () if unit.is(&["weeks", "week", "wks", "wk", "w"]) => 52,
        () if unit.is(&["days", "day", "d"]) => 365,
        () => return None,
    };
    Some(many.div_euclid(in_a_year))
}

fn of_word(word: &str) -> Option<Span> {
    const TENS: [(&str, u8); 7] = [
        ("twenties", 20),
        ("thirties", 30),
        ("forties", 40),
        ("fifties", 50),
        ("sixties", 60),
        ("seventies", 70),
        ("eighties", 80),
    ];
    Some(match word {
        "teenager" | "teen" | "teens" | "teenage" | "adolescent" => (13, 19),
        "minor" | "child" | "kid" | "juvenile" => (0, 17),
        "toddler" => (1, 3),
        "baby" | "newborn" | "infant" => (0, 1),
        "adult" | "grown" => (GROWN, LAST),
        _ => TENS.iter().find(|(tens, _)| *tens == word).map(|(_, from)| (*from, from + 9))?,
    })
}

/// Whoever was born in or after this year may be under 18, which no clock is asked about.
const LATELY: i64 = 2008;

/// The ages of whoever was born so lately.
const BORN_LATELY: Span = (0, 18);

/// A year of birth with its century, or the last two figures of one.
fn was_born_lately(tokens: &[Token]) -> bool {
    let years: Vec<i64> = tokens.iter().filter_map(Token::number).collect();
    let in_full = years.iter().copied().find(|year| (1900..2100).contains(year));
    let in_short = || years.last().filter(|year| **year < 40).map(|year| 2000 + year);
    in_full.or_else(in_short).is_some_and(|year| year >= LATELY)
}

/// Whether what was typed as an age is a birth date: a year in it is, and three numbers with the same mark between.
pub(super) fn is_a_birth_date(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let is_year = |digits: &str| {
        digits.len() == 4 && digits.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
    };
    let is_short = |digits: &str| (1..=2).contains(&digits.len());
    let parted = ['/', '.', '-'].iter().any(|mark| {
        let parts: Vec<&str> = text.trim().split(*mark).collect();
        parts.len() == 3
            && parts.iter().all(|part| is_short(part) && part.bytes().all(|b| b.is_ascii_digit()))
    });
    parted || numbers.into_iter().any(is_year)
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

    #[test]
    fn an_age_is_read_in_years_in_months_and_by_a_word() {
        for (said, years) in [
            ("15", 15),
            ("Fifteen", 15),
            ("thirty-four", 34),
            ("thirty four years old", 34),
            ("9 years old", 9),
            ("34-year-old", 34),
            ("aged 15.", 15),
            ("17yo", 17),
            ("34F", 34),
            ("1 year", 1),
            ("a year", 1),
            ("1.5", 1),
            ("2\u{bd}", 2),
            ("2 and a half", 2),
            ("6 months", 0),
            ("18 months", 1),
            ("18 months old", 1),
            ("1 year and 3 months", 1),
            ("1y6m", 1),
            ("1y11m", 1),
            ("2y3m", 2),
            ("3 weeks", 0),
            ("baby", 0),
            ("newborn", 0),
            ("under 1", 0),
        ] {
            assert_eq!(age_of(said), Some(years), "{said}");
        }
        for said in ["no", "-1", "121", "forty twenty", "about 15", "15 or 16", "teenager"] {
            assert_eq!(age_of(said), None, "{said}");
        }
    }

    #[test]
    fn words_that_leave_several_ages_open_give_every_one() {
        for (said, ages) in [
            ("15 or 16", Some((15, 16))),
            ("about 15", Some((14, 16))),
            ("15ish", Some((14, 16))),
            ("12 or so", Some((11, 13))),
            ("nearly 16", Some((15, 17))),
            ("16-17", Some((16, 17))),
            ("from 13 to 19", Some((13, 19))),
            ("teenager", Some((13, 19))),
            ("17 in March", Some((16, 18))),
            ("a toddler", Some((1, 3))),
            ("no idea", None),
            ("no one knows", None),
            ("12/03/2010", Some((0, 18))),
            ("12/03/10", Some((0, 18))),
            ("12/03/98", None),
            ("born 1990", None),
            ("40s", Some((40, 49))),
            ("mid 30s", Some((30, 39))),
            ("late teens", Some((13, 19))),
            ("18 months?", Some((0, 2))),
            ("6 to 9 months", Some((0, 6))),
            ("12m", Some((1, 12))),
            ("9/12", Some((0, 12))),
        ] {
            assert_eq!(span(said), ages, "{said}");
        }
    }

    #[test]
    fn a_sign_or_a_word_beside_a_number_opens_it() {
        for (said, ages) in [
            ("<16", (0, 15)),
            ("< 16", (0, 15)),
            ("\u{2264}15", (0, 15)),
            ("u16", (0, 15)),
            ("U16", (0, 15)),
            ("under16", (0, 15)),
            ("under-16", (0, 15)),
            ("sub 16", (0, 15)),
            ("under 18", (0, 17)),
            ("16-", (0, 16)),
            ("16 minus", (0, 16)),
            ("16 or under", (0, 16)),
            ("up to 16", (0, 16)),
            ("not yet 16", (0, 15)),
            ("not 18 yet", (0, 17)),
            ("15+", (15, 120)),
            (">15", (15, 120)),
            ("\u{2265}12", (12, 120)),
            ("at least 16", (16, 120)),
            ("16?", (15, 17)),
            ("sixteen?", (15, 17)),
            ("16 yrs?", (15, 17)),
            ("~16", (15, 17)),
            ("\u{b1}16", (15, 17)),
            ("c.16", (15, 17)),
            ("16s", (15, 17)),
            ("16 (unsure)", (15, 17)),
            ("16 (not sure)", (15, 17)),
            ("16 not confirmed", (15, 17)),
            ("not sure - 34?", (33, 35)),
            ("17 (not pregnant)", (16, 18)),
            ("16 not 15", (14, 17)),
            ("not 16", (0, 17)),
            ("not under 16", (0, 120)),
        ] {
            assert_eq!((age_of(said), span(said)), (None, Some(ages)), "{said}");
        }
    }

    #[test]
    fn a_year_or_form_of_school_is_no_small_age() {
        for (said, ages) in [
            ("Year 9", (13, 14)),
            ("y11", (15, 16)),
            ("Y9/10", (13, 15)),
            ("years 9 and 10", (13, 15)),
            ("P7", (10, 12)),
            ("S3", (13, 15)),
            ("5th year", (4, 19)),
            ("1st year", (0, 19)),
            ("second year", (1, 19)),
            ("4th form", (3, 19)),
            ("Form 4", (3, 19)),
            ("class 5", (4, 19)),
            ("6th form", (16, 19)),
            ("grade 9", (13, 16)),
            ("Key Stage 3", (11, 14)),
            ("KS4", (14, 16)),
            ("pre-school", (0, 4)),
            ("preschool", (0, 4)),
            ("reception", (3, 6)),
            ("school age", (4, 18)),
        ] {
            assert_eq!((age_of(said), span(said)), (None, Some(ages)), "{said}");
        }
    }
}
