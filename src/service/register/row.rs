//! What a row of the table of events is made of.
//!
//! Not here: the rows (`keys`, `support_keys`).

use crate::base::domain::EventName;

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Any text.
    Text,
    /// Yes or no; left out it is no.
    Flag,
    /// A whole number from 0.
    Whole,
    /// A moment.
    Moment,
    /// A day or a moment.
    DayOrMoment,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of rules of contracts section 4.
    Rules,
    /// A list of texts.
    Texts,
    /// A list of these words.
    Words(&'static [&'static str]),
    /// Yes or no, or in a text what was given; left out it is no.
    FlagOrText,
    /// What was refused: a list of measures, each with a reason.
    Refused,
    /// The units of an estate.
    Units,
    /// A form of contracts section 3.
    Form,
    /// One person of such a form.
    Person,
}

/// One key of an event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
    /// An event may do without it.
    pub(super) may_be_missing: bool,
}

impl Key {
    /// Whether an event cannot do without it.
    pub(super) fn is_needed(&self) -> bool {
        const MAY_BE_MISSING: [&str; 10] = [
            "reason",
            "to",
            "expected",
            "barrier",
            "from",
            "return_type",
            "purpose",
            "text",
            "how",
            "role",
        ];
        let is_flag = matches!(self.holds, Holds::Flag | Holds::FlagOrText);
        !is_flag && !self.may_be_missing && !MAY_BE_MISSING.contains(&self.name)
    }
}

/// Whom an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// A referral, by the key `referral`.
    Referral,
    /// A referral or a unit, or both.
    Either,
    /// A referral, or nobody in particular.
    Perhaps,
    /// Neither, or a unit by a key of its own.
    Other,
}

/// One row of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) event: EventName,
    pub(super) about: About,
    pub(super) keys: &'static [Key],
}

/// A key that an event cannot do without.
pub(super) const fn key(name: &'static str, holds: Holds) -> Key {
    Key { name, holds, may_be_missing: false }
}

/// A key that an event may do without.
pub(super) const fn maybe(name: &'static str, holds: Holds) -> Key {
    Key { name, holds, may_be_missing: true }
}

/// Why; it need not be said.
pub(super) const REASON: Key = key("reason", Holds::Text);

/// An event about a referral.
pub(super) const fn of_referral(event: EventName, keys: &'static [Key]) -> Row {
    Row { event, about: About::Referral, keys }
}

/// An event about a unit, or nobody.
pub(super) const fn of_unit(event: EventName, keys: &'static [Key]) -> Row {
    Row { event, about: About::Other, keys }
}
