//! Returns as they were submitted: sealed beside the register, for they have small counts of real households, and never
//! replaced.

use super::requested::Wanted;
use crate::doors::failure::Failure;
use crate::doors::files;
use crate::doors::tasks::returns::{Which, table};
use crate::service::returns::{Period, Row};
use crate::service::vault::Register;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// No return is larger.
const LARGEST: u64 = 16 << 20;

const FOLDER: &str = "submitted-returns";
const ENDING: &str = ".sealed";

/// A return as it was submitted.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Submitted {
    /// As it was known then.
    pub(super) known_at: Timestamp,
    pub(super) by: String,
    /// The tidy table.
    pub(super) table: String,
}

crate::base::domain::redact!(Submitted);

/// What was submitted of a return; none: nothing.
pub(super) fn submitted(
    (folder, register): (&Path, &Register),
    (which, period): (Which, Period),
) -> Result<Option<Submitted>, Failure> {
    let name = name(which, period);
    let Some(sealed) = files::read_private(&path(folder, &name), LARGEST)? else { return Ok(None) };
    let opened = register.open_beside(&name, &sealed);
    let kept = opened.and_then(|text| serde_json::from_slice(&text).ok());
    let why = "what was submitted was changed since, or belongs to another register";
    kept.map(Some).ok_or_else(|| anyhow::anyhow!(why).into())
}

/// Keeps the parts of a return as they are now; those that were kept before stay as they are.
pub(super) fn submit(
    (folder, register): (&Path, &Register),
    of: &Wanted,
    parts: &[(Which, Vec<Row>)],
    (known_at, by): (Timestamp, &str),
) -> Result<(), Failure> {
    fs::create_dir_all(folder.join(FOLDER)).map_err(anyhow::Error::from)?;
    for (which, rows) in parts {
        if submitted((folder, register), (*which, of.period))?.is_some() {
            continue;
        }
        let table = String::from_utf8_lossy(&table(rows)?).into_owned();
        let kept = Submitted { known_at, by: by.to_owned(), table };
        let name = name(*which, of.period);
        let text = serde_json::to_vec(&kept).map_err(anyhow::Error::from)?;
        files::replace_private(&path(folder, &name), &register.seal_beside(&name, &text)?)?;
    }
    Ok(())
}

/// Which returns were submitted, by their periods.
pub(super) fn all(folder: &Path) -> Vec<Wanted> {
    let entries = fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
    let named = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let (which, period) = name.strip_suffix(ENDING)?.split_once('.')?;
        Some(Wanted { which: Which::named(which)?, period: Period::read(period)? })
    };
    let mut all: Vec<Wanted> = entries.filter_map(named).collect();
    all.sort_by_key(|of| (std::cmp::Reverse(of.period.first), of.which.word()));
    all
}

fn name(which: Which, period: Period) -> String {
    format!("{}.{period}", which.word())
}

fn path(folder: &Path, name: &str) -> PathBuf {
    folder.join(FOLDER).join(format!("{name}{ENDING}"))
}
