//! What a referral may say.

use crate::base::domain::household::{Mobility, Role, Sex, SubstanceUse, Support, Tenure};
use crate::base::domain::referral::Source;
use crate::base::parse::format::Format;
use crate::base::parse::{Field, Shape};
use strum::VariantNames;

const REFERENCE: Shape = Shape::Text(Format::Reference);
const PLACE: Shape = Shape::Text(Format::Filled);
const TOLD: Shape =
    Shape::Either(&[Shape::Text(Format::Free), Shape::Flag, Shape::whole(0, 1_000_000)]);

/// A referral file.
pub const REFERRAL: &[Field] = &FIELDS;

/// The referral of a household class in a scenario, which has no reference, moment or source.
pub const CLASS_REFERRAL: &[Field] = &without_head(FIELDS);

const FLAG_OR_UNKNOWN: Shape = Shape::Either(&[Shape::Flag, UNKNOWN]);
const UNKNOWN: Shape = Shape::Choice(&["unknown"]);

const FIELDS: [Field; 26] = [
    Field::required("reference", REFERENCE, "give the household a pseudonym, never a name"),
    Field::optional(
        "received",
        Shape::Text(Format::Timestamp),
        "give the moment the referral came, or leave it out for the moment of asking",
    ),
    Field::required("source", Shape::Choice(Source::VARIANTS), "say who asked"),
    Field::required(
        "immediate_danger",
        FLAG_OR_UNKNOWN,
        "say whether anybody is in danger now, or \"unknown\"",
    ),
    Field::required(
        "homeless_before",
        FLAG_OR_UNKNOWN,
        "say whether they were homeless or sleeping rough before, or \"unknown\"",
    ),
    Field::required(
        "person",
        Shape::List(&Shape::Table(PERSON)),
        "list everybody who is coming, the lead first",
    ),
    Field::optional(
        "keep_apart",
        Shape::List(&REFERENCE),
        "list the references of households to keep apart",
    ),
    Field::optional("needs", Shape::Table(NEEDS), "say what the household needs"),
    Field::optional(
        "perpetrator",
        Shape::Table(PERPETRATOR),
        "say what is known of the perpetrator",
    ),
    Field::optional(
        "unsafe",
        Shape::List(&Shape::Table(UNSAFE)),
        "list the places where the perpetrator has connections",
    ),
    Field::optional("preferences", Shape::Table(PREFERENCES), "say what the household would like"),
    Field::optional("home", Shape::Table(HOME), "describe the home, where staying may be a choice"),
    Field::optional(
        "dash",
        Shape::Either(&[Shape::whole(0, 24), UNKNOWN]),
        "give the DASH score, or \"unknown\"",
    ),
    Field::optional("pregnancy_due", TOLD, "give the day a baby is due, or \"unknown\""),
    Field::optional("carer", TOLD, "say who cares for whom, or \"unknown\""),
    Field::optional("where_now", TOLD, "say in words where the household is, or \"unknown\""),
    Field::optional("arrival", TOLD, "say how the household will come, or \"unknown\""),
    Field::optional(
        "safe_to_call_until",
        TOLD,
        "say until when it is safe to ring, or \"unknown\"",
    ),
    Field::optional("interpreter", TOLD, "give the language, or \"unknown\""),
    Field::optional("worker_sex", TOLD, "say which worker is asked for, or \"unknown\""),
    Field::optional("risk_to_others", TOLD, "say what is known, or \"unknown\""),
    Field::optional("home_authority", TOLD, "name the council of the home left, or \"unknown\""),
    Field::optional("working", TOLD, "say whether they work, or \"unknown\""),
    Field::optional("repeat_of", TOLD, "give the reference of an earlier referral, or \"unknown\""),
    Field::optional(
        "other_area",
        FLAG_OR_UNKNOWN,
        "say whether they wish to leave the area, or \"unknown\"",
    ),
    Field::optional("contact", Shape::Table(CONTACT), "say how they can be reached without harm"),
];

const CONTACT: &[Field] = &[
    Field::optional("message", TOLD, "say whether a message may be left, or \"unknown\""),
    Field::optional("safe_from", TOLD, "say from when it is safe to ring, or \"unknown\""),
    Field::optional("safe_until", TOLD, "say until when it is safe to ring, or \"unknown\""),
];

const PERSON: &[Field] = &[
    Field::required(
        "role",
        Shape::Choice(Role::VARIANTS),
        "write adult, or child for a son or daughter under 18",
    ),
    Field::required(
        "age",
        Shape::Either(&[Shape::whole(0, 120), UNKNOWN]),
        "give the age in whole years, or \"unknown\"",
    ),
    Field::required(
        "sex",
        Shape::Choice(Sex::VARIANTS),
        "give the sex as the provider's written policy defines it",
    ),
    Field::optional(
        "policy_review",
        Shape::Flag,
        "write true if a manager must apply the single-sex policy",
    ),
    Field::optional("partner_of_lead", Shape::Flag, "write true for the lead's partner"),
    Field::optional(
        "id",
        Shape::Either(&[REFERENCE, Shape::whole(0, 1_000_000)]),
        "give the person a pseudonym, never a name; without one they are 1, 2, and so on",
    ),
    Field::optional(
        "was",
        Shape::Text(Format::Filled),
        "say who this person was in another household: REFERENCE/ID",
    ),
    Field::optional(
        "arrives",
        Shape::Either(&[Shape::Text(Format::Date), UNKNOWN]),
        "give the day on which this person comes, if later than the others",
    ),
    Field::optional("ethnicity", TOLD, "give what was told, or \"unknown\""),
    Field::optional("sexuality", TOLD, "give what was told, or \"unknown\""),
    Field::optional("gender", TOLD, "give what was told, or \"unknown\""),
    Field::optional("disability", TOLD, "give what was told, or \"unknown\""),
    Field::optional("specialist", TOLD, "give what was told, or \"unknown\""),
];

const NEEDS: &[Field] = &[
    Field::optional(
        "mobility",
        Shape::Choice(Mobility::VARIANTS),
        "say what help is needed with getting about",
    ),
    Field::optional("support", Shape::List(&SUPPORT), "list the support needs"),
    Field::optional(
        "substance_use",
        Shape::Choice(SubstanceUse::VARIANTS),
        "say what is known of drug or alcohol use",
    ),
    Field::optional(
        "complex",
        FLAG_OR_UNKNOWN,
        "say whether you judge the needs complex, or \"unknown\"",
    ),
    Field::optional(
        "nrpf",
        FLAG_OR_UNKNOWN,
        "say whether they have no recourse to public funds, or \"unknown\"",
    ),
    Field::optional(
        "pets",
        Shape::whole(0, 100),
        "give the number of pets, assistance animals not counted",
    ),
    Field::optional(
        "unborn",
        Shape::Either(&[Shape::whole(0, 10), UNKNOWN]),
        "give the number of babies expected, or \"unknown\"",
    ),
    Field::optional(
        "assistance_dog",
        FLAG_OR_UNKNOWN,
        "say whether an assistance dog comes too, or \"unknown\"",
    ),
];

const SUPPORT: Shape = Shape::Choice(Support::VARIANTS);

const PERPETRATOR: &[Field] = &[
    Field::optional(
        "may_seek_place",
        Shape::Flag,
        "say whether the perpetrator could present as a resident or be linked with one",
    ),
    Field::optional("relation", TOLD, "say what the perpetrator is to them, or \"unknown\""),
    Field::optional(
        "linked_to_service",
        FLAG_OR_UNKNOWN,
        "say whether the perpetrator works here or for a partner, or \"unknown\"",
    ),
];

const UNSAFE: &[Field] = &[
    Field::required("place", PLACE, "give a postcode, sector, ward or district"),
    Field::optional(
        "radius_m",
        Shape::whole(0, 50_000),
        "give the metres, or leave it out for the provider's default",
    ),
    Field::optional(
        "radius",
        Shape::Text(Format::Radius),
        "give a number and a unit, such as \"1 mile\", or leave it out for the provider's default",
    ),
    Field::optional("hard", Shape::Flag, "write false if distance is only a preference"),
    Field::optional(
        "why",
        Shape::Choice(&["home", "work", "family", "other"]),
        "say what the connection is",
    ),
];

const PREFERENCES: &[Field] = &[
    Field::optional("sectors", Shape::List(&Shape::Text(Format::Sector)), "list postcode sectors"),
    Field::optional("near", Shape::List(&PLACE), "list places to be near"),
    Field::optional(
        "self_contained",
        Shape::Flag,
        "say whether they would like a home without shared rooms",
    ),
];

const HOME: &[Field] = &[
    Field::optional("wishes_to_stay", Shape::Flag, "say whether they would rather stay, made safe"),
    Field::optional("perpetrator_resident", Shape::Flag, "say whether the perpetrator lives there"),
    Field::optional("tenure", Shape::Choice(Tenure::VARIANTS), "say who owns or lets the home"),
    Field::optional(
        "landlord_consent",
        Shape::Flag,
        "give the landlord's answer, or leave it out if not asked",
    ),
];

/// How many of the first fields only a real referral has: reference, received, source.
const HEAD: usize = 3;

/// What a variant of such a household may say: whatever it leaves out is its class's.
pub const VARIANT_REFERRAL: &[Field] = &all_optional(FIELDS);

const fn all_optional<const N: usize>(mut fields: [Field; N]) -> [Field; N] {
    let mut k = 0;
    while k < N {
        fields[k].required = false;
        k += 1;
    }
    fields
}

const fn without_head<const N: usize>(mut fields: [Field; N]) -> [Field; N] {
    let mut k = 0;
    while k < HEAD {
        fields[k].required = false;
        k += 1;
    }
    fields
}
