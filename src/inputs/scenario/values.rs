//! A draw of what is not known, taken up by a scenario in place of its own numbers.

use super::distribution::Distribution;
use super::model::{HouseholdClass, Scenario, Stays};
use super::sets::{Column, Sets};

/// The values of a draw, by what they set.
#[derive(Debug, Clone)]
pub struct Values<'a>(Vec<(&'a Column, f64)>);

impl<'a> Values<'a> {
    /// Of these columns.
    pub fn new(columns: impl IntoIterator<Item = &'a Column>, values: &[f64]) -> Self {
        Self(columns.into_iter().zip(values.iter().copied()).collect())
    }

    /// The value that sets something, if one does.
    pub fn get(&self, sets: Sets) -> Option<f64> {
        self.0.iter().find(|(column, _)| column.sets == sets).map(|(_, value)| *value)
    }

    /// Puts the values into a scenario, but for those that it holds to.
    pub fn put_into(&self, scenario: &mut Scenario) {
        self.put_arrivals_into(scenario);
        self.put_mix_into(scenario);
        self.put_stays_into(scenario);
        self.put_decisions_into(scenario);
    }

    fn put_arrivals_into(&self, scenario: &mut Scenario) {
        let holds = |key| scenario.holds(key);
        let get = |sets: Sets| self.get(sets).filter(|_| !sets.keys().iter().any(|key| holds(key)));
        let (per_year, share) = (get(Sets::ReferralsPerYear), get(Sets::ShareNeedingUnit));
        let (unsafe_chance, accepts) = (get(Sets::UnsafeChance), get(Sets::Accepts));
        let arrivals = &mut scenario.arrivals;
        arrivals.per_year = per_year.unwrap_or(arrivals.per_year);
        arrivals.share_needing_unit = share.unwrap_or(arrivals.share_needing_unit);
        scenario.funnel.accepts = accepts.unwrap_or(scenario.funnel.accepts);
        if let (Some(drawn), Some(chance)) = (&mut scenario.unsafe_drawn, unsafe_chance) {
            drawn.chance = chance;
        }
    }

    /// What a person grants, rule by rule, and what follows a short stay.
    fn put_decisions_into(&self, scenario: &mut Scenario) {
        let may_hold = scenario.posterior.is_some();
        for (column, chance) in &self.0 {
            let is_held = |scenario: &Scenario| {
                may_hold && column.keys().iter().any(|key| scenario.holds(key))
            };
            if let Some(rule) = column.rule.filter(|_| !is_held(scenario)) {
                scenario.decisions.grant(rule, *chance);
            }
        }
        let asks = self.get(Sets::AsksOnward).filter(|_| !scenario.holds("onward.chance"));
        if let (Some(onward), Some(chance)) = (&mut scenario.onward, asks) {
            onward.chance = chance;
        }
    }

    /// Gives classes the shares that were drawn for them together; the others share what is left, in proportion.
    fn put_mix_into(&self, scenario: &mut Scenario) {
        let drawn = self.0.iter().filter(|(column, _)| column.sets == Sets::MixShare);
        let shares: Vec<f64> = drawn.map(|(_, share)| *share).collect();
        if shares.is_empty() || scenario.holds("household") {
            return;
        }
        let left = (1.0 - shares.iter().sum::<f64>()).max(0.0);
        let mixes = mix_of_classes(self.0.iter().map(|(column, _)| *column), scenario);
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

    fn put_stays_into(&self, scenario: &mut Scenario) {
        let (support, wait) = scenario.stay_parts();
        let stay = self.get(Sets::StayDays).unwrap_or(support + wait);
        let usual = if support + wait > 0.0 { wait / (support + wait) } else { 0.0 };
        let share = self.get(Sets::HomeWaitShare).unwrap_or(usual);
        let cv = self.get(Sets::StayCv);
        let [held_support, held_wait] =
            ["stay.default", "move_on.default"].map(|part| Held::of(scenario, part));
        let waits = scenario.move_on.as_mut().and_then(|waits| waits.default.as_mut());
        held_support.set(scenario.stay.default.as_mut(), stay * (1.0 - share), cv);
        held_wait.set(waits, stay * share, cv);
    }
}

/// What a scenario holds to of one part of a stay.
struct Held {
    mean: bool,
    cv: bool,
}

impl Held {
    fn of(scenario: &Scenario, part: &str) -> Self {
        let holds =
            |key: &str| scenario.posterior.is_some() && scenario.holds(&format!("{part}.{key}"));
        Self { mean: holds("mean_days"), cv: holds("cv") }
    }

    fn set(&self, distribution: Option<&mut Distribution>, mean_days: f64, cv: Option<f64>) {
        let Some(distribution) = distribution else { return };
        if !self.mean {
            distribution.mean_days = mean_days;
        }
        if !self.cv {
            distribution.cv = cv.unwrap_or(distribution.cv);
        }
    }
}

impl Scenario {
    /// Days of support and of waiting for a home, on average, where a kind has none of its own.
    pub fn stay_parts(&self) -> (f64, f64) {
        let mean = |stays: Option<&Stays>| {
            stays.and_then(|stays| stays.default).map_or(0.0, |own| own.mean_days)
        };
        (mean(Some(&self.stay)), mean(self.move_on.as_ref()))
    }
}

/// Which of the unknown shares of the mix each class of a scenario belongs to.
pub fn mix_of_classes<'a>(
    columns: impl Iterator<Item = &'a Column>,
    scenario: &Scenario,
) -> Vec<Option<usize>> {
    let mixes: Vec<&Column> = columns.filter(|column| column.sets == Sets::MixShare).collect();
    let of = |class: &HouseholdClass| {
        let name = scenario.groups.get(class.group)?;
        mixes.iter().position(|mix| mix.households.contains(name))
    };
    scenario.classes.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::parse::Source;
    use crate::inputs::evidence::Evidence;

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

    #[test]
    fn what_a_person_grants_is_taken_up_unless_the_scenario_holds_to_it() {
        use crate::base::domain::RuleName;
        let granted =
            |rule| Column { sets: Sets::Granted, households: Vec::new(), rule: Some(rule) };
        let columns = [granted(RuleName::Pets), granted(RuleName::SingleSex)];
        let mut scenario = scenario();
        let held = std::iter::once("decisions.single_sex".to_owned()).collect();
        scenario.posterior =
            Some(crate::inputs::scenario::Posterior { name: String::new(), held, draws: None });
        Values::new(&columns, &[0.25, 0.75]).put_into(&mut scenario);
        let said = [RuleName::Pets, RuleName::SingleSex].map(|rule| scenario.decisions.said(rule));
        assert_eq!(said, [Some(0.25), None]);
    }

    fn share_of(households: &[&str]) -> Column {
        let households = households.iter().map(|&name| name.to_owned()).collect();
        Column { sets: Sets::MixShare, households, rule: None }
    }

    fn taken(columns: &[Column], values: &[f64]) -> Vec<f64> {
        let mut scenario = scenario();
        Values::new(columns, values).put_into(&mut scenario);
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
