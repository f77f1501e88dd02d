//! What money could buy: a unit more, or a lever that is no unit. Costs carry source and standing.
//!
//! Not here: what a candidate does to the estate (`levers`), and what may be spent (`budget`).

use super::horizon::Horizon;
use crate::base::domain::{RuleName, Setting, Unit};
use crate::inputs::evidence::Provenance;
use serde::Serialize;

/// One row of `candidates.csv`.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Codename.
    pub name: String,
    /// What it is, for a person.
    pub title: String,
    /// What it does.
    pub lever: Lever,
    /// How many there can be at most.
    pub most: u32,
    /// Days from the decision, on the scenario's first day, until it works.
    pub lead_days: u32,
    /// Years over which its capital is spread.
    pub life_years: u32,
    /// What one costs once, in pounds.
    pub capital: Money,
    /// What one costs a year, in pounds.
    pub yearly: Money,
    /// Who must agree, where anybody besides the provider must.
    pub agrees: Option<String>,
    /// On whom it falls, besides those who pay.
    pub falls_on: Option<String>,
}

/// What a candidate does.
#[derive(Debug, Clone)]
pub enum Lever {
    /// A unit more, in a setting of its own.
    Unit(Box<(Setting, Unit)>),
    /// A factor on the wait for move-on housing.
    MoveOnWorker(f64),
    /// Homes to move on to, a year.
    MoveOnHomes(f64),
    /// These units of the estate are adapted for a wheelchair, one for each that is bought.
    Wheelchair(Vec<usize>),
    /// These settings of the estate admit boys up to this age.
    OlderBoys(Vec<usize>, u8),
    /// These settings of the estate accept pets.
    Pets(Vec<usize>),
    /// Funded places for households without recourse to public funds.
    NrpfPlaces(u32),
    /// The share made safe at home, of those for whom that is open.
    Sanctuary(f64),
    /// A person grants what a rule asks with this chance.
    Decision(RuleName, f64),
    /// Nights after a departure before the unit can be offered, at most.
    TurnaroundNights(u32),
    /// Nights for which a unit is kept for a household before it moves in, at most.
    HoldNights(u32),
    /// The chance that a unit needs repairs after a departure is multiplied.
    Repairs(f64),
    /// Vacant units kept for local households.
    LocalPriority(u32),
}

impl Lever {
    /// Whether it is a unit.
    pub fn is_unit(&self) -> bool {
        matches!(self, Self::Unit(_))
    }

    /// Whether plans may buy it: who goes first is chosen by people, and by no plan for its figures.
    pub fn is_in_plans(&self) -> bool {
        !matches!(self, Self::LocalPriority(_))
    }
}

/// An amount of money with what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Money {
    /// Pounds.
    pub pounds: f64,
    /// The least that is plausible.
    pub low: f64,
    /// The most that is plausible.
    pub high: f64,
    /// How far it can be trusted.
    pub standing: Provenance,
    /// Where it comes from.
    pub source: String,
}

impl Candidate {
    /// The factor on the wait for move-on housing, if it is a lever on that.
    pub fn wait_factor(&self) -> Option<f64> {
        match self.lever {
            Lever::MoveOnWorker(factor) => Some(factor),
            _ => None,
        }
    }

    /// Pounds a year, of the days on which it works, over all of the years that count: best estimate, least and most. Capital of
    /// what ends with its funding is spread over the time up to its end.
    pub fn a_year(&self, horizon: Horizon) -> [f64; 3] {
        let part = horizon.part(self.lead_days);
        if part <= 0.0 {
            return [0.0; 3];
        }
        self.over(horizon.life(self.life_years, self.lead_days)).map(|pounds| pounds * part)
    }

    /// Pounds of a year in which it works all the time, capital spread evenly over its life: best estimate, least and most.
    pub fn price(&self) -> [f64; 3] {
        self.over(f64::from(self.life_years))
    }

    fn over(&self, life: f64) -> [f64; 3] {
        [
            self.yearly.pounds + self.capital.pounds / life,
            self.yearly.low + self.capital.low / life,
            self.yearly.high + self.capital.high / life,
        ]
    }

    /// Whether any part of its cost is assumed.
    pub fn cost_is_assumed(&self) -> bool {
        let assumed = |money: &Money| money.standing == Provenance::Assumed && money.high > 0.0;
        assumed(&self.capital) || assumed(&self.yearly)
    }
}
