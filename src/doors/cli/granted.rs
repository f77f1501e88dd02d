//! Decisions that were granted, for one household.

use super::Failure;
use super::terms::{granted_list, lines_of};
use crate::base::domain::{Referral, RuleName, calendar};
use crate::desk::allocation::{Batch, Decided, Household, Terms, admit};
use crate::doors::files::Text;
use crate::engine::eligibility::Case;
use crate::engine::placement::Grants;
use std::path::Path;

/// The units that somebody has granted to this household, as a batch of one reads them.
pub(super) fn granted(
    (case, referral): (&Case<'_>, &Referral),
    file: Option<&Path>,
) -> Result<Grants, Failure> {
    let Some(file) = file else { return Ok(Grants::new()) };
    let Some(list) = granted_list(file) else { return Ok(Grants::new()) };
    let text = own_lines(&list, (case, referral));
    let household = Household { referral: referral.clone(), places: case.places.clone() };
    let batch = Batch {
        estate: case.estate,
        occupancy: case.occupancy,
        geography: case.geography,
        households: std::slice::from_ref(&household),
        movable: &[],
        terms: &Terms::default(),
    };
    let decided = Decided { granted: Some(text.source()), ..Decided::default() };
    let terms = admit(&batch, 0, decided)?;
    let all = || RuleName::ALL.into_iter().collect();
    Ok(terms.granted.into_iter().map(|(_, unit)| (unit, all())).collect())
}

/// The lines of a night's list that are about this household; what was passed over is said.
pub(super) fn own_lines(list: &Text, (case, referral): (&Case<'_>, &Referral)) -> Text {
    let day = calendar::london_day(referral.received);
    let is_vacant = |named: &str| {
        let units = &case.estate.units;
        let at = units.iter().position(|unit| unit.name.eq_ignore_ascii_case(named))?;
        Some(!case.view.lived_in[at] && units[at].can_be_offered_on(day))
    };
    lines_of(list, &[referral.reference.as_str()], is_vacant)
}
