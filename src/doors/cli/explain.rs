//! `lintel explain`: one household and one unit, alone or among others who ask tonight.

use super::allocate::{batch_of, terms, terms_of};
use super::args::{AnswerFormat, Explain};
use super::batch::{self, Opened};
use super::granted::own_lines;
use super::{Failure, Said, code, layout};
use crate::base::geography::Geography;
use crate::base::parse::names::nearest;
use crate::desk::allocation::{Household, Terms, Way, explain};
use crate::doors::files;
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
    let geography = files::geography(data)?;
    let folder = files::estate_folder(data, args.of.estate.as_deref())?;
    let path = args.batch.as_deref().unwrap_or(&args.referral);
    // Beside a household of its own a broken form of the batch is said, and keeps nobody from an answer.
    let may_go_on = args.batch.is_some() && args.answer.format == AnswerFormat::Table;
    let open = if may_go_on { batch::open_as_far } else { batch::open };
    let mut opened = open(&folder, (path, now), &geography)?;
    let household = if args.batch.is_some() {
        let (referral, places) =
            files::referral((&args.referral, now), &opened.estate, &geography)?;
        join(&mut opened, Household { referral, places })
    } else {
        0
    };
    let unit = unit(&opened, &args.unit)?;
    let terms = if args.batch.is_some() {
        terms(&opened, &geography, 0, &args.answers)?
    } else {
        terms_of_one(&opened, &geography, args)?
    };
    let batch = batch_of(&opened, &geography, &terms);
    let answer = explain(&batch, household, unit, Way::Fastest).map_err(|error| anyhow!(error))?;
    files::tell_faults(&geography);
    let text = match args.answer.format {
        AnswerFormat::Json => {
            layout::json(&json::Explanation::of(&batch, (household, unit), &answer))
        }
        AnswerFormat::Table => {
            let left_out = wording::left_out(Without::AnAnswer, &opened.left_out);
            terminal::render(&left_out.then(why_not(&batch, (household, unit), &answer, now)))
        }
    };
    let code = if opened.left_out.is_empty() { code::DONE } else { code::ISSUES };
    Ok(Said { text, code })
}

/// What persons have said of the only household, in lists that may be a whole night's.
fn terms_of_one(opened: &Opened, geography: &Geography, args: &Explain) -> Result<Terms, Failure> {
    let estate = &opened.estate;
    let [Household { referral, places }] = &opened.households[..] else {
        return terms(opened, geography, 0, &args.answers);
    };
    let occupancy = OccupancyView::for_household(estate, &estate.residents, referral);
    let case = Case::new(estate, geography, (referral, places), &occupancy);
    terms_of(opened, geography, 0, &args.answers, |list| own_lines(&list, &case))
}

/// The household's place in the batch: its own if it is there already, with this form; else the last.
fn join(opened: &mut Opened, household: Household) -> usize {
    let same = |other: &Household| other.referral.reference == household.referral.reference;
    let place = opened.households.iter().position(same).unwrap_or(opened.households.len());
    if place == opened.households.len() {
        opened.households.push(household);
    } else {
        opened.households[place] = household;
    }
    place
}

fn unit(opened: &Opened, named: &str) -> Result<usize, Failure> {
    let names: Vec<&str> = opened.estate.units.iter().map(|unit| unit.name.as_str()).collect();
    names.iter().position(|name| *name == named).ok_or_else(|| {
        let hint =
            nearest(named, &names).map_or_else(String::new, |name| format!(" Do you mean {name}?"));
        anyhow!("the estate has no unit \"{named}\".{hint} lintel units lists them").into()
    })
}
