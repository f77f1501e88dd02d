//! Who is counted, once, and as what.

use super::{Told, child, woman};
use serde_json::json;

#[test]
fn who_is_here_over_the_years_end_is_counted_in_both_years() {
    let mut told = Told::new();
    told.refers("2026-03-20", "R-1", &json!([woman(24)]));
    told.arrives("2026-03-20", "R-1", "R1");
    told.amends("2026-04-02", "R-1", &json!([woman(25)]));
    told.departs("2026-04-20", "R-1", "stopped_needing", true);
    let first = "2025-26";
    told.has(
        first,
        &[
            ("i,all,all,referral", "1"),
            ("ii,all,all,individual", "1"),
            ("iii,all,age_18_24,individual", "1"),
            ("ix,all,all,household", "0"),
            ("x,all,still_in,stay", "1"),
            ("x,all,median_nights,stay", "not_known"),
        ],
    );
    // On her first night of the new year, 1 April, she is still 24 by the form in force.
    told.has(
        "2026-27",
        &[
            ("i,all,all,referral", "0"),
            ("ii,all,all,individual", "1"),
            ("iii,all,age_18_24,individual", "1"),
            ("iii,all,age_25_34,individual", "0"),
            ("ix,all,stopped_needing,household", "1"),
            ("x,all,1_3,stay", "1"),
            ("x,all,median_nights,stay", "31"),
            ("xii,all,planned,household", "1"),
        ],
    );
}

#[test]
fn who_turns_eighteen_here_is_a_child_until_a_form_says_so() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(40), child(17)]));
    told.arrives("2026-05-01", "R-1", "R1");
    told.amends("2026-06-30T23:30:00Z", "R-1", &json!([woman(40), woman(18)]));
    // Half past midnight of 1 July in London: the night of 30 June was a child's.
    told.has(
        "2026-Q2",
        &[("iii,all,child,individual", "1"), ("iii,all,age_16_17,individual", "1")],
    );
    told.has(
        "2026-Q3",
        &[("iii,all,child,individual", "0"), ("iii,all,age_18_24,individual", "1")],
    );
    told.has("2026-27", &[("iii,all,child,individual", "1"), ("ii,all,all,individual", "2")]);
}

#[test]
fn who_is_born_here_counts_from_the_first_night() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    told.arrives("2026-05-01", "R-1", "R1");
    let born = json!({"role": "child", "age": 0, "sex": "female"});
    told.does("2026-07-01", &json!({"event": "person_joined", "referral": "R-1", "person": born}));
    told.has("2026-Q2", &[("ii,all,all,individual", "1"), ("iii,all,age_0_4,individual", "0")]);
    told.has("2026-Q3", &[("ii,all,all,individual", "2"), ("iii,all,age_0_4,individual", "1")]);
}

#[test]
fn who_comes_later_counts_from_the_day_of_coming() {
    let mut told = Told::new();
    let mut later = child(9);
    later["arrives"] = json!("2026-07-01");
    told.refers("2026-05-01", "R-1", &json!([woman(30), later]));
    told.arrives("2026-05-01", "R-1", "R1");
    told.has("2026-Q2", &[("ii,all,all,individual", "1")]);
    told.has("2026-Q3", &[("ii,all,all,individual", "2"), ("iii,all,child,individual", "1")]);
}

#[test]
fn a_daughter_who_asks_for_herself_is_still_one_individual() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(40), child(17)]));
    told.arrives("2026-05-01", "R-1", "R1");
    told.does("2026-06-01", &json!({"event": "person_left", "referral": "R-1", "id": "2"}));
    let herself = json!({"role": "adult", "age": 18, "sex": "female", "was": "R-1/2"});
    told.refers("2026-06-02", "R-2", &json!([herself]));
    told.arrives("2026-06-02", "R-2", "D1");
    told.has(
        "2026-27",
        &[
            ("ii,all,all,individual", "2"),
            ("ii,refuge,all,individual", "2"),
            ("ii,dispersed,all,individual", "1"),
            // In all by her first night, in dispersed by her first there.
            ("iii,all,child,individual", "1"),
            ("iii,dispersed,adult,individual", "1"),
        ],
    );
}

#[test]
fn the_same_person_twice_in_a_year_is_one_individual_and_two_stays() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    told.arrives("2026-05-01", "R-1", "R1");
    told.departs("2026-05-11", "R-1", "other", false);
    told.repeats("2026-08-01", ("R-2", "R-1"), &json!([woman(31)]));
    told.arrives("2026-08-01", "R-2", "R2");
    told.departs("2026-08-06", "R-2", "lives_with_perpetrator", false);
    told.has(
        "2026-27",
        &[
            ("i,all,all,referral", "2"),
            ("ii,all,all,individual", "1"),
            ("ix,all,all,household", "1"),
            ("ix,all,lives_with_perpetrator,household", "1"),
            ("x,all,under_1,stay", "2"),
            ("x,all,median_nights,stay", "7.5"),
            ("xii,all,of,household", "1"),
        ],
    );
}

#[test]
fn of_who_was_carried_in_the_people_are_not_known_until_a_form_tells() {
    let mut told = Told::new();
    told.does(
        "2025-02-01",
        &json!({
            "event": "carried_in", "referral": "C-1", "unit": "R1", "keep_apart": [],
        }),
    );
    told.has(
        "2025-26",
        &[
            ("i,all,all,referral", "0"),
            ("ii,all,all,individual", "0"),
            ("ii,all,persons_not_known,household", "1 not_known"),
            ("ii,refuge,persons_not_known,household", "1 not_known"),
            ("reconciliation,all,received,referral", "0"),
        ],
    );
    told.amends("2026-05-01", "C-1", &json!([woman(30), child(2)]));
    told.has("2026-27", &[("ii,all,all,individual", "2")]);
    let rows = told.rows("2026-27");
    assert!(rows.iter().all(|row| row.category != "persons_not_known"), "everybody is known");
}

#[test]
fn where_nothing_is_stated_the_sex_stands_for_gender() {
    let mut told = Told::new();
    let mut said = woman(30);
    said["gender"] = json!("non-binary");
    said["ethnicity"] = json!("unknown");
    told.refers(
        "2026-05-01",
        "R-1",
        &json!([said, {"role": "adult", "age": "unknown", "sex": "male"}]),
    );
    told.arrives("2026-05-01", "R-1", "R1");
    told.has(
        "2026-27",
        &[
            ("iii,all,gender_non_binary,individual", "1"),
            ("iii,all,gender_male,individual", "1"),
            ("iii,all,gender_female,individual", "0"),
            ("iii,all,ethnicity_not_known,individual", "2"),
            ("iii,all,age_not_known,individual", "1"),
            ("iii,all,adult,individual", "2"),
            ("iii,dispersed,gender_non_binary,individual", "0"),
        ],
    );
}
