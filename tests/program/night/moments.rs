//! What happened earlier, past midnight, and while clocks change.

use super::{Shift, has};

#[test]
fn what_happened_earlier_is_so_from_then_on() {
    let shift = Shift::with_her();
    shift.does("21:50", &["offer", "S-0001", "Larch-1"]);
    shift.does("21:55", &["accept", "S-0001"]);
    let said = shift.does("+00:30", &["arrive", "S-0001", "--at", "yesterday 23:10"]);
    has(&said, &["S-0001 lives in Larch-1.", "it happened Fri 20 Nov 23:10"]);
    let state = shift.json("+00:31", &["register", "state", "--at", "2026-11-20T23:15:00Z"]);
    let larch = &state["units"].as_array().unwrap()[5];
    assert_eq!(
        (larch["unit"].as_str(), larch["state"].as_str()),
        (Some("Larch-1"), Some("lived_in"))
    );
    has(&shift.does("+00:31", &["history", "S-0001"]), &["recorded Sat 21 Nov 00:30"]);
}

#[test]
fn a_time_still_to_come_today_may_be_yesterdays() {
    let shift = Shift::with_her();
    let said = shift.does_not_understand("+00:30", &["hold", "S-0001", "Larch-1", "--at", "23:50"]);
    has(&said, &["23:50 is still to come today: say \"yesterday 23:50\""]);
}

#[test]
fn a_hold_told_late_says_that_it_is_over() {
    let shift = Shift::with_her();
    let said = shift.does("23:00", &["hold", "S-0001", "Larch-1", "--at", "22:00"]);
    has(
        &said,
        &["Larch-1 was held for S-0001 until Fri 20 Nov 22:30. That is over: it is vacant now."],
    );
    assert!(!said.contains("lintel offer"), "{said}");
}

#[test]
fn nothing_earlier_may_undo_what_was_recorded_since() {
    let shift = Shift::with_her();
    shift.does("21:50", &["hold", "S-0001", "Larch-1"]);
    let said = shift.refuses("22:00", &["void", "Larch-1", "--at", "21:45"]);
    has(
        &said,
        &[
            "this would undo the hold (Larch-1), event 33",
            "lintel annul 33",
            "lintel correct 33 KEY=VALUE",
        ],
    );
}

#[test]
fn holds_reach_past_midnight() {
    let shift = Shift::with_her();
    let said = shift.does("23:45", &["hold", "S-0001", "Larch-1"]);
    has(&said, &["until Sat 21 Nov 00:15"]);
    let said = shift.does("23:50", &["offer", "S-0001", "--until", "02:00"]);
    has(&said, &["is offered to S-0001 until Sat 21 Nov 02:00"]);
    assert_eq!(shift.unit("+01:59", "Larch-1"), "offered");
    assert_eq!(shift.unit("+02:00", "Larch-1"), "vacant");
}

#[test]
fn in_summer_a_time_is_londons_and_an_hour_may_come_twice() {
    let shift = Shift::with_her();
    let said = shift.does("2027-07-01T22:30:00Z", &["hold", "S-0001", "Larch-1", "--at", "23:20"]);
    has(&said, &["it happened Thu 1 Jul 23:20", "until Thu 1 Jul 23:50"]);
    let twice = "2027-10-31T01:20:00Z";
    let said = shift.does(twice, &["offer", "S-0001", "Larch-1", "--until", "01:40"]);
    has(&said, &["until Sun 31 Oct 01:40 GMT", "it happened Sun 31 Oct 01:20 GMT"]);
    let never = shift
        .does_not_understand("2027-03-28T08:00:00Z", &["note", "S-0001", "?", "--at", "01:30"]);
    has(&never, &["there was no 01:30 on Sun 28 Mar: the clocks went forward"]);
}
