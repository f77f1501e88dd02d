//! `provider.toml`: what one provider has decided, so that no code knows a city.

use super::Contract;
use super::hold::RegisterTerms;
use crate::base::domain::Nation;
use crate::base::domain::household::{Mobility, Sex};
use crate::base::domain::{Kind, Referral};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use strum::VariantNames;

/// The provider.
#[derive(Debug, Clone, Deserialize)]
pub struct Provider {
    /// Its name.
    pub name: String,
    /// People living in its area.
    pub population: u64,
    /// The census that says so.
    pub census_year: u16,
    /// Whose law holds there.
    #[serde(default)]
    pub nation: Nation,
    /// Radius, in metres, of an unsafe place that names none.
    pub default_radius_m: u32,
    /// Funded places for households without recourse; none: no limit.
    pub nrpf_places: Option<u32>,
    /// The contract's minimum by kind (4.6).
    #[serde(default)]
    pub minimum_units: BTreeMap<Kind, u32>,
    /// When the office is open (7.1).
    #[serde(default)]
    pub office_hours: Option<OfficeHours>,
    /// Whom to ring.
    #[serde(default)]
    pub contacts: BTreeMap<String, Contacts>,
    /// Points of the preferences.
    #[serde(default)]
    pub weights: Weights,
    /// What comes first when several households ask at once.
    #[serde(default)]
    pub allocation: Allocation,
    /// The scenario whose stays and demand an outlook takes; none: it must be named.
    #[serde(default)]
    pub outlook_scenario: Option<String>,
    /// The scenario whose readings a commissioner's evidence takes; none: the outlook's.
    #[serde(default)]
    pub planning_scenario: Option<String>,
    /// What its contract says and where.
    #[serde(default)]
    pub contract: Contract,
    /// What the commissioner's page says of this provider alone.
    #[serde(default)]
    pub report: ReportTexts,
    /// What the register goes by.
    #[serde(default)]
    pub register: RegisterTerms,
}

/// What the commissioner's page says of one provider and no other, each with its source in the text.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ReportTexts {
    /// What the figures are for: the clauses under which units are added.
    pub purpose: Option<String>,
    /// The number of spaces that follows from population, where its papers name one.
    pub spaces: Option<Spaces>,
    /// What its papers say themselves about a number of spaces that follows from population.
    pub spaces_caution: Option<String>,
    /// Where its papers contradict themselves, and what was done about it.
    pub remarks: Vec<String>,
}

/// A number of refuge spaces that follows from population.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Spaces {
    /// Spaces for every 10,000 people.
    pub per_10000: f64,
    /// Who recommends it.
    pub by: String,
    /// The paper that says so.
    pub source: String,
    /// Clause or page.
    pub place: Option<String>,
}

/// What comes first when several households ask at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Allocation {
    /// The order.
    pub order: AllocationOrder,
    /// Nights a unit stands empty between two households; none: the provider has not said. Where the register says who
    /// lives where, its own terms hold ([`RegisterTerms::turnaround_nights`]).
    pub turnaround_nights: Option<u32>,
    /// For each group how many of its households are to be placed before anything else counts.
    pub floors: BTreeMap<BarrierGroup, usize>,
}

/// The order in which several households are thought of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AllocationOrder {
    /// Most in immediate danger, then most households: the contract's own.
    #[default]
    DangerFirst,
    /// Most households, then most in immediate danger.
    HouseholdsFirst,
    /// Nobody before somebody who has waited longer, others rearranged to make that so.
    WaitingLexicographic,
    /// Each takes what is best for her when she asks; nobody is rearranged.
    FirstCome,
}

impl AllocationOrder {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::DangerFirst => "danger_first",
            Self::HouseholdsFirst => "households_first",
            Self::WaitingLexicographic => "waiting_lexicographic",
            Self::FirstCome => "first_come",
        }
    }
}

/// Households that find fewer units than others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarrierGroup {
    /// Somebody uses a wheelchair indoors.
    Wheelchair,
    /// Five people or more.
    LargeFamily,
    /// A man is among the adults.
    Men,
    /// No recourse to public funds.
    Nrpf,
    /// Complex needs.
    ComplexNeeds,
}

impl BarrierGroup {
    /// Whether a household belongs to it.
    pub fn holds(self, referral: &Referral) -> bool {
        const LARGE: usize = 5;
        match self {
            Self::Wheelchair => referral.household.needs.mobility == Mobility::Wheelchair,
            Self::LargeFamily => referral.household.people.len() >= LARGE,
            Self::Men => referral.household.adults().any(|adult| adult.sex == Sex::Male),
            Self::Nrpf => referral.household.needs.nrpf.may_be(),
            Self::ComplexNeeds => referral.household.needs.complex.may_be(),
        }
    }

    /// Its name for a person.
    pub fn title(self) -> &'static str {
        match self {
            Self::Wheelchair => "households using a wheelchair",
            Self::LargeFamily => "families of five or more",
            Self::Men => "households with a man",
            Self::Nrpf => "households without recourse to public funds",
            Self::ComplexNeeds => "households with complex needs",
        }
    }
}

/// When the office is open.
#[derive(Debug, Clone, Deserialize)]
pub struct OfficeHours {
    /// Days of the week, in English and lower case.
    #[serde(default)]
    pub days: Vec<String>,
    /// Opening, `09:00`.
    #[serde(default)]
    pub from: Option<String>,
    /// Closing, `17:00`.
    #[serde(default)]
    pub to: Option<String>,
    /// File of bank holidays.
    #[serde(default)]
    pub bank_holidays: Option<String>,
    /// The days in that file.
    #[serde(skip)]
    pub holidays: Vec<Date>,
}

/// One line or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Contacts {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl Contacts {
    /// Its lines.
    pub fn lines(&self) -> &[String] {
        match self {
            Self::One(line) => std::slice::from_ref(line),
            Self::Several(lines) => lines,
        }
    }
}

/// Whole points of the preferences (contracts section 5).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Weights {
    /// For each sleeping place left empty.
    pub spare_places: i64,
    /// A wheelchair unit for somebody who uses none.
    pub spare_wheelchair: i64,
    /// A step-free unit for somebody who needs none.
    pub spare_step_free: i64,
    /// A unit open to men for a household without one.
    pub spare_open_to_men: i64,
    /// A unit that takes pets for a household without one.
    pub spare_pets: i64,
    /// Nearness to a soft unsafe place: under 2.5 km, under 5 km.
    pub soft_unsafe: [i64; 2],
    /// Distance from a place to be near: under 5 km, beyond.
    pub far_from_near: [i64; 2],
    /// None of the sectors wished for.
    pub not_wished: i64,
    /// Shared where a home of her own is wished for.
    pub not_self_contained: i64,
    /// Visiting cover for a household in immediate danger.
    pub cover: i64,
    /// For each advice.
    pub advice: i64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            spare_places: 2,
            spare_wheelchair: 10,
            spare_step_free: 4,
            spare_open_to_men: 3,
            spare_pets: 2,
            soft_unsafe: [8, 4],
            far_from_near: [2, 4],
            not_wished: 2,
            not_self_contained: 5,
            cover: 6,
            advice: 1,
        }
    }
}
