//! The map of a data folder, whose files are read as they are needed.

use super::estate::Inputs;
use super::text::{LARGEST_BYTES, bytes_up_to};
use crate::base::geography::{Atlas, Geography, INDEX};
use crate::doors::failure::Failure;
use anyhow::anyhow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder.
#[derive(Debug)]
struct MapFolder(PathBuf);

impl Atlas for MapFolder {
    fn open(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.0.join(name);
        let said = path.display();
        bytes_up_to(&path, LARGEST_BYTES).map_err(|why| {
            let cause = why.source().map_or_else(|| why.to_string(), ToString::to_string);
            format!("{said} cannot be read: {cause}")
        })
    }
}

/// Opens the map of a data folder.
pub(in crate::doors) fn geography(data: &Path) -> Result<Geography, Failure> {
    let folder = data.join("geography");
    Geography::open(Arc::new(MapFolder(folder))).map_err(|why| {
        anyhow!("the map cannot be opened: {why}; take the folder geography/ as it is published with this program").into()
    })
}

/// The index of a map as an input: it lists every other file with its hash.
pub(in crate::doors) fn map_read(geography: &Geography) -> Inputs {
    vec![(format!("geography/{INDEX}"), geography.index_hash().to_owned())]
}
