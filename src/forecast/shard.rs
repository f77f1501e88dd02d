//! One shard: a share of the replications, simulated apart, as a file that says what it is.
//!
//! A file holds histograms of whole numbers, from which every sum follows, and all that the answers need
//! beside them. Its SHA-256 is over the file itself as this program writes it, with that line empty: it finds
//! damage, not malice. `docs/clusters.md` describes the file. Not here: which shards belong together (`merge`).

use super::manifest::hash;
use super::outline::Outline;
use super::table::{Cell, Group, Measure, Series, Tables};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// The version of the file's form, and of what a seed draws: another of either has another number.
const FORM: u32 = 2;

/// One of several equal shares, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    shard: u32,
    of: u32,
}

impl Share {
    /// The share of a number; none where there is no such share, or more of them than anybody has machines.
    pub fn new(shard: u32, of: u32) -> Option<Self> {
        const MOST: u32 = 1_000_000;
        ((1..=of).contains(&shard) && of <= MOST).then_some(Self { shard, of })
    }

    /// Its number, from 1.
    pub fn shard(self) -> u32 {
        self.shard
    }

    /// How many shares there are.
    pub fn of(self) -> u32 {
        self.of
    }

    /// Its replications: neighbours, so that the shares lie one behind the other and differ by at most one.
    pub fn replications(self, all: u32) -> Range<u32> {
        let up_to = |shares: u32| {
            let end = u64::from(all) * u64::from(shares);
            u32::try_from(end.div_euclid(u64::from(self.of))).unwrap_or(all)
        };
        up_to(self.shard - 1)..up_to(self.shard)
    }

    /// The name of its file.
    pub fn file(self) -> String {
        format!("shard-{}-of-{}.json", self.shard, self.of)
    }

    /// The share whose file has this name.
    pub fn of_file(name: &str) -> Option<Self> {
        let (shard, of) = name.strip_prefix("shard-")?.strip_suffix(".json")?.split_once("-of-")?;
        Self::new(shard.parse().ok()?, of.parse().ok()?)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.shard, self.of)
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text
            .split_once('/')
            .and_then(|(shard, of)| Self::new(shard.trim().parse().ok()?, of.trim().parse().ok()?));
        numbers
            .ok_or_else(|| "give which shard of how many, counted from 1, such as 3/8".to_owned())
    }
}

/// A share of the histories of one or more scenarios.
#[derive(Debug, Clone)]
pub struct Shard {
    /// Which.
    pub share: Share,
    /// SHA-256 of every input, by its role.
    pub inputs: BTreeMap<String, String>,
    /// What was run, with what came out.
    pub runs: Vec<(Outline, Tables)>,
}

/// Why a text is no shard of this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoShard {
    /// Another version wrote it.
    Foreign(String),
    /// Not as it was written.
    Damaged(String),
}

/// A shard as it is written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    lintel_shard: u32,
    version: String,
    sha256: String,
    shard: u32,
    of: u32,
    inputs: BTreeMap<String, String>,
    runs: Vec<WrittenRun>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRun {
    outline: Outline,
    replications: u64,
    series: Vec<WrittenSeries>,
}

/// A series; each period is a list of pairs: a value above 0, and in how many histories it came.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSeries {
    measure: Measure,
    group: Group,
    periods: Vec<Vec<(i64, u64)>>,
}

/// What every form of the file has said.
#[derive(Debug, Deserialize)]
struct Head {
    lintel_shard: u32,
    version: String,
}

impl Shard {
    /// The file.
    ///
    /// # Errors
    /// Never for what this program holds; serde asks.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        let mut written = Written {
            lintel_shard: FORM,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sha256: String::new(),
            shard: self.share.shard,
            of: self.share.of,
            inputs: self.inputs.clone(),
            runs: self.runs.iter().map(written_run).collect(),
        };
        written.sha256 = hash(&serde_json::to_string(&written)?);
        Ok(serde_json::to_string(&written)? + "\n")
    }

    /// Reads a file, and believes nothing that can be checked.
    pub(super) fn read(text: &str) -> Result<Self, NoShard> {
        let damaged = |why: serde_json::Error| NoShard::Damaged(why.to_string());
        let head: Head = serde_json::from_str(text).map_err(damaged)?;
        let mine = env!("CARGO_PKG_VERSION");
        if head.lintel_shard != FORM || head.version != mine {
            return Err(NoShard::Foreign(head.version));
        }
        let mut written: Written = serde_json::from_str(text).map_err(damaged)?;
        let said = std::mem::take(&mut written.sha256);
        if hash(&serde_json::to_string(&written).map_err(damaged)?) != said {
            return Err(NoShard::Damaged("its checksum is another".to_owned()));
        }
        shard_of(written)
            .ok_or_else(|| NoShard::Damaged("its counts contradict each other".to_owned()))
    }
}

fn written_run((outline, tables): &(Outline, Tables)) -> WrittenRun {
    let written = |((measure, group), series): (&(Measure, Group), &Series)| WrittenSeries {
        measure: *measure,
        group: *group,
        periods: series.0.iter().map(|cell| pairs(&cell.values)).collect(),
    };
    WrittenRun {
        outline: outline.clone(),
        replications: tables.replications,
        series: tables.series.iter().map(written).collect(),
    }
}

fn pairs(values: &BTreeMap<i64, u64>) -> Vec<(i64, u64)> {
    values.iter().map(|(value, times)| (*value, *times)).collect()
}

fn shard_of(written: Written) -> Option<Shard> {
    let share = Share::new(written.shard, written.of)?;
    let runs = written.runs.into_iter().map(|run| {
        let all = share.replications(run.outline.run.replications);
        (run.replications == all.len() as u64).then_some(())?;
        run.outline.is_sound().then_some(())?;
        let tables = tables_of(&run.outline, run.replications, run.series)?;
        Some((run.outline, tables))
    });
    let runs = runs.collect::<Option<Vec<_>>>()?;
    Some(Shard { share, inputs: written.inputs, runs })
}

/// The tables; none where they could not have come of these replications.
fn tables_of(outline: &Outline, replications: u64, written: Vec<WrittenSeries>) -> Option<Tables> {
    let quarters = outline.quarter_days.len();
    let periods = 1 + quarters.div_ceil(4) + quarters;
    let mut tables = Tables { replications, ..Tables::default() };
    for one in written {
        let fits = one.periods.len() == periods && one.group.is_among(outline.classes.len());
        fits.then_some(())?;
        let cells = one.periods.into_iter().map(|pairs| cell_of(pairs, replications));
        let series = Series(cells.collect::<Option<Vec<_>>>()?);
        tables.series.insert((one.measure, one.group), series).is_none().then_some(())?;
    }
    Some(tables)
}

/// A cell; none where more histories have a value than there are, or a value is beyond any that a history
/// can have, which would also be beyond what sums of squares can hold.
fn cell_of(pairs: Vec<(i64, u64)>, replications: u64) -> Option<Cell> {
    const GREATEST: i64 = 1 << 40;
    let count = pairs.len();
    let values: BTreeMap<i64, u64> = pairs.into_iter().collect();
    let known = values.keys().all(|value| (0..=GREATEST).contains(value));
    let histories = values.values().try_fold(0_u64, |sum, times| sum.checked_add(*times))?;
    let fits = known && values.len() == count && histories <= replications;
    fits.then(|| Cell::of(values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_lie_one_behind_the_other_and_leave_nothing_out() {
        for all in [0, 1, 5, 1_000, 10_000_000] {
            for of in [1, 2, 3, 7, 64] {
                let mut next = 0;
                for shard in 1..=of {
                    let range = Share::new(shard, of).unwrap().replications(all);
                    assert_eq!(range.start, next);
                    assert!(range.end - range.start <= all.div_ceil(of));
                    next = range.end;
                }
                assert_eq!(next, all);
            }
        }
        let last = Share::new(1_000_000, 1_000_000).unwrap().replications(u32::MAX);
        assert_eq!(last.end, u32::MAX);
    }

    #[test]
    fn a_share_is_counted_from_one() {
        assert_eq!("3/8".parse(), Ok(Share { shard: 3, of: 8 }));
        for wrong in ["0/8", "9/8", "1/0", "3", "-1/8", "3/8/9", "a/b", "", "1/1000001"] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
        assert_eq!(Share::of_file("shard-3-of-8.json"), Some(Share { shard: 3, of: 8 }));
        assert_eq!(Share::of_file(".shard-3-of-8.json.part"), None);
    }
}
