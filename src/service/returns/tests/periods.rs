//! What was known when, and what of a period adds up.

use super::super::{Balance, Counting, Lists, Period, Record, mhclg};
use super::{Told, woman};
use jiff::Timestamp;
use serde_json::json;

#[test]
fn a_return_as_known_before_a_correction_stays_as_it_was() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    told.does("2026-05-02", &json!({"event": "withdrawn", "referral": "R-1"}));
    told.does("2026-07-01", &json!({"event": "annulled", "corrects": 2}));
    let lists = Lists::own().unwrap();
    let open = |known_at: &str| {
        let record = Record::of(&told.log, known_at.parse::<Timestamp>().unwrap());
        let rows = mhclg(&Counting::new(&record, Period::read("2026-Q2").unwrap(), &lists));
        let row = rows.iter().find(|row| row.category == "open_at_end").unwrap();
        (row.count(), Balance::of(&rows))
    };
    assert_eq!(open("2026-06-30T00:00:00Z").0, Some(0));
    assert_eq!(open("2026-07-02T00:00:00Z").0, Some(1));
    assert_eq!(open("2026-07-02T00:00:00Z").1, Balance { came: 1, went: 1 });
}

#[test]
fn every_figure_of_people_and_households_knows_what_made_it() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    told.arrives("2026-05-01", "R-1", "R1");
    let rows = told.rows("2026-27");
    for row in rows.iter().filter(|row| row.count().is_some()) {
        if row.category != "median_nights" {
            assert_eq!(
                row.count().unwrap() as usize,
                row.made_of.len(),
                "{}",
                row.key().words().join(",")
            );
        }
    }
    let individuals =
        rows.iter().find(|row| row.key().words() == ["ii", "all", "all", "individual"]);
    assert_eq!(individuals.unwrap().made_of, ["R-1/1"]);
}
