//! The head of a register: how many events there are and the hash of the last, signed. It goes on every handover sheet,
//! for what was cut off or rewritten is found only from outside.

use super::row::Hash;
use super::secret::{from_hex, hex};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier};
use serde::Serialize;
use std::fmt;

/// A signed head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Which register.
    pub origin: String,
    /// How many events it has.
    pub events: u64,
    /// The hash of the last.
    pub hash: Hash,
    pub(super) signature: [u8; 64],
}

impl Head {
    pub(super) fn sign(origin: &str, events: u64, hash: Hash, key: &SigningKey) -> Self {
        let signature = key.sign(&said(origin, events, &hash)).to_bytes();
        Self { origin: origin.to_owned(), events, hash, signature }
    }

    /// Whether whoever has the key signed it.
    pub(super) fn is_signed_by(&self, key: &SigningKey) -> bool {
        let signature = Signature::from_bytes(&self.signature);
        key.verifying_key().verify(&said(&self.origin, self.events, &self.hash), &signature).is_ok()
    }

    /// Reads a head as it is printed, whatever stands between its parts.
    pub fn read(text: &str) -> Option<Self> {
        const LABELS: [&str; 4] = ["origin", "events", "hash", "signature"];
        let quiet = |c: char| c.is_whitespace() || "\":,{}".contains(c);
        let mut words = text.split(quiet).filter(|word| !word.is_empty() && !LABELS.contains(word));
        let origin = words.next()?.to_owned();
        let events = words.next()?.parse().ok()?;
        let hash = from_hex(words.next()?)?.try_into().ok()?;
        let signature = from_hex(&words.collect::<String>())?.try_into().ok()?;
        Some(Self { origin, events, hash, signature })
    }
}

fn said(origin: &str, events: u64, hash: &Hash) -> Vec<u8> {
    format!("lintel register head 1\n{origin}\n{events}\n{}\n", hex(hash)).into_bytes()
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signature = hex(&self.signature);
        let (first, second) = signature.split_at_checked(64).unwrap_or_default();
        writeln!(f, "origin     {}", self.origin)?;
        writeln!(f, "events     {}", self.events)?;
        writeln!(f, "hash       {}", hex(&self.hash))?;
        writeln!(f, "signature  {first}\n           {second}")
    }
}

impl Serialize for Head {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a> {
            origin: &'a str,
            events: u64,
            hash: String,
            signature: String,
        }
        let (hash, signature) = (hex(&self.hash), hex(&self.signature));
        Written { origin: &self.origin, events: self.events, hash, signature }.serialize(serializer)
    }
}
