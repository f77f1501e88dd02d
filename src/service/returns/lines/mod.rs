//! The lines of 10.13, a file each: from a counting to its rows.

pub(super) mod i;
pub(super) mod ii;
pub(super) mod iii;
pub(super) mod iv;
pub(super) mod ix;
pub(super) mod reconciliation;
pub(super) mod v;
pub(super) mod vi;
pub(super) mod vii;
pub(super) mod viii;
pub(super) mod x;
pub(super) mod xi;
pub(super) mod xii;
pub(super) mod xiii;
