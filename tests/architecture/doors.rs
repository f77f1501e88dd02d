//! Words for both doors name no flag and no command: what is to be done next is an `Action`, which each door says in its own way.

use crate::paths::sources;
use crate::sentences::texts;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Where sentences are that both doors say.
const FOR_BOTH: [&str; 3] = ["src/doors/tasks", "src/presentation/wording", "src/service/register"];

/// Files that name one, each with why the browser has no other way, or never says it.
const NO_OTHER_WAY: [(&str, &str); 13] = [
    ("src/doors/tasks/open_register.rs", "a page says what is known without the form"),
    ("src/doors/tasks/outlook.rs", "a scenario is named at the terminal, or in provider.toml"),
    ("src/doors/tasks/waiting_list.rs", "the page says itself that nobody waits"),
    ("src/doors/tasks/returns/frozen.rs", "a folder of the terminal's"),
    ("src/doors/tasks/returns/kept_records.rs", "a file that says what wrote it"),
    ("src/doors/tasks/returns/return_files.rs", "a column of a file"),
    ("src/presentation/wording/left_out.rs", "a folder of forms, without a register"),
    ("src/presentation/wording/list_of_residents.rs", "occupancy.csv is imported at the terminal"),
    ("src/presentation/wording/register/kept.rs", "a copy is put back at the terminal alone"),
    ("src/presentation/wording/returns/screen.rs", "folders of the terminal's: a page has its own"),
    ("src/presentation/wording/register/tonight.rs", "the chain is verified at the terminal alone"),
    ("src/service/register/schema.rs", "what a schema describes"),
    ("src/doors/tasks/planning", "what is asked of runs at the terminal"),
];

/// "--tenure", "lintel amend": what is typed at a terminal.
fn is_typed(text: &str) -> bool {
    let is_flag = |word: &str| {
        let name = word.trim_start_matches(['(', '`', '"']).strip_prefix("--");
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_command = |pair: &[&str]| {
        pair[0].trim_start_matches(['(', '`', '"']) == "lintel"
            && pair[1].starts_with(|c: char| c.is_ascii_lowercase())
    };
    words.iter().any(|word| is_flag(word)) || words.windows(2).any(is_command)
}

#[test]
fn words_of_both_doors_name_no_flag_and_no_command() {
    let mut excepted = BTreeSet::new();
    for folder in FOR_BOTH {
        for file in sources(Path::new(folder)) {
            let name = file.display().to_string();
            let found = texts(&fs::read_to_string(&file).unwrap());
            let found: Vec<&String> = found.iter().filter(|text| is_typed(text)).collect();
            if !found.is_empty() {
                let known = NO_OTHER_WAY.iter().find(|(of, _)| name.starts_with(of));
                let (of, _) = known.unwrap_or_else(|| panic!("{name} says {found:?}"));
                excepted.insert(*of);
            }
        }
    }
    for (file, why) in NO_OTHER_WAY {
        assert!(excepted.contains(file), "{file} needs no exception: {why}");
    }
}

#[test]
fn a_planted_flag_or_command_is_found() {
    for planted in ["say --tenure", "close it with lintel duplicate", "(`lintel check` says)"] {
        assert!(is_typed(planted), "{planted}");
    }
    for harmless in ["a -- b", "Lintel says", "over-the-top", "lintel R-1"] {
        assert!(!is_typed(harmless), "{harmless}");
    }
}
