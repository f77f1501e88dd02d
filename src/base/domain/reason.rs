//! The rules by name, and the reasons of the annual return (10.13 viii).
//!
//! Not here: what a rule says (`eligibility::rules`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a household could not be supported, in the order of the return.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// Something suited but was full.
    Capacity,
    /// The household could not be contacted.
    NotContacted,
    /// The household did not accept.
    Declined,
    /// Too near the perpetrator.
    Proximity,
    /// Disability.
    Disability,
    /// Mental health support needs.
    MentalHealth,
    /// Alcohol support needs.
    Alcohol,
    /// Drug support needs.
    Drugs,
    /// No recourse to public funds.
    Nrpf,
    /// Other needs: the barrier says which.
    NeedsOther,
}

// A set of rules has a bit for each.
const _: () = assert!(RuleName::ALL.len() <= RuleSet::MOST);

impl ReturnReason {
    /// All reasons, in the order of the return.
    pub const ALL: [Self; 10] = [
        Self::Capacity,
        Self::NotContacted,
        Self::Declined,
        Self::Proximity,
        Self::Disability,
        Self::MentalHealth,
        Self::Alcohol,
        Self::Drugs,
        Self::Nrpf,
        Self::NeedsOther,
    ];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Capacity => "capacity",
            Self::NotContacted => "not_contacted",
            Self::Declined => "declined",
            Self::Proximity => "proximity",
            Self::Disability => "disability",
            Self::MentalHealth => "mental_health",
            Self::Alcohol => "alcohol",
            Self::Drugs => "drugs",
            Self::Nrpf => "nrpf",
            Self::NeedsOther => "needs_other",
        }
    }

    /// Its name for a person.
    pub fn title(self) -> &'static str {
        match self {
            Self::Capacity => "something suited but was full",
            Self::NotContacted => "could not be reached",
            Self::Declined => "the household said no",
            Self::Proximity => "too close to somewhere unsafe",
            Self::Disability => "no accessible unit",
            Self::MentalHealth => "mental health support",
            Self::Alcohol => "alcohol support",
            Self::Drugs => "drug support",
            Self::Nrpf => "no recourse to public funds",
            Self::NeedsOther => "other needs",
        }
    }

    /// Counts as unmet need: capacity, proximity and needs, never the household's own no.
    pub fn is_unmet_need(self) -> bool {
        !matches!(self, Self::NotContacted | Self::Declined)
    }
}

impl fmt::Display for ReturnReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The rules, in the order in which every answer lists them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RuleName {
    /// The lead must be 16 or over.
    #[serde(rename = "age_16")]
    Age16,
    /// Single-sex settings.
    SingleSex,
    /// Oldest boy admitted.
    OldestBoy,
    /// Children admitted.
    Children,
    /// Enough sleeping places.
    SleepingPlaces,
    /// Who can share a room.
    RoomStandard,
    /// Getting about.
    Mobility,
    /// Far enough from unsafe places.
    UnsafeArea,
    /// Households kept apart.
    KeepApart,
    /// The perpetrator may seek a place.
    PerpetratorCheck,
    /// Safe Place is for women who were homeless.
    SafePlacePurpose,
    /// Places for complex needs.
    ComplexNeeds,
    /// Current drug or alcohol use.
    Substances,
    /// Pets.
    Pets,
    /// Funded places for households without recourse.
    Nrpf,
    /// Cots for babies expected; it only ever advises.
    Cots,
}

impl RuleName {
    /// All rules, in order.
    pub const ALL: [Self; 16] = [
        Self::Age16,
        Self::SingleSex,
        Self::OldestBoy,
        Self::Children,
        Self::SleepingPlaces,
        Self::RoomStandard,
        Self::Mobility,
        Self::UnsafeArea,
        Self::KeepApart,
        Self::PerpetratorCheck,
        Self::SafePlacePurpose,
        Self::ComplexNeeds,
        Self::Substances,
        Self::Pets,
        Self::Nrpf,
        Self::Cots,
    ];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Age16 => "age_16",
            Self::SingleSex => "single_sex",
            Self::OldestBoy => "oldest_boy",
            Self::Children => "children",
            Self::SleepingPlaces => "sleeping_places",
            Self::RoomStandard => "room_standard",
            Self::Mobility => "mobility",
            Self::UnsafeArea => "unsafe_area",
            Self::KeepApart => "keep_apart",
            Self::PerpetratorCheck => "perpetrator_check",
            Self::SafePlacePurpose => "safe_place_purpose",
            Self::ComplexNeeds => "complex_needs",
            Self::Substances => "substances",
            Self::Pets => "pets",
            Self::Nrpf => "nrpf",
            Self::Cots => "cots",
        }
    }
}

impl RuleName {
    /// The rule of a name in files.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }

    /// What stands in the way, in a few plain words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Age16 => "lead under 16",
            Self::SingleSex => "single-sex setting",
            Self::OldestBoy => "age of a boy",
            Self::Children => "no children taken",
            Self::SleepingPlaces => "too few beds",
            Self::RoomStandard => "who would share a room",
            Self::Mobility => "steps, or not adapted",
            Self::UnsafeArea => "too close to somewhere unsafe",
            Self::KeepApart => "people to be kept apart",
            Self::PerpetratorCheck => "perpetrator might come in",
            Self::SafePlacePurpose => "kept for women who were homeless",
            Self::ComplexNeeds => "support for complex needs full",
            Self::Substances => "no drink or drugs allowed",
            Self::Pets => "pets",
            Self::Nrpf => "no funded place left",
            Self::Cots => "cots for babies expected",
        }
    }
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of rules, as one machine word; sets compare by their first differing rule in rule order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct RuleSet(u16);

impl RuleSet {
    /// As many rules as a set can tell apart.
    const MOST: usize = u16::BITS as usize;

    /// No rule.
    pub const EMPTY: Self = Self(0);

    /// The set with this rule in it as well.
    #[must_use]
    pub fn with(self, rule: RuleName) -> Self {
        Self(self.0 | 1 << rule as u16)
    }

    /// The rules in either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The rules of this set that are not in the other.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether a rule is in it.
    pub fn contains(self, rule: RuleName) -> bool {
        self.0 & (1 << rule as u16) != 0
    }

    /// Whether every rule of this set is in the other.
    pub fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// How many rules are in it.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether no rule is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its rules, in order.
    pub fn iter(self) -> impl Iterator<Item = RuleName> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let first = RuleName::ALL.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(*first)
        })
    }

    /// Its first rule.
    pub fn first(self) -> Option<RuleName> {
        self.iter().next()
    }

    /// Sorts before another set of the same size where the first rule in which they differ is its own.
    pub fn order_key(self) -> u16 {
        !self.0.reverse_bits()
    }

    /// The set of an [order key](Self::order_key).
    pub fn from_order_key(key: u16) -> Self {
        Self((!key).reverse_bits())
    }
}

impl FromIterator<RuleName> for RuleSet {
    fn from_iter<I: IntoIterator<Item = RuleName>>(iter: I) -> Self {
        iter.into_iter().fold(Self::EMPTY, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_one_size_sort_by_rule_order() {
        let early: RuleSet = [RuleName::SingleSex, RuleName::Nrpf].into_iter().collect();
        let late: RuleSet = [RuleName::OldestBoy, RuleName::Children].into_iter().collect();
        assert!(early.order_key() < late.order_key());
        assert_eq!(RuleSet::from_order_key(late.order_key()), late);
        assert!(RuleSet::EMPTY.with(RuleName::Age16).order_key() < early.order_key());
    }

    #[test]
    fn names_in_files_are_those_that_serde_writes() {
        for rule in RuleName::ALL {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
        }
        for reason in ReturnReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
    }
}
