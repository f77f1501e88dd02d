//! What happened, kept for good.

pub mod register;
pub mod vault;
