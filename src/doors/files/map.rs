//! The map of a data folder, whose files are read as they are needed.

use super::text::LARGEST_BYTES;
use crate::base::geography::{Atlas, Geography};
use crate::doors::failure::Failure;
use anyhow::anyhow;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder.
#[derive(Debug)]
struct MapFolder(PathBuf);

impl Atlas for MapFolder {
    fn open(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.0.join(name);
        let said = path.display();
        let mut bytes = Vec::new();
        let read =
            File::open(&path).and_then(|open| open.take(LARGEST_BYTES).read_to_end(&mut bytes));
        read.map(|_| bytes).map_err(|error| format!("{said} cannot be read: {error}"))
    }
}

/// Opens the map of a data folder.
pub(in crate::doors) fn geography(data: &Path) -> Result<Geography, Failure> {
    let folder = data.join("geography");
    Geography::open(Arc::new(MapFolder(folder))).map_err(|why| {
        anyhow!("the map cannot be opened: {why}; take the folder geography/ as it is published with this program").into()
    })
}

/// Says on standard error what of the map was needed and could not be read: the answer counts it as not checked.
pub(in crate::doors) fn tell_faults(geography: &Geography) {
    for fault in geography.faults() {
        drop(writeln!(
            io::stderr(),
            "The map is damaged: {fault}. Take the folder geography/ as it is published with this program."
        ));
    }
}
