//! An input: read once, from a file or from standard input, and never more than a file of its kind can have.

use crate::base::parse::{At, Code, Sink, Source};
use crate::doors::failure::Failure;
use anyhow::{Context, anyhow};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// No file of the contracts comes near this; a larger one is a mistake, or has no end.
pub(super) const LARGEST_BYTES: u64 = 256 << 20;

/// A file's name for messages, and its text.
#[derive(Debug, Clone)]
pub(in crate::doors) struct Text {
    pub(in crate::doors) file: String,
    pub(in crate::doors) text: String,
}

impl Text {
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
        let mut bytes = Vec::new();
        let read = if file == "-" {
            io::stdin().lock().take(most).read_to_end(&mut bytes)
        } else {
            File::open(path).and_then(|open| open.take(most).read_to_end(&mut bytes))
        };
        read.with_context(|| {
            format!("{file} cannot be read; check its name and your right to read it")
        })?;
        if bytes.len() as u64 == most {
            return Err(anyhow!("{file} is too large to be one of Lintel's files").into());
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { file, text }),
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

    /// Reads a file that may be left out.
    pub(in crate::doors) fn read_if_there(path: &Path) -> Result<Option<Self>, Failure> {
        if path.try_exists().unwrap_or(true) { Self::read(path).map(Some) } else { Ok(None) }
    }
}
