//! How long stays were, in all and by type.

use super::{Told, woman};
use serde_json::json;

#[test]
fn refuge_then_dispersed_is_one_stay_and_one_in_each_type() {
    let mut told = Told::new();
    told.refers("2026-01-31", "R-1", &json!([woman(30)]));
    told.arrives("2026-01-31", "R-1", "R1");
    told.moves("2026-02-10", "R-1", "R2");
    told.moves("2026-02-28", "R-1", "D1");
    told.departs("2026-05-01", "R-1", "stopped_needing", true);
    // From 31 January to 28 February is one month, over two units of the refuge.
    told.has(
        "2025-26",
        &[
            ("x,refuge,1_3,stay", "1"),
            ("x,refuge,median_nights,stay", "28"),
            ("x,all,still_in,stay", "1"),
            ("x,dispersed,still_in,stay", "1"),
            ("xi,all,all,household", "1"),
            ("ix,all,transferred,household", "1"),
        ],
    );
    told.has(
        "2026-27",
        &[
            ("x,all,3_6,stay", "1"),
            ("x,all,median_nights,stay", "90"),
            ("x,dispersed,1_3,stay", "1"),
            ("x,refuge,under_1,stay", "0"),
            ("ii,refuge,all,individual", "0"),
            ("ii,dispersed,all,individual", "1"),
            ("xi,all,all,household", "0"),
        ],
    );
}

#[test]
fn a_stay_within_one_london_day_is_one_night_of_the_type_it_ended_in() {
    let mut told = Told::new();
    told.refers("2026-06-30T22:00:00Z", "R-1", &json!([woman(30)]));
    // Half past eleven of the 30th in UTC is the 1st of July in London.
    told.arrives("2026-06-30T23:30:00Z", "R-1", "R1");
    told.moves("2026-07-01T10:00:00Z", "R-1", "D1");
    told.departs("2026-07-01T20:00:00Z", "R-1", "other", false);
    told.has("2026-Q2", &[("ii,all,all,individual", "0"), ("x,all,under_1,stay", "0")]);
    told.has(
        "2026-Q3",
        &[
            ("ii,all,all,individual", "1"),
            ("ii,refuge,all,individual", "0"),
            ("ii,dispersed,all,individual", "1"),
            ("x,all,median_nights,stay", "1"),
            ("x,refuge,median_nights,stay", "0"),
            ("x,dispersed,median_nights,stay", "1"),
        ],
    );
}

#[test]
fn a_type_that_no_unit_has_is_one_row_without_a_figure() {
    let told = Told::new();
    told.has(
        "2026-27",
        &[
            ("ii,specialist,all,individual", "not_collected"),
            ("iii,specialist,all,individual", "not_collected"),
            ("x,specialist,all,stay", "not_collected"),
            // A Safe Place is another kind unless said.
            ("ii,other,all,individual", "0"),
            ("ii,second_stage,all,individual", "0"),
            ("vii,all,all,fte", "not_known"),
        ],
    );
    let rows = told.rows("2026-27");
    let keys: std::collections::BTreeSet<String> =
        rows.iter().map(|row| row.key().words().join(",")).collect();
    assert_eq!(keys.len(), rows.len(), "each row stands once");
}
