//! What persons have said of a batch, as lists of theirs are read.

use super::Failure;
use super::args::Answers;
use super::batch::Opened;
use crate::base::geography::Geography;
use crate::base::parse::printable;
use crate::desk::allocation::{Decided, Terms, admit};
use crate::doors::files::Text;
pub(super) use crate::doors::tasks::queue::batch_of;
use crate::presentation::wording::saved_as;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A list of references and units, however a spreadsheet saved it; that it was read all the same is said.
pub(super) fn list_of_pairs(path: &Path) -> Result<Text, Failure> {
    let (text, saved) = Text::read_list(path, &["reference", "unit"])?;
    let how: Vec<String> = saved.into_iter().map(saved_as).collect();
    if !how.is_empty() {
        let said = format!(
            "{} was read although it is saved {}: save it as CSV UTF-8 with commas",
            text.file,
            how.join(", ")
        );
        drop(writeln!(io::stderr(), "{}", printable(&said)));
    }
    Ok(text)
}

/// What persons have said, where so many residents may be moved and lists are first read in a way of one's own.
pub(super) fn terms_of(
    opened: &Opened,
    geography: &Geography,
    moves: usize,
    args: &Answers,
    own: impl Fn(Text) -> Text,
) -> Result<Terms, Failure> {
    let read = |path: &Option<PathBuf>| {
        Ok::<_, Failure>(path.as_deref().map(list_of_pairs).transpose()?.map(&own))
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
