//! Which return of which period; what was submitted; what commissioners are shown; the years.

use super::kept;
use super::requested::Wanted;
use crate::base::domain::calendar::london_day;
use crate::doors::failure::Failure;
use crate::doors::tasks::public_returns::PublicCopy;
use crate::doors::tasks::returns::Which;
use crate::doors::web::page::{Frame, shown};
use crate::doors::web::reply::Reply;
use crate::doors::web::visit::{Managing, Visit};
use crate::presentation::wording::returns as wording;
use crate::service::returns::{By, Period, Record};
use askama::Template;
use jiff::civil::Date;

/// So many quarters are listed; of earlier ones the days can be said.
const LISTED: usize = 12;

#[derive(Template)]
#[template(path = "web/returns/choose.html")]
struct Choose {
    frame: Frame,
    whichs: Vec<(&'static str, &'static str)>,
    /// Each period as it is written, and in words.
    periods: Vec<(String, String)>,
    chosen: String,
    days: [String; 2],
    wrong: Option<&'static str>,
    /// Its page, and what it is called.
    submitted: Vec<(String, String)>,
    copies: Vec<Copy>,
}

/// A public copy on a list.
struct Copy {
    number: u32,
    title: String,
    is_shown: bool,
}

/// `GET /returns`
pub(super) fn page(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    again(visit, None)
}

fn again(visit: &Visit<'_, Managing>, wrong: Option<&'static str>) -> Result<Reply, Failure> {
    let first =
        visit.at_the_desk(|desk| Ok(Record::of(desk.door.register.log(), desk.now).first_day()))?;
    let today = london_day(visit.now);
    let periods = periods(first.unwrap_or(today), today);
    let over = periods.iter().find(|of| of.last < today);
    let chosen = over.or(periods.first()).map(ToString::to_string).unwrap_or_default();
    let named = |of: &Period| (of.to_string(), period_in_list(of, today));
    let submitted = kept::all(&visit.state.folder);
    let copy =
        |of: PublicCopy| Copy { number: of.number, title: of.title(), is_shown: of.is_shown };
    let typed = |name| visit.field(name).unwrap_or_default().to_owned();
    let page = Choose {
        frame: Frame::of(visit),
        whichs: ORDER.map(|of| (of.word(), wording::name_of(of.word()))).to_vec(),
        periods: periods.iter().map(named).collect(),
        chosen,
        days: [typed("from"), typed("to")],
        wrong,
        submitted: submitted.iter().map(|of| (of.address(), of.title())).collect(),
        copies: visit.state.copies.all().into_iter().map(copy).collect(),
    };
    Ok(shown(&page)?.with_status(if wrong.is_some() { 422 } else { 200 }))
}

/// What is sent most often comes first.
const ORDER: [Which; 6] =
    [Which::Workbook, Which::Mhclg, Which::Sanctuary, Which::Kpi, Which::Outcomes, Which::Review];

/// Quarters and years since the record began, the newest first, quarters before the year they end.
fn periods(first: Date, today: Date) -> Vec<Period> {
    let whole = Period::of_days(first, today).year();
    let years = (0..).map_while(|k| {
        let first = whole.first.checked_add(jiff::Span::new().try_years(k).ok()?).ok()?;
        (first <= today).then(|| Period::of_days(first, first).year())
    });
    let with_quarters = |year: Period| {
        let begun = |of: &Period| of.first <= today && of.last >= first;
        let mut of: Vec<Period> = std::iter::once(year).chain(year.quarters()).collect();
        of.retain(begun);
        of
    };
    let mut all: Vec<Period> = years.flat_map(with_quarters).collect();
    all.sort_by_key(|of| std::cmp::Reverse((of.last.min(today), of.first)));
    all.truncate(LISTED);
    all
}

fn period_in_list(of: &Period, today: Date) -> String {
    let goes_on = if of.last < today { "" } else { " (not over yet)" };
    format!("{}{goes_on}", wording::period_name(*of))
}

/// `POST /returns`: to the page of what was chosen.
pub(super) fn choose(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    const NO_DAYS: &str =
        "Give the first and the last day as 2026-04-01, the last not before the first.";
    let days = [visit.field("from"), visit.field("to")];
    let period = match days {
        [None, None] => Period::read(visit.field("period").unwrap_or_default()),
        [from, to] => {
            Period::read(&format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default()))
        }
    };
    let which = visit.field("which").and_then(Which::named);
    match (which, period) {
        (Some(which), Some(period)) => Ok(Reply::to(Wanted { which, period }.address())),
        (None, _) => again(visit, Some("Choose a return.")),
        _ => again(visit, Some(NO_DAYS)),
    }
}

/// Months or quarters, as an address names them.
pub(super) fn by(word: &str) -> Option<By> {
    match word {
        "month" => Some(By::Month),
        "quarter" => Some(By::Quarter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn quarters_and_years_since_the_record_began_are_listed_the_newest_first() {
        let of = periods(date(2025, 11, 21), date(2026, 11, 20));
        let names: Vec<String> = of.iter().map(ToString::to_string).collect();
        let expected =
            ["2026-Q4", "2026-27", "2026-Q3", "2026-Q2", "2026-Q1", "2025-26", "2025-Q4"];
        assert_eq!(names, expected);
        assert_eq!(periods(date(2026, 11, 20), date(2026, 11, 20)).len(), 2);
        assert_eq!(periods(date(2000, 1, 1), date(2026, 11, 20)).len(), LISTED);
    }
}
