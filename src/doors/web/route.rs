//! One route of the desk: for whom it is by its type, and what answers.

use super::desk_state::DeskState;
use super::page::{Frame, nothing_here};
use super::planning::Planner;
use super::reply::Reply;
use super::session::Session;
use super::sign_in;
use super::visit::{Asked, Role, Visit};
use crate::doors::failure::Failure;
use crate::doors::tasks::planning::Tonight;
use std::fmt;

type Handler<R> = for<'a> fn(&Visit<'a, R>) -> Result<Reply, Failure>;

type Answer = Box<dyn Fn(&DeskState, &Asked) -> Result<Reply, Failure> + Send + Sync>;

/// A route of the desk.
pub(super) struct Route {
    pub(super) is_post: bool,
    pub(super) path: &'static str,
    /// For whom.
    pub(super) role: &'static str,
    answer: Answer,
}

impl Route {
    /// What comes back to whoever asks.
    pub(super) fn answer(&self, state: &DeskState, asked: &Asked) -> Result<Reply, Failure> {
        (self.answer)(state, asked)
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} for {}", self.path, self.role)
    }
}

pub(super) fn get<R: Role + 'static>(path: &'static str, handler: Handler<R>) -> Route {
    route(false, path, handler)
}

pub(super) fn post<R: Role + 'static>(path: &'static str, handler: Handler<R>) -> Route {
    route(true, path, handler)
}

fn route<R: Role + 'static>(is_post: bool, path: &'static str, handler: Handler<R>) -> Route {
    let answer: Answer = Box::new(move |state, asked| visited(state, asked, handler));
    Route { is_post, path, role: R::NAME, answer }
}

/// One in which nothing can go wrong.
pub(super) fn always<R: Role + 'static>(
    is_post: bool,
    path: &'static str,
    handler: for<'a> fn(&Visit<'a, R>) -> Reply,
) -> Route {
    let answer: Answer = Box::new(move |state, asked| {
        visited::<R>(state, asked, |visit: &Visit<'_, R>| Ok(handler(visit)))
    });
    Route { is_post, path, role: R::NAME, answer }
}

/// One that a page asks by itself: no session lasts longer for it.
pub(super) fn unnoticed<R: Role + 'static>(path: &'static str, handler: Handler<R>) -> Route {
    let answer: Answer = Box::new(move |state, asked| {
        let session = asked.token.as_deref();
        let session = session.and_then(|of| state.sessions().unnoticed(of, state.now()));
        admitted(state, asked, session, handler)
    });
    Route { is_post: false, path, role: R::NAME, answer }
}

/// One of the next years, whose pages are shown no household.
pub(super) fn plan<R: Role + 'static>(
    is_post: bool,
    path: &'static str,
    handler: for<'a> fn(&Planner<'a>) -> Result<Reply, Failure>,
) -> Route {
    let answer: Answer =
        Box::new(move |state, asked| visited::<R>(state, asked, |visit| planned(visit, handler)));
    Route { is_post, path, role: R::NAME, answer }
}

/// The same in which nothing can go wrong.
pub(super) fn plan_always<R: Role + 'static>(
    is_post: bool,
    path: &'static str,
    handler: for<'a> fn(&Planner<'a>) -> Reply,
) -> Route {
    let answer: Answer = Box::new(move |state, asked| {
        visited::<R>(state, asked, |visit| planned(visit, |planner| Ok(handler(planner))))
    });
    Route { is_post, path, role: R::NAME, answer }
}

/// A planner who has, of the desk, the office; and of the register, what a forecast begins from, which cannot be read there.
fn planned<R>(
    visit: &Visit<'_, R>,
    handler: impl FnOnce(&Planner<'_>) -> Result<Reply, Failure>,
) -> Result<Reply, Failure> {
    let tonight = || {
        let mut door = visit.state.door();
        door.register.refresh()?;
        Tonight::of(&mut door, visit.now, visit.now)
    };
    handler(&Planner {
        office: &visit.state.office,
        asked: visit.asked,
        frame: Frame::of(visit),
        by: visit.by().to_owned(),
        now: visit.now,
        tonight: &tonight,
    })
}

/// Lets somebody in whose part may, and asks the others who they are, or says that there is nothing.
fn visited<R: Role>(
    state: &DeskState,
    asked: &Asked,
    handler: impl Fn(&Visit<'_, R>) -> Result<Reply, Failure>,
) -> Result<Reply, Failure> {
    let session = asked.token.as_deref().and_then(|token| state.sessions().of(token, state.now()));
    admitted(state, asked, session, handler)
}

fn admitted<R: Role>(
    state: &DeskState,
    asked: &Asked,
    session: Option<Session>,
    handler: impl Fn(&Visit<'_, R>) -> Result<Reply, Failure>,
) -> Result<Reply, Failure> {
    if R::SIGNED_IN && session.is_none() {
        return sign_in::first(state, asked);
    }
    match Visit::<R>::admit(state, asked, session) {
        Some(visit) => handler(&visit),
        None => Ok(nothing_here(state)),
    }
}
