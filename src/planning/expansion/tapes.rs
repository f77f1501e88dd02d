//! Which tapes serve what, by their numbers. What is printed is estimated on those from 0 on, plans are searched for
//! on those of `policy`'s training; here are those between.

use std::ops::Range;

/// Tapes on which the best plan of a budget is chosen.
pub(super) const CHOICE: u32 = 1 << 30;
/// On which the first champion is named.
pub(super) const NAMING: u32 = CHOICE + (1 << 27);
/// On which a cheaper one is taken instead.
pub(super) const CHEAPER: u32 = CHOICE + (1 << 28);
/// On which plans are tested for refusals.
pub(super) const REFUSALS: u32 = CHOICE + (2 << 28);
/// On which plans are stripped of what does nothing.
pub(super) const STRIP: u32 = CHOICE + (3 << 28);

/// So many of them.
pub(super) fn from(first: u32, tapes: u32) -> Range<u32> {
    first..first.saturating_add(tapes)
}
