"""The rows and levels every solver with limits is given, so that all of them are told the same."""

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Of `pairs` at least `at_least` and at most `at_most` are chosen."""

    pairs: list
    at_least: int
    at_most: int


def rows(problem):
    """A household takes at most one unit, and exactly one if it has to be placed; a unit one household; each limit holds."""
    by_household, by_unit = defaultdict(list), defaultdict(list)
    for pair, (household, unit) in enumerate(zip(problem.household, problem.unit)):
        by_household[household].append(pair)
        by_unit[unit].append(pair)
    if any(must and household not in by_household for household, must in enumerate(problem.must)):
        raise ValueError("a household has to be placed and may take no unit")
    yield from (Row(pairs, int(problem.must[household]), 1) for household, pairs in by_household.items())
    yield from (Row(pairs, 0, 1) for pairs in by_unit.values())
    yield from (Row(limit.pairs, 0, limit.at_most) for limit in problem.limits)


def levels(problem, objective):
    """Gain of each pair, level by level or in one sum of all levels."""
    if objective == "sum":
        return [_sum(problem)]
    placed = [int(problem.counted[household]) for household in problem.household]
    danger = [one * problem.danger[household] for one, household in zip(placed, problem.household)]
    return [danger, placed, [-penalty for penalty in problem.penalty]]


def _sum(problem):
    gains = problem.gains()
    return [gains[household] - penalty for household, penalty in zip(problem.household, problem.penalty)]
