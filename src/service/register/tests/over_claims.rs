//! Arrivals where somebody else had a claim.

use super::*;

/// R2 holds A from 21:00 to 21:30; told at 23:00.
fn held_meanwhile() -> Told {
    let mut told = Told::new().with(3);
    told.ok("20 21:00", &held("R2", "A", "20 21:30"));
    told
}

#[test]
fn an_arrival_ends_claims_that_have_lapsed_since() {
    let mut told = held_meanwhile();
    told.ok("20 21:10", &offered("R2", "A", "20 21:40"));
    told.ok("20 21:20", &ended("R2", "A", "declined"));
    let arrival = told.tell_at("20 21:05", at("20 23:00"), &of("arrived", "R1", "A")).unwrap();
    assert_eq!(arrival, Recorded::New(7));
    assert_eq!(told.is("A", "20 21:04"), "held R2 20 21:00 20 21:30");
    assert_eq!(told.is("A", "20 21:15"), "lived_in R1 20 21:05 -");
    assert_eq!(told.referral("R2", "20 21:15"), "open -");
    assert_eq!(told.log.ended_by(7), [4]);
    assert_eq!(told.log.muted_by(7), [5, 6]);
}

#[test]
fn it_ends_claims_that_begin_while_she_lives_there() {
    let mut told = held_meanwhile();
    told.tell_at("20 20:00", at("20 23:00"), &of("arrived", "R1", "A")).unwrap();
    assert_eq!(told.is("A", "20 21:10"), "lived_in R1 20 20:00 -");
    assert_eq!(told.referral("R2", "20 21:10"), "open -");
}

#[test]
fn a_claim_that_still_stands_bars_it() {
    let mut told = held_meanwhile();
    assert_eq!(told.no("20 20:00", &of("arrived", "R1", "A")), Why::UnitClaimed);
    assert_eq!(told.no("20 21:10", &of("arrived", "R1", "A")), Why::UnitClaimed);
    assert_eq!(told.referral("R1", "20 22:00"), "open -");
}

#[test]
fn what_it_ended_does_not_come_back() {
    let mut told = held_meanwhile();
    told.tell_at("20 21:10", at("20 23:00"), &of("arrived", "R1", "A")).unwrap();
    let before = told.log.view(at("20 21:20"), Some(at("20 21:30")));
    assert_eq!(before.units[0].state.word(), "held");
    told.ok("20 23:10", &annulled(5));
    assert_eq!(told.is("A", "20 21:05"), "held R2 20 21:00 20 21:30");
    assert_eq!(told.is("A", "20 21:20"), "vacant 20 21:10 -");
}

#[test]
fn an_arrival_of_the_other_household_is_no_claim() {
    let mut told = held_meanwhile();
    let other = told.ok("20 21:15", &of("arrived", "R2", "A"));
    let refused = told.tell_at("20 21:10", at("20 23:00"), &of("arrived", "R1", "A")).unwrap_err();
    assert_eq!((refused.why, refused.names), (Why::BreaksLater, Some(other)));
}

#[test]
fn a_transfer_ends_claims_likewise() {
    let mut told = held_meanwhile();
    told.ok("20 20:00", &of("arrived", "R1", "B"));
    told.tell_at("20 21:10", at("20 23:00"), &of("transferred", "R1", "A")).unwrap();
    assert_eq!(told.is("A", "20 21:20"), "lived_in R1 20 21:10 -");
}

#[test]
fn claims_behind_her_departure_are_left_alone() {
    let mut told = Told::of(&estate(&[unit("A", "open", None)], 0)).with(2);
    let arrival = told.ok("20 12:00", &of("arrived", "R1", "A"));
    told.ok("20 20:00", &departed("R1"));
    told.ok("20 21:00", &held("R2", "A", "20 21:30"));
    told.tell_at("20 11:00", at("20 23:00"), &correcting(arrival, of("arrived", "R1", "A")))
        .unwrap();
    assert_eq!(told.is("A", "20 21:10"), "held R2 20 21:00 20 21:30");
}

#[test]
fn an_arrival_in_anothers_place_is_barred_by_what_that_one_accepted() {
    let mut told = Told::new().with(2);
    told.ok("20 12:00", &offered("R2", "A", "20 13:00"));
    told.ok("20 12:30", &of("offer_accepted", "R2", "A"));
    let arrival = told.ok("20 20:00", &of("arrived", "R2", "A"));
    let mistaken = correcting(arrival, of("arrived", "R1", "A"));
    assert_eq!(told.no("20 20:00", &mistaken), Why::UnitClaimed);
}

#[test]
fn of_two_arrivals_the_earlier_ends_a_claim() {
    let mut told = held_meanwhile();
    let late = told.tell_at("20 21:20", at("20 23:00"), &of("arrived", "R1", "A"));
    let Recorded::New(late) = late.unwrap() else { panic!("it is new") };
    let earlier = correcting(late, of("arrived", "R1", "A"));
    told.tell_at("20 21:10", at("20 23:10"), &earlier).unwrap();
    assert_eq!(told.is("A", "20 21:15"), "lived_in R1 20 21:10 -");
}

#[test]
fn a_void_of_the_files_waits_for_the_end_of_a_stay_over_a_claim() {
    let mut told = held_meanwhile();
    let open = |name| unit(name, "open", None);
    told.ok("20 21:05", &estate(&[unit("A", "void", None), open("B"), open("C")], 1));
    told.tell_at("20 21:10", at("20 23:00"), &of("arrived", "R1", "A")).unwrap();
    assert_eq!(told.is("A", "20 21:09"), "held R2 20 21:00 20 21:30");
    assert_eq!(told.is("A", "20 23:00"), "lived_in R1 20 21:10 -");
    let departed = told.ok("20 23:10", &departed("R1"));
    assert_eq!(told.is("A", "20 23:10"), "void 20 23:10 -");
    // Had she never come, it would have waited for the end of the claim.
    told.ok("20 23:20", &annulled(departed));
    told.ok("20 23:20", &annulled(6));
    assert_eq!(told.is("A", "20 23:20"), "void 20 21:10 -");
}

/// R2 lives in B since 20:30 and held A from 20:40 to 21:10; R1 has lived in A since 20:45. A correction moves R2's arrival
/// before its hold, so that the hold stands when R1 arrives.
#[test]
fn a_correction_may_bring_a_claim_before_an_arrival() {
    let mut told = Told::new().with(2);
    told.ok("20 20:40", &held("R2", "A", "20 21:10"));
    let arrival = told.ok("20 20:42", &of("arrived", "R2", "B"));
    let Recorded::New(late) =
        told.tell_at("20 20:45", at("20 23:00"), &of("arrived", "R1", "A")).unwrap()
    else {
        panic!("it is new")
    };
    assert_eq!(told.log.ended_by(late), [0; 0]);
    let earlier = told.ok("20 20:30", &correcting(arrival, of("arrived", "R2", "B")));
    assert_eq!(told.is("A", "20 20:41"), "held R2 20 20:40 20 21:10");
    assert_eq!(told.is("A", "20 20:50"), "lived_in R1 20 20:45 -");
    assert_eq!(told.log.ended_by(late), [3]);
    let settled = told.log.settled_by(earlier);
    assert_eq!(settled.iter().map(|of| of.arrival).collect::<Vec<_>>(), [late]);
    assert!(told.log.settled_by(late).is_empty());
    // As it was known before, the hold had ended when R2 moved in.
    let before = told.log.view(at("20 20:44"), Some(at("20 22:00")));
    assert_eq!(before.units[0].state.word(), "vacant");
}

#[test]
fn a_departure_taken_back_may_end_a_claim_that_began_since() {
    let mut told = Told::of(&estate(&[unit("A", "open", None)], 0)).with(2);
    told.ok("20 20:40", &held("R2", "A", "20 21:10"));
    let Recorded::New(late) =
        told.tell_at("20 12:00", at("20 23:00"), &of("arrived", "R1", "A")).unwrap()
    else {
        panic!("it is new")
    };
    assert_eq!(told.log.ended_by(late), [3]);
    let gone = told.ok("20 13:00", &departed("R1"));
    // It was ended when the arrival was recorded, and does not come back.
    assert_eq!(told.is("A", "20 20:50"), "vacant 20 13:00 -");
    told.ok("20 23:30", &annulled(gone));
    assert_eq!(told.is("A", "20 20:50"), "lived_in R1 20 12:00 -");
}

#[test]
fn a_claim_that_stood_when_she_was_recorded_still_breaks_a_correction() {
    let mut told = Told::new().with(2);
    told.ok("20 20:40", &held("R2", "A", "20 21:10"));
    let release = told.ok("20 20:42", &ended("R2", "A", "released"));
    let late = told.ok("20 20:45", &of("arrived", "R1", "A"));
    let mistaken = correcting(release, json!({"event": "noted", "referral": "R2", "text": "rang"}));
    let refused = told.tell_at("20 20:42", at("20 23:00"), &mistaken).unwrap_err();
    assert_eq!((refused.why, refused.names), (Why::BreaksLater, Some(late)));
}
