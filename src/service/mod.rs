//! What happened, kept for good.

pub mod pathway;
pub mod register;
pub mod returns;
pub mod vault;
