//! The answer to "what was so then": every unit and every referral at a moment, as it was known at another.

use super::event::Key;
use super::log::Log;
use super::moment::utc;
use super::notes::Notes;
use super::state::{Standing, State};
use super::unit::{Claim, Spell, Stay, Unit, UnitStanding};
use crate::base::domain::redact;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// Every unit and referral at a moment.
#[derive(Clone, Serialize, JsonSchema)]
pub struct View {
    /// The moment.
    pub at: String,
    /// Units, in the estate's order.
    pub units: Vec<UnitView>,
    /// Referrals, in the order of their first events.
    pub referrals: Vec<ReferralView>,
}

/// One unit.
#[derive(Clone, Serialize, JsonSchema)]
pub struct UnitView {
    /// Its name.
    pub unit: String,
    /// The first that holds of closed, lived in, void, accepted, offered, held, being made ready, vacant.
    pub state: UnitStanding,
    /// When that began.
    pub since: Option<String>,
    /// When it ends, as far as was said.
    pub until: Option<String>,
    /// Lived in and under repair: since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub void_since: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<String>,
}

/// One referral.
#[derive(Clone, Serialize, JsonSchema)]
pub struct ReferralView {
    /// The provider's pseudonym.
    pub reference: String,
    /// What has become of it.
    pub state: Standing,
    /// Where it lives, or what it claims.
    pub unit: Option<String>,
}

redact!(View, UnitView, ReferralView);

impl Log {
    /// Everything at a moment, as it was known at another or now.
    pub fn view(&self, at: Timestamp, known_at: Option<Timestamp>) -> View {
        self.look(at, known_at, |state, notes| view(state, notes, at))
    }
}

fn view(state: &State, notes: &Notes, at: Timestamp) -> View {
    let by = Key::after(at);
    let mut names: Vec<Option<&str>> = vec![None; state.units().count()];
    let settled: Vec<Unit> = state
        .units()
        .map(|(_, unit)| {
            let mut unit = unit.clone();
            unit.settle(by, &notes.ended);
            unit
        })
        .collect();
    let order = in_order(state, &mut names);
    let units = order
        .into_iter()
        .filter_map(|unit| Some(unit_view(state, names[unit]?, &settled[unit])))
        .collect();
    let mut referrals: Vec<_> = state.referrals().iter().enumerate().collect();
    referrals.sort_by_key(|(_, referral)| referral.place);
    let referrals = referrals.into_iter().map(|(index, referral)| {
        let is_own = |claim: &Claim| claim.referral == index;
        let claimed =
            referral.claimed.filter(|unit| settled[*unit].claim.as_ref().is_some_and(is_own));
        ReferralView {
            reference: referral.reference.to_string(),
            state: referral.standing,
            unit: referral.unit.or(claimed).and_then(|unit| names[unit]).map(ToOwned::to_owned),
        }
    });
    View { at: utc(at), units, referrals: referrals.collect() }
}

/// The units there are, those of the estate's files first and in their order, each with its name.
fn in_order<'a>(state: &'a State, names: &mut [Option<&'a str>]) -> Vec<usize> {
    for (name, unit) in state.unit_names() {
        names[unit] = Some(name);
    }
    let rows = state.estate().map_or(&[][..], |estate| &estate.units);
    let mut order: Vec<usize> = rows.iter().filter_map(|row| state.unit_named(&row.unit)).collect();
    let mut is_there = vec![false; names.len()];
    for &unit in &order {
        is_there[unit] = true;
    }
    order.extend(state.units().filter(|(k, unit)| unit.is_listed && !is_there[*k]).map(|(k, _)| k));
    order
}

fn unit_view(state: &State, name: &str, unit: &Unit) -> UnitView {
    let mut view = UnitView {
        unit: name.to_owned(),
        state: unit.standing(),
        since: unit.ended.map(utc),
        until: None,
        void_since: None,
        referral: None,
    };
    let reference = |referral: usize| Some(state.referral(referral).reference.to_string());
    match unit {
        Unit { closed: Some(spell), .. } => view.spell(spell),
        Unit { stay: Some(stay), .. } => {
            view.stay(stay, unit.void.as_ref());
            view.referral = reference(stay.referral);
        }
        Unit { void: Some(spell), .. } => view.spell(spell),
        Unit { claim: Some(claim), .. } => {
            view.claim(claim);
            view.referral = reference(claim.referral);
        }
        Unit { turnaround: Some(turnaround), .. } => {
            view.since = Some(utc(turnaround.since));
            view.until = Some(utc(turnaround.until));
        }
        _ => {}
    }
    view
}

impl UnitView {
    fn spell(&mut self, spell: &Spell) {
        self.since = spell.since.map(utc);
        let expected = spell.expected.as_ref().map(ToString::to_string);
        self.until = expected.or_else(|| spell.until.map(utc));
    }

    fn stay(&mut self, stay: &Stay, void: Option<&Spell>) {
        self.since = Some(utc(stay.since));
        self.until = stay.on.as_ref().map(ToString::to_string);
        self.void_since = void.and_then(|void| void.since).map(utc);
    }

    fn claim(&mut self, claim: &Claim) {
        self.since = Some(utc(claim.since));
        let expected = claim.expected.as_ref().map(ToString::to_string);
        self.until = expected.or_else(|| claim.until.map(utc));
    }
}
