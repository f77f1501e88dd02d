//! A referral in speaking order: danger, who, where he may look; an answer stands beside it from then on, and everything else
//! is folded away. What was typed stays on the page until it is recorded.

use super::access_log::{PROBED, PROBING};
use super::answer;
use super::fields::{Fields, Slip, in_words};
use super::guard;
use super::links::{Pages, WithinThePage};
use super::page::{Frame, nothing_here, said, shown};
use super::referral_form::{self, Heard};
use super::reply::Reply;
use super::visit::{OnDuty, Visit, nonce};
use crate::base::domain::calendar::in_london;
use crate::base::parse::Issues;
use crate::doors::failure::Failure;
use crate::doors::files::Text;
use crate::doors::tasks::{Answer, Desk, Rests, Unclear};
use crate::presentation::document::{Block, Document, Text as Said};
use crate::presentation::render::html;
use crate::service::register::Why;
use askama::Template;
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};

#[derive(Template)]
#[template(path = "web/referral.html")]
struct Page {
    frame: Frame,
    heading: &'static str,
    action: String,
    /// What was typed, laid out.
    form: referral_form::Form,
    /// When a form was begun that is not recorded.
    typed_at: Option<String>,
    request: String,
    answer: Option<String>,
    slips: Vec<Slip>,
    /// What could not be recorded as it was sent, and why.
    refused: Option<String>,
    is_amended: bool,
    /// The form in force on which what is typed rests.
    seen: Option<String>,
}

/// What a household is called before it is recorded.
const NOT_RECORDED: &str = "new-referral";

/// The answer beside the form.
#[derive(Default)]
struct Beside {
    answer: Option<String>,
    wrong: Vec<Slip>,
    refused: Option<String>,
}

impl Beside {
    fn wrong(wrong: Vec<Slip>) -> Self {
        Self { wrong, ..Self::default() }
    }
}

/// `GET /referral`
pub(super) fn blank(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let typed_at = visit.state.sessions().draft(visit.token()).map(|(at, _)| at);
    let page = new_form(visit, &visit.asked.fields, Beside::default())?;
    shown(&Page {
        typed_at: typed_at.map(|at| in_london(at).strftime("%H:%M").to_string()),
        ..page
    })
}

/// `POST /referral`: sees what fits, makes room for more people, or records.
pub(super) fn post(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    keep_draft(visit);
    match visit.field("do") {
        Some("resume") => resume(visit),
        Some("record") => record(visit),
        Some("more") => new_page(visit, Beside::default()),
        _ => {
            let beside = beside(visit, NOT_RECORDED)?;
            new_page(visit, beside)
        }
    }
}

/// `POST /referral/answer`: the answer alone, for a page with scripts.
pub(super) fn answer(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    keep_draft(visit);
    let Beside { answer, wrong, .. } = beside(visit, NOT_RECORDED)?;
    let wrong = (!wrong.is_empty()).then(|| html::render(&listed(&wrong), &html::NoLinks));
    let text = wrong.unwrap_or_default() + &answer.unwrap_or_default();
    Ok(Reply::of(200, "text/html; charset=utf-8", text.into_bytes()))
}

fn new_page(visit: &Visit<'_, OnDuty>, beside: Beside) -> Result<Reply, Failure> {
    shown(&new_form(visit, &visit.asked.fields, beside)?)
}

/// What is typed is kept with the session, in memory, until it is recorded: a page that was left is begun no second time.
fn keep_draft(visit: &Visit<'_, OnDuty>) {
    if visit.field("do") != Some("resume") && referral_form::says_anything(&visit.asked.fields) {
        let typed = visit.asked.fields.clone();
        visit.state.sessions().keep_draft(visit.token(), Some((visit.now, typed)));
    }
}

/// The form that was begun and left.
fn resume(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let draft = visit.state.sessions().draft(visit.token());
    let typed = draft.map_or_else(Fields::default, |(_, typed)| typed);
    shown(&new_form(visit, &typed, Beside::default())?)
}

fn new_form(visit: &Visit<'_, OnDuty>, fields: &Fields, beside: Beside) -> Result<Page, Failure> {
    Ok(Page {
        frame: Frame::of(visit),
        heading: "New referral",
        action: "/referral".to_owned(),
        form: typed_in(visit, fields).marked(&beside.wrong),
        typed_at: None,
        request: fields.text("request").map_or_else(nonce, |of| Ok(of.to_owned()))?,
        answer: beside.answer,
        slips: beside.wrong,
        refused: beside.refused,
        is_amended: false,
        seen: None,
    })
}

/// What was typed, with what may be meant by places that are not known.
fn typed(visit: &Visit<'_, OnDuty>) -> referral_form::Form {
    typed_in(visit, &visit.asked.fields)
}

fn typed_in(visit: &Visit<'_, OnDuty>, fields: &Fields) -> referral_form::Form {
    let form = referral_form::Form::of(fields, visit.field("do") == Some("more"));
    let unclear = visit.state.door().unclear(referral_form::each_place(&form.places));
    referral_form::Form { unclear, ..form }
}

#[derive(Template)]
#[template(path = "web/perhaps.html")]
struct Perhaps {
    unclear: Vec<Unclear>,
}

/// `POST /referral/places`: what may be meant by places that are not known, for a page with scripts.
pub(super) fn places(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    shown(&Perhaps { unclear: typed(visit).unclear })
}

/// What of a form the register cannot read, each with its field.
fn not_read(visit: &Visit<'_, OnDuty>, issues: &Issues) -> Vec<Slip> {
    in_words(issues, |key| referral_form::asked_as(key, &visit.asked.fields))
}

/// What fits, as the form stands.
fn beside(visit: &Visit<'_, OnDuty>, reference: &str) -> Result<Beside, Failure> {
    let Heard { form, wrong } = referral_form::hear(&visit.asked.fields, reference, visit.now);
    if has_tried_many(visit) {
        let why = "Many different places were asked about within the hour, and nothing was recorded: a manager sees that. Record the referral, and the answer stands on its page.";
        return Ok(Beside::wrong(vec![Slip::anywhere(why)]));
    }
    let text = Text::of("the form".to_owned(), form.toml());
    visit.at_the_desk(|desk| match desk.advise_form(&text, visit.audience()) {
        Ok(advice) => Ok(Beside {
            answer: Some(answer::shown(&advice, &WithinThePage)?),
            wrong,
            refused: None,
        }),
        Err(Failure::Issues(issues)) => {
            Ok(Beside::wrong([wrong, not_read(visit, &issues)].concat()))
        }
        Err(other) => Err(other),
    })
}

/// Whether more different places were asked about within the hour than one household has: noted for managers.
fn has_tried_many(visit: &Visit<'_, OnDuty>) -> bool {
    let asked = referral_form::whereabouts(&visit.asked.fields);
    // Who names no place learns of none.
    if asked.trim().is_empty() {
        return false;
    }
    let mut places = DefaultHasher::new();
    asked.hash(&mut places);
    let (tries, is_new) = visit.state.seen().tries(visit.now, visit.by(), places.finish());
    // Told at the first that is one too many, and then each time as many have come again, whatever was recorded meanwhile.
    let is_told = tries.of_the_night > PROBING && tries.of_the_night % PROBING == 1;
    if is_new && is_told {
        visit.note(&visit.state.door().register, PROBED, &tries.words());
    }
    tries.are_too_many()
}

fn listed(wrong: &[Slip]) -> Document {
    said(&wrong.iter().map(|slip| slip.said.as_str()).collect::<Vec<_>>().join(". "))
}

/// Records the referral and goes to its page, where the answer stands with its buttons.
fn record(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let Some(request) = visit.request("refer") else { return Ok(nothing_here(visit.state)) };
    let recorded = visit.at_the_desk_under(Some(&request), |mut desk| {
        let before = desk.recorded_under(&request)?;
        let of_before = |key: &str| {
            let form = before.as_ref()?.get("form")?;
            Some(form.get(key)?.as_str()?.to_owned())
        };
        let typed = visit.field("reference").map(str::to_owned);
        let reference = of_before("reference").or(typed).unwrap_or_else(|| next(&desk));
        let received = of_before("received").and_then(|at| at.parse().ok()).unwrap_or(visit.now);
        let Heard { form, wrong } = referral_form::hear(&visit.asked.fields, &reference, received);
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        let page = format!("/household/{}", desk.door.register.opaque("household", &reference));
        let text = Text::of("the form".to_owned(), form.toml());
        let is_new = before.is_none();
        Ok(Ok((desk.refer(text)?, page, is_new)))
    });
    let wrong = match recorded {
        Ok(Ok((Answer::Recorded(event, said), page, is_new))) => {
            let reference = event.get("referral").and_then(Value::as_str).unwrap_or_default();
            visit.state.sessions().keep_draft(visit.token(), None);
            if is_new {
                visit.state.seen().recorded(visit.now, visit.by(), reference);
            }
            visit.say_next(html::render(&said, &html::NoLinks));
            return Ok(Reply::to(page));
        }
        Ok(Ok((Answer::Refused(why, _), page, _))) if why.why == Why::RequestConflict => {
            return recorded_before(visit, &page);
        }
        Ok(Ok((Answer::Refused(_, said), ..))) => {
            let refused = Some(html::render(&said, &html::NoLinks));
            let beside = Beside { refused, ..Beside::default() };
            return Ok(new_page(visit, beside)?.with_status(409));
        }
        Ok(Err(wrong)) => wrong,
        Err(Failure::Issues(issues)) => not_read(visit, &issues),
        Err(Failure::Usage(why)) => vec![Slip::anywhere(why)],
        Err(other) => return Err(other),
    };
    Ok(new_page(visit, Beside::wrong(wrong))?.with_status(422))
}

/// What was sent first is recorded and its answer was lost: what was typed since is a change of that form.
fn recorded_before(visit: &Visit<'_, OnDuty>, page: &str) -> Result<Reply, Failure> {
    let Some(found) = in_force(visit, page)? else { return Ok(nothing_here(visit.state)) };
    let why = format!(
        "What you sent before is recorded, as {}; the answer to it was lost on the way. What you changed since is still here and NOT recorded yet: look, and tap Record the form as it is now.",
        found.reference
    );
    let beside = Beside { refused: Some(differs(visit, &found, &why)), ..Beside::default() };
    let page = amended_page(visit, page, (typed(visit), found.seen), beside)?;
    Ok(page.with_status(409))
}

/// The reference after the last.
fn next(desk: &Desk<'_>) -> String {
    let numbers = desk.night.households.iter().filter_map(|of| of.reference.strip_prefix("R-"));
    let last = numbers.filter_map(|number| number.parse::<u32>().ok()).max().unwrap_or(0);
    format!("R-{:04}", last.saturating_add(1))
}

/// A household and its form in force.
struct InForce {
    reference: String,
    form: Value,
    /// A text that is another once the form is.
    seen: String,
}

/// `GET /household/{id}/form`: the form in force, to be amended.
pub(super) fn form(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let page = address(visit);
    let Some(found) = in_force(visit, &page)? else { return Ok(nothing_here(visit.state)) };
    let form = referral_form::Form::of(&referral_form::fields_of(&found.form), false);
    amended_page(visit, &page, (form, found.seen), Beside::default())
}

fn address(visit: &Visit<'_, OnDuty>) -> String {
    format!("/household/{}", visit.param("id"))
}

/// The household of a page and its form in force.
fn in_force(visit: &Visit<'_, OnDuty>, page: &str) -> Result<Option<InForce>, Failure> {
    visit.at_the_desk(|desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let household = pages.reference_of(page).and_then(|of| desk.night.household(of));
        Ok(household.and_then(|of| {
            let (reference, form) = (of.reference.clone(), desk.night.form(of)?);
            let seen = desk.seen_now(&reference, Rests::Form);
            Some(InForce { reference, form, seen })
        }))
    })
}

/// Why what was typed is not recorded, and where the form in force says something else.
fn differs(visit: &Visit<'_, OnDuty>, found: &InForce, why: &str) -> String {
    let now = referral_form::fields_of(&found.form);
    let differences = referral_form::differences(&now, &visit.asked.fields);
    let told = differences.into_iter().map(|(what, now, typed)| {
        Said::from(format!(
            "{what}: recorded is \u{201c}{now}\u{201d}, here stands \u{201c}{typed}\u{201d}"
        ))
    });
    let blocks = [Block::Paragraph(why.to_owned().into()), Block::items(told)];
    html::render_blocks(&blocks, &html::NoLinks)
}

/// `POST /household/{id}/form`
pub(super) fn amend(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let page = address(visit);
    let Some(found) = in_force(visit, &page)? else { return Ok(nothing_here(visit.state)) };
    let was_seen = || visit.field("seen").unwrap_or(&found.seen).to_owned();
    let again = |beside, seen| amended_page(visit, &page, (typed(visit), seen), beside);
    match visit.field("do") {
        Some("more") => return again(Beside::default(), was_seen()),
        Some("record") => {}
        _ => return again(beside(visit, &found.reference)?, was_seen()),
    }
    let Some(request) = visit.request(&format!("amend {}", visit.param("id"))) else {
        return Ok(nothing_here(visit.state));
    };
    // One household's form, changed over and over, asks about places too.
    if has_tried_many(visit) && !visit.is_manager() {
        let why = "Many different places were asked about within the hour: a manager sees that. A manager can change this form, or wait an hour.";
        return Ok(again(Beside::wrong(vec![Slip::anywhere(why)]), was_seen())?.with_status(429));
    }
    let changed = |why: &str| {
        let beside = Beside { refused: Some(differs(visit, &found, why)), ..Beside::default() };
        // What stands in the register is shown now: the next tap is another request, which rests on it.
        Ok(amended_page(visit, &page, (typed(visit), found.seen.clone()), beside)?.with_status(409))
    };
    match record_amended(visit, &found, &request)? {
        Amended::Recorded(said) => {
            visit.say_next(said);
            Ok(Reply::to(page.clone()))
        }
        Amended::Changed => changed(
            "Nothing was recorded: somebody changed this form since you opened it. What you typed is still here. Take over from below what is missing, then tap Record the form as it is now.",
        ),
        Amended::Before => changed(
            "What you sent before is recorded; the answer to it was lost on the way. What you changed since is still here and NOT recorded yet: look, and tap Record the form as it is now.",
        ),
        Amended::Not(beside) => Ok(again(beside, was_seen())?.with_status(422)),
    }
}

/// What became of a changed form.
enum Amended {
    Recorded(String),
    /// Somebody else changed it meanwhile.
    Changed,
    /// Something else was recorded by the same page before.
    Before,
    Not(Beside),
}

fn record_amended(
    visit: &Visit<'_, OnDuty>,
    found: &InForce,
    request: &str,
) -> Result<Amended, Failure> {
    let received = found.form.get("received").and_then(Value::as_str);
    let received = received.and_then(|at| at.parse().ok()).unwrap_or(visit.now);
    let Heard { form, wrong } =
        referral_form::hear(&visit.asked.fields, &found.reference, received);
    if !wrong.is_empty() {
        return Ok(Amended::Not(Beside::wrong(wrong)));
    }
    let text = Text::of("the form".to_owned(), form.toml());
    let recorded = visit.at_the_desk_under(Some(request), |mut desk| {
        let is_new = desk.recorded_under(request)?.is_none();
        let household = desk.night.household(&found.reference);
        let has_changed = household.is_some_and(|of| {
            is_new && guard::has_changed(&desk, ("form", of), &visit.asked.fields)
        });
        if has_changed { Ok(None) } else { desk.amend_what_is_shown(text).map(Some) }
    });
    Ok(match recorded {
        Ok(None) => Amended::Changed,
        Ok(Some(Answer::Recorded(_, said))) => {
            Amended::Recorded(html::render(&said, &html::NoLinks))
        }
        Ok(Some(Answer::Refused(why, _))) if why.why == Why::RequestConflict => Amended::Before,
        Ok(Some(Answer::Refused(_, said))) => {
            let refused = Some(html::render(&said, &html::NoLinks));
            Amended::Not(Beside { refused, ..Beside::default() })
        }
        Err(Failure::Issues(issues)) => Amended::Not(Beside::wrong(not_read(visit, &issues))),
        Err(Failure::Usage(why)) => Amended::Not(Beside::wrong(vec![Slip::anywhere(why)])),
        Err(other) => return Err(other),
    })
}

fn amended_page(
    visit: &Visit<'_, OnDuty>,
    page: &str,
    (form, seen): (referral_form::Form, String),
    beside: Beside,
) -> Result<Reply, Failure> {
    // What was sent under the request of before is settled.
    let before = visit.field("request").filter(|_| beside.refused.is_none());
    shown(&Page {
        frame: Frame::of(visit),
        heading: "The form as it is now",
        action: format!("{page}/form"),
        form: form.marked(&beside.wrong),
        request: before.map_or_else(nonce, |of| Ok(of.to_owned()))?,
        answer: beside.answer,
        slips: beside.wrong,
        refused: beside.refused,
        is_amended: true,
        typed_at: None,
        seen: Some(seen),
    })
}
