//! Random numbers for what is made up: `SplitMix64` (Steele, Lea and Flood 2014), so that one seed makes
//! one estate on every machine.
//!
//! Not here: the streams of a forecast (`simulation::streams`).

/// A source of random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Draw(u64);

impl Draw {
    /// From a seed and the name of what is drawn: one list growing longer leaves the others as they were.
    pub(crate) fn named(seed: u64, name: &str) -> Self {
        let start = name.bytes().fold(seed, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(29)
        });
        let mut draw = Self(start);
        let _first = draw.next();
        draw
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is below 2^32.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or_default();
        usize::try_from(((self.next() >> 32) * n) >> 32).unwrap_or_default()
    }

    /// A number from `from` to `to`.
    pub(crate) fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several, each as likely as the others.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of several by their weights.
    pub(crate) fn weighted<T: Copy>(&mut self, from: &[(usize, T)]) -> T {
        let mut at = self.below(from.iter().map(|(weight, _)| weight).sum());
        for &(weight, value) in from {
            if at < weight {
                return value;
            }
            at -= weight;
        }
        from[0].1
    }

    /// Puts the first `many` of a list into random order, drawn from all of it.
    pub(crate) fn shuffle_first<T>(&mut self, many: usize, list: &mut [T]) {
        for at in 0..many.min(list.len()) {
            let other = self.between(at, list.len() - 1);
            list.swap(at, other);
        }
    }
}
