//! What is asked at the desk.

use super::shared::{Answered, OfEstate};
use crate::desk::allocation::Way;
use crate::doors::cli::format::{AnswerFormat, Format};
use crate::doors::cli::register::args::{OfRegister, Whereabouts};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Recommend {
    /// The referral, TOML or JSON; `-` reads standard input. With a register also a reference that it knows.
    pub(in crate::doors::cli) referral: PathBuf,
    #[command(flatten)]
    pub(in crate::doors::cli) of: OfEstate,
    #[command(flatten)]
    pub(in crate::doors::cli) answer: Answered,
    /// Every unit with what speaks for and against it.
    #[arg(long)]
    pub(in crate::doors::cli) explain: bool,
    /// Decisions that somebody has granted: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(in crate::doors::cli) granted: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) basis: OutlookBasis,
    #[command(flatten)]
    pub(in crate::doors::cli) register: OfRegister,
}

impl Recommend {
    /// The question about a form, at a screen.
    pub(in crate::doors::cli) fn of(
        referral: PathBuf,
        estate: Option<String>,
        whereabouts: Whereabouts,
    ) -> Self {
        let basis = OutlookBasis { waiting: None, scenario: None };
        let (of, answer) = (OfEstate { estate }, Answered { format: AnswerFormat::Table });
        let register = OfRegister { whereabouts, at: None };
        Self { referral, of, answer, explain: false, granted: None, basis, register }
    }
}

/// What an outlook is worked out from.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct OutlookBasis {
    /// Who waits tonight: a folder of referrals, or a file of one a line; unless said, `waiting/` or
    /// `waiting.jsonl` of the estate, if there.
    #[arg(long, value_name = "REFERRALS")]
    pub(in crate::doors::cli) waiting: Option<PathBuf>,
    /// The scenario whose stays and demand the outlook takes: a name in `scenarios/`, or a path; unless said,
    /// `outlook_scenario` of provider.toml.
    #[arg(long, value_name = "SCENARIO")]
    pub(in crate::doors::cli) scenario: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Outlook {
    /// The referral, TOML or JSON; `-` reads standard input. With a register also a reference that it knows.
    pub(in crate::doors::cli) referral: PathBuf,
    #[command(flatten)]
    pub(in crate::doors::cli) of: OfEstate,
    #[command(flatten)]
    pub(in crate::doors::cli) basis: OutlookBasis,
    /// The moment from which days count, for a household that has waited since it was received; with a register also
    /// 21:50 or "yesterday 21:50", and now unless said.
    #[arg(long, value_name = "TIME")]
    pub(in crate::doors::cli) at: Option<String>,
    #[command(flatten)]
    pub(in crate::doors::cli) whereabouts: Whereabouts,
    /// Decisions that somebody has granted: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(in crate::doors::cli) granted: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) answer: Answered,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Allocate {
    /// The referrals: a folder of TOML or JSON files, or a file with one JSON referral a line; with a register all who
    /// wait unless said.
    #[arg(required_unless_present = "register")]
    pub(in crate::doors::cli) referrals: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) of: OfEstate,
    #[command(flatten)]
    pub(in crate::doors::cli) answers: Answers,
    /// Residents who agreed to it may be moved to make room, so many in all.
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = up_to_three)]
    pub(in crate::doors::cli) chains: usize,
    /// How to solve; the answer is the same.
    #[arg(long, value_enum, default_value = "fastest")]
    pub(in crate::doors::cli) solve_by: SolveBy,
    /// Write the problem for other solvers as well, nobody moved: FILE.json or FILE.mps.
    #[arg(long, value_name = "FILE", conflicts_with = "chains")]
    pub(in crate::doors::cli) export: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) register: OfRegister,
    /// With a register, hold each unit for its household: all of them, or none.
    #[arg(long, conflicts_with_all = ["chains", "at"])]
    pub(in crate::doors::cli) hold: bool,
    /// The account under which the holds are recorded.
    #[arg(long, env = "LINTEL_BY", value_name = "ACCOUNT", default_value = "duty")]
    pub(in crate::doors::cli) by: String,
    #[command(flatten)]
    pub(in crate::doors::cli) answer: Answered,
}

/// What persons have said since.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Answers {
    /// Decisions that somebody has granted: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(in crate::doors::cli) granted: Option<PathBuf>,
    /// Offers that have been accepted and stand: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(in crate::doors::cli) accepted: Option<PathBuf>,
    /// Offers that have been declined and are not made again: CSV with reference,unit.
    #[arg(long, value_name = "FILE")]
    pub(in crate::doors::cli) declined: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Explain {
    /// The referral, TOML or JSON; `-` reads standard input. With a register also a reference that it knows.
    pub(in crate::doors::cli) referral: PathBuf,
    /// The unit asked about.
    #[arg(long, value_name = "UNIT")]
    pub(in crate::doors::cli) unit: String,
    /// Others who ask tonight: a folder of referrals, or a file of one a line.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) batch: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) answers: Answers,
    #[command(flatten)]
    pub(in crate::doors::cli) register: OfRegister,
    #[command(flatten)]
    pub(in crate::doors::cli) of: OfEstate,
    #[command(flatten)]
    pub(in crate::doors::cli) answer: Answered,
}

fn up_to_three(text: &str) -> Result<usize, String> {
    let moves: Option<usize> = text.parse().ok();
    moves.filter(|moves| *moves <= 3).ok_or_else(|| "give 0, 1, 2 or 3 moves in all".to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::doors::cli) enum SolveBy {
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
pub(in crate::doors::cli) struct Units {
    #[command(flatten)]
    pub(in crate::doors::cli) of: OfEstate,
    #[command(flatten)]
    pub(in crate::doors::cli) register: OfRegister,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(in crate::doors::cli) format: Format,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Ask {
    /// The form to keep, a new file; unless said, named after the moment.
    pub(in crate::doors::cli) file: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::doors::cli) of: OfEstate,
    #[command(flatten)]
    pub(in crate::doors::cli) whereabouts: Whereabouts,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct New {
    /// The file to write, which must not be there yet; without it the form is printed.
    pub(in crate::doors::cli) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Check {
    /// Referrals, scenarios, or folders of an estate; with a register also references that it knows.
    #[arg(required = true)]
    pub(in crate::doors::cli) files: Vec<PathBuf>,
    /// What the files are, where their contents do not tell.
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub(in crate::doors::cli) kind: Option<FileKind>,
    /// The estate whose places a referral's are looked up beside.
    #[arg(long, value_name = "NAME")]
    pub(in crate::doors::cli) estate: Option<String>,
    #[command(flatten)]
    pub(in crate::doors::cli) whereabouts: Whereabouts,
    #[command(flatten)]
    pub(in crate::doors::cli) answer: Answered,
}

impl Check {
    /// Files alone, whatever a register says.
    pub(in crate::doors::cli) fn of(
        files: Vec<PathBuf>,
        kind: Option<FileKind>,
        estate: Option<String>,
    ) -> Self {
        let answer = Answered { format: AnswerFormat::Table };
        Self { files, kind, estate, whereabouts: Whereabouts::none(), answer }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::doors::cli) enum FileKind {
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
pub(in crate::doors::cli) struct Place {
    /// What somebody typed or said: a postcode, part of one, a town, a ward, a district, a name used here.
    #[arg(required = true, value_name = "PLACE")]
    pub(in crate::doors::cli) places: Vec<String>,
    /// The estate whose own places are known: a name in the data folder, or a path.
    #[arg(long, value_name = "NAME")]
    pub(in crate::doors::cli) estate: Option<String>,
    #[command(flatten)]
    pub(in crate::doors::cli) answer: Answered,
}
