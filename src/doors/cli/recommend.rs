//! `lintel recommend`: one household, tonight.

use super::args::{AnswerFormat, Recommend};
use super::granted::granted;
use super::{Failure, Said, code, layout, outlook};
use crate::doors::files;
use crate::engine::eligibility::{Case, OccupancyView};
use crate::engine::placement;
use crate::engine::placement::answer::Route;
use crate::presentation::render::{json, terminal};
use crate::presentation::wording;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;

/// The answer, and where nothing is free the chance that something comes free.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Recommendation")]
pub(super) struct Recommended<'a> {
    #[serde(flatten)]
    answer: json::Recommendation<'a>,
    /// When a unit may come free; only where the route is `wait`.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlook: Option<json::Outlook>,
}

pub(super) fn run(data: &Path, now: Timestamp, args: &Recommend) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    let folder = files::estate_folder(data, args.of.estate.as_deref())?;
    let (estate, referral, places) = files::estate_and_referral(
        (args.answer.format.list(), &folder),
        (&args.referral, now),
        &geography,
    )?;
    let occupancy = OccupancyView::for_household(&estate, &estate.residents, &referral);
    let case = Case::new(&estate, &geography, (&referral, &places), &occupancy);
    let granted = granted(&case, args.granted.as_deref())?;
    let answer = placement::recommend_with(&case, &granted);
    let nobody = answer.options.is_empty() && answer.decisions.is_empty();
    let outlook = (answer.route == Route::Wait)
        .then(|| outlook::beside(data, &folder, &case, &answer, &args.basis));
    files::tell_faults(&geography);
    let text = match args.answer.format {
        AnswerFormat::Json => layout::json(&Recommended {
            answer: json::Recommendation::of(&case, &answer),
            outlook: outlook.map(|outlook| json::Outlook::of(&case, &answer, &outlook)),
        }),
        AnswerFormat::Table => {
            let mut document = wording::recommendation(&case, &answer, outlook.as_ref(), now);
            if args.explain {
                document = document.then(wording::every_unit(&case, &answer));
            }
            terminal::render(&document)
        }
    };
    Ok(Said { text, code: if nobody { code::NOBODY_PLACED } else { code::DONE } })
}
