//! Whether an event is possible, by what is so just before it: the first reason why not.
//!
//! The order of the checks is that of `Why`. Not here: what an event does (`apply`), and its place in the order (`log`).

use super::event::{Act, ClaimEnd, Entry, Key};
use super::form::{Form, Member};
use super::notes::Notes;
use super::pathway_events::{self, stands_for};
use super::state::{Household, Standing, State};
use super::unit::{Claim, ClaimKind, Unit};
use super::why::Why;
use crate::service::pathway;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// An event before what was so just before it.
pub(super) struct Case<'a> {
    state: &'a State,
    notes: &'a Notes,
    entry: &'a Entry,
    key: Key,
    referral: Option<usize>,
    unit: Option<Unit>,
}

/// Judges an event.
pub(super) fn judge(state: &State, notes: &Notes, entry: &Entry) -> Result<(), Why> {
    let case = Case::new(state, notes, entry)?;
    if notes.ended.is_muted(entry.seq) { case.without_effect() } else { case.judge() }
}

fn is(possible: bool, why: Why) -> Result<(), Why> {
    if possible { Ok(()) } else { Err(why) }
}

impl<'a> Case<'a> {
    /// Finds whom and what the event names.
    fn new(state: &'a State, notes: &'a Notes, entry: &'a Entry) -> Result<Self, Why> {
        let key = entry.key();
        let referral = entry.referral().map(|reference| state.referral_named(reference));
        let brings_its_own = matches!(entry.event.act, Act::Received(_) | Act::CarriedIn);
        is(brings_its_own || referral != Some(None), Why::UnknownReferral)?;
        if let Act::Duplicate { of } = &entry.event.act {
            is(state.referral_named(of).is_some(), Why::UnknownReferral)?;
        }
        let unit = match entry.unit() {
            Some(name) => {
                let known = state.unit_named(name).filter(|unit| state.unit(*unit).is_listed);
                let mut unit = state.unit(known.ok_or(Why::UnknownUnit)?).clone();
                unit.settle(key, &notes.ended);
                Some(unit)
            }
            None => None,
        };
        Ok(Self { state, notes, entry, key, referral: referral.flatten(), unit })
    }

    /// An event that an arrival left without effect must still be about somebody.
    fn without_effect(&self) -> Result<(), Why> {
        match self.entry.event.act {
            Act::Held { .. } | Act::Offered { .. } => self.active(),
            _ => Ok(()),
        }
    }

    fn judge(&self) -> Result<(), Why> {
        match &self.entry.event.act {
            Act::EstateRecorded(_) | Act::Noted | Act::Told | Act::Annulled => Ok(()),
            Act::CarriedIn => {
                self.new_reference()?;
                self.vacant()
            }
            Act::Received(form) => self.received(form),
            Act::Amended(form) => self.amended(form),
            Act::Contacted | Act::Decided { .. } => self.active(),
            Act::Held { until } => self.held(*until),
            Act::Offered { until } => self.offered(*until),
            Act::Accepted { .. } => {
                self.claimed(|kind| kind == ClaimKind::Offered, Why::NotOffered)
            }
            Act::ClaimEnded { why } => self.claim_ended(*why),
            Act::Arrived => {
                self.open()?;
                self.vacant()
            }
            Act::Transferred => {
                self.lives_here()?;
                self.vacant()
            }
            Act::Expected { .. } | Act::Departed => self.lives_here(),
            Act::Joined(member) => self.joined(member),
            Act::Left { id } => self.left(id),
            Act::Closed(_) | Act::Duplicate { .. } => self.open(),
            Act::OnPathway { event, person } => self.on_pathway(event, person.as_ref()),
            Act::Erased { ordered } => is(*ordered || !self.household_is_active(), Why::TooEarly),
            _ => self.of_unit(),
        }
    }

    /// The referral stands as the pathway asks, the person is one of the household's, and the pathway goes on so.
    fn on_pathway(&self, event: &pathway::Event, person: Option<&Arc<str>>) -> Result<(), Why> {
        let Some(referral) = self.referral else { return Ok(()) };
        is(self.standing().is_some_and(|of| stands_for(event, of)), Why::ReferralNotOpen)?;
        let is_known = |person| self.household().is_some_and(|of| of.ever.contains(person));
        is(person.is_none_or(is_known), Why::UnknownPerson)?;
        let next = pathway_events::after(self.state, referral, event, self.entry.at);
        next.map(drop).map_err(pathway_events::why)
    }

    fn of_unit(&self) -> Result<(), Why> {
        let Some(unit) = &self.unit else { return Ok(()) };
        match self.entry.event.act {
            Act::UnitOpened => is(unit.closed.is_some(), Why::NotClosed),
            Act::UnitClosed => {
                is(unit.closed.is_none(), Why::UnitClosed)?;
                is(unit.stay.is_none(), Why::UnitLivedIn)?;
                is(unit.claim.is_none(), Why::UnitClaimed)
            }
            Act::VoidBegan { .. } => {
                let is_accepted = |claim: &Claim| claim.kind == ClaimKind::Accepted;
                is(!unit.claim.as_ref().is_some_and(is_accepted), Why::UnitClaimed)?;
                is(unit.void.is_none(), Why::AlreadyVoid)
            }
            Act::VoidEnded => is(unit.void.is_some(), Why::NotVoid),
            _ => is(unit.turnaround.is_some(), Why::NotInTurnaround),
        }
    }

    fn standing(&self) -> Option<Standing> {
        Some(self.state.referral(self.referral?).standing)
    }

    fn open(&self) -> Result<(), Why> {
        is(self.standing() == Some(Standing::Open), Why::ReferralNotOpen)
    }

    fn active(&self) -> Result<(), Why> {
        is(self.standing().is_some_and(Standing::is_active), Why::ReferralNotOpen)
    }

    fn lives_here(&self) -> Result<(), Why> {
        is(self.standing() == Some(Standing::Placed), Why::NotLivingHere)
    }

    fn household(&self) -> Option<&Household> {
        Some(self.state.household(self.state.referral(self.referral?).household))
    }

    fn household_is_active(&self) -> bool {
        self.household().is_some_and(|household| is_active(self.state, household))
    }

    fn new_reference(&self) -> Result<(), Why> {
        is(self.referral.is_none(), Why::ReferenceTaken)
    }

    fn received(&self, form: &Form) -> Result<(), Why> {
        self.new_reference()?;
        self.form(form)?;
        self.joins_nobody_here(form)?;
        self.known_before(&form.members)
    }

    fn amended(&self, form: &Form) -> Result<(), Why> {
        self.form(form)?;
        self.joins_nobody_here(form)?;
        self.active()?;
        self.known_before(&form.members)
    }

    /// Whom the form joins to another household joins none that is open or lives here: a household lives in one unit.
    fn joins_nobody_here(&self, form: &Form) -> Result<(), Why> {
        let repeats = form.repeat_of.as_ref().and_then(|of| self.state.referral_named(of));
        let other = repeats.map(|of| self.state.referral(of).household);
        let own = self.referral.map(|of| self.state.referral(of).household);
        let other = other.filter(|_| other != own).map(|of| self.state.household(of));
        is(!other.is_some_and(|of| is_active(self.state, of)), Why::HouseholdIsOpen)
    }

    /// The form is one, it is this referral's, and what it repeats is known.
    fn form(&self, form: &Form) -> Result<(), Why> {
        let is_its_own = form.reference.as_deref() == self.entry.referral();
        is(form.is_right && is_its_own, Why::BadForm)?;
        let is_known = |of: &Arc<str>| self.state.referral_named(of).is_some();
        is(form.repeat_of.as_ref().is_none_or(is_known), Why::RepeatOfUnknown)
    }

    /// Whoever somebody is said to have been was there.
    fn known_before(&self, members: &[Member]) -> Result<(), Why> {
        let is_known = |was: &Arc<str>| {
            let (reference, id) = was.rsplit_once('/')?;
            let referral = self.state.referral(self.state.referral_named(reference)?);
            self.state.household(referral.household).ever.contains(id).then_some(())
        };
        let mut were = members.iter().filter_map(|member| member.was.as_ref());
        is(were.all(|was| is_known(was).is_some()), Why::UnknownPerson)
    }

    fn joined(&self, member: &Member) -> Result<(), Why> {
        self.lives_here()?;
        self.known_before(std::slice::from_ref(member))?;
        is(!member.id.as_ref().is_some_and(|id| self.is_present(id)), Why::PersonTaken)
    }

    fn left(&self, id: &Arc<str>) -> Result<(), Why> {
        self.lives_here()?;
        is(self.is_present(id), Why::UnknownPerson)
    }

    fn is_present(&self, id: &Arc<str>) -> bool {
        self.household().is_some_and(|household| household.present.contains(id))
    }

    fn held(&self, until: Timestamp) -> Result<(), Why> {
        self.active()?;
        self.claimable(|kind| kind == ClaimKind::Held)?;
        is(until > self.entry.at, Why::UntilPast)?;
        let minutes = self.state.estate().map_or(0, |estate| estate.hold_minutes);
        let longest = i64::try_from(minutes).unwrap_or(i64::MAX).saturating_mul(60);
        let lasts = until.duration_since(self.entry.at);
        is(lasts <= SignedDuration::from_secs(longest), Why::HoldTooLong)
    }

    fn offered(&self, until: Timestamp) -> Result<(), Why> {
        self.active()?;
        self.claimable(|kind| kind != ClaimKind::Accepted)?;
        is(until > self.entry.at, Why::UntilPast)
    }

    /// The unit is claimed by the household, and so far.
    fn claimed(&self, is_so_far: impl Fn(ClaimKind) -> bool, why: Why) -> Result<(), Why> {
        let claim = self.unit.as_ref().and_then(|unit| unit.claim.as_ref());
        let own = claim.filter(|claim| self.is_own(claim)).ok_or(Why::NotClaimed)?;
        is(is_so_far(own.kind), why)
    }

    fn claim_ended(&self, why: ClaimEnd) -> Result<(), Why> {
        match why {
            ClaimEnd::Any => self.claimed(|_| true, Why::NotClaimed),
            ClaimEnd::OfOffer => self.claimed(|kind| kind == ClaimKind::Offered, Why::NotOffered),
            ClaimEnd::OfAccepted => {
                self.claimed(|kind| kind == ClaimKind::Accepted, Why::NotAccepted)
            }
        }
    }

    fn is_own(&self, claim: &Claim) -> bool {
        let household = |referral: usize| self.state.referral(referral).household;
        self.referral.is_some_and(|own| household(own) == household(claim.referral))
    }

    /// Nothing keeps the unit from the household but a claim of its own.
    fn vacant(&self) -> Result<(), Why> {
        let Some(unit) = &self.unit else { return Ok(()) };
        in_use(unit)?;
        is(unit.claim.as_ref().is_none_or(|claim| self.is_own(claim)), Why::UnitClaimed)?;
        is(unit.turnaround.is_none(), Why::UnitBeingMadeReady)
    }

    /// The unit is vacant, or claimed by the household in a way that may go on; and it has no other claim.
    fn claimable(&self, may_go_on: impl Fn(ClaimKind) -> bool) -> Result<(), Why> {
        let Some(unit) = &self.unit else { return Ok(()) };
        in_use(unit)?;
        let claim = unit.claim.as_ref();
        let goes_on = claim.is_some_and(|claim| self.is_own(claim) && may_go_on(claim.kind));
        if goes_on {
            return Ok(());
        }
        let has_claim = self.has_claim();
        is(claim.is_none() || !has_claim, Why::HasClaim)?;
        is(claim.is_none(), Why::UnitClaimed)?;
        is(unit.turnaround.is_none(), Why::UnitBeingMadeReady)?;
        is(!has_claim, Why::HasClaim)
    }

    fn has_claim(&self) -> bool {
        let referrals = self.household().map_or(&[][..], |household| &household.referrals);
        referrals
            .iter()
            .any(|referral| claim_of(self.state, self.notes, *referral, self.key).is_some())
    }
}

/// Somebody or something is in the unit.
fn in_use(unit: &Unit) -> Result<(), Why> {
    is(unit.closed.is_none(), Why::UnitClosed)?;
    is(unit.stay.is_none(), Why::UnitLivedIn)?;
    is(unit.void.is_none(), Why::UnitVoid)
}

fn is_active(state: &State, household: &Household) -> bool {
    household.referrals.iter().any(|referral| state.referral(*referral).standing.is_active())
}

/// The unit that a referral claims at a place in the order.
pub(super) fn claim_of(state: &State, notes: &Notes, referral: usize, key: Key) -> Option<usize> {
    let claimed = state.referral(referral).claimed?;
    let mut unit = state.unit(claimed).clone();
    unit.settle(key, &notes.ended);
    let is_its_own = unit.claim.is_some_and(|claim| claim.referral == referral);
    is_its_own.then_some(claimed)
}
