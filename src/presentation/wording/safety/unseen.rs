//! What stands on no screen, whoever typed it where: places, and other households.
//!
//! A worker's note can hold the perpetrator's address, or say who lives here, and a screen may be read aloud. Left out
//! of a text are the places of the form, postcodes, sectors, the postcode districts of the provider's own area, and
//! whatever is written as references are here: also one that nobody has, for who lives here is not to be found out.

use super::Household;
use crate::base::parse::format;

/// What stands for a place within a text.
const A_PLACE: &str = "(a place, on the form)";

/// What stands for a home of the provider within a text.
const A_HOME: &str = "(a home, on the form)";

/// What stands for a household within a text.
const A_HOUSEHOLD: &str = "(a household, on the form)";

/// The words without those that are not to be seen; the marks round these stay.
pub(super) fn without_places_and_households(household: &Household<'_>, said: &[String]) -> String {
    let unseen = Unseen::of(household);
    let mut shown: Vec<String> = Vec::new();
    let mut k = 0;
    while k < said.len() {
        let (words, instead) = unseen.at(&said[k..]);
        if words == 0 {
            shown.push(said[k].clone());
            k += 1;
        } else {
            shown.push(in_its_marks(&said[k..k + words], instead));
            k += words;
        }
    }
    shown.join(" ")
}

/// The words without the households among them: for whoever typed a place and reads it back.
pub(super) fn without_households(household: &Household<'_>, said: &str) -> String {
    let unseen = Unseen::of(household);
    let shown = said.split_whitespace().map(|word| {
        let is_one = unseen.is_a_reference(&bare(word));
        if is_one { in_its_marks(&[word.to_owned()], A_HOUSEHOLD) } else { word.to_owned() }
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// "(ST4 2QH," as "((a place, on the form),".
fn in_its_marks(words: &[String], instead: &str) -> String {
    let is_mark = |c: char| !c.is_alphanumeric();
    let before = words.first().and_then(|word| word.strip_suffix(word.trim_start_matches(is_mark)));
    let after = words.last().and_then(|word| word.strip_prefix(word.trim_end_matches(is_mark)));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    format!("{before}{instead}{after}")
}

/// What a form and its provider give away that is not to be seen.
struct Unseen {
    /// The unsafe places of the form, in words.
    places: Vec<Vec<String>>,
    /// The letters of the provider's own postcode areas.
    areas: Vec<String>,
    /// How references are written here.
    references: Vec<String>,
    /// What homes here are called.
    homes: Vec<String>,
}

impl Unseen {
    fn of(household: &Household<'_>) -> Self {
        let (referral, estate) = (household.referral, household.estate);
        let named = referral.household.unsafe_places.iter().map(|place| {
            place.place.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
        });
        let mut areas: Vec<String> =
            estate.units.iter().map(|unit| letters(&bare(&unit.sector))).collect();
        areas.sort_unstable();
        areas.dedup();
        let residents = household.residents().iter().map(|resident| &resident.reference);
        let mut references: Vec<String> = residents
            .chain(&referral.household.keep_apart)
            .map(|reference| as_reference(reference))
            .collect();
        references.retain(|pattern| pattern.contains('a') && pattern.contains('9'));
        references.sort_unstable();
        references.dedup();
        let settings = estate.settings.iter().map(|setting| setting.name.to_lowercase());
        let homes =
            settings.chain(estate.units.iter().map(|unit| unit.name.to_lowercase())).collect();
        let places = named.filter(|name: &Vec<_>| !name.is_empty()).collect();
        Self { places, areas, references, homes }
    }

    /// How many of the words are not to be seen together, and what stands for them.
    fn at(&self, words: &[String]) -> (usize, &'static str) {
        let core: Vec<String> = words.iter().map(|word| bare(word)).collect();
        let is_written_so = |name: &&Vec<String>| {
            core.starts_with(name) && is_written_as_a_place(&words[..name.len()])
        };
        let of_the_form = self.places.iter().filter(is_written_so).map(Vec::len);
        let written = (1..=core.len().min(2)).filter(|n| is_postcode(&core[..*n]));
        let district = core.first().filter(|word| self.is_own_district(word)).map(|_| 1);
        if let Some(words) = of_the_form.chain(written).chain(district).max() {
            return (words, A_PLACE);
        }
        if self.homes.contains(&core[0]) {
            return (1, A_HOME);
        }
        (usize::from(self.is_a_reference(&core[0])), A_HOUSEHOLD)
    }

    /// Whether a word is written as references are here, with or without their marks: "R0344s".
    fn is_a_reference(&self, word: &str) -> bool {
        let owner =
            word.strip_suffix('s').filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
        self.references.contains(&as_reference(owner.unwrap_or(word)))
    }

    /// "st4" where the provider's homes are in ST.
    fn is_own_district(&self, word: &str) -> bool {
        let (area, number) = word.split_at(letters(word).len());
        let is_number =
            matches!(number.len(), 1 | 2) && number.starts_with(|c: char| c.is_ascii_digit());
        is_number && self.areas.iter().any(|own| own == area)
    }
}

/// Whether words are written as the name of a place is, or as a code: what somebody will "deal" with is not Deal.
fn is_written_as_a_place(words: &[String]) -> bool {
    const BETWEEN: [&str; 8] = ["on", "upon", "of", "the", "in", "under", "le", "and"];
    let is_one = |word: &String| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.starts_with(char::is_uppercase) || word.contains(|c: char| c.is_ascii_digit())
    };
    let is_between = |word: &String| BETWEEN.contains(&bare(word).as_str());
    words.iter().any(is_one) && words.iter().all(|word| is_one(word) || is_between(word))
}

/// A word without the marks round it, in small letters.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let owner = word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s"));
    owner.map_or_else(|| word.clone(), ToOwned::to_owned)
}

/// The letters that a word begins with.
fn letters(word: &str) -> String {
    word.chars().take_while(char::is_ascii_alphabetic).collect()
}

/// How a reference is written, its marks left out: "a9999" for "R-0388".
fn as_reference(word: &str) -> String {
    pattern(word).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How a word is written: "a-9999" for "R-0388".
fn pattern(word: &str) -> String {
    let kind = |c: char| match c {
        _ if c.is_ascii_digit() => '9',
        _ if c.is_alphabetic() => 'a',
        _ => c,
    };
    word.chars().map(kind).collect()
}

/// Whether so many words are a postcode or a sector together.
fn is_postcode(words: &[String]) -> bool {
    let joined = words.join(" ");
    format::postcode(&joined).is_some() || format::sector(&joined).is_some()
}
