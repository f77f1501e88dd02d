//! `lintel recommend`: one household, tonight.

use super::args::{AnswerFormat, Recommend};
use super::asking::Asking;
use super::data_source::Named;
use super::map_faults::tell_faults;
use super::{Failure, Said, code, layout, outlook};
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
    /// The moment at which the register was asked; only where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// When a unit may come free; only where the route is `wait`.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlook: Option<json::Outlook>,
}

pub(super) fn run(data: &Path, now: Timestamp, args: &Recommend) -> Result<Said, Failure> {
    let named = Named {
        estate: args.of.estate.as_deref(),
        list: args.answer.format.list(),
        register: &args.register.whereabouts,
        at: args.register.moment()?,
    };
    let asking = Asking::open(data, now, (&args.referral, named))?;
    let Asking { footing, homes, referral, places } = &asking;
    let geography = footing.geography();
    let view = OccupancyView::for_household(&homes.estate, &homes.occupancy.residents, referral);
    let case = Case::new(homes.both(), geography, (&referral.household, places), &view);
    let granted = asking.grants(&case, args.granted.as_deref())?;
    let answer = placement::recommend_with(&case, referral.received, &granted);
    let nobody = answer.options.is_empty() && answer.decisions.is_empty();
    let outlook = (answer.route == Route::Wait)
        .then(|| outlook::beside((data, &asking), &case, &answer, &args.basis));
    tell_faults(geography);
    let text = match args.answer.format {
        AnswerFormat::Json => layout::json(&Recommended {
            answer: json::Recommendation::of((&case, referral), &answer),
            at: footing.printed_at(),
            outlook: outlook.map(|outlook| json::Outlook::of((&case, referral), &answer, &outlook)),
        }),
        AnswerFormat::Table => {
            let of = (&case, referral);
            let mut document = wording::recommendation(of, &answer, outlook.as_ref(), now);
            if args.explain {
                document = document.then(wording::every_unit(&case, &answer));
            }
            terminal::render_with(&args.register.whereabouts.flags(), &document)
        }
    };
    Ok(Said { text, code: if nobody { code::NOBODY_PLACED } else { code::DONE } })
}
