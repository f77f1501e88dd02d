//! The guide's night, typed again: `console night` blocks follow one another on one register, each at its time.

use super::{Shift, text};
use crate::readme::screens::{blocks, not_said, words};
use std::fs;

#[test]
fn the_night_of_the_guide_is_what_the_program_says() {
    typed_again("docs/guide/register.md");
}

#[test]
fn the_support_of_the_guide_is_what_the_program_says() {
    typed_again("docs/guide/support.md");
}

/// Types every command of a page again, one after the other.
fn typed_again(page: &str) {
    let night = Shift::nothing();
    let page = fs::read_to_string(page).unwrap();
    let mut shown = 0;
    for (_, lines) in blocks(&page).into_iter().filter(|(kind, _)| *kind == "console night") {
        let (first, screen) = lines.split_first().unwrap();
        let (command, at) = first.strip_prefix("$ lintel ").unwrap().split_once('#').unwrap();
        let typed = words(command);
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        let output = night.run(&format!("{}:00Z", at.trim()), &typed);
        let said = text(&output.stdout) + &text(&output.stderr);
        // What differs from register to register is left out of the page.
        if let Some(part) = not_said(screen, &said) {
            panic!("{first}\nshows\n{}\nwhere is said\n{said}", part.join("\n"));
        }
        shown += 1;
    }
    assert!(shown >= 12, "only {shown} commands were found");
}
