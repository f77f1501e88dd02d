"""The register just before or after an event: units, households, and what each event does to them.

"Events take effect in the order of `at`; at one moment in the order of their place". Not here: whether an event may happen
(`register_rules.py`), and what was known when (`register_log.py`).
"""

from dataclasses import dataclass, field
from typing import Any

from register_keys import persons_of, repeat_of
from register_support import EVENTS as SUPPORT
from register_support import Support
from register_support import apply as apply_support
from register_times import london_day, nights_after
from register_units import FREE, Claim, Span, Stay, Unit

CLOSINGS = {"turned_away": "turned_away", "placed_elsewhere": "placed_elsewhere", "withdrawn": "withdrawn",
            "duplicate": "duplicate"}
ABOUT_A_CLAIM = ("held", "offered", "offer_accepted", "claim_ended")


@dataclass(eq=False)
class Household:
    """"a referral with every referral that `repeat_of` joins to it, directly or through others"."""

    references: list = field(default_factory=list)
    present: set = field(default_factory=set)
    ever: set = field(default_factory=set)

    def replace_persons(self, form):
        """"A form's persons replace the household's from `at`"."""
        self.present = {person["id"] for person in persons_of(form)}
        self.ever |= self.present

    def next_number(self):
        """"who joins without an `id` gets the next whole number of the whole household"."""
        return str(1 + max((int(one) for one in self.ever if one.isdigit()), default=0))


@dataclass(eq=False)
class Referral:
    reference: str
    household: Household
    place: int
    state: str = "open"
    unit: str | None = None
    closed_on: Any = None
    support: Support = field(default_factory=Support)


@dataclass(eq=False)
class Ended:
    """A claim that an arrival over it ended, kept to know until when it would have stood."""

    by: Any
    claim: Claim


class World:
    def __init__(self, as_settled=False):
        """`as_settled`: arrivals end no more claims than they did when they were recorded."""
        self.as_settled = as_settled
        self.estate = None
        self.units = {}
        self.rows = {}
        self.gone = {}  # units taken out: when the last thing of each ended
        self.referrals = {}
        self.named = set()
        self.ended = []  # of class Ended
        self.without_effect = set()  # seqs of what was done since with a claim so ended
        self.ended_by = {}  # arrival's seq: the seqs of claims it ended and of what has no effect by it

    # Looking.

    def household_of(self, reference):
        return self.referrals[reference].household

    def claim_of(self, household):
        """"one claim a household"."""
        return next((unit.claim for unit in self.units.values() if unit.claim and unit.claim.household is household), None)

    def stay_of(self, household):
        return next((unit for unit in self.units.values() if unit.stay and unit.stay.household is household), None)

    def is_open_or_here(self, household):
        return any(self.referrals[one].state in ("open", "placed") for one in household.references)

    def state(self):
        return {"units": [self.units[name].shown() for name in self.rows],
                "referrals": [{"reference": one.reference, "state": one.state, "unit": self._unit_of(one)}
                              for one in sorted(self.referrals.values(), key=lambda one: one.place)]}

    def _unit_of(self, referral):
        """"where it lives, else what it claims"."""
        claim = self.claim_of(referral.household)
        if referral.unit is None and claim and claim.referral == referral.reference:
            return claim.unit
        return referral.unit

    # Time.

    def advance(self, moment):
        for unit in self.units.values():
            unit.advance(moment)

    # What an event does.

    def apply(self, event):
        if event.kind != "estate_recorded" and event.body.get("unit"):
            self.named.add(event.body["unit"])
        if event.kind in CLOSINGS:
            return self.close(event, CLOSINGS[event.kind])
        if event.kind in SUPPORT:
            return apply_support(self, event)
        doing = getattr(self, event.kind, None)
        return doing(event) if doing else None

    def estate_recorded(self, event):
        """"in force from before every other"; later: "acts only on units whose state or from differs"."""
        rows = {row["unit"]: row for row in event.body["units"]}
        for name, row in self.rows.items():
            if name in self.named | event.named:  # "a unit that an event names is never taken out"
                rows.setdefault(name, row)
        for name, row in rows.items():
            if name in self.units:
                self.units[name].say(self.rows[name], row, event.at)
            else:  # "Of what the estate says, `since` is null before the first event"
                self.units[name] = Unit(name)
                self.units[name].ended = self.gone.get(name)  # "null if nothing ever did"
                self.units[name].begin(row, None if event.first else event.at)
        self.gone.update({name: unit.ended for name, unit in self.units.items() if name not in rows})
        self.units = {name: unit for name, unit in self.units.items() if name in rows}
        self.rows, self.estate = rows, event.body

    def carried_in(self, event):
        household = Household()
        self._add(event, household, "placed")
        self._move_in(event, household)

    def referral_received(self, event):
        repeats = repeat_of(event.body["form"])
        household = self.household_of(repeats) if repeats else Household()
        self._add(event, household, "open")
        self._take(event)

    def _take(self, event):
        """"immediate_danger": "unknown" "counts as true" (section 3)."""
        self.household_of(event.body["referral"]).replace_persons(event.body["form"])
        danger = event.body["form"].get("immediate_danger", False)
        self.referrals[event.body["referral"]].support.in_danger = danger in (True, "unknown")

    def _add(self, event, household, state):
        reference = event.body["referral"]
        household.references.append(reference)
        self.referrals[reference] = Referral(reference, household, event.place, state)

    def referral_amended(self, event):
        self._take(event)

    def held(self, event):
        self._claim(event, "held")

    def offered(self, event):
        self._claim(event, "offered")

    def _claim(self, event, state):
        """"claimed until `until`"; the same state again is more time."""
        unit = self.units[event.body["unit"]]
        if unit.claim and unit.claim.state == state:
            unit.claim.until = event.until
        elif unit.claim:
            unit.claim.state, unit.claim.since, unit.claim.until = state, event.at, event.until
            unit.claim.referral = event.body["referral"]
        else:
            unit.claim = self._new_claim(event, state)

    def _new_claim(self, event, state):
        reference = event.body["referral"]
        return Claim(self.household_of(reference), reference, event.body["unit"], state, event.at, event.until, event.seq)

    def offer_accepted(self, event):
        """"claimed until it arrives or the claim ends"."""
        claim = self.units[event.body["unit"]].claim
        claim.state, claim.since, claim.until, claim.expected = "accepted", event.at, None, event.body.get("expected")

    def claim_ended(self, event):
        self.units[event.body["unit"]].end("claim", event.at)

    def arrived(self, event):
        referral = self.referrals[event.body["referral"]]
        referral.state = "placed"
        self._move_in(event, referral.household)

    def transferred(self, event):
        """"leaves and arrives in one event"; "a transfer ends the expected departure"."""
        household = self.household_of(event.body["referral"])
        self._move_out(household, event.at)
        self._move_in(event, household)

    def departed(self, event):
        """"the unit is made ready"."""
        household = self.household_of(event.body["referral"])
        self._move_out(household, event.at)
        self.close(event, "left")

    def close(self, event, state):
        referral = self.referrals[event.body["referral"]]
        referral.state, referral.unit, referral.closed_on = state, None, london_day(event.at)
        self._end_claims_of(referral.household, event.at)

    def expected_departure(self, event):
        self.stay_of(self.household_of(event.body["referral"])).stay.leaving_on = event.body["on"]

    def person_joined(self, event):
        household, person = self.household_of(event.body["referral"]), event.body["person"]
        one = person.get("id", household.next_number())
        household.present.add(one)
        household.ever.add(one)

    def person_left(self, event):
        self.household_of(event.body["referral"]).present.discard(event.body["id"])

    def unit_opened(self, event):
        self.units[event.body["unit"]].end("closed", event.at)

    def unit_closed(self, event):
        self.units[event.body["unit"]].closed = Span(event.at)

    def void_began(self, event):
        """"over a stay it is recorded and flagged; a hold or offer ends"."""
        unit = self.units[event.body["unit"]]
        if unit.claim:
            self._end_claims_of(unit.claim.household, event.at)
        unit.void = Span(event.at, None, event.body.get("expected"))

    def void_ended(self, event):
        self.units[event.body["unit"]].end("void", event.at)

    def made_ready(self, event):
        self.units[event.body["unit"]].end("turnaround", event.at)

    # Moving in and out.

    def _move_in(self, event, household):
        reference = event.body["referral"]
        self.referrals[reference].unit = event.body["unit"]
        self.units[event.body["unit"]].stay = Stay(household, reference, event.at, event)
        self._end_claims_of(household, event.at)
        self._end_claim_over(event)

    def _move_out(self, household, at):
        """"being made ready until 00:00 London time of the day of leaving plus `turnaround_nights` …; with 0 it is vacant at once"."""
        unit = self.stay_of(household)
        until = nights_after(at, self.estate["turnaround_nights"])
        unit.turnaround = Span(at, until) if until > at else FREE
        unit.end("stay", at)

    def _end_claims_of(self, household, at):
        """"`arrived`, `transferred`, `departed` … end the household's claim"."""
        claim = self.claim_of(household)
        if claim:
            self.units[claim.unit].end("claim", at)
        for gone in self.ended:
            if gone.claim.household is household and gone.claim.stands(at):
                gone.claim.ended = at

    # Claims that an arrival ends: "recorded before it, that stand at its `at` or begin while they live there".

    def _end_claim_over(self, event):
        unit = self.units[event.body["unit"]]
        self.ended_by[event.seq] = set(event.ends)
        self.without_effect |= event.ends
        if unit.claim:
            self._remember(event, unit.claim)
            unit.end("claim", event.at)

    def end_again(self, arrival):
        """An arrival that was annulled or corrected since: what it ended stays ended, where it ended it."""
        self.without_effect |= arrival.ends
        unit = self.units.get(arrival.body["unit"])
        if unit and unit.claim and unit.claim.seq in arrival.ends:
            unit.end("claim", arrival.at)

    def _remember(self, arrival, claim):
        self.ended.append(Ended(arrival, claim))
        self.ended_by[arrival.seq].add(claim.seq)

    def ended_claim_touched(self, event):
        """The ended claim that this event would begin or act on, or None where the event is to be judged like any other."""
        if event.kind not in ABOUT_A_CLAIM or event.body["unit"] not in self.units or event.body["referral"] not in self.referrals:
            return None
        household, unit = self.household_of(event.body["referral"]), self.units[event.body["unit"]]
        for gone in self.ended:
            same = gone.claim.household is household and gone.claim.unit == unit.name
            if same and event.seq < gone.by.seq and gone.claim.stands(event.at):
                return gone
        stay = unit.stay
        begins = event.kind in ("held", "offered") and stay and stay.household is not household and not self.as_settled
        if begins and event.seq < stay.begun_by.seq and stay.begun_by.kind in ("arrived", "transferred"):
            return Ended(stay.begun_by, self._new_claim(event, event.kind))
        return None

    def without_effect_on(self, gone, event):
        """"what was done since with a claim so ended has no effect": only until when it would have stood is followed."""
        if gone not in self.ended:
            self._remember(gone.by, gone.claim)
        self.ended_by[gone.by.seq].add(event.seq)
        if event.kind in ("held", "offered"):
            gone.claim.until = event.until
        elif event.kind == "offer_accepted":
            gone.claim.until = None
        else:
            gone.claim.ended = event.at

    def ended_now(self):
        """Claims that arrivals end in this order, but those that were settled when the arrival was recorded: (arrival, claim)."""
        return [(gone.by, gone.claim) for gone in self.ended if gone.claim.seq not in gone.by.ends]
