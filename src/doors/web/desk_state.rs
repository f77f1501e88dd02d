//! What every page stands on: the register with its estate, who may sign in, who is signed in, and the time.

use super::access_log::Seen;
use super::account::{Accounts, Hashing};
use super::attempts::Attempts;
use super::pending_decisions::Known;
use super::planning::Office;
use super::session::Sessions;
use crate::doors::tasks::Door;
use crate::doors::tasks::public_returns::PublicCopies;
use jiff::Timestamp;
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Semaphore, SemaphorePermit, watch};

/// The time, told by whoever opened the desk.
pub(in crate::doors) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Where the desk is to be reached, and where whoever leaves it goes.
#[derive(Debug, Clone)]
pub(in crate::doors) struct Settings {
    /// Hosts by which it may be asked for, each with its port where that is not the usual one.
    pub(in crate::doors) hosts: Vec<String>,
    /// Proxies on the way, which say for whom they ask; nobody else is believed.
    pub(in crate::doors) hops: Vec<IpAddr>,
    /// Where "Exit this page" leads.
    pub(in crate::doors) exit_to: String,
    /// Where results of the next years are kept; none: nothing is run.
    pub(in crate::doors) results: Option<PathBuf>,
    /// National helplines, as the provider lists them.
    pub(in crate::doors) helplines: Vec<String>,
}

/// What an answer takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// Next to nothing: it comes at once, whatever else goes on.
    Little,
    /// The register, or what is as slow.
    Register,
    /// A passphrase is hashed.
    Hashing,
    /// A fortnight is played thousands of times.
    Looking,
    /// A return is counted.
    Counting,
}

/// Everything that a page may ask.
pub(super) struct DeskState {
    door: Mutex<Door>,
    accounts: Mutex<Accounts>,
    sessions: Mutex<Sessions>,
    attempts: Mutex<Attempts>,
    seen: Mutex<Seen>,
    /// What strategists and commissioners are let into: no register is there.
    pub(super) office: Office,
    /// Where accounts lie, and what else is kept beside the register.
    pub(super) folder: PathBuf,
    /// Returns that commissioners are shown.
    pub(super) copies: PublicCopies,
    /// A public copy is made by one at a time: it is protected with all before it.
    publishing: Mutex<()>,
    /// One passphrase is hashed at a time: a flood takes no more memory than one.
    hashing: Mutex<Hashing>,
    pub(super) settings: Settings,
    pub(super) provider: String,
    clock: Clock,
    /// So many may ask at the register at once: the others wait without a thread.
    turns: Semaphore,
    /// The same for those whose passphrase is to be hashed.
    hashers: Semaphore,
    /// And for those for whom a fortnight is played.
    looking: Semaphore,
    /// And for returns, which are counted when the register is let go.
    counting: Semaphore,
    closing: watch::Sender<bool>,
    /// How often a decision was asked of a manager since the desk opened.
    asked: watch::Sender<u64>,
    known: Mutex<Known>,
}

impl fmt::Debug for DeskState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeskState(redacted)")
    }
}

impl DeskState {
    pub(super) fn new(
        (door, data, folder): (Door, &Path, &Path),
        accounts: Accounts,
        settings: Settings,
        clock: Clock,
    ) -> Self {
        let estate = door.register.estate().to_owned();
        let copies = PublicCopies::beside(folder);
        Self {
            office: Office::new((data, &estate), settings.results.as_deref(), copies.clone()),
            folder: folder.to_owned(),
            copies,
            publishing: Mutex::default(),
            provider: door.estate.provider.name.clone(),
            seen: Mutex::new(Seen::open(folder, &door.register)),
            door: Mutex::new(door),
            accounts: Mutex::new(accounts),
            sessions: Mutex::default(),
            attempts: Mutex::default(),
            hashing: Mutex::default(),
            settings,
            clock,
            turns: Semaphore::new(8),
            hashers: Semaphore::new(1),
            looking: Semaphore::new(1),
            counting: Semaphore::new(2),
            closing: watch::Sender::new(false),
            asked: watch::Sender::new(0),
            known: Mutex::default(),
        }
    }

    /// Waits until whoever asks for this may have a thread; none: it takes so little that it may at once.
    pub(super) async fn turn(&self, takes: Takes) -> Option<SemaphorePermit<'_>> {
        let of = match takes {
            Takes::Little => return None,
            Takes::Register => &self.turns,
            Takes::Hashing => &self.hashers,
            Takes::Looking => &self.looking,
            Takes::Counting => &self.counting,
        };
        of.acquire().await.ok()
    }

    /// Says when the desk closes.
    pub(super) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// The desk closes: streams end.
    pub(super) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// A decision was asked: managers who have a page open are told.
    pub(super) fn decision_is_asked(&self) {
        self.asked.send_modify(|asked| *asked += 1);
    }

    /// How often decisions were asked.
    pub(super) fn decisions_asked(&self) -> watch::Receiver<u64> {
        self.asked.subscribe()
    }

    /// Whether a manager has a page open that is told.
    pub(super) fn is_listened_to(&self) -> bool {
        self.asked.receiver_count() > 0
    }

    /// What was asked when the register was last looked at.
    pub(super) fn known(&self) -> MutexGuard<'_, Known> {
        held(&self.known)
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

    pub(super) fn hashing(&self) -> MutexGuard<'_, Hashing> {
        held(&self.hashing)
    }

    pub(super) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        held(&self.sessions)
    }

    pub(super) fn attempts(&self) -> MutexGuard<'_, Attempts> {
        held(&self.attempts)
    }

    pub(super) fn publishing(&self) -> MutexGuard<'_, ()> {
        held(&self.publishing)
    }

    pub(super) fn seen(&self) -> MutexGuard<'_, Seen> {
        held(&self.seen)
    }
}

/// A page that failed leaves what it held to the next: the register itself is whole or was not written to.
fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
