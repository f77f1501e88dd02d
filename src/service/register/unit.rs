//! A unit between two events: who lives there, who has claimed it, and what else keeps it from being offered.
//!
//! Some of it ends by itself as time passes: a claim lapses, a turnaround is over, a first day comes. [`Unit::settle`]
//! brings a unit up to a moment; everybody looks at a unit that was settled.

use super::ended_claims::Ended;
use super::estate::Said;
use super::event::Key;
use super::turnaround::{Turnaround, ready_at};
use crate::base::domain::redact;
use crate::base::domain::unit::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;
use strum::IntoStaticStr;

/// What a unit is: the first of these that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum UnitStanding {
    /// Not in use.
    Closed,
    /// A household lives there, under repair or not.
    LivedIn,
    /// Under repair.
    Void,
    /// A household has said yes to it.
    Accepted,
    /// On offer to a household.
    Offered,
    /// Held for a household.
    Held,
    /// Left, and not yet to be offered.
    BeingMadeReady,
    /// To be offered.
    Vacant,
}

impl UnitStanding {
    /// Its word in answers.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a household has it that does not live there.
    pub fn is_claim(self) -> bool {
        self == Self::Accepted || self.may_lapse()
    }

    /// Whether a household has it until a moment, and no longer.
    pub fn may_lapse(self) -> bool {
        matches!(self, Self::Offered | Self::Held)
    }
}

/// A unit as the events so far leave it.
#[derive(Clone, Default)]
pub(super) struct Unit {
    /// The estate has it; one that was taken out may come again.
    pub(super) is_listed: bool,
    /// An event has named it: it is never taken out again.
    pub(super) is_named: bool,
    /// What the estate in force says of it.
    pub(super) said: Option<Said>,
    pub(super) closed: Option<Spell>,
    pub(super) stay: Option<Stay>,
    pub(super) void: Option<Spell>,
    pub(super) claim: Option<Claim>,
    pub(super) turnaround: Option<Turnaround>,
    /// The last thing that ended.
    pub(super) ended: Option<Timestamp>,
    /// What estates said while somebody lived here or had a claim: it counts from the end of that.
    later: Vec<(Option<Said>, Said)>,
}

/// Time during which a unit is closed or under repair.
#[derive(Clone)]
pub(super) struct Spell {
    /// None: from before the first event.
    pub(super) since: Option<Timestamp>,
    /// The estate says that it ends then.
    pub(super) until: Option<Timestamp>,
    /// When its end is expected, as it was said.
    pub(super) expected: Option<Arc<str>>,
}

/// A household that lives here.
#[derive(Clone)]
pub(super) struct Stay {
    pub(super) referral: usize,
    pub(super) since: Timestamp,
    /// When it is expected to leave, as it was said.
    pub(super) on: Option<Arc<str>>,
}

/// A unit on its way to a household.
#[derive(Clone)]
pub(super) struct Claim {
    /// The number of the event that began it.
    pub(super) begun: u64,
    pub(super) referral: usize,
    pub(super) kind: ClaimKind,
    /// Since when it is of this kind.
    pub(super) since: Timestamp,
    /// When it lapses; what was accepted does not.
    pub(super) until: Option<Timestamp>,
    /// When the household is expected, as it was said.
    pub(super) expected: Option<Arc<str>>,
}

/// How far a claim has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClaimKind {
    Held,
    Offered,
    Accepted,
}

impl From<ClaimKind> for UnitStanding {
    fn from(kind: ClaimKind) -> Self {
        match kind {
            ClaimKind::Held => Self::Held,
            ClaimKind::Offered => Self::Offered,
            ClaimKind::Accepted => Self::Accepted,
        }
    }
}

redact!(Unit, Spell, Stay, Claim);

impl Claim {
    /// Where it had ended by itself, if it had by then.
    fn lapsed(&self, by: Key, ended: &Ended) -> Option<Key> {
        let cut = ended.cut(self.begun).filter(|cut| *cut <= by);
        let lapse = self.until.filter(|until| *until <= by.at).map(|at| Key { at, place: 0 });
        cut.into_iter().chain(lapse).min()
    }
}

impl Unit {
    /// What it is, once it was settled.
    pub(super) fn standing(&self) -> UnitStanding {
        match self {
            Self { closed: Some(_), .. } => UnitStanding::Closed,
            Self { stay: Some(_), .. } => UnitStanding::LivedIn,
            Self { void: Some(_), .. } => UnitStanding::Void,
            Self { claim: Some(claim), .. } => claim.kind.into(),
            Self { turnaround: Some(_), .. } => UnitStanding::BeingMadeReady,
            _ => UnitStanding::Vacant,
        }
    }

    /// Brings the unit up to a place in the order of events.
    pub(super) fn settle(&mut self, by: Key, ended: &Ended) {
        if let Some(at) = self.ended {
            self.take_up(at);
        }
        if let Some(over) = self.claim.as_ref().and_then(|claim| claim.lapsed(by, ended)) {
            self.claim = None;
            self.end(over.at);
            // An arrival that ends a claim leaves no moment between it and the stay in which the estate's word could count.
            if over != by {
                self.take_up(over.at);
            }
        }
        for spell in [&mut self.closed, &mut self.void] {
            if let Some(until) =
                spell.as_ref().and_then(|spell| spell.until).filter(|u| *u <= by.at)
            {
                *spell = None;
                self.ended = self.ended.max(Some(until));
            }
        }
        if let Some(until) = self.turnaround.as_ref().map(|t| t.until).filter(|u| *u <= by.at) {
            self.turnaround = None;
            self.ended = self.ended.max(Some(until));
        }
    }

    /// Something of it ended at a moment.
    pub(super) fn end(&mut self, at: Timestamp) {
        self.ended = self.ended.max(Some(at));
    }

    /// Its claim is over.
    pub(super) fn free(&mut self, at: Timestamp) {
        self.claim = None;
        self.end(at);
        self.take_up(at);
    }

    /// Its household has left.
    pub(super) fn leave(&mut self, at: Timestamp, nights: u16) {
        self.stay = None;
        self.end(at);
        let until = ready_at(at, nights);
        self.turnaround = until.map(|until| Turnaround { since: at, until });
        self.take_up(at);
    }

    /// What the estate said meanwhile counts once nobody lives here or has a claim.
    fn take_up(&mut self, at: Timestamp) {
        if self.stay.is_none() && self.claim.is_none() {
            for (was, is) in std::mem::take(&mut self.later) {
                self.change(was, is, at);
            }
        }
    }

    /// A first estate says this of it, from before everything else.
    pub(super) fn begin(&mut self, said: Said, since: Option<Timestamp>) {
        let spell = |of: State| {
            let is =
                said.state == of && since.is_none_or(|since| said.opens.is_none_or(|o| o > since));
            is.then_some(Spell { since, until: said.opens, expected: None })
        };
        self.void = spell(State::Void);
        self.closed = spell(State::Planned);
        self.said = Some(said);
        self.is_listed = true;
    }

    /// A later estate says this of it.
    pub(super) fn say(&mut self, said: Said, at: Timestamp) {
        let was = self.said.replace(said);
        if was == Some(said) {
            return;
        }
        if self.stay.is_none() && self.claim.is_none() {
            return self.change(was, said, at);
        }
        self.later.push((was, said));
    }

    /// What differs acts as the event of that name would.
    fn change(&mut self, was: Option<Said>, is: Said, at: Timestamp) {
        for (state, of_void) in [(State::Planned, false), (State::Void, true)] {
            let is_so = is.state == state && is.opens.is_none_or(|opens| opens > at);
            let was_so = was.is_some_and(|was| was.state == state);
            let spell = if of_void { &mut self.void } else { &mut self.closed };
            match spell {
                Some(spell) if is_so => spell.until = is.opens,
                Some(_) if was_so => {
                    *spell = None;
                    self.ended = self.ended.max(Some(at));
                }
                None if is_so => {
                    *spell = Some(Spell { since: Some(at), until: is.opens, expected: None });
                }
                _ => {}
            }
        }
    }
}
