//! Plans that cannot be told apart, as one family: how many units of which kinds, with which levers. Not here: how that is
//! said (`wording/expansion/family`).

use super::candidate::{Candidate, Lever};
use super::plan::Plan;
use crate::base::domain::Kind;

/// What the plans of a family have in common, and what only some of them have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyShape {
    /// How many units in all.
    pub units: Spread,
    /// Of which kinds, of those that any of them buys.
    pub kinds: Vec<OfKind>,
    /// Whether each has one or another way to shorten the wait for move-on housing.
    pub move_on_support: bool,
    /// Levers that all of them pull, and how many of each.
    pub with: Vec<(Spread, String)>,
    /// Levers that some of them pull: to do so or not makes no difference that could be told.
    pub some_with: Vec<String>,
}

/// The units of one kind that a family buys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfKind {
    /// The kind.
    pub kind: Kind,
    /// Titles of the candidates of it that any plan buys.
    pub titles: Vec<String>,
    /// Whether these are all candidates of the kind.
    pub is_every: bool,
}

/// How many of some candidates the plans of a family buy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// In the plan with fewest.
    pub least: u32,
    /// In the plan with most.
    pub most: u32,
}

impl FamilyShape {
    pub(super) fn of(family: &[Plan], candidates: &[Candidate]) -> Self {
        let (units, levers): (Vec<usize>, Vec<usize>) =
            (0..candidates.len()).partition(|&one| candidates[one].lever.is_unit());
        let of = |one: usize| Spread::of(family, &[one]);
        let is_move_on = |one: &usize| {
            matches!(candidates[*one].lever, Lever::MoveOnWorker(_) | Lever::MoveOnHomes(_))
        };
        let support: Vec<usize> = levers.iter().copied().filter(is_move_on).collect();
        let varies = support.iter().any(|&one| of(one).least == 0 && of(one).most > 0);
        let is_joined = varies && Spread::of(family, &support).least > 0;
        let (mut with, mut some_with) = (Vec::new(), Vec::new());
        for one in levers.into_iter().filter(|one| !(is_joined && is_move_on(one))) {
            let (spread, title) = (of(one), candidates[one].title.clone());
            match (spread.least, spread.most) {
                (_, 0) => {}
                (0, _) => some_with.push(title),
                _ => with.push((spread, title)),
            }
        }
        Self {
            units: Spread::of(family, &units),
            kinds: kinds(family, candidates),
            move_on_support: is_joined,
            with,
            some_with,
        }
    }
}

fn kinds(family: &[Plan], candidates: &[Candidate]) -> Vec<OfKind> {
    let of_kind = |kind: Kind| {
        let is_of = |one: &usize| match &candidates[*one].lever {
            Lever::Unit(unit) => unit.0.kind == kind,
            _ => false,
        };
        let all: Vec<usize> = (0..candidates.len()).filter(is_of).collect();
        let is_used = |one: &usize| family.iter().any(|plan| plan.0[*one] > 0);
        let used = all.iter().copied().filter(is_used);
        let titles: Vec<String> = used.map(|one| candidates[one].title.clone()).collect();
        let is_every = titles.len() == all.len();
        (!titles.is_empty()).then_some(OfKind { kind, titles, is_every })
    };
    [Kind::Dispersed, Kind::Refuge, Kind::SafePlace].into_iter().filter_map(of_kind).collect()
}

impl Spread {
    fn of(family: &[Plan], counted: &[usize]) -> Self {
        let sums =
            family.iter().map(|plan| counted.iter().map(|&one| u32::from(plan.0[one])).sum());
        let sums: Vec<u32> = sums.collect();
        Self {
            least: sums.iter().copied().min().unwrap_or(0),
            most: sums.iter().copied().max().unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::expansion::allowance::tests::candidate;

    #[test]
    fn ways_to_move_on_of_which_each_plan_has_one_are_support() {
        let of = |lever: Lever, title: &str| Candidate {
            lever,
            title: title.to_owned(),
            ..candidate((0.0, 1.0), 0, 9)
        };
        let candidates = [
            of(Lever::MoveOnWorker(0.75), "second move-on worker"),
            of(Lever::MoveOnHomes(10.0), "10 move-on homes a year"),
            of(Lever::Pets(vec![]), "pets"),
        ];
        let shape = |plans: &[[u16; 3]]| {
            let plans: Vec<Plan> = plans.iter().map(|counts| Plan(counts.to_vec())).collect();
            FamilyShape::of(&plans, &candidates)
        };
        let either = shape(&[[1, 0, 1], [0, 2, 0]]);
        assert!(either.move_on_support && either.with.is_empty() && either.kinds.is_empty());
        assert_eq!(either.some_with, ["pets"]);
        let both = shape(&[[1, 1, 0], [1, 2, 0]]);
        let with = [(1, 1, "second move-on worker"), (1, 2, "10 move-on homes a year")];
        let with = with.map(|(least, most, title)| (Spread { least, most }, title.to_owned()));
        assert_eq!(both.with, with);
        assert!(!both.move_on_support && both.some_with.is_empty());
    }
}
