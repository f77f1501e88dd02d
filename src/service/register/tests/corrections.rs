//! What was recorded late, corrected, or taken away; and what was known when.

use super::*;

#[test]
fn events_take_effect_in_the_order_in_which_they_happened() {
    let mut told = Told::new().with(2);
    told.ok("20 12:00", &of("arrived", "R1", "A"));
    // Told afterwards, of before.
    told.ok("20 09:00", &held("R2", "A", "20 09:30"));
    assert_eq!(told.is("A", "20 09:10"), "held R2 20 09:00 20 09:30");
    assert_eq!(told.is("A", "20 12:00"), "lived_in R1 20 12:00 -");
    let arrival = 3;
    assert_eq!(told.breaks("20 11:00", &of("arrived", "R2", "A")), arrival);
    assert_eq!(told.referral("R2", "20 12:00"), "open -");
}

#[test]
fn a_correction_stands_in_the_place_of_an_event() {
    let mut told = Told::new().with(2);
    let first = told.ok("20 09:00", &of("arrived", "R1", "A"));
    let second = told.ok("20 12:00", &correcting(first, of("arrived", "R1", "B")));
    assert_eq!(told.is("A", "21 00:00"), "vacant - -");
    assert_eq!(told.is("B", "21 00:00"), "lived_in R1 20 12:00 -");
    assert_eq!(told.no("20 13:00", &correcting(first, of("arrived", "R1", "C"))), Why::Stale);
    // Kind, referral and moment may be others.
    told.ok("20 10:00", &correcting(second, held("R2", "C", "20 10:30")));
    assert_eq!(told.referral("R1", "21 00:00"), "open -");
    assert_eq!(told.is("C", "20 10:00"), "held R2 20 10:00 20 10:30");
}

#[test]
fn at_one_moment_a_correction_keeps_its_place() {
    let mut told = Told::new().with(1);
    let hold = told.ok("20 09:00", &held("R1", "A", "20 09:30"));
    told.ok("20 09:00", &offered("R1", "A", "20 10:00"));
    told.ok("20 09:00", &correcting(hold, held("R1", "A", "20 09:20")));
    assert_eq!(told.is("A", "20 09:00"), "offered R1 20 09:00 20 10:00");
}

#[test]
fn what_is_annulled_is_gone_and_does_not_come_back() {
    let mut told = Told::new().with(1);
    let arrival = told.ok("20 09:00", &of("arrived", "R1", "A"));
    let corrected = told.ok("20 09:00", &correcting(arrival, of("arrived", "R1", "B")));
    let annulment = told.ok("20 10:00", &annulled(corrected));
    assert_eq!(told.referral("R1", "20 11:00"), "open -");
    assert_eq!(told.no("20 11:00", &annulled(corrected)), Why::Stale);
    assert_eq!(told.no("20 11:00", &annulled(annulment)), Why::CorrectsUnknown);
    assert_eq!(told.no("20 11:00", &annulled(99)), Why::CorrectsUnknown);
    assert_eq!(told.no("20 11:00", &json!({"event": "annulled"})), Why::MissingKey);
}

#[test]
fn what_others_stand_on_cannot_be_taken_away() {
    let mut told = Told::new().with(1);
    let received = 1;
    let arrival = told.ok("20 09:00", &of("arrived", "R1", "A"));
    let departure = told.ok("22 09:00", &departed("R1"));
    assert_eq!(told.breaks("23 09:00", &annulled(received)), arrival);
    assert_eq!(told.breaks("23 09:00", &annulled(arrival)), departure);
    assert_eq!(told.breaks("22 12:00", &correcting(arrival, of("arrived", "R1", "A"))), departure);
    told.ok("23 09:00", &annulled(departure));
    assert_eq!(told.referral("R1", "23 09:00"), "placed A");
}

#[test]
fn its_own_reason_comes_before_what_breaks_later() {
    let mut told = Told::new().with(1);
    let hold = told.ok("20 09:00", &offered("R1", "A", "20 12:00"));
    let accepted = told.ok("20 10:00", &of("offer_accepted", "R1", "A"));
    let late = |to| correcting(hold, held("R1", "B", to));
    assert_eq!(told.no("20 11:00", &late("20 11:40")), Why::HoldTooLong);
    assert_eq!(told.breaks("20 11:00", &late("20 11:30")), accepted);
}

#[test]
fn as_it_was_known_then_can_always_be_asked_again() {
    let mut told = Told::new().with(1);
    let arrival = told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.tell_at("20 12:00", at("24 09:00"), &correcting(arrival, of("arrived", "R1", "B")))
        .unwrap();
    let known = |told: &Told, when: &str, known: &str| {
        let view = told.log.view(at(when), Some(at(known)));
        view.units
            .into_iter()
            .filter(|unit| unit.state.word() == "lived_in")
            .map(|unit| unit.unit)
            .collect::<String>()
    };
    assert_eq!(known(&told, "21 00:00", "23 00:00"), "A");
    assert_eq!(known(&told, "21 00:00", "24 09:00"), "B");
    assert_eq!(known(&told, "20 10:00", "24 09:00"), "");
    assert_eq!(known(&told, "20 10:00", "20 09:00"), "A");
    assert!(
        told.log
            .view(at("20 00:00"), Some(moment("2020-01-01T00:00:00Z").unwrap()))
            .units
            .is_empty()
    );
}

#[test]
fn what_is_refused_leaves_everything_as_it_was() {
    let mut told = Told::new().with(2);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.ok("22 09:00", &departed("R1"));
    let before = serde_json::to_value(told.log.view(at("25 00:00"), None)).unwrap();
    told.breaks("19 13:00", &of("arrived", "R2", "A"));
    told.no("20 10:00", &of("arrived", "R2", "A"));
    assert_eq!(serde_json::to_value(told.log.view(at("25 00:00"), None)).unwrap(), before);
    assert_eq!(told.log.next_seq(), 5);
}

#[test]
fn corrections_need_a_manager_but_for_claims_that_have_lapsed() {
    let mut told = Told::new().with(2);
    let hold = told.ok("20 09:00", &held("R1", "A", "20 09:20"));
    let note = told.ok("20 09:00", &on_unit("noted", "B"));
    let mut as_duty = |when: &str, mut event: Value| {
        event["at"] = written(when).into();
        let terms = Terms { now: at(when), keep_years: None, may_correct: false };
        let draft = Draft::of(event.as_object().unwrap().clone()).unwrap();
        told.log.record(draft, &terms).map_err(|refusal| refusal.why)
    };
    assert_eq!(as_duty("20 09:19", annulled(hold)), Err(Why::NotAllowed));
    assert_eq!(as_duty("20 09:19", annulled(note)), Err(Why::NotAllowed));
    let other = correcting(hold, held("R2", "A", "20 09:50"));
    assert_eq!(as_duty("20 09:30", other), Err(Why::NotAllowed));
    // What is wrong with it in itself is said first.
    let wrong = correcting(hold, held("R9", "A", "20 09:50"));
    assert_eq!(as_duty("20 09:30", wrong), Err(Why::UnknownReferral));
    as_duty("20 09:30", annulled(hold)).unwrap();
    as_duty("20 09:30", on_unit("noted", "C")).unwrap();
}
