//! Names that everybody uses and no list of districts, wards and towns has: "Hull", "Skye", "Roath", "Europe".
//!
//! `data/geography/everyday.csv` has each with its kind and what it stands for: facts only, and part of the program, so
//! that a map which was drawn elsewhere lacks none. Not here: where these lie (`resolve`).

use super::words;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What such a name is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// It stands for these codes and names.
    Place(Vec<String>),
    /// Outside Great Britain.
    Outside,
    /// Too wide to be checked.
    Wide,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    kind: String,
    stands_for: String,
}

static EVERYDAY: LazyLock<BTreeMap<String, Kind>> = LazyLock::new(|| {
    let text = include_str!("../../../data/geography/everyday.csv");
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize::<Row>();
    rows.filter_map(Result::ok).map(|row| (words::plain(&row.name), row.kind())).collect()
});

impl Row {
    fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "outside" => Kind::Outside,
            "wide" => Kind::Wide,
            _ => {
                Kind::Place(self.stands_for.split(';').map(|part| part.trim().to_owned()).collect())
            }
        }
    }
}

/// Whether everybody calls something outside Great Britain so.
pub(super) fn is_outside(plain: &str) -> bool {
    EVERYDAY.get(plain) == Some(&Kind::Outside)
}

/// Whether everybody calls something so that is too wide to be checked.
pub(super) fn is_wide(plain: &str) -> bool {
    EVERYDAY.get(plain) == Some(&Kind::Wide)
}

/// The codes and names that such a name stands for.
pub(super) fn places(plain: &str) -> &'static [String] {
    match EVERYDAY.get(plain) {
        Some(Kind::Place(places)) => places,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_says_what_it_is() {
        let lines = include_str!("../../../data/geography/everyday.csv").lines().count();
        assert_eq!(EVERYDAY.len() + 1, lines, "a name stands there once");
        for (name, kind) in EVERYDAY.iter() {
            let is_empty =
                matches!(kind, Kind::Place(places) if places.iter().any(String::is_empty));
            assert!(!is_empty, "{name}");
        }
        assert!(is_outside("europe") && is_wide("coast"));
    }
}
