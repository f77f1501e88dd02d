//! `lintel outlook`: when a unit may come free for one household.

use super::args::{AnswerFormat, Outlook as Args, OutlookBasis};
use super::asking::Asking;
use super::data_source::{Named, made_from};
use super::format::moment;
use super::{Failure, Said, batch, code, layout};
use crate::base::parse::Issues;
use crate::desk::outlook::{Answer, Outlook, OutlookQuestion};
use crate::doors::tasks::outlook::{alone, in_a_line, worked_out};
use crate::engine::eligibility::{Case, OccupancyView};
use crate::engine::placement::{self, Recommendation};
use crate::inputs::referral::Read;
use crate::presentation::render::{json, terminal};
use crate::presentation::wording::{self, Without};
use crate::service::vault::Mark;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::{Path, PathBuf};

pub(super) fn run(data: &Path, now: Timestamp, args: &Args) -> Result<Said, Failure> {
    let at = args.at.as_deref();
    let named = Named {
        estate: args.of.estate.as_deref(),
        list: args.answer.format.list(),
        register: &args.whereabouts,
        at: at.filter(|_| args.whereabouts.is_named()),
    };
    let mut asking = Asking::open(data, now, (&args.referral, named))?;
    let head = asking.footing.register_mut();
    let head = head.map(|(door, _)| door.register.mark_at(now)).transpose()?;
    let (asked, as_it_came) = (asking.referral.received, asking.referral.clone());
    if let Some(at) = args.moment(asking.known_at())? {
        if at < asked && asking.known_at().is_none() {
            let asked = wording::moment(asked, now);
            let why = format!("--at is before {asked} (London), when this household asked");
            return Err(Failure::Usage(why));
        }
        asking.counted_from(at);
    }
    let Asking { footing, homes, referral, places } = &asking;
    let (geography, folder) = (footing.geography(), footing.folder());
    let view = OccupancyView::for_household(&homes.estate, &homes.occupancy.residents, referral);
    let case = Case::new(homes.both(), geography, (&referral.household, places), &view);
    let granted = asking.grants(&case, args.granted.as_deref())?;
    let tonight = placement::recommend_with(&case, referral.received, &granted);
    let waiting = waiting(&asking, &case, &args.basis)?;
    let left_out = waiting.as_ref().map(|waiting| waiting.left_out.clone()).unwrap_or_default();
    if args.answer.format == AnswerFormat::Json && !left_out.is_empty() {
        return Err(left_out.into());
    }
    let households = waiting.as_ref().map(|waiting| &*waiting.households);
    let question = OutlookQuestion { asked, waiting: households, ..alone((&case, referral)) };
    let named = args.basis.scenario.as_deref();
    let outlook = worked_out((data, folder), &question, &tonight, named)?;
    let text = match args.answer.format {
        AnswerFormat::Json => layout::json(&Told {
            outlook: json::Outlook::of((&case, referral), &tonight, &outlook),
            at: footing.printed_at(),
            register: head,
        }),
        AnswerFormat::Table => {
            let left_out = wording::left_out(Without::BeingCounted, &left_out);
            let answered = wording::outlook::outlook((&case, &as_it_came), &tonight, &outlook, now);
            terminal::render_with(&args.whereabouts.flags(), &left_out.then(answered))
                + &made_from(head.as_ref())
        }
    };
    let nothing_ever = matches!(outlook.answer, Answer::Never(_));
    let code = match (left_out.is_empty(), nothing_ever) {
        (false, _) => code::ISSUES,
        (true, true) => code::NOBODY_PLACED,
        (true, false) => code::DONE,
    };
    Ok(Said { text, code })
}

/// The answer, and the moment at which the register was asked.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Outlook")]
pub(super) struct Told {
    #[serde(flatten)]
    outlook: json::Outlook,
    /// The moment at which the register was asked; only where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// That register, and how far it had come.
    #[serde(skip_serializing_if = "Option::is_none")]
    register: Option<Mark>,
}

impl Args {
    /// The moment from which days count: the register's, or as it was said; none: when the household asked.
    fn moment(&self, known: Option<Timestamp>) -> Result<Option<Timestamp>, Failure> {
        match (known, self.at.as_deref()) {
            (Some(at), _) => Ok(Some(at)),
            (None, Some(said)) => moment(said).map(Some).map_err(Failure::Usage),
            (None, None) => Ok(None),
        }
    }
}

/// The outlook beside a recommendation: whatever is in its way is said in a line, for the rest still stands.
pub(super) fn beside(
    (data, asking): (&Path, &Asking),
    case: &Case<'_>,
    tonight: &Recommendation,
    basis: &OutlookBasis,
) -> Outlook {
    let alone = alone((case, &asking.referral));
    let named = basis.scenario.as_deref();
    let folder = asking.footing.folder();
    let outlook = waiting(asking, case, basis).and_then(|waiting| {
        let broken = waiting.as_ref().map(|waiting| &waiting.left_out);
        if let Some(broken) = broken.filter(|issues| !issues.is_empty()) {
            return Err(broken.clone().into());
        }
        let households = waiting.as_ref().map(|waiting| &*waiting.households);
        let question = OutlookQuestion { waiting: households, ..alone };
        worked_out((data, folder), &question, tonight, named)
    });
    outlook.unwrap_or_else(|failure| Outlook::not_known(&alone, tonight, in_a_line(failure)))
}

/// Who waits: as named, as the register knows, or as the estate's folder has it; none: there is no list.
fn waiting(
    asking: &Asking,
    case: &Case<'_>,
    basis: &OutlookBasis,
) -> Result<Option<Read>, Failure> {
    let known = if basis.waiting.is_none() { asking.others_waiting() } else { None };
    if let Some(households) = known {
        return Ok(Some(Read { households, left_out: Issues::default() }));
    }
    let usual = || usual_list(asking.footing.folder());
    let Some(path) = basis.waiting.clone().or_else(usual) else { return Ok(None) };
    let home = case.estate.home_sectors();
    batch::waiting(&path, case.geography, case.estate.viewpoint(&home), asking.referral.received)
        .map(Some)
}

/// The list of those who wait that an estate's folder has.
pub(super) fn usual_list(folder: &Path) -> Option<PathBuf> {
    ["waiting", "waiting.jsonl"]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|path| path.exists())
}
