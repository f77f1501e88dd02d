"""lintel on the workload: `lintel forecast SCENARIO.toml --threads 1` as a program of its own, start-up and tables included."""

import csv
import resource
import statistics
import time
from dataclasses import dataclass

import alone
from simulation import workload
from simulation.blocking import Blocking, of_moments

HISTORIES = 5000  # of the first timed run, and of the one that is not
MOST = 2_000_000
START_UPS = 5
NEGLIGIBLE = 0.01  # the share of a timed run that starting may be


@dataclass(frozen=True)
class Lintel:
    """Where the program and its data are, and where it may write."""

    program: str
    data: str
    out: str

    @property
    def version(self):
        return alone.call([self.program, "--version"]).split()[-1]


@dataclass(frozen=True)
class Run:
    """One run: seconds of the processor and of the clock, and what was counted."""

    histories: int
    arrivals: int
    seconds: float
    clock_seconds: float
    blocking: Blocking


def timed(lintel, scenario):
    """Seconds of starting (one history, the median of some runs), and a run beside which that is negligible."""
    start_up = statistics.median(_forecast(lintel, scenario, 1)[0] for _ in range(START_UPS))
    histories = HISTORIES
    while True:
        run = forecast(lintel, scenario, histories)
        if start_up <= NEGLIGIBLE * run.seconds or histories >= MOST:
            return start_up, run
        a_history = (run.seconds - start_up) / histories
        histories = min(MOST, int(1.1 * start_up / NEGLIGIBLE / max(a_history, 1e-9)))


def forecast(lintel, scenario, histories):
    seconds, clock, totals = _forecast(lintel, scenario, histories)
    arrived, placed, turned_away = totals["referrals"], totals["placed"], totals["need_unmet"]
    if abs(placed[0] + turned_away[0] - arrived[0]) > 1e-6 * arrived[0]:
        raise alone.CannotRun(f"{scenario}: some are neither placed nor turned away; this is not the loss workload")
    found = of_moments(arrived, placed, turned_away, histories)
    return Run(histories, round(arrived[0] * histories), seconds, clock, found)


def _forecast(lintel, scenario, histories):
    command = [lintel.program, "--data", lintel.data, "forecast", scenario, "--out", lintel.out]
    clock, before = time.perf_counter(), _processor_seconds()
    alone.call([*command, "--threads", 1, "--replications", histories], cwd=workload.ROOT)
    seconds = _processor_seconds() - before
    return seconds, time.perf_counter() - clock, _totals(lintel.out / "forecast.csv")


def _processor_seconds():
    """Of all programs this one has started and seen end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _totals(path):
    """(mean, standard error) of every measure of all households over the whole span; one history has no error."""
    found = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (row["period"], row["group"]) == ("total", "all") and row["statistic"] in ("mean", "se"):
                found.setdefault(row["measure"], {})[row["statistic"]] = float(row["value"])
    return {measure: (value["mean"], value.get("se", 0.0)) for measure, value in found.items() if "mean" in value}
