//! What of an estate is still not its own: lines that say "placeholder: replace" or "from elsewhere: replace".

use super::layout::{count, wrapped};
use crate::doors::files::Text;
use crate::inputs::estate::PLACEHOLDER;
use crate::inputs::scenario::FROM_ELSEWHERE;
use std::fs;
use std::path::{Path, PathBuf};

const MARKS: [(&str, &str); 2] =
    [(PLACEHOLDER, "placeholders"), (FROM_ELSEWHERE, "from elsewhere")];

/// A line for each kind of mark with the files that still have it; nothing where none has.
pub(super) fn remaining(folder: &Path) -> String {
    let files = files_of(folder);
    MARKS.iter().map(|(mark, title)| line(folder, &files, (mark, title))).collect()
}

fn line(folder: &Path, files: &[PathBuf], (mark, title): (&str, &str)) -> String {
    let mut found = Vec::new();
    for path in files {
        let text = Text::read(path).map_or_else(|_| String::new(), |read| read.text.to_lowercase());
        let lines = text.lines().filter(|line| line.contains(mark)).count();
        if lines > 0 {
            let name = path.strip_prefix(folder).unwrap_or(path).display();
            found.push(format!("{name} {}", count(lines, "line", "lines")));
        }
    }
    if found.is_empty() {
        return String::new();
    }
    wrapped("  ", &format!("Still {title}, to be replaced: {}.", found.join(", ")))
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
