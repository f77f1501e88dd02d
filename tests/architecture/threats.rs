//! Every claim of the threat model names a test that is there.

use super::paths::sources;
use std::fs;
use std::path::Path;

/// The names in the last column of a line of its table; what lies in brackets says where they are.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let column = line.trim_end().trim_end_matches('|').rsplit('|').next().unwrap_or_default();
    let names = column.split('`').skip(1).step_by(2);
    let names = names.map(|name| name.rsplit("::").next().unwrap_or(name));
    names.filter(|name| name.contains('_') && !name.contains('/'))
}

#[test]
fn every_claim_of_the_threat_model_names_a_test_that_is_there() {
    let text = fs::read_to_string("docs/operating/threats.md").unwrap();
    let folders = ["src", "tests"].map(|folder| sources(Path::new(folder)));
    let texts = folders.into_iter().flatten().map(|file| fs::read_to_string(file).unwrap());
    let all = texts.collect::<Vec<_>>().join("\n");
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    assert!(lines.len() > 20);
    for line in lines {
        let names: Vec<&str> = named(line).collect();
        assert!(!names.is_empty() || line.contains("make faults"), "no test: {line}");
        for name in names {
            let is_a_test = all.contains(&format!("#[test]\nfn {name}()"))
                || all.contains(&format!("#[test]\n    fn {name}()"));
            assert!(is_a_test, "{name} is no test: {line}");
        }
    }
}
