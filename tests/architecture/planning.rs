//! Pages for strategists and commissioners cannot hold a household: what they are made of names no type that does.

use crate::paths::{House, Names};

/// The register and its database, forms and their places, an act of the night, and whoever holds them open.
const HOUSEHOLDS: [&str; 11] = [
    "service",
    "inputs::referral",
    "base::domain::referral",
    "doors::tasks::desk",
    "doors::tasks::open_register",
    "doors::web::desk_state",
    "doors::web::visit::Visit",
    "doors::web::links",
    "doors::web::access_log",
    "doors::web::returns",
    "doors::tasks::returns",
];

fn module(text: &str) -> Names {
    text.split("::").map(str::to_owned).collect()
}

/// What the pages of the next years name of all that, by module.
fn named(house: &House) -> Vec<String> {
    let pages = module("doors::web::planning");
    let pages = house.modules().map(|(page, _)| page).filter(|page| page.starts_with(&pages));
    let of_a_household = |page: &Names| {
        let named = house.named_in(page).into_iter();
        let named = named.filter(|path| HOUSEHOLDS.iter().any(|of| path.starts_with(&module(of))));
        named
            .map(|path| format!("{} names {}", page.join("::"), path.join("::")))
            .collect::<Vec<_>>()
    };
    pages.flat_map(of_a_household).collect()
}

#[test]
fn no_page_of_the_next_years_can_name_a_household() {
    let house = House::here();
    let pages = module("doors::web::planning");
    assert!(house.modules().filter(|(page, _)| page.starts_with(&pages)).count() > 8);
    assert_eq!(named(&house), [""; 0]);
}

#[test]
fn a_planted_household_is_found_however_it_is_written() {
    for planted in [
        "use crate::doors::web::desk_state::House;",
        "use super::super::desk_state::DeskState;",
        "fn f() { super::super::desk_state::open() }",
        "use crate::base::domain::Referral;",
        "use crate::service::register::Log;",
    ] {
        let house = House::of([
            (Vec::new(), "mod base; mod doors; mod service;".to_owned()),
            (module("base"), "pub mod domain;".to_owned()),
            (module("base::domain"), "mod referral; pub use referral::Referral;".to_owned()),
            (module("base::domain::referral"), "pub struct Referral;".to_owned()),
            (module("service"), "pub mod register;".to_owned()),
            (module("service::register"), "pub struct Log;".to_owned()),
            (module("doors"), "pub mod web;".to_owned()),
            (module("doors::web"), "mod house; mod planning;".to_owned()),
            (module("doors::web::desk_state"), "pub struct DeskState; pub fn open() {}".to_owned()),
            (module("doors::web::planning"), "mod page;".to_owned()),
            (module("doors::web::planning::page"), planted.to_owned()),
        ]);
        assert!(!named(&house).is_empty(), "{planted}");
    }
}
