//! What of a night's list was passed over for one household.

use super::count::count;
use crate::desk::allocation::PassedOver;

/// "granted.csv, passed over: Siskin is not vacant now; 2 lines are about other households."
pub fn passed_over(file: &str, passed: &[PassedOver]) -> String {
    let one = |passed: &PassedOver| match passed {
        PassedOver::UnknownUnit(unit) => format!("the estate has no unit \"{unit}\""),
        PassedOver::NotVacant(unit) => format!("{unit} is not vacant now"),
        PassedOver::AboutOthers(lines) => {
            format!("{} about other households", count(*lines, "line is", "lines are"))
        }
    };
    let said: Vec<String> = passed.iter().map(one).collect();
    format!("{file}, passed over: {}.", said.join("; "))
}

/// A list of decisions of which nothing could be used.
pub fn nothing_granted(file: &str) -> String {
    format!(
        "{file}: nothing in it was used, so nothing counts as granted: it is not there, or its first line is not reference,unit"
    )
}
