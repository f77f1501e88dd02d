//! Bands and lists that the ministry sets: one data file with a version, `data/returns/lists.json`.

use super::facts::Trait;
use serde::Deserialize;

/// What is counted into.
#[derive(Debug, Clone, Deserialize)]
pub struct Lists {
    /// Which edition this is.
    pub version: String,
    pub(super) age_bands: Vec<Band>,
    pub(super) month_bands: Vec<Band>,
    pub(super) support_types: Vec<String>,
    pub(super) support_needs: Vec<String>,
    pub(super) words: Words,
}

/// A band, from a number on until the next begins.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Band {
    pub(super) category: String,
    pub(super) from: u16,
}

/// Words that have a row whether or not anybody bears them.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Words {
    pub(super) gender: Vec<String>,
    pub(super) ethnicity: Vec<String>,
    pub(super) disability: Vec<String>,
    pub(super) sexuality: Vec<String>,
    pub(super) specialist: Vec<String>,
    /// Why a sanctuary was not accepted.
    #[serde(default)]
    pub(super) not_accepted: Vec<String>,
    /// Why a measure was refused.
    #[serde(default)]
    pub(super) refused: Vec<String>,
}

/// A word under which everything stands that is on no list: what was typed goes to nobody.
pub(super) const OTHER: &str = "other";

/// Nothing was said.
pub(super) const NOT_KNOWN: &str = "not_known";

impl Words {
    /// The words of a characteristic.
    pub(super) fn of(&self, which: Trait) -> &[String] {
        match which {
            Trait::Gender => &self.gender,
            Trait::Ethnicity => &self.ethnicity,
            Trait::Disability => &self.disability,
            Trait::Sexuality => &self.sexuality,
            Trait::Specialist => &self.specialist,
        }
    }
}

/// A word of a list, or `other`; nothing said is not known.
pub(super) fn closed<'a>(listed: &[&'a str], said: Option<&str>) -> &'a str {
    let Some(said) = said else { return NOT_KNOWN };
    listed.iter().find(|word| **word == said).copied().unwrap_or(OTHER)
}

/// The words of a list with those two, each once.
pub(super) fn with_others<'a>(listed: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut words: Vec<&str> = Vec::new();
    for word in listed.chain([OTHER, NOT_KNOWN]) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// The file as it comes with the program.
const OWN: &str = include_str!("../../../data/returns/lists.json");

impl Lists {
    /// Those that come with the program.
    ///
    /// # Errors
    /// Never: a test reads them.
    pub fn own() -> Result<Self, String> {
        Self::read(OWN)
    }

    /// Those of a file.
    ///
    /// # Errors
    /// If it is no such file, or its bands do not ascend from 0.
    pub fn read(text: &str) -> Result<Self, String> {
        let lists: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let ascends = |bands: &[Band]| {
            bands.first().is_some_and(|band| band.from == 0)
                && bands.windows(2).all(|pair| pair[0].from < pair[1].from)
        };
        if ascends(&lists.age_bands) && ascends(&lists.month_bands) {
            Ok(lists)
        } else {
            Err("bands begin at 0 and ascend".to_owned())
        }
    }
}

/// The band in which a number lies.
pub(super) fn band(bands: &[Band], number: u16) -> &str {
    let found = bands.iter().rev().find(|band| band.from <= number);
    found.map_or("", |band| &band.category)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_goes_up_to_where_the_next_begins() {
        let lists = Lists::own().unwrap();
        let ages = [0, 4, 5, 10, 11, 15, 16, 17, 18, 24, 25, 64, 65, 120];
        let found: Vec<&str> = ages.iter().map(|age| band(&lists.age_bands, *age)).collect();
        let first = ["age_0_4", "age_0_4", "age_5_10", "age_5_10", "age_11_15", "age_11_15"];
        assert_eq!(found[..6], first);
        assert_eq!(found[6..10], ["age_16_17", "age_16_17", "age_18_24", "age_18_24"]);
        assert_eq!(found[10..], ["age_25_34", "age_55_64", "age_65_over", "age_65_over"]);
        assert_eq!(band(&lists.month_bands, 24), "24_over");
    }

    #[test]
    fn bands_that_leave_a_number_out_are_refused() {
        let text = OWN.replacen("\"age_0_4\", \"from\": 0", "\"age_0_4\", \"from\": 1", 1);
        assert_eq!(Lists::read(&text).unwrap_err(), "bands begin at 0 and ascend");
    }
}
