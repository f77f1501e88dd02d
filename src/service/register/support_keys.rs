//! The events of support and pathways (contracts section 11), a part of the table of `keys`.

use super::row::{About, Holds, Key, REASON, Row, key, maybe, of_referral, of_unit};
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

const fn of_anybody(event: &'static str, keys: &'static [Key]) -> Row {
    Row { event, about: About::Perhaps, keys }
}

/// Every event of contracts section 11.
pub(super) const SUPPORT: &[Row] = &[
    of_referral("need_identified", &[PERSON, AREA]),
    of_referral("progress_reviewed", &[PERSON, AREA, key("positive", Holds::Flag)]),
    of_referral(
        "support_given",
        &[PERSON, key("types", Holds::Words(SUPPORT_TYPES)), key("childrens", Holds::Flag)],
    ),
    of_referral(
        "support_needs",
        &[PERSON, key("needs", Holds::Words(NEEDS)), key("text", Holds::Text)],
    ),
    of_referral("counselling_referred", COUNSELLING),
    of_referral("counselling_session", COUNSELLING),
    of_referral("counselling_ended", COUNSELLING),
    of_referral("budget_allocated", &[PENCE]),
    of_referral("budget_spent", &[PENCE, PERSON, key("purpose", Holds::Text)]),
    of_referral("second_stage_began", &[key("relevant", Holds::Flag), EXTENDED, REASON]),
    of_referral("second_stage_level", &[key("level", Holds::Word(&LEVELS)), EXTENDED, REASON]),
    of_referral("second_stage_ended", &[maybe("because", Holds::Text)]),
    of_referral("floating_began", &[]),
    of_referral("floating_contact", &[]),
    of_referral("floating_ended", &[]),
    of_referral(
        "sanctuary_referred",
        &[
            key("source", Holds::Word(SOURCES)),
            key("tenure", Holds::Word(TENURES)),
            maybe("holder", Holds::Text),
        ],
    ),
    of_referral("sanctuary_determined", &[key("accepted", Holds::Flag), REASON]),
    of_referral("risk_assessment_began", &[]),
    of_referral("risk_assessment_part", &[key("part", Holds::Word(&PARTS))]),
    of_referral("risk_assessment_done", &[key("measures", Holds::Texts), PENCE]),
    of_referral("approval_given", &[key("granted", Holds::Flag)]),
    of_referral("measures_agreed", &[key("agreed", Holds::Texts), key("refused", Holds::Refused)]),
    of_referral("needs_assessed", &[]),
    of_referral("support_plan_made", &[]),
    of_referral(
        "measure_fitted",
        &[
            MEASURE,
            key("materials_pence", Holds::Whole),
            key("labour_pence", Holds::Whole),
            key("instructions", Holds::FlagOrText),
        ],
    ),
    of_referral("sanctuary_ended", &[REASON, key("into_accommodation", Holds::Flag)]),
    of_anybody(
        "incident_reported",
        &[key("heading", Holds::Word(HEADINGS)), key("text", Holds::Text)],
    ),
    of_unit("staff_recorded", &[key("fte", Holds::Whole), key("on", Holds::DayOrMoment)]),
    of_referral("buddy_assigned", &[key("account", Holds::Text)]),
    of_anybody("complaint_recorded", &[maybe("about", Holds::Text), key("upheld", Holds::Flag)]),
    of_anybody("survey_answered", &[maybe("question", Holds::Text), key("score", Holds::Whole)]),
];
