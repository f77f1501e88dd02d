#!/usr/bin/env python3
"""Holds `lintel recommend` against a second, independent reading of the contract.

Random valid estates and referrals are written to a temporary folder. Each referral is answered twice: by the program, run as a
user would run it, and by `model.py`, which knows the contract and nothing of the program. Any field that differs is reported.
Python 3.11, standard library only.

    python3 tests/independent/contract_reading.py --lintel target/release/lintel --data data \
        --estates stoke-on-trent,plymouth --count 2000 --seed 1

`--self-check` generates and evaluates without the program, and fails if a finding of a rule is too rare to have been tried.
`--readings` prints the notes below. Exit codes: 0 all agree, 1 something differs, 2 cannot run.
"""

import argparse
import csv
import io
import json
import math
import multiprocessing
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.dont_write_bytecode = True

import model
from model import RULES, Estate, Geography, Referral, normal_ward, read_text, recommend

# --------------------------------------------------------------------------------------------------------- readings

READINGS = """
Readings chosen, where the contract leaves room. G: not generated, so not tested either way.

Places
 1. "Delivery office": only postcodes sharing their point with a postcode of another sector; several postcodes of one sector on
    one point stay in.
 2. "Wholly outside the districts of the estate's sectors" speaks of names: a ward or district CODE from elsewhere is checked by
    its points. The districts are those of column `districts` of sectors.csv (which counts delivery offices) for every unit of
    the estate, open, void or planned; a unit outside the geography adds none; so with no covered unit every name is unchecked.
 3. A ward name held by several wards is ambiguous even if only one of them lies in the estate's districts. If none does, the contract
    gives two answers: an issue, or "wholly outside" and so not checked. G: the one such name, "Town".
 4. Sectors and ward and district codes in lower case are accepted (G); case is ignored in a district's name too. A hyphen is
    punctuation (G), "ED" is part of a name, `&` and `and` are the same word.
 5. A name that is no ward or district of the geography is an issue, even if it is a town elsewhere (G).
 6. A delivery-office or missing postcode that stands for its sector is listed in `not_checked` but counts as checked, and the
    sector's points may be "in the unit's own sector". If the sector has no point left, it is not checked, and listed once.
 7. `not_checked` fields are `unsafe[N].place`, `preferences.near[N]` and `keep_apart[N]`, in any order. Soft places and near
    places are listed as hard ones are. `preferences.sectors` are compared as text and never listed.
 8. A unit in a sector of under 20 postcodes, or of a covered area but with no point left (G): unsaid which count holds, the
    column of sectors.csv or the postcodes left once delivery offices are out.

Rules
 9. `unsafe_area`, radius 0: nothing is "closer", so only a postcode in the unit's own sector asks for a decision. "Closer than" is
    strict. A unit outside the geography asks for a decision only if there is a hard unsafe place.
10. `single_sex`, decision: any adult marked `policy_review`, of whichever sex, the lead included.
11. `oldest_boy` and `children` look at role `child` only; `policy_review` of a child counts for `oldest_boy` alone.
12. `sleeping_places`: "children under 2" are persons of role `child` with age 0 or 1.
13. `room_standard`: persons of opposite sex both aged 10 or over, whatever their role; only the lead and the partner together are
    excepted, and they may share with others who offend against neither.
14. `keep_apart` and both counts look at every occupancy row, also of void and planned units; a resident in the very unit counts as
    "in the same setting". A `keep_apart` reference is unknown if no occupancy row has it.
15. A row with the referral's own reference is left out of counts and `keep_apart`, but its unit stays not vacant. A household that
    lists its own reference in `keep_apart` is G.
16. `who` is "manager on call" or "somebody who knows the address", word for word.

Preferences
17. One entry a term, in the table's order: several soft unsafe or near places are summed into one.
18. A unit outside the geography gives 0 for `soft_unsafe` and `far_from_near`.
19. `spare_step_free` and `spare_wheelchair` look at the unit's columns; "no adult is male" looks at role `adult` only.

Answer
20. `rank` is the position, 1, 2, 3, also among equal penalties.
21. A planned unit that is vacant is offered, is in `options`, `decisions` and `relaxations`; only `suitable_units`, `capacity`,
    `wait` and `barrier` leave it out. An estate with no open or void unit is G.
22. "A unit suits but is full" (`wait`) and "a suitable open or void unit is not vacant" (`capacity`) are the same: a void unit not yet
    offered counts for both. So with no options, any suitable open or void unit gives capacity.
23. "Breach sets" for `barrier` are sets of rules; a decision and an unsuitable finding of one rule are the same member. Ties by the
    rules' order: compared rule by rule along the table.
24. Findings in `relaxations` are told apart by rule too (it matters for `oldest_boy` only): if lifting `oldest_boy` opens one
    unit by a decision and another by an exception, it is one relaxation with both. `RELAX_BY` in model.py changes it. A set's
    units are those with exactly these findings; equal sizes are compared in any order, rules along the table.
25. `sanctuary` needs a `[home]` table; tenure plays no part. `floating_support` and `helplines` always hold.
26. `stale`: received later than as_of by more than the hours, not by exactly so many; compared only where both are given
    and there is an occupancy.csv.
27. Texts of rules, terms, relaxations and alternatives are searched for residents' references, sectors, distances and unsafe
    places; `not_checked` texts are not.

Files
28. A missing occupancy.csv means nobody is in. Columns may come in any order.
29. A row on a void or planned unit is accepted if its `from` has come (the contract names no issue).
30. At least one adult is needed: the lead.
"""

# ------------------------------------------------------------------------------------------------------ random places

OUTSIDE_POSTCODES = ["M1 2AB", "m12ab", "SW1A 1AA", "cw1  2aj", "B1 1BB", "EC1A 1BB", "L1 8JQ", "PO1 2AL", "S1 2HE", "TQ1 1AA"]
OUTSIDE_SECTORS = ["M1 2", "CW2 7", "EX4 3", "B1 1", "SW1A 1"]
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
RADII = [0, 500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 8000, 10000, 20000]


class PlaceMaker:
    """Writes places of every kind the contract names, mostly about the units of one estate."""

    def __init__(self, geography, snapped=False):
        self.geography, self.snapped = geography, snapped
        self.by_sector = {}
        for code, row in geography.postcodes.items():
            if code not in geography.delivery_offices:
                self.by_sector.setdefault(row[2], []).append(code)
        self.centres = {
            sector: (sum(geography.postcodes[c][0] for c in codes) / len(codes),
                     sum(geography.postcodes[c][1] for c in codes) / len(codes))
            for sector, codes in self.by_sector.items()
        }
        self.sectors = sorted(self.by_sector)
        self.unit_sectors = [
            s for s in self.sectors if len(self.by_sector[s]) >= 20 and geography.sector_sizes[s] >= 20
        ]
        self.empty_sectors = sorted(set(geography.sector_districts) - set(self.by_sector))
        self.offices = sorted(geography.delivery_offices)
        self.wards = [row for row in geography.ward_rows if len(geography.ward_names[normal_ward(row["name"])]) == 1]
        self.district_names = sorted({(row["district"], row["district_name"]) for row in geography.ward_rows})
        self.at = {}
        for code, row in geography.postcodes.items():
            if code not in geography.delivery_offices:
                self.at.setdefault((row[0], row[1]), code)
        self.circles = {step: whole_points_on_circle(500 * step) for step in range(1, 11)}
        self._boundaries = {}

    def near(self, rng, sector, metres):
        """A sector whose centre is no further than so many metres off."""
        if sector not in self.centres:
            return rng.choice(self.sectors)
        close = [s for s in self.sectors if math.dist(self.centres[s], self.centres[sector]) <= metres]
        return rng.choice(close)

    def boundaries(self, sector):
        """Postcodes whose least or greatest distance to the sector is exactly a multiple of 500 m, up to 5 km: (postcode, metres,
        which of the two)."""
        if sector not in self._boundaries:
            found = set()
            for own in self.by_sector.get(sector, []):
                easting, northing = self.geography.postcodes[own][:2]
                for step, circle in self.circles.items():
                    for across, up in circle:
                        code = self.at.get((easting + across, northing + up))
                        if code:
                            found.add((code, 500 * step))
            self._boundaries[sector] = [
                (code, metres, which) for code, metres in sorted(found) for which, squared in zip(
                    ("least", "greatest"),
                    self.geography.least_and_greatest(sector, self.geography.points(("postcode", code))))
                if squared == metres ** 2
            ]
        return self._boundaries[sector]

    def place(self, rng, estate_sectors, districts):
        kind = rng.choices(
            ["own", "near", "far", "office", "missing", "no point", "sector", "ward code", "ward here", "ward", "district code",
             "district here", "district", "outside", "outside sector"],
            [16, 26, 5, 4, 4, 3, 12, 4, 7, 6, 2, 3, 4, 4, 2],
        )[0]
        here = rng.choice(estate_sectors)
        if kind == "own" and here in self.by_sector:
            return postcode_style(rng, rng.choice(self.by_sector[here]))
        if kind in ("own", "near"):
            return postcode_style(rng, rng.choice(self.by_sector[self.near(rng, here, 6000)]))
        if kind == "far":
            return postcode_style(rng, rng.choice(self.by_sector[rng.choice(self.sectors)]))
        if kind == "office":
            close = [c for c in self.offices if self.geography.postcodes[c][2] == here]
            return postcode_style(rng, rng.choice(close or self.offices))
        if kind == "missing":
            return self.missing(rng, here if here in self.by_sector and rng.random() < 0.5 else self.near(rng, here, 6000))
        if kind == "no point":
            sector = rng.choice(self.empty_sectors)
            return sector if rng.random() < 0.5 else self.missing(rng, sector)
        if kind == "sector":
            return here if rng.random() < 0.3 and here in self.by_sector else self.near(rng, here, 5000)
        if kind in ("ward code", "ward here", "ward"):
            close = [row for row in self.wards if row["district"] in districts] or self.wards
            row = rng.choice(self.wards if kind == "ward" else close)
            return rng.choice([row, rng.choice(self.wards)])["ward"] if kind == "ward code" else ward_style(rng, row["name"])
        if kind in ("district code", "district here", "district"):
            close = [pair for pair in self.district_names if pair[0] in districts] or self.district_names
            pair = rng.choice(close if kind == "district here" else self.district_names)
            return pair[0] if kind == "district code" else district_style(rng, pair[1])
        return rng.choice(OUTSIDE_POSTCODES if kind == "outside" else OUTSIDE_SECTORS)

    def missing(self, rng, sector):
        """A postcode of the sector that is not in the table."""
        while True:
            code = sector.replace(" ", "") + rng.choice(INWARD) + rng.choice(INWARD)
            if code not in self.geography.postcodes:
                return postcode_style(rng, code)


def whole_points_on_circle(radius):
    points = []
    for across in range(radius + 1):
        up = math.isqrt(radius * radius - across * across)
        if across * across + up * up == radius * radius:
            points += {(across, up), (-across, up), (across, -up), (-across, -up)}
    return points


def postcode_style(rng, code):
    text = code[:-3] + " " + code[-3:]
    return rng.choices(
        [text, text.lower(), code, code.lower(), code[:-3] + "  " + code[-3:], " " + text + " ",
         "".join(rng.choice([c.lower(), c]) for c in text), code[:2] + " " + code[2:-2] + " " + code[-2:]],
        [50, 10, 10, 10, 5, 5, 8, 2],
    )[0]


def ward_style(rng, name):
    if name.endswith(" Ward") and rng.random() < 0.5:
        name = name[: -len(" Ward")]
    if rng.random() < 0.4:
        name = name.replace(" & ", " and ") if "&" in name else name.replace(" and ", " & ")
    if rng.random() < 0.3:
        name = re.sub(r"[.,']", "", name)
    return rng.choices([name, name.lower(), name.upper()], [6, 2, 1])[0]


def district_style(rng, name):
    for part in ("City of ", " (B)", " District"):
        if rng.random() < 0.5:
            name = name.replace(part, "")
    return rng.choices([name, name.lower(), name.upper()], [8, 1, 1])[0]


def snapped_geography(source, folder):
    """A copy of the geography with postcodes moved to whole hundreds of metres, so that places lie exactly at a radius or a band.

    With the true points that happens about once in the whole country. Delivery offices stay where they are, and no postcode is
    moved on to a point of another sector.
    """
    shutil.copytree(source, folder)
    rows = model.read_csv(folder / "postcodes.csv")
    sectors_at = {}
    for row in rows:
        sectors_at.setdefault((int(row["easting"]), int(row["northing"])), set()).add(row["postcode"][:-2])
    for row in rows:
        point, sector = (int(row["easting"]), int(row["northing"])), row["postcode"][:-2]
        moved = tuple(round(metres / 100) * 100 for metres in point)
        if len(sectors_at[point]) == 1 and sectors_at.setdefault(moved, {sector}) == {sector}:
            row["easting"], row["northing"] = moved
    with open(folder / "postcodes.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["postcode", "easting", "northing", "district", "ward"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# ----------------------------------------------------------------------------------------------------- random estates

BASE_DAYS = ["2026-11-20", "2026-07-01", "2026-10-25", "2027-03-28", "2026-12-31", "2028-02-29"]
REFERENCES = [f"R-{number}" for number in range(5001, 5007)]
SETTING_COLUMNS = ["setting", "kind", "residents", "shared", "oldest_boy", "oldest_boy_discretion", "children", "cover",
                   "complex_needs_places", "substances", "pets"]
UNIT_COLUMNS = ["unit", "setting", "rooms", "cots", "step_free", "wheelchair", "sector", "state", "from"]
ROW_COLUMNS = ["unit", "reference", "moved_in", "complex_needs", "nrpf", "keep_apart", "movable"]


class EstateMaker:
    def __init__(self, places):
        self.places = places

    def make(self, rng, folder):
        """A random valid estate, written in a random but accepted style."""
        folder.mkdir(parents=True)
        base = datetime.fromisoformat(rng.choice(BASE_DAYS) + "T17:00:00+00:00")
        settings, units = self._settings_and_units(rng, base)
        style = Style(rng)
        style.write_csv(folder / "settings.csv", SETTING_COLUMNS, settings)
        style.write_csv(folder / "units.csv", UNIT_COLUMNS, units)
        rows = random_occupancy(rng, units, base, rng.choice([0, 0.2, 0.4, 0.7, 0.9, 1])) if rng.random() < 0.9 else None
        if rows is not None:
            style.write_csv(folder / "occupancy.csv", ROW_COLUMNS, rows)
            write_residents(rng, folder, rows, base)
        (folder / "provider.toml").write_text(self._provider(rng, base, rows or []), encoding="utf-8")

    def _settings_and_units(self, rng, base):
        home = rng.choice(self.places.unit_sectors)
        pool = [home] + [self.places.near(rng, home, 7000) for _ in range(3)] + [rng.choice(self.places.unit_sectors)]
        pool = [sector for sector in pool if sector in self.places.unit_sectors]
        if rng.random() < 0.2:
            pool.append(rng.choice(OUTSIDE_SECTORS))
        if rng.random() < 0.3:
            pool = [home]
        if rng.random() < 0.03:
            pool = [rng.choice(OUTSIDE_SECTORS)]
        theme = {"plain": rng.random() < 0.35, "few": rng.random() < 0.5}
        settings, units = [], []
        for number in range(rng.choice([1, 2, 3]) if theme["few"] else rng.randint(3, 9)):
            setting = random_setting(rng, f"Oak{number}", theme["plain"])
            settings.append(setting)
            sector = rng.choice(pool[-2:] if theme["few"] else pool)
            for each in range(rng.choice([1, 1, 1, 2, 3]) if theme["few"] else rng.choice([1, 1, 2, 4, 6])):
                units.append(random_unit(rng, f"Oak{number}-{each}", setting["setting"], sector, base, theme["plain"]))
        if all(unit["state"] == "planned" for unit in units):
            units[0].update(state="open", **{"from": ""})
        return settings, units

    def _provider(self, rng, base, rows):
        lines = ['name = "Anyborough"', f"population = {rng.randint(1000, 900000)}", "census_year = 2021",
                 f"default_radius_m = {rng.choice(RADII[1:8])}"]
        if rng.random() < 0.7:
            taken = sum(row["nrpf"] for row in rows)
            lines.append(f"nrpf_places = {rng.choice([0, 1, taken, taken, taken + 1])}")
        if rng.random() < 0.8:
            lines += ["[occupancy]", f'as_of = "{base:%Y-%m-%dT%H:%M:%SZ}"']
            if rng.random() < 0.8:
                lines.append(f"stale_after_hours = {rng.choice([1, 12, 24, 72])}")
        if rng.random() < 0.5:
            lines += ["[weights]"] + random_weights(rng)
        if rng.random() < 0.2:
            lines.append('x_note = "ignored"')
        end = rng.choice(["\n", "\n", "\r\n"])
        return rng.choice(["", "", "", "\ufeff"]) + end.join(lines) + end


def random_weights(rng):
    lines = []
    for term, default in model.DEFAULT_WEIGHTS.items():
        if rng.random() < 0.6:
            if isinstance(default, list):
                pair = sorted((rng.randint(0, 12), rng.randint(0, 12)), reverse=term == "soft_unsafe")
                lines.append(f"{term} = [{pair[0]}, {pair[1]}]")
            else:
                lines.append(f"{term} = {rng.choice([0, 1, 1, 2, 3, 5, 9, 40])}")
    return lines


def random_setting(rng, name, plain):
    shared = rng.random() < 0.5
    return {
        "setting": name, "kind": rng.choices(["refuge", "dispersed", "safe_place"], [4, 4, 1 if plain else 2])[0],
        "residents": rng.choices(["women", "men"], [5, 1])[0] if shared else rng.choices(["women", "any", "men"], [4, 4, 1])[0],
        "shared": shared, "oldest_boy": "" if rng.random() < 0.35 else rng.choice([0, 5, 9, 10, 12, 12, 14, 16, 17]),
        "oldest_boy_discretion": rng.random() < 0.3, "children": rng.random() < (0.9 if plain else 0.7),
        "cover": rng.choice(["24h", "visiting"]), "complex_needs_places": rng.choice(["", 0, 0, 1, 1, 2]),
        "substances": rng.choices(["dry", "managed"], [2, 2])[0], "pets": rng.random() < 0.4,
    }


def random_unit(rng, name, setting, sector, base, plain):
    wheelchair = rng.random() < 0.15
    state = rng.choices(["open", "void", "planned"], [8, 2, 1])[0]
    first = ""
    if state != "open" and rng.random() < 0.8:
        first = (base + timedelta(days=rng.choice([-40, -2, -1, 0, 1, 2, 30]))).date().isoformat()
    return {
        "unit": name, "setting": setting,
        "rooms": "+".join(str(rng.choice([1, 1, 2, 2, 3, 4])) for _ in range(rng.randint(1, 4))),
        "cots": rng.choice([0, 0, 1, 1, 2]), "step_free": wheelchair or rng.random() < 0.35, "wheelchair": wheelchair,
        "sector": sector, "state": state, "from": first,
    }


def random_occupancy(rng, units, base, fill):
    """Residents of units that can be lived in; several refer to one another or to references a referral may come with."""
    rows, number = [], 100
    for unit in units:
        first = unit["from"]
        ready = unit["state"] == "open" or (first and first < (base - timedelta(days=1)).date().isoformat())
        if not ready or rng.random() >= fill or (unit["state"] != "open" and rng.random() < 0.6):
            continue
        number += 1
        rows.append({
            "unit": unit["unit"], "reference": f"R-4{number}", "movable": rng.random() < 0.1,
            "moved_in": (base - timedelta(days=rng.randint(2, 300))).date().isoformat(),
            "complex_needs": rng.random() < 0.35, "nrpf": rng.random() < 0.25, "keep_apart": "",
        })
    for row in rows:
        others = [other["reference"] for other in rows if other is not row] + REFERENCES
        if rng.random() < 0.2:
            row["keep_apart"] = ";".join(rng.sample(others, rng.choice([1, 1, 2])))
    return rows


def write_residents(rng, folder, rows, base):
    """The referral file every movable resident needs."""
    for row in rows:
        if not row["movable"]:
            continue
        (folder / "residents").mkdir(exist_ok=True)
        referral = {
            "reference": row["reference"], "received": row["moved_in"] + "T12:00:00Z", "source": "self",
            "immediate_danger": False, "homeless_before": True,
            "keep_apart": [name for name in row["keep_apart"].split(";") if name],
            "person": [{"role": "adult", "age": rng.randint(18, 60), "sex": "female"}],
            "needs": {"complex": row["complex_needs"], "nrpf": row["nrpf"]},
        }
        (folder / "residents" / f"{row['reference']}.toml").write_text(to_toml(rng, referral), encoding="utf-8")


class Style:
    """How the files of one estate are written: the contract accepts all of these."""

    def __init__(self, rng):
        self.rng = rng
        self.mark = "\ufeff" if rng.random() < 0.2 else ""
        self.end = "\r\n" if rng.random() < 0.3 else "\n"
        self.odd_case = rng.random() < 0.3
        self.spaces = rng.random() < 0.3
        self.extra = rng.random() < 0.2
        self.shuffled = rng.random() < 0.15

    def write_csv(self, path, columns, rows):
        columns = columns + ["remark"] if self.extra else list(columns)
        if self.shuffled:
            self.rng.shuffle(columns)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator=self.end)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([self.cell(column, row.get(column, "as found, kept")) for column in columns])
        path.write_bytes((self.mark + out.getvalue()).encode("utf-8"))

    def cell(self, column, value):
        if isinstance(value, bool):
            text = "true" if value else "false"
            return self.rng.choice([text.upper(), text.title(), text]) if self.odd_case else text
        if column == "rooms" and self.spaces:
            return self.rng.choice([" + ", "+ ", " +"]).join(value.split("+"))
        return str(value)


def estate_variant(rng, source, folder, geography):
    """A real estate with other people in it."""
    shutil.copytree(source, folder)
    estate = Estate(folder, geography)
    as_of = estate.provider.get("occupancy", {}).get("as_of", "2026-11-20T17:00:00Z")
    base = datetime.fromisoformat(as_of).astimezone(timezone.utc)
    units = [{**unit, "from": unit["from"].isoformat() if unit["from"] else ""} for unit in estate.units]
    rows = random_occupancy(rng, units, base, rng.choice([0, 0.5, 0.9, 1]))
    for row in rows:
        row["movable"] = False
    (folder / "occupancy.csv").unlink(missing_ok=True)
    shutil.rmtree(folder / "residents", ignore_errors=True)
    Style(rng).write_csv(folder / "occupancy.csv", ROW_COLUMNS, rows)


# --------------------------------------------------------------------------------------------------- random referrals

SUPPORT = ["mental_health", "drugs", "alcohol", "offending", "other"]


class ReferralMaker:
    """Begins with a household that suits almost anything and adds what makes placing it hard, a few things at a time."""

    def __init__(self, estate, places):
        self.estate, self.places = estate, places
        self.sectors = sorted({unit["sector"] for unit in estate.units})
        self.capacities = sorted({sum(unit["rooms"]) for unit in estate.units})
        self.limits = sorted({s["oldest_boy"] for s in estate.settings.values() if s["oldest_boy"] is not None})
        self.residents = [row["reference"] for row in estate.rows]
        self.named = sorted({name for row in estate.rows for name in row["keep_apart"]})
        self.times = self._times()
        self.hard_things = [
            (self.family, 9), (self.boy_at_limit, 7), (self.partner, 2), (self.other_adult, 3), (self.marked_adult, 3),
            (self.male_lead, 2), (self.young_lead, 2), (self.mobility, 5), (self.hard_place, 9), (self.boundary_place, 5),
            (self.own_sector_place, 3),
            (self.apart, 5), (self.named_reference, 3), (self.own_row, 5), (self.complex, 8), (self.uses, 7), (self.crowd, 3),
            (self.teenagers, 4),
        ]
        self.things_to_ask = [
            (self.pets, 4), (self.no_recourse, 4), (self.may_seek, 4), (self.not_homeless, 3), (self.complex, 2), (self.uses, 2),
            (self.boy_at_limit, 2), (self.marked_adult, 1), (self.teenagers, 2), (self.unchecked_place, 2),
        ]
        self.mild_things = [(self.soft_place, 0.25), (self.danger, 0.3), (self.home, 0.25), (self.wishes, 0.4)]

    def _times(self):
        times = []
        as_of = self.estate.provider.get("occupancy", {}).get("as_of")
        if as_of:
            moment = datetime.fromisoformat(as_of).astimezone(timezone.utc)
            hours = self.estate.provider["occupancy"].get("stale_after_hours", 24)
            times += [moment + timedelta(hours=h, seconds=s) for h in (0, 4, hours) for s in (0, 1)]
        for unit in self.estate.units:
            if unit["from"]:
                day = datetime(unit["from"].year, unit["from"].month, unit["from"].day, tzinfo=timezone.utc)
                times += [day + timedelta(hours=h) for h in (-25, -1.5, -1, -0.25, 0, 12)]
        return times or [datetime(2026, 11, 20, 21, 40, tzinfo=timezone.utc)]

    def make(self, rng):
        referral = {
            "reference": f"R-6{rng.randint(100, 999)}", "received": self._received(rng), "source": rng.choice(["self", "agency"]),
            "immediate_danger": False, "homeless_before": rng.random() < 0.7,
            "person": [{"role": "adult", "age": rng.randint(16, 70), "sex": "female"}],
        }
        hard, asked = rng.choices([(0, 0), (1, 0), (2, 0), (0, 1), (0, 2), (0, 4), (1, 1), (1, 3), (3, 3), (5, 4)],
                                  [3, 20, 16, 10, 10, 8, 14, 7, 6, 6])[0]
        for things, number in ((self.hard_things, hard), (self.things_to_ask, asked)):
            kinds, weights = zip(*things)
            for thing in rng.choices(kinds, weights, k=number):
                thing(rng, referral)
        if self.places.snapped and rng.random() < 0.5:
            self.boundary_place(rng, referral)
        for thing, chance in self.mild_things:
            if rng.random() < chance:
                thing(rng, referral)
        self._finish(rng, referral)
        return referral

    def _received(self, rng):
        moment = rng.choice(self.times) + timedelta(minutes=rng.choice([0, 0, 0, 1, 29, 600]))
        offset = rng.choices([None, 1, -5, 0], [7, 1, 1, 1])[0]
        if offset is None:
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        return moment.astimezone(timezone(timedelta(hours=offset))).isoformat()

    # Who they are.

    def child(self, rng, low=0, high=17, sex=None):
        age = rng.choice([0, 1, 1, 2, 9, 10, rng.randint(0, 17), rng.randint(2, 12)])
        return {"role": "child", "age": min(max(age, low), high), "sex": sex or rng.choice(["female", "male"])}

    def family(self, rng, referral):
        room = max(1, rng.choice(self.capacities) + rng.choice([-2, -1, 0, 0, 1, 1, 2]) - len(referral["person"]))
        for _ in range(min(room, 8, 10 - len(referral["person"]))):
            referral["person"].append(self.child(rng))

    def crowd(self, rng, referral):
        for _ in range(min(rng.randint(4, 8), 10 - len(referral["person"]))):
            referral["person"].append(self.child(rng, high=rng.choice([1, 9, 17])))

    def teenagers(self, rng, referral):
        for _ in range(rng.randint(1, 3)):
            referral["person"].append(self.child(rng, low=rng.choice([9, 10])))

    def boy_at_limit(self, rng, referral):
        limit = rng.choice(self.limits or [12])
        for _ in range(rng.choice([1, 1, 2])):
            boy = {"role": "child", "age": min(17, max(0, limit + rng.choice([-1, 0, 1, 1, 3]))), "sex": "male"}
            if rng.random() < 0.35:
                boy["policy_review"] = True
            referral["person"].append(boy)

    def partner(self, rng, referral):
        if any(person.get("partner_of_lead") for person in referral["person"]):
            return
        referral["person"].append({"role": "adult", "age": rng.randint(16, 70), "sex": rng.choice(["female", "male"]),
                                   "partner_of_lead": True})

    def other_adult(self, rng, referral):
        referral["person"].append({"role": "adult", "age": rng.choice([16, 18, 19, 22, 68]),
                                   "sex": rng.choice(["female", "male"])})

    def marked_adult(self, rng, referral):
        adults = [person for person in referral["person"] if person["role"] == "adult"]
        person = rng.choice(adults)
        person["policy_review"] = True
        if rng.random() < 0.5:
            person["sex"] = "male"

    def male_lead(self, rng, referral):
        referral["person"][0]["sex"] = "male"

    def young_lead(self, rng, referral):
        referral["person"][0]["age"] = rng.choice([14, 15, 15, 16])

    # Where it is not safe, and who must not be near.

    def unsafe(self, rng, referral, place, hard):
        item = {"place": place}
        if rng.random() < 0.7:
            item["radius_m"] = rng.choice(RADII)
        if not hard or rng.random() < 0.4:
            item["hard"] = hard
        if rng.random() < 0.5:
            item["why"] = rng.choice(["home", "work", "family", "other"])
        referral.setdefault("unsafe", []).append(item)
        return item

    def hard_place(self, rng, referral):
        for _ in range(rng.choice([1, 1, 2, 3])):
            self.unsafe(rng, referral, self.places.place(rng, self.sectors, self.estate.districts), True)

    def soft_place(self, rng, referral):
        for _ in range(rng.choice([1, 1, 2])):
            self.unsafe(rng, referral, self.places.place(rng, self.sectors, self.estate.districts), False)

    def unchecked_place(self, rng, referral):
        self.unsafe(rng, referral, rng.choice(OUTSIDE_POSTCODES), True)

    def boundary_place(self, rng, referral):
        """A place exactly so far off that `closer than` and `under` decide."""
        want = rng.choice(["least", "least", "greatest", "band", "band"])
        found = [
            (code, metres) for sector in self.sectors for code, metres, which in self.places.boundaries(sector)
            if which == want or (want == "band" and which == "least" and metres in (2500, 5000))
        ]
        if not found:
            self.hard_place(rng, referral)
            return
        code, metres = rng.choice(found)
        if want == "band":
            self.unsafe(rng, referral, postcode_style(rng, code), False)
            referral.setdefault("preferences", {}).setdefault("near", []).append(postcode_style(rng, code))
        else:
            self.unsafe(rng, referral, postcode_style(rng, code), True)["radius_m"] = metres

    def own_sector_place(self, rng, referral):
        """A place with a postcode in a unit's own sector and hardly any circle about it."""
        sector = rng.choice(self.sectors)
        if sector in self.places.by_sector:
            code = rng.choice(self.places.by_sector[sector])
            place = rng.choice([postcode_style(rng, code), sector, self.places.geography.postcodes[code][4]])
            self.unsafe(rng, referral, place, True)["radius_m"] = rng.choice([0, 0, 0, 500])

    def apart(self, rng, referral):
        known = rng.sample(self.residents, min(len(self.residents), rng.choice([0, 1, 1, 2])))
        unknown = [f"R-7{rng.randint(100, 999)}"] if rng.random() < 0.25 or not known else []
        referral["keep_apart"] = known + unknown

    def named_reference(self, rng, referral):
        if self.named:
            referral["reference"] = rng.choice(self.named)

    def own_row(self, rng, referral):
        """A household that lives here already: its own row must not count against it."""
        if not self.estate.rows:
            return
        counted = [row for row in self.estate.rows if row["nrpf"] or row["complex_needs"]]
        row = rng.choice(counted if counted and rng.random() < 0.6 else self.estate.rows)
        referral["reference"] = row["reference"]
        for need in ("complex", "nrpf"):
            if row[{"complex": "complex_needs"}.get(need, need)] and rng.random() < 0.9:
                self.needs(referral)[need] = True

    def may_seek(self, rng, referral):
        referral["perpetrator"] = {"may_seek_place": rng.random() < 0.9}

    # What they need.

    def needs(self, referral):
        return referral.setdefault("needs", {})

    def mobility(self, rng, referral):
        self.needs(referral)["mobility"] = rng.choice(["limited", "limited", "wheelchair", "none"])

    def support(self, rng, referral):
        self.needs(referral)["support"] = rng.sample(SUPPORT, rng.choice([0, 1, 1, 2, 2, 3, 5]))

    def complex(self, rng, referral):
        self.needs(referral)["complex"] = True
        self.support(rng, referral)

    def uses(self, rng, referral):
        self.needs(referral)["substance_use"] = rng.choice(["current"] * 5 + ["past", "prescribed", "none"])
        self.support(rng, referral)

    def pets(self, rng, referral):
        self.needs(referral)["pets"] = rng.choice([1, 1, 2, 3, 0])

    def not_homeless(self, rng, referral):
        referral["homeless_before"] = False

    def no_recourse(self, rng, referral):
        self.needs(referral)["nrpf"] = True

    # The rest.

    def danger(self, rng, referral):
        referral["immediate_danger"] = True

    def home(self, rng, referral):
        full = {"wishes_to_stay": rng.random() < 0.8, "perpetrator_resident": rng.random() < 0.3,
                "tenure": rng.choice(["social_rented", "private_rented", "owned", "jointly_owned", "other"]),
                "landlord_consent": rng.random() < 0.6}
        referral["home"] = {key: value for key, value in full.items() if rng.random() < 0.75}

    def wishes(self, rng, referral):
        preferences = referral.setdefault("preferences", {})
        if rng.random() < 0.6:
            covered = [sector for sector in self.sectors if sector in self.places.by_sector]
            wished = [rng.choice(covered + [self.places.near(rng, self.sectors[0], 5000)]) for _ in range(rng.choice([1, 2]))]
            preferences["sectors"] = sorted(set(wished))
        if rng.random() < 0.7:
            number = rng.choice([1, 1, 2])
            preferences["near"] = [self.places.place(rng, self.sectors, self.estate.districts) for _ in range(number)]
        if rng.random() < 0.6:
            preferences["self_contained"] = rng.random() < 0.8

    def _finish(self, rng, referral):
        """The last freedoms: who comes first, defaults written out, keys the program is to ignore."""
        lead, others = referral["person"][0], referral["person"][1:]
        rng.shuffle(others)
        if rng.random() < 0.25:
            first_adult = next((i for i, p in enumerate(others) if p["role"] == "adult"), len(others))
            others.insert(rng.randint(0, first_adult), lead)
            referral["person"] = others
        else:
            referral["person"] = [lead, *others]
        referral["keep_apart"] = [n for n in referral.get("keep_apart", []) if n != referral["reference"]]
        if not referral["keep_apart"] and rng.random() < 0.7:
            del referral["keep_apart"]
        if rng.random() < 0.2:
            needs = self.needs(referral)
            for key, value in {"mobility": "none", "support": [], "substance_use": "none", "complex": False, "nrpf": False,
                               "pets": 0}.items():
                needs.setdefault(key, value)
            referral.setdefault("perpetrator", {}).setdefault("may_seek_place", False)
            for person in referral["person"]:
                person.setdefault("policy_review", False)
                person.setdefault("partner_of_lead", False)
        if rng.random() < 0.15:
            referral["dash"] = rng.choice(["unknown", 0, 13, 14, 24])
            referral["interpreter"] = "unknown"
            referral["pregnancy_due"] = "unknown"
            referral["person"][0]["ethnicity"] = "unknown"
            referral["x_note"] = "not for the program"
            referral["person"][0]["x_note"] = 7


def to_toml(rng, referral):
    """A small TOML writer for referrals: plain keys, then tables, then arrays of tables."""
    plain = [(k, v) for k, v in referral.items() if not isinstance(v, dict) and not is_tables(v)]
    tables = [(k, v) for k, v in referral.items() if isinstance(v, dict)]
    arrays = [(k, v) for k, v in referral.items() if is_tables(v)]
    lines = [f"{key} = {toml_value(value)}" for key, value in plain]
    blocks = [[f"[{key}]"] + [f"{k} = {toml_value(v)}" for k, v in value.items()] for key, value in tables]
    blocks += [
        [line for item in items for line in ["", f"[[{key}]]"] + [f"{k} = {toml_value(v)}" for k, v in item.items()]]
        for key, items in arrays
    ]
    rng.shuffle(blocks)
    for block in blocks:
        lines += ["", *block]
    return "\n".join(lines) + "\n"


def is_tables(value):
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def toml_value(value):
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    return json.dumps(value)


def write_referral(rng, referral, stem):
    if rng.random() < 0.25:
        text, path = to_toml(rng, referral), stem.with_suffix(".toml")
    else:
        items = list(referral.items())
        rng.shuffle(items)
        text, path = json.dumps(dict(items), indent=rng.choice([None, 1])), stem.with_suffix(".json")
    if rng.random() < 0.1:
        text = text.replace("\n", "\r\n")
    if rng.random() < 0.05:
        text = "\ufeff" + text
    path.write_bytes(text.encode("utf-8"))
    return path


# --------------------------------------------------------------------------------------------------------- comparison

class Missing:
    def __repr__(self):
        return "(not there)"


MISSING = Missing()


def pick(item, *keys):
    return {key: item.get(key, MISSING) if isinstance(item, dict) else MISSING for key in keys}


def projected(answer):
    """The program's answer, reduced to the fields that are compared."""
    def entry(option, with_asks):
        out = pick(option, "unit", "rank", "penalty")
        out["terms"] = [(term.get("term"), term.get("points")) for term in option.get("terms", [])]
        if with_asks:
            out["asks"] = [(ask.get("rule"), ask.get("who")) for ask in option.get("asks", [])]
        return out

    def unit(item):
        out = pick(item, "unit", "setting", "kind", "vacant", "verdict")
        out["breaches"] = [pick(breach, "rule", "decision", "clause", "reason") for breach in item.get("breaches", [])]
        out["advice"] = [advice.get("rule") for advice in item.get("advice", [])]
        return out

    out = pick(answer, "reference", "route", "outcome_if_none", "barrier", "suitable_units", "stale")
    out["options"] = [entry(option, False) for option in answer.get("options", [])]
    out["decisions"] = [entry(option, True) for option in answer.get("decisions", [])]
    out["units"] = [unit(item) for item in answer.get("units", [])]
    out["relaxations"] = [pick(item, "rules", "units") for item in answer.get("relaxations", [])]
    out["not_checked"] = sorted(str(item.get("field")) for item in answer.get("not_checked", []))
    out["alternatives"] = [item.get("route") for item in answer.get("alternatives", [])]
    return out


def expected_fields(expected):
    out = {key: expected[key] for key in ("reference", "route", "outcome_if_none", "barrier", "suitable_units", "stale",
                                          "options", "decisions", "relaxations", "alternatives")}
    out["units"] = [{key: unit[key] for key in ("unit", "setting", "kind", "vacant", "verdict", "breaches", "advice")}
                    for unit in expected["units"]]
    out["not_checked"] = sorted(expected["not_checked"])
    return out


def by_size(found):
    """Relaxations of one size in a fixed order, sizes left as they came, so that only the contract's order is compared."""
    place = {}
    for number, item in enumerate(found):
        place.setdefault(len(item["rules"]), number)
    return sorted(found, key=lambda item: (place[len(item["rules"])], [str(rule) for rule in item["rules"]]))


def differences(expected, answer):
    left, right = expected_fields(expected), projected(answer)
    if left["stale"] is None:
        right["stale"] = None
    sizes = [len(item["rules"]) for item in right["relaxations"] if isinstance(item["rules"], list)]
    if sizes == sorted(sizes) and len(sizes) == len(right["relaxations"]):
        left["relaxations"], right["relaxations"] = by_size(left["relaxations"]), by_size(right["relaxations"])
    found = []
    walk("", left, right, found)
    return found


def walk(path, left, right, found):
    if isinstance(left, dict) and isinstance(right, dict):
        for key in left:
            walk(f"{path}.{key}" if path else key, left[key], right.get(key, MISSING), found)
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for number, (one, other) in enumerate(zip(left, right)):
            walk(f"{path}[{number}]", one, other, found)
    elif type(left) is not type(right) or left != right:
        found.append((path, left, right))


DISTANCE = re.compile(r"\d[\d.,]*\s*-?\s*(?:m|km|kilomet(?:re|er)s?|met(?:re|er)s?|miles?)\b", re.IGNORECASE)
SECTOR = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? [0-9](?:[A-Z]{2})?\b")


def texts(value, path=""):
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "text" and isinstance(item, str):
                yield path, item
            else:
                yield from texts(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}[{number}]")


def leaks(answer, referral, estate):
    """Texts that name another household, a sector, a distance or an unsafe place."""
    others = [row["reference"] for row in estate.rows if row["reference"] != referral.reference]
    others += [name for name in referral.keep_apart if name != referral.reference]
    unsafe = [place["place"].strip().lower() for place in referral.raw.get("unsafe", [])]
    unsafe = [place for place in unsafe if any(c.isdigit() for c in place) or len(place) > 12]
    parts = {key: value for key, value in answer.items() if key != "not_checked"}
    for path, text in texts(parts):
        said = [name for name in others if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
        said += DISTANCE.findall(text) + SECTOR.findall(text)
        if not path.startswith("alternatives"):
            said += [place for place in unsafe if place in text.lower()]
        if said:
            yield f"text of {path}", "no household, sector, distance or unsafe place", f"{text!r} says {said}"


# ------------------------------------------------------------------------------------------------------------- counts

REQUIRED = ["age_16 unsuitable", "single_sex unsuitable", "single_sex decision", "oldest_boy unsuitable", "oldest_boy decision",
            "children unsuitable", "sleeping_places unsuitable", "room_standard decision", "room_standard advice",
            "mobility unsuitable", "unsafe_area unsuitable", "unsafe_area decision", "keep_apart unsuitable",
            "keep_apart decision", "perpetrator_check decision", "safe_place_purpose decision", "complex_needs unsuitable",
            "substances unsuitable", "pets decision", "nrpf decision"]
SEEN_AT_LEAST = (
    ["route " + name for name in ("place", "decide", "wait", "refer_on")]
    + ["outcome " + name for name in ("null", "capacity", "proximity", "disability", "mental_health", "alcohol", "drugs", "nrpf",
                                      "needs_other")]
    + [f"a relaxation of {size}" for size in (1, 2, 3)] + ["no relaxation"]
    + ["alternative " + name for name in ("childrens_emergency_duty_team", "council_or_registered_provider",
                                          "homelessness_duty", "sanctuary", "floating_support", "helplines")]
    + ["term " + name for name in model.TERMS] + ["exit code 0", "exit code 4"]
    + ["complex_needs reason " + name for name in ("mental_health", "alcohol", "drugs", "needs_other")]
    + ["substances reason alcohol", "substances reason drugs"]
    + ["place " + kind for kind in (
        "postcode", "delivery office", "delivery office, no point", "postcode missing", "postcode missing, no point", "sector",
        "sector, no point", "ward code", "ward code elsewhere", "ward name", "ward name elsewhere", "district code",
        "district code elsewhere", "district name", "district name elsewhere", "postcode outside", "sector outside")]
    + ["own row in occupancy", "unknown keep_apart", "unit vacant by its date", "void or planned unit not yet vacant",
       "planned unit offered", "unit outside the geography", "equal penalties", "barrier of several rules", "barrier won by count",
       "day in London is not the day in UTC", "radius by default", "least distance just the radius",
       "greatest distance just the radius", "least distance just a band", "unsafe place in the unit's own sector, radius 0",
       "own row would count", "referral in TOML",
       "stale", "not stale"]
)


def tally(expected, referral, estate, geography, path):
    """What this case tried, each thing once."""
    seen = set()
    for unit in expected["units"]:
        for breach in unit["breaches"]:
            seen.add(f"{breach['rule']} {'decision' if breach['decision'] else 'unsuitable'}")
            if breach["rule"] in ("complex_needs", "substances"):
                seen.add(f"{breach['rule']} reason {breach['reason']}")
        seen.update(f"{rule} advice" for rule in unit["advice"])
    for entry in expected["options"] + expected["decisions"]:
        seen.update(f"term {term}" for term, _ in entry["terms"])
    sizes = [len(item["rules"]) for item in expected["relaxations"]]
    seen.update(f"a relaxation of {size}" for size in sizes)
    seen.update(f"alternative {name}" for name in expected["alternatives"])
    seen.update(f"place {kind}" for kind in referral.kinds)
    seen |= {f"route {expected['route']}", f"outcome {expected['outcome_if_none'] or 'null'}",
             f"exit code {expected['exit_code']}", f"{len(sizes)} relaxations" if sizes else "no relaxation"}
    seen |= {name for name, holds in odd_things(expected, referral, estate, geography, path) if holds}
    return seen


def odd_things(expected, referral, estate, geography, path):
    states = {unit["unit"]: unit for unit in estate.units}
    vacant = {unit["unit"] for unit in expected["units"] if unit["vacant"]}
    penalties = [entry["penalty"] for entry in expected["options"]]
    counted = [model.rules_of(unit) for unit in expected["units"] if unit["state"] != "planned"]
    yield "own row in occupancy", any(row["reference"] == referral.reference for row in estate.rows)
    yield "unknown keep_apart", any(field.startswith("keep_apart") for field in expected["not_checked"])
    yield "unit vacant by its date", any(states[name]["state"] != "open" for name in vacant)
    yield "void or planned unit not yet vacant", any(
        unit["state"] != "open" and unit["unit"] not in vacant | estate.occupied for unit in estate.units)
    yield "planned unit offered", any(
        states[entry["unit"]]["state"] == "planned" for entry in expected["options"] + expected["decisions"])
    yield "unit outside the geography", any(not geography.covers(unit["sector"]) for unit in estate.units)
    yield "equal penalties", len(set(penalties)) < len(penalties)
    yield "barrier of several rules", len(expected["barrier"]) > 1
    least = min(map(len, counted))
    yield "barrier won by count", bool(expected["barrier"]) and len({r for r in counted if len(r) == least}) > 1
    yield "day in London is not the day in UTC", referral.day != referral.received.astimezone(timezone.utc).date()
    yield "radius by default", any("radius_m" not in item for item in referral.raw.get("unsafe", []))
    pairs = [(place, unit["sector"], geography.least_and_greatest(unit["sector"], place["points"]))
             for place in referral.unsafe if place["points"] for unit in estate.units if geography.covers(unit["sector"])]
    hard = [pair for pair in pairs if pair[0]["hard"]]
    yield "least distance just the radius", any(place["radius"] ** 2 == both[0] > 0 for place, _, both in hard)
    yield "greatest distance just the radius", any(place["radius"] ** 2 == both[1] > 0 for place, _, both in hard)
    yield "least distance just a band", any(
        both[0] in (2500 ** 2, 5000 ** 2) for place, _, both in pairs if not place["hard"])
    yield "unsafe place in the unit's own sector, radius 0", any(
        place["radius"] == 0 and sector in place["points"].sectors for place, sector, _ in hard)
    own = [row for row in estate.rows if row["reference"] == referral.reference]
    yield "own row would count", any(
        row["complex_needs"] and referral.complex or row["nrpf"] and referral.nrpf for row in own)
    yield "referral in TOML", str(path).endswith(".toml")
    yield "stale", expected["stale"] is True
    yield "not stale", expected["stale"] is False


# ------------------------------------------------------------------------------------------------------------ running

WORLD = {}


def run_batch(batch):
    """All referrals of one estate: (passed, failures, counts of things tried)."""
    options, (geography, places) = WORLD["options"], WORLD["geographies"][batch["data"]]
    estate = Estate(batch["folder"], geography)
    maker = ReferralMaker(estate, places)
    passed, failures, counts = 0, [], Counter()
    for number in batch["numbers"]:
        rng = random.Random(f"{options.seed} referral {number}")
        path = write_referral(rng, maker.make(rng), WORLD["work"] / "referrals" / f"{number:06}")
        referral = Referral(path, estate, geography)
        expected = recommend(referral, estate, geography)
        counts.update(tally(expected, referral, estate, geography, path))
        found = [] if options.self_check else held_against_program(expected, referral, estate, batch, path)
        if found:
            failures.append((number, path, batch, found))
        else:
            passed += 1
    return passed, failures, counts


def command_for(batch, path):
    options = WORLD["options"]
    return [options.lintel, "--data", batch["data"], "recommend", str(path), "--estate", batch["argument"], "--format", "json"]


def held_against_program(expected, referral, estate, batch, path):
    try:
        done = subprocess.run(command_for(batch, path), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return [("the program", "an answer", "nothing within 60 seconds")]
    found = []
    if done.returncode != expected["exit_code"]:
        found.append(("exit code", expected["exit_code"], done.returncode))
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        return found + [("stdout", "JSON", (done.stdout[:600] or "(empty)") + "\n" + done.stderr[:1200])]
    if not isinstance(answer, dict) or "issues" in answer or "units" not in answer:
        return found + [("stdout", "an answer", done.stdout[:1500])]
    found += differences(expected, answer)
    found += instant_differs(estate, answer)
    return found + list(leaks(answer, referral, estate))


def instant_differs(estate, answer):
    as_of = estate.provider.get("occupancy", {}).get("as_of")
    if as_of is None:
        return []
    try:
        same = datetime.fromisoformat(answer.get("occupancy_as_of")) == datetime.fromisoformat(as_of)
    except (TypeError, ValueError):
        same = False
    return [] if same else [("occupancy_as_of", as_of, answer.get("occupancy_as_of", MISSING))]


def plan_batches(options, work, geographies):
    """Which referrals go to which estate: about a third to the estates named, a fifth to them with other people in, the rest to
    random ones, a third of those over the snapped geography."""
    data, (true_data, snapped_data) = Path(options.data), geographies
    geography = geographies[true_data][0]
    named = [name for name in options.estates.split(",") if name]
    folders = {name: Path(name) if Path(name).is_dir() else data / name for name in named}
    batches, number = [], 0
    kinds = ["named"] * 7 + ["variant"] * 4 + ["random"] * 9 if named else ["random"]
    while number < options.count:
        rng = random.Random(f"{options.seed} estate {len(batches)}")
        kind = rng.choice(kinds)
        numbers = list(range(number, min(number + 10, options.count)))
        number += 10
        folder = work / "estates" / f"{len(batches):05}"
        if kind == "random":
            where = snapped_data if rng.random() < 0.33 else true_data
            EstateMaker(geographies[where][1]).make(rng, folder)
            batches.append({"data": where, "folder": folder, "argument": str(folder), "numbers": numbers})
            continue
        name = rng.choice(named)
        if kind == "variant":
            estate_variant(rng, folders[name], folder, geography)
            batches.append({"data": true_data, "folder": folder, "argument": str(folder), "numbers": numbers})
        else:
            batches.append({"data": true_data, "folder": folders[name], "argument": name, "numbers": numbers})
    return batches


def show_failure(order, failure):
    number, path, batch, found = failure
    print(f"\nDIFFERENCE {order}: referral {number}, saved as {path}, estate {batch['argument']}")
    print("  run: " + " ".join(command_for(batch, path)))
    for field, expected, got in found[:12]:
        print(f"  {field}\n    this reading: {shown(expected)}\n    the program:  {shown(got)}")
    if len(found) > 12:
        print(f"  … and {len(found) - 12} more fields")
    print("  the referral: " + shown(read_text(path), 3000))


def shown(value, limit=1500):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= limit else text[:limit] + " …"


def show_counts(counts, total):
    print(f"\nWhat {total} referrals tried (referrals in which it came up at least once):")
    for title, names in groups(counts):
        print(f"  {title}")
        for name in names:
            mark = "" if counts[name] else "   <- never"
            print(f"    {counts[name]:7}  {100 * counts[name] / max(total, 1):5.1f}%  {name}{mark}")


def groups(counts):
    findings = [f"{rule} {kind}" for rule in RULES for kind in ("unsuitable", "decision", "advice")]
    yield "rules", [name for name in findings if name in counts or name in REQUIRED]
    rest = sorted(name for name in set(counts) | set(SEEN_AT_LEAST) if name not in findings)
    for title, start in (("routes", "route "), ("outcomes", "outcome "), ("relaxations", ("a relax", "no relax")),
                         ("number of relaxations", tuple("123456789")), ("alternatives", "alternative "), ("terms", "term "),
                         ("places", "place "), ("reasons", ("complex_needs reason", "substances reason")),
                         ("exit codes", "exit code ")):
        names = [name for name in rest if name.startswith(start)]
        rest = [name for name in rest if name not in names]
        yield title, names
    yield "corners", rest


def too_rare(counts, total):
    rare = [f"{name} ({counts[name]} of {total})" for name in REQUIRED if counts[name] * 100 < total]
    return rare + [f"{name} (never)" for name in SEEN_AT_LEAST if not counts[name]]


def check_own_distances(geography, places, seed):
    """The search for least distances against every pair, for a few places: this file must not be clever and wrong."""
    rng = random.Random(f"{seed} distances")
    for _ in range(40):
        key = rng.choice([("ward", rng.choice(places.wards)["ward"]), ("sector", rng.choice(places.sectors))])
        points = geography.points(key)
        easting, northing = geography.postcodes[rng.choice(sorted(geography.postcodes)[::97])][:2]
        plain = min((e - easting) ** 2 + (n - northing) ** 2 for e, n, _ in points.rows)
        if plain != points.least_squared(easting, northing):
            raise AssertionError(f"least distance of {points.key} is wrong")


def arguments():
    parser = argparse.ArgumentParser(description="Hold lintel recommend against an independent reading of the contract.")
    parser.add_argument("--lintel", default="target/release/lintel", help="the program")
    parser.add_argument("--data", default="data", help="folder of estates and geography")
    parser.add_argument("--estates", default="", help="names or folders, joined by commas; random estates are always added")
    parser.add_argument("--count", type=int, default=2000, help="referrals to try")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=5, help="differences to print in full")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once")
    parser.add_argument("--keep", action="store_true", help="keep the files written, also when all agree")
    parser.add_argument("--self-check", action="store_true", help="generate and evaluate only; fail if something was hardly tried")
    parser.add_argument("--readings", action="store_true", help="print how the contract was read where it leaves room")
    return parser.parse_args()


def main():
    options = arguments()
    if options.readings:
        print(READINGS.strip())
        return 0
    geography_folder = Path(options.data) / "geography"
    if not geography_folder.is_dir():
        print(f"{geography_folder} is not there: give --data", file=sys.stderr)
        return 2
    if not options.self_check:
        options.lintel = shutil.which(options.lintel) or str(Path(options.lintel).resolve())
        if not Path(options.lintel).is_file():
            print(f"{options.lintel} is not there: build it, or give --lintel", file=sys.stderr)
            return 2
    work = Path(tempfile.mkdtemp(prefix="contract-reading-"))
    (work / "referrals").mkdir()
    snapped_geography(geography_folder, work / "snapped" / "geography")
    geographies = {}
    for data in (options.data, str(work / "snapped")):
        geography = Geography(Path(data) / "geography")
        geographies[data] = (geography, PlaceMaker(geography, snapped=data != options.data))
        check_own_distances(*geographies[data], options.seed)
    WORLD.update(geographies=geographies, options=options, work=work)
    return run_all(options, plan_batches(options, work, geographies), work)


def run_all(options, batches, work):
    passed, failed, counts = 0, 0, Counter()
    with multiprocessing.get_context("fork").Pool(options.jobs) as pool:
        for batch_passed, failures, batch_counts in pool.imap(run_batch, batches):
            passed += batch_passed
            counts += batch_counts
            for failure in failures:
                failed += 1
                if failed <= options.show:
                    show_failure(failed, failure)
    show_counts(counts, passed + failed)
    rare = too_rare(counts, passed + failed)
    print("\nToo rare: " + ("; ".join(rare) if rare else "nothing"))
    if failed or options.keep:
        print(f"Files kept in {work}")
    else:
        shutil.rmtree(work)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or (options.self_check and rare) else 0


if __name__ == "__main__":
    sys.exit(main())
