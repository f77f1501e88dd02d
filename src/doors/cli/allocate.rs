//! `lintel allocate`: several households at once.

use super::args::{Allocate, AnswerFormat, Answers};
use super::batch::{self, Opened};
use super::{Failure, Said, code, export, layout};
use crate::base::geography::Geography;
use crate::desk::allocation::{self, Batch, Decided, Options, Terms, admit};
use crate::doors::files;
use crate::doors::files::Text;
use crate::inputs::estate::AllocationOrder;
use crate::presentation::render::{json, terminal};
use crate::presentation::wording::{self, Without};
use anyhow::anyhow;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

pub(super) fn run(data: &Path, now: Timestamp, args: &Allocate) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    let folder = files::estate_folder(data, args.of.estate.as_deref())?;
    let open = match args.answer.format {
        AnswerFormat::Json => batch::open,
        AnswerFormat::Table => batch::open_as_far,
    };
    let opened = open(&folder, (&args.referrals, now), &geography)?;
    nobody_is_rearranged(&opened, args.chains)?;
    let terms = terms(&opened, &geography, args.chains, &args.answers)?;
    let batch = batch_of(&opened, &geography, &terms);
    if let Some(file) = &args.export {
        export::write(&batch, file)?;
    }
    let options = Options { moves: args.chains, way: args.solve_by.into() };
    let answer = allocation::allocate(&batch, options).map_err(|error| anyhow!(error))?;
    files::tell_faults(&geography);
    let nobody = answer.placed.is_empty();
    let text = match args.answer.format {
        AnswerFormat::Json => layout::json(&json::Allocation::of(&batch, &answer)),
        AnswerFormat::Table => {
            let passed_over = &opened.passed_over;
            let left_out = wording::left_out(Without::AnAnswer, &opened.left_out);
            let answered = wording::allocation::allocation(&batch, &answer, passed_over, now);
            terminal::render(&left_out.then(answered))
        }
    };
    let code = match (opened.left_out.is_empty(), nobody) {
        (false, _) => code::ISSUES,
        (true, true) => code::NOBODY_PLACED,
        (true, false) => code::DONE,
    };
    Ok(Said { text, code })
}

/// The batch of what was opened, under these terms.
pub(super) fn batch_of<'a>(
    opened: &'a Opened,
    geography: &'a Geography,
    terms: &'a Terms,
) -> Batch<'a> {
    Batch {
        estate: &opened.estate,
        geography,
        households: &opened.households,
        movable: &opened.movable,
        terms,
    }
}

/// What persons have said, where so many residents may be moved.
pub(super) fn terms(
    opened: &Opened,
    geography: &Geography,
    moves: usize,
    args: &Answers,
) -> Result<Terms, Failure> {
    terms_of(opened, geography, moves, args, |list| list)
}

/// The same where lists are first read in a way of one's own.
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

/// Orders that rearrange by waiting time move no residents.
fn nobody_is_rearranged(opened: &Opened, chains: usize) -> Result<(), Failure> {
    let order = opened.estate.provider.allocation.order;
    let by_waiting =
        matches!(order, AllocationOrder::WaitingLexicographic | AllocationOrder::FirstCome);
    if chains > 0 && by_waiting {
        let name = order.name();
        return Err(anyhow!("the provider's order is {name}, under which no resident is moved; leave --chains out, or change [allocation] in provider.toml").into());
    }
    Ok(())
}
