//! Field by field: how what stands there may be heard although it is wrong, and the careful value that is taken where it
//! cannot. Not here: the hearing (`slips`).

use super::words::{self, Synonyms};

/// A field that may be wrong, and what is done then.
pub(super) struct Around {
    /// The table it stands in; of a list of tables, each.
    pub(super) table: &'static str,
    /// Its key.
    pub(super) key: &'static str,
    /// How what stands there may be heard all the same.
    pub(super) hear: Hear,
    /// What is taken where it cannot be heard.
    pub(super) otherwise: Otherwise,
    /// What was done, for whoever typed it.
    pub(super) text: &'static str,
}

/// What words are listened for.
#[derive(Clone, Copy)]
pub(super) enum Hear {
    Nothing,
    Flag,
    /// Yes or no, of what makes a bar a wish: said whenever it does.
    Wish,
    /// Yes or no, or where somebody without a home sleeps.
    Homeless,
    /// Whether there is no recourse to public funds; "none" could be either.
    Recourse,
    Word(Synonyms),
    /// Help with getting about, or a wheelchair among other words.
    Mobility,
    Count(i64),
    Moment,
    /// A day.
    Day,
    /// A pseudonym with spaces or marks in it, or a number.
    Reference,
    /// Whatever was told, in words.
    Told,
}

/// The careful value.
#[derive(Clone, Copy)]
pub(super) enum Otherwise {
    LeftOut,
    Unknown,
    Flag(bool),
    Whole(i64),
    Word(&'static str),
    /// This word, unless nothing is known.
    IfTold(&'static str),
    /// Yes, unless nothing is known.
    YesIfTold,
}

use Hear::{Count, Flag, Mobility, Moment, Nothing, Recourse, Reference, Told, Wish, Word};
use Otherwise::{LeftOut, Unknown, YesIfTold};

const NOT_COUNTED: &str =
    "it was not understood, and this wish was not counted. Correct it and ask again.";
const NOT_SHOWN: &str = "it was not understood, and is as if not said. Correct it and ask again.";
pub(super) const NOT_KNOWN: &str = "it is not known, and none was taken. Ask before any offer.";
pub(super) const UNREAD_RADIUS: &str = "how far is unsafe was not understood; at least 5 km was kept clear round it, unless being away from it is only a wish. Write a number and a unit, such as \"1 mile\".";
pub(super) const NOT_UNDERSTOOD: &str = "it was not understood";
pub(super) const TOO_FAR: &str =
    "nothing farther than 50 km can be checked: 50 km was kept clear round it.";
pub(super) const AT_THE_TOP: &str = "";

/// Every such field.
pub(super) const AROUND: &[Around] = &[
    // A table that is none.
    around(
        AT_THE_TOP,
        "needs",
        Nothing,
        LeftOut,
        "it was not understood: nothing of what they need was counted. Ask.",
    ),
    around(
        AT_THE_TOP,
        "perpetrator",
        Nothing,
        LeftOut,
        "it was not understood: ask whether the perpetrator could come here as somebody who needs a place, or works here.",
    ),
    around(
        AT_THE_TOP,
        "contact",
        Nothing,
        LeftOut,
        "it was not understood: treat the safe times as not known.",
    ),
    around(AT_THE_TOP, "preferences", Nothing, LeftOut, NOT_COUNTED),
    around(
        AT_THE_TOP,
        "home",
        Nothing,
        LeftOut,
        "it was not understood: ask whether they would rather stay at home, made safer.",
    ),
    around(
        AT_THE_TOP,
        "received",
        Moment,
        LeftOut,
        "it is no moment, and the moment of asking was taken. Write it as 2026-11-20T21:40:00Z.",
    ),
    around(
        AT_THE_TOP,
        "source",
        Word(words::SOURCE),
        Otherwise::Word("agency"),
        "who asked was not understood: an agency was taken.",
    ),
    around(
        AT_THE_TOP,
        "immediate_danger",
        Flag,
        Unknown,
        "it was not understood whether anybody is in danger now: taken as yes. Ask first.",
    ),
    around(
        AT_THE_TOP,
        "homeless_before",
        Hear::Homeless,
        Unknown,
        "it was not understood whether the household was homeless before: taken as no.",
    ),
    around(
        AT_THE_TOP,
        "dash",
        Count(24),
        LeftOut,
        "it is no score from 0 to 24, and counts as not known.",
    ),
    around(AT_THE_TOP, "pregnancy_due", Told, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "carer", Told, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "where_now", Told, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "arrival", Told, LeftOut, NOT_SHOWN),
    around(
        AT_THE_TOP,
        "safe_to_call_until",
        Told,
        LeftOut,
        "it was not understood: treat the safe times as not known.",
    ),
    around(AT_THE_TOP, "interpreter", Told, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "worker_sex", Told, LeftOut, NOT_SHOWN),
    around(
        AT_THE_TOP,
        "risk_to_others",
        Told,
        Unknown,
        "it was not understood: ask what the risk is.",
    ),
    around(AT_THE_TOP, "home_authority", Told, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "working", Told, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "repeat_of", Told, LeftOut, NOT_SHOWN),
    around(
        AT_THE_TOP,
        "other_area",
        Flag,
        YesIfTold,
        "it is no plain yes or no, and was taken as yes: they wish to leave the area. Ask.",
    ),
    around("contact", "message", Told, LeftOut, "it was not understood: leave no message."),
    around(
        "contact",
        "safe_from",
        Told,
        LeftOut,
        "it was not understood: treat the safe times as not known.",
    ),
    around(
        "contact",
        "safe_until",
        Told,
        LeftOut,
        "it was not understood: treat the safe times as not known.",
    ),
    around("unsafe", "radius_m", Nothing, LeftOut, UNREAD_RADIUS),
    around("unsafe", "radius", Nothing, LeftOut, UNREAD_RADIUS),
    around(
        "unsafe",
        "hard",
        Wish,
        Otherwise::Flag(true),
        "it was not understood whether this place only counts as a wish: it bars what is near.",
    ),
    around("unsafe", "why", Nothing, LeftOut, NOT_SHOWN),
    around("preferences", "sectors", Nothing, LeftOut, NOT_COUNTED),
    around("preferences", "near", Nothing, LeftOut, NOT_COUNTED),
    around("preferences", "self_contained", Flag, LeftOut, NOT_COUNTED),
    around(AT_THE_TOP, "reference", Reference, LeftOut, "it is no reference."),
    around("person", "was", Told, LeftOut, NOT_SHOWN),
    around("person", "id", Nothing, LeftOut, NOT_SHOWN),
    around(
        "person",
        "arrives",
        Hear::Day,
        LeftOut,
        "it is no day; everybody is counted from the start all the same.",
    ),
    around(
        "person",
        "policy_review",
        Flag,
        Otherwise::Flag(true),
        "it was not understood whether a manager must apply the single-sex policy: the manager is asked.",
    ),
    around(
        "person",
        "partner_of_lead",
        Flag,
        Otherwise::Flag(false),
        "it was not understood whether this is the partner of whoever asks: taken as no.",
    ),
    around("person", "ethnicity", Told, LeftOut, NOT_SHOWN),
    around("person", "sexuality", Told, LeftOut, NOT_SHOWN),
    around("person", "gender", Told, LeftOut, NOT_SHOWN),
    around("person", "disability", Told, LeftOut, NOT_SHOWN),
    around("person", "specialist", Told, LeftOut, NOT_SHOWN),
    around(
        "needs",
        "mobility",
        Mobility,
        Otherwise::IfTold("limited"),
        "the help with getting about was not understood: homes with steps were left out. Ask whether a wheelchair is used.",
    ),
    around(
        "needs",
        "substance_use",
        Word(words::SUBSTANCES),
        Otherwise::IfTold("current"),
        "the use of drugs or alcohol was not understood: taken as now. Ask.",
    ),
    around(
        "needs",
        "complex",
        Flag,
        Unknown,
        "it was not understood whether needs are complex: where that would matter, a manager is asked.",
    ),
    around(
        "needs",
        "nrpf",
        Recourse,
        Unknown,
        "it was not understood whether there is recourse to public funds: where that would matter, a manager is asked.",
    ),
    around(
        "needs",
        "pets",
        Count(100),
        Otherwise::Whole(1),
        "how many pets was not understood: a manager is asked where none are taken.",
    ),
    around("needs", "support", Word(words::SUPPORT), LeftOut, NOT_SHOWN),
    around(
        "needs",
        "unborn",
        Count(10),
        Unknown,
        "it is no number of babies: how many is not known, and none was counted. Ask.",
    ),
    around(
        "needs",
        "assistance_dog",
        Flag,
        Unknown,
        "it was not understood whether an assistance dog comes too: ask. It is admitted everywhere.",
    ),
    around(
        "perpetrator",
        "may_seek_place",
        Flag,
        Otherwise::Flag(true),
        "it was not understood whether the perpetrator could come here as somebody who needs a place: taken as yes. Ask.",
    ),
    around(
        "perpetrator",
        "linked_to_service",
        Flag,
        YesIfTold,
        "it is no plain yes or no, and was taken as yes: the perpetrator, or somebody close, works here or for a partner. Ask before anybody is told.",
    ),
    around("perpetrator", "relation", Told, LeftOut, NOT_SHOWN),
    around(
        "home",
        "wishes_to_stay",
        Flag,
        LeftOut,
        "it was not understood whether they would rather stay at home, made safer: ask.",
    ),
    around(
        "home",
        "perpetrator_resident",
        Flag,
        Otherwise::Flag(true),
        "it was not understood whether the perpetrator lives there: taken as yes.",
    ),
    around("home", "tenure", Nothing, LeftOut, NOT_SHOWN),
    around(
        "home",
        "landlord_consent",
        Flag,
        LeftOut,
        "the landlord's answer was not understood: taken as not asked.",
    ),
];

const fn around(
    table: &'static str,
    key: &'static str,
    hear: Hear,
    otherwise: Otherwise,
    text: &'static str,
) -> Around {
    Around { table, key, hear, otherwise, text }
}
