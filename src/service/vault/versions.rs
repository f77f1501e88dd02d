//! A register that an older program wrote is brought up to this layout when it is opened, step by step and never back.
//!
//! Each step is SQL that makes of one layout the next. All of them, and the first row that says which it is, count
//! together or not at all. What was sealed and chained stays as it was written.

use super::store::Meta;
use super::trouble::Trouble;
use rusqlite::{Connection, TransactionBehavior, params};

/// Steps of a register in a folder: the first makes version 2 of version 1.
pub(super) const STEPS: &[&str] = &[];

/// Brings tables up to the layout of a first row. Where another program did so meanwhile, nothing is left to do.
pub(super) fn bring_up(
    database: &mut Connection,
    steps: &[&str],
    meta: &Meta,
) -> Result<(), Trouble> {
    let begun = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = begun.query_row("SELECT version FROM register", [], |row| row.get(0))?;
    let done = usize::try_from(found - 1).unwrap_or(usize::MAX);
    for step in steps.iter().skip(done) {
        begun.execute_batch(step)?;
    }
    let rule: String = begun.query_row(
        "SELECT sql FROM sqlite_schema WHERE name = 'register_stays'",
        [],
        |row| row.get(0),
    )?;
    begun.execute_batch("DROP TRIGGER register_stays")?;
    begun.execute(
        "UPDATE register SET version = ?1, proof = ?2",
        params![meta.version, meta.proof],
    )?;
    begun.execute_batch(&rule)?;
    Ok(begun.commit()?)
}
