//! What `allocate` held, all or none.

use super::refused::why_alone;
use crate::presentation::document::{
    Act, Action, Block, Document, Section, Text, Verb, household, text, unit,
};
use crate::presentation::wording::when::moment;
use crate::service::register::{Refusal, Why};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// A unit held for a household.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Held {
    /// The household.
    pub reference: String,
    /// The unit.
    pub unit: String,
    /// Until when.
    #[schemars(with = "String")]
    pub until: Timestamp,
}

/// What was held; nothing where nothing was.
pub fn held(held: &[Held], now: Timestamp) -> Document {
    let line = |held: &Held| {
        let offer = Action::new(Verb::Record(Act::Offer)).of(&held.reference).on(&held.unit);
        let until = moment(held.until, now);
        text![unit(&held.unit), " for ", household(&held.reference), " until ", until, ": ", offer]
    };
    Document::of([Section::list("held", "HELD", held.iter().map(line))])
}

/// Why none of them was held.
pub fn none_held(refused: &[(Held, Refusal)]) -> Document {
    let line = |(held, refusal): &(Held, Refusal)| {
        let (unit, household) = (unit(&held.unit), household(&held.reference));
        text![unit, " for ", household, ": ", why_alone(refusal.why), "."]
    };
    let is_unknown = |(_, refusal): &(Held, Refusal)| refusal.why == Why::UnknownReferral;
    let refer = text!["Record first who is not known: ", Action::new(Verb::Record(Act::Refer))];
    let tonight = text!["See how things stand, and ask again: ", Action::new(Verb::SeeTonight)];
    let instead: Vec<Text> =
        refused.iter().any(is_unknown).then_some(refer).into_iter().chain([tonight]).collect();
    let what = Block::Paragraph("Nothing was held: all of it, or none.".into());
    Document::of([
        Section::plain("none", vec![what, Block::items(refused.iter().map(line))]),
        Section::list("instead", "What is possible instead", instead),
    ])
}
