//! What lies under a name, without following a link.

use crate::base::parse::sha256;
use std::fs;
use std::io;
use std::path::{Component, Path};

/// What lies under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::doors) enum Found {
    /// Nothing.
    Nothing,
    /// A file with this hash.
    File(String),
    /// A folder, a link, a device, or what cannot be read.
    Other,
}

/// Looks, and follows no link.
pub(in crate::doors) fn found(path: &Path) -> Found {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Found::Nothing,
        Ok(meta) if meta.is_file() => {
            fs::read(path).map_or(Found::Other, |bytes| Found::File(sha256(&bytes)))
        }
        _ => Found::Other,
    }
}

/// Where the files of a set lie until all are whole.
pub(super) const WRITING: &str = ".lintel-writing";

/// Whether a name is that of a file in the folder itself, and none of those that stand for an unfinished set.
pub(super) fn is_plain_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let is_one = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    is_one && !name.contains(['/', '\\', '\0', ':']) && name != WRITING
}
