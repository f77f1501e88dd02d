//! What of an estate is still not its own: lines that say "placeholder: replace" or "from elsewhere: replace".

use crate::doors::files::Text;
use crate::inputs::estate::PLACEHOLDER;
use crate::inputs::scenario::FROM_ELSEWHERE;
use crate::presentation::wording::checked::Remaining;
use std::fs;
use std::path::{Path, PathBuf};

const MARKS: [(&str, &str); 2] =
    [(PLACEHOLDER, "placeholders"), (FROM_ELSEWHERE, "from elsewhere")];

/// The files that still have marks of each kind; no kind that none has.
pub(super) fn remaining(folder: &Path) -> Vec<Remaining> {
    let texts: Vec<(String, String)> = files_of(folder)
        .into_iter()
        .filter_map(|path| {
            let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            Some((name, Text::read(&path).ok()?.text.to_lowercase()))
        })
        .collect();
    let kinds = MARKS.iter().map(|(mark, kind)| {
        let lines = |text: &str| text.lines().filter(|line| line.contains(mark)).count();
        let counted = texts.iter().map(|(name, text)| (name.clone(), lines(text)));
        Remaining { kind, files: counted.filter(|(_, lines)| *lines > 0).collect() }
    });
    kinds.filter(|kind| !kind.files.is_empty()).collect()
}

/// The tables and texts of an estate and of its scenarios, by name.
fn files_of(folder: &Path) -> Vec<PathBuf> {
    let listed = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    let is_read = |path: &PathBuf| {
        path.is_file() && path.extension().is_some_and(|end| end == "toml" || end == "csv")
    };
    let mut files: Vec<PathBuf> = listed(folder)
        .chain(listed(&folder.join("scenarios")))
        .map(|entry| entry.path())
        .filter(is_read)
        .collect();
    files.sort();
    files
}
