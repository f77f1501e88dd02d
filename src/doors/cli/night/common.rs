//! What every command of a night has, and how words and money are typed.

use crate::base::domain::EventName;
use crate::doors::cli::format::AnswerFormat;
use crate::doors::cli::register::args::Whereabouts;
use crate::service::register::words_for;
use clap::Args;
use clap::builder::PossibleValuesParser;

/// A word that a key of an event may be.
pub(super) fn word(event: EventName, key: &str) -> PossibleValuesParser {
    words_for(event, key).into()
}

/// What every one of them has.
#[derive(Debug, Args)]
pub(super) struct Common {
    #[command(flatten)]
    pub(super) whereabouts: Whereabouts,
    /// The estate: a name in the data folder, or a path; unless said, that for which the register was begun.
    #[arg(long, value_name = "NAME")]
    pub(super) estate: Option<String>,
    /// When it happened, if that was earlier: 21:50, "yesterday 21:50", "2026-11-20 21:50", or a moment with its zone.
    #[arg(long, value_name = "TIME")]
    pub(super) at: Option<String>,
    /// The account under which it is recorded.
    #[arg(long, env = "LINTEL_BY", value_name = "ACCOUNT", default_value = "duty")]
    pub(super) by: String,
    /// A text of your own: the same again is recorded once.
    #[arg(long, value_name = "TEXT")]
    pub(super) request: Option<String>,
    /// How to answer.
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: AnswerFormat,
}
