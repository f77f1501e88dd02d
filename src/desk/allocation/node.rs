//! A node of branch and bound: what of a problem is still open, and how it is divided.

use super::assignment::Cell;
use super::problem::{Choice, Limit, Problem, Scale};
use std::rc::Rc;

/// What is still open: a row of cells for each applicant, and what it costs to go without.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Costs with the prices of limits in them.
    pub(super) rows: Vec<Rc<[Cell]>>,
    pub(super) alone: Vec<i64>,
    /// For each limit that needs branching, its price.
    pub(super) prices: Rc<[i64]>,
    /// What the prices give back.
    pub(super) given_back: i64,
}

impl Node {
    /// Everything open; limits that cover every choice of their applicants as columns that are no units.
    pub(super) fn of(problem: &Problem, scale: Scale, whole: &[&Limit], limits: usize) -> Self {
        let mut rows: Vec<Vec<Cell>> = problem
            .applicants
            .iter()
            .map(|applicant| {
                let cell = |choice: &Choice| Cell {
                    column: number(choice.unit),
                    cost: scale.cost(applicant, *choice),
                };
                applicant.choices.iter().map(cell).collect()
            })
            .collect();
        let mut column = problem.units;
        for limit in whole {
            for _ in limit.at_most..limit.members.len() {
                let may_rest = |applicant: &usize| !problem.applicants[*applicant].must;
                let members = limit.members.iter().map(|(applicant, _)| applicant);
                for applicant in members.filter(|applicant| may_rest(applicant)) {
                    rows[*applicant].push(Cell { column: number(column), cost: -scale.rest });
                }
                column += 1;
            }
        }
        let alone = |must: bool| if must { scale.never } else { 0 };
        Self {
            rows: rows.into_iter().map(Rc::from).collect(),
            alone: problem.applicants.iter().map(|applicant| alone(applicant.must)).collect(),
            prices: vec![0; limits].into(),
            given_back: 0,
        }
    }

    /// Sets the price of a limit.
    pub(super) fn price(&mut self, place: usize, limit: &Limit, price: i64) {
        let more = price - self.prices[place];
        let mut prices = self.prices.to_vec();
        prices[place] = price;
        self.prices = prices.into();
        self.given_back += more * i64::try_from(limit.at_most).unwrap_or(i64::MAX);
        for (applicant, units) in &limit.members {
            let priced = self.rows[*applicant].iter().map(|cell| {
                let under = units.binary_search(&cell.index()).is_ok();
                Cell { cost: if under { cell.cost + more } else { cell.cost }, ..*cell }
            });
            self.rows[*applicant] = priced.collect();
        }
    }

    /// The choices of an applicant that are still open, by column.
    pub(super) fn cells(&self, applicant: usize) -> Rc<[Cell]> {
        Rc::clone(&self.rows[applicant])
    }

    /// The applicant has this unit, or one of these cells.
    pub(super) fn fix(&mut self, applicant: usize, kept: impl Fn(usize) -> bool, never: i64) {
        self.keep(applicant, kept);
        self.alone[applicant] = never;
    }

    /// Of its choices the applicant keeps these.
    pub(super) fn keep(&mut self, applicant: usize, kept: impl Fn(usize) -> bool) {
        let cells = self.rows[applicant].iter().copied().filter(|cell| kept(cell.index()));
        self.rows[applicant] = cells.collect();
    }
}

fn number(column: usize) -> u32 {
    u32::try_from(column).unwrap_or(u32::MAX)
}

/// Of the applicants who pass the limit, one more than it admits: the first who does not count is the
/// first, or the second, and so on. Every answer that keeps to the limit is in exactly one child.
pub(super) fn divided(
    node: &Node,
    limit: &Limit,
    unit_of: &[Option<usize>],
    never: i64,
) -> Vec<Node> {
    let over: Vec<usize> = limit.taken_by(unit_of).take(limit.at_most + 1).collect();
    let mut children = Vec::with_capacity(over.len());
    let mut before = node.clone();
    for applicant in over {
        let units = limit.units_of(applicant);
        let mut child = before.clone();
        child.keep(applicant, |column| units.binary_search(&column).is_err());
        children.push(child);
        before.fix(applicant, |column| units.binary_search(&column).is_ok(), never);
    }
    children
}

/// Of groups that fall short somebody more is placed: the first who is may be the first, or the second, and
/// so on. Every answer that falls less short is in exactly one child.
pub(super) fn divided_by_who_is_placed(
    node: &Node,
    problem: &Problem,
    unit_of: &[Option<usize>],
    never: i64,
) -> Vec<Node> {
    let short = problem.floors.iter().filter(|floor| floor.shortfall(unit_of) > 0);
    let mut without: Vec<usize> = short
        .flat_map(|floor| floor.members.iter().copied())
        .filter(|&member| unit_of[member].is_none())
        .collect();
    without.sort_unstable();
    without.dedup();
    let mut children = Vec::with_capacity(without.len());
    let mut before = node.clone();
    for applicant in without {
        let mut child = before.clone();
        child.fix(applicant, |column| column < problem.units, never);
        children.push(child);
        before.keep(applicant, |column| column >= problem.units);
    }
    children
}
