//! Everyday words where a form wants a value of its own: "yes", "woman", "fifteen", "two dogs", "10pm".
//!
//! For the desk alone: whoever checks a form is told what it should say. Not here: what is done where a word is none of
//! these (`slips`).

use crate::base::domain::calendar;
use crate::base::parse::node::Value;
use crate::base::parse::{Node, numeral};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::borrow::Cow;

/// A value that was meant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heard {
    pub(super) value: Value,
    /// It was said in other letters only, so that nobody need be told how it was read.
    pub(super) plainly: bool,
}

fn plainly(value: Value) -> Heard {
    Heard { value, plainly: true }
}

/// Words for a word of the form.
pub(super) type Synonyms = &'static [(&'static str, &'static str)];

pub(super) const SEX: Synonyms = &[
    ("f", "female"),
    ("woman", "female"),
    ("women", "female"),
    ("girl", "female"),
    ("lady", "female"),
    ("she", "female"),
    ("m", "male"),
    ("man", "male"),
    ("men", "male"),
    ("boy", "male"),
    ("he", "male"),
];

pub(super) const MOBILITY: Synonyms = &[
    ("no", "none"),
    ("false", "none"),
    ("fine", "none"),
    ("no help", "none"),
    ("no needs", "none"),
    ("wheel chair", "wheelchair"),
    ("uses a wheelchair", "wheelchair"),
    ("wheelchair user", "wheelchair"),
    ("power chair", "wheelchair"),
    ("powerchair", "wheelchair"),
];

pub(super) const SUBSTANCES: Synonyms = &[
    ("no", "none"),
    ("false", "none"),
    ("never", "none"),
    ("in the past", "past"),
    ("former", "past"),
    ("on prescription", "prescribed"),
    ("medication", "prescribed"),
    ("methadone", "prescribed"),
    ("yes", "current"),
    ("now", "current"),
];

pub(super) const SOURCE: Synonyms = &[
    ("herself", "self"),
    ("himself", "self"),
    ("themselves", "self"),
    ("she", "self"),
    ("he", "self"),
    ("they", "self"),
    ("woman", "self"),
];

pub(super) const ROLE: Synonyms = &[
    ("mother", "adult"),
    ("mum", "adult"),
    ("father", "adult"),
    ("parent", "adult"),
    ("woman", "adult"),
    ("man", "adult"),
    ("lead", "adult"),
    ("partner", "adult"),
    ("grandmother", "adult"),
    ("baby", "child"),
    ("kid", "child"),
    ("boy", "child"),
    ("girl", "child"),
    ("son", "child"),
    ("daughter", "child"),
    ("schoolboy", "child"),
    ("schoolgirl", "child"),
];

pub(super) const SUPPORT: Synonyms = &[
    ("mental", "mental_health"),
    ("depression", "mental_health"),
    ("anxiety", "mental_health"),
    ("ptsd", "mental_health"),
    ("drug", "drugs"),
    ("drug use", "drugs"),
    ("drink", "alcohol"),
    ("drinking", "alcohol"),
    ("ex offending", "offending"),
];

/// Lower case, one space between words, no marks.
pub(super) fn plain(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands there, as somebody would say it.
pub(super) fn said(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => text.clone(),
        Value::Null => String::new(),
        Value::List(items) => items.iter().map(said).collect::<Vec<_>>().join(", "),
        Value::Table(entries) => {
            let said = entries.iter().map(|(key, node)| format!("{key} {}", said(node)));
            said.collect::<Vec<_>>().join(", ")
        }
        _ => node.to_string(),
    }
}

/// Whether somebody says that it is not known, or says nothing.
pub(super) fn is_unknown(text: &str) -> bool {
    let plain = plain(text);
    [
        "",
        "unknown",
        "not known",
        "don t know",
        "dont know",
        "do not know",
        "i don t know",
        "not sure",
        "maybe",
        "perhaps",
        "dk",
        "unsure",
        "no idea",
        "not yet known",
        "not said",
        "not asked",
        "not that i know",
        "not that i know of",
        "not that we know",
        "not that we know of",
        "to be confirmed",
        "tbc",
    ]
    .contains(&&*plain)
}

/// Whether somebody says that there is none.
pub(super) fn is_none(text: &str) -> bool {
    const NONE: [&str; 15] = [
        "no",
        "none",
        "n",
        "nil",
        "false",
        "nobody",
        "no one",
        "noone",
        "nowhere",
        "nothing",
        "n a",
        "na",
        "not applicable",
        "none known",
        "not needed",
    ];
    NONE.contains(&&*plain(text))
}

/// Yes or no.
pub(super) fn flag(node: &Node) -> Option<Heard> {
    let flag = match &node.value {
        Value::List(items) => match &items[..] {
            [one] => return flag(one),
            _ => return None,
        },
        Value::Flag(flag) => *flag,
        Value::Whole(0) => false,
        Value::Whole(1) => true,
        Value::Text(text) => match &*plain(text) {
            "yes" | "y" | "true" | "yeah" => true,
            "no" | "n" | "false" | "none" => false,
            _ => return None,
        },
        _ => return None,
    };
    Some(plainly(Value::Flag(flag)))
}

/// Whether there is no recourse to public funds: yes or no, or in words.
pub(super) fn no_recourse(node: &Node) -> Option<Heard> {
    let plain = plain(&said(node));
    match &*plain {
        "none" => None,
        "nrpf" | "no recourse" | "no recourse to public funds" | "without recourse" => {
            Some(Heard { value: Value::Flag(true), plainly: true })
        }
        _ => flag(node),
    }
}

/// Whether somebody had no home before: yes or no, or where they slept.
pub(super) fn homeless(node: &Node) -> Option<Heard> {
    const WITHOUT: &[&str] = &[
        "rough", "nfa", "sofa", "sofas", "couch", "homeless", "street", "streets", "hostel", "car",
        "van", "tent", "squat", "doorway", "park", "shelter", "surfing",
    ];
    let plain = plain(&said(node));
    let has = |words: &[&str]| plain.split(' ').any(|word| words.contains(&word));
    let is_so =
        plain.contains("no fixed") || plain.contains("temporary accommodation") || has(WITHOUT);
    let is_denied =
        has(&["not", "never", "isn", "wasn", "unsure", "maybe"]) || plain.starts_with("no ");
    match flag(node) {
        None if is_so && (plain.starts_with("no fixed") || !is_denied) => {
            Some(Heard { value: Value::Flag(true), plainly: false })
        }
        heard => heard,
    }
}

/// A day, also as people here write one.
pub(super) fn day(node: &Node) -> Option<Heard> {
    let text = said(node);
    let day: Date = british(&text).parse().ok()?;
    Some(Heard { value: Value::Text(day.to_string()), plainly: false })
}

/// One of the words of the form, or of those that mean one.
pub(super) fn word(node: &Node, own: &[&str], others: Synonyms) -> Option<Heard> {
    let plain = plain(&said(node));
    let own = own.iter().find(|word| plain.replace(' ', "_") == **word).copied();
    let other = || others.iter().find(|(word, _)| *word == plain).map(|(_, own)| *own);
    own.or_else(other).map(|word| plainly(Value::Text(word.to_owned())))
}

/// A wheelchair among other words, unless they deny it: whoever uses one now and then needs a home that has room for it.
pub(super) fn wheelchair(node: &Node) -> Option<Heard> {
    const DENIED: [&str; 9] =
        ["no", "not", "never", "without", "doesnt", "isnt", "none", "formerly", "used"];
    const MEANT: [&str; 5] = ["wheelchair", "wheelchairs", "wheel", "powerchair", "scooter"];
    let plain = plain(&said(node)).replace(['\'', '\u{2019}'], "");
    let words = || plain.split(|c: char| !c.is_alphanumeric());
    let is_meant =
        words().any(|word| MEANT.contains(&word)) && !words().any(|word| DENIED.contains(&word));
    let value = Value::Text("wheelchair".to_owned());
    is_meant.then_some(Heard { value, plainly: false })
}

/// A number from nought to so many, alone or among other words.
pub(super) fn count(node: &Node, most: i64) -> Option<Heard> {
    let within = |n: i64| (0..=most).contains(&n).then_some(Value::Whole(n));
    match &node.value {
        Value::Whole(n) => within(*n).map(plainly),
        Value::Flag(false) => Some(plainly(Value::Whole(0))),
        Value::Text(text) => {
            let plain = plain(text);
            let words: Vec<&str> = plain.split(' ').collect();
            let mut numbers = words.iter().filter_map(|word| several(word).or(number(word)));
            // "2 (twins)" says it twice.
            let first = numbers.next()?;
            let value = within(first).filter(|_| numbers.all(|more| more == first))?;
            // "-4" is not four.
            let plainly = number(&plain).is_some();
            (!text.trim_start().starts_with('-')).then_some(Heard { value, plainly })
        }
        _ => None,
    }
}

/// How many somebody means who names no number.
fn several(word: &str) -> Option<i64> {
    match word {
        "a" | "an" => Some(1),
        "no" | "none" => Some(0),
        "twins" => Some(2),
        "triplets" => Some(3),
        _ => None,
    }
}

pub(super) fn number(word: &str) -> Option<i64> {
    word.parse().ok().or_else(|| numeral(word).map(i64::from))
}

/// A reference whose spaces and marks are hyphens.
pub(super) fn reference(text: &str) -> Option<String> {
    let is_mark = |c: char| c.is_whitespace() || c.is_control() || [';', ',', '"'].contains(&c);
    let parts: Vec<&str> = text.split(is_mark).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("-"))
}

/// A moment as people write it: London time where no offset stands there; a time of day alone is one of the day on which
/// they asked, and none if that has passed by then.
pub(super) fn moment(text: &str, asked: Timestamp) -> Option<Timestamp> {
    let text = &*british(text);
    let today = || {
        let day = calendar::london_day(asked);
        calendar::london_moment(day, time_of_day(text)?).filter(|moment| *moment > asked)
    };
    calendar::written_moment(text).or_else(today)
}

/// A text whose day is written as people here write it, "20/11/2026 21:40", with that day as the form has it; only where
/// it can be no other day.
pub(super) fn british(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let length = text.find(char::is_whitespace).unwrap_or(text.len());
    let (day, rest) = text.split_at(length);
    let written = || {
        let parts: Vec<&str> = day.split(['/', '.', '-']).collect();
        let [day, month, year] = parts[..] else { return None };
        let (day, month): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
        let is_sure = year.len() == 4 && (1..=12).contains(&month) && (day > 12 || day == month);
        is_sure.then(|| format!("{year}-{month:02}-{day:02}{rest}"))
    };
    written().map_or(Cow::Borrowed(text), Cow::Owned)
}

/// "22:30", "22.30", "10pm", "10.30 pm".
pub(super) fn time_of_day(text: &str) -> Option<Time> {
    let text: String = text.to_lowercase().split_whitespace().collect();
    let halves = [("pm", 12), ("am", 0)];
    let half = halves.iter().find_map(|(end, after)| Some((text.strip_suffix(end)?, *after)));
    let (hour, minute) = half.map_or(&*text, |(rest, _)| rest).split_once([':', '.']).map_or_else(
        || half.map(|(rest, _)| (rest, "00")),
        |(hour, minute)| (minute.len() == 2).then_some((hour, minute)),
    )?;
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some((_, after)) if (1..=12).contains(&hour) => hour % 12 + after,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Node {
        Node::bare(Value::Text(text.to_owned()))
    }

    #[test]
    fn a_moment_without_its_offset_is_londons() {
        let asked: Timestamp = "2026-07-20T20:40:00Z".parse().unwrap();
        for (said, at) in [
            ("2026-07-20T22:30", Some("2026-07-20T21:30:00Z")),
            ("2026-07-20T22:30:00", Some("2026-07-20T21:30:00Z")),
            ("2026-07-20 22:30", Some("2026-07-20T21:30:00Z")),
            ("2026-07-20T22:30:00Z", Some("2026-07-20T22:30:00Z")),
            ("22:30", Some("2026-07-20T21:30:00Z")),
            ("10.30 pm", Some("2026-07-20T21:30:00Z")),
            ("10pm", Some("2026-07-20T21:00:00Z")),
            // This morning, or tomorrow's: nobody knows.
            ("07:00", None),
            ("20/07/2026 22:30", Some("2026-07-20T21:30:00Z")),
            // The sixth of July, or the seventh of June.
            ("06/07/2026 22:30", None),
            ("2026-07-20", None),
            ("until ten", None),
            ("25:00", None),
        ] {
            let expected = at.map(|at| at.parse::<Timestamp>().unwrap());
            assert_eq!(moment(said, asked), expected, "{said}");
        }
    }

    #[test]
    fn numbers_are_heard_among_words_and_never_guessed() {
        let heard = |said: &str| count(&text(said), 120).map(|heard| (heard.value, heard.plainly));
        assert_eq!(heard("15"), Some((Value::Whole(15), true)));
        assert_eq!(heard("Fifteen"), Some((Value::Whole(15), true)));
        assert_eq!(heard("two dogs"), Some((Value::Whole(2), false)));
        for said in ["-4", "a dog and two cats", "old", "340", ""] {
            assert_eq!(heard(said), None, "{said}");
        }
    }

    #[test]
    fn a_word_is_heard_in_other_letters() {
        let sex = |said: &str| word(&text(said), &["female", "male"], SEX).map(|heard| heard.value);
        assert_eq!(sex("Female"), Some(Value::Text("female".to_owned())));
        assert_eq!(sex("Man"), Some(Value::Text("male".to_owned())));
        assert_eq!(sex("trans woman"), None);
        let support = word(&text("Mental health"), &["mental_health"], SUPPORT);
        assert_eq!(support.unwrap().value, Value::Text("mental_health".to_owned()));
        assert_eq!(flag(&text("Yes")).unwrap().value, Value::Flag(true));
        assert_eq!(flag(&text("she says no")), None);
    }
}
