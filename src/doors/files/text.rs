//! An input: read once, hashed as it was read, from a file or from standard input, and never more than a file of its kind can
//! have.
//!
//! A pipe or a device that a name leads to may never end, or wait for somebody who never comes: only those that were
//! handed over (`-`, `/dev/stdin`, `<(…)`) are read.

use crate::base::parse::saved::{self, Saved};
use crate::base::parse::{At, Code, Sink, Source, sha256};
use crate::doors::failure::Failure;
use anyhow::{Context, anyhow, bail};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// No file of the contracts comes near this; a larger one is a mistake, or has no end.
pub(super) const LARGEST_BYTES: u64 = 256 << 20;

/// A file's name for messages, and its text.
#[derive(Debug, Clone)]
#[expect(clippy::struct_field_names, reason = "a text has a text")]
pub(in crate::doors) struct Text {
    pub(in crate::doors) file: String,
    pub(in crate::doors) text: String,
    /// SHA-256 of the bytes that were read.
    pub(in crate::doors) sha256: String,
}

impl Text {
    /// A text that no file holds.
    pub(in crate::doors) fn of(file: String, text: String) -> Self {
        let sha256 = sha256(text.as_bytes());
        Self { file, text, sha256 }
    }

    pub(in crate::doors) fn source(&self) -> Source<'_> {
        Source { file: &self.file, text: &self.text }
    }

    /// Reads a file, or standard input where the path is `-`.
    pub(in crate::doors) fn read(path: &Path) -> Result<Self, Failure> {
        Self::read_up_to(path, LARGEST_BYTES)
    }

    /// Reads a file that may be larger, or smaller, than those of the contracts.
    pub(in crate::doors) fn read_up_to(path: &Path, most: u64) -> Result<Self, Failure> {
        let file = path.display().to_string();
        let bytes = bytes_up_to(path, most)?;
        let sha256 = sha256(&bytes);
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { file, text, sha256 }),
            Err(error) => {
                let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = before.split(|&byte| byte == b'\n').count();
                let mut sink = Sink::new(file);
                let action = "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")";
                sink.add(
                    Code::Syntax,
                    At::new("", Some(line)),
                    "",
                    "this is not UTF-8 text",
                    action,
                );
                Err(sink.into_issues().into())
            }
        }
    }

    /// Reads a list with these columns however a spreadsheet saved it, if that can be told without guessing.
    pub(in crate::doors) fn read_list(
        path: &Path,
        columns: &[&str],
    ) -> Result<(Self, Vec<Saved>), Failure> {
        let file = path.display().to_string();
        let bytes = bytes_up_to(path, LARGEST_BYTES)?;
        let sha256 = sha256(&bytes);
        let (text, mut saved) = saved::decoded(&bytes);
        let (text, more) = saved::as_csv(&text, columns);
        saved.extend(more);
        let text = text.into_owned();
        Ok((Self { file, text, sha256 }, saved))
    }

    /// Reads a file that may be left out.
    pub(in crate::doors) fn read_if_there(path: &Path) -> Result<Option<Self>, Failure> {
        if path.try_exists().unwrap_or(true) { Self::read(path).map(Some) } else { Ok(None) }
    }
}

/// The bytes of a file, or of standard input where the path is `-`.
///
/// # Errors
/// If it cannot be read, has more bytes than that, or is no file.
pub(in crate::doors) fn bytes_up_to(path: &Path, most: u64) -> Result<Vec<u8>, anyhow::Error> {
    let said = path.display();
    let mut bytes = Vec::new();
    let read = if said.to_string() == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        refuse_endless(path)?;
        File::open(path).and_then(|open| {
            let room = open.metadata()?.len().min(most).saturating_add(1);
            bytes.try_reserve_exact(usize::try_from(room).unwrap_or_default())?;
            open.take(most).read_to_end(&mut bytes)
        })
    };
    if path.is_dir() {
        bail!("{said} is a folder; check its name, or name the file in it");
    }
    read.with_context(|| {
        format!("{said} cannot be read; check its name and your right to read it")
    })?;
    if bytes.len() as u64 == most {
        bail!("{said} is too large to be one of Lintel's files");
    }
    Ok(bytes)
}

/// A file, or what whoever started the program handed over; an error that opening finds is told then.
fn refuse_endless(path: &Path) -> Result<(), anyhow::Error> {
    let Ok(meta) = path.metadata() else { return Ok(()) };
    let given = ["/dev/stdin", "/dev/null", "/dev/fd", "/proc/self/fd"];
    if meta.is_file() || meta.is_dir() || given.iter().any(|given| path.starts_with(given)) {
        return Ok(());
    }
    Err(anyhow!(
        "{} is a pipe or a device, which may never end: give a file, or - for standard input",
        path.display()
    ))
}
