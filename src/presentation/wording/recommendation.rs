//! The first screen, for a tired person at two in the morning.
//!
//! In the order in which it is needed: danger, before ringing, what was not checked, what to offer or ask,
//! what to say, where else. Never on it: a sector, a distance, another household, a score, or where the
//! perpetrator is, but for what was typed as a place, to whoever typed it. Nobody is turned down here: units fit
//! or do not. What keeps somebody safe is decided in `safety`, and no screen that names a household is without it.

use super::elsewhere::{elsewhere, stay_at_home};
use super::offer::{if_no, offer};
use super::opening::before_anything;
use super::outlook::beside;
use super::safety::Household;
use crate::base::domain::Referral;
use crate::desk::outlook::Outlook;
use crate::engine::eligibility::Case;
use crate::engine::placement::answer::Recommendation;
use crate::presentation::document::Document;
use jiff::Timestamp;

/// What to offer one household tonight, or whom to ask, or where else to look.
pub fn recommendation(
    (case, referral): (&Case<'_>, &Referral),
    answer: &Recommendation,
    outlook: Option<&Outlook>,
    now: Timestamp,
) -> Document {
    let household = Household::of(case, referral, now);
    let mut sections = before_anything(&household);
    sections.extend([
        offer(case, answer, &household),
        if_no(case, answer),
        stay_at_home(case.household, &case.estate.provider),
        elsewhere(case, answer),
    ]);
    // Last, for tonight is not helped by it.
    sections.extend(outlook.map(|outlook| beside(&household, outlook)));
    Document::of(sections)
}
