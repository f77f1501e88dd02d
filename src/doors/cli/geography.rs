//! `lintel geography build`: the map of Great Britain out of the published archive, the same bytes each time.

use super::args::GeographyBuild;
use super::{Failure, Said, layout};
use crate::base::geography::draw;
use crate::doors::files::read_archive;
use crate::doors::files::write_whole;
use anyhow::{Context, anyhow};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn build(data: &Path, args: &GeographyBuild) -> Result<Said, Failure> {
    let folder = args.out.clone().unwrap_or_else(|| data.join("geography"));
    let towns = args.towns.clone().unwrap_or_else(|| data.join("geography").join("towns.csv"));
    let read = |path: &PathBuf| {
        let said = path.display();
        fs::read(path).with_context(|| format!("{said} cannot be read; check its name"))
    };
    let published = read_archive(&read(&args.archive)?, &read(&towns)?);
    let published = published.map_err(|why| anyhow!("{}: {why}", args.archive.display()))?;
    let files = draw(&published).map_err(|why| anyhow!("{}: {why}", args.archive.display()))?;
    let said = folder.display();
    fs::create_dir_all(&folder).with_context(|| format!("{said} cannot be made"))?;
    for (name, bytes) in &files.0 {
        write_whole(&folder.join(name), bytes)?;
    }
    let bytes: usize = files.0.values().map(Vec::len).sum();
    let postcodes = layout::count(published.postcodes.len(), "postcode", "postcodes");
    Ok(Said::done(format!("{said}: {postcodes} in {} files, {bytes} bytes\n", files.0.len())))
}
