//! Everything that stands on a form, for whoever looks it through.

use super::count::count;
use super::safety::Household;
use crate::presentation::document::{Block, Document, Section, household as named, text};

/// A form that is in order, and what it says.
pub fn form(file: &str, household: &Household<'_>) -> Document {
    let people = count(household.referral.household.people.len(), "person", "people");
    let heading = format!("{file}: in order; a referral for {people}");
    Document::of([Section::new("form", heading, vec![everything(household)])])
}

/// Forms that are in order together, and what each says.
pub fn forms(file: &str, households: &[Household<'_>]) -> Document {
    let how_many = count(households.len(), "household", "households");
    let heading = format!("{file}: in order; a batch of {how_many}");
    let each = households.iter().flat_map(|household| {
        [Block::Paragraph(named(&household.referral.reference)), everything(household)]
    });
    Document::of([Section::new("forms", heading, each.collect())])
}

fn everything(household: &Household<'_>) -> Block {
    let mut lines = household.texts(|_| true);
    if !household.referral.household.in_danger()
        && let Some(first) = lines.first_mut()
    {
        // Elsewhere a title says so.
        *first = text!["If danger comes: ", first.clone()];
    }
    Block::items(lines)
}
