//! `places.csv`: what people here call places that no list of towns and wards has.
//!
//! Optional. Each line is a name and the places it stands for; a name that a town or ward bears too stands for all
//! of them together.

use super::PLACES;
use crate::base::geography::{Doubt, Geography, OwnPlace, Viewpoint};
use crate::base::parse::table::{self, Record};
use crate::base::parse::{Code, Issues, Sink, Source};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct PlaceRow {
    name: String,
    stands_for: String,
}

/// Reads it.
///
/// # Errors
/// Everything that is wrong in it: also a place that nothing on the map is called, or that is another line's name.
pub fn read_places(source: Source<'_>, geography: &Geography) -> Result<Vec<OwnPlace>, Issues> {
    let mut sink = Sink::new(source.file);
    let records = table::records::<PlaceRow>(source.text, PLACES, &mut sink);
    let names: BTreeSet<String> = records
        .iter()
        .filter_map(|record| Some(record.text("name")?.trim().to_lowercase()))
        .collect();
    let mut known = BTreeSet::new();
    let mut places = Vec::new();
    for record in records {
        if let Some(name) = record.text("name")
            && !known.insert(name.trim().to_lowercase())
        {
            let action = "keep one line, and join what it stands for with ;";
            record.note(
                &mut sink,
                Code::Repeated,
                ("name", name),
                "this name stands twice",
                action,
            );
        }
        for place in record.text("stands_for").into_iter().flat_map(parts) {
            note_place(&record, place, &names, geography, &mut sink);
        }
        let Some(row) = record.row else { continue };
        let stands_for = parts(&row.stands_for).map(ToOwned::to_owned).collect();
        places.push(OwnPlace { name: row.name.trim().to_owned(), stands_for });
    }
    sink.into_issues().or_value(Some(places))
}

fn parts(joined: &str) -> impl Iterator<Item = &str> {
    joined.split(';').map(str::trim).filter(|part| !part.is_empty())
}

fn note_place(
    record: &Record<PlaceRow>,
    place: &str,
    names: &BTreeSet<String>,
    geography: &Geography,
    sink: &mut Sink,
) {
    let at = ("stands_for", place);
    if names.contains(&place.to_lowercase()) {
        let allowed = "a line stands for codes and names of the map, not for another line";
        record.note(sink, Code::Contradiction, at, allowed, "write out what that line stands for");
        return;
    }
    if geography.is_empty() {
        return;
    }
    let area = geography.resolve(place, Viewpoint::default());
    // Where the map is damaged nobody can say.
    if !area.is_checked() && area.doubt != Some(Doubt::MapDamaged) {
        let allowed = "nothing on the map is called so, or nobody knows where it lies";
        let action =
            "give a postcode, sector, postcode district, ward code or town; join several with ;";
        record.note(sink, Code::UnknownPlace, at, allowed, action);
    }
}
