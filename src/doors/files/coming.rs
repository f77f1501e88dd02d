//! Whether what a command is going to leave can come to stand in its folder: asked before anything is worked out.
//!
//! Only what is certain to be refused at the end is refused here. What another set of the program's has under the same name
//! may turn out to be the same bytes; and a picture of an earlier run that somebody changed stays if this run draws none.

use super::folder::Folder;
use super::path_kind::{Found, found};
use crate::doors::failure::Failure;
use anyhow::{Context, anyhow};
use std::fs;
use std::path::Path;

/// What a command leaves, as far as it can be told beforehand.
#[derive(Debug)]
pub(in crate::doors) enum Coming {
    /// One file that carries its own hash.
    Signed(String),
    /// A set: its manifest, the files that are in it whatever comes out, and those that may be.
    Set { manifest: String, certain: Vec<String>, possible: Vec<String> },
}

impl Coming {
    /// A set.
    pub(in crate::doors) fn set(
        manifest: &str,
        certain: impl IntoIterator<Item = String>,
        possible: impl IntoIterator<Item = String>,
    ) -> Self {
        let (certain, possible) = (certain.into_iter().collect(), possible.into_iter().collect());
        Self::Set { manifest: manifest.to_owned(), certain, possible }
    }

    /// # Errors
    /// If something is in its way that this command did not write, or if the folder cannot be one or be written to.
    pub(in crate::doors) fn refuse_where_it_cannot(&self, out: &Path) -> Result<(), Failure> {
        refuse_where_nothing_can_be_written(out)?;
        // A folder that is not there yet is made when there is something to put into it.
        if out.symlink_metadata().is_err() {
            return Ok(());
        }
        let folder = Folder::alone(out)?;
        let (own, former, certain, possible) = match self {
            Self::Signed(name) => (name, folder.former_signed(name), &[][..], &[][..]),
            Self::Set { manifest, certain, possible } => {
                (manifest, folder.former_set(manifest), &certain[..], &possible[..])
            }
        };
        let others = folder.other_sets(own);
        let is_strange = |name: &&String, spared: bool| match found(&out.join(name)) {
            Found::Nothing => false,
            Found::Other => true,
            Found::File(now) => match former.get(*name) {
                Some(was) => *was != now && !spared,
                None => others.owner(name, &now).is_none(),
            },
        };
        let sure = certain.iter().chain([own]).filter(|name| is_strange(name, false));
        let perhaps = possible.iter().filter(|name| is_strange(name, true));
        let mut strange: Vec<String> = sure.chain(perhaps).cloned().collect();
        strange.sort();
        Ok(folder.refuse(&strange)?)
    }
}

/// The folder, or the nearest one above it that is there, must be one in which something can be made.
fn refuse_where_nothing_can_be_written(out: &Path) -> Result<(), Failure> {
    let here = Path::new(".");
    let named = |path: &Path| if path.as_os_str().is_empty() { here } else { path }.to_owned();
    let nearest = out.ancestors().map(named).find(|path| path.symlink_metadata().is_ok());
    let nearest = nearest.unwrap_or_else(|| here.to_owned());
    if !nearest.is_dir() {
        let (out, nearest) = (out.display(), nearest.display());
        return Err(anyhow!(
            "the folder {out} cannot be made: {nearest} is no folder; choose another --out"
        )
        .into());
    }
    let trial = nearest.join(format!(".lintel-trial-{}", std::process::id()));
    let tried = fs::create_dir(&trial).and_then(|()| fs::remove_dir(&trial));
    let cannot = || format!("{} cannot be written to; choose another --out", out.display());
    Ok(tried.with_context(cannot)?)
}
