//! The book hangs together: its summary, its links, its reference; and the two files beside it stay short.

use super::{pages, said};
use std::fs;
use std::path::{Path, PathBuf};

/// What a page links to, shows or takes in, without addresses elsewhere and places within the page.
fn links(page: &str) -> Vec<&str> {
    let linked =
        page.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
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
            let may_leave =
                !page.starts_with("docs") || text.contains(&format!("{{{{#include {link}"));
            assert!(is_within || may_leave, "{}: {link} is not in the built book", page.display());
        }
    }
}

#[test]
fn the_books_summary_lists_every_page_once() {
    let summary = fs::read_to_string("docs/SUMMARY.md").unwrap();
    let mut listed: Vec<PathBuf> =
        links(&summary).into_iter().map(|link| Path::new("docs").join(link)).collect();
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
