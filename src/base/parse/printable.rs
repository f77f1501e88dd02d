//! What somebody typed, made safe to show: nothing in it can drive a terminal or turn the order of letters.
//!
//! Not here: laying it out in lines (`render/terminal`). Words, their spelling and their order stay as they were typed.

use std::fmt::Write;

/// A text without terminal commands and without characters that cannot be seen but change what is.
///
/// Line ends and tabs become spaces.
pub fn printable(text: &str) -> String {
    seen(&without_commands(text), |_| ' ')
}

/// What can be seen of a text, and its space as it is to be.
fn seen(text: &str, space: impl Fn(char) -> char) -> String {
    let mut letters = text.chars().peekable();
    let mut clean = String::with_capacity(text.len());
    let mut before = None;
    while let Some(letter) = letters.next() {
        let is_space = letter.is_whitespace();
        if is_space || !is_hidden(letter, before, letters.peek().copied()) {
            let shown = if is_space { space(letter) } else { letter };
            clean.push(shown);
            before = Some(shown);
        }
    }
    clean
}

/// The same for a text of several lines of our own, which stay lines.
pub fn printable_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(printable).collect();
    lines.join("\n")
}

/// A page or a picture's text of our own: whatever space it is laid out with stays, and what cannot be seen goes.
pub fn printable_page(text: &str) -> String {
    let is_layout = |space: char| matches!(space, '\n' | '\t') || !space.is_control();
    seen(text, |space| if is_layout(space) { space } else { ' ' })
}

/// JSON of our own, in which whatever cannot be seen is written as its number: it says the same.
pub fn printable_json(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_plain = letter == '\n' || !(letter.is_control() || is_unseen(letter));
        if is_plain && !matches!(letter, '\u{2028}' | '\u{2029}') {
            clean.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(clean, "\\u{unit:04x}");
            }
        }
    }
    clean
}

/// Whether a letter drives the terminal, or changes unseen what stands beside it.
fn is_hidden(letter: char, before: Option<char>, after: Option<char>) -> bool {
    letter.is_control() || (is_unseen(letter) && !is_spelling(letter, before, after))
}

/// Whether an unseen letter belongs to how a word is spelled, or a picture drawn: what joins letters of scripts that
/// join, what joins and colours emoji, and nothing between Latin letters.
fn is_spelling(letter: char, before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), after) = (before, after.unwrap_or(' ')) else { return false };
    match letter {
        '\u{200c}' | '\u{200d}' if joins(before) && joins(after) => true,
        '\u{200d}' => is_picture(before) && is_picture(after),
        '\u{fe0e}' | '\u{fe0f}' => {
            is_picture(before) || (before.is_ascii_digit() && after == '\u{20e3}')
        }
        '\u{e0020}'..='\u{e007f}' => matches!(before, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}'),
        _ => false,
    }
}

/// Arabic and the scripts of India, in which letters join.
fn joins(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}')
}

fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Marks that turn the direction of reading, join or part words unseen, or hide a message.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Takes out escape sequences whole: what is left of one would be read as words.
fn without_commands(text: &str) -> String {
    const ESCAPE: char = '\u{1b}';
    if !text.contains(ESCAPE) {
        return text.to_owned();
    }
    let mut parts = text.split(ESCAPE);
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        clean += after_command(part);
    }
    clean
}

/// What follows the command that a text behind an escape begins with.
fn after_command(text: &str) -> &str {
    let Some(body) = text.strip_prefix('[') else { return text };
    let ends = |c: char| ('\u{40}'..='\u{7e}').contains(&c);
    body.split_once(ends).map_or("", |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_commands_are_taken_out_whole() {
        assert_eq!(printable("a\u{1b}[31mred\u{1b}[0m b"), "ared b");
        assert_eq!(printable("a\u{1b}[2J\u{7}b"), "ab");
        assert_eq!(printable("\u{9b}5A"), "5A");
    }

    #[test]
    fn marks_that_turn_or_part_words_unseen_are_left_out() {
        assert_eq!(
            printable("not \u{202e}safe\u{202c} with kni\u{200b}ves"),
            "not safe with knives"
        );
        assert_eq!(printable("\u{2066}a\u{2069}\u{feff}\u{ad}b"), "ab");
    }

    #[test]
    fn line_ends_become_spaces_and_letters_of_any_language_stay() {
        assert_eq!(printable("one\ntwo\u{2028}three\tfour"), "one two three four");
        assert_eq!(printable("Żaneta, Ślůňa, اردو, हिन्दी"), "Żaneta, Ślůňa, اردو, हिन्दी");
        assert_eq!(printable_lines("one\n\u{202e}two\n"), "one\ntwo\n");
    }

    #[test]
    fn what_joins_letters_and_emoji_stays_and_what_parts_latin_words_goes() {
        for whole in ["می\u{200c}خواهم", "👩\u{200d}👧", "❤\u{fe0f}", "1\u{fe0f}\u{20e3}"]
        {
            assert_eq!(printable(whole), whole);
        }
        assert_eq!(printable("sa\u{200d}fe\u{200c}ty\u{fe0f}"), "safety");
    }

    #[test]
    fn json_says_the_same_with_nothing_hidden_in_it() {
        let said = serde_json::to_string(&["a\u{202e}b\u{9b}c\u{e0041}\u{2028}"]).unwrap();
        let clean = printable_json(&said);
        assert!(clean.is_ascii(), "{clean}");
        assert_eq!(
            serde_json::from_str::<Vec<String>>(&clean).unwrap(),
            serde_json::from_str::<Vec<String>>(&said).unwrap()
        );
    }

    #[test]
    fn a_page_keeps_its_layout() {
        assert_eq!(printable_page("<p>\n\ta\u{a0}b\u{202e}\u{1b}</p>"), "<p>\n\ta\u{a0}b</p>");
    }
}
