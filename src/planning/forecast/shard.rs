//! One shard: a share of the replications, simulated apart, as a file that says what it is.
//!
//! A file holds sums and histograms of whole numbers, and all that the answers need beside them. Its SHA-256 is over the file itself as this program writes it, with that line empty: it finds
//! damage, not malice. `docs/reference/shard.md` describes the file. Not here: which shards belong together (`merge`).

use super::cell::{CONTROLS, Cell, GREATEST};
use super::conserved::conserved;
use super::control::Known;
use super::histogram::{Fineness, Histogram};
use super::history::Waits;
use super::measure::{Group, Measure, Over};
use super::outline::Outline;
use super::split::{ByDraw, OfDraw};
use super::table::{Series, Tables};
use crate::base::parse::sha256;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// The version of the file's form, and of what a seed draws: another of either has another number.
const FORM: u32 = 8;

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
    /// Of those placed, and of those who gave up, waits of 0, 1… whole days, and of more.
    waits: [Vec<u64>; 2],
    /// Where numbers are drawn: of each draw its histories and the sums of their unmet need, arrivals and nights.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    draws: Vec<(u32, u64, u64, u64, u64)>,
    /// Known means in parts of 2^-20: arrivals of everybody and of each class, and nights that all would stay.
    known_arrivals: Vec<Vec<i64>>,
    known_nights: Vec<i64>,
    series: Vec<WrittenSeries>,
}

/// A series. What one list says of each figure is left out where the other lists say it too.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSeries {
    measure: Measure,
    group: Group,
    /// Of each figure a list of pairs: a value above 0, and in how many histories it came.
    periods: Vec<Vec<(u64, u32)>>,
    /// In how many histories there is a value at all, where not in all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    histories: Vec<u64>,
    /// Sums and sums of squares, where some value is rounded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sums: Vec<(Wide, Wide)>,
    /// Sums of products with what it is a rate of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    products: Vec<Wide>,
    /// Sums of products with each control; left out where none has anything in common with any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    controls: Vec<[Wide; CONTROLS]>,
}

/// A whole number that may be beyond what JSON readers hold, as its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wide(i128);

impl Serialize for Wide {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Wide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        digits.parse().map(Self).map_err(serde::de::Error::custom)
    }
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
        written.sha256 = sha256(serde_json::to_string(&written)?.as_bytes());
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
        if sha256(serde_json::to_string(&written).map_err(damaged)?.as_bytes()) != said {
            return Err(NoShard::Damaged("its checksum is another".to_owned()));
        }
        let shard = shard_of(written)
            .ok_or_else(|| NoShard::Damaged("its counts contradict each other".to_owned()))?;
        for (outline, tables) in &shard.runs {
            conserved(tables, outline).map_err(NoShard::Damaged)?;
        }
        Ok(shard)
    }
}

fn written_run((outline, tables): &(Outline, Tables)) -> WrittenRun {
    WrittenRun {
        outline: outline.clone(),
        replications: tables.replications,
        waits: tables.waits.0.map(Vec::from),
        draws: tables.by_draw.0.iter().map(written_draw).collect(),
        known_arrivals: tables.known.arrivals.clone(),
        known_nights: tables.known.nights.clone(),
        series: tables.series.iter().map(|(of, series)| written_series(*of, series)).collect(),
    }
}

fn written_draw((draw, own): (&u32, &OfDraw)) -> (u32, u64, u64, u64, u64) {
    (*draw, own.histories, own.need, own.arrivals, own.nights)
}

fn written_series((measure, group): (Measure, Group), Series(cells): &Series) -> WrittenSeries {
    let fineness = measure.fineness();
    let pairs = |cell: &Cell| -> Vec<(u64, u32)> {
        let pairs = cell.above.iter().map(|(bucket, histories)| {
            (fineness.said(bucket), u32::try_from(histories).unwrap_or(u32::MAX))
        });
        pairs.collect()
    };
    let is_rounded = |cell: &Cell| sums_of(cell, fineness) != (cell.sum, cell.squares);
    let only_if = |needed: bool| if needed { cells.as_slice() } else { &[] };
    let sums = only_if(measure.whole().is_some() || cells.iter().any(is_rounded));
    WrittenSeries {
        measure,
        group,
        periods: cells.iter().map(pairs).collect(),
        histories: only_if(measure.may_lack()).iter().map(|cell| cell.n).collect(),
        sums: sums.iter().map(|cell| (Wide(cell.sum), Wide(cell.squares))).collect(),
        products: only_if(measure.whole().is_some()).iter().map(|cell| Wide(cell.cross)).collect(),
        controls: only_if(cells.iter().any(|cell| cell.with_controls != [0; CONTROLS]))
            .iter()
            .map(|cell| cell.with_controls.map(Wide))
            .collect(),
    }
}

/// Sum and sum of squares, if every value were what is said of it.
fn sums_of(cell: &Cell, fineness: Fineness) -> (i128, i128) {
    bounds_of(cell, |bucket| fineness.said(bucket))
}

fn bounds_of(cell: &Cell, of: impl Fn(u32) -> u64) -> (i128, i128) {
    cell.above.iter().fold((0, 0), |(sum, squares), (bucket, histories)| {
        let (value, histories) = (i128::from(of(bucket)), i128::from(histories));
        (sum + value * histories, squares + value * value * histories)
    })
}

fn shard_of(written: Written) -> Option<Shard> {
    let share = Share::new(written.shard, written.of)?;
    let runs = written.runs.into_iter().map(|run| {
        run.outline.is_sound().then_some(())?;
        let all = share.replications(run.outline.run.replications);
        (run.replications == all.len() as u64).then_some(())?;
        let tables = tables_of(&run)?;
        Some((run.outline, tables))
    });
    let runs = runs.collect::<Option<Vec<_>>>()?;
    Some(Shard { share, inputs: written.inputs, runs })
}

/// The tables; none where they could not have come of these replications.
fn tables_of(run: &WrittenRun) -> Option<Tables> {
    let mut tables = Tables { replications: run.replications, ..Tables::default() };
    tables.waits = waits_of(&run.waits)?;
    for written in &run.series {
        let series = series_of(&run.outline, run.replications, written)?;
        let of = (written.measure, written.group);
        tables.series.insert(of, series).is_none().then_some(())?;
    }
    tables.by_draw = by_draw_of(&run.draws, run.replications)?;
    tables.known = known_of(run)?;
    let is_sound =
        tables.rates_are_sound() && tables.draws_are_sound() && tables.controls_are_sound();
    is_sound.then_some(tables)
}

/// Draws in order, each once, with as many histories together as there are.
fn by_draw_of(draws: &[(u32, u64, u64, u64, u64)], replications: u64) -> Option<ByDraw> {
    // Beyond it sums over draws could not be held.
    const MOST: u64 = 1 << 50;
    let in_order = draws.windows(2).all(|pair| pair[0].0 < pair[1].0);
    let all = draws.iter().try_fold(0_u64, |all, draw| all.checked_add(draw.1))?;
    let fits = draws.iter().all(|draw| draw.2.max(draw.3).max(draw.4) <= MOST);
    (in_order && fits && (draws.is_empty() || all == replications)).then_some(())?;
    let own = |&(draw, histories, need, arrivals, nights): &(u32, u64, u64, u64, u64)| {
        (draw, OfDraw { histories, need, arrivals, nights })
    };
    Some(ByDraw(draws.iter().map(own).collect()))
}

/// Known means of every class and period, none below 0.
fn known_of(run: &WrittenRun) -> Option<Known> {
    let length = run.outline.length(Over::Periods);
    let known = Known { arrivals: run.known_arrivals.clone(), nights: run.known_nights.clone() };
    let each = || known.arrivals.iter().chain([&known.nights]);
    let is_whole = known.arrivals.len() == 1 + run.outline.classes.len()
        && each().all(|own| own.len() == length && own.iter().all(|mean| *mean >= 0));
    is_whole.then_some(known)
}

fn waits_of([placed, gave_up]: &[Vec<u64>; 2]) -> Option<Waits> {
    // Beyond it sums over shards could not be held.
    const MOST: u64 = 1 << 50;
    let all = Waits([placed.as_slice().try_into().ok()?, gave_up.as_slice().try_into().ok()?]);
    all.0.iter().flatten().all(|waits| *waits <= MOST).then_some(all)
}

fn series_of(outline: &Outline, replications: u64, written: &WrittenSeries) -> Option<Series> {
    let WrittenSeries { measure, group, periods, histories, sums, products, controls } = written;
    let length = outline.length(measure.over());
    let is_rate = measure.whole().is_some();
    let fits = periods.len() == length
        && group.is_among(outline.classes.len())
        && histories.len() == if measure.may_lack() { length } else { 0 }
        && (sums.len() == length || (sums.is_empty() && !is_rate))
        && products.len() == if is_rate { length } else { 0 }
        && (controls.is_empty() || (measure.over() == Over::Periods && controls.len() == length));
    fits.then_some(())?;
    let cells = periods.iter().enumerate().map(|(at, pairs)| {
        let n = histories.get(at).copied();
        let all = n.unwrap_or(replications);
        (all <= replications).then_some(())?;
        let mut cell = Cell { n: n.unwrap_or(0), ..Cell::default() };
        cell.above = buckets_of(pairs, measure.fineness(), all)?;
        (cell.sum, cell.squares) = sums_of(&cell, measure.fineness());
        if let Some((sum, squares)) = sums.get(at) {
            (cell.sum, cell.squares) = (sum.0, squares.0);
        }
        if let Some(products) = products.get(at) {
            cell.cross = products.0;
        }
        if let Some(controls) = controls.get(at) {
            cell.with_controls = controls.map(|sum| sum.0);
        }
        (is_rate || has_sound_sums(&cell, measure.fineness())).then_some(cell)
    });
    cells.collect::<Option<Vec<_>>>().map(Series)
}

/// Buckets; none where more histories have a value than there are, where values are not in order or not as
/// they are rounded, or where one is beyond any that a history can have.
fn buckets_of(pairs: &[(u64, u32)], fineness: Fineness, histories: u64) -> Option<Histogram> {
    let mut buckets = Histogram::default();
    let (mut before, mut all) = (0, 0_u64);
    for &(value, times) in pairs {
        (value <= GREATEST && times > 0).then_some(())?;
        let bucket = fineness.bucket(value);
        all = all.checked_add(u64::from(times))?;
        let fits = bucket > before && fineness.said(bucket) == value && all <= histories;
        fits.then_some(())?;
        buckets.add(bucket, times);
        before = bucket;
    }
    Some(buckets)
}

/// Whether values in these buckets can have these sums.
fn has_sound_sums(cell: &Cell, fineness: Fineness) -> bool {
    let least = bounds_of(cell, |bucket| fineness.least(bucket));
    let greatest = bounds_of(cell, |bucket| fineness.greatest(bucket));
    (least.0..=greatest.0).contains(&cell.sum) && (least.1..=greatest.1).contains(&cell.squares)
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
