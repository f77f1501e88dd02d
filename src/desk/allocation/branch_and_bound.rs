//! Exact answers by branch and bound: the assignment without its limits bounds from below, and where it
//! passes a limit the search divides on who keeps to it.
//!
//! Formulation rows 5 to 9 are what is branched on; row 5 holds in every assignment. A limit that covers
//! every choice of its applicants (funded places, as a rule) needs no branching: so many of them go
//! without as there are more of them than places, and that is again an assignment, with columns that are
//! no units.
//!
//! Where that bound is too low, limits are given prices (Lagrangian relaxation): a choice under a limit costs
//! its price more, and the bound gets back the price of every place there is. No answer that keeps to the
//! limits costs less than this bound, whatever the prices.

use super::assignment::{Assignment, Workspace};
use super::node::{Node, divided, divided_by_who_is_placed};
use super::problem::{Limit, Problem, Scale, TooLarge};

/// What a search may come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ended {
    /// The cheapest answer below the ceiling: who has which unit, and the cost.
    Found(Vec<Option<usize>>, i64),
    /// There is none below the ceiling.
    Nothing,
    /// Too many branches; nothing is known but that the cost is at least this.
    GaveUp(i64),
}

/// A problem made ready for searching again and again.
#[derive(Debug)]
pub(super) struct BranchAndBound<'a> {
    problem: &'a Problem,
    pub(super) scale: Scale,
    /// Limits that need branching.
    limits: Vec<&'a Limit>,
    columns: usize,
    rests: usize,
    start: Node,
    workspace: Workspace,
    /// Assignments solved so far, in all searches.
    pub(super) solved: usize,
    /// Groups may fall so far short of their floors, all together.
    pub(super) short_at_most: usize,
}

impl<'a> BranchAndBound<'a> {
    /// Makes a problem ready.
    ///
    /// # Errors
    /// Where its weights cannot be added up exactly.
    pub(super) fn new(problem: &'a Problem) -> Result<Self, TooLarge> {
        let (whole, limits) = divide(problem);
        let rests = whole.iter().map(|limit| limit.members.len() - limit.at_most).sum();
        let scale = Scale::of(problem, rests)?;
        let start = Node::of(problem, scale, &whole, limits.len());
        let columns = problem.units + rests;
        let workspace = Workspace::default();
        let (solved, short_at_most) = (0, usize::MAX);
        Ok(Self { problem, scale, limits, columns, rests, start, workspace, solved, short_at_most })
    }

    /// Everything open.
    pub(super) fn start(&self) -> Node {
        self.start.clone()
    }

    /// The assignment of a node without the limits that need branching: a lower bound, with prices.
    pub(super) fn relaxed(&mut self, node: &Node) -> Assignment {
        self.solved += 1;
        self.workspace.assign(&node.rows, &node.alone, self.columns)
    }

    /// The same of a node in which nothing is cheaper than in one whose assignment is known.
    fn relaxed_below(&mut self, above: &Assignment, node: &Node) -> Assignment {
        self.solved += 1;
        self.workspace.again(above, &node.rows, &node.alone)
    }

    /// The units of an assignment; columns that are none are left out.
    pub(super) fn units(&self, assignment: &Assignment) -> Vec<Option<usize>> {
        let is_unit = |column: &usize| *column < self.problem.units;
        assignment.column_of.iter().map(|column| column.filter(is_unit)).collect()
    }

    /// The cost of a node's assignment without what its free places were paid, and with what the prices of
    /// limits give back: no answer of the node costs less.
    pub(super) fn cost(&self, node: &Node, assignment: &Assignment) -> i64 {
        let rests = i64::try_from(self.rests).unwrap_or(i64::MAX);
        assignment.cost + self.scale.rest * rests - node.given_back
    }

    /// Prices the limits that the assignment passes, each as low as makes it keep to it; the bound rises.
    pub(super) fn tighten(&mut self) {
        const ROUNDS: usize = 4;
        const AT_ONCE: usize = 24;
        for _ in 0..ROUNDS {
            let start = self.start();
            let relaxed = self.relaxed(&start);
            let unit_of = self.units(&relaxed);
            let passed = (0..self.limits.len()).filter(|&k| self.over(k, &unit_of) > 0);
            let passed: Vec<usize> = passed.take(AT_ONCE).collect();
            if passed.is_empty() {
                return;
            }
            for limit in passed {
                let price = self.least_price(limit, &relaxed);
                self.start.price(limit, self.limits[limit], price);
            }
        }
    }

    /// The least price at which the assignment keeps to a limit.
    fn least_price(&mut self, limit: usize, cheaper: &Assignment) -> i64 {
        let places = i64::try_from(self.limits[limit].at_most.max(1)).unwrap_or(i64::MAX);
        // What all prices give back stays far below what "never" costs.
        let most = self.limits.len().max(1);
        let share = self.scale.rest.div_euclid(4 * i64::try_from(most).unwrap_or(i64::MAX));
        let highest = (2 * (self.scale.danger + self.scale.placed + self.scale.points))
            .min(share.div_euclid(places));
        let (mut low, mut high) = (self.start.prices[limit].min(highest), highest);
        while low < high {
            let middle = low + (high - low).div_euclid(2);
            let mut tried = self.start();
            tried.price(limit, self.limits[limit], middle);
            let relaxed = self.relaxed_below(cheaper, &tried);
            let unit_of = self.units(&relaxed);
            if self.over(limit, &unit_of) > 0 {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn over(&self, limit: usize, unit_of: &[Option<usize>]) -> usize {
        let limit = self.limits[limit];
        limit.taken_by(unit_of).count().saturating_sub(limit.at_most)
    }

    /// The node with no price on limits that an answer leaves room under; none if every such price is 0.
    fn without_idle_prices(&self, node: &Node, unit_of: &[Option<usize>]) -> Option<Node> {
        let idle = self.limits.iter().enumerate().filter(|(k, limit)| {
            node.prices[*k] > 0 && limit.taken_by(unit_of).count() < limit.at_most
        });
        let idle: Vec<(usize, &Limit)> = idle.map(|(k, limit)| (k, *limit)).collect();
        let mut cheaper = (!idle.is_empty()).then(|| node.clone())?;
        for (k, limit) in idle {
            cheaper.price(k, limit, 0);
        }
        Some(cheaper)
    }

    /// Columns from here on are no units.
    pub(super) fn units_in_all(&self) -> usize {
        self.problem.units
    }

    /// What an answer costs.
    pub(super) fn cost_of(&self, unit_of: &[Option<usize>]) -> i64 {
        let listed = self.problem.applicants.iter().zip(unit_of);
        listed
            .filter_map(|(applicant, unit)| {
                let penalty = applicant.penalty_of((*unit)?)?;
                let choice = super::problem::Choice { unit: (*unit)?, penalty, tie: 0 };
                Some(self.scale.cost(applicant, choice))
            })
            .sum()
    }

    /// The cheapest answer of a node that costs less than `ceiling`, within so many assignments.
    ///
    /// With `first` the first answer below the ceiling will do.
    pub(super) fn below(
        &mut self,
        node: &Node,
        ceiling: Option<i64>,
        first: bool,
        budget: usize,
    ) -> Ended {
        let root = self.relaxed(node);
        self.within(node, &root, ceiling, first, budget)
    }

    /// The same of a node in which nothing is cheaper than in one whose assignment is known.
    pub(super) fn below_known(
        &mut self,
        above: &Assignment,
        node: &Node,
        ceiling: Option<i64>,
        first: bool,
        budget: usize,
    ) -> Ended {
        let root = self.relaxed_below(above, node);
        self.within(node, &root, ceiling, first, budget)
    }

    fn within(
        &mut self,
        node: &Node,
        root: &Assignment,
        ceiling: Option<i64>,
        first: bool,
        budget: usize,
    ) -> Ended {
        let bound = self.cost(node, root);
        let ceiling = ceiling.unwrap_or(i64::MAX).min(self.impossible());
        let left = self.solved.saturating_add(budget);
        let mut branch = Branch { best: None, ceiling, first, left, out: false };
        branch.explore(self, node, root);
        match branch {
            Branch { out: true, best: None, .. } => Ended::GaveUp(bound),
            Branch { out: true, .. } if !first => Ended::GaveUp(bound),
            Branch { best: Some(unit_of), ceiling, .. } => Ended::Found(unit_of, ceiling),
            Branch { best: None, .. } => Ended::Nothing,
        }
    }

    /// From this cost on somebody who must be placed is not, or a place that must stay free does not.
    fn impossible(&self) -> i64 {
        self.scale.rest.div_euclid(2)
    }

    /// A limit that an answer passes, the one passed furthest.
    fn passed(&self, unit_of: &[Option<usize>]) -> Option<&'a Limit> {
        let over =
            |limit: &&'a Limit| limit.taken_by(unit_of).count().saturating_sub(limit.at_most);
        let worst = self.limits.iter().copied().map(|limit| (over(&limit), limit));
        worst.filter(|(over, _)| *over > 0).max_by_key(|(over, _)| *over).map(|(_, limit)| limit)
    }
}

/// Limits whose applicants cannot be placed without counting, each applicant in one at most; and the rest.
fn divide(problem: &Problem) -> (Vec<&Limit>, Vec<&Limit>) {
    let mut held = vec![false; problem.applicants.len()];
    let mut whole = Vec::new();
    let mut others = Vec::new();
    for limit in problem.limits.iter().filter(|limit| limit.can_bind()) {
        let covers_all = |(applicant, units): &(usize, Vec<usize>)| {
            problem.applicants[*applicant].choices.len() == units.len() && !held[*applicant]
        };
        if limit.members.iter().all(covers_all) {
            limit.members.iter().for_each(|(applicant, _)| held[*applicant] = true);
            whole.push(limit);
        } else {
            others.push(limit);
        }
    }
    (whole, others)
}

/// One search under way.
struct Branch {
    best: Option<Vec<Option<usize>>>,
    ceiling: i64,
    first: bool,
    left: usize,
    out: bool,
}

impl Branch {
    fn explore(&mut self, search: &mut BranchAndBound<'_>, node: &Node, relaxed: &Assignment) {
        let cost = search.cost(node, relaxed);
        if cost >= self.ceiling || self.out || (self.first && self.best.is_some()) {
            return;
        }
        let unit_of = search.units(relaxed);
        let never = search.scale.never;
        let divided = if let Some(limit) = search.passed(&unit_of) {
            divided(node, limit, &unit_of, never)
        } else if search.problem.shortfall(&unit_of) > search.short_at_most {
            divided_by_who_is_placed(node, search.problem, &unit_of, never)
        } else {
            let paid = search.cost_of(&unit_of);
            let cheaper = search.without_idle_prices(node, &unit_of);
            if paid < self.ceiling {
                self.ceiling = paid;
                self.best = Some(unit_of);
            }
            // What idle prices gave back is no bound on the rest of the node.
            if let Some(cheaper) = cheaper.filter(|_| cost < self.ceiling) {
                let relaxed = search.relaxed(&cheaper);
                self.explore(search, &cheaper, &relaxed);
            }
            return;
        };
        let mut children = Vec::new();
        for child in divided {
            if search.solved >= self.left {
                self.out = true;
                return;
            }
            let assignment = search.relaxed_below(relaxed, &child);
            if search.cost(&child, &assignment) < self.ceiling {
                children.push((child, assignment));
            }
        }
        children.sort_by_key(|(child, assignment)| search.cost(child, assignment));
        for (child, assignment) in children {
            self.explore(search, &child, &assignment);
        }
    }
}
