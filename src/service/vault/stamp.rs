//! A stamp over every byte of the database, beside it: so that `verify` also finds a changed byte that nothing uses, and
//! a last event that is gone.
//!
//! It is renewed whenever a program that wrote ends; where one was cut off before that, the stamp speaks of fewer events
//! and says nothing of those behind them. Whoever has the key can write it anew: against that stands a head from outside.

use super::row::Hash;
use super::secret::{Key, from_hex, hex, mac};
use super::trouble::Trouble;

/// What stands before a stamp in its file.
const MARK: &str = "lintel-register-stamp-1";

/// Every byte of a database, as it was at so many events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    pub(super) events: u64,
    pub(super) image: Hash,
}

impl Stamp {
    /// The text of its file.
    pub(super) fn text(self, key: &Key) -> String {
        let (image, seal) = (hex(&self.image), hex(&self.seal(key)));
        format!("{MARK} {} {image} {seal}\n", self.events)
    }

    /// Reads the text of its file; none if it was changed.
    fn read(text: &str, key: &Key) -> Option<Self> {
        let mut words = text.strip_prefix(MARK)?.split_whitespace();
        let events = words.next()?.parse().ok()?;
        let image = from_hex(words.next()?)?.try_into().ok()?;
        let stamp = Self { events, image };
        // Written anew it must be the very same text: nothing of it is left unread.
        (stamp.text(key) == text).then_some(stamp)
    }

    fn seal(self, key: &Key) -> Hash {
        mac(key, &[MARK.as_bytes(), &self.events.to_be_bytes(), &self.image])
    }
}

/// Holds a database against the stamp that was beside it.
pub(super) fn held_against(text: &[u8], key: &Key, now: Stamp) -> Result<(), Trouble> {
    let damaged = |what: String| Err(Trouble::Damaged(what));
    let stamp = std::str::from_utf8(text).ok().and_then(|text| Stamp::read(text, key));
    match stamp {
        None => damaged("the stamp beside the database was changed".to_owned()),
        Some(Stamp { events, .. }) if events > now.events => damaged(format!(
            "event {} and those behind it were cut off: there were {events}",
            now.events
        )),
        Some(stamp) if stamp.events == now.events && stamp.image != now.image => damaged(
            "every event is whole, but bytes of the database that hold none were changed"
                .to_owned(),
        ),
        Some(_) => Ok(()),
    }
}
