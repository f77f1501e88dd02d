//! Whether the office is open, and whom to ring where it is not.

use crate::inputs::estate::OfficeHours;
use jiff::Timestamp;

/// Open until when, or shut, and why.
pub(super) fn office(hours: &OfficeHours, now: Timestamp) -> String {
    if hours.is_open(now) {
        let until = hours.to.as_ref().map_or_else(String::new, |to| format!(", until {to}"));
        return format!("The office is open now{until}.");
    }
    let why = if hours.is_bank_holiday(now) { ", for a bank holiday" } else { "" };
    format!("The office is shut now{why}: ring the manager on call.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_is_said_to_be_open_or_shut_and_why() {
        let hours = OfficeHours {
            days: ["thursday", "friday"].map(str::to_owned).to_vec(),
            from: Some("09:00".to_owned()),
            to: Some("17:00".to_owned()),
            bank_holidays: None,
            holidays: vec!["2026-12-25".parse().unwrap()],
        };
        let said = |at: &str| office(&hours, at.parse().unwrap());
        assert_eq!(said("2026-12-24T10:00:00Z"), "The office is open now, until 17:00.");
        let shut = "The office is shut now: ring the manager on call.";
        assert_eq!(said("2026-12-24T18:00:00Z"), shut);
        assert!(said("2026-12-25T10:00:00Z").contains("for a bank holiday: ring"));
    }
}
