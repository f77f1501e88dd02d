//! `lintel serve` from outside: who may listen where, and who may open it.

use super::{Kept, text};
use crate::typed::program;
use std::process::{Command, Output};

fn serve(kept: &Kept, args: &[&str]) -> Output {
    let at = |name: &str| kept.path(name).display().to_string();
    program()
        .args(["--data", "data", "serve"])
        .args(args)
        .args(["--register", &at("register"), "--key", &at("key"), "--estate", &at("estate")])
        .output()
        .unwrap()
}

#[test]
fn the_desk_listens_on_this_computer_unless_it_is_sealed() {
    let kept = Kept::new();
    let output = serve(&kept, &["--listen", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--behind-proxy"), "{}", text(&output.stderr));
}

/// What an example of docs/operating gives to `lintel serve`.
fn flags(example: &str) -> Vec<String> {
    let path = format!("docs/operating/examples/{example}");
    let text = std::fs::read_to_string(path).unwrap();
    let is_it = |line: &&str| line.contains("serve") && !line.starts_with('#');
    let line = text.lines().find(is_it).unwrap().replace(['"', ',', '[', ']'], " ");
    line.split_whitespace().filter(|word| word.starts_with("--")).map(str::to_owned).collect()
}

#[test]
fn examples_of_services_say_what_serve_takes() {
    let help = program().args(["serve", "--help"]).output();
    // However its lines are broken.
    let help = text(&help.unwrap().stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    for example in ["lintel.service", "Containerfile"] {
        let flags = flags(example);
        assert!(flags.len() > 2, "{example}: {flags:?}");
        for flag in flags {
            assert!(help.contains(&flag), "{example}: {flag}");
        }
    }
    let caddy = std::fs::read_to_string("docs/operating/examples/Caddyfile").unwrap();
    assert!(caddy.contains("127.0.0.1:8080") && help.contains("[default: 127.0.0.1:8080]"));
    // Where Caddy is, it reads its own.
    let caddy =
        ["validate", "--adapter", "caddyfile", "--config", "docs/operating/examples/Caddyfile"];
    let home = tempfile::tempdir().unwrap();
    let read = Command::new("caddy").args(caddy).env("XDG_DATA_HOME", home.path()).output();
    assert!(read.map_or(true, |read| read.status.success()), "Caddy does not take its example");
    // Where systemd is, it reads its own: of what the file says nothing is unknown to it.
    let file = "docs/operating/examples/lintel.service";
    let read = Command::new("systemd-analyze").args(["verify", file]).output();
    let said = read.map(|read| text(&read.stderr)).unwrap_or_default();
    assert!(!said.contains("Unknown"), "{said}");
}

#[test]
fn a_certificate_needs_its_key() {
    let kept = Kept::new();
    let output = serve(&kept, &["--certificate", "chain.pem"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--key-of-certificate"), "{}", text(&output.stderr));
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
