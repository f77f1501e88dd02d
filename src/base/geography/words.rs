//! Names of places in the one form in which they are compared.
//!
//! Case, accents, punctuation, spaces, and "and" or "&" are ignored. Parts that people leave out are optional:
//! "City of", "(B)" and "District" of a district, "Ward" of a ward, what follows a comma in a town.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters without their accents, in small letters.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect()
}

/// The words of a name: letters and digits; "and" and a leading "the" left out.
pub(super) fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let in_short = |word: &str| if word == "saint" { "st".to_owned() } else { word.to_owned() };
    each_word(&folded).map(|word| in_short(&word.replace(APOSTROPHES, ""))).collect()
}

const APOSTROPHES: [char; 3] = ['\'', '’', '`'];

fn each_word(folded: &str) -> impl Iterator<Item = &str> {
    let words = || every_word(folded).filter(|word| *word != "and");
    let article = usize::from(words().next() == Some("the") && words().nth(1).is_some());
    words().skip(article)
}

/// The words of a name, "and" among them.
fn every_word(folded: &str) -> impl Iterator<Item = &str> {
    let kept = |c: char| c.is_alphanumeric() || APOSTROPHES.contains(&c);
    let parts = folded.split(move |c| !kept(c));
    parts.filter(|word| word.contains(char::is_alphanumeric))
}

/// Whether a name may have all of these words: seen from its letters alone, so that few names are taken apart.
pub(super) fn may_hold(name: &str, asked: &[String]) -> bool {
    let holds = |word: &String| {
        let word = word.as_bytes();
        word == b"st"
            || name.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
    };
    !name.is_ascii() || name.contains('\'') || asked.iter().all(holds)
}

/// A name as it is compared: its words in one, "saint" as "st".
pub(super) fn plain(name: &str) -> String {
    let folded = fold(name);
    joined(each_word(&folded))
}

/// A name as it is where it is typed without any space: nothing of it is left out.
pub(super) fn whole(name: &str) -> String {
    let folded = fold(name).replace('&', "and");
    joined(every_word(&folded))
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let letters: String = words.flat_map(str::chars).filter(|c| !APOSTROPHES.contains(c)).collect();
    if letters.contains("saint") { letters.replace("saint", "st") } else { letters }
}

/// A ward's name, with or without "Ward" or "ED" at its end.
pub(super) fn ward(name: &str) -> String {
    plain(without_ward(name))
}

/// The two letters that a name begins with as it is compared; none: it may begin as anything.
pub(super) fn start(name: &str) -> Option<[u8; 2]> {
    let is_cut =
        |word: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if !name.is_ascii() || is_cut("the ") || is_cut("saint") {
        return None;
    }
    let mut letters =
        name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    Some([letters.next()?, letters.next().unwrap_or_default()])
}

/// Whether a text is a name typed without any space: a ward's with or without its "Ward".
pub(super) fn is_typed_together(name: &str, typed: &str) -> bool {
    let forms = [whole(name), whole(without_ward(name)), plain(name)];
    typed.len() > 2 && forms.iter().any(|form| form == typed)
}

/// What people may call a ward: its name without "Ward", and each place of one that is named after several.
pub(super) fn said_of_ward(name: &str) -> Vec<String> {
    const TOO_COMMON: [&str; 8] =
        ["north", "south", "east", "west", "central", "town", "park", "village"];
    let whole = without_ward(name);
    let joined = whole.replace(" & ", ",").replace(" and ", ",").replace('/', ",");
    let is_a_name = |part: &&str| part.len() > 3 && !TOO_COMMON.contains(&plain(part).as_str());
    let parts = joined.split(',').map(str::trim).filter(is_a_name).map(ToOwned::to_owned);
    distinct(std::iter::once(whole.to_owned()).chain(parts).collect())
}

/// Whether a text is one of the places that a ward is named after, with or without the part of it that is meant:
/// "Partick" of "Partick East/Kelvindale Ward", "Kentish Town" of "Kentish Town North Ward".
pub(super) fn is_part_of_ward(name: &str, plain_text: &str) -> bool {
    const DIRECTIONS: [&str; 5] = ["north", "south", "east", "west", "central"];
    if plain_text.len() < 4 || DIRECTIONS.contains(&plain_text) {
        return false;
    }
    said_of_ward(name).iter().any(|part| {
        let without = part.rsplit_once(' ').filter(|(_, last)| DIRECTIONS.contains(&&*fold(last)));
        plain(part) == plain_text || without.is_some_and(|(rest, _)| plain(rest) == plain_text)
    })
}

/// Whether every town has something of this name: somebody who says it may mean another than the ward that bears it.
pub(super) fn is_of_every_town(plain: &str) -> bool {
    const EVERYWHERE: [&str; 5] = ["town", "towncentre", "citycentre", "city", "centre"];
    EVERYWHERE.contains(&plain)
}

/// The two letters that each word of a name begins with, 0 behind a single one; none: they may begin as anything.
pub(super) fn word_starts(name: &str) -> Option<Vec<[u8; 2]>> {
    let letters = name.as_bytes();
    let letter = |at: usize| letters.get(at).filter(|byte| byte.is_ascii_alphanumeric());
    let is_start = |&at: &usize| letter(at).is_some() && (at == 0 || letter(at - 1).is_none());
    let two = |at: usize| [at, at + 1].map(|at| letter(at).map_or(0, u8::to_ascii_lowercase));
    let is_plain = name.is_ascii() && !name.to_ascii_lowercase().contains("saint");
    is_plain.then(|| (0..name.len()).filter(is_start).map(two).collect())
}

/// A name with "upon" for "on", or the other way about.
pub(super) fn on_or_upon(text: &str) -> Option<String> {
    let spaced = format!(" {} ", fold(text).replace('-', " "));
    let other = |from: &str, to: &str| spaced.contains(from).then(|| spaced.replace(from, to));
    other(" on ", " upon ").or_else(|| other(" upon ", " on "))
}

/// A ward's name without "Ward" or "ED" at its end.
pub(super) fn without_ward(name: &str) -> &str {
    let name = name.trim();
    match name.rsplit_once(' ') {
        Some((rest, last))
            if ["ward", "ed"].iter().any(|word| last.eq_ignore_ascii_case(word))
                && !plain(rest).is_empty() =>
        {
            rest
        }
        _ => name,
    }
}

fn distinct(forms: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(forms.len());
    for form in forms {
        if !form.is_empty() && !kept.contains(&form) {
            kept.push(form);
        }
    }
    kept
}

/// A town's name, without what follows a comma.
pub(super) fn before_comma(name: &str) -> Option<String> {
    let (before, _) = name.split_once(',')?;
    Some(plain(before)).filter(|plain| !plain.is_empty())
}

/// Whether a name is that of London as a whole.
pub(super) fn is_london(name: &str) -> bool {
    matches!(plain(name).as_str(), "london" | "greaterlondon")
}

/// What may stand before a district's own name, and after it.
const BEFORE: [&[&str]; 9] = [
    &["city", "and", "county", "of", "the"],
    &["london", "borough", "of"],
    &["royal", "borough", "of"],
    &["metropolitan", "borough", "of"],
    &["city", "of"],
    &["county", "of"],
    &["borough", "of"],
    &["district", "of"],
    &["the"],
];
const AFTER: [&[&str]; 9] = [
    &["london", "boro"],
    &["london", "borough"],
    &["metropolitan", "borough"],
    &["district", "b"],
    &["city", "of"],
    &["district"],
    &["borough"],
    &["city"],
    &["b"],
];

/// A district's name without the parts that may be left out.
pub(super) fn district(name: &str) -> String {
    let words = own_words(name);
    joined(words.iter().map(String::as_str).filter(|word| *word != "and"))
}

/// The words of a district's own name, "and" among them.
fn own_words(name: &str) -> Vec<String> {
    let folded = fold(&name.replace("(B)", " ").replace("(b)", " ")).replace('&', " and ");
    let mut words: Vec<String> =
        every_word(&folded).map(|word| word.replace(APOSTROPHES, "")).collect();
    while let Some(shorter) = BEFORE.iter().find_map(|part| without_start(&words, part)) {
        words = shorter;
    }
    while let Some(shorter) = AFTER.iter().find_map(|part| without_end(&words, part)) {
        words = shorter;
    }
    words
}

fn without_start(words: &[String], part: &[&str]) -> Option<Vec<String>> {
    let rest = words.len().checked_sub(part.len()).filter(|&rest| rest > 0)?;
    let starts = words.iter().zip(part).all(|(word, part)| word == part);
    starts.then(|| words[words.len() - rest..].to_vec())
}

fn without_end(words: &[String], part: &[&str]) -> Option<Vec<String>> {
    let rest = words.len().checked_sub(part.len()).filter(|&rest| rest > 0)?;
    let ends = words[rest..].iter().zip(part).all(|(word, part)| word == part);
    ends.then(|| words[..rest].to_vec())
}

/// A district's name as the file of names has it, without its mark "(B)" and with "Borough" in full.
pub(super) fn district_in_full(name: &str) -> String {
    name.replace(" (B)", "").replace("London Boro", "London Borough")
}

/// Every form of a district's name: without what may be left out, whole (as where it is typed without any space), and
/// either half of a Welsh pair.
pub(super) fn district_forms(name: &str) -> Vec<String> {
    let full = [name.replace(" (B)", ""), district_in_full(name)];
    let mut forms = vec![district(name), own_words(name).concat(), whole(name)];
    forms.extend(full.iter().map(|name| whole(name)));
    for half in name.split(" - ").filter(|half| half.len() < name.len()) {
        forms.extend([district(half), own_words(half).concat()]);
    }
    distinct(forms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_may_be_left_out_make_no_difference() {
        for name in [
            "City of Stoke-on-Trent (B)",
            "Stoke on Trent",
            "stoke-on-trent, city of",
            "STOKE-ON-TRENT CITY",
        ] {
            assert_eq!(district(name), "stokeontrent", "{name}");
        }
        assert_eq!(district("Camden London Boro"), district("London Borough of Camden"));
        assert_eq!(district("County of Herefordshire"), "herefordshire");
        assert_eq!(district("The City of Brighton and Hove (B)"), district("Brighton & Hove"));
        assert_eq!(district("City and County of the City of London"), "london");
        assert_eq!(district("St. Albans District (B)"), district("saint albans"));
        assert_eq!(ward("Hanley Park & Shelton Ward"), ward("Hanley Park and Shelton"));
        assert_eq!(ward("Wyesham ED"), "wyesham");
        assert_eq!(
            said_of_ward("Hanley Park & Shelton Ward"),
            ["Hanley Park & Shelton", "Hanley Park", "Shelton"]
        );
        for typed in ["HanleyParkandShelton", "hanleyparkandsheltonward"] {
            assert!(is_typed_together("Hanley Park & Shelton Ward", &ward(typed)), "{typed}");
        }
        for (typed, name) in [
            ("Dunvant&KillayED", "Dunvant & Killay ED"),
            (
                "HanleyPark,Joiner'sSquare&SheltonWard",
                "Hanley Park, Joiner's Square & Shelton Ward",
            ),
        ] {
            assert!(is_typed_together(name, &ward(typed)), "{typed}");
        }
    }

    #[test]
    fn a_district_typed_without_any_space_is_that_district() {
        for (typed, name) in [
            ("CityofPlymouth", "City of Plymouth (B)"),
            ("camdenlondonborough", "Camden London Boro"),
            ("SaintAlbansDistrict", "St. Albans District (B)"),
            ("BrightonandHove", "The City of Brighton & Hove (B)"),
        ] {
            assert!(district_forms(name).contains(&district(typed)), "{typed}");
        }
    }

    #[test]
    fn either_half_of_a_welsh_pair_is_the_district() {
        let forms = district_forms("Sir Ynys Môn - Isle of Anglesey");
        assert!(
            forms.contains(&plain("isle of anglesey")) && forms.contains(&plain("Sir Ynys Mon"))
        );
        assert!(
            district_forms("Bro Morgannwg - the Vale of Glamorgan")
                .contains(&plain("Vale of Glamorgan"))
        );
    }

    #[test]
    fn a_word_that_only_begins_with_and_is_kept() {
        assert_eq!(plain("Andover"), "andover");
        assert_eq!(plain("Sandwell"), "sandwell");
    }
}
