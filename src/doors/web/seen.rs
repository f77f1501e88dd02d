//! Who looked at what: the newest lines, for a manager, and how many different forms somebody tried without recording one.

use crate::base::domain::redact;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// So many lines are kept.
const KEPT: usize = 5_000;

/// One look.
#[derive(Clone)]
pub(super) struct Look {
    pub(super) at: Timestamp,
    pub(super) by: String,
    pub(super) what: &'static str,
    /// The household or the unit.
    pub(super) of: String,
}

redact!(Look);

/// Different sets of unsafe places in an hour that are no more one household's.
pub(super) const PROBING: usize = 12;

/// An hour.
const HOUR_SECONDS: i64 = 60 * 60;

/// The newest looks.
#[derive(Default)]
pub(super) struct Seen {
    looks: VecDeque<Look>,
    /// What each account asked about without recording it: when, and a digest of the places.
    tried: BTreeMap<String, Vec<(Timestamp, u64)>>,
}

redact!(Seen);

impl Seen {
    pub(super) fn note(&mut self, at: Timestamp, by: &str, what: &'static str, of: &str) {
        // The same page again within the minute is one look.
        let is_again = self.looks.back().is_some_and(|last| {
            last.by == by
                && last.what == what
                && last.of == of
                && at.as_second() - last.at.as_second() < 60
        });
        if is_again {
            return;
        }
        if self.looks.len() == KEPT {
            self.looks.pop_front();
        }
        self.looks.push_back(Look { at, by: by.to_owned(), what, of: of.to_owned() });
    }

    /// The newest first.
    pub(super) fn looks(&self) -> impl Iterator<Item = &Look> {
        self.looks.iter().rev()
    }

    /// Somebody asked about places; how many different ones within the hour.
    pub(super) fn tries(&mut self, at: Timestamp, by: &str, places: u64) -> usize {
        let tried = self.tried.entry(by.to_owned()).or_default();
        tried.retain(|(then, _)| at.as_second() - then.as_second() < HOUR_SECONDS);
        if !tried.iter().any(|(_, before)| *before == places) {
            tried.push((at, places));
        }
        tried.len()
    }

    /// Somebody recorded a referral: what was tried for it was a household's.
    pub(super) fn recorded(&mut self, by: &str) {
        self.tried.remove(by);
    }

    /// Who tried how many different places within the hour.
    pub(super) fn tried(&self, now: Timestamp) -> Vec<(String, usize)> {
        let recent =
            |(then, _): &&(Timestamp, u64)| now.as_second() - then.as_second() < HOUR_SECONDS;
        let count = |tried: &Vec<(Timestamp, u64)>| {
            tried.iter().filter(recent).map(|(_, places)| places).collect::<BTreeSet<_>>().len()
        };
        self.tried
            .iter()
            .map(|(by, tried)| (by.clone(), count(tried)))
            .filter(|(_, n)| *n > 0)
            .collect()
    }
}
