//! Tonight: several households at once, and the next fortnight for one.

pub mod allocation;
pub mod outlook;
