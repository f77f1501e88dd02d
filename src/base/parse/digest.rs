//! The mark by which bytes are known again.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// SHA-256, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
