//! Where a register and its key are, as they were named.

use super::args::{OfRegister, Whereabouts};
use crate::doors::cli::Failure;
use crate::doors::cli::init::shell;
use crate::doors::files::new_private;
use crate::service::vault::{Place, Register, Secret};
use anyhow::{Context, anyhow};
use std::env;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// No key file comes near this.
const LARGEST_KEY: u64 = 4096;

impl Whereabouts {
    /// No register at all.
    pub(in crate::doors::cli) fn none() -> Self {
        Self { register: None, key: None }
    }

    /// Whether a register was named.
    pub(in crate::doors::cli) fn is_named(&self) -> bool {
        self.register.as_deref().is_some_and(|path| !path.as_os_str().is_empty())
    }

    /// What a command needs to be typed again, where it is not said by the surroundings: " --register night --key k".
    pub(in crate::doors::cli) fn flags(&self) -> String {
        let flag = |name: &str, variable: &str, path: &Option<PathBuf>| {
            let is_surrounding =
                |path: &&PathBuf| env::var_os(variable).is_some_and(|at| at == ***path);
            // The address of a database may hold a password: whoever typed it types it again.
            let is_file = |path: &&PathBuf| Place::read(path).is_ok_and(|at| at.folder().is_some());
            let typed = path.as_ref().filter(|path| is_file(path) && !is_surrounding(path));
            typed.map_or_else(String::new, |path| format!(" --{name} {}", shell(path)))
        };
        let register = flag("register", "LINTEL_REGISTER", &self.register);
        register + &flag("key", "LINTEL_KEY", &self.key)
    }

    /// A folder for what lies beside the register: the one that is named, which is made where it is missing, or the
    /// register's own; one in a server's database has none.
    pub(in crate::doors::cli) fn folder_beside<'a>(
        &'a self,
        named: Option<&'a Path>,
    ) -> Result<&'a Path, Failure> {
        if let Some(folder) = named {
            let said = folder.display();
            private_folder(folder).with_context(|| format!("the folder {said} cannot be made"))?;
            return Ok(folder);
        }
        let is_folder = self.place()?.folder().is_some();
        let own = self.register.as_deref().filter(|_| is_folder);
        own.ok_or_else(|| {
            let why = "a register in a database has no folder for who may sign in: name one by --accounts DIR";
            Failure::Usage(why.to_owned())
        })
    }

    /// Where the register is.
    pub(super) fn place(&self) -> Result<Place, Failure> {
        let named = self.register.as_deref().filter(|path| !path.as_os_str().is_empty());
        let named = named.ok_or_else(|| {
            Failure::Usage("name the register by --register WHERE or LINTEL_REGISTER, and its key by --key FILE or LINTEL_KEY; where there is none yet, `lintel register init` makes both".to_owned())
        })?;
        Place::read(named).map_err(|trouble| Failure::Usage(trouble.to_string()))
    }

    /// The key's file.
    pub(super) fn key_file(&self) -> Result<&Path, Failure> {
        let named = self.key.as_deref().filter(|path| !path.as_os_str().is_empty());
        named.ok_or_else(|| {
            Failure::Usage("name the register's key by --key FILE or LINTEL_KEY; where there is none yet, `lintel register init` makes both".to_owned())
        })
    }

    /// Reads the key.
    pub(super) fn secret(&self) -> Result<Secret, Failure> {
        let path = self.key_file()?;
        let mut text = Zeroizing::new(String::new());
        let read =
            fs::File::open(path).and_then(|file| file.take(LARGEST_KEY).read_to_string(&mut text));
        match read {
            Ok(_) => Ok(Secret::read(&text)?),
            Err(error) => Err(anyhow!(
                "the key {} cannot be read ({}); nothing was read or written: name the register's key by --key or LINTEL_KEY",
                path.display(),
                error.kind()
            )
            .into()),
        }
    }

    /// Opens the register.
    pub(in crate::doors::cli) fn open(&self) -> Result<Register, Failure> {
        let place = self.place()?;
        let secret = self.secret()?;
        Ok(Register::open(&place, &secret)?)
    }

    /// Makes a key that nobody else can read; the file must be new, and elsewhere than the register.
    pub(super) fn make_key(&self) -> Result<Secret, Failure> {
        let path = self.key_file()?;
        if self.place()?.folder().is_some_and(|folder| is_within(path, folder)) {
            let why = "the key lies elsewhere than the register: whoever takes the folder must not have it";
            return Err(Failure::Usage(why.to_owned()));
        }
        let secret = Secret::draw()?;
        let made = new_private(path).and_then(|mut file| {
            file.write_all(secret.text().as_bytes())?;
            file.sync_all()
        });
        made.with_context(|| {
            format!(
                "the key {} cannot be made: it must be a new file, in a folder that is there",
                path.display()
            )
        })?;
        Ok(secret)
    }

    /// Takes a key away that was made for a register that could not be begun.
    pub(super) fn unmake_key(&self) {
        if let Ok(path) = self.key_file() {
            // Where it stays, it opens nothing.
            let _stays = fs::remove_file(path);
        }
    }

    /// Where a register is to be begun; a folder is made.
    pub(super) fn make_place(&self) -> Result<Place, Failure> {
        let place = self.place()?;
        if let Some(folder) = place.folder() {
            let said = folder.display();
            private_folder(folder).with_context(|| format!("the folder {said} cannot be made"))?;
        }
        Ok(place)
    }
}

impl OfRegister {
    /// The moment that is asked about, which only a register can be.
    pub(in crate::doors::cli) fn moment(&self) -> Result<Option<&str>, Failure> {
        if self.at.is_some() && !self.whereabouts.is_named() {
            let why = "--at asks a register: name one by --register or LINTEL_REGISTER";
            return Err(Failure::Usage(why.to_owned()));
        }
        Ok(self.at.as_deref())
    }
}

/// Whether a file would lie in a folder or below it.
fn is_within(file: &Path, folder: &Path) -> bool {
    let whole = |path: &Path| -> PathBuf {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let found = path.ancestors().find_map(|of| Some((of, of.canonicalize().ok()?)));
        found.map_or_else(
            || path.clone(),
            |(of, real)| {
                path.strip_prefix(of).map_or_else(|_| path.clone(), |rest| real.join(rest))
            },
        )
    };
    whole(file).starts_with(whole(folder))
}

#[cfg(unix)]
fn private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private_folder(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)
}
