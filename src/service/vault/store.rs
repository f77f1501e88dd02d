//! Where a register is kept: a few plain acts that every database can do. What is kept is sealed before it comes here.

use super::head::Head;
use super::row::Row;
use super::stamp::Stamp;
use super::trouble::Trouble;
use std::fmt::Debug;
use std::path::Path;

/// The layout of the tables; a register of an older one is brought up to it when it is opened (`versions`).
pub(super) const VERSION: i64 = 1;

/// How long one waits for another to end writing.
pub(super) const PATIENCE_SECONDS: u64 = 20;

/// The first row: what a register is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The layout of its tables.
    pub(super) version: i64,
    /// Its own name, of which there is no other.
    pub(super) origin: String,
    /// The estate whose register it is, as it was named.
    pub(super) estate: String,
    /// What only its key makes of the above.
    pub(super) proof: Vec<u8>,
}

/// A household's key as it is stored: sealed, or destroyed.
#[derive(Debug, Clone)]
pub struct StoredKey {
    pub(super) id: i64,
    pub(super) sealed: Option<Vec<u8>>,
}

/// Somewhere a register is kept.
pub trait Store: Debug + Send {
    /// The first row.
    fn meta(&mut self) -> Result<Meta, Trouble>;
    /// Brings tables of an older layout up to this first row: all of it or nothing.
    fn bring_up(&mut self, meta: &Meta) -> Result<(), Trouble>;
    /// Begins looking: until the end everything is as it is at this moment, whatever others write.
    fn look(&mut self) -> Result<(), Trouble>;
    /// Begins writing alone, or waits for whoever writes; every act until the end counts together.
    fn begin(&mut self) -> Result<(), Trouble>;
    /// Everything since the beginning counts, and is on the disk.
    fn commit(&mut self) -> Result<(), Trouble>;
    /// Nothing since the beginning counts.
    fn roll_back(&mut self) -> Result<(), Trouble>;
    /// The events from a number on, so many at most.
    fn rows(&mut self, from: u64, most: u64) -> Result<Vec<Row>, Trouble>;
    /// The households' keys.
    fn keys(&mut self) -> Result<Vec<StoredKey>, Trouble>;
    /// The newest head.
    fn head(&mut self) -> Result<Option<Head>, Trouble>;
    /// Every head, in order.
    fn heads(&mut self) -> Result<Vec<Head>, Trouble>;
    /// One more event.
    fn append(&mut self, row: &Row) -> Result<(), Trouble>;
    /// One more household's key; none: destroyed already.
    fn add_key(&mut self, id: i64, sealed: Option<&[u8]>) -> Result<(), Trouble>;
    /// Destroys a household's key.
    fn destroy_key(&mut self, id: i64) -> Result<(), Trouble>;
    /// A new head.
    fn add_head(&mut self, head: &Head) -> Result<(), Trouble>;
    /// Looks whether the database itself is whole, and its rules are in place.
    fn check(&mut self) -> Result<(), Trouble>;
    /// Copies everything into a new file, while others may write.
    fn back_up(&mut self, to: &Path) -> Result<(), Trouble>;
    /// Every byte of it as it is now; none where it lies in no file of its own, or in one too large for that.
    fn image(&mut self) -> Result<Option<Stamp>, Trouble>;
    /// The stamp that was put beside it.
    fn stamp(&mut self) -> Result<Option<Vec<u8>>, Trouble>;
    /// Puts a stamp beside it, in place of an older one.
    fn put_stamp(&mut self, text: &str) -> Result<(), Trouble>;
    /// Makes sure that nothing of what was destroyed is left in a file beside.
    fn tidy(&mut self) -> Result<(), Trouble>;
}

/// Writes into one store, that holds no event yet, what another has.
#[cfg(feature = "postgres")]
pub(super) fn copy_all(from: &mut dyn Store, to: &mut dyn Store) -> Result<(), Trouble> {
    const AT_ONCE: u64 = 4096;
    for key in from.keys()? {
        to.add_key(key.id, key.sealed.as_deref())?;
    }
    let mut next = 0;
    loop {
        let rows = from.rows(next, AT_ONCE)?;
        for row in &rows {
            to.append(row)?;
        }
        match rows.last() {
            Some(last) => next = last.seq + 1,
            None => break,
        }
    }
    from.heads()?.iter().try_for_each(|head| to.add_head(head))
}
