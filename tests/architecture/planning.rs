//! Pages for strategists and commissioners cannot hold a household: what they are made of names no type that does.

use crate::paths::sources;
use std::fs;
use std::path::Path;

/// The register and its database, forms and their places, an act of the night, and whoever holds them open.
const HOUSEHOLDS: [&str; 9] = [
    "service::",
    "inputs::referral",
    "domain::Referral",
    "tasks::Desk",
    "tasks::Door",
    "web::house",
    "web::visit::Visit",
    "web::links",
    "web::seen",
];

#[test]
fn no_page_of_the_next_years_can_name_a_household() {
    let files = sources(Path::new("src/doors/web/planning"));
    assert!(files.len() > 8, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for named in HOUSEHOLDS {
            assert!(!text.contains(named), "{} names {named}", file.display());
        }
    }
}
