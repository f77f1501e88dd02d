//! Why not everybody is placed: the part of the batch that has more households than units.
//!
//! Alternating paths from the households left over, in a largest matching of households to units they may
//! take, reach the over-subscribed part of the Dulmage-Mendelsohn decomposition; each connected component
//! of it can use only its own units, one fewer than households for each one left over. The shortages add
//! up to the households that no matching could place. Limits between households are not in this picture
//! (`binding` is about them).

use super::assignment::{Cell, Workspace};
use super::problem::Problem;
use petgraph::graph::{DiGraph, NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{Dfs, EdgeRef};
use std::collections::BTreeMap;

/// Households that can use only these units, which are fewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shortage {
    /// Applicants, ascending.
    pub(super) applicants: Vec<usize>,
    /// Every unit that any of them could take, ascending.
    pub(super) units: Vec<usize>,
}

impl Shortage {
    /// Households without a unit, whoever goes without.
    pub(super) fn shortage(&self) -> usize {
        self.applicants.len() - self.units.len()
    }
}

/// The shortages among the applicants of whom `asks` says yes, by their first applicant.
pub(super) fn shortages(problem: &Problem, asks: impl Fn(usize) -> bool) -> Vec<Shortage> {
    let asked: Vec<usize> = (0..problem.applicants.len()).filter(|&k| asks(k)).collect();
    let graph = Graph::of(problem, &asked);
    graph.components(&graph.reached())
}

/// Applicants and the units they may take.
struct Graph {
    /// Applicants first, then units.
    edges: UnGraph<Node, ()>,
    mates: Vec<Option<NodeIndex>>,
}

#[derive(Debug, Clone, Copy)]
enum Node {
    Applicant(usize),
    Unit(usize),
}

impl Graph {
    fn of(problem: &Problem, asked: &[usize]) -> Self {
        let mut edges = UnGraph::new_undirected();
        let mut units = BTreeMap::new();
        for &applicant in asked {
            let from = edges.add_node(Node::Applicant(applicant));
            for choice in &problem.applicants[applicant].choices {
                let to = *units
                    .entry(choice.unit)
                    .or_insert_with(|| edges.add_node(Node::Unit(choice.unit)));
                edges.add_edge(from, to, ());
            }
        }
        let mut mates = vec![None; edges.node_count()];
        let from = edges.node_indices().filter(|node| matches!(edges[*node], Node::Applicant(_)));
        for (from, unit) in from.collect::<Vec<_>>().into_iter().zip(largest(problem, asked)) {
            let to = unit.and_then(|unit| units.get(&unit).copied());
            mates[from.index()] = to;
            if let Some(to) = to {
                mates[to.index()] = Some(from);
            }
        }
        Self { edges, mates }
    }

    /// Nodes on alternating paths from households without a unit: out by any edge, back by the matched one.
    fn reached(&self) -> Vec<bool> {
        let mut paths: DiGraph<(), ()> = DiGraph::new();
        let nodes: Vec<NodeIndex> = self.edges.node_indices().map(|_| paths.add_node(())).collect();
        let start = paths.add_node(());
        for edge in self.edges.edge_references() {
            let (household, unit) = self.household_first(edge.source(), edge.target());
            paths.add_edge(nodes[household.index()], nodes[unit.index()], ());
            if self.mates[unit.index()] == Some(household) {
                paths.add_edge(nodes[unit.index()], nodes[household.index()], ());
            }
        }
        for node in self.edges.node_indices() {
            if matches!(self.edges[node], Node::Applicant(_)) && self.mates[node.index()].is_none()
            {
                paths.add_edge(start, nodes[node.index()], ());
            }
        }
        let mut reached = vec![false; nodes.len() + 1];
        let mut walk = Dfs::new(&paths, start);
        while let Some(node) = walk.next(&paths) {
            reached[node.index()] = true;
        }
        reached
    }

    fn household_first(&self, one: NodeIndex, other: NodeIndex) -> (NodeIndex, NodeIndex) {
        if matches!(self.edges[one], Node::Applicant(_)) { (one, other) } else { (other, one) }
    }

    fn components(&self, reached: &[bool]) -> Vec<Shortage> {
        let mut together = UnionFind::new(self.edges.node_count());
        for edge in self.edges.edge_references() {
            let (one, other) = (edge.source().index(), edge.target().index());
            if reached[one] && reached[other] {
                together.union(one, other);
            }
        }
        let mut parts: BTreeMap<usize, Shortage> = BTreeMap::new();
        for node in self.edges.node_indices().filter(|node| reached[node.index()]) {
            let part = parts
                .entry(together.find(node.index()))
                .or_insert_with(|| Shortage { applicants: Vec::new(), units: Vec::new() });
            match self.edges[node] {
                Node::Applicant(applicant) => part.applicants.push(applicant),
                Node::Unit(unit) => part.units.push(unit),
            }
        }
        let mut parts: Vec<Shortage> = parts.into_values().collect();
        for part in &mut parts {
            part.applicants.sort_unstable();
            part.units.sort_unstable();
        }
        parts.sort_by(|a, b| a.applicants.cmp(&b.applicants));
        parts
    }
}

/// A largest matching: an assignment in which every unit taken is worth the same.
fn largest(problem: &Problem, asked: &[usize]) -> Vec<Option<usize>> {
    let cell = |unit: usize| Cell { column: u32::try_from(unit).unwrap_or(u32::MAX), cost: -1 };
    let row = |applicant: &usize| -> Vec<Cell> {
        problem.applicants[*applicant].choices.iter().map(|choice| cell(choice.unit)).collect()
    };
    let rows: Vec<Vec<Cell>> = asked.iter().map(row).collect();
    Workspace::default().assign(&rows, &vec![0; rows.len()], problem.units).column_of
}

#[cfg(test)]
mod tests {
    use super::super::problem::{Applicant, Choice};
    use super::*;

    fn problem(choices: &[&[usize]]) -> Problem {
        let applicant = |units: &&[usize]| Applicant {
            in_danger: false,
            counts: true,
            must: false,
            choices: units.iter().map(|&unit| Choice { unit, penalty: 0, tie: 0 }).collect(),
        };
        let applicants = choices.iter().map(applicant).collect();
        Problem { applicants, units: 9, ..Problem::default() }
    }

    #[test]
    fn three_households_sharing_one_unit_are_two_short() {
        let found = shortages(&problem(&[&[4], &[4], &[4], &[5, 6]]), |_| true);
        assert_eq!(found, [Shortage { applicants: vec![0, 1, 2], units: vec![4] }]);
        assert_eq!(found[0].shortage(), 2);
    }

    #[test]
    fn parts_that_share_no_unit_are_told_apart() {
        let found = shortages(&problem(&[&[1], &[2], &[1], &[], &[2]]), |_| true);
        let parts: Vec<&[usize]> = found.iter().map(|part| &*part.applicants).collect();
        assert_eq!(parts, [&[0, 2][..], &[1, 4], &[3]]);
    }

    #[test]
    fn where_everybody_can_be_placed_nothing_is_short() {
        assert!(shortages(&problem(&[&[1, 2], &[1], &[2, 3]]), |_| true).is_empty());
    }
}
