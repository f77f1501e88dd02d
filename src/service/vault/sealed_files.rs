//! What lies beside a register and is nobody else's to read: sealed with its key, and named by its blind index.

use super::register::Register;
use super::seal::{open, seal};
use super::secret::hex;
use super::trouble::Trouble;
use zeroize::Zeroizing;

/// So much of an index is enough that nobody guesses another.
const OPAQUE_BYTES: usize = 12;

impl Register {
    /// Takes in what others have recorded meanwhile.
    ///
    /// # Errors
    /// If the store cannot be read, or something in it is not as it was written.
    pub fn refresh(&mut self) -> Result<(), Trouble> {
        self.store.look()?;
        let behind = self.catch_up();
        self.store.roll_back()?;
        behind
    }

    /// A name that tells nothing to whoever has no key: for addresses of pages.
    pub fn opaque(&self, of: &str, name: &str) -> String {
        let index = self.keys.index(&format!("page of a {of}"), name);
        hex(&index[..OPAQUE_BYTES])
    }

    /// Seals a text that is kept beside the register under a name.
    ///
    /// # Errors
    /// If the system has no chance to give.
    pub fn seal_beside(&self, name: &str, text: &[u8]) -> Result<Vec<u8>, Trouble> {
        seal(self.keys.core(), text, &self.beside(name))
    }

    /// Opens it; none: it was changed, or is another register's or of another name.
    pub fn open_beside(&self, name: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        open(self.keys.core(), sealed, &self.beside(name))
    }

    fn beside(&self, name: &str) -> Vec<u8> {
        [b"lintel beside 1/", self.meta.origin.as_bytes(), b"/", name.as_bytes()].concat()
    }
}
