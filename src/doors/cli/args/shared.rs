//! Flags that many commands have.

use crate::doors::cli::format::{AnswerFormat, Format};
use clap::Args;

/// Which estate.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct OfEstate {
    /// The estate: a name in the data folder, or a path.
    #[arg(long, value_name = "NAME")]
    pub(in crate::doors::cli) estate: Option<String>,
}

/// How an answer without a table of figures is given.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Answered {
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(in crate::doors::cli) format: AnswerFormat,
}

/// How a long run is worked out and told.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Working {
    /// Threads; 0 takes one for each processor. The result is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::doors::cli) threads: usize,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(in crate::doors::cli) format: Format,
}
