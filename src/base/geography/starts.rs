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

    /// The places of names that may begin as this does, in order; of a text of one letter and of none nothing is known.
    pub(super) fn may_begin(&self, typed: &str) -> Option<Vec<usize>> {
        let &[first, second, ..] = typed.as_bytes() else { return None };
        let found = |letters| self.by_letters.get(&letters).into_iter().flatten();
        let mut places: Vec<u32> =
            found([first, second]).chain(found([first, 0])).chain(&self.always).copied().collect();
        places.sort_unstable();
        places.dedup();
        Some(places.into_iter().filter_map(|at| usize::try_from(at).ok()).collect())
    }
}
