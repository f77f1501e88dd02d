//! What a command leaves in a folder: all of it or nothing, every file whole.
//!
//! Whoever writes is alone there until everything stands in its place, so that two commands with one folder leave the
//! files of one of them, and not some of each. Files are written under names that nobody has and put in their place at
//! the end: no link is followed, and nothing that another process is writing is touched.

use crate::doors::failure::Failure;
use anyhow::{Context, anyhow, bail};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::thread;
use std::time::Duration;

/// A folder in which no other command of the program writes meanwhile.
#[derive(Debug)]
pub(in crate::doors) struct Folder<'a> {
    out: &'a Path,
    /// Free again when it is closed; none where the file system knows no locks.
    _lock: Option<File>,
}

impl<'a> Folder<'a> {
    /// Makes the folder if it is not there, and waits until it is free.
    ///
    /// # Errors
    /// If it cannot be made, or if another command writes there for longer than anything takes that goes well.
    pub(in crate::doors) fn alone(out: &'a Path) -> Result<Self, Failure> {
        fs::create_dir_all(out).with_context(|| {
            format!("the folder {} cannot be made; choose another --out", out.display())
        })?;
        // A folder can be locked where it can be opened; elsewhere the program does without.
        let lock = File::open(out).ok().map(|folder| wait_for(folder, out)).transpose()?;
        Ok(Self { out, _lock: lock.flatten() })
    }

    /// All files or none: each is written under another name, and only when all are there are they moved.
    pub(in crate::doors) fn write(&self, contents: &[(String, Vec<u8>)]) -> Result<(), Failure> {
        let written: Result<Vec<Draft>, anyhow::Error> = contents
            .iter()
            .map(|(name, bytes)| Draft::write(&self.out.join(name), bytes, "choose another --out"))
            .collect();
        for draft in written? {
            draft.put_in_place()?;
        }
        Ok(())
    }
}

/// Writes one file that is not there yet.
///
/// # Errors
/// If something of that name is there: it is somebody's.
pub(in crate::doors) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path.symlink_metadata().is_ok() {
        let said = path.display();
        let why = "is there already, and nothing is written over it: name another file";
        return Err(anyhow!("{said} {why}").into());
    }
    Ok(Draft::write(path, bytes, "name another file")?.put_in_place()?)
}

/// Writes one file, whole or not at all.
pub(in crate::doors) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    Ok(Draft::write(path, bytes, "choose another folder")?.put_in_place()?)
}

/// The locked folder, when it is free; none where the file system knows no locks.
#[expect(
    clippy::disallowed_methods,
    reason = "another process is waited for, which tells nobody when it has ended"
)]
fn wait_for(folder: File, out: &Path) -> Result<Option<File>, anyhow::Error> {
    const STEP: Duration = Duration::from_millis(50);
    /// Half a minute: moving files into place takes no second.
    const MOST_STEPS: u32 = 600;
    for _ in 0..MOST_STEPS {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) => thread::sleep(STEP),
        }
    }
    bail!(
        "another command is writing to {}; wait until it has ended, or choose another --out",
        out.display()
    )
}

/// A file under a name of its own; it goes unless it is put in its place.
struct Draft {
    at: PathBuf,
    path: PathBuf,
    advice: &'static str,
}

impl Draft {
    fn write(path: &Path, bytes: &[u8], advice: &'static str) -> Result<Self, anyhow::Error> {
        let cannot = || format!("{} cannot be written; {advice}", path.display());
        if path.is_dir() {
            bail!("{}: a folder stands there", cannot());
        }
        let (at, mut file) = fresh(path).with_context(cannot)?;
        let draft = Self { at, path: path.to_owned(), advice };
        // On the disk before it has its name: no machine that dies leaves half of it under that name.
        file.write_all(bytes).and_then(|()| file.sync_all()).with_context(cannot)?;
        Ok(draft)
    }

    fn put_in_place(self) -> Result<(), anyhow::Error> {
        fs::rename(&self.at, &self.path)
            .with_context(|| format!("{} cannot be written; {}", self.path.display(), self.advice))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Nothing is there any more where it stands in its place.
        drop(fs::remove_file(&self.at));
    }
}

/// A new file beside a path, under a name that nothing has.
fn fresh(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut number = 0_u32;
    loop {
        let at = path.with_file_name(format!(".{name}.{}-{number}.part", process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&at) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            opened => return opened.map(|file| (at, file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn set(of: &str) -> Vec<(String, Vec<u8>)> {
        (0..20).map(|k| (format!("{k:02}.csv"), of.repeat(1_000).into_bytes())).collect()
    }

    #[test]
    fn two_that_write_at_once_leave_the_files_of_one_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        for _ in 0..20 {
            thread::scope(|scope| {
                for of in ["one", "other"] {
                    scope.spawn(move || Folder::alone(out).unwrap().write(&set(of)).unwrap());
                }
            });
            let mut texts = names(out).into_iter().map(|name| fs::read(out.join(name)).unwrap());
            let first = texts.next().unwrap();
            assert!(texts.all(|text| text == first), "some files are of each");
            assert_eq!(names(out).len(), 20, "nothing else is left");
        }
    }

    #[test]
    fn one_file_that_cannot_be_written_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        Folder::alone(out).unwrap().write(&set("before")[..1]).unwrap();
        fs::create_dir(out.join("01.csv")).unwrap();
        Folder::alone(out).unwrap().write(&set("after")).unwrap_err();
        assert_eq!(names(out), ["00.csv", "01.csv"]);
        assert_eq!(fs::read(out.join("00.csv")).unwrap(), set("before")[0].1);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_and_nobodys_draft_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        let theirs = out.join("theirs.txt");
        fs::write(&theirs, "somebody's own").unwrap();
        let draft = out.join(format!(".00.csv.{}-0.part", process::id()));
        for link in [&out.join("00.csv"), &draft] {
            std::os::unix::fs::symlink(&theirs, link).unwrap();
        }
        Folder::alone(out).unwrap().write(&set("ours")[..1]).unwrap();
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "somebody's own");
        assert!(draft.symlink_metadata().is_ok(), "only who made it removes it");
        assert!(out.join("00.csv").symlink_metadata().unwrap().is_file());
        write_new(&out.join("00.csv"), b"again").unwrap_err();
        write_new(&out.join("new.json"), b"{}").unwrap();
    }
}
