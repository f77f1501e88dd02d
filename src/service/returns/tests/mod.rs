//! Lines held against histories worked out by hand: the hard cases, each with its right answer.

mod households;
mod lengths;
mod linked_years;
mod people;
mod periods;
mod published;
mod sanctuaries;

use super::{Counting, Lists, Period, Record, Row, Standing, mhclg};
use crate::service::register::{Draft, Log, Recorded, Terms};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// A history as it is told: a refuge of two units, a home, and one of another kind.
struct Told {
    log: Log,
}

/// Everything was recorded by then.
const END: &str = "2027-12-31T00:00:00Z";

fn unit(unit: &str, kind: &str) -> Value {
    json!({"unit": unit, "setting": unit, "kind": kind, "state": "open"})
}

impl Told {
    fn new() -> Self {
        let mut told = Self { log: Log::default() };
        let units = [
            unit("R1", "refuge"),
            unit("R2", "refuge"),
            unit("D1", "dispersed"),
            unit("S1", "safe_place"),
        ];
        told.does("2025-01-01", &json!({
            "event": "estate_recorded", "units": units, "hold_minutes": 30, "turnaround_nights": 0,
        }));
        told
    }

    /// Records an event; a day stands for noon in London's winter.
    fn does(&mut self, when: &str, event: &Value) {
        let mut object: Map<String, Value> = event.as_object().unwrap().clone();
        let at = if when.len() == 10 { format!("{when}T12:00:00Z") } else { when.to_owned() };
        object.insert("at".to_owned(), json!(at));
        let draft = Draft::of(object).unwrap();
        let now: Timestamp = at.parse().unwrap();
        let terms = Terms { now, keep_years: None, may_correct: true };
        let recorded = self.log.record(draft, &terms).unwrap();
        assert!(matches!(recorded, Recorded::New(_)));
    }

    fn refers(&mut self, when: &str, reference: &str, people: &Value) {
        self.does(when, &json!({"event": "referral_received", "referral": reference, "form": form(reference, people)}));
    }

    fn repeats(&mut self, when: &str, (reference, of): (&str, &str), people: &Value) {
        let mut form = form(reference, people);
        form["repeat_of"] = json!(of);
        self.does(
            when,
            &json!({"event": "referral_received", "referral": reference, "form": form}),
        );
    }

    fn amends(&mut self, when: &str, reference: &str, people: &Value) {
        self.does(when, &json!({"event": "referral_amended", "referral": reference, "form": form(reference, people)}));
    }

    fn arrives(&mut self, when: &str, reference: &str, unit: &str) {
        self.does(when, &json!({"event": "arrived", "referral": reference, "unit": unit}));
    }

    fn moves(&mut self, when: &str, reference: &str, unit: &str) {
        self.does(when, &json!({"event": "transferred", "referral": reference, "unit": unit}));
    }

    fn departs(&mut self, when: &str, reference: &str, because: &str, planned: bool) {
        self.does(
            when,
            &json!({
                "event": "departed", "referral": reference, "because": because, "planned": planned,
            }),
        );
    }

    fn rows(&self, period: &str) -> Vec<Row> {
        let record = Record::of(&self.log, END.parse().unwrap());
        let lists = Lists::own().unwrap();
        mhclg(&Counting::new(&record, Period::read(period).unwrap(), &lists))
    }

    /// A figure by its line, type, category and unit of counting, as `ii,all,all,individual`.
    fn figure(&self, period: &str, key: &str) -> String {
        let rows = self.rows(period);
        let found: Vec<&Row> =
            rows.iter().filter(|row| row.key().words().join(",") == key).collect();
        let [row] = found[..] else { panic!("{key} stands {} times", found.len()) };
        match row.standing {
            Standing::Counted => row.cells()[4].to_string(),
            standing => format!("{} {}", row.cells()[4], standing.word()).trim().to_owned(),
        }
    }

    /// Holds figures against what they must be.
    fn has(&self, period: &str, figures: &[(&str, &str)]) {
        for (key, expected) in figures {
            assert_eq!(self.figure(period, key), *expected, "{key} in {period}");
        }
    }
}

fn form(reference: &str, people: &Value) -> Value {
    json!({
        "reference": reference, "source": "self", "immediate_danger": false, "homeless_before": false,
        "person": people,
    })
}

fn woman(age: u16) -> Value {
    json!({"role": "adult", "age": age, "sex": "female"})
}

fn child(age: u16) -> Value {
    json!({"role": "child", "age": age, "sex": "male"})
}
