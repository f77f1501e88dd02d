//! Which events there are and which keys each has: one table, from which events are read and written.
//!
//! Those of support and pathways are a part of their own (`support_keys`).
//! Not here: whether an event is possible (`judge`).

use super::row::{About, Holds, Key, REASON, Row, key, of_referral, of_unit};
use super::support_keys::SUPPORT;
use crate::base::domain::{EventName, ReturnReason};

/// Keys that any event may have.
pub(super) const ENVELOPE: [Key; 7] = [
    key("seq", Holds::Whole),
    key("request", Holds::Text),
    key("recorded_at", Holds::Moment),
    key("at", Holds::DayOrMoment),
    key("by", Holds::Text),
    key("event", Holds::Text),
    key("corrects", Holds::Whole),
];

/// The row of an event.
pub(super) fn row(event: &str) -> Option<&'static Row> {
    row_of(EventName::named(event)?)
}

/// The row of an event that is called so.
pub(super) fn row_of(event: EventName) -> Option<&'static Row> {
    events().find(|row| row.event == event)
}

/// Every event there is.
pub(super) fn events() -> impl Iterator<Item = &'static Row> {
    EVENTS.iter().chain(SUPPORT)
}

/// The name of every event there is.
#[cfg(test)]
pub fn event_names() -> impl Iterator<Item = EventName> {
    events().map(|row| row.event)
}

/// The keys that an event may have of its own; nothing where there is no such event.
pub fn keys_of(event: impl Into<Option<EventName>>) -> Vec<&'static str> {
    let own = event.into().and_then(row_of).map_or(&[][..], |row| row.keys);
    own.iter().map(|key| key.name).collect()
}

/// The words of which a key is one; nothing where it may be anything.
pub fn words_for(event: impl Into<Option<EventName>>, key: &str) -> &'static [&'static str] {
    match holds(event, key) {
        Some(Holds::Word(words) | Holds::Words(words)) => words,
        _ => &[],
    }
}

/// Whether a key holds a text, whatever it looks like.
pub fn is_text(event: impl Into<Option<EventName>>, key: &str) -> bool {
    matches!(holds(event, key), Some(Holds::Text | Holds::Word(_)))
}

/// What a key of an event holds; none: the event has no such key.
pub fn holds(event: impl Into<Option<EventName>>, key: &str) -> Option<Holds> {
    row_of(event.into()?)?.keys.iter().find(|other| other.name == key).map(|key| key.holds)
}

const UNIT: Key = key("unit", Holds::Text);
const UNTIL: Key = key("until", Holds::Moment);
const EXPECTED: Key = key("expected", Holds::DayOrMoment);

/// Why a claim ended.
pub(super) const CLAIM_ENDS: &[&str] =
    &["released", "declined", "refused_by_provider", "cancelled", "not_arrived"];
const WHERE: &[&str] =
    &["council", "registered_provider", "other_refuge", "other_area", "family", "other"];
const BECAUSE: &[&str] = &["stopped_needing", "lives_with_perpetrator", "evicted", "died", "other"];
const REASONS: &[&str] = &{
    let mut names = [""; ReturnReason::ALL.len()];
    let mut k = 0;
    while k < names.len() {
        names[k] = ReturnReason::ALL[k].name();
        k += 1;
    }
    names
};

/// Every event of contracts section 10.
pub(super) const EVENTS: &[Row] = &[
    of_unit(
        EventName::EstateRecorded,
        &[
            key("units", Holds::Units),
            key("hold_minutes", Holds::Whole),
            key("turnaround_nights", Holds::Whole),
        ],
    ),
    of_referral(
        EventName::CarriedIn,
        &[
            UNIT,
            key("complex_needs", Holds::Flag),
            key("nrpf", Holds::Flag),
            key("keep_apart", Holds::Texts),
        ],
    ),
    of_referral(EventName::ReferralReceived, &[key("form", Holds::Form)]),
    of_referral(EventName::ReferralAmended, &[key("form", Holds::Form)]),
    of_referral(
        EventName::ContactAttempted,
        &[key("how", Holds::Text), key("reached", Holds::Flag)],
    ),
    Row { event: EventName::Noted, about: About::Either, keys: &[key("text", Holds::Text)] },
    of_referral(
        EventName::DecisionGiven,
        &[
            UNIT,
            key("rules", Holds::Rules),
            key("granted", Holds::Flag),
            key("role", Holds::Text),
            REASON,
        ],
    ),
    of_referral(EventName::Held, &[UNIT, UNTIL]),
    of_referral(EventName::Offered, &[UNIT, UNTIL]),
    of_referral(EventName::OfferAccepted, &[UNIT, EXPECTED]),
    of_referral(EventName::ClaimEnded, &[UNIT, key("why", Holds::Word(CLAIM_ENDS)), REASON]),
    of_referral(EventName::Arrived, &[UNIT]),
    of_referral(EventName::ExpectedDeparture, &[key("on", Holds::DayOrMoment)]),
    of_referral(EventName::PersonJoined, &[key("person", Holds::Person)]),
    of_referral(EventName::PersonLeft, &[key("id", Holds::Text), REASON]),
    of_referral(EventName::Transferred, &[UNIT, REASON]),
    of_referral(
        EventName::Departed,
        &[
            key("to", Holds::Text),
            key("planned", Holds::Flag),
            key("independent", Holds::Flag),
            key("because", Holds::Word(BECAUSE)),
        ],
    ),
    of_referral(
        EventName::TurnedAway,
        &[
            key("reason", Holds::Word(REASONS)),
            key("barrier", Holds::Rules),
            key("would_take_if_free", Holds::Flag),
        ],
    ),
    of_referral(EventName::PlacedElsewhere, &[key("where", Holds::Word(WHERE))]),
    of_referral(EventName::Withdrawn, &[REASON]),
    of_referral(EventName::Duplicate, &[key("of", Holds::Text)]),
    of_unit(EventName::UnitOpened, &[UNIT]),
    of_unit(EventName::UnitClosed, &[UNIT]),
    of_unit(EventName::VoidBegan, &[UNIT, REASON, EXPECTED]),
    of_unit(EventName::VoidEnded, &[UNIT, REASON, EXPECTED]),
    of_unit(EventName::MadeReady, &[UNIT]),
    of_referral(EventName::Erased, &[REASON, key("ordered", Holds::Flag)]),
    of_unit(EventName::Annulled, &[REASON]),
];
