//! Units as bits of words: 64 to a word.

/// Words of bits for so many units.
pub(super) fn words(units: usize) -> usize {
    units.div_ceil(64).max(1)
}

/// Words of bits, one a unit.
pub(super) trait BitSet {
    /// Whether a unit's bit is set.
    fn has(&self, unit: usize) -> bool;
    /// Sets a unit's bit.
    fn put(&mut self, unit: usize);
    /// Clears a unit's bit.
    fn take(&mut self, unit: usize);
}

impl BitSet for [u64] {
    #[inline]
    fn has(&self, unit: usize) -> bool {
        self[unit >> 6] & (1 << (unit & 63)) != 0
    }

    #[inline]
    fn put(&mut self, unit: usize) {
        self[unit >> 6] |= 1 << (unit & 63);
    }

    #[inline]
    fn take(&mut self, unit: usize) {
        self[unit >> 6] &= !(1 << (unit & 63));
    }
}

/// The units of a word, by its place among words.
pub(super) fn units_of(word: usize, mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = bits.trailing_zeros() as usize;
        (bits != 0).then(|| {
            bits &= bits - 1;
            (word << 6) + bit
        })
    })
}
