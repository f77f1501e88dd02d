//! What is asked about the next years.

use super::shared::{Answered, Working};
use crate::doors::cli::format::period;
use crate::doors::cli::format::{Format, moment};
use crate::doors::cli::register::args::{OfRegister, Whereabouts};
use crate::doors::cli::shard_flag::ShardFlag;
use crate::doors::cli::stay::ASSUMED_STAY_DAYS;
use crate::planning::expansion::Aim;
use crate::planning::forecast::Target;
use crate::planning::policy::{Contender, LEAST_REPLICATIONS};
use crate::service::returns::Period;
use clap::Args;
use jiff::Timestamp;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Forecast {
    /// Scenarios: names in `scenarios/`, or paths.
    #[arg(required = true, value_name = "SCENARIO")]
    pub(in crate::doors::cli) scenarios: Vec<String>,
    #[command(flatten)]
    pub(in crate::doors::cli) register: OfRegister,
    /// Folder for tables and pictures.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: PathBuf,
    /// Simulated histories, instead of the scenario's own number; with --precision the most there may be,
    /// 102400 unless said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(in crate::doors::cli) replications: Option<u32>,
    /// Simulate until unmet need a year is known this well, 95 times in 100: to within so many households
    /// (0.5), a part of it (2%), or whichever is reached first (0.5,2%).
    #[arg(long, value_name = "WIDTH", conflicts_with = "shard")]
    pub(in crate::doors::cli) precision: Option<Target>,
    /// Simulate this shard of so many only, for `lintel merge` to put together: 3/8, or in a job array auto
    /// or auto/8.
    #[arg(long, value_name = "I/N")]
    pub(in crate::doors::cli) shard: Option<ShardFlag>,
    #[command(flatten)]
    pub(in crate::doors::cli) run: Working,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Merge {
    /// Folders that hold the shards, or the shards themselves.
    #[arg(required = true, value_name = "DIR")]
    pub(in crate::doors::cli) shards: Vec<PathBuf>,
    /// Folder for tables and pictures.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: PathBuf,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(in crate::doors::cli) format: Format,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Compare {
    /// Scenarios, names in `scenarios/` or paths; the first is what the others are held against, in each of its
    /// readings, and lends them its seed.
    #[arg(required = true, num_args = 2.., value_name = "SCENARIO")]
    pub(in crate::doors::cli) scenarios: Vec<String>,
    /// Simulated histories, 2 or more, instead of the first scenario's own number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000_000))]
    pub(in crate::doors::cli) replications: Option<u32>,
    /// Folder for the table, the answer and what made them.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) run: Working,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Policy {
    /// The scenario: a name in `scenarios/`, or a path.
    #[arg(value_name = "SCENARIO")]
    pub(in crate::doors::cli) scenario: String,
    /// Policies to compare with the plain preference order: `first_fit`, `opportunity`, `blend`, `erlang`,
    /// `hold:UNITS:NUMBER` (a kind, or a unit class that the answer names).
    #[arg(
        long,
        value_name = "POLICIES",
        value_delimiter = ',',
        default_value = "first_fit,preference,opportunity,blend,erlang"
    )]
    pub(in crate::doors::cli) compare: Vec<Contender>,
    /// Simulated histories at each level of demand, 200 or more.
    #[arg(long, value_name = "N", default_value_t = 400, value_parser = enough_histories)]
    pub(in crate::doors::cli) replications: u32,
    /// Other histories, 50 or more, from which prices and weights are learned.
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u32).range(50..=1_000_000))]
    pub(in crate::doors::cli) training: u32,
    /// Folder for the table and what made it.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) run: Working,
}

/// Policies differ by a few households in a thousand: fewer histories would only show chance.
fn enough_histories(text: &str) -> Result<u32, String> {
    const MOST: u32 = 1_000_000;
    match text.parse() {
        Ok(n) if (LEAST_REPLICATIONS..=MOST).contains(&n) => Ok(n),
        Ok(n) if n < LEAST_REPLICATIONS => Err(format!(
            "policies differ by a few households in a thousand, so fewer than {LEAST_REPLICATIONS} histories would only show chance"
        )),
        _ => Err(format!("give a whole number from {LEAST_REPLICATIONS} to {MOST}")),
    }
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Expand {
    /// The scenario: a name in `scenarios/`, or a path.
    #[arg(value_name = "SCENARIO")]
    pub(in crate::doors::cli) scenario: String,
    /// What money could buy; without it `candidates.csv` of the estate.
    #[arg(long, value_name = "FILE")]
    pub(in crate::doors::cli) candidates: Option<PathBuf>,
    /// What may be spent; without it `budgets.csv` of the estate.
    #[arg(long, value_name = "FILE")]
    pub(in crate::doors::cli) budgets: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) register: OfRegister,
    /// Simulated histories, 50 or more, from which everything printed is estimated; no plan was chosen on them.
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.fresh, value_parser = clap::value_parser!(u32).range(50..=1_000_000))]
    pub(in crate::doors::cli) replications: u32,
    /// Other histories, 20 or more, on which plans are searched for.
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.tapes, value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub(in crate::doors::cli) search: u32,
    /// The most histories, 50 or more, on which the best plan of a budget is chosen; then it is "not distinguishable".
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.most, value_parser = clap::value_parser!(u32).range(50..=1_000_000))]
    pub(in crate::doors::cli) most: u32,
    /// Households a year that make no difference: the certificate's indifference.
    #[arg(long, value_name = "HOUSEHOLDS", default_value_t = Aim::USUAL.indifference, value_parser = positive)]
    pub(in crate::doors::cli) indifference: f64,
    /// Units of a plan up to which the search is held against every plan there is.
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.size, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(in crate::doors::cli) size: u32,
    /// Refusals for capacity are to be kept under this share of referrals, in percent…
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0 * Aim::USUAL.refusals, value_parser = percent_of)]
    pub(in crate::doors::cli) refusals: f64,
    /// …in at least this share of histories, in percent.
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0 * Aim::USUAL.sure, value_parser = percent_of)]
    pub(in crate::doors::cli) sure: f64,
    /// Histories on which the search is held against every plan of the units alone; 0: it is not.
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.check_tapes, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(in crate::doors::cli) check: u32,
    /// Folder for tables, pictures and what made them.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) run: Working,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Calibrate {
    /// The scenario: a name in `scenarios/`, or a path; `calibration.toml` of its estate says what is not known
    /// and what was counted.
    #[arg(value_name = "SCENARIO")]
    pub(in crate::doors::cli) scenario: String,
    /// Draws, 500 or more, from what is thought beforehand; where too few of them explain the records, as many again.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(500..=200_000))]
    pub(in crate::doors::cli) draws: u32,
    /// These readings only, by name: all are listed where one is unknown.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(in crate::doors::cli) only: Vec<String>,
    /// Keep what was found in the data folder, for every scenario whose readings take their numbers from it.
    #[arg(long, conflicts_with = "only")]
    pub(in crate::doors::cli) keep: bool,
    /// Records and readings besides those of calibration.toml, as `lintel register records` writes them.
    #[arg(long, value_name = "FILE")]
    pub(in crate::doors::cli) records: Option<PathBuf>,
    /// Folder for the tables, the draws, the picture and what made them.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) run: Working,
}

fn positive(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| *value > 0.0 && *value <= 10_000.0);
    value.ok_or_else(|| "give a number of households above 0, such as 1 or 0.5".to_owned())
}

fn percent_of(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| *value > 0.0 && *value < 100.0);
    value.ok_or_else(|| "give a percentage between 0 and 100, such as 10".to_owned())
}

/// How a page for commissioners is worked out.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct OfAPage {
    /// Simulated histories of the forecast, instead of the scenario's own number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(in crate::doors::cli) replications: Option<u32>,
    /// A first look: few histories for what to add and what to measure. The page says so.
    #[arg(long)]
    pub(in crate::doors::cli) quick: bool,
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::doors::cli) threads: usize,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Report {
    /// The scenario: a name in `scenarios/`, or a path. Where its estate has `candidates.csv` and `budgets.csv` the
    /// page says what to add, and where it has `calibration.toml` what to measure.
    #[arg(value_name = "SCENARIO")]
    pub(in crate::doors::cli) scenario: String,
    /// A scenario of the same estate in which households wait, for the nights in danger, where the first has nobody
    /// wait.
    #[arg(long, value_name = "SCENARIO")]
    pub(in crate::doors::cli) waiting: Option<String>,
    #[command(flatten)]
    pub(in crate::doors::cli) register: OfRegister,
    /// Folder for the page and its figures.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: PathBuf,
    #[command(flatten)]
    pub(in crate::doors::cli) page: OfAPage,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Evidence {
    /// What is counted: 2026-27 (April to March) or 2026-Q4. The forecast that is held against what came is of the three
    /// months up to its last day, or up to now.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(in crate::doors::cli) period: Period,
    /// Folder for the page and its figures.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: PathBuf,
    /// The scenario: a name in `scenarios/`, or a path; unless said, `planning_scenario` of
    /// provider.toml, or else its `outlook_scenario`.
    #[arg(long, value_name = "SCENARIO")]
    pub(in crate::doors::cli) scenario: Option<String>,
    #[command(flatten)]
    pub(in crate::doors::cli) whereabouts: Whereabouts,
    /// As it was known then.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(in crate::doors::cli) as_known_at: Option<Timestamp>,
    /// The folder of a public copy of this year or its quarters that was given out before: what it showed is known.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) published: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) page: OfAPage,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Backtest {
    /// The scenario: a name in `scenarios/`, or a path.
    #[arg(value_name = "SCENARIO")]
    pub(in crate::doors::cli) scenario: String,
    /// Instead of truths that are drawn, the register's own year up to the last day of this: calibrated on its first nine
    /// months, what came of its last three is held against the forecast.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(in crate::doors::cli) period: Option<Period>,
    #[command(flatten)]
    pub(in crate::doors::cli) whereabouts: Whereabouts,
    /// Truths, 50 or more, that are drawn, put on record and looked for, in the model's family and in each other world.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(50..=20_000))]
    pub(in crate::doors::cli) truths: u32,
    /// Draws, 500 or more, among which they are looked for.
    #[arg(long, value_name = "N", default_value_t = 6_000, value_parser = clap::value_parser!(u32).range(500..=200_000))]
    pub(in crate::doors::cli) draws: u32,
    /// These readings only, by name: all are listed where one is unknown.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(in crate::doors::cli) only: Vec<String>,
    /// Folder for the table, the answer and what made them.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) run: Working,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Verify {
    /// These scenarios only, by name: all are listed where one is unknown.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(in crate::doors::cli) only: Vec<String>,
    /// Another choice of chance: this seed for the first scenario, the next for the second, and so on.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64))]
    pub(in crate::doors::cli) seed: Option<u64>,
    /// Simulated histories of each scenario, 2 or more, instead of its own number; fewer are quicker and may be too few to tell.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000_000))]
    pub(in crate::doors::cli) replications: Option<u32>,
    #[command(flatten)]
    pub(in crate::doors::cli) run: Working,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Demand {
    /// Households refused because nothing was free; may stand again, with its --of, for another record.
    #[arg(long, required = true, value_name = "N")]
    pub(in crate::doors::cli) refused: Vec<u32>,
    /// Households that asked, refused or not.
    #[arg(long, required = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(in crate::doors::cli) of: Vec<u32>,
    /// Units that were open.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(in crate::doors::cli) units: u32,
    /// Days that a household stays on average.
    #[arg(long, value_name = "DAYS", default_value_t = ASSUMED_STAY_DAYS, value_parser = some_days)]
    pub(in crate::doors::cli) stay_days: f64,
    /// Days over which was counted.
    #[arg(long, value_name = "DAYS", default_value_t = 365.0, value_parser = some_days)]
    pub(in crate::doors::cli) days: f64,
    #[command(flatten)]
    pub(in crate::doors::cli) answer: Answered,
}

fn some_days(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| *value >= 0.1 && *value <= 100_000.0);
    value.ok_or_else(|| "give a number of days above 0, such as 140".to_owned())
}
