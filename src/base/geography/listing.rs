//! The list of the map's files.

use sha2::{Digest, Sha256};

/// The file that lists all others with their hashes: its own hash stands for the whole map.
pub const INDEX: &str = "index.csv";

/// The letters with which a code begins.
pub(super) fn letters_of(name: &str) -> &str {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    name.get(..letters).unwrap_or_default()
}

/// A hash in small hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let mut said = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        said.extend(
            [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])),
        );
    }
    said
}
