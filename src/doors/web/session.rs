//! Who is signed in: a token of chance in a cookie, of which only the hash is kept, and never longer than a shift.

use super::account::Part;
use super::fields::Fields;
use super::random_bytes::chance;
use crate::base::domain::redact;
use crate::doors::failure::Failure;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The cookie's name: `__Host-` binds it to this host, every path, and to secure connections.
pub(super) const COOKIE: &str = "__Host-desk";

/// Nobody taps for so long: signed out.
const IDLE_SECONDS: i64 = 60 * 60;

/// The longest a sign-in lasts.
const LONGEST_SECONDS: i64 = 12 * 60 * 60;

/// What a browser is told to keep, and for how long; nothing for no time: to forget it.
pub(super) fn cookie(token: Option<&str>) -> String {
    let (token, seconds) = token.map_or(("", 0), |token| (token, LONGEST_SECONDS));
    format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}")
}

/// So many are signed in at once at most; the oldest goes.
const MOST: usize = 500;

/// Somebody who is signed in.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) name: String,
    pub(super) part: Part,
    began: Timestamp,
    seen: Timestamp,
    /// What the next page says first, as HTML that the program wrote.
    said: Option<String>,
    /// A form that was begun and is not recorded, and when.
    draft: Option<(Timestamp, Fields)>,
}

redact!(Session);

type Key = [u8; 32];

/// Everybody who is signed in.
#[derive(Default)]
pub(super) struct Sessions(BTreeMap<Key, Session>);

redact!(Sessions);

impl Sessions {
    /// Signs somebody in; what the cookie holds.
    pub(super) fn begin(
        &mut self,
        name: &str,
        part: Part,
        now: Timestamp,
    ) -> Result<String, Failure> {
        let mut bytes = [0; 32];
        chance(&mut bytes)?;
        let token = hex(&bytes);
        self.0.retain(|_, session| session.lasts(now));
        if self.0.len() >= MOST
            && let Some(oldest) = self.0.iter().min_by_key(|(_, s)| s.seen).map(|(key, _)| *key)
        {
            self.0.remove(&oldest);
        }
        let name = name.to_owned();
        self.0.insert(
            key(&token),
            Session { name, part, began: now, seen: now, said: None, draft: None },
        );
        Ok(token)
    }

    /// Who it is; whoever was away too long is nobody.
    pub(super) fn of(&mut self, token: &str, now: Timestamp) -> Option<Session> {
        let key = key(token);
        let session = self.0.get_mut(&key)?;
        if !session.lasts(now) {
            self.0.remove(&key);
            return None;
        }
        session.seen = now;
        Some(session.clone())
    }

    /// The same for what a page asks by itself, which is no tap.
    pub(super) fn unnoticed(&self, token: &str, now: Timestamp) -> Option<Session> {
        self.0.get(&key(token)).filter(|session| session.lasts(now)).cloned()
    }

    /// What the next page says first.
    pub(super) fn say(&mut self, token: &str, html: String) {
        if let Some(session) = self.0.get_mut(&key(token)) {
            session.said = Some(html);
        }
    }

    /// What was to be said, once.
    pub(super) fn said(&mut self, token: &str) -> Option<String> {
        self.0.get_mut(&key(token))?.said.take()
    }

    /// Keeps a form that is not recorded, as long as the session lasts, or keeps none any more.
    pub(super) fn keep_draft(&mut self, token: &str, draft: Option<(Timestamp, Fields)>) {
        if let Some(session) = self.0.get_mut(&key(token)) {
            session.draft = draft;
        }
    }

    /// The form that was begun.
    pub(super) fn draft(&self, token: &str) -> Option<(Timestamp, Fields)> {
        self.0.get(&key(token))?.draft.clone()
    }

    pub(super) fn end(&mut self, token: &str) {
        self.0.remove(&key(token));
    }

    /// Somebody is signed out everywhere.
    pub(super) fn end_all_of(&mut self, name: &str) {
        self.0.retain(|_, session| session.name != name);
    }
}

impl Session {
    fn lasts(&self, now: Timestamp) -> bool {
        let since = |then: Timestamp| now.as_second() - then.as_second();
        since(self.seen) < IDLE_SECONDS && since(self.began) < LONGEST_SECONDS
    }
}

fn key(token: &str) -> Key {
    Sha256::digest(token.as_bytes()).into()
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    let nibble = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [nibble(byte >> 4), nibble(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_session_ends_when_nobody_taps_and_at_the_end_of_a_shift() {
        let mut sessions = Sessions::default();
        let token = sessions.begin("duty-1", Part::Duty, at("2026-11-20T20:00:00Z")).unwrap();
        assert!(sessions.of("another", at("2026-11-20T20:00:01Z")).is_none());
        assert!(sessions.of(&token, at("2026-11-20T20:59:59Z")).is_some());
        assert!(sessions.of(&token, at("2026-11-20T21:59:59Z")).is_none());
        let token = sessions.begin("duty-1", Part::Duty, at("2026-11-20T20:00:00Z")).unwrap();
        for half_hours in 1..24 {
            let now = at("2026-11-20T20:00:00Z").as_second() + half_hours * 30 * 60;
            assert!(sessions.of(&token, Timestamp::from_second(now).unwrap()).is_some());
        }
        assert!(sessions.of(&token, at("2026-11-21T08:00:00Z")).is_none());
    }

    #[test]
    fn what_a_page_asks_by_itself_keeps_no_session_open() {
        let mut sessions = Sessions::default();
        let token = sessions.begin("manager-1", Part::Manager, at("2026-11-20T20:00:00Z")).unwrap();
        assert!(sessions.unnoticed(&token, at("2026-11-20T20:59:59Z")).is_some());
        assert!(sessions.of(&token, at("2026-11-20T21:00:00Z")).is_none());
    }

    #[test]
    fn who_leaves_is_signed_out_everywhere() {
        let now = at("2026-11-20T20:00:00Z");
        let mut sessions = Sessions::default();
        let [one, two] = [(); 2].map(|()| sessions.begin("duty-1", Part::Duty, now).unwrap());
        let other = sessions.begin("duty-2", Part::Duty, now).unwrap();
        sessions.end_all_of("duty-1");
        assert!(sessions.of(&one, now).is_none() && sessions.of(&two, now).is_none());
        assert!(sessions.of(&other, now).is_some());
    }
}
