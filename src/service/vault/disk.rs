//! What lies on the disk beside a database's own work: which file it is, the hash of its bytes, and the stamp beside it.

use super::row::Hash;
use super::trouble::Trouble;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// Which file lies under a name.
pub(super) type FileId = (u64, u64);

#[cfg(unix)]
pub(super) fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|of| (of.dev(), of.ino()))
}

#[cfg(not(unix))]
pub(super) fn file_id(path: &Path) -> Option<FileId> {
    // Elsewhere a file that is open is neither moved nor deleted.
    path.exists().then_some((0, 0))
}

/// The hash of many bytes, in parts at the same time.
pub(super) fn hashed(bytes: &[u8]) -> Hash {
    const PART: usize = 1 << 20;
    let parts: Vec<Hash> = bytes.par_chunks(PART).map(|part| Sha256::digest(part).into()).collect();
    Sha256::digest(parts.concat()).into()
}

/// The stamp in a file, if there is one.
pub(super) fn stamp(path: &Path) -> Result<Option<Vec<u8>>, Trouble> {
    if !path.exists() {
        return Ok(None);
    }
    // One that was cut off before the disk had it says nothing.
    let text = fs::read(path).map(|text| Some(text).filter(|text| !text.is_empty()));
    text.map_err(|error| Trouble::Other(format!("the register's stamp: {}", error.kind())))
}

/// Puts a stamp in a file, in place of an older one.
pub(super) fn put_stamp(path: &Path, text: &str) -> Result<(), Trouble> {
    // Whoever writes the same stamp at the same moment writes the same bytes.
    let name = text.trim_end().chars().rev().take(16).collect::<String>();
    let new = path.with_extension(format!("stamp-{name}"));
    let put = fs::write(&new, text).and_then(|()| fs::rename(&new, path));
    put.map_err(|error| {
        // What is left of it says nothing.
        let _gone = fs::remove_file(&new);
        Trouble::Other(format!("the register's stamp: {}", error.kind()))
    })
}
