//! The commands and their flags, as clap reads them and `--help` prints them.

use super::format::moment;
pub(super) use super::format::{AnswerFormat, Format};
use super::night::args::Act as Night;
use super::register::args::Register;
pub(super) use super::serve::Args as Serve;
use super::shard_flag::ShardFlag;
use super::stay::ASSUMED_STAY_DAYS;
use crate::desk::allocation::Way;
use crate::planning::expansion::Aim;
use crate::planning::forecast::Target;
use crate::planning::policy::{Contender, LEAST_REPLICATIONS};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Placement and capacity planning for domestic abuse safe accommodation.
///
/// Lintel recommends; a person decides, and the household chooses.
#[derive(Debug, Parser)]
#[command(
    name = "lintel",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 done, 1 error, 2 usage, 3 the input has issues, 4 nobody could be placed."
)]
pub struct Cli {
    /// Folder that holds the estates and `geography/`; without it `LINTEL_DATA`, `./data`, the user's data folder, or
    /// what was installed with the program.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The moment at which the answer is read, instead of the computer's clock: how old a list or a form is counts
    /// from it, and nothing else.
    #[arg(long, global = true, hide = true, env = "LINTEL_NOW", value_name = "TIME", value_parser = moment)]
    pub(super) now: Option<jiff::Timestamp>,
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Recommend units for one household, and say why and why not.
    Recommend(Recommend),
    /// Say how likely it is that a unit comes free for one household within a fortnight.
    Outlook(Outlook),
    /// Allocate the vacant units to several households at once, and say why.
    Allocate(Allocate),
    /// Explain why a household is not offered a certain unit, and what would change that.
    Explain(Explain),
    /// Show an estate: its units, what is vacant, and the contract's minima.
    Units(Units),
    /// Forecast unmet need: scenarios run side by side, with tables and pictures.
    Forecast(Forecast),
    /// Merge the shards of a forecast into what one run would have written.
    Merge(Merge),
    /// Hold scenarios against each other on the same simulated histories.
    Compare(Compare),
    /// Compare orders in which units are offered: is it worth keeping one back?
    Policy(Policy),
    /// What to add within a budget: units and levers in one table, as evidence for commissioners.
    Expand(Expand),
    /// Lay the forecast before a commissioner: one page to read, print or send.
    Report(Report),
    /// Calibrate what is not known against what was counted: what each reading allows, and what to measure.
    Calibrate(Calibrate),
    /// Look for known truths in their calibrations: are the intervals what they say?
    Backtest(Backtest),
    /// Hold the simulation against exact results of queueing theory.
    Verify(Verify),
    /// Begin a provider of one's own in a district of Great Britain, in a new folder.
    Init(Init),
    /// Ask for a household in speaking order, answer as soon as can be, and keep the form.
    Ask(Ask),
    /// Write a blank form.
    New(New),
    /// Say what refusals tell about demand: so many of so many refused with so many units.
    Demand(Demand),
    /// Check files without using them: referrals, scenarios, estate folders.
    Check(Check),
    /// Say what a place is taken to be: a postcode, a town, a ward, a name of the provider's own.
    Place(Place),
    /// Keep what happens for good: who lives where, who waits, what is claimed, and when.
    Register(Register),
    /// Open the desk in a browser: tonight, referrals, holds and arrivals, on a phone.
    Serve(Serve),
    /// What happens tonight.
    #[command(flatten)]
    Night(Night),
    /// Make the map of Great Britain.
    #[command(subcommand)]
    Geography(Geography),
    /// Print the JSON Schema of a file or an answer.
    Schema(Schema),
    /// Print shell completions.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

impl Command {
    /// Whether it shows a household to a person: what it says then says where help is, also where it cannot answer.
    pub(super) fn is_a_screen_of_the_desk(&self) -> bool {
        let of_the_desk = matches!(
            self,
            Self::Recommend(_)
                | Self::Outlook(_)
                | Self::Allocate(_)
                | Self::Explain(_)
                | Self::Units(_)
        );
        of_the_desk && self.format() == Format::Table
    }

    /// The estate that was named.
    pub(super) fn estate(&self) -> Option<&str> {
        match self {
            Self::Recommend(args) => args.estate.as_deref(),
            Self::Outlook(args) => args.estate.as_deref(),
            Self::Allocate(args) => args.estate.as_deref(),
            Self::Explain(args) => args.estate.as_deref(),
            Self::Units(args) => args.estate.as_deref(),
            Self::Ask(args) => args.estate.as_deref(),
            _ => None,
        }
    }

    /// Whether it reads the data folder.
    pub(super) fn needs_data(&self) -> bool {
        if let Self::Register(args) = self {
            return args.needs_data();
        }
        !matches!(
            self,
            Self::Merge(_)
                | Self::Geography(_)
                | Self::New(_)
                | Self::Demand(_)
                | Self::Verify(_)
                | Self::Schema(_)
                | Self::Completions { .. }
        )
    }

    /// The format of its results, which is the format of its issues too.
    pub(super) fn format(&self) -> Format {
        match self {
            Self::Recommend(args) => args.format.into(),
            Self::Outlook(args) => args.format.into(),
            Self::Allocate(args) => args.format.into(),
            Self::Explain(args) => args.format.into(),
            Self::Units(args) => args.format,
            Self::Check(args) => args.format.into(),
            Self::Place(args) => args.format.into(),
            Self::Demand(args) => args.format.into(),
            Self::Forecast(args) => args.format,
            Self::Merge(args) => args.format,
            Self::Compare(args) => args.format,
            Self::Policy(args) => args.format,
            Self::Expand(args) => args.format,
            Self::Calibrate(args) => args.format,
            Self::Backtest(args) => args.format,
            Self::Verify(args) => args.format,
            Self::Register(args) => args.format().into(),
            Self::Night(act) => act.format().into(),
            Self::Serve(_)
            | Self::Init(_)
            | Self::Ask(_)
            | Self::New(_)
            | Self::Report(_)
            | Self::Geography(_)
            | Self::Schema(_)
            | Self::Completions { .. } => Format::Table,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Recommend {
    /// The referral, TOML or JSON; `-` reads standard input.
    pub(super) referral: PathBuf,
    /// The estate: a name in the data folder, or a path.
    #[arg(long, value_name = "NAME")]
    pub(super) estate: Option<String>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: AnswerFormat,
    /// Every unit with what speaks for and against it.
    #[arg(long)]
    pub(super) explain: bool,
    /// Decisions that somebody has granted: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(super) granted: Option<PathBuf>,
    #[command(flatten)]
    pub(super) basis: OutlookBasis,
}

impl Recommend {
    /// The question about a form and nothing else.
    pub(super) fn of(referral: PathBuf, estate: Option<String>, format: AnswerFormat) -> Self {
        let basis = OutlookBasis { waiting: None, scenario: None };
        Self { referral, estate, format, explain: false, granted: None, basis }
    }
}

/// What an outlook is worked out from.
#[derive(Debug, Args)]
pub(super) struct OutlookBasis {
    /// Who waits tonight: a folder of referrals, or a file of one a line; unless said, `waiting/` or
    /// `waiting.jsonl` of the estate, if there.
    #[arg(long, value_name = "REFERRALS")]
    pub(super) waiting: Option<PathBuf>,
    /// The scenario whose stays and demand the outlook takes: a name in `scenarios/`, or a path; unless said,
    /// `outlook_scenario` of provider.toml.
    #[arg(long, value_name = "SCENARIO")]
    pub(super) scenario: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Outlook {
    /// The referral, TOML or JSON; `-` reads standard input.
    pub(super) referral: PathBuf,
    /// The estate: a name in the data folder, or a path.
    #[arg(long, value_name = "NAME")]
    pub(super) estate: Option<String>,
    #[command(flatten)]
    pub(super) basis: OutlookBasis,
    /// The moment from which days count, for a household that has waited since it was received.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) at: Option<jiff::Timestamp>,
    /// Decisions that somebody has granted: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(super) granted: Option<PathBuf>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: AnswerFormat,
}

#[derive(Debug, Args)]
pub(super) struct Allocate {
    /// The referrals: a folder of TOML or JSON files, or a file with one JSON referral a line.
    pub(super) referrals: PathBuf,
    /// The estate: a name in the data folder, or a path.
    #[arg(long, value_name = "NAME")]
    pub(super) estate: Option<String>,
    #[command(flatten)]
    pub(super) answers: Answers,
    /// Residents who agreed to it may be moved to make room, so many in all.
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = up_to_three)]
    pub(super) chains: usize,
    /// How to solve; the answer is the same.
    #[arg(long, value_enum, default_value = "fastest")]
    pub(super) solve_by: SolveBy,
    /// Write the problem for other solvers as well, nobody moved: FILE.json or FILE.mps.
    #[arg(long, value_name = "FILE", conflicts_with = "chains")]
    pub(super) export: Option<PathBuf>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: AnswerFormat,
}

/// What persons have said since.
#[derive(Debug, Args)]
pub(super) struct Answers {
    /// Decisions that somebody has granted: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(super) granted: Option<PathBuf>,
    /// Offers that have been accepted and stand: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(super) accepted: Option<PathBuf>,
    /// Offers that have been declined and are not made again: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(super) declined: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The referral, TOML or JSON; `-` reads standard input.
    pub(super) referral: PathBuf,
    /// The unit asked about.
    #[arg(long, value_name = "UNIT")]
    pub(super) unit: String,
    /// Others who ask tonight: a folder of referrals, or a file of one a line.
    #[arg(long, value_name = "DIR")]
    pub(super) batch: Option<PathBuf>,
    #[command(flatten)]
    pub(super) answers: Answers,
    /// The estate: a name in the data folder, or a path.
    #[arg(long, value_name = "NAME")]
    pub(super) estate: Option<String>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: AnswerFormat,
}

fn up_to_three(text: &str) -> Result<usize, String> {
    let moves: Option<usize> = text.parse().ok();
    moves.filter(|moves| *moves <= 3).ok_or_else(|| "give 0, 1, 2 or 3 moves in all".to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SolveBy {
    /// Whichever way is fastest.
    Fastest,
    /// Branch and bound, however long it takes.
    Search,
    /// The mixed-integer solver HiGHS.
    Solver,
    /// HiGHS over columns added as their prices ask, for very large batches; the answer may not be the
    /// only one as good.
    Columns,
}

impl From<SolveBy> for Way {
    fn from(by: SolveBy) -> Self {
        match by {
            SolveBy::Fastest => Self::Fastest,
            SolveBy::Search => Self::Search,
            SolveBy::Solver => Self::Solver,
            SolveBy::Columns => Self::Columns,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Units {
    /// The estate: a name in the data folder, or a path.
    #[arg(long, value_name = "NAME")]
    pub(super) estate: Option<String>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Forecast {
    /// Scenarios: names in `scenarios/`, or paths.
    #[arg(required = true, value_name = "SCENARIO")]
    pub(super) scenarios: Vec<String>,
    /// Folder for tables and pictures.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Simulated histories, instead of the scenario's own number; with --precision the most there may be,
    /// 102400 unless said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(super) replications: Option<u32>,
    /// Simulate until unmet need a year is known this well, 95 times in 100: to within so many households
    /// (0.5), a part of it (2%), or whichever is reached first (0.5,2%).
    #[arg(long, value_name = "WIDTH", conflicts_with = "shard")]
    pub(super) precision: Option<Target>,
    /// Simulate this shard of so many only, for `lintel merge` to put together: 3/8, or in a job array auto
    /// or auto/8.
    #[arg(long, value_name = "I/N")]
    pub(super) shard: Option<ShardFlag>,
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Merge {
    /// Folders that hold the shards, or the shards themselves.
    #[arg(required = true, value_name = "DIR")]
    pub(super) shards: Vec<PathBuf>,
    /// Folder for tables and pictures.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Compare {
    /// Scenarios, names in `scenarios/` or paths; the first is what the others are held against, in each of its
    /// readings, and lends them its seed.
    #[arg(required = true, num_args = 2.., value_name = "SCENARIO")]
    pub(super) scenarios: Vec<String>,
    /// Simulated histories, instead of the first scenario's own number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000_000))]
    pub(super) replications: Option<u32>,
    /// Folder for the table, the answer and what made them.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Policy {
    /// The scenario: a name in `scenarios/`, or a path.
    #[arg(value_name = "SCENARIO")]
    pub(super) scenario: String,
    /// Policies to compare with the plain preference order: `first_fit`, `opportunity`, `blend`, `erlang`,
    /// `hold:UNITS:NUMBER` (a kind, or a unit class that the answer names).
    #[arg(
        long,
        value_name = "POLICIES",
        value_delimiter = ',',
        default_value = "first_fit,preference,opportunity,blend,erlang"
    )]
    pub(super) compare: Vec<Contender>,
    /// Simulated histories at each level of demand, 200 or more.
    #[arg(long, value_name = "N", default_value_t = 400, value_parser = enough_histories)]
    pub(super) replications: u32,
    /// Other histories, from which prices and weights are learned.
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u32).range(50..=1_000_000))]
    pub(super) training: u32,
    /// Folder for the table and what made it.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,
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
pub(super) struct Expand {
    /// The scenario: a name in `scenarios/`, or a path.
    #[arg(value_name = "SCENARIO")]
    pub(super) scenario: String,
    /// What money could buy; without it `candidates.csv` of the estate.
    #[arg(long, value_name = "FILE")]
    pub(super) candidates: Option<PathBuf>,
    /// What may be spent; without it `budgets.csv` of the estate.
    #[arg(long, value_name = "FILE")]
    pub(super) budgets: Option<PathBuf>,
    /// Simulated histories from which everything printed is estimated; no plan was chosen on them.
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.fresh, value_parser = clap::value_parser!(u32).range(50..=1_000_000))]
    pub(super) replications: u32,
    /// Other histories, on which plans are searched for.
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.tapes, value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub(super) search: u32,
    /// The most histories on which the best plan of a budget is chosen; then it is "not distinguishable".
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.most, value_parser = clap::value_parser!(u32).range(50..=1_000_000))]
    pub(super) most: u32,
    /// Households a year that make no difference: the certificate's indifference.
    #[arg(long, value_name = "HOUSEHOLDS", default_value_t = Aim::USUAL.indifference, value_parser = positive)]
    pub(super) indifference: f64,
    /// Units of a plan up to which the search is held against every plan there is.
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.size, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(super) size: u32,
    /// Refusals for capacity are to be kept under this share of referrals, in percent…
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0 * Aim::USUAL.refusals, value_parser = percent_of)]
    pub(super) refusals: f64,
    /// …in at least this share of histories, in percent.
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0 * Aim::USUAL.sure, value_parser = percent_of)]
    pub(super) sure: f64,
    /// Histories on which the search is held against every plan of the units alone; 0: it is not.
    #[arg(long, value_name = "N", default_value_t = Aim::USUAL.check_tapes, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(super) check: u32,
    /// Folder for tables, pictures and what made them.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Calibrate {
    /// The scenario: a name in `scenarios/`, or a path; `calibration.toml` of its estate says what is not known
    /// and what was counted.
    #[arg(value_name = "SCENARIO")]
    pub(super) scenario: String,
    /// Draws from what is thought beforehand; where too few of them explain the records, as many again.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(500..=200_000))]
    pub(super) draws: u32,
    /// These readings only, by name: all are listed where one is unknown.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Folder for the tables, the draws, the picture and what made them.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,
}

fn positive(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| *value > 0.0 && *value <= 10_000.0);
    value.ok_or_else(|| "give a number of households above 0, such as 1 or 0.5".to_owned())
}

fn percent_of(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| *value > 0.0 && *value < 100.0);
    value.ok_or_else(|| "give a percentage between 0 and 100, such as 10".to_owned())
}

#[derive(Debug, Args)]
pub(super) struct Report {
    /// The scenario: a name in `scenarios/`, or a path. Where its estate has `candidates.csv` and `budgets.csv` the
    /// page says what to add, and where it has `calibration.toml` what to measure.
    #[arg(value_name = "SCENARIO")]
    pub(super) scenario: String,
    /// A scenario of the same estate in which households wait, for the nights in danger, where the first has nobody
    /// wait.
    #[arg(long, value_name = "SCENARIO")]
    pub(super) waiting: Option<String>,
    /// Folder for the page and its figures.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Simulated histories of the forecast, instead of the scenario's own number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(super) replications: Option<u32>,
    /// A first look: few histories for what to add and what to measure. The page says so.
    #[arg(long)]
    pub(super) quick: bool,
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
}

#[derive(Debug, Args)]
pub(super) struct Backtest {
    /// The scenario: a name in `scenarios/`, or a path.
    #[arg(value_name = "SCENARIO")]
    pub(super) scenario: String,
    /// Truths that are drawn, put on record and looked for, in the model's family and in each other world.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(50..=20_000))]
    pub(super) truths: u32,
    /// Draws among which they are looked for.
    #[arg(long, value_name = "N", default_value_t = 6_000, value_parser = clap::value_parser!(u32).range(500..=200_000))]
    pub(super) draws: u32,
    /// These readings only, by name: all are listed where one is unknown.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Folder for the table, the answer and what made them.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// These scenarios only, by name: all are listed where one is unknown.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Another choice of chance: this seed for the first scenario, the next for the second, and so on.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64))]
    pub(super) seed: Option<u64>,
    /// Simulated histories of each scenario instead of its own number; fewer are quicker and may be too few to tell.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000_000))]
    pub(super) replications: Option<u32>,
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder to write, which must not be there yet.
    pub(super) folder: PathBuf,
    /// What the provider is called.
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub(super) name: String,
    /// The council's district it begins in, by name or code.
    #[arg(long, value_name = "DISTRICT")]
    pub(super) district: String,
    /// Units in a refuge.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = up_to_500)]
    pub(super) refuge: usize,
    /// Units for women who are also homeless.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = up_to_500)]
    pub(super) safe_place: usize,
    /// Dispersed homes.
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = up_to_500)]
    pub(super) dispersed: usize,
    /// People who live in the district; without it the map's towns are counted.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub(super) population: Option<u64>,
}

fn one_line(text: &str) -> Result<String, String> {
    let is_right = !text.trim().is_empty()
        && text.chars().count() <= 80
        && !text.chars().any(char::is_control);
    is_right
        .then(|| text.trim().to_owned())
        .ok_or_else(|| "give a name of one line and at most 80 characters".to_owned())
}

fn up_to_500(text: &str) -> Result<usize, String> {
    let units: Option<usize> = text.parse().ok();
    units.filter(|units| *units <= 500).ok_or_else(|| "give a number of units up to 500".to_owned())
}

#[derive(Debug, Args)]
pub(super) struct Ask {
    /// The form to keep, a new file; unless said, named after the moment.
    pub(super) file: Option<PathBuf>,
    /// The estate: a name in the data folder, or a path.
    #[arg(long, value_name = "NAME")]
    pub(super) estate: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The file to write, which must not be there yet; without it the form is printed.
    pub(super) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Demand {
    /// Households refused because nothing was free; may stand again, with its --of, for another record.
    #[arg(long, required = true, value_name = "N")]
    pub(super) refused: Vec<u32>,
    /// Households that asked, refused or not.
    #[arg(long, required = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(super) of: Vec<u32>,
    /// Units that were open.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(super) units: u32,
    /// Days that a household stays on average.
    #[arg(long, value_name = "DAYS", default_value_t = ASSUMED_STAY_DAYS, value_parser = some_days)]
    pub(super) stay_days: f64,
    /// Days over which was counted.
    #[arg(long, value_name = "DAYS", default_value_t = 365.0, value_parser = some_days)]
    pub(super) days: f64,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: AnswerFormat,
}

fn some_days(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| *value >= 0.1 && *value <= 100_000.0);
    value.ok_or_else(|| "give a number of days above 0, such as 140".to_owned())
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Referrals, scenarios, or folders of an estate.
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
    /// What the files are, where their contents do not tell.
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub(super) kind: Option<FileKind>,
    /// The estate whose places a referral's are looked up beside.
    #[arg(long, value_name = "NAME")]
    pub(super) estate: Option<String>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: AnswerFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FileKind {
    /// One household.
    Referral,
    /// The assumptions of a forecast.
    Scenario,
    /// Figures with their sources.
    Evidence,
    /// A folder with provider.toml, settings.csv, units.csv and perhaps occupancy.csv.
    Estate,
    /// Several households: a folder of referrals, or a file with one JSON referral a line.
    Batch,
    /// A folder that a command wrote with --out: whether everything is there, as it was written.
    Set,
}

#[derive(Debug, Args)]
pub(super) struct Place {
    /// What somebody typed or said: a postcode, part of one, a town, a ward, a district, a name used here.
    #[arg(required = true, value_name = "PLACE")]
    pub(super) places: Vec<String>,
    /// The estate whose own places are known: a name in the data folder, or a path.
    #[arg(long, value_name = "NAME")]
    pub(super) estate: Option<String>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: AnswerFormat,
}

#[derive(Debug, Subcommand)]
pub(super) enum Geography {
    /// Draw the map from the archive of Code-Point Open as it is published (`codepo_gb.zip`); the same bytes each time.
    Build(GeographyBuild),
}

#[derive(Debug, Args)]
pub(super) struct GeographyBuild {
    /// The published archive.
    #[arg(value_name = "ZIP")]
    pub(super) archive: PathBuf,
    /// The table of towns: town, easting, northing, population, nation; unless said, that of the map there is.
    #[arg(long, value_name = "FILE")]
    pub(super) towns: Option<PathBuf>,
    /// The folder to write; unless said, `geography/` of the data folder.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Of what.
    #[arg(value_enum)]
    pub(super) of: SchemaOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// A referral file.
    Referral,
    /// A scenario file.
    Scenario,
    /// One row of `evidence.csv`.
    Evidence,
    /// The answer of `recommend --format json`.
    Recommendation,
    /// The answer of `outlook --format json`.
    Outlook,
    /// The answer of `allocate --format json`.
    Allocation,
    /// The answer of `explain --format json`.
    Explanation,
    /// The answer of `forecast --format json`.
    Forecast,
    /// The answer of `compare --format json`.
    Comparison,
    /// The answer of `verify --format json`.
    Verification,
    /// The answer of `demand --format json`.
    Demand,
    /// `provider.toml` of an estate.
    Provider,
    /// One row of an estate's `settings.csv`.
    Settings,
    /// One row of an estate's `units.csv`.
    Units,
    /// One row of an estate's `occupancy.csv`.
    Occupancy,
    /// One row of an estate's `history.csv`.
    History,
    /// One row of an estate's `places.csv`: what people here call places.
    Places,
    /// The answer of `place --format json`: one of these for each.
    Place,
    /// One row of an estate's `candidates.csv`: what money could buy.
    Candidates,
    /// One row of an estate's `budgets.csv`.
    Budgets,
    /// `calibration.toml` of an estate.
    Calibration,
    /// The answer of `calibrate --format json`.
    Calibrated,
    /// The answer of `backtest --format json`.
    Backtested,
    /// What `--format json` prints where the input has issues.
    Issues,
}
