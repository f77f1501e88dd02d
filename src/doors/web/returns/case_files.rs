//! Case files for a service review: households drawn by a seed, without names, units or dates; the same at the terminal.

use crate::base::domain::calendar::london_day;
use crate::doors::failure::Failure;
use crate::doors::tasks::returns::{CASE_FILES, CaseFiles, Source, drawn_case_files};
use crate::doors::web::page::{Frame, nothing_here, shown};
use crate::doors::web::reply::Reply;
use crate::doors::web::visit::{Managing, Visit};
use crate::presentation::render::html::{self, NoLinks};
use crate::presentation::wording::returns as wording;
use crate::service::returns::Period;
use askama::Template;

/// No review reads more.
const MOST: usize = 100;

/// What is drawn unless something else is said.
const DRAW: Draw = Draw { seed: 1, count: 10 };

#[derive(Template)]
#[template(path = "web/returns/case_files.html")]
struct Page {
    frame: Frame,
    title: String,
    address: String,
    draw: Draw,
    wrong: Option<&'static str>,
    /// What was drawn; none: nothing yet.
    drawn: Option<Drawn>,
    about: &'static str,
}

struct Drawn {
    cases: usize,
    told: String,
    files: [&'static str; 2],
}

/// What draws them, and how many.
#[derive(Debug, Clone, Copy)]
struct Draw {
    seed: u64,
    count: usize,
}

impl Draw {
    fn read(seed: Option<&str>, count: Option<&str>) -> Option<Self> {
        let count = count?.parse().ok().filter(|count| (1..=MOST).contains(count))?;
        Some(Self { seed: seed?.parse().ok()?, count })
    }
}

/// Where case files of a period are drawn.
pub(super) fn address(period: Period) -> String {
    format!("/returns/{period}/case-files/")
}

fn made(
    visit: &Visit<'_, Managing>,
    period: Period,
    (draw, wrong): (Draw, Option<&'static str>),
    drawn: Option<Drawn>,
) -> Result<Reply, Failure> {
    let page = Page {
        frame: Frame::of(visit),
        title: wording::period_name(period),
        address: address(period),
        draw,
        wrong,
        drawn,
        about: wording::DRAWN,
    };
    Ok(shown(&page)?.with_status(if wrong.is_some() { 422 } else { 200 }))
}

/// `GET /returns/{period}/case-files/`
pub(super) fn choose(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    match Period::read(visit.param("period")) {
        Some(period) => made(visit, period, (DRAW, None), None),
        None => Ok(nothing_here(visit.state)),
    }
}

/// `POST /returns/{period}/case-files/`: to what was drawn, which has an address of its own.
pub(super) fn draw(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    const WRONG: &str =
        "Give how many, from 1 to 100, and any whole number to draw by: the same draws the same.";
    let Some(period) = Period::read(visit.param("period")) else {
        return Ok(nothing_here(visit.state));
    };
    match Draw::read(visit.field("seed"), visit.field("count")) {
        Some(Draw { seed, count }) => Ok(Reply::to(format!("{}{seed}/{count}/", address(period)))),
        None => made(visit, period, (DRAW, Some(WRONG)), None),
    }
}

/// What an address names.
fn wanted(visit: &Visit<'_, Managing>) -> Option<(Period, Draw)> {
    let draw = Draw::read(Some(visit.param("seed")), Some(visit.param("count")))?;
    Some((Period::read(visit.param("period"))?, draw))
}

/// `GET /returns/{period}/case-files/{seed}/{count}/`
pub(super) fn page(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let Some((period, draw)) = wanted(visit) else { return Ok(nothing_here(visit.state)) };
    let files = drawn(visit, (period, draw), "looked at")?;
    let told = html::render(&wording::case_files(&files.rows), &NoLinks);
    let shown = Drawn { cases: files.cases, told, files: CASE_FILES };
    made(visit, period, (draw, None), Some(shown))
}

/// `GET /returns/{period}/case-files/{seed}/{count}/{table}`
pub(super) fn file(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let name = visit.param("table");
    let Some((period, draw)) = wanted(visit).filter(|_| CASE_FILES.contains(&name)) else {
        return Ok(nothing_here(visit.state));
    };
    let drawn = drawn(visit, (period, draw), "took")?;
    let files = drawn.files(&period.to_string(), london_day(visit.now))?;
    let file = files.into_iter().find(|(of, _)| of == name);
    Ok(file.map_or_else(|| nothing_here(visit.state), |(_, bytes)| Reply::download(name, bytes)))
}

/// Draws them of the register as it is known now, and notes who did.
fn drawn(
    visit: &Visit<'_, Managing>,
    (period, draw): (Period, Draw),
    what: &str,
) -> Result<CaseFiles, Failure> {
    visit.at_the_desk(|desk| {
        let of = format!("{period}, {} by {}", draw.count, draw.seed);
        visit.note(&desk.door.register, &format!("{what} case files"), &of);
        let (data, known_at) = (desk.door.data.clone(), desk.now);
        let source = Source::read(&mut desk.door.register, &data, known_at)?;
        let of = (&source, period, known_at);
        drawn_case_files(&mut desk.door.register, of, (draw.seed, draw.count))
    })
}
