//! README.md and the book show what the program really says, and lead where they say they lead.
//!
//! A `console` block that begins with a command and goes on is held to what that command says: `[…]` on a line of its own
//! stands for whatever was left out there. `scripts/screens` puts today's output in.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const LEFT_OUT: &str = "[…]";

/// What a command of the program says, its words parted as a shell does.
fn said(words: &[String]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lintel"));
    let output = command.env("LINTEL_NOW", "2026-11-20T22:40:00Z").args(words).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The words of a command line; what stands behind a `#` is talk.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate().map(|(i, part)| (i % 2 == 1, part));
    let mut words = Vec::new();
    for (is_quoted, part) in parts {
        if is_quoted {
            words.push(part.to_owned());
        } else if let Some((before, _)) = part.split_once('#') {
            words.extend(before.split_whitespace().map(str::to_owned));
            break;
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// README.md and every page of the book.
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

/// The fenced blocks of a page, each with what its fence says it is.
fn blocks(page: &str) -> Vec<(&str, Vec<&str>)> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, Vec<&str>)> = None;
    for line in page.lines() {
        open = match (open.take(), line.strip_prefix("```")) {
            (None, Some(kind)) => Some((kind, Vec::new())),
            (Some(block), Some(_)) => {
                blocks.push(block);
                None
            }
            (Some((kind, mut lines)), None) => {
                lines.push(line);
                Some((kind, lines))
            }
            (None, None) => None,
        };
    }
    assert!(open.is_none(), "a block without an end");
    blocks
}

/// The first part of what a page shows that is not, in this order, among the lines that were said.
fn not_said<'a>(shown: &'a [&'a str], said: &str) -> Option<&'a [&'a str]> {
    let mut rest: Vec<&str> = said.lines().collect();
    for part in shown.split(|line| *line == LEFT_OUT) {
        let is_blank = |line: &&str| line.is_empty();
        let from = part.iter().take_while(|line| is_blank(line)).count();
        let blank = part[from..].iter().rev().take_while(|line| is_blank(line)).count();
        let part = &part[from..part.len() - blank];
        if part.is_empty() {
            continue;
        }
        let Some(at) = rest.windows(part.len()).position(|lines| lines == part) else {
            return Some(part);
        };
        rest.drain(..at + part.len());
    }
    None
}

#[test]
fn every_screen_shown_is_what_the_program_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut known: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut shown = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for (kind, lines) in blocks(&text) {
            assert_ne!(kind, "text", "{}: a screen without its command", page.display());
            let Some((first, screen)) = lines.split_first().filter(|_| kind == "console") else {
                continue;
            };
            let command = first.strip_prefix("$ lintel ").unwrap_or_else(|| {
                panic!("{}: a console block without its command", page.display())
            });
            if screen.iter().all(|line| line.starts_with("$ ")) {
                continue;
            }
            let mut words = words(command);
            if let Some(out) = words.iter().position(|word| word == "--out") {
                words[out + 1] = folder.path().join(&words[out + 1]).display().to_string();
            }
            let said = known.entry(words).or_insert_with_key(|words| said(words));
            if let Some(part) = not_said(screen, said) {
                let part = part.join("\n");
                panic!("{}: {first}\nshows\n{part}\nwhere is said\n{said}", page.display());
            }
            shown += 1;
        }
    }
    assert!(shown >= 10, "only {shown} screens were found");
}

#[test]
fn a_screen_that_is_not_todays_is_found() {
    let said = "a\n\nb\nc\nd\n";
    assert_eq!(not_said(&["a", LEFT_OUT, "c", "d"], said), None);
    assert_eq!(not_said(&[LEFT_OUT, "b", LEFT_OUT], said), None);
    assert_eq!(not_said(&["a", "b"], said), Some(&["a", "b"][..]));
    assert_eq!(not_said(&["c", LEFT_OUT, "a"], said), Some(&["a"][..]));
    assert_eq!(not_said(&["a", LEFT_OUT, "cd"], said), Some(&["cd"][..]));
}

#[test]
fn every_command_shown_has_the_flags_it_is_shown_with() {
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    let mut shown = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let fenced = blocks(&text).into_iter().filter(|(kind, _)| ["sh", "console"].contains(kind));
        for line in fenced.flat_map(|(_, lines)| lines) {
            let Some(line) = line.trim_start_matches("$ ").strip_prefix("lintel ") else { continue };
            let words = words(line);
            let help = helps
                .entry(words[0].clone())
                .or_insert_with(|| said(&[words[0].clone(), "--help".to_owned()]));
            assert!(help.contains("Usage:"), "{}: {line}: no such command", page.display());
            for flag in words.iter().filter(|word| word.starts_with("--") && *word != "--help") {
                let is_known = help.contains(&format!("{flag} ")) || help.contains(&format!("{flag}\n"));
                assert!(is_known, "{}: {line}: no flag {flag}", page.display());
            }
            shown += 1;
        }
    }
    assert!(shown >= 40, "only {shown} commands were found");
}

/// What a page links to, shows or takes in, without addresses elsewhere and places within the page.
fn links(page: &str) -> Vec<&str> {
    let linked = page.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
    let taken = page.split("{{#include ").skip(1).filter_map(|rest| rest.split_once("}}"));
    let files = linked.chain(taken.map(|(file, _)| file));
    files
        .filter(|link| !link.starts_with("http"))
        .map(|link| link.split('#').next().unwrap())
        .filter(|link| !link.is_empty())
        .collect()
}

#[test]
fn every_link_leads_somewhere_and_the_book_keeps_to_itself() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            let file = page.parent().unwrap().join(link);
            assert!(file.exists(), "{}: {link} is not there", page.display());
            let book = fs::canonicalize("docs").unwrap();
            let is_within = file.canonicalize().unwrap().starts_with(book);
            let may_leave = !page.starts_with("docs") || text.contains(&format!("{{{{#include {link}"));
            assert!(is_within || may_leave, "{}: {link} is not in the built book", page.display());
        }
    }
}

#[test]
fn the_books_summary_lists_every_page_once() {
    let summary = fs::read_to_string("docs/SUMMARY.md").unwrap();
    let mut listed: Vec<PathBuf> = links(&summary).into_iter().map(|link| Path::new("docs").join(link)).collect();
    listed.sort();
    let is_page = |page: &PathBuf| page.starts_with("docs") && !page.ends_with("SUMMARY.md");
    assert_eq!(listed, pages().into_iter().filter(is_page).collect::<Vec<_>>());
}

#[test]
fn every_schema_is_shown_on_one_page_of_the_reference() {
    let mut shown = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let names = text.split("{{#schema ").skip(1).filter_map(|rest| rest.split_once("}}"));
        shown.extend(names.map(|(name, _)| name.to_owned()));
    }
    shown.sort();
    let help = said(&["schema".to_owned(), "--help".to_owned()]);
    let names = help.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split_once(':'));
    let mut known: Vec<String> = names.map(|(name, _)| name.to_owned()).collect();
    known.sort();
    assert_eq!(shown, known);
}

#[test]
fn the_readme_and_the_architecture_stay_short() {
    let readme = fs::read_to_string("README.md").unwrap();
    assert!(readme.lines().count() < 200);
    assert!(fs::metadata("ARCHITECTURE.md").unwrap().len() < 10_240);
}

/// The sources, by the names of the folders and the file that hold them.
fn sources(folder: &Path, found: &mut Vec<(BTreeSet<String>, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let names = path.with_extension("");
            let names = names.iter().map(|name| name.to_string_lossy().into_owned());
            found.push((names.collect(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn the_walks_of_the_architecture_pass_functions_that_are_there() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let document = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let walks = document.split("## Three walks").nth(1).unwrap();
    let named = walks.split('`').skip(1).step_by(2).filter_map(|name| name.split_once("::"));
    let named: Vec<_> = named.filter(|name| *name != ("a", "b")).collect();
    assert!(named.len() >= 25, "only {} functions are named", named.len());
    for (home, function) in named {
        let is_home = |(names, text): &&(BTreeSet<String>, String)| {
            names.contains(home)
                || text.lines().any(|line| line.starts_with("impl") && line.contains(home))
        };
        let written = [format!("fn {function}("), format!("fn {function}<")];
        let is_there = files
            .iter()
            .filter(is_home)
            .any(|(_, text)| written.iter().any(|start| text.contains(start)));
        assert!(is_there, "{home}::{function} is not there");
    }
}
