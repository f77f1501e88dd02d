//! `lintel place`: what a text is taken to be, for whoever types it, as a recommendation would take it.

use super::args::{AnswerFormat, Place as Args};
use super::{Failure, Said, layout};
use crate::base::geography::{Area, Doubt, Sense, Viewpoint, is_too_wide};
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
    /// What a recommendation would say was not checked of it; null: it would be checked.
    not_checked: Option<String>,
    /// Longer names near the estate that may be meant by a name that is far, at most three.
    nearer: Vec<String>,
    /// What it is taken to be, as a recommendation says it.
    #[serde(skip)]
    in_short: Option<String>,
}

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    // Seen from the estate, as a recommendation sees it; where that cannot be read, from nowhere with its own names.
    let folder = match &args.estate {
        Some(named) => Some(files::estate_folder(data, Some(named))?),
        None => files::estate_folder(data, None).ok(),
    };
    let own = folder.as_deref().map(files::own_places).transpose()?.unwrap_or_default();
    let estate =
        folder.and_then(|folder| files::estate_with(files::List::AsFar, &folder, &geography).ok());
    let home = estate.map(|estate| estate.home_sectors()).unwrap_or_default();
    let from = Viewpoint { home: &home, own: &own };
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
    let (in_short, not_checked) = referral::as_unsafe_place(text, area);
    Place {
        text: text.to_owned(),
        taken_as: (!area.taken_as.is_empty()).then(|| in_full(area)),
        postcodes: area.len(),
        checked: area.is_checked(),
        suggestions,
        not_checked: not_checked.map(|not| not.text),
        nearer: area.nearer.clone(),
        in_short,
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

/// What a recommendation would say besides: what may be meant instead, and what was not checked.
fn as_recommended(place: &Place, taken: &str) -> String {
    let nearer = place.in_short.as_ref().filter(|_| !place.nearer.is_empty());
    let nearer = nearer.filter(|short| *short != taken);
    let nearer = nearer
        .map(|_| format!(" Far from here; if {} is meant, write that.", place.nearer.join(" or ")));
    let not_checked = place.not_checked.as_ref();
    let not_checked = not_checked.map(|said| format!(" NOT CHECKED: {said}"));
    nearer.unwrap_or_default() + &not_checked.unwrap_or_default()
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
        Some(taken) if place.checked => format!("{taken}{postcodes}.{}", as_recommended(place, taken)),
        Some(taken) => format!("{taken}, but nobody knows where that lies: it cannot be checked."),
        None if is_too_wide(&place.text) => {
            "a county or a country is too wide to be checked: name a town, a postcode district or a postcode area.".to_owned()
        }
        None => {
            let is_it = if place.suggestions.is_empty() {
                String::new()
            } else {
                format!(" Is it {}?", place.suggestions.join(", or "))
            };
            let why = place.not_checked.as_deref().unwrap_or_default();
            format!("NOT CHECKED: {why}{is_it}")
        }
    };
    layout::wrapped("", &format!("{}: {said}", place.text))
}
