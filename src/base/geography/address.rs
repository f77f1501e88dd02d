//! Parts of an address that are no place: "flat 2", "12a".

/// Words of an address that are no place.
const OF_AN_ADDRESS: &[&str] = &[
    "flat",
    "house",
    "room",
    "unit",
    "apartment",
    "apt",
    "number",
    "no",
    "floor",
    "block",
    "door",
];

/// Whether a part of an address is no place: "flat 2", "12".
pub(super) fn is_of_an_address(part: &str) -> bool {
    let words = words_of(part);
    let is_one = |word: &String| {
        OF_AN_ADDRESS.contains(&word.as_str()) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_numbered =
        |word: &String| word.len() <= 4 && word.starts_with(|c: char| c.is_ascii_digit());
    !words.is_empty() && words.iter().all(|word| is_one(word) || is_numbered(word))
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
