//! Nights at the terminal, on the sample estate: what each command says, refuses, and proposes instead.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail at once")]

mod amended;
mod corrections;
mod desk;
mod guide;
mod moments;
mod refusals;
mod sample_year;
mod shift;
mod support;

use crate::typed::{flowing, program, text};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A register of the sample estate with its residents, and whoever works at it.
struct Shift {
    root: TempDir,
}

impl Shift {
    /// Begun on the evening of the 20th of November 2026.
    fn new() -> Self {
        let shift = Self::empty();
        shift.does("17:00", &["register", "import", "data/stoke-on-trent/occupancy.csv"]);
        shift
    }

    fn nothing() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    fn empty() -> Self {
        let shift = Self::nothing();
        shift.does("17:00", &["register", "init", "--estate", "stoke-on-trent"]);
        shift
    }

    /// The same with a household that asked at 21:40, and what may be offered to it granted.
    fn with_her() -> Self {
        let shift = Self::new();
        shift.does("21:40", &["refer", "data/sample-referral.toml"]);
        shift.does("21:42", &["grant", "S-0001", "Larch-1"]);
        shift
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn command(&self, now: &str, args: &[&str]) -> Command {
        let mut command = program();
        command
            .args(args)
            .env("LINTEL_NOW", moment(now))
            .env("LINTEL_REGISTER", self.path("night"))
            .env("LINTEL_KEY", self.path("night.key"))
            .env_remove("LINTEL_BY");
        command
    }

    fn run(&self, now: &str, args: &[&str]) -> Output {
        self.command(now, args).output().unwrap()
    }

    /// It is done; what it says, in one line.
    fn does(&self, now: &str, args: &[&str]) -> String {
        flowing(&self.prints(now, args))
    }

    /// It is done; what it prints.
    fn prints(&self, now: &str, args: &[&str]) -> String {
        let output = self.run(now, args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// It is not done, and nothing is written; why, in one line.
    fn refuses(&self, now: &str, args: &[&str]) -> String {
        let before = self.events();
        let output = self.run(now, args);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", text(&output.stdout));
        assert_eq!(self.events(), before, "{args:?}");
        flowing(&text(&output.stderr))
    }

    /// The command makes no sense as typed; what it complains of.
    fn does_not_understand(&self, now: &str, args: &[&str]) -> String {
        let output = self.run(now, args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", text(&output.stdout));
        flowing(&text(&output.stderr))
    }

    fn json(&self, now: &str, args: &[&str]) -> Value {
        let args = [args, &["--format", "json"]].concat();
        let output = self.run(now, &args);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|why| panic!("{args:?}: {why}"))
    }

    fn events(&self) -> usize {
        self.prints("23:59", &["register", "export"]).lines().count()
    }

    /// How a unit stands, in a word.
    fn unit(&self, now: &str, name: &str) -> String {
        let night = self.json(now, &["tonight"]);
        let units = night["units"].as_array().unwrap();
        let unit = units.iter().find(|unit| unit["unit"] == name).unwrap();
        unit["state"].as_str().unwrap().to_owned()
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// `21:40` is that of the evening on which the shift begins, `+00:10` of the day after.
fn moment(short: &str) -> String {
    match short.strip_prefix('+') {
        _ if short.contains('T') => short.to_owned(),
        Some(time) => format!("2026-11-21T{time}:00Z"),
        None => format!("2026-11-20T{short}:00Z"),
    }
}

/// Each part stands in what was said.
fn has(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "“{part}” is not in: {said}");
    }
}
