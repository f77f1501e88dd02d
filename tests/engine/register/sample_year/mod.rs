//! The year of `data/sample-year`: who asks, and for how long they stay, is drawn by the engine; what becomes of them is
//! recorded by the register's own rules, and units are found by `recommend`'s. Everybody in it is made up.
//!
//! `LINTEL_RENEW=1 cargo test --release --test engine sample_year` writes the file anew.

mod asks;
mod course;
mod dice;
mod year;

use std::collections::BTreeMap;
use std::env;
use std::fs;

const FILE: &str = "data/sample-year/events.jsonl";

#[test]
fn the_sample_year_is_made_again_byte_for_byte() {
    let made = year::lived();
    if env::var_os("LINTEL_RENEW").is_some() {
        fs::write(FILE, &made).unwrap();
    }
    let kept = fs::read_to_string(FILE).unwrap();
    assert!(made == kept, "LINTEL_RENEW=1 writes it anew; read what has changed");
}

#[test]
fn the_sample_year_has_something_of_everything() {
    let kept = fs::read_to_string(FILE).unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut corrections = 0;
    for line in kept.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        *counts.entry(event["event"].as_str().unwrap().to_owned()).or_default() += 1;
        corrections += usize::from(event.get("corrects").is_some());
    }
    let asked = counts["referral_received"];
    assert!((260..=340).contains(&asked), "some 300 referrals: {asked}");
    for event in [
        "carried_in",
        "referral_amended",
        "contact_attempted",
        "noted",
        "decision_given",
        "held",
        "offered",
        "offer_accepted",
        "claim_ended",
        "arrived",
        "expected_departure",
        "person_joined",
        "person_left",
        "transferred",
        "departed",
        "turned_away",
        "placed_elsewhere",
        "withdrawn",
        "duplicate",
        "void_began",
        "void_ended",
        "annulled",
    ] {
        assert!(counts.get(event).is_some_and(|some| *some >= 2), "{event}: {counts:?}");
    }
    assert!(corrections >= 6, "{corrections}");
}
