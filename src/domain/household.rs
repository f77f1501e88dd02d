//! Who is asking: a household and what it needs. Everybody here is known by a pseudonym only.
//!
//! Types that hold a household show nothing of it in `Debug`. Not here: where places lie (`geography`)
//! or how a form is read (`referral`).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Sex, as the provider's written policy defines it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// Adult, or child of the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 16 or over, save the lead, who may be younger.
    Adult,
    /// Under 18; a son or daughter under 18 is a child.
    Child,
}

/// One person of the household.
#[derive(Clone, Serialize, Deserialize)]
pub struct Person {
    /// Adult or child.
    pub role: Role,
    /// Age in whole years.
    pub age: u8,
    /// Sex under the provider's policy.
    pub sex: Sex,
    /// A manager, not the program, must apply the single-sex policy to this person.
    #[serde(default)]
    pub policy_review: bool,
    /// The partner of the lead, fleeing with her.
    #[serde(default)]
    pub partner_of_lead: bool,
}

impl Person {
    /// A child of the household.
    pub fn is_child(&self) -> bool {
        self.role == Role::Child
    }

    /// An adult of the household.
    pub fn is_adult(&self) -> bool {
        self.role == Role::Adult
    }

    /// A child under 2, who can sleep in a cot.
    pub fn can_use_cot(&self) -> bool {
        const OUT_OF_COT: u8 = 2;
        self.is_child() && self.age < OUT_OF_COT
    }

    /// Old enough that sharing a room with the opposite sex counts as overcrowding (10 or over).
    pub fn counts_for_room_standard(&self) -> bool {
        const ROOM_STANDARD_AGE: u8 = 10;
        self.age >= ROOM_STANDARD_AGE
    }
}

/// Help with getting about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mobility {
    /// No need.
    #[default]
    None,
    /// Steps are a barrier.
    Limited,
    /// Uses a wheelchair indoors.
    Wheelchair,
}

/// A support need, in the words of the annual return (10.13 iv).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Mental health.
    MentalHealth,
    /// Drugs.
    Drugs,
    /// Alcohol.
    Alcohol,
    /// Ex-offending behaviour.
    Offending,
    /// Something else.
    Other,
}

/// Use of drugs or alcohol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubstanceUse {
    /// None.
    #[default]
    None,
    /// In the past.
    Past,
    /// On prescription.
    Prescribed,
    /// Now.
    Current,
}

/// What the household needs of a unit.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Needs {
    /// Help with getting about.
    pub mobility: Mobility,
    /// Support needs.
    pub support: Vec<Support>,
    /// Use of drugs or alcohol.
    pub substance_use: SubstanceUse,
    /// Complex needs, as the worker judges; the program never infers it.
    pub complex: bool,
    /// No recourse to public funds.
    pub nrpf: bool,
    /// Pets, not counting assistance animals.
    pub pets: u32,
}

/// What is known of the perpetrator. Never where he is.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Perpetrator {
    /// He could present as a resident or be linked with one.
    pub may_seek_place: bool,
}

/// Why a place is unsafe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// He lives there.
    Home,
    /// He works there.
    Work,
    /// His family is there.
    Family,
    /// Something else, or not said.
    #[default]
    Other,
}

/// Somewhere the perpetrator has a connection.
#[derive(Clone, Serialize, Deserialize)]
pub struct UnsafePlace {
    /// Postcode, sector, ward or district.
    pub place: String,
    /// How far from it is unsafe, in metres; none: the provider's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_m: Option<u32>,
    /// A bar; otherwise being far from it is a preference.
    #[serde(default = "yes")]
    pub hard: bool,
    /// The connection.
    #[serde(default)]
    pub why: Connection,
}

fn yes() -> bool {
    true
}

/// What the household would like.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// Sectors she would like to live in.
    pub sectors: Vec<String>,
    /// Places she would like to be near: school, work, support.
    pub near: Vec<String>,
    /// A home of their own, without shared rooms.
    pub self_contained: bool,
}

/// Who owns or lets the home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tenure {
    /// Council or housing association.
    SocialRented,
    /// Private landlord.
    PrivateRented,
    /// Her own.
    Owned,
    /// Owned with somebody.
    JointlyOwned,
    /// Something else.
    Other,
}

/// The home she left or would stay in, for the sanctuary route (4.35-4.39).
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Home {
    /// She would rather stay, made safe.
    pub wishes_to_stay: bool,
    /// The perpetrator lives there.
    pub perpetrator_resident: bool,
    /// Tenure, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenure: Option<Tenure>,
    /// The landlord's answer; none: not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landlord_consent: Option<bool>,
}

/// Who made the referral (6.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// She asked herself.
    #[serde(rename = "self")]
    Herself,
    /// An agency asked for her.
    Agency,
}

/// An answer that is told and shown, and never judged by a rule.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// Words, among them "unknown".
    Text(String),
}

impl Answer {
    /// The words, unless the answer is "unknown" or empty.
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Flag(true) => Some("yes".to_owned()),
            Self::Flag(false) => Some("no".to_owned()),
            Self::Number(n) => Some(n.to_string()),
            Self::Text(text) if text.trim().is_empty() || text == "unknown" => None,
            Self::Text(text) => Some(text.trim().to_owned()),
        }
    }
}

/// What else was told. It informs the worker and the queue; no rule reads it.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// DASH score, 0 to 24, or unknown; it orders a queue and refuses nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dash: Option<Answer>,
    /// When a baby is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pregnancy_due: Option<Answer>,
    /// She needs, or is, a carer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carer: Option<Answer>,
    /// When and how the household will come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival: Option<Answer>,
    /// Until when it is safe to ring her.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_to_call_until: Option<Answer>,
    /// The language of an interpreter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<Answer>,
    /// The sex of the worker she asks for (7.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worker_sex: Option<Answer>,
    /// A risk she or somebody with her may be to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_to_others: Option<Answer>,
}

/// A household asking for a place.
#[derive(Clone, Serialize, Deserialize)]
pub struct Referral {
    /// The provider's own pseudonym.
    pub reference: String,
    /// When it came; the only clock a referral is judged by.
    pub received: Timestamp,
    /// Who asked.
    pub source: Source,
    /// In danger now.
    pub immediate_danger: bool,
    /// Homeless or rough sleeping before this referral.
    pub homeless_before: bool,
    /// Households that must not live beside this one.
    #[serde(default)]
    pub keep_apart: Vec<String>,
    /// Everybody; the first adult is the lead.
    #[serde(rename = "person")]
    pub people: Vec<Person>,
    /// What the household needs.
    #[serde(default)]
    pub needs: Needs,
    /// What is known of the perpetrator.
    #[serde(default)]
    pub perpetrator: Perpetrator,
    /// Where he has connections.
    #[serde(default, rename = "unsafe")]
    pub unsafe_places: Vec<UnsafePlace>,
    /// What the household would like.
    #[serde(default, rename = "preferences")]
    pub wishes: Wishes,
    /// The home, where sanctuary may be a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<Home>,
    /// What else was told.
    #[serde(flatten)]
    pub told: Told,
}

impl Referral {
    /// The first adult. A referral that was read has one.
    pub fn lead(&self) -> Option<&Person> {
        self.people.iter().find(|person| person.is_adult())
    }

    /// The lead is under 16: children's services lead, not this service (6.1 and the Act).
    pub fn lead_is_under_16(&self) -> bool {
        const YOUNGEST: u8 = 16;
        self.lead().is_some_and(|lead| lead.age < YOUNGEST)
    }

    /// The DASH score is high (14 and over), or not known, which ranks with the highest.
    pub fn dash_is_high_or_unknown(&self) -> bool {
        const HIGH: i64 = 14;
        match self.told.dash {
            Some(Answer::Number(score)) => score >= HIGH,
            _ => true,
        }
    }

    /// The children of the household.
    pub fn children(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.is_child())
    }

    /// The adults of the household.
    pub fn adults(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.is_adult())
    }

    /// People who need a sleeping place where there are this many cots.
    pub fn sleepers(&self, cots: u32) -> u32 {
        let babies = self.people.iter().filter(|person| person.can_use_cot()).count();
        let in_cots = babies.min(usize::try_from(cots).unwrap_or(usize::MAX));
        u32::try_from(self.people.len() - in_cots).unwrap_or(u32::MAX)
    }
}

macro_rules! redact {
    ($($type:ident),+) => {$(
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($type), "(redacted)"))
            }
        }
    )+};
}
redact!(Person, UnsafePlace, Wishes, Answer, Told, Referral);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_shows_nothing_of_itself_in_debug() {
        let person = Person {
            role: Role::Adult,
            age: 34,
            sex: Sex::Female,
            policy_review: false,
            partner_of_lead: false,
        };
        assert_eq!(format!("{person:?}"), "Person(redacted)");
        let place = UnsafePlace {
            place: "ST3 1AB".to_owned(),
            radius_m: Some(2000),
            hard: true,
            why: Connection::Home,
        };
        assert_eq!(format!("{place:?}"), "UnsafePlace(redacted)");
    }
}
