//! A row as it is stored, and the chain over the rows.

use super::trouble::Trouble;
use sha2::{Digest, Sha256};

/// A SHA-256.
pub(super) type Hash = [u8; 32];

/// One event as it is stored: what is not sealed says nothing of anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub(super) seq: u64,
    /// The hash of the row before; none of the first.
    pub(super) prev_hash: Option<Hash>,
    pub(super) hash: Hash,
    /// Blind indexes: equal where the texts are equal, and telling nothing else.
    pub(super) request: Option<Hash>,
    pub(super) unit: Option<Hash>,
    pub(super) referral: Option<Hash>,
    /// The household's key with which `personal` is sealed.
    pub(super) key_id: Option<i64>,
    /// What stays for good, sealed.
    pub(super) core: Vec<u8>,
    /// What goes when the household is erased, sealed.
    pub(super) personal: Option<Vec<u8>>,
    pub(super) moves: Vec<Move>,
}

/// One unit's new state: for the database's own look at double bookings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) unit: Hash,
    pub(super) version: i64,
    pub(super) from_state: Option<String>,
    pub(super) state: String,
    /// Whose it is.
    pub(super) holder: Option<Hash>,
    /// When a claim lapses, in seconds since 1970.
    pub(super) until: Option<i64>,
    /// When it happened, in seconds since 1970.
    pub(super) at: i64,
    /// It was put between or in place of others: what is before it in the table is not what was before it.
    pub(super) is_late: bool,
}

/// A unit's state as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Now {
    pub(super) state: String,
    pub(super) holder: Option<Hash>,
    pub(super) until: Option<i64>,
}

impl Row {
    /// The hash over everything that is stored of it, and the row before.
    pub(super) fn chained(&self) -> Hash {
        let mut hasher = Sha256::new();
        let mut part = |bytes: Option<&[u8]>| match bytes {
            Some(bytes) => {
                hasher.update((bytes.len() as u64 + 1).to_be_bytes());
                hasher.update(bytes);
            }
            None => hasher.update(0_u64.to_be_bytes()),
        };
        part(Some(b"lintel register row 1"));
        part(Some(&self.seq.to_be_bytes()));
        part(self.prev_hash.as_ref().map(|bytes| &bytes[..]));
        part(self.request.as_ref().map(|bytes| &bytes[..]));
        part(self.unit.as_ref().map(|bytes| &bytes[..]));
        part(self.referral.as_ref().map(|bytes| &bytes[..]));
        part(self.key_id.map(i64::to_be_bytes).as_ref().map(|bytes| &bytes[..]));
        part(Some(&self.core));
        part(self.personal.as_deref());
        for of in &self.moves {
            part(Some(&of.unit));
            part(Some(&of.version.to_be_bytes()));
            part(of.from_state.as_deref().map(str::as_bytes));
            part(Some(of.state.as_bytes()));
            part(of.holder.as_ref().map(|bytes| &bytes[..]));
            part(of.until.map(i64::to_be_bytes).as_ref().map(|bytes| &bytes[..]));
            part(Some(&of.at.to_be_bytes()));
            part(Some(&[u8::from(of.is_late)]));
        }
        hasher.finalize().into()
    }
}

/// Each row's hash is that of its bytes and of the one before.
pub(super) fn chain(rows: &[Row]) -> Result<(), Trouble> {
    let mut before: Option<Hash> = None;
    for (seq, row) in (0..).zip(rows) {
        if row.seq != seq {
            return Err(Trouble::at(seq, "it is missing"));
        }
        if row.prev_hash != before {
            return Err(Trouble::at(seq, "it does not follow the one before"));
        }
        if row.chained() != row.hash {
            return Err(Trouble::at(seq, "it was changed"));
        }
        before = Some(row.hash);
    }
    Ok(())
}
