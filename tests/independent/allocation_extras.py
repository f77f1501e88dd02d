"""What the program says of a batch beyond the contract, held to its own schema: `binding` and `shortages_in_danger`.

Skipped where an answer does not have them.
"""

from itertools import combinations

from allocation import Batch, Solution, limits_of, shortage_faults

# Smaller sets of limits tried at most, to see whether one would do.
MOST_SETS = 60


def wrong_in_extras(batch, expected, answer):
    found = []
    if "binding" in answer:
        found += wrong_in_binding(batch, expected, answer["binding"])
    if "shortages_in_danger" in answer:
        found += wrong_in_danger(batch, answer["shortages_in_danger"])
    return found


def wrong_in_binding(batch, expected, binding):
    """`binding` names limits without which one more would be placed and nobody in danger fewer; null if no limit is the cause."""
    best = expected["objective"]["immediate_danger_placed"], expected["objective"]["placed"]
    every = limits_of(batch)
    if binding is None:
        cause = Solution(batch, every).places_one_more(*best)
        return [("binding", "the limits that keep one more from being placed", None)] if cause else []
    number_of = {household.reference: number for number, household in enumerate(batch.households)}
    limits = []
    for item in binding["limits"]:
        pair = frozenset(number_of.get(name) for name in item["households"])
        of_what = {"keep_apart": pair, "complex_needs": item.get("setting"), "nrpf": None}.get(item["rule"])
        limits.append((item["rule"], of_what))
    if not limits or not set(limits) <= set(every):
        return [("binding.limits", "limits of this batch", binding["limits"])]
    if not Solution(batch, limits).places_one_more(*best):
        return [("binding.limits", "limits without which one more is placed", binding["limits"])]
    return smaller_would_do(batch, every, limits, best, binding)


def smaller_would_do(batch, every, limits, best, binding):
    among, what = (every, "a smallest set") if binding["smallest"] else (limits, "a set no part of which would do")
    smaller = [part for size in range(1, len(limits)) for part in combinations(among, size)]
    for part in smaller[:MOST_SETS]:
        if Solution(batch, part).places_one_more(*best):
            return [("binding.limits", f"{what}: {part} would do", binding["limits"])]
    return []


def wrong_in_danger(batch, entries):
    """The same promises as of `shortages`, for the households in immediate danger by themselves."""
    only = [household for household in batch.households if household.danger]
    here = {household.reference for household in only}
    accepted = [pair for pair in batch.accepted.items() if pair[0] in here]
    alone = Batch(only, batch.estate, batch.granted, accepted, batch.declined)
    kept = {batch.position[unit] for unit in batch.accepted.values()}
    ways = [alone.pairs, [
        pairs if alone.must >> number & 1 else set(pairs) - kept for number, pairs in enumerate(alone.pairs)]]
    faults = [shortage_faults(alone, entries, pairs) for pairs in ways]
    return [("shortages_in_danger: " + field, *rest) for field, *rest in faults[0]] if all(faults) else []
