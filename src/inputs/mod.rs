//! What is read: figures with their source, a provider's homes and who lives there, a form, a scenario.

pub mod estate;
pub mod evidence;
pub mod occupancy;
pub mod referral;
pub mod scenario;
