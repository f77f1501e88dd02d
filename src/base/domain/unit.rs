//! Units (dwellings) and settings (buildings). The finest location ever held is a postcode sector.
//!
//! Not here: who lives where (`occupancy`).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use strum::VariantNames;

/// The three kinds of safe accommodation of specification 4.6.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// Refuge or specialist accommodation.
    Refuge,
    /// A Safe Place for women who are also homeless or rough sleeping.
    SafePlace,
    /// A self-contained home in the community.
    Dispersed,
}

impl Kind {
    /// All kinds, in the order of the specification.
    pub const ALL: [Self; 3] = [Self::Refuge, Self::SafePlace, Self::Dispersed];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refuge => "refuge",
            Self::SafePlace => "safe_place",
            Self::Dispersed => "dispersed",
        }
    }

    /// Its name for a person.
    pub fn title(self) -> &'static str {
        match self {
            Self::Refuge => "refuge",
            Self::SafePlace => "Safe Place",
            Self::Dispersed => "dispersed home",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A setting's single-sex policy (2.21, 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Residents {
    /// Women only.
    Women,
    /// Men only.
    Men,
    /// Anybody; never where rooms are shared.
    Any,
}

/// How a setting is staffed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
pub enum Cover {
    /// Somebody is there day and night.
    #[serde(rename = "24h")]
    #[strum(serialize = "24h")]
    AllHours,
    /// Staff visit.
    #[serde(rename = "visiting")]
    #[strum(serialize = "visiting")]
    Visiting,
}

/// A setting's policy on current drug or alcohol use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SubstancePolicy {
    /// No current use.
    Dry,
    /// Current use is managed with a plan.
    Managed,
}

/// Whether a unit can be lived in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// In use.
    Open,
    /// Under repair.
    Void,
    /// Not yet opened.
    Planned,
}

/// One building, or one dispersed home.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "one column each, as in settings.csv")]
pub struct Setting {
    /// Codename.
    pub name: String,
    /// Kind of accommodation.
    pub kind: Kind,
    /// Single-sex policy.
    pub residents: Residents,
    /// Kitchen, bathroom or living area shared between households.
    pub shared: bool,
    /// Greatest age of a male child admitted; none: no limit.
    pub oldest_boy: Option<u8>,
    /// A manager may go over that limit.
    pub oldest_boy_discretion: bool,
    /// Whether households with children are admitted.
    pub children: bool,
    /// Staffing.
    pub cover: Cover,
    /// Households with complex needs it can hold at once; none: no limit.
    pub complex_needs_places: Option<u32>,
    /// Policy on current drug or alcohol use.
    pub substances: SubstancePolicy,
    /// Whether pets may come; assistance animals always may.
    pub pets: bool,
    /// As what the annual return counts it, where that is not its kind.
    pub return_type: Option<String>,
}

/// The self-contained area given to one victim and any accompanying children (4.5).
#[derive(Debug, Clone)]
pub struct Unit {
    /// Codename.
    pub name: String,
    /// Which of the estate's settings it is in.
    pub setting: usize,
    /// Sleeping places of each bedroom.
    pub rooms: Vec<u32>,
    /// Children under 2 who can sleep in a cot besides.
    pub cots: u32,
    /// Reached and used without steps.
    pub step_free: bool,
    /// Adapted for a wheelchair.
    pub wheelchair: bool,
    /// Postcode sector.
    pub sector: String,
    /// Whether it can be lived in.
    pub state: State,
    /// Void and planned only: the first day it can be offered; none: not known.
    pub from: Option<Date>,
    /// Between two households.
    pub between: Between,
    /// It was made up to begin with, and stands for no home.
    pub is_placeholder: bool,
}

/// What a unit is on its way from one household to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Between {
    /// Nothing of that kind.
    #[default]
    Neither,
    /// Somebody left it a little while ago, and it is being made ready for the next: void, but not for repair.
    BeingMadeReady,
    /// A household has it held, on offer or accepted; only a register says so.
    Claimed,
}

impl Unit {
    /// Sleeping places in all bedrooms, cots apart.
    pub fn sleeping_places(&self) -> u32 {
        self.rooms.iter().sum()
    }

    /// Whether it can be offered on a day if nobody lives in it.
    pub fn can_be_offered_on(&self, day: Date) -> bool {
        self.state == State::Open || self.from.is_some_and(|from| from <= day)
    }

    /// Counts as one of the provider's units today: planned ones do not.
    pub fn is_in_stock(&self) -> bool {
        self.state != State::Planned
    }
}
