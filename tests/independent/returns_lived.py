"""A history as returns count it: who had which night, lived day by day, and what happened on the way.

"Nights: the night of day D belongs to whoever lives there at 23:59:59 London time of D". The register's own second reading
(`register_world.py`) says what is so at each moment; here is only written down what is counted. Not here: the lines (`returns_lines.py`).
"""

from dataclasses import dataclass, field
from datetime import timedelta

from register_keys import persons_of
from register_log import step
from register_times import BEGINNING, end_of_day, london_day, read_day, read_moment
from register_world import World

UNIT_TYPES = ["refuge", "dispersed", "specialist", "other"]
TYPES = ["refuge", "dispersed", "specialist", "second_stage", "sanctuary", "other"]


def type_of(row):
    """"a Safe Place is `other` unless said"."""
    return row.get("return_type") or {"refuge": "refuge", "dispersed": "dispersed"}.get(row["kind"], "other")


def is_child(person):
    """"under 18 whatever the role; unknown age by role"."""
    return person["role"] == "child" if person["age"] == "unknown" else person["age"] < 18


@dataclass(eq=False)
class WholeStay:
    """From arrival to departure; `parts` are (type, since) one a unit."""

    household: object
    parts: list
    left: object = None  # the event


@dataclass(eq=False)
class Going:
    """A second stage or a sanctuary while it runs."""

    household: object
    referral: str
    type: str
    counts: bool
    since: int
    until: int | None = None


@dataclass(eq=False)
class Known:
    """Who belongs to a household: pseudonym to what is said of them; `told` once a form says so."""

    persons: dict = field(default_factory=dict)
    told: bool = False


class Lived(World):
    def __init__(self, first, last):
        super().__init__()
        self.first, self.last = first, last  # days of the period
        self.known = {}  # household: Known
        self.stays, self.going = [], []
        self.nights = []  # (day, type, household, Known as it was then)
        self.moves = []  # (day, household): between types
        self.received, self.closed = {}, []  # reference: day; (day, reference, how, event)
        self.given, self.needs, self.staff = [], [], []
        self.was = []  # (household, id) is (household, id)
        self.estates = []  # (day or None, types)
        self.last_said = {}  # (household, id): what was said of somebody last

    def apply(self, event):
        counted = getattr(self, f"count_{event.kind}", None)
        if counted:
            counted(event)
        super().apply(event)
        after = getattr(self, f"after_{event.kind}", None)
        if after:
            after(event)

    # People.

    def belonging(self, household):
        return self.known.setdefault(household, Known())

    def form_told(self, event):
        household = self.household_of(event.body["referral"])
        known = self.belonging(household)
        known.told, known.persons = True, {person["id"]: {**person, "_told": event.order} for person in persons_of(event.body["form"])}
        for person in known.persons.values():
            self.last_said[household, person["id"]] = person
            self.somebody_else_before(household, person)

    def somebody_else_before(self, household, person):
        if "was" in person:
            reference, _, one = person["was"].rpartition("/")
            self.was.append(((household, person["id"]), (self.household_of(reference), one)))

    def after_referral_received(self, event):
        self.form_told(event)
        self.received[event.body["referral"]] = london_day(event.at)

    def after_referral_amended(self, event):
        self.form_told(event)

    def count_person_joined(self, event):
        household = self.household_of(event.body["referral"])
        person = {**event.body["person"], "id": event.body["person"].get("id", household.next_number()), "_told": event.order}
        self.belonging(household).persons[person["id"]] = self.last_said[household, person["id"]] = person
        self.somebody_else_before(household, person)

    def after_person_left(self, event):
        self.belonging(self.household_of(event.body["referral"])).persons.pop(event.body["id"], None)

    # Stays.

    def after_estate_recorded(self, event):
        types = {type_of(row) for row in self.rows.values()}
        self.estates.append((None if event.first else london_day(event.at), types))

    def moved_in(self, event):
        return type_of(self.rows[event.body["unit"]]), event.at

    def after_carried_in(self, event):
        self.stays.append(WholeStay(self.household_of(event.body["referral"]), [self.moved_in(event)]))

    def after_arrived(self, event):
        self.after_carried_in(event)
        self.closed.append((london_day(event.at), event.body["referral"], "placed", event))

    def stay_now(self, household):
        return next(stay for stay in reversed(self.stays) if stay.household is household and not stay.left)

    def after_transferred(self, event):
        """"A stay keeps the type in force when it began"."""
        household = self.household_of(event.body["referral"])
        stay = self.stay_now(household)
        stay.parts.append(self.moved_in(event))
        if stay.parts[-1][0] != stay.parts[-2][0]:
            self.moves.append((london_day(event.at), household))

    def count_departed(self, event):
        household = self.household_of(event.body["referral"])
        stay, day = self.stay_now(household), london_day(event.at)
        if london_day(stay.parts[0][1]) == day:  # "counts as one night, of the type it ended in"
            self.night(day, stay.parts[-1][0], household)
        stay.left = event

    # Closings.

    def closing(self, event):
        self.closed.append((london_day(event.at), event.body["referral"], event.kind, event))

    count_turned_away = count_placed_elsewhere = count_withdrawn = count_duplicate = closing

    def after_sanctuary_determined(self, event):
        if event.body.get("accepted"):
            self.closed.append((london_day(event.at), event.body["referral"], "sanctuary", event))

    # Second stage and sanctuary.

    def goes_on(self, event, type_):
        return next((one for one in reversed(self.going) if one.referral == event.body["referral"] and one.type == type_
                     and one.until is None), None)

    def begins(self, event, type_, counts):
        household = self.household_of(event.body["referral"])
        self.going.append(Going(household, event.body["referral"], type_, counts, event.at))

    def ends(self, event, type_):
        going, day = self.goes_on(event, type_), london_day(event.at)
        if going:
            if going.counts and london_day(going.since) == day:
                self.night(day, type_, going.household)
            going.until = event.at

    def after_second_stage_began(self, event):
        self.begins(event, "second_stage", event.body.get("relevant", False))

    def after_second_stage_ended(self, event):
        self.ends(event, "second_stage")

    def after_measure_fitted(self, event):
        """"sanctuary: from the first fitting until its end"."""
        if not self.goes_on(event, "sanctuary"):
            self.begins(event, "sanctuary", True)

    def after_sanctuary_ended(self, event):
        self.ends(event, "sanctuary")

    # Support.

    def after_support_given(self, event):
        household, one = self.household_of(event.body["referral"]), event.body["person"]
        said = self.last_said.get((household, one))
        self.given.append((london_day(event.at), household, one, event.body["types"], event.body.get("childrens", False),
                           bool(said and is_child(said))))

    def after_support_needs(self, event):
        self.needs.append((london_day(event.at), self.household_of(event.body["referral"]), event.body["person"], event.body["needs"]))

    def after_staff_recorded(self, event):
        on = read_day(event.body["on"])
        self.staff.append((on or london_day(read_moment(event.body["on"])), event.body["fte"]))

    # Nights.

    def night(self, day, type_, household):
        if self.first <= day <= self.last:
            known = self.belonging(household)
            self.nights.append((day, type_, household, Known(dict(known.persons), known.told)))

    def day_ends(self, day):
        for unit in self.units.values():
            if unit.stay:
                self.night(day, self.stay_now(unit.stay.household).parts[-1][0], unit.stay.household)
        for going in self.going:
            if going.until is None and going.counts:
                self.night(day, going.type, going.household)


def live(log, known_at, first, last):
    """The whole history as known at a moment, each night of the period looked at; and the worlds just before it and at its end."""
    events = log.standing(known_at)
    withdrawn = log.withdrawn(events, known_at)
    world, day, failures = Lived(first, last), first, {}
    ends = {}

    def let_days_end(until):
        nonlocal day
        while day <= last and end_of_day(day) < until:
            world.advance(end_of_day(day))
            world.day_ends(day)
            day += timedelta(days=1)

    for event in sorted([*events, *withdrawn], key=lambda event: event.order):
        at = BEGINNING if event.first else event.at
        let_days_end(at)
        world.advance(at)
        if event in withdrawn:
            world.end_again(event)
        else:
            step(world, event, failures, set())
    let_days_end(end_of_day(last) + 1)
    return world, ends


def open_at_the_end_of(log, known_at, day):
    """References of referrals that are open at 23:59:59 of a day, those carried in apart (they never were)."""
    world = log.world(end_of_day(day), known_at)
    return [one.reference for one in world.referrals.values() if one.state == "open"]
