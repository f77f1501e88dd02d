//! A text of several parts with commas between: a name and where it lies, or several places.
//!
//! What says where an earlier part lies adds nothing: a county or nation, or a place that holds it. Everything else
//! that is a place is meant too, and where one part is not understood nothing of the text is taken as checked.

use super::address::is_of_an_address;
use super::area::{Checked, Doubt, Sense};
use super::patch::{Patch, square};
use super::resolve::FARTHEST_M;
use super::{Area, Geography, Viewpoint, outside, words};
use std::sync::Arc;

/// What lies farther from a place than this is another of the name that it says where to find.
const BESIDE_M: i32 = 10_000;
/// So many times the postcodes of a part of it has what a provider calls a city.
const FAR_LARGER: usize = 5;

/// What one part of a text is.
enum Part<'a> {
    /// A place of Great Britain, and what was typed.
    Place(Area, &'a str),
    /// Several places, or one more of several: it says of none where it lies.
    Several(Area),
    /// Outside Great Britain.
    Outside,
    /// A county or nation.
    Wide,
    /// Nothing known, and what was typed.
    Unknown(&'a str),
}

impl Geography {
    /// The places of a text with commas; none where it has no comma, or where a part is not understood.
    pub(super) fn by_parts(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        let typed: Vec<&str> =
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        if typed.len() < 2 {
            return None;
        }
        let places: Vec<&str> =
            typed.iter().copied().filter(|part| !is_of_an_address(part)).collect();
        if let [one] = places[..] {
            return self.alone(one, from);
        }
        let typed = if places.is_empty() { typed } else { places };
        let mut parts: Vec<Part<'_>> =
            typed.iter().copied().map(|part| self.part(part, from)).collect();
        if let Some(last) = parts.last_mut().filter(|last| last.says_only_where()) {
            *last = Part::Wide;
        }
        let is_outside = parts.iter().any(|part| matches!(part, Part::Outside));
        if is_outside && self.all_may_be_outside(&parts, from) {
            return Some(Area::abroad());
        }
        if parts.iter().any(|part| matches!(part, Part::Unknown(_))) {
            return None;
        }
        let is_at_the_end = parts.iter().rev().find(|part| !matches!(part, Part::Wide));
        let may_say_where = matches!(is_at_the_end, Some(Part::Place(..)));
        let mut meant: Vec<Area> = parts.into_iter().filter_map(Part::area).collect();
        if may_say_where
            && let Some((last, earlier)) = meant.split_last()
            && !earlier.is_empty()
            && earlier.iter().all(|known| says_where(last, known))
        {
            meant.pop();
        }
        together(meant)
    }

    /// The places of a text that lists them with "and", "or" and the like; none where one of them is not known.
    pub(super) fn by_list(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        let typed = listed(text);
        if typed.len() < 2 {
            return None;
        }
        let known = |part: &&str| -> Option<Area> {
            self.by_code(part, from)
                .or_else(|| self.by_name(part, from))
                .or_else(|| self.outside(part))
                .or_else(|| self.by_parts(part, from))
        };
        let areas = typed.iter().map(known).collect::<Option<Vec<Area>>>()?;
        let (outside, places): (Vec<Area>, Vec<Area>) =
            areas.into_iter().partition(|area| area.standing == Checked::Abroad);
        if places.is_empty() { outside.into_iter().next() } else { together(places) }
    }

    /// A place with nothing beside it that is one.
    fn alone(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        self.by_code(text, from)
            .or_else(|| self.by_name(text, from))
            .or_else(|| self.by_list(text, from))
            .or_else(|| self.by_name_and_code(text, from))
    }

    fn part<'a>(&self, typed: &'a str, from: Viewpoint<'_>) -> Part<'a> {
        let (typed, is_one_more) = without_joint(typed);
        let found = self.by_code(typed, from).or_else(|| self.by_name(typed, from));
        if let Some(area) = found.or_else(|| self.by_list(typed, from)) {
            return match area.standing {
                Checked::Abroad => Part::Outside,
                _ if is_one_more || area.is_list => Part::Several(area),
                _ => Part::Place(area, typed),
            };
        }
        match self.outside(typed) {
            Some(area) if area.standing == Checked::Abroad => Part::Outside,
            _ if outside::is_too_wide(typed) => Part::Wide,
            _ => Part::Unknown(typed),
        }
    }

    /// A name with a code behind or before it and no comma between: both, together. None where either is not known.
    pub(super) fn by_name_and_code(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let both = |name: &[&str], code: &[&str]| {
            let is_name = name.iter().any(|word| word.chars().any(char::is_alphabetic))
                && !code.iter().any(|word| word.contains(['(', ')']));
            let code =
                self.by_code(&code.join(" "), from).filter(|code| is_name && is_a_code(code))?;
            let name = name.join(" ");
            together(vec![code, self.by_name(name.trim_end_matches(','), from)?])
        };
        (1..=2).rev().find_map(|of_code| {
            let (name, behind) = words.split_at_checked(words.len().checked_sub(of_code)?)?;
            let (before, rest) = words.split_at_checked(of_code)?;
            both(name, behind).or_else(|| both(rest, before))
        })
    }

    /// Whether, as one part lies outside Great Britain, the others do so too or may: a place that has a namesake there,
    /// or what stands before its country. A name before a country of which a bearer lies near here may be this.
    fn all_may_be_outside(&self, parts: &[Part<'_>], from: Viewpoint<'_>) -> bool {
        let is_last = matches!(parts.last(), Some(Part::Outside));
        parts.iter().all(|part| match part {
            Part::Outside => true,
            Part::Wide | Part::Several(_) => false,
            Part::Place(area, typed) => {
                self.names().is_some_and(|names| names.is_over_there(typed))
                    || (is_last && !is_a_code(area) && !self.is_near(from.home, area, FARTHEST_M))
            }
            Part::Unknown(typed) => {
                let words = words::words(typed);
                is_last && words.len() <= 3 && !words.iter().any(|word| self.is_known(word, from))
            }
        })
    }

    fn is_known(&self, word: &str, from: Viewpoint<'_>) -> bool {
        self.by_code(word, from).or_else(|| self.by_name(word, from)).is_some()
    }
}

impl Part<'_> {
    /// Behind a comma "Wales" is no ward of Rotherham, and "Devon" none of Newark; a ward near here may be one.
    fn says_only_where(&self) -> bool {
        match self {
            Self::Place(area, typed) => {
                outside::is_nation(typed) || (outside::is_too_wide(typed) && area.is_far_name())
            }
            Self::Several(_) | Self::Outside | Self::Wide | Self::Unknown(_) => false,
        }
    }

    fn area(self) -> Option<Area> {
        match self {
            Self::Place(area, _) | Self::Several(area) => Some(area),
            Self::Outside | Self::Wide | Self::Unknown(_) => None,
        }
    }
}

/// A part without the "and" or "or" that joins it to those before, and whether there was one.
fn without_joint(typed: &str) -> (&str, bool) {
    let lower = typed.to_ascii_lowercase();
    let joint = ["and ", "or ", "& "].iter().find(|joint| lower.starts_with(**joint));
    joint.map_or((typed, false), |joint| {
        (typed.get(joint.len()..).unwrap_or_default().trim_start(), true)
    })
}

/// The parts of a text between "and", "or", "&", ";", "/" and "+".
fn listed(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split([';', '/', '&', '+', '\n']).collect();
    for word in [" and ", " or "] {
        parts = parts.into_iter().flat_map(|part| without(part, word)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// What stands before, between and behind a word, in whatever letters.
fn without<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.to_ascii_lowercase().match_indices(word) {
        parts.extend(text.get(from..at));
        from = at + word.len();
    }
    parts.extend(text.get(from..));
    parts
}

/// Whether it was written as a code, which nothing abroad is.
fn is_a_code(area: &Area) -> bool {
    area.taken_as.iter().any(Sense::is_of_a_postcode)
}

/// Whether a place only says where an earlier one lies: it holds all but a rest of it; or, of several of the name, of what is
/// not far from it; or it is a district or a postcode area, and they overlap.
pub(super) fn says_where(area: &Area, earlier: &Area) -> bool {
    let beside = |patch: &&Arc<Patch>| {
        area.patches.iter().any(|other| other.may_be_within(patch, square(BESIDE_M)))
    };
    let (mut held, mut of) = (0, 0);
    for patch in earlier.patches.iter().filter(beside) {
        held += held_by(area, patch);
        of += patch.points.len();
    }
    let is_one_of_several = earlier.taken_as.len() > 1;
    let of = if is_one_of_several { of } else { earlier.len() };
    let holds_places = |sense: &Sense| {
        matches!(sense, Sense::District { .. } | Sense::London | Sense::PostcodeArea(_))
    };
    // Of the provider's own places one that is not far larger lies beside the other, however far a town of its name reaches.
    let is_own =
        |place: &Area| place.taken_as.iter().any(|sense| matches!(sense, Sense::Own { .. }));
    let is_beside = is_own(area) && is_own(earlier) && area.len() < FAR_LARGER * earlier.len();
    let is_district = area.taken_as.iter().any(holds_places);
    held > 0 && (is_district || (10 * held >= 9 * of && !is_beside))
}

fn held_by(area: &Area, patch: &Arc<Patch>) -> usize {
    let there = area.patches.iter().find(|other| other.sector == patch.sector);
    there
        .map_or(0, |there| patch.points.iter().filter(|point| there.points.contains(point)).count())
}

/// Several places as one: as little relied on as the least of them.
pub(super) fn together(places: Vec<Area>) -> Option<Area> {
    if places.iter().any(|area| area.standing == Checked::Not) {
        return places.into_iter().find(|area| area.standing == Checked::Not);
    }
    let asks = places.iter().any(|area| area.standing == Checked::MeasuredAndAsked);
    let doubt: Option<Doubt> = places.iter().find_map(|area| area.doubt.clone());
    let is_list = places.len() > 1;
    let mut senses: Vec<Sense> = Vec::new();
    for sense in places.iter().flat_map(|area| &area.taken_as) {
        if !senses.contains(sense) {
            senses.push(sense.clone());
        }
    }
    let patches: Vec<Arc<Patch>> = places.into_iter().flat_map(|area| area.patches).collect();
    let mut area = (!senses.is_empty()).then(|| Area::of(patches, senses))?;
    area.doubt = doubt.or(area.doubt);
    area.is_list = is_list;
    if asks {
        area.standing = Checked::MeasuredAndAsked;
    }
    Some(area)
}
