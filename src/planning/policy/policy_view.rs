//! What a policy may look at: the desk's points, the rules' answers and expected stays, by class of household
//! and unit. Not here: how units are gathered into classes (`classes`).

use super::classes::{UnitClass, unit_classes};
use crate::base::domain::{Kind, RuleName, RuleSet};
use crate::base::statistics::float;
use crate::engine::demand::Demand;
use crate::engine::eligibility::{OccupancyView, Verdict, judge_alone};
use crate::engine::placement::penalty;
use crate::engine::simulation::Model;
use crate::inputs::scenario::{Scenario, Stays};

/// A table by class of household and unit.
pub(super) type ByUnit<T> = Vec<Vec<T>>;

/// Everything a policy may look at.
#[derive(Debug)]
pub struct PolicyView<'a> {
    /// The scenario, compiled.
    pub model: &'a Model<'a>,
    /// The desk's penalty points.
    pub points: ByUnit<i64>,
    /// What the rules say, whoever lives there.
    pub verdicts: ByUnit<Verdict>,
    /// Expected stay of a class of household in each kind, in nights.
    pub stay_nights: Vec<[f64; 3]>,
    /// The share of each class of household.
    pub shares: Vec<f64>,
    /// The units, gathered.
    pub classes: Vec<UnitClass>,
    /// For each unit, its class.
    pub class_of: Vec<usize>,
}

impl<'a> PolicyView<'a> {
    /// Of a scenario and what was compiled from it.
    pub fn new(scenario: &Scenario, model: &'a Model<'a>) -> Self {
        let units = model.estate.units.len();
        let occupancy = OccupancyView {
            lived_in: vec![false; units],
            complex_needs: vec![0; model.estate.settings.len()],
            ..OccupancyView::default()
        };
        let (mut points, mut verdicts) = (Vec::new(), Vec::new());
        for class in &model.demand.classes {
            let case = model.case(&class.household, &class.places, &occupancy);
            let found: Vec<Verdict> = (0..units).map(|unit| judge_alone(&case, unit)).collect();
            points.push((0..units).map(|unit| penalty(&case, unit, found[unit])).collect());
            verdicts.push(found);
        }
        let shares = shares(model.demand);
        let classes = unit_classes(model, &verdicts, &shares);
        let mut class_of = vec![0; units];
        for (which, class) in classes.iter().enumerate() {
            class.units.iter().for_each(|&unit| class_of[unit] = which);
        }
        Self {
            model,
            points,
            verdicts,
            stay_nights: stay_nights(scenario),
            shares,
            classes,
            class_of,
        }
    }

    /// Expected nights of a class of household in a unit.
    pub fn nights(&self, household: usize, unit: usize) -> f64 {
        self.stay_nights[household][self.model.kinds[unit] as usize]
    }

    /// Units that suit a class of household without anybody's decision, its unsafe place apart.
    pub fn suitable(&self, household: usize) -> impl Iterator<Item = usize> + '_ {
        let verdicts = &self.verdicts[household];
        let place = RuleSet::EMPTY.with(RuleName::UnsafeArea);
        (0..verdicts.len()).filter(move |&unit| verdicts[unit].breaches().minus(place).is_empty())
    }

    /// The suitable unit with least points, ties in file order.
    pub fn first_choice(&self, household: usize) -> Option<usize> {
        self.suitable(household).min_by_key(|&unit| (self.points[household][unit], unit))
    }

    /// The expected stay in a unit class, over the households it suits, in nights; over all, if it suits nobody.
    pub fn nights_in(&self, class: usize) -> f64 {
        let units = &self.classes[class].units;
        let suited =
            |household: &usize| self.suitable(*household).any(|unit| units.contains(&unit));
        let unit = units[0];
        let (mut nights, mut share) = (0.0, 0.0);
        for household in (0..self.shares.len()).filter(suited) {
            nights += self.shares[household] * self.nights(household, unit);
            share += self.shares[household];
        }
        if share > 0.0 { nights / share } else { self.mean_nights() }
    }

    /// Units that are open at some time of the span and suit somebody in the mix, perhaps by a decision.
    pub fn useful_units(&self) -> usize {
        let place = RuleSet::EMPTY.with(RuleName::UnsafeArea);
        let useful = |unit: usize| {
            self.verdicts.iter().any(|verdicts| verdicts[unit].barred.minus(place).is_empty())
        };
        let opens = self.model.opens.iter().enumerate();
        opens.filter(|(unit, opens)| opens.is_some() && useful(*unit)).count()
    }

    /// The expected stay over all households, each in the kind of its first choice, in nights.
    pub fn mean_nights(&self) -> f64 {
        let of = |(household, share): (usize, &f64)| {
            self.first_choice(household).map_or(0.0, |unit| share * self.nights(household, unit))
        };
        self.shares.iter().enumerate().map(of).sum()
    }

    /// Households' nights asked for, by night of a unit that suits somebody: 1 would fill them exactly.
    pub fn load(&self) -> f64 {
        let units = float(self.useful_units().max(1));
        self.model.demand.per_day * self.mean_nights() / units
    }
}

fn shares(demand: &Demand) -> Vec<f64> {
    let mut before = 0.0;
    let share = |up_to: f64| {
        let share = up_to - before;
        before = up_to;
        share
    };
    demand.classes.iter().map(|class| class.share_up_to).map(share).collect()
}

/// The mean stay of each class of household in each kind.
fn stay_nights(scenario: &Scenario) -> Vec<[f64; 3]> {
    let mean = |stays: &Stays, kind| stays.of(kind).map_or(0.0, |stay| stay.mean_days);
    let by_tables = Kind::ALL.map(|kind| {
        mean(&scenario.stay, kind) + scenario.move_on.as_ref().map_or(0.0, |wait| mean(wait, kind))
    });
    let of = |own: Option<f64>| own.map_or(by_tables, |mean_days| [mean_days; 3]);
    scenario.classes.iter().map(|class| of(class.stay.map(|stay| stay.mean_days))).collect()
}
