//! A terminal and a browser say the same words in the same order; what to do next each names in its own way.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use lintel::presentation::document::Document;
use lintel::presentation::render::html::{self, NoLinks};
use lintel::presentation::render::terminal;
use std::collections::BTreeSet;

/// Words without the marks of lists.
fn words(text: &str) -> String {
    let is_word = |word: &&str| !matches!(*word, "-" | "?" | "->");
    text.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ")
}

/// What somebody reads who sees a page: its HTML without tags.
fn without_tags(html: &str) -> String {
    let (mut shown, mut inside) = (String::new(), false);
    // Paragraphs beside each other in a line are no one word.
    for letter in html.replace("</p>", " </p>").chars() {
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
    let in_a_browser = words(&without_tags(&without_pictures(&html::render(document, &NoLinks))));
    assert_eq!(in_a_browser, words(&document.said(&html::label)));
    // Where they do, the names of rows come again.
    assert_eq!(words_of(&terminal::render(document)), words_of(&at_a_terminal));
}

fn words_of(text: &str) -> BTreeSet<String> {
    words(text).split(' ').map(str::to_owned).collect()
}

/// Of each picture what it shows in words; and not where its figures and those of tables lie.
fn without_pictures(html: &str) -> String {
    const IN_WORDS: &str = "<summary>In words</summary>";
    let mut parts = html.split("<figure>");
    let mut shown = parts.next().unwrap().to_owned();
    for part in parts {
        let (figure, rest) = part.split_once("</figure>").unwrap();
        shown += figure.split_once(IN_WORDS).unwrap().1;
        shown += rest;
    }
    let mut parts = shown.split("<p class=\"data\">");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |shown, part| shown + part.split_once("</p>").unwrap().1)
}
