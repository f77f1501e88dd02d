"""Lines that an import has to refuse, of every `why`, made from lines that it would take.

What is refused only because of what is so at that moment comes mostly from `register_actions.py` by itself; here are the rest: what is
no event, what is out of order, who and what nobody knows. Each returns a `Line`, or None where it cannot be made from this one.
"""

import json
from datetime import timedelta

from register_actions import form
from register_history import NOBODY, Line
from register_keys import KEYS
from register_night import as_text
from register_times import london_day, written

NOT_NEEDED_BY_EVERYBODY = {"rules", "keep_apart"}
NO_TIMES = ["yesterday", "2026-11-20T21:50:00", "2025-02-29", "2026-13-01", "2026-11-20T21:50:00.5Z", 7, "", "2026-11-20 21:50",
            "2026-11-20T25:00:00Z", ["2026-11-20"]]


def copy_of(line):
    return Line(json.loads(json.dumps(line.body)), line.corrects)


def not_known_event(night, line):
    return Line({**line.body, "event": night.rng.choice(["promised", "Held", "", "held ", 7])}, line.corrects)


def without_a_key(night, line):
    needed = [key for key, (needed, _) in KEYS[line.body["event"]].items() if needed and key != "corrects"]
    needed = [key for key in needed if key not in NOT_NEEDED_BY_EVERYBODY] + ["at"]
    gone = night.rng.choice(needed)
    return Line({key: value for key, value in line.body.items() if key != gone}, line.corrects)


def bad_time(night, line):
    keys = ["at"] + [key for key in ("until", "expected", "on", "recorded_at") if key in line.body]
    key = night.rng.choice(keys)
    value = night.rng.choice(NO_TIMES)
    if key in ("until", "recorded_at") and night.rng.random() < 0.3:
        value = london_day(night.at).isoformat()
    return Line({**line.body, key: value}, line.corrects)


def bad_value(night, line):
    body, rng = line.body, night.rng
    wrong = {"unit": 7, "referral": ["R-1"], "why": "changed her mind", "because": "moved", "where": "moon", "of": 5, "rules": ["nrfp"],
             "granted": "yes", "reached": 2, "planned": "soon", "independent": [], "would_take_if_free": "perhaps", "reason": 9,
             "barrier": "pets", "how": 3, "text": {"said": "x"}, "units": {}, "hold_minutes": -5, "turnaround_nights": 1.5,
             "keep_apart": "R-1", "complex_needs": "some", "ordered": "yes", "id": 2, "role": 4, "request": 17, "by": 3}
    kind = rng.random()
    if kind < 0.3:
        return Line({**body, rng.choice(["colour", "Unit", "note", "untill"]): "blue"}, line.corrects)
    if kind < 0.4:
        return Line({**body, "seq": rng.choice(["3", -1, 2.5, "first"])}, line.corrects)
    if kind < 0.5 and body["event"] == "person_joined":
        return Line({**body, "person": rng.choice([{"role": "child"}, 3, {"role": "dog", "age": 3, "sex": "male"}])}, line.corrects)
    if kind < 0.6 and body["event"] == "turned_away":
        return Line({**body, "reason": "full"}, line.corrects)
    key = rng.choice([key for key in wrong if key in KEYS[body["event"]] or key in ("request", "by")])
    return Line({**body, key: wrong[key]}, line.corrects)


def two_things_wrong(night, line):
    """The first of the list is told."""
    one = bad_value(night, line)
    two = night.rng.choice([without_a_key, bad_time, not_known_event])
    return two(night, one) if isinstance(one.body.get("event"), str) and one.body["event"] in KEYS else None


def no_event_at_all(night, line):
    return Line({}, raw=night.rng.choice(["{", "[]", "17", "\"held\"", "{\"event\":", "null", "{}{}", "held,Elm-1,R-1"]))


def request_with_other_content(night, line):
    asked = [event for event in night.log.events if "request" in event.body]
    if not asked:
        return None
    return Line({**line.body, "request": night.rng.choice(asked).body["request"]}, line.corrects)


def seq_gap(night, line):
    """Only before any other line is refused is a number looked at."""
    if night.log.refused:
        return None
    return Line(line.body, line.corrects, seq_off=night.rng.choice([1, 1, 2, 7, -1] if night.log.next_seq > 1 else [1, 2]))


def recorded_too_early(night, line):
    if "recorded_at" not in line.body or len(night.log.events) < 2:
        return None
    last = night.log.events[-1].recorded_at
    return Line({**line.body, "recorded_at": written(last - night.rng.choice([1, 1, 60, 86400]))}, line.corrects)


def in_the_future(night, line):
    later = night.now + night.rng.choice([1, 1, 60, 86400])
    tomorrow = (london_day(night.now) + timedelta(days=1)).isoformat()
    return Line({**line.body, "at": night.rng.choice([as_text(night.rng, later), tomorrow])}, line.corrects)


def corrects_nothing(night, line):
    """A number that nobody has, or an annulment's."""
    annulments = [event.seq for event in night.log.events if event.kind == "annulled"]
    number = night.rng.choice(annulments) if annulments and night.rng.random() < 0.5 else NOBODY
    return Line({**line.body, "corrects": number})


def corrects_what_stands_no_more(night, line):
    standing = {event.seq for event in night.log.standing()}
    gone = [event.seq for event in night.log.events if event.seq not in standing and event.kind != "annulled"]
    if not gone:
        return None
    body = line.body if night.rng.random() < 0.6 else {key: line.body[key] for key in ("at", "recorded_at") if key in line.body} | {
        "event": "annulled"}
    return Line({**body, "corrects": night.rng.choice(gone)})


def nobody(night, line):
    key = night.rng.choice([key for key in ("referral", "of") if key in line.body] or [None])
    if key is None or line.body["event"] in ("referral_received", "carried_in"):
        return None
    body = {**line.body, key: "R-0000"}
    if "form" in body and isinstance(body["form"], dict):
        body["form"] = {**body["form"], "reference": "R-0000"}
    return Line(body, line.corrects)


def no_such_unit(night, line):
    return Line({**line.body, "unit": "Atlantis-1"}, line.corrects) if "unit" in line.body else None


def bad_form(night, line):
    """Nothing that two readers of section 3 could take differently."""
    rng, body = night.rng, line.body
    if "form" not in body:
        reference = f"R-{rng.randint(100, 999)}"
        body = {key: body[key] for key in ("at", "recorded_at", "request", "by") if key in body} | {
            "event": "referral_received", "referral": reference, "form": form(night, reference)}
    spoilt = json.loads(json.dumps(body["form"]))
    rng.choice([
        lambda: spoilt.pop("source"), lambda: spoilt.pop("person"), lambda: spoilt.update(person=[]),
        lambda: spoilt["person"][0].update(role="friend"), lambda: spoilt["person"][0].update(age=-3),
        lambda: spoilt["person"][0].pop("sex"), lambda: spoilt.pop("homeless_before"), lambda: spoilt.update(source="police"),
        lambda: spoilt.update(reference="R-1111"), lambda: spoilt.pop("reference"), lambda: spoilt.pop("immediate_danger"),
    ])()
    return Line({**body, "form": spoilt}, line.corrects)


def repeats_nobody(night, line):
    if "form" not in line.body:
        return None
    return Line({**line.body, "form": {**line.body["form"], "repeat_of": "R-0000"}}, line.corrects)


def was_nobody(night, line):
    if line.body["event"] == "person_joined":
        return Line({**line.body, "person": {**line.body["person"], "was": night.rng.choice(["R-0000/1", "nobody"])}}, line.corrects)
    if "form" not in line.body:
        return None
    spoilt = copy_of(line)
    spoilt.body["form"]["person"][-1]["was"] = "R-0000/1"
    return spoilt


def too_long(night, line):
    if line.body["event"] != "held":
        return None
    minutes = night.world.estate["hold_minutes"]
    return Line({**line.body, "until": as_text(night.rng, night.at + 60 * minutes + night.rng.choice([1, 1, 60, 86400]))}, line.corrects)


def past(night, line):
    if "until" not in line.body:
        return None
    return Line({**line.body, "until": as_text(night.rng, night.at - night.rng.choice([0, 0, 1, 600]))}, line.corrects)


SPOILERS = [
    (not_known_event, 2), (without_a_key, 4), (bad_time, 4), (bad_value, 5), (two_things_wrong, 2), (no_event_at_all, 1),
    (request_with_other_content, 3), (seq_gap, 4), (recorded_too_early, 3), (in_the_future, 3), (corrects_nothing, 3),
    (corrects_what_stands_no_more, 4), (nobody, 3), (no_such_unit, 3), (bad_form, 4), (repeats_nobody, 2), (was_nobody, 2), (too_long, 2),
    (past, 4),
]


def spoilt(night, line):
    """The line with something wrong, or None where this kind of wrong does not fit it."""
    spoilers, weights = zip(*SPOILERS)
    return night.rng.choices(spoilers, weights)[0](night, line)
