//! The page of a household: the answer with its buttons, what happened, and what can happen next.

use super::acts::{self, Act};
use super::answer;
use super::countdown::Countdown;
use super::links::Pages;
use super::page::{Frame, nothing_here, shown};
use super::record_act;
use super::reply::Reply;
use super::visit::{Managing, OnDuty, Visit, nonce};
use crate::base::domain::RuleName;
use crate::base::domain::calendar::in_london;
use crate::doors::failure::Failure;
use crate::doors::tasks::{Advice, Answer, Audience, Desk};
use crate::engine::eligibility::rules::rule;
use crate::presentation::document::Document;
use crate::presentation::render::html;
use crate::presentation::wording::register as wording;
use crate::presentation::wording::who;
use crate::service::register::{Household, Standing, UnitView};
use askama::Template;

#[derive(Template)]
#[template(path = "web/household.html")]
struct Shown {
    frame: Frame,
    reference: String,
    page: String,
    /// What stands against what was just tried.
    refused: Option<String>,
    standing: String,
    /// How long what they have of a unit still lasts.
    left: Option<Countdown>,
    request: String,
    /// A button for every unit of the answer.
    offers: Vec<Act>,
    /// Decisions that a manager can give here.
    decisions: Vec<Decision>,
    answer: Option<String>,
    /// Something may come free: when is worked out for whoever asks.
    waits: bool,
    now: Vec<Act>,
    not_now: Vec<Act>,
    may_be_amended: bool,
    history: String,
    events: Vec<u64>,
}

/// `GET /household/{id}`
pub(super) fn show(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    page(visit, None)
}

fn address<R>(visit: &Visit<'_, R>) -> String {
    format!("/household/{}", visit.param("id"))
}

fn page<R>(visit: &Visit<'_, R>, refused: Option<&Document>) -> Result<Reply, Failure> {
    let request = nonce()?;
    let status = if refused.is_some() { 409 } else { 200 };
    let made = visit.at_the_desk(|mut desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let Some(reference) = pages.reference_of(&address(visit)).map(str::to_owned) else {
            return Ok(None);
        };
        visit.note(&desk.door.register, "looked at", &reference);
        let (_, lines) = desk.history(&reference)?;
        let events =
            lines.iter().filter(|line| line.corrected_by.is_none()).map(|line| line.seq).collect();
        let history = html::render(&wording::history(&reference, &lines, desk.now), &pages);
        let refused = refused.map(|refused| html::render(refused, &pages));
        let frame = Frame::of(visit);
        let Some(household) = desk.night.household(&reference) else { return Ok(None) };
        let mut page = Shown {
            frame,
            page: address(visit),
            refused,
            standing: standing(&desk, household),
            left: household
                .unit
                .as_deref()
                .and_then(|unit| Countdown::of(desk.night.unit(unit)?, desk.now)),
            request,
            offers: Vec::new(),
            decisions: Vec::new(),
            answer: None,
            waits: false,
            now: Vec::new(),
            not_now: Vec::new(),
            may_be_amended: household.standing.is_active(),
            history,
            events,
            reference,
        };
        page.fill(&desk, household, &pages, visit.audience());
        Ok(Some(page))
    })?;
    match made {
        Some(made) => Ok(shown(&made)?.with_status(status)),
        None => Ok(nothing_here(visit.state)),
    }
}

impl Shown {
    /// The answer, where one is wanted, and everything that can be done.
    fn fill(&mut self, desk: &Desk<'_>, household: &Household, pages: &Pages, audience: Audience) {
        let is_waiting = household.standing == Standing::Open && household.unit.is_none();
        let advice = is_waiting.then(|| desk.advise_household(&self.reference, audience).ok());
        let advice = advice.flatten();
        if let Some(advice) = &advice {
            self.answer = answer::shown(advice, pages).ok();
            self.waits = advice.waits;
            self.offers = offers(advice);
            if audience == Audience::Manager {
                self.decisions = advice.decisions.iter().map(Decision::of).collect();
            }
        }
        let outcome = advice.as_ref().and_then(|advice| Some(advice.outcome.as_ref()?.0));
        let all = acts::of_household(desk, household, outcome);
        (self.now, self.not_now) = all.into_iter().partition(|act| act.why_not.is_none());
    }
}

/// A button to hold and one to offer for every unit that suits, and one to ask for every other that is vacant.
fn offers(advice: &Advice) -> Vec<Act> {
    let mut acts = Vec::new();
    for unit in &advice.options {
        acts.push(Act::new("hold", format!("Hold {unit}"), vec![]).on(unit));
        acts.push(Act::new("offer", format!("Offer {unit}"), vec![]).on(unit));
    }
    for (unit, rules) in &advice.decisions {
        let who = within(rules);
        acts.push(Act::new("ask-manager", format!("Ask {who} about {unit}"), vec![]).on(unit));
    }
    acts
}

/// A decision about a unit: what is asked, and of whom.
struct Decision {
    unit: String,
    rules: String,
    who: String,
}

impl Decision {
    fn of((unit, rules): &(String, Vec<RuleName>)) -> Self {
        let words: Vec<String> = rules.iter().map(|of| wording::words_of(of.name())).collect();
        Self { unit: unit.clone(), rules: words.join(", "), who: wording::who_decides(rules) }
    }
}

/// Who is asked: "the manager on call", as it is said within a sentence.
fn within(rules: &[RuleName]) -> String {
    who::all(rules.iter().map(|name| who::within(rule(*name).who)).collect())
}

fn standing(desk: &Desk<'_>, household: &Household) -> String {
    let unit = household.unit.as_deref().and_then(|unit| desk.night.unit(unit));
    match (household.standing, unit) {
        (Standing::Open, None) => "Waits.".to_owned(),
        (Standing::Open, Some(unit)) => {
            let words = wording::state_of(unit);
            format!("Waits; {} is {words} for them{}.", unit.unit, until(unit))
        }
        (Standing::Placed, Some(unit)) => format!("Lives in {}.", unit.unit),
        (other, _) => format!("Closed: {}.", acts::spaced(other.word())),
    }
}

/// Until when, as far as it is a moment.
fn until(unit: &UnitView) -> String {
    let until = unit.until.as_deref().and_then(|until| until.parse().ok());
    until.map_or_else(String::new, |until| {
        in_london(until).strftime(" until %a %-d %b %H:%M").to_string()
    })
}

#[derive(Template)]
#[template(path = "web/outlook.html")]
struct Outlook {
    frame: Frame,
    reference: String,
    page: String,
    said: String,
}

/// `GET /household/{id}/outlook`: whether a unit may come free, worked out while others ask at the register.
pub(super) fn outlook(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let found = visit.at_the_desk(|desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let Some(reference) = pages.reference_of(&address(visit)) else { return Ok(None) };
        visit.note(&desk.door.register, "asked about", reference);
        let look_out = desk.to_look_out(reference).ok();
        let reference = reference.to_owned();
        Ok(look_out.map(|look_out| (look_out, reference, pages)))
    })?;
    let Some((look_out, reference, pages)) = found else { return Ok(nothing_here(visit.state)) };
    let said = html::render(&look_out.said(), &pages);
    shown(&Outlook { frame: Frame::of(visit), reference, page: address(visit), said })
}

/// `POST /household/{id}/{act}`
pub(super) fn act(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let name = visit.param("act").to_owned();
    let reply = record(visit, |desk, reference| {
        acts::record_of_household(desk, (&name, reference), &visit.asked.fields)
    })?;
    if name == "ask-manager" && reply.status == 303 {
        visit.state.decision_is_asked();
    }
    Ok(reply)
}

/// `POST /household/{id}/decision`: a manager grants or refuses.
pub(super) fn decide(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    record(visit, |desk, reference| {
        let unit = visit.field("unit").unwrap_or_default();
        let granted = visit.field("granted") == Some("yes");
        let by = (visit.field("role"), visit.field("reason"));
        Some(desk.grant((reference, unit), &[], granted, by))
    })
}

/// `POST /household/{id}/annul`: a manager takes an event away.
pub(super) fn annul(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    record(visit, |mut desk, reference| {
        let seq = own_event(visit, &mut desk, reference)?;
        Some(desk.annul(seq, visit.field("reason")))
    })
}

/// `POST /household/{id}/correct`: a manager puts another event in its place.
pub(super) fn correct(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    record(visit, |mut desk, reference| {
        let seq = own_event(visit, &mut desk, reference)?;
        let lines = visit.field("changes").unwrap_or_default().lines().map(str::trim);
        let changes: Vec<String> =
            lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Some(if changes.is_empty() {
            Err(Failure::Usage("say what is otherwise, as in at=21:40".to_owned()))
        } else {
            desk.correct(seq, &changes)
        })
    })
}

/// The event that is meant, if it is this household's.
fn own_event(visit: &Visit<'_, Managing>, desk: &mut Desk<'_>, reference: &str) -> Option<u64> {
    let seq: u64 = visit.field("seq")?.parse().ok()?;
    let (_, lines) = desk.history(reference).ok()?;
    lines.iter().any(|line| line.seq == seq).then_some(seq)
}

/// Records something of the page's household, and shows what is so now or why not.
fn record<R>(
    visit: &Visit<'_, R>,
    record: impl FnOnce(Desk<'_>, &str) -> Option<Result<Answer, Failure>>,
) -> Result<Reply, Failure> {
    let act = visit.asked.path.rsplit('/').next().unwrap_or_default();
    let of = format!("{}{}", visit.param("id"), visit.field("seq").unwrap_or_default());
    record_act::record(
        visit,
        (act, &of, address(visit)),
        |desk, pages| record(desk, pages.reference_of(&address(visit))?),
        |refused| page(visit, Some(refused)),
    )
}
