//! `lintel merge`: shards into the very files that one run would have written.

use super::args::Merge as Args;
use super::publish::publish;
use super::{Failure, Said};
use crate::doors::files::Text;
use crate::planning::forecast::{Merge, Share};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Args) -> Result<Said, Failure> {
    let mut merge = Merge::default();
    for named in &args.shards {
        for file in shards_in(named) {
            take(&mut merge, &file);
        }
    }
    let named: Vec<String> = args.shards.iter().map(|path| path.display().to_string()).collect();
    let whole = merge.finish(&named.join(", "))?;
    publish((&args.out, args.format), whole, None)
}

/// The shards in a folder, by number; a file is taken as one whatever its name.
fn shards_in(named: &Path) -> Vec<PathBuf> {
    if !named.is_dir() {
        return vec![named.to_owned()];
    }
    let entries = fs::read_dir(named).into_iter().flatten().flatten();
    let mut found: Vec<(Share, PathBuf)> = entries
        .filter_map(|entry| {
            Some((Share::of_file(&entry.file_name().to_string_lossy())?, entry.path()))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

/// A shard of a million histories of one scenario has about a gigabyte.
const LARGEST_SHARD: u64 = 16 << 30;

fn take(merge: &mut Merge, file: &Path) {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let path = file.display().to_string();
    match Text::read_up_to(file, LARGEST_SHARD) {
        Ok(text) => merge.take(text.source(), &name),
        Err(Failure::Issues(_)) => merge.note_damaged(&path, &name, "it is not text"),
        Err(Failure::Usage(why) | Failure::Refused(why) | Failure::NotRecorded(why)) => {
            merge.note_unreadable(&path, &why);
        }
        Err(Failure::Other(why)) => merge.note_unreadable(&path, &why.to_string()),
    }
}
