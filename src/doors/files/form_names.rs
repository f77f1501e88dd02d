//! What files of forms are called.

use std::ffi::OsStr;
use std::path::Path;

/// Whether a file is called as one form is, in large letters or small.
pub(in crate::doors) fn is_called_a_form(path: &Path) -> bool {
    ends_in(path, &["toml", "json"])
}

/// Whether it is called as a file of a form a line is.
pub(in crate::doors) fn is_called_forms_by_line(path: &Path) -> bool {
    ends_in(path, &["jsonl"])
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    let is_it = |found: &OsStr| endings.iter().any(|of| found.eq_ignore_ascii_case(of));
    path.extension().is_some_and(is_it)
}
