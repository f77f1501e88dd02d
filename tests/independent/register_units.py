"""One unit of the register: what lies on it at a moment, and what ends by the passing of time.

"Claims, stays, turnarounds and voids of a unit never overlap another household's (a void over a stay is the one exception)".
Not here: whether an event may happen (`register_rules.py`).
"""

from dataclasses import dataclass
from typing import Any

from register_times import midnight, read_day, written

FREE = None


@dataclass(eq=False)
class Claim:
    """`state` is held, offered or accepted; `seq` is the event's that began it."""

    household: Any
    referral: str
    unit: str
    state: str
    since: int
    until: int | None
    seq: int
    expected: str | None = None
    ended: int | None = None

    def stands(self, moment):
        """"At its `until` a claim has lapsed and the unit is free."""
        return (self.ended is None or self.ended > moment) and (self.until is None or self.until > moment)


@dataclass(eq=False)
class Stay:
    """`begun_by` is the arrival, transfer or row of occupancy.csv; `leaving_on` is the `on` of an expected departure."""

    household: Any
    referral: str
    since: int
    begun_by: Any
    leaving_on: str | None = None


@dataclass
class Span:
    """A void, a closure or a turnaround. `since` is None where the first estate says it; `expected` is as given."""

    since: int | None
    until: int | None = None
    expected: str | None = None


def shut_until(row):
    """"`void` counts as a void and `planned` as closed until the `from` day begins in London": (what, until)."""
    what = {"open": None, "void": "void", "planned": "closed"}[row["state"]]
    return what, midnight(read_day(row["from"])) if row.get("from") else None


class Unit:
    def __init__(self, name):
        self.name = name
        self.closed = self.void = self.claim = self.stay = self.turnaround = FREE
        self.ended = None  # "vacant: the last thing that ended, null if nothing ever did"
        self.waiting = None  # what a later estate says "over a stay or claim from their end": (what it said before, what it says)

    # What ends.

    def note_end(self, moment):
        self.ended = moment if self.ended is None else max(self.ended, moment)

    def end(self, what, moment):
        setattr(self, what, FREE)
        self.note_end(moment)
        if what in ("claim", "stay") and not self.claim and not self.stay and self.waiting:
            (was, row), self.waiting = self.waiting, None
            self.change(was, row, moment)

    def ends_by_itself(self):
        """What the passing of time will end: (moment, what)."""
        for what in ("claim", "void", "closed", "turnaround"):
            thing = getattr(self, what)
            if thing is not FREE and thing.until is not None:
                yield thing.until, what

    def advance(self, moment):
        """Everything that has ended by itself by this moment, in order."""
        while True:
            over = sorted(ending for ending in self.ends_by_itself() if ending[0] <= moment)
            if not over:
                return
            self.end(over[0][1], over[0][0])

    # What the estate says.

    def begin(self, row, at):
        """A unit that is new, `at` None: from before the first event."""
        what, until = shut_until(row)
        if what and (at is None or until is None or until > at):
            setattr(self, what, Span(at, until))

    def say(self, was, row, at):
        """A later estate "acts only on units whose state or from differs, …, over a stay or claim from their end"."""
        if (was["state"], was.get("from")) == (row["state"], row.get("from")):
            return
        if self.stay or self.claim:
            self.waiting = (self.waiting[0] if self.waiting else was, row)
        else:
            self.change(was, row, at)

    def change(self, was, row, at):
        """"as the event of that name would": what is said no longer ends, what is said now begins or goes on."""
        before, (what, until) = shut_until(was)[0], shut_until(row)
        if until is not None and until <= at:
            what = None
        if before and before != what and getattr(self, before) is not FREE:
            self.end(before, at)
        if what and (was["state"], was.get("from")) != (row["state"], row.get("from")):
            begun = getattr(self, what)
            setattr(self, what, Span(begun.since if begun else at, until, begun.expected if begun else None))

    # What is shown.

    def shown(self):
        """"the first that holds of `closed` `lived_in` `void` `accepted` `offered` `held` `being_made_ready` `vacant`"."""
        row = {"unit": self.name, **self._state()}
        row["since"] = None if row["since"] is None else written(row["since"])
        if isinstance(row["until"], int):
            row["until"] = written(row["until"])
        return row

    def _state(self):
        if self.closed:
            return {"state": "closed", "since": self.closed.since, "until": self.closed.until}
        if self.stay:
            row = {"state": "lived_in", "since": self.stay.since, "until": self.stay.leaving_on, "referral": self.stay.referral}
            if self.void:  # "a lived-in unit under repair has `void_since`"
                row["void_since"] = None if self.void.since is None else written(self.void.since)
            return row
        if self.void:
            return {"state": "void", "since": self.void.since, "until": self.void.expected or self.void.until}
        if self.claim:
            until = self.claim.expected if self.claim.state == "accepted" else self.claim.until
            return {"state": self.claim.state, "since": self.claim.since, "until": until, "referral": self.claim.referral}
        if self.turnaround:
            return {"state": "being_made_ready", "since": self.turnaround.since, "until": self.turnaround.until}
        return {"state": "vacant", "since": self.ended, "until": None}
