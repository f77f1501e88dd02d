//! Case files for a service review (10.4): households drawn by a seed from those supported in a period, and which events are
//! theirs, by days since they arrived.
//!
//! A drawing anybody can make again, so that nobody chooses which files are seen. Not here: what the events say.

use super::counting::Counting;
use crate::base::domain::calendar::london_day;
use crate::base::random::{Stream, Streams};
use crate::service::register::Log;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One household's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// Its events up to the period's end, in order: the day since it first arrived, and the event's number.
    pub events: Vec<(i32, u64)>,
}

/// So many files, drawn by a seed.
pub fn case_files(
    log: &Log,
    known_at: Timestamp,
    of: &Counting<'_>,
    (seed, count): (u64, usize),
) -> Vec<CaseFile> {
    let drawn = drawn(of, (seed, count));
    let mut files: BTreeMap<usize, Vec<(i32, u64)>> = BTreeMap::new();
    for told in log.story(known_at).told {
        let day = london_day(told.entry.at);
        let Some((place, arrived)) = told.household.and_then(|household| drawn.get(&household))
        else {
            continue;
        };
        if day <= of.period.last {
            let days = super::period::days_between(*arrived, day);
            files.entry(*place).or_default().push((days, told.entry.seq));
        }
    }
    files.into_values().map(|events| CaseFile { events }).collect()
}

/// The households drawn: each with its place among the files, and the day on which it first arrived.
fn drawn(of: &Counting<'_>, (seed, count): (u64, usize)) -> BTreeMap<usize, (usize, Date)> {
    let lived_here = of.record.households.iter().enumerate().filter_map(|(number, household)| {
        let is_in_it = |stay: &&super::record::Stay| {
            let began = stay.began().is_some_and(|began| began.day <= of.period.last);
            began && stay.left.as_ref().is_none_or(|left| left.on.day >= of.period.first)
        };
        household.stays.iter().find(is_in_it)?;
        let first = household.stays.iter().filter_map(super::record::Stay::began).min()?;
        Some((number, first.day))
    });
    let streams = Streams::new(seed, 0);
    let mut by_chance: Vec<(f64, usize, Date)> = lived_here
        .map(|(number, day)| {
            let household = u32::try_from(number).unwrap_or(u32::MAX);
            (streams.number(household, Stream::CaseFiles, 0), number, day)
        })
        .collect();
    by_chance.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let kept = by_chance.into_iter().take(count).enumerate();
    kept.map(|(place, (_, number, day))| (number, (place, day))).collect()
}
