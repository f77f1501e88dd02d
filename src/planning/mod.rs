//! The next years: one question each.

pub mod calibration;
pub mod expansion;
pub mod forecast;
pub mod policy;
pub mod verify;
