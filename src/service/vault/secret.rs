//! The key that opens a register, and the keys that are made from it. They are wiped when they are no longer needed,
//! and never shown: not in a message, a log, or the register's own folder.

use super::trouble::Trouble;
use ed25519_dalek::SigningKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// How many bytes every key here has.
pub(super) const KEY_BYTES: usize = 32;

/// A key, wiped when it is dropped.
pub(super) type Key = Zeroizing<[u8; KEY_BYTES]>;

/// What stands before the key in its file.
const MARK: &str = "lintel-register-key-1";

/// The key that opens a register.
pub struct Secret(Key);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

impl Secret {
    /// A new one, drawn by the system.
    ///
    /// # Errors
    /// If the system has no chance to give.
    pub fn draw() -> Result<Self, Trouble> {
        draw_key().map(Self)
    }

    /// Reads the text of a key file.
    ///
    /// # Errors
    /// If it is no key; what it says is not repeated.
    pub fn read(text: &str) -> Result<Self, Trouble> {
        let written = text.trim().strip_prefix(MARK).map(str::trim).ok_or(Trouble::NoKey)?;
        let mut key = Key::default();
        let is_whole = written.len() == 2 * KEY_BYTES;
        let pairs = written.as_bytes().chunks(2);
        for (byte, pair) in key.iter_mut().zip(pairs) {
            *byte = hex_byte(pair).ok_or(Trouble::NoKey)?;
        }
        if is_whole { Ok(Self(key)) } else { Err(Trouble::NoKey) }
    }

    /// The text of its file.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(format!("{MARK} "));
        for byte in self.0.iter() {
            text.push(nibble(byte >> 4));
            text.push(nibble(byte & 15));
        }
        text.push('\n');
        text
    }

    /// The key for one purpose.
    pub(super) fn key_for(&self, purpose: &str) -> Key {
        Zeroizing::new(mac(&self.0, &[b"lintel register 1", purpose.as_bytes()]))
    }

    /// The key that signs heads.
    pub(super) fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(&self.key_for("heads"))
    }
}

/// A key drawn by the system.
pub(super) fn draw_key() -> Result<Key, Trouble> {
    let mut key = Key::default();
    fill(key.as_mut_slice())?;
    Ok(key)
}

/// Fills bytes by chance.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), Trouble> {
    getrandom::fill(bytes)
        .map_err(|error| Trouble::Other(format!("the system draws no key: {error}")))
}

/// HMAC-SHA-256 over parts, each with its length before it.
pub(super) fn mac(key: &[u8; KEY_BYTES], parts: &[&[u8]]) -> [u8; KEY_BYTES] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; KEY_BYTES] };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    let mut bytes = mac.finalize().into_bytes();
    let mut out = [0; KEY_BYTES];
    out.copy_from_slice(&bytes);
    bytes.as_mut_slice().zeroize();
    out
}

fn nibble(n: u8) -> char {
    char::from_digit(u32::from(n), 16).unwrap_or('0')
}

fn hex_byte(pair: &[u8]) -> Option<u8> {
    // Small letters only: of a key or a stamp no byte may be another.
    let digit = |at: usize| match *pair.get(at)? {
        digit @ b'0'..=b'9' => Some(digit - b'0'),
        letter @ b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    };
    Some(digit(0)? * 16 + digit(1)?)
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [nibble(byte >> 4), nibble(byte & 15)]).collect()
}

/// Bytes from hexadecimal.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let is_whole = text.len().is_multiple_of(2);
    let bytes = text.as_bytes().chunks(2).map(hex_byte);
    if is_whole { bytes.collect() } else { None }
}
