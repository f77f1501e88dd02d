//! Classes of household drawn at random: such as every rule has something to say about.

use crate::reference::drawn::{share, time};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const WOMAN: &str = r#"person = [{ role = "adult", age = 32, sex = "female" }]"#;
const MOTHER: &str = r#"person = [{ role = "adult", age = 29, sex = "female" }, { role = "child", age = 4, sex = "male" }]"#;
const LARGE: &str = r#"person = [{ role = "adult", age = 36, sex = "female" }, { role = "child", age = 15, sex = "male" }, { role = "child", age = 8, sex = "female" }, { role = "child", age = 1, sex = "male" }]"#;
const MAN: &str = r#"person = [{ role = "adult", age = 41, sex = "male" }]"#;
const GIRL: &str = r#"person = [{ role = "adult", age = 15, sex = "female" }]"#;
const AT_HOME: &str = "home = { wishes_to_stay = true, perpetrator_resident = false }";

/// What is said of a household, and the people in it.
const KINDS: [(&str, &str); 14] = [
    ("immediate_danger = true, homeless_before = false", WOMAN),
    ("immediate_danger = false, homeless_before = false, dash = 4", WOMAN),
    ("immediate_danger = false, homeless_before = false, dash = 20, source = \"self\"", MOTHER),
    ("immediate_danger = true, homeless_before = false", LARGE),
    (
        "immediate_danger = true, homeless_before = true, needs = { complex = true, support = [\"alcohol\"] }",
        WOMAN,
    ),
    (
        "immediate_danger = false, homeless_before = false, needs = { complex = true, nrpf = true }",
        WOMAN,
    ),
    ("immediate_danger = true, homeless_before = false, needs = { nrpf = true }", MOTHER),
    ("immediate_danger = false, homeless_before = false, dash = \"unknown\"", MAN),
    (
        "immediate_danger = false, homeless_before = false, needs = { mobility = \"wheelchair\" }",
        WOMAN,
    ),
    ("immediate_danger = true, homeless_before = false, needs = { pets = 1 }", MOTHER),
    (
        "immediate_danger = false, homeless_before = true, needs = { substance_use = \"current\" }, source = \"self\"",
        WOMAN,
    ),
    (
        "immediate_danger = false, homeless_before = false, unsafe = [{ place = \"ST4 6\", hard = true, radius_m = 1500 }, { place = \"PL4 7\", hard = false }], preferences = { near = [\"ST1 5\"], self_contained = true }",
        WOMAN,
    ),
    (
        "immediate_danger = true, homeless_before = false, perpetrator = { may_seek_place = true }",
        MOTHER,
    ),
    ("immediate_danger = true, homeless_before = false", GIRL),
];

const FROM: [&str; 3] = ["ST4 6", "ST3 4", "PL4 7"];

#[derive(Debug, Clone)]
struct Own {
    weight: u32,
    is_at_home: bool,
    units: u32,
    stay: Option<String>,
    drawn: Option<(&'static str, f64)>,
    variants: bool,
}

fn own() -> impl Strategy<Value = Own> {
    let units = prop_oneof![4 => Just(1_u32), 1 => 2..=3_u32];
    let stay = prop::option::weighted(0.25, time(50.0));
    let drawn = of((select(&FROM[..]), share()));
    let is_at_home = prop::bool::weighted(0.3);
    let variants = prop::bool::weighted(0.3);
    (1..6_u32, is_at_home, units, stay, drawn, variants).prop_map(
        |(weight, is_at_home, units, stay, drawn, variants)| Own {
            weight,
            is_at_home,
            units,
            stay,
            drawn,
            variants,
        },
    )
}

/// The classes of a scenario, as text.
pub(crate) fn classes() -> impl Strategy<Value = String> {
    let kinds = subsequence(KINDS.to_vec(), 1..=5);
    (kinds, vec(own(), 5)).prop_map(|(kinds, own)| {
        let all: u32 = own.iter().take(kinds.len()).map(|own| own.weight).sum();
        let classes = kinds.iter().zip(&own).enumerate();
        classes.map(|(k, (kind, own))| class(k, *kind, own, all)).collect()
    })
}

fn class(k: usize, (said, people): (&str, &str), own: &Own, all: u32) -> String {
    let share = f64::from(own.weight) / f64::from(all);
    let at_home = if own.is_at_home { format!(", {AT_HOME}") } else { String::new() };
    let mut text = format!(
        "[[household]]\nname = \"class {k}\"\nshare = {share:?}\nunits = {}\n\
         referral = {{ {said}{at_home}, {people} }}\n",
        own.units
    );
    text.extend(own.stay.as_ref().map(|stay| format!("stay = {stay}\n")));
    text.extend(own.drawn.map(|(from, chance)| {
        format!("unsafe_drawn = {{ from = {from:?}, radius_m = 1000, chance = {chance:?} }}\n")
    }));
    if own.variants {
        text.push_str(
            "variants = [ { share = 0.5, referral = { immediate_danger = true } }, \
             { share = 0.5, referral = { needs = { complex = true } }, \
             unsafe_drawn = { from = \"ST4 6\", chance = 0.5 } } ]\n",
        );
    }
    text
}
