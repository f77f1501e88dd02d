//! A file that is its owner's alone: read up to a size, replaced whole or not at all, or added to at its end.
//!
//! No link is followed: whoever may write to the folder leads nothing elsewhere by putting one there.

use super::new_file::fresh;
use super::text::bytes_up_to;
use anyhow::{Context, bail};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// The bytes of a file; none where nothing is there.
///
/// # Errors
/// If something else than a file is there, if it is larger than that, or if it cannot be read.
pub(in crate::doors) fn read_private(
    path: &Path,
    most: u64,
) -> Result<Option<Vec<u8>>, anyhow::Error> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Ok(meta) if !meta.is_file() => bail!("{} is no file", path.display()),
        _ => bytes_up_to(path, most).map(Some),
    }
}

/// Puts these bytes in the place of what was there, whole or not at all.
///
/// # Errors
/// If they cannot be written; what was there stays.
pub(in crate::doors) fn replace_private(path: &Path, bytes: &[u8]) -> Result<(), anyhow::Error> {
    let (draft, mut file) = fresh(path, &private(OpenOptions::new().write(true)))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let placed = written.and_then(|()| fs::rename(&draft, path));
    if placed.is_err() {
        drop(fs::remove_file(&draft));
    }
    placed.with_context(|| format!("{} cannot be written", path.display()))?;
    // The new name stands on the disk, where a folder can be opened.
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        drop(folder.sync_all());
    }
    Ok(())
}

/// A file to which lines are added, made where nothing is there.
///
/// # Errors
/// If something else than a file is there, or if it cannot be opened.
pub(in crate::doors) fn append_private(path: &Path) -> Result<File, anyhow::Error> {
    let mut options = private(OpenOptions::new().append(true));
    let said = || format!("{} cannot be added to", path.display());
    match options.create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if !path.symlink_metadata().with_context(said)?.is_file() {
                bail!("{} is no file", path.display());
            }
            options.create_new(false).open(path).with_context(said)
        }
        made => made.with_context(said),
    }
}

/// A new file that its owner alone may read.
///
/// # Errors
/// If something of that name is there, or it cannot be made.
pub(in crate::doors) fn new_private(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().write(true)).create_new(true).open(path)
}

fn private(options: &mut OpenOptions) -> OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.clone()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn no_link_leads_what_is_private_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let (theirs, ours) = (folder.path().join("theirs"), folder.path().join("ours"));
        fs::write(&theirs, "somebody's own").unwrap();
        for draft in ["ours.new", "ours.part"] {
            symlink(&theirs, folder.path().join(draft)).unwrap();
        }
        symlink(&theirs, &ours).unwrap();
        read_private(&ours, 100).unwrap_err();
        append_private(&ours).unwrap_err();
        replace_private(&ours, b"ours alone").unwrap();
        append_private(&ours).unwrap().write_all(b", and more").unwrap();
        assert_eq!(read_private(&ours, 100).unwrap().unwrap(), b"ours alone, and more");
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "somebody's own");
        assert_eq!(fs::metadata(&ours).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(read_private(&folder.path().join("nothing"), 100).unwrap().is_none());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "no draft is left");
    }
}
