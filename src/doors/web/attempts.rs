//! How often somebody may try to sign in: by account and by address, so that nobody guesses and nobody is locked out by one
//! who does.

use jiff::Timestamp;
use std::collections::BTreeMap;

/// Failures are forgotten after so long.
const WINDOW_SECONDS: i64 = 15 * 60;

/// Failures of one account from one address, of one account from anywhere, and of one address.
const MOST: [u32; 3] = [5, 30, 30];

/// So many are remembered; a flood makes it forget nobody but takes no more memory.
const REMEMBERED: usize = 10_000;

/// Failures so far.
#[derive(Debug, Default)]
pub(super) struct Attempts(BTreeMap<(u8, String), (u32, Timestamp)>);

impl Attempts {
    /// Whether another may be tried now.
    pub(super) fn may(&mut self, account: &str, address: &str, now: Timestamp) -> bool {
        self.0.retain(|_, (_, first)| now.as_second() - first.as_second() < WINDOW_SECONDS);
        let is_full = self.0.len() >= REMEMBERED;
        let failed = |key| self.0.get(&key).map_or(0, |(failed, _)| *failed);
        !is_full
            && keys(account, address).into_iter().zip(MOST).all(|(key, most)| failed(key) < most)
    }

    /// One failed.
    pub(super) fn failed(&mut self, account: &str, address: &str, now: Timestamp) {
        for key in keys(account, address) {
            self.0.entry(key).or_insert((0, now)).0 += 1;
        }
    }

    /// Somebody signed in from there.
    pub(super) fn succeeded(&mut self, account: &str, address: &str) {
        let [both, ..] = keys(account, address);
        self.0.remove(&both);
    }
}

fn keys(account: &str, address: &str) -> [(u8, String); 3] {
    [(0, format!("{account} {address}")), (1, account.to_owned()), (2, address.to_owned())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_failures_one_waits_and_another_does_not() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-11-20T20:00:00Z");
        let mut attempts = Attempts::default();
        for _ in 0..5 {
            assert!(attempts.may("duty-1", "10.0.0.1", now));
            attempts.failed("duty-1", "10.0.0.1", now);
        }
        assert!(!attempts.may("duty-1", "10.0.0.1", now));
        assert!(attempts.may("duty-1", "10.0.0.2", now));
        assert!(attempts.may("duty-2", "10.0.0.1", now));
        assert!(attempts.may("duty-1", "10.0.0.1", at("2026-11-20T20:15:00Z")));
    }
}
