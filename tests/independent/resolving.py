"""What a typed place is taken to be: the order of contract section 2, read from its words alone.

A place becomes `Taken`: the points it stands for, whether it is checked, and whether it may clear a unit.
"""

import re
import string
import unicodedata
from functools import cache

from country import Points

NEAR = 20_000
OUTSIDE_AREAS = ("BT", "IM", "JE", "GY")
OUTSIDE_WORDS = ("northern ireland", "ireland", "isle of man", "jersey", "guernsey", "abroad")
LARGE_TOWN = 20_000

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])([A-Z]{2})")
SECTOR = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])")
OUTWARD = re.compile(r"([A-Z]{1,2})[0-9][A-Z0-9]?")


class Taken:
    """What one place is taken to be. `points` is None where it has none; `clears` says whether being far settles it."""

    def __init__(self, kinds, points=None, *, key=None, listed=False, outside=False, clears=True, asks=False):
        self.kinds, self.points, self.key = kinds, points, key
        self.listed, self.outside, self.clears, self.asks = listed, outside, clears, asks

    @property
    def measured(self):
        return self.points is not None


def compact(text):
    """Letters and digits alone, in capitals."""
    return "".join(c for c in text.upper() if c in string.ascii_uppercase + string.digits)


def plain(name):
    """A name without case, punctuation, spaces, `&` and `and`."""
    words = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", name).casefold().replace("'", "")).split()
    return sainted("".join(word for word in words if word != "and"))


def sainted(letters):
    """`Saint` is `St`."""
    return letters.replace("saint", "st")


def unspaced(name):
    """All letters of a name, as it is typed without any space."""
    letters = unicodedata.normalize("NFC", name).casefold().replace("&", "and")
    return sainted("".join(c for c in letters if c.isalnum()))


def ward_forms(name):
    words = name.split()
    bare = " ".join(words[:-1]) if words[-1].casefold() in ("ward", "ed") and len(words) > 1 else name
    return {form(way) for form in (plain, unspaced) for way in (name, bare)}


# What may be left out of a district's name, each wherever it stands like this.
OPTIONAL = [r"^City of ", r", City of\b", r"\bCity$", r"^County of ", r", County of\b", r"\(B\)$", r"\bDistrict(?= \(B\)$|$)", r"\bLondon Boro$"]


def district_forms(name):
    """Every way of leaving something out of a district's name."""
    forms, fresh = set(), {name}
    if " - " in name:
        fresh |= set(name.split(" - "))
    while fresh:
        forms |= fresh
        fresh = {re.sub(part, "", form, flags=re.IGNORECASE).strip() for form in fresh for part in OPTIONAL} - forms - {""}
    return {plain(form) for form in forms} | {unspaced(form) for form in forms}


def town_forms(name):
    return {plain(name), plain(name.split(",")[0]), unspaced(name)}


# Every town has one: whoever says it may mean another than the ward that bears it.
OF_EVERY_TOWN = {"town", "towncentre", "citycentre", "city", "centre"}


class Gazetteer:
    """The country's names and codes, with a provider's own places where it has any."""

    def __init__(self, country):
        self.country = country
        self.wards, self.districts, self.towns, self.abroad = {}, {}, {}, {plain(word) for word in OUTSIDE_WORDS}
        for code, name in country.ward_names.items():
            self._name(self.wards, ward_forms(name), code)
        for code, name in country.district_names.items():
            self._name(self.districts, district_forms(name), code)
            if code.startswith("E09"):
                self._name(self.districts, {"london"}, code)
        for position, town in enumerate(country.towns):
            if town[4] == "NIR":
                self.abroad |= town_forms(town[0])
            else:
                self._name(self.towns, town_forms(town[0]), position)
        self._points, self._distances = {}, {}

    @staticmethod
    def _name(names, forms, meant):
        for form in forms:
            names.setdefault(form, []).append(meant)

    # Points and distances, each worked out once.

    def points(self, key):
        """The points of a key: sorted pairs of (kind, name), all of them together; None where there is none."""
        if key not in self._points:
            numbers = set().union(*(self._numbers(kind, name) for kind, name in key))
            self._points[key] = Points(self.country, numbers) if numbers else None
        return self._points[key]

    def _numbers(self, kind, name):
        if kind == "postcode":
            return [self.country.number[name]]
        if kind == "town":
            return self.country.of_town(name)
        return self.country.members[kind][name]

    def least_and_greatest(self, sector, key):
        """Over the sector's postcodes, the least and the greatest of their least squared distances to the place; None if off the map."""
        if (sector, key) not in self._distances:
            points = self.points(key)
            own = {self.country.point(number) for number in self.country.members["sector"].get(sector, ())}
            each = [points.least_squared(*point) for point in own]
            self._distances[sector, key] = (min(each), max(each)) if each else None
        return self._distances[sector, key]

    def covers(self, sector):
        return bool(self.country.members["sector"].get(sector))

    def is_far(self, key, sectors):
        """Whether every point lies 20 km or more from every unit's sector."""
        distances = (self.least_and_greatest(sector, key) for sector in sectors)
        return all(both is None or both[0] >= NEAR ** 2 for both in distances)

    # What is typed.

    def take(self, text, sectors, own=None):
        """What a text is taken to be by a provider with units in these sectors and with places of its own."""
        return self._code(text, sectors) or self._by_name(text, sectors, own) or self._outside(text) or Taken(["unknown"], listed=True)

    def _code(self, text, sectors):
        code, members = compact(text), self.country.members
        if not code:
            return None
        match = POSTCODE.fullmatch(code)
        if match:
            found = self._postcode(code, f"{match[1]} {match[2]}", sectors)
            if found:
                return found
        keys = self._short_codes(text, code)
        if keys:
            return self._meant(keys, [" and ".join(kind for kind, _ in keys)])
        for kind in ("ward", "district"):
            if code in members[kind]:
                return self._meant([(kind, code)], [kind + " code"])
        return None

    def _short_codes(self, text, code):
        """Sector, postcode district or area; without its space a code may be a sector and a district at once."""
        members, keys = self.country.members, []
        spaced = re.search(r"[ \t]\s*[^A-Za-z0-9]*[0-9][^A-Za-z0-9]*$", text) is not None
        match = SECTOR.fullmatch(code)
        if match and f"{match[1]} {match[2]}" in members["sector"]:
            keys.append(("sector", f"{match[1]} {match[2]}"))
        if code in members["outward"] and not (spaced and SECTOR.fullmatch(code)):
            keys.append(("outward", code))
        if not keys and code in members["area"]:
            keys.append(("area", code))
        return keys

    def _postcode(self, code, sector, sectors):
        country = self.country
        if code in country.number and country.counts(code):
            return self._meant([("postcode", code)], ["postcode"])
        if sector not in country.members["sector"]:
            return None
        known = code in country.number
        what = "postcode missing" if not known else "delivery office" if country.located[country.number[code]] else "postcode without a position"
        found = self._meant([("sector", sector)], [what])
        found.listed = True
        if found.measured and not known and self.is_far(found.key, sectors):
            found.asks = self._nearer_by_a_slip(code, sectors)
            found.kinds = [what + " far off" + (" by a slip" if found.asks else "")]
        return found

    def _nearer_by_a_slip(self, code, sectors):
        """Whether one character changed makes a postcode that lies nearer than 20 km."""
        for other in one_changed(code):
            if other in self.country.number and self.country.counts(other):
                if not self.is_far((("postcode", other),), sectors):
                    return True
        return False

    def _by_name(self, text, sectors, own):
        name = plain(text)
        keys = [("ward", code) for code in self.wards.get(name, ())] + [("district", code) for code in self.districts.get(name, ())]
        keys += [("town", position) for position in self.towns.get(name, ())]
        kinds = {kind: "several " + kind + "s" if sum(k == kind for k, _ in keys) > 1 else kind for kind, _ in keys}
        large = "district" in kinds or any(kind == "town" and self.country.towns[at][3] >= LARGE_TOWN for kind, at in keys)
        if own and name in own.names:
            kinds["own"], large = "own place", True
            keys += [key for item in own.names[name] for key in self._of_own(item, sectors)]
        if not kinds:
            return None
        found = self._meant(sorted(set(keys), key=str), list(kinds.values()))
        if found.measured and not large and self.is_far(found.key, sectors):
            found.listed, found.clears = True, False
            found.kinds = [kind + ", small and far" for kind in found.kinds]
        if name in OF_EVERY_TOWN and "own" not in kinds and found.measured:
            found.listed = found.asks = True
        return found

    def _of_own(self, item, sectors):
        """A code of a list is what is written there: ST11 is that postcode district alone."""
        codes = self._short_codes(item, compact(item)) if compact(item) else []
        if {kind for kind, _ in codes} == {"sector", "outward"}:
            return [key for key in codes if key[0] == "outward"]
        found = self._code(item, sectors) or self._by_name(item, sectors, None)
        return found.key if found and found.measured else ()

    def _outside(self, text):
        code = compact(text)
        forms = (POSTCODE, SECTOR, OUTWARD, re.compile("[A-Z]{2}"))
        if code[:2] in OUTSIDE_AREAS and any(form.fullmatch(code) for form in forms):
            return Taken(["outside by postcode"], outside=True)
        return Taken(["outside by name"], outside=True) if plain(text) in self.abroad else None

    def _meant(self, keys, kinds):
        key = tuple(keys)
        if self.points(key) is None:
            return Taken([kind + ", no point" for kind in kinds], listed=True, key=key)
        return Taken(kinds, self.points(key), key=key)


class OwnPlaces:
    """A provider's `places.csv`: names that stand for other places."""

    def __init__(self, rows):
        self.names, self.written = {}, [row["name"] for row in rows]
        for row in rows:
            self.names.setdefault(plain(row["name"]), []).extend(part.strip() for part in row["stands_for"].split(";") if part.strip())


@cache
def one_changed(code):
    return [code[:at] + other + code[at + 1:] for at in range(len(code)) for other in string.ascii_uppercase + string.digits
            if other != code[at]]

