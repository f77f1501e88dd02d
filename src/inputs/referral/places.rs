//! The places of a referral, looked up; what each was taken to be, and what could not be checked, for the answer to
//! say.
//!
//! Nothing typed as a place stops an answer. Not here: what a text stands for (`geography`).

use super::notation::Notation;
use super::unchecked_place::Unchecked;
use super::unknown::{place_in_form, unknown};
use crate::base::domain::household::names;
use crate::base::domain::{Referral, Resident};
use crate::base::geography::{Area, Doubt, Geography, Places, Sense, Viewpoint, is_too_wide};
use crate::base::parse::node::Value;
use crate::base::parse::{At, Issues, Node, Sink, Source};

/// Looks up every unsafe place and every place to be near.
pub fn locate(referral: &Referral, geography: &Geography, from: Viewpoint<'_>) -> Places {
    let look = |name: &String| geography.resolve(name, from);
    Places {
        unsafe_areas: referral
            .household
            .unsafe_places
            .iter()
            .map(|named| look(&named.place))
            .collect(),
        near: referral.household.wishes.near.iter().map(look).collect(),
    }
}

/// A place of a form: its field, its text and what that was taken to be.
struct Named<'a> {
    field: String,
    text: &'a str,
    area: &'a Area,
    /// Whether somebody must be asked where it cannot be checked.
    is_bar: bool,
    is_near: bool,
}

/// Every place of a form, in its order.
fn named<'a>(referral: &'a Referral, places: &'a Places) -> impl Iterator<Item = Named<'a>> {
    let unsafe_places =
        referral.household.unsafe_places.iter().zip(&places.unsafe_areas).enumerate();
    let near = referral.household.wishes.near.iter().zip(&places.near).enumerate();
    unsafe_places
        .map(|(k, (named, area))| Named {
            field: format!("unsafe[{k}].place"),
            text: &named.place,
            area,
            is_bar: named.hard,
            is_near: false,
        })
        .chain(near.map(|(k, (text, area))| Named {
            field: format!("preferences.near[{}]", place_in_form(referral, "preferences.near", k)),
            text,
            area,
            is_bar: false,
            is_near: true,
        }))
}

/// Every place of a form that nothing known is called, as the issues they are: for whoever checks a form at leisure,
/// whatever else is wrong with it.
pub fn unknown_places(source: Source<'_>, geography: &Geography, from: Viewpoint<'_>) -> Issues {
    let mut sink = Sink::new(source.file);
    let Some(form) = Notation::of(source).tree_as_meant(source.text, &mut Sink::new("")) else {
        return Issues::default();
    };
    let unsafe_places = items(form.get("unsafe")).iter().map(|place| place.get("place"));
    let near = items(form.get("preferences").and_then(|wishes| wishes.get("near")));
    let mut note = |place: Option<&Node>, key: String| {
        // What is not text, or is empty, is noted as such by whoever reads the form.
        let named = place.and_then(|place| Some((place.as_text()?, place.line)));
        if let Some((name, line)) = named.filter(|(name, _)| !name.trim().is_empty()) {
            geography.resolve(name, from).note_unknown(name, At::new(&key, line), &mut sink);
        }
    };
    for (k, place) in (0..).zip(unsafe_places) {
        note(place, format!("unsafe[{k}].place"));
    }
    for (k, place) in (0..).zip(near) {
        note(Some(place), format!("preferences.near[{k}]"));
    }
    sink.into_issues()
}

fn items(list: Option<&Node>) -> &[Node] {
    match list.map(|list| &list.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

/// What a place of the form was taken to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenAs {
    /// The field of the form.
    pub field: String,
    /// What stands there.
    pub place: String,
    /// What that was taken to be, in words.
    pub taken_as: String,
    /// The same for a screen: of many places of one name three, and no list of codes.
    pub in_short: String,
}

/// What every place was taken to be: the only guard there is against a slip of the hand.
pub fn taken_as(referral: &Referral, places: &Places) -> Vec<TakenAs> {
    named(referral, places)
        .filter(|place| !place.area.taken_as.is_empty())
        .map(|place| TakenAs {
            field: place.field,
            place: place.text.to_owned(),
            taken_as: words_for(place.area),
            in_short: in_short(place.area),
        })
        .collect()
}

/// What an area was taken to be, in words that say nothing of where it was looked at from.
pub fn words_for_anyone(area: &Area) -> String {
    let bearers: Vec<String> = area.taken_as.iter().map(sense).collect();
    let taken = match bearers.len() {
        0..=2 => bearers.join(" and "),
        several => format!("{}: {}", so_many(area, several), bearers.join("; ")),
    };
    match &area.doubt {
        Some(Doubt::SectorInstead { is_office: true, .. }) => {
            format!("{taken}, all of it: the postcode is a delivery office")
        }
        Some(Doubt::SectorInstead { .. }) => {
            format!("{taken}, all of it: the postcode is not in the table")
        }
        _ => taken,
    }
}

/// "All 5 of this name", or "these 5" of a text that lists them.
fn so_many(area: &Area, several: usize) -> String {
    if area.is_list {
        format!("all {several} of these")
    } else {
        format!("all {several} of this name")
    }
}

/// What an area was taken to be, in words for a screen.
fn in_short(area: &Area) -> String {
    const NAMED: usize = 3;
    let all = area.taken_as.len();
    if all <= NAMED + 1 {
        return or_nearer(words_for_anyone(area), area);
    }
    let named: Vec<String> = area.taken_as.iter().take(NAMED).map(sense).collect();
    let more = all - NAMED;
    let all = so_many(area, all);
    or_nearer(format!("{all}: {}; and {more} more", named.join("; ")), area)
}

/// What may be meant instead of something that is far.
fn or_nearer(taken: String, area: &Area) -> String {
    if area.nearer.is_empty() {
        return taken;
    }
    let nearer = area.nearer.join(" or ");
    let far = if area.is_far { ", far from here" } else { "" };
    format!("{taken}{far}; if {nearer} is meant, write that")
}

/// What an area was taken to be, in words.
fn words_for(area: &Area) -> String {
    let taken = or_nearer(words_for_anyone(area), area);
    match &area.doubt {
        Some(Doubt::FarName { codes }) => {
            format!(
                "{taken}; if that is the place that is meant, {} would settle it",
                codes.join(" or ")
            )
        }
        _ => taken,
    }
}

fn sense(sense: &Sense) -> String {
    match sense {
        Sense::Postcode(text) => format!("the postcode {text}"),
        Sense::Sector(text) => format!("the sector {text}"),
        Sense::PostcodeDistrict(text) => format!("the postcode district {text}"),
        Sense::PostcodeArea(text) => format!("the whole postcode area {text}"),
        Sense::Ward { name, code, district } => format!("{name}, {district} ({code})"),
        Sense::District { name, code } => format!("the district {name} ({code})"),
        Sense::Town { name, postcode_district: Some(at) } => format!("the town {name} ({at})"),
        Sense::Town { name, postcode_district: None } => format!("the town {name}"),
        Sense::London => "every borough of London and the City".to_owned(),
        Sense::Own { name, .. } => format!("{name}, from the provider's own places"),
        Sense::Abroad => "outside Great Britain, farther away than any radius".to_owned(),
    }
}

/// Everything that the answer must own up to not having checked.
pub fn unchecked(
    referral: &Referral,
    places: &Places,
    residents: &[Resident],
    geography: &Geography,
) -> Vec<Unchecked> {
    let mut found: Vec<Unchecked> = named(referral, places).filter_map(unchecked_place).collect();
    let mut note = |field: String, place: &str, text: &str| {
        let (place, text) = (place.to_owned(), text.to_owned());
        found.push(Unchecked { field, place, text, suggestions: Vec::new() });
    };
    for (k, sector) in referral.household.wishes.sectors.iter().enumerate() {
        let known =
            crate::base::parse::format::sector(sector).and_then(|name| geography.sector(&name));
        if known.is_none() {
            let k = place_in_form(referral, "preferences.sectors", k);
            note(format!("preferences.sectors[{k}]"), sector, "it is not on our map.");
        }
    }
    for (k, reference) in referral.household.keep_apart.iter().enumerate() {
        if !residents.iter().any(|resident| names(reference, &resident.reference)) {
            let text = "we could not match this line of the form. Ask who is meant before any offer. Never say who is or is not here.";
            let k = place_in_form(referral, "keep_apart", k);
            note(format!("keep_apart[{k}]"), reference, text);
        }
    }
    found.extend(unknown(referral));
    // What was not understood is said instead of what was taken for it.
    found.retain(|not| !referral.household.unread.iter().any(|unread| unread.field == not.field));
    found.extend(referral.household.unread.iter().map(|unread| Unchecked {
        field: unread.field.clone(),
        place: unread.said.clone(),
        text: unread.text.clone(),
        suggestions: Vec::new(),
    }));
    found
}

/// What an unsafe place of this text was taken to be, and what could not be checked of it: as a recommendation says it.
pub fn as_unsafe_place(text: &str, area: &Area) -> (Option<String>, Option<Unchecked>) {
    let taken = (!area.taken_as.is_empty()).then(|| in_short(area));
    let named = Named { field: String::new(), text, area, is_bar: true, is_near: false };
    (taken, unchecked_place(named))
}

/// What a place could not be checked for, if anything.
fn unchecked_place(place: Named<'_>) -> Option<Unchecked> {
    let doubt = place.area.doubt.as_ref()?;
    let consequence = match (place.is_bar, place.is_near) {
        (true, _) => {
            "Whoever knows the address decides; a postcode or town would help, or \u{201c}abroad\u{201d} if it is that."
        }
        (_, true) => "The wish to be near it was not counted.",
        _ => "The wish to be away from it was not counted.",
    };
    let text = match doubt {
        Doubt::Unknown { .. } if is_too_wide(place.text) => {
            format!("a county or a country is too wide to be checked. {consequence}")
        }
        Doubt::Unknown { .. } => {
            format!("nothing known here is called so, so it was not checked. {consequence}")
        }
        Doubt::NoPoint => format!(
            "it is known, but nobody knows where it lies, so it was not checked. {consequence}"
        ),
        Doubt::Guessed => format!(
            "these words may mean another place, or more than was found; a code would settle it. {consequence}"
        ),
        Doubt::MapDamaged => format!(
            "the map of that part of the country cannot be read, so it was not checked: have the program mended. {consequence}"
        ),
        Doubt::FarName { .. } => format!(
            "what bears this name on our map may not be the place that is meant; its code would settle it. {consequence}"
        ),
        Doubt::SectorInstead { may_be_nearer, .. } => {
            sector_instead(place.is_near, *may_be_nearer).to_owned()
        }
    };
    let suggestions = match doubt {
        Doubt::Unknown { suggestions } => suggestions.clone(),
        _ => Vec::new(),
    };
    Some(Unchecked { field: place.field, place: place.text.to_owned(), text, suggestions })
}

fn sector_instead(is_near: bool, may_be_nearer: bool) -> &'static str {
    if is_near {
        "the postcode is no home on our map; the wider area round it was used."
    } else if may_be_nearer {
        "the postcode could not be placed exactly, so the wider area round it was checked. One slip of the hand could make it a place much nearer: read it back, letter by letter."
    } else {
        "the postcode could not be placed exactly, so the wider area round it was checked. Ask for an ordinary postcode in the same street."
    }
}
