//! Several things in a row.

use std::borrow::Borrow;

/// "a", "a and b", "a, b and c", by whatever word joins the last; nothing of none.
pub fn in_a_row<S: Borrow<str>>(words: &[S], joint: &str) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("{} {joint} {}", rest.join(", "), last.borrow())
        }
        _ => words.concat(),
    }
}

#[cfg(test)]
#[test]
fn the_last_is_joined_by_a_word() {
    let said = |words: &[&str]| in_a_row(words, "or");
    assert_eq!([said(&[]), said(&["a"]), said(&["a", "b"])], ["", "a", "a or b"]);
    assert_eq!(said(&["a", "b", "c"]), "a, b or c");
}
