//! What became of households and of their referrals.

use super::{Told, woman};
use serde_json::json;

#[test]
fn an_offer_declined_and_another_accepted_is_no_refusal() {
    let mut told = Told::new();
    told.refers("2026-05-01T10:00:00Z", "R-1", &json!([woman(30)]));
    for (at, event) in [
        (
            "2026-05-01T10:01:00Z",
            json!({"event": "offered", "unit": "R1", "until": "2026-05-01T12:00:00Z"}),
        ),
        ("2026-05-01T10:02:00Z", json!({"event": "claim_ended", "unit": "R1", "why": "declined"})),
        (
            "2026-05-01T10:03:00Z",
            json!({"event": "offered", "unit": "D1", "until": "2026-05-01T12:00:00Z"}),
        ),
        ("2026-05-01T10:04:00Z", json!({"event": "offer_accepted", "unit": "D1"})),
        ("2026-05-01T11:00:00Z", json!({"event": "arrived", "unit": "D1"})),
    ] {
        let mut event = event;
        event["referral"] = json!("R-1");
        told.does(at, &event);
    }
    told.has(
        "2026-27",
        &[
            ("viii,all,all,instance", "0"),
            ("viii,all,declined,household", "0"),
            ("ii,dispersed,all,individual", "1"),
            ("ii,refuge,all,individual", "0"),
        ],
    );
}

#[test]
fn who_was_not_contacted_and_asked_again_is_an_instance_and_placed() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    let away = json!({"event": "turned_away", "referral": "R-1", "reason": "not_contacted", "barrier": []});
    told.does("2026-05-03", &away);
    told.repeats("2026-05-05", ("R-2", "R-1"), &json!([woman(30)]));
    told.arrives("2026-05-05", "R-2", "R1");
    told.has(
        "2026-27",
        &[
            ("i,all,all,referral", "2"),
            ("ii,all,all,individual", "1"),
            ("viii,all,not_contacted,instance", "1"),
            ("viii,all,all,household", "1"),
            ("reconciliation,all,placed,referral", "1"),
            ("reconciliation,all,turned_away,referral", "1"),
            ("reconciliation,all,open_at_end,referral", "0"),
        ],
    );
}

#[test]
fn a_duplicate_leaves_line_i_whenever_that_was_recorded() {
    let mut told = Told::new();
    told.refers("2026-03-30", "R-1", &json!([woman(30)]));
    told.refers("2026-03-31", "R-2", &json!([woman(30)]));
    told.does("2026-04-02", &json!({"event": "duplicate", "referral": "R-2", "of": "R-1"}));
    told.has(
        "2025-26",
        &[
            ("i,all,all,referral", "1"),
            ("reconciliation,all,received,referral", "2"),
            ("reconciliation,all,duplicate,referral", "0"),
            ("reconciliation,all,open_at_end,referral", "2"),
        ],
    );
    told.has(
        "2026-27",
        &[
            ("reconciliation,all,open_at_start,referral", "2"),
            ("reconciliation,all,duplicate,referral", "1"),
            ("reconciliation,all,open_at_end,referral", "1"),
        ],
    );
}

#[test]
fn a_death_is_never_a_planned_departure() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(80)]));
    told.arrives("2026-05-01", "R-1", "R1");
    told.departs("2026-06-01", "R-1", "died", true);
    told.has(
        "2026-27",
        &[
            ("ix,all,all,household", "1"),
            ("ix,all,other,household", "1"),
            ("xii,all,planned,household", "0"),
            ("xii,all,of,household", "0"),
            ("xiii,all,all,household", "0"),
        ],
    );
}

#[test]
fn an_eviction_after_notice_is_one_however_long_it_was_expected() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    told.arrives("2026-05-01", "R-1", "R1");
    told.does(
        "2026-05-20",
        &json!({"event": "expected_departure", "referral": "R-1", "on": "2026-06-03"}),
    );
    told.departs("2026-06-03", "R-1", "evicted", false);
    told.has(
        "2026-27",
        &[
            ("ix,all,other,household", "1"),
            ("xii,all,planned,household", "0"),
            ("xii,all,of,household", "1"),
            ("xiii,all,all,household", "1"),
        ],
    );
}

#[test]
fn who_left_and_came_back_within_the_period_has_not_stopped() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    told.arrives("2026-05-01", "R-1", "R1");
    told.departs("2026-06-01", "R-1", "lives_with_perpetrator", false);
    told.repeats("2026-07-02", ("R-2", "R-1"), &json!([woman(30)]));
    told.arrives("2026-07-02", "R-2", "R1");
    told.has("2026-Q2", &[("ix,all,lives_with_perpetrator,household", "1")]);
    told.has("2026-Q3", &[("ix,all,all,household", "0")]);
    told.has("2026-27", &[("ix,all,all,household", "0"), ("xii,all,of,household", "1")]);
}
