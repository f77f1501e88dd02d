//! Everyday keys that mean one of the form's own: "works here", "leave a message", "wheelchair".
//!
//! Not here: keys that speak of a place or of a person (`keys`), and where a key is put (`strays`).

use super::words;

/// An everyday key, the one that is meant (`contact.message`), and what it says then.
pub(super) type Meant = (&'static str, &'static str, Says);

/// What an everyday key says of the one that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// The same.
    Same,
    /// The opposite.
    Not,
    /// This word, where it is so.
    Word(&'static str),
    /// It cannot be taken over: somebody must say it again.
    Again,
}

use Says::{Again, Not, Same};

pub(super) const EVERYDAY: &[Meant] = &[
    ("works_here", "perpetrator.linked_to_service", Same),
    ("works_for_us", "perpetrator.linked_to_service", Same),
    ("works_with_us", "perpetrator.linked_to_service", Same),
    ("works_for_partner", "perpetrator.linked_to_service", Same),
    ("works_for_service", "perpetrator.linked_to_service", Same),
    ("employed_here", "perpetrator.linked_to_service", Same),
    ("linked", "perpetrator.linked_to_service", Same),
    ("staff", "perpetrator.linked_to_service", Same),
    ("colleague", "perpetrator.linked_to_service", Same),
    ("may_come", "perpetrator.may_seek_place", Same),
    ("lives_here", "perpetrator.may_seek_place", Same),
    ("relationship", "perpetrator.relation", Same),
    ("who", "perpetrator.relation", Same),
    ("leave_message", "contact.message", Same),
    ("messages", "contact.message", Same),
    ("voicemail", "contact.message", Same),
    ("leave_voicemail", "contact.message", Same),
    ("can_leave_message", "contact.message", Same),
    ("no_message", "contact.message", Not),
    ("no_messages", "contact.message", Not),
    ("no_voicemail", "contact.message", Not),
    ("do_not_leave_message", "contact.message", Not),
    ("do_not_ring", "contact.safe_from", Again),
    ("do_not_call", "contact.safe_from", Again),
    ("do_not_phone", "contact.safe_from", Again),
    ("no_calls", "contact.safe_from", Again),
    ("safe_to_call", "contact.safe_from", Again),
    ("safe_to_ring", "contact.safe_from", Again),
    ("safe_time", "contact.safe_from", Again),
    ("safe_times", "contact.safe_from", Again),
    ("safe_after", "contact.safe_from", Same),
    ("safe_before", "contact.safe_until", Same),
    ("safe_to_ring_until", "safe_to_call_until", Same),
    ("danger", "immediate_danger", Same),
    ("in_danger", "immediate_danger", Same),
    ("danger_now", "immediate_danger", Same),
    ("emergency", "immediate_danger", Same),
    ("urgent", "immediate_danger", Same),
    ("safe_now", "immediate_danger", Not),
    ("homeless", "homeless_before", Same),
    ("rough_sleeping", "homeless_before", Same),
    ("keep_away", "keep_apart", Same),
    ("keep_away_from", "keep_apart", Same),
    ("keep_apart_from", "keep_apart", Same),
    ("not_with", "keep_apart", Same),
    ("conflict_with", "keep_apart", Same),
    ("wheelchair", "needs.mobility", Says::Word("wheelchair")),
    ("wheelchair_user", "needs.mobility", Says::Word("wheelchair")),
    ("step_free", "needs.mobility", Says::Word("limited")),
    ("no_stairs", "needs.mobility", Says::Word("limited")),
    ("no_steps", "needs.mobility", Says::Word("limited")),
    ("disabled", "needs.mobility", Says::Word("limited")),
    ("disability", "needs.mobility", Again),
    ("access", "needs.mobility", Again),
    ("pregnant", "pregnancy_due", Same),
    ("pregnancy", "pregnancy_due", Same),
    ("due", "pregnancy_due", Same),
    ("due_date", "pregnancy_due", Same),
    ("baby_due", "pregnancy_due", Same),
    ("expecting", "pregnancy_due", Same),
    ("babies", "needs.unborn", Same),
    ("language", "interpreter", Same),
    ("speaks", "interpreter", Same),
    ("translator", "interpreter", Same),
    ("guide_dog", "needs.assistance_dog", Same),
    ("service_dog", "needs.assistance_dog", Same),
    ("assistance_animal", "needs.assistance_dog", Same),
    ("dog", "needs.pets", Same),
    ("dogs", "needs.pets", Same),
    ("cat", "needs.pets", Same),
    ("cats", "needs.pets", Same),
    ("pet", "needs.pets", Same),
    ("animals", "needs.pets", Same),
    ("no_recourse", "needs.nrpf", Same),
    ("no_recourse_to_public_funds", "needs.nrpf", Same),
    ("recourse", "needs.nrpf", Not),
    ("recourse_to_public_funds", "needs.nrpf", Not),
    ("complex_needs", "needs.complex", Same),
    ("drugs", "needs.substance_use", Again),
    ("alcohol", "needs.substance_use", Again),
    ("substances", "needs.substance_use", Same),
    ("female_worker", "worker_sex", Says::Word("female")),
    ("male_worker", "worker_sex", Says::Word("male")),
    ("risk", "risk_to_others", Same),
    ("risks", "risk_to_others", Same),
    ("weapon", "risk_to_others", Again),
    ("weapons", "risk_to_others", Again),
    ("gun", "risk_to_others", Again),
    ("violent", "risk_to_others", Again),
    ("arson", "risk_to_others", Again),
    ("warning", "risk_to_others", Again),
    ("warnings", "risk_to_others", Again),
    ("note", "risk_to_others", Again),
    ("notes", "risk_to_others", Again),
    ("comment", "risk_to_others", Again),
    ("comments", "risk_to_others", Again),
    ("info", "risk_to_others", Again),
    ("information", "risk_to_others", Again),
    ("leave_area", "other_area", Same),
    ("out_of_area", "other_area", Same),
    ("stay_at_home", "home.wishes_to_stay", Same),
];

/// The everyday key that somebody typed.
pub(super) fn everyday(key: &str) -> Option<&'static Meant> {
    let plain = words::plain(key).replace(' ', "_");
    EVERYDAY.iter().find(|(said, ..)| *said == plain)
}
