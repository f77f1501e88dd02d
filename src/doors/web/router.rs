//! Every route, who may take it, and what answers: the table from which the router is made, and which the tests walk.

use super::desk_state::{DeskState, Takes};
use super::fields::Fields;
use super::gate;
use super::page::{nothing_here, plain};
use super::planning;
use super::reply::{Reply, Stream};
use super::returns;
use super::route::{Route, always, get, post, unnoticed};
use super::visit::{Anyone, Asked, Managing, OnDuty, Role, SignedIn};
use super::{
    allocation, api, assets, correction, events, home, household, managing, referral, service,
    sign_in, support, unit,
};
use crate::doors::failure::Failure;
use crate::presentation::wording::{self, RING_999};
use crate::service::vault::Trouble;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams, Request};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// No form of the desk comes near this.
const LARGEST_BODY: usize = 64 << 10;

/// A body that takes longer never ends.
const SLOWEST_BODY: Duration = Duration::from_secs(15);

/// So long somebody waits for a turn.
const LONGEST_WAIT: Duration = Duration::from_secs(15);

/// What whoever waited so long is told.
const BUSY: &str = "Nothing was recorded. Go back: what you typed is still there. Wait a moment and tap again; if it stays so, tell a manager.";

/// Every route.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = of_the_night();
    routes.extend(returns::routes());
    routes.extend(planning::routes());
    routes
}

/// Those of whoever takes calls, and of everybody.
fn of_the_night() -> Vec<Route> {
    vec![
        get::<Anyone>("/healthz", assets::health),
        always::<Anyone>(false, "/robots.txt", assets::robots),
        always::<Anyone>(false, "/assets/desk.css", assets::style),
        always::<Anyone>(false, "/assets/desk.js", assets::script),
        get::<Anyone>("/sign-in", sign_in::ask),
        post::<Anyone>("/sign-in", sign_in::sign_in),
        always::<Anyone>(false, "/exit", sign_in::exit),
        always::<SignedIn>(true, "/sign-out", sign_in::sign_out),
        get::<SignedIn>("/account", sign_in::account),
        post::<SignedIn>("/account", sign_in::choose),
        post::<Managing>("/account/second", sign_in::begin_second),
        get::<SignedIn>("/", home::home),
        get::<OnDuty>("/tonight", home::handover),
        get::<OnDuty>("/allocation", allocation::page),
        post::<OnDuty>("/allocation", allocation::hold),
        get::<OnDuty>("/referral", referral::blank),
        post::<OnDuty>("/referral", referral::post),
        post::<OnDuty>("/referral/answer", referral::answer),
        post::<OnDuty>("/referral/places", referral::places),
        get::<OnDuty>("/household/{id}", household::show),
        get::<OnDuty>("/household/{id}/outlook", household::outlook),
        get::<OnDuty>("/household/{id}/form", referral::form),
        post::<OnDuty>("/household/{id}/form", referral::amend),
        post::<Managing>("/household/{id}/decision", household::decide),
        post::<Managing>("/household/{id}/annul", correction::annul),
        post::<Managing>("/household/{id}/correct", correction::correct),
        get::<Managing>("/household/{id}/event/{seq}", correction::show),
        get::<OnDuty>("/household/{id}/support", support::show),
        post::<OnDuty>("/household/{id}/support/{event}", support::tell),
        post::<OnDuty>("/household/{id}/{act}", household::act),
        get::<OnDuty>("/clocks", support::clocks),
        get::<OnDuty>("/service", service::page),
        post::<OnDuty>("/service/{event}", service::tell),
        get::<OnDuty>("/unit/{id}", unit::show),
        post::<Managing>("/unit/{id}/annul", correction::annul),
        post::<Managing>("/unit/{id}/correct", correction::correct),
        get::<Managing>("/unit/{id}/event/{seq}", correction::show),
        post::<OnDuty>("/unit/{id}/{act}", unit::act),
        get::<Managing>("/decisions", managing::decisions),
        unnoticed::<Managing>("/decisions/asked", managing::asked),
        unnoticed::<Managing>("/decisions/waiting", managing::decisions),
        get::<Managing>("/accounts", managing::accounts),
        post::<Managing>("/accounts", managing::change),
        get::<Managing>("/looks", managing::looks),
        get::<OnDuty>("/api/tonight", api::tonight),
        get::<OnDuty>("/api/state", api::state),
        get::<OnDuty>("/api/head", api::head),
        get::<OnDuty>("/api/pages", api::pages),
        get::<OnDuty>("/api/allocation", api::allocation),
        get::<OnDuty>("/api/household/{id}/recommendation", api::recommendation),
        get::<OnDuty>("/api/household/{id}/history", api::history_of_household),
        get::<OnDuty>("/api/unit/{id}/history", api::history_of_unit),
        always::<SignedIn>(false, "/api/openapi.json", api::description),
    ]
}

/// The desk as a service.
pub(super) fn router(state: &Arc<DeskState>) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let filter = if route.is_post { MethodFilter::POST } else { MethodFilter::GET };
        let (state, path, route) = (Arc::clone(state), route.path, Arc::new(route));
        let answer =
            move |request: Request| answered(Arc::clone(&state), Some(Arc::clone(&route)), request);
        router = router.route(path, on(filter, answer));
    }
    let (here, there) = (Arc::clone(state), Arc::clone(state));
    router
        .fallback(move |request: Request| answered(Arc::clone(&here), None, request))
        .method_not_allowed_fallback(move |request: Request| {
            answered(Arc::clone(&there), None, request)
        })
}

/// Reads a request and answers it where nobody else waits.
async fn answered(state: Arc<DeskState>, route: Option<Arc<Route>>, request: Request) -> Response {
    let reply = match read(&state, request).await {
        Err(reply) => reply,
        Ok(asked) => {
            let turn = state.turn(takes(route.as_deref()));
            match tokio::time::timeout(LONGEST_WAIT, turn).await {
                Err(_) => plain(&state, 503, "The desk is busy", &[BUSY]),
                Ok(_turn) => {
                    let own = Arc::clone(&state);
                    let worked =
                        tokio::task::spawn_blocking(move || reply(&own, route.as_deref(), &asked));
                    worked.await.unwrap_or_else(|_| broken(&state))
                }
            }
        }
    };
    response(&state, reply)
}

/// What a route takes: what anybody may ask for takes little, but signing in.
fn takes(route: Option<&Route>) -> Takes {
    match route {
        Some(route) if route.is_post && ["/sign-in", "/account"].contains(&route.path) => {
            Takes::Hashing
        }
        Some(route) if route.path.ends_with("/outlook") => Takes::Looking,
        Some(route) if route.path.starts_with("/returns/") => Takes::Counting,
        Some(route) if route.role != Anyone::NAME || route.path == "/healthz" => Takes::Register,
        _ => Takes::Little,
    }
}

/// Said where even a page cannot be made.
fn broken(state: &DeskState) -> Reply {
    let help = wording::first_helpline(&state.settings.helplines);
    let said =
        format!("Something went wrong, and nothing was recorded. In danger now? {RING_999} {help}");
    Reply::of(500, "text/plain", said.into_bytes())
}

fn reply(state: &DeskState, route: Option<&Route>, asked: &Asked) -> Reply {
    let Some(route) = route else { return nothing_here(state) };
    match route.answer(state, asked) {
        Ok(reply) => reply,
        Err(Failure::Usage(why) | Failure::Refused(why)) => {
            plain(state, 422, "That cannot be done", &[why.as_str()])
        }
        Err(other) => went_wrong(state, &other),
    }
}

/// What went wrong may name somebody, and is for nobody to read: what was typed is still in the browser.
fn went_wrong(state: &DeskState, failure: &Failure) -> Reply {
    let trouble = match failure {
        Failure::Other(error) => error.downcast_ref::<Trouble>(),
        _ => None,
    };
    let (status, heading, line) = match trouble {
        Some(Trouble::Unsure) => (
            503,
            "The register was lost while it was told",
            "It may be recorded or not. Go back and tap again: the same tap is recorded once.",
        ),
        Some(trouble) if trouble.may_pass() => (
            503,
            "The register cannot be reached",
            "Nothing was recorded. Go back: what you typed is still there. Wait a moment and tap again; if it stays so, tell a manager.",
        ),
        _ => (
            500,
            "Something went wrong",
            "Nothing was recorded. Go back: what you typed is still there. Try again; if it stays so, tell a manager.",
        ),
    };
    plain(state, status, heading, &[line])
}

/// Reads what was sent, unless it is not for us, not from us, too large, or without end.
async fn read(state: &Arc<DeskState>, request: Request) -> Result<Asked, Reply> {
    let (mut parts, body) = request.into_parts();
    if !gate::is_for_us(&parts.headers, &state.settings) {
        return Err(plain(
            state,
            421,
            "This is not its address",
            &["The desk is asked for by another name."],
        ));
    }
    if !gate::is_from_us(&parts.method, &parts.headers) {
        return Err(plain(
            state,
            404,
            "There is nothing here",
            &["It was not sent from a page of this desk."],
        ));
    }
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|of| of.0.ip());
    let params = RawPathParams::from_request_parts(&mut parts, &()).await;
    let params =
        params.map(|params| params.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect());
    let body = match tokio::time::timeout(SLOWEST_BODY, to_bytes(body, LARGEST_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => {
            return Err(plain(
                state,
                413,
                "That is too much",
                &["A form of this desk is smaller."],
            ));
        }
        Err(_) => {
            return Err(plain(
                state,
                408,
                "That took too long",
                &["Nothing was recorded. Try again."],
            ));
        }
    };
    Ok(Asked {
        path: parts.uri.path().to_owned(),
        is_post: parts.method == Method::POST,
        params: params.unwrap_or_default(),
        fields: Fields::read(&body),
        token: gate::token(&parts.headers),
        address: gate::address(&parts.headers, peer, &state.settings),
    })
}

fn response(state: &DeskState, reply: Reply) -> Response {
    let body = match reply.stream {
        Some(Stream::Run(run)) => Body::from_stream(events::of(run, state.closing())),
        Some(Stream::Asked) => {
            Body::from_stream(events::of_asked(state.decisions_asked(), state.closing()))
        }
        None => Body::from(reply.body),
    };
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    gate::say_always(headers);
    headers.insert("content-type", HeaderValue::from_static(reply.kind));
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(name, value);
        }
    }
    response
}
