//! Where no answer can be given, help is named all the same.

use super::safety::RING_999;
use super::{list, section};

/// The numbers for whoever has a household on the phone and no answer.
pub(in crate::doors::cli) fn no_answer(helplines: &[String]) -> String {
    const NATIONAL: &str = "National Domestic Abuse Helpline: 0808 2000 247, day and night, free";
    let known = if helplines.is_empty() { &[NATIONAL.to_owned()][..] } else { helplines };
    section("IN DANGER NOW?", &[RING_999.to_owned()])
        + "\n"
        + &list("WHILE THIS IS PUT RIGHT, HELP IS HERE", known)
}
