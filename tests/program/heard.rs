//! What is wrong on a form does not silence the desk: it hears what was meant, or takes the careful reading, and says so.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::bad_input::patch::Change::{Behind, Swap, Swaps};
use crate::bad_input::patch::{Change, Copied, File, Issue};
use crate::typed::{deserved, flowing};
use serde_json::Value as Json;

const NOW: [&str; 2] = ["--now", "2026-11-20T21:40:00Z"];

fn screen(change: Change) -> String {
    let said = Copied::with(File::Referral, change)
        .run(&[&["recommend", "referral.toml"][..], &NOW].concat());
    assert_eq!(said.code, deserved(&said.stdout), "{change:?}: {said:?}");
    flowing(&said.stdout)
}

fn answer(change: Change) -> Json {
    let copied = Copied::with(File::Referral, change);
    let said = copied.run(&["recommend", "referral.toml", "--format", "json"]);
    assert_eq!(said.code, deserved(&said.stdout), "{change:?}: {said:?}");
    serde_json::from_str(&said.stdout).unwrap()
}

/// What an answer says of the units, without what was typed.
fn units(change: Change) -> Json {
    answer(change)["units"].clone()
}

const LIMIT: &str = "safe_to_call_until = \"2026-11-20T23:30:00Z\"";

#[test]
fn words_without_quotation_marks_are_read() {
    let right = units(Swap("immediate_danger = true", "immediate_danger = true # told"));
    for flag in ["True", "TRUE", "yes # as told"] {
        let told: &'static str = Box::leak(format!("immediate_danger = {flag}").into_boxed_str());
        assert_eq!(units(Swap("immediate_danger = true", told)), right, "{flag}");
    }
}

#[test]
fn a_time_without_its_offset_keeps_its_hour_and_is_londons() {
    let ringing = |said: &'static str| {
        let screen = screen(said_until(said));
        screen.split("Safe to ring: ").nth(1).unwrap().split(". ").next().unwrap().to_owned()
    };
    for said in ["\"2026-11-20T22:30\"", "\"2026-11-20 22:30\"", "2026-11-20T22:30:00", "\"22:30\""]
    {
        assert!(ringing(said).contains("22:30"), "{said}: {}", ringing(said));
        assert_eq!(ringing(said), ringing("\"2026-11-20T22:30:00Z\""), "{said}");
    }
    assert!(ringing("\"2026-11-20T21:00\"").contains("already past"));
}

/// The sample form with one limit for ringing.
fn said_until(said: &'static str) -> Change {
    match said {
        "\"2026-11-20T22:30\"" => Swap(LIMIT, "safe_to_call_until = \"2026-11-20T22:30\""),
        "\"2026-11-20 22:30\"" => Swap(LIMIT, "safe_to_call_until = \"2026-11-20 22:30\""),
        "2026-11-20T22:30:00" => Swap(LIMIT, "safe_to_call_until = 2026-11-20T22:30:00"),
        "\"22:30\"" => Swap(LIMIT, "safe_to_call_until = \"22:30\""),
        "\"2026-11-20T22:30:00Z\"" => Swap(LIMIT, "safe_to_call_until = \"2026-11-20T22:30:00Z\""),
        _ => Swap(LIMIT, "safe_to_call_until = \"2026-11-20T21:00\""),
    }
}

#[test]
fn whoever_is_to_be_kept_apart_never_vanishes_however_it_is_written() {
    const LINE: &str = "Somebody on the form is to be kept apart";
    let right = units(Swap("keep_apart = []", "keep_apart = [\"R-0388\", \"R-0336\"]"));
    let both = [
        "keep_apart = [\"R-0388, R-0336\"]",
        "keep_apart = [\"R-0388;R-0336\"]",
        "keep_apart = [\"R-0388 \", \" R-0336\"]",
        "keep_apart = [\"R 0388\", \"her sister R-0336\"]",
        "keep_apart = \"R-0388; R-0336\"",
        "keep_apart = { r = \"R-0388\", s = \"R-0336\" }",
        "keep_away_from = [\"R-0388\", \"R-0336\"]",
    ];
    for written in both {
        assert_eq!(units(Swap("keep_apart = []", written)), right, "{written}");
        assert!(screen(Swap("keep_apart = []", written)).contains(LINE), "{written}");
    }
    for written in ["keep_apart = [\"her sister\"]", "keep_apart = [388]", "keep_apart = true"] {
        assert!(screen(Swap("keep_apart = []", written)).contains(LINE), "{written}");
    }
    let below = Behind("keep_apart = [\"R-0388\", \"R-0336\"]\n");
    assert_eq!(units(below), right);
    assert!(screen(below).contains(LINE) && !screen(below).contains("R-0388"));
}

#[test]
fn a_child_alone_is_answered_with_childrens_services() {
    let alone = |age: &'static str| {
        Swaps(match age {
            "15" => &[("role = \"adult\"", "role = \"child\""), ("age = 34", "age = 15")],
            "17" => &[("role = \"adult\"", "role = \"child\""), ("age = 34", "age = 17")],
            _ => &[
                ("role = \"adult\"", "role = \"child\""),
                ("age = 34", "age = \"unknown\""),
                ("age = 9", "age = \"unknown\""),
                ("age = 4", "age = \"unknown\""),
            ],
        })
    };
    assert!(screen(alone("15")).contains("CHILDREN'S SERVICES NOW"));
    assert_eq!(answer(alone("15"))["route"], "refer_on");
    // What breaches at some ages asks.
    assert!(screen(alone("unknown")).contains("may be under 16"));
    assert_eq!(answer(alone("unknown"))["route"], "decide");
    assert!(screen(alone("17")).contains("This young person is under 18"));
    let copied = Copied::with(File::Referral, alone("15"));
    assert_eq!(copied.issues(&["check", "referral.toml"])[0].place, "person");
}

#[test]
fn an_everyday_key_is_taken_as_the_one_that_is_meant() {
    for (typed, meant) in [
        (
            Swap("linked_to_service = false", "works_here = true"),
            Swap("linked_to_service = false", "linked_to_service = true"),
        ),
        (
            Swap("mobility = \"none\"", "wheelchair = true"),
            Swap("mobility = \"none\"", "mobility = \"wheelchair\""),
        ),
        (Swap("nrpf = false", "no_recourse = true"), Swap("nrpf = false", "nrpf = true")),
        (Swap("immediate_danger = true", "in_danger = \"yes\""), Swap("age = 34", "age = 34.0")),
        (Swap("pets = 1", "pets = \"one cat\""), Swap("age = 34", "age = 34.0")),
    ] {
        assert_eq!(units(typed), units(meant), "{typed:?}");
    }
    let message = screen(Swap("source = ", "no_message = true\nsource = "));
    assert!(message.contains("no_message"), "{message}");
}

#[test]
fn a_key_that_is_nobodys_is_shown_and_never_advised_away() {
    let gun = Swap("source = ", "notes = \"he has a gun\"\nsource = ");
    let screen = screen(gun);
    assert!(screen.contains("notes (\u{201c}he has a gun\u{201d}): NOT UNDERSTOOD"), "{screen}");
    let copied = Copied::with(File::Referral, gun);
    let action = copied.issues(&["check", "referral.toml"])[0].action.clone();
    assert!(action.contains("risk_to_others") && !action.contains("remove"), "{action}");
}

#[test]
fn what_is_not_understood_takes_the_careful_reading() {
    for (wrong, careful) in [
        (Swap("hard = true", "hard = \"perhaps\""), Swap("age = 34", "age = 34.0")),
        (
            Swap("may_seek_place = false", "may_seek_place = \"unknown\""),
            Swap("may_seek_place = false", "may_seek_place = true"),
        ),
        (Swap("nrpf = false", "nrpf = \"maybe\""), Swap("nrpf = false", "nrpf = \"unknown\"")),
        (
            Swap("mobility = \"none\"", "mobility = \"crutches\""),
            Swap("mobility = \"none\"", "mobility = \"limited\""),
        ),
        (
            Swap("linked_to_service = false", "linked_to_service = \"yes\""),
            Swap("linked_to_service = false", "linked_to_service = true"),
        ),
    ] {
        assert_eq!(units(wrong), units(careful), "{wrong:?}");
    }
    let reviewed = Swap("\nsex = \"female\"", "\nsex = \"unknown\"");
    let asked = units(reviewed).to_string();
    assert!(asked.contains("\"single_sex\""), "{asked}");
}

#[test]
fn an_unsafe_place_that_says_nothing_is_asked_about_each_time() {
    for nothing in ["place = \"\"", "place = []", "place = true"] {
        let answer = answer(Swap("place = \"ST3 4BD\"", nothing));
        assert_eq!(answer["options"], Json::from(Vec::<Json>::new()), "{nothing}");
        assert!(answer["not_checked"].to_string().contains("unsafe[0].place"), "{nothing}");
    }
    let two = answer(Swap("place = \"ST3 4BD\"", "place = [\"ST3 4BD\", \"ST6 1\"]"));
    assert!(two["notes"].to_string().contains("ST6 1"), "{two}");
}

#[test]
fn times_that_contradict_each_other_are_said_and_never_trusted() {
    let with = |limit: &'static str| match limit {
        "before" => Swaps(&[
            (LIMIT, "# one limit"),
            ("safe_from = \"unknown\"", "safe_from = \"2026-11-20T22:30:00Z\""),
            ("safe_until = \"unknown\"", "safe_until = \"2026-11-20T22:00:00Z\""),
        ]),
        _ => Swaps(&[
            (LIMIT, "safe_to_call_until = \"2026-11-20T23:30:00Z\""),
            ("safe_until = \"unknown\"", "safe_until = \"2026-11-20T22:30:00Z\""),
        ]),
    };
    assert!(screen(with("before")).contains("Safe to ring: NOT KNOWN"));
    let two = screen(with("two"));
    assert!(two.contains("until Fri 20 Nov") && two.contains("22:30, not after"), "{two}");
    assert!(!two.contains("Safe to ring: until Fri 20 Nov 23:30"), "{two}");
    for wrong in ["before", "two"] {
        let copied = Copied::with(File::Referral, with(wrong));
        let found = copied.issues(&["check", "referral.toml"]);
        let found: Vec<String> = found.iter().map(Issue::brief).collect();
        assert_eq!(found, ["C10 referral.toml contact.safe_until"]);
    }
}

#[test]
fn a_time_in_words_is_listed_and_check_names_it() {
    let words = Swap(LIMIT, "safe_to_call_until = \"when he comes back at eight\"");
    let listed = answer(words)["not_checked"].to_string();
    assert!(listed.contains("safe_to_call_until") && listed.contains("at eight"), "{listed}");
    let said = Copied::with(File::Referral, words).run(&["check", "referral.toml"]);
    assert!(said.code == 0 && said.stdout.contains("when he comes back"), "{said:?}");
}

#[test]
fn one_wrong_form_of_a_batch_stops_nobody() {
    let copied = Copied::new();
    let form = std::fs::read_to_string(copied.path("referral.toml")).unwrap();
    std::fs::create_dir(copied.path("night")).unwrap();
    copied.write("night/a.toml", &form);
    let other = form.replace("S-0001", "S-0003").replace("hard = true", "hard = \"maybe\"");
    copied.write("night/b.toml", &other.replace("pets = 1", "dog = \"one\""));
    let said = copied.run(&["allocate", "night"]);
    assert_eq!(said.code, deserved(&said.stdout), "{said:?}");
    assert!(said.stdout.contains("S-0003"), "{said:?}");
    let args = ["explain", "referral.toml", "--unit", "Alder-1", "--batch", "night"];
    assert_eq!(copied.run(&args).code, 0);
    assert_eq!(copied.run(&["check", "night"]).code, 3);
}
