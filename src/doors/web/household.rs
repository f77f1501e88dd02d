//! The page of a household: the answer with its buttons, what happened, and what can happen next.

use super::acts::{self, Act};
use super::answer;
use super::correction;
use super::countdown::Countdown;
use super::fields::{Fields, Slip};
use super::guard;
use super::input::spaced;
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
use crate::presentation::document::{Block, Document};
use crate::presentation::render::html;
use crate::presentation::wording::register::{self as wording, Fit};
use crate::presentation::wording::{web_form, who};
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
    /// What is missing or cannot be read.
    slips: Vec<Slip>,
    standing: String,
    /// How long what they have of a unit still lasts.
    left: Option<Countdown>,
    /// Whether what they have of a unit suits them: whether something is wrong, and what.
    fit: Option<(bool, String)>,
    request: String,
    /// A button for every unit of the answer.
    offers: Vec<Act>,
    /// Decisions that a manager can give here.
    decisions: Vec<Decision>,
    answer: Option<String>,
    /// What keeps them safe, where no answer says it.
    safety: Option<String>,
    /// Something may come free: when is worked out for whoever asks.
    waits: bool,
    now: Vec<Act>,
    not_now: Vec<Act>,
    may_be_amended: bool,
    history: String,
    events: Vec<(String, String)>,
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
        let events = correction::choices(&lines);
        let history = html::render(&wording::history(&reference, &lines, desk.now), &pages);
        let refused = refused.map(|refused| html::render(refused, &pages));
        let frame = Frame::of(visit);
        let Some(household) = desk.night.household(&reference).cloned() else { return Ok(None) };
        let mut page = Shown {
            frame,
            page: address(visit),
            refused,
            slips: Vec::new(),
            standing: standing(&desk, &household),
            left: household
                .unit
                .as_deref()
                .and_then(|unit| Countdown::of(desk.night.unit(unit)?, desk.now)),
            fit: None,
            request,
            offers: Vec::new(),
            decisions: Vec::new(),
            answer: None,
            safety: None,
            waits: false,
            now: Vec::new(),
            not_now: Vec::new(),
            may_be_amended: household.standing.is_active(),
            history,
            events,
            reference,
        };
        let asked = desk.asked_by_name(Some(&page.reference))?;
        let asked: Vec<String> = asked.into_iter().map(|asked| asked.unit).collect();
        page.fill(&desk, (&household, &asked), &pages, visit.audience());
        if page.answer.is_none() {
            page.safety = desk.safety(&page.reference).map(|said| html::render(&said, &pages));
        }
        if page.refused.is_some() {
            page.keep_what_was_typed(visit);
        }
        Ok(Some(page))
    })?;
    match made {
        Some(made) => Ok(shown(&made)?.with_status(status)),
        None => Ok(nothing_here(visit.state)),
    }
}

impl Shown {
    /// The answer, where one is wanted, and everything that can be done.
    fn fill(
        &mut self,
        desk: &Desk<'_>,
        (household, asked): (&Household, &[String]),
        pages: &Pages,
        audience: Audience,
    ) {
        let fit = desk.fit(&self.reference);
        let is_waiting = household.standing == Standing::Open && household.unit.is_none();
        let is_wrong = fit.as_ref().is_some_and(Fit::is_wrong);
        let wants = is_waiting || is_wrong;
        let advice = wants.then(|| desk.advise_household(&self.reference, audience).ok()).flatten();
        let sight = desk.sight(&self.reference);
        let seen = |act: &str, unit: Option<&str>| {
            guard::rests(act, unit).map(|rests| desk.seen(&sight, rests))
        };
        if let Some(advice) = &advice {
            self.answer = answer::shown(advice, pages).ok();
            self.waits = advice.waits;
            self.offers = offers(advice, asked, household.unit.as_deref());
            if audience == Audience::Manager {
                let decision = |asked| Decision::of(asked, |unit| seen("decision", Some(unit)));
                self.decisions = advice.decisions.iter().map(decision).collect();
            }
        }
        self.fit = fit.map(|fit| {
            (fit.is_wrong(), html::render_blocks(&[Block::Paragraph(fit.said())], pages))
        });
        let outcome = advice.as_ref().and_then(|advice| Some(advice.outcome.as_ref()?.0));
        let none = Vec::new();
        let options = advice.as_ref().filter(|_| is_waiting).map_or(&none, |of| &of.options);
        let all = acts::of_household(desk, household, (outcome, options));
        (self.now, self.not_now) = all.into_iter().partition(|act| act.why_not.is_none());
        for act in self.now.iter_mut().chain(&mut self.offers) {
            act.seen = seen(act.name, act.unit.as_deref());
        }
    }

    /// What was typed for an act that could not be recorded stays on the page, unfolded.
    fn keep_what_was_typed<R>(&mut self, visit: &Visit<'_, R>) {
        let typed = &visit.asked.fields;
        let act = acts::keep_what_was_typed(&mut self.now, visit.asked, visit.now);
        let unit = typed.text("unit").unwrap_or_default();
        for one in self.decisions.iter_mut().filter(|one| act == "decision" && one.unit == unit) {
            typed.text("reason").unwrap_or_default().clone_into(&mut one.reason);
            one.wrong = one.reason.is_empty().then(|| web_form::missing(WHY_DECIDED));
        }
        self.slips = acts::slips(&self.now);
        let decided = self.decisions.iter().zip(1..);
        let of =
            |(one, k): (&Decision, usize)| Some(Slip::of(format!("why-{k}"), one.wrong.clone()?));
        self.slips.extend(decided.filter_map(of));
    }
}

/// A button to hold and one to offer for every unit that suits; for every other that is vacant one to ask, and one to keep it
/// meanwhile.
///
/// Of whoever has a unit already nothing else can be held before it is let go: of that a manager can be asked.
fn offers(advice: &Advice, asked: &[String], own: Option<&str>) -> Vec<Act> {
    let mut acts = Vec::new();
    for unit in advice.options.iter().filter(|_| own.is_none()) {
        acts.push(Act::new("hold", format!("Hold {unit}"), vec![]).on(unit));
        acts.push(Act::new("offer", format!("Offer {unit}"), vec![]).on(unit));
    }
    let is_open = |unit: &str| own.is_none_or(|own| own == unit);
    for (unit, rules) in advice.decisions.iter().filter(|(unit, _)| is_open(unit)) {
        let who = within(rules);
        let again = if asked.contains(unit) { "again " } else { "" };
        let title = format!("Ask {who} {again}about {unit}");
        acts.push(Act::new("ask-manager", title, vec![]).on(unit));
        if own.is_none() {
            acts.push(Act::new("hold", format!("Keep {unit} while you ask"), vec![]).on(unit));
        }
    }
    acts
}

/// A decision about a unit: what is asked, and of whom.
struct Decision {
    unit: String,
    rules: String,
    who: String,
    /// What it rests on.
    seen: Option<String>,
    reason: String,
    /// What is wrong with that.
    wrong: Option<String>,
}

/// What no decision is without.
const WHY_DECIDED: &str = "why it is granted, or not, in words";

impl Decision {
    fn of(
        (unit, rules): &(String, Vec<RuleName>),
        seen: impl FnOnce(&str) -> Option<String>,
    ) -> Self {
        let words: Vec<String> = rules.iter().map(|of| wording::words_of(of.name())).collect();
        Self {
            unit: unit.clone(),
            rules: words.join(", "),
            who: wording::who_decides(rules),
            seen: seen(unit),
            reason: String::new(),
            wrong: None,
        }
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
        (other, _) => format!("Closed: {}.", spaced(other.word())),
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
    let reply = record(visit, |mut desk, reference| {
        if let Err(why) = may(&mut desk, (&name, reference), &visit.asked.fields) {
            return Some(Err(why));
        }
        acts::record_of_household(desk, (&name, reference), &visit.asked.fields)
    })?;
    if reply.status == 303 {
        match &*name {
            "ask-manager" => visit.state.decision_is_asked(),
            "withdraw" | "duplicate" => taken_back(visit)?,
            _ => {}
        }
    }
    Ok(reply)
}

/// A referral that was taken back opens nobody's answers anew.
fn taken_back(visit: &Visit<'_, OnDuty>) -> Result<(), Failure> {
    visit.at_the_desk(|desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        if let Some(reference) = pages.reference_of(&address(visit)) {
            visit.state.seen().taken_back(reference);
        }
        Ok(())
    })
}

/// Whether an act may be recorded as it was sent.
fn may(desk: &mut Desk<'_>, of: (&str, &str), typed: &Fields) -> Result<(), Failure> {
    guard::against(desk, of, typed)?.map_or(Ok(()), |why| Err(Failure::Usage(why)))
}

/// `POST /household/{id}/decision`: a manager grants or refuses.
pub(super) fn decide(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    record(visit, |mut desk, reference| {
        if let Err(why) = may(&mut desk, ("decision", reference), &visit.asked.fields) {
            return Some(Err(why));
        }
        if visit.field("reason").is_none() {
            let why = wording::say_first(&[WHY_DECIDED]);
            return Some(Err(Failure::Usage(why)));
        }
        let unit = visit.field("unit").unwrap_or_default();
        let granted = visit.field("granted") == Some("yes");
        let by = (visit.field("role"), visit.field("reason"));
        Some(desk.grant((reference, unit), &[], granted, by))
    })
}

/// Records something of the page's household, and shows what is so now or why not.
fn record<R>(
    visit: &Visit<'_, R>,
    record: impl FnOnce(Desk<'_>, &str) -> Option<Result<Answer, Failure>>,
) -> Result<Reply, Failure> {
    let act = visit.asked.path.rsplit('/').next().unwrap_or_default();
    let of = visit.param("id").to_owned();
    record_act::record(
        visit,
        (act, &of, address(visit)),
        |desk, pages| record(desk, pages.reference_of(&address(visit))?),
        |refused| page(visit, Some(refused)),
    )
}
