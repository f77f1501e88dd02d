//! The glossary names the code's own words, and each names one thing.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::paths::sources;
use std::fs;
use std::path::Path;

/// The words of the glossary's last table.
fn words() -> Vec<String> {
    let glossary = fs::read_to_string("docs/glossary.md").unwrap();
    let (_, own) = glossary.split_once("## The code's").unwrap();
    own.lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned()))
        .collect()
}

/// How many types of the house bear a name.
fn types_named(name: &str, texts: &[String]) -> usize {
    let kinds = ["struct", "enum", "trait", "type"].map(|kind| format!("{kind} {name}"));
    let is_defined = |line: &&str| {
        kinds.iter().any(|kind| {
            let rest = line.split_once(kind.as_str()).map(|(before, rest)| (before.trim(), rest));
            rest.is_some_and(|(before, rest)| {
                (before.is_empty() || before.starts_with("pub"))
                    && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            })
        })
    };
    texts.iter().flat_map(|text| text.lines()).filter(is_defined).count()
}

#[test]
fn every_word_of_the_glossarys_code_names_one_type() {
    let files = sources(Path::new("src"));
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let words = words();
    assert!(words.len() > 20, "{words:?}");
    let wrong: Vec<(String, usize)> = words
        .into_iter()
        .map(|word| (word.clone(), types_named(&word, &texts)))
        .filter(|(_, types)| *types != 1)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
