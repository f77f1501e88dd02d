//! A register in a folder: SQLite, as it comes with this program and no other, with every write on the disk before it
//! counts.
//!
//! The write-ahead log lets others read while one writes; `synchronous = FULL` has each commit wait for the disk;
//! defensive and without a trusted schema, a file that somebody prepared does nothing of its own; freed pages are
//! overwritten, so that a destroyed key is nowhere.

use super::disk;
use super::head::Head;
use super::row::{Hash, Move, Row};
use super::stamp::Stamp;
use super::store::{Meta, PATIENCE_SECONDS, Store, StoredKey, VERSION};
use super::trouble::Trouble;
use super::versions;
use rusqlite::config::DbConfig;
use rusqlite::{
    Connection, ErrorCode, MAIN_DB, OpenFlags, OptionalExtension, TransactionBehavior, params,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

const SCHEMA: &str = include_str!("sqlite.sql");

/// The database in a register's folder.
const FILE: &str = "register.db";

/// A larger database (a gigabyte) has no stamp: every byte of it would have to be read whenever something was written.
const MOST_PAGES: u64 = 1 << 18;

/// Rows whose numbers, worked out when they were written, are others now.
const COUNTED: [&str; 3] = [
    "SELECT 1 FROM events WHERE prev_seq IS NOT CASE WHEN seq > 0 THEN seq - 1 END LIMIT 1",
    "SELECT 1 FROM unit_states
     WHERE prev_version IS NOT CASE WHEN version > 0 THEN version - 1 END LIMIT 1",
    "SELECT 1 FROM heads WHERE last IS NOT events - 1 LIMIT 1",
];

/// A register in a folder.
#[derive(Debug)]
pub(super) struct Sqlite {
    database: Connection,
    /// Which file it is, whatever lies under its name by now.
    file: Option<disk::FileId>,
}

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
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::Refused("the register's folder cannot be written to".to_owned())
            }
            Some(ErrorCode::SystemIoFailure) => Self::Refused(format!(
                "the disk is full, or does not do what it is asked ({error})"
            )),
            Some(ErrorCode::ConstraintViolation) => {
                Self::Refused(format!("the database refuses it: {error}"))
            }
            _ => Self::Other(format!("the register's database: {error}")),
        }
    }
}

impl Sqlite {
    /// Begins a register in a folder that is there. A database without tables is one whose making was cut off.
    pub(super) fn create(folder: &Path, meta: &Meta) -> Result<Self, Trouble> {
        Self::create_at(&folder.join(FILE), meta)
    }

    /// The same in a file of any name.
    pub(super) fn create_at(path: &Path, meta: &Meta) -> Result<Self, Trouble> {
        let mut store = Self::connect(path, OpenFlags::SQLITE_OPEN_CREATE)?;
        let begun = store.database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if has_tables(&begun)? {
            return Err(Trouble::ThereAlready(path.display().to_string()));
        }
        begun.execute_batch(SCHEMA)?;
        begun.execute(
            "INSERT INTO register (id, version, origin, estate, proof) VALUES (1, ?1, ?2, ?3, ?4)",
            params![meta.version, meta.origin, meta.estate, meta.proof],
        )?;
        begun.commit()?;
        Ok(store)
    }

    /// Whether there is a register in a folder.
    pub(super) fn is_there(folder: &Path) -> bool {
        let path = folder.join(FILE);
        // What cannot be looked into is left alone.
        let has = || Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        path.exists() && has().map_or(true, |database| has_tables(&database).unwrap_or(true))
    }

    /// Opens the register of a folder, or a copy in one file, to write to it.
    pub(super) fn open(place: &Path) -> Result<Self, Trouble> {
        let is_there = if place.is_dir() { Self::is_there(place) } else { place.is_file() };
        if !is_there {
            return Err(Trouble::NoRegister(place.display().to_string()));
        }
        let path = if place.is_dir() { place.join(FILE) } else { place.to_owned() };
        let mut store = Self::connect(&path, OpenFlags::empty())?;
        let found = store.meta()?.version;
        if found > VERSION { Err(Trouble::Newer(found)) } else { Ok(store) }
    }

    /// Opens a copy in one file, which nobody writes to.
    pub(super) fn open_copy(path: &Path) -> Result<Self, Trouble> {
        if !path.is_file() {
            return Err(Trouble::NoRegister(path.display().to_string()));
        }
        let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        Ok(Self { database, file: disk::file_id(path) })
    }

    /// The database of a register's folder.
    pub(super) fn file_in(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    fn connect(path: &Path, more: OpenFlags) -> Result<Self, Trouble> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
        let database = Connection::open_with_flags(path, flags)?;
        database.busy_timeout(Duration::from_secs(PATIENCE_SECONDS))?;
        database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        database.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;",
        )?;
        Ok(Self { database, file: disk::file_id(path) })
    }

    /// Leaves everything in the one file.
    #[cfg(feature = "postgres")]
    pub(super) fn into_one_file(self) -> Result<(), Trouble> {
        Ok(self.database.pragma_update(None, "journal_mode", "DELETE")?)
    }

    /// How long to wait for another to end writing.
    #[cfg(test)]
    pub(super) fn wait_at_most(&self, time: Duration) -> Result<(), Trouble> {
        Ok(self.database.busy_timeout(time)?)
    }

    /// What was opened still lies where it lay: what is written to a file that was moved or deleted is written for nobody.
    fn is_in_place(&self) -> Result<(), Trouble> {
        let is_there =
            self.database.path().and_then(|path| disk::file_id(Path::new(path))) == self.file;
        let gone = "the register's database was moved or deleted while it was open";
        if is_there { Ok(()) } else { Err(Trouble::Refused(gone.to_owned())) }
    }

    /// The stamp beside the database of a register; a copy has none.
    fn stamp_file(&self) -> Option<PathBuf> {
        let path = PathBuf::from(self.database.path()?);
        (path.file_name()? == FILE).then(|| path.with_extension("stamp"))
    }

    /// Every byte of the database and how many events it has.
    fn image_now(&mut self) -> Result<Stamp, Trouble> {
        let count = "SELECT coalesce(max(seq) + 1, 0) FROM events";
        let events = self.database.query_row(count, [], |row| row.get(0))?;
        let image = self.database.serialize(MAIN_DB)?;
        Ok(Stamp { events, image: disk::hashed(&image) })
    }

    /// The states of units that events from a number on left, by event.
    fn moves(&self, from: i64, to: i64) -> Result<BTreeMap<u64, Vec<Move>>, Trouble> {
        let mut of = self.database.prepare_cached(
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
            .database
            .query_row("SELECT version, origin, estate, proof FROM register", [], read)
            .optional()?;
        found.ok_or_else(|| Trouble::Damaged("its first row is missing".to_owned()))
    }

    fn bring_up(&mut self, meta: &Meta) -> Result<(), Trouble> {
        versions::bring_up(&mut self.database, versions::STEPS, meta)
    }

    fn look(&mut self) -> Result<(), Trouble> {
        self.database.execute_batch("BEGIN")?;
        // Only what is read first decides what is seen.
        self.meta().map(drop)
    }

    fn begin(&mut self) -> Result<(), Trouble> {
        self.is_in_place()?;
        Ok(self.database.execute_batch("BEGIN IMMEDIATE")?)
    }

    fn commit(&mut self) -> Result<(), Trouble> {
        self.is_in_place()?;
        Ok(self.database.execute_batch("COMMIT")?)
    }

    fn roll_back(&mut self) -> Result<(), Trouble> {
        // A failure may have rolled it back already.
        if self.database.is_autocommit() {
            Ok(())
        } else {
            Ok(self.database.execute_batch("ROLLBACK")?)
        }
    }

    fn rows(&mut self, from: u64, most: u64) -> Result<Vec<Row>, Trouble> {
        let mut moves = self.moves(number(from), number(from.saturating_add(most)))?;
        let mut events = self.database.prepare_cached(
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
            self.database.prepare_cached("SELECT id, sealed FROM household_keys ORDER BY id")?;
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
        Ok(self.database.query_row(newest, [], read).optional()?)
    }

    fn heads(&mut self) -> Result<Vec<Head>, Trouble> {
        let origin = self.meta()?.origin;
        let mut heads = self
            .database
            .prepare_cached("SELECT events, hash, signature FROM heads ORDER BY events")?;
        let read = heads.query_map([], |row| {
            let (hash, signature) = (row.get(1)?, row.get(2)?);
            Ok(Head { origin: origin.clone(), events: row.get(0)?, hash, signature })
        })?;
        Ok(read.collect::<Result<_, _>>()?)
    }

    fn append(&mut self, row: &Row) -> Result<(), Trouble> {
        let seq = number(row.seq);
        self.database
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
        let mut states = self.database.prepare_cached(
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

    fn add_key(&mut self, id: i64, sealed: Option<&[u8]>) -> Result<(), Trouble> {
        self.database.execute(
            "INSERT INTO household_keys (id, sealed) VALUES (?1, ?2)",
            params![id, sealed],
        )?;
        Ok(())
    }

    fn destroy_key(&mut self, id: i64) -> Result<(), Trouble> {
        self.database.execute("UPDATE household_keys SET sealed = NULL WHERE id = ?1", [id])?;
        Ok(())
    }

    fn add_head(&mut self, head: &Head) -> Result<(), Trouble> {
        self.database.execute(
            "INSERT INTO heads (events, hash, signature) VALUES (?1, ?2, ?3)",
            params![number(head.events), head.hash, head.signature],
        )?;
        Ok(())
    }

    fn check(&mut self) -> Result<(), Trouble> {
        let said: String =
            self.database.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if said != "ok" {
            return Err(Trouble::Damaged(format!("the database itself: {said}")));
        }
        let broken =
            self.database.query_row("PRAGMA foreign_key_check", [], |_| Ok(())).optional()?;
        if broken.is_some() {
            return Err(Trouble::Damaged("a row names one that is not there".to_owned()));
        }
        for counted in COUNTED {
            if self.database.query_row(counted, [], |_| Ok(())).optional()?.is_some() {
                return Err(Trouble::Damaged("a number is not what it is made of".to_owned()));
            }
        }
        if rules(&self.database)? == rules(&fresh()?)? {
            Ok(())
        } else {
            Err(Trouble::Damaged("its own rules were changed".to_owned()))
        }
    }

    fn back_up(&mut self, to: &Path) -> Result<(), Trouble> {
        let named = |_| Trouble::Other(format!("the copy {} cannot be written", to.display()));
        let mut copy = Connection::open(to).map_err(named)?;
        // All at once: a moment of it, however much others write.
        rusqlite::backup::Backup::new(&self.database, &mut copy)?.run_to_completion(
            i32::MAX,
            Duration::from_millis(50),
            None,
        )?;
        // A copy is one file.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(())
    }

    fn image(&mut self) -> Result<Option<Stamp>, Trouble> {
        let was_looking = !self.database.is_autocommit();
        if !was_looking {
            self.look()?;
        }
        let pages: u64 = self.database.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let stamp = if pages > MOST_PAGES { Ok(None) } else { self.image_now().map(Some) };
        if !was_looking {
            self.roll_back()?;
        }
        stamp
    }

    fn stamp(&mut self) -> Result<Option<Vec<u8>>, Trouble> {
        self.stamp_file().map_or(Ok(None), |path| disk::stamp(&path))
    }

    fn put_stamp(&mut self, text: &str) -> Result<(), Trouble> {
        self.stamp_file().map_or(Ok(()), |path| disk::put_stamp(&path, text))
    }

    fn tidy(&mut self) -> Result<(), Trouble> {
        let said = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        self.database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], said)?;
        Ok(())
    }
}

/// Whether a database is a register: it has its first table.
fn has_tables(database: &Connection) -> Result<bool, rusqlite::Error> {
    database.table_exists(Some(MAIN_DB), c"register")
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
