"""The workload, read from the scenario lintel is given, so that every program simulates the same."""

import csv
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]  # scenarios name their estate from here
DAYS = 365.0


@dataclass(frozen=True)
class Workload:
    """Poisson arrivals to alike units; a lognormal stay; nobody waits. Times in days."""

    units: int
    a_day: float
    stay_days_mean: float
    stay_cv: float
    begin: float  # who arrives before is not counted
    end: float

    @property
    def load(self):
        """Erlangs: households present if there were units for all."""
        return self.a_day * self.stay_days_mean

    @property
    def sigma(self):
        """Standard deviation of the stay's logarithm."""
        return math.sqrt(math.log(1 + self.stay_cv**2))

    @property
    def mu(self):
        """Mean of the stay's logarithm."""
        return math.log(self.stay_days_mean) - self.sigma**2 / 2


def read(path):
    scenario = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    stay = scenario["stay"]["default"]
    if stay["family"] != "lognormal" or scenario["start_state"] != "empty":
        raise ValueError(f"{path}: the peers know lognormal stays and a start from empty only")
    begin = DAYS * scenario["warm_up_years"]
    return Workload(
        units=_units(ROOT / scenario["estate"] / "units.csv"),
        a_day=scenario["arrivals"]["per_year"] / DAYS,
        stay_days_mean=stay["mean_days"],
        stay_cv=stay["cv"],
        begin=begin,
        end=begin + DAYS * scenario["years"],
    )


def _units(path):
    with path.open(newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.DictReader(file))
