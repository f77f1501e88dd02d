//! No file needs, by whatever way, a file that needs it.

use crate::paths::{House, Names};
use std::collections::{BTreeMap, BTreeSet};

type Needs = BTreeMap<Names, BTreeSet<Names>>;

/// Sets of files each of which needs all others.
fn circles(house: &House) -> BTreeSet<BTreeSet<String>> {
    let needs: Needs =
        house.modules().map(|(module, _)| (module.clone(), house.needs(module))).collect();
    let reach: BTreeMap<&Names, BTreeSet<&Names>> =
        needs.keys().map(|module| (module, reached(module, &needs))).collect();
    let circle = |module: &Names| -> BTreeSet<String> {
        let back = reach[module].iter().filter(|other| reach[**other].contains(module));
        back.map(|other| other.join("::")).collect()
    };
    needs.keys().map(circle).filter(|circle| circle.len() > 1).collect()
}

fn reached<'a>(from: &'a Names, needs: &'a Needs) -> BTreeSet<&'a Names> {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        open.extend(needs[module].iter().filter(|other| seen.insert(other)));
    }
    seen
}

#[test]
fn no_file_needs_a_file_that_needs_it() {
    let found = circles(&House::here());
    let said: Vec<String> = found.iter().map(|circle| format!("{circle:?}")).collect();
    assert!(found.is_empty(), "{} circles of files:\n{}", found.len(), said.join("\n"));
}

#[test]
fn a_planted_circle_is_found_however_it_is_written() {
    let module = |text: &str| text.split("::").map(str::to_owned).collect::<Names>();
    let house = |one: &str, other: &str| {
        House::of([
            (Vec::new(), "pub mod room;".to_owned()),
            (module("room"), "mod one; mod other; pub use one::One;".to_owned()),
            (module("room::one"), format!("{one} pub struct One;")),
            (module("room::other"), format!("{other} pub struct Other;")),
        ])
    };
    // The other way round it goes through what the room hands on.
    let back = "use super::One;";
    for planted in [
        "use super::other::Other;",
        "use crate::room::other::Other;",
        "fn f(x: super::super::room::other::Other) {}",
        "fn f() { vec![super::other::Other]; }",
        "macro_rules! m { () => { $crate::room::other::Other } }",
        "struct S { #[arg(value_parser = super::other::read)] s: u8 }",
    ] {
        assert_eq!(circles(&house(planted, back)).len(), 1, "{planted}");
        assert!(circles(&house(planted, "")).is_empty(), "{planted}");
    }
    for harmless in [
        "#[cfg(test)] mod tests { use super::super::other::Other; }",
        "pub(in crate::room::other) fn f() {}",
    ] {
        assert!(circles(&house(harmless, back)).is_empty(), "{harmless}");
    }
}
