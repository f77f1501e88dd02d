//! `allocate`: solved, explained, written out, and checked before it is given to anybody.

use super::answer::{
    Allocation, Binding, BindingLimit, KeptOut, MayChoose, Move, OrderTaken, Placed, Shortage,
    Unplaced, Without,
};
use super::batch::{Batch, Found, Household, Mover};
use super::binding::{Least, binding, reaches};
use super::chains::{Moved, free_in_nights, with_moves};
use super::check::check;
use super::orders::{Ordered, price};
use super::problem::{LimitKind, Objective, Problem};
use super::shortage::{self, shortages};
use super::solution::{Method, SolveError};
use super::solve::{UNIQUE_UP_TO, Way};
use crate::base::domain::{ReturnReason, RuleName, RuleSet, Unit, calendar};
use crate::engine::eligibility::Suitability;
use crate::engine::placement::answer::UnitFindings;
use crate::engine::placement::{InTheWay, Outcome, outcome};
use crate::inputs::estate::AllocationOrder;

/// How to allocate.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Residents who may be moved, in all.
    pub moves: usize,
    /// How to solve.
    pub way: Way,
}

/// Households up to which limits between them are looked at as a cause.
const EXAMINED_UP_TO: usize = 100;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AllocateError {
    /// It could not be solved.
    #[error(transparent)]
    Solve(#[from] SolveError),
    /// The answer did not hold when it was checked: a defect of the program, never an answer.
    #[error("the answer did not pass its check and is not given; please report this: {}", .0.join("; "))]
    Unsound(Vec<String>),
    /// Accepted offers that cannot all stand.
    #[error("the accepted offers cannot all stand together")]
    Accepted,
}

/// Allocates the vacant units to a batch of households.
///
/// # Errors
/// Where it cannot be solved, or the answer does not pass its check.
pub fn allocate(batch: &Batch<'_>, options: Options) -> Result<Allocation, AllocateError> {
    let order = &batch.estate.provider.allocation;
    let moved =
        with_moves(batch, options.moves, order, options.way)?.ok_or(AllocateError::Accepted)?;
    let answer = Writer::new(batch, options, &moved).write()?;
    match check(batch, options.moves, &answer) {
        faults if faults.is_empty() => Ok(answer),
        faults => Err(AllocateError::Unsound(faults)),
    }
}

/// Writes an answer out.
struct Writer<'a> {
    batch: &'a Batch<'a>,
    options: Options,
    ordered: &'a Ordered,
    without_moves: Option<Objective>,
    /// Residents who could be moved and were thought of.
    movers: Vec<Mover<'a>>,
    /// Units left and taken by those who move.
    moves: Vec<(usize, usize)>,
}

impl<'a> Writer<'a> {
    fn new(batch: &'a Batch<'a>, options: Options, moved: &'a Moved) -> Self {
        let Moved { ordered, without } = moved;
        let households = batch.households.len();
        let thought_of = ordered.problem.applicants.len() > households;
        let movers = if thought_of { batch.movers() } else { Vec::new() };
        let to = |k: usize| ordered.solution.unit_of[households + k];
        let listed = movers.iter().enumerate();
        let moves = listed
            .filter_map(|(k, mover)| Some((mover.resident.unit, to(k)?)))
            .filter(|(from, to)| from != to)
            .collect();
        Self { batch, options, ordered, without_moves: *without, movers, moves }
    }

    fn write(&self) -> Result<Allocation, SolveError> {
        let solution = &self.ordered.solution;
        let occupancy = &self.batch.occupancy;
        let mut received = self.batch.households.iter().map(|h| h.referral.received);
        let is_stale = received.any(|received| occupancy.is_stale(received));
        let (shortages, shortages_in_danger) = self.shortages();
        Ok(Allocation {
            placed: self.placed()?,
            unplaced: self.unplaced(&shortages)?,
            objective: solution.objective,
            optimal: solution.proven,
            bound: solution.bound,
            method: solution.method,
            shortages,
            shortages_in_danger,
            binding: self.binding()?,
            moves: self.moves(),
            without_moves: self.without_moves,
            order: self.order()?,
            limits_examined: self.limits_examined(),
            choices_complete: self.choices_complete(),
            stale: !occupancy.is_known() || is_stale,
        })
    }

    fn problem(&self) -> &'a Problem {
        &self.ordered.problem
    }

    fn unit(&self, unit: usize) -> String {
        self.batch.estate.units[unit].name.clone()
    }

    fn reference(&self, applicant: usize) -> String {
        let households = self.batch.households;
        households.get(applicant).map_or_else(
            || self.movers[applicant - households.len()].resident.reference.clone(),
            |household| household.referral.reference.clone(),
        )
    }

    fn households(&self) -> std::ops::Range<usize> {
        0..self.batch.households.len()
    }

    fn unit_of(&self, applicant: usize) -> Option<usize> {
        self.ordered.solution.unit_of[applicant]
    }

    fn choices_complete(&self) -> bool {
        self.problem().applicants.len() <= UNIQUE_UP_TO
            && self.ordered.solution.method != Method::ColumnGeneration
    }

    /// Asking what would be without a limit means solving again, many times.
    fn limits_examined(&self) -> bool {
        self.choices_complete() || self.problem().applicants.len() <= EXAMINED_UP_TO
    }

    fn turnaround(&self) -> u32 {
        self.batch.estate.turnaround_nights()
    }

    fn placed(&self) -> Result<Vec<Placed>, SolveError> {
        let has_unit = |household: &usize| self.unit_of(*household).is_some();
        let placed: Vec<usize> = self.households().filter(has_unit).collect();
        let free: Vec<usize> =
            placed.iter().copied().filter(|k| !self.batch.terms.accepted.contains_key(k)).collect();
        let lists = if self.choices_complete() {
            self.ordered.may_choose(&free, self.options.way)?
        } else {
            self.ordered.beside_the_others(&free)
        };
        let mut lists = free.into_iter().zip(lists).peekable();
        let free_in = free_in_nights(&self.moves, self.turnaround());
        let written = placed.into_iter().filter_map(|household| {
            let unit = self.unit_of(household)?;
            let list = lists.next_if(|(other, _)| *other == household);
            let may_choose = list.map_or_else(Vec::new, |(_, list)| list);
            Some(Placed {
                reference: self.reference(household),
                unit: self.unit(unit),
                penalty: self.problem().applicants[household].penalty_of(unit).unwrap_or(0),
                may_choose: may_choose
                    .into_iter()
                    .map(|other| MayChoose {
                        unit: self.unit(other.unit),
                        extra_penalty: other.extra_penalty,
                    })
                    .collect(),
                in_nights: free_in(unit),
            })
        });
        Ok(written.collect())
    }

    fn unplaced(&self, shortages: &[Shortage]) -> Result<Vec<Unplaced>, SolveError> {
        let without = self.households().filter(|household| self.unit_of(*household).is_none());
        without.map(|household| self.without_unit(household, shortages)).collect()
    }

    /// Why no vacant unit suits a household.
    fn in_the_way(&self, asks: &Household, found: &Found, outcome: Outcome) -> InTheWay {
        let day = calendar::london_day(asks.referral.received);
        let units = self.batch.estate.units.iter();
        let findings = |(unit, of): (usize, &Unit)| UnitFindings {
            vacant: !found.occupancy.lived_in[unit] && of.can_be_offered_on(day),
            verdict: found.verdicts[unit],
        };
        let some_suit = units
            .clone()
            .zip(&found.verdicts)
            .any(|(unit, verdict)| unit.is_in_stock() && verdict.breaches().is_empty());
        let findings: Vec<UnitFindings> = units.enumerate().map(findings).collect();
        InTheWay::of(&findings, outcome, some_suit)
    }

    fn without_unit(
        &self,
        household: usize,
        shortages: &[Shortage],
    ) -> Result<Unplaced, SolveError> {
        let reference = self.reference(household);
        let asks = &self.batch.households[household];
        if self.problem().applicants[household].choices.is_empty() {
            let found = self.batch.judge(asks);
            if self.declined_all(household, &found) {
                let (outcome, because) = (ReturnReason::Declined, Without::DeclinedAll);
                return Ok(Unplaced { reference, outcome, barrier: Vec::new(), because });
            }
            let units = self.batch.estate.units.iter().zip(&found.verdicts);
            let in_stock = units.filter(|(unit, _)| unit.is_in_stock());
            let outcome =
                outcome(in_stock.map(|(_, verdict)| verdict.breaches()), &asks.referral.household);
            let alike = found.verdicts.iter().filter(|found| found.breaches() == outcome.barrier);
            let asked = alike.fold(RuleSet::EMPTY, |all, verdict| all.union(verdict.asks));
            return Ok(Unplaced {
                reference,
                outcome: outcome.reason,
                barrier: outcome.barrier.iter().collect(),
                because: Without::NothingSuits(asked, self.in_the_way(asks, &found, outcome)),
            });
        }
        let barrier = self.kept_out_by(household)?;
        let units_are_short = shortages.iter().any(|part| part.households.contains(&reference));
        let kept_out =
            if units_are_short { KeptOut::ByTooFewUnits } else { KeptOut::BySeveralLimits };
        let (outcome, because) = (ReturnReason::Capacity, Without::KeptOut(kept_out));
        Ok(Unplaced { reference, outcome, barrier, because })
    }

    /// The same of any household of the batch; the rules are asked only if it declined something.
    fn has_declined_all(&self, household: usize) -> bool {
        let declined = self.batch.terms.declined.range((household, 0)..(household + 1, 0));
        declined.count() > 0
            && self.declined_all(household, &self.batch.judge(&self.batch.households[household]))
    }

    /// Whether a household without a choice would have one but for what it declined.
    fn declined_all(&self, household: usize, found: &Found) -> bool {
        let terms = self.batch.terms;
        let day = calendar::london_day(self.batch.households[household].referral.received);
        terms.declined.range((household, 0)..(household + 1, 0)).any(|&(_, unit)| {
            let vacant = !found.occupancy.lived_in[unit]
                && self.batch.estate.units[unit].can_be_offered_on(day);
            vacant
                && match found.verdicts[unit].suitability() {
                    Suitability::Suitable => true,
                    Suitability::Decision => terms.granted.contains(&(household, unit)),
                    Suitability::Unsuitable => false,
                }
        })
    }

    /// The limits between households of which lifting one alone would place this household too.
    fn kept_out_by(&self, household: usize) -> Result<Vec<RuleName>, SolveError> {
        let mut barrier = Vec::new();
        if !self.limits_examined() {
            return Ok(barrier);
        }
        let danger = usize::from(self.problem().applicants[household].in_danger);
        let one_more = Least::one_more(self.ordered.solution.objective);
        let least = Least { danger: one_more.danger + danger, ..one_more };
        for rule in [RuleName::KeepApart, RuleName::ComplexNeeds, RuleName::Nrpf] {
            let is_of = |kind: LimitKind| kind.rule() == Some(rule);
            if !self.problem().limits.iter().any(|limit| is_of(limit.kind)) {
                continue;
            }
            let mut lifted = self.problem().without(|limit| is_of(limit.kind));
            lifted.applicants[household].must = true;
            if reaches(&lifted, least, self.options.way)? {
                barrier.push(rule);
            }
        }
        Ok(barrier)
    }

    fn shortages(&self) -> (Vec<Shortage>, Vec<Shortage>) {
        let written = |found: Vec<shortage::Shortage>, in_danger: bool| {
            let declined_all = |part: &shortage::Shortage| match part.applicants[..] {
                [household] => part.units.is_empty() && self.has_declined_all(household),
                _ => false,
            };
            let one = |part: shortage::Shortage| Shortage {
                shortage: part.shortage(),
                in_danger,
                declined_all: declined_all(&part),
                households: part.applicants.iter().map(|&k| self.reference(k)).collect(),
                units: part.units.iter().map(|&unit| self.unit(unit)).collect(),
            };
            found.into_iter().map(one).collect()
        };
        let households = self.batch.households.len();
        let problem = self.after_moves();
        let all = shortages(&problem, |k| k < households);
        let in_danger = shortages(&problem, |k| k < households && problem.applicants[k].in_danger);
        (written(all, false), written(in_danger, true))
    }

    /// The problem that the households are left with when everybody has moved who does.
    fn after_moves(&self) -> Problem {
        let mut problem = self.problem().clone();
        let moved = &self.ordered.solution.unit_of[self.batch.households.len()..];
        for applicant in &mut problem.applicants {
            applicant.choices.retain(|choice| !moved.contains(&Some(choice.unit)));
        }
        problem
    }

    fn binding(&self) -> Result<Option<Binding>, SolveError> {
        let (placed, way) = (self.ordered.solution.objective, self.options.way);
        if placed.placed == self.batch.households.len() || !self.limits_examined() {
            return Ok(None);
        }
        let written = |kind: LimitKind| {
            let (setting, households) = match kind {
                LimitKind::KeepApart(a, b) => (None, self.those_who_ask(&[a, b])),
                LimitKind::ComplexNeeds(setting) => {
                    (Some(self.batch.estate.settings[setting].name.clone()), Vec::new())
                }
                LimitKind::Nrpf | LimitKind::Moves | LimitKind::Ring => (None, Vec::new()),
            };
            kind.rule().map(|rule| BindingLimit { rule, setting, households })
        };
        Ok(binding(self.problem(), placed, way)?.map(|found| {
            let limits: Vec<BindingLimit> = found.limits.into_iter().filter_map(written).collect();
            Binding { limits, smallest: found.smallest }
        }))
    }

    /// Of these, the households of the batch: where a resident lives is nobody's to be told.
    fn those_who_ask(&self, applicants: &[usize]) -> Vec<String> {
        let ask = applicants.iter().filter(|applicant| self.households().contains(applicant));
        ask.map(|applicant| self.reference(*applicant)).collect()
    }

    fn moves(&self) -> Vec<Move> {
        let free_in = free_in_nights(&self.moves, self.turnaround());
        let moving = self.movers.iter().enumerate().filter_map(|(k, mover)| {
            let applicant = self.batch.households.len() + k;
            let to = self.unit_of(applicant).filter(|to| *to != mover.resident.unit)?;
            Some(Move {
                reference: mover.resident.reference.clone(),
                from: self.unit(mover.resident.unit),
                to: self.unit(to),
                penalty: self.problem().applicants[applicant].penalty_of(to).unwrap_or(0),
                in_nights: free_in(to),
            })
        });
        let mut moves: Vec<Move> = moving.collect();
        // Whoever moves first stands first: the next waits for that unit.
        moves.sort_by_key(|moved| moved.in_nights);
        moves
    }

    fn order(&self) -> Result<OrderTaken, SolveError> {
        let allocation = &self.batch.estate.provider.allocation;
        let shortfall = self.problem().shortfall(&self.ordered.solution.unit_of);
        let own = allocation.order == AllocationOrder::DangerFirst && allocation.floors.is_empty();
        let default = if own { None } else { self.by_the_contract()? };
        let price = default.map(|default| price(self.ordered.solution.objective, default));
        Ok(OrderTaken { order: allocation.order, shortfall, price })
    }

    /// What the contract's own order would come to.
    fn by_the_contract(&self) -> Result<Option<Objective>, SolveError> {
        let Options { moves, way } = self.options;
        let solved =
            with_moves(self.batch, moves, &crate::inputs::estate::Allocation::default(), way)?;
        Ok(solved.map(|moved| moved.ordered.solution.objective))
    }
}
