//! `lintel recommend`: one household, tonight.

use super::args::{AnswerFormat, Recommend};
use super::{Failure, Said, code, files, layout, screen};
use crate::eligibility::{Case, Standing};
use crate::placement;
use std::path::Path;

pub(super) fn run(data: &Path, args: &Recommend) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    let folder = files::estate_folder(data, args.estate.as_deref())?;
    let (estate, referral, places) =
        files::estate_and_referral(&folder, &args.referral, &geography)?;
    let standing = Standing::for_household(&estate, &estate.residents, &referral);
    let case = Case::new(&estate, &geography, (&referral, &places), &standing);
    let answer = placement::recommend(&case);
    let nobody = answer.options.is_empty() && answer.decisions.is_empty();
    let text = match args.format {
        AnswerFormat::Json => layout::json(&answer),
        AnswerFormat::Table if args.explain => {
            screen::first(&case, &answer) + &screen::explanation(&answer)
        }
        AnswerFormat::Table => screen::first(&case, &answer),
    };
    Ok(Said { text, code: if nobody { code::NOBODY_PLACED } else { code::DONE } })
}
