//! The schedule of sanctuary measures: which are lower-level works, and which need the council's written approval.
//!
//! Specification 4.41 d. The list is data (`data/sanctuary_measures.csv`), compiled in. Whatever it does not name is a
//! higher-level measure. Prices are the provider's own: none are published.

use std::sync::LazyLock;

/// Written approval is needed above this, in pence (specification 4.41 a).
pub const APPROVED_PENCE: u64 = 10_000;

/// Which works a measure belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Installed without further approval.
    Lower,
    /// Installed only after written approval.
    Higher,
}

/// A measure of the list: its word in events, its name for people, its level.
pub type Measure = (&'static str, &'static str, Level);

/// The measures of the list, in its order.
pub static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/sanctuary_measures.csv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.splitn(3, ',');
        let (word, level, name) = (cells.next()?, cells.next()?, cells.next()?);
        let level = if level == "lower" { Level::Lower } else { Level::Higher };
        Some((word, name, level))
    })
    .collect()
});

/// The word by which a measure is followed and counted: its own where the list names it, else `other`, since any other may
/// be somebody's own words, which none but their household's key opens.
pub fn followed_as(said: &str) -> &str {
    if MEASURES.iter().any(|(word, ..)| *word == said) { said } else { "other" }
}

/// The level of a measure; one that the list does not name is a higher-level one.
pub fn level_of(measure: &str) -> Level {
    let listed = MEASURES.iter().find(|(word, ..)| *word == measure);
    listed.map_or(Level::Higher, |(.., level)| *level)
}

/// Whether a measure needs the council's written approval whatever it costs.
pub fn is_higher_level(measure: &str) -> bool {
    level_of(measure) == Level::Higher
}

/// Words for why a sanctuary was not accepted that are counted as they are; any other counts as other.
pub const NOT_ACCEPTED: [&str; 5] =
    ["life_in_danger", "perpetrator_lives_there", "landlord_refuses", "not_eligible", "withdrew"];

/// Words for why a measure was refused that are counted as they are; any other counts as other.
pub const NOT_WANTED: [&str; 3] = ["not_wanted", "landlord_refuses", "moving_away"];
