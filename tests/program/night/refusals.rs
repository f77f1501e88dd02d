//! Why something cannot be recorded, and what is possible instead; never whose household is in the way.

use super::{Shift, has};

/// What is typed at 22:00, and what is said.
const REFUSED: &[(&[&str], &[&str])] = &[
    (
        &["hold", "R-0501", "Larch-1"],
        &[
            "Larch-1 has been held since Fri 20 Nov 21:50 for somebody else, until Fri 20 Nov 22:20.",
            "lintel recommend R-0501",
        ],
    ),
    (
        &["hold", "S-0001", "Siskin"],
        &["S-0001 has Larch-1 already", "lintel end-claim S-0001 Larch-1"],
    ),
    (
        &["hold", "R-0501", "Alder-1"],
        &["Alder-1 is lived in since Wed 23 Sep.", "lintel recommend R-0501"],
    ),
    (
        &["hold", "R-0501", "Whinchat"],
        &["under repair, expected to be ready", "lintel void-end Whinchat"],
    ),
    (&["hold", "R-0501", "Dunlin"], &["Dunlin is closed", "lintel open-unit Dunlin"]),
    (&["hold", "R-0501", "Nowhere"], &["the estate had no unit Nowhere", "lintel tonight"]),
    (&["hold", "R-9999", "Siskin"], &["no referral R-9999 was known then", "lintel refer FORM"]),
    (
        &["hold", "R-0501", "Siskin", "--minutes", "90"],
        &["30 minutes at most", "lintel offer R-0501 Siskin"],
    ),
    (
        &["accept", "S-0001"],
        &["Larch-1 was not on offer to S-0001 then", "lintel offer S-0001 Larch-1"],
    ),
    (&["end-claim", "S-0001", "--why", "declined"], &["was not on offer"]),
    (
        &["end-claim", "S-0001", "--why", "not_arrived"],
        &["had not accepted Larch-1", "lintel end-claim S-0001 Larch-1"],
    ),
    (
        &["end-claim", "R-0501"],
        &["R-0501 had no unit claimed then", "lintel hold R-0501 UNIT", "lintel recommend R-0501"],
    ),
    (&["arrive", "R-0501"], &["R-0501 had no unit claimed then", "lintel hold R-0501 UNIT"]),
    (&["offer", "R-9999"], &["no referral R-9999 was known then"]),
    (
        &["depart", "S-0001"],
        &["did not live here then: it is open", "lintel arrive S-0001 Larch-1"],
    ),
    (
        &["join", "R-0501", "child", "0", "male"],
        &[
            "If they have moved in: lintel arrive R-0501 UNIT",
            "write it on their form: lintel amend FORM",
        ],
    ),
    (&["leave", "R-0367", "7"], &["there is nobody of that name", "lintel history R-0367"]),
    (
        &["refer", "data/sample-referral.toml"],
        &["there is a referral S-0001 already", "lintel amend FORM"],
    ),
    (&["made-ready", "Siskin"], &["Siskin was not being made ready then; it was vacant."]),
    (&["open-unit", "Siskin"], &["Siskin was not closed then; it was vacant.", "lintel tonight"]),
    (&["void-end", "Siskin"], &["Siskin was not under repair then"]),
    (&["void", "Whinchat"], &["Whinchat was already under repair, expected to be ready"]),
    (&["close-unit", "Alder-1"], &["Alder-1 is lived in since Wed 23 Sep."]),
    (
        &["note", "Nobody", "?"],
        &["there is neither a household nor a unit Nobody", "lintel tonight"],
    ),
    (&["grant", "R-0501", "Nowhere"], &["the estate had no unit Nowhere"]),
    (&["grant", "R-9999", "Siskin"], &["no referral R-9999 was known then"]),
    (&["erase", "S-0001"], &["it is too early to erase", "lintel erase S-0001 --ordered"]),
    (&["annul", "4000"], &["there is no such event to correct", "lintel history"]),
    (
        &["hold", "S-0001", "Larch-1", "--at", "2026-11-21T10:00:00Z"],
        &["still to come", "yesterday 21:50"],
    ),
];

#[test]
fn every_refusal_says_what_is_possible_instead() {
    let shift = Shift::with_her();
    shift.does("21:45", &["refer", "data/sample-night/R-0501.toml"]);
    shift.does("21:50", &["hold", "S-0001", "Larch-1"]);
    shift.does("21:55", &["close-unit", "Dunlin"]);
    for (typed, said) in REFUSED {
        has(&shift.refuses("22:00", typed), said);
    }
}

#[test]
fn what_is_accepted_already_is_said_to_be_and_nobody_is_sent_to_undo_it() {
    let shift = Shift::with_her();
    shift.does("21:50", &["offer", "S-0001", "Larch-1"]);
    shift.does("21:55", &["accept", "S-0001"]);
    for typed in [&["accept", "S-0001"][..], &["offer", "S-0001", "Larch-1"]] {
        let said = shift.refuses("22:00", typed);
        has(&said, &["S-0001 has accepted Larch-1 already", "lintel arrive S-0001 Larch-1"]);
        assert!(!said.contains("end-claim"), "{said}");
    }
    shift.does("22:10", &["arrive", "S-0001"]);
    has(&shift.refuses("22:20", &["accept", "S-0001"]), &["S-0001 lives in Larch-1 already"]);
}

#[test]
fn whoever_lives_here_moves_and_does_not_arrive_again() {
    let shift = Shift::with_her();
    shift.does("21:50", &["arrive", "S-0001", "Larch-1"]);
    let transfer = "lintel transfer S-0001 Siskin";
    has(
        &shift.refuses("22:00", &["arrive", "S-0001", "Siskin"]),
        &["S-0001 lives in Larch-1 already", transfer],
    );
    for again in ["hold", "offer", "arrive", "transfer"] {
        let said = shift.refuses("22:01", &[again, "S-0001", "Larch-1"]);
        has(&said, &["S-0001 lives in Larch-1 already", "lintel recommend S-0001"]);
        assert!(!said.contains("lived in since"), "{said}");
    }
    let closed = shift.refuses("22:02", &["turn-away", "S-0001", "capacity"]);
    has(&closed, &["S-0001 lives in Larch-1, and is not waiting", "lintel depart S-0001"]);
    let lives = "S-0001 lives in Larch-1 already, and goes on living there until";
    has(&shift.does("22:03", &["hold", "S-0001", "Siskin"]), &[lives, transfer]);
    // What is claimed is named, and not where they live.
    let other = shift.refuses("22:04", &["hold", "S-0001", "Dunlin"]);
    has(&other, &["S-0001 has Siskin already", "lintel end-claim S-0001 Siskin"]);
    has(&shift.does("22:05", &["offer", "S-0001", "Siskin"]), &[lives]);
    let accepted = shift.does("22:06", &["accept", "S-0001"]);
    has(&accepted, &[lives, "They move: lintel transfer S-0001 Siskin"]);
    assert!(!accepted.contains("lintel arrive"), "{accepted}");
    let moved = shift.does("22:20", &["transfer", "S-0001", "Siskin"]);
    assert!(moved.contains("S-0001 lives in Siskin now") && !moved.contains("goes on"), "{moved}");
}

#[test]
fn a_refusal_never_says_whose_household_is_in_the_way() {
    let shift = Shift::with_her();
    shift.does("21:45", &["refer", "data/sample-night/R-0501.toml"]);
    shift.does("21:50", &["offer", "S-0001", "Larch-1"]);
    shift.does("21:51", &["accept", "S-0001", "--expected", "23:00"]);
    let mut told = String::new();
    for unit in ["Larch-1", "Alder-1", "Alder-2", "Whinchat", "Plover"] {
        told += &shift.refuses("22:00", &["hold", "R-0501", unit]);
        told += &shift.refuses("22:00", &["arrive", "R-0501", unit]);
        told += &shift.json("22:00", &["hold", "R-0501", unit]).to_string();
    }
    shift.does("22:10", &["arrive", "S-0001"]);
    // It would undo what another household did since.
    told += &shift.refuses("22:30", &["hold", "R-0501", "Larch-1", "--at", "22:05"]);
    for other in ["S-0001", "R-0367", "R-0388", "ST3", "ST4", "ST1", "ST6"] {
        assert!(!told.contains(other), "{other}: {told}");
    }
}

#[test]
fn words_that_are_none_are_said_with_those_that_are() {
    let shift = Shift::with_her();
    for (typed, said) in [
        (&["turn-away", "S-0001", "full"][..], &["capacity", "not_contacted", "needs_other"][..]),
        (&["turn-away", "S-0001", "needs_other", "--barrier", "boys"], &["oldest_boy"]),
        (&["place-elsewhere", "S-0001", "moon"], &["council", "other_refuge"]),
        (&["end-claim", "S-0001", "--why", "gone"], &["declined", "not_arrived"]),
        (&["depart", "S-0001", "--because", "gone"], &["stopped_needing"]),
        (&["grant", "S-0001", "Larch-1", "petz"], &["pets"]),
        (&["join", "S-0001", "baby", "0", "female"], &["adult", "child"]),
        (
            &["join", "S-0001", "child", "zero", "female"],
            &["whole years, 0 for a baby, or unknown"],
        ),
        (&["expect-departure", "S-0001", "soon"], &["no time that can be read", "tomorrow"]),
        (&["expect-departure", "R-0367", "2026-11-19"], &["2026-11-19 is over", "that they left"]),
        (&["expect-departure", "R-0367", "yesterday 21:50"], &["is over", "still to come"]),
        (&["accept", "S-0001", "--expected", "yesterday"], &["is over", "that they came"]),
        (&["void", "Plover", "--expected", "2020-01-01"], &["is over", "that the unit is mended"]),
    ] {
        has(&shift.does_not_understand("22:00", typed), said);
    }
}

#[test]
fn a_form_that_is_none_is_told_place_by_place() {
    let shift = Shift::new();
    let path = super::shown(&shift.path("broken.toml"));
    std::fs::write(&path, "reference = \"B-1\"\nsource = \"agency\"\n").unwrap();
    let output = shift.run("21:40", &["refer", &path]);
    assert_eq!(output.status.code(), Some(3));
    has(&super::text(&output.stderr), &["immediate_danger", "homeless_before"]);
    assert_eq!(shift.events(), 31);
}

#[test]
fn a_refusal_is_an_answer_to_other_software_too() {
    let shift = Shift::with_her();
    let answer = shift.json("22:00", &["hold", "S-0001", "Alder-1"]);
    assert_eq!(answer["recorded"], false);
    assert_eq!(answer["why"], "unit_lived_in");
    let answer = shift.json("22:00", &["accept", "S-0001"]);
    assert_eq!(answer["why"], "not_claimed");
    let answer = shift.json("22:00", &["hold", "S-0001", "Larch-1"]);
    assert_eq!(answer["event"], "held");
    assert_eq!(answer["seq"], 33);
}
