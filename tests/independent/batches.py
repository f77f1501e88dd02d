"""Random batches: estates with few vacant units and tight limits, households that compete for them, and what was decided.

Everything here is valid; `spoilt_batches.py` makes batches with something wrong.
"""

import json
from datetime import datetime, timedelta, timezone

import model
from allocation import Batch, Household, limits_broken, ways_at_most
from estates import BASE_DAYS, ROW_COLUMNS, SETTING_COLUMNS, UNIT_COLUMNS, EstateMaker, Style, random_occupancy, write_residents
from model import LONDON, Referral
from places import RADII
from referrals import ReferralMaker, to_toml

# How many ways of filling a zone one batch may have; above it, households are left out until it fits.
MOST_WAYS = 20000


# ------------------------------------------------------------------------------------------------------------ estates

class TightEstateMaker(EstateMaker):
    """Few vacant units, settings that share a sector, places for complex needs and without recourse nearly all taken."""

    def make(self, rng, folder):
        folder.mkdir(parents=True)
        base = datetime.fromisoformat(rng.choice(BASE_DAYS) + "T17:00:00+00:00")
        settings, units = self._settings_and_units(rng, base)
        rows = random_occupancy(rng, units, base, rng.choice([0, 0, 0.15, 0.3, 0.45, 0.6]))
        for row in rows:
            row["complex_needs"], row["nrpf"] = rng.random() < 0.2, rng.random() < 0.2
        nearly_take_complex_needs_places(rng, settings, units, rows)
        style = Style(rng)
        style.write_csv(folder / "settings.csv", SETTING_COLUMNS, settings)
        style.write_csv(folder / "units.csv", UNIT_COLUMNS, units)
        style.write_csv(folder / "occupancy.csv", ROW_COLUMNS, rows)
        write_residents(rng, folder, rows, base)
        (folder / "provider.toml").write_text(self._provider(rng, base, rows), encoding="utf-8")

    def _settings_and_units(self, rng, base):
        home = rng.choice(self.places.unit_sectors)
        near = [self.places.near(rng, home, 7000) for _ in range(4)]
        sectors = [home] + [sector for sector in near if sector in self.places.may_hold_units][: rng.choice([0, 1, 1, 2, 3, 4])]
        alike = rng.random() < 0.5
        settings, units = [], []
        for number in range(rng.choice([1, 2, 2, 3, 3, 4, 5])):
            settings.append(self._setting(rng, f"Elm{number}"))
            sector, several = rng.choice(sectors), rng.random() < 0.2
            for each in range(rng.choice([1, 2, 2, 3, 4])):
                unit = self._unit(rng, f"Elm{number}-{each}", f"Elm{number}", sector, base, alike)
                if several and rng.random() < 0.5:
                    unit["sector"] = rng.choice(sectors)
                units.append(unit)
        rng.shuffle(units)
        if all(unit["state"] == "planned" for unit in units):
            units[0].update(state="open", **{"from": ""})
        return settings, units

    @staticmethod
    def _setting(rng, name):
        shared = rng.random() < 0.4
        return {
            "setting": name, "kind": rng.choices(["refuge", "dispersed", "safe_place"], [5, 5, 1])[0],
            "residents": rng.choices(["women", "men"], [9, 1])[0] if shared else rng.choice(["women", "any"]),
            "shared": shared, "oldest_boy": rng.choice(["", "", 9, 12, 14]), "oldest_boy_discretion": rng.random() < 0.4,
            "children": rng.random() < 0.9, "cover": rng.choice(["24h", "visiting"]),
            "complex_needs_places": rng.choice(["", 0, 1, 1, 1, 2, 2]),
            "substances": rng.choice(["dry", "managed", "managed"]), "pets": rng.random() < 0.5,
        }

    @staticmethod
    def _unit(rng, name, setting, sector, base, alike):
        wheelchair = rng.random() < 0.1
        state = rng.choices(["open", "void", "planned"], [12, 1, 1])[0]
        first = (base + timedelta(days=rng.choice([-40, -1, 0, 0, 1]))).date().isoformat() if state != "open" else ""
        return {
            "unit": name, "setting": setting, "rooms": "2+2" if alike else rng.choice(["1", "2", "2+1", "2+2", "3", "4", "2+2+1"]),
            "cots": rng.choice([0, 1]), "step_free": wheelchair or rng.random() < 0.3, "wheelchair": wheelchair,
            "sector": sector, "state": state, "from": first,
        }

    def _provider(self, rng, base, rows):
        lines = ['name = "Anyborough"', f"population = {rng.randint(1000, 900000)}", "census_year = 2021",
                 f"default_radius_m = {rng.choice(RADII[1:5])}"]
        if rng.random() < 0.75:
            taken = sum(row["nrpf"] for row in rows)
            lines.append(f"nrpf_places = {max(0, taken + rng.choice([-1, 0, 1, 1, 1, 1, 2]))}")
        if rng.random() < 0.9:
            lines += ["[occupancy]", f'as_of = "{base:%Y-%m-%dT%H:%M:%SZ}"', f"stale_after_hours = {rng.choice([1, 4, 12, 24])}"]
        if rng.random() < 0.4:
            lines.append("[weights]")
            for term, default in model.DEFAULT_WEIGHTS.items():
                value = [0, 0] if isinstance(default, list) else rng.choice([0, 0, 1])
                lines.append(f"{term} = {value}")
        return "\n".join(lines) + "\n"


def nearly_take_complex_needs_places(rng, settings, units, rows):
    """In most settings that have a number, so many places that none, one or two are left."""
    setting_of = {unit["unit"]: unit["setting"] for unit in units}
    for setting in settings:
        taken = sum(row["complex_needs"] and setting_of[row["unit"]] == setting["setting"] for row in rows)
        if setting["complex_needs_places"] != "" and rng.random() < 0.8:
            setting["complex_needs_places"] = taken + rng.choice([0, 1, 1, 1, 1, 2])


# --------------------------------------------------------------------------------------------------------- households

class FewPlaces:
    """The places of `PlaceMaker`, a small number of them for one estate, so that many batches are tried in a minute."""

    def __init__(self, places, rng, estate):
        self._places = places
        self._few = [places.place(rng, estate) for _ in range(5)]

    def place(self, rng, estate):
        return rng.choice(self._few)

    def __getattr__(self, name):
        return getattr(self._places, name)


class MemberMaker(ReferralMaker):
    """Households of a batch: mostly such as could be placed, so that they stand in one another's way.

    A theme makes one limit between households matter in the whole batch, and little else.
    """

    def __init__(self, estate, places, rng):
        super().__init__(estate, FewPlaces(places, rng, estate))
        weighted = [(self.complex, 38), (self.no_recourse, 32), (self.small_family, 20), (self.pets, 10), (self.wishes, 15),
                    (self.soft_place, 6), (self.hard_place, 3), (self.apart, 4), (self.named_reference, 4), (self.own_row, 7),
                    (self.not_homeless, 4), (self.may_seek, 5), (self.mobility, 4), (self.boy_at_limit, 4), (self.uses, 3),
                    (self.marked_adult, 3), (self.male_lead, 2)]
        self.kinds, self.weights = zip(*weighted)

    def member(self, rng, theme=None, danger=0.35):
        if theme is None and rng.random() < 0.08:
            return super().make(rng)
        referral = {
            "reference": f"R-6{rng.randint(100, 999)}", "received": "", "source": rng.choice(["self", "agency"]),
            "immediate_danger": rng.random() < danger, "homeless_before": rng.random() < 0.8,
            "person": [{"role": "adult", "age": rng.randint(18, 60), "sex": "female"}],
        }
        things = rng.choices(self.kinds, self.weights, k=rng.choice([0, 1, 1, 1, 2, 2, 3])) if theme is None else []
        if theme == "complex_needs" and rng.random() < 0.7:
            things.append(self.complex)
        if theme == "nrpf" and rng.random() < 0.7:
            things.append(self.no_recourse)
        if theme and rng.random() < 0.3:
            things.append(rng.choice([self.wishes, self.small_family]))
        for thing in things:
            thing(rng, referral)
        self._finish(rng, referral)
        return referral

    def unknown_needs(self, rng, referral):
        """What is unknown of a household has no say between households in the contract: not drawn for a batch."""

    def small_family(self, rng, referral):
        for _ in range(rng.choice([1, 1, 2, 3])):
            referral["person"].append(self.child(rng, high=9))

    def batch(self, rng, size, themes=(None,) * 6 + ("complex_needs", "nrpf", "keep_apart")):
        """Households with references of their own, received on one London day, some of them to be kept apart."""
        theme = rng.choice(themes)
        danger = rng.choice([0, 0.2, 0.35, 0.35, 0.5, 0.8])
        members = [self.member(rng, theme, danger) for _ in range(size)]
        if members and rng.random() < 0.35:
            members = self._twins(rng, members)
        self._references(rng, members)
        self._one_day(rng, members)
        self._keep_apart(rng, members, 0 if theme == "keep_apart" else 35)
        self._own_rows_say_no_more(members)
        return members

    @staticmethod
    def _twins(rng, members):
        """Several households with the same needs, so that allocations of equal penalty are many."""
        like = json.dumps(rng.choice(members))
        return [json.loads(like) if rng.random() < 0.6 else member for member in members]

    @staticmethod
    def _references(rng, members):
        taken = set()
        for member in members:
            while member["reference"] in taken:
                member["reference"] = f"R-6{rng.randint(100, 999)}"
            taken.add(member["reference"])

    def _one_day(self, rng, members):
        day = (rng.choice(self.times) + timedelta(minutes=rng.choice([0, 0, 1, 600]))).astimezone(LONDON).date()
        start, end = london_midnight(day), london_midnight(day + timedelta(days=1))
        inside = [moment for moment in self.times if start <= moment < end]
        for member in members:
            moment = start + timedelta(seconds=rng.randrange(int((end - start).total_seconds())))
            if rng.random() < 0.15:
                moment = rng.choice([start, end - timedelta(seconds=1)])
            if inside and rng.random() < 0.4:
                moment = rng.choice(inside)
            member["received"] = written(rng, moment)

    @staticmethod
    def _keep_apart(rng, members, none):
        order = rng.sample(range(len(members)), len(members))
        shape = rng.choices(["none", "pair", "two pairs", "chain", "clique", "star"], [none, 25, 8, 14, 12, 8])[0]
        some = order[: rng.randint(2, 4)]
        edges = {
            "none": [], "pair": list(zip(order[:1], order[1:2])), "two pairs": list(zip(order[:4:2], order[1:4:2])),
            "chain": list(zip(some, some[1:])), "clique": [(a, b) for a in some for b in some if a < b],
            "star": [(order[0], other) for other in order[1:4]],
        }[shape]
        for one, other in edges:
            ways = rng.choice([[(one, other)], [(other, one)], [(one, other), (other, one)]])
            for first, second in ways:
                name_apart(members[first], members[second]["reference"])

    def _own_rows_say_no_more(self, members):
        """A household that lives here already: whom its row names, its referral names too."""
        rows = {row["reference"]: row for row in self.estate.rows}
        for member in members:
            for other in members:
                if other["reference"] in rows.get(member["reference"], {"keep_apart": []})["keep_apart"]:
                    name_apart(member, other["reference"])


def name_apart(member, reference):
    named = member.setdefault("keep_apart", [])
    if reference not in named and reference != member["reference"]:
        named.append(reference)


def london_midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(timezone.utc)


def written(rng, moment):
    offset = rng.choices([None, 1, -5, 0], [7, 1, 1, 1])[0]
    if offset is None:
        return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.astimezone(timezone(timedelta(hours=offset))).isoformat()


# -------------------------------------------------------------------------------------------------------------- files

FILE_NAMES = ["a", "a-1", "a_1", "a1", "a10", "a9", "B", "b", "Z", "z", "0", "00", "10", "9", "é", "~", "late call", "case.2"]


def write_batch(rng, members, stem):
    """The batch as a folder or as JSON Lines; gives the path. The members' order in the file is a random one."""
    members = rng.sample(members, len(members))
    if rng.random() < 0.4:
        path = stem.with_suffix(".jsonl")
        lines = [json.dumps(shuffled(rng, member), ensure_ascii=rng.random() < 0.5) for member in members]
        text = rng.choice(["\n", "\n", "\r\n"]).join(lines) + rng.choice(["\n", "\n", ""])
        path.write_bytes(((rng.random() < 0.1) * "\ufeff" + text).encode("utf-8"))
        return path
    stem.mkdir(parents=True)
    more = [f"case {number}" for number in range(len(members) - len(FILE_NAMES))]
    for member, name in zip(members, rng.sample(FILE_NAMES + more, len(members))):
        toml = rng.random() < 0.4
        text = to_toml(rng, member) if toml else json.dumps(shuffled(rng, member), indent=rng.choice([None, 1]))
        (stem / f"{name}{'.toml' if toml else '.json'}").write_bytes(((rng.random() < 0.05) * "\ufeff" + text).encode("utf-8"))
    return stem


def shuffled(rng, member):
    items = list(member.items())
    rng.shuffle(items)
    return dict(items)


def write_pairs(rng, pairs, path):
    """A file of pairs, in a style that the contract accepts."""
    rows = [{"reference": reference, "unit": unit} for reference, unit in pairs]
    Style(rng).write_csv(path, ["reference", "unit"], rows)
    return path


# ------------------------------------------------------------------------------------------------- sizes and decisions

def small_enough(rng, members, estate, geography):
    """The members, some left out until every way of filling a zone can be tried, and with decisions drawn for them."""
    judged = [Household(Referral(None, estate, geography, raw=raw), estate, geography) for raw in members]
    granted = draw_granted(rng, judged)
    while len(judged) > 1 and ways_at_most(Batch(judged, estate, granted)) > MOST_WAYS:
        judged.pop()
    left = {household.reference for household in judged}
    return [member for member in members if member["reference"] in left], [pair for pair in granted if pair[0] in left]


def draw_granted(rng, households):
    """Decisions that were granted, and a few for units that suit without."""
    if rng.random() < 0.35:
        return []
    chance = rng.choice([0.2, 0.5, 1])
    pairs = []
    for household in households:
        for name, unit in household.units.items():
            wanted = {"decision": chance, "suitable": 0.04, "unsuitable": 0}[unit["verdict"]]
            if unit["vacant"] and rng.random() < wanted:
                pairs.append((household.reference, name))
    return rng.sample(pairs, len(pairs))


def draw_choices(rng, batch, answer):
    """What households have said since: (accepted, declined), such as the limits between them allow."""
    accepted, declined = [], []
    order = rng.sample(range(len(batch.households)), len(batch.households))
    for number in order[: rng.choice([0, 1, 1, 2, 3])]:
        position = choice_of(rng, batch, number, answer)
        if position is None:
            continue
        pairs = accepted + [(number, position)]
        if not limits_broken(batch, pairs):
            accepted = pairs
    every = [(n, p) for n, pairs in enumerate(batch.pairs) for p in pairs if (n, p) not in accepted]
    if every and rng.random() < 0.75:
        declined = rng.sample(every, min(len(every), rng.choice([1, 1, 2, 3, 5])))
    if every and rng.random() < 0.2:
        number = rng.choice(every)[0]
        declined = [pair for pair in every if pair[0] == number and pair not in declined] + declined
    named = [[(batch.households[n].reference, batch.names[p]) for n, p in pairs] for pairs in (accepted, declined)]
    return named[0], sorted(set(named[1]), key=named[1].index)


def choice_of(rng, batch, number, answer):
    """A unit this household may accept: the one given, one it may choose, or any other."""
    reference = batch.households[number].reference
    given = [entry for entry in answer["placed"] if entry["reference"] == reference]
    if given and rng.random() < 0.6:
        names = [given[0]["unit"]] + [item["unit"] for item in given[0]["may_choose"]]
        return batch.position[rng.choice(names)]
    return rng.choice(list(batch.pairs[number])) if batch.pairs[number] else None
