"""The log: what was recorded, in what order it took effect, and what was known when.

"Nothing is changed or deleted: "as it was known at T" can always be asked again." Each line is judged by replaying the whole order
from the start, as the contract says it; nothing is kept between two questions.
"""

import json
from dataclasses import dataclass
from typing import Any

from register_keys import fault
from register_rules import APART_FROM_THE_UNIT, first, reasons
from register_times import BEGINNING, read_moment, resolved
from register_world import World


@dataclass(eq=False)
class Event:
    """A line that is an event. `ends` is what an arrival ended when it was recorded: "it does not come back";
    `named` are the units that events recorded before it name."""

    seq: int
    place: int
    recorded_at: int
    at: int
    body: dict
    ends: frozenset = frozenset()
    named: frozenset = frozenset()
    is_new: bool = True
    keep_years: int | None = None

    @property
    def kind(self):
        return self.body["event"]

    @property
    def first(self):
        """"the first event, in force from before every other whatever its `at`"."""
        return self.place == 0

    @property
    def until(self):
        return read_moment(self.body["until"])

    @property
    def order(self):
        """"in the order of `at`; at one moment in the order of their place"."""
        return (BEGINNING if self.first else self.at, self.place)


@dataclass
class Verdict:
    """`whys`: the words a refusal may be told with, usually one; empty where the line is recorded, or was before."""

    whys: frozenset = frozenset()
    names: int | None = None

    @property
    def legal(self):
        return not self.whys


def replay(events, until=None, withdrawn=(), forced=None, as_settled=False):
    """The whole order from the start: the world after it, and the `why` of every event that fails. A failing one is left out.

    `withdrawn` are arrivals that stand no longer: a claim that one of them ended "does not come back". `forced` moves in although the
    unit is being made ready.
    """
    world, failures = World(as_settled), {}
    for event in sorted([*events, *withdrawn], key=lambda event: event.order):
        if until is not None and not event.first and event.at > until:
            break
        world.advance(BEGINNING if event.first else event.at)
        if event in withdrawn:
            world.end_again(event)
        else:
            step(world, event, failures, {"unit_being_made_ready"} if event is forced else set())
    if until is not None:
        world.advance(until)
        return world, failures
    failures.update(over_a_standing_claim(world, events, withdrawn))
    return world, failures


def over_a_standing_claim(world, events, withdrawn):
    """"if none of them still stands at its `recorded_at` (else `unit_claimed`)": as it would be without the arrival."""
    for arrival, ended in world.ended_now():
        without, _ = replay([event for event in events if event is not arrival], arrival.recorded_at, withdrawn, as_settled=True)
        claim = without.units[ended.unit].claim if ended.unit in without.units else None
        if claim and claim.seq == ended.seq:
            yield arrival.seq, "unit_claimed"


def step(world, event, failures, allowed):
    whys = reasons(world, event) - allowed
    gone = world.ended_claim_touched(event)
    if gone or event.seq in world.without_effect:
        whys &= APART_FROM_THE_UNIT
    if whys:
        failures[event.seq] = first(whys)
    elif gone:
        world.without_effect_on(gone, event)
    elif event.seq not in world.without_effect:
        world.apply(event)


class Log:
    def __init__(self, own_estate=None, keep_years=None, now=None):
        """`own_estate` is what the program records before anything else where a file does not begin with an estate."""
        self.own_estate, self.keep_years, self.now = own_estate, keep_years, now
        self.events = []  # as recorded, annulments among them
        self.refused = False

    # Recording.

    def submit(self, line):
        """Judges one line of an import "as if just recorded", and records it if it may be."""
        verdict = self.judge(line)
        self.refused |= not verdict.legal
        return verdict

    def judge(self, line):
        if isinstance(line, dict):
            line = {key: value for key, value in line.items() if value is not None}
        wrong = fault(line)
        if wrong:
            return Verdict(frozenset(wrong))
        if not self.events and self.own_estate and line["event"] != "estate_recorded":
            self.record_own_estate(self._recorded_at(line))
        before = self._same_request(line)
        if before:
            return Verdict() if content(before.body) == content(line) else refused("request_conflict")
        why = self._out_of_order(line)
        if why:
            return refused(why)
        event = self._event(line)
        return self._annul(event) if event.kind == "annulled" else self._try(event)

    def record_own_estate(self, moment):
        """"`at` = `recorded_at` = that event's `recorded_at`, or now"."""
        self.events.append(Event(0, 0, moment, moment, self.own_estate, is_new=False))

    def _same_request(self, line):
        if "request" not in line:
            return None
        return next((event for event in self.events if event.body.get("request") == line["request"]), None)

    def _recorded_at(self, line):
        return read_moment(line["recorded_at"]) if "recorded_at" in line else self.now

    @property
    def next_seq(self):
        return self.events[-1].seq + 1 if self.events else 0

    def _out_of_order(self, line):
        """"`seq_gap` `recorded_order` `future` `corrects_unknown` `stale`"; "After a refused line `seq` is not checked"."""
        recorded_at = self._recorded_at(line)
        if not self.refused and line.get("seq", self.next_seq) != self.next_seq:
            return "seq_gap"
        if self.events and recorded_at < self.events[-1].recorded_at:
            return "recorded_order"
        if resolved(line["at"], recorded_at) > recorded_at:
            return "future"
        return self._wrongly_corrects(line) if "corrects" in line else None

    def _wrongly_corrects(self, line):
        """"which must still stand (else `stale`)"; an annulment "cannot itself be corrected"."""
        meant = next((event for event in self.events if event.seq == line["corrects"]), None)
        if meant is None or meant.kind == "annulled":
            return "corrects_unknown"
        return None if meant in self.standing() else "stale"

    def _event(self, line):
        seq, recorded_at = max(line.get("seq", 0), self.next_seq), self._recorded_at(line)
        place = seq
        if "corrects" in line:
            place = next(event.place for event in self.events if event.seq == line["corrects"])
        named = frozenset(event.body["unit"] for event in self.events if "unit" in event.body)
        return Event(seq, place, recorded_at, resolved(line["at"], recorded_at), line, named=named, keep_years=self.keep_years)

    def _try(self, event):
        """"After each new event the whole order must still be possible"."""
        events = [one for one in self.standing() if one.seq != event.body.get("corrects")] + [event]
        world, failures = replay(events, withdrawn=self.withdrawn(events))
        if event.kind in ("arrived", "transferred") and failures.get(event.seq) == "unit_being_made_ready":
            _, forced = replay(events, withdrawn=self.withdrawn(events), forced=event)
            failures[event.seq] = forced.get(event.seq, "unit_being_made_ready")  # a claim that still stands comes first in the list
        if event.seq in failures:
            return refused(failures[event.seq])
        if failures:
            return breaks_later(events, failures)
        self._keep(event, world)
        return Verdict()

    def _annul(self, event):
        """"`annulled` with `corrects: N` takes N away"."""
        events = [one for one in self.standing() if one.seq != event.body["corrects"]]
        world, failures = replay(events, withdrawn=self.withdrawn(events))
        if failures:
            return breaks_later(events, failures)
        self._keep(event, world)
        return Verdict()

    def _keep(self, event, world):
        event.ends = frozenset(world.ended_by.get(event.seq, ()))
        event.is_new = False
        self.events.append(event)

    # Asking.

    def standing(self, known_at=None):
        """The events that stand, as was known at a moment: corrections in their places, what was annulled taken away."""
        standing = {}
        for event in self.events:
            if known_at is not None and event.recorded_at > known_at:
                break
            standing.pop(event.body.get("corrects"), None)
            if event.kind != "annulled":
                standing[event.seq] = event
        return list(standing.values())

    def withdrawn(self, standing, known_at=None):
        """Arrivals that ended claims and stand no longer."""
        return [event for event in self.events if event.ends and event not in standing
                and (known_at is None or event.recorded_at <= known_at)]

    def world(self, at, known_at=None):
        events = self.standing(known_at)
        return replay(events, at, self.withdrawn(events, known_at))[0]

    def state(self, at, known_at=None):
        return self.world(at, known_at).state()


def refused(why):
    return Verdict(frozenset({why}))


def breaks_later(events, failures):
    """"naming the first later event that fails": "the `seq` of the first event of the order that fails"."""
    failing = min((event for event in events if event.seq in failures), key=lambda event: event.order)
    return Verdict(frozenset({"breaks_later"}), failing.seq)


def content(body) -> Any:
    """"the same content (all but `seq` and `recorded_at`)"."""
    return json.dumps({key: value for key, value in body.items() if key not in ("seq", "recorded_at")}, sort_keys=True)
