//! Every way of solving held against trying everything, on small problems drawn at random.

use super::binding::{Least, binding, reaches};
use super::problem::{Aim, Applicant, Choice, Floor, Limit, LimitKind, Objective, Problem};
use super::shortage::shortages;
use super::solution::Solution;
use super::solve::{Prepared, Way, may_choose, solve};
use super::weight_sensitivity::{Asked, Family, nearest_flip};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use std::cmp::Reverse;
use std::collections::BTreeSet;

const UNITS: usize = 6;

fn cases(cases: u32) -> Config {
    const SEED: u64 = 20_261_123;
    let asked = Config::default();
    let rng_seed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(SEED),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    Config { cases, rng_seed, failure_persistence: None, ..asked }
}

fn applicant() -> impl Strategy<Value = Applicant> {
    let choices = vec(proptest::option::weighted(0.6, 0_i64..6), UNITS);
    (any::<bool>(), choices).prop_map(|(in_danger, penalties)| {
        let listed = penalties.into_iter().enumerate();
        let choices = listed
            .filter_map(|(unit, penalty)| Some(Choice { unit, penalty: penalty?, tie: 0 }))
            .collect();
        Applicant { in_danger, counts: true, must: false, choices }
    })
}

/// A limit over some applicants and some units; or over all units of some applicants.
fn limit(kind: LimitKind, applicants: &[bool], units: &[bool], at_most: usize) -> Limit {
    let units: Vec<usize> = (0..UNITS).filter(|&unit| units[unit]).collect();
    let members = applicants.iter().enumerate().filter(|(_, chosen)| **chosen);
    let members = members.map(|(applicant, _)| (applicant, units.clone())).collect();
    Limit { kind, at_most, members }
}

/// Problems of up to five households and five limits of every kind.
fn problem() -> impl Strategy<Value = Problem> {
    let who = || vec(any::<bool>(), 5);
    let here = || vec(any::<bool>(), UNITS);
    let limits = vec((0_usize..3, who(), here(), 0_usize..3), 0..5);
    (vec(applicant(), 1..=5), limits, any::<bool>()).prop_map(|(applicants, drawn, aim)| {
        let mut limits = Vec::new();
        for (number, (kind, who, here, at_most)) in drawn.into_iter().enumerate() {
            let count = applicants.len();
            let (a, b) = (number % count, (number + 1) % count);
            let pair: Vec<bool> = (0..5).map(|k| k == a || k == b).collect();
            limits.push(match kind {
                0 if a != b => limit(LimitKind::KeepApart(a.min(b), a.max(b)), &pair, &here, 1),
                1 => limit(LimitKind::ComplexNeeds(number), &who, &here, at_most),
                _ => limit(LimitKind::Nrpf, &who, &[true; UNITS], at_most),
            });
        }
        for limit in &mut limits {
            limit.members.retain(|(applicant, _)| *applicant < applicants.len());
            for (applicant, units) in &mut limit.members {
                units.retain(|&unit| applicants[*applicant].penalty_of(unit).is_some());
            }
            limit.members.retain(|(_, units)| !units.is_empty());
        }
        let aim = if aim { Aim::DangerFirst } else { Aim::HouseholdsFirst };
        Problem { applicants, units: UNITS, limits, floors: Vec::new(), aim }
    })
}

/// Every answer that keeps all rows.
fn answers(problem: &Problem) -> Vec<Vec<Option<usize>>> {
    let mut found = vec![Vec::new()];
    for applicant in &problem.applicants {
        let units = applicant.choices.iter().map(|choice| Some(choice.unit));
        let open: Vec<Option<usize>> = units.chain((!applicant.must).then_some(None)).collect();
        found = found
            .into_iter()
            .flat_map(|before: Vec<Option<usize>>| {
                let free = |unit: &&Option<usize>| unit.is_none() || !before.contains(unit);
                let free: Vec<Option<usize>> = open.iter().filter(free).copied().collect();
                free.into_iter().map(move |unit| [before.clone(), vec![unit]].concat())
            })
            .collect();
    }
    let keeps = |unit_of: &Vec<Option<usize>>| {
        problem.limits.iter().all(|limit| limit.taken_by(unit_of).count() <= limit.at_most)
    };
    found.retain(keeps);
    found
}

type Key = (usize, (Reverse<usize>, Reverse<usize>, i64), Vec<usize>);

fn key(problem: &Problem, unit_of: &[Option<usize>]) -> Key {
    let positions = unit_of.iter().map(|unit| unit.unwrap_or(usize::MAX)).collect();
    let order = problem.objective(unit_of).order(problem.aim);
    (problem.shortfall(unit_of), order, positions)
}

/// The one best answer, by trying everything.
fn best(problem: &Problem) -> Option<Vec<Option<usize>>> {
    answers(problem).into_iter().min_by_key(|unit_of| key(problem, unit_of))
}

fn solved(problem: &Problem, way: Way) -> Option<Solution> {
    solve(problem, way).unwrap()
}

/// What each household may choose, by trying everything.
fn choices(problem: &Problem, best: &[Option<usize>]) -> Vec<Vec<(i64, usize)>> {
    let all = answers(problem);
    let won = problem.objective(best);
    let of = |household: usize| {
        let mut list = Vec::new();
        for choice in &problem.applicants[household].choices {
            let with = all.iter().filter(|unit_of| unit_of[household] == Some(choice.unit));
            let as_good = with.filter(|unit_of| {
                problem.objective(unit_of).places_as_many(won)
                    && problem.shortfall(unit_of) == problem.shortfall(best)
            });
            let least = as_good.map(|unit_of| problem.objective(unit_of).penalty).min();
            if best[household] != Some(choice.unit) {
                list.extend(least.map(|penalty| (penalty - won.penalty, choice.unit)));
            }
        }
        list.sort_unstable();
        list
    };
    let placed = (0..best.len()).filter(|&household| best[household].is_some());
    placed.map(of).collect()
}

fn chosen(problem: &Problem, solution: &Solution, way: Way) -> Vec<Vec<(i64, usize)>> {
    let placed: Vec<usize> =
        (0..problem.applicants.len()).filter(|&k| solution.unit_of[k].is_some()).collect();
    let lists = may_choose(problem, solution, &placed, way).unwrap();
    let pair = |list: Vec<super::Alternative>| {
        list.iter().map(|other| (other.extra_penalty, other.unit)).collect()
    };
    lists.into_iter().map(pair).collect()
}

/// Sets of limit kinds, smallest first, without which so many are placed.
fn smallest_lifted(problem: &Problem, least: Least) -> Option<usize> {
    let kinds: Vec<LimitKind> =
        problem.limits.iter().map(|l| l.kind).collect::<BTreeSet<_>>().into_iter().collect();
    let mut sizes = Vec::new();
    for set in 0_u32..1 << kinds.len() {
        let lifted = |kind: LimitKind| {
            kinds.iter().position(|other| *other == kind).is_some_and(|k| set >> k & 1 == 1)
        };
        let freed = problem.without(|limit| lifted(limit.kind));
        if answers(&freed).iter().any(|unit_of| at_least(freed.objective(unit_of), least)) {
            sizes.push(set.count_ones() as usize);
        }
    }
    sizes.into_iter().min()
}

fn at_least(found: Objective, least: Least) -> bool {
    found.placed >= least.placed && found.immediate_danger_placed >= least.danger
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn branch_and_bound_finds_the_one_best_answer(problem in problem()) {
        let expected = best(&problem).unwrap();
        let found = solved(&problem, Way::Search).unwrap();
        prop_assert_eq!(&found.unit_of, &expected);
        prop_assert_eq!(found.objective, problem.objective(&expected));
        prop_assert!(found.proven && found.bound == found.objective);
        prop_assert_eq!(chosen(&problem, &found, Way::Search), choices(&problem, &expected));
    }

    #[test]
    fn prices_on_limits_change_no_answer(problem in problem()) {
        let found = Prepared::priced(&problem).unwrap().all_levels().unwrap();
        prop_assert_eq!(Some(found.unit_of), best(&problem));
    }

    #[test]
    fn who_must_be_placed_is_or_there_is_no_answer(
        problem in problem(), who in any::<prop::sample::Index>()
    ) {
        let mut problem = problem;
        let who = who.index(problem.applicants.len());
        problem.applicants[who].must = true;
        let found = solved(&problem, Way::Fastest).map(|found| found.unit_of);
        prop_assert_eq!(found, best(&problem));
    }

    #[test]
    fn with_one_unit_forced_the_best_of_what_is_left_is_found(
        problem in problem(), who in any::<prop::sample::Index>(), unit in 0..UNITS
    ) {
        let who = who.index(problem.applicants.len());
        prop_assume!(problem.applicants[who].penalty_of(unit).is_some());
        let forced = problem.with_forced(who, unit);
        let with = answers(&problem).into_iter().filter(|unit_of| unit_of[who] == Some(unit));
        let expected = with.min_by_key(|unit_of| key(&problem, unit_of));
        prop_assert_eq!(solved(&forced, Way::Search).map(|found| found.unit_of), expected);
    }

    #[test]
    fn shortages_add_up_to_those_whom_no_matching_places(problem in problem()) {
        let free = Problem { limits: Vec::new(), ..problem };
        let most = answers(&free).iter().map(|unit_of| free.objective(unit_of).placed).max();
        let parts = shortages(&free, |_| true);
        let short: usize = parts.iter().map(super::shortage::Shortage::shortage).sum();
        prop_assert_eq!(free.applicants.len() - most.unwrap(), short);
        for part in &parts {
            let usable: BTreeSet<usize> = part
                .applicants
                .iter()
                .flat_map(|&k| free.applicants[k].choices.iter().map(|choice| choice.unit))
                .collect();
            prop_assert_eq!(usable.into_iter().collect::<Vec<_>>(), part.units.clone());
        }
    }

    #[test]
    fn one_unit_more_never_makes_it_worse(problem in problem(), applicant in applicant()) {
        let mut more = problem.clone();
        more.units += 1;
        for (one, choice) in more.applicants.iter_mut().zip(&applicant.choices) {
            one.choices.push(Choice { unit: UNITS, penalty: choice.penalty, tie: 0 });
        }
        let before = solved(&problem, Way::Fastest).unwrap().objective;
        let after = solved(&more, Way::Fastest).unwrap().objective;
        prop_assert!(after.order(problem.aim) <= before.order(problem.aim));
    }

    #[test]
    fn the_order_of_the_input_changes_no_count(problem in problem()) {
        let mut turned = problem.clone();
        turned.applicants.reverse();
        let last = problem.applicants.len() - 1;
        for limit in &mut turned.limits {
            limit.members.iter_mut().for_each(|(applicant, _)| *applicant = last - *applicant);
            limit.members.sort_unstable();
        }
        let one = solved(&problem, Way::Fastest).unwrap();
        prop_assert_eq!(one.objective, solved(&turned, Way::Fastest).unwrap().objective);
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn the_solver_finds_the_same_answer(problem in problem()) {
        let expected = best(&problem).unwrap();
        let found = solved(&problem, Way::Solver).unwrap();
        prop_assert_eq!(&found.unit_of, &expected);
        prop_assert!(found.proven && found.bound == found.objective);
        prop_assert_eq!(chosen(&problem, &found, Way::Solver), choices(&problem, &expected));
    }

    #[test]
    fn the_nearest_flip_is_the_one_that_trying_every_value_finds(
        problem in problem(),
        factors in vec(vec(0_i64..3, UNITS), 5),
        now in 0_i64..12,
        who in any::<prop::sample::Index>(),
        unit in 0..UNITS,
    ) {
        const GREATEST: i64 = 40;
        let weighted = |value: i64| {
            let mut problem = problem.clone();
            for (applicant, factors) in problem.applicants.iter_mut().zip(&factors) {
                for choice in &mut applicant.choices {
                    choice.penalty += factors[choice.unit] * value;
                }
            }
            problem
        };
        let household = who.index(problem.applicants.len());
        let given = |value: i64| {
            solved(&weighted(value), Way::Search).unwrap().unit_of[household] == Some(unit)
        };
        let can_be = problem.applicants[household].penalty_of(unit).is_some();
        prop_assume!(can_be && !given(now));
        let forced = solved(&weighted(now).with_forced(household, unit), Way::Search);
        let as_many = forced.is_some_and(|forced| {
            forced.objective.places_as_many(solved(&weighted(now), Way::Search).unwrap().objective)
        });
        prop_assume!(as_many);
        let values = (0..=GREATEST).filter(|&value| value != now && given(value));
        let expected = values.min_by_key(|value| ((value - now).abs(), *value));
        let (at_none, at_one) = (weighted(0), weighted(1));
        let family = Family { at_none: &at_none, at_one: &at_one };
        let asked = Asked { household, unit, now, greatest: GREATEST };
        prop_assert_eq!(nearest_flip(&family, asked, Way::Search).unwrap(), expected);
    }

    #[test]
    fn columns_brought_in_by_price_lose_nothing(problem in problem()) {
        let expected = problem.objective(&best(&problem).unwrap());
        let found = solved(&problem, Way::Columns).unwrap();
        prop_assert_eq!(problem.objective(&found.unit_of), found.objective);
        prop_assert!(found.bound.order(problem.aim) <= expected.order(problem.aim));
        prop_assert!(expected.order(problem.aim) <= found.objective.order(problem.aim));
        if found.proven {
            prop_assert_eq!(found.objective, expected);
        }
        for limit in &problem.limits {
            prop_assert!(limit.taken_by(&found.unit_of).count() <= limit.at_most);
        }
    }

    #[test]
    fn floors_come_first(
        problem in problem(), groups in vec((vec(any::<bool>(), 5), 0_usize..4), 1..3)
    ) {
        let mut problem = problem;
        let count = problem.applicants.len();
        problem.floors = groups
            .into_iter()
            .map(|(chosen, at_least)| Floor {
                at_least,
                members: (0..count).filter(|&k| chosen[k]).collect(),
            })
            .collect();
        let expected = best(&problem).unwrap();
        let found = solved(&problem, Way::Fastest).unwrap();
        prop_assert_eq!(&found.unit_of, &expected);
        prop_assert_eq!(chosen(&problem, &found, Way::Fastest), choices(&problem, &expected));
    }

    #[test]
    fn the_smallest_set_of_limits_in_the_way_is_found(problem in problem()) {
        let found = solved(&problem, Way::Fastest).unwrap().objective;
        let least = Least::one_more(found);
        let named = binding(&problem, found, Way::Fastest).unwrap();
        let expected = smallest_lifted(&problem, least);
        prop_assert_eq!(named.as_ref().map(|named| named.limits.len()), expected);
        if let Some(named) = named {
            prop_assert!(named.smallest);
            let freed = problem.without(|limit| named.limits.contains(&limit.kind));
            prop_assert!(reaches(&freed, least, Way::Fastest).unwrap());
        }
    }
}
