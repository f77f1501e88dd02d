//! Everyday keys that mean one of the form's own: "works here", "leave a message", "wheelchair".
//!
//! Not here: keys that speak of a place or of a person (`keys`), and where a key is put (`strays`).

use super::keys::words_of;
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
    /// That it is never so, unless a plain no stands there.
    Never,
    /// When it is so; a plain no: never.
    When,
    /// These words, where it is so; beside whatever else is said.
    Told(&'static str),
    /// The opposite; these words beside whatever is neither yes nor no.
    Lacks(&'static str),
    /// It cannot be taken over: somebody must say it again.
    Again,
}

use Says::{Again, Never, Not, Same, When};

const DEAF: &str = "deaf or hard of hearing, ask which";

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
    ("languages", "interpreter", Same),
    ("languages_spoken", "interpreter", Same),
    ("spoken_language", "interpreter", Same),
    ("language_needed", "interpreter", Same),
    ("lang", "interpreter", Same),
    ("first_language", "interpreter", Same),
    ("main_language", "interpreter", Same),
    ("native_language", "interpreter", Same),
    ("home_language", "interpreter", Same),
    ("preferred_language", "interpreter", Same),
    ("mother_tongue", "interpreter", Same),
    ("interpreters", "interpreter", Same),
    ("interpreting", "interpreter", Same),
    ("interpretation", "interpreter", Same),
    ("interpreter_language", "interpreter", Same),
    ("interpreter_needed", "interpreter", Same),
    ("interpreter_required", "interpreter", Same),
    ("needs_interpreter", "interpreter", Same),
    ("needs_an_interpreter", "interpreter", Same),
    ("translation", "interpreter", Same),
    ("needs_translator", "interpreter", Same),
    ("speaks_english", "interpreter", Says::Lacks("English")),
    ("english", "interpreter", Says::Lacks("English")),
    ("english_spoken", "interpreter", Says::Lacks("English")),
    ("no_english", "interpreter", Same),
    ("do_not_text", "contact.message", Not),
    ("no_texts", "contact.message", Not),
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
    ("previous_reference", "repeat_of", Same),
    ("previous_referral", "repeat_of", Same),
    ("earlier_referral", "repeat_of", Same),
    ("deaf", "interpreter", Says::Told(DEAF)),
    ("hearing", "interpreter", Again),
    ("hearing_loss", "interpreter", Says::Told(DEAF)),
    ("hearing_impaired", "interpreter", Says::Told(DEAF)),
    ("hard_of_hearing", "interpreter", Says::Told(DEAF)),
    ("sign_language", "interpreter", Says::Told("sign language")),
    ("bsl", "interpreter", Says::Told("British Sign Language")),
    ("suicidal", "needs.support", Again),
    ("suicide", "needs.support", Again),
    ("self_harm", "needs.support", Again),
    ("mental_health", "needs.support", Again),
    ("depression", "needs.support", Again),
    ("anxiety", "needs.support", Again),
    ("autism", "needs.support", Again),
    ("autistic", "needs.support", Again),
    ("learning_disability", "needs.support", Again),
    ("blind", "needs.support", Again),
    ("epilepsy", "needs.support", Again),
    ("epileptic", "needs.support", Again),
    ("oxygen", "needs.support", Again),
    ("diabetes", "needs.support", Again),
    ("diabetic", "needs.support", Again),
    ("asthma", "needs.support", Again),
    ("allergy", "needs.support", Again),
    ("allergies", "needs.support", Again),
    ("medical", "needs.support", Again),
    ("medication", "needs.support", Again),
    ("health", "needs.support", Again),
    ("illness", "needs.support", Again),
    ("school", "preferences.near", Again),
    ("schools", "preferences.near", Again),
    ("college", "preferences.near", Again),
    ("nursery", "preferences.near", Again),
    ("gp", "preferences.near", Again),
    ("doctor", "preferences.near", Again),
    ("hospital", "preferences.near", Again),
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

/// What a key says of when to ring, whatever its words: never, from when, until when, or when.
const RINGING: [Meant; 4] = [
    ("do_not_call", "contact.safe_from", Never),
    ("call_after", "contact.safe_from", Same),
    ("call_until", "contact.safe_until", Same),
    ("safe_to_call", "contact.safe_from", When),
];

/// The everyday key that somebody typed.
pub(super) fn everyday(key: &str) -> Option<&'static Meant> {
    let plain = words::plain(key).replace(' ', "_");
    EVERYDAY.iter().find(|(said, ..)| *said == plain).or_else(|| of_ringing(key))
}

/// `do_not_phone`, `ring_after`, `safe_to_call`, `safe_times`.
fn of_ringing(key: &str) -> Option<&'static Meant> {
    const RING: &[&str] =
        &["ring", "rings", "ringing", "call", "calls", "calling", "phone", "phoning", "telephone"];
    const NOT: &[&str] = &["not", "never", "dont", "don", "cannot", "unsafe", "stop"];
    const TIME: &[&str] = &["time", "times", "hour", "hours", "when"];
    const MAY: &[&str] = &["ok", "okay", "can", "may", "fine", "allowed", "possible", "able"];
    const WRITING: &[&str] =
        &["text", "texts", "email", "emails", "message", "messages", "whatsapp"];
    let of_key = words_of(key);
    let has = |words: &[&str]| of_key.iter().any(|word| words.contains(&&**word));
    let is_first = |word: &str| of_key.first().is_some_and(|first| first == word);
    let [never, from, until, when] = &RINGING;
    let rings = has(RING);
    match () {
        () if of_key.len() < 2 || has(&["order", "number"]) => None,
        () if (rings || has(&["contact"])) && (has(NOT) || is_first("no")) => Some(never),
        () if has(WRITING) && has(&["only"]) => Some(never),
        () if rings && has(&["after", "from"]) => Some(from),
        () if rings && has(&["until", "till", "before", "by"]) => Some(until),
        () if has(&["safe"]) && has(&["after", "from"]) => Some(from),
        () if has(&["safe"]) && has(&["until", "till", "before"]) => Some(until),
        () if has(&["safe"]) && (has(&["ring", "call"]) || has(TIME)) => Some(when),
        () if rings && (has(TIME) || has(MAY)) => Some(when),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_when_to_ring_whatever_its_words() {
        let says = |key: &str| everyday(key).map(|(_, path, says)| (*path, *says));
        for key in ["do_not_call", "dontRing", "never phone", "no_calls", "unsafe_to_call"] {
            assert_eq!(says(key), Some(("contact.safe_from", Never)), "{key}");
        }
        assert_eq!(says("ring_after"), Some(("contact.safe_from", Same)));
        assert_eq!(says("safe_before"), Some(("contact.safe_until", Same)));
        assert_eq!(says("safe_times"), Some(("contact.safe_from", When)));
        for key in ["phone_number", "phone_no", "call", "no_contact_order", "safe_place"] {
            assert_eq!(says(key), None, "{key}");
        }
    }
}
