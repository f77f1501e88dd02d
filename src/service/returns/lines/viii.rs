//! 10.13 viii: how often a household could not be supported, and how many households that were, by reason.
//!
//! An offer declined and another accepted is none: only a referral that was turned away counts.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::record::{Ending, Referral};
use super::super::row::Row;
use crate::base::domain::ReturnReason;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let turned_away: Vec<&Referral> = of
        .record
        .referrals
        .iter()
        .filter(|referral| {
            referral.ended.is_some_and(|(day, how)| how == Ending::TurnedAway && of.period.has(day))
        })
        .collect();
    let for_reason = |reason: Option<ReturnReason>| {
        let is_meant = move |referral: &&&Referral| {
            reason.is_none_or(|reason| referral.why.as_deref() == Some(reason.name()))
        };
        turned_away.iter().filter(is_meant)
    };
    let reasons = || std::iter::once(None).chain(ReturnReason::ALL.into_iter().map(Some));
    let instances = reasons().map(|reason| {
        let names = for_reason(reason).map(|referral| referral.reference.to_string());
        Row::counted(
            (Line::Viii, OfType::All),
            category(reason),
            CountedIn::Instance,
            names.collect(),
        )
    });
    let households = reasons().map(|reason| {
        let names = of.named(for_reason(reason).map(|referral| referral.household));
        Row::counted((Line::Viii, OfType::All), category(reason), CountedIn::Household, names)
    });
    instances.chain(households).collect()
}

/// The return's own word for a reason.
fn category(reason: Option<ReturnReason>) -> &'static str {
    match reason {
        None => "all",
        Some(ReturnReason::Disability) => "needs_disability",
        Some(ReturnReason::MentalHealth) => "needs_mental_health",
        Some(ReturnReason::Alcohol) => "needs_alcohol",
        Some(ReturnReason::Drugs) => "needs_drugs",
        Some(ReturnReason::Nrpf) => "needs_nrpf",
        Some(reason) => reason.name(),
    }
}
