//! One file that is not there yet, whole or not at all.

use crate::doors::failure::Failure;
use anyhow::{Context, anyhow};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

/// Writes one file that is not there yet.
///
/// # Errors
/// If something of that name is there: it is somebody's.
pub(in crate::doors) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let said = path.display();
    let cannot = || format!("{said} cannot be written; name another file");
    if path.symlink_metadata().is_ok() {
        return Err(is_there(path));
    }
    let (draft, mut file) = fresh(path, OpenOptions::new().write(true)).with_context(cannot)?;
    // On the disk before it has its name: no machine that dies leaves half of it under that name.
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let placed = written.and_then(|()| place(&draft, path));
    // Nothing is there any more where it was moved.
    drop(fs::remove_file(&draft));
    match placed {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(is_there(path)),
        placed => Ok(placed.with_context(cannot)?),
    }
}

fn is_there(path: &Path) -> Failure {
    let why = "is there already, and nothing is written over it: name another file";
    anyhow!("{} {why}", path.display()).into()
}

/// A link is never put over anything; where there are no links a file is moved.
fn place(draft: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(draft, path),
        linked => linked,
    }
}

/// A new file beside a path, under a name that nothing has.
pub(super) fn fresh(path: &Path, options: &OpenOptions) -> io::Result<(PathBuf, File)> {
    let mut options = options.clone();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut number = 0_u32;
    loop {
        let at = path.with_file_name(format!(".{name}.{}-{number}.part", process::id()));
        match options.create_new(true).open(&at) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            opened => return opened.map(|file| (at, file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_and_nobodys_draft_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        let theirs = out.join("theirs.txt");
        fs::write(&theirs, "somebody's own").unwrap();
        let draft = out.join(format!(".new.json.{}-0.part", process::id()));
        for link in [&out.join("link.json"), &draft] {
            std::os::unix::fs::symlink(&theirs, link).unwrap();
        }
        write_new(&out.join("link.json"), b"ours").unwrap_err();
        write_new(&out.join("new.json"), b"{}").unwrap();
        write_new(&out.join("new.json"), b"again").unwrap_err();
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "somebody's own");
        assert_eq!(fs::read(out.join("new.json")).unwrap(), b"{}");
        assert!(draft.symlink_metadata().is_ok(), "only who made it removes it");
        assert_eq!(fs::read_dir(out).unwrap().count(), 4, "nothing else is left");
    }
}
