//! Who must agree to a lever besides the provider, and on whom it falls: what no price says.

use crate::base::domain::capitalised;
use crate::planning::expansion::ExpansionReport;

/// A sentence for each candidate that needs somebody's agreement or falls on somebody.
pub fn agreements(report: &ExpansionReport) -> Vec<String> {
    report
        .candidates
        .iter()
        .filter_map(|offer| {
            agreement([&offer.agrees, &offer.falls_on])
                .map(|said| format!("{}: {said}.", capitalised(&offer.title)))
        })
        .collect()
}

/// "needs the agreement of the commissioner; falls on women who sleep rough"
pub fn agreement([agrees, falls_on]: [&Option<String>; 2]) -> Option<String> {
    let agrees = agrees.as_ref().map(|who| format!("needs the agreement of {who}"));
    let falls_on = falls_on.as_ref().map(|whom| format!("falls on {whom}"));
    let said: Vec<String> = agrees.into_iter().chain(falls_on).collect();
    (!said.is_empty()).then(|| said.join("; "))
}
