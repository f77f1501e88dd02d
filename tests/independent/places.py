"""Random places, in every form a person may write them, and a geography snapped to round distances."""

import csv
import math
import re
import shutil

import model
from model import normal_ward



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
