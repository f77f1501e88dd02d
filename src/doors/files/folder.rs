//! What a command leaves in a folder: all of it or nothing, every file whole, and nothing of anybody else's touched.
//!
//! Whoever writes is alone there until everything stands in its place, so that two commands with one folder leave the
//! files of one of them, and not some of each. A file in the way is replaced only if it is one of the same set as it was
//! written. Not here: how the files come to stand there together (`writing`).

use super::manifest::{self, Hashes};
use super::path_kind::{Found, found};
use super::signed::is_as_written;
use super::writing::{Plan, Put, carry_out, recover};
use crate::base::parse::{printable_page, sha256, sheet};
use crate::doors::failure::Failure;
use anyhow::{Context, bail};
use serde::Serialize;
use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// A folder in which no other command of the program writes meanwhile.
#[derive(Debug)]
pub(in crate::doors) struct Folder<'a> {
    out: &'a Path,
    /// Free again when it is closed; none where the file system knows no locks.
    _lock: Option<File>,
}

/// The files of other commands' sets in a folder, by manifest.
#[derive(Debug)]
pub(super) struct OtherSets(Vec<(String, Hashes)>);

impl OtherSets {
    /// The manifest that names this file with this hash.
    pub(super) fn owner(&self, name: &str, hash: &String) -> Option<String> {
        let owner = self.0.iter().find(|(_, files)| files.get(name) == Some(hash));
        owner.map(|(owner, _)| owner.clone())
    }
}

impl<'a> Folder<'a> {
    /// Makes the folder if it is not there, waits until it is free, and finishes what a run that was stopped had begun.
    ///
    /// # Errors
    /// If it cannot be made, or if another command writes there for longer than anything takes that goes well.
    pub(in crate::doors) fn alone(out: &'a Path) -> Result<Self, Failure> {
        fs::create_dir_all(out).with_context(|| {
            format!("the folder {} cannot be made; choose another --out", out.display())
        })?;
        // A folder can be locked where it can be opened; elsewhere the program does without.
        let lock = File::open(out).ok().map(|folder| wait_for(folder, out)).transpose()?.flatten();
        recover(out, lock.is_some())?;
        Ok(Self { out, _lock: lock })
    }

    /// A set of files, and last its manifest of this name. Files of the set before that are not in this one go.
    ///
    /// # Errors
    /// If a file that is not of this set is in the way, or if one cannot be written: then nothing is.
    pub(in crate::doors) fn write_set<M: Serialize>(
        &self,
        manifest: &str,
        made_by: &M,
        contents: &[(String, Vec<u8>)],
    ) -> Result<(), Failure> {
        let contents: Vec<(String, Vec<u8>)> =
            contents.iter().map(|(name, bytes)| (name.clone(), shown(name, bytes))).collect();
        let text = manifest::text(made_by, &contents).into_bytes();
        let former = self.former_set(manifest);
        let mut files: Vec<(&str, &[u8])> =
            contents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        files.push((manifest, &text));
        self.put(manifest, &former, &files)
    }

    /// One file that carries its own hash.
    ///
    /// # Errors
    /// If there is a file of this name that this program did not write, or if it cannot be written.
    pub(in crate::doors) fn write_signed(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.put(name, &self.former_signed(name), &[(name, bytes)])
    }

    /// The files of the set that lies there, by its manifest, and that itself.
    pub(super) fn former_set(&self, manifest: &str) -> Hashes {
        let Some(listed) = manifest::read(self.out, manifest) else { return Hashes::default() };
        let mut former = listed.files;
        if let Found::File(hash) = found(&self.out.join(manifest)) {
            former.insert(manifest.to_owned(), hash);
        }
        former
    }

    /// The file of this name, where it is as this program wrote it.
    pub(super) fn former_signed(&self, name: &str) -> Hashes {
        let path = self.out.join(name);
        match found(&path) {
            Found::File(hash) if fs::read(&path).is_ok_and(|before| is_as_written(&before)) => {
                [(name.to_owned(), hash)].into()
            }
            _ => Hashes::default(),
        }
    }

    /// Files of which the last lists the others, where those of the same list before had these hashes.
    ///
    /// # Errors
    /// As for a set.
    pub(in crate::doors) fn write_listed(
        &self,
        former: &Hashes,
        files: &[(&str, &[u8])],
    ) -> Result<(), Failure> {
        let last = files.last().map_or("", |(name, _)| name);
        self.put(last, former, files)
    }

    fn put(&self, own: &str, former: &Hashes, files: &[(&str, &[u8])]) -> Result<(), Failure> {
        let others = self.other_sets(own);
        let (mut plan, mut drafts, mut foreign) = (Plan::default(), Vec::new(), Vec::new());
        for &(name, bytes) in files {
            let hash = sha256(bytes);
            let was = match found(&self.out.join(name)) {
                Found::Nothing => None,
                Found::File(now) if now == hash => continue,
                Found::File(now) => match others.owner(name, &now) {
                    None if former.get(name) == Some(&now) => Some(now),
                    Some(owner) => {
                        foreign.push(format!("{name} (which is of {owner})"));
                        continue;
                    }
                    None => {
                        foreign.push(name.to_owned());
                        continue;
                    }
                },
                Found::Other => {
                    foreign.push(name.to_owned());
                    continue;
                }
            };
            plan.put.push(Put { name: name.to_owned(), sha256: hash, was });
            drafts.push(bytes);
        }
        self.refuse(&foreign)?;
        let is_left = |name: &str| files.iter().all(|(new, _)| *new != name);
        let gone = former
            .iter()
            .filter(|(name, hash)| is_left(name) && others.owner(name, hash).is_none());
        plan.remove = gone.map(|(name, hash)| (name.clone(), hash.clone())).collect();
        if plan.put.is_empty() && plan.remove.is_empty() {
            return Ok(());
        }
        Ok(carry_out(self.out, plan, &drafts)?)
    }

    /// The files of the other sets in the folder, by the manifest.
    pub(super) fn other_sets(&self, own: &str) -> OtherSets {
        let names = manifest::names(self.out).into_iter().filter(|name| name != own);
        let sets = names
            .filter_map(|name| manifest::read(self.out, &name).map(|listed| (name, listed.files)));
        OtherSets(sets.collect())
    }

    pub(super) fn refuse(&self, foreign: &[String]) -> Result<(), anyhow::Error> {
        const MOST: usize = 5;
        let Some((first, _)) = foreign.split_first() else { return Ok(()) };
        let named = foreign.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = match foreign.len().saturating_sub(MOST) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let (verb, them) = if foreign.len() == 1 { ("is", "it") } else { ("are", "them") };
        let first = self.out.join(first.split(' ').next().unwrap_or_default());
        bail!(
            "{} cannot be written; choose another --out: {named}{more} {verb} in the way, and not as this command wrote {them}. Nothing was written",
            first.display()
        )
    }
}

/// What people typed can neither drive whatever shows a file nor be a formula in it.
fn shown(name: &str, bytes: &[u8]) -> Vec<u8> {
    let ending = Path::new(name).extension().unwrap_or_default();
    let is = |endings: &[&str]| endings.iter().any(|known| ending == *known);
    match std::str::from_utf8(bytes) {
        Ok(text) if is(&["csv"]) => sheet::csv(text).into_owned().into_bytes(),
        Ok(text) if is(&["html", "svg", "txt"]) => printable_page(text).into_bytes(),
        _ => bytes.to_vec(),
    }
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
