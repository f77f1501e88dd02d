//! The contract's own order: every answer of the program against every assignment tried.

use crate::allocation::brute::{Answer, Bound, Tried};
use crate::allocation::drawn::{Pairs, Size, World, drawn};
use crate::allocation::tally::{Tally, every};
use crate::{GEOGRAPHY, estates, households};
use lintel::base::domain::{ReturnReason, RuleName};
use lintel::desk::allocation::answer::{Allocation, Binding, Unplaced};
use lintel::desk::allocation::{Options, Terms, allocate};
use lintel::engine::eligibility::{Case, OccupancyView, Suitability};
use lintel::engine::placement::recommend;
use proptest::collection::vec;
use std::collections::{BTreeMap, BTreeSet};

/// The unit of each household, as an answer says.
pub(crate) fn unit_of(world: &World, answer: &Allocation) -> Vec<Option<usize>> {
    let unit =
        |name: &str| world.homes.estate.units.iter().position(|unit| unit.name == name).unwrap();
    let placed = |household: &lintel::desk::allocation::Household| {
        let found = answer.placed.iter().find(|p| p.reference == household.referral.reference);
        found.map(|placed| unit(&placed.unit))
    };
    world.households.iter().map(placed).collect()
}

/// What each household may choose, as an answer says: of the placed, by position.
pub(crate) fn choices(world: &World, answer: &Allocation) -> BTreeMap<usize, Vec<(i64, usize)>> {
    let unit =
        |name: &str| world.homes.estate.units.iter().position(|unit| unit.name == name).unwrap();
    let household = |reference: &str| {
        world.households.iter().position(|h| h.referral.reference == reference).unwrap()
    };
    let list = |placed: &lintel::desk::allocation::answer::Placed| {
        let others = placed.may_choose.iter();
        let others = others.map(|other| (other.extra_penalty, unit(&other.unit)));
        (household(&placed.reference), others.collect())
    };
    answer.placed.iter().map(list).collect()
}

const SMALL: Size = Size { units: 7, households: 5, lived_in: 2, movable: 0, tight: false };

#[test]
fn every_answer_is_the_one_that_trying_everything_finds() {
    let tally = every(2_000, &drawn(SMALL), |drawn, tally| {
        let mut world = drawn.world();
        world.homes.estate.provider.allocation = lintel::inputs::estate::Allocation::default();
        let pairs = drawn.pairs_with_accepted(&world);
        holds(&world, &pairs, tally);
    });
    tally.at_least(&[
        ("keep_apart decides", 60),
        ("keep_apart decides, and only by sector", 20),
        ("complex_needs decides", 50),
        ("nrpf decides", 40),
        ("two kinds of limit decide", 40),
        ("the tie-break decides", 150),
        ("somebody in danger goes before somebody else", 60),
        ("a decision was granted and used", 100),
        ("a funded place is granted beyond the last", 25),
        ("a unit was declined that would be given", 40),
        ("an accepted offer is kept", 150),
        ("an accepted offer is kept at a price", 40),
        ("accepted offers break a limit", 6),
        ("a household that asks lives here", 60),
        ("a unit that opens today is given", 40),
        ("may choose what costs all together more", 200),
        ("kept out by keep_apart", 15),
        ("kept out by complex_needs", 40),
        ("kept out by nrpf", 40),
        ("one limit in the way", 60),
        ("several limits in the way", 15),
        ("a shortage of units", 200),
        ("nothing suits", 60),
        ("nobody is placed", 40),
    ]);
}

/// Any estate at all, and any households: nothing here is made to fit.
#[test]
fn any_households_before_any_estate_are_answered_as_by_brute_force() {
    let strategy = (estates::estate(), vec(households::referral(), 1..=4));
    let tally = every(600, &strategy, |(drawn, mut forms), tally| {
        let homes = drawn.read();
        for (number, form) in forms.iter_mut().enumerate() {
            form["reference"] =
                if number == 0 { estates::ASKING.into() } else { format!("Q-{number}").into() };
            form["received"] = "2026-11-20T21:40:00Z".into();
        }
        let households =
            forms.iter().map(|form| crate::allocation::drawn::household(form, &homes)).collect();
        let world = World { homes, households, movable: Vec::new() };
        holds(&world, &Pairs::default(), tally);
    });
    tally.at_least(&[("somebody is placed", 100), ("nothing suits", 300)]);
}

/// Holds one batch against trying everything, and counts what it met.
fn holds(world: &World, pairs: &Pairs, tally: &Tally) {
    let tried = Tried { world, pairs };
    let order = world.homes.estate.provider.allocation.clone();
    let answers = tried.everything(0);
    let admitted = pairs.admitted(world);
    let Some(best) = tried.best(&answers, &order) else {
        let issues = admitted.expect_err("accepted offers that cannot all stand");
        assert!(issues.issues.iter().all(|issue| issue.file == "accepted.csv"), "{issues}");
        tally.met("accepted offers break a limit", 1_usize);
        return;
    };
    let terms = admitted.unwrap_or_else(|issues| panic!("these decisions are possible: {issues}"));
    let answer = allocate(&world.batch(&terms), Options::default()).unwrap();
    assert_eq!(unit_of(world, &answer), best.unit_of, "other units");
    assert_eq!(answer.objective, best.objective);
    assert!(answer.optimal && answer.bound == answer.objective);
    assert_eq!(choices(world, &answer), tried.choices(&answers, &order, &best), "may choose");
    for unplaced in &answer.unplaced {
        says_why(tried, unplaced, &answers, &best, tally);
    }
    binding_is_the_smallest(world, answer.binding.as_ref(), &answers, &best, tally);
    shortages_are_those_of_the_largest_matching(tried, &answer, tally);
    count(tried, &answers, &best, &terms, tally);
}

/// The outcome and barrier of a household without a unit.
fn says_why(
    tried: Tried<'_>,
    unplaced: &Unplaced,
    answers: &[Answer],
    best: &Answer,
    tally: &Tally,
) {
    let households = &tried.world.households;
    let number =
        households.iter().position(|h| h.referral.reference == unplaced.reference).unwrap();
    let barrier: Vec<&str> = unplaced.barrier.iter().map(|rule| rule.name()).collect();
    if tried.usable(number).is_empty() && tried.declined_all(number) {
        assert_eq!((unplaced.outcome, barrier.len()), (ReturnReason::Declined, 0));
        tally.met("everything declined", 1_usize);
        return;
    }
    if tried.usable(number).is_empty() {
        let (homes, asks) = (&tried.world.homes, &households[number]);
        let occupancy =
            OccupancyView::for_household(&homes.estate, &homes.occupancy.residents, &asks.referral);
        let case = Case::new(
            homes.both(),
            &GEOGRAPHY,
            (&asks.referral.household, &asks.places),
            &occupancy,
        );
        let alone = recommend(&case, asks.referral.received);
        assert_eq!(
            unplaced.outcome,
            alone.outcome_if_none.map_or(ReturnReason::Capacity, |outcome| outcome.reason)
        );
        assert_eq!(barrier, alone.barrier().iter().map(RuleName::name).collect::<Vec<_>>());
        tally.met("nothing suits", 1_usize);
        return;
    }
    let danger = usize::from(households[number].referral.household.in_danger());
    let lifted = |rule: &&str| {
        answers.iter().any(|answer| {
            answer.broken.iter().all(|bound| bound.rule() == *rule)
                && answer.unit_of[number].is_some()
                && answer.objective.placed > best.objective.placed
                && answer.objective.immediate_danger_placed
                    >= best.objective.immediate_danger_placed + danger
        })
    };
    let rules = ["keep_apart", "complex_needs", "nrpf"];
    let expected: Vec<&str> = rules.into_iter().filter(lifted).collect();
    assert_eq!(unplaced.outcome, ReturnReason::Capacity);
    assert_eq!(barrier, expected, "what keeps {} out", unplaced.reference);
    for rule in expected {
        tally.met(format!("kept out by {rule}"), 1_usize);
    }
}

/// The fewest limits without which one more is placed, nobody in danger the fewer.
fn binding_is_the_smallest(
    world: &World,
    binding: Option<&Binding>,
    answers: &[Answer],
    best: &Answer,
    tally: &Tally,
) {
    let one_more: Vec<&BTreeSet<Bound>> = answers
        .iter()
        .filter(|answer| answer.objective.placed > best.objective.placed)
        .filter(|answer| {
            answer.objective.immediate_danger_placed >= best.objective.immediate_danger_placed
        })
        .map(|answer| &answer.broken)
        .collect();
    let fewest = one_more.iter().map(|broken| broken.len()).min();
    assert_eq!(binding.map(|binding| binding.limits.len()), fewest, "limits in the way");
    let Some(binding) = binding else { return };
    let household = |reference: &String| {
        world.households.iter().position(|h| h.referral.reference == *reference).unwrap()
    };
    let setting =
        |name: &str| world.homes.estate.settings.iter().position(|s| s.name == name).unwrap();
    let named = binding.limits.iter().map(|limit| match (limit.rule.name(), &limit.setting) {
        ("keep_apart", None) => {
            Bound::Apart(household(&limit.households[0]), household(&limit.households[1]))
        }
        ("complex_needs", Some(name)) => Bound::Complex(setting(name)),
        ("nrpf", None) => Bound::Funded,
        other => panic!("no limit between households: {other:?}"),
    });
    let named: BTreeSet<Bound> = named.collect();
    assert!(one_more.iter().any(|broken| broken.is_subset(&named)), "{named:?} would not do");
    assert!(binding.smallest);
    let met = if named.len() == 1 { "one limit in the way" } else { "several limits in the way" };
    tally.met(met, 1_usize);
}

/// Limits left aside, so many go without as the largest matching leaves over.
fn shortages_are_those_of_the_largest_matching(
    tried: Tried<'_>,
    answer: &Allocation,
    tally: &Tally,
) {
    let households = &tried.world.households;
    let usable = |number: usize| tried.usable(number);
    let everybody: Vec<usize> = (0..households.len()).collect();
    let in_danger = |k: &usize| households[*k].referral.household.in_danger();
    let in_danger: Vec<usize> = everybody.iter().copied().filter(in_danger).collect();
    for (asked, said) in [(everybody, &answer.shortages), (in_danger, &answer.shortages_in_danger)]
    {
        let free: Vec<BTreeSet<usize>> = asked.iter().map(|&k| usable(k)).collect();
        let short: usize = said.iter().map(|part| part.shortage).sum();
        assert_eq!(asked.len() - largest_matching(&free), short, "{said:?}");
        tally.met("a shortage of units", said.iter().filter(|part| !part.units.is_empty()).count());
    }
}

/// How many of these can have one of what they can use, by augmenting paths.
fn largest_matching(usable: &[BTreeSet<usize>]) -> usize {
    fn finds(
        who: usize,
        usable: &[BTreeSet<usize>],
        seen: &mut BTreeSet<usize>,
        holder: &mut BTreeMap<usize, usize>,
    ) -> bool {
        usable[who].iter().any(|&unit| {
            let free = seen.insert(unit)
                && holder
                    .get(&unit)
                    .copied()
                    .is_none_or(|other| finds(other, usable, seen, holder));
            if free {
                holder.insert(unit, who);
            }
            free
        })
    }
    let mut holder = BTreeMap::new();
    let found = |who: &usize| finds(*who, usable, &mut BTreeSet::new(), &mut holder);
    (0..usable.len()).filter(found).count()
}

fn count(tried: Tried<'_>, answers: &[Answer], best: &Answer, terms: &Terms, tally: &Tally) {
    let world = tried.world;
    let key = |answer: &Answer| answer.objective.order(lintel::desk::allocation::Aim::DangerFirst);
    let better = |answer: &&Answer| key(answer) < key(best);
    let kinds: BTreeSet<Vec<&str>> = answers
        .iter()
        .filter(better)
        .map(|answer| {
            let kinds: BTreeSet<&str> = answer.broken.iter().map(|bound| bound.rule()).collect();
            kinds.into_iter().collect()
        })
        .collect();
    for kind in ["keep_apart", "complex_needs", "nrpf"] {
        tally.met(format!("{kind} decides"), usize::from(kinds.contains(&vec![kind])));
    }
    tally.met("two kinds of limit decide", usize::from(kinds.iter().any(|kinds| kinds.len() > 1)));
    let setting =
        |answer: &Answer, k: usize| answer.unit_of[k].map(|u| world.homes.estate.units[u].setting);
    let by_sector = answers.iter().filter(better).any(|answer| {
        answer.broken.iter().all(|bound| match *bound {
            Bound::Apart(a, b) => setting(answer, a) != setting(answer, b),
            _ => false,
        })
    });
    tally.met("keep_apart decides, and only by sector", by_sector);
    let sound = || answers.iter().filter(|answer| answer.broken.is_empty());
    let ties = sound().filter(|answer| answer.objective == best.objective).count();
    tally.met("the tie-break decides", ties > 1);
    tally.met("somebody is placed", best.objective.placed > 0);
    tally.met("nobody is placed", best.objective.placed == 0);
    let blind = |answer: &&Answer| (usize::MAX - answer.objective.placed, answer.objective.penalty);
    let blind = sound().min_by_key(blind).unwrap();
    let fewer = blind.objective.immediate_danger_placed < best.objective.immediate_danger_placed;
    tally.met("somebody in danger goes before somebody else", fewer);
    count_decisions(tried, best, terms, tally);
    let lives_here = |h: &&lintel::desk::allocation::Household| {
        world.homes.occupancy.residents.iter().any(|r| r.reference == h.referral.reference)
    };
    tally.met("a household that asks lives here", world.households.iter().any(|h| lives_here(&h)));
    let choices = tried.choices(answers, &lintel::inputs::estate::Allocation::default(), best);
    let dear = choices.values().flatten().filter(|(extra, _)| *extra > 0).count();
    tally.met("may choose what costs all together more", dear);
}

/// What persons have decided, and whether it mattered.
fn count_decisions(tried: Tried<'_>, best: &Answer, terms: &Terms, tally: &Tally) {
    let Tried { world, pairs } = tried;
    let key = |answer: &Answer| answer.objective.order(lintel::desk::allocation::Aim::DangerFirst);
    for (household, unit) in best.unit_of.iter().enumerate() {
        let Some(unit) = *unit else { continue };
        let asks = &world.households[household];
        let suitability = world.suitability(asks, unit).1;
        tally.met("a decision was granted and used", suitability == Suitability::Decision);
        let beyond = asks.referral.household.needs.nrpf.may_be()
            && terms.granted.contains(&(household, unit));
        let places = world.homes.estate.provider.nrpf_places.map(|places| places as usize);
        let funded = world.homes.occupancy.residents.iter().filter(|r| r.nrpf).count()
            + (0..world.households.len())
                .filter(|&k| {
                    best.unit_of[k].is_some()
                        && world.households[k].referral.household.needs.nrpf.may_be()
                })
                .count();
        tally.met(
            "a funded place is granted beyond the last",
            beyond && places.is_some_and(|places| funded > places),
        );
        tally
            .met("a unit that opens today is given", world.homes.estate.units[unit].from.is_some());
    }
    tally.met("an accepted offer is kept", pairs.accepted.len());
    let without = Pairs { accepted: BTreeMap::new(), ..pairs.clone() };
    if !pairs.accepted.is_empty() || !pairs.declined.is_empty() {
        let without = Tried { world, pairs: &without };
        let free = without.everything(0);
        let free_best =
            without.best(&free, &lintel::inputs::estate::Allocation::default()).unwrap();
        tally.met("an accepted offer is kept at a price", key(&free_best) < key(best));
        let none = Pairs { declined: BTreeSet::new(), ..without.pairs.clone() };
        let none = Tried { world, pairs: &none };
        let all = none.everything(0);
        let given = none.best(&all, &lintel::inputs::estate::Allocation::default()).unwrap();
        let declined = |(k, unit): &(usize, usize)| given.unit_of[*k] == Some(*unit);
        tally.met("a unit was declined that would be given", pairs.declined.iter().any(declined));
    }
}
