//! A manager's second factor: six digits that change every half minute (RFC 6238), from a secret that her phone keeps.

use super::random_bytes::chance;
use crate::doors::failure::Failure;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;

/// Seconds that a code lasts.
const STEP_SECONDS: i64 = 30;

/// Letters of base 32, as authenticators read them.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Letters of a secret: 160 bits.
const SECRET_LETTERS: usize = 32;

/// A new secret, as it is typed into an authenticator.
pub(super) fn drawn() -> Result<String, Failure> {
    let mut bytes = [0; SECRET_LETTERS];
    chance(&mut bytes)?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}

/// The step whose code this is, now or half a minute to either side; a code counts once, so not before `after`.
pub(super) fn step_of(secret: &str, said: &str, now: Timestamp, after: Option<i64>) -> Option<i64> {
    let said: String = said.chars().filter(char::is_ascii_digit).collect();
    let step = now.as_second().div_euclid(STEP_SECONDS);
    let is_it = |step: &i64| {
        after.is_none_or(|after| *step > after) && code(secret, *step).as_deref() == Some(&*said)
    };
    (step - 1..=step + 1).find(is_it)
}

/// Whether a secret is one that was drawn here.
pub(super) fn is_long_enough(secret: &str) -> bool {
    secret.len() == SECRET_LETTERS
}

/// The six digits of a step.
pub(super) fn code(secret: &str, step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(&bytes(secret)?).ok()?;
    mac.update(&step.to_be_bytes());
    let mac = mac.finalize().into_bytes();
    let from = usize::from(mac.last()? & 15);
    let part: [u8; 4] = mac.get(from..from + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(part) & 0x7fff_ffff) % 1_000_000))
}

fn bytes(secret: &str) -> Option<Vec<u8>> {
    let mut bits: u32 = 0;
    let mut held = 0;
    let mut bytes = Vec::new();
    for letter in secret.bytes() {
        let value = LETTERS.iter().position(|other| *other == letter)?;
        bits = (bits << 5) | u32::try_from(value).ok()?;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 255).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "12345678901234567890" in base 32: the secret of RFC 6238's own table, whose codes end so.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn codes_are_those_of_the_standard() {
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let now = Timestamp::from_second(at).unwrap();
            assert_eq!(step_of(SECRET, code, now, None), Some(at.div_euclid(30)), "{at}");
        }
    }

    #[test]
    fn a_code_counts_once_and_for_half_a_minute_to_either_side() {
        let now = |at| Timestamp::from_second(at).unwrap();
        let of = |at, after| step_of(SECRET, "287 082", now(at), after);
        assert_eq!((of(30, None), of(89, None), of(29, None)), (Some(1), Some(1), Some(1)));
        assert_eq!((of(90, None), of(59, Some(1)), of(59, Some(0))), (None, None, Some(1)));
        assert_eq!(step_of(SECRET, "000000", now(59), None), None);
        assert_eq!(step_of(SECRET, "", now(59), None), None);
        assert_eq!(drawn().unwrap().len(), 32);
    }
}
