//! What is begun, drawn and described: a provider's folder, the map, the shapes of files.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Init {
    /// The folder to write, which must not be there yet.
    pub(in crate::doors::cli) folder: PathBuf,
    /// What the provider is called.
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub(in crate::doors::cli) name: String,
    /// The council's district it begins in, by name or code.
    #[arg(long, value_name = "DISTRICT")]
    pub(in crate::doors::cli) district: String,
    /// Units in a refuge.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = up_to_500)]
    pub(in crate::doors::cli) refuge: usize,
    /// Units for women who are also homeless.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = up_to_500)]
    pub(in crate::doors::cli) safe_place: usize,
    /// Dispersed homes.
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = up_to_500)]
    pub(in crate::doors::cli) dispersed: usize,
    /// People who live in the district; without it the map's towns are counted.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub(in crate::doors::cli) population: Option<u64>,
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

#[derive(Debug, Subcommand)]
pub(in crate::doors::cli) enum Geography {
    /// Draw the map from the archive of Code-Point Open as it is published (`codepo_gb.zip`); the same bytes each time.
    Build(GeographyBuild),
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct GeographyBuild {
    /// The published archive.
    #[arg(value_name = "ZIP")]
    pub(in crate::doors::cli) archive: PathBuf,
    /// The table of towns: town, easting, northing, population, nation; unless said, that of the map there is.
    #[arg(long, value_name = "FILE")]
    pub(in crate::doors::cli) towns: Option<PathBuf>,
    /// The folder to write; unless said, `geography/` of the data folder.
    #[arg(long, value_name = "DIR")]
    pub(in crate::doors::cli) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Schema {
    /// Of what.
    #[arg(value_enum)]
    pub(in crate::doors::cli) of: SchemaOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::doors::cli) enum SchemaOf {
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
    /// One event of a register: one line of what `register import` reads and `register export` writes.
    Event,
    /// The answer of `register state --format json`.
    State,
    /// What `--format json` prints where the input has issues.
    Issues,
}
