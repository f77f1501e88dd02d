//! `lintel serve` from outside: who may listen where, and who may open it.

use super::{Kept, text};
use std::process::{Command, Output};

fn serve(kept: &Kept, args: &[&str]) -> Output {
    let at = |name: &str| kept.path(name).display().to_string();
    Command::new(env!("CARGO_BIN_EXE_lintel"))
        .args(["--data", "data", "serve"])
        .args(args)
        .args(["--register", &at("register"), "--key", &at("key"), "--estate", &at("estate")])
        .output()
        .unwrap()
}

#[test]
fn the_desk_listens_on_this_computer_unless_a_proxy_ends_tls() {
    let kept = Kept::new();
    let output = serve(&kept, &["--listen", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--behind-proxy"), "{}", text(&output.stderr));
}

#[test]
fn nobody_opens_the_desk_before_there_is_a_manager() {
    let kept = Kept::new();
    let output = serve(&kept, &["--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--setup makes the first manager"));
}

#[test]
fn the_first_managers_passphrase_is_told_once_and_kept_nowhere() {
    let kept = Kept::new();
    let output = serve(&kept, &["--setup", "--account", "manager-1"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, passphrase) = said.split_once("kept nowhere: ").unwrap();
    let passphrase = passphrase.split('.').next().unwrap();
    assert_eq!(passphrase.len(), 24, "{passphrase}");
    for file in ["register", "estate"] {
        let bytes = super::bytes_in(&kept.path(file));
        assert!(!super::holds(&bytes, passphrase.as_bytes()));
    }
    assert_eq!(serve(&kept, &["--setup", "--account", "Mary Smith"]).status.code(), Some(2));
}
