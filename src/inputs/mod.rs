//! What is read: figures with their source, a provider's homes, a form, a scenario.

pub mod estate;
pub mod evidence;
pub mod referral;
pub mod scenario;
