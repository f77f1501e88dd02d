//! `lintel explain`: one household and one unit, alone or among others who ask tonight.

use super::args::{AnswerFormat, Explain};
use super::batch::Opened;
use super::data_source::Named;
use super::granted::own_lines;
use super::map_faults::tell_faults;
use super::several::Several;
use super::terms::batch_of;
use super::{Failure, Said, code, layout};
use crate::base::parse::names::nearest;
use crate::desk::allocation::{Household, Terms, Way, explain};
use crate::engine::eligibility::{Case, OccupancyView};
use crate::presentation::render::{json, terminal};
use crate::presentation::wording::why_not::why_not;
use crate::presentation::wording::{self, Without};
use anyhow::anyhow;
use jiff::Timestamp;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Explain) -> Result<Said, Failure> {
    if args.referral.is_dir() {
        let said = args.referral.display();
        return Err(Failure::Usage(format!(
            "{said} is a folder; name the one referral to explain, and give the folder as --batch"
        )));
    }
    let named = Named {
        estate: args.of.estate.as_deref(),
        // A broken form of the batch, or a row of the list, is said, and keeps nobody from an answer.
        list: args.answer.format.list(),
        register: &args.register.whereabouts,
        at: args.register.moment()?,
    };
    let mut several =
        Several::open(data, now, (Some(args.batch.as_deref().unwrap_or(&args.referral)), named))?;
    let household = match args.batch {
        Some(_) => {
            let own = several.household(&args.referral, now)?;
            several.join(own)
        }
        None => 0,
    };
    let unit = unit(&several.opened, &args.unit)?;
    let terms = terms(&mut several, args)?;
    let batch = batch_of(&several.opened, several.footing.geography(), &terms);
    let answer = explain(&batch, household, unit, Way::Fastest).map_err(|error| anyhow!(error))?;
    tell_faults(several.footing.geography());
    let left_out = &several.opened.left_out;
    let text = match args.answer.format {
        AnswerFormat::Json => {
            layout::json(&json::Explanation::of(&batch, (household, unit), &answer))
        }
        AnswerFormat::Table => {
            let left_out = wording::left_out(Without::AnAnswer, left_out);
            let said = left_out.then(why_not(&batch, (household, unit), &answer, now));
            terminal::render_with(&args.register.whereabouts.flags(), &said)
        }
    };
    let code = if several.opened.left_out.is_empty() { code::DONE } else { code::ISSUES };
    Ok(Said { text, code })
}

/// What persons have said: of the only household in lists that may be a whole night's.
fn terms(several: &mut Several, args: &Explain) -> Result<Terms, Failure> {
    let only = match &several.opened.households[..] {
        [only] if args.batch.is_none() => only.clone(),
        _ => {
            return several.terms((0, args.answer.format.list()), &args.answers, |list, _, _| list);
        }
    };
    let Household { referral, places } = only;
    several.terms((0, args.answer.format.list()), &args.answers, |list, homes, geography| {
        let (estate, occupancy) = homes.both();
        let view = OccupancyView::for_household(estate, &occupancy.residents, &referral);
        let case = Case::new(homes.both(), geography, (&referral.household, &places), &view);
        own_lines(&list, (&case, &referral))
    })
}

fn unit(opened: &Opened, named: &str) -> Result<usize, Failure> {
    let names: Vec<&str> =
        opened.homes.estate.units.iter().map(|unit| unit.name.as_str()).collect();
    names.iter().position(|name| *name == named).ok_or_else(|| {
        let hint =
            nearest(named, &names).map_or_else(String::new, |name| format!(" Do you mean {name}?"));
        anyhow!("the estate has no unit \"{named}\".{hint} lintel units lists them").into()
    })
}
