//! The register's commands and their flags, as clap reads them and `--help` prints them.

use crate::doors::cli::format::{AnswerFormat, moment, period};
use crate::service::returns::Period;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use std::path::PathBuf;

/// Where a register is and what opens it.
#[derive(Debug, Clone, Args)]
pub(in crate::doors::cli) struct Whereabouts {
    /// The register: a folder, or `postgres://ACCOUNT@HOST/DATABASE?register=NAME`.
    #[arg(
        long,
        global = true,
        env = "LINTEL_REGISTER",
        value_name = "WHERE",
        hide_env_values = true
    )]
    pub(in crate::doors::cli) register: Option<PathBuf>,
    /// The file of the key that opens it; it lies elsewhere, never in the register's folder.
    #[arg(long, global = true, env = "LINTEL_KEY", value_name = "FILE", hide_env_values = true)]
    pub(in crate::doors::cli) key: Option<PathBuf>,
}

/// A register for a command that works without one too.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct OfRegister {
    #[command(flatten)]
    pub(in crate::doors::cli) whereabouts: Whereabouts,
    /// With a register, the moment that is asked about, instead of now: 21:50, "yesterday 21:50", or a moment with its
    /// zone.
    #[arg(long, value_name = "TIME")]
    pub(in crate::doors::cli) at: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Register {
    #[command(flatten)]
    pub(super) whereabouts: Whereabouts,
    /// The estate: a name in the data folder, or a path; unless said, that for which the register was begun.
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) estate: Option<String>,
    /// How to answer.
    #[arg(long, global = true, value_enum, default_value = "table")]
    pub(super) format: AnswerFormat,
    #[command(subcommand)]
    pub(in crate::doors::cli) act: Act,
}

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Act {
    /// Begin a register for an estate: make its folder and the key that opens it. Nothing is recorded yet.
    Init,
    /// Record a file of events, one JSON object a line, or an occupancy.csv: all of it or nothing.
    Import(Import),
    /// Print every event, one JSON object a line: what `import` reads.
    Export(Export),
    /// Say what was so at a moment: every unit and every referral.
    State(State),
    /// Recompute the chain, every state and the head's signature; name the first event that is not as it was written.
    Verify(Verify),
    /// Print the signed head, for a handover sheet: against it `verify --since` finds what was cut off or rewritten.
    Head,
    /// Write what `calibrate` reads: referrals, refusals, placements, stays and occupancy of a period, and history.csv.
    Records(Records),
    /// Copy the register into a new file while others may write, and verify the copy.
    Backup(Backup),
    /// Make the register from a backup, and verify it.
    Restore(Restore),
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Import {
    /// The file; `-` reads standard input.
    pub(super) file: PathBuf,
    /// The account under which events are recorded that name none.
    #[arg(long, value_name = "ACCOUNT", default_value = "import")]
    pub(super) by: String,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Export {
    /// Only what was recorded by then.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) as_known_at: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct State {
    /// The moment; unless said, that of `--as-known-at`, or now.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) at: Option<Timestamp>,
    /// As it was known then: what was recorded later is left out.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) as_known_at: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Verify {
    /// A head from a handover sheet: a file of it, or its text.
    #[arg(long, value_name = "HEAD")]
    pub(super) since: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Records {
    /// 2026-27 (April to March), 2026-Q4 (October to December 2026), or 2026-04-01..2026-06-30.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(super) period: Period,
    /// The folder to write into.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: PathBuf,
    /// As it was known then.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) as_known_at: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Backup {
    /// The file to make.
    pub(super) file: PathBuf,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Restore {
    /// The backup.
    pub(super) file: PathBuf,
}

impl Register {
    /// The format of its results.
    pub(in crate::doors::cli) fn format(&self) -> AnswerFormat {
        // Lines of JSON are for other software, and nothing in them is to be changed on the way out.
        if matches!(self.act, Act::Export(_)) { AnswerFormat::Json } else { self.format }
    }

    /// Whether it reads the data folder.
    pub(in crate::doors::cli) fn needs_data(&self) -> bool {
        matches!(self.act, Act::Init | Act::Import(_))
    }
}
