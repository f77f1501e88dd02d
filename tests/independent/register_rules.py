"""Whether an event may happen, judged "by what is so just before it in that order".

`reasons(world, event)` gives every `why` of the contract's list that holds, `first` the one that is told. Not here: what the keys
may be (`register_keys.py`), what was recorded before (`register_log.py`).
"""

from register_keys import form_is_bad, persons_of, repeat_of
from register_support import EVENTS as SUPPORT
from register_support import reasons as reasons_of_support
from register_times import london_day, years_after

# "`why` is the first that holds of"
WHY = [
    "unknown_event", "missing_key", "bad_time", "bad_value", "request_conflict", "seq_gap", "recorded_order", "future",
    "corrects_unknown", "stale", "unknown_referral", "unknown_unit", "reference_taken", "bad_form", "repeat_of_unknown",
    "household_is_open", "referral_not_open", "not_living_here", "unit_closed", "unit_lived_in", "unit_void", "unit_claimed",
    "unit_being_made_ready", "has_claim", "until_past", "hold_too_long", "not_claimed", "not_offered", "not_accepted",
    "unknown_person", "person_taken", "not_closed", "not_void", "already_void", "not_in_turnaround", "too_early", "not_allowed",
    "life_in_danger", "not_yet", "not_running", "over_budget", "breaks_later",
]

# Of an event without effect only this is asked: whether its household is known, and could claim anything at all.
APART_FROM_THE_UNIT = {"unknown_referral", "referral_not_open"}


def first(whys):
    """"Of two that could be meant: `not_claimed` before `not_offered`, `has_claim` before `unit_claimed`"."""
    whys = set(whys)
    if "has_claim" in whys:
        whys.discard("unit_claimed")
    return min(whys, key=WHY.index, default=None)


def reasons(world, event):
    unknown = set(what_is_unknown(world, event))
    if unknown:
        return unknown
    return set(RULES.get(event.kind, reasons_of_support if event.kind in SUPPORT else nothing)(world, event))


def nothing(world, event):
    return ()


def what_is_unknown(world, event):
    """"`unknown_referral`": nobody has it; a `referral_received` and a `carried_in` bring theirs with them."""
    body = event.body
    named = body.get("of") if event.kind == "duplicate" else None
    brings = event.kind in ("referral_received", "carried_in")
    if named is not None and named not in world.referrals:
        yield "unknown_referral"
    if "referral" in body and not brings and body["referral"] not in world.referrals:
        yield "unknown_referral"
    if "unit" in body and body["unit"] not in world.units:
        yield "unknown_unit"


# ------------------------------------------------------------------------------------------------- asked again and again

def open_or_living_here(world, event):
    if world.referrals[event.body["referral"]].state not in ("open", "placed"):
        yield "referral_not_open"


def is_open(world, event):
    if world.referrals[event.body["referral"]].state != "open":
        yield "referral_not_open"


def lives_here(world, event):
    if world.referrals[event.body["referral"]].state != "placed":
        yield "not_living_here"


def household(world, event):
    return world.household_of(event.body["referral"])


def unit_of(world, event):
    return world.units[event.body["unit"]]


def own_claim(world, event):
    """The household's claim on the unit that the event names."""
    claim = unit_of(world, event).claim
    return claim if claim and claim.household is household(world, event) else None


def unit_is_vacant(world, event, or_own=()):
    """"unit vacant, or held by it": everything else that can lie on a unit refuses."""
    unit, own = unit_of(world, event), own_claim(world, event) if or_own else None
    if unit.closed:
        yield "unit_closed"
    if unit.stay:
        yield "unit_lived_in"
    if unit.void:
        yield "unit_void"
    if unit.claim and not (own and own.state in or_own):
        yield "unit_claimed"
    if unit.turnaround:
        yield "unit_being_made_ready"


# ---------------------------------------------------------------------------------------------------- referrals and forms

def carried_in(world, event):
    if event.body["referral"] in world.referrals:
        yield "reference_taken"
    yield from unit_is_vacant(world, event)


def referral_received(world, event):
    """"reference new; `repeat_of` known or absent; its household has none open or living here"."""
    if event.body["referral"] in world.referrals:
        yield "reference_taken"
    yield from form_may_come(world, event)
    if form_is_bad(event.body):
        return
    repeats = repeat_of(event.body["form"])
    if repeats in world.referrals and world.is_open_or_here(world.household_of(repeats)):
        yield "household_is_open"


def referral_amended(world, event):
    """"a household lives in one unit at a time": a form does not join two that are open or live here."""
    yield from open_or_living_here(world, event)
    yield from form_may_come(world, event)
    if form_is_bad(event.body) or event.body["referral"] not in world.referrals:
        return
    repeats = repeat_of(event.body["form"])
    if repeats in world.referrals:
        other = world.household_of(repeats)
        if other is not world.household_of(event.body["referral"]) and world.is_open_or_here(other):
            yield "household_is_open"


def form_may_come(world, event):
    if form_is_bad(event.body):
        yield "bad_form"
        return
    repeats = repeat_of(event.body["form"])
    if repeats is not None and repeats not in world.referrals:
        yield "repeat_of_unknown"
    for person in persons_of(event.body["form"]):
        yield from was_somebody(world, person)


def was_somebody(world, person):
    """"`person.was = "R-0417/2"` says that somebody now asking for herself was that individual"."""
    if "was" in person:
        reference, _, one = person["was"].rpartition("/")
        if reference not in world.referrals or one not in world.household_of(reference).ever:
            yield "unknown_person"


def duplicate(world, event):
    yield from is_open(world, event)


def erased(world, event):
    """"left for `keep_years`, or ordered"; "`keep_years` is judged when the erasure is recorded, never again"."""
    if event.body.get("ordered"):
        return
    home = household(world, event)
    if world.is_open_or_here(home):
        yield "too_early"
    elif event.is_new and not kept_long_enough(world, home, event):
        yield "too_early"


def kept_long_enough(world, home, event):
    """"from the day the referral closed or she left"."""
    last = max(world.referrals[one].closed_on for one in home.references)
    return event.keep_years is not None and years_after(last, event.keep_years) <= london_day(event.recorded_at)


# ------------------------------------------------------------------------------------------------------------- claims

def held(world, event):
    """"open or living here; unit vacant, or held by it (more time); one claim a household"; `until` "(after `at`, within
    `hold_minutes`)"."""
    yield from may_claim(world, event, ("held",))
    if event.until - event.at > 60 * world.estate["hold_minutes"]:
        yield "hold_too_long"


def offered(world, event):
    """"likewise, or held or offered by it"."""
    yield from may_claim(world, event, ("held", "offered"))


def may_claim(world, event, or_own):
    yield from open_or_living_here(world, event)
    yield from unit_is_vacant(world, event, or_own)
    claim = world.claim_of(household(world, event))
    if claim and not (claim.unit == event.body["unit"] and claim.state in or_own):
        yield "has_claim"
    if event.until <= event.at:
        yield "until_past"


def offer_accepted(world, event):
    """"offered by it and not lapsed"."""
    claim = own_claim(world, event)
    if not claim:
        yield "not_claimed"
    elif claim.state != "offered":
        yield "not_offered"


def claim_ended(world, event):
    """"claimed by it (`declined`: offered; `not_arrived`, `cancelled`: accepted)"."""
    claim, why = own_claim(world, event), event.body["why"]
    if not claim:
        yield "not_claimed"
    elif why == "declined" and claim.state != "offered":
        yield "not_offered"
    elif why in ("not_arrived", "cancelled") and claim.state != "accepted":
        yield "not_accepted"


# ----------------------------------------------------------------------------------------------------- coming and going

def arrived(world, event):
    """"open; accepted, or (an emergency) held, offered by it or vacant"."""
    yield from is_open(world, event)
    yield from may_move_in(world, event)


def transferred(world, event):
    """"lives here; the new one vacant or claimed by it"."""
    yield from lives_here(world, event)
    yield from may_move_in(world, event)


def may_move_in(world, event):
    """Another household's claim is no bar if it was recorded before: whether it still stands is asked at the end."""
    whys = set(unit_is_vacant(world, event, ("held", "offered", "accepted")))
    claim = unit_of(world, event).claim
    if claim and claim.seq < event.seq and (claim.seq in event.ends or not world.as_settled):
        whys.discard("unit_claimed")
    yield from whys


def person_joined(world, event):
    """"lives here"; "who left may join again with the same `id`"."""
    yield from lives_here(world, event)
    person = event.body["person"]
    yield from was_somebody(world, person)
    if person.get("id") in household(world, event).present:
        yield "person_taken"


def person_left(world, event):
    yield from lives_here(world, event)
    if event.body["id"] not in household(world, event).present:
        yield "unknown_person"


# -------------------------------------------------------------------------------------------------------------- units

def unit_opened(world, event):
    if not unit_of(world, event).closed:
        yield "not_closed"


def unit_closed(world, event):
    """"nobody lives there, no claim"."""
    unit = unit_of(world, event)
    if unit.closed:
        yield "unit_closed"
    if unit.stay:
        yield "unit_lived_in"
    if unit.claim:
        yield "unit_claimed"


def void_began(world, event):
    """"not void"; "Over an accepted offer it is refused"."""
    unit = unit_of(world, event)
    if unit.claim and unit.claim.state == "accepted":
        yield "unit_claimed"
    if unit.void:
        yield "already_void"


def void_ended(world, event):
    if not unit_of(world, event).void:
        yield "not_void"


def made_ready(world, event):
    if not unit_of(world, event).turnaround:
        yield "not_in_turnaround"


RULES = {
    "carried_in": carried_in, "referral_received": referral_received, "referral_amended": referral_amended,
    "contact_attempted": open_or_living_here, "decision_given": open_or_living_here, "held": held, "offered": offered,
    "offer_accepted": offer_accepted, "claim_ended": claim_ended, "arrived": arrived, "expected_departure": lives_here,
    "person_joined": person_joined, "person_left": person_left, "transferred": transferred, "departed": lives_here,
    "turned_away": is_open, "placed_elsewhere": is_open, "withdrawn": is_open, "duplicate": duplicate,
    "unit_opened": unit_opened, "unit_closed": unit_closed, "void_began": void_began, "void_ended": void_ended,
    "made_ready": made_ready, "erased": erased,
}
