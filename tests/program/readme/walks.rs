//! The walks of ARCHITECTURE.md pass functions that are there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

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
