//! `lintel place`: what a text is taken to be, for whoever types it, as a recommendation would take it.

use super::args::{AnswerFormat, Place as Args};
use super::{Failure, Said, layout};
use crate::base::geography::{Area, Viewpoint};
use crate::doors::files;
use crate::presentation::render::json::Place;
use crate::presentation::render::terminal;
use crate::presentation::wording::place::{Typed, places};
use std::path::Path;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    // Seen from the estate, as a recommendation sees it; where that cannot be read, from nowhere with its own names.
    let folder = match &args.estate {
        Some(named) => Some(files::estate_folder(data, Some(named))?),
        None => files::estate_folder(data, None).ok(),
    };
    let own = folder.as_deref().map(files::own_places).transpose()?.unwrap_or_default();
    let homes =
        folder.and_then(|folder| files::estate_with(files::List::AsFar, &folder, &geography).ok());
    let home = homes.map(|homes| homes.estate.home_sectors()).unwrap_or_default();
    let from = Viewpoint { home: &home, own: &own };
    let areas: Vec<Area> = args.places.iter().map(|text| geography.resolve(text, from)).collect();
    let typed: Vec<Typed<'_>> =
        args.places.iter().zip(&areas).map(|(text, area)| Typed { text, area }).collect();
    Ok(Said::done(match args.answer.format {
        AnswerFormat::Json => layout::json(&typed.iter().map(Place::from).collect::<Vec<_>>()),
        AnswerFormat::Table => terminal::render(&places(&typed)),
    }))
}
