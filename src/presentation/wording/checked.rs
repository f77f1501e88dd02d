//! Files that are in order, and what of them is not yet what it should be.

use super::{count, moment};
use crate::inputs::estate::{Estate, OccupiedEstate};
use crate::inputs::occupancy::Occupancy;
use crate::presentation::document::{Block, Document, Item, Section, Text, text};
use jiff::Timestamp;

/// What a file that is in order holds.
#[derive(Debug, Clone, Copy)]
pub enum InOrder<'a> {
    /// Figures with their sources, so many.
    Evidence(usize),
    /// A scenario of so many runs.
    Scenario(usize),
    /// An estate, as it stands at a moment, and what of it is still to be replaced.
    Estate(&'a OccupiedEstate, Timestamp, &'a [Remaining]),
    /// What a command wrote.
    Set(&'a SetFound),
}

/// Lines of an estate that are still not its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remaining {
    /// What they are: "placeholders".
    pub kind: &'static str,
    /// The files with them, each with how many.
    pub files: Vec<(String, usize)>,
}

/// What is found in a folder of outputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetFound {
    /// Manifests, each with how many files it lists.
    pub whole: Vec<(String, usize)>,
    /// Shards.
    pub shards: usize,
    /// Names of files of no set.
    pub of_no_set: Vec<String>,
}

/// The file, what it holds, and below it what is to be said of that.
pub fn in_order(file: &str, what: InOrder<'_>) -> Document {
    let (is, below) = match what {
        InOrder::Evidence(figures) => {
            let figures = count(figures, "figure", "figures");
            (format!("in order; {figures} with their sources"), Vec::new())
        }
        InOrder::Scenario(runs) => {
            (format!("in order; a scenario of {}", count(runs, "run", "runs")), Vec::new())
        }
        InOrder::Estate(occupied, now, remaining) => {
            (estate_of(occupied.both()), doubts(occupied.both(), now, remaining))
        }
        InOrder::Set(found) => ("whole".to_owned(), set(found)),
    };
    let item = Item { text: format!("{file}: {is}").into(), below };
    Document::of([Section::plain("checked", vec![Block::Lines(vec![item])])])
}

fn estate_of((estate, occupancy): (&Estate, &Occupancy)) -> String {
    format!(
        "in order; an estate of {} with {}",
        count(estate.units.len(), "unit", "units"),
        count(occupancy.residents.len(), "household living there", "households living there"),
    )
}

/// What no reader can call wrong, and somebody should look at.
fn doubts(
    (estate, occupancy): (&Estate, &Occupancy),
    now: Timestamp,
    remaining: &[Remaining],
) -> Vec<Text> {
    let list = occupancy.list();
    let unsaid = match (list.households, list.is_there) {
        (Some(_), _) => None,
        (None, false) => Some(
            "there is no occupancy.csv: it is not known who lives where, and every home looks vacant",
        ),
        (None, true) => Some(
            "provider.toml does not say how many rows occupancy.csv has, so that a half-saved list would not be noticed: write households under [occupancy]",
        ),
    };
    let remaining = remaining.iter().map(|remaining| {
        let of =
            |(file, lines): &(String, usize)| format!("{file} {}", count(*lines, "line", "lines"));
        let files: Vec<String> = remaining.files.iter().map(of).collect();
        format!("Still {}, to be replaced: {}.", remaining.kind, files.join(", ")).into()
    });
    let age = age_of_the_list(occupancy, now);
    let unsaid = unsaid.map(Text::from).into_iter().chain(two_turnarounds(estate));
    age.into_iter().chain(unsaid).chain(remaining).collect()
}

/// A unit that was left would be offered on one night by the list and on another by the register.
fn two_turnarounds(estate: &Estate) -> Option<Text> {
    let by_list = estate.provider.allocation.turnaround_nights?;
    let by_register = u32::from(estate.provider.register.turnaround_nights);
    (by_list != by_register).then(|| {
        let nights = |nights: u32| count(usize::try_from(nights).unwrap_or(usize::MAX), "night", "nights");
        format!(
            "a unit that was left is made ready for {} by the list of who lives where ([allocation] turnaround_nights) and for {} by the register ([register] turnaround_nights): write the same in both",
            nights(by_list),
            nights(by_register)
        )
        .into()
    })
}

/// What the date of the list says against the clock: nobody corrects by itself what is only shown at night.
fn age_of_the_list(occupancy: &Occupancy, now: Timestamp) -> Option<Text> {
    const OLD_HOURS: i64 = 30 * 24;
    let Some(as_of) = occupancy.snapshot.as_of else {
        return Some("occupancy.as_of is missing in provider.toml: nobody can say how old the list of who lives where is".into());
    };
    let is = text!["occupancy.as_of is ", moment(as_of, now)];
    match now.duration_since(as_of).as_hours() {
        ..0 => Some(is.and(", still to come: is that right?")),
        0..OLD_HOURS => None,
        hours => {
            let days = usize::try_from(hours.div_euclid(24)).unwrap_or(0);
            let ago = format!(
                ", {} ago: bring the list of who lives where up to date, and its date with it",
                count(days, "day", "days")
            );
            Some(is.and(ago))
        }
    }
}

fn set(found: &SetFound) -> Vec<Text> {
    let whole = found.whole.iter().map(|(manifest, files)| {
        format!("{} as {manifest} lists them", count(*files, "file", "files"))
    });
    let shards = (found.shards > 0)
        .then(|| format!("{} as written", count(found.shards, "shard", "shards")));
    let others = (!found.of_no_set.is_empty())
        .then(|| format!("of no set, and left alone: {}", found.of_no_set.join(", ")));
    whole.chain(shards).chain(others).map(Text::from).collect()
}

/// How many things are wrong with what was read.
pub fn to_correct(things: usize) -> String {
    format!("{} correcting; nothing was done.", count(things, "thing needs", "things need"))
}
