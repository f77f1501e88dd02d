//! Runs that begin from a register and say so, and figures over the months.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::registered::Registered;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Output;
use std::sync::LazyLock;

/// A register with the sample year, imported once.
struct Year(Registered);

static YEAR: LazyLock<Year> = LazyLock::new(|| {
    let year = Year(Registered::begun(NOW));
    year.says(&["register", "import", "data/sample-year/events.jsonl"]);
    year
});

/// The morning after its last day.
const NOW: &str = "2026-11-21T09:00:00Z";

impl Year {
    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    fn says(&self, args: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.0.run(NOW, args);
        let said = String::from_utf8(stdout).unwrap();
        assert!(status.success(), "{args:?}: {said}{}", String::from_utf8_lossy(&stderr));
        said
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.says(&[args, &["--format", "json"]].concat())).unwrap()
    }

    fn written(&self, folder: &str, file: &str) -> String {
        fs::read_to_string(self.path(folder).join(file)).unwrap()
    }
}

#[test]
fn a_run_that_begins_from_a_register_names_its_head_and_has_its_past() {
    let out = YEAR.path("forecast").display().to_string();
    // Of the city's own estate, and without a posterior that would be drawn from hundreds of times.
    let asked = ["forecast", "stoke-37-erlang", "--replications", "10", "--out", &out];
    let said = YEAR.json(&asked);
    let events = fs::read_to_string("data/sample-year/events.jsonl").unwrap().lines().count();
    assert_eq!(said["register"]["events"], events);
    let hash = said["register"]["hash"].as_str().unwrap();
    let manifest: Value = serde_json::from_str(&YEAR.written("forecast", "manifest.json")).unwrap();
    assert_eq!(manifest["inputs"]["register/head"], hash);
    let told = YEAR.says(&asked);
    assert!(
        told.contains("Made from the register") && told.contains(&format!("{events} events")),
        "{told}"
    );
    // The quarters that are over, as the register counted them.
    let past = YEAR.written("forecast", "unmet-need-by-year.csv");
    assert!(past.contains("2026-01-01") && past.contains("register "), "{past}");
}

#[test]
fn months_of_a_year_are_drawn_with_limits_and_words_only_by_rule() {
    let out = YEAR.path("charts").display().to_string();
    let period = "2025-11-01..2026-11-30";
    let said = YEAR.says(&["returns", "charts", "--period", period, "--out", &out]);
    assert!(said.contains("by month"), "{said}");
    let figures = YEAR.written("charts", "returns-over-years.csv");
    let whole = YEAR.json(&["returns", "mhclg", "--period", "2026-05-01..2026-05-31"]);
    let rows = whole["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["line"] == "i").unwrap();
    let told = format!("Referrals,2026-05-01,{},", row["value"].as_str().unwrap());
    assert!(figures.contains(&told), "{told} is not in {figures}");
    assert!(!figures.contains("2026-11-01"), "a month that goes on is left out");
    assert!(!figures.contains("2025-11-01"), "so is the month in which the record began");
    assert!(YEAR.written("charts", "returns-over-years.svg").contains("mean"));
}
