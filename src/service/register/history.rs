//! What happened to a referral or a unit, in the order in which it took effect; and who is in a unit or has claimed it.

use super::event::{Act, Entry, Key};
use super::log::Log;
use super::state::Standing;
use super::unit::{Claim, Stay};
use crate::base::domain::redact;
use jiff::Timestamp;

/// A household that lives in a unit, or has claimed it.
#[derive(Clone)]
pub struct Occupant {
    /// Its referral.
    pub reference: String,
    /// The unit.
    pub unit: String,
    /// Since when.
    pub since: Timestamp,
    /// It does not live there yet.
    pub is_claim: bool,
    /// The event that brought its form, or carried it in: see `Register::whole`.
    pub from: Option<u64>,
}

/// A referral that waits.
#[derive(Clone)]
pub struct Waiting {
    /// Its reference.
    pub reference: String,
    /// The event that brought its form: see `Register::whole`.
    pub form: Option<u64>,
}

/// A decision that asks no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The unit.
    pub unit: String,
    /// The rule.
    pub rule: crate::base::domain::RuleName,
}

redact!(Occupant, Waiting);

impl Log {
    /// Everything that stands about a referral or a unit, in the order in which it took effect.
    pub fn history_of(&self, name: &str) -> Vec<&Entry> {
        let is_about =
            |entry: &&Entry| entry.referral() == Some(name) || entry.unit() == Some(name);
        self.order.iter().map(|index| &self.entries[*index]).filter(is_about).collect()
    }

    /// Every household that lives in a unit or has claimed one, at a moment.
    pub fn occupants(&self, at: Timestamp) -> Vec<Occupant> {
        self.look(at, None, |state, notes| {
            let mut found = Vec::new();
            for (name, index) in state.unit_names() {
                let mut unit = state.unit(index).clone();
                unit.settle(Key::after(at), &notes.ended);
                let stay = unit.stay.map(|Stay { referral, since, .. }| (referral, since, false));
                let claim = unit.claim.map(|Claim { referral, since, .. }| (referral, since, true));
                for (referral, since, is_claim) in stay.into_iter().chain(claim) {
                    let referral = state.referral(referral);
                    let reference = referral.reference.to_string();
                    let from = referral.form.or_else(|| self.carried_in(&reference));
                    found.push(Occupant {
                        reference,
                        unit: name.to_owned(),
                        since,
                        is_claim,
                        from,
                    });
                }
            }
            found
        })
    }

    fn carried_in(&self, reference: &str) -> Option<u64> {
        let is_its = |entry: &&Entry| {
            matches!(entry.event.act, Act::CarriedIn) && entry.referral() == Some(reference)
        };
        self.order.iter().map(|index| &self.entries[*index]).find(is_its).map(|entry| entry.seq)
    }

    /// Every referral that is open at a moment, in the order of first events.
    pub fn waiting(&self, at: Timestamp) -> Vec<Waiting> {
        self.look(at, None, |state, _| {
            let mut open: Vec<_> =
                state.referrals().iter().filter(|of| of.standing == Standing::Open).collect();
            open.sort_by_key(|referral| referral.place);
            let waiting = |of: &super::state::Referral| Waiting {
                reference: of.reference.to_string(),
                form: of.form,
            };
            open.into_iter().map(waiting).collect()
        })
    }

    /// The event that brought the form of a referral that is in force at a moment.
    pub fn form_of(&self, reference: &str, at: Timestamp) -> Option<u64> {
        self.look(at, None, |state, _| state.referral(state.referral_named(reference)?).form)
    }

    /// The decisions that were granted to a referral and are in force at a moment.
    pub fn grants(&self, reference: &str, at: Timestamp) -> Vec<Grant> {
        self.look(at, None, |state, _| {
            let Some(referral) = state.referral_named(reference) else { return Vec::new() };
            let mut names = vec![""; state.units().count()];
            for (name, unit) in state.unit_names() {
                names[unit] = name;
            }
            let grants = state.referral(referral).grants.iter();
            grants
                .map(|(unit, rule)| Grant { unit: names[*unit].to_owned(), rule: *rule })
                .collect()
        })
    }
}
