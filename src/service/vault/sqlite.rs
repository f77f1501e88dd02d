//! A register in a folder: SQLite, as it comes with this program and no other, with every write on the disk before it
//! counts.
//!
//! The write-ahead log lets others read while one writes; `synchronous = FULL` has each commit wait for the disk;
//! defensive and without a trusted schema, a file that somebody prepared does nothing of its own; freed pages are
//! overwritten, so that a destroyed key is nowhere.

use super::head::Head;
use super::row::{Hash, Move, Row};
use super::store::{Meta, PATIENCE_SECONDS, Store, StoredKey, VERSION};
use super::trouble::Trouble;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

const SCHEMA: &str = include_str!("sqlite.sql");

/// The database in a register's folder.
const FILE: &str = "register.db";

/// A register in a folder.
#[derive(Debug)]
pub(super) struct Sqlite(Connection);

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Busy(PATIENCE_SECONDS)
            }
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged(format!("the database itself: {error}"))
            }
            Some(ErrorCode::DiskFull) => Self::Refused("the disk is full".to_owned()),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::Refused("the register's folder cannot be written to".to_owned())
            }
            Some(ErrorCode::ConstraintViolation) => {
                Self::Refused(format!("the database refuses it: {error}"))
            }
            _ => Self::Other(format!("the register's database: {error}")),
        }
    }
}

impl Sqlite {
    /// Begins a register in a folder that is there.
    pub(super) fn create(folder: &Path, meta: &Meta) -> Result<Self, Trouble> {
        let path = folder.join(FILE);
        if path.exists() {
            return Err(Trouble::ThereAlready(path.display().to_string()));
        }
        let mut store = Self::connect(&path, OpenFlags::SQLITE_OPEN_CREATE)?;
        let begun = store.0.transaction()?;
        begun.execute_batch(SCHEMA)?;
        begun.execute(
            "INSERT INTO register (id, version, origin, estate, proof) VALUES (1, ?1, ?2, ?3, ?4)",
            params![meta.version, meta.origin, meta.estate, meta.proof],
        )?;
        begun.commit()?;
        Ok(store)
    }

    /// Opens the register of a folder, or a file that is a copy of one.
    pub(super) fn open(place: &Path) -> Result<Self, Trouble> {
        let path = if place.is_dir() { place.join(FILE) } else { place.to_owned() };
        if !path.is_file() {
            return Err(Trouble::NoRegister(place.display().to_string()));
        }
        let mut store = Self::connect(&path, OpenFlags::empty())?;
        let found = store.meta()?.version;
        if found > VERSION { Err(Trouble::Newer(found)) } else { Ok(store) }
    }

    /// Opens a copy in one file, which nobody writes to.
    pub(super) fn open_copy(path: &Path) -> Result<Self, Trouble> {
        if !path.is_file() {
            return Err(Trouble::NoRegister(path.display().to_string()));
        }
        let copy = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        copy.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        Ok(Self(copy))
    }

    /// The database of a register's folder.
    pub(super) fn file_in(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    fn connect(path: &Path, more: OpenFlags) -> Result<Self, Trouble> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(PATIENCE_SECONDS))?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;",
        )?;
        Ok(Self(connection))
    }

    /// The states of units that events from a number on left, by event.
    fn moves(&self, from: i64, to: i64) -> Result<BTreeMap<u64, Vec<Move>>, Trouble> {
        let mut of = self.0.prepare_cached(
            "SELECT seq, unit, version, from_state, state, holder, until, at, is_late
             FROM unit_states WHERE seq >= ?1 AND seq < ?2 ORDER BY seq, unit, version",
        )?;
        let mut moves: BTreeMap<u64, Vec<Move>> = BTreeMap::new();
        let mut rows = of.query([from, to])?;
        while let Some(row) = rows.next()? {
            moves.entry(row.get(0)?).or_default().push(Move {
                unit: row.get(1)?,
                version: row.get(2)?,
                from_state: row.get(3)?,
                state: row.get(4)?,
                holder: row.get(5)?,
                until: row.get(6)?,
                at: row.get(7)?,
                is_late: row.get(8)?,
            });
        }
        Ok(moves)
    }
}

fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

impl Store for Sqlite {
    fn meta(&mut self) -> Result<Meta, Trouble> {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Meta {
                version: row.get(0)?,
                origin: row.get(1)?,
                estate: row.get(2)?,
                proof: row.get(3)?,
            })
        };
        let found = self
            .0
            .query_row("SELECT version, origin, estate, proof FROM register", [], read)
            .optional()?;
        found.ok_or_else(|| Trouble::Damaged("its first row is missing".to_owned()))
    }

    fn begin(&mut self) -> Result<(), Trouble> {
        Ok(self.0.execute_batch("BEGIN IMMEDIATE")?)
    }

    fn commit(&mut self) -> Result<(), Trouble> {
        Ok(self.0.execute_batch("COMMIT")?)
    }

    fn roll_back(&mut self) -> Result<(), Trouble> {
        // A failure may have rolled it back already.
        if self.0.is_autocommit() { Ok(()) } else { Ok(self.0.execute_batch("ROLLBACK")?) }
    }

    fn rows(&mut self, from: u64, most: u64) -> Result<Vec<Row>, Trouble> {
        let mut moves = self.moves(number(from), number(from.saturating_add(most)))?;
        let mut events = self.0.prepare_cached(
            "SELECT seq, prev_hash, hash, request, unit, referral, key_id, core, personal
             FROM events WHERE seq >= ?1 ORDER BY seq LIMIT ?2",
        )?;
        let mut read = events.query([number(from), number(most)])?;
        let mut rows = Vec::new();
        while let Some(row) = read.next()? {
            let seq: u64 = row.get(0)?;
            rows.push(Row {
                seq,
                prev_hash: row.get(1)?,
                hash: row.get(2)?,
                request: row.get(3)?,
                unit: row.get(4)?,
                referral: row.get(5)?,
                key_id: row.get(6)?,
                core: row.get(7)?,
                personal: row.get(8)?,
                moves: moves.remove(&seq).unwrap_or_default(),
            });
        }
        Ok(rows)
    }

    fn keys(&mut self) -> Result<Vec<StoredKey>, Trouble> {
        let mut keys =
            self.0.prepare_cached("SELECT id, sealed FROM household_keys ORDER BY id")?;
        let read =
            keys.query_map([], |row| Ok(StoredKey { id: row.get(0)?, sealed: row.get(1)? }))?;
        Ok(read.collect::<Result<_, _>>()?)
    }

    fn head(&mut self) -> Result<Option<Head>, Trouble> {
        let origin = self.meta()?.origin;
        let newest = "SELECT events, hash, signature FROM heads ORDER BY events DESC LIMIT 1";
        let read = |row: &rusqlite::Row<'_>| {
            let hash: Hash = row.get(1)?;
            Ok(Head { origin, events: row.get(0)?, hash, signature: row.get(2)? })
        };
        Ok(self.0.query_row(newest, [], read).optional()?)
    }

    fn append(&mut self, row: &Row) -> Result<(), Trouble> {
        let seq = number(row.seq);
        self.0
            .prepare_cached(
                "INSERT INTO events (seq, prev_hash, hash, request, unit, referral, key_id, core, personal)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                seq,
                row.prev_hash,
                row.hash,
                row.request,
                row.unit,
                row.referral,
                row.key_id,
                row.core,
                row.personal
            ])?;
        let mut states = self.0.prepare_cached(
            "INSERT INTO unit_states (unit, version, seq, from_state, state, holder, until, at, is_late)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        for of in &row.moves {
            let (state, from) = (&of.state, &of.from_state);
            let values = params![
                of.unit, of.version, seq, from, state, of.holder, of.until, of.at, of.is_late
            ];
            states.execute(values)?;
        }
        Ok(())
    }

    fn add_key(&mut self, id: i64, sealed: &[u8]) -> Result<(), Trouble> {
        self.0.execute(
            "INSERT INTO household_keys (id, sealed) VALUES (?1, ?2)",
            params![id, sealed],
        )?;
        Ok(())
    }

    fn destroy_key(&mut self, id: i64) -> Result<(), Trouble> {
        self.0.execute("UPDATE household_keys SET sealed = NULL WHERE id = ?1", [id])?;
        Ok(())
    }

    fn add_head(&mut self, head: &Head) -> Result<(), Trouble> {
        self.0.execute(
            "INSERT INTO heads (events, hash, signature) VALUES (?1, ?2, ?3)",
            params![number(head.events), head.hash, head.signature],
        )?;
        Ok(())
    }

    fn check(&mut self) -> Result<(), Trouble> {
        let said: String = self.0.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if said != "ok" {
            return Err(Trouble::Damaged(format!("the database itself: {said}")));
        }
        let broken = self.0.query_row("PRAGMA foreign_key_check", [], |_| Ok(())).optional()?;
        if broken.is_some() {
            return Err(Trouble::Damaged("a row names one that is not there".to_owned()));
        }
        if rules(&self.0)? == rules(&fresh()?)? {
            Ok(())
        } else {
            Err(Trouble::Damaged("its own rules were changed".to_owned()))
        }
    }

    fn back_up(&mut self, to: &Path) -> Result<(), Trouble> {
        const PAGES: i32 = 256;
        if to.exists() {
            return Err(Trouble::ThereAlready(to.display().to_string()));
        }
        let mut copy = Connection::open(to)?;
        rusqlite::backup::Backup::new(&self.0, &mut copy)?.run_to_completion(
            PAGES,
            Duration::ZERO,
            None,
        )?;
        // A copy is one file.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(())
    }

    fn tidy(&mut self) -> Result<(), Trouble> {
        let said = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        self.0.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], said)?;
        Ok(())
    }
}

/// A register in memory, to compare with.
fn fresh() -> Result<Connection, Trouble> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

/// Every table, index and trigger as it is written down.
fn rules(connection: &Connection) -> Result<Vec<(String, Option<String>)>, Trouble> {
    let mut of = connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rules = of.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rules.collect::<Result<_, _>>()?)
}
