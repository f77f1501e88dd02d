"""Moments as whole seconds of UTC, and the London days that the register goes by."""

import re
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")

# "the first event, in force from before every other whatever its `at`"
BEGINNING = -(10 ** 12)


def read_moment(text):
    """"whole seconds with an offset"; None for anything else."""
    if not isinstance(text, str) or not MOMENT.fullmatch(text):
        return None
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except ValueError:
        return None


def read_day(text):
    """A date as 2026-11-20; None for anything else."""
    if not isinstance(text, str) or not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=None)
def midnight(day):
    """00:00 London time of a day."""
    return int(datetime.combine(day, time(), LONDON).timestamp())


@lru_cache(maxsize=None)
def end_of_day(day):
    """23:59:59 London time of a day."""
    return int(datetime.combine(day, time(23, 59, 59), LONDON).timestamp())


@lru_cache(maxsize=None)
def london_day(moment):
    return datetime.fromtimestamp(moment, LONDON).date()


@lru_cache(maxsize=None)
def written(moment):
    """"moments in UTC with `Z`"."""
    return datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def resolved(at, recorded_at):
    """"In an import it may be a date: it then stands at 23:59:59 London time of that day (the London day of
    `recorded_at` itself: at `recorded_at`)"."""
    day = read_day(at)
    if day is None:
        return read_moment(at)
    return recorded_at if day == london_day(recorded_at) else end_of_day(day)


def nights_after(moment, nights):
    """"00:00 London time of the day of leaving plus `turnaround_nights`"."""
    return midnight(london_day(moment) + timedelta(days=nights))


def years_after(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
