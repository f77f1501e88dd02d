//! Who looked at what: the newest lines, for a manager, and how many different forms somebody tried without recording one.
//!
//! Lines are kept beside the register, each sealed with its key, and are there after a restart. What cannot be written is kept
//! in memory: a full disk keeps nobody from an answer.

use crate::base::domain::redact;
use crate::doors::files;
use crate::presentation::wording::count;
use crate::service::vault::Register;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// So many lines are kept in memory, and at least so many in the file.
const KEPT: usize = 5_000;

/// A file that is larger holds no looks of ours: the newest are then kept in memory alone.
const LARGEST: u64 = 64 << 20;

/// What the lines are sealed as.
const SEALED_AS: &str = "looks";

/// No line is longer.
const LONGEST: usize = 4 << 10;

/// One look.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Look {
    pub(super) at: Timestamp,
    pub(super) by: String,
    pub(super) what: String,
    /// The household or the unit.
    pub(super) of: String,
}

redact!(Look);

/// Different sets of unsafe places in an hour that are no more one household's.
pub(super) const PROBING: usize = 12;

/// So many are counted; whoever tries more has long been seen.
const COUNTED: usize = 1_000;

/// An hour.
const HOUR_SECONDS: i64 = 60 * 60;

/// A night, over which what somebody asked about is remembered whatever was recorded meanwhile.
const NIGHT_SECONDS: i64 = 12 * HOUR_SECONDS;

/// Different sets of places in a night that are no more several households'.
const PROBING_ALL_NIGHT: usize = 60;

/// What an account asked about.
#[derive(Default)]
struct Tried {
    /// When, which in the order of all, and a digest of the places.
    asked: Vec<(Timestamp, usize, u64)>,
    /// Referrals that were recorded meanwhile and not taken back: each opens an hour's answers anew.
    opened: Vec<(Timestamp, usize, String)>,
    /// How many were asked ever.
    all: usize,
}

/// How much an account asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tries {
    /// Within the hour, and since the last referral.
    pub(super) of_late: usize,
    /// Within the hour.
    pub(super) of_the_hour: usize,
    /// Within twelve hours.
    pub(super) of_the_night: usize,
    /// Referrals recorded within twelve hours.
    pub(super) recorded: usize,
}

impl Tries {
    /// Whether that is no more one household's, or several households'.
    pub(super) fn are_too_many(self) -> bool {
        self.of_late > PROBING || self.of_the_night > PROBING_ALL_NIGHT
    }

    /// "13 within the hour, 44 tonight, 3 referrals recorded".
    pub(super) fn words(self) -> String {
        let Self { of_the_hour, of_the_night, recorded, .. } = self;
        let recorded = count(recorded, "referral", "referrals");
        format!("{of_the_hour} within the hour, {of_the_night} tonight, {recorded} recorded")
    }
}

impl Tried {
    fn count(&self, now: Timestamp) -> Tries {
        let within = |seconds: i64, then: Timestamp| now.as_second() - then.as_second() < seconds;
        let last = self.opened.iter().map(|(_, nth, _)| *nth).max().unwrap_or(0);
        let of_the_hour = self.asked.iter().filter(|(at, ..)| within(HOUR_SECONDS, *at));
        Tries {
            of_late: of_the_hour.clone().filter(|(_, nth, _)| *nth >= last).count(),
            of_the_hour: of_the_hour.count(),
            of_the_night: self.asked.iter().filter(|(at, ..)| within(NIGHT_SECONDS, *at)).count(),
            recorded: self.opened.iter().filter(|(at, ..)| within(NIGHT_SECONDS, *at)).count(),
        }
    }
}

/// What a look is called that was one place too many.
pub(super) const PROBED: &str = "tried many places";

/// The newest looks.
#[derive(Default)]
pub(super) struct Seen {
    looks: VecDeque<Look>,
    /// Where they are kept; none: nowhere.
    file: Option<File>,
    /// What each account asked about.
    tried: BTreeMap<String, Tried>,
}

redact!(Seen);

impl Seen {
    /// The looks of before, kept beside a register of this folder.
    pub(super) fn open(folder: &Path, register: &Register) -> Self {
        let path = folder.join("looks.sealed");
        let before = files::read_private(&path, LARGEST).ok().flatten().unwrap_or_default();
        let mut looks: VecDeque<Look> = lines(&before, register).collect();
        while looks.len() > KEPT {
            looks.pop_front();
        }
        // Twice as many as are wanted: the file begins anew with those.
        if before.len() > 2 * KEPT * 200 {
            let kept: Vec<u8> =
                looks.iter().filter_map(|look| line(look, register)).flatten().collect();
            drop(files::replace_private(&path, &kept));
        }
        let file = files::append_private(&path).ok();
        Self { looks, file, tried: BTreeMap::new() }
    }

    pub(super) fn note(&mut self, register: &Register, look: Look) {
        // The same page again within the minute is one look.
        let is_again = self.looks.back().is_some_and(|last| {
            last.by == look.by
                && last.what == look.what
                && last.of == look.of
                && look.at.as_second() - last.at.as_second() < 60
        });
        if is_again {
            return;
        }
        if let (Some(file), Some(line)) = (&mut self.file, line(&look, register)) {
            drop(file.write_all(&line));
        }
        if self.looks.len() == KEPT {
            self.looks.pop_front();
        }
        self.looks.push_back(look);
    }

    /// The newest first.
    pub(super) fn looks(&self) -> impl Iterator<Item = &Look> {
        self.looks.iter().rev()
    }

    /// Somebody asked about places: how much that is, and whether these are new.
    pub(super) fn tries(&mut self, at: Timestamp, by: &str, places: u64) -> (Tries, bool) {
        let tried = self.tried.entry(by.to_owned()).or_default();
        let is_of_the_night = |then: Timestamp| at.as_second() - then.as_second() < NIGHT_SECONDS;
        tried.asked.retain(|(then, ..)| is_of_the_night(*then));
        tried.opened.retain(|(then, ..)| is_of_the_night(*then));
        let is_new = !tried.asked.iter().any(|(.., before)| *before == places);
        if is_new && tried.asked.len() < COUNTED {
            tried.asked.push((at, tried.all, places));
            tried.all += 1;
        }
        (tried.count(at), is_new)
    }

    /// Somebody recorded a referral: what was tried for it was a household's.
    pub(super) fn recorded(&mut self, at: Timestamp, by: &str, reference: &str) {
        let tried = self.tried.entry(by.to_owned()).or_default();
        tried.opened.push((at, tried.all, reference.to_owned()));
    }

    /// A referral was taken back: it opens nothing.
    pub(super) fn taken_back(&mut self, reference: &str) {
        for tried in self.tried.values_mut() {
            tried.opened.retain(|(.., of)| of != reference);
        }
    }

    /// Who tried how many different places tonight.
    pub(super) fn tried(&self, now: Timestamp) -> Vec<(String, Tries)> {
        let count = |(by, tried): (&String, &Tried)| (by.clone(), tried.count(now));
        self.tried.iter().map(count).filter(|(_, tries)| tries.of_the_night > 0).collect()
    }
}

impl Look {
    pub(super) fn new(at: Timestamp, by: &str, what: &str, of: &str) -> Self {
        Self { at, by: by.to_owned(), what: what.to_owned(), of: of.to_owned() }
    }
}

/// A look as it is kept: how many bytes, and then they, sealed.
fn line(look: &Look, register: &Register) -> Option<Vec<u8>> {
    let sealed = register.seal_beside(SEALED_AS, &serde_json::to_vec(look).ok()?).ok()?;
    let length = u32::try_from(sealed.len()).ok()?;
    Some([&length.to_be_bytes()[..], &sealed].concat())
}

/// Every look that can be opened, as far as lines are whole.
fn lines<'b>(mut bytes: &'b [u8], register: &'b Register) -> impl Iterator<Item = Look> + 'b {
    std::iter::from_fn(move || {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok().filter(|n| *n <= LONGEST)?;
        let (sealed, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        Some(register.open_beside(SEALED_AS, sealed))
    })
    .flatten()
    .filter_map(|opened| serde_json::from_slice(&opened).ok())
}
