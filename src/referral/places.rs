//! The places of a referral, looked up; and what could not be checked, for the answer to say.

use crate::domain::{Referral, Resident};
use crate::geography::{Area, AreaSource, Geography, Places, SectorId};
use crate::reading::node::Value;
use crate::reading::{Issues, Node, Sink};

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
    let unsafe_places = referral.unsafe_places.iter().map(|named| named.place.as_str());
    let near = referral.wishes.near.iter().map(String::as_str);
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
    let unsafe_places = items(node.get("unsafe"));
    let near = items(node.get("preferences").and_then(|wishes| wishes.get("near")));
    // What is not text, or is empty, has been noted as such; it is nowhere.
    let name = |node: Option<&Node>| node.and_then(Node::as_text).unwrap_or_default().to_owned();
    let unsafe_places: Vec<String> =
        unsafe_places.iter().map(|named| name(named.get("place"))).collect();
    let near: Vec<String> = near.iter().map(|named| name(Some(named))).collect();
    look_up(
        unsafe_places.iter().map(String::as_str),
        near.iter().map(String::as_str),
        geography,
        home,
        sink,
    )
}

fn look_up<'a>(
    unsafe_places: impl Iterator<Item = &'a str>,
    near: impl Iterator<Item = &'a str>,
    geography: &Geography,
    home: &[SectorId],
    sink: &mut Sink,
) -> Places {
    let mut look = |name: &str, key: String| {
        if name.trim().is_empty() {
            return Area::not_checked();
        }
        geography.resolve(name, home).unwrap_or_else(|why| {
            why.note(name, &key, sink);
            Area::not_checked()
        })
    };
    Places {
        unsafe_areas: unsafe_places
            .enumerate()
            .map(|(k, name)| look(name, format!("unsafe[{k}].place")))
            .collect(),
        near: near
            .enumerate()
            .map(|(k, name)| look(name, format!("preferences.near[{k}]")))
            .collect(),
    }
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
        note(format!("preferences.near[{k}]"), name, text);
    }
    for (k, sector) in referral.wishes.sectors.iter().enumerate() {
        let known = crate::reading::format::sector(sector).and_then(|name| geography.sector(&name));
        if known.is_none() {
            note(format!("preferences.sectors[{k}]"), sector, "it is not on our map.");
        }
    }
    for (k, reference) in referral.keep_apart.iter().enumerate() {
        if !residents.iter().any(|resident| resident.reference == *reference) {
            let text = "we could not match this line of the form. Ask who is meant before any offer. Never say who is or is not here.";
            note(format!("keep_apart[{k}]"), reference, text);
        }
    }
    found
}
