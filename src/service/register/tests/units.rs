//! Units that open, close, and are under repair.

use super::*;

#[test]
fn a_unit_opens_and_closes_many_times() {
    let mut told = Told::new().with(1);
    assert_eq!(told.no("20 09:00", &on_unit("unit_opened", "A")), Why::NotClosed);
    told.ok("20 09:00", &on_unit("unit_closed", "A"));
    assert_eq!(told.is("A", "20 09:00"), "closed 20 09:00 -");
    assert_eq!(told.no("20 10:00", &on_unit("unit_closed", "A")), Why::UnitClosed);
    told.ok("20 10:00", &on_unit("unit_opened", "A"));
    assert_eq!(told.is("A", "20 10:00"), "vacant 20 10:00 -");
    told.ok("20 11:00", &held("R1", "A", "20 11:30"));
    assert_eq!(told.no("20 11:10", &on_unit("unit_closed", "A")), Why::UnitClaimed);
    told.ok("20 11:20", &of("arrived", "R1", "A"));
    assert_eq!(told.no("20 11:30", &on_unit("unit_closed", "A")), Why::UnitLivedIn);
}

#[test]
fn repair_ends_a_hold_and_an_offer_but_nothing_accepted() {
    let mut told = Told::new().with(3);
    told.ok("20 09:00", &held("R1", "A", "20 09:30"));
    told.ok("20 09:00", &offered("R2", "B", "20 09:30"));
    told.ok("20 09:00", &offered("R3", "C", "20 09:30"));
    told.ok("20 09:05", &of("offer_accepted", "R3", "C"));
    let void = |unit| json!({"event": "void_began", "unit": unit, "expected": "2026-12-01"});
    told.ok("20 09:10", &void("A"));
    told.ok("20 09:10", &void("B"));
    assert_eq!(told.no("20 09:10", &void("C")), Why::UnitClaimed);
    assert_eq!(told.is("A", "20 09:10"), "void 20 09:10 2026-12-01");
    assert_eq!(told.referral("R1", "20 09:10"), "open -");
    assert_eq!(told.no("20 09:20", &void("A")), Why::AlreadyVoid);
    told.ok("20 09:20", &on_unit("void_ended", "A"));
    assert_eq!(told.is("A", "20 09:25"), "vacant 20 09:20 -");
    assert_eq!(told.no("20 09:30", &on_unit("void_ended", "A")), Why::NotVoid);
}

#[test]
fn repair_over_a_stay_is_recorded_and_outlasts_it() {
    let mut told = Told::new().with(1);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.ok("21 09:00", &on_unit("void_began", "A"));
    assert_eq!(told.is("A", "21 09:00"), "lived_in R1 20 09:00 -");
    assert_eq!(told.unit("A", "21 09:00").void_since.as_deref(), Some("2026-11-21T09:00:00Z"));
    told.ok("22 09:00", &departed("R1"));
    assert_eq!(told.is("A", "22 09:00"), "void 21 09:00 -");
    told.ok("22 10:00", &on_unit("void_ended", "A"));
    // The turnaround goes on since the leaving.
    assert_eq!(told.is("A", "22 10:00"), "being_made_ready 22 09:00 23 00:00");
    assert_eq!(told.is("A", "23 00:00"), "vacant 23 00:00 -");
}

#[test]
fn a_unit_to_which_nothing_ever_happened_is_vacant_since_nothing() {
    let told = Told::new();
    assert_eq!(told.is("A", "20 09:00"), "vacant - -");
    assert_eq!(told.log.view(at("20 09:00"), None).at, "2026-11-20T09:00:00Z");
}
