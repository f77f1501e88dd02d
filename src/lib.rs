//! Lintel recommends a safe-accommodation unit for a household in danger, and forecasts how many
//! households a provider will have to turn away. Both use the same eligibility and placement code, so a
//! forecast says what this provider, with these rules and these units, would really have done.
//!
//! The modules in reading order: a referral at the desk uses the first six, a forecast all of them.

pub mod domain;
pub mod reading;

pub mod geography;

pub mod estate;

pub mod referral;

pub mod eligibility;

pub mod solver;

pub mod placement;

pub mod evidence;

pub mod scenario;

pub mod demand;

pub mod simulation;

pub mod forecast;

pub mod outlook;

pub mod calibration;

pub mod policy;

pub mod expansion;

pub mod verify;

pub mod chart;

pub mod disclosure;

pub mod report;

pub mod cli;
