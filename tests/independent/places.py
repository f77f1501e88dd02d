"""Random places from all of Great Britain and beyond it, in every form a person may write them."""

import csv
import math
import re
from pathlib import Path

from resolving import compact, plain

OUTSIDE_SECTORS = ["BT9 6", "BT48 7", "IM1 2", "JE2 3", "GY1 1"]
ABROAD = ["Northern Ireland", "Ireland", "Isle of Man", "isle of man", "JERSEY", "Guernsey", "abroad", "Abroad", "BT7 1NN", "bt71nn",
          "BT48 7PZ", "IM2 4PH", "JE2 3AB", "gy1 1wr", "BT9", "Belfast", "Derry", "Lisburn", "Newry"]
NOWHERE = ["by the canal", "his mother's", "Xyzzy", "Meyr", "the old mill", "ZZ9 9ZZ", "QQ1 1", "E05999999", "near the big Asda", "?", "M99 9"]
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
RADII = [0, 500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 8000, 10000, 20000]
IN_WORDS = ["1 mile", "2 miles", "0.5 miles", "1.5 miles", "2 km", "3 km", "0.8 km", "10 miles", "5 miles", "30 miles", "far", "ten minutes by bus", ""]
# Names of which the contract does not say how much may be left out.
LEFT_ALONE = {"E09000001"}
# Names that everybody uses are the program's own list, of which the contract says nothing: left to the program's tests.
EVERYDAY = Path(__file__).parents[2] / "data" / "geography" / "everyday.csv"


class PlaceMaker:
    """Writes places of every kind the contract names, many about the units of one estate, many from anywhere."""

    def __init__(self, gazetteer):
        self.gazetteer, self.country = gazetteer, gazetteer.country
        country, members = self.country, self.country.members
        self.by_sector = {sector: here for sector, here in members["sector"].items() if here}
        self.centres = {sector: country.point(here[len(here) // 2]) for sector, here in self.by_sector.items()}
        self.grid = {}
        for sector, centre in self.centres.items():
            self.grid.setdefault(tuple(metres // 10_000 for metres in centre), []).append(sector)
        self.sectors = sorted(self.by_sector)
        self.unit_sectors = [s for s in self.sectors if len(self.by_sector[s]) >= 20 and country.size[s] >= 20]
        self.may_hold_units = set(self.unit_sectors)
        self.empty_sectors = sorted(set(members["sector"]) - set(self.by_sector))
        self.offices = sorted(number for number in country.offices)
        self.unlocated = [number for number, located in enumerate(country.located) if not located]
        self.lists = {kind: sorted(name for name in members[kind] if name) for kind in ("outward", "area", "ward", "district")}
        self.circles = {step: whole_points_on_circle(500 * step) for step in range(1, 11)}
        self._boundaries, self._close_towns = {}, {}
        with open(EVERYDAY, encoding="utf-8", newline="") as file:
            self.everyday = {plain(row["name"]) for row in csv.DictReader(file)} - {plain(name) for name in ABROAD}

    def near(self, rng, sector, metres):
        """A sector whose middle is no further than so many metres off."""
        if sector not in self.centres:
            return rng.choice(self.sectors)
        (east, north), reach = self.centres[sector], metres // 10_000 + 1
        cells = [(east // 10_000 + across, north // 10_000 + up) for across in range(-reach, reach + 1) for up in range(-reach, reach + 1)]
        near = [s for cell in cells for s in self.grid.get(cell, ()) if math.dist(self.centres[s], (east, north)) <= metres]
        return rng.choice(near)

    def boundaries(self, sector):
        """Postcodes whose least or greatest distance to the sector is exactly a multiple of 500 m, up to 5 km: (postcode, metres,
        which of the two)."""
        if sector not in self._boundaries:
            found, country = set(), self.country
            for own in self.by_sector.get(sector, [])[:40]:
                easting, northing = country.point(own)
                for step, circle in self.circles.items():
                    found |= {(country.at[e, n], 500 * step) for e, n in ((easting + a, northing + u) for a, u in circle)
                              if (e, n) in country.at}
            self._boundaries[sector] = [
                (country.codes[number], metres, which) for number, metres in sorted(found) for which, squared in zip(
                    ("least", "greatest"), self.gazetteer.least_and_greatest(sector, (("postcode", country.codes[number]),)))
                if squared == metres ** 2
            ]
        return self._boundaries[sector]

    def place(self, rng, estate):
        """A place of any kind; `estate` gives the sectors of its units and its own places."""
        kinds = {"own": 14, "near": 22, "anywhere": 6, "office": 3, "missing": 4, "missing far": 3, "no point": 2, "sector": 9, "outward": 7,
                 "two readings": 3, "area": 3, "ward code": 4, "district code": 3, "ward": 8, "district": 6, "town": 14, "slip": 5,
                 "provider's": 5, "outside": 5, "nowhere": 3}
        kind = rng.choices(list(kinds), list(kinds.values()))[0]
        here = rng.choice(estate.sectors)
        maker = getattr(self, "_" + kind.replace(" ", "_").replace("'", ""))
        text = maker(rng, here if here in self.by_sector else rng.choice(self.sectors), estate)
        return self.place(rng, estate) if plain(text) in self.everyday else text

    def _postcode(self, rng, numbers):
        return postcode_style(rng, self.country.codes[rng.choice(numbers)])

    def _own(self, rng, here, estate):
        return self._postcode(rng, self.by_sector[here])

    def _near(self, rng, here, estate):
        return self._postcode(rng, self.by_sector[self.near(rng, here, rng.choice([3000, 6000, 25_000]))])

    def _anywhere(self, rng, here, estate):
        return self._postcode(rng, self.by_sector[rng.choice(self.sectors)])

    def _office(self, rng, here, estate):
        close = [number for number in self.country.offices if self.country.sector_of[number] == here] if rng.random() < 0.4 else []
        return self._postcode(rng, close or (self.unlocated if rng.random() < 0.2 else self.offices))

    def _missing(self, rng, here, estate):
        """A postcode of the sector that is not in the table."""
        return self.missing(rng, here if rng.random() < 0.5 else self.near(rng, here, 6000))

    def missing(self, rng, sector):
        while True:
            code = sector.replace(" ", "") + rng.choice(INWARD) + rng.choice(INWARD)
            if code not in self.country.number:
                return postcode_style(rng, code)

    def _missing_far(self, rng, here, estate):
        """One that is not in the table, of a sector anywhere: often one character from a postcode nearby."""
        if rng.random() < 0.3:
            return self.missing(rng, rng.choice(self.sectors))
        for _ in range(200):
            code = list(self.country.codes[rng.choice(self.by_sector[here])])
            code[rng.choice([0, 0, 1, 2])] = rng.choice("ABDEGHLMNPRSTWY0123456789")
            code = "".join(code)
            if code not in self.country.number and code[:-3] + " " + code[-3] in self.by_sector:
                return postcode_style(rng, code)
        return self.missing(rng, here)

    def _no_point(self, rng, here, estate):
        sector = rng.choice(self.empty_sectors)
        return sector if rng.random() < 0.5 else self.missing(rng, sector)

    def _sector(self, rng, here, estate):
        sector = rng.choice([here, self.near(rng, here, 5000), self.near(rng, here, 40_000), rng.choice(self.sectors)])
        return spaced_style(rng, sector) if rng.random() < 0.8 else sector.replace(" ", "")

    def _outward(self, rng, here, estate):
        code = rng.choice([here, self.near(rng, here, 10_000), rng.choice(self.sectors)])[:-2]
        return rng.choice([code, code, code.lower(), f" {code} ", code[:2] + " " + code[2:]])

    def _two_readings(self, rng, here, estate):
        sectors = [s for s in (here, self.near(rng, here, 30_000), rng.choice(self.sectors)) if s.replace(" ", "") in self.country.members["outward"]]
        return rng.choice(sectors).replace(" ", "") if sectors else self._outward(rng, here, estate)

    def _area(self, rng, here, estate):
        code = rng.choice([re.match("[A-Z]+", here)[0], rng.choice(self.lists["area"])])
        return rng.choice([code, code.lower()])

    def _code(self, rng, kind, here):
        """The code of a ward or district that the unit lies in, that is near, or that is anywhere."""
        of = self.country.ward_of if kind == "ward" else self.country.district_of
        close = self.by_sector[self.near(rng, here, rng.choice([2000, 15_000, 40_000]))]
        return rng.choice([of[rng.choice(close)], rng.choice(self.lists[kind])])

    def _ward_code(self, rng, here, estate):
        return rng.choice([str, str.lower])(self._code(rng, "ward", here))

    def _district_code(self, rng, here, estate):
        return self._code(rng, "district", here)

    def _ward(self, rng, here, estate):
        return ward_style(rng, self.country.ward_names[self._code(rng, "ward", here)])

    def _district(self, rng, here, estate):
        if rng.random() < 0.04:
            return rng.choice(["London", "london"])
        code = self._code(rng, "district", here)
        name = self.country.district_names[code]
        return code if code in LEFT_ALONE else district_style(rng, name)

    def _town(self, rng, here, estate):
        towns = self.country.towns
        if here not in self._close_towns:
            east, north = self.centres[here]
            self._close_towns[here] = [t for t in towns if abs(t[1] - east) < 40_000 and abs(t[2] - north) < 40_000] or towns
        name = rng.choice([rng.choice(self._close_towns[here]), rng.choice(towns)])[0]
        return name_style(rng, name.split(",")[0] if rng.random() < 0.5 else name)

    def _slip(self, rng, here, estate):
        """A town or ward with one letter wrong; what it then is, if anything, is read like any other text."""
        text = list(rng.choice([self._town, self._ward, self._district])(rng, here, estate))
        at = rng.randrange(len(text))
        text[at] = rng.choice(["", rng.choice("aeiourstln"), text[at] * 2])
        return "".join(text).strip() or "x"

    def _providers(self, rng, here, estate):
        if not estate.own or not estate.own.names:
            return self._town(rng, here, estate)
        return rng.choice([str, str.upper, str.title])(rng.choice(sorted(estate.own.written)))

    def _outside(self, rng, here, estate):
        return rng.choice(ABROAD)

    def _nowhere(self, rng, here, estate):
        return rng.choice(NOWHERE)

    def own_places(self, rng, sectors):
        """Rows of a provider's own places about its sectors."""
        rows = []
        for number in range(rng.choice([0, 1, 3, 6])):
            here = rng.choice(sectors)
            here = here if here in self.by_sector else rng.choice(self.sectors)
            codes = [lambda: here, lambda: self.country.codes[rng.choice(self.by_sector[here])], lambda: here[:-2], lambda: self._code(rng, "ward", here)]
            name = rng.choice([f"Old Works {number}", f"St. Anne's {number}", f"the Royal & District {number}", self._town(rng, here, None)])
            rows.append({"name": name, "stands_for": rng.choice([";", "; "]).join(rng.choice(codes)() for _ in range(rng.choice([1, 1, 2, 3])))})
        taken, kept = set(), []
        for row in rows:
            if compact(row["name"]) not in taken:
                taken.add(compact(row["name"]))
                kept.append(row)
        return kept


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


def spaced_style(rng, sector):
    return rng.choices([sector, sector.lower(), sector.replace(" ", "  "), f" {sector} ", sector[0] + " " + sector[1:]], [6, 2, 1, 1, 1])[0]


def name_style(rng, name):
    if rng.random() < 0.2:
        name = name.replace("-", " ")
    joined = name.replace(" ", "")
    return rng.choices([name, name.lower(), name.upper(), f" {name} ", name.replace(" ", "  "), joined], [8, 3, 1, 1, 1, 1])[0]


def ward_style(rng, name):
    if rng.random() < 0.6:
        name = re.sub(r" (Ward|ED)$", "", name)
    if rng.random() < 0.4:
        name = name.replace(" & ", " and ") if "&" in name else name.replace(" and ", " & ")
    if rng.random() < 0.3:
        name = re.sub(r"[.,']", "", name)
    return name_style(rng, name)


def district_style(rng, name):
    if " - " in name and rng.random() < 0.7:
        return name_style(rng, rng.choice(name.split(" - ")))
    for part in (r"^City of ", r", City of", r" City$", r"^County of ", r", County of", r" \(B\)$", r" District", r" London Boro$"):
        if rng.random() < 0.6:
            name = re.sub(part, "", name)
    return name_style(rng, name)
