//! What levers change in a scenario and its estate. Tapes are drawn for the changed model with the same seed, so
//! the same households ask at the same moments: plans with levers are compared on common random numbers too.

use super::candidate::{Candidate, Lever};
use super::horizon::YEAR;
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::domain::{Kind, RuleName, Setting, Unit};
use crate::engine::simulation::Model;
use crate::inputs::estate::Estate;
use crate::inputs::scenario::{
    Decisions, Funnel, MoveOnHomes, Placement, Repairs, Scenario, Stays,
};

/// How many of each lever are at work, in the candidates' order; units count 0.
pub(super) type Working = Vec<u16>;

/// The estate with every unit that a plan may buy, planned and never opening by itself, and for each candidate
/// the positions of its units.
pub(super) fn with_planned_units(
    estate: &Estate,
    candidates: &[Candidate],
    copies: &[u32],
) -> (Estate, Vec<Vec<usize>>) {
    let mut estate = estate.clone();
    let mut places = Vec::new();
    for (candidate, &copies) in candidates.iter().zip(copies) {
        let Lever::Unit(unit) = &candidate.lever else {
            places.push(Vec::new());
            continue;
        };
        let (setting, unit) = &**unit;
        let copy = |number: u32| {
            let name = format!("{}-{number}", candidate.name);
            let building = Setting { name: name.clone(), ..setting.clone() };
            estate.plan_unit(Unit { name, ..unit.clone() }, Some(building), None)
        };
        places.push((1..=copies).map(copy).collect());
    }
    (estate, places)
}

/// Of levers at work those that change what is drawn: who is made safe at home, what suits whom, when homes come. The
/// others change how long a household stays or how many are funded, of which a tape says nothing.
pub(super) fn drawn_by(working: &Working, candidates: &[Candidate], plain: &Model<'_>) -> Working {
    let is_drawn = |lever: &Lever| match lever {
        Lever::Unit(_)
        | Lever::MoveOnWorker(_)
        | Lever::TurnaroundNights(_)
        | Lever::HoldNights(_)
        | Lever::Repairs(_)
        | Lever::LocalPriority(_) => false,
        Lever::MoveOnHomes(_) => plain.demand.course.homes.is_some(),
        Lever::NrpfPlaces(_) => plain.estate.provider.nrpf_places == Some(0),
        Lever::Wheelchair(_)
        | Lever::OlderBoys(..)
        | Lever::Pets(_)
        | Lever::Sanctuary(_)
        | Lever::Decision(..) => true,
    };
    let of = |(&count, one): (&u16, &Candidate)| if is_drawn(&one.lever) { count } else { 0 };
    working.iter().zip(candidates).map(of).collect()
}

/// Of levers at work those that change the estate, and so what the rules say of it.
pub(super) fn on_estate(working: &Working, candidates: &[Candidate]) -> Working {
    let is_on_estate = |lever: &Lever| {
        matches!(
            lever,
            Lever::Wheelchair(_) | Lever::OlderBoys(..) | Lever::Pets(_) | Lever::NrpfPlaces(_)
        )
    };
    let of = |(&count, one): (&u16, &Candidate)| if is_on_estate(&one.lever) { count } else { 0 };
    working.iter().zip(candidates).map(of).collect()
}

/// An estate with levers at work.
pub(super) fn estate_at_work(
    estate: &Estate,
    candidates: &[Candidate],
    working: &Working,
) -> Estate {
    let mut estate = estate.clone();
    for (candidate, &count) in candidates.iter().zip(working).filter(|(_, count)| **count > 0) {
        change_estate(&candidate.lever, count, &mut estate);
    }
    estate
}

/// A scenario with levers at work; what they change in the estate changes none of its numbers.
pub(super) fn scenario_at_work(
    (scenario, estate): (&Scenario, &Estate),
    candidates: &[Candidate],
    working: &Working,
) -> Scenario {
    let mut scenario = scenario.clone();
    let pulled = Changeable::of(&scenario).pulled((&scenario.stay, estate), candidates, working);
    pulled.put_into(&mut scenario);
    scenario
}

/// What levers can change in a scenario, and all they can: they are given nothing else of it to write to, and what
/// is put into a scenario takes the place of whatever levers changed there before.
#[derive(Debug, Clone)]
pub(super) struct Changeable {
    move_on: Option<Stays>,
    move_on_homes: Option<MoveOnHomes>,
    funnel: Funnel,
    decisions: Decisions,
    turnaround_nights: u32,
    hold_nights: u32,
    placement: Placement,
    repairs: Option<Repairs>,
}

impl Changeable {
    /// As it is in a scenario.
    pub(super) fn of(scenario: &Scenario) -> Self {
        Self {
            move_on: scenario.move_on,
            move_on_homes: scenario.move_on_homes.clone(),
            funnel: scenario.funnel,
            decisions: scenario.decisions.clone(),
            turnaround_nights: scenario.turnaround_nights,
            hold_nights: scenario.hold_nights,
            placement: scenario.placement,
            repairs: scenario.repairs,
        }
    }

    /// The same with levers at work, where households stay so long.
    pub(super) fn pulled(
        &self,
        of: (&Stays, &Estate),
        candidates: &[Candidate],
        working: &Working,
    ) -> Self {
        let mut pulled = self.clone();
        for (candidate, &count) in candidates.iter().zip(working).filter(|(_, count)| **count > 0) {
            pulled.pull(&candidate.lever, count, of);
        }
        pulled
    }

    /// Puts it into the scenario it is of.
    pub(super) fn put_into(self, scenario: &mut Scenario) {
        let Self {
            move_on,
            move_on_homes,
            funnel,
            decisions,
            turnaround_nights,
            hold_nights,
            placement,
            repairs,
        } = self;
        scenario.move_on = move_on;
        scenario.move_on_homes = move_on_homes;
        scenario.funnel = funnel;
        scenario.decisions = decisions;
        scenario.turnaround_nights = turnaround_nights;
        scenario.hold_nights = hold_nights;
        scenario.placement = placement;
        scenario.repairs = repairs;
    }

    fn pull(&mut self, lever: &Lever, count: u16, of: (&Stays, &Estate)) {
        let times = f64::from(count);
        match lever {
            Lever::MoveOnWorker(factor) => self.scale_waits(libm::pow(*factor, times)),
            Lever::MoveOnHomes(per_year) => self.more_homes(times * per_year, of),
            Lever::Sanctuary(share) => self.funnel.sanctuary = self.funnel.sanctuary.max(*share),
            Lever::Decision(rule, chance) => {
                let granted = self.decisions.said(*rule).unwrap_or(0.0).max(*chance);
                self.decisions.grant(*rule, granted);
            }
            Lever::TurnaroundNights(nights) => {
                self.turnaround_nights = self.turnaround_nights.min(*nights);
            }
            Lever::HoldNights(nights) => self.hold_nights = self.hold_nights.min(*nights),
            Lever::LocalPriority(units) => {
                let kept = &mut self.placement.kept_for_local;
                *kept = (*kept).max(*units);
            }
            Lever::Repairs(factor) => {
                if let Some(repairs) = &mut self.repairs {
                    repairs.chance *= libm::pow(*factor, times);
                }
            }
            Lever::Unit(_)
            | Lever::Wheelchair(_)
            | Lever::OlderBoys(..)
            | Lever::Pets(_)
            | Lever::NrpfPlaces(_) => {}
        }
    }

    /// Where a scenario counts the homes that come, there are more of them. Where it only says how long households
    /// wait, so many homes a year spare that share of departures the wait that they would be of all departures if
    /// every unit of those kinds were full all year: the least that so many homes could do.
    fn more_homes(&mut self, more: f64, (stay, estate): (&Stays, &Estate)) {
        if let Some(homes) = &mut self.move_on_homes {
            homes.per_year += more;
            return;
        }
        let waits = self.move_on.as_ref();
        let days = |kind| (mean(Some(stay), kind) + mean(waits, kind)).max(1.0);
        let kinds = estate.units.iter().filter(|unit| unit.is_in_stock());
        let kinds = kinds.map(|unit| estate.settings[unit.setting].kind);
        let departures: f64 = kinds
            .filter(|kind| mean(waits, *kind) > 0.0)
            .map(|kind| DAYS_OF_YEAR / days(kind))
            .sum();
        let spared = if departures > 0.0 { (more / departures).min(1.0) } else { 0.0 };
        self.scale_waits(1.0 - spared);
    }

    fn scale_waits(&mut self, factor: f64) {
        self.move_on = self.move_on.as_ref().map(|waits| waits.stretched(factor));
    }
}

fn change_estate(lever: &Lever, count: u16, estate: &mut Estate) {
    match lever {
        Lever::Wheelchair(units) => {
            for &unit in &units[..usize::from(count).min(units.len())] {
                estate.units[unit].step_free = true;
                estate.units[unit].wheelchair = true;
            }
        }
        Lever::OlderBoys(settings, age) => {
            for &setting in settings {
                let limit = &mut estate.settings[setting].oldest_boy;
                *limit = limit.map(|limit| limit.max(*age));
            }
        }
        Lever::Pets(settings) => {
            for &setting in settings {
                estate.settings[setting].pets = true;
            }
        }
        Lever::NrpfPlaces(places) => {
            let more = places * u32::from(count);
            estate.provider.nrpf_places = estate.provider.nrpf_places.map(|places| places + more);
        }
        _ => {}
    }
}

fn mean(stays: Option<&Stays>, kind: Kind) -> f64 {
    stays.and_then(|stays| stays.of(kind)).map_or(0.0, |stay| stay.mean_days)
}

/// Days of support and of waiting for move-on housing in a kind of unit, on average.
pub(super) fn mean_stay(scenario: &Scenario, kind: Kind) -> f64 {
    mean(Some(&scenario.stay), kind) + mean(scenario.move_on.as_ref(), kind)
}

/// Why a candidate can do nothing in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyIdle {
    /// It would begin to work only after the years that count.
    TooLate,
    /// Nobody waits for move-on housing.
    NobodyWaitsToMoveOn,
    /// Funded places are not limited.
    FundedPlacesUnlimited,
    /// As many are made safe at home already.
    SanctuaryAlready,
    /// Nobody says that she could stay at home.
    NobodyCouldStay,
    /// It is granted as often already.
    GrantedAlready,
    /// Units stand empty, or are kept, no longer already.
    NoLongerAlready,
    /// Units need no repairs in the scenario.
    NoRepairs,
    /// As many units are kept for local households already.
    KeptAlready,
    /// The scenario draws no unsafe places, so nobody is known to be from elsewhere.
    NobodyFromElsewhere,
}

/// How often a rule's decisions are granted in the history in which that is least often.
fn already_granted(scenario: &Scenario, rule: RuleName) -> f64 {
    let said = scenario.decisions.said(rule).unwrap_or(0.0);
    let key = format!("decisions.{}", rule.name());
    let drawn = scenario.draws().filter(|_| !scenario.holds(&key));
    let least = drawn.and_then(|draws| draws.least(|column| column.rule == Some(rule)));
    least.unwrap_or(said)
}

/// Why a candidate can do nothing in a scenario, if so.
pub(super) fn idle(candidate: &Candidate, scenario: &Scenario, estate: &Estate) -> Option<WhyIdle> {
    if f64::from(candidate.lead_days) >= f64::from(scenario.years) * f64::from(YEAR) {
        return Some(WhyIdle::TooLate);
    }
    match &candidate.lever {
        Lever::MoveOnWorker(_) | Lever::MoveOnHomes(_)
            if scenario.move_on.is_none() && scenario.move_on_homes.is_none() =>
        {
            Some(WhyIdle::NobodyWaitsToMoveOn)
        }
        Lever::NrpfPlaces(_) if estate.provider.nrpf_places.is_none() => {
            Some(WhyIdle::FundedPlacesUnlimited)
        }
        Lever::Sanctuary(share) if scenario.funnel.sanctuary >= *share => {
            Some(WhyIdle::SanctuaryAlready)
        }
        Lever::Decision(rule, chance) if already_granted(scenario, *rule) >= *chance => {
            Some(WhyIdle::GrantedAlready)
        }
        Lever::TurnaroundNights(nights) if scenario.turnaround_nights <= *nights => {
            Some(WhyIdle::NoLongerAlready)
        }
        Lever::HoldNights(nights) if scenario.hold_nights <= *nights => {
            Some(WhyIdle::NoLongerAlready)
        }
        Lever::Repairs(_) if scenario.repairs.is_none() => Some(WhyIdle::NoRepairs),
        Lever::LocalPriority(units) if scenario.placement.kept_for_local >= *units => {
            Some(WhyIdle::KeptAlready)
        }
        Lever::LocalPriority(_)
            if scenario.unsafe_drawn.is_none()
                && scenario.classes.iter().all(|class| class.unsafe_drawn.is_none()) =>
        {
            Some(WhyIdle::NobodyFromElsewhere)
        }
        Lever::Sanctuary(_)
            if !scenario
                .classes
                .iter()
                .any(|class| crate::engine::placement::sanctuary_may_serve(&class.household)) =>
        {
            Some(WhyIdle::NobodyCouldStay)
        }
        _ => None,
    }
}
