//! What every page stands on: the register with its estate, who may sign in, who is signed in, and the time.

use super::account::Accounts;
use super::attempts::Attempts;
use super::seen::Seen;
use super::session::Sessions;
use crate::doors::tasks::Door;
use jiff::Timestamp;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The time, told by whoever opened the desk.
pub(in crate::doors) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Where the desk is to be reached, and where whoever leaves it goes.
#[derive(Debug, Clone)]
pub(in crate::doors) struct Settings {
    /// Hosts by which it may be asked for, each with its port where that is not the usual one.
    pub(in crate::doors) hosts: Vec<String>,
    /// A proxy that ends TLS stands before it: the last address it forwards for is whose it is.
    pub(in crate::doors) is_behind_proxy: bool,
    /// Where "Exit this page" leads.
    pub(in crate::doors) exit_to: String,
    /// National helplines, as the provider lists them.
    pub(in crate::doors) helplines: Vec<String>,
}

/// Everything that a page may ask.
pub(super) struct House {
    door: Mutex<Door>,
    accounts: Mutex<Accounts>,
    sessions: Mutex<Sessions>,
    attempts: Mutex<Attempts>,
    seen: Mutex<Seen>,
    /// One passphrase is hashed at a time: a flood takes no more memory than one.
    pub(super) hashing: Mutex<()>,
    pub(super) settings: Settings,
    pub(super) provider: String,
    clock: Clock,
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("House(redacted)")
    }
}

impl House {
    pub(super) fn new(door: Door, accounts: Accounts, settings: Settings, clock: Clock) -> Self {
        Self {
            provider: door.estate.provider.name.clone(),
            door: Mutex::new(door),
            accounts: Mutex::new(accounts),
            sessions: Mutex::default(),
            attempts: Mutex::default(),
            seen: Mutex::default(),
            hashing: Mutex::default(),
            settings,
            clock,
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The register; one asks at a time.
    pub(super) fn door(&self) -> MutexGuard<'_, Door> {
        held(&self.door)
    }

    pub(super) fn accounts(&self) -> MutexGuard<'_, Accounts> {
        held(&self.accounts)
    }

    pub(super) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        held(&self.sessions)
    }

    pub(super) fn attempts(&self) -> MutexGuard<'_, Attempts> {
        held(&self.attempts)
    }

    pub(super) fn seen(&self) -> MutexGuard<'_, Seen> {
        held(&self.seen)
    }
}

/// A page that failed leaves what it held to the next: the register itself is whole or was not written to.
fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
