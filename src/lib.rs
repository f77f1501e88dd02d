//! Lintel recommends a safe-accommodation unit for a household in danger, and forecasts how many
//! households a provider will have to turn away. Both use the same eligibility and placement code, so a
//! forecast says what this provider, with these rules and these units, would really have done.
//!
//! Each wing stands only on those above it. A referral goes from `inputs` through `engine` to `doors`; a forecast takes
//! `planning` and `presentation` besides.

pub mod base;

pub mod inputs;

pub mod engine;

pub mod desk;

pub mod planning;

pub mod service;

pub mod presentation;

pub mod doors;
