//! Several households at once, as numbers: who may take which unit, at how many points, and what binds
//! them to one another. `formulation.md` is the same in mathematics.
//!
//! Not here: where the numbers come from (`batch`), or how they are solved.

use crate::base::domain::RuleName;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;

/// A unit that one applicant may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Position of the unit in the estate.
    pub unit: usize,
    /// Whole points; more is worse.
    pub penalty: i64,
    /// What decides between answers of equal points; less is better. Nothing where somebody under 18 leads and the
    /// unit is staffed day and night, and 1 anywhere else.
    pub tie: i64,
}

/// A household of the batch, or a resident who could be moved to make room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicant {
    /// In danger now.
    pub in_danger: bool,
    /// Placing it is what the batch is for; moving a resident is not.
    pub counts: bool,
    /// It must have one of its choices: it accepted one, or lives there.
    pub must: bool,
    /// Where it may go, by unit.
    pub choices: Vec<Choice>,
}

/// What binds applicants to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitKind {
    /// Two applicants, by position, who must not live in one setting or sector.
    KeepApart(usize, usize),
    /// A setting's places for complex needs.
    ComplexNeeds(usize),
    /// The provider's funded places for households without recourse.
    Nrpf,
    /// Residents moved in all.
    Moves,
    /// Residents who would have to move round in a ring, so that nobody could begin.
    Ring,
}

impl LimitKind {
    /// The rule that it keeps between households; none for the limits on moves.
    pub fn rule(self) -> Option<RuleName> {
        match self {
            Self::KeepApart(..) => Some(RuleName::KeepApart),
            Self::ComplexNeeds(_) => Some(RuleName::ComplexNeeds),
            Self::Nrpf => Some(RuleName::Nrpf),
            Self::Moves | Self::Ring => None,
        }
    }
}

/// At most so many of these choices may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What it stands for.
    pub kind: LimitKind,
    /// The most.
    pub at_most: usize,
    /// Applicants in ascending order, each with those of its units that count, ascending.
    pub members: Vec<(usize, Vec<usize>)>,
}

impl Limit {
    /// Units of an applicant that count.
    pub fn units_of(&self, applicant: usize) -> &[usize] {
        self.members
            .binary_search_by_key(&applicant, |(member, _)| *member)
            .map_or(&[], |found| &self.members[found].1)
    }

    /// Whether an applicant taking a unit counts.
    pub fn covers(&self, applicant: usize, unit: usize) -> bool {
        self.units_of(applicant).binary_search(&unit).is_ok()
    }

    /// The applicants who count when each has what is said.
    pub fn taken_by<'a>(
        &'a self,
        unit_of: &'a [Option<usize>],
    ) -> impl Iterator<Item = usize> + 'a {
        self.members.iter().filter_map(|(applicant, units)| {
            let unit = unit_of[*applicant]?;
            units.binary_search(&unit).is_ok().then_some(*applicant)
        })
    }

    /// Whether it could ever be passed: more applicants have a choice under it than it admits.
    pub fn can_bind(&self) -> bool {
        self.members.len() > self.at_most
    }
}

/// What is put first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aim {
    /// Most in immediate danger, then most households, then fewest points.
    #[default]
    DangerFirst,
    /// Most households, then most in immediate danger, then fewest points.
    HouseholdsFirst,
}

/// Of this group at least so many are to be placed, before anything else is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// The least that are to be placed.
    pub at_least: usize,
    /// The applicants of the group, ascending.
    pub members: Vec<usize>,
}

impl Floor {
    /// How many fewer than the floor are placed.
    pub fn shortfall(&self, unit_of: &[Option<usize>]) -> usize {
        let placed = self.members.iter().filter(|&&member| unit_of[member].is_some()).count();
        self.at_least.saturating_sub(placed)
    }
}

/// Several households before one estate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problem {
    /// Who asks, in the order of the input; residents who could be moved behind them.
    pub applicants: Vec<Applicant>,
    /// Units of the estate.
    pub units: usize,
    /// What binds them together.
    pub limits: Vec<Limit>,
    /// Groups of which a number is to be placed first of all.
    pub floors: Vec<Floor>,
    /// What is put first.
    pub aim: Aim,
}

/// What is counted, in the order of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Objective {
    /// Households in immediate danger that have a unit; most first.
    pub immediate_danger_placed: usize,
    /// Households that have a unit; most next.
    pub placed: usize,
    /// Points of all together; fewest last.
    pub penalty: i64,
}

impl Objective {
    /// A key that is smaller for a better answer.
    pub fn order(self, aim: Aim) -> (Reverse<usize>, Reverse<usize>, i64) {
        let (danger, placed) = (Reverse(self.immediate_danger_placed), Reverse(self.placed));
        match aim {
            Aim::DangerFirst => (danger, placed, self.penalty),
            Aim::HouseholdsFirst => (placed, danger, self.penalty),
        }
    }

    /// Whether as many people are placed as in another answer, points apart.
    pub fn places_as_many(self, other: Self) -> bool {
        self.immediate_danger_placed == other.immediate_danger_placed && self.placed == other.placed
    }
}

impl Problem {
    /// What an answer comes to.
    pub fn objective(&self, unit_of: &[Option<usize>]) -> Objective {
        let mut objective = Objective::default();
        for (applicant, unit) in self.applicants.iter().zip(unit_of) {
            let Some(unit) = *unit else { continue };
            objective.placed += usize::from(applicant.counts);
            objective.immediate_danger_placed +=
                usize::from(applicant.counts && applicant.in_danger);
            objective.penalty += applicant.penalty_of(unit).unwrap_or(0);
        }
        objective
    }

    /// How far all groups together are from their floors.
    pub fn shortfall(&self, unit_of: &[Option<usize>]) -> usize {
        self.floors.iter().map(|floor| floor.shortfall(unit_of)).sum()
    }

    /// The problem without the limits of which `lifted` says yes.
    #[must_use]
    pub fn without(&self, lifted: impl Fn(&Limit) -> bool) -> Self {
        let limits = self.limits.iter().filter(|limit| !lifted(limit)).cloned().collect();
        Self { limits, ..self.clone() }
    }

    /// The problem in which what decides between equal points is points itself, below all others, and how many of
    /// these make one of its own; none where nothing has to be decided.
    pub(super) fn with_ties_in_points(&self) -> Option<(Self, i64)> {
        let mut choices = self.applicants.iter().flat_map(|applicant| &applicant.choices);
        let first = choices.next()?.tie;
        if choices.all(|choice| choice.tie == first) {
            return None;
        }
        let each = i64::try_from(self.applicants.len()).ok()?.checked_add(1)?;
        let mut scaled = self.clone();
        for choice in scaled.applicants.iter_mut().flat_map(|applicant| &mut applicant.choices) {
            choice.penalty = choice.penalty.checked_mul(each)?.checked_add(choice.tie)?;
            choice.tie = 0;
        }
        Some((scaled, each))
    }

    /// The problem with the choices that its applicants have in another.
    #[must_use]
    pub fn with_choices_of(&self, other: Self) -> Self {
        let applicants = self.applicants.iter().zip(other.applicants);
        let applicants = applicants
            .map(|(own, other)| Applicant { choices: other.choices, ..own.clone() })
            .collect();
        Self { applicants, ..self.clone() }
    }

    /// The problem in which an applicant must have this unit.
    #[must_use]
    pub fn with_forced(&self, applicant: usize, unit: usize) -> Self {
        let mut forced = self.clone();
        let changed = &mut forced.applicants[applicant];
        changed.choices.retain(|choice| choice.unit == unit);
        changed.must = true;
        // A limit names no unit that its applicant has no choice of.
        for limit in &mut forced.limits {
            let members = limit.members.iter_mut().filter(|(member, _)| *member == applicant);
            members.for_each(|(_, units)| units.retain(|counted| *counted == unit));
            limit.members.retain(|(_, units)| !units.is_empty());
        }
        forced
    }
}

impl Applicant {
    /// The points of a unit, where it may take it.
    pub fn penalty_of(&self, unit: usize) -> Option<i64> {
        let found = self.choices.binary_search_by_key(&unit, |choice| choice.unit).ok()?;
        Some(self.choices[found].penalty)
    }
}

/// Whole weights that make one sum keep the order of the aims: each step outweighs all below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// All points together never exceed this, so a difference within it is one of points alone.
    pub(super) points: i64,
    /// For a household placed.
    pub(super) placed: i64,
    /// For a household in danger placed, besides.
    pub(super) danger: i64,
    /// For a place that is to stay free (see `branch_and_bound`).
    pub(super) rest: i64,
    /// For somebody who must be placed and is not: no answer at all.
    pub(super) never: i64,
}

/// The points of a batch are so many that its order cannot be held in 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the weights of this batch are too large to be added up exactly; give smaller ones")]
pub struct TooLarge;

impl Scale {
    pub(super) fn of(problem: &Problem, rests: usize) -> Result<Self, TooLarge> {
        Self::checked(problem, rests).ok_or(TooLarge)
    }

    fn checked(problem: &Problem, rests: usize) -> Option<Self> {
        let worst = |applicant: &Applicant| {
            applicant.choices.iter().map(|choice| choice.penalty.saturating_abs()).max()
        };
        let points =
            problem.applicants.iter().filter_map(worst).try_fold(0_i64, i64::checked_add)?;
        let count = |n: usize| i64::try_from(n).ok();
        let households = count(problem.applicants.len())?;
        // Twice the points: losing a level then costs more than any points can win back.
        let next = |total: i64| total.checked_mul(2)?.checked_add(1);
        let low = next(points)?;
        let total = low.checked_mul(households)?.checked_add(points)?;
        let high = next(total)?;
        let total = high.checked_mul(households)?.checked_add(total)?;
        // Far beyond everything that can be added up, prices on limits included (see `branch_and_bound`).
        let beyond = |total: i64| total.checked_mul(16)?.checked_add(16);
        let rest = beyond(total)?;
        let total = rest.checked_mul(count(rests)?)?.checked_add(total)?;
        let never = beyond(total)?;
        never.checked_mul(households.checked_add(1)?)?.checked_mul(2)?;
        let (danger, placed) = match problem.aim {
            Aim::DangerFirst => (high, low),
            Aim::HouseholdsFirst => (low, high),
        };
        Some(Self { points, placed, danger, rest, never })
    }

    /// The most that an answer costs in which so many are placed, and so many of them in danger; whatever places fewer, or
    /// as many and fewer in danger, costs more where households come first.
    pub(super) fn dearest(self, placed: usize, in_danger: usize) -> i64 {
        let won = |many: usize, weight: i64| {
            i64::try_from(many).unwrap_or(i64::MAX).saturating_mul(weight)
        };
        self.points - won(placed, self.placed) - won(in_danger, self.danger)
    }

    /// What an applicant's choice costs; less is better.
    pub(super) fn cost(self, applicant: &Applicant, choice: Choice) -> i64 {
        let won = |counted: bool, weight: i64| if counted { weight } else { 0 };
        choice.penalty
            - won(applicant.counts, self.placed)
            - won(applicant.counts && applicant.in_danger, self.danger)
    }
}
