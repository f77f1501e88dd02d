//! The places of a referral, looked up; and what could not be checked, for the answer to say.

use super::unknown::{place_in_form, unknown};
use crate::domain::{Referral, Resident};
use crate::geography::{Area, AreaSource, Geography, Places, SectorId};
use crate::reading::node::Value;
use crate::reading::{At, Issues, Node, Sink};

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
    let unsafe_places = referral.unsafe_places.iter().map(|named| (named.place.clone(), None));
    let near = referral.wishes.near.iter().map(|name| (name.clone(), None));
    let places = look_up(unsafe_places, near, geography, home, &mut sink);
    sink.into_issues().or_value(Some(places))
}

/// The same for a form that may have other issues: whatever stands where a place belongs is looked up.
pub(super) fn locate_in_tree(
    node: &Node,
    geography: &Geography,
    home: &[SectorId],
    sink: &mut Sink,
) -> Places {
    let items = |list: Option<&Node>| match list.map(|list| &list.value) {
        Some(Value::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    // What is not text, or is empty, has been noted as such; it is nowhere.
    let named = |node: Option<&Node>| {
        let name = node.and_then(Node::as_text).unwrap_or_default().to_owned();
        (name, node.and_then(|node| node.line))
    };
    let unsafe_places = items(node.get("unsafe"));
    let near = items(node.get("preferences").and_then(|wishes| wishes.get("near")));
    let unsafe_places = unsafe_places.iter().map(|place| named(place.get("place")));
    look_up(unsafe_places, near.iter().map(|name| named(Some(name))), geography, home, sink)
}

/// A name and the line it stands on.
type Named = (String, Option<usize>);

fn look_up(
    unsafe_places: impl Iterator<Item = Named>,
    near: impl Iterator<Item = Named>,
    geography: &Geography,
    home: &[SectorId],
    sink: &mut Sink,
) -> Places {
    let mut look = |(name, line): Named, key: String| {
        if name.trim().is_empty() {
            return Area::not_checked();
        }
        geography.resolve(&name, home).unwrap_or_else(|why| {
            why.note(&name, At::new(&key, line), sink);
            Area::not_checked()
        })
    };
    let unsafe_areas = (0..)
        .zip(unsafe_places)
        .map(|(k, named)| look(named, format!("unsafe[{k}].place")))
        .collect();
    let near =
        (0..).zip(near).map(|(k, named)| look(named, format!("preferences.near[{k}]"))).collect();
    Places { unsafe_areas, near }
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
                "it could not be checked: it lies outside our map, or its name is too wide. Whoever knows the address decides; a postcode or street here would help."
            }
            (AreaSource::NotChecked, false) => {
                "it is not on our map: the wish to be away from it was not counted."
            }
            (AreaSource::SectorInstead(_), _) => {
                "the postcode could not be placed exactly, so the wider area round it was checked. Ask for an ordinary postcode in the same street."
            }
            (AreaSource::Itself, _) => continue,
        };
        note(format!("unsafe[{k}].place"), &named.place, text);
    }
    for (k, (name, area)) in referral.wishes.near.iter().zip(&places.near).enumerate() {
        let text = match area.source {
            AreaSource::NotChecked => {
                "it is not on our map: the wish to be near it was not counted."
            }
            AreaSource::SectorInstead(_) => {
                "the postcode is no home on our map; the wider area round it was used."
            }
            AreaSource::Itself => continue,
        };
        let k = place_in_form(referral, "preferences.near", k);
        note(format!("preferences.near[{k}]"), name, text);
    }
    for (k, sector) in referral.wishes.sectors.iter().enumerate() {
        let known = crate::reading::format::sector(sector).and_then(|name| geography.sector(&name));
        if known.is_none() {
            let k = place_in_form(referral, "preferences.sectors", k);
            note(format!("preferences.sectors[{k}]"), sector, "it is not on our map.");
        }
    }
    for (k, reference) in referral.keep_apart.iter().enumerate() {
        if !residents.iter().any(|resident| resident.reference == *reference) {
            let text = "we could not match this line of the form. Ask who is meant before any offer. Never say who is or is not here.";
            let k = place_in_form(referral, "keep_apart", k);
            note(format!("keep_apart[{k}]"), reference, text);
        }
    }
    found.extend(unknown(referral));
    found
}
