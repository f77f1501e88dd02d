//! Names by how they or their words begin, so that of twenty thousand only a few are compared letter by letter.

use super::words;
use std::collections::BTreeMap;

/// Places of names in their list, by two letters; behind a single letter stands 0.
#[derive(Debug)]
pub(super) struct Starts {
    by_letters: BTreeMap<[u8; 2], Vec<u32>>,
    /// Names that may begin as anything: accents fold, and articles are left out.
    always: Vec<u32>,
}

impl Starts {
    /// Names by their own beginning.
    pub(super) fn of_names<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self::of(names, |name| words::start(name).map(|letters| vec![letters]))
    }

    /// Names by the beginnings of their words.
    pub(super) fn of_words<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self::of(names, words::word_starts)
    }

    fn of<'a>(
        names: impl Iterator<Item = &'a str>,
        letters: impl Fn(&str) -> Option<Vec<[u8; 2]>>,
    ) -> Self {
        let mut starts = Self { by_letters: BTreeMap::new(), always: Vec::new() };
        for (at, name) in (0..).zip(names) {
            match letters(name) {
                None => starts.always.push(at),
                Some(all) => {
                    for letters in all {
                        starts.by_letters.entry(letters).or_default().push(at);
                    }
                }
            }
        }
        starts
    }

    /// The places of names that may begin as this does, in order; none of what nobody has typed.
    pub(super) fn may_begin(&self, typed: &str) -> Vec<usize> {
        let (first, second) = match *typed.as_bytes() {
            [] => return Vec::new(),
            [first] => (first, 0..=u8::MAX),
            [first, second, ..] => (first, second..=second),
        };
        let alone = self.by_letters.get(&[first, 0]);
        let begun = self.by_letters.range([first, *second.start()]..=[first, *second.end()]);
        let found = begun.map(|(_, places)| places).chain(alone).flatten();
        let mut places: Vec<u32> = found.chain(&self.always).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|at| usize::try_from(at).ok()).collect()
    }
}
