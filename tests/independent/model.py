"""The contract's sections 1 to 6, read literally, with nothing borrowed from the program.

Estates and referrals are loaded, the fifteen rules are evaluated for every unit, and the answer is put together as plain
dictionaries. Slow and plain on purpose: this file is held against the program, so it shares no idea with it. What is not here:
the checking of bad input (only valid files are generated), the wording of texts, and everything from section 7 on.
"""

import csv
import io
import json
import re
import tomllib
from copy import copy
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from resolving import OwnPlaces

LONDON = ZoneInfo("Europe/London")
UNKNOWN = "unknown"

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
        self.sectors = tuple(sorted({unit["sector"] for unit in self.units}))
        self.own = OwnPlaces(read_csv(folder / "places.csv")) if (folder / "places.csv").exists() else None

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
        self.not_checked, self.kinds, self.notes = [], [], []
        self.immediate_danger = self._or_unknown(raw, "immediate_danger", True)
        self.homeless_before = self._or_unknown(raw, "homeless_before", False)
        self.keep_apart = raw.get("keep_apart", [])
        self.persons = [
            {"number": number, "role": person["role"], "age": None if person["age"] == UNKNOWN else person["age"],
             "sex": person["sex"], "policy_review": person.get("policy_review", False),
             "partner": person.get("partner_of_lead", False)}
            for number, person in enumerate(raw["person"])
        ]
        self.not_checked += [f"person[{person['number']}].age" for person in self.persons if person["age"] is None]
        self.lead_age = self.lead["age"]
        needs = raw.get("needs", {})
        self.mobility = needs.get("mobility", "none")
        self.support = needs.get("support", [])
        self.substance_use = needs.get("substance_use", "none")
        self.complex = self._or_unknown(needs, "complex", UNKNOWN, "needs.")
        self.nrpf = self._or_unknown(needs, "nrpf", UNKNOWN, "needs.")
        self.unborn = needs.get("unborn", 0)
        self.pets = needs.get("pets", 0)
        self.may_seek_place = raw.get("perpetrator", {}).get("may_seek_place", False)
        self.linked_to_service = raw.get("perpetrator", {}).get("linked_to_service", False)
        self.other_area = raw.get("other_area", False)
        preferences = raw.get("preferences", {})
        self.wished = preferences.get("sectors", [])
        self.wants_self_contained = preferences.get("self_contained", False)
        self.home = raw.get("home")
        self.unsafe = [
            {"taken": self._place(item["place"], f"unsafe[{number}].place", estate, geography),
             "radius": self._radius(item, number, estate.default_radius), "hard": item.get("hard", True)}
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

    def _or_unknown(self, table, key, otherwise, where=""):
        """A yes or no, or what "unknown" counts as; absent is no."""
        said = table.get(key, False)
        if said == UNKNOWN:
            self.not_checked.append(where + key)
        return otherwise if said == UNKNOWN else said

    def _place(self, text, field, estate, geography):
        taken = geography.take(text, estate.sectors, estate.own)
        self.kinds += taken.kinds
        if taken.listed:
            self.not_checked.append(field)
        if taken.kinds != ["unknown"]:
            self.notes.append((field, text))
        return taken

    def _radius(self, item, number, default):
        """Metres: the larger of what is said in numbers and in words, up to the next 500."""
        said = [item["radius_m"]] if "radius_m" in item else []
        if "radius" in item:
            match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?(mile|miles|km)", item["radius"])
            if match:
                said.append(float(match[1]) * (1000 if match[2] == "km" else 1609.344))
            else:
                said += [default, 5000]
                self.not_checked.append(f"unsafe[{number}].radius")
        return -(-max(said) // 500) * 500 if said else default

    @property
    def adults(self):
        return [person for person in self.persons if person["role"] == "adult"]

    @property
    def children(self):
        return [person for person in self.persons if person["role"] == "child"]

    @property
    def lead(self):
        return self.adults[0]

    def trials(self, limit):
        """This household with every unknown age tried. Only under 2, 10 and over, and over the limit for boys matter to any rule."""
        unknown = [person["number"] for person in self.persons if person["age"] is None]
        if not unknown:
            return [self]
        ages = {0, 2, 10, 17} | ({limit, limit + 1} if limit is not None else set())
        tried = {"adult": [40], "child": sorted(age for age in ages if age <= 17)}
        return [self._aged(dict(zip(unknown, each))) for each in product(*(tried[self.persons[at]["role"]] for at in unknown))]

    def _aged(self, ages):
        other = copy(self)
        other.persons = [{**person, "age": ages.get(person["number"], person["age"])} for person in self.persons]
        return other

    def sleepers(self, cots):
        """The persons who need a sleeping place, once as many children under 2 as there are cots are in them."""
        left, sleepers = cots, []
        for person in self.persons:
            if left > 0 and person["role"] == "child" and person["age"] is not None and person["age"] < 2:
                left -= 1
            else:
                sleepers.append(person)
        return sleepers

    def cots_needed(self):
        """For the babies expected and for those under 2, of whom one of unknown age may be one."""
        return self.unborn + sum(child["age"] is None or child["age"] < 2 for child in self.children)


# ----------------------------------------------------------------------------------------------------------- rules

UNSUITABLE, DECISION, ADVICE = "unsuitable", "decision", "advice"


def found_by(name, rule, referral, unit, setting, estate, geography):
    """A rule's finding with everything that is unknown tried: what holds always holds, a breach at some asks."""
    if getattr(referral, {"complex_needs": "complex", "nrpf": "nrpf"}.get(name, ""), None) == UNKNOWN:
        finding = rule(referral, unit, setting, estate, geography)
        return finding and (DECISION, finding[1])
    if name not in BY_AGE:
        return rule(referral, unit, setting, estate, geography)
    findings = [rule(trial, unit, setting, estate, geography) for trial in referral.trials(setting["oldest_boy"])]
    if all(finding == findings[0] for finding in findings):
        return findings[0]
    breach = next((finding for finding in findings if finding and finding[0] != ADVICE), None)
    return (DECISION, breach[1]) if breach else (ADVICE, None)


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
    taken = place["taken"]
    if taken.outside:
        return None
    if not taken.measured or not geography.covers(sector):
        return DECISION
    least, greatest = geography.least_and_greatest(sector, taken.key)
    limit = place["radius"] ** 2
    if greatest < limit:
        return UNSUITABLE
    if least < limit or sector in taken.points.sectors or taken.asks or not taken.clears:
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
    asks = referral.may_seek_place and setting["shared"] or referral.linked_to_service
    return (DECISION, "proximity") if asks else None


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


def cots(referral, unit):
    return referral.unborn > 0 and unit["cots"] < referral.cots_needed()


EVALUATE = [globals()[name] for name in RULES]
BY_AGE = ("age_16", "oldest_boy", "children", "sleeping_places", "room_standard")

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
    points["spare_places"] = weights["spare_places"] * max(0, spare)
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
            points["soft_unsafe"] += by_band(unit, place["taken"], (under_2_5, under_5, 0), geography)
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


def by_band(unit, taken, bands, geography):
    if not geography.covers(unit["sector"]):
        return 0
    if taken.outside:
        return bands[2]
    if not taken.measured or not taken.clears:
        return 0
    least, _ = geography.least_and_greatest(unit["sector"], taken.key)
    return bands[0] if least < 2500 ** 2 else bands[1] if least < 5000 ** 2 else bands[2]


# ---------------------------------------------------------------------------------------------------------- answer

def judge(referral, unit, estate, geography):
    setting = estate.setting_of(unit)
    breaches, advice = [], []
    for name, rule in zip(RULES, EVALUATE):
        finding = found_by(name, rule, referral, unit, setting, estate, geography)
        if finding is None:
            continue
        if finding[0] == ADVICE:
            advice.append(name)
        else:
            breaches.append({"rule": name, "decision": finding[0] == DECISION, "clause": CLAUSES.get(name),
                             "reason": finding[1]})
    advice += ["cots"] if cots(referral, unit) else []
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
    routes = ["childrens_emergency_duty_team"] if is_under_16(referral) else []
    routes += ["other_area"] if referral.other_area else []
    if not options:
        routes += ["council_or_registered_provider", "homelessness_duty"]
    home = referral.home
    if (home is not None and home.get("wishes_to_stay", False) and not referral.immediate_danger
            and not home.get("perpetrator_resident", False) and home.get("landlord_consent") is not False):
        routes.append("sanctuary")
    return routes + ["floating_support", "helplines"]


def is_under_16(referral):
    return referral.lead_age is not None and referral.lead_age < 16


def recommend(referral, estate, geography):
    judged = [judge(referral, unit, estate, geography) for unit in estate.units]
    vacant = [unit for unit in judged if unit["vacant"]]
    options = ranked([unit for unit in vacant if unit["verdict"] == "suitable"], False)
    decisions = ranked([unit for unit in vacant if unit["verdict"] == "decision"], True)
    counted = [unit for unit in judged if unit["state"] != "planned"]
    suitable = [unit for unit in counted if unit["verdict"] == "suitable"]
    outcome, barrier = (None, []) if options else outcome_and_barrier(counted)
    if is_under_16(referral):
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
        "suitable_units": len(suitable), "not_checked": referral.not_checked, "notes": referral.notes,
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
