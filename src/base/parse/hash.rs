//! SHA-256 of what was read, as manifests and the map's list name it.

use sha2::{Digest, Sha256};

/// A hash in small hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let mut said = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        said.extend(
            [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])),
        );
    }
    said
}
