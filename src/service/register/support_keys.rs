//! The events of support and pathways (contracts section 11), a part of the table of `keys`.

use super::row::{About, Holds, Key, REASON, Row, key, maybe, of_referral, of_unit};
use crate::base::domain::EventName;
use crate::service::pathway::{AREAS, LEVELS, PARTS};

/// Kinds of support (specification 10.13 v).
const SUPPORT_TYPES: &[&str] = &[
    "general",
    "advocacy",
    "prevention",
    "protected",
    "housing",
    "advice",
    "counselling",
    "other",
];
/// What people need support with (specification 10.13 iv).
const NEEDS: &[&str] = &["offending", "drugs", "alcohol", "mental_health", "other"];
const SOURCES: &[&str] = &["self", "agency"];
const TENURES: &[&str] = &["social_rented", "private_rented", "owned", "jointly_owned", "other"];
const HEADINGS: &[&str] = &["safeguarding", "public_protection"];
const AREA_WORDS: &[&str] = &{
    let mut words = [""; AREAS.len()];
    let mut k = 0;
    while k < words.len() {
        words[k] = AREAS[k].0;
        k += 1;
    }
    words
};

const PERSON: Key = key("person", Holds::Text);
const PENCE: Key = key("pence", Holds::Whole);
const AREA: Key = key("area", Holds::Word(AREA_WORDS));
const MEASURE: Key = key("measure", Holds::Text);
/// It may last longer than 12 months, with a reason.
const EXTENDED: Key = key("extended", Holds::Flag);
const COUNSELLING: &[Key] = &[PERSON, maybe("kind", Holds::Text), maybe("provider", Holds::Text)];

const fn of_anybody(event: EventName, keys: &'static [Key]) -> Row {
    Row { event, about: About::Perhaps, keys }
}

/// Every event of contracts section 11.
pub(super) const SUPPORT: &[Row] = &[
    of_referral(EventName::NeedIdentified, &[PERSON, AREA]),
    of_referral(EventName::ProgressReviewed, &[PERSON, AREA, key("positive", Holds::Flag)]),
    of_referral(
        EventName::SupportGiven,
        &[PERSON, key("types", Holds::Words(SUPPORT_TYPES)), key("childrens", Holds::Flag)],
    ),
    of_referral(
        EventName::SupportNeeds,
        &[PERSON, key("needs", Holds::Words(NEEDS)), key("text", Holds::Text)],
    ),
    of_referral(EventName::CounsellingReferred, COUNSELLING),
    of_referral(EventName::CounsellingSession, COUNSELLING),
    of_referral(EventName::CounsellingEnded, COUNSELLING),
    of_referral(EventName::BudgetAllocated, &[PENCE]),
    of_referral(EventName::BudgetSpent, &[PENCE, PERSON, key("purpose", Holds::Text)]),
    of_referral(EventName::SecondStageBegan, &[key("relevant", Holds::Flag), EXTENDED, REASON]),
    of_referral(
        EventName::SecondStageLevel,
        &[key("level", Holds::Word(&LEVELS)), EXTENDED, REASON],
    ),
    of_referral(EventName::SecondStageEnded, &[maybe("because", Holds::Text)]),
    of_referral(EventName::FloatingBegan, &[]),
    of_referral(EventName::FloatingContact, &[]),
    of_referral(EventName::FloatingEnded, &[]),
    of_referral(
        EventName::SanctuaryReferred,
        &[
            key("source", Holds::Word(SOURCES)),
            key("tenure", Holds::Word(TENURES)),
            maybe("holder", Holds::Text),
        ],
    ),
    of_referral(EventName::SanctuaryDetermined, &[key("accepted", Holds::Flag), REASON]),
    of_referral(EventName::RiskAssessmentBegan, &[]),
    of_referral(EventName::RiskAssessmentPart, &[key("part", Holds::Word(&PARTS))]),
    of_referral(EventName::RiskAssessmentDone, &[key("measures", Holds::Texts), PENCE]),
    of_referral(EventName::ApprovalGiven, &[key("granted", Holds::Flag)]),
    of_referral(
        EventName::MeasuresAgreed,
        &[key("agreed", Holds::Texts), key("refused", Holds::Refused)],
    ),
    of_referral(EventName::NeedsAssessed, &[]),
    of_referral(EventName::SupportPlanMade, &[]),
    of_referral(
        EventName::MeasureFitted,
        &[
            MEASURE,
            key("materials_pence", Holds::Whole),
            key("labour_pence", Holds::Whole),
            key("instructions", Holds::FlagOrText),
        ],
    ),
    of_referral(EventName::SanctuaryEnded, &[REASON, key("into_accommodation", Holds::Flag)]),
    of_anybody(
        EventName::IncidentReported,
        &[key("heading", Holds::Word(HEADINGS)), key("text", Holds::Text)],
    ),
    of_unit(EventName::StaffRecorded, &[key("fte", Holds::Whole), key("on", Holds::DayOrMoment)]),
    of_referral(EventName::BuddyAssigned, &[key("account", Holds::Text)]),
    of_anybody(
        EventName::ComplaintRecorded,
        &[maybe("about", Holds::Text), key("upheld", Holds::Flag)],
    ),
    of_anybody(
        EventName::SurveyAnswered,
        &[maybe("question", Holds::Text), key("score", Holds::Whole)],
    ),
];
