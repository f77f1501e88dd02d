//! Each sentence of contracts section 10, told as a history. November 2026 throughout: London time is UTC.

mod claims;
mod clocks;
mod corrections;
mod due;
mod estates;
mod fuzzed;
mod households;
mod lines;
mod next;
mod over_claims;
mod pathways;
mod stays;
mod units;

use super::{Draft, Log, Recorded, Refusal, Terms, UnitView, Why, moment};
use jiff::Timestamp;
use serde_json::{Value, json};

/// A history as it is told.
struct Told {
    log: Log,
    recorded: Timestamp,
}

/// A moment: `20 21:50` is the 20th of November 2026.
fn at(short: &str) -> Timestamp {
    moment(&written(short)).unwrap()
}

fn written(short: &str) -> String {
    match short.split_once(' ') {
        Some((day, time)) => format!("2026-11-{day}T{time}:00Z"),
        None => short.to_owned(),
    }
}

fn unit(unit: &str, state: &str, from: Option<&str>) -> Value {
    json!({"unit": unit, "setting": "S", "kind": "refuge", "state": state, "from": from})
}

fn estate(units: &[Value], nights: u16) -> Value {
    json!({"event": "estate_recorded", "units": units, "hold_minutes": 30, "turnaround_nights": nights})
}

fn form(reference: &str) -> Value {
    json!({
        "reference": reference, "source": "self", "immediate_danger": false, "homeless_before": false,
        "person": [{"role": "adult", "age": 30, "sex": "female"}, {"role": "child", "age": 4, "sex": "male"}],
    })
}

impl Told {
    /// Three open units, a night between two households.
    fn new() -> Self {
        let open = |name| unit(name, "open", None);
        Self::of(&estate(&[open("A"), open("B"), open("C")], 1))
    }

    fn of(estate: &Value) -> Self {
        let mut told = Self { log: Log::default(), recorded: at("01 00:00") };
        told.ok("01 00:00", estate);
        told
    }

    /// Told as it happens, or on the minute at which the last was told.
    fn tell(&mut self, when: &str, event: &Value) -> Result<Recorded, Refusal> {
        let recorded = moment(&written(when)).map_or(self.recorded, |at| at.max(self.recorded));
        self.tell_at(when, recorded, event)
    }

    fn tell_at(
        &mut self,
        when: &str,
        recorded: Timestamp,
        event: &Value,
    ) -> Result<Recorded, Refusal> {
        let mut object = event.as_object().unwrap().clone();
        object.entry("at").or_insert_with(|| written(when).into());
        let draft = Draft::of(object).map_err(|misread| Refusal::from(misread.why))?;
        let told = self
            .log
            .record(draft, &Terms { now: recorded, keep_years: Some(7), may_correct: true });
        if told.is_ok() {
            self.recorded = self.log.last_recorded_at().unwrap();
        }
        told
    }

    /// It is recorded, under this number.
    fn ok(&mut self, when: &str, event: &Value) -> u64 {
        match self.tell(when, event) {
            Ok(Recorded::New(seq) | Recorded::Again(seq)) => seq,
            Err(refusal) => panic!("{event}: {refusal:?}"),
        }
    }

    /// It is refused.
    fn no(&mut self, when: &str, event: &Value) -> Why {
        self.tell(when, event).unwrap_err().why
    }

    /// It would break a later event.
    fn breaks(&mut self, when: &str, event: &Value) -> u64 {
        let refusal = self.tell(when, event).unwrap_err();
        assert_eq!(refusal.why, Why::BreaksLater);
        refusal.names.unwrap()
    }

    /// So many households, each with a referral of its own: R1, R2 and so on.
    fn with(mut self, referrals: usize) -> Self {
        for k in 1..=referrals {
            self.ok("19 12:00", &received(&format!("R{k}")));
        }
        self
    }

    fn unit(&self, name: &str, when: &str) -> UnitView {
        let view = self.log.view(at(when), None);
        view.units.into_iter().find(|unit| unit.unit == name).unwrap()
    }

    /// A unit in short: its state and the clock times of since and until.
    fn is(&self, name: &str, when: &str) -> String {
        let view = self.unit(name, when);
        let short = |moment: &Option<String>| {
            let moment = moment.clone().unwrap_or_else(|| "-".to_owned());
            moment.replace("2026-11-", "").replace(":00Z", "").replace('T', " ")
        };
        let referral = view.referral.map_or_else(String::new, |of| format!(" {of}"));
        format!("{}{referral} {} {}", view.state.word(), short(&view.since), short(&view.until))
    }

    fn referral(&self, reference: &str, when: &str) -> String {
        let view = self.log.view(at(when), None);
        let found = view.referrals.into_iter().find(|of| of.reference == reference);
        found.map_or_else(
            || "unknown".to_owned(),
            |of| format!("{} {}", of.state.word(), of.unit.as_deref().unwrap_or("-")),
        )
    }
}

fn received(reference: &str) -> Value {
    json!({"event": "referral_received", "referral": reference, "form": form(reference)})
}

/// An event about a referral and a unit.
fn of(event: &str, referral: &str, unit: &str) -> Value {
    json!({"event": event, "referral": referral, "unit": unit})
}

fn until(event: &str, referral: &str, unit: &str, until: &str) -> Value {
    json!({"event": event, "referral": referral, "unit": unit, "until": written(until)})
}

fn held(referral: &str, unit: &str, to: &str) -> Value {
    until("held", referral, unit, to)
}

fn offered(referral: &str, unit: &str, to: &str) -> Value {
    until("offered", referral, unit, to)
}

fn ended(referral: &str, unit: &str, why: &str) -> Value {
    json!({"event": "claim_ended", "referral": referral, "unit": unit, "why": why})
}

fn departed(referral: &str) -> Value {
    json!({"event": "departed", "referral": referral, "because": "stopped_needing"})
}

fn only(event: &str, referral: &str) -> Value {
    json!({"event": event, "referral": referral})
}

fn on_unit(event: &str, unit: &str) -> Value {
    json!({"event": event, "unit": unit})
}

fn correcting(seq: u64, mut event: Value) -> Value {
    event["corrects"] = seq.into();
    event
}

fn annulled(seq: u64) -> Value {
    json!({"event": "annulled", "corrects": seq})
}
