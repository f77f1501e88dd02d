//! The list of the map's files.

/// The file that lists all others with their hashes: its own hash stands for the whole map.
pub const INDEX: &str = "index.csv";

/// The letters with which a code begins.
pub(super) fn letters_of(name: &str) -> &str {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    name.get(..letters).unwrap_or_default()
}
