"""What is put right afterwards: another event in the place of one that stands, or none.

Each says which event by its number; the history turns that into the line it was.
"""

from register_night import as_text
from register_times import read_moment


def corrected(night):
    """Another event in the place of one that stands; the line itself says which. None where nothing stands that may be corrected."""
    standing = [event for event in night.log.standing() if not event.first and event.kind != "erased"]
    if not standing:
        return None
    event = night.rng.choice(standing)
    body = {key: value for key, value in event.body.items() if key not in ("seq", "request", "corrects", "recorded_at")}
    change = night.rng.choice([move, move, other_unit, other_household, other_until, other_kind, same])
    changed = change(night, event, dict(body))
    return changed and {**changed, "corrects": event}


def move(night, event, body):
    """It happened earlier or later than was written."""
    back = night.rng.choice([1, 60, 600, 3600, 86400])
    body["at"] = as_text(night.rng, min(night.now, event.at + night.rng.choice([-back, back])))
    return body


def same(night, event, body):
    return body


def other_unit(night, event, body):
    if "unit" not in body or event.kind == "unit_closed":
        return None
    return {**body, "unit": night.rng.choice(night.units)}


def other_household(night, event, body):
    if "form" in body or "referral" not in body or event.kind == "carried_in":
        return None
    other = night.rng.choice(list(night.world.referrals) or ["R-0000"])
    return None if other == body.get("of") else {**body, "referral": other}


def other_until(night, event, body):
    if "until" not in body:
        return None
    return {**body, "until": as_text(night.rng, read_moment(body["until"]) + night.rng.choice([-600, -60, -1, 60, 600]))}


def other_kind(night, event, body):
    """A hold was an offer, a departure a note, …"""
    about = {key: body[key] for key in ("referral", "unit") if key in body}
    if "referral" not in about or event.kind in ("carried_in", "referral_received", "erased"):
        return None
    common = {"at": body["at"]}
    if "unit" in about and night.rng.random() < 0.6:
        kind = night.rng.choice(["held", "offered", "arrived"])
        until = {} if kind == "arrived" else {"until": as_text(night.rng, event.at + 60 * night.rng.choice([5, 30, 90]))}
        return {**about, **common, "event": kind, **until}
    kind, more = night.rng.choice([("noted", {"text": "was a note"}), ("withdrawn", {}), ("departed", {"because": "other"}),
                                   ("contact_attempted", {"reached": True, "how": "text"})])
    return {"referral": about["referral"], **common, "event": kind, **more}


def annulled(night):
    """Takes one event away; often one that just happened, or the newest of its household."""
    standing = [event for event in night.log.standing() if not event.first and event.kind != "erased"]
    if not standing:
        return None
    recent = standing[-4:]
    return {"event": "annulled", "corrects": night.rng.choice(recent if night.rng.random() < 0.5 else standing)}
