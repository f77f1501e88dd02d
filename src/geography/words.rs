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

/// The words of a name: letters and digits; "and" and a leading "the" left out, "saint" as "st".
pub(super) fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    each_word(&folded).map(|word| word.replace(APOSTROPHES, "")).collect()
}

const APOSTROPHES: [char; 3] = ['\'', '’', '`'];

fn each_word(folded: &str) -> impl Iterator<Item = &str> {
    let words = || {
        let kept = |c: char| c.is_alphanumeric() || APOSTROPHES.contains(&c);
        let parts = folded.split(move |c| !kept(c));
        parts.filter(|word| word.contains(char::is_alphanumeric) && *word != "and")
    };
    let article = usize::from(words().next() == Some("the") && words().nth(1).is_some());
    words().skip(article).map(|word| if word == "saint" { "st" } else { word })
}

/// A name as it is compared.
pub(super) fn plain(name: &str) -> String {
    let folded = fold(name);
    let letters = each_word(&folded).flat_map(str::chars);
    letters.filter(|c| !APOSTROPHES.contains(c)).collect()
}

/// A ward's name, with or without "Ward" or "ED" at its end.
pub(super) fn ward(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = each_word(&folded).collect();
    match words.as_slice() {
        [rest @ .., "ward" | "ed"] if !rest.is_empty() => plain(&rest.concat()),
        words => plain(&words.concat()),
    }
}

/// A town's name, without what follows a comma.
pub(super) fn before_comma(name: &str) -> Option<String> {
    let (before, _) = name.split_once(',')?;
    Some(plain(before)).filter(|plain| !plain.is_empty())
}

/// What may stand before a district's own name, and after it.
const BEFORE: [&[&str]; 9] = [
    &["city", "county", "of", "the"],
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
    let mut words = words(&name.replace("(B)", " ").replace("(b)", " "));
    while let Some(shorter) = BEFORE.iter().find_map(|part| without_start(&words, part)) {
        words = shorter;
    }
    while let Some(shorter) = AFTER.iter().find_map(|part| without_end(&words, part)) {
        words = shorter;
    }
    words.concat()
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

/// Every form of a district's name: whole, and either half of a Welsh pair.
pub(super) fn district_forms(name: &str) -> Vec<String> {
    let mut forms = vec![district(name)];
    if name.contains(" - ") {
        forms.extend(name.split(" - ").map(district));
    }
    forms.sort_unstable();
    forms.dedup();
    forms
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
