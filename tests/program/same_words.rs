//! A terminal and a browser say the same words in the same order; what to do next each names in its own way.

use crate::common;
use crate::screens::flowing;
use lintel::presentation::document::Document;
use lintel::presentation::render::html::{self, NoLinks};
use lintel::presentation::render::terminal;
use lintel::presentation::wording;
use std::collections::BTreeSet;

/// Words without the marks of lists.
fn words(text: &str) -> String {
    let is_word = |word: &&str| !matches!(*word, "-" | "?" | "->");
    text.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ")
}

/// What somebody reads who sees a page: its HTML without tags.
fn without_tags(html: &str) -> String {
    let (mut shown, mut inside) = (String::new(), false);
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => shown.push(c),
            _ => {}
        }
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    named.iter().fold(shown, |shown, (escaped, letter)| shown.replace(escaped, letter))
}

/// Holds a document to the same words wherever it is shown.
pub(crate) fn says_the_same_everywhere(document: &Document) {
    // Wide enough that no columns stand below each other.
    let at_a_terminal = words(&terminal::render_at(1_000, document));
    assert_eq!(at_a_terminal, words(&document.said(&terminal::command)));
    let in_a_browser = words(&without_tags(&html::render(document, &NoLinks)));
    assert_eq!(in_a_browser, words(&document.said(&html::label)));
    // Where they do, the names of rows come again.
    assert_eq!(words_of(&terminal::render(document)), words_of(&at_a_terminal));
}

fn words_of(text: &str) -> BTreeSet<String> {
    words(text).split(' ').map(str::to_owned).collect()
}

#[test]
fn an_estate_is_told_in_the_same_words_everywhere() {
    let geography = common::geography();
    let now = crate::screens::NOW.parse().unwrap();
    for folder in ["data/stoke-on-trent", "data/plymouth"] {
        let document = wording::units::units(&common::estate(folder, &geography), now);
        says_the_same_everywhere(&document);
        assert!(flowing(&terminal::render(&document)).contains("Anybody in danger: 999."));
    }
}
