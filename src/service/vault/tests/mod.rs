//! A register in a folder of its own, as its parts meet it.

mod places;
mod versions;

use super::secret::Secret;
use super::{Files, Place, Register};
use crate::service::register::{Draft, moment};
use jiff::Timestamp;
use serde_json::json;
use tempfile::TempDir;

/// A register of one unit, with one event recorded.
struct Kept {
    folder: TempDir,
    secret: Secret,
}

const FILES: Files = Files { meaning: None, keep_years: None };

fn now() -> Timestamp {
    moment("2026-11-20T12:00:00Z").unwrap()
}

fn draft(event: &serde_json::Value) -> Draft {
    Draft::of(event.as_object().unwrap().clone()).unwrap()
}

fn note() -> Draft {
    draft(&json!({"at": "2026-11-20T12:00:00Z", "event": "noted", "unit": "A"}))
}

impl Kept {
    fn new() -> Self {
        let kept = Self { folder: tempfile::tempdir().unwrap(), secret: Secret::draw().unwrap() };
        let mut register = Register::create(&kept.place(), &kept.secret, "somewhere").unwrap();
        let estate = json!({"at": "2026-11-20T12:00:00Z", "event": "estate_recorded", "hold_minutes": 30,
            "turnaround_nights": 0, "units": [{"unit": "A", "setting": "S", "kind": "refuge", "state": "open"}]});
        register.record(draft(&estate), &FILES, now()).unwrap().unwrap();
        drop(register);
        kept
    }

    fn place(&self) -> Place {
        Place::read(self.folder.path()).unwrap()
    }

    fn open(&self) -> Register {
        Register::open(&self.place(), &self.secret).unwrap()
    }
}
