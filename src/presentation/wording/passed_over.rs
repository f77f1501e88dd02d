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

/// Why nothing of a list of decisions can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable<'a> {
    /// Nothing bears that name.
    NotThere,
    /// It is a folder.
    Folder,
    /// It cannot be opened or is no text.
    Unreadable,
    /// It has no line.
    Empty,
    /// Its first line names other columns.
    FirstLine(&'a str),
}

/// A list of decisions of which nothing could be used.
pub fn nothing_granted(file: &str, why: &Unusable<'_>) -> String {
    let why = match why {
        Unusable::NotThere => "there is no such file; look at its name".to_owned(),
        Unusable::Folder => "it is a folder; name the file in it".to_owned(),
        Unusable::Unreadable => "it cannot be read as text; save it as CSV UTF-8, and look whether you may read it".to_owned(),
        Unusable::Empty => "it is empty; its first line is reference,unit, and each pair that was granted has a line below".to_owned(),
        Unusable::FirstLine(found) => {
            let short: String = found.chars().take(60).collect();
            let more = if short.len() < found.len() { "…" } else { "" };
            format!("its first line is \"{short}{more}\" and must be reference,unit")
        }
    };
    format!("{file}: nothing in it was used, so nothing counts as granted: {why}.")
}
