//! What is typed at a terminal, and what comes back: the one way in which the tests here run the program.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail at once")]

use serde_json::Value as Json;
use std::process::{Command, Output};

/// The program, nothing of its command typed yet.
pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_lintel"))
}

/// A command and what came of it.
pub(crate) fn lintel(args: &[&str]) -> Output {
    program().args(args).output().expect("the program starts")
}

/// The same by another clock.
pub(crate) fn lintel_at(now: &str, args: &[&str]) -> Output {
    program().args(args).env("LINTEL_NOW", now).output().expect("the program starts")
}

/// What was written, whatever its letters.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a command shows, which is UTF-8.
pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A text with every line end and run of spaces one space.
pub(crate) fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The exit code that an answer of the desk deserves by what it says: 4 where nobody can be placed, else 0.
pub(crate) fn deserved(stdout: &str) -> i32 {
    let is_nobody = match serde_json::from_str(stdout) {
        Ok(answer) => is_nobody_in(&answer),
        Err(_) => is_nobody_on(&flowing(stdout)),
    };
    if is_nobody { 4 } else { 0 }
}

/// Of a recommendation, an allocation or an outlook.
fn is_nobody_in(answer: &Json) -> bool {
    let is_empty = |key: &str| answer[key].as_array().is_some_and(Vec::is_empty);
    is_empty("options") && is_empty("decisions")
        || is_empty("placed")
        || answer["answer"] == "never"
}

fn is_nobody_on(screen: &str) -> bool {
    const NOBODY: [&str; 5] = [
        "NOTHING TO OFFER JUST NOW",
        "CHILDREN'S SERVICES NOW",
        "There is no unit for the household yet.",
        "No unit of this provider could suit this household",
        "no unit here is to be waited for",
    ];
    // Of several who ask, how many can be offered one stands first.
    if screen.contains("households can be offered a unit.") {
        return screen.starts_with("0 of ");
    }
    NOBODY.iter().any(|said| screen.contains(said))
}

/// A command of the desk ended as what it says deserves.
pub(crate) fn has_answered(output: &Output) {
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(deserved(&said)), "{said}{}", text(&output.stderr));
}
