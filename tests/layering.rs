//! Modules import one way, and some crates have one door: the table of ARCHITECTURE.md, held over the
//! parsed sources.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// What each module may import of the crate, itself and `domain` apart.
const MAY_IMPORT: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("reading", &[]),
    ("geography", &["reading"]),
    ("estate", &["reading", "geography"]),
    ("referral", &["reading", "geography"]),
    ("eligibility", &["estate", "geography"]),
    ("placement", &["reading", "estate", "geography", "referral", "eligibility"]),
    ("evidence", &["reading"]),
    ("scenario", &["reading", "evidence", "referral"]),
    ("demand", &["reading", "scenario", "estate", "geography"]),
    ("simulation", &["demand", "scenario", "estate", "geography", "eligibility", "placement"]),
    ("forecast", &["simulation", "scenario", "evidence"]),
    ("chart", &["forecast"]),
    (
        "cli",
        &[
            "reading",
            "geography",
            "estate",
            "referral",
            "eligibility",
            "placement",
            "evidence",
            "scenario",
            "demand",
            "simulation",
            "forecast",
            "chart",
        ],
    ),
    ("lib", &[]),
];

/// Crates that only some modules may name.
const ONE_DOOR: [(&str, &[&str]); 13] = [
    ("toml", &["reading", "cli"]),
    ("csv", &["reading", "forecast", "chart", "cli"]),
    ("strsim", &["reading"]),
    ("rand_philox", &["simulation"]),
    ("rayon", &["simulation", "cli"]),
    ("polars", &["forecast"]),
    ("sha2", &["forecast"]),
    ("plotters", &["chart"]),
    ("png", &["chart"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("indicatif", &["cli"]),
    ("anyhow", &["cli"]),
];

/// Every path a file names: `use` trees, inline paths and re-exports.
#[derive(Default)]
struct Paths(BTreeSet<Vec<String>>);

impl Paths {
    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.tree(before, tree))
            }
            syn::UseTree::Name(name) => drop(self.0.insert(with(&name.ident))),
            syn::UseTree::Rename(name) => drop(self.0.insert(with(&name.ident))),
            _ => drop(self.0.insert(before.to_vec())),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let is_test = item.attrs.iter().any(|attr| {
            attr.path().is_ident("cfg")
                && attr.parse_args::<syn::Ident>().is_ok_and(|what| what == "test")
        });
        if !is_test {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

/// The breaches of one file, which belongs to a module.
fn breaches(module: &str, source: &str) -> Vec<String> {
    let mut paths = Paths::default();
    paths.visit_file(&syn::parse_file(source).unwrap());
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.into_iter().collect();
    let doors: BTreeMap<&str, &[&str]> = ONE_DOOR.into_iter().collect();
    let mut found = Vec::new();
    for path in &paths.0 {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match names.as_slice() {
            ["crate" | "lintel", other, ..] if allowed.contains_key(other) => {
                let fine =
                    *other == module || *other == "domain" || allowed[module].contains(other);
                if !fine {
                    found.push(format!("{module} imports {other}"));
                }
            }
            [krate, ..] if doors.contains_key(krate) && !doors[krate].contains(&module) => {
                // `toml` and `csv` are also names of functions in `reading`.
                found.push(format!("{module} names the crate {krate}"));
            }
            _ => {}
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
        if module == "main" {
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
    let known: BTreeSet<&str> = MAY_IMPORT.iter().map(|(module, _)| *module).collect();
    for file in sources(Path::new("src")) {
        let module = module_of(&file);
        assert!(module == "main" || known.contains(module.as_str()), "{module} has no row");
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
        "fn f() { rayon::join(|| (), || ()); }",
    ] {
        assert_eq!(breaches("geography", planted).len(), 1, "{planted}");
    }
    assert!(breaches("geography", "use crate::reading::Sink; use crate::domain::Kind;").is_empty());
    assert!(breaches("geography", "#[cfg(test)] mod tests { use crate::cli::Cli; }").is_empty());
}
