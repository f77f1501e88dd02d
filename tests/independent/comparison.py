"""The two answers held side by side, what must never be said, and how often each thing was tried."""

import re
from datetime import timezone

import model



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
        out["advice"] = sorted(str(advice.get("rule")) for advice in item.get("advice", []))
        return out

    out = pick(answer, "reference", "route", "outcome_if_none", "barrier", "suitable_units", "stale")
    out["options"] = [entry(option, False) for option in answer.get("options", [])]
    out["decisions"] = [entry(option, True) for option in answer.get("decisions", [])]
    out["units"] = [unit(item) for item in answer.get("units", [])]
    out["relaxations"] = [pick(item, "rules", "units") for item in answer.get("relaxations", [])]
    out["not_checked"] = sorted(str(item.get("field")) for item in answer.get("not_checked", []))
    out["notes"] = sorted((str(item.get("field")), item.get("place")) for item in answer.get("notes", []))
    out["alternatives"] = [item.get("route") for item in answer.get("alternatives", [])]
    return out


def expected_fields(expected):
    out = {key: expected[key] for key in ("reference", "route", "outcome_if_none", "barrier", "suitable_units", "stale",
                                          "options", "decisions", "relaxations", "alternatives")}
    out["units"] = [{**{key: unit[key] for key in ("unit", "setting", "kind", "vacant", "verdict", "breaches")},
                     "advice": sorted(unit["advice"])} for unit in expected["units"]]
    out["not_checked"] = sorted(expected["not_checked"])
    out["notes"] = sorted(expected["notes"])
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
    parts = {key: value for key, value in answer.items() if key not in ("not_checked", "notes")}
    for path, text in texts(parts):
        said = [name for name in others if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
        said += DISTANCE.findall(text) + SECTOR.findall(text)
        if not path.startswith("alternatives"):
            said += [place for place in unsafe if place in text.lower()]
        if said:
            yield f"text of {path}", "no household, sector, distance or unsafe place", f"{text!r} says {said}"



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
        "postcode", "delivery office", "postcode missing", "postcode missing, no point", "postcode missing far off",
        "postcode missing far off by a slip", "postcode without a position", "sector", "sector, no point", "sector and outward", "outward",
        "area", "ward code", "district code", "ward", "several wards", "district", "town", "several towns", "own place",
        "ward, small and far", "town, small and far", "outside by postcode", "outside by name", "unknown")]
    + ["cots advice", "unknown age", "unknown age asks", "unknown needs.complex", "unknown needs.nrpf", "unknown immediate_danger",
       "unknown homeless_before", "radius in words", "radius unread", "radius in both", "linked to the service", "alternative other_area"]
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
    pairs = [(place, sector, geography.least_and_greatest(sector, place["taken"].key))
             for place in referral.unsafe if place["taken"].measured for sector in estate.sectors if geography.covers(sector)]
    hard = [pair for pair in pairs if pair[0]["hard"]]
    yield "least distance just the radius", any(place["radius"] ** 2 == both[0] > 0 for place, _, both in hard)
    yield "greatest distance just the radius", any(place["radius"] ** 2 == both[1] > 0 for place, _, both in hard)
    yield "least distance just a band", any(
        both[0] in (2500 ** 2, 5000 ** 2) for place, _, both in pairs if not place["hard"])
    yield "unsafe place in the unit's own sector, radius 0", any(
        place["radius"] == 0 and sector in place["taken"].points.sectors for place, sector, _ in hard)
    own = [row for row in estate.rows if row["reference"] == referral.reference]
    yield "own row would count", any(
        row["complex_needs"] and referral.complex or row["nrpf"] and referral.nrpf for row in own)
    unsafe = referral.raw.get("unsafe", [])
    yield "cots advice", any("cots" in unit["advice"] for unit in expected["units"])
    yield "unknown age", any(person["age"] is None for person in referral.persons)
    yield "unknown age asks", any(person["age"] is None for person in referral.persons) and any(
        breach["decision"] and breach["rule"] in ("sleeping_places", "oldest_boy") for unit in expected["units"] for breach in unit["breaches"])
    for field in ("needs.complex", "needs.nrpf", "immediate_danger", "homeless_before"):
        yield f"unknown {field}", field in expected["not_checked"]
    yield "radius in words", any("radius" in item for item in unsafe)
    yield "radius unread", any(field.endswith(".radius") for field in expected["not_checked"])
    yield "radius in both", any("radius" in item and "radius_m" in item for item in unsafe)
    yield "linked to the service", referral.linked_to_service
    yield "referral in TOML", str(path).endswith(".toml")
    yield "stale", expected["stale"] is True
    yield "not stale", expected["stale"] is False
