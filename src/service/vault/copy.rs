//! Copies: a backup is a register in one file, made while others may write, and verified before it counts.

use super::head::Head;
use super::register::Register;
use super::secret::Secret;
use super::sqlite::Sqlite;
use super::trouble::Trouble;
use std::path::Path;

impl Register {
    /// Copies everything into a new file, and verifies the copy.
    ///
    /// # Errors
    /// If the file is there already or cannot be written, or the copy is not as it should be.
    pub fn back_up(&mut self, to: &Path, secret: &Secret) -> Result<Option<Head>, Trouble> {
        self.store.back_up(to)?;
        Self::of(Box::new(Sqlite::open_copy(to)?), secret)?.verify()
    }

    /// Makes a register in a folder that is there from a backup, and verifies it.
    ///
    /// # Errors
    /// If a register is there already, or the backup is not as it was written.
    pub fn restore(from: &Path, folder: &Path, secret: &Secret) -> Result<Option<Head>, Trouble> {
        let mut copy = Self::of(Box::new(Sqlite::open_copy(from)?), secret)?;
        copy.verify()?;
        copy.store.back_up(&Sqlite::file_in(folder))?;
        Self::open(folder, secret)?.verify()
    }
}
