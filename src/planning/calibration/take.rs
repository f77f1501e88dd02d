//! A draw of the unknowns taken up by a scenario.

use super::model::{Alternative, Calibration, Parameter, Sets, World};
use crate::inputs::estate::Estate;
use crate::inputs::scenario::{Distribution, HouseholdClass, Scenario, Stays};

/// Why a calibration does not go with a scenario.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// Something is set that the scenario does not have.
    #[error(
        "{0} is a parameter of the calibration, but the scenario has no {1}: leave the parameter out, or say it there"
    )]
    Nothing(&'static str, &'static str),
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
    /// A unit to add one like is not there.
    #[error("the alternative \"{0}\" adds a unit like {1}, which the estate does not have")]
    NoSuchUnit(String, String),
}

/// Keys of a scenario that a parameter sets.
fn keys(sets: Sets) -> &'static [&'static str] {
    match sets {
        Sets::ReferralsPerYear => &["arrivals.per_year"],
        Sets::ShareNeedingUnit => &["arrivals.share_needing_unit"],
        Sets::StayDays | Sets::HomeWaitShare => {
            &["stay.default.mean_days", "move_on.default.mean_days"]
        }
        Sets::StayCv => &["stay.default.cv", "move_on.default.cv"],
        Sets::UnsafeChance => &["unsafe_drawn.chance"],
        Sets::Accepts => &["funnel.accepts"],
        Sets::MixShare | Sets::LoadRatio | Sets::RequestsPerRefusal => &[],
    }
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
    let set: Vec<&str> =
        calibration.parameters.iter().flat_map(|p| keys(p.sets)).copied().collect();
    for other in &scenarios[1..] {
        let known = |of: &Scenario, key: &str, value: f64| {
            of.assumptions.iter().any(|a| a.key == key && (a.value - value).abs() <= 0.0)
        };
        let differs = |of: &Scenario, from: &Scenario| {
            let loose = of.assumptions.iter().filter(|a| !set.contains(&a.key.as_str()));
            loose.filter(|a| !known(from, &a.key, a.value)).map(|a| a.key.clone()).next()
        };
        if let Some(key) = differs(other, first).or_else(|| differs(first, other)) {
            return Err(Mismatch::Readings(key));
        }
    }
    let has = |sets| calibration.parameters.iter().any(|parameter| parameter.sets == sets);
    let waits = first.move_on.is_some_and(|waits| waits.default.is_some());
    for (sets, there, what) in [
        (Sets::StayDays, first.stay.default.is_some(), "[stay.default]"),
        (Sets::StayCv, first.stay.default.is_some(), "[stay.default]"),
        (Sets::HomeWaitShare, waits, "[move_on.default]"),
        (Sets::UnsafeChance, first.unsafe_drawn.is_some(), "[unsafe_drawn]"),
    ] {
        if has(sets) && !there {
            return Err(Mismatch::Nothing(sets.name(), what));
        }
    }
    for parameter in calibration.mix_shares() {
        let some = |name: &String| {
            let of = |class: &HouseholdClass| first.groups.get(class.group) == Some(name);
            first.classes.iter().any(|class| of(class) && class.share > 0.0)
        };
        if let Some(missing) = parameter.households.iter().find(|name| !some(name)) {
            return Err(Mismatch::NoSuchClass(parameter.name.clone(), missing.clone()));
        }
    }
    Ok(Some(Scenario { assumptions: Vec::new(), reading: String::new(), ..first.clone() }))
}

/// The values of a draw, by what they set.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    parameters: &'a [Parameter],
    values: &'a [f64],
}

impl<'a> Values<'a> {
    /// Gives classes the shares that were drawn for them together; the others share what is left, in proportion.
    fn put_mix_into(&self, scenario: &mut Scenario) {
        let drawn = self.parameters.iter().zip(self.values);
        let drawn = drawn.filter(|(parameter, _)| parameter.sets == Sets::MixShare);
        let shares: Vec<f64> = drawn.map(|(_, share)| *share).collect();
        if shares.is_empty() {
            return;
        }
        let left = (1.0 - shares.iter().sum::<f64>()).max(0.0);
        let mixes = mix_of_classes(self.parameters.iter(), scenario);
        let together = |mix: Option<usize>| {
            let own = scenario.classes.iter().zip(&mixes).filter(|(_, of)| **of == mix);
            own.map(|(class, _)| class.share).sum::<f64>()
        };
        let of = |mix: &Option<usize>| {
            let share = mix.map_or(left, |mix| shares[mix]);
            share / together(*mix).max(f64::MIN_POSITIVE)
        };
        let factors: Vec<f64> = mixes.iter().map(of).collect();
        for (class, factor) in scenario.classes.iter_mut().zip(factors) {
            class.share *= factor;
        }
    }

    /// Of these parameters.
    pub fn new(parameters: &'a [Parameter], values: &'a [f64]) -> Self {
        Self { parameters, values }
    }

    /// The value that sets something, if a parameter does.
    pub fn get(&self, sets: Sets) -> Option<f64> {
        let at = self.parameters.iter().position(|parameter| parameter.sets == sets)?;
        self.values.get(at).copied()
    }

    /// Puts the values into a scenario.
    pub fn put_into(&self, scenario: &mut Scenario) {
        let arrivals = &mut scenario.arrivals;
        arrivals.per_year = self.get(Sets::ReferralsPerYear).unwrap_or(arrivals.per_year);
        arrivals.share_needing_unit =
            self.get(Sets::ShareNeedingUnit).unwrap_or(arrivals.share_needing_unit);
        if let (Some(drawn), Some(chance)) =
            (&mut scenario.unsafe_drawn, self.get(Sets::UnsafeChance))
        {
            drawn.chance = chance;
        }
        self.put_mix_into(scenario);
        scenario.funnel.accepts = self.get(Sets::Accepts).unwrap_or(scenario.funnel.accepts);
        let wait = default_of(scenario.move_on.as_ref()).map_or(0.0, |wait| wait.mean_days);
        let support = scenario.stay.default.map_or(0.0, |stay| stay.mean_days);
        let stay = self.get(Sets::StayDays).unwrap_or(support + wait);
        let usual = if support + wait > 0.0 { wait / (support + wait) } else { 0.0 };
        let share = self.get(Sets::HomeWaitShare).unwrap_or(usual);
        let cv = self.get(Sets::StayCv);
        set(scenario.stay.default.as_mut(), stay * (1.0 - share), cv);
        set(scenario.move_on.as_mut().and_then(|waits| waits.default.as_mut()), stay * share, cv);
    }
}

/// Which of the unknown shares of the mix each class of a scenario belongs to.
pub(super) fn mix_of_classes<'a>(
    parameters: impl Iterator<Item = &'a Parameter>,
    scenario: &Scenario,
) -> Vec<Option<usize>> {
    let mixes: Vec<&Parameter> = parameters.filter(|p| p.sets == Sets::MixShare).collect();
    let of = |class: &HouseholdClass| {
        let name = scenario.groups.get(class.group)?;
        mixes.iter().position(|mix| mix.households.contains(name))
    };
    scenario.classes.iter().map(of).collect()
}

fn default_of(stays: Option<&Stays>) -> Option<Distribution> {
    stays?.default
}

fn set(distribution: Option<&mut Distribution>, mean_days: f64, cv: Option<f64>) {
    if let Some(distribution) = distribution {
        distribution.mean_days = mean_days;
        distribution.cv = cv.unwrap_or(distribution.cv);
    }
}

/// The mean stay of a scenario, both parts together, in days.
pub(super) fn stay_days(scenario: &Scenario) -> f64 {
    let wait = default_of(scenario.move_on.as_ref()).map_or(0.0, |wait| wait.mean_days);
    scenario.stay.default.map_or(0.0, |stay| stay.mean_days) + wait
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
        #[expect(clippy::cast_precision_loss, reason = "a handful of classes")]
        let alike = 1.0 / other.classes.len().max(1) as f64;
        other.classes.iter_mut().for_each(|class| class.share = alike);
    }
    other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::parse::Source;
    use crate::inputs::evidence::{Evidence, Provenance};
    use crate::planning::calibration::prior::Prior;

    /// Three classes, of half, three tenths and two tenths.
    fn scenario() -> Scenario {
        let class = |name: &str, share: f64| {
            format!(
                "[[household]]\nname = \"{name}\"\nshare = {share}\nreferral = {{ immediate_danger = true, \
                 homeless_before = false, person = [{{ role = \"adult\", age = 30, sex = \"female\" }}] }}\n"
            )
        };
        let text = format!(
            "name = \"mix\"\nestate = \"any\"\nstart = \"2026-01-01\"\nyears = 1\nreplications = 1\nseed = 1\n\
             [arrivals]\nper_year = 100\n[stay]\ndefault = {{ family = \"exponential\", mean_days = 30.0 }}\n{}{}{}",
            class("one", 0.5),
            class("two", 0.3),
            class("three", 0.2)
        );
        let source = Source { file: "mix", text: &text };
        crate::inputs::scenario::read(&[source], &Evidence::default()).unwrap().remove(0)
    }

    fn share_of(households: &[&str]) -> Parameter {
        Parameter {
            name: "share".to_owned(),
            sets: Sets::MixShare,
            households: households.iter().map(|&name| name.to_owned()).collect(),
            unit: "share".to_owned(),
            prior: Prior::Uniform { low: 0.0, high: 1.0 },
            standing: Provenance::Assumed,
            source: "a test".to_owned(),
        }
    }

    fn taken(parameters: &[Parameter], values: &[f64]) -> Vec<f64> {
        let mut scenario = scenario();
        Values::new(parameters, values).put_into(&mut scenario);
        scenario.classes.iter().map(|class| class.share).collect()
    }

    #[test]
    fn classes_take_the_share_drawn_and_others_what_is_left() {
        let near = |found: &[f64], said: [f64; 3]| {
            let all = found.iter().zip(said);
            assert!(all.into_iter().all(|(found, said)| (found - said).abs() < 1e-12), "{found:?}");
        };
        near(&taken(&[share_of(&["one"])], &[0.2]), [0.2, 0.48, 0.32]);
        near(&taken(&[share_of(&["two", "three"])], &[0.8]), [0.2, 0.48, 0.32]);
        near(&taken(&[share_of(&["one"]), share_of(&["three"])], &[0.1, 0.6]), [0.1, 0.3, 0.6]);
        near(&taken(&[], &[]), [0.5, 0.3, 0.2]);
    }
}
