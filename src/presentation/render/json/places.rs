//! What of a form was not checked, and what each place was taken to be.

use crate::base::domain::{Referral, Resident};
use crate::base::geography::{Geography, Places};
use crate::inputs::referral;
use schemars::JsonSchema;
use serde::Serialize;

/// Something that was not checked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NotChecked {
    /// What stands in the form.
    pub place: String,
    /// Where in the form.
    pub field: String,
    /// What that means.
    pub text: String,
    /// What may have been meant, at most three.
    pub suggestions: Vec<String>,
}

/// What a place of the form was taken to be.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Note {
    /// What stands in the form.
    pub place: String,
    /// Where in the form.
    pub field: String,
    /// What it was taken to be, in words.
    pub taken_as: String,
}

/// What of a form was not checked.
pub(super) fn not_checked(
    (form, places): (&Referral, &Places),
    residents: &[Resident],
    geography: &Geography,
) -> Vec<NotChecked> {
    let found = referral::unchecked(form, places, residents, geography).into_iter();
    found
        .map(|unchecked| NotChecked {
            place: unchecked.place,
            field: unchecked.field,
            text: unchecked.text,
            suggestions: unchecked.suggestions,
        })
        .collect()
}

/// What each place of a form was taken to be.
pub(super) fn notes(form: &Referral, places: &Places) -> Vec<Note> {
    let taken = referral::taken_as(form, places).into_iter();
    taken
        .map(|taken| Note { place: taken.place, field: taken.field, taken_as: taken.taken_as })
        .collect()
}
