//! What goes wrong with a register that is no fault of an event: the key, the place it is kept, a changed byte.

use thiserror::Error;

/// Why a register cannot be used, or not trusted.
#[derive(Debug, Error)]
pub enum Trouble {
    /// What was given as a key is none.
    #[error(
        "this is no key of a register: name the file that `lintel register init` made, by --key or LINTEL_KEY"
    )]
    NoKey,
    /// The key is another register's.
    #[error(
        "this key does not open this register; nothing was read or written: name its own key by --key or LINTEL_KEY"
    )]
    WrongKey,
    /// There is no register there.
    #[error("there is no register at {0}; `lintel register init` begins one")]
    NoRegister(String),
    /// A register is there already.
    #[error("{0} is there already, and nothing is written over it")]
    ThereAlready(String),
    /// Another program writes and does not end.
    #[error(
        "another program is writing to the register and did not end within {0} seconds; nothing was recorded: try again"
    )]
    Busy(u64),
    /// A newer program wrote it.
    #[error("a newer Lintel has written this register (version {0}); use that one")]
    Newer(i64),
    /// Something in it is not as it was written.
    #[error("the register is not as it was written: {0}")]
    Damaged(String),
    /// An address of a database that is none, or names no register in it.
    #[error(
        "a register in PostgreSQL is named like this: postgres://ACCOUNT:PASSWORD@HOST/DATABASE?register=NAME, its name in small letters, digits, - and _"
    )]
    NoName,
    /// This program does not know that kind of place.
    #[error("this Lintel was built without PostgreSQL: build it with `--features postgres`")]
    NoPostgres,
    /// The connection was lost at the one moment at which it matters.
    #[error(
        "the connection was lost while it was being recorded: it may be recorded or not; look, or say it again with the same --request"
    )]
    Unsure,
    /// The place it is kept refuses.
    #[error("{0}; nothing was recorded")]
    Refused(String),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl Trouble {
    /// Whether the same may be possible in a moment: whatever is kept is whole, and nothing of this was recorded.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Refused(_))
    }

    /// An event that is not as it was written.
    pub(super) fn at(seq: u64, what: &str) -> Self {
        Self::Damaged(format!("event {seq}: {what}"))
    }
}
