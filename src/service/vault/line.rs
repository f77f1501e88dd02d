//! The connection to a server, on a thread of its own: its client waits on a runtime of its own, which is not to be begun
//! inside another.
//!
//! Nothing that goes wrong here repeats how one gets to the server: it may hold a password.

use super::store::PATIENCE_SECONDS;
use super::trouble::Trouble;
use postgres::error::SqlState;
use postgres::{Client, Config, Error};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use std::error::Error as _;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// Something to be done with the connection.
type Job = Box<dyn FnOnce(&mut End) + Send>;

/// So long a server may take for anything; one that says nothing for longer is given up.
const LONGEST: Duration = Duration::from_secs(PATIENCE_SECONDS + 10);

/// This end of the connection.
pub(super) struct Line {
    way: Way,
    jobs: Mutex<Sender<Job>>,
    /// Something was begun: whoever takes the place of a thread that is given up must not go on with it.
    has_begun: AtomicBool,
}

/// How one gets to a server, and to the tables of a schema there.
#[derive(Clone)]
struct Way {
    config: Config,
    tls: MakeRustlsConnect,
    session: String,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line(redacted)")
    }
}

/// The other end, on its thread.
struct End {
    way: Way,
    client: Option<Client>,
    /// Something was begun on this connection: on another it would not count together.
    has_begun: bool,
}

impl Line {
    /// Connects, and looks at the tables of a schema.
    pub(super) fn open(way: &str, schema: &str) -> Result<Self, Trouble> {
        let way = Way {
            config: config(way)?,
            tls: MakeRustlsConnect::new(tls()?),
            session: format!(
                "SET search_path = {schema}; SET lock_timeout = '{PATIENCE_SECONDS}s';
                 SET idle_in_transaction_session_timeout = '60s'; SET synchronous_commit = on"
            ),
        };
        let jobs = Mutex::new(way.begin(false)?);
        Ok(Self { way, jobs, has_begun: AtomicBool::new(false) })
    }

    /// Has something done, and waits for it.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Client) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.at_the_end(|end| job(end.connected()?).map_err(|error| trouble(&error)))?
    }

    /// Runs statements that answer nothing.
    pub(super) fn run(&self, statements: String) -> Result<(), Trouble> {
        self.ask(move |client| client.batch_execute(&statements))
    }

    /// Begins something that counts together. A connection that was lost meanwhile is made again.
    pub(super) fn begin(&self, statements: &'static str) -> Result<(), Trouble> {
        let begun = self.at_the_end(|end| {
            let mut begun = end.connected()?.batch_execute(statements);
            if begun.as_ref().is_err_and(is_lost) {
                end.client = None;
                begun = end.connected()?.batch_execute(statements);
            }
            end.has_begun = begun.is_ok();
            if begun.is_err() {
                end.roll_back();
            }
            begun.map_err(|error| trouble(&error))
        })?;
        self.has_begun.store(begun.is_ok(), Ordering::Relaxed);
        begun
    }

    /// What was begun counts.
    pub(super) fn commit(&self) -> Result<(), Trouble> {
        let committed = self.at_the_end(|end| {
            let committed = end.connected()?.batch_execute("COMMIT");
            end.has_begun = false;
            committed.map_err(
                |error| {
                    if is_lost(&error) { Trouble::Unsure } else { trouble(&error) }
                },
            )
        });
        self.has_begun.store(false, Ordering::Relaxed);
        // Nobody knows what becomes of what a server was told that answers no more.
        committed.unwrap_or(Err(Trouble::Unsure))
    }

    /// What was begun does not count. Where the connection is lost, the server sees to that.
    pub(super) fn roll_back(&self) {
        let _lost = self.at_the_end(End::roll_back);
        self.has_begun.store(false, Ordering::Relaxed);
    }

    fn at_the_end<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut End) -> T + Send + 'static,
    ) -> Result<T, Trouble> {
        let (answer, answered) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |end| {
            // Whoever asked may have gone.
            let _nobody = answer.send(job(end));
        });
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.send(job).map_err(|_| lost())?;
        let answered = answered.recv_timeout(LONGEST);
        if answered.is_err() {
            // The thread that still waits ends with its connection, and nothing that it began counts.
            *jobs = self.way.begin(self.has_begun.load(Ordering::Relaxed))?;
        }
        answered.map_err(|_| lost())
    }
}

impl Way {
    /// A thread with a connection of its own, in the middle of something or not.
    fn begin(&self, has_begun: bool) -> Result<Sender<Job>, Trouble> {
        let end = End { way: self.clone(), client: None, has_begun };
        let (jobs, asked) = mpsc::channel();
        let begun = thread::Builder::new().name("register".to_owned()).spawn(|| serve(end, asked));
        begun
            .map_err(|error| Trouble::Other(format!("no thread can be begun: {}", error.kind())))?;
        Ok(jobs)
    }
}

fn serve(mut end: End, asked: Receiver<Job>) {
    for job in asked {
        job(&mut end);
    }
}

fn lost() -> Trouble {
    Trouble::Refused("the connection to PostgreSQL was lost".to_owned())
}

impl End {
    /// The connection; where it was lost, a new one, but never in the middle of something.
    fn connected(&mut self) -> Result<&mut Client, Trouble> {
        let open = self.client.take().filter(|client| !client.is_closed());
        let client = match open {
            Some(client) => client,
            None if self.has_begun => return Err(lost()),
            None => self.connect().map_err(|error| trouble(&error))?,
        };
        Ok(self.client.insert(client))
    }

    fn connect(&self) -> Result<Client, Error> {
        let mut client = self.way.config.connect(self.way.tls.clone())?;
        client.batch_execute(&self.way.session)?;
        Ok(client)
    }

    fn roll_back(&mut self) {
        self.has_begun = false;
        if let Some(client) = &mut self.client
            && client.batch_execute("ROLLBACK").is_err()
        {
            self.client = None;
        }
    }
}

/// How to get to the server; nobody waits for it for ever.
fn config(way: &str) -> Result<Config, Trouble> {
    let mut config: Config = way.parse().map_err(|_| Trouble::NoName)?;
    let patience = Duration::from_secs(PATIENCE_SECONDS);
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(patience);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(patience * 3);
    }
    config.application_name("lintel");
    Ok(config)
}

/// The certificates that this system trusts.
fn tls() -> Result<ClientConfig, Trouble> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let made = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| Trouble::Other("no safe way to a server is known here".to_owned()))?;
    Ok(made.with_root_certificates(roots).with_no_client_auth())
}

fn is_lost(error: &Error) -> bool {
    let is_ended = |code: &SqlState| {
        [
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        ]
        .contains(code)
    };
    error.is_closed() || error.code().is_none_or(is_ended)
}

/// What went wrong, without how one got there.
fn trouble(error: &Error) -> Trouble {
    let Some(db) = error.as_db_error() else {
        let why = error.source().map_or_else(|| "it is lost".to_owned(), ToString::to_string);
        return Trouble::Refused(format!("PostgreSQL cannot be reached: {why}"));
    };
    let code = db.code();
    let said = |what: &str| Trouble::Refused(what.to_owned());
    if [SqlState::LOCK_NOT_AVAILABLE, SqlState::T_R_DEADLOCK_DETECTED].contains(code) {
        Trouble::Busy(PATIENCE_SECONDS)
    } else if code.code().starts_with("57") {
        lost()
    } else if code.code().starts_with("28") {
        said("PostgreSQL does not let this account in")
    } else if *code == SqlState::INVALID_CATALOG_NAME {
        said("PostgreSQL has no such database")
    } else if *code == SqlState::INSUFFICIENT_PRIVILEGE {
        said("this account of PostgreSQL may not do this")
    } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        said("this server of PostgreSQL only answers, and takes nothing in")
    } else if code.code().starts_with("53") {
        said("the server's disk or memory is full, or too many are connected to it")
    } else if code.code().starts_with("23") || *code == SqlState::RAISE_EXCEPTION {
        Trouble::Refused(format!("the database refuses it: {}", db.message()))
    } else {
        Trouble::Other(format!("PostgreSQL: {} ({})", db.message(), code.code()))
    }
}
