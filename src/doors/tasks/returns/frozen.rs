//! What was submitted stays as it was; what was corrected since is told as differences.

use super::{figures_of, table};
use crate::doors::failure::Failure;
use crate::doors::files::{self, KeptSet};
use crate::service::returns::{Key, Row};
use anyhow::{Context, anyhow};
use std::path::Path;

/// The file of a frozen return.
pub(in crate::doors) fn name(which: &str, period: &str) -> String {
    format!("{which}.{period}.frozen.csv")
}

/// A figure that is another than it was when the return was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::doors) struct Difference {
    /// What names it.
    pub(in crate::doors) key: Key,
    /// As it was submitted; nothing: it did not stand there.
    pub(in crate::doors) submitted: String,
    /// As it is now; nothing: it stands there no more.
    pub(in crate::doors) now: String,
}

/// The bytes of a frozen return as they were kept; none: it was not frozen in this folder.
fn bytes(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let changed = || {
        Failure::Refused(format!(
            "{} is not as it was kept: what was submitted cannot be told from it. Put the kept file and its manifest back as they were.",
            path.display()
        ))
    };
    let (folder, name) = path.parent().zip(path.file_name()).context("no such file")?;
    let name = name.to_string_lossy();
    let manifest = manifest_of(&name);
    if !path.exists() && !folder.join(&manifest).exists() {
        return Ok(None);
    }
    let kept = KeptSet::open(folder, &manifest).and_then(|set| set.file(&name));
    kept.map(Some).ok_or_else(changed)
}

/// The manifest of a frozen return.
pub(in crate::doors) fn manifest_of(name: &str) -> String {
    name.replace(".csv", ".manifest.json")
}

/// The table to keep; one that was kept before is never another.
pub(in crate::doors) fn freeze(path: &Path, rows: &[Row]) -> Result<Vec<u8>, Failure> {
    let rows = table(rows)?;
    match bytes(path)? {
        Some(before) if before != rows => Err(anyhow!(
            "{} is kept as it was submitted and cannot be another: `lintel returns` with the same --out tells what differs since",
            path.display()
        )
        .into()),
        _ => Ok(rows),
    }
}

/// What differs from what was submitted, in the order of the rows; then what stands there no more.
pub(in crate::doors) fn differences_since(
    submitted: &[u8],
    rows: &[Row],
) -> Result<Vec<Difference>, Failure> {
    let mut kept = figures_of(submitted).context("what was submitted cannot be read")?;
    let said = |[value, standing]: [String; 2]| if value.is_empty() { standing } else { value };
    let mut found = Vec::new();
    for row in rows {
        let key = row.key();
        let before = kept.remove(&key).unwrap_or_default();
        let value = row.value.map_or_else(String::new, |value| value.to_string());
        let now = [value, row.standing.word().to_owned()];
        if before != now {
            found.push(Difference { key, submitted: said(before), now: said(now) });
        }
    }
    let gone = kept.into_iter().map(|(key, before)| Difference {
        key,
        submitted: said(before),
        now: String::new(),
    });
    found.extend(gone);
    Ok(found)
}

/// What differs from what was submitted, as a table: nothing where nothing was frozen.
pub(in crate::doors) fn differences(path: &Path, rows: &[Row]) -> Result<Option<Vec<u8>>, Failure> {
    let Some(submitted) = bytes(path)? else { return Ok(None) };
    let heads = ["line", "type", "category", "counts", "submitted", "now"];
    let cells = |of: Difference| {
        let [line, kind, category, counts] = of.key.words().map(str::to_owned);
        [line, kind, category, counts, of.submitted, of.now]
    };
    let found = differences_since(&submitted, rows)?;
    Ok(Some(files::table(heads, found.into_iter().map(cells))?.into_bytes()))
}
