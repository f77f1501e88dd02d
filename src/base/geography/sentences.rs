//! Places among other words: "flat 2, ST6 3AA", "postcode ST3 4BD", "his mum is in Leeds".
//!
//! Nothing is guessed: what is known of such words is measured, and where the rest may change what is meant somebody is
//! asked besides. Not here: texts that are a place as a whole (`resolve`), and lists of them (`parts`).

use super::address::is_of_an_address;
use super::area::{Checked, Doubt, Sense};
use super::code::{self, Code};
use super::parts::{says_where, together};
use super::resolve::FAR_M;
use super::{Area, Geography, Viewpoint};

/// Words round a place that change nothing.
const FILLERS: &[&str] = &[
    "postcode",
    "postcodes",
    "post",
    "code",
    "is",
    "the",
    "in",
    "at",
    "back",
    "home",
    "now",
    "over",
    "still",
    "he",
    "she",
    "they",
    "are",
    "lives",
    "living",
    "stays",
    "staying",
    "based",
    "district",
    "sector",
];
/// Words behind which a place is named.
const BEFORE: &[&str] =
    &["in", "at", "near", "from", "to", "around", "round", "outside", "of", "by"];
/// Words for a part of a place, or for what lies beside it, before "of".
const PARTS: &[&str] = &[
    "north", "south", "east", "west", "centre", "middle", "edge", "edges", "back", "end", "part",
    "parts", "out", "top", "bottom", "rest", "all", "most", "half",
];
/// Words that say that more is meant than the place of the name, or something beside it.
const VAGUE: &[&str] = &[
    "area",
    "areas",
    "near",
    "around",
    "round",
    "outside",
    "outskirts",
    "side",
    "way",
    "direction",
    "somewhere",
];
/// Words that say that it may be another place by now, or was never known: no part of an address.
const DOUBT: &[&str] = &[
    "was",
    "were",
    "used",
    "left",
    "moved",
    "moving",
    "formerly",
    "former",
    "previous",
    "previously",
    "old",
    "ex",
    "maybe",
    "perhaps",
    "possibly",
    "probably",
    "might",
    "may",
    "could",
    "think",
    "thinks",
    "guess",
    "unsure",
    "sure",
    "unknown",
    "said",
    "says",
    "last",
    "once",
    "until",
    "before",
    "lived",
    "stayed",
    "address",
];
/// Words that an address is known by before its postcode.
const STREETS: &[&str] = &[
    "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "close", "drive", "dr", "way",
    "court", "ct", "place", "pl", "terrace", "crescent", "grove", "gardens", "square", "hill",
    "row", "walk", "mews", "park", "view", "rise", "green", "bank", "parade", "yard", "quay",
    "wharf", "estate", "towers", "tower", "lodge", "cottage", "farm", "mill", "hotel", "pub",
    "inn", "shop",
];
/// What makes several places of one text.
const JOINTS: &[&str] =
    &["and", "or", "near", "not", "from", "to", "by", "around", "round", "outside", "then", "also"];

impl Geography {
    /// The places among the words of a text; none where none of them is known.
    pub(super) fn by_words(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        const LONGEST: usize = 30;
        let is_mark = |c: char| c.is_whitespace() || [',', ';', '(', ')', ':'].contains(&c);
        let words: Vec<&str> = text.split(is_mark).filter(|word| !word.is_empty()).collect();
        // A code that nothing has is no other one that begins so.
        let is_a_code = !code::readings(text).is_empty();
        if !(2..=LONGEST).contains(&words.len()) || is_a_code {
            return None;
        }
        let (mut found, mut rest, mut at) = (Vec::new(), Vec::new(), 0);
        while at < words.len() {
            if let Some((area, taken)) = self.place_at(&words, at, from) {
                found.push(area);
                at += taken;
            } else {
                rest.push(Word::of(words[at], found.is_empty()));
                at += 1;
            }
        }
        if found.iter().any(|area| area.standing == Checked::Abroad) {
            let is_there = rest.iter().all(|word| FILLERS.contains(&&*word.text));
            return (is_there && found.len() == 1).then(Area::abroad);
        }
        // Another part of the text that is a place, but where it only says where the first one lies.
        let parts = text.split([',', ';']).map(str::trim).filter(|part| *part != text);
        let named = parts.filter_map(|part| self.by_name(part, from));
        let more: Vec<Area> = named
            .filter(|part| !found.is_empty() && found.iter().all(|one| !says_where(part, one)))
            .collect();
        found.extend(more);
        let is_plain = self.is_plain(&found, &rest, from);
        together(found).map(|area| if is_plain { area } else { area.guessed() })
    }

    /// The place that begins with this word, and how many words name it: a code, or a name behind "in" and the like.
    fn place_at(&self, words: &[&str], at: usize, from: Viewpoint<'_>) -> Option<(Area, usize)> {
        const LONGEST: usize = 4;
        let span = |taken: usize| Some(words.get(at..at + taken)?.join(" "));
        let has = |text: &str, is: fn(char) -> bool| text.contains(is);
        let of_a_code = |taken: usize| {
            let code = span(taken)?;
            let is_begun = taken == 1
                && span(2).is_some_and(|two| {
                    matches!(code::readings(&two)[..], [Code::Postcode(_) | Code::Sector(_), ..])
                });
            let next = words.get(at + taken).map(|word| word.to_lowercase());
            let is_said =
                next.is_some_and(|next| ["area", "postcode", "postcodes"].contains(&&*next));
            let is_one = has(&code, |c| c.is_ascii_digit()) && has(&code, char::is_alphabetic)
                || (is_said && code.len() <= 2 && code.chars().all(|c| c.is_ascii_uppercase()));
            self.by_code(&code, from).filter(|_| is_one && !is_begun).map(|area| (area, taken))
        };
        if let Some(found) = [2, 1].into_iter().find_map(of_a_code) {
            return Some(found);
        }
        let before = words.get(at.checked_sub(1)?)?.to_lowercase();
        let is_last = |taken: usize| at == 1 && at + taken == words.len();
        // "North of Hanley" names Hanley; "Citty of Hanley" is a name that nobody knows.
        let of_what = || {
            let word = words.get(at.checked_sub(2)?)?.to_lowercase();
            Some(VAGUE.contains(&&*word) || PARTS.contains(&&*word))
        };
        let is_before =
            BEFORE.contains(&&*before) && (before != "of" || of_what().unwrap_or(false));
        let is_named =
            |taken: &usize| is_before || (is_last(*taken) && FILLERS.contains(&&*before));
        (1..=LONGEST).rev().filter(is_named).find_map(|taken| {
            let name = span(taken)?;
            let area = self.by_name(&name, from).or_else(|| self.outside(&name))?;
            // A common word is a name of some far ward: "by the canal" is none of Glasgow's.
            let is_ward = |sense: &Sense| matches!(sense, Sense::Ward { .. });
            let is_a_word = area.taken_as.iter().all(is_ward) && !name.contains(char::is_uppercase);
            (area.is_checked() && !is_a_word).then_some((area, taken))
        })
    }

    /// Whether the rest changes nothing: words of an address before its postcode, or words that say no more than where.
    fn is_plain(&self, found: &[Area], rest: &[Word], from: Viewpoint<'_>) -> bool {
        let [area] = found else { return false };
        let is_a_code = area.taken_as.iter().all(Sense::is_of_a_postcode);
        let is_filler = |word: &Word| {
            FILLERS.contains(&&*word.text)
                || (is_a_code && (word.text == "area" || is_of_an_address(&word.text)))
                || (VAGUE.contains(&&*word.text) && !self.is_near(from.home, area, FAR_M))
        };
        let is_a_postcode = matches!(area.taken_as[..], [Sense::Postcode(_)]);
        let is_numbered = rest.iter().any(|word| word.is_before && word.is_of_a_street());
        // Behind a postcode stands its town, if anything; before it, an address.
        let is_of_the_address = |word: &Word| {
            let changes_nothing = word.text.contains(char::is_alphanumeric)
                && !JOINTS.contains(&&*word.text)
                && !DOUBT.contains(&&*word.text)
                && !self.is_elsewhere(&word.text, area, from);
            let may_be_one = if word.is_before {
                is_numbered || word.is_capital
            } else {
                self.by_name(&word.text, from).is_some()
            };
            is_a_postcode && changes_nothing && may_be_one
        };
        rest.iter().all(|word| is_filler(word) || is_of_the_address(word))
    }

    /// Whether a word is a place that does not only say where another one lies.
    fn is_elsewhere(&self, word: &str, than: &Area, from: Viewpoint<'_>) -> bool {
        let place = || self.by_name(word, from);
        word.len() > 2 && place().is_some_and(|place| !says_where(&place, than))
    }
}

/// A word beside a place.
struct Word {
    /// In small letters.
    text: String,
    /// Before every place of the text.
    is_before: bool,
    /// As a name begins.
    is_capital: bool,
}

impl Word {
    fn of(typed: &str, is_before: bool) -> Self {
        let is_capital = typed.starts_with(char::is_uppercase);
        Self { text: typed.to_lowercase(), is_before, is_capital }
    }

    /// Whether an address is known by it.
    fn is_of_a_street(&self) -> bool {
        STREETS.contains(&&*self.text)
            || is_of_an_address(&self.text)
            || self.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

impl Area {
    /// Measured, but somebody is asked besides.
    pub(super) fn guessed(mut self) -> Self {
        if self.is_checked() && self.standing != Checked::Abroad {
            self.standing = Checked::MeasuredAndAsked;
            self.doubt = self.doubt.or(Some(Doubt::Guessed));
        }
        self
    }
}
