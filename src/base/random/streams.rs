//! Random numbers by counter: every draw has its own place and depends on no other.
//!
//! Philox 4x32-7 (Salmon and others, 2011, who find that 7 rounds are the fewest with which `BigCrush` finds nothing): the
//! key is the seed, the counter says which replication, which household, which source of chance and which draw of it. So
//! nothing shifts when something else changes, and any number of threads gives the same bits. A block of 128 bits gives
//! three numbers of 42.

use crate::base::statistics::float;

/// A source of chance, with what its three numbers are for. The codes are part of what a seed means: never
/// reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Time since the point before, the level that the rate must be above for it to ask, and support time.
    Arrival = 21,
    /// The class of the household, whether its unsafe place lies in the area, and which postcode that is.
    Household = 22,
    /// Wait for move-on housing, patience, and support time where a household asks again; one draw a request.
    Times = 23,
    /// Whether the manager grants a decision; three rules a draw.
    ManagerGrants = 24,
    /// Whether whoever knows the address finds it safe; three settings a draw.
    AddressGrants = 25,
    /// What is left of a resident's stay, support and wait; one draw a try.
    Resident = 26,
    /// Whether a household can be contacted when it first asks, is one for this service, and would be made safe at
    /// home; one draw a household.
    Funnel = 27,
    /// How many offers are declined before one is accepted; one draw a request, of which the first says too whether
    /// its agency would stop asking and which source it is, and any other whether it can be contacted.
    Offers = 28,
    /// Whether a household that was turned away asks again, and when; one draw a request.
    Repeat = 29,
    /// Whether a household that left asks again, and when; one draw a request.
    Return = 30,
    /// Whether a household goes on to second stage, for how long, and whether it leaves repairs; one draw a
    /// request.
    Departure = 31,
    /// How long repairs take; one draw a request.
    Repairs = 32,
    /// The same as `Departure` and `Repairs` for residents found at the beginning, by draw 0 and 1.
    ResidentDeparture = 33,
    /// The factor on the rate of a span of days.
    Spans = 34,
    /// Time from one burst to the next.
    Bursts = 35,
    /// Time from one home to move on to to the next.
    Homes = 36,
    /// Parameters of a calibration, one a household's number, in its first draw.
    Parameters = 37,
    /// What a record leaves out or counts twice, and referrals to other services, one survey a household's number.
    Records = 38,
    /// Which of the drawn histories stand for the truth, where an analysis asks what if they were.
    Truths = 39,
    /// Where a search for plans begins, one start a replication.
    Searches = 40,
    /// Which households' files are drawn for a review, one a household's number.
    CaseFiles = 41,
    /// Whether a household asks for a longer unit after a short stay, and how many offers of one it declines; one
    /// draw a request.
    Onward = 42,
}

/// Numbers that one block gives.
const NUMBERS: u32 = 3;

/// The streams of one replication.
#[derive(Debug, Clone, Copy)]
pub struct Streams {
    key: [u32; 2],
    replication: u32,
}

/// Blocks of neighbouring households, word by word, so that the processor works on several at once.
#[derive(Debug)]
pub struct Blocks<const N: usize>([[u64; N]; 4]);

impl<const N: usize> Default for Blocks<N> {
    fn default() -> Self {
        Self([[0; N]; 4])
    }
}

impl<const N: usize> Blocks<N> {
    /// One of the numbers of one of the households.
    #[inline]
    pub fn number(&self, lane: usize, which: usize) -> f64 {
        divided(whole(self.0[which][lane], self.0[3][lane], which))
    }

    /// The numbers of one of the households.
    #[inline]
    pub fn numbers(&self, lane: usize) -> [f64; 3] {
        numbers(std::array::from_fn(|word| self.0[word][lane]))
    }

    /// One of the three numbers of all households, before it is divided: `whole` for (`whole` + ½) / 2^42.
    #[inline]
    pub fn wholes(&self, which: usize) -> [u64; N] {
        let mut wholes = [0; N];
        for (lane, slot) in wholes.iter_mut().enumerate() {
            *slot = whole(self.0[which][lane], self.0[3][lane], which);
        }
        wholes
    }
}

impl Streams {
    /// Of a seed and a replication.
    #[expect(clippy::cast_possible_truncation, reason = "the seed is split into two words")]
    pub fn new(seed: u64, replication: u32) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32], replication }
    }

    /// Three uniform numbers strictly between 0 and 1.
    pub fn numbers(&self, household: u32, stream: Stream, draw: u32) -> [f64; 3] {
        let [numbers] = self.several(household, [(stream, draw)]);
        numbers
    }

    /// The numbers of several streams, or of several draws of one, at once: it takes hardly longer than one.
    #[inline]
    pub fn several<const N: usize>(&self, household: u32, of: [(Stream, u32); N]) -> [[f64; 3]; N] {
        let mut words = [
            [household.into(); N],
            of.map(|(stream, _)| stream as u64),
            of.map(|(_, draw)| draw.into()),
            [self.replication.into(); N],
        ];
        turn(&mut words, self.key);
        std::array::from_fn(|lane| numbers(std::array::from_fn(|word| words[word][lane])))
    }

    /// One of many uniform numbers of a stream, by its place.
    pub fn number(&self, household: u32, stream: Stream, place: u32) -> f64 {
        let (draw, which) = place_of(place);
        self.numbers(household, stream, draw)[which]
    }

    /// The blocks of so many households from this one on.
    #[inline]
    pub fn blocks<const N: usize>(&self, first: u32, stream: Stream) -> Blocks<N> {
        let mut households = [0; N];
        for (household, slot) in (first..).zip(&mut households) {
            *slot = household;
        }
        let mut blocks = Blocks::default();
        self.fill(&mut blocks, &households, (stream, 0));
        blocks
    }

    /// Puts the blocks of some households, of one draw, in place of others.
    #[inline]
    pub fn fill<const N: usize>(
        &self,
        Blocks(words): &mut Blocks<N>,
        households: &[u32; N],
        (stream, draw): (Stream, u32),
    ) {
        for (word, household) in words[0].iter_mut().zip(households) {
            *word = u64::from(*household);
        }
        words[1].fill(stream as u64);
        words[2].fill(draw.into());
        words[3].fill(self.replication.into());
        turn(words, self.key);
    }
}

/// The draw of one of many numbers, and which of its numbers it is.
#[inline]
pub fn place_of(place: u32) -> (u32, usize) {
    (place.div_euclid(NUMBERS), place.rem_euclid(NUMBERS) as usize)
}

/// Three numbers of 42 bits, each half a step from either end.
fn numbers([a, b, c, rest]: [u64; 4]) -> [f64; 3] {
    [whole(a, rest, 0), whole(b, rest, 1), whole(c, rest, 2)].map(divided)
}

/// (`whole` + ½) / 2^42.
#[inline]
fn divided(whole: u64) -> f64 {
    // 2^-42
    const STEP: f64 = 2.273_736_754_432_320_6e-13;
    #[expect(clippy::cast_possible_wrap, reason = "42 bits, and a signed number converts faster")]
    let whole = float(whole as i64);
    (whole + 0.5) * STEP
}

/// A word, and ten bits more of the fourth.
#[inline]
fn whole(word: u64, rest: u64, which: usize) -> u64 {
    const TEN_BITS: u64 = 1023;
    (word & LOWER) << 10 | rest >> (10 * which) & TEN_BITS
}

/// Philox 4x32-7 of several counters at once, each word in the lower half of a wide one.
///
/// What comes to stand in the upper halves is dropped only where it would count: processors multiply pairs of
/// such words without moving them about first.
#[inline]
fn turn<const N: usize>(counter: &mut [[u64; N]; 4], mut key: [u32; 2]) {
    const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
    const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
    const ROUNDS: usize = 7;
    for _ in 0..ROUNDS {
        let [a, b, c, d] = counter;
        for lane in 0..N {
            let first = MULTIPLIERS[0] * (a[lane] & LOWER);
            let second = MULTIPLIERS[1] * (c[lane] & LOWER);
            a[lane] = (second >> 32) ^ b[lane] ^ u64::from(key[0]);
            b[lane] = second;
            c[lane] = (first >> 32) ^ d[lane] ^ u64::from(key[1]);
            d[lane] = first;
        }
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
}

/// The half of a wide word that is the word.
const LOWER: u64 = 0xFFFF_FFFF;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the word")]
    fn the_generator_gives_the_published_known_answers() {
        // Random123's known-answer vectors for philox4x32 of 7 rounds.
        let answer = |counter: [u32; 4], key| {
            let mut words = counter.map(|word| [u64::from(word)]);
            turn(&mut words, key);
            words.map(|word| word[0] as u32)
        };
        assert_eq!(answer([0; 4], [0; 2]), [0x5f6f_b709, 0x0d89_3f64, 0x4f12_1f81, 0x4f73_0a48]);
        assert_eq!(
            answer([u32::MAX; 4], [u32::MAX; 2]),
            [0x5207_ddc2, 0x4516_5e59, 0x4d8e_e751, 0x8c52_f662]
        );
        assert_eq!(
            answer(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0x4dfc_caba, 0x190a_87f0, 0xc473_62ba, 0xb6b5_242a]
        );
    }

    #[test]
    fn several_at_once_are_the_same_as_one_by_one() {
        let streams = Streams::new(0x1234_5678_9abc, 7);
        let blocks = streams.blocks::<8>(40, Stream::Arrival);
        for (lane, household) in (40..48).enumerate() {
            let alone = streams.numbers(household, Stream::Arrival, 0);
            assert_eq!(blocks.numbers(lane).map(f64::to_bits), alone.map(f64::to_bits));
            for (which, number) in alone.into_iter().enumerate() {
                let whole = float(blocks.wholes(which)[lane]);
                let divided = (whole + 0.5) / 4_398_046_511_104.0;
                assert_eq!(divided.to_bits(), number.to_bits());
            }
        }
    }

    #[test]
    fn a_draw_never_reaches_its_ends() {
        for words in [[0; 4], [u64::from(u32::MAX); 4]] {
            assert!(numbers(words).iter().all(|&u| u > 0.0 && u < 1.0));
        }
    }

    #[test]
    fn numbers_of_one_block_and_of_neighbours_are_uniform_and_unrelated() {
        // Means within 5 standard errors, correlations likewise: false alarms about 1 in 100,000.
        const HOUSEHOLDS: u32 = 40_000;
        let streams = Streams::new(7, 3);
        let drawn: Vec<[f64; 3]> =
            (0..HOUSEHOLDS).map(|h| streams.numbers(h, Stream::Household, 0)).collect();
        let n = f64::from(HOUSEHOLDS);
        let centred = |k: usize, at: usize| drawn[k][at] - 0.5;
        let households = || 0..drawn.len() - 1;
        for (one, other, shift) in [(0, 1, 0), (0, 2, 0), (1, 2, 0), (0, 0, 1), (1, 1, 1)] {
            let product = |k: usize| centred(k, one) * centred(k + shift, other);
            let covariance = households().map(product).sum::<f64>() / n;
            assert!(covariance.abs() < 5.0 / 12.0 / n.sqrt(), "{one} {other} {covariance}");
        }
        for at in 0..3 {
            let mean = drawn.iter().map(|numbers| numbers[at]).sum::<f64>() / n;
            assert!((mean - 0.5).abs() < 5.0 / (12.0 * n).sqrt(), "{at} {mean}");
        }
    }
}
