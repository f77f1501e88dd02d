//! Arrivals, transfers, departures and the turnaround behind them.

use super::*;

#[test]
fn she_arrives_where_she_has_a_claim_or_nobody_has() {
    let mut told = Told::new().with(3);
    told.ok("20 21:00", &held("R1", "A", "20 21:30"));
    told.ok("20 21:00", &offered("R2", "B", "20 22:00"));
    assert_eq!(told.no("20 21:10", &of("arrived", "R3", "A")), Why::UnitClaimed);
    told.ok("20 21:10", &of("arrived", "R1", "A"));
    told.ok("20 21:20", &of("arrived", "R2", "B"));
    told.ok("20 21:20", &of("arrived", "R3", "C"));
    assert_eq!(told.is("A", "20 21:10"), "lived_in R1 20 21:10 -");
    assert_eq!(told.referral("R1", "20 21:10"), "placed A");
    assert_eq!(told.no("20 21:30", &of("arrived", "R1", "B")), Why::ReferralNotOpen);
}

#[test]
fn an_arrival_elsewhere_ends_the_claim() {
    let mut told = Told::new().with(1);
    told.ok("20 21:00", &held("R1", "A", "20 21:30"));
    told.ok("20 21:10", &of("arrived", "R1", "B"));
    assert_eq!(told.is("A", "20 21:10"), "vacant 20 21:10 -");
}

#[test]
fn nobody_moves_into_a_unit_that_is_not_free() {
    let mut told = Told::new().with(3);
    told.ok("20 09:00", &on_unit("unit_closed", "C"));
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.ok("20 09:00", &on_unit("void_began", "B"));
    for event in ["arrived", "held", "offered"] {
        let try_it = |unit| until(event, "R2", unit, "20 21:30");
        let mut try_it = |unit| {
            let mut event = try_it(unit);
            if event["event"] == "arrived" {
                event.as_object_mut().unwrap().remove("until");
            }
            told.no("20 21:10", &event)
        };
        assert_eq!(try_it("A"), Why::UnitLivedIn, "{event}");
        assert_eq!(try_it("B"), Why::UnitVoid, "{event}");
        assert_eq!(try_it("C"), Why::UnitClosed, "{event}");
        assert_eq!(try_it("D"), Why::UnknownUnit, "{event}");
    }
}

#[test]
fn a_unit_is_made_ready_until_midnight_in_london() {
    let mut told = Told::new().with(2);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.ok("22 10:00", &departed("R1"));
    assert_eq!(told.is("A", "22 23:59"), "being_made_ready 22 10:00 23 00:00");
    assert_eq!(told.referral("R1", "22 10:00"), "left -");
    assert_eq!(told.no("22 23:59", &held("R2", "A", "23 00:10")), Why::UnitBeingMadeReady);
    assert_eq!(told.is("A", "23 00:00"), "vacant 23 00:00 -");
    told.ok("23 00:00", &held("R2", "A", "23 00:10"));
    assert_eq!(told.no("23 00:05", &departed("R1")), Why::NotLivingHere);
}

#[test]
fn without_a_turnaround_it_is_vacant_at_once() {
    let mut told = Told::of(&estate(&[unit("A", "open", None)], 0)).with(2);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.ok("22 10:00", &departed("R1"));
    assert_eq!(told.is("A", "22 10:00"), "vacant 22 10:00 -");
    told.ok("22 10:00", &of("arrived", "R2", "A"));
}

#[test]
fn what_is_made_ready_is_vacant_from_then() {
    let mut told = Told::new().with(1);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    assert_eq!(told.no("20 10:00", &on_unit("made_ready", "A")), Why::NotInTurnaround);
    told.ok("22 10:00", &departed("R1"));
    told.ok("22 12:00", &on_unit("made_ready", "A"));
    assert_eq!(told.is("A", "22 12:00"), "vacant 22 12:00 -");
    assert_eq!(told.no("22 13:00", &on_unit("made_ready", "A")), Why::NotInTurnaround);
}

#[test]
fn a_transfer_leaves_and_arrives_in_one() {
    let mut told = Told::new().with(2);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.ok(
        "20 10:00",
        &json!({"event": "expected_departure", "referral": "R1", "on": "2026-11-30"}),
    );
    assert_eq!(told.is("A", "20 10:00"), "lived_in R1 20 09:00 30");
    told.ok("21 09:00", &offered("R1", "B", "21 12:00"));
    told.ok("21 10:00", &of("transferred", "R1", "B"));
    assert_eq!(told.is("A", "21 10:00"), "being_made_ready 21 10:00 22 00:00");
    // The departure that was expected was that from the other unit.
    assert_eq!(told.is("B", "21 10:00"), "lived_in R1 21 10:00 -");
    assert_eq!(told.no("21 11:00", &of("transferred", "R1", "B")), Why::UnitLivedIn);
    assert_eq!(told.no("21 11:00", &of("transferred", "R2", "C")), Why::NotLivingHere);
}

#[test]
fn whoever_is_carried_in_lives_here_and_was_never_received() {
    let mut told = Told::new().with(1);
    let carried = |reference: &str, unit: &str| json!({"event": "carried_in", "referral": reference, "unit": unit, "keep_apart": []});
    told.ok("18 09:00", &carried("R9", "A"));
    assert_eq!(told.is("A", "18 09:00"), "lived_in R9 18 09:00 -");
    assert_eq!(told.no("19 09:00", &carried("R9", "B")), Why::ReferenceTaken);
    assert_eq!(told.no("19 09:00", &carried("R8", "A")), Why::UnitLivedIn);
    told.ok(
        "20 09:00",
        &json!({"event": "referral_amended", "referral": "R9", "form": form("R9")}),
    );
    told.ok("20 10:00", &departed("R9"));
}

#[test]
fn a_unit_knows_the_departures_that_do_not_name_it() {
    let mut told = Told::new().with(2);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.ok("20 10:00", &of("arrived", "R2", "B"));
    let moved = told.ok("21 10:00", &of("transferred", "R1", "C"));
    let left = told.ok("22 10:00", &departed("R1"));
    told.ok("23 10:00", &departed("R2"));
    assert_eq!(told.log.departures_from("A"), [moved]);
    assert_eq!(told.log.departures_from("C"), [left]);
    // Written down late, it is before all that came after it.
    let late = told.ok("22 20:00", &of("transferred", "R2", "A"));
    assert_eq!(told.log.departures_from("B"), [late]);
}
