"""The contract's section 7, read literally: who of a batch is placed where, and why the others are not.

The optimum is found by dynamic programming over sets of households. Units that can disturb one another through `keep_apart` or
`complex_needs_places` (same setting, or same sector) form a zone; for every zone every way of placing some of the households in
it is tried, and the zones are then put together, set by set. No relaxation, no dual prices, no bound: exact, and slow beyond
about eight households. `every_answer` tries all allocations one by one, for small batches, so that this file is held against itself.
What is not here: verdicts and penalties of single households (`model.py`), and the wording of texts.
"""

import json
from pathlib import Path

from model import Referral, is_stale, read_referral, read_text, recommend

LIMITS = ["keep_apart", "complex_needs", "nrpf"]

# The outcome of a household that declined every unit it could have had; None: not compared.
DECLINED_ALL = "declined"


# ------------------------------------------------------------------------------------------------------------ reading

def raw_referrals(path):
    """(name, referral as read) of a folder, by file name in bytes, or of a JSON Lines file, line by line."""
    path = Path(path)
    if path.is_dir():
        files = [file for file in path.iterdir() if file.suffix in (".toml", ".json")]
        return [(file.name, read_referral(file)) for file in sorted(files, key=lambda file: file.name.encode("utf-8"))]
    lines = enumerate(read_text(path).split("\n"), 1)
    return [(f"{path.name}:{number}", json.loads(line)) for number, line in lines if line.strip()]


def households_of(raws, estate, geography):
    return [Household(Referral(None, estate, geography, raw=raw), estate, geography) for raw in raws]


# -------------------------------------------------------------------------------------------------------------- batch

class Household:
    """One household: what `recommend` says of it alone, and where a row of its own already counts."""

    def __init__(self, referral, estate, geography):
        self.referral = referral
        self.reference = referral.reference
        self.danger = referral.immediate_danger
        self.complex = referral.complex
        self.nrpf = referral.nrpf
        self.names = set(referral.keep_apart)
        self.alone = recommend(referral, estate, geography)
        self.units = {unit["unit"]: unit for unit in self.alone["units"]}
        own = [row for row in estate.rows if row["reference"] == self.reference]
        self.counted_in = {estate.unit_named[row["unit"]]["setting"] for row in own if row["complex_needs"]}
        self.counted_nrpf = any(row["nrpf"] for row in own)

    def penalty(self, unit):
        return sum(points for _, points in self.units[unit]["terms"])

    def may_use(self, unit, granted):
        judged = self.units[unit]
        return judged["vacant"] and (judged["verdict"] == "suitable" or judged["verdict"] == "decision" and granted)


class Batch:
    """The households in their order, the pairs that are allowed, and the limits between the households placed."""

    def __init__(self, households, estate, granted=(), accepted=(), declined=()):
        self.households, self.estate = households, estate
        self.granted, self.accepted, self.declined = set(granted), dict(accepted), set(declined)
        self.names = [unit["unit"] for unit in estate.units]
        self.position = {name: number for number, name in enumerate(self.names)}
        self.before_choices = [self._allowed(household) for household in households]
        self.pairs = [self._after_choices(number) for number in range(len(households))]
        self.must = sum(1 << n for n, household in enumerate(households) if household.reference in self.accepted)
        self.danger = sum(1 << n for n, household in enumerate(households) if household.danger)
        self.apart = {
            frozenset((one, other)) for one, first in enumerate(households) for other, second in enumerate(households)
            if one != other and second.reference in first.names
        }
        self.complex_left = {name: self._complex_left(name) for name in estate.settings}
        self.nrpf_left = self._nrpf_left()

    def _allowed(self, household):
        """Position of each unit this household may have, with its penalty there."""
        return {
            position: household.penalty(name) for name, position in self.position.items()
            if household.may_use(name, (household.reference, name) in self.granted)
        }

    def _after_choices(self, number):
        reference, allowed = self.households[number].reference, self.before_choices[number]
        if reference in self.accepted:
            taken = self.position[self.accepted[reference]]
            return {taken: allowed[taken]}
        return {p: penalty for p, penalty in allowed.items() if (reference, self.names[p]) not in self.declined}

    def _complex_left(self, setting):
        places = self.estate.settings[setting]["complex_needs_places"]
        if places is None:
            return None
        living = sum(
            row["complex_needs"] and self.estate.unit_named[row["unit"]]["setting"] == setting for row in self.estate.rows)
        return max(0, places - living)

    def _nrpf_left(self):
        if self.estate.nrpf_places is None:
            return None
        return max(0, self.estate.nrpf_places - sum(row["nrpf"] for row in self.estate.rows))

    def setting(self, position):
        return self.estate.units[position]["setting"]

    def sector(self, position):
        return self.estate.units[position]["sector"]

    def side_by_side(self, one, other):
        return self.setting(one) == self.setting(other) or self.sector(one) == self.sector(other)

    def young_and_staffed(self, number, position):
        """Somebody under 18 leads, and there is staff at all hours."""
        lead = self.households[number].referral.lead
        return lead["age"] is not None and lead["age"] < 18 and self.estate.settings[self.setting(position)]["cover"] == "24h"

    def counts_complex(self, number, position):
        """Whether this household would add to the setting's count; its own row may be there already."""
        household = self.households[number]
        return household.complex and self.setting(position) not in household.counted_in

    def counts_nrpf(self, number, position):
        household = self.households[number]
        granted = (household.reference, self.names[position]) in self.granted
        return household.nrpf and not granted and not household.counted_nrpf


# ------------------------------------------------------------------------------------------------------------- limits

def limits_broken(batch, placed):
    """The limits an allocation breaks; `placed` is a list of (household, unit position)."""
    broken = set()
    for number, (one, position) in enumerate(placed):
        for other, elsewhere in placed[:number]:
            if position == elsewhere:
                broken.add("one household a unit")
            if frozenset((one, other)) in batch.apart and batch.side_by_side(position, elsewhere):
                broken.add("keep_apart")
    for setting, left in batch.complex_left.items():
        there = [n for n, position in placed if batch.setting(position) == setting and batch.counts_complex(n, position)]
        if left is not None and len(there) > left:
            broken.add("complex_needs")
    funded = [n for n, position in placed if batch.counts_nrpf(n, position)]
    if batch.nrpf_left is not None and len(funded) > batch.nrpf_left:
        broken.add("nrpf")
    return broken


def limits_of(batch, kind=None):
    """Every single limit: two households to be kept apart, the places of one setting, the funded places."""
    every = [("keep_apart", pair) for pair in sorted(batch.apart, key=sorted)]
    every += [("complex_needs", name) for name, left in batch.complex_left.items() if left is not None]
    every += [("nrpf", None)] if batch.nrpf_left is not None else []
    return [limit for limit in every if kind in (None, limit[0])]


# ------------------------------------------------------------------------------------------- optimum, by sets of households

class Solution:
    """The best allocations of a batch, some of the limits between households lifted or none.

    A table tells, for a set of households (bits) and how many of them need a funded place, the least value of placing exactly
    these. A value is one whole number whose order is that of (penalty, placed elsewhere than somebody under 18 with staff at all
    hours, vector of unit positions), so that values add up.
    """

    def __init__(self, batch, lifted=()):
        self.batch = batch
        count = len(batch.households)
        self.base = len(batch.names) + 1
        self.vectors = self.base ** count
        self.scale = self.vectors * (count + 1)
        self.digit = [self.base ** (count - 1 - number) for number in range(count)]
        self.apart = {pair for pair in batch.apart if ("keep_apart", pair) not in lifted}
        self.complex_left = {
            name: None if ("complex_needs", name) in lifted else left for name, left in batch.complex_left.items()}
        self.nrpf_left = None if ("nrpf", None) in lifted else batch.nrpf_left
        self.zones = zones(batch)
        self.tables, self.through = [], {}
        for zone in self.zones:
            self._try_zone(zone)
        self.whole = self._together(self.tables)
        self.best = self._best()

    # One zone.

    def _try_zone(self, zone):
        table, through = {}, {}
        reach = [sorted(zone & set(pairs)) for pairs in self.batch.pairs]
        for placed in self._ways(reach, 0, []):
            funded = self._funded(placed)
            if self.nrpf_left is not None and funded > self.nrpf_left:
                continue
            key = (sum(1 << number for number, _ in placed), funded)
            value = sum(self._value(number, position) for number, position in placed)
            keep_least(table, key, value)
            for pair in placed:
                keep_least(through.setdefault(pair, {}), key, value)
        for pair in through:
            self.through[pair] = (len(self.tables), through[pair])
        self.tables.append(table)

    def _ways(self, reach, first, placed):
        """Every way of placing some of the households, from `first` on, beside those placed already."""
        yield placed
        for number in range(first, len(reach)):
            for position in reach[number]:
                if self._fits(placed, number, position):
                    yield from self._ways(reach, number + 1, placed + [(number, position)])

    def _fits(self, placed, number, position):
        batch = self.batch
        if any(elsewhere == position for _, elsewhere in placed):
            return False
        if self.apart and any(
                frozenset((number, other)) in self.apart and batch.side_by_side(position, elsewhere) for other, elsewhere in placed):
            return False
        left = self.complex_left[batch.setting(position)]
        if left is None or not batch.counts_complex(number, position):
            return True
        there = sum(batch.setting(p) == batch.setting(position) and batch.counts_complex(n, p) for n, p in placed)
        return there < left

    def _funded(self, placed):
        if self.nrpf_left is None:
            return 0
        return sum(self.batch.counts_nrpf(number, position) for number, position in placed)

    def _value(self, number, position):
        elsewhere = 0 if self.batch.young_and_staffed(number, position) else self.vectors
        return self.batch.pairs[number][position] * self.scale + elsewhere + position * self.digit[number]

    # All zones.

    def _together(self, tables):
        whole = {(0, 0): 0}
        for table in tables:
            joined = {}
            for (here, funded), value in whole.items():
                for (there, more), added in table.items():
                    if not here & there and (self.nrpf_left is None or funded + more <= self.nrpf_left):
                        keep_least(joined, (here | there, funded + more), value + added)
            whole = joined
        return whole

    def _best(self):
        """(in danger, placed, value, set) of the best; households not placed come last in the vector."""
        best = None
        for (placed, _), value in self.whole.items():
            if placed & self.batch.must != self.batch.must:
                continue
            value += sum((self.base - 1) * digit for n, digit in enumerate(self.digit) if not placed >> n & 1)
            entry = (-self.in_danger(placed), -placed.bit_count(), value, placed)
            if best is None or entry < best:
                best = entry
        return -best[0], -best[1], best[2], best[3]

    def in_danger(self, placed):
        return (placed & self.batch.danger).bit_count()

    def penalty(self):
        return self.best[2] // self.scale

    def allocation(self):
        """Unit position of each household of the best allocation; None where it is not placed."""
        vector = self.best[2] % self.vectors
        positions = [vector // digit % self.base for digit in self.digit]
        return [None if position == self.base - 1 else position for position in positions]

    def least_penalty_with(self, number, position):
        """Of the allocations with this pair that place as many, in danger and in all; None if there is none."""
        zone, table = self.through.get((number, position), (0, {}))
        danger, count = self.best[:2]
        least = None
        others = self._others(zone)
        for (here, funded), value in table.items():
            for (there, more), added in others.items():
                placed = here | there
                if here & there or placed.bit_count() != count or placed & self.batch.must != self.batch.must:
                    continue
                if self.in_danger(placed) != danger or self.nrpf_left is not None and funded + more > self.nrpf_left:
                    continue
                if least is None or value + added < least:
                    least = value + added
        return None if least is None else least // self.scale

    def _others(self, zone):
        cache = self.__dict__.setdefault("_without", {})
        if zone not in cache:
            cache[zone] = self._together(self.tables[:zone] + self.tables[zone + 1:])
        return cache[zone]

    def places_one_more(self, danger, count, number=None):
        """Whether some allocation places more than so many, as many in danger, and this household, if one is given, besides them."""
        wanted = self.batch.must if number is None else self.batch.must | 1 << number
        more = number is not None and self.batch.households[number].danger
        return any(
            placed & wanted == wanted and placed.bit_count() > count and self.in_danger(placed) >= danger + more
            for placed, _ in self.whole
        )


def keep_least(table, key, value):
    if key not in table or value < table[key]:
        table[key] = value


def zones(batch):
    """Units in use, joined where they share a setting or a sector."""
    joined = []
    for position in sorted(set().union(*batch.pairs)):
        near = [zone for zone in joined if any(batch.side_by_side(position, other) for other in zone)]
        joined = [zone for zone in joined if zone not in near] + [set().union({position}, *near)]
    return joined


def ways_at_most(batch):
    """How many ways of filling zones have to be tried, at most."""
    total = 0
    for zone in zones(batch):
        product = 1
        for pairs in batch.pairs:
            product *= 1 + len(zone & set(pairs))
        total += product
    return total


# ------------------------------------------------------------------------------------------------------------- answer

def allocate(batch):
    """The answer that section 7 asks for, texts and shortages left out."""
    solution = Solution(batch)
    danger, count, _, _ = solution.best
    vector = solution.allocation()
    lifted = {}
    placed, unplaced = [], []
    for number, household in enumerate(batch.households):
        if vector[number] is None:
            unplaced.append(left_over(batch, number, solution, lifted))
        else:
            placed.append({"reference": household.reference, "unit": batch.names[vector[number]],
                           "penalty": batch.pairs[number][vector[number]],
                           "may_choose": may_choose(batch, number, vector[number], solution)})
    objective = {"immediate_danger_placed": danger, "placed": count, "penalty": solution.penalty()}
    return {"placed": placed, "unplaced": unplaced, "objective": objective, "bound": dict(objective), "optimal": True,
            "not_checked": not_checked(batch), "stale": stale(batch), "exit_code": 0 if count else 4}


def may_choose(batch, number, taken, solution):
    if batch.households[number].reference in batch.accepted:
        return []
    found = []
    for position in batch.pairs[number]:
        penalty = None if position == taken else solution.least_penalty_with(number, position)
        if penalty is not None:
            found.append((penalty - solution.penalty(), position))
    return [{"unit": batch.names[position], "extra_penalty": extra} for extra, position in sorted(found)]


def left_over(batch, number, solution, lifted):
    household = batch.households[number]
    if batch.pairs[number]:
        return {"reference": household.reference, "outcome": "capacity",
                "barrier": limits_in_the_way(batch, number, solution, lifted)}
    if batch.before_choices[number]:
        return {"reference": household.reference, "outcome": DECLINED_ALL, "barrier": []}
    return {"reference": household.reference, "outcome": household.alone["outcome_if_none"],
            "barrier": household.alone["barrier"]}


def limits_in_the_way(batch, number, solution, lifted):
    found = []
    for limit in LIMITS:
        if limit not in lifted:
            lifted[limit] = Solution(batch, limits_of(batch, limit))
        if lifted[limit].places_one_more(*solution.best[:2], number):
            found.append(limit)
    return found


def not_checked(batch):
    """As in `recommend`, but a household of the batch is somebody: its reference is not an unknown one."""
    here = {household.reference for household in batch.households}
    found = []
    for household in batch.households:
        for field in household.referral.not_checked:
            named = household.referral.keep_apart[int(field[11:-1])] if field.startswith("keep_apart") else None
            if named not in here:
                found.append((household.reference, field))
    return sorted(found)


def stale(batch):
    each = [is_stale(household.referral, batch.estate) for household in batch.households]
    return None if None in each else any(each)


# ---------------------------------------------------------------------------------------------------------- shortages

def most_matched(pairs):
    """How many households can have a unit at once if nothing but the units is short."""
    owner = {}

    def settle(number, seen):
        for position in pairs[number]:
            if position not in seen:
                seen.add(position)
                if position not in owner or settle(owner[position], seen):
                    owner[position] = number
                    return True
        return False

    return sum(settle(number, set()) for number in range(len(pairs)))


def wrong_in_shortages(batch, entries):
    """What the entries' households, units and shortages break; a unit somebody has accepted may be left out or in."""
    kept = set(batch.position[unit] for unit in batch.accepted.values())
    numbers = range(len(batch.households))
    without = [batch.pairs[n] if batch.must >> n & 1 else set(batch.pairs[n]) - kept for n in numbers]
    found = shortage_faults(batch, entries, batch.pairs)
    return found and kept and shortage_faults(batch, entries, without) and found


def shortage_faults(batch, entries, pairs):
    number_of = {household.reference: number for number, household in enumerate(batch.households)}
    faults, households_seen, units_seen = [], [], []
    for place, entry in enumerate(entries):
        households = [number_of.get(name) for name in entry["households"]]
        units = [batch.position.get(name) for name in entry["units"]]
        households_seen += households
        units_seen += units
        where = f"shortages[{place}]"
        if None in households or None in units:
            faults.append((where, "households of the batch and units of the estate", entry))
            continue
        reach = set().union(*(pairs[number] for number in households))
        if not households or entry["shortage"] != len(households) - len(units) or entry["shortage"] < 1:
            faults.append((where, "a shortage of households less units, at least 1", entry))
        if not reach <= set(units):
            faults.append((where, f"every unit they may use, also {[batch.names[p] for p in sorted(reach - set(units))]}", entry))
        if units and not connected(households, set(units), pairs):
            faults.append((where, "one connected part", entry))
    if len(set(households_seen)) < len(households_seen) or len(set(units_seen)) < len(units_seen):
        faults.append(("shortages", "no household and no unit named twice", entries))
    short = len(pairs) - most_matched(pairs)
    if sum(entry["shortage"] for entry in entries) != short:
        faults.append(("shortages", f"{short} in all", entries))
    return faults


def connected(households, units, pairs):
    seen, edge = {households[0]}, [households[0]]
    units_seen = set()
    while edge:
        reach = set(pairs[edge.pop()]) & units
        units_seen |= reach
        fresh = [number for number in households if number not in seen and reach & set(pairs[number])]
        seen.update(fresh)
        edge += fresh
    return seen == set(households) and units_seen == units


# ----------------------------------------------------------------------------------- the same again, one allocation at a time

def every_allocation(batch):
    """(placed, limits broken) of every allocation that gives no unit twice and keeps what is accepted."""
    def go(number, placed):
        if number == len(batch.households):
            yield placed
            return
        if not batch.must >> number & 1:
            yield from go(number + 1, placed)
        for position in batch.pairs[number]:
            if all(position != elsewhere for _, elsewhere in placed):
                yield from go(number + 1, placed + [(number, position)])

    for placed in go(0, []):
        yield placed, limits_broken(batch, placed)


def every_answer(batch):
    """`allocate` by trying everything: placed with may_choose, unplaced with barrier, and the objective."""
    nobody = len(batch.names)
    tried = []
    for placed, broken in every_allocation(batch):
        where = dict(placed)
        vector = [where.get(number, nobody) for number in range(len(batch.households))]
        danger = sum(batch.households[number].danger for number in where)
        penalty = sum(batch.pairs[number][position] for number, position in placed)
        tried.append(((-danger, -len(placed), penalty, vector), where, broken))
    best, chosen, _ = min((entry for entry in tried if not entry[2]), key=lambda entry: entry[0])
    as_good = [(key, where) for key, where, broken in tried if not broken and key[:2] == best[:2]]
    placed = [(household.reference, batch.names[chosen[number]], [] if household.reference in batch.accepted else sorted(
        (min(key[2] for key, where in as_good if where.get(number) == position) - best[2], position)
        for position in batch.pairs[number]
        if position != chosen[number] and any(where.get(number) == position for _, where in as_good)))
        for number, household in enumerate(batch.households) if number in chosen]
    unplaced = [(household.reference, [limit for limit in LIMITS if any(
        number in where and broken <= {limit} and -key[1] > -best[1] and -key[0] >= -best[0] + household.danger
        for key, where, broken in tried)])
        for number, household in enumerate(batch.households) if number not in chosen and batch.pairs[number]]
    return {"placed": placed, "unplaced": unplaced, "objective": (-best[0], -best[1], best[2])}


def held_against_every_answer(batch, answer):
    """What `allocate` and `every_answer` disagree about."""
    plain = every_answer(batch)
    objective = answer["objective"]
    ours = {
        "placed": [(entry["reference"], entry["unit"], [(item["extra_penalty"], batch.position[item["unit"]])
                                                        for item in entry["may_choose"]]) for entry in answer["placed"]],
        "unplaced": [(entry["reference"], entry["barrier"]) for entry in answer["unplaced"]
                     if any(h.reference == entry["reference"] and batch.pairs[n] for n, h in enumerate(batch.households))],
        "objective": (objective["immediate_danger_placed"], objective["placed"], objective["penalty"]),
    }
    return [(f"this reading, {key}", plain[key], ours[key]) for key in plain if plain[key] != ours[key]]
