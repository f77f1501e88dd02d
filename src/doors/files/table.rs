//! Tables as CSV, for whoever writes a set or answers a spreadsheet.

use crate::base::parse::sheet;
use crate::doors::failure::Failure;
use anyhow::Context;
use serde::Serialize;

const CANNOT: &str = "the table cannot be written";

/// A table of these heads and rows.
pub(in crate::doors) fn table<R: IntoIterator<Item: AsRef<str>>>(
    heads: impl IntoIterator<Item: AsRef<str>>,
    rows: impl IntoIterator<Item = R>,
) -> Result<String, Failure> {
    Ok(sheet::table(heads, rows).context(CANNOT)?)
}

/// A table whose rows are records: the names of their fields are its heads.
pub(in crate::doors) fn table_of_records(
    records: impl IntoIterator<Item: Serialize>,
) -> Result<String, Failure> {
    Ok(sheet::of_records(records).context(CANNOT)?)
}
