//! Tonight: the next fortnight for one household.

pub mod outlook;
