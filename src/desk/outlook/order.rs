//! Who is thought of first when a unit comes free.

use crate::base::domain::Referral;
use crate::inputs::scenario::Order;
use jiff::Timestamp;

/// A household's place among those who wait, the first served lowest: by priority immediate danger comes
/// first, then a DASH score that is high or not known, so that nobody is put behind for not being asked.
pub(super) fn place(
    referral: &Referral,
    asked: Timestamp,
    order: Order,
) -> (bool, bool, Timestamp, &str) {
    let by_priority = order == Order::Priority;
    let later = by_priority && !referral.household.in_danger();
    let lower = by_priority && !referral.household.dash_is_high_or_unknown();
    (later, lower, asked, &referral.reference)
}
