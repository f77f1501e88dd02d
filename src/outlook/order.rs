//! Who is thought of first when a unit comes free.

use crate::domain::Referral;
use crate::domain::household::Answer;
use jiff::Timestamp;

/// From this DASH score on a household counts as high risk (14 ticks).
const HIGH_RISK: i64 = 14;

/// A household's place among those who wait: immediate danger, then DASH tier, then who asked first. Lower
/// comes first. A score that is not known counts as high, so that nobody is put behind for not being asked.
pub(super) fn place(referral: &Referral, asked: Timestamp) -> (bool, bool, Timestamp, &str) {
    let low_risk = matches!(referral.told.dash, Some(Answer::Number(score)) if score < HIGH_RISK);
    (!referral.immediate_danger, low_risk, asked, &referral.reference)
}
