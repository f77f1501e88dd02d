//! Money in whole pence.

/// Pounds as whole pence.
pub(super) fn pence(pounds: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a few milliards at most")]
    let pence = (100.0 * pounds).round() as i64;
    pence
}
