//! `lintel recommend`: one household, tonight.

use super::args::{AnswerFormat, Recommend};
use super::files::Text;
use super::{Failure, Said, code, files, layout, outlook, screen};
use crate::base::domain::calendar;
use crate::base::parse::printable;
use crate::desk::outlook::Outlook;
use crate::engine::eligibility::{Case, Standing};
use crate::engine::placement::allocate::{
    Batch, Decided, Household, Terms, admit, of_one_household,
};
use crate::engine::placement::answer::Route;
use crate::engine::placement::{self, Recommendation};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

/// The answer, and where nothing is free the chance that something comes free.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Recommendation")]
pub(super) struct Recommended<'a> {
    #[serde(flatten)]
    answer: &'a Recommendation<'a>,
    /// When a unit may come free; only where the route is `wait`.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlook: Option<Outlook>,
}

pub(super) fn run(data: &Path, now: Timestamp, args: &Recommend) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    let folder = files::estate_folder(data, args.estate.as_deref())?;
    let (estate, referral, places) =
        files::estate_and_referral(&folder, (&args.referral, now), &geography)?;
    let standing = Standing::for_household(&estate, &estate.residents, &referral);
    let case = Case::new(&estate, &geography, (&referral, &places), &standing);
    let granted = granted(&case, args.granted.as_deref())?;
    let answer = placement::recommend_with(&case, &granted);
    let nobody = answer.options.is_empty() && answer.decisions.is_empty();
    let outlook = (answer.route == Route::Wait)
        .then(|| outlook::beside(data, &folder, &case, &answer, &args.basis));
    files::tell_faults(&geography);
    let text = match args.format {
        AnswerFormat::Json => layout::json(&Recommended { answer: &answer, outlook }),
        AnswerFormat::Table if args.explain => {
            screen::first(&case, &answer, outlook.as_ref(), now)
                + &screen::explanation(&case, &answer)
        }
        AnswerFormat::Table => screen::first(&case, &answer, outlook.as_ref(), now),
    };
    Ok(Said { text, code: if nobody { code::NOBODY_PLACED } else { code::DONE } })
}

/// The lines of a night's list that are about this household; what was passed over is said.
pub(super) fn own_lines(list: &Text, case: &Case<'_>) -> Text {
    let day = calendar::london_day(case.referral.received);
    let is_vacant = |named: &str| {
        let units = &case.estate.units;
        let at = units.iter().position(|unit| unit.name.eq_ignore_ascii_case(named))?;
        Some(!case.standing.lived_in[at] && units[at].can_be_offered_on(day))
    };
    let (text, passed) = of_one_household(list.source(), &case.referral.reference, is_vacant);
    if !passed.is_empty() {
        let said = format!("{}, passed over: {}.", list.file, passed.join("; "));
        drop(writeln!(io::stderr(), "{}", printable(&said)));
    }
    Text { text, file: list.file.clone() }
}

/// The units that somebody has granted to this household, as a batch of one reads them.
pub(super) fn granted(case: &Case<'_>, file: Option<&Path>) -> Result<BTreeSet<usize>, Failure> {
    let Some(file) = file else { return Ok(BTreeSet::new()) };
    let text = own_lines(&Text::read(file)?, case);
    let household = Household { referral: case.referral.clone(), places: case.places.clone() };
    let batch = Batch {
        estate: case.estate,
        geography: case.geography,
        households: std::slice::from_ref(&household),
        movable: &[],
        terms: &Terms::default(),
    };
    let decided = Decided { granted: Some(text.source()), ..Decided::default() };
    let terms = admit(&batch, 0, decided)?;
    Ok(terms.granted.into_iter().map(|(_, unit)| unit).collect())
}
