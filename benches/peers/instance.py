"""One allocation problem in the form `lintel allocate --export FILE.json` writes, and the judge of answers to it.

The form, "lintel-allocation 1", is described in README.md. The judge knows nothing of any solver: it counts what a list of
pairs achieves, and refuses a list that breaks a limit.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FORMAT = "lintel-allocation 1"
EXACT = 2**53  # whole numbers up to here are exact as float64


class Broken(Exception):
    """An instance that is not in the form, or an answer that is not allowed. Says what is wrong."""


@dataclass(frozen=True)
class Objective:
    """What an allocation achieves, in the order in which it counts."""

    immediate_danger_placed: int
    placed: int
    penalty: int

    def rank(self):
        """Greater is better."""
        return self.immediate_danger_placed, self.placed, -self.penalty

    def __str__(self):
        return f"{self.immediate_danger_placed}/{self.placed}/{self.penalty}"


@dataclass(frozen=True)
class Limit:
    """At most `at_most` of `pairs` may be chosen."""

    name: str
    at_most: int
    pairs: list


@dataclass(frozen=True)
class Weights:
    """Gains that put the three levels into one sum: one more of a level outweighs everything below it.

    `must` stands above them all, for the solvers that cannot be told that a household has to be placed.
    """

    placed: int
    danger: int
    must: int


@dataclass(frozen=True)
class Instance:
    """Households, units, the pairs allowed between them, and the limits on those pairs.

    `household`, `unit` and `penalty` are the columns of the pairs; `counted`, `danger` and `must` have one entry a household.
    """

    households: int
    units: int
    counted: list
    danger: list
    must: list
    household: list
    unit: list
    penalty: list
    limits: list
    solution: dict | None

    def weights(self):
        worst = [0] * self.households
        for household, penalty in zip(self.household, self.penalty):
            worst[household] = max(worst[household], penalty)
        placed = sum(worst) + 1
        danger = placed * (self.households + 1)
        must = danger * (self.households + 1)
        if must * (self.households + 1) >= EXACT:
            raise Broken("the weights of the three levels do not fit exactly into a float64")
        return Weights(placed, danger, must)

    def gains(self):
        """What placing each household gains, all levels in one sum, before its penalty is taken off."""
        weights = self.weights()
        return [
            weights.placed + weights.danger * danger if counted else 0 for counted, danger in zip(self.counted, self.danger)
        ]

    def judge(self, pairs, limits=True):
        """The objective of choosing these pairs; `Broken` if they may not be chosen together."""
        if len(set(pairs)) != len(pairs) or any(not 0 <= pair < len(self.unit) for pair in pairs):
            raise Broken("a pair is chosen twice, or is not there")
        chosen = [self.household[pair] for pair in pairs]
        _at_most_once(chosen, "household")
        _at_most_once([self.unit[pair] for pair in pairs], "unit")
        missing = {index for index, must in enumerate(self.must) if must} - set(chosen)
        if missing:
            raise Broken(f"household {min(missing)} has to be placed and is not")
        if limits:
            self._hold_limits(set(pairs))
        return Objective(
            sum(self.danger[household] and self.counted[household] for household in chosen),
            sum(self.counted[household] for household in chosen),
            sum(self.penalty[pair] for pair in pairs),
        )

    def _hold_limits(self, pairs):
        for limit in self.limits:
            used = len(pairs.intersection(limit.pairs))
            if used > limit.at_most:
                raise Broken(f"limit {limit.name}: {used} chosen, at most {limit.at_most}")


def _at_most_once(positions, what):
    twice = [position for position, times in Counter(positions).items() if times > 1]
    if twice:
        raise Broken(f"{what} {twice[0]} is used more than once")


def read(path):
    """Reads an instance and checks that every index in it points somewhere."""
    try:
        tree = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Broken(f"{path} cannot be read: {error}") from error
    if tree.get("format") != FORMAT:
        raise Broken(f"{path}: format is {tree.get('format')!r}, not {FORMAT!r}")
    pairs = tree["pairs"]
    instance = Instance(
        households=len(tree["households"]),
        units=len(tree["units"]),
        counted=[bool(household.get("counted", True)) for household in tree["households"]],
        danger=[bool(household["immediate_danger"]) for household in tree["households"]],
        must=[bool(household["must"]) for household in tree["households"]],
        household=pairs["household"],
        unit=pairs["unit"],
        penalty=pairs["penalty"],
        limits=[Limit(limit["name"], limit["at_most"], limit["pairs"]) for limit in tree["limits"]],
        solution=tree.get("solution"),
    )
    _check(instance, path)
    return instance


def _check(instance, path):
    columns = (instance.household, instance.unit, instance.penalty)
    if len({len(column) for column in columns}) != 1:
        raise Broken(f"{path}: the columns of pairs differ in length")
    _within(instance.household, instance.households, f"{path}: pairs.household")
    _within(instance.unit, instance.units, f"{path}: pairs.unit")
    if min(instance.penalty, default=0) < 0:
        raise Broken(f"{path}: a penalty is negative")
    for limit in instance.limits:
        _within(limit.pairs, len(instance.unit), f"{path}: limit {limit.name}")


def _within(positions, end, what):
    if positions and not (0 <= min(positions) and max(positions) < end):
        raise Broken(f"{what}: a position is not below {end}")
