//! What of the map was needed and could not be read, on standard error.

use crate::base::geography::Geography;
use crate::base::parse::printable;
use crate::presentation::wording::place::damaged;
use std::io::{self, Write};

/// Says it; the answer counts it as not checked.
pub(super) fn tell_faults(geography: &Geography) {
    for fault in geography.faults() {
        drop(writeln!(io::stderr(), "{}", damaged(&printable(&fault))));
    }
}
