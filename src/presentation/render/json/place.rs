//! What a text is taken to be, for other software.

use crate::presentation::wording::place::Typed;
use schemars::JsonSchema;
use serde::Serialize;

/// What a text is taken to be.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Place")]
pub struct Place {
    /// The text.
    #[serde(rename = "place")]
    text: String,
    /// What it is taken to be, in words; null: nothing known is called so.
    taken_as: Option<String>,
    /// Postcodes that it stands for.
    postcodes: usize,
    /// Whether distances to it are known, or beyond any radius.
    checked: bool,
    /// What may have been meant, at most three.
    suggestions: Vec<String>,
    /// What a recommendation would say was not checked of it; null: it would be checked.
    not_checked: Option<String>,
    /// Longer names near the estate that may be meant by a name that is far, at most three.
    nearer: Vec<String>,
}

impl From<&Typed<'_>> for Place {
    fn from(typed: &Typed<'_>) -> Self {
        Self {
            text: typed.text.to_owned(),
            taken_as: typed.taken_as(),
            postcodes: typed.area.len(),
            checked: typed.area.is_checked() && typed.not_checked().is_none(),
            suggestions: typed.suggestions().to_vec(),
            not_checked: typed.not_checked(),
            nearer: typed.area.nearer.clone(),
        }
    }
}
