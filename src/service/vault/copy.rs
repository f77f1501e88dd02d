//! Copies: a backup is a register in one file, made while others may write, and verified before it counts.

use super::head::Head;
use super::location::Place;
use super::open_store;
use super::register::Register;
use super::secret::Secret;
use super::sqlite::Sqlite;
use super::store::Store;
use super::trouble::Trouble;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// So many unfinished copies may lie beside each other.
const MOST_AT_ONCE: u32 = 100;

impl Register {
    /// Copies everything into a new file, and verifies the copy.
    ///
    /// # Errors
    /// If the file is there already or cannot be written, or the copy is not as it should be; then there is none.
    pub fn back_up(&mut self, to: &Path, secret: &Secret) -> Result<Option<Head>, Trouble> {
        if to.exists() {
            return Err(Trouble::ThereAlready(to.display().to_string()));
        }
        whole_or_not(to, |copy| {
            self.store.back_up(copy)?;
            Self::of(Box::new(Sqlite::open_copy(copy)?), secret)?.verify()
        })
    }

    /// Makes a register from a backup, in a folder that is there or a server's database, and verifies it.
    ///
    /// # Errors
    /// If a register is there already, or the backup is not as it was written; then none is made.
    pub fn restore(from: &Path, place: &Place, secret: &Secret) -> Result<Option<Head>, Trouble> {
        if open_store::is_there(place)? {
            return Err(Trouble::ThereAlready(place.to_string()));
        }
        match place {
            Place::Folder(folder) => {
                whole_or_not(&Sqlite::file_in(folder), |copy| {
                    Sqlite::open_copy(from)?.back_up(copy)?;
                    Self::of(Box::new(Sqlite::open(copy)?), secret)?.verify()
                })?;
            }
            Place::Server(server) => {
                let mut copy = Self::of(Box::new(Sqlite::open_copy(from)?), secret)?;
                copy.verify()?;
                open_store::restore(server, copy.store.as_mut())?;
            }
        }
        let mut restored = Self::open(place, secret)?;
        restored.leave_stamp()?;
        restored.head()
    }
}

/// A new file beside another, of a name that nobody has: a copy that was cut off, or that is being made, is somebody else's.
fn new_beside(path: &Path) -> Option<PathBuf> {
    for number in 1..=MOST_AT_ONCE {
        let mut partial = path.as_os_str().to_owned();
        partial.push(format!(".{number}.partial"));
        let partial = PathBuf::from(partial);
        match File::create_new(&partial) {
            Ok(_) => return Some(partial),
            Err(_) if partial.exists() => {}
            Err(_) => return None,
        }
    }
    None
}

/// Makes a file under another name, and gives it its own once it is found whole.
fn whole_or_not<T>(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let named = || Trouble::Other(format!("{} cannot be written", path.display()));
    let partial = new_beside(path).ok_or_else(named)?;
    let made = make(&partial).and_then(|made| {
        // Somebody may have made one of that name meanwhile.
        if path.exists() {
            return Err(Trouble::ThereAlready(path.display().to_string()));
        }
        fs::rename(&partial, path).map_err(|_| named())?;
        Ok(made)
    });
    if made.is_err() {
        let _gone = fs::remove_file(&partial);
    }
    made
}
