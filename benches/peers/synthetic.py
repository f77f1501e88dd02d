"""Random instances that look like nights of a provider, for trying the solvers without `lintel`.

Units stand in settings of one to five; some settings take few households with complex needs; some households
must be kept apart; some have to be placed. Nothing here is drawn from data.
"""

import json
import random
from collections import defaultdict
from itertools import combinations

from instance import FORMAT


def instance(households, units, seed, limits=True):
    """A random instance as a tree ready to be written. The same seed gives the same instance."""
    chance = random.Random(f"{households} {units} {seed} {limits}")
    setting = _settings(units, chance)
    pairs = _pairs(households, units, setting, chance)
    kept = _limits(households, setting, pairs, chance) if limits else []
    must = _must(pairs, kept, chance)
    return {
        "format": FORMAT,
        "households": [
            {"reference": f"H-{index:04}", "immediate_danger": chance.random() < 0.3, "must": index in must, "counted": True}
            for index in range(households)
        ],
        "units": [{"unit": f"U-{index:04}"} for index in range(units)],
        "pairs": {name: [pair[at] for pair in pairs] for at, name in enumerate(["household", "unit", "penalty"])},
        "limits": kept,
        "order": ["immediate_danger", "placed", "penalty", "positions"],
    }


def write(path, households, units, seed, limits=True):
    path.write_text(json.dumps(instance(households, units, seed, limits)), encoding="utf-8")


def _settings(units, chance):
    """The setting of each unit."""
    settings, number = [], 0
    while len(settings) < units:
        settings += [number] * chance.choice([1, 1, 1, 2, 3, 5])
        number += 1
    return settings[:units]


def _pairs(households, units, setting, chance):
    """Allowed pairs with their penalties: a household is refused by whole settings, and by units too small for it."""
    size = [chance.choice([1, 2, 2, 3, 3, 4, 5, 6]) for _ in range(units)]
    pairs = []
    for household in range(households):
        persons = chance.choice([1, 1, 2, 2, 3, 3, 4, 5])
        refused = {number for number in range(setting[-1] + 1) if chance.random() < 0.5}
        for unit in range(units):
            if size[unit] >= persons and setting[unit] not in refused:
                pairs.append((household, unit, 2 * (size[unit] - persons) + chance.choice([0, 0, 2, 3, 4, 6, 8, 10])))
    return pairs


def _limits(households, setting, pairs, chance):
    by_setting = defaultdict(list)
    for index, (_, unit, _) in enumerate(pairs):
        by_setting[setting[unit]].append(index)
    complex_needs = {household for household in range(households) if chance.random() < 0.3}
    limits = [
        {"name": f"complex_needs {number}", "at_most": chance.choice([0, 1, 1, 2]), "pairs": chosen}
        for number, indices in sorted(by_setting.items())
        if chance.random() < 0.5 and (chosen := [index for index in indices if pairs[index][0] in complex_needs])
    ]
    nrpf = {household for household in range(households) if chance.random() < 0.15}
    chosen = [index for index, pair in enumerate(pairs) if pair[0] in nrpf]
    if chosen:
        limits.append({"name": "nrpf", "at_most": max(1, len(nrpf) // 2), "pairs": chosen})
    return limits + _keep_apart(households, by_setting, pairs, chance)


def _keep_apart(households, by_setting, pairs, chance):
    """At most one of two households in one setting, for about one household in ten."""
    of_both = defaultdict(list)
    for number, indices in by_setting.items():
        for index in indices:
            of_both[pairs[index][0], number].append(index)
    limits = []
    for one, other in chance.sample(list(combinations(range(households), 2)), min(households // 10 + 1, households - 1)):
        for number in sorted(by_setting):
            mine, theirs = of_both[one, number], of_both[other, number]
            if mine and theirs:
                limits.append({"name": f"keep_apart {one} {other} {number}", "at_most": 1, "pairs": sorted(mine + theirs)})
    return limits


def _must(pairs, limits, chance):
    """A few households that one greedy allocation places together, so that placing them all is possible."""
    of_pair = defaultdict(list)
    for index, limit in enumerate(limits):
        for pair in limit["pairs"]:
            of_pair[pair].append(index)
    left = [limit["at_most"] for limit in limits]
    households, units = set(), set()
    for index, (household, unit, _) in enumerate(pairs):
        if household not in households and unit not in units and all(left[limit] for limit in of_pair[index]):
            households.add(household)
            units.add(unit)
            for limit in of_pair[index]:
                left[limit] -= 1
    return {household for household in sorted(households) if chance.random() < 0.1}
