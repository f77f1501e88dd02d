//! The numbers, words and marks of an age as somebody says it: "15ish", "thirty-four", "< 16".
//!
//! Not here: what they mean together (`ages`).

use crate::base::parse::numeral;

/// The first and the last age that somebody may have.
pub(super) type Span = (u8, u8);

/// A part of what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, in figures (what follows a point left out) or in words.
    Number(i64),
    /// A word, in small letters.
    Word(String),
    /// A mark that may change what is meant.
    Mark(char),
}

use Token::{Mark, Number, Word};

impl Token {
    /// The number that it is.
    pub(super) fn number(&self) -> Option<i64> {
        match self {
            Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether it is one of these words.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        matches!(self, Word(word) if words.contains(&word.as_str()))
    }

    /// Whether it joins two numbers: "15 or 16", "15/16", "15-16".
    pub(super) fn joins(&self) -> bool {
        matches!(self, Mark('-' | '/' | '&')) || self.is(&["or", "to", "and"])
    }
}

/// The parts of a text; marks that change nothing are left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let text = text.to_lowercase().replace("no one", "nobody").replace("no-one", "nobody");
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '0'..='9' => digits(rest),
            _ if first.is_alphabetic() => while_of(rest, char::is_alphabetic),
            _ => first.len_utf8(),
        };
        let (part, behind) = rest.split_at(length);
        found.extend(token(part, first));
        rest = behind;
    }
    without_hyphens(numerals(&found))
}

/// The same without what only joins a number to its unit: "34-year-old".
fn without_hyphens(mut tokens: Vec<Token>) -> Vec<Token> {
    let joins = |three: &[Token]| matches!(three, [Number(_), Mark('-'), Word(_)]);
    while let Some(at) = tokens.windows(3).position(joins) {
        tokens.remove(at + 1);
    }
    tokens
}

fn while_of(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

/// Figures, with a point and what follows it.
fn digits(text: &str) -> usize {
    let whole = while_of(text, |c| c.is_ascii_digit());
    let behind = text.get(whole..).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
    match while_of(behind, |c| c.is_ascii_digit()) {
        0 => whole,
        part => whole + 1 + part,
    }
}

fn token(part: &str, first: char) -> Option<Token> {
    const PASSED_OVER: &str = ".,;:'\"\u{2019}\u{2018}\u{201c}\u{201d}()[]=\u{bd}\u{bc}\u{be}";
    const DASHES: &str = "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}";
    match first {
        '0'..='9' => {
            let whole = part.split('.').next().unwrap_or_default();
            Some(Number(whole.parse().unwrap_or(i64::MAX)))
        }
        _ if first.is_alphabetic() => Some(Word(part.to_owned())),
        _ if first.is_whitespace() || PASSED_OVER.contains(first) => None,
        _ if DASHES.contains(first) => Some(Mark('-')),
        _ => Some(Mark(first)),
    }
}

/// Numbers in words as numbers: "thirty four" and "thirty-four" as one.
fn numerals(found: &[Token]) -> Vec<Token> {
    let of = |token: Option<&Token>| match token {
        Some(Word(word)) => numeral(word).map(i64::from),
        _ => None,
    };
    let mut read = Vec::new();
    let mut at = 0;
    while let Some(token) = found.get(at) {
        let Some(number) = of(Some(token)) else {
            read.push(token.clone());
            at += 1;
            continue;
        };
        let next = at + 1 + usize::from(found.get(at + 1) == Some(&Mark('-')));
        let more = of(found.get(next)).filter(|more| (1..10).contains(more));
        let more = more.filter(|_| number >= 20 && number % 10 == 0);
        read.push(Number(number + more.unwrap_or(0)));
        at = if more.is_some() { next + 1 } else { at + 1 };
    }
    read
}
