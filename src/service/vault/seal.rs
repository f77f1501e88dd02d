//! Sealing: nobody reads what is kept without its key, and nobody puts it elsewhere.

use super::secret::{KEY_BYTES, Key, fill};
use super::trouble::Trouble;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

const NONCE_BYTES: usize = 24;

/// Seals a text for one place.
pub(super) fn seal(key: &Key, text: &[u8], place: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut nonce = [0; NONCE_BYTES];
    fill(&mut nonce)?;
    let sealed = cipher(key)
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: text, aad: place })
        .map_err(|_| Trouble::Other("it cannot be sealed".to_owned()))?;
    Ok([&nonce[..], &sealed].concat())
}

/// Opens what was sealed for one place; none if it was changed, is another place's, or the key is another.
pub(super) fn open(key: &Key, sealed: &[u8], place: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES)?;
    let payload = Payload { msg: sealed, aad: place };
    cipher(key).decrypt(XNonce::from_slice(nonce), payload).ok().map(Zeroizing::new)
}

/// Opens a key that was sealed.
pub(super) fn open_key(key: &Key, sealed: &[u8], place: &[u8]) -> Option<Key> {
    let opened = open(key, sealed, place)?;
    let bytes: [u8; KEY_BYTES] = opened.as_slice().try_into().ok()?;
    Some(Zeroizing::new(bytes))
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.as_slice().into())
}
