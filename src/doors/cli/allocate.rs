//! `lintel allocate`: several households at once.

use super::args::{Allocate, AnswerFormat};
use super::batch::Opened;
use super::data_source::Named;
use super::map_faults::tell_faults;
use super::several::Several;
use super::terms::batch_of;
use super::{Failure, Said, code, export, layout};
use crate::desk::allocation::answer::{Allocation, Placed};
use crate::desk::allocation::{self, Batch, Options};
use crate::doors::tasks::HeldAll;
use crate::inputs::estate::AllocationOrder;
use crate::presentation::document::Document;
use crate::presentation::render::{json, terminal};
use crate::presentation::wording::register::{self, Held};
use crate::presentation::wording::{self, Without};
use crate::service::register::Refusal;
use anyhow::anyhow;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Allocate) -> Result<Said, Failure> {
    let named = Named {
        estate: args.of.estate.as_deref(),
        list: args.answer.format.list(),
        register: &args.register.whereabouts,
        at: args.register.moment()?,
    };
    let mut several = Several::open(data, now, (args.referrals.as_deref(), named))?;
    nobody_is_rearranged(&several.opened, args.chains)?;
    let terms =
        several
            .terms((args.chains, args.answer.format.list()), &args.answers, |list, _, _| list)?;
    let batch = batch_of(&several.opened, several.footing.geography(), &terms);
    if let Some(file) = &args.export {
        export::write(&batch, file)?;
    }
    let options = Options { moves: args.chains, way: args.solve_by.into() };
    let answer = allocation::allocate(&batch, options).map_err(|error| anyhow!(error))?;
    tell_faults(several.footing.geography());
    let at = several.footing.printed_at();
    let shown = match args.answer.format {
        AnswerFormat::Json => Shown::Json(Box::new(json::Allocation::of(&batch, &answer))),
        AnswerFormat::Table => Shown::Screen(screen(&batch, &answer, &several.opened, now)),
    };
    let (nobody, is_whole) = (answer.placed.is_empty(), several.opened.left_out.is_empty());
    let held = match args.hold.then(|| hold(&mut several, &answer.placed, args, now)).transpose()? {
        Some(HeldAll::NotOne(refused)) => return not_held(&refused, args),
        Some(HeldAll::All(held)) => held,
        None => Vec::new(),
    };
    let text = match shown {
        Shown::Json(answer) => layout::json(&Allocated { answer: *answer, at, held: &held }),
        Shown::Screen(screen) => {
            let said = screen.then(register::held(&held, now));
            terminal::render_with(&args.register.whereabouts.flags(), &said)
        }
    };
    let code = match (is_whole, nobody) {
        (false, _) => code::ISSUES,
        (true, true) => code::NOBODY_PLACED,
        (true, false) => code::DONE,
    };
    Ok(Said { text, code })
}

/// The answer before anything is held.
enum Shown {
    Json(Box<json::Allocation>),
    Screen(Document),
}

/// The answer, the moment at which the register was asked, and what was held.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Allocation")]
pub(super) struct Allocated<'a> {
    #[serde(flatten)]
    answer: json::Allocation,
    /// The moment at which the register was asked; only where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// What `--hold` claimed; only where it did.
    #[serde(skip_serializing_if = "<[Held]>::is_empty")]
    held: &'a [Held],
}

fn screen(batch: &Batch<'_>, answer: &Allocation, opened: &Opened, now: Timestamp) -> Document {
    let left_out = wording::left_out(Without::AnAnswer, &opened.left_out);
    left_out.then(wording::allocation::allocation(batch, answer, &opened.passed_over, now))
}

/// Claims what is proposed and not claimed yet, all or none.
fn hold(
    several: &mut Several,
    placed: &[Placed],
    args: &Allocate,
    now: Timestamp,
) -> Result<HeldAll, Failure> {
    let Some((door, night)) = several.footing.register_mut() else {
        let why = "--hold writes to a register: name one by --register or LINTEL_REGISTER";
        return Err(Failure::Usage(why.to_owned()));
    };
    let pairs: Vec<(&str, &str)> =
        placed.iter().map(|placed| (&*placed.reference, &*placed.unit)).collect();
    door.hold_all(night, &pairs, (&args.by, now))
}

/// Why none of them was held.
fn not_held(refused: &[(Held, Refusal)], args: &Allocate) -> Result<Said, Failure> {
    let said = register::none_held(refused);
    let flags = args.register.whereabouts.flags();
    if args.answer.format == AnswerFormat::Table {
        return Err(Failure::NotRecorded(terminal::render_with(&flags, &said)));
    }
    let why = refused.first().map(|(_, refusal)| refusal.why);
    let text = said.said(&|action| terminal::typed(action, &flags));
    let answer = serde_json::json!({ "recorded": false, "why": why, "text": text });
    Ok(Said { text: layout::json(&answer), code: code::ERROR })
}

/// Orders that rearrange by waiting time move no residents.
fn nobody_is_rearranged(opened: &Opened, chains: usize) -> Result<(), Failure> {
    let order = opened.homes.estate.provider.allocation.order;
    let by_waiting =
        matches!(order, AllocationOrder::WaitingLexicographic | AllocationOrder::FirstCome);
    if chains > 0 && by_waiting {
        let name = order.name();
        return Err(anyhow!("the provider's order is {name}, under which no resident is moved; leave --chains out, or change [allocation] in provider.toml").into());
    }
    Ok(())
}
