//! A household that asks, under a reference, at a moment.
//!
//! Not here: who they are and what they need (`household`).

use super::household::Household;
use super::redact::redact;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

/// Who made the referral (6.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Source {
    /// She asked herself.
    #[serde(rename = "self")]
    #[strum(serialize = "self")]
    Herself,
    /// An agency asked for her.
    Agency,
}

/// A household asking for a place.
#[derive(Clone, Serialize, Deserialize)]
pub struct Referral {
    /// The provider's own pseudonym.
    pub reference: String,
    /// When it came; the only clock a referral is judged by.
    pub received: Timestamp,
    /// The form does not say when it came: the moment of asking was taken.
    #[serde(skip)]
    pub received_taken: bool,
    /// Who asked.
    pub source: Source,
    /// Who is coming, and what they need.
    #[serde(flatten)]
    pub household: Household,
}

redact!(Referral);
