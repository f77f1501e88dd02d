//! Modules import one way, and some crates have one door: the table of ARCHITECTURE.md, held over the
//! parsed sources.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// One row of the table in ARCHITECTURE.md.
struct Row {
    may_import: BTreeSet<String>,
    crates: BTreeSet<String>,
}

/// The table: modules by name.
fn table() -> BTreeMap<String, Row> {
    let document = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let rows = document.lines().skip_while(|line| !line.starts_with("| module |")).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let words = |cell: &str| cell.split_whitespace().map(str::to_owned).collect();
            (cells[0].to_owned(), Row { may_import: words(cells[1]), crates: words(cells[2]) })
        })
        .collect()
}

/// Every path a file names: `use` trees, inline paths and re-exports.
#[derive(Default)]
struct Paths(BTreeSet<Vec<String>>);

impl Paths {
    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.tree(before, tree));
            }
            syn::UseTree::Name(name) => drop(self.0.insert(with(&name.ident))),
            syn::UseTree::Rename(name) => drop(self.0.insert(with(&name.ident))),
            syn::UseTree::Glob(_) => drop(self.0.insert(before.to_vec())),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, i: &'ast syn::ItemUse) {
        self.tree(&[], &i.tree);
    }

    fn visit_path(&mut self, i: &'ast syn::Path) {
        // A name alone is a variable; a crate is named by a longer path, or by `use`.
        if i.segments.len() > 1 {
            self.0.insert(i.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        syn::visit::visit_path(self, i);
    }

    fn visit_item_mod(&mut self, i: &'ast syn::ItemMod) {
        let is_test = i.attrs.iter().any(|attr| {
            attr.path().is_ident("cfg")
                && attr.parse_args::<syn::Ident>().is_ok_and(|what| what == "test")
        });
        if !is_test {
            syn::visit::visit_item_mod(self, i);
        }
    }
}

/// The breaches of one file, which belongs to a module.
fn breaches(module: &str, source: &str) -> Vec<String> {
    let mut paths = Paths::default();
    paths.visit_file(&syn::parse_file(source).unwrap());
    let table = table();
    let row = table.get(module);
    let mut found = Vec::new();
    for path in &paths.0 {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match names.as_slice() {
            ["crate" | "lintel", other, ..] if table.contains_key(*other) => {
                let allowed = row.is_some_and(|row| row.may_import.contains(*other));
                if !allowed && *other != module && *other != "domain" {
                    found.push(format!("{module} imports {other}"));
                }
            }
            // A length of time is no clock.
            ["std", "time", "Duration"] | [] => {}
            ["std", outside @ ("fs" | "io" | "process" | "env" | "net" | "time"), ..]
                if module != "cli" =>
            {
                found.push(format!("{module} reaches outside by std::{outside}"));
            }
            [krate, ..] => {
                let door = table.iter().find(|(_, row)| row.crates.contains(*krate));
                if door.is_some_and(|(owner, _)| owner != module) {
                    found.push(format!("{module} names the crate {krate}"));
                }
            }
        }
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix("src").unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.strip_suffix(".rs").unwrap_or(&first).to_owned()
}

#[test]
fn every_module_imports_only_what_the_table_allows() {
    let mut found = Vec::new();
    for file in sources(Path::new("src")) {
        let module = module_of(&file);
        if module == "main" || module == "lib" {
            continue;
        }
        let source = fs::read_to_string(&file).unwrap();
        found.extend(
            breaches(&module, &source).into_iter().map(|b| format!("{}: {b}", file.display())),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_module_has_a_row_in_the_table() {
    let known = table();
    for file in sources(Path::new("src")) {
        let module = module_of(&file);
        let outside = module == "main" || module == "lib";
        assert!(outside || known.contains_key(&module), "{module} has no row in ARCHITECTURE.md");
    }
}

#[test]
fn a_planted_breach_is_found_however_it_is_written() {
    for planted in [
        "use crate::cli::Cli;",
        "use crate::{domain::Kind, simulation::Tape};",
        "pub use crate::forecast::run;",
        "fn f() { crate::placement::recommend(); }",
        "fn f(x: crate::estate::Estate) {}",
        "use polars::prelude::df;",
        "fn f() { std::fs::read(\"x\"); }",
        "use std::time::SystemTime;",
        "fn f() { plotters::style::WHITE; }",
    ] {
        assert_eq!(breaches("geography", planted).len(), 1, "{planted}");
    }
    assert!(breaches("geography", "use crate::reading::Sink; use crate::domain::Kind;").is_empty());
    assert!(breaches("geography", "use std::time::Duration;").is_empty());
    assert!(breaches("geography", "#[cfg(test)] mod tests { use crate::cli::Cli; }").is_empty());
}
