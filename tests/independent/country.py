"""Great Britain as published (OS Code-Point Open, and the towns): every postcode, what stands for what, and how far it lies.

Read from the published archive (`published`) or from what the repository holds (`kept.py`); nothing here knows the program. What a
typed place is taken to be is `resolving.py`.
"""

import csv
import io
import xml.etree.ElementTree as ElementTree
import zipfile
from array import array

# Nothing in the contract asks for a distance beyond this: the widest radius is 50 km.
FAR = 60_000
FAR_SQUARED = FAR ** 2

DISTRICT_SHEETS = ("DIS", "LBO", "MTD", "UTA")
WARD_SHEETS = ("DIW", "LBW", "MTW", "UTE", "UTW")


class Country:
    """All postcodes, their points, and the sectors, districts, areas, wards and towns that they belong to."""

    def __init__(self):
        self.number = {}                       # postcode without a space → its number
        self.eastings, self.northings = array("i"), array("i")
        self.sector_of, self.district_of, self.ward_of = [], [], []
        self.located = bytearray()
        self.district_names, self.ward_names, self.towns = {}, {}, []

    def add(self, code, point, district, ward):
        """A postcode without a space, its point or None, and the codes of its district and ward."""
        self.number[code] = len(self.located)
        self.eastings.append(point[0] if point else 0)
        self.northings.append(point[1] if point else 0)
        self.sector_of.append(code[:-3] + " " + code[-3])
        self.district_of.append(district)
        self.ward_of.append(ward)
        self.located.append(point is not None)

    def finish(self):
        """What follows from the whole table."""
        self.codes = list(self.number)
        first, self.offices = {}, set()
        for number, here in enumerate(zip(self.eastings, self.northings)):
            if self.located[number]:
                first.setdefault(here, []).append(number)
        for together in first.values():
            if len(together) > 1 and len({self.sector_of[number] for number in together}) > 1:
                self.offices.update(together)
        self.at = {here: numbers[0] for here, numbers in first.items() if numbers[0] not in self.offices}
        self.members = {kind: {} for kind in ("sector", "outward", "area", "ward", "district")}
        self.size = {}
        for number, sector in enumerate(self.sector_of):
            self.size[sector] = self.size.get(sector, 0) + 1
            counts = self.located[number] and number not in self.offices
            outward = sector[:-2]
            area = outward[:2] if outward[1].isalpha() else outward[:1]
            for kind, name in (("sector", sector), ("outward", outward), ("area", area), ("ward", self.ward_of[number]),
                               ("district", self.district_of[number])):
                here = self.members[kind].setdefault(name, array("i"))
                if counts:
                    here.append(number)
        for kind, names in (("ward", self.ward_names), ("district", self.district_names)):
            for code in names:
                self.members[kind].setdefault(code, array("i"))
        self._cells, self._of_town = None, {}
        return self

    def point(self, number):
        return self.eastings[number], self.northings[number]

    def counts(self, code):
        """Whether a postcode of the table stands for its own point."""
        number = self.number[code]
        return bool(self.located[number]) and number not in self.offices

    # Towns.

    def of_town(self, town):
        """The postcodes within 5 km of a town to which no town of at least as many people is nearer."""
        if town not in self._of_town:
            self._of_town[town] = array("i", self._nearest_to(town))
        return self._of_town[town]

    def _nearest_to(self, position):
        _, easting, northing, people, _ = self.towns[position]
        rivals = [(e, n) for other, (_, e, n, p, _) in enumerate(self.towns)
                  if other != position and p >= people and squared(e - easting, n - northing) <= 10_000 ** 2]
        for number in self._about(easting, northing):
            e, n = self.point(number)
            away = squared(e - easting, n - northing)
            if away <= 5_000 ** 2 and all(squared(e - x, n - y) >= away for x, y in rivals):
                yield number

    def _about(self, easting, northing):
        if self._cells is None:
            self._cells = {}
            for number in range(len(self.located)):
                if self.located[number] and number not in self.offices:
                    cell = self.eastings[number] // 5_000, self.northings[number] // 5_000
                    self._cells.setdefault(cell, array("i")).append(number)
        for across in (-1, 0, 1):
            for up in (-1, 0, 1):
                yield from self._cells.get((easting // 5_000 + across, northing // 5_000 + up), ())


def squared(across, up):
    return across * across + up * up


class Points:
    """What a place stands for: points of the National Grid in a tree of boxes, and the sectors of their postcodes."""

    def __init__(self, country, numbers):
        self.sectors = {country.sector_of[number] for number in numbers}
        self.tree = boxed(sorted({country.point(number) for number in numbers}), 0)

    def least_squared(self, easting, northing):
        """The least squared distance in whole metres, or `FAR_SQUARED` where it is more."""
        best, waiting = FAR_SQUARED, [self.tree]
        while waiting:
            west, south, east, north, inside, points = waiting.pop()
            across = west - easting if easting < west else easting - east if easting > east else 0
            up = south - northing if northing < south else northing - north if northing > north else 0
            if squared(across, up) >= best:
                continue
            if points is None:
                waiting += inside
            else:
                best = min(best, min(squared(e - easting, n - northing) for e, n in points))
        return best


def boxed(points, depth):
    """(west, south, east, north, two halves or (), points or None)."""
    eastings, northings = [e for e, _ in points], [n for _, n in points]
    box = min(eastings), min(northings), max(eastings), max(northings)
    if len(points) <= 12:
        return (*box, (), points)
    points = sorted(points, key=lambda point: point[depth % 2])
    middle = len(points) // 2
    return (*box, (boxed(points[:middle], depth + 1), boxed(points[middle:], depth + 1)), None)


# -------------------------------------------------------------------------------------------------- the published archive

def published(archive, towns):
    """The country from the archive as it is published, and the file of towns."""
    country = Country()
    with zipfile.ZipFile(archive) as file:
        for name in sorted(file.namelist()):
            if name.startswith("Data/CSV/") and name.endswith(".csv"):
                for row in csv.reader(io.TextIOWrapper(file.open(name), encoding="utf-8")):
                    read_row(country, row)
        lists = sheets(file.read("Doc/Codelist.xlsx"))
    for sheet in DISTRICT_SHEETS:
        country.district_names.update((code, name) for name, code in lists[sheet])
    for sheet in WARD_SHEETS:
        country.ward_names.update((code, name) for name, code in lists[sheet])
    country.towns = read_towns(towns)
    return country.finish()


SHARED = {}


def read_row(country, row):
    """Postcode, positional quality, easting, northing, …, district, ward; quality 90 has no position."""
    point = None if row[1] == "90" else (int(row[2]), int(row[3]))
    district, ward = (SHARED.setdefault(code, code) for code in row[-2:])
    country.add(row[0].replace(" ", ""), point, district, ward)


def sheets(content):
    """Rows of text of every sheet of a workbook."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        words = ["".join(part.text or "" for part in item.iter(space + "t"))
                 for item in ElementTree.fromstring(file.read("xl/sharedStrings.xml"))]
        names = [sheet.get("name") for sheet in ElementTree.fromstring(file.read("xl/workbook.xml")).iter(space + "sheet")]
        found = {}
        for order, name in enumerate(names, 1):
            rows = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{order}.xml")).iter(space + "row")
            found[name] = [tuple(words[int(cell.find(space + "v").text)].strip() for cell in row) for row in rows]
        return found


def read_towns(path):
    """(name, easting, northing, people, nation) of every town."""
    with open(path, encoding="utf-8", newline="") as file:
        return [(row["town"], int(row["easting"]), int(row["northing"]), int(row["population"] or 0), row["nation"])
                for row in csv.DictReader(file)]
