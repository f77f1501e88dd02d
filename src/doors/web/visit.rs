//! One who asks for a page, in a part that the page was written for: a handler for managers cannot be given to another.

use super::access_log::Look;
use super::account::Part;
use super::desk_state::DeskState;
use super::fields::Fields;
use super::random_bytes::chance;
use super::session::{Session, hex};
use crate::base::domain::redact;
use crate::doors::failure::Failure;
use crate::doors::tasks::{Asked as AskedAt, Audience, Desk};
use crate::service::vault::Register;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// What came in.
#[derive(Clone, Default)]
pub(super) struct Asked {
    pub(super) path: String,
    pub(super) is_post: bool,
    pub(super) params: BTreeMap<String, String>,
    pub(super) fields: Fields,
    pub(super) token: Option<String>,
    pub(super) address: String,
}

redact!(Asked);

/// For whom a page is.
pub(super) trait Role {
    /// Its name in the table of routes.
    const NAME: &'static str;
    /// Whether somebody must be signed in.
    const SIGNED_IN: bool = true;
    /// Whether this part may.
    fn admits(part: Part) -> bool;
}

/// Whoever asks.
#[derive(Debug)]
pub(super) enum Anyone {}
/// Whoever is signed in.
#[derive(Debug)]
pub(super) enum SignedIn {}
/// Whoever takes calls: duty workers, and managers.
#[derive(Debug)]
pub(super) enum OnDuty {}
/// Managers.
#[derive(Debug)]
pub(super) enum Managing {}
/// Strategists.
#[derive(Debug)]
pub(super) enum Strategic {}
/// Commissioners.
#[derive(Debug)]
pub(super) enum Commissioning {}

impl Role for Anyone {
    const NAME: &'static str = "anyone";
    const SIGNED_IN: bool = false;
    fn admits(_: Part) -> bool {
        true
    }
}

impl Role for SignedIn {
    const NAME: &'static str = "signed in";
    fn admits(_: Part) -> bool {
        true
    }
}

impl Role for OnDuty {
    const NAME: &'static str = "on duty";
    fn admits(part: Part) -> bool {
        matches!(part, Part::Duty | Part::Manager)
    }
}

impl Role for Managing {
    const NAME: &'static str = "managing";
    fn admits(part: Part) -> bool {
        part == Part::Manager
    }
}

impl Role for Strategic {
    const NAME: &'static str = "strategic";
    fn admits(part: Part) -> bool {
        part == Part::Strategist
    }
}

impl Role for Commissioning {
    const NAME: &'static str = "commissioning";
    fn admits(part: Part) -> bool {
        part == Part::Commissioner
    }
}

/// Somebody in a part, and what they ask for.
pub(super) struct Visit<'a, R> {
    pub(super) state: &'a DeskState,
    pub(super) asked: &'a Asked,
    pub(super) session: Option<Session>,
    pub(super) now: Timestamp,
    role: PhantomData<R>,
}

impl<R> fmt::Debug for Visit<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Visit(redacted)")
    }
}

impl<'a, R: Role> Visit<'a, R> {
    /// Lets somebody in; none: this part may not, and is told that there is nothing.
    pub(super) fn admit(
        state: &'a DeskState,
        asked: &'a Asked,
        session: Option<Session>,
    ) -> Option<Self> {
        let may = session.as_ref().map_or(!R::SIGNED_IN, |session| R::admits(session.part));
        may.then(|| Self { state, asked, session, now: state.now(), role: PhantomData })
    }
}

impl<R> Visit<'_, R> {
    /// The account.
    pub(super) fn by(&self) -> &str {
        self.session.as_ref().map_or("", |session| &session.name)
    }

    pub(super) fn is_manager(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.part == Part::Manager)
    }

    /// For whom an answer is.
    pub(super) fn audience(&self) -> Audience {
        if self.is_manager() { Audience::Manager } else { Audience::Worker }
    }

    pub(super) fn token(&self) -> &str {
        self.asked.token.as_deref().unwrap_or_default()
    }

    pub(super) fn param(&self, name: &str) -> &str {
        self.asked.params.get(name).map_or("", String::as_str)
    }

    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.asked.fields.text(name)
    }

    /// Notes who looked at what, for managers.
    pub(super) fn note(&self, register: &Register, what: &str, of: &str) {
        self.state.seen().note(register, Look::new(self.now, self.by(), what, of));
    }

    /// What the next page says first.
    pub(super) fn say_next(&self, html: String) {
        self.state.sessions().say(self.token(), html);
    }

    /// Asks at the register, which is as it is now for whoever else writes to it.
    pub(super) fn at_the_desk<T>(
        &self,
        ask: impl FnOnce(Desk<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.at_the_desk_under(None, ask)
    }

    /// The same to record something, once for a request however often it is tapped.
    pub(super) fn at_the_desk_under<T>(
        &self,
        request: Option<&str>,
        ask: impl FnOnce(Desk<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut door = self.state.door();
        door.register.refresh()?;
        let at = request.and_then(|_| self.field("at"));
        ask(Desk::open(&mut door, AskedAt { at, by: self.by(), request, now: self.now })?)
    }

    /// The request of a tap: of the page that was shown, and of what was tapped on it.
    pub(super) fn request(&self, what: &str) -> Option<String> {
        let nonce = self.field("request").filter(|nonce| nonce.len() <= 64)?;
        Some(format!("desk/{nonce}/{}/{what}", self.by()))
    }
}

/// A number for a page, so that two taps on it are one event.
pub(super) fn nonce() -> Result<String, Failure> {
    let mut bytes = [0; 12];
    chance(&mut bytes)?;
    Ok(hex(&bytes))
}
