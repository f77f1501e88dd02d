//! Wings and rooms import one way, and some crates have one door: the table of ARCHITECTURE.md, held over the
//! parsed sources.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::paths::{House, Named, Names, module_of, sources};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each wing stands only on those above it.
const WINGS: [&str; 8] =
    ["base", "inputs", "engine", "desk", "planning", "service", "presentation", "doors"];

/// Rooms that everybody may import.
const ALL_MAY: [&str; 3] = ["domain", "random", "statistics"];

/// The rooms that read files, the clock and the environment.
const DOORS: [&str; 4] = ["files", "tasks", "cli", "web"];

/// One row of the table in ARCHITECTURE.md.
#[derive(Clone)]
struct Row {
    wing: String,
    may_import: BTreeSet<String>,
    crates: BTreeSet<String>,
}

/// The table: rooms by name, `above` written out.
fn table() -> BTreeMap<String, Row> {
    let document = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let rows = document.lines().skip_while(|line| !line.starts_with("| room |")).skip(2);
    let written: BTreeMap<String, Row> = rows
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let words = |cell: &str| cell.split_whitespace().map(str::to_owned).collect();
            let (wing, room) = cells[0].split_once('/').unwrap();
            let row =
                Row { wing: wing.to_owned(), may_import: words(cells[1]), crates: words(cells[2]) };
            (room.to_owned(), row)
        })
        .collect();
    let floor = |wing: &str| WINGS.iter().position(|other| *other == wing).unwrap();
    let above = |wing: &str| -> BTreeSet<String> {
        let rooms = written.iter().filter(|(_, row)| floor(&row.wing) < floor(wing));
        rooms.map(|(room, _)| room.clone()).collect()
    };
    let whole = |(room, row): (&String, &Row)| {
        let mut row = row.clone();
        if row.may_import.remove("above") {
            row.may_import.extend(above(&row.wing));
        }
        (room.clone(), row)
    };
    written.iter().map(whole).collect()
}

/// A register's database, its copies and its stamp are files.
const KEEPS_FILES: &str = "vault";

/// The breaches of one module of a room.
fn breaches(module: &[String], house: &House, named: &Named) -> Vec<String> {
    let table = table();
    let Some(room) = module.get(1) else { return Vec::new() };
    let row = &table[room];
    let mut found = Vec::new();
    for path in named.all() {
        if let Some(path) = house.rooted(module, path) {
            let Some(other) = path.get(1).filter(|other| table.contains_key(*other)) else {
                continue;
            };
            let is_allowed =
                other == room || ALL_MAY.contains(&&**other) || row.may_import.contains(other);
            if !is_allowed {
                found.push(format!("{room} imports {other}"));
            }
            continue;
        }
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match names.as_slice() {
            // A length of time is no clock.
            ["std", "time", "Duration"] | [] => {}
            ["std", "fs", ..] if room == KEEPS_FILES => {}
            ["std", outside @ ("fs" | "io" | "process" | "env" | "net" | "time"), ..]
                if !DOORS.contains(&room.as_str()) =>
            {
                found.push(format!("{room} reaches outside by std::{outside}"));
            }
            [krate, ..] => {
                let door = table.iter().find(|(_, row)| row.crates.contains(*krate));
                if door.is_some_and(|(owner, _)| owner != room) {
                    found.push(format!("{room} names the crate {krate}"));
                }
            }
        }
    }
    found
}

#[test]
fn every_room_imports_only_what_the_table_allows() {
    let house = House::here();
    let found: Vec<String> = house
        .modules()
        .flat_map(|(module, named)| {
            let said = breaches(module, &house, named);
            said.into_iter().map(|breach| format!("{}: {breach}", module.join("::")))
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_table_lets_no_wing_stand_on_one_below_it() {
    let table = table();
    let floor = |room: &str| WINGS.iter().position(|wing| *wing == table[room].wing).unwrap();
    for (room, row) in &table {
        for other in &row.may_import {
            assert!(floor(other) <= floor(room), "{room} stands on {other}, which is below it");
        }
    }
}

#[test]
fn rooms_of_one_wing_import_one_way() {
    let table = table();
    let mut free: BTreeSet<&str> = BTreeSet::from(ALL_MAY);
    while free.len() < table.len() {
        let next = table.iter().find(|(room, row)| {
            let stands = row.may_import.iter().all(|other| free.contains(other.as_str()));
            !free.contains(room.as_str()) && stands
        });
        let (room, _) = next.expect("a circle of rooms in the table");
        free.insert(room);
    }
}

#[test]
fn every_room_has_a_row_in_the_table() {
    let known = table();
    for file in sources(Path::new("src")) {
        let module = module_of(&file);
        let [wing, room, ..] = module.as_slice() else { continue };
        let row = known.get(room).filter(|row| row.wing == *wing);
        assert!(row.is_some(), "{wing}/{room} has no row in ARCHITECTURE.md");
    }
}

#[test]
fn a_planted_breach_is_found_however_it_is_written() {
    let names = |path: &str| path.split("::").map(str::to_owned).collect::<Names>();
    let breaches_of = |planted: &str| {
        let module = names("base::geography");
        let house = House::of([
            (Vec::new(), "pub mod base; pub mod doors;".to_owned()),
            (names("base"), "pub mod geography;".to_owned()),
            (module.clone(), planted.to_owned()),
        ]);
        let named = Named::of(planted);
        breaches(&module, &house, &named)
    };
    for planted in [
        "use crate::doors::cli::Cli;",
        "use crate::{base::domain::Kind, engine::simulation::Tape};",
        "pub use crate::planning::forecast::run;",
        "fn f() { crate::engine::placement::recommend(); }",
        "fn f(x: super::super::inputs::estate::Estate) {}",
        "fn f() { vec![crate::inputs::estate::Estate]; }",
        "use polars::prelude::df;",
        "fn f() { std::fs::read(\"x\"); }",
        "use std::time::SystemTime;",
        "fn f() { plotters::style::WHITE; }",
    ] {
        assert_eq!(breaches_of(planted).len(), 1, "{planted}");
    }
    for harmless in [
        "use crate::base::parse::Sink; use crate::base::domain::Kind;",
        "use std::time::Duration;",
        "#[cfg(test)] mod tests { use crate::doors::cli::Cli; }",
    ] {
        assert!(breaches_of(harmless).is_empty(), "{harmless}");
    }
}
