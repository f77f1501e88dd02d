//! What a place is taken to be, for whoever types it, as a recommendation would take it.

use super::count;
use crate::base::geography::{Area, Doubt, Sense, is_too_wide};
use crate::inputs::referral;
use crate::presentation::document::{Block, Document, Section};

/// A part of the map that was needed and cannot be read.
pub fn damaged(fault: &str) -> String {
    format!(
        "The map is damaged: {fault}. Take the folder geography/ as it is published with this program."
    )
}

/// A text, and what it is taken to be.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// The text.
    pub text: &'a str,
    /// What lies there.
    pub area: &'a Area,
}

/// Every text, each in a sentence or two.
pub fn places(typed: &[Typed<'_>]) -> Document {
    let said = typed.iter().map(|typed| Block::paragraph(typed.said()));
    Document::of([Section::plain("places", said.collect())])
}

impl Typed<'_> {
    /// What it is taken to be, in words; none: nothing known is called so. With what a name of the provider's own stands
    /// for: whoever wrote it down wrong sees it here.
    pub fn taken_as(&self) -> Option<String> {
        if self.area.taken_as.is_empty() {
            return None;
        }
        let own = self.area.taken_as.iter().filter_map(|sense| match sense {
            Sense::Own { stands_for, .. } => Some(stands_for.join(", ")),
            _ => None,
        });
        let own: Vec<String> = own.collect();
        let taken = referral::words_for_anyone(self.area);
        Some(if own.is_empty() { taken } else { format!("{taken}: {}", own.join("; ")) })
    }

    /// What may have been meant, at most three.
    pub fn suggestions(&self) -> &[String] {
        match &self.area.doubt {
            Some(Doubt::Unknown { suggestions }) => suggestions,
            _ => &[],
        }
    }

    /// What a recommendation would say was not checked of it; none: it would be checked.
    pub fn not_checked(&self) -> Option<String> {
        let (_, not_checked) = referral::as_unsafe_place(self.text, self.area);
        not_checked.map(|not| not.text)
    }

    fn said(&self) -> String {
        if self.text.trim().is_empty() {
            return "Nothing is typed here: give a postcode, a town or a district.".to_owned();
        }
        let postcodes = match self.area.len() {
            0 => String::new(),
            some => format!(" ({})", count(some, "postcode", "postcodes")),
        };
        let said = match self.taken_as() {
            Some(taken) if self.area.is_checked() => {
                format!("{taken}{postcodes}.{}", self.as_recommended(&taken))
            }
            Some(taken) => {
                format!("{taken}, but nobody knows where that lies: it cannot be checked.")
            }
            None if is_too_wide(self.text) => {
                "a county or a country is too wide to be checked: name a town, a postcode district or a postcode area.".to_owned()
            }
            None => self.nobody_knows(),
        };
        format!("{}: {said}", self.text)
    }

    fn nobody_knows(&self) -> String {
        let is_it = match self.suggestions() {
            [] => String::new(),
            some => format!(" Is it {}?", some.join(", or ")),
        };
        format!("NOT CHECKED: {}{is_it}", self.not_checked().unwrap_or_default())
    }

    /// What a recommendation would say besides: what may be meant instead, and what was not checked.
    fn as_recommended(&self, taken: &str) -> String {
        let (in_short, not_checked) = referral::as_unsafe_place(self.text, self.area);
        let nearer = in_short.filter(|short| !self.area.nearer.is_empty() && short != taken);
        let nearer = nearer.map(|_| {
            let meant = self.area.nearer.join(" or ");
            let far = if self.area.is_far { "Far from here; if" } else { "If" };
            format!(" {far} {meant} is meant, write that.")
        });
        let not_checked = not_checked.map(|said| format!(" NOT CHECKED: {}", said.text));
        nearer.unwrap_or_default() + &not_checked.unwrap_or_default()
    }
}
