//! Signing in and out, choosing a passphrase, and leaving at once.

use super::desk_state::DeskState;
use super::fields::Fields;
use super::page::{Frame, plain, shown};
use super::reply::Reply;
use super::second_factor;
use super::session::cookie;
use super::visit::{Anyone, Asked, Managing, SignedIn, Visit};
use crate::doors::failure::Failure;
use askama::Template;

/// What was typed before somebody had to sign in is kept up to so much.
const KEPT_BYTES: usize = 32 << 10;

#[derive(Template)]
#[template(path = "web/sign_in.html")]
struct SignIn<'a> {
    frame: Frame,
    why: Option<&'a str>,
    name: &'a str,
    then: &'a str,
    kept: &'a str,
}

/// Asks who it is, for whoever wanted something else; what was typed there is kept.
pub(super) fn first(state: &DeskState, asked: &Asked) -> Result<Reply, Failure> {
    let kept = if asked.is_post { asked.fields.written() } else { String::new() };
    let kept = if kept.len() > KEPT_BYTES { "" } else { &kept };
    let page = SignIn { frame: Frame::bare(state), why: None, name: "", then: &asked.path, kept };
    Ok(shown(&page)?.with_status(401))
}

/// `GET /sign-in`
pub(super) fn ask(visit: &Visit<'_, Anyone>) -> Result<Reply, Failure> {
    shown(&SignIn { frame: Frame::of(visit), why: None, name: "", then: "/", kept: "" })
}

/// `POST /sign-in`
pub(super) fn sign_in(visit: &Visit<'_, Anyone>) -> Result<Reply, Failure> {
    let (state, now, address) = (visit.state, visit.now, &visit.asked.address);
    let name = visit.field("name").unwrap_or_default();
    let again = |why, status| {
        let then = visit.field("then").unwrap_or("/");
        let kept = visit.field("kept").unwrap_or_default();
        let page = SignIn { frame: Frame::of(visit), why: Some(why), name, then, kept };
        Ok(shown(&page)?.with_status(status))
    };
    let too_many =
        || again("There were too many attempts. Wait a quarter of an hour, or ask a manager.", 429);
    if !state.attempts().may(name, address, now) {
        return too_many();
    }
    let hash = state.accounts().hash_of(name);
    let is_right = {
        let mut hashing = state.hashing();
        // Of many who came at once most have failed meanwhile.
        if !state.attempts().may(name, address, now) {
            return too_many();
        }
        hashing.is_right(visit.field("passphrase").unwrap_or_default(), &hash)
    };
    let account = state.accounts().get(name).filter(|account| account.is_active).cloned();
    let Some(account) = account.filter(|_| is_right) else {
        state.attempts().failed(name, address, now);
        return again("That is no account with that passphrase.", 401);
    };
    if !state.accounts().second_is_right(name, visit.field("code").unwrap_or_default(), now) {
        state.attempts().failed(name, address, now);
        return again(
            "The six digits are missing, or not those that your authenticator shows now.",
            401,
        );
    }
    state.attempts().succeeded(name, address);
    // Whatever session the browser had before ends: the cookie is never somebody else's choice.
    state.sessions().end(visit.token());
    let token = state.sessions().begin(name, account.part, now)?;
    let on = go_on(visit, account.is_drawn)?;
    Ok(on.with("set-cookie", cookie(Some(&token))))
}

#[derive(Template)]
#[template(path = "web/go_on.html")]
struct GoOn<'a> {
    frame: Frame,
    then: &'a str,
    kept: &'a [(String, String)],
}

/// To where somebody was going, with what was typed there.
fn go_on(visit: &Visit<'_, Anyone>, is_drawn: bool) -> Result<Reply, Failure> {
    let then = visit.field("then").filter(|then| is_ours(then)).unwrap_or("/");
    let kept = Fields::read(visit.field("kept").unwrap_or_default().as_bytes());
    if kept.pairs().is_empty() {
        return Ok(Reply::to(if is_drawn { "/account" } else { then }));
    }
    shown(&GoOn { frame: Frame::bare(visit.state), then, kept: kept.pairs() })
}

/// Whether a path leads to this desk and nowhere else.
fn is_ours(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-".contains(c);
    path.starts_with('/') && !path.starts_with("//") && path.chars().all(plain)
}

/// `POST /sign-out`
pub(super) fn sign_out(visit: &Visit<'_, SignedIn>) -> Reply {
    visit.state.sessions().end(visit.token());
    forgotten(Reply::to("/sign-in"))
}

/// `GET /exit`: ends the session, and away.
pub(super) fn exit(visit: &Visit<'_, Anyone>) -> Reply {
    visit.state.sessions().end(visit.token());
    forgotten(Reply::to(visit.state.settings.exit_to.clone()))
}

/// The browser is told to forget; it keeps its history, which nobody can take from it.
fn forgotten(reply: Reply) -> Reply {
    reply.with("set-cookie", cookie(None)).with("clear-site-data", "\"cache\", \"storage\"")
}

#[derive(Template)]
#[template(path = "web/account.html")]
struct Own<'a> {
    frame: Frame,
    why: Option<&'a str>,
    part: &'a str,
    is_drawn: bool,
    has_second: bool,
    /// A secret for an authenticator, where one may begin.
    secret: String,
}

/// `GET /account`
pub(super) fn account(visit: &Visit<'_, SignedIn>) -> Result<Reply, Failure> {
    own(visit, None)
}

fn own<R>(visit: &Visit<'_, R>, why: Option<&str>) -> Result<Reply, Failure> {
    let account = visit.state.accounts().get(visit.by()).cloned();
    let is_drawn = account.as_ref().is_some_and(|account| account.is_drawn);
    let part = account.map_or("", |account| account.part.word());
    let has_second = visit.state.accounts().has_second(visit.by());
    let secret = second_factor::drawn()?;
    shown(&Own { frame: Frame::of(visit), why, part, is_drawn, has_second, secret })
}

/// `POST /account`: another passphrase; everywhere else one is signed out.
pub(super) fn choose(visit: &Visit<'_, SignedIn>) -> Result<Reply, Failure> {
    let state = visit.state;
    if !state.attempts().may(visit.by(), &visit.asked.address, visit.now) {
        return own(visit, Some("There were too many attempts. Wait a quarter of an hour."));
    }
    let hash = state.accounts().hash_of(visit.by());
    let typed = visit.field("passphrase").unwrap_or_default();
    let is_right = state.hashing().is_right(typed, &hash);
    if !is_right {
        state.attempts().failed(visit.by(), &visit.asked.address, visit.now);
        return own(visit, Some("That is not the passphrase you have now."));
    }
    let chosen = visit.field("chosen").unwrap_or_default();
    if visit.field("again") != Some(chosen) {
        return own(visit, Some("The two new ones are not the same."));
    }
    let door = state.door();
    let kept = state.accounts().choose(&door.register, visit.by(), chosen);
    drop(door);
    match kept {
        Ok(()) => {}
        Err(Failure::Usage(why)) => return own(visit, Some(&why)),
        Err(other) => return Err(other),
    }
    state.sessions().end_all_of(visit.by());
    Ok(forgotten(plain(state, 200, "Your passphrase is another now", &["Sign in with it."])))
}

/// `POST /account/second`: a manager's authenticator has shown that it knows the secret.
pub(super) fn begin_second(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let typed = |name| visit.field(name).unwrap_or_default();
    let state = visit.state;
    if state.accounts().has_second(visit.by()) {
        return own(
            visit,
            Some("There is a second factor already; a manager who draws a new passphrase ends it."),
        );
    }
    let door = state.door();
    let said = (typed("secret"), typed("code"));
    let begun = state.accounts().begin_second(&door.register, visit.by(), said, visit.now);
    drop(door);
    match begun {
        Ok(()) => Ok(Reply::to("/account")),
        Err(Failure::Usage(why)) => Ok(own(visit, Some(&why))?.with_status(422)),
        Err(other) => Err(other),
    }
}
