//! Where no answer can be given, help is named all the same.

use super::safety::RING_999;
use crate::presentation::document::{Document, Section, Text};

const NATIONAL: &str = "National Domestic Abuse Helpline: 0808 2000 247, day and night, free";

/// The number that is named first.
pub fn first_helpline(helplines: &[String]) -> &str {
    helplines.first().map_or(NATIONAL, String::as_str)
}

/// The numbers for whoever has a household on the phone and no answer.
pub fn no_answer(helplines: &[String]) -> Document {
    let known = if helplines.is_empty() { &[NATIONAL.to_owned()][..] } else { helplines };
    let help = known.iter().cloned().map(Text::from);
    Document::of([
        Section::paragraphs("danger", "IN DANGER NOW?", [RING_999.into()]),
        Section::list("help", "WHILE THIS IS PUT RIGHT, HELP IS HERE", help),
    ])
}
