//! `lintel geography build`: the map of Great Britain out of the published archive, the same bytes each time.

use super::args::GeographyBuild;
use super::{Failure, Said};
use crate::base::geography::{INDEX, draw};
use crate::doors::files::{Folder, bytes_up_to, listed_by_index, read_archive};
use crate::presentation::render::terminal;
use crate::presentation::wording;
use anyhow::anyhow;
use std::path::{Path, PathBuf};

/// What is published has some 50 MB.
const LARGEST_ARCHIVE: u64 = 4 << 30;

pub(super) fn build(data: &Path, args: &GeographyBuild) -> Result<Said, Failure> {
    let folder = args.out.clone().unwrap_or_else(|| data.join("geography"));
    let towns = args.towns.clone().unwrap_or_else(|| data.join("geography").join("towns.csv"));
    let read = |path: &PathBuf| bytes_up_to(path, LARGEST_ARCHIVE);
    let published = read_archive(&read(&args.archive)?, &read(&towns)?);
    let published = published.map_err(|why| anyhow!("{}: {why}", args.archive.display()))?;
    let files = draw(&published).map_err(|why| anyhow!("{}: {why}", args.archive.display()))?;
    // The index lists all others, and comes last.
    let (index, others): (Vec<_>, Vec<_>) = files.0.iter().partition(|(name, _)| *name == INDEX);
    let written: Vec<(&str, &[u8])> =
        others.into_iter().chain(index).map(|(name, bytes)| (&**name, &**bytes)).collect();
    Folder::alone(&folder)?.write_listed(&listed_by_index(&folder), &written)?;
    let bytes: usize = files.0.values().map(Vec::len).sum();
    let said = folder.display().to_string();
    let drawn = wording::files::map(&said, published.postcodes.len(), (files.0.len(), bytes));
    Ok(Said::done(terminal::render(&drawn)))
}
