//! Forms of one woman, with more at their top or below her, and what is said of them at a moment.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{flowing, has_answered, out, program};
use serde_json::Value as Json;
use std::fs;
use std::process::Output;

const ADULT: &str = "[[person]]\nrole = \"adult\"\nage = 34\nsex = \"female\"\n";

/// When she asks, and when the desk is asked about her.
pub(crate) struct OneWoman {
    pub(crate) received: &'static str,
    pub(crate) now: &'static str,
}

/// Tonight, by the date of the casebook.
pub(crate) const TONIGHT: OneWoman =
    OneWoman { received: "2026-11-20T21:40:00Z", now: "2026-11-20T21:40:00Z" };

impl OneWoman {
    /// A form with more at its top and below its person.
    pub(crate) fn form(&self, top: &str, below: &str) -> String {
        let received = self.received;
        format!(
            "reference = \"F-01\"\nreceived = \"{received}\"\nsource = \"self\"\nimmediate_danger = true\nhomeless_before = false\n{top}\n{ADULT}{below}\n"
        )
    }

    pub(crate) fn run(&self, command: &str, form: &str, more: &[&str]) -> Output {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("f.toml");
        fs::write(&file, form).unwrap();
        let mut lintel = program();
        let file = file.to_str().unwrap().to_owned();
        lintel.args([command, &file]).args(more).env("LINTEL_NOW", self.now);
        lintel.output().unwrap()
    }

    /// The whole screen in one line.
    pub(crate) fn screen(&self, form: &str) -> String {
        let said = self.run("recommend", form, &[]);
        has_answered(&said);
        flowing(&out(&said))
    }

    /// What the screen says of when to ring.
    pub(crate) fn ringing(&self, form: &str) -> String {
        let screen = self.screen(form);
        let behind = screen.split("Safe to ring: ").nth(1).unwrap();
        behind.split("Hide your").next().unwrap().to_owned()
    }

    pub(crate) fn answer(&self, form: &str) -> Json {
        let said = self.run("recommend", form, &["--format", "json"]);
        has_answered(&said);
        serde_json::from_slice(&said.stdout).unwrap()
    }
}

/// What one rule finds at each unit: null where it finds nothing, else whether somebody may decide.
pub(crate) fn findings(answer: &Json, rule: &str) -> Vec<Json> {
    let of_rule = |unit: &Json| {
        let found = unit["breaches"].as_array().unwrap().iter().find(|it| it["rule"] == rule);
        found.map_or(Json::Null, |it| it["decision"].clone())
    };
    answer["units"].as_array().unwrap().iter().map(of_rule).collect()
}
