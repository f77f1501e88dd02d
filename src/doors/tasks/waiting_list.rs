//! Everybody who waits before one estate: who may have what, so that as many as can be have somewhere.

use super::desk::Desk;
use super::open_register::Door;
use crate::base::geography::Geography;
use crate::base::parse::Issues;
use crate::desk::allocation::answer::Allocation;
use crate::desk::allocation::{Batch, Household, Options, Terms, allocate};
use crate::doors::failure::Failure;
use crate::inputs::estate::{Estate, OccupiedEstate};
use crate::presentation::document::Document;
use crate::presentation::render::json;
use crate::presentation::wording;
use crate::service::register::Night;
use anyhow::anyhow;
use serde_json::{Value, json};

/// An estate and the households that ask, with the issues of all together if there are any.
pub(in crate::doors) struct Opened {
    pub(in crate::doors) homes: OccupiedEstate,
    pub(in crate::doors) households: Vec<Household>,
    /// Residents who could be moved.
    pub(in crate::doors) movable: Vec<Household>,
    /// Files of the folder that are no referrals.
    pub(in crate::doors) passed_over: Vec<String>,
    /// What of the forms is wrong and was answered without.
    pub(in crate::doors) slips: Issues,
    /// What is wrong with those that could not be read, and are not among the households.
    pub(in crate::doors) left_out: Issues,
}

/// What is proposed for everybody who waits.
#[derive(Debug)]
pub(in crate::doors) struct Proposal {
    /// The document of `lintel allocate`.
    pub(in crate::doors) document: Document,
    /// Household and unit.
    pub(in crate::doors) pairs: Vec<(String, String)>,
}

impl Desk<'_> {
    /// Who may have what of all who wait without a unit; none: nobody does.
    pub(in crate::doors) fn propose(&self) -> Result<Option<Proposal>, Failure> {
        if !self.night.waiting().iter().any(|of| of.unit.is_none()) {
            return Ok(None);
        }
        self.proposed_to(who_waits(self.door, &self.night)?, |batch, answer| {
            let pairs = answer.placed.iter().map(|of| (of.reference.clone(), of.unit.clone()));
            let document = wording::allocation::allocation(batch, answer, &[], self.now);
            Some(Proposal { pairs: pairs.collect(), document })
        })
    }

    /// The same for other software (contracts section 7); where nobody waits nobody stands in it.
    pub(in crate::doors) fn propose_to_software(&self) -> Result<Value, Failure> {
        self.proposed_to(all_who_wait(self.door, &self.night)?, |batch, answer| {
            json!(json::Allocation::of(batch, answer))
        })
    }

    fn proposed_to<T>(
        &self,
        mut opened: Opened,
        make: impl FnOnce(&Batch<'_>, &Allocation) -> T,
    ) -> Result<T, Failure> {
        let geography = &self.door.geography;
        let terms = terms(&mut opened, &self.night, geography);
        let batch = batch_of(&opened, geography, &terms);
        let answer = allocate(&batch, Options::default()).map_err(|error| anyhow!(error))?;
        Ok(make(&batch, &answer))
    }
}

/// The batch of what was opened, under these terms.
pub(in crate::doors) fn batch_of<'a>(
    opened: &'a Opened,
    geography: &'a Geography,
    terms: &'a Terms,
) -> Batch<'a> {
    Batch {
        estate: &opened.homes.estate,
        occupancy: &opened.homes.occupancy,
        geography,
        households: &opened.households,
        movable: &opened.movable,
        terms,
    }
}

/// All who wait and have no unit claimed, in the order of the queue, whenever each was received; somebody does.
pub(in crate::doors) fn who_waits(door: &Door, night: &Night) -> Result<Opened, Failure> {
    let opened = all_who_wait(door, night)?;
    if opened.households.is_empty() {
        return Err(
            anyhow!("nobody waits without a unit; lintel tonight says how things stand").into()
        );
    }
    Ok(opened)
}

fn all_who_wait(door: &Door, night: &Night) -> Result<Opened, Failure> {
    let waiting = night.waiting().into_iter().filter(|of| of.unit.is_none());
    let read = |of| {
        let (referral, places) = door.referral_of(night, of)?;
        Ok(Household { referral, places })
    };
    Ok(Opened {
        homes: night.estate(door.estate.clone(), None),
        households: waiting.map(read).collect::<Result<Vec<_>, Failure>>()?,
        movable: Vec::new(),
        passed_over: Vec::new(),
        slips: Issues::default(),
        left_out: Issues::default(),
    })
}

/// What the register knows of the households: decisions granted, and units claimed, which they keep.
pub(in crate::doors) fn terms(opened: &mut Opened, night: &Night, geography: &Geography) -> Terms {
    let undecided = Terms::default();
    let batch = batch_of(opened, geography, &undecided);
    let mut terms = Terms::default();
    for (number, household) in batch.households.iter().enumerate() {
        let reference = &household.referral.reference;
        let verdicts = batch.judge(household).verdicts;
        for (unit, rules) in night.grants(batch.estate, reference) {
            if verdicts[unit].barred.is_empty() && verdicts[unit].asks.is_within(rules) {
                terms.granted.insert((number, unit));
            }
        }
        let claimed = claimed(batch.estate, night, reference);
        if let Some(unit) = claimed.filter(|unit| verdicts[*unit].barred.is_empty()) {
            terms.granted.extend((!verdicts[unit].asks.is_empty()).then_some((number, unit)));
            terms.accepted.insert(number, unit);
        }
    }
    let is_kept = |unit: usize| terms.accepted.values().any(|kept| *kept == unit);
    opened.homes.occupancy.residents.retain(|resident| !is_kept(resident.unit));
    terms
}

/// The unit that a household has claimed and does not live in.
fn claimed(estate: &Estate, night: &Night, reference: &str) -> Option<usize> {
    let unit = night.unit(night.household(reference)?.unit.as_deref()?)?;
    let claimed = unit.state.is_claim().then_some(&unit.unit)?;
    estate.units.iter().position(|other| other.name == *claimed)
}
