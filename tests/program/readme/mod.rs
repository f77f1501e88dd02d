//! README.md, ARCHITECTURE.md and the book show what the program really says, and lead where they say they lead.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

mod book;
pub(crate) mod screens;
mod walks;

use crate::typed::program;
use std::fs;
use std::path::{Path, PathBuf};

/// The night of the sample, so that lists are as old as the pages show them.
const NIGHT: &str = "2026-11-20T22:40:00Z";

/// What the program says to these words.
fn said(words: &[String]) -> String {
    let mut command = program();
    let output = command.env("LINTEL_NOW", NIGHT).args(words).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// README.md, ARCHITECTURE.md and every page of the book.
fn pages() -> Vec<PathBuf> {
    fn below(folder: &Path, pages: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, pages);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    let mut pages = vec![PathBuf::from("README.md"), PathBuf::from("ARCHITECTURE.md")];
    below(Path::new("docs"), &mut pages);
    pages.sort();
    pages
}
