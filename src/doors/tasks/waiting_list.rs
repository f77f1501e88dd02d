//! Everybody who waits before one estate: who may have what, so that as many as can be have somewhere.

use super::desk::Desk;
use super::open_register::Door;
use crate::base::geography::Geography;
use crate::base::parse::Issues;
use crate::desk::allocation::{Batch, Household, Options, Terms, allocate};
use crate::doors::failure::Failure;
use crate::inputs::estate::Estate;
use crate::presentation::document::Document;
use crate::presentation::wording;
use crate::service::register::Night;
use anyhow::anyhow;

/// An estate and the households that ask, with the issues of all together if there are any.
pub(in crate::doors) struct Opened {
    pub(in crate::doors) estate: Estate,
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
        let geography = &self.door.geography;
        let mut opened = who_waits(self.door, &self.night)?;
        let terms = terms(&mut opened, &self.night, geography);
        let batch = batch_of(&opened, geography, &terms);
        let answer = allocate(&batch, Options::default()).map_err(|error| anyhow!(error))?;
        let pairs = answer.placed.iter().map(|of| (of.reference.clone(), of.unit.clone()));
        let pairs = pairs.collect();
        let document = wording::allocation::allocation(&batch, &answer, &[], self.now);
        Ok(Some(Proposal { document, pairs }))
    }
}

/// The batch of what was opened, under these terms.
pub(in crate::doors) fn batch_of<'a>(
    opened: &'a Opened,
    geography: &'a Geography,
    terms: &'a Terms,
) -> Batch<'a> {
    Batch {
        estate: &opened.estate,
        geography,
        households: &opened.households,
        movable: &opened.movable,
        terms,
    }
}

/// All who wait and have no unit claimed, in the order of the queue, whenever each was received.
pub(in crate::doors) fn who_waits(door: &Door, night: &Night) -> Result<Opened, Failure> {
    let waiting = night.waiting().into_iter().filter(|of| of.unit.is_none());
    let read = |of| {
        let (referral, places) = door.referral_of(night, of)?;
        Ok(Household { referral, places })
    };
    let households = waiting.map(read).collect::<Result<Vec<_>, Failure>>()?;
    if households.is_empty() {
        return Err(
            anyhow!("nobody waits without a unit; lintel tonight says how things stand").into()
        );
    }
    Ok(Opened {
        estate: night.estate(door.estate.clone(), None),
        households,
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
    opened.estate.residents.retain(|resident| !is_kept(resident.unit));
    terms
}

/// The unit that a household has claimed and does not live in.
fn claimed(estate: &Estate, night: &Night, reference: &str) -> Option<usize> {
    let unit = night.unit(night.household(reference)?.unit.as_deref()?)?;
    let claimed = unit.state.is_claim().then_some(&unit.unit)?;
    estate.units.iter().position(|other| other.name == *claimed)
}
