//! A register of the city's estate, as it is in the files, with its key.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::program;
use std::path::PathBuf;
use std::process::Output;
use tempfile::TempDir;

/// Whatever is written lies beside it.
pub(crate) struct Registered(TempDir);

impl Registered {
    pub(crate) fn begun(now: &str) -> Self {
        let begun = Self(tempfile::tempdir().unwrap());
        let init = begun.run(now, &["register", "init", "--estate", "stoke-on-trent"]);
        assert!(init.status.success(), "{init:?}");
        begun
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A command at a moment.
    pub(crate) fn run(&self, now: &str, args: &[&str]) -> Output {
        program()
            .args(args)
            .arg("--register")
            .arg(self.path("register"))
            .arg("--key")
            .arg(self.path("key"))
            .env("LINTEL_NOW", now)
            .output()
            .unwrap()
    }
}
