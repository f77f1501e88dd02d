//! What was submitted stays as it was; what was corrected since is told as differences.

use super::table;
use crate::doors::failure::Failure;
use crate::service::returns::Row;
use anyhow::{Context, anyhow};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The file of a frozen return.
pub(in crate::doors) fn name(which: &str, period: &str) -> String {
    format!("{which}.{period}.frozen.csv")
}

/// Figures and how they came about, by what names them.
type Kept = BTreeMap<[String; 4], [String; 2]>;

/// A frozen return, by its rows' keys; none: it was not frozen in this folder.
fn kept(path: &Path) -> Result<Option<Kept>, Failure> {
    let Ok(bytes) = fs::read(path) else { return Ok(None) };
    let mut kept = BTreeMap::new();
    for record in csv::Reader::from_reader(bytes.as_slice()).records() {
        let record = record.with_context(|| format!("{} cannot be read", path.display()))?;
        let cell = |k: usize| record.get(k).unwrap_or_default().to_owned();
        kept.insert([cell(0), cell(1), cell(2), cell(3)], [cell(4), cell(5)]);
    }
    Ok(Some(kept))
}

/// The table to keep; one that was kept before is never another.
pub(in crate::doors) fn freeze(path: &Path, rows: &[Row]) -> Result<Vec<u8>, Failure> {
    let bytes = table(rows)?;
    match fs::read(path) {
        Ok(before) if before != bytes => Err(anyhow!(
            "{} is kept as it was submitted and cannot be another: `lintel returns` with the same --out tells what differs since",
            path.display()
        )
        .into()),
        _ => Ok(bytes),
    }
}

/// What differs from what was submitted: nothing where nothing was frozen.
pub(in crate::doors) fn differences(path: &Path, rows: &[Row]) -> Result<Option<Vec<u8>>, Failure> {
    let Some(mut kept) = kept(path)? else { return Ok(None) };
    let mut written = || -> Result<Vec<u8>, anyhow::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["line", "type", "category", "counts", "submitted", "now"])?;
        for row in rows {
            let before = kept.remove(&row.key().map(ToOwned::to_owned));
            let [value, standing] = before.unwrap_or_default();
            if value != row.value || standing != row.standing.word() {
                let now = if row.value.is_empty() { row.standing.word() } else { &row.value };
                let submitted = if value.is_empty() { &standing } else { &value };
                writer.write_record(row.key().into_iter().chain([submitted.as_str(), now]))?;
            }
        }
        for (key, [value, standing]) in &kept {
            let submitted = if value.is_empty() { standing } else { value };
            writer.write_record(key.iter().map(String::as_str).chain([submitted.as_str(), ""]))?;
        }
        Ok(writer.into_inner()?)
    };
    Ok(Some(written().context("the differences cannot be made")?))
}
