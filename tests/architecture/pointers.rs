//! A file that says what is not here says where it is: a file or folder of that name exists.

use super::paths::sources;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What stands in a file's own head, as one text.
fn head(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    lines.collect::<Vec<_>>().concat()
}

/// Names of modules in code letters and brackets behind "Not here"; types and files of other kinds apart.
fn pointers(head: &str) -> impl Iterator<Item = &str> {
    let behind = head.split_once("Not here").map_or("", |(_, behind)| behind);
    let named = behind.split("(`").skip(1).filter_map(|rest| rest.split_once("`)"));
    let is_module = |name: &&str| !name.contains('.') && !name.contains(char::is_uppercase);
    named.flat_map(|(names, _)| names.split("`, `")).filter(is_module)
}

#[test]
fn whatever_is_not_here_is_where_the_file_says() {
    let files = sources(Path::new("src"));
    let mut places = BTreeSet::new();
    for path in &files {
        let path = path.with_extension("");
        let parts: Vec<&str> = path.iter().map(|part| part.to_str().unwrap()).collect();
        for from in 0..parts.len() {
            for to in from + 1..=parts.len() {
                places.insert(parts[from..to].join("/"));
            }
        }
    }
    let mut found = 0;
    for path in &files {
        let source = fs::read_to_string(path).unwrap();
        for name in pointers(&head(&source)) {
            found += 1;
            let place = name.replace("::", "/");
            assert!(places.contains(&place), "{}: {name} is nowhere", path.display());
        }
    }
    assert!(found > 40, "{found}");
}
