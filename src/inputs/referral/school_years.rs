//! Ages of whoever is in a year, a form or a key stage of school: every one that is plausible.
//!
//! Not here: ages that are said as such (`ages`).

use super::age_tokens::{Span, Token};

/// Nobody older is at school.
const LAST: u8 = 19;

/// The ages that what begins here says, and how many tokens say it: "Year 9", "y9/10", "P7", "4th form", "KS3".
pub(super) fn at(tokens: &[Token]) -> Option<(Span, usize)> {
    const YEAR: &[&str] = &["year", "years", "yr", "yrs", "y"];
    const GROUP: &[&str] = &["year", "yr", "form", "grade", "class", "set", "sets"];
    const ORDINAL: &[&str] =
        &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    let number = |at: usize| tokens.get(at).and_then(Token::number);
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    if is(0, YEAR) || is(0, &["p", "primary"]) || is(0, &["s"]) {
        return years(tokens);
    }
    if is(0, &["ks"]) {
        return Some((key_stage(number(1)?)?, 2));
    }
    if is(0, &["key"]) && is(1, &["stage"]) {
        return Some((key_stage(number(2)?)?, 3));
    }
    if is(0, &["form", "class", "grade"]) {
        let number = number(1)?;
        let span = if is(0, &["grade"]) { grade(number)? } else { of_somewhere(number)? };
        return Some((span, 2));
    }
    let ordinal = (0..).zip(ORDINAL).find(|(_, word)| is(0, &[word])).map(|(k, _)| k + 1);
    let (number, behind) = match ordinal {
        Some(number) => (number, 1),
        None if is(1, &["st", "nd", "rd", "th"]) => (number(0)?, 2),
        None => return None,
    };
    let is_sixth_form = number == 6 && is(behind, &["form"]);
    let span = if is_sixth_form { (16, LAST) } else { of_somewhere(number)? };
    is(behind, GROUP).then_some((span, behind + 1))
}

/// A year of school, or several: of England and Wales four or five years older than its number, of Scotland's primary
/// and secondary three to five and ten to twelve.
fn years(tokens: &[Token]) -> Option<(Span, usize)> {
    let (more, last) = match tokens.first()? {
        token if token.is(&["p", "primary"]) => ((3, 5), 7),
        token if token.is(&["s"]) => ((10, 12), 6),
        _ => ((4, 5), 13),
    };
    let of = |number: i64| {
        let year = u8::try_from(number).ok().filter(|_| (1..=last).contains(&number))?;
        Some((year + more.0, year + more.1))
    };
    let mut span = of(tokens.get(1)?.number()?)?;
    let mut taken = 2;
    while let [joint, next, ..] = tokens.get(taken..).unwrap_or_default() {
        let Some(also) = next.number().filter(|_| joint.joins()).and_then(of) else { break };
        span = (span.0.min(also.0), span.1.max(also.1));
        taken += 2;
    }
    Some((span, taken))
}

fn key_stage(number: i64) -> Option<Span> {
    match number {
        0 => Some((0, 5)),
        1 => Some((5, 7)),
        2 => Some((7, 11)),
        3 => Some((11, 14)),
        4 => Some((14, 16)),
        5 => Some((16, LAST)),
        _ => None,
    }
}

/// A grade of an American school, or of one that counts so.
fn grade(number: i64) -> Option<Span> {
    let number = u8::try_from(number).ok().filter(|number| (1..=13).contains(number))?;
    Some((number + 4, (number + 7).min(LAST)))
}

/// A year, form or class, nobody knows of which school: of a nursery or of a college.
fn of_somewhere(number: i64) -> Option<Span> {
    let number = u8::try_from(number).ok().filter(|number| (1..=13).contains(number))?;
    Some((number - 1, LAST))
}

/// Ages of whoever is called so, or is at such a school.
pub(super) fn in_words(said: &str) -> Option<Span> {
    const WORDS: [(&str, Span); 19] = [
        ("sixth form", (16, 19)),
        ("lower sixth", (16, 18)),
        ("upper sixth", (17, 19)),
        ("a level", (16, 19)),
        ("gcse", (14, 17)),
        ("pre school", (0, 4)),
        ("preschool", (0, 4)),
        ("playgroup", (0, 5)),
        ("nursery", (0, 5)),
        ("infant school", (4, 8)),
        ("infants school", (4, 8)),
        ("junior school", (7, 12)),
        ("primary school", (4, 12)),
        ("reception", (3, 6)),
        ("school", (4, 18)),
        ("college", (16, 25)),
        ("under age", (0, 17)),
        ("underage", (0, 17)),
        ("young person", (0, 25)),
    ];
    let spaced = format!(" {said}");
    WORDS.iter().find(|(word, _)| spaced.contains(&format!(" {word}"))).map(|(_, span)| *span)
}
