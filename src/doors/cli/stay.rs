//! How long a stay is taken to be where nothing is said.

/// What a stay lasts where nothing is said: `stay_days_mode` of the evidence.
pub(super) const ASSUMED_STAY_DAYS: f64 = 140.0;
