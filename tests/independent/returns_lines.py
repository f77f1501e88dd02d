"""Section 12's lines of `mhclg`, each from what was lived: {(line, type, category, counts): (value, standing)}."""

from datetime import date, timedelta
from statistics import mean

from register_times import london_day
from returns_lived import TYPES, UNIT_TYPES, is_child, open_at_the_end_of

BANDS = [(0, 4), (5, 10), (11, 15), (16, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 10 ** 6)]
MONTHS = [("under_1", 0, 1), ("1_3", 1, 3), ("3_6", 3, 6), ("6_12", 6, 12), ("12_24", 12, 24), ("24_over", 24, 10 ** 6)]
SUPPORT = ["general", "advocacy", "prevention", "protected", "housing", "advice", "counselling", "other"]
NEEDS = ["offending", "drugs", "alcohol", "mental_health", "other"]
REASONS = {"capacity": "capacity", "not_contacted": "not_contacted", "declined": "declined", "proximity": "proximity",
           "disability": "needs_disability", "mental_health": "needs_mental_health", "alcohol": "needs_alcohol",
           "drugs": "needs_drugs", "nrpf": "needs_nrpf", "needs_other": "needs_other"}
WORDED = ["gender", "ethnicity", "disability", "sexuality", "specialist"]
CLOSINGS = ["placed", "turned_away", "placed_elsewhere", "withdrawn", "duplicate", "sanctuary"]


class Lines:
    def __init__(self, log, known_at, world):
        self.log, self.known_at, self.world = log, known_at, world
        self.first, self.last = world.first, world.last
        self.rows = {}
        self.people = Individuals(world.was)
        self.first_nights = self._first_nights()

    def add(self, line, type_, category, counts, value, standing="counted"):
        key = (line, type_, category, counts)
        assert key not in self.rows, key
        self.rows[key] = (str(value), standing)

    def in_period(self, day):
        return self.first <= day <= self.last

    def all(self):
        self.i()
        self.ii()
        self.iii()
        self.iv()
        self.v_and_vi()
        self.vii()
        self.viii()
        self.ix()
        self.x()
        self.moves()
        self.departures()
        self.reconciliation()
        return self.rows

    # Types.

    def possible(self, type_):
        """"a type that the estate cannot have": of no unit of an estate in force on a day of the period, nor of any night."""
        if type_ not in UNIT_TYPES:
            return True
        in_force = set()
        for (since, types), (until, _) in zip(self.world.estates, [*self.world.estates[1:], (None, None)]):
            begun = since is None or since <= self.last
            over = until is not None and until < self.first
            if begun and not over:
                in_force |= types
        return type_ in in_force or any(night[1] == type_ for night in self.world.nights)

    # Nights.

    def _first_nights(self):
        """{type or all: {individual: (day, what is said of it that day)}}."""
        found = {}
        for day, type_, household, known in sorted(self.world.nights, key=lambda night: night[0]):
            for one, person in known.persons.items():
                if "arrives" in person and date.fromisoformat(person["arrives"]) > day:
                    continue
                who = self.people.one(household, one)
                for of in ("all", type_):
                    day_before, told = found.setdefault(of, {}).setdefault(who, (day, person))
                    if day_before == day and person["_told"] > told["_told"]:  # of two forms that speak of one that day, the newer
                        found[of][who] = (day, person)
        return found

    def of(self, type_):
        return self.first_nights.get(type_, {})

    def i(self):
        duplicates = {reference for _, reference, how, _ in self.world.closed if how == "duplicate"}
        count = sum(self.in_period(day) and reference not in duplicates for reference, day in self.world.received.items())
        self.add("i", "all", "all", "referral", count)

    def ii(self):
        for type_ in ["all", *TYPES]:
            if type_ != "all" and not self.possible(type_):
                self.add("ii", type_, "all", "individual", "", "not_collected")
                continue
            self.add("ii", type_, "all", "individual", len(self.of(type_)))
            nights = [night for night in self.world.nights if type_ in ("all", night[1])]
            untold = {id(night[2]) for night in nights} - {id(night[2]) for night in nights if night[3].told}
            if untold:
                self.add("ii", type_, "persons_not_known", "household", len(untold), "not_known")

    def iii(self):
        words = {of: set() for of in WORDED}
        for people in self.first_nights.values():
            for _, person in people.values():
                for of in WORDED:
                    words[of].add(word(person, of))
        for type_ in ["all", *TYPES]:
            if type_ != "all" and not self.possible(type_):
                self.add("iii", type_, "all", "individual", "", "not_collected")
                continue
            persons = [person for _, person in self.of(type_).values()]
            children = sum(map(is_child, persons))
            self.add("iii", type_, "adult", "individual", len(persons) - children)
            self.add("iii", type_, "child", "individual", children)
            for low, high in BANDS:
                name = "age_65_over" if low == 65 else f"age_{low}_{high}"
                count = sum(person["age"] != "unknown" and low <= person["age"] <= high for person in persons)
                self.add("iii", type_, name, "individual", count)
            self.add("iii", type_, "age_not_known", "individual", sum(person["age"] == "unknown" for person in persons))
            for of in WORDED:
                always = {"female", "male"} if of == "gender" else set()
                for one in sorted(words[of] | always | {"not_known"}):
                    count = sum(word(person, of) == one for person in persons)
                    self.add("iii", type_, f"{of}_{one}", "individual", count)

    def iv(self):
        latest = {}
        for day, household, one, needs in self.world.needs:
            if day <= self.last:
                latest[self.people.one(household, one)] = needs
        for need in NEEDS:
            self.add("iv", "all", need, "individual", sum(need in latest.get(who, []) for who in self.of("all")))
        self.add("iv", "all", "not_known", "individual", sum(who not in latest for who in self.of("all")))

    def v_and_vi(self):
        given = [(self.people.one(household, one), types, childrens, child)
                 for day, household, one, types, childrens, child in self.world.given if self.in_period(day)]
        given = [one for one in given if one[0] in self.of("all")]
        for type_ in SUPPORT:
            self.add("v", "all", type_, "individual", len({who for who, types, _, _ in given if type_ in types}))
        self.add("vi", "all", "all", "individual", len({who for who, _, childrens, child in given if childrens and child}))

    def vii(self):
        told = [one for one in self.world.staff if one[0] <= self.last]
        latest = max(enumerate(told), key=lambda one: (one[1][0], one[0]), default=None)
        if latest is None:
            self.add("vii", "all", "all", "fte", "", "not_known")
        else:
            self.add("vii", "all", "all", "fte", f"{latest[1][1] / 100:.2f}")

    def viii(self):
        turned_away = [(reference, event.body.get("reason")) for day, reference, how, event in self.world.closed
                       if how == "turned_away" and self.in_period(day)]
        for category in ["all", *REASONS.values()]:
            meant = [reference for reference, reason in turned_away if category in ("all", REASONS.get(reason))]
            self.add("viii", "all", category, "instance", len(meant))
            self.add("viii", "all", category, "household", len({id(self.world.household_of(one)) for one in meant}))

    def ix(self):
        why = {}
        for stay in sorted((one for one in self.world.stays if one.left), key=lambda one: one.left.order):
            if self.in_period(london_day(stay.left.at)):
                why[stay.household] = stay.left.body["because"]
        here = {night[2] for night in self.world.nights if night[0] == self.last and self.lives_at_the_end(night[2])}
        stopped = [because for household, because in why.items() if household not in here and not self.goes_on(household)]
        named = ("stopped_needing", "lives_with_perpetrator")
        self.add("ix", "all", "all", "household", len(stopped))
        for category in named:
            self.add("ix", "all", category, "household", stopped.count(category))
        self.add("ix", "all", "other", "household", sum(because not in named for because in stopped))
        self.add("ix", "all", "transferred", "household", self.moved())

    def lives_at_the_end(self, household):
        """At the last second of the last day."""
        return any(stay.household is household and london_day(stay.parts[0][1]) <= self.last
                   and (not stay.left or london_day(stay.left.at) > self.last) for stay in self.world.stays)

    def goes_on(self, household):
        """"neither living here nor in any second stage or sanctuary" at the period's end."""
        return any(one.household is household and london_day(one.since) <= self.last
                   and (one.until is None or london_day(one.until) > self.last) for one in self.world.going)

    def x(self):
        self.lengths("all", [[stay_bounds(stay)] for stay in self.world.stays])
        for type_ in UNIT_TYPES:
            if self.possible(type_):
                self.lengths(type_, [runs(stay, type_) for stay in self.world.stays])
            else:
                self.add("x", type_, "all", "stay", "", "not_collected")

    def lengths(self, type_, stays):
        ended = [one for stay in stays for one in stay if one[1] is not None and self.in_period(one[1])]
        for name, low, high in MONTHS:
            self.add("x", type_, name, "stay", sum(low <= months_between(*one[:2]) < high for one in ended))
        nights = sorted(one[2] for one in ended)
        if nights:
            middle = mean(nights[(len(nights) - 1) // 2:len(nights) // 2 + 1])
            self.add("x", type_, "median_nights", "stay", int(middle) if middle == int(middle) else middle)
        else:
            self.add("x", type_, "median_nights", "stay", "", "not_known")
        still = sum(one[0] <= self.last and (one[1] is None or one[1] > self.last) for stay in stays for one in stay)
        self.add("x", type_, "still_in", "stay", still)

    def moved(self):
        return len({id(household) for day, household in self.world.moves if self.in_period(day)})

    def moves(self):
        self.add("xi", "all", "all", "household", self.moved())

    def departures(self):
        left = [stay for stay in self.world.stays if stay.left and self.in_period(london_day(stay.left.at))]
        alive = [stay for stay in left if stay.left.body["because"] != "died"]
        planned = [stay for stay in alive if stay.left.body.get("planned")]
        evicted = [stay for stay in left if stay.left.body["because"] == "evicted"]
        for line, category, stays in (("xii", "planned", planned), ("xii", "of", alive), ("xiii", "all", evicted)):
            self.add(line, "all", category, "household", len({id(stay.household) for stay in stays}))

    def reconciliation(self):
        def add(category, value):
            self.add("reconciliation", "all", category, "referral", value)

        add("open_at_start", len(open_at_the_end_of(self.log, self.known_at, self.first - timedelta(days=1))))
        add("received", sum(map(self.in_period, self.world.received.values())))
        for closing in CLOSINGS:
            add(closing, sum(how == closing and self.in_period(day) for day, _, how, _ in self.world.closed))
        add("open_at_end", len(open_at_the_end_of(self.log, self.known_at, self.last)))


class Individuals:
    """"An individual is a household and a person's `id`; `person.was` …": everybody who is one."""

    def __init__(self, was):
        self.links = {}
        for one, other in was:
            one, other = self._root(self._key(*one)), self._root(self._key(*other))
            if one != other:
                self.links[one] = other

    @staticmethod
    def _key(household, one):
        return id(household), one

    def _root(self, key):
        while key in self.links:
            key = self.links[key]
        return key

    def one(self, household, one):
        return self._root(self._key(household, one))


def word(person, of):
    """"`gender` where stated, else `sex`"; what is absent or unknown is not known."""
    said = person.get(of)
    if said in (None, "unknown"):
        said = person["sex"] if of == "gender" else "not_known"
    return said


# --------------------------------------------------------------------------------------------------------- lengths

def stay_bounds(stay):
    """(first day, day of leaving or None, nights) of a whole stay."""
    since = london_day(stay.parts[0][1])
    until = london_day(stay.left.at) if stay.left else None
    return since, until, max(1, (until - since).days) if until else None


def runs(stay, type_):
    """The same for each time in one type, "from entering the type to leaving it, over any number of units"."""
    since, until, _ = stay_bounds(stay)
    within_a_day = since == until
    found, parts = [], stay.parts
    number = 0
    while number < len(parts):
        following = number
        while following < len(parts) and parts[following][0] == parts[number][0]:
            following += 1
        entered = london_day(parts[number][1])
        last = following == len(parts)
        left = until if last else london_day(parts[following][1])
        if parts[number][0] == type_:
            nights = None if left is None else 1 if within_a_day and last else (left - entered).days
            found.append((entered, left, nights))
        number = following
    return found


def later_by(day, months):
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(number, day.day))
        except ValueError:
            continue
    raise ValueError(day)


def months_between(since, until):
    """"completed calendar months (31 January to 28 February is one)"."""
    months = 0
    while later_by(since, months + 1) <= until:
        months += 1
    return months
