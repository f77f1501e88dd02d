//! What somebody typed, made safe to show: nothing in it can drive a terminal or turn the order of letters.
//!
//! Not here: laying it out in lines (`cli`). Words, their spelling and their order stay as they were typed.

/// A text without terminal commands and without characters that cannot be seen but change what is.
///
/// Line ends and tabs become spaces.
pub fn printable(text: &str) -> String {
    without_commands(text).chars().filter_map(shown).collect()
}

/// The same for a text of several lines of our own, which stay lines.
pub fn printable_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(printable).collect();
    lines.join("\n")
}

fn shown(c: char) -> Option<char> {
    match c {
        _ if c.is_whitespace() => Some(' '),
        _ if c.is_control() || is_unseen(c) => None,
        _ => Some(c),
    }
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
}
