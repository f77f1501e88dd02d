//! A file that carries its own SHA-256: manifests and shards.
//!
//! The hash is over the file itself without its last line end, and with that hash left out. It finds damage, not malice; and
//! it tells what this program wrote from what somebody else did.

use crate::base::parse::sha256;
use serde::Deserialize;

#[derive(Deserialize)]
struct Head {
    sha256: String,
}

/// The text with its hash, in place of the empty one that it was made with.
pub(super) fn sign(unsigned: &str) -> String {
    const EMPTY: &str = "\"sha256\": \"\"";
    let hash = sha256(unsigned.trim_end_matches('\n').as_bytes());
    unsigned.replacen(EMPTY, &format!("\"sha256\": \"{hash}\""), 1)
}

/// Whether a file is as this program wrote it.
pub(super) fn is_as_written(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Ok(Head { sha256: said }) = serde_json::from_str(text) else { return false };
    if said.len() != 64 || !said.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return false;
    }
    let unsigned = text.trim_end_matches('\n').replacen(&format!("\"{said}\""), "\"\"", 1);
    sha256(unsigned.as_bytes()) == said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_not_as_it_was_written() {
        let signed = sign("{\n  \"files\": {\"a\": \"b\"},\n  \"sha256\": \"\"\n}\n");
        assert!(is_as_written(signed.as_bytes()));
        for changed in [signed.replace("\"b\"", "\"c\""), String::new(), "{}".to_owned()] {
            assert!(!is_as_written(changed.as_bytes()), "{changed}");
        }
    }
}
