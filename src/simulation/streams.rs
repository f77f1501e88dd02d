//! Random numbers by counter: every draw has its own place and depends on no other.
//!
//! Philox 4x32-10 (Salmon and others, 2011): the key is the seed, the counter says which replication,
//! which household, which source of chance and which draw of it. So nothing shifts when something else
//! changes, and any number of threads gives the same bits.

use rand_philox::philox4x32_10;

/// A source of chance. The numbers are part of what a seed means: never reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Time since the household before.
    Arrival = 1,
    /// Whether an arrival of the dominating process is one of this scenario's.
    Thinning = 2,
    /// The class of the household.
    Class = 3,
    /// Whether its unsafe place lies in the area.
    HasPlace = 4,
    /// Which postcode that is.
    Place = 5,
    /// Support time.
    Support = 6,
    /// Wait for move-on housing.
    MoveOn = 7,
    /// Patience.
    Patience = 8,
    /// Whether the manager grants a decision; one draw a rule.
    ManagerGrants = 9,
    /// Whether whoever knows the address finds it safe; one draw a setting.
    AddressGrants = 10,
    /// What is left of a resident's stay; one draw a try.
    Resident = 11,
}

/// The streams of one replication.
#[derive(Debug, Clone, Copy)]
pub struct Streams {
    key: [u32; 2],
    replication: u32,
}

impl Streams {
    /// Of a seed and a replication.
    #[expect(clippy::cast_possible_truncation, reason = "the seed is split into two words")]
    pub fn new(seed: u64, replication: u32) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32], replication }
    }

    /// A uniform number strictly between 0 and 1.
    pub fn uniform(&self, household: u32, stream: Stream, draw: u32) -> f64 {
        let [a, b, ..] =
            philox4x32_10([household, stream as u32, draw, self.replication], self.key);
        let word = (u64::from(a) << 32 | u64::from(b)) >> 11;
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
        let whole = word as f64;
        // 2^-53, half a step from either end.
        (whole + 0.5) * 1.110_223_024_625_156_5e-16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_known_answers() {
        // Random123's known-answer vectors for philox4x32-10.
        assert_eq!(
            philox4x32_10([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox4x32_10([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
    }

    #[test]
    fn a_draw_never_reaches_its_ends() {
        let streams = Streams::new(7, 3);
        for household in 0..10_000 {
            let u = streams.uniform(household, Stream::Support, 0);
            assert!(u > 0.0 && u < 1.0);
        }
    }
}
