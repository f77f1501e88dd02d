//! Who is asking: a household and what it needs. Everybody here is known by a pseudonym only.
//!
//! Types that hold a household show nothing of it in `Debug`. Not here: under which reference and when it asks
//! (`referral`), where places lie (`geography`) or how a form is read (`inputs/referral`).

use super::known::{Holds, Known};
use super::redact::redact;
pub use super::told::{Answer, Contact, Told, Unread, names};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use strum::VariantNames;

/// Sex, as the provider's written policy defines it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// Adult, or child of the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// 16 or over, save the lead, who may be younger.
    Adult,
    /// Under 18; a son or daughter under 18 is a child.
    Child,
}

/// One person of the household.
#[derive(Clone, Serialize, Deserialize)]
pub struct Person {
    /// The provider's pseudonym for this person, where the form gives one.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "pseudonym")]
    pub id: Option<String>,
    /// Adult or child.
    pub role: Role,
    /// Age in whole years.
    pub age: Known<u8>,
    /// Sex under the provider's policy.
    pub sex: Sex,
    /// A manager, not the program, must apply the single-sex policy to this person.
    #[serde(default)]
    pub policy_review: bool,
    /// The partner of the lead, fleeing with her.
    #[serde(default)]
    pub partner_of_lead: bool,
    /// The day on which this person comes, if later than the others; counted from the start all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrives: Option<Known<Date>>,
    /// The first and the last age that words leave open, where no one age was told.
    #[serde(skip)]
    pub told_ages: Option<(u8, u8)>,
}

/// A pseudonym may be written as a number.
fn pseudonym<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let answer = Option::<Answer>::deserialize(from)?;
    Ok(answer.map(|answer| match answer {
        Answer::Number(n) => n.to_string(),
        Answer::Flag(flag) => flag.to_string(),
        Answer::Text(text) => text,
    }))
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

    /// Every age that is possible: an adult whose age is not known is 18 or over.
    pub fn ages(&self) -> RangeInclusive<u8> {
        const OLDEST: u8 = 120;
        let told = self.told_ages.filter(|told| self.age.is_unknown() && may_be_young(*told));
        if let Some((low, high)) = told {
            return if self.is_child() { low..=high.min(COME_OF_AGE - 1) } else { low..=high };
        }
        match (self.age, self.role) {
            (Known::Value(age), _) => age..=age,

            (Known::Unknown, Role::Adult) => COME_OF_AGE..=OLDEST,
            (Known::Unknown, Role::Child) => 0..=COME_OF_AGE - 1,
        }
    }

    /// Whether this person is younger than so many years.
    pub fn is_under(&self, years: u8) -> Holds {
        let ages = self.ages();
        if *ages.end() < years {
            Holds::Always
        } else if *ages.start() < years {
            Holds::Sometimes
        } else {
            Holds::Never
        }
    }

    /// Whether this is a child under 2, who can sleep in a cot.
    pub fn can_use_cot(&self) -> Holds {
        const OUT_OF_COT: u8 = 2;
        if self.is_child() { self.is_under(OUT_OF_COT) } else { Holds::Never }
    }

    /// Whether this person is too young for sharing a room to count as overcrowding (under 10).
    pub fn is_below_room_standard(&self) -> Holds {
        const ROOM_STANDARD_AGE: u8 = 10;
        self.is_under(ROOM_STANDARD_AGE)
    }
}

/// Whether ages that were told in words count: those of somebody who may be young.
fn may_be_young((low, high): (u8, u8)) -> bool {
    low <= high && low < COME_OF_AGE
}

/// Help with getting about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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
    pub complex: Known<bool>,
    /// No recourse to public funds.
    pub nrpf: Known<bool>,
    /// Pets, not counting assistance animals.
    pub pets: u32,
    /// Babies expected.
    pub unborn: Known<u8>,
    /// An assistance dog comes too, and is always admitted.
    pub assistance_dog: Known<bool>,
}

/// What is known of the perpetrator. Never where he is.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Perpetrator {
    /// He could present as a resident or be linked with one.
    pub may_seek_place: bool,
    /// He works here or for a partner: who is asked and told must be chosen with care. None: nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked_to_service: Option<Known<bool>>,
    /// What he is to the household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Answer>,
}

impl Perpetrator {
    /// Somebody has said that he works here or for a partner.
    pub fn is_linked_to_service(&self) -> bool {
        self.linked_to_service == Some(Known::Value(true))
    }
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
    /// A radius was written that could not be read, so that no smaller one than this or the default is safe.
    #[serde(skip)]
    pub radius_unread: bool,
    /// A bar; otherwise being far from it is a preference.
    #[serde(default = "yes")]
    pub hard: bool,
    /// The connection.
    #[serde(default)]
    pub why: Connection,
}

impl UnsafePlace {
    /// Its radius in metres, where an unsafe place that names none has this one.
    pub fn radius_m(&self, default: u32) -> u32 {
        const UNREAD_M: u32 = 5_000;
        let said = self.radius_m.unwrap_or(default);
        if self.radius_unread { said.max(default).max(UNREAD_M) } else { said }
    }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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

/// A household: who they are, what they need, and what must be kept from them.
#[derive(Clone, Serialize, Deserialize)]
pub struct Household {
    /// In danger now; not known counts as yes.
    pub immediate_danger: Known<bool>,
    /// Homeless or rough sleeping before this referral; not known counts as no.
    pub homeless_before: Known<bool>,
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
    /// What of the form could not be understood, and was answered without.
    #[serde(skip)]
    pub unread: Vec<Unread>,
}

/// From this age on somebody is of age.
const COME_OF_AGE: u8 = 18;

impl Household {
    /// The first adult. A household that was read has one.
    pub fn lead(&self) -> Option<&Person> {
        self.people.iter().find(|person| person.is_adult())
    }

    /// Whether it must be kept apart from the household of this reference, by its own form; what stands under a key
    /// that nobody knows is looked at as well.
    pub fn keeps_apart_from(&self, reference: &str) -> bool {
        let strays = self.unread.iter().filter(|unread| unread.is_nobodys()).map(|it| &it.said);
        self.keep_apart.iter().chain(strays).any(|typed| names(typed, reference))
    }

    /// Whether the form says of anybody that they are to be kept apart, read or not.
    pub fn has_somebody_to_keep_apart(&self) -> bool {
        let is_it = |unread: &Unread| unread.field.starts_with("keep_apart");
        !self.keep_apart.is_empty() || self.unread.iter().any(is_it)
    }

    /// The lead is under 16: children's services lead, not this service (6.1 and the Act).
    pub fn lead_is_under_16(&self) -> bool {
        const YOUNGEST: u8 = 16;
        self.lead().is_some_and(|lead| lead.is_under(YOUNGEST) == Holds::Always)
    }

    /// The lead may be under 16, and may not be.
    pub fn lead_may_be_under_16(&self) -> bool {
        const YOUNGEST: u8 = 16;
        self.lead().is_some_and(|lead| lead.is_under(YOUNGEST) == Holds::Sometimes)
    }

    /// How many adults are under 18, or may be.
    pub fn adults_under_18(&self) -> usize {
        self.adults().filter(|adult| adult.is_under(COME_OF_AGE) != Holds::Never).count()
    }

    /// The lead is under 18, or may be: no place is held back, and children's services are told.
    pub fn lead_is_under_18(&self) -> bool {
        self.lead().is_some_and(|lead| lead.is_under(COME_OF_AGE) != Holds::Never)
    }

    /// Whether every adult of whom that is said is known to be under 18.
    pub fn is_known_who_is_under_18(&self) -> bool {
        self.adults().all(|adult| adult.is_under(COME_OF_AGE) != Holds::Sometimes)
    }

    /// Whether somebody must be asked about the form before anything is offered: nothing on it rules a place out,
    /// somebody is to be kept apart, or something that may keep them safe could not be read.
    pub fn asks_first(&self) -> bool {
        !self.unsafe_places.iter().any(|place| place.hard)
            || self.has_somebody_to_keep_apart()
            || self.unread.iter().any(|unread| unread.asks_first)
    }

    /// Somebody is in danger now, or may be.
    pub fn in_danger(&self) -> bool {
        self.immediate_danger.may_be()
    }

    /// Homeless or sleeping rough before, as far as is known.
    pub fn was_homeless(&self) -> bool {
        self.homeless_before.is_yes()
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

    /// People who need a sleeping place where there are this many cots; whoever may be too old for one needs it.
    pub fn sleepers(&self, cots: u32) -> u32 {
        self.without_those_in_cots(cots, |holds| holds == Holds::Always)
    }

    /// The same where everybody whose age is not known is as young as may be.
    pub fn sleepers_at_least(&self, cots: u32) -> u32 {
        self.without_those_in_cots(cots, |holds| holds != Holds::Never)
    }

    fn without_those_in_cots(&self, cots: u32, in_cot: impl Fn(Holds) -> bool) -> u32 {
        let babies = self.people.iter().filter(|person| in_cot(person.can_use_cot())).count();
        let in_cots = babies.min(usize::try_from(cots).unwrap_or(usize::MAX));
        u32::try_from(self.people.len() - in_cots).unwrap_or(u32::MAX)
    }

    /// Cots needed once the babies expected are there; none where no baby is expected.
    pub fn cots_to_come(&self) -> Option<u32> {
        let expected = self.needs.unborn.value().filter(|&expected| expected > 0)?;
        let babies = self.people.iter().filter(|person| person.can_use_cot() != Holds::Never);
        u32::try_from(babies.count()).ok().map(|babies| babies.saturating_add(u32::from(expected)))
    }
}

redact!(Person, Perpetrator, UnsafePlace, Wishes, Household);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_shows_nothing_of_itself_in_debug() {
        let person: Person =
            serde_json::from_str("{\"role\": \"adult\", \"age\": 34, \"sex\": \"female\"}")
                .unwrap();
        assert_eq!(format!("{person:?}"), "Person(redacted)");
        let place: UnsafePlace = serde_json::from_str("{\"place\": \"ST3 1AB\"}").unwrap();
        assert_eq!(format!("{place:?}"), "UnsafePlace(redacted)");
    }
}
