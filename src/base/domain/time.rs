//! Units of time: simulated days have 24 hours and years 365 days, whatever the calendar says.

/// Milliseconds of an hour.
pub const HOUR_MS: u64 = 3_600_000;

/// Milliseconds of a day.
pub const DAY_MS: u64 = 24 * HOUR_MS;

/// Milliseconds of a week.
pub const WEEK_MS: u64 = 7 * DAY_MS;

/// Milliseconds of a night, where nights are counted in parts.
pub const NIGHT_MS: f64 = 86_400_000.0;

/// Days of a year, where a figure is said a year.
pub const DAYS_OF_YEAR: f64 = 365.0;
