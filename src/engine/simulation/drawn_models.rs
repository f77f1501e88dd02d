//! A model for each history, where numbers of the scenario are drawn; one for all, where they are not.
//!
//! Rules are asked once: of a draw only numbers change. A history takes the draw whose turn it is by its number, so
//! threads and shards leave no trace, and scenarios with the same draws are compared under the same ones.

use super::expected::Expected;
use super::model::Model;
use crate::engine::demand::{Demand, Times};
use crate::inputs::scenario::Scenario;
use std::sync::OnceLock;

/// The models of a scenario's histories.
#[derive(Debug)]
pub struct DrawnModels<'a> {
    plain: &'a Model<'a>,
    scenario: Scenario,
    /// Found when it is first asked for: a run that stops by itself asks at every look.
    expected: OnceLock<Expected>,
}

/// What one thread works with.
#[derive(Debug)]
pub struct Numbers {
    demand: Demand,
    times: Times,
}

impl<'a> DrawnModels<'a> {
    /// Of a scenario and the model made of it.
    pub fn new(scenario: &Scenario, plain: &'a Model<'a>) -> Self {
        Self { plain, scenario: scenario.unsourced(), expected: OnceLock::new() }
    }

    /// The model in which every drawn number is its mean.
    pub fn plain(&self) -> &'a Model<'a> {
        self.plain
    }

    /// Whether numbers are drawn.
    pub fn are_drawn(&self) -> bool {
        self.scenario.draws().is_some()
    }

    /// How many draws there are; none: nothing is drawn.
    pub fn draws(&self) -> usize {
        self.scenario.draws().map_or(0, crate::inputs::scenario::Draws::len)
    }

    /// Which of the draws a history takes.
    pub fn turn(&self, replication: u32) -> usize {
        self.scenario.draws().map_or(0, |draws| draws.turn(replication))
    }

    /// What is known beforehand of those who ask, on average over all draws.
    pub fn expected(&self) -> &Expected {
        self.expected.get_or_init(|| self.over_all_draws())
    }

    fn over_all_draws(&self) -> Expected {
        let (plain, mut numbers) = (self.plain(), self.numbers());
        let pattern = plain.pattern();
        // Draws change how many ask, hardly ever when.
        let of = |model: &Model<'_>| {
            let is_like = model.demand.arrivals.have_the_pattern_of(&plain.demand.arrivals);
            if is_like { model.expected_by(&pattern) } else { model.expected() }
        };
        let draws = u32::try_from(self.draws()).unwrap_or(u32::MAX).max(1);
        // Where nothing is drawn the only model is the plain one.
        let mut mean = self.with(&mut numbers, 0, of);
        for draw in 1..draws {
            mean.add(self.with(&mut numbers, draw, of));
        }
        mean.each().for_each(|figure| *figure /= f64::from(draws));
        mean
    }

    /// Room for one thread.
    pub fn numbers(&self) -> Numbers {
        Numbers { demand: self.plain.demand.clone(), times: Times::default() }
    }

    /// Does something with the model of a history.
    pub fn with<R>(
        &self,
        numbers: &mut Numbers,
        replication: u32,
        then: impl FnOnce(&Model<'_>) -> R,
    ) -> R {
        let Some(values) = self.scenario.drawn(replication) else { return then(self.plain) };
        let mut scenario = self.scenario.clone();
        values.put_into(&mut scenario);
        numbers.times.forget();
        numbers.demand.take_numbers(&scenario, &mut numbers.times);
        then(&self.plain.under(&numbers.demand, &scenario.decisions))
    }
}
