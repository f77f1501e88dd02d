//! What a calibration asks of its scenario, and what its worlds and alternatives make of it.

use super::model::{Alternative, Calibration, World};
use crate::base::statistics::float;
use crate::inputs::estate::Estate;
use crate::inputs::scenario::{Column, HouseholdClass, Scenario, Sets};

/// Why a calibration does not go with a scenario.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Mismatch {
    /// Parameters, each with what it sets, which the scenario does not have.
    #[error(
        "calibration.toml does not go with this scenario, which lacks what some of its parameters set, {}: give the scenario that, or take a calibration without",
        named(.0)
    )]
    Nothing(Vec<(String, String)>),
    /// Its readings differ in something that no parameter covers.
    #[error(
        "the readings of the scenario differ in {0}, which is no parameter of the calibration: make it one, or calibrate a scenario in which they agree"
    )]
    Readings(String),
    /// A class of household is not there, or nobody is of it.
    #[error(
        "the calibration's \"{0}\" is a share of the class \"{1}\", which the scenario does not have: name one that it has"
    )]
    NoSuchClass(String, String),
    /// A lever is none of those that money could buy, or none that shortens the wait for a home.
    #[error(
        "the alternative \"{0}\" pulls \"{1}\", which candidates.csv does not have as a lever on the wait for move-on housing (move_on_worker)"
    )]
    NoSuchLever(String, String),
    /// Levers cost more than the alternative says.
    #[error(
        "the alternative \"{0}\" is said to cost {1} pounds a year, and its levers cost {2} by candidates.csv: correct one of them"
    )]
    Cost(String, f64, f64),
    /// A unit to add one like is not there.
    #[error("the alternative \"{0}\" adds a unit like {1}, which the estate does not have")]
    NoSuchUnit(String, String),
}

/// Each with what it sets.
fn named(nothing: &[(String, String)]) -> String {
    let each: Vec<String> = nothing.iter().map(|(name, what)| format!("{name} ({what})")).collect();
    each.join(", ")
}

/// The one scenario that is calibrated: its readings may differ in nothing but what the parameters set.
///
/// # Errors
/// If they do, or if a parameter sets what the scenario does not have.
pub fn one_scenario(
    calibration: &Calibration,
    scenarios: &[Scenario],
) -> Result<Option<Scenario>, Mismatch> {
    let Some(first) = scenarios.first() else { return Ok(None) };
    let set: Vec<String> = calibration.columns().flat_map(Column::keys).collect();
    for other in &scenarios[1..] {
        let known = |of: &Scenario, key: &str, value: f64| {
            of.assumptions.iter().any(|a| a.key == key && (a.value - value).abs() <= 0.0)
        };
        let differs = |of: &Scenario, from: &Scenario| {
            let loose = of.assumptions.iter().filter(|a| !set.contains(&a.key));
            loose.filter(|a| !known(from, &a.key, a.value)).map(|a| a.key.clone()).next()
        };
        if let Some(key) = differs(other, first).or_else(|| differs(first, other)) {
            return Err(Mismatch::Readings(key));
        }
    }
    let nothing = calibration
        .columns()
        .filter_map(|column| Some((column.label(), not_there(column, first)?)));
    let nothing: Vec<(String, String)> = nothing.collect();
    if !nothing.is_empty() {
        return Err(Mismatch::Nothing(nothing));
    }
    for parameter in calibration.mix_shares() {
        let some = |name: &String| {
            let of = |class: &HouseholdClass| first.groups.get(class.group) == Some(name);
            first.classes.iter().any(|class| of(class) && class.share > 0.0)
        };
        if let Some(missing) = parameter.column.households.iter().find(|name| !some(name)) {
            return Err(Mismatch::NoSuchClass(parameter.name.clone(), missing.clone()));
        }
    }
    Ok(Some(Scenario { reading: String::new(), ..first.undrawn().unsourced() }))
}

/// What a lever on the wait for move-on housing does, and what it costs a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WaitLever {
    /// The factor on the wait.
    pub factor: f64,
    /// Pounds.
    pub a_year: f64,
}

impl Calibration {
    /// With what the levers do that its alternatives name, by those who define them.
    ///
    /// # Errors
    /// If a lever is not there, or costs more than its alternative says.
    pub fn with_levers(mut self, of: impl Fn(&str) -> Option<WaitLever>) -> Result<Self, Mismatch> {
        /// Pounds apart that nobody minds.
        const ROUNDING: f64 = 1.0;
        for alternative in self.alternatives.iter_mut().filter(|one| !one.levers.is_empty()) {
            let mut cost = 0.0;
            for name in &alternative.levers {
                let missing = || Mismatch::NoSuchLever(alternative.name.clone(), name.clone());
                let lever = of(name).ok_or_else(missing)?;
                alternative.home_wait_factor *= lever.factor;
                cost += lever.a_year;
            }
            let apart = cost - alternative.a_year;
            if apart > ROUNDING || (alternative.adds.is_empty() && apart < -ROUNDING) {
                let (name, said) = (alternative.name.clone(), alternative.a_year);
                return Err(Mismatch::Cost(name, said, cost));
            }
        }
        Ok(self)
    }
}

/// What an unknown sets and the scenario does not have.
fn not_there(column: &Column, scenario: &Scenario) -> Option<String> {
    let waits = scenario.move_on.is_some_and(|waits| waits.default.is_some());
    let (is_there, what) = match (column.sets, column.rule) {
        (Sets::StayDays | Sets::StayCv, _) => (scenario.stay.default.is_some(), "[stay.default]"),
        (Sets::HomeWaitShare, _) => (waits, "[move_on.default]"),
        (Sets::UnsafeChance, _) => (scenario.unsafe_drawn.is_some(), "[unsafe_drawn]"),
        (Sets::AsksOnward, _) => (scenario.onward.is_some(), "[onward]"),
        (Sets::Granted, Some(rule)) => {
            let is_said = scenario.decisions.said(rule).is_some();
            return (!is_said).then(|| format!("decisions.{}", rule.name()));
        }
        _ => return None,
    };
    (!is_there).then(|| what.to_owned())
}

/// The estate with every unit that some alternative adds, planned and not yet open; and for each alternative,
/// which of them it opens.
///
/// # Errors
/// If a unit to add one like is not there.
pub(super) fn with_planned(
    estate: &Estate,
    alternatives: &[Alternative],
) -> Result<(Estate, Vec<Vec<usize>>), Mismatch> {
    let mut larger = estate.clone();
    let mut opened = Vec::new();
    for alternative in alternatives {
        let mut own = Vec::new();
        for like in &alternative.adds {
            let found = estate.units.iter().position(|unit| unit.name == *like);
            let missing = || Mismatch::NoSuchUnit(alternative.name.clone(), like.clone());
            let which = found.ok_or_else(missing)?;
            let unit = estate.units[which].clone();
            // A dispersed home is a building of its own; another in a refuge shares its places.
            let alone =
                estate.units.iter().filter(|other| other.setting == unit.setting).count() == 1;
            let building = alone.then(|| estate.setting_of(which).clone());
            own.push(larger.plan_unit(unit, building, estate.sectors[which]));
        }
        opened.push(own);
    }
    Ok((larger, opened))
}

/// A scenario as it would be in another world.
pub(super) fn in_world(scenario: &Scenario, world: &World) -> Scenario {
    let mut other = scenario.clone();
    let stays = [Some(&mut other.stay), other.move_on.as_mut()];
    for stay in stays.into_iter().flatten().filter_map(|stays| stays.default.as_mut()) {
        stay.family = world.stay_family.unwrap_or(stay.family);
        stay.cv = world.stay_cv.unwrap_or(stay.cv);
    }
    if let Some(dispersion) = world.dispersion {
        other.arrivals.dispersion = Some(dispersion);
    }
    if world.mix_alike {
        let alike = 1.0 / float(other.classes.len().max(1));
        other.classes.iter_mut().for_each(|class| class.share = alike);
    }
    other
}
