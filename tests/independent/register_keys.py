"""The table of keys of sections 10 and 11: whether a line is an event at all, before anybody asks whether it may happen.

Only `unknown_event`, `missing_key`, `bad_time`, `bad_value` and `bad_form` are decided here. Not here: anything that depends on
what was recorded before.
"""

from model import RULES, UNKNOWN
from register_support import keys as support_keys
from register_times import read_day, read_moment

RETURN_REASONS = ["capacity", "not_contacted", "declined", "proximity", "disability", "mental_health", "alcohol", "drugs",
                  "nrpf", "needs_other"]
CLAIM_ENDS = ["released", "declined", "refused_by_provider", "cancelled", "not_arrived"]
DEPARTURES = ["stopped_needing", "lives_with_perpetrator", "evicted", "died", "other"]
ELSEWHERE = ["council", "registered_provider", "other_refuge", "other_area", "family", "other"]
UNIT_KINDS = ["refuge", "safe_place", "dispersed"]
UNIT_STATES = ["open", "void", "planned"]
RETURN_TYPES = ["refuge", "dispersed", "specialist", "other"]


# ------------------------------------------------------------------------------------------------------------ values

def is_text(value):
    return isinstance(value, str)


def is_bool(value):
    return isinstance(value, bool)


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_texts(value):
    return isinstance(value, list) and all(map(is_text, value))


def is_rules(value):
    return is_texts(value) and all(rule in RULES for rule in value)


def one_of(words):
    return lambda value: is_text(value) and value in words


def is_day_or_moment(value):
    return read_day(value) is not None or read_moment(value) is not None


def is_person(value):
    """A person of section 3: role, age and sex at least."""
    if not isinstance(value, dict) or value.get("role") not in ("adult", "child") or value.get("sex") not in ("female", "male"):
        return False
    return (value.get("age") == UNKNOWN or is_count(value.get("age"))) and all(
        is_text(value[key]) for key in ("id", "was", "arrives") if key in value)


def is_unit_row(row):
    """A row of units.csv as the estate event has it: "`from` on an open unit is an issue" (section 1)."""
    known = {"unit", "setting", "kind", "return_type", "state", "from"}
    if not isinstance(row, dict) or not all(key in known or key.startswith("x_") for key in row):
        return False
    return (is_text(row.get("unit")) and is_text(row.get("setting")) and row.get("kind") in UNIT_KINDS
            and row.get("state") in UNIT_STATES and row.get("return_type", "other") in RETURN_TYPES
            and (row.get("from") is None or row["state"] != "open" and read_day(row["from"]) is not None))


def lacks_a_key(units):
    """"the keys of the table but … `from`, `return_type`": so the others of a unit are needed."""
    rows = [row for row in units if isinstance(row, dict)] if isinstance(units, list) else []
    return any(row.get(key) is None for row in rows for key in ("unit", "setting", "kind", "state"))


def is_units(value):
    return isinstance(value, list) and all(map(is_unit_row, value)) and len({row["unit"] for row in value}) == len(value)


def is_anything(value):
    return True


# ------------------------------------------------------------------------------------------------------------ keys

# "Needed are `referral` where the row is about one and the keys of the table but `reason`, `to`, `expected`, `barrier`, `from`,
# `return_type`, `purpose` and texts; a missing bool is false; `expected` and `on` are a date or a moment".
NEEDED, MAY = True, False
REFERRAL = {"referral": (NEEDED, is_text)}
UNIT = {"unit": (NEEDED, is_text)}
REASON = {"reason": (MAY, is_text)}
FORM = {"form": (NEEDED, is_anything)}
VOID = {**UNIT, **REASON, "expected": (MAY, is_day_or_moment)}

KEYS = {
    "estate_recorded": {"units": (NEEDED, is_units), "hold_minutes": (NEEDED, is_count), "turnaround_nights": (NEEDED, is_count)},
    "carried_in": {**REFERRAL, **UNIT, "complex_needs": (MAY, is_bool), "nrpf": (MAY, is_bool), "keep_apart": (NEEDED, is_texts)},
    "referral_received": {**REFERRAL, **FORM},
    "referral_amended": {**REFERRAL, **FORM},
    "contact_attempted": {**REFERRAL, "how": (MAY, is_text), "reached": (MAY, is_bool)},
    "noted": {"text": (MAY, is_text), "referral": (MAY, is_text), "unit": (MAY, is_text)},
    "decision_given": {**REFERRAL, **UNIT, **REASON, "rules": (NEEDED, is_rules), "granted": (MAY, is_bool), "role": (MAY, is_text)},
    "held": {**REFERRAL, **UNIT, "until": (NEEDED, is_anything)},
    "offered": {**REFERRAL, **UNIT, "until": (NEEDED, is_anything)},
    "offer_accepted": {**REFERRAL, **UNIT, "expected": (MAY, is_day_or_moment)},
    "claim_ended": {**REFERRAL, **UNIT, **REASON, "why": (NEEDED, one_of(CLAIM_ENDS))},
    "arrived": {**REFERRAL, **UNIT},
    "expected_departure": {**REFERRAL, "on": (NEEDED, is_day_or_moment)},
    "person_joined": {**REFERRAL, "person": (NEEDED, is_person)},
    "person_left": {**REFERRAL, **REASON, "id": (NEEDED, is_text)},
    "transferred": {**REFERRAL, **UNIT, **REASON},
    "departed": {**REFERRAL, "to": (MAY, is_text), "planned": (MAY, is_bool), "independent": (MAY, is_bool),
                 "because": (NEEDED, one_of(DEPARTURES))},
    "turned_away": {**REFERRAL, "reason": (MAY, one_of(RETURN_REASONS)), "barrier": (MAY, is_rules),
                    "would_take_if_free": (MAY, is_bool)},
    "placed_elsewhere": {**REFERRAL, "where": (NEEDED, one_of(ELSEWHERE))},
    "withdrawn": {**REFERRAL, **REASON},
    "duplicate": {**REFERRAL, "of": (NEEDED, is_text)},
    "unit_opened": {**UNIT},
    "unit_closed": {**UNIT},
    "void_began": VOID,
    "void_ended": VOID,
    "made_ready": {**UNIT},
    "erased": {**REFERRAL, **REASON, "ordered": (MAY, is_bool)},
    "annulled": {"corrects": (NEEDED, is_count)},
    **support_keys(NEEDED, MAY, {"text": is_text, "flag": is_bool, "count": is_count, "texts": is_texts, "one_of": one_of,
                                 "day": is_day_or_moment}),
}
OF_EVERY_EVENT = {"event": is_text, "seq": is_count, "request": is_text, "by": is_text, "corrects": is_count,
                  "recorded_at": is_anything, "at": is_anything}


def fault(line):
    """The first of `unknown_event`, `missing_key`, `bad_time`, `bad_value` that holds, as the set of words it may be told with."""
    if not isinstance(line, dict):
        return {"bad_value", "unknown_event", "missing_key", "bad_time"}
    if "event" not in line:
        return {"unknown_event", "missing_key"}
    if not is_text(line["event"]) or line["event"] not in KEYS:
        return {"unknown_event"}
    keys = KEYS[line["event"]]
    if any(needed and key not in line for key, (needed, _) in keys.items()) or "at" not in line:
        return {"missing_key"}
    if line["event"] == "estate_recorded" and lacks_a_key(line["units"]):
        return {"missing_key"}
    if line["event"] == "noted" and "referral" not in line and "unit" not in line:
        return {"missing_key"}
    if any(bad_times(line, keys)):
        return {"bad_time"}
    return {"bad_value"} if any(bad_values(line, keys)) else None


def bad_times(line, keys):
    """Every key that is a time and cannot be read as the time it has to be."""
    yield not is_day_or_moment(line["at"])
    yield "recorded_at" in line and read_moment(line["recorded_at"]) is None
    yield "until" in keys and read_moment(line["until"]) is None
    for key in ("expected", "on"):
        yield key in keys and key in line and not is_day_or_moment(line[key])


def bad_values(line, keys):
    """"an unknown key is `bad_value`, `x_…` is kept"."""
    for key, value in line.items():
        if key.startswith("x_"):
            continue
        if key in keys:
            yield not keys[key][1](value)
        elif key in OF_EVERY_EVENT:
            yield not OF_EVERY_EVENT[key](value)
        else:
            yield True


# ------------------------------------------------------------------------------------------------------------ forms

def form_is_bad(line):
    """`bad_form`: no household of section 3, or of another reference than the event's."""
    form = line["form"]
    if not isinstance(form, dict) or form.get("reference") != line["referral"]:
        return True
    persons = form.get("person")
    if not isinstance(persons, list) or not persons or not all(map(is_person, persons)):
        return True
    if form.get("erased"):  # "export marks it `erased: true` and import takes it so"
        return False
    return (form.get("source") not in ("self", "agency") or persons[0]["role"] != "adult"
            or not all(is_bool(form.get(key)) or form.get(key) == UNKNOWN for key in ("immediate_danger", "homeless_before")))


def persons_of(form):
    """"persons without one are 1, 2, … in order"."""
    return [{**person, "id": person.get("id", str(number))} for number, person in enumerate(form["person"], 1)]


def repeat_of(form):
    """Whom this referral repeats; "unknown" is allowed there and says nothing (section 3)."""
    named = form.get("repeat_of")
    return None if named == UNKNOWN else named
