"""What may happen in a night at a service, drawn from what is so at the moment it happens: most of it possible, some of it not.

Each action makes the keys of one event, or None where there is nothing to do it with. What is wrong on purpose is in
`register_spoilt.py`.
"""

from datetime import timedelta

from model import RULES
from register_corrections import annulled, corrected
from register_keys import CLAIM_ENDS, DEPARTURES, ELSEWHERE, RETURN_REASONS
from register_night import day_or_moment
from register_support_actions import support
from register_times import london_day

SEXES = ["female", "female", "male"]


# ---------------------------------------------------------------------------------------------------------- households

def person(rng, lead=False):
    """One person of a form; synthetic, like everything here."""
    if lead or rng.random() < 0.2:
        return {"role": "adult", "age": rng.randint(18, 70), "sex": rng.choice(SEXES)}
    return {"role": "child", "age": rng.randint(0, 17), "sex": rng.choice(SEXES)}


def form(night, reference, repeats=None):
    rng = night.rng
    persons = [person(rng, True)] + [person(rng) for _ in range(rng.choice([0, 0, 1, 2, 3]))]
    if rng.random() < 0.3:
        for number, one in enumerate(persons, 1):
            one["id"] = str(number) if rng.random() < 0.5 else f"p{number}"
    made = {"reference": reference, "source": rng.choice(["self", "agency"]), "immediate_danger": rng.random() < 0.5,
            "homeless_before": rng.random() < 0.5, "person": persons}
    if repeats:
        made["repeat_of"] = repeats
    elif rng.random() < 0.03:
        made["repeat_of"] = "unknown"
    if rng.random() < 0.1 and night.world.referrals:
        whose = rng.choice(list(night.world.referrals))
        persons[-1]["was"] = f"{whose}/{somebody_of(night, whose)}"
    if rng.random() < 0.2:
        made["needs"] = {"complex": rng.random() < 0.5, "nrpf": rng.random() < 0.5}
    if rng.random() < 0.2:
        made["unsafe"] = [{"place": "ST3 1AB", "radius_m": 1000}]
    return made


def somebody_of(night, reference):
    ever = sorted(night.world.household_of(reference).ever)
    return night.rng.choice(ever) if ever and not night.sloppy else "7"


def referral_received(night):
    rng, world = night.rng, night.world
    if night.on_pathways and len(world.referrals) > 3 and rng.random() < 0.9:
        return None
    reference = f"R-{rng.randint(100, 999)}"
    if night.sloppy and world.referrals and rng.random() < 0.4:
        reference = rng.choice(list(world.referrals))
    repeats = None
    if world.referrals and rng.random() < 0.35:
        free = [one for one in world.referrals if not world.is_open_or_here(world.household_of(one))]
        repeats = night.pick(free, list(world.referrals) + ["R-0000"])
    return {"referral": reference, "form": form(night, reference, repeats)}


def referral_amended(night):
    reference = night.referral("open", "placed")
    if reference is None:
        return None
    made = form(night, reference)
    made.pop("repeat_of", None)
    known = [event.body["form"] for event in night.log.events
             if event.body.get("referral") == reference and "form" in event.body and "repeat_of" in event.body["form"]]
    if known:
        made["repeat_of"] = known[-1]["repeat_of"]
    return {"referral": reference, "form": made}


def carried_in(night):
    return {"referral": f"C-{night.rng.randint(100, 999)}", "unit": night.vacant(), "complex_needs": night.rng.random() < 0.3,
            "keep_apart": ["R-100"] if night.rng.random() < 0.2 else []}


def contact_attempted(night):
    return {"referral": night.referral("open", "placed"), "how": "telephone", "reached": night.rng.random() < 0.5}


def noted(night):
    if night.rng.random() < 0.5 and night.world.referrals:
        return {"referral": night.referral("open", "placed", "left"), "text": "rang, will ring again"}
    return {"unit": night.unit(), "text": "the boiler is loud"}


def decision_given(night):
    return {"referral": night.referral("open", "placed"), "unit": night.unit(), "rules": night.rng.sample(RULES, 2),
            "granted": night.rng.random() < 0.7, "role": "manager on call"}


def person_joined(night):
    reference = night.referral("placed")
    if reference is None:
        return None
    joining, household = person(night.rng), night.world.household_of(reference)
    if night.rng.random() < 0.4:
        gone = sorted(household.ever - household.present) or [f"j{night.rng.randint(1, 9)}"]
        joining["id"] = night.pick(gone, sorted(household.ever) or ["1"])
    if night.rng.random() < 0.15:
        whose = night.rng.choice(list(night.world.referrals))
        joining["was"] = f"{whose}/{somebody_of(night, whose)}"
    return {"referral": reference, "person": joining}


def person_left(night):
    reference = night.referral("placed")
    if reference is None:
        return None
    household = night.world.household_of(reference)
    return {"referral": reference, "id": night.pick(sorted(household.present), sorted(household.ever) + ["9"]), "reason": "to family"}


# -------------------------------------------------------------------------------------------------------------- claims

def held(night):
    """A new hold, or more time for one's own."""
    reference, unit = night.referral("open", "open", "placed"), night.vacant()
    return claiming(night, reference, unit, ("held",), night.world.estate["hold_minutes"])


def offered(night):
    return claiming(night, night.referral("open", "open", "placed"), night.vacant(), ("held", "offered"), night.rng.choice([20, 120, 1440]))


def claiming(night, reference, unit, or_own, longest):
    if reference is None or unit is None:
        return None
    claims = night.claims("held", "offered", "accepted") if night.sloppy else night.claims(*or_own)
    if claims and night.rng.random() < 0.5:
        claim = night.rng.choice(claims)
        reference, unit = claim.referral, claim.unit
        if night.careless:  # another unit for her, or the same for another household
            another = night.rng.choice(night.referrals("open", "placed"))
            reference, unit = night.rng.choice([(reference, night.rng.choice(night.units)), (another, unit)])
    return {"referral": reference, "unit": unit, "until": night.lapse(longest)}


def on_a_claim(night, *states):
    """Whose claim, on which unit."""
    claims = night.claims(*states)
    if claims and not night.sloppy:
        claim = night.rng.choice(claims)
        return {"referral": claim.referral, "unit": claim.unit}
    claims = night.claims("held", "offered", "accepted")
    if claims and night.rng.random() < 0.6:
        claim = night.rng.choice(claims)
        return {"referral": claim.referral, "unit": night.pick([claim.unit], night.units)}
    reference = night.referral("open", "placed")
    return {"referral": reference, "unit": night.unit()} if reference and night.rng.random() < 0.3 else None


def offer_accepted(night):
    keys = on_a_claim(night, "offered")
    return keys and {**keys, **({"expected": day_or_moment(night)} if night.rng.random() < 0.5 else {})}


def claim_ended(night):
    why = night.rng.choice(CLAIM_ENDS)
    states = {"declined": ("offered",), "not_arrived": ("accepted",), "cancelled": ("accepted",)}
    keys = on_a_claim(night, *states.get(why, ("held", "offered", "accepted")))
    return keys and {**keys, "why": why}


# ----------------------------------------------------------------------------------------------------- coming and going

def arrived(night):
    """With a claim, or in an emergency into any vacant unit."""
    keys = on_a_claim(night, "accepted", "accepted", "offered", "held") if night.rng.random() < 0.7 else None
    if keys is None:
        keys = {"referral": night.referral("open"), "unit": night.vacant()}
    return keys if keys["referral"] and keys["unit"] else None


def over_a_claim(night):
    """An arrival (or a transfer) into a unit that another household claims or will claim a little later."""
    claimed = [event for event in night.log.standing() if event.kind in ("held", "offered")
               and abs(event.at - night.at) < 5400 and event.body["unit"] in night.world.units]
    if not claimed:
        return None
    unit = night.rng.choice(claimed).body["unit"]
    moves = night.rng.random() < 0.3
    who = night.referrals("placed" if moves else "open")
    return {"event": "transferred" if moves else "arrived", "referral": night.rng.choice(who), "unit": unit} if who else None


def transferred(night):
    reference = night.referral("placed")
    if reference is None:
        return None
    claim = night.world.claim_of(night.world.household_of(reference))
    return {"referral": reference, "unit": claim.unit if claim and night.rng.random() < 0.8 else night.vacant()}


def departed(night):
    return {"referral": night.referral("placed"), "because": night.rng.choice(DEPARTURES), "planned": night.rng.random() < 0.5,
            "independent": night.rng.random() < 0.5}


def left_again(night):
    """Somebody who moved in over others' claims had left again, perhaps before they were made."""
    over = [event for event in night.log.standing() if event.ends and event.at <= night.at]
    return over and {"event": "departed", "referral": night.rng.choice(over).body["referral"], "because": "other"} or None


def expected_departure(night):
    return {"referral": night.referral("placed"), "on": day_or_moment(night)}


def turned_away(night):
    return {"referral": night.referral("open"), "reason": night.rng.choice(RETURN_REASONS), "barrier": night.rng.sample(RULES, 1),
            "would_take_if_free": night.rng.random() < 0.5}


def placed_elsewhere(night):
    return {"referral": night.referral("open"), "where": night.rng.choice(ELSEWHERE)}


def withdrawn(night):
    return {"referral": night.referral("open"), "reason": "found a place herself"}


def duplicate(night):
    of = night.pick(list(night.world.referrals), list(night.world.referrals) + ["R-0000"])
    reference = night.referral("open")
    return {"referral": reference, "of": of} if reference != of else None


def erased(night):
    return {"referral": night.referral("left", "turned_away", "withdrawn"), "reason": "asked for it", "ordered": night.rng.random() < 0.6}


# --------------------------------------------------------------------------------------------------------------- units

def unit_opened(night):
    return {"unit": night.unit(lambda unit: unit.closed)}


def unit_closed(night):
    """Closing what is closed can be read in two ways: not drawn."""
    unit = night.unit(lambda unit: not (unit.closed or unit.stay or unit.claim) and night.rng.random() < 0.3)
    return None if unit is None or night.world.units[unit].closed else {"unit": unit}


def void_began(night):
    unit = night.unit(lambda unit: not unit.void and night.rng.random() < 0.4)
    if unit is None:
        return None
    return {"unit": unit, "reason": "repair", **({"expected": day_or_moment(night)} if night.rng.random() < 0.5 else {})}


def void_ended(night):
    return {"unit": night.unit(lambda unit: unit.void)}


def made_ready(night):
    return {"unit": night.unit(lambda unit: unit.turnaround)}


def estate_recorded(night):
    """The files mean something else now: a state, a `from`, a unit more or less, other minutes or nights."""
    rng = night.rng
    rows = [dict(row) for row in night.world.rows.values()]
    taken = [row for row in rows if night.world.units[row["unit"]].claim or night.world.units[row["unit"]].stay]
    chosen = taken if taken and rng.random() < 0.5 else rows
    for row in rng.sample(chosen, min(len(chosen), rng.choice([0, 1, 1, 2]))):
        change_row(night, row)
    if rng.random() < 0.2 and len(rows) > 2:
        rows.pop(rng.randrange(len(rows)))
    if rng.random() < 0.25:
        rows.insert(rng.randint(0, len(rows)), {**rows[0], "unit": f"New-{rng.randint(1, 99)}", "state": "open"})
        rows[0 if rows[0]["unit"].startswith("New") else -1].pop("from", None)
    rows = [{key: value for key, value in row.items() if key != "from" or row["state"] != "open"} for row in rows]
    if len({row["unit"] for row in rows}) < len(rows):
        return None
    return {"units": rows, "hold_minutes": rng.choice([10, 30, 30, 45, 60]), "turnaround_nights": rng.choice([0, 0, 1, 2, 3])}


def change_row(night, row):
    rng = night.rng
    row["state"] = rng.choice(["open", "void", "planned"])
    row.pop("from", None)
    if row["state"] != "open" and rng.random() < 0.6:
        row["from"] = (london_day(night.at) + timedelta(days=rng.choice([-1, 0, 1, 1, 2, 5]))).isoformat()


ACTIONS = [
    (referral_received, 13), (referral_amended, 3), (carried_in, 2), (contact_attempted, 2), (noted, 2), (decision_given, 2),
    (held, 11), (offered, 10), (offer_accepted, 8), (claim_ended, 5), (arrived, 9), (over_a_claim, 5), (expected_departure, 2),
    (person_joined, 6), (person_left, 3), (transferred, 5), (departed, 9), (turned_away, 4), (placed_elsewhere, 1), (withdrawn, 2),
    (duplicate, 2), (unit_opened, 2), (unit_closed, 2), (void_began, 4), (void_ended, 4), (made_ready, 6), (erased, 1),
    (estate_recorded, 2), (corrected, 8), (annulled, 5), (support, 8),
]
ABOUT_CLAIMS = [(offer_accepted, 7), (arrived, 3), (claim_ended, 5), (offered, 6), (held, 3), (transferred, 2), (over_a_claim, 2),
                (void_began, 1), (unit_closed, 1), (departed, 1), (turned_away, 1), (estate_recorded, 2)]


ON_PATHWAYS = [(referral_received, 4), (referral_amended, 1), (arrived, 3), (departed, 3), (withdrawn, 1), (person_joined, 1),
               (held, 2), (corrected, 4), (annulled, 3), (support, 70)]


def draw(night, only=None):
    """The keys of one event, with `event` in it; None if there was nothing to do it with."""
    about_claims = night.claims("held", "offered", "accepted") and night.rng.random() < 0.65
    often = ON_PATHWAYS if night.on_pathways else ABOUT_CLAIMS if about_claims else ACTIONS
    actions, weights = zip(*often)
    action = only or night.rng.choices(actions, weights)[0]
    body = action(night)
    if body is None or any(body.get(key, "") is None for key in ("referral", "unit", "id")):
        return None
    return {"event": action.__name__, **body}
