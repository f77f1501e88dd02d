"""Random histories that last: months and years of a small provider, so that returns have something to count. Everything is synthetic.

Drawn like the nights of `register_histories.py`, in longer steps, with people of whom more is said and units of every type.
"""

import random
from datetime import date, timedelta

import register_actions
from register_histories import HistoryMaker, small_estate
from register_history import History, Line, Writer
from register_times import london_day, midnight, read_moment

STARTS = ["2024-01-15", "2024-03-20", "2024-09-01", "2025-01-30", "2025-03-28", "2025-10-20", "2026-01-02", "2026-03-27"]
LAST = read_moment("2026-11-15T00:00:00Z")
DAY = 86400
PACES = [[0, 600, 3600, 7200, 20000], [3600, 20000, DAY], [DAY, 3 * DAY, 9 * DAY, 600], [5 * DAY, 20 * DAY, 40 * DAY, 3600]]
ETHNICITIES = ["white", "black", "asian", "mixed", "other", "unknown"]


def person(rng, lead=False):
    """One person of a form, with what 10.13 iii asks, or not."""
    if lead or rng.random() < 0.25:
        ages = [16, 17, 18, 19, 24, 25, 34, 35, 44, 45, 54, 55, 64, 65, 80, "unknown"] if not lead else [18, 24, 25, 34, 45, 64, 65, 71]
        made = {"role": "adult", "age": rng.choice(ages)}
    else:
        made = {"role": "child", "age": rng.choice([0, 1, 4, 5, 10, 11, 15, 16, 17, "unknown"])}
    made["sex"] = rng.choice(["female", "female", "male"])
    for key, words in (("gender", ["female", "male", "non_binary", "unknown"]), ("ethnicity", ETHNICITIES),
                       ("disability", ["yes", "no", "unknown"]), ("sexuality", ["straight", "lesbian", "unknown"]),
                       ("specialist", ["deaf", "none", "unknown"])):
        if rng.random() < 0.4:
            made[key] = rng.choice(words)
    if rng.random() < 0.06 and not lead:
        made["arrives"] = (date(2024, 1, 1) + timedelta(days=rng.randint(0, 1100))).isoformat()
    return made


class YearMaker(HistoryMaker):
    """One history over months, with nothing in it that is refused."""

    def __init__(self, seed, folder):
        register_actions.person = person
        self.rng = rng = random.Random(seed)
        self.night = date.fromisoformat(rng.choice(STARTS))
        self.clock = midnight(self.night) + rng.randint(0, DAY - 1)
        said, keep_years = small_estate(rng, folder, self.night)
        for row in said["units"]:
            row["return_type"] = rng.choice(["refuge", "dispersed", "specialist", "other", None, None])
            row["kind"] = rng.choice(["refuge", "dispersed", "safe_place"])
        said["units"] = [{key: value for key, value in row.items() if value is not None} for row in said["units"]]
        self.history = History(str(seed), folder, None, keep_years, "recorded", False, None)
        self.writer = Writer(self.history)
        self.length = rng.choice([15, 30, 50, 70])
        self.refused = 10 ** 9  # none is kept
        self.steps = rng.choice(PACES)
        self.on_pathways = rng.random() < 0.6
        self._keep(Line({**said, **self._when(self.clock, self.clock)}))

    def make(self):
        tries = 0
        while len(self.writer.written) < self.length and tries < 8 * self.length and self.clock < LAST:
            tries += 1
            self.clock += self.rng.choice(self.steps)
            if self.clock < LAST:
                self._step()
        return self.history, self.writer

    def _happened(self):
        if self.rng.random() < 0.8:
            return self.clock
        return super()._happened()

    def period(self):
        """Any days, a quarter or a year that what happened touches, or nearly."""
        rng = self.rng
        days = [london_day(event.at) for event in self.writer.log.events]
        day = rng.choice(days) + timedelta(days=rng.choice([0, 0, 0, -1, 1, 30]))
        kind = rng.random()
        if kind < 0.4:
            year = day.year if day.month > 3 else day.year - 1
            return f"{year}-{(year + 1) % 100:02}", date(year, 4, 1), date(year + 1, 3, 31)
        if kind < 0.6:
            quarter = (day.month + 2) // 3
            first = date(day.year, 3 * quarter - 2, 1)
            after = date(day.year + quarter // 4, 3 * quarter % 12 + 1, 1)
            return f"{day.year}-Q{quarter}", first, after - timedelta(days=1)
        last = day + timedelta(days=rng.choice([0, 1, 6, 30, 100]))
        return f"{day}..{last}", day, last
