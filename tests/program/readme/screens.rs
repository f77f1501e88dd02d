//! Screens and commands on the pages.
//!
//! A `console` block that begins with a command and goes on is held to what that command says: `[…]` on a line of its own
//! stands for whatever was left out there. `scripts/screens` puts today's output in.

use super::{pages, said};
use std::collections::BTreeMap;
use std::fs;

const LEFT_OUT: &str = "[…]";

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
            let Some(line) = line.trim_start_matches("$ ").strip_prefix("lintel ") else {
                continue;
            };
            let words = words(line);
            let help = helps
                .entry(words[0].clone())
                .or_insert_with(|| said(&[words[0].clone(), "--help".to_owned()]));
            assert!(help.contains("Usage:"), "{}: {line}: no such command", page.display());
            for flag in words.iter().filter(|word| word.starts_with("--") && *word != "--help") {
                let is_known =
                    help.contains(&format!("{flag} ")) || help.contains(&format!("{flag}\n"));
                assert!(is_known, "{}: {line}: no flag {flag}", page.display());
            }
            shown += 1;
        }
    }
    assert!(shown >= 40, "only {shown} commands were found");
}

/// The words of a command line; what stands behind a `#` is talk.
pub(crate) fn words(line: &str) -> Vec<String> {
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

/// The fenced blocks of a page, each with what its fence says it is.
pub(crate) fn blocks(page: &str) -> Vec<(&str, Vec<&str>)> {
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
pub(crate) fn not_said<'a>(shown: &'a [&'a str], said: &str) -> Option<&'a [&'a str]> {
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
