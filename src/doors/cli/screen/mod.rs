//! The screens of the desk, for a tired person at two in the morning.
//!
//! In the order in which it is needed: danger, before ringing, what was not checked, what to offer or ask,
//! what to say, where else. Never on them: a sector, a distance, another household, a score, or where the
//! perpetrator is, but for what was typed as a place, to whoever typed it. Nobody is turned down here: units fit
//! or do not. What keeps somebody safe is decided in `safety`, and no screen that names a household is without it.

mod age_of_the_list;
mod allocation;
mod batch_lines;
mod contact;
mod decided;
mod elsewhere;
mod explain;
mod explain_unit;
mod left_out;
mod no_answer;
mod nowhere;
mod offer;
mod opening;
mod outlook;
mod safety;
mod sections;

pub(super) use allocation::allocation;
pub(super) use batch_lines::of_a_form;
pub(super) use explain::explanation;
pub(super) use explain_unit::why_not;
pub(super) use left_out::{NOT_COUNTED, NOT_IN_THIS_ANSWER, left_out};
pub(super) use no_answer::no_answer;
pub(super) use outlook::outlook;
pub(super) use safety::Household;

pub(super) use crate::presentation::wording::moment;

use self::opening::{before_anything, safety_of};
use self::sections::{OFFERED, joined, list, section, who};
use crate::desk::outlook::Outlook;
use crate::engine::eligibility::Case;
use crate::engine::placement::answer::Recommendation;
use jiff::Timestamp;

/// The first screen.
pub(super) fn first(
    case: &Case<'_>,
    answer: &Recommendation,
    outlook: Option<&Outlook>,
    now: Timestamp,
) -> String {
    let household = Household::of(case, now);
    let sections = [
        before_anything(&household),
        offer::offer(case, answer, now),
        offer::if_no(case, answer),
        elsewhere::stay_at_home(case, answer),
        elsewhere::elsewhere(case, answer),
        // Last, for tonight is not helped by it.
        outlook.map(|outlook| outlook::beside(&household, outlook)).unwrap_or_default(),
    ];
    joined(sections)
}
