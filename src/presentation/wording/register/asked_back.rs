//! Why an act is asked back before it is recorded: the page is older than what it rests on, something was not said, or what is
//! recorded does not fit with what suits.

use super::words_of;
use crate::base::domain::RuleSet;

/// Why nothing was recorded where a page is older than what it rests on.
pub fn changed_since() -> &'static str {
    "Nothing was recorded: the form, or what suits them, has changed since this page was shown. This is how it is now, and what you typed is still here. Look, and tap again if it is still right."
}

/// Why nothing was recorded of a form in which this is missing or cannot be read.
pub fn wrong_in_the_form(what: &[&str]) -> String {
    format!("Nothing was recorded. {}.", what.join(". "))
}

/// Which answers an act wants that were not given.
pub fn say_first(what: &[&str]) -> String {
    format!("Nothing was recorded. Say first: {}", what.join("; "))
}

/// Somebody is turned away while these suit them and are free.
pub fn turned_away_beside(options: &[String]) -> String {
    format!(
        "Nothing was recorded: {} and free, and can be held for them. If they said no, or nobody was reached, choose that reason, and tick that they are turned away all the same.",
        suit(options)
    )
}

/// What is ticked where that is meant.
pub fn turn_away_all_the_same(options: &[String]) -> String {
    format!("{} and free: turn away all the same", suit(options))
}

/// "Larch-1 is suitable", "Larch-1, Clover-3 are suitable".
fn suit(options: &[String]) -> String {
    let is = if options.len() == 1 { "is" } else { "are" };
    format!("{} {is} suitable", options.join(", "))
}

/// "does not suit them (an unsafe area)", of a unit against which these rules are.
pub fn does_not_suit(is_barred: bool, rules: RuleSet) -> String {
    let why: Vec<String> = rules.iter().map(|rule| words_of(rule.name())).collect();
    let how = if is_barred { "does not suit them" } else { "suits them only if somebody decides" };
    format!("{how} ({})", why.join(", "))
}

/// They are moved to a unit that does not suit them, for this reason.
pub fn moved_where_it_does_not_suit(unit: &str, why: &str) -> String {
    format!(
        "Nothing was recorded: {unit} {why}. Choose another; or, if they have moved there, tick that they did."
    )
}

/// The same of an event that is put right.
pub fn corrected_where_it_does_not_suit(unit: &str, why: &str) -> String {
    format!("Nothing was recorded: {unit} {why}. Say another; or, if it was so, tick that it was.")
}

/// What was said to be expected is over.
pub fn is_over(said: &str) -> String {
    format!(
        "nothing was recorded: {said} is over, and what is expected is still to come. Say tomorrow, a later day (2026-12-24) or a later moment; what has happened already is recorded itself: that they came, that they left, that the unit is mended"
    )
}

/// No day and no moment can be read.
pub fn no_time_to_come(said: &str) -> String {
    format!(
        "\"{said}\" is no time that can be read: say tomorrow, 23:30, 2026-12-24 or \"2026-12-24 10:00\""
    )
}

/// The last who lives there leaves.
pub fn nobody_stays() -> &'static str {
    "Nothing was recorded: nobody else of them lives there, and the home would stand as lived in by nobody. Record that they left."
}

/// Whoever is grown leaves, and children would stay.
pub fn only_children_stay() -> &'static str {
    "Nothing was recorded: only children would stay, and no child lives alone. If everybody leaves, record that they left; if somebody grown is with the children, tick that."
}
