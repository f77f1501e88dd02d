//! The register through the binary: begun, filled, asked, proved, copied; and the database's own rules, in SQL.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

mod bytes;
mod commands;
mod copies;
mod erasure;
mod faults;
mod kills;
mod locks;
#[cfg(feature = "postgres")]
mod postgres;
mod proof;
mod serve;
#[cfg(feature = "postgres")]
use crate::postgres_server as server;
mod versions;

/// The same tests with their registers in a database of `PostgreSQL`.
macro_rules! in_postgres_too {
    ($($test:ident),+) => {
        #[cfg(feature = "postgres")]
        mod in_postgres {
            $(#[test]
            fn $test() {
                crate::postgres_server::in_it(super::$test);
            })+
        }
    };
}
use in_postgres_too;

use crate::chance::Drawn;
use crate::typed::{program, text};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use tempfile::TempDir;

/// A register of an estate of two units, in a folder of its own.
struct Kept {
    root: Arc<TempDir>,
    /// Where the register is: a folder, or the address of a database.
    register: String,
}

const WHEN: &str = "2026-11-20T12:00:00Z";

impl Kept {
    fn new() -> Self {
        let root = Arc::new(tempfile::tempdir().unwrap());
        let folder = root.path().join("register").display().to_string();
        let kept = Self { register: new_address().unwrap_or(folder), root };
        let estate = kept.root.path().join("estate");
        fs::create_dir(&estate).unwrap();
        for (file, text) in [
            (
                "provider.toml",
                "name = \"Somewhere\"\npopulation = 1\ncensus_year = 2021\ndefault_radius_m = 2000\n",
            ),
            (
                "settings.csv",
                "setting,kind,residents,shared,oldest_boy,oldest_boy_discretion,children,cover,complex_needs_places,substances,pets\n\
                 S,refuge,women,false,,false,true,24h,,managed,false\n",
            ),
            (
                "units.csv",
                "unit,setting,rooms,cots,step_free,wheelchair,sector,state,from\n\
                 A,S,2+2,1,false,false,ST4 2,open,\nB,S,2+2,1,false,false,ST4 2,open,\n",
            ),
        ] {
            fs::write(estate.join(file), text).unwrap();
        }
        kept.does(&["init"]);
        kept
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn database(&self) -> PathBuf {
        self.path("register").join("register.db")
    }

    fn run(&self, args: &[&str]) -> Output {
        program().args(self.arguments(args)).output().unwrap()
    }

    fn arguments(&self, args: &[&str]) -> Vec<String> {
        let at = |name: &str| self.path(name).display().to_string();
        let before = ["--data", "data", "--now", "2026-11-30T12:00:00Z", "register"];
        let behind = ["--register", &self.register, "--key", &at("key"), "--estate", &at("estate")];
        [&before, args, &behind].concat().into_iter().map(ToOwned::to_owned).collect()
    }

    /// It is done; what it says.
    fn does(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// It is not done, for this exit code; what it complains of.
    fn fails(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", text(&output.stdout));
        text(&output.stdout) + &text(&output.stderr)
    }

    /// Events, each at its moment and recorded at noon.
    fn file(&self, events: &[Value]) -> String {
        let path = self.path("events.jsonl");
        let lines = events.iter().map(|event| {
            let mut event = event.clone();
            let recorded = event.get("recorded_at").cloned().unwrap_or_else(|| WHEN.into());
            event["recorded_at"] = recorded;
            event.to_string()
        });
        fs::write(&path, lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
        path.display().to_string()
    }

    fn import(&self, events: &[Value]) -> String {
        self.does(&["import", &self.file(events)])
    }

    fn state(&self, more: &[&str]) -> Value {
        serde_json::from_str(&self.does(&[&["state", "--format", "json"], more].concat())).unwrap()
    }

    /// A household in A, and another that has left B.
    fn lived_in() -> Self {
        let kept = Self::new();
        kept.import(&[
            received("R1", "2026-11-01T10:00:00Z"),
            received("R2", "2026-11-01T11:00:00Z"),
            json!({"at": "2026-11-02T10:00:00Z", "event": "arrived", "referral": "R1", "unit": "A"}),
            json!({"at": "2026-11-02T10:00:00Z", "event": "arrived", "referral": "R2", "unit": "B"}),
            json!({"at": "2026-11-05T10:00:00Z", "event": "departed", "referral": "R2", "because": "other", "to": "Greystoke"}),
        ]);
        kept
    }
}

#[cfg(feature = "postgres")]
use server::new_address;

/// Without `PostgreSQL` every register is in a folder.
#[cfg(not(feature = "postgres"))]
fn new_address() -> Option<String> {
    None
}

/// How often something that a seed draws is tried: a few times, or as often as a long run asks.
fn repeats(few: u64) -> u64 {
    std::env::var("LINTEL_REPEATS").map_or(few, |many| many.parse().unwrap())
}

fn received(reference: &str, at: &str) -> Value {
    json!({"at": at, "event": "referral_received", "referral": reference, "form": {
        "reference": reference, "source": "self", "immediate_danger": false, "homeless_before": false,
        "where_now": format!("at the quayside {reference}"),
        "person": [{"role": "adult", "age": 30, "sex": "female", "ethnicity": "white"}],
    }})
}

/// Every byte of every file in a folder.
fn bytes_in(folder: &Path) -> Vec<u8> {
    let entries = fs::read_dir(folder).unwrap();
    entries.flat_map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect()
}

fn holds(bytes: &[u8], sought: &[u8]) -> bool {
    bytes.windows(sought.len()).any(|window| window == sought)
}
