//! `lintel place`: what a text is taken to be, for whoever types it. Nothing is said of where units are.

use super::args::{AnswerFormat, Place as Args};
use super::{Failure, Said, layout};
use crate::base::geography::{Area, Doubt, Sense, is_too_wide};
use crate::doors::files;
use crate::inputs::referral;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;

/// What a text is taken to be.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Place")]
pub(super) struct Place {
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
}

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    // Seen from nowhere: what is far from an estate would tell where its units are.
    let own = match &args.estate {
        Some(named) => {
            let folder = files::estate_folder(data, Some(named))?;
            files::own_places(&folder)?
        }
        None => files::estate_folder(data, None)
            .ok()
            .map(|folder| files::own_places(&folder))
            .transpose()?
            .unwrap_or_default(),
    };
    let from = crate::base::geography::Viewpoint { home: &[], own: &own };
    let places: Vec<Place> =
        args.places.iter().map(|text| place(text, &geography.resolve(text, from))).collect();
    Ok(Said::done(match args.format {
        AnswerFormat::Json => layout::json(&places),
        AnswerFormat::Table => places.iter().map(said).collect(),
    }))
}

fn place(text: &str, area: &Area) -> Place {
    let suggestions = match &area.doubt {
        Some(Doubt::Unknown { suggestions }) => suggestions.clone(),
        _ => Vec::new(),
    };
    Place {
        text: text.to_owned(),
        taken_as: (!area.taken_as.is_empty()).then(|| in_full(area)),
        postcodes: area.len(),
        checked: area.is_checked(),
        suggestions,
    }
}

/// With what a name of the provider's own stands for: whoever wrote it down wrong sees it here.
fn in_full(area: &Area) -> String {
    let own = area.taken_as.iter().filter_map(|sense| match sense {
        Sense::Own { stands_for, .. } => Some(stands_for.join(", ")),
        _ => None,
    });
    let own: Vec<String> = own.collect();
    let taken = referral::words_for_anyone(area);
    if own.is_empty() { taken } else { format!("{taken}: {}", own.join("; ")) }
}

fn said(place: &Place) -> String {
    if place.text.trim().is_empty() {
        return layout::wrapped(
            "",
            "Nothing is typed here: give a postcode, a town or a district.",
        );
    }
    let postcodes = match place.postcodes {
        0 => String::new(),
        count => format!(" ({})", layout::count(count, "postcode", "postcodes")),
    };
    let said = match &place.taken_as {
        Some(taken) if place.checked => format!("{taken}{postcodes}."),
        Some(taken) => format!("{taken}, but nobody knows where that lies: it cannot be checked."),
        None if is_too_wide(&place.text) => {
            "a county or a country is too wide to be checked: name a town, a postcode district or a postcode area.".to_owned()
        }
        None if place.suggestions.is_empty() => "nothing known is called so.".to_owned(),
        None => format!("nothing known is called so. Is it {}?", place.suggestions.join(", or ")),
    };
    layout::wrapped("", &format!("{}: {said}", place.text))
}
