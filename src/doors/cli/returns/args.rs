//! `lintel returns` and its flags, as clap reads them and `--help` prints them.

use crate::doors::cli::format::{Format, moment, period};
use crate::doors::cli::register::args::Whereabouts;
use crate::doors::tasks::returns::Which;
use crate::service::returns::{By, Period};
use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Returns {
    #[command(flatten)]
    pub(super) whereabouts: Whereabouts,
    /// The estate: a name in the data folder, or a path; unless said, that for which the register was begun.
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) estate: Option<String>,
    /// How to answer.
    #[arg(long, global = true, value_enum, default_value = "table")]
    pub(super) format: Format,
    #[command(subcommand)]
    pub(in crate::doors::cli) act: Act,
}

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Act {
    /// The ministry's yearly return: specification 10.13 i to xiii.
    Mhclg(Of),
    /// The quarterly return of the sanctuary scheme: 10.14 i to xii.
    Sanctuary(Of),
    /// Key performance indicators: length of support, planned moves, independence; occupancy beside them (10.8).
    Kpi(Of),
    /// Outcomes in seven areas: who has a need, and who came forward (10.9, 10.10).
    Outcomes(Of),
    /// Everything of a quarter in one workbook (10.11).
    Workbook(Of),
    /// What a register says for the yearly service review (10.5).
    Review(Of),
    /// Case files for a service review: households drawn by a seed, dates as days since arrival (10.4).
    CaseFiles(CaseFiles),
    /// Figures over the years as run charts: a mean, limits, and a word only where a rule says so.
    Charts(Charts),
    /// Keep a return as it is submitted: later corrections are told as differences, and it is never another.
    Freeze(Freeze),
    /// Which referrals made the figures of a line: for managers only.
    Explain(Explain),
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Of {
    /// 2026-27 (April to March), 2026-Q4 (October to December 2026), or 2026-04-01..2026-06-30.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(super) period: Period,
    /// The folder to write into; without it the answer is only printed.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: Option<PathBuf>,
    /// As it was known then: the same bytes for ever.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) as_known_at: Option<Timestamp>,
    /// For others than the council's secure return: counts under 5 are hidden, and what would give them away, over the
    /// year and its quarters together.
    #[arg(long)]
    pub(in crate::doors::cli) public: bool,
    /// The folder of a public copy that was published before: what was shown stays known, and is taken into account. That
    /// of --out is looked at anyway.
    #[arg(long, value_name = "DIR", requires = "public")]
    pub(super) published: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Charts {
    /// From the first to the last day, such as 2024-04-01..2026-09-30: whole months or quarters of it that are over.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(super) period: Period,
    /// Month by month, or quarter by quarter.
    #[arg(long, value_enum, default_value = "month")]
    pub(super) by: Spans,
    /// The folder to write into.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: PathBuf,
    /// As it was known then.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) as_known_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::doors::cli) enum Spans {
    /// Month by month.
    Month,
    /// Quarter by quarter.
    Quarter,
}

impl From<Spans> for By {
    fn from(spans: Spans) -> Self {
        match spans {
            Spans::Month => Self::Month,
            Spans::Quarter => Self::Quarter,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct CaseFiles {
    /// The period, as for a return.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(super) period: Period,
    /// The folder to write into.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: PathBuf,
    /// How many households.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) count: usize,
    /// What draws them: the same seed draws the same.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// As it was known then.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) as_known_at: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Freeze {
    /// Which return.
    #[arg(value_name = "RETURN", value_parser = which)]
    pub(super) which: Which,
    /// The period, as for the return.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(super) period: Period,
    /// The folder to keep it in; `lintel returns` with the same folder tells what differs later.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: PathBuf,
    /// As it was known then.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) as_known_at: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Explain {
    /// The line, such as `viii`.
    pub(super) line: String,
    /// The return it is of.
    #[arg(long = "of", value_name = "RETURN", default_value = "mhclg", value_parser = which)]
    pub(super) which: Which,
    /// Only this category of it.
    #[arg(long, value_name = "CATEGORY")]
    pub(super) category: Option<String>,
    /// Only this type of accommodation.
    #[arg(long = "type", value_name = "TYPE")]
    pub(super) kind: Option<String>,
    /// The period, as for the return.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(super) period: Period,
    /// As it was known then.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) as_known_at: Option<Timestamp>,
}

fn which(text: &str) -> Result<Which, String> {
    let all = [Which::Mhclg, Which::Sanctuary, Which::Kpi, Which::Outcomes, Which::Review];
    let names = all.map(Which::word).join(", ");
    let found = all.into_iter().find(|which| which.word() == text);
    found.ok_or_else(|| format!("it is one of {names}"))
}

impl Returns {
    /// The format of its results.
    pub(in crate::doors::cli) fn format(&self) -> Format {
        self.format
    }
}
