//! A register in a database of `PostgreSQL`: one schema for each register, so that one database serves several providers.
//!
//! Whoever writes takes the register's own advisory lock first, then follows the last event; the server waits for the disk.
//! Not here: the connection itself (`line`), and what the tables are (`postgres.sql`).

use super::head::Head;
use super::line::Line;
use super::location::Server;
use super::row::{Hash, Move, Row};
use super::sqlite::Sqlite;
use super::stamp::Stamp;
use super::store::{Meta, Store, StoredKey, VERSION, copy_all};
use super::trouble::Trouble;
use postgres::Row as Found;
use std::collections::BTreeMap;
use std::path::Path;

const SCHEMA: &str = include_str!("postgres.sql");

/// Everything by which the database itself refuses, as it stands in a schema.
const RULES: &str = include_str!("postgres_rules.sql");

/// Numbers that were worked out when they were written and are others now, or rules that do not hold.
const NOT_SO: &str = "
    SELECT 1 FROM events WHERE prev_seq IS DISTINCT FROM CASE WHEN seq > 0 THEN seq - 1 END
    UNION ALL SELECT 1 FROM unit_states
        WHERE prev_version IS DISTINCT FROM CASE WHEN version > 0 THEN version - 1 END
    UNION ALL SELECT 1 FROM heads WHERE last IS DISTINCT FROM events - 1
    UNION ALL SELECT 1 FROM events AS e WHERE seq > 0
        AND NOT EXISTS (SELECT 1 FROM events AS b WHERE b.seq = e.prev_seq AND b.hash = e.prev_hash)
    LIMIT 1";

/// A register in a database.
#[derive(Debug)]
pub(super) struct Postgres {
    line: Line,
    /// The name of its schema, as SQL quotes it.
    schema: String,
    said: String,
}

impl Postgres {
    /// Goes to a server, whether or not the register is there.
    fn reach(server: &Server) -> Result<Self, Trouble> {
        let schema = format!("\"lintel {}\"", server.register);
        let line = Line::open(&server.way, &schema)?;
        Ok(Self { line, schema, said: server.to_string() })
    }

    /// Whether there is a register of this name.
    pub(super) fn is_there(server: &Server) -> Result<bool, Trouble> {
        Self::reach(server)?.has_tables()
    }

    fn has_tables(&self) -> Result<bool, Trouble> {
        self.line.ask(|client| {
            let found = client.query_one("SELECT to_regclass('register') IS NOT NULL", &[])?;
            found.try_get(0)
        })
    }

    /// Begins a register.
    pub(super) fn create(server: &Server, meta: &Meta) -> Result<Self, Trouble> {
        let mut store = Self::begun(server, meta)?;
        store.commit()?;
        Ok(store)
    }

    /// Makes a register of everything that another store has, or nothing.
    pub(super) fn restored(server: &Server, from: &mut dyn Store) -> Result<Self, Trouble> {
        let mut store = Self::begun(server, &from.meta()?)?;
        copy_all(from, &mut store)?;
        store.commit()?;
        Ok(store)
    }

    /// A register with its first row; it counts with what is written next.
    fn begun(server: &Server, meta: &Meta) -> Result<Self, Trouble> {
        let mut store = Self::reach(server)?;
        store.begin()?;
        if store.has_tables()? {
            return Err(Trouble::ThereAlready(store.said));
        }
        let make = format!("CREATE SCHEMA {}; {SCHEMA}", store.schema);
        store.line.run(make)?;
        let Meta { version, origin, estate, proof } = meta.clone();
        store.line.ask(move |client| {
            let insert = "INSERT INTO register (id, version, origin, estate, proof) VALUES (1, $1, $2, $3, $4)";
            client.execute(insert, &[&version, &origin, &estate, &proof])
        })?;
        Ok(store)
    }

    /// Opens a register.
    pub(super) fn open(server: &Server) -> Result<Self, Trouble> {
        let mut store = Self::reach(server)?;
        if !store.has_tables()? {
            return Err(Trouble::NoRegister(store.said));
        }
        let found = store.meta()?.version;
        if found > VERSION { Err(Trouble::Newer(found)) } else { Ok(store) }
    }

    fn moves(&self, from: i64, to: i64) -> Result<BTreeMap<u64, Vec<Move>>, Trouble> {
        const OF: &str = "SELECT seq, unit, version, from_state, state, holder, until, at, is_late
            FROM unit_states WHERE seq >= $1 AND seq < $2 ORDER BY seq, unit, version";
        let found = self.line.ask(move |client| client.query(OF, &[&from, &to]))?;
        let mut moves: BTreeMap<u64, Vec<Move>> = BTreeMap::new();
        for row in &found {
            let of = Move {
                unit: hash(row, 1)?,
                version: get(row, 2)?,
                from_state: get(row, 3)?,
                state: get(row, 4)?,
                holder: maybe_hash(row, 5)?,
                until: get(row, 6)?,
                at: get(row, 7)?,
                is_late: get(row, 8)?,
            };
            moves.entry(count(row, 0)?).or_default().push(of);
        }
        Ok(moves)
    }
}

fn damaged() -> Trouble {
    Trouble::Damaged("a row of the database is none of a register".to_owned())
}

fn get<'a, T: postgres::types::FromSql<'a>>(row: &'a Found, at: usize) -> Result<T, Trouble> {
    row.try_get(at).map_err(|_| damaged())
}

fn count(row: &Found, at: usize) -> Result<u64, Trouble> {
    u64::try_from(get::<i64>(row, at)?).map_err(|_| damaged())
}

fn hash(row: &Found, at: usize) -> Result<Hash, Trouble> {
    get::<&[u8]>(row, at)?.try_into().map_err(|_| damaged())
}

fn maybe_hash(row: &Found, at: usize) -> Result<Option<Hash>, Trouble> {
    let bytes = get::<Option<&[u8]>>(row, at)?;
    bytes.map(|bytes| bytes.try_into().map_err(|_| damaged())).transpose()
}

fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn head(row: &Found, origin: &str) -> Result<Head, Trouble> {
    Ok(Head {
        origin: origin.to_owned(),
        events: count(row, 0)?,
        hash: hash(row, 1)?,
        signature: get::<&[u8]>(row, 2)?.try_into().map_err(|_| damaged())?,
    })
}

impl Store for Postgres {
    fn meta(&mut self) -> Result<Meta, Trouble> {
        const FIRST: &str = "SELECT version, origin, estate, proof FROM register";
        let found = self.line.ask(|client| client.query_opt(FIRST, &[]))?;
        let row = found.ok_or_else(|| Trouble::Damaged("its first row is missing".to_owned()))?;
        Ok(Meta {
            version: get(&row, 0)?,
            origin: get(&row, 1)?,
            estate: get(&row, 2)?,
            proof: get(&row, 3)?,
        })
    }

    fn bring_up(&mut self, meta: &Meta) -> Result<(), Trouble> {
        // There was never an older layout of these tables.
        Err(Trouble::Damaged(format!("its version is not {}", meta.version)))
    }

    fn look(&mut self) -> Result<(), Trouble> {
        self.line.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn begin(&mut self) -> Result<(), Trouble> {
        self.line.begin(
            "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended(current_setting('search_path'), 15))",
        )
    }

    fn commit(&mut self) -> Result<(), Trouble> {
        self.line.commit()
    }

    fn roll_back(&mut self) -> Result<(), Trouble> {
        self.line.roll_back();
        Ok(())
    }

    fn rows(&mut self, from: u64, most: u64) -> Result<Vec<Row>, Trouble> {
        const OF: &str =
            "SELECT seq, prev_hash, hash, request, unit, referral, key_id, core, personal
            FROM events WHERE seq >= $1 ORDER BY seq LIMIT $2";
        let (first, limit) = (number(from), number(most));
        let mut moves = self.moves(first, number(from.saturating_add(most)))?;
        let found = self.line.ask(move |client| client.query(OF, &[&first, &limit]))?;
        found
            .iter()
            .map(|row| {
                let seq = count(row, 0)?;
                Ok(Row {
                    seq,
                    prev_hash: maybe_hash(row, 1)?,
                    hash: hash(row, 2)?,
                    request: maybe_hash(row, 3)?,
                    unit: maybe_hash(row, 4)?,
                    referral: maybe_hash(row, 5)?,
                    key_id: get(row, 6)?,
                    core: get(row, 7)?,
                    personal: get(row, 8)?,
                    moves: moves.remove(&seq).unwrap_or_default(),
                })
            })
            .collect()
    }

    fn keys(&mut self) -> Result<Vec<StoredKey>, Trouble> {
        const OF: &str = "SELECT id, sealed FROM household_keys ORDER BY id";
        let found = self.line.ask(|client| client.query(OF, &[]))?;
        found.iter().map(|row| Ok(StoredKey { id: get(row, 0)?, sealed: get(row, 1)? })).collect()
    }

    fn head(&mut self) -> Result<Option<Head>, Trouble> {
        const NEWEST: &str =
            "SELECT events, hash, signature FROM heads ORDER BY events DESC LIMIT 1";
        let origin = self.meta()?.origin;
        let found = self.line.ask(|client| client.query_opt(NEWEST, &[]))?;
        found.map(|row| head(&row, &origin)).transpose()
    }

    fn heads(&mut self) -> Result<Vec<Head>, Trouble> {
        const OF: &str = "SELECT events, hash, signature FROM heads ORDER BY events";
        let origin = self.meta()?.origin;
        let found = self.line.ask(|client| client.query(OF, &[]))?;
        found.iter().map(|row| head(row, &origin)).collect()
    }

    fn append(&mut self, row: &Row) -> Result<(), Trouble> {
        const EVENT: &str = "INSERT INTO events
            (seq, prev_hash, hash, request, unit, referral, key_id, core, personal)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        const STATE: &str = "INSERT INTO unit_states
            (unit, version, seq, from_state, state, holder, until, at, is_late)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let row = row.clone();
        self.line.ask(move |client| {
            fn bytes(of: Option<&Hash>) -> Option<&[u8]> {
                of.map(|bytes| &bytes[..])
            }
            let seq = number(row.seq);
            let (prev, request) = (bytes(row.prev_hash.as_ref()), bytes(row.request.as_ref()));
            let (unit, referral) = (bytes(row.unit.as_ref()), bytes(row.referral.as_ref()));
            let (hash, core, personal) = (&row.hash[..], &row.core, &row.personal);
            client.execute(
                EVENT,
                &[&seq, &prev, &hash, &request, &unit, &referral, &row.key_id, core, personal],
            )?;
            for of in &row.moves {
                let (unit, holder) = (&of.unit[..], bytes(of.holder.as_ref()));
                let Move { version, from_state, state, until, at, is_late, .. } = of;
                client.execute(
                    STATE,
                    &[&unit, version, &seq, from_state, state, &holder, until, at, is_late],
                )?;
            }
            Ok(())
        })
    }

    fn add_key(&mut self, id: i64, sealed: Option<&[u8]>) -> Result<(), Trouble> {
        let sealed = sealed.map(<[u8]>::to_vec);
        let insert = "INSERT INTO household_keys (id, sealed) VALUES ($1, $2)";
        self.line.ask(move |client| client.execute(insert, &[&id, &sealed])).map(drop)
    }

    fn destroy_key(&mut self, id: i64) -> Result<(), Trouble> {
        let update = "UPDATE household_keys SET sealed = NULL WHERE id = $1";
        self.line.ask(move |client| client.execute(update, &[&id])).map(drop)
    }

    fn add_head(&mut self, head: &Head) -> Result<(), Trouble> {
        let Head { events, hash, signature, .. } = head.clone();
        let insert = "INSERT INTO heads (events, hash, signature) VALUES ($1, $2, $3)";
        self.line
            .ask(move |client| {
                client.execute(insert, &[&number(events), &&hash[..], &&signature[..]])
            })
            .map(drop)
    }

    fn check(&mut self) -> Result<(), Trouble> {
        if !self.line.ask(|client| client.query(NOT_SO, &[]))?.is_empty() {
            return Err(Trouble::Damaged("a number is not what it is made of".to_owned()));
        }
        let rules =
            || self.line.ask(|client| client.query_one(RULES, &[])?.try_get::<_, String>(0));
        let here = rules()?;
        // As they would be made now: in a schema that is never kept.
        let fresh = format!(
            "BEGIN; CREATE SCHEMA lintel_fresh; SET LOCAL search_path = lintel_fresh; {SCHEMA}"
        );
        let meant = self.line.run(fresh).and_then(|()| rules());
        self.line.roll_back();
        if here == meant? {
            Ok(())
        } else {
            Err(Trouble::Damaged("its own rules were changed".to_owned()))
        }
    }

    fn back_up(&mut self, to: &Path) -> Result<(), Trouble> {
        let mut copy = Sqlite::create_at(to, &self.meta()?)?;
        self.look()?;
        let copied = copy.begin().and_then(|()| copy_all(self, &mut copy));
        self.roll_back()?;
        copied?;
        copy.commit()?;
        copy.into_one_file()
    }

    fn image(&mut self) -> Result<Option<Stamp>, Trouble> {
        Ok(None)
    }

    fn stamp(&mut self) -> Result<Option<Vec<u8>>, Trouble> {
        Ok(None)
    }

    fn put_stamp(&mut self, _: &str) -> Result<(), Trouble> {
        Ok(())
    }

    fn tidy(&mut self) -> Result<(), Trouble> {
        // Nothing of a destroyed key is left in the table's file. Where somebody looks at it now, the server does so later.
        let _later = self.line.run("VACUUM FULL household_keys".to_owned());
        Ok(())
    }
}
