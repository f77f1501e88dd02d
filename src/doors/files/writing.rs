//! A set on its way into a folder: either all of it comes to stand there or nothing, whenever the program is killed.
//!
//! Every file is first written inside a folder of its own, made for that. Only when all are whole does a plan appear
//! beside them: without it whoever comes next takes the drafts away; with it whoever comes next does what was left to do.
//! Nothing is put over, or removed, that is not as the program wrote it, and no name leads out of the folder.

use super::path_kind::{Found, WRITING, found, is_plain_name};
use super::signed::{is_as_written, sign};
use anyhow::{Context, anyhow, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

const PLAN: &str = "plan.json";
const DRAFT_OF_PLAN: &str = "plan.part";

/// What is to be done in a folder.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Plan {
    /// Files to put in their place, in this order; the last says that the set is whole.
    pub(super) put: Vec<Put>,
    /// Files of the set before this that are not in it, by hash.
    pub(super) remove: BTreeMap<String, String>,
    sha256: String,
}

/// One file to put in its place.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Put {
    pub(super) name: String,
    pub(super) sha256: String,
    /// The hash of what it replaces.
    pub(super) was: Option<String>,
}

/// Writes the drafts, and once all are whole puts them in their places.
pub(super) fn carry_out(out: &Path, mut plan: Plan, drafts: &[&[u8]]) -> Result<(), anyhow::Error> {
    let room = out.join(WRITING);
    let cannot = || format!("{} cannot be written to; choose another --out", out.display());
    fs::create_dir(&room).with_context(cannot)?;
    let written = write_drafts(&room, &mut plan, drafts).with_context(cannot);
    if written.is_err() {
        drop(clear(&room));
    }
    written?;
    finish(out, &plan)
}

fn write_drafts(room: &Path, plan: &mut Plan, drafts: &[&[u8]]) -> Result<(), anyhow::Error> {
    for (at, bytes) in drafts.iter().enumerate() {
        write(&draft(room, at), bytes)
            .with_context(|| plan.put.get(at).map_or_else(String::new, |put| put.name.clone()))?;
    }
    let text = sign(&serde_json::to_string_pretty(plan)?);
    write(&room.join(DRAFT_OF_PLAN), text.as_bytes())?;
    // From here on the set is complete, whatever happens.
    fs::rename(room.join(DRAFT_OF_PLAN), room.join(PLAN))?;
    settle(room);
    Ok(())
}

fn draft(room: &Path, at: usize) -> PathBuf {
    room.join(format!("{at}.part"))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), anyhow::Error> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    Ok(file.sync_all()?)
}

/// Puts every draft that is left in its place; the manifest that was there says first that its set is no longer whole.
fn finish(out: &Path, plan: &Plan) -> Result<(), anyhow::Error> {
    let room = out.join(WRITING);
    let cannot = |name: &str| {
        let said = out.join(name).display().to_string();
        format!("{said} cannot be written; the next command that writes there goes on with it")
    };
    let last = plan.put.len().saturating_sub(1);
    if let Some(Put { name, was: Some(was), .. }) = plan.put.last()
        && draft(&room, last).is_file()
        && plan.put.len() + plan.remove.len() > 1
    {
        remove(&out.join(name), was).with_context(|| cannot(name))?;
    }
    for (at, put) in plan.put.iter().enumerate() {
        if at == last {
            remove_former(out, plan)?;
        }
        let draft = draft(&room, at);
        if draft.symlink_metadata().is_err() {
            continue;
        }
        refuse_foreign(out, put)?;
        fs::rename(&draft, out.join(&put.name)).with_context(|| cannot(&put.name))?;
    }
    settle(out);
    clear(&room)
}

fn remove_former(out: &Path, plan: &Plan) -> Result<(), anyhow::Error> {
    for (name, hash) in &plan.remove {
        let path = out.join(name);
        remove(&path, hash)
            .with_context(|| format!("{} is of an earlier run; remove it", path.display()))?;
    }
    Ok(())
}

/// Removes a file if it is what was written.
fn remove(path: &Path, hash: &str) -> Result<(), anyhow::Error> {
    if found(path) == Found::File(hash.to_owned()) {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// Somebody may have put a file there meanwhile.
fn refuse_foreign(out: &Path, put: &Put) -> Result<(), anyhow::Error> {
    match found(&out.join(&put.name)) {
        Found::Nothing => Ok(()),
        Found::File(hash) if put.was.as_ref() == Some(&hash) || put.sha256 == hash => Ok(()),
        _ => bail!(
            "{} is there and was not written by this program: move it, and run the command again",
            out.join(&put.name).display()
        ),
    }
}

/// What a folder was made for stands on the disk before the next step; where no folder can be opened, as soon as it can be.
fn settle(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
}

/// Whether some set is on its way into a folder, or was when the program was stopped.
pub(in crate::doors) fn is_unfinished(out: &Path) -> bool {
    out.join(WRITING).symlink_metadata().is_ok()
}

/// Finishes what a run that was stopped had begun: all of its set, or nothing of it.
pub(super) fn recover(out: &Path, is_alone: bool) -> Result<(), anyhow::Error> {
    let room = out.join(WRITING);
    let Ok(meta) = room.symlink_metadata() else { return Ok(()) };
    let said = room.display();
    if !meta.is_dir() {
        bail!(
            "{said} is there and was not written by this program: move it, or choose another --out"
        );
    }
    if !is_alone {
        bail!(
            "{said} is there: another command writes here, or one was stopped. Where none runs, remove it"
        );
    }
    match plan_in(&room)? {
        Some(plan) => finish(out, &plan),
        None => clear(&room),
    }
}

fn plan_in(room: &Path) -> Result<Option<Plan>, anyhow::Error> {
    let path = room.join(PLAN);
    if found(&path) == Found::Nothing {
        return Ok(None);
    }
    let foreign = || {
        let said = path.display();
        anyhow!(
            "{said} is not as this program wrote it: look at it, then remove {}",
            room.display()
        )
    };
    if !path.symlink_metadata()?.is_file() {
        return Err(foreign());
    }
    let bytes = fs::read(&path)?;
    let plan: Plan = serde_json::from_slice(&bytes).map_err(|_| foreign())?;
    let mut names = plan.put.iter().map(|put| &put.name).chain(plan.remove.keys());
    let is_ours = names.all(|name| is_plain_name(name)) && is_as_written(&bytes);
    if is_ours { Ok(Some(plan)) } else { Err(foreign()) }
}

/// Takes away drafts and plan, which only whoever made the folder can have put there; anything else stays, and is named.
fn clear(room: &Path) -> Result<(), anyhow::Error> {
    for entry in fs::read_dir(room)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let number = name.strip_suffix(".part").is_some_and(|at| at.parse::<usize>().is_ok());
        if number || name == DRAFT_OF_PLAN || name == PLAN {
            fs::remove_file(&path).with_context(|| format!("{} is in the way", path.display()))?;
        }
    }
    fs::remove_dir(room)
        .with_context(|| format!("{} holds what this program did not write", room.display()))
}
