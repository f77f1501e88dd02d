"""Batches of up to fifty households: too many to try every set, so the answer is asked for what any best answer must keep.

The allocation must be allowed and add up; no household's move, no exchange and no taking of a place may better it; without the
limits between households the optimum (found by improving along negative cycles until there is none) must not be worse, and must be
the answer itself if it breaks no limit; and the program's own answers once a household accepts or declines must agree with what
`may_choose` said.
"""

from allocation import limits_broken, most_matched


class Wide:
    """A batch with an allocation: the unit position of each household, None where it has none."""

    def __init__(self, batch, vector):
        self.batch, self.vector = batch, list(vector)
        count = len(batch.households)
        self.base = len(batch.names) + 1
        self.vectors = self.base ** count
        self.scale = self.vectors * (count + 1)
        self.digit = [self.base ** (count - 1 - number) for number in range(count)]
        self.most = 1 + max((penalty for pairs in batch.pairs for penalty in pairs.values()), default=0)

    def cost(self, number, position):
        """One whole number whose order, summed, is that of the objective and then of the vector."""
        if position is None:
            return (self.base - 1) * self.digit[number]
        step = self.most * self.scale * (1 + len(self.vector))
        worth = step + self.batch.households[number].danger * step * (1 + len(self.vector))
        elsewhere = 0 if self.batch.young_and_staffed(number, position) else self.vectors
        return self.batch.pairs[number][position] * self.scale + elsewhere + position * self.digit[number] - worth

    def total(self):
        return sum(self.cost(number, position) for number, position in enumerate(self.vector))


def placed_of(vector):
    return [(number, position) for number, position in enumerate(vector) if position is not None]


# ------------------------------------------------------------------------------------------------------- one answer

def wrong_in_wide(batch, answer):
    """What of the answer cannot be part of a best one."""
    where = {entry["reference"]: entry["unit"] for entry in answer["placed"]}
    references = [household.reference for household in batch.households]
    listed = [entry["reference"] for entry in answer["placed"]], [entry["reference"] for entry in answer["unplaced"]]
    if listed != ([r for r in references if r in where], [r for r in references if r not in where]):
        return [("placed and unplaced", "every household once, in order", listed)]
    vector = [batch.position.get(where.get(reference)) for reference in references]
    bad = [references[n] for n, position in placed_of(vector) if position not in batch.pairs[n]]
    broken = limits_broken(batch, placed_of(vector))
    if bad or broken:
        return [("placed", "allowed pairs and no limit broken", (bad, sorted(broken)))]
    return wrong_sums(batch, answer, vector) + wrong_because_better(Wide(batch, vector)) + wrong_barriers(batch, answer)


def wrong_sums(batch, answer, vector):
    placed = placed_of(vector)
    sums = {"immediate_danger_placed": sum(batch.households[n].danger for n, _ in placed), "placed": len(placed),
            "penalty": sum(batch.pairs[n][position] for n, position in placed)}
    found = [(key, sums, answer[key]) for key in ("objective", "bound") if answer[key] != sums]
    penalties = [batch.pairs[n][position] for n, position in placed]
    if [entry["penalty"] for entry in answer["placed"]] != penalties:
        found.append(("penalty of each", penalties, [entry["penalty"] for entry in answer["placed"]]))
    return found if answer["optimal"] is True else found + [("optimal", True, answer["optimal"])]


def wrong_because_better(wide):
    found = []
    better = first_improvement(wide)
    if better:
        found.append(("placed", f"the better {named(wide.batch, better)}", named(wide.batch, wide.vector)))
    free = Wide(wide.batch, without_limits(wide))
    if wide.total() < free.total():
        found.append(("this reading", "nothing better without limits than the best without limits", "a better one"))
    if wide.total() > free.total() and not limits_broken(wide.batch, placed_of(free.vector)):
        found.append(("placed", f"the best without limits, which breaks none: {named(wide.batch, free.vector)}",
                      named(wide.batch, wide.vector)))
    return found


def wrong_barriers(batch, answer):
    """Barriers that name a limit which cannot matter, and shortages of units that nobody counted."""
    found = []
    short = len(batch.pairs) - most_matched(batch.pairs)
    idle = set() if batch.apart else {"keep_apart"}
    if not any(household.complex for household in batch.households):
        idle.add("complex_needs")
    if batch.nrpf_left is None or not any(household.nrpf for household in batch.households):
        idle.add("nrpf")
    for number, household in enumerate(batch.households):
        entry = next((entry for entry in answer["unplaced"] if entry["reference"] == household.reference), None)
        if entry and batch.pairs[number] and (entry["outcome"] != "capacity" or idle & set(entry["barrier"])):
            found.append((f"unplaced {household.reference}", f"capacity, and none of {sorted(idle)}", entry))
    if len(answer["unplaced"]) < short:
        found.append(("unplaced", f"{short} or more", answer["unplaced"]))
    return found


def named(batch, vector):
    return [position if position is None else batch.names[position] for position in vector]


# -------------------------------------------------------------------------------------------------------- improvements

def first_improvement(wide):
    """A better allocation that keeps the limits, by one household moving, or two, or one giving way to another."""
    batch, vector = wide.batch, wide.vector
    owner = {position: number for number, position in placed_of(vector)}
    for number, pairs in enumerate(batch.pairs):
        for position in [None, *pairs]:
            other = owner.get(position)
            if other is None or other == number:
                trials = [{number: position}]
            else:
                trials = [{number: position, other: elsewhere} for elsewhere in [None, *batch.pairs[other]]
                          if elsewhere != position and owner.get(elsewhere) in (None, number, other)]
            for change in trials:
                if sum(wide.cost(n, place) - wide.cost(n, vector[n]) for n, place in change.items()) >= 0:
                    continue
                trial = [change.get(n, place) for n, place in enumerate(vector)]
                if not limits_broken(batch, placed_of(trial)):
                    return trial
    return None


def without_limits(wide):
    """The best allocation if only the units were short: improved along one negative cycle after another.

    Nodes are the households and a hub. Household to household: the first takes the unit of the second. To the hub: it takes a free
    unit or none; from the hub: its unit is left free.
    """
    vector = list(wide.vector)
    while True:
        cycle = negative_cycle(arcs_of(wide, vector), len(vector) + 1)
        if cycle is None:
            return vector
        taken = {number: place for number, place in cycle if number < len(vector)}
        vector = [taken.get(number, position) for number, position in enumerate(vector)]


def arcs_of(wide, vector):
    """(from, to, cost, the place that the first takes)."""
    hub, free = len(vector), set(range(len(wide.batch.names))) - set(vector)
    arcs = [(hub, number, 0, None) for number in range(hub)]
    for number, pairs in enumerate(wide.batch.pairs):
        stays = wide.cost(number, vector[number])
        arcs += [(number, other, wide.cost(number, position) - stays, position) for other, position in enumerate(vector)
                 if other != number and position in pairs]
        places = [position for position in pairs if position in free]
        leaving = [(wide.cost(number, place) - stays, place) for place in [None, *places] if place != vector[number]]
        if leaving:
            least = min(leaving, key=lambda entry: entry[0])
            arcs.append((number, hub, *least))
    return arcs


def negative_cycle(arcs, nodes):
    """[(node, place taken)] along a cycle of negative cost, found by Bellman and Ford's method; None if there is none."""
    cost, came_by = [0] * nodes, [None] * nodes
    for _ in range(nodes):
        changed = None
        for arc in arcs:
            first, second, added, _ = arc
            if cost[first] + added < cost[second]:
                cost[second], came_by[second], changed = cost[first] + added, arc, second
        if changed is None:
            return None
    node = changed
    for _ in range(nodes):
        node = came_by[node][0]
    cycle, start = [], node
    while True:
        first, _, _, place = came_by[node]
        cycle.append((first, place))
        node = first
        if node == start:
            return cycle


# -------------------------------------------------------------------------------------------- what the program says next

def questions(rng, batch, answer):
    """Pairs to accept or decline, and what the next objective must be: (accepted, declined, check)."""
    placed = answer["placed"]
    if not placed:
        return
    number_of = {household.reference: number for number, household in enumerate(batch.households)}
    best = answer["objective"]
    counts = (best["immediate_danger_placed"], best["placed"])
    for _ in range(2):
        entry = rng.choice(placed)
        pairs = batch.pairs[number_of[entry["reference"]]]
        extra = {item["unit"]: item["extra_penalty"] for item in entry["may_choose"]}
        others = [batch.names[position] for position in pairs if batch.names[position] != entry["unit"]]
        if others:
            unit = rng.choice(others)
            said = best["penalty"] + extra[unit] if unit in extra else None
            yield [(entry["reference"], unit)], [], after_accepting(counts, said)
    yield [(entry["reference"], entry["unit"])], [], lambda after: [] if after["objective"] == best else [
        ("objective once the unit given is accepted", best, after["objective"])]
    used = {(item["reference"], item["unit"]) for item in answer["placed"]}
    spare = [(household.reference, batch.names[position]) for number, household in enumerate(batch.households)
             for position in batch.pairs[number] if (household.reference, batch.names[position]) not in used]
    if spare:
        units = [(item["reference"], item["unit"]) for item in answer["placed"]]
        yield [], [rng.choice(spare)], lambda after: [] if (units, best) == (
            [(item["reference"], item["unit"]) for item in after["placed"]], after["objective"]) else [
            ("placed once a unit not given is declined", (units, best), (after["placed"], after["objective"]))]


def after_accepting(counts, penalty):
    """The check after a household took another unit: as many placed and so much more penalty, or fewer."""
    def check(after):
        then = after["objective"]
        as_many = (then["immediate_danger_placed"], then["placed"])
        if penalty is None:
            return [] if as_many < counts else [("objective after a unit that may not be chosen", f"less than {counts}", then)]
        right = as_many == counts and then["penalty"] == penalty
        return [] if right else [("objective after a unit that may be chosen", (*counts, penalty), then)]

    return check
