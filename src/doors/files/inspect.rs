//! Whether what lies in a folder is what was written there: `lintel check FOLDER`.

use super::manifest::{self, Hashes};
use super::path_kind::{Found, WRITING, found};
use super::signed::is_as_written;
use super::writing::is_unfinished;
use crate::base::parse::{At, Code, Issues, Sink};
use crate::planning::forecast::Share;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What was found in a folder of outputs.
#[derive(Debug, Default)]
pub(in crate::doors) struct Inspected {
    /// Manifests whose sets are whole, each with how many files it lists.
    pub(in crate::doors) whole: Vec<(String, usize)>,
    /// Shards as they were written.
    pub(in crate::doors) shards: usize,
    /// Files that no set names.
    pub(in crate::doors) of_no_set: Vec<String>,
    /// What is wrong.
    pub(in crate::doors) issues: Issues,
}

/// Whether a folder holds what a command of this program wrote, or began to.
pub(in crate::doors) fn is_set(folder: &Path) -> bool {
    let says_so = |name: &String| {
        let made_by = concat!("\"program\": \"", env!("CARGO_PKG_NAME"), "\"");
        name != "manifest.json"
            || folder.join("forecast.csv").is_file()
            || super::bytes_up_to(&folder.join(name), 1 << 30)
                .is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(made_by))
    };
    folder.is_dir()
        && (is_unfinished(folder)
            || manifest::names(folder).iter().any(says_so)
            || files_in(folder).iter().any(|name| Share::of_file(name).is_some()))
}

/// Holds everything in a folder against its manifests.
pub(in crate::doors) fn inspect(folder: &Path) -> Inspected {
    let mut all = Inspected::default();
    let mut sink = Sink::new(folder.display().to_string());
    if is_unfinished(folder) {
        let allowed =
            "a command writes here, or was stopped while it did: what lies here may be of two runs";
        let action = "run the command again; the next that writes here finishes what was begun";
        sink.add(Code::Contradiction, At::new(WRITING, None), "", allowed, action);
    }
    let mut named = BTreeSet::from([WRITING.to_owned()]);
    for name in manifest::names(folder) {
        named.insert(name.clone());
        let Some(listed) = manifest::read(folder, &name) else {
            let allowed = "this is no manifest as this program wrote it, so that nobody knows what the files beside it are";
            let action = "run the command again with another --out, or put back what it wrote";
            sink.add(Code::Syntax, At::new(&name, None), "", allowed, action);
            continue;
        };
        let before = sink.len();
        hold(folder, (&name, &listed.files), &mut sink);
        named.extend(listed.files.keys().cloned());
        if sink.len() == before {
            all.whole.push((name, listed.files.len()));
        }
    }
    for name in files_in(folder) {
        if Share::of_file(&name).is_some() {
            named.insert(name.clone());
            if fs::read(folder.join(&name)).is_ok_and(|bytes| is_as_written(&bytes)) {
                all.shards += 1;
            } else {
                let allowed = "this shard is damaged or half-written";
                let action = "remove it and simulate it again (--shard I/N)";
                sink.add(Code::Syntax, At::new(&name, None), "", allowed, action);
            }
        } else if !named.contains(&name) {
            all.of_no_set.push(name);
        }
    }
    all.issues = sink.into_issues();
    all
}

/// Notes what is missing of a set, and what is not as it was written.
fn hold(folder: &Path, (manifest, files): (&str, &Hashes), sink: &mut Sink) {
    for (name, hash) in files {
        let (code, allowed) = match found(&folder.join(name)) {
            Found::File(now) if now == *hash => continue,
            Found::Nothing => {
                (Code::Missing, format!("{manifest} lists this file, and it is missing"))
            }
            Found::File(_) => {
                let allowed =
                    format!("this file is not the one that {manifest} lists: it was changed since");
                (Code::Contradiction, allowed)
            }
            Found::Other => {
                (Code::Contradiction, format!("{manifest} lists a file here, and this is none"))
            }
        };
        let action = "run the command again with another --out, or put the file back";
        sink.add(code, At::new(name, None), "", allowed, action);
    }
}

/// The names of a folder, in order.
fn files_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
