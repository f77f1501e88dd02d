//! Which part of the histories a process simulates, as typed.

use crate::planning::forecast::Share;
use std::str::FromStr;

/// `--shard` as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShardFlag {
    /// `3/8`.
    Given(Share),
    /// `auto`, or `auto/8`.
    Auto(Option<u32>),
}

impl FromStr for ShardFlag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self::Auto(None));
        }
        if let Some(of) = text.strip_prefix("auto/") {
            let of = of.parse().ok().filter(|of| *of > 0);
            return of
                .map(|of| Self::Auto(Some(of)))
                .ok_or_else(|| "say of how many shards: auto/8".to_owned());
        }
        text.parse().map(Self::Given).map_err(|why| format!("{why}; or auto, in a job array"))
    }
}
