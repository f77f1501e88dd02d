//! Holds, offers and acceptances.

use super::*;

#[test]
fn a_hold_keeps_a_unit_until_it_lapses() {
    let mut told = Told::new().with(2);
    told.ok("20 21:00", &held("R1", "A", "20 21:30"));
    assert_eq!(told.is("A", "20 21:29"), "held R1 20 21:00 20 21:30");
    assert_eq!(told.is("A", "20 21:30"), "vacant 20 21:30 -");
    assert_eq!(told.referral("R1", "20 21:29"), "open A");
    assert_eq!(told.referral("R1", "20 21:30"), "open -");
    assert_eq!(told.no("20 21:29", &held("R2", "A", "20 21:50")), Why::UnitClaimed);
    told.ok("20 21:30", &held("R2", "A", "20 21:50"));
}

#[test]
fn a_hold_lasts_no_longer_than_the_provider_says() {
    let mut told = Told::new().with(1);
    assert_eq!(told.no("20 21:00", &held("R1", "A", "20 21:31")), Why::HoldTooLong);
    assert_eq!(told.no("20 21:00", &held("R1", "A", "20 21:00")), Why::UntilPast);
    told.ok("20 21:00", &offered("R1", "A", "20 23:00"));
    assert_eq!(told.no("20 22:00", &offered("R1", "A", "20 22:00")), Why::UntilPast);
}

#[test]
fn more_time_keeps_since_and_an_offer_begins_anew() {
    let mut told = Told::new().with(1);
    told.ok("20 21:00", &held("R1", "A", "20 21:30"));
    told.ok("20 21:10", &held("R1", "A", "20 21:40"));
    assert_eq!(told.is("A", "20 21:35"), "held R1 20 21:00 20 21:40");
    told.ok("20 21:20", &offered("R1", "A", "20 22:00"));
    told.ok("20 21:30", &offered("R1", "A", "20 22:30"));
    assert_eq!(told.is("A", "20 22:10"), "offered R1 20 21:20 20 22:30");
}

#[test]
fn a_household_has_one_claim() {
    let mut told = Told::new().with(2);
    told.ok("20 21:00", &held("R1", "A", "20 21:30"));
    assert_eq!(told.no("20 21:05", &held("R1", "B", "20 21:30")), Why::HasClaim);
    told.ok("20 21:05", &held("R2", "B", "20 21:30"));
    // Of two that could be meant, that she has a claim is said first.
    assert_eq!(told.no("20 21:06", &held("R1", "B", "20 21:30")), Why::HasClaim);
    told.ok("20 21:10", &offered("R1", "A", "20 22:00"));
    assert_eq!(told.no("20 21:11", &held("R1", "A", "20 21:30")), Why::HasClaim);
    told.ok("20 21:12", &of("offer_accepted", "R1", "A"));
    assert_eq!(told.no("20 21:13", &offered("R1", "A", "20 22:30")), Why::HasClaim);
}

#[test]
fn only_an_offer_that_has_not_lapsed_is_accepted() {
    let mut told = Told::new().with(1);
    assert_eq!(told.no("20 21:00", &of("offer_accepted", "R1", "A")), Why::NotClaimed);
    told.ok("20 21:00", &held("R1", "A", "20 21:30"));
    assert_eq!(told.no("20 21:05", &of("offer_accepted", "R1", "A")), Why::NotOffered);
    told.ok("20 21:10", &offered("R1", "A", "20 21:40"));
    assert_eq!(told.no("20 21:40", &of("offer_accepted", "R1", "A")), Why::NotClaimed);
    let expected =
        json!({"event": "offer_accepted", "referral": "R1", "unit": "A", "expected": "2026-11-21"});
    told.ok("20 21:39", &expected);
    assert_eq!(told.is("A", "25 00:00"), "accepted R1 20 21:39 21");
    assert_eq!(told.no("20 21:50", &of("offer_accepted", "R1", "A")), Why::NotOffered);
}

#[test]
fn a_claim_ends_as_far_as_it_has_come() {
    let mut told = Told::new().with(1);
    told.ok("20 21:00", &held("R1", "A", "20 21:30"));
    for (why, refused) in [
        ("declined", Why::NotOffered),
        ("cancelled", Why::NotAccepted),
        ("not_arrived", Why::NotAccepted),
    ] {
        assert_eq!(told.no("20 21:05", &ended("R1", "A", why)), refused);
    }
    assert_eq!(told.no("20 21:05", &ended("R1", "B", "released")), Why::NotClaimed);
    told.ok("20 21:10", &ended("R1", "A", "released"));
    assert_eq!(told.is("A", "20 21:11"), "vacant 20 21:10 -");
    assert_eq!(told.referral("R1", "20 21:11"), "open -");
    told.ok("20 21:20", &offered("R1", "A", "20 22:00"));
    told.ok("20 21:25", &of("offer_accepted", "R1", "A"));
    assert_eq!(told.no("20 21:26", &ended("R1", "A", "declined")), Why::NotOffered);
    told.ok("20 21:27", &ended("R1", "A", "not_arrived"));
    assert_eq!(told.no("20 21:28", &ended("R1", "A", "released")), Why::NotClaimed);
}

#[test]
fn whoever_is_closed_claims_nothing() {
    for event in [
        json!({"event": "turned_away", "referral": "R1", "reason": "declined", "barrier": []}),
        json!({"event": "placed_elsewhere", "referral": "R1", "where": "family"}),
        only("withdrawn", "R1"),
        json!({"event": "duplicate", "referral": "R1", "of": "R2"}),
    ] {
        let mut told = Told::new().with(2);
        told.ok("20 21:00", &held("R1", "A", "20 21:30"));
        told.ok("20 21:10", &event);
        assert_eq!(told.is("A", "20 21:10"), "vacant 20 21:10 -");
        assert_eq!(
            told.referral("R1", "20 21:10"),
            format!("{} -", event["event"].as_str().unwrap())
        );
        assert_eq!(told.no("20 21:20", &held("R1", "A", "20 21:30")), Why::ReferralNotOpen);
        assert_eq!(told.no("20 21:20", &event), Why::ReferralNotOpen);
    }
}
