//! A referral in speaking order: danger, who, where he may look; an answer stands beside it from then on, and everything else
//! is folded away. What was typed stays on the page until it is recorded.

use super::access_log::{PROBED, PROBING};
use super::answer;
use super::fields::in_words;
use super::links::Pages;
use super::page::{Frame, nothing_here, said, shown};
use super::referral_form::{self, Heard};
use super::reply::Reply;
use super::visit::{OnDuty, Visit, nonce};
use crate::doors::failure::Failure;
use crate::doors::files::Text;
use crate::doors::tasks::{Answer, Desk, Unclear};
use crate::presentation::document::Document;
use crate::presentation::render::html;
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
    request: String,
    answer: Option<String>,
    wrong: Vec<String>,
    is_amended: bool,
}

/// What a household is called before it is recorded.
const NOT_RECORDED: &str = "new-referral";

/// The answer beside the form.
#[derive(Default)]
struct Beside {
    answer: Option<String>,
    wrong: Vec<String>,
}

/// `GET /referral`
pub(super) fn blank(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    new_page(visit, Beside::default())
}

/// `POST /referral`: sees what fits, makes room for more people, or records.
pub(super) fn post(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    match visit.field("do") {
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
    let Beside { answer, wrong } = beside(visit, NOT_RECORDED)?;
    let wrong = (!wrong.is_empty()).then(|| html::render(&listed(&wrong), &html::NoLinks));
    let text = wrong.unwrap_or_default() + &answer.unwrap_or_default();
    Ok(Reply::of(200, "text/html; charset=utf-8", text.into_bytes()))
}

fn new_page(visit: &Visit<'_, OnDuty>, beside: Beside) -> Result<Reply, Failure> {
    shown(&Page {
        frame: Frame::of(visit),
        heading: "New referral",
        action: "/referral".to_owned(),
        form: typed(visit),
        request: visit.field("request").map_or_else(nonce, |of| Ok(of.to_owned()))?,
        answer: beside.answer,
        wrong: beside.wrong,
        is_amended: false,
    })
}

/// What was typed, with what may be meant by places that are not known.
fn typed(visit: &Visit<'_, OnDuty>) -> referral_form::Form {
    let form = referral_form::Form::of(&visit.asked.fields, visit.field("do") == Some("more"));
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

/// What fits, as the form stands.
fn beside(visit: &Visit<'_, OnDuty>, reference: &str) -> Result<Beside, Failure> {
    let Heard { form, wrong } = referral_form::hear(&visit.asked.fields, reference, visit.now);
    if has_tried_many(visit) {
        let why = "Many different places were asked about within the hour, and nothing was recorded: a manager sees that. Record the referral, and the answer stands on its page.";
        return Ok(Beside { answer: None, wrong: vec![why.to_owned()] });
    }
    let text = Text::of("the form".to_owned(), form.toml());
    visit.at_the_desk(|desk| match desk.advise_form(&text, visit.audience()) {
        Ok(advice) => {
            let pages = Pages::of(&desk.door.register, &desk.night);
            Ok(Beside { answer: Some(answer::shown(&advice, &pages)?), wrong })
        }
        Err(Failure::Issues(issues)) => {
            Ok(Beside { answer: None, wrong: [wrong, in_words(&issues)].concat() })
        }
        Err(other) => Err(other),
    })
}

/// Whether more different places were asked about within the hour than one household has: noted for managers.
fn has_tried_many(visit: &Visit<'_, OnDuty>) -> bool {
    let mut places = DefaultHasher::new();
    referral_form::whereabouts(&visit.asked.fields).hash(&mut places);
    let tried = visit.state.seen().tries(visit.now, visit.by(), places.finish());
    // Told at the first that is one too many, and then each time as many have come again.
    if tried > PROBING && tried % PROBING == 1 {
        let many = format!("{tried} within the hour");
        visit.note(&visit.state.door().register, PROBED, &many);
    }
    tried > PROBING
}

fn listed(wrong: &[String]) -> Document {
    said(&wrong.join(". "))
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
        Ok(Ok((desk.refer(text)?, page)))
    });
    let wrong = match recorded {
        Ok(Ok((Answer::Recorded(_, said), page))) => {
            visit.state.seen().recorded(visit.by());
            visit.say_next(html::render(&said, &html::NoLinks));
            return Ok(Reply::to(page));
        }
        Ok(Ok((Answer::Refused(_, said), _))) => {
            let beside =
                Beside { answer: Some(html::render(&said, &html::NoLinks)), wrong: vec![] };
            return Ok(new_page(visit, beside)?.with_status(409));
        }
        Ok(Err(wrong)) => wrong,
        Err(Failure::Issues(issues)) => in_words(&issues),
        Err(Failure::Usage(why)) => vec![why],
        Err(other) => return Err(other),
    };
    Ok(new_page(visit, Beside { answer: None, wrong })?.with_status(422))
}

/// The reference after the last.
fn next(desk: &Desk<'_>) -> String {
    let numbers = desk.night.households.iter().filter_map(|of| of.reference.strip_prefix("R-"));
    let last = numbers.filter_map(|number| number.parse::<u32>().ok()).max().unwrap_or(0);
    format!("R-{:04}", last.saturating_add(1))
}

/// `GET /household/{id}/form`: the form in force, to be amended.
pub(super) fn form(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let found = in_force(visit)?;
    let Some((_, form)) = found else { return Ok(nothing_here(visit.state)) };
    amended_page(
        visit,
        referral_form::Form::of(&referral_form::fields_of(&form), false),
        Beside::default(),
    )
}

/// The household of the page and its form in force.
fn in_force(visit: &Visit<'_, OnDuty>) -> Result<Option<(String, Value)>, Failure> {
    let address = format!("/household/{}", visit.param("id"));
    visit.at_the_desk(|desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let household = pages.reference_of(&address).and_then(|of| desk.night.household(of));
        Ok(household.and_then(|of| Some((of.reference.clone(), desk.night.form(of)?))))
    })
}

/// `POST /household/{id}/form`
pub(super) fn amend(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let Some((reference, before)) = in_force(visit)? else { return Ok(nothing_here(visit.state)) };
    let typed = || typed(visit);
    match visit.field("do") {
        Some("more") => return amended_page(visit, typed(), Beside::default()),
        Some("record") => {}
        _ => {
            let beside = beside(visit, &reference)?;
            return amended_page(visit, typed(), beside);
        }
    }
    let Some(request) = visit.request(&format!("amend {}", visit.param("id"))) else {
        return Ok(nothing_here(visit.state));
    };
    // One household's form, changed over and over, asks about places too.
    if has_tried_many(visit) && !visit.is_manager() {
        let why = "Many different places were asked about within the hour: a manager sees that. A manager can change this form, or wait an hour.";
        let beside = Beside { answer: None, wrong: vec![why.to_owned()] };
        return Ok(amended_page(visit, typed(), beside)?.with_status(429));
    }
    let received = before.get("received").and_then(Value::as_str).and_then(|at| at.parse().ok());
    let Heard { form, wrong } =
        referral_form::hear(&visit.asked.fields, &reference, received.unwrap_or(visit.now));
    if !wrong.is_empty() {
        return Ok(amended_page(visit, typed(), Beside { answer: None, wrong })?.with_status(422));
    }
    let text = Text::of("the form".to_owned(), form.toml());
    let beside =
        match visit.at_the_desk_under(Some(&request), |desk| desk.amend_what_is_shown(text)) {
            Ok(Answer::Recorded(_, said)) => {
                visit.say_next(html::render(&said, &html::NoLinks));
                return Ok(Reply::to(format!("/household/{}", visit.param("id"))));
            }
            Ok(Answer::Refused(_, said)) => {
                Beside { answer: Some(html::render(&said, &html::NoLinks)), wrong: vec![] }
            }
            Err(Failure::Issues(issues)) => Beside { answer: None, wrong: in_words(&issues) },
            Err(Failure::Usage(why)) => Beside { answer: None, wrong: vec![why] },
            Err(other) => return Err(other),
        };
    Ok(amended_page(visit, typed(), beside)?.with_status(422))
}

fn amended_page(
    visit: &Visit<'_, OnDuty>,
    form: referral_form::Form,
    beside: Beside,
) -> Result<Reply, Failure> {
    shown(&Page {
        frame: Frame::of(visit),
        heading: "The form as it is now",
        action: format!("/household/{}/form", visit.param("id")),
        form,
        request: visit.field("request").map_or_else(nonce, |of| Ok(of.to_owned()))?,
        answer: beside.answer,
        wrong: beside.wrong,
        is_amended: true,
    })
}
