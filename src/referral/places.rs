//! The places of a referral, looked up; and what could not be checked, for the answer to say.

use crate::domain::{Referral, Resident};
use crate::geography::{Area, AreaSource, Geography, Places, SectorId};
use crate::reading::{Issues, Sink};

/// Looks up every unsafe place and every place to be near.
///
/// # Errors
/// Every place that is unknown or that several wards share.
pub fn locate(
    file: &str,
    referral: &Referral,
    geography: &Geography,
    home: &[SectorId],
) -> Result<Places, Issues> {
    let mut sink = Sink::new(file);
    let mut look = |name: &str, field: String| match geography.resolve(name, home) {
        Ok(area) => area,
        Err(why) => {
            why.note(name, &field, &mut sink);
            Area::not_checked()
        }
    };
    let unsafe_areas = (0..)
        .zip(&referral.unsafe_places)
        .map(|(k, named)| look(&named.place, format!("unsafe[{k}].place")))
        .collect();
    let near = (0..)
        .zip(&referral.wishes.near)
        .map(|(k, name)| look(name, format!("preferences.near[{k}]")))
        .collect();
    sink.into_issues().or_value(Some(Places { unsafe_areas, near }))
}

/// Something of the referral that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// The field of the form.
    pub field: String,
    /// What stands there.
    pub place: String,
    /// What that means, without naming it.
    pub text: String,
}

/// Everything that the answer must own up to not having checked.
pub fn unchecked(
    referral: &Referral,
    places: &Places,
    residents: &[Resident],
    geography: &Geography,
) -> Vec<Unchecked> {
    let mut found = Vec::new();
    let mut note = |field: String, place: &str, text: &str| {
        found.push(Unchecked { field, place: place.to_owned(), text: text.to_owned() });
    };
    for (k, (named, area)) in referral.unsafe_places.iter().zip(&places.unsafe_areas).enumerate() {
        let text = match (&area.source, named.hard) {
            (AreaSource::NotChecked, true) => {
                "this unsafe place is not on our map: somebody who knows the addresses must judge it"
            }
            (AreaSource::NotChecked, false) => {
                "this place is not on our map: distance from it was not weighed"
            }
            (AreaSource::SectorInstead(_), _) => {
                "this postcode is not a home on our map: its whole postcode sector was used in its stead"
            }
            (AreaSource::Itself, _) => continue,
        };
        note(format!("unsafe[{k}].place"), &named.place, text);
    }
    for (k, (name, area)) in referral.wishes.near.iter().zip(&places.near).enumerate() {
        let text = match area.source {
            AreaSource::NotChecked => "this place to be near is not on our map: it was not weighed",
            AreaSource::SectorInstead(_) => {
                "this postcode to be near is not a home on our map: its postcode sector was used in its stead"
            }
            AreaSource::Itself => continue,
        };
        note(format!("preferences.near[{k}]"), name, text);
    }
    for (k, sector) in referral.wishes.sectors.iter().enumerate() {
        let known = crate::reading::format::sector(sector).and_then(|name| geography.sector(&name));
        if known.is_none() {
            note(format!("preferences.sectors[{k}]"), sector, "this sector is not on our map");
        }
    }
    for (k, reference) in referral.keep_apart.iter().enumerate() {
        if !residents.iter().any(|resident| resident.reference == *reference) {
            let text =
                "nobody in the occupancy list has this reference: check it, or ask who is meant";
            note(format!("keep_apart[{k}]"), reference, text);
        }
    }
    found
}
