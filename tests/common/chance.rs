//! Numbers that a seed draws, always the same.

/// What a seed has drawn so far.
pub(crate) struct Drawn(pub(crate) u64);

impl Drawn {
    /// A number from nought to below an end.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}
