//! What persons have said of a batch, as lists of theirs are read.

use super::Failure;
use super::args::Answers;
use super::batch::Opened;
use crate::base::geography::Geography;
use crate::desk::allocation::{Decided, Terms, admit};
use crate::doors::files::Text;
pub(super) use crate::doors::tasks::queue::batch_of;
use std::path::PathBuf;

/// What persons have said, where so many residents may be moved and lists are first read in a way of one's own.
pub(super) fn terms_of(
    opened: &Opened,
    geography: &Geography,
    moves: usize,
    args: &Answers,
    own: impl Fn(Text) -> Text,
) -> Result<Terms, Failure> {
    let read = |path: &Option<PathBuf>| {
        Ok::<_, Failure>(path.as_deref().map(Text::read).transpose()?.map(&own))
    };
    let (granted, accepted, declined) =
        (read(&args.granted)?, read(&args.accepted)?, read(&args.declined)?);
    let decided = Decided {
        granted: granted.as_ref().map(Text::source),
        accepted: accepted.as_ref().map(Text::source),
        declined: declined.as_ref().map(Text::source),
    };
    let undecided = Terms::default();
    Ok(admit(&batch_of(opened, geography, &undecided), moves, decided)?)
}
