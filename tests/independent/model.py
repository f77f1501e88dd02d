"""The contract's sections 1 to 6, read literally, with nothing borrowed from the program.

Geography and estates are loaded, the fifteen rules are evaluated for every unit, and the answer is put together as plain
dictionaries. Slow and plain on purpose: this file is held against the program, so it shares no idea with it. What is not here:
the checking of bad input (only valid files are generated), the wording of texts, and everything from section 7 on.
"""

import csv
import io
import json
import re
import tomllib
from bisect import bisect_left
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

RULES = [
    "age_16", "single_sex", "oldest_boy", "children", "sleeping_places", "room_standard", "mobility", "unsafe_area",
    "keep_apart", "perpetrator_check", "safe_place_purpose", "complex_needs", "substances", "pets", "nrpf",
]
CLAUSES = {
    "age_16": "6.1", "single_sex": "6.2", "oldest_boy": "6.2", "sleeping_places": "4.5", "room_standard": "4.5",
    "safe_place_purpose": "4.6",
}
LIFTABLE_WHEN_UNSUITABLE = {"oldest_boy", "complex_needs", "substances"}
TERMS = [
    "spare_places", "spare_wheelchair", "spare_step_free", "spare_open_to_men", "spare_pets", "soft_unsafe",
    "far_from_near", "not_wished", "not_self_contained", "cover", "advice",
]
DEFAULT_WEIGHTS = {
    "spare_places": 2, "spare_wheelchair": 10, "spare_step_free": 4, "spare_open_to_men": 3, "spare_pets": 2,
    "soft_unsafe": [8, 4], "far_from_near": [2, 4], "not_wished": 2, "not_self_contained": 5, "cover": 6, "advice": 1,
}
MANAGER = "manager on call"
KNOWS_ADDRESS = "somebody who knows the address"

# Findings are told apart in `relaxations` by their rule. "finding" tells a rule's decision from its unsuitable finding too.
RELAX_BY = "rule"


# ---------------------------------------------------------------------------------------------------------- files

def read_text(path):
    """A file's text without a byte-order mark and with plain line ends."""
    return Path(path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def read_csv(path):
    return list(csv.DictReader(io.StringIO(read_text(path), newline="")))


def truth(text):
    return {"true": True, "false": False}[text.strip().lower()]


def whole_or_none(text):
    return int(text) if text.strip() else None


def day_or_none(text):
    return date.fromisoformat(text.strip()) if text.strip() else None


# ------------------------------------------------------------------------------------------------------- geography

def squash(text):
    return re.sub(r"\s+", "", text).upper()


def normal_ward(name):
    """A ward's name without case, punctuation, spaces, the difference of `&` and `and`, and a trailing "Ward"."""
    words = re.sub(r"[^a-z0-9 ]", "", name.lower().replace("&", " and ")).split()
    if len(words) > 1 and words[-1] == "ward":
        words = words[:-1]
    return "".join(words)


def normal_district(name):
    """A district's name without case, punctuation, spaces, "City of", "(B)" and "District"."""
    text = re.sub(r"\(b\)\s*$", "", name.strip().lower()).strip()
    text = re.sub(r"\bdistrict$", "", text).strip()
    text = re.sub(r"^city of\b", "", text)
    return re.sub(r"[^a-z0-9]", "", text)


class Points:
    """What a place stands for: points of the National Grid, each with the sector of its postcode."""

    def __init__(self, key, rows):
        self.key = key
        self.rows = sorted(rows)
        self.eastings = [row[0] for row in self.rows]
        self.sectors = {row[2] for row in self.rows}

    def least_squared(self, easting, northing):
        """The least squared distance in whole metres: outward from the nearest easting until no nearer point is possible."""
        best = None
        start = bisect_left(self.eastings, easting)
        for step, index in ((1, start), (-1, start - 1)):
            while 0 <= index < len(self.rows):
                across = (self.rows[index][0] - easting) ** 2
                if best is not None and across >= best:
                    break
                squared = across + (self.rows[index][1] - northing) ** 2
                if best is None or squared < best:
                    best = squared
                index += step
        return best


class Geography:
    POSTCODE = re.compile(r"([A-Z]{1,2})([0-9][A-Z0-9]?)([0-9])([A-Z]{2})")
    SECTOR = re.compile(r"([A-Z]{1,2})[0-9][A-Z0-9]? [0-9]")

    def __init__(self, folder):
        folder = Path(folder)
        self.postcodes = {}
        sectors_at = {}
        for row in read_csv(folder / "postcodes.csv"):
            text = row["postcode"]
            point = (int(row["easting"]), int(row["northing"]))
            sector = text[:-2]
            self.postcodes[squash(text)] = (*point, sector, row["district"], row["ward"])
            sectors_at.setdefault(point, set()).add(sector)
        self.delivery_offices = {
            code for code, row in self.postcodes.items() if len(sectors_at[(row[0], row[1])]) > 1
        }
        self.sector_districts = {
            row["sector"]: set(row["districts"].split()) for row in read_csv(folder / "sectors.csv")
        }
        self.sector_sizes = {row["sector"]: int(row["postcodes"]) for row in read_csv(folder / "sectors.csv")}
        self.areas = {re.match("[A-Z]+", code).group() for code in self.postcodes}
        self.ward_names, self.district_names, self.ward_district, self.ward_rows = {}, {}, {}, []
        for row in read_csv(folder / "wards.csv"):
            self.ward_rows.append(row)
            self.ward_district[row["ward"]] = row["district"]
            self.ward_names.setdefault(normal_ward(row["name"]), set()).add(row["ward"])
            self.district_names.setdefault(normal_district(row["district_name"]), set()).add(row["district"])
        self.districts = set(self.ward_district.values())
        self._members = {}
        for code, (easting, northing, sector, district, ward) in self.postcodes.items():
            if code in self.delivery_offices:
                continue
            for key in (("sector", sector), ("district", district), ("ward", ward)):
                self._members.setdefault(key, []).append((easting, northing, sector))
        self._points, self._distances = {}, {}

    def points(self, key):
        if key not in self._points:
            kind, name = key
            rows = [self.postcodes[name][:3]] if kind == "postcode" else self._members.get(key, [])
            self._points[key] = Points(key, rows)
        return self._points[key]

    def resolve(self, place, estate_districts):
        """(points or None when not checked, whether it is listed in `not_checked`, what it was taken for)."""
        compact, trimmed = squash(place), place.strip()
        match = self.POSTCODE.fullmatch(compact)
        if match:
            return self._resolve_postcode(compact, match)
        match = self.SECTOR.fullmatch(trimmed.upper())
        if match:
            if match.group(1) not in self.areas:
                return None, True, "sector outside"
            if trimmed.upper() in self.sector_districts:
                return self._checked(("sector", trimmed.upper()), "sector")
            raise ValueError(f"unknown sector {place!r}")
        if compact in self.ward_district:
            here = self.ward_district[compact] in estate_districts
            return self._checked(("ward", compact), "ward code" if here else "ward code elsewhere")
        codes = self.ward_names.get(normal_ward(place), set())
        if len(codes) > 1:
            raise ValueError(f"ambiguous ward name {place!r}")
        if codes:
            (code,) = codes
            if self.ward_district[code] not in estate_districts:
                return None, True, "ward name elsewhere"
            return self._checked(("ward", code), "ward name")
        if compact in self.districts:
            here = compact in estate_districts
            return self._checked(("district", compact), "district code" if here else "district code elsewhere")
        for code in self.district_names.get(normal_district(place), ()):
            if code not in estate_districts:
                return None, True, "district name elsewhere"
            return self._checked(("district", code), "district name")
        raise ValueError(f"unknown place {place!r}")

    def _resolve_postcode(self, compact, match):
        if match.group(1) not in self.areas:
            return None, True, "postcode outside"
        if compact in self.postcodes and compact not in self.delivery_offices:
            return self._checked(("postcode", compact), "postcode")
        sector = f"{match.group(1)}{match.group(2)} {match.group(3)}"
        if sector not in self.sector_districts:
            raise ValueError(f"unknown postcode {compact!r}")
        what = "delivery office" if compact in self.postcodes else "postcode missing"
        points = self.points(("sector", sector))
        return (points, True, what) if points.rows else (None, True, what + ", no point")

    def _checked(self, key, what):
        points = self.points(key)
        return (points, False, what) if points.rows else (None, True, what + ", no point")

    def covers(self, sector):
        """Whether a unit's sector lies in a postcode area that is here."""
        return re.match("[A-Z]+", sector).group() in self.areas

    def least_and_greatest(self, sector, points):
        """Over the sector's postcodes, the least and the greatest of their least squared distances to the place."""
        key = (sector, points.key)
        if key not in self._distances:
            own = self.points(("sector", sector)).rows
            each = [points.least_squared(easting, northing) for easting, northing, _ in own]
            self._distances[key] = (min(each), max(each))
        return self._distances[key]


# ---------------------------------------------------------------------------------------------------------- estate

class Estate:
    def __init__(self, folder, geography):
        folder = Path(folder)
        self.folder = folder
        self.provider = tomllib.loads(read_text(folder / "provider.toml"))
        self.default_radius = self.provider["default_radius_m"]
        self.nrpf_places = self.provider.get("nrpf_places")
        self.weights = {**DEFAULT_WEIGHTS, **self.provider.get("weights", {})}
        self.settings = {row["setting"]: self._setting(row) for row in read_csv(folder / "settings.csv")}
        self.units = [self._unit(row) for row in read_csv(folder / "units.csv")]
        self.says_who_is_in = (folder / "occupancy.csv").exists()
        self.unit_named = {unit["unit"]: unit for unit in self.units}
        rows = read_csv(folder / "occupancy.csv") if self.says_who_is_in else []
        self.rows = [self._row(row) for row in rows]
        self.occupied = {row["unit"] for row in self.rows}
        self.districts = set().union(*(geography.sector_districts.get(unit["sector"], set()) for unit in self.units))

    @staticmethod
    def _setting(row):
        return {
            "kind": row["kind"], "residents": row["residents"], "shared": truth(row["shared"]),
            "oldest_boy": whole_or_none(row["oldest_boy"]), "discretion": truth(row["oldest_boy_discretion"]),
            "children": truth(row["children"]), "cover": row["cover"],
            "complex_needs_places": whole_or_none(row["complex_needs_places"]), "substances": row["substances"],
            "pets": truth(row["pets"]),
        }

    @staticmethod
    def _unit(row):
        return {
            "unit": row["unit"], "setting": row["setting"], "rooms": [int(places) for places in row["rooms"].split("+")],
            "cots": int(row["cots"]), "step_free": truth(row["step_free"]), "wheelchair": truth(row["wheelchair"]),
            "sector": row["sector"], "state": row["state"], "from": day_or_none(row["from"]),
        }

    @staticmethod
    def _row(row):
        return {
            "unit": row["unit"], "reference": row["reference"], "complex_needs": truth(row["complex_needs"]),
            "nrpf": truth(row["nrpf"]),
            "keep_apart": [name.strip() for name in row["keep_apart"].split(";") if name.strip()],
        }

    def setting_of(self, unit):
        return self.settings[unit["setting"]]

    def vacant(self, unit, day):
        if unit["unit"] in self.occupied:
            return False
        return unit["state"] == "open" or (unit["from"] is not None and unit["from"] <= day)


# -------------------------------------------------------------------------------------------------------- referral

def read_referral(path):
    text = read_text(path)
    return json.loads(text) if str(path).endswith(".json") else tomllib.loads(text)


class Referral:
    def __init__(self, path, estate, geography, raw=None):
        raw = raw or read_referral(path)
        self.reference = raw["reference"]
        self.received = datetime.fromisoformat(raw["received"])
        self.day = self.received.astimezone(LONDON).date()
        self.immediate_danger = raw["immediate_danger"]
        self.homeless_before = raw["homeless_before"]
        self.keep_apart = raw.get("keep_apart", [])
        self.persons = [
            {"role": person["role"], "age": person["age"], "sex": person["sex"],
             "policy_review": person.get("policy_review", False), "partner": person.get("partner_of_lead", False)}
            for person in raw["person"]
        ]
        self.adults = [person for person in self.persons if person["role"] == "adult"]
        self.children = [person for person in self.persons if person["role"] == "child"]
        self.lead = self.adults[0]
        needs = raw.get("needs", {})
        self.mobility = needs.get("mobility", "none")
        self.support = needs.get("support", [])
        self.substance_use = needs.get("substance_use", "none")
        self.complex = needs.get("complex", False)
        self.nrpf = needs.get("nrpf", False)
        self.pets = needs.get("pets", 0)
        self.may_seek_place = raw.get("perpetrator", {}).get("may_seek_place", False)
        preferences = raw.get("preferences", {})
        self.wished = preferences.get("sectors", [])
        self.wants_self_contained = preferences.get("self_contained", False)
        self.home = raw.get("home")
        self.not_checked, self.kinds = [], []
        self.unsafe = [
            {"points": self._place(item["place"], f"unsafe[{number}].place", estate, geography),
             "radius": item.get("radius_m", estate.default_radius), "hard": item.get("hard", True)}
            for number, item in enumerate(raw.get("unsafe", []))
        ]
        self.near = [
            self._place(place, f"preferences.near[{number}]", estate, geography)
            for number, place in enumerate(preferences.get("near", []))
        ]
        known = {row["reference"] for row in estate.rows}
        for number, name in enumerate(self.keep_apart):
            if name not in known:
                self.not_checked.append(f"keep_apart[{number}]")
        self.raw = raw

    def _place(self, place, field, estate, geography):
        points, listed, what = geography.resolve(place, estate.districts)
        self.kinds.append(what)
        if listed:
            self.not_checked.append(field)
        return points

    def sleepers(self, cots):
        """The persons who need a sleeping place, once as many children under 2 as there are cots are in them."""
        left, sleepers = cots, []
        for person in self.persons:
            if left > 0 and person["role"] == "child" and person["age"] < 2:
                left -= 1
            else:
                sleepers.append(person)
        return sleepers


# ----------------------------------------------------------------------------------------------------------- rules

UNSUITABLE, DECISION, ADVICE = "unsuitable", "decision", "advice"


def age_16(referral, unit, setting, estate, geography):
    return (UNSUITABLE, "needs_other") if referral.lead["age"] < 16 else None


def single_sex(referral, unit, setting, estate, geography):
    if setting["residents"] == "any":
        return None
    other = "male" if setting["residents"] == "women" else "female"
    if any(adult["sex"] == other and not adult["policy_review"] for adult in referral.adults):
        return UNSUITABLE, "needs_other"
    if any(adult["policy_review"] for adult in referral.adults):
        return DECISION, "needs_other"
    return None


def oldest_boy(referral, unit, setting, estate, geography):
    if setting["oldest_boy"] is None:
        return None
    older = [child for child in referral.children if child["sex"] == "male" and child["age"] > setting["oldest_boy"]]
    if not older:
        return None
    if setting["discretion"] or all(child["policy_review"] for child in older):
        return DECISION, "needs_other"
    return UNSUITABLE, "needs_other"


def children(referral, unit, setting, estate, geography):
    return (UNSUITABLE, "needs_other") if referral.children and not setting["children"] else None


def sleeping_places(referral, unit, setting, estate, geography):
    too_many = len(referral.sleepers(unit["cots"])) > sum(unit["rooms"])
    return (UNSUITABLE, "needs_other") if too_many else None


def room_standard(referral, unit, setting, estate, geography):
    if sleeping_places(referral, unit, setting, estate, geography):
        return None
    if rooms_can_be_shared_out(referral.sleepers(unit["cots"]), unit["rooms"], referral.lead):
        return None
    return (ADVICE, None) if setting["shared"] else (DECISION, "needs_other")


def mobility(referral, unit, setting, estate, geography):
    if referral.mobility == "wheelchair" and not unit["wheelchair"]:
        return UNSUITABLE, "disability"
    if referral.mobility == "limited" and not unit["step_free"] and not unit["wheelchair"]:
        return UNSUITABLE, "disability"
    return None


def unsafe_area(referral, unit, setting, estate, geography):
    worst = None
    for place in referral.unsafe:
        if not place["hard"]:
            continue
        finding = one_unsafe_place(place, unit["sector"], geography)
        if finding == UNSUITABLE or worst is None:
            worst = finding
    return (worst, "proximity") if worst else None


def one_unsafe_place(place, sector, geography):
    if place["points"] is None or not geography.covers(sector):
        return DECISION
    least, greatest = geography.least_and_greatest(sector, place["points"])
    limit = place["radius"] ** 2
    if greatest < limit:
        return UNSUITABLE
    if least < limit or sector in place["points"].sectors:
        return DECISION
    return None


def keep_apart(referral, unit, setting, estate, geography):
    found = None
    for row in estate.rows:
        if row["reference"] == referral.reference:
            continue
        if row["reference"] not in referral.keep_apart and referral.reference not in row["keep_apart"]:
            continue
        home = estate.unit_named[row["unit"]]
        if home["setting"] == unit["setting"]:
            return UNSUITABLE, "needs_other"
        if home["sector"] == unit["sector"]:
            found = (DECISION, "needs_other")
    return found


def perpetrator_check(referral, unit, setting, estate, geography):
    return (DECISION, "proximity") if referral.may_seek_place and setting["shared"] else None


def safe_place_purpose(referral, unit, setting, estate, geography):
    return (DECISION, "needs_other") if setting["kind"] == "safe_place" and not referral.homeless_before else None


def complex_needs(referral, unit, setting, estate, geography):
    if not referral.complex or setting["complex_needs_places"] is None:
        return None
    taken = sum(
        row["complex_needs"] and row["reference"] != referral.reference
        and estate.unit_named[row["unit"]]["setting"] == unit["setting"]
        for row in estate.rows
    )
    if taken < setting["complex_needs_places"]:
        return None
    for need in ("mental_health", "alcohol", "drugs"):
        if need in referral.support:
            return UNSUITABLE, need
    return UNSUITABLE, "needs_other"


def substances(referral, unit, setting, estate, geography):
    if setting["substances"] != "dry" or referral.substance_use != "current":
        return None
    alcohol = "alcohol" in referral.support and "drugs" not in referral.support
    return UNSUITABLE, "alcohol" if alcohol else "drugs"


def pets(referral, unit, setting, estate, geography):
    return (DECISION, "needs_other") if referral.pets > 0 and not setting["pets"] else None


def nrpf(referral, unit, setting, estate, geography):
    if not referral.nrpf or estate.nrpf_places is None:
        return None
    taken = sum(row["nrpf"] and row["reference"] != referral.reference for row in estate.rows)
    return (DECISION, "nrpf") if taken >= estate.nrpf_places else None


EVALUATE = [globals()[name] for name in RULES]

_shared_out = {}


def rooms_can_be_shared_out(persons, rooms, lead):
    """Every way of putting every person into some room is tried, until one way breaks neither the places nor the standard."""
    people = tuple((person["sex"], person["age"] >= 10, person is lead or person["partner"]) for person in persons)
    key = (people, tuple(rooms))
    if key not in _shared_out:
        _shared_out[key] = _try_rooms(people, 0, [[] for _ in rooms], rooms)
    return _shared_out[key]


def _try_rooms(people, number, sleeping, rooms):
    if number == len(people):
        return True
    person = people[number]
    for room, places in zip(sleeping, rooms):
        if len(room) >= places or any(may_not_share(person, other) for other in room):
            continue
        room.append(person)
        if _try_rooms(people, number + 1, sleeping, rooms):
            return True
        room.pop()
    return False


def may_not_share(one, other):
    couple = one[2] and other[2]
    return one[0] != other[0] and one[1] and other[1] and not couple


# ----------------------------------------------------------------------------------------------------- preferences

def penalty_terms(referral, unit, setting, estate, geography, advice):
    weights, points = estate.weights, dict.fromkeys(TERMS, 0)
    spare = sum(unit["rooms"]) - len(referral.sleepers(unit["cots"]))
    points["spare_places"] = weights["spare_places"] * spare
    if unit["wheelchair"] and referral.mobility != "wheelchair":
        points["spare_wheelchair"] = weights["spare_wheelchair"]
    if unit["step_free"] and not unit["wheelchair"] and referral.mobility == "none":
        points["spare_step_free"] = weights["spare_step_free"]
    if setting["residents"] == "any" and all(adult["sex"] != "male" for adult in referral.adults):
        points["spare_open_to_men"] = weights["spare_open_to_men"]
    if setting["pets"] and referral.pets == 0:
        points["spare_pets"] = weights["spare_pets"]
    for place in referral.unsafe:
        if not place["hard"]:
            under_2_5, under_5 = weights["soft_unsafe"]
            points["soft_unsafe"] += by_band(unit, place["points"], (under_2_5, under_5, 0), geography)
    for near in referral.near:
        under_5, beyond = weights["far_from_near"]
        points["far_from_near"] += by_band(unit, near, (0, under_5, beyond), geography)
    if referral.wished and unit["sector"] not in referral.wished:
        points["not_wished"] = weights["not_wished"]
    if referral.wants_self_contained and setting["shared"]:
        points["not_self_contained"] = weights["not_self_contained"]
    if referral.immediate_danger and setting["cover"] == "visiting":
        points["cover"] = weights["cover"]
    points["advice"] = weights["advice"] * len(advice)
    return [(term, points[term]) for term in TERMS if points[term] != 0]


def by_band(unit, place, bands, geography):
    if place is None or not geography.covers(unit["sector"]):
        return 0
    least, _ = geography.least_and_greatest(unit["sector"], place)
    return bands[0] if least < 2500 ** 2 else bands[1] if least < 5000 ** 2 else bands[2]


# ---------------------------------------------------------------------------------------------------------- answer

def judge(referral, unit, estate, geography):
    setting = estate.setting_of(unit)
    breaches, advice = [], []
    for name, rule in zip(RULES, EVALUATE):
        finding = rule(referral, unit, setting, estate, geography)
        if finding is None:
            continue
        if finding[0] == ADVICE:
            advice.append(name)
        else:
            breaches.append({"rule": name, "decision": finding[0] == DECISION, "clause": CLAUSES.get(name),
                             "reason": finding[1]})
    verdict = "suitable" if not breaches else "decision" if all(b["decision"] for b in breaches) else "unsuitable"
    return {"unit": unit["unit"], "setting": unit["setting"], "kind": setting["kind"],
            "vacant": estate.vacant(unit, referral.day), "verdict": verdict, "breaches": breaches, "advice": advice,
            "state": unit["state"],
            "terms": penalty_terms(referral, unit, setting, estate, geography, advice)}


def ranked(judged, with_asks):
    order = sorted(judged, key=lambda unit: sum(points for _, points in unit["terms"]))
    entries = []
    for rank, unit in enumerate(order, 1):
        entry = {"unit": unit["unit"], "rank": rank, "penalty": sum(points for _, points in unit["terms"]),
                 "terms": unit["terms"]}
        if with_asks:
            entry["asks"] = [(b["rule"], KNOWS_ADDRESS if b["rule"] in ("unsafe_area", "keep_apart") else MANAGER)
                             for b in unit["breaches"]]
        entries.append(entry)
    return entries


def rules_of(unit):
    return tuple(breach["rule"] for breach in unit["breaches"])


def outcome_and_barrier(counted):
    """From the open and void units, when there is no option."""
    if any(unit["verdict"] == "suitable" for unit in counted):
        return "capacity", []
    least = min(len(rules_of(unit)) for unit in counted)
    sets = [rules_of(unit) for unit in counted if len(rules_of(unit)) == least]
    barrier = min(sets, key=lambda rules: (-sets.count(rules), [RULES.index(rule) for rule in rules]))
    for unit in counted:
        if rules_of(unit) == barrier:
            return unit["breaches"][0]["reason"], list(barrier)


def relaxations(judged):
    opened = {}
    for unit in judged:
        if not unit["vacant"]:
            continue
        if all(b["decision"] or b["rule"] in LIFTABLE_WHEN_UNSUITABLE for b in unit["breaches"]):
            key = [b["rule"] if RELAX_BY == "rule" else (b["rule"], b["decision"]) for b in unit["breaches"]]
            opened.setdefault(tuple(key), []).append(unit["unit"])
    minimal = [key for key in opened if not any(set(other) < set(key) for other in opened)]
    found = [{"rules": [k if RELAX_BY == "rule" else k[0] for k in key], "units": opened[key]} for key in minimal]
    return sorted(found, key=lambda item: (len(item["rules"]), [RULES.index(rule) for rule in item["rules"]]))


def alternatives(referral, options):
    routes = ["childrens_emergency_duty_team"] if referral.lead["age"] < 16 else []
    if not options:
        routes += ["council_or_registered_provider", "homelessness_duty"]
    home = referral.home
    if (home is not None and home.get("wishes_to_stay", False) and not referral.immediate_danger
            and not home.get("perpetrator_resident", False) and home.get("landlord_consent") is not False):
        routes.append("sanctuary")
    return routes + ["floating_support", "helplines"]


def recommend(referral, estate, geography):
    judged = [judge(referral, unit, estate, geography) for unit in estate.units]
    vacant = [unit for unit in judged if unit["vacant"]]
    options = ranked([unit for unit in vacant if unit["verdict"] == "suitable"], False)
    decisions = ranked([unit for unit in vacant if unit["verdict"] == "decision"], True)
    counted = [unit for unit in judged if unit["state"] != "planned"]
    suitable = [unit for unit in counted if unit["verdict"] == "suitable"]
    outcome, barrier = (None, []) if options else outcome_and_barrier(counted)
    if referral.lead["age"] < 16:
        route = "refer_on"
    elif options:
        route = "place"
    elif decisions:
        route = "decide"
    elif any(not unit["vacant"] for unit in suitable):
        route = "wait"
    else:
        route = "refer_on"
    return {
        "reference": referral.reference, "route": route, "options": options, "decisions": decisions, "units": judged,
        "relaxations": [] if options else relaxations(judged), "outcome_if_none": outcome, "barrier": barrier,
        "suitable_units": len(suitable), "not_checked": referral.not_checked,
        "alternatives": alternatives(referral, options), "exit_code": 0 if options or decisions else 4,
        "stale": is_stale(referral, estate),
    }


def is_stale(referral, estate):
    """Whether occupancy is older than the provider allows; None where the estate leaves one of the three parts out."""
    occupancy = estate.provider.get("occupancy", {})
    if not estate.says_who_is_in or "as_of" not in occupancy or "stale_after_hours" not in occupancy:
        return None
    age = referral.received - datetime.fromisoformat(occupancy["as_of"])
    return age > timedelta(hours=occupancy["stale_after_hours"])
