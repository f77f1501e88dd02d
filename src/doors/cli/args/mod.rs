//! The commands and their flags, as clap reads them and `--help` prints them.

mod desk;
mod files;
mod planning;
mod shared;

pub(super) use super::format::{AnswerFormat, Format};
pub(super) use desk::{
    Allocate, Answers, Ask, Check, Explain, FileKind, New, Outlook, OutlookBasis, Place, Recommend,
    Units,
};
pub(super) use files::{Geography, GeographyBuild, Init, Schema, SchemaOf};
pub(super) use planning::{
    Backtest, Calibrate, Compare, Demand, Evidence, Expand, Forecast, Merge, Policy, Report, Verify,
};

use super::format::moment;
use super::import::Args as Import;
use super::night::args::Act as Night;
use super::register::args::Register;
use super::returns::args::Returns;
pub(super) use super::serve::Args as Serve;
use clap::{Parser, Subcommand};
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
    /// The record as evidence: the report with the register's own counts, and a forecast against what came.
    Evidence(Evidence),
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
    /// Take referrals, stays and refusals out of another system's table, by a map that says what its columns mean.
    Import(Import),
    /// Count what the council and the ministry ask for: tables, workbooks, and which referrals made each figure.
    Returns(Returns),
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
            Self::Recommend(args) => args.of.estate.as_deref(),
            Self::Outlook(args) => args.of.estate.as_deref(),
            Self::Allocate(args) => args.of.estate.as_deref(),
            Self::Explain(args) => args.of.estate.as_deref(),
            Self::Units(args) => args.of.estate.as_deref(),
            Self::Ask(args) => args.of.estate.as_deref(),
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
                | Self::Returns(_)
                | Self::Schema(_)
                | Self::Completions { .. }
        )
    }

    /// The format of its results, which is the format of its issues too.
    pub(super) fn format(&self) -> Format {
        match self {
            Self::Recommend(args) => args.answer.format.into(),
            Self::Outlook(args) => args.answer.format.into(),
            Self::Allocate(args) => args.answer.format.into(),
            Self::Explain(args) => args.answer.format.into(),
            Self::Units(args) => args.format,
            Self::Check(args) => args.answer.format.into(),
            Self::Place(args) => args.answer.format.into(),
            Self::Demand(args) => args.answer.format.into(),
            Self::Forecast(args) => args.run.format,
            Self::Merge(args) => args.format,
            Self::Compare(args) => args.run.format,
            Self::Policy(args) => args.run.format,
            Self::Expand(args) => args.run.format,
            Self::Calibrate(args) => args.run.format,
            Self::Backtest(args) => args.run.format,
            Self::Verify(args) => args.run.format,
            Self::Register(args) => args.format().into(),
            Self::Import(args) => args.format().into(),
            Self::Returns(args) => args.format(),
            Self::Night(act) => act.format().into(),
            Self::Serve(_)
            | Self::Init(_)
            | Self::Ask(_)
            | Self::New(_)
            | Self::Report(_)
            | Self::Evidence(_)
            | Self::Geography(_)
            | Self::Schema(_)
            | Self::Completions { .. } => Format::Table,
        }
    }
}
