//! What may have been meant by a text that names no place: never taken, only asked about.
//!
//! Figures and letters that look alike, one letter wrong, names that contain the words, and parts of the text that
//! are places by themselves.

use super::code::{self, Code};
use super::names::Names;
use super::resolve::FAR_M;
use super::{Area, Geography, OwnPlace, SectorId, Viewpoint, outside, words};
use std::collections::BTreeSet;
use strsim::damerau_levenshtein;

/// As many as a person reads.
const MOST: usize = 3;
/// Words shorter than this are contained in too many names.
const SHORTEST_WORD: usize = 3;

/// A name that may have been meant; the least ranks come first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
    rank: (u8, std::cmp::Reverse<u32>),
    said: String,
}

impl Geography {
    /// At most three texts that are places, the likeliest first.
    pub(super) fn suggest(&self, text: &str, from: Viewpoint<'_>) -> Vec<String> {
        if outside::is_too_wide(text) {
            return Vec::new();
        }
        let mut found = self.codes_like(text, from);
        found.extend(self.parts_known(text, from));
        if let Some(names) = self.names() {
            found.extend(names_like(text, names, from));
        }
        let mut said = BTreeSet::new();
        found.retain(|text| said.insert(text.clone()));
        found.truncate(MOST);
        found
    }

    /// At most three names that begin as a text does, those near the estate first: for whoever is still typing.
    pub fn beginning(&self, text: &str, from: Viewpoint<'_>) -> Vec<String> {
        let (plain, Some(names)) = (words::plain(text), self.names()) else { return Vec::new() };
        if plain.chars().count() < SHORTEST_WORD || text.chars().any(|c| c.is_ascii_digit()) {
            return Vec::new();
        }
        let begins = |form: &str| form.starts_with(&plain);
        let letters = |sector: &SectorId| self.areas[usize::from(sector.area)].letters.as_str();
        let home: BTreeSet<&str> = from.home.iter().map(letters).collect();
        let own = from.own.iter().filter(|own| begins(&words::plain(&own.name)));
        let mut towns: Vec<_> = names.towns.iter().filter(|town| begins(&town.form())).collect();
        towns.sort_by_key(|town| std::cmp::Reverse(town.population));
        let is_home = |ward: &&super::names::Ward| {
            ward.areas().any(|area| home.contains(area)) && begins(&ward.form())
        };
        let wards = names.wards.iter().filter(is_home);
        let mut said: Vec<String> = own.map(|own| own.name.clone()).collect();
        said.extend(wards.map(|ward| words::without_ward(&ward.name).to_owned()));
        said.extend(towns.into_iter().map(|town| town.name.clone()));
        let mut seen = BTreeSet::new();
        said.retain(|name| words::plain(name) != plain && seen.insert(words::plain(name)));
        said.truncate(MOST);
        said
    }

    /// Postcode districts that begin so (EC1A of "EC1"), codes that differ in letters and figures that look alike, then
    /// in one character, left out or too many; those of the postcode areas of the units first.
    fn codes_like(&self, text: &str, from: Viewpoint<'_>) -> Vec<String> {
        let compact: String = words::fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
        let compact = compact.to_ascii_uppercase();
        let has_digit = compact.contains(|c: char| c.is_ascii_digit());
        if !has_digit || !compact.is_ascii() || compact.len() > 8 {
            return Vec::new();
        }
        let longer = ('A'..='Z').map(|letter| format!("{compact}{letter}"));
        let is_near = |text: &String| {
            let area = self.area_at(super::letters_of(text));
            area.is_some_and(|area| from.home.iter().any(|home| usize::from(home.area) == area))
        };
        let like = longer.chain(alike(&compact)).chain(one_changed(&compact));
        let (mut near, far): (Vec<String>, Vec<String>) = like.partition(is_near);
        near.extend(one_more_or_less(&compact).into_iter().filter(is_near));
        let known = near.iter().chain(&far).filter_map(|text| self.known_code(text));
        let mut found: Vec<String> = Vec::new();
        for code in known {
            if !found.contains(&code) {
                found.push(code);
            }
            if found.len() == MOST {
                break;
            }
        }
        found
    }

    /// A text as the code that it is, if the map has it.
    fn known_code(&self, text: &str) -> Option<String> {
        code::readings(text).into_iter().find_map(|code| match code {
            Code::Postcode(postcode) => {
                let (sector, letters) = postcode.split_at(postcode.len() - 2);
                let id = self.sector(sector)?;
                let sheet = self.sheet(usize::from(id.area))?;
                sheet.postcode(usize::from(id.sector), letters).is_some().then_some(postcode)
            }
            Code::Sector(sector) => self.sector(&sector).map(|_| sector),
            Code::District(district) => {
                let (_, sheet) = self.sheet_of(super::letters_of(&district))?;
                let of = |name: &str| name.split(' ').next() == Some(district.as_str());
                sheet.sectors.iter().any(|sector| of(&sector.name)).then_some(district)
            }
            Code::Area(_) => None,
        })
    }

    /// Parts of the text that are places by themselves: a postcode among words, a town after a comma.
    fn parts_known(&self, text: &str, from: Viewpoint<'_>) -> Vec<String> {
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let pairs = pieces.windows(2).map(|pair| pair.join(" "));
        let singles = pieces.iter().map(|piece| (*piece).to_owned());
        let codes = pairs.chain(singles).filter_map(|part| {
            let long_enough = part.chars().any(|c| c.is_ascii_digit());
            self.known_code(&part).filter(|_| long_enough && pieces.len() > 1)
        });
        let of_list = text.split([',', ';', '/', '(', ')']).map(str::trim);
        let named = of_list.filter(|part| !part.is_empty() && *part != text.trim());
        let named = named.filter(|part| self.is_a_name(part, from)).map(ToOwned::to_owned);
        codes.chain(named).take(MOST).collect()
    }

    /// Names near the estate that hold the words of a name whose bearers are far: one of these may be meant. At most
    /// three.
    pub(super) fn nearer_names(&self, text: &str, from: Viewpoint<'_>) -> Vec<String> {
        let (asked, Some(names)) = (words::words(text), self.names()) else { return Vec::new() };
        if from.home.is_empty() {
            return Vec::new();
        }
        let holds = |name: &str| {
            if !words::may_hold(name, &asked) {
                return false;
            }
            let of_name = words::words(name);
            of_name.len() > asked.len() && asked.iter().all(|word| of_name.contains(word))
        };
        let letters = |sector: &SectorId| self.areas[usize::from(sector.area)].letters.as_str();
        let home: BTreeSet<&str> = from.home.iter().map(letters).collect();
        let is_near = |area: Area| self.is_near(from.home, &area, FAR_M);
        let own = from.own.iter().filter(|own| holds(&own.name)).map(|own| own.name.clone());
        let wards = names.wards.iter().filter(|ward| {
            ward.areas().any(|area| home.contains(area))
                && holds(&ward.name)
                && self.ward_patches(ward).is_some_and(|at| is_near(Area::of(at, Vec::new())))
        });
        let towns = names.towns.iter().filter(|town| {
            town.is_in_great_britain
                && holds(&town.name)
                && self.may_reach_near(town, from.home)
                && self.town(names, town).is_some_and(|(at, _)| is_near(Area::of(at, Vec::new())))
        });
        let mut said: Vec<String> = own.collect();
        said.extend(wards.map(|ward| words::without_ward(&ward.name).to_owned()));
        said.extend(towns.map(|town| town.name.clone()));
        let mut seen = BTreeSet::from([words::plain(text)]);
        said.retain(|name| seen.insert(words::plain(name)));
        said.truncate(MOST);
        said
    }

    fn is_a_name(&self, text: &str, from: Viewpoint<'_>) -> bool {
        let plain = words::plain(text);
        let is_own = from.own.iter().any(|own| words::plain(&own.name) == plain);
        let (district, ward) = (words::district(text), words::ward(text));
        is_own
            || self.names().is_some_and(|names| {
                names.districts.iter().any(|one| one.is_called(&district))
                    || names.wards_called(&ward).next().is_some()
                    || names.towns_called(&plain).next().is_some()
            })
    }
}

/// The text with letters for figures that look alike, and the other way about.
fn alike(compact: &str) -> Vec<String> {
    let swaps = |c: char| match c {
        'O' => '0',
        '0' => 'O',
        'I' | 'L' => '1',
        '1' => 'I',
        'S' => '5',
        '5' => 'S',
        other => other,
    };
    let places: Vec<usize> =
        compact.char_indices().filter(|&(_, c)| swaps(c) != c).map(|(at, _)| at).collect();
    let with = |set: usize| -> String {
        let chosen = |at: usize| places.iter().position(|&place| place == at);
        let swap = |(at, c): (usize, char)| match chosen(at) {
            Some(bit) if set & (1 << bit) != 0 => swaps(c),
            _ => c,
        };
        compact.char_indices().map(swap).collect()
    };
    let mut sets: Vec<usize> = (1..1_usize << places.len()).collect();
    sets.sort_by_key(|set| set.count_ones());
    sets.into_iter().map(with).collect()
}

/// Every text that differs in one character.
fn one_changed(compact: &str) -> impl Iterator<Item = String> {
    let characters = ('A'..='Z').chain('0'..='9');
    let compact: Vec<char> = compact.chars().collect();
    (0..compact.len()).rev().flat_map(move |at| {
        let compact = compact.clone();
        characters.clone().filter_map(move |other| {
            let mut changed = compact.clone();
            let was = std::mem::replace(&mut changed[at], other);
            (was != other).then(|| changed.into_iter().collect())
        })
    })
}

/// Whether two texts begin or end with the same letter, as two must that are one letter apart and longer than two.
fn shares_an_end(one: &str, other: &str) -> bool {
    one.chars().next() == other.chars().next() || one.chars().last() == other.chars().last()
}

/// Every text with one character more or one less.
fn one_more_or_less(compact: &str) -> Vec<String> {
    let with = |at: usize, more: char| {
        let mut text = compact.to_owned();
        text.insert(at, more);
        text
    };
    let without = |at: usize| {
        let mut text = compact.to_owned();
        text.remove(at);
        text
    };
    let more = ('A'..='Z').chain('0'..='9');
    let longer = more.flat_map(|more| (0..=compact.len()).map(move |at| (at, more)));
    let longer = longer.map(|(at, more)| with(at, more));
    longer.chain((0..compact.len()).map(without)).collect()
}

/// Names one letter away, then names that contain the words; of those the provider's own, districts, towns by
/// their size, wards.
fn names_like(text: &str, names: &Names, from: Viewpoint<'_>) -> Vec<String> {
    let wanted = words::plain(text);
    let asked = words::words(text);
    let contained: Vec<&String> =
        asked.iter().filter(|word| word.chars().count() >= SHORTEST_WORD).collect();
    if wanted.chars().count() < SHORTEST_WORD {
        return Vec::new();
    }
    let likeness = |name: &str, form: &str| -> Option<u8> {
        let close = form.len().abs_diff(wanted.len()) <= 1;
        if close && shares_an_end(form, &wanted) && damerau_levenshtein(form, &wanted) <= 1 {
            return Some(0);
        }
        let may_hold = !contained.is_empty() && contained.iter().all(|word| form.contains(*word));
        let holds = may_hold && {
            let of_name = words::words(name);
            contained.iter().all(|word| of_name.contains(word))
        };
        holds.then_some(1)
    };
    let mut found: Vec<Ranked> = Vec::new();
    let mut rank = |name: &str, form: &str, kind: u8, people: u32| {
        if let Some(likeness) = likeness(name, form) {
            let rank = (likeness * 4 + kind, std::cmp::Reverse(people));
            found.push(Ranked { rank, said: name.to_owned() });
        }
    };
    from.own.iter().for_each(|own| rank(&own.name, &words::plain(&own.name), 0, 0));
    let districts = names.districts.iter();
    districts.flat_map(|one| one.forms().map(move |form| (one, form))).for_each(|(one, form)| {
        rank(&one.name, form, 1, 0);
    });
    let forms = names.forms();
    let towns = names.towns.iter().zip(&forms.towns);
    towns.for_each(|(one, form)| rank(&one.name, form, 2, one.population));
    names.wards.iter().zip(&forms.wards).for_each(|(one, form)| rank(&one.name, form, 3, 0));
    // A name of the provider's own whose words are all said, among others: "Stoke train station".
    let is_said = |own: &&OwnPlace| words::words(&own.name).iter().all(|word| asked.contains(word));
    let longest_first = |own: &OwnPlace| std::cmp::Reverse(own.name.len().try_into().unwrap_or(0));
    let said = from.own.iter().filter(is_said);
    found.extend(said.map(|own| Ranked { rank: (3, longest_first(own)), said: own.name.clone() }));
    found.sort();
    found.into_iter().map(|ranked| ranked.said).collect()
}
