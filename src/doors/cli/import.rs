//! `lintel import`: referrals, stays and refusals out of another system's table, by a map; all of it or nothing.

use super::format::AnswerFormat;
use super::register::args::Whereabouts;
use super::{Failure, Said, layout};
use crate::doors::files::{Text, bytes_up_to};
use crate::doors::tasks::Door;
use crate::doors::tasks::import::{Lines, Map, Ready, read};
use crate::presentation::render::terminal;
use crate::presentation::wording::register as wording;
use crate::service::vault::Issue;
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(in crate::doors) struct Args {
    /// The table: CSV as a spreadsheet or a case system saves it.
    #[arg(value_name = "CSV")]
    table: PathBuf,
    /// What its columns and words mean; data/maps has two to begin with.
    #[arg(long, value_name = "MAP.toml")]
    map: PathBuf,
    /// Say what would be recorded, and record nothing.
    #[arg(long)]
    dry_run: bool,
    /// The account under which it is recorded.
    #[arg(long, value_name = "ACCOUNT", default_value = "import")]
    by: String,
    /// The estate: a name in the data folder, or a path; unless said, that for which the register was begun.
    #[arg(long, value_name = "NAME")]
    estate: Option<String>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    format: AnswerFormat,
    #[command(flatten)]
    whereabouts: Whereabouts,
}

impl Args {
    /// The format of its results.
    pub(super) fn format(&self) -> AnswerFormat {
        self.format
    }
}

/// No export of one provider comes near this.
const LARGEST: u64 = 64 << 20;

pub(super) fn run(data: &Path, now: Timestamp, args: &Args) -> Result<Said, Failure> {
    let map = Map::read(Text::read(&args.map)?.source())?;
    let bytes = bytes_up_to(&args.table, LARGEST)?;
    let file = args.table.display().to_string();
    let mut ready = Ready::default();
    let read = |ready: &Ready| read((&file, &bytes), &map, (&args.by, ready));
    // What is wrong with the table is said before the register is asked for.
    let mut table = read(&ready)?;
    let mut door = Door::open(data, args.whereabouts.open()?, args.estate.as_deref())?;
    loop {
        let (lines, told) = table;
        let counts = counts(&lines);
        let alike = door.register.log().alike(&lines, now);
        let issues = if args.dry_run {
            door.register.rehearse(lines, &door.files, now)?
        } else {
            door.register.import(lines, &door.files, now)?
        };
        if issues.is_empty() {
            return Ok(taken(args, &map.about, &counts));
        }
        if !ready.learns(&issues) {
            let units: Vec<&str> = door.estate.units.iter().map(|unit| &*unit.name).collect();
            let refused = |issues: &[Issue]| told.refused(&file, issues, &units);
            let already = alike.already(&door.register.wholes(&alike.seqs())?);
            if args.format == AnswerFormat::Json || already.lines.is_empty() {
                return Err(Failure::Issues(refused(&issues)));
            }
            let is_other = |issue: &&Issue| !already.lines.contains(&issue.line);
            let others: Vec<Issue> = issues.iter().filter(is_other).cloned().collect();
            let said = terminal::render(&wording::recorded_already(&file, &already));
            let more =
                if others.is_empty() { String::new() } else { layout::issues(&refused(&others)) };
            return Err(Failure::Refused(format!("{said}{more}")));
        }
        table = read(&ready)?;
    }
}

/// How many events of each name there are.
fn counts(lines: &Lines) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for draft in lines.iter().filter_map(|(_, read)| read.as_ref().ok()) {
        *counts.entry(draft.name().word().to_owned()).or_default() += 1;
    }
    counts
}

fn taken(args: &Args, about: &str, counts: &BTreeMap<String, usize>) -> Said {
    let recorded: usize = counts.values().sum();
    Said::done(match args.format {
        AnswerFormat::Json => {
            let nothing = Vec::<u8>::new();
            layout::json(
                &json!({"dry_run": args.dry_run, "recorded": if args.dry_run { 0 } else { recorded }, "events": counts, "issues": nothing}),
            )
        }
        AnswerFormat::Table => {
            terminal::render(&wording::table_imported(counts, about, args.dry_run))
        }
    })
}
