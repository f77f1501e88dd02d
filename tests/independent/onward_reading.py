"""Short stays and what follows them, simulated a second time from `docs/reference/scenario.md` and `docs/reference/measures.md` alone.

A small service of two kinds of unit, in plain Python with its own random numbers: Safe Places, where stays are short, and refuge units.
`lintel forecast` simulates the same scenarios, and every measure that both count is compared by its z-score; where a formula is known,
both are held against it as well. Everything is synthetic.

    python3 tests/independent/onward_reading.py --lintel target/release/lintel --data data --count 300 --seed 7
"""

import argparse
import csv
import heapq
import math
import random
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

# A right program is further off than this in one of 100,000 comparisons.
FAR = 4.42
START, WARM_UP_DAYS, DAYS = "2026-01-01", 731, 1096
YEARS, WARM_UP_YEARS = 3, 2
SHORT, LONGER = "safe_place", "refuge"
SERVED = {"first": 0, "in_order": 1, "last": 2}


@dataclass
class Case:
    """A scenario: numbers of units, who asks, how long they stay, and what follows."""

    name: str
    units: dict
    per_year: float
    homeless: float
    stay: dict
    chance: float
    may_stay: float = 0.0
    served: str = "in_order"
    patience: float = None
    returns: float = 0.0
    turnaround: int = 0

    def toml(self, estate, count, seed):
        """The scenario as `lintel` reads it."""
        woman = 'person = [{ role = "adult", age = 30, sex = "female" }, { role = "child", age = 4, sex = "female" }]'
        classes = [("homeless", self.homeless, "true"), ("other", 1.0 - self.homeless, "false")]
        households = "".join(
            f'[[household]]\nname = "{name}"\nshare = {share}\n'
            f"referral = {{ immediate_danger = false, homeless_before = {before}, {woman} }}\n"
            for name, share, before in classes if share > 0)
        stays = "".join(f"[stay.{kind}]\n{self.distribution(kind)}" for kind in (SHORT, LONGER))
        waiting = "" if self.patience is None else (
            f'[waiting]\npatience = {{ family = "exponential", mean_days = {self.patience} }}\n')
        returns = "" if not self.returns else (
            f'[returns]\nchance = {self.returns}\nafter = {{ family = "exponential", mean_days = 200.0 }}\nat_most = 1\n')
        return (f'name = "{self.name}"\nestate = "{estate}"\nstart = "{START}"\nyears = {YEARS}\nwarm_up_years = {WARM_UP_YEARS}\n'
                f'replications = {count}\nseed = {seed}\nturnaround_nights = {self.turnaround}\n'
                f"[arrivals]\nper_year = {self.per_year}\n{households}{stays}[stay.default]\n{self.distribution(LONGER)}"
                f'{waiting}{returns}[placement]\npolicy = "first_fit"\n'
                f'[onward]\nchance = {self.chance}\nmay_stay_days = {self.may_stay}\nserved = "{self.served}"\n')

    def distribution(self, kind):
        family, mean, cv = self.stay[kind]
        return f'family = "{family}"\nmean_days = {mean}\n' + (f"cv = {cv}\n" if family == "lognormal" else "")

    def draw(self, rng, kind):
        """A stay in days."""
        family, mean, cv = self.stay[kind]
        if family == "deterministic":
            return mean
        if family == "exponential":
            return rng.expovariate(1.0 / mean)
        spread = math.log(1.0 + cv * cv)
        return rng.lognormvariate(math.log(mean) - spread / 2.0, math.sqrt(spread))


@dataclass
class Household:
    """One that has asked; what it counts in depends on when its latest request was made."""

    homeless: bool
    asked: float
    first_asked: float
    returned: int = 0
    lodging: str = ""
    unmet: bool = False
    counted: bool = False


@dataclass
class Unit:
    kind: str
    free: bool = True


@dataclass(order=True)
class Wait:
    """A place in the queue; whoever waits in a short stay lives in a unit."""

    served: int
    since: float
    number: int
    household: Household = field(compare=False)
    unit: Unit = field(compare=False, default=None)
    moved_in: float = field(compare=False, default=0.0)


class Service:
    """One history."""

    def __init__(self, case, rng):
        self.case, self.rng, self.now, self.number = case, rng, -float(WARM_UP_DAYS), 0
        self.units = [Unit(kind) for kind in (SHORT, LONGER) for _ in range(case.units[kind])]
        self.queue, self.events, self.households, self.living = [], [], [], {}
        self.counts = dict.fromkeys(
            ["requests", "referrals", "placed", "placed_longer", "placed_short_only", "not_placed", "onward_asked", "onward_placed",
             "onward_unmet", "onward_waiting", "need_unmet", "left_without", "withdrew", "still_waiting", "households",
             "children_turned_away", "children_turned_away_once", "households_turned_away"], 0)
        self.nights = {SHORT: 0.0, LONGER: 0.0}

    def run(self):
        self.later(self.rng.expovariate(self.case.per_year / 365.0), self.arrive)
        while self.events and self.events[0][0] <= DAYS:
            self.now, _, what, of = heapq.heappop(self.events)
            what(*of)
        self.end()
        return self.counts | {f"nights_{kind}": nights for kind, nights in self.nights.items()}

    def later(self, days, what, *of):
        self.number += 1
        heapq.heappush(self.events, (self.now + days, self.number, what, of))

    def count(self, what, household, n=1):
        if household.asked >= 0:
            self.counts[what] += n

    def arrive(self):
        self.later(self.rng.expovariate(self.case.per_year / 365.0), self.arrive)
        household = Household(self.rng.random() < self.case.homeless, self.now, self.now)
        self.households.append(household)
        self.count("households", household)
        self.ask(household)

    def ask(self, household):
        household.asked = self.now
        self.count("requests", household)
        self.count("referrals", household)
        if self.take(household, household.homeless):
            return
        if self.case.patience is None:
            return self.refuse(household, "")
        self.number += 1
        wait = Wait(SERVED["in_order"], self.now, self.number, household)
        self.queue.append(wait)
        self.later(self.rng.expovariate(1.0 / self.case.patience), self.give_up, wait)

    def refuse(self, household, why):
        if why:
            self.count(why, household)
        for what in ("need_unmet", "left_without", "not_placed", "children_turned_away"):
            self.count(what, household)
        if household.asked >= 0 and not household.unmet:
            household.unmet = True
            self.count("children_turned_away_once", household)
            self.count("households_turned_away", household)

    def vacant(self, may_be_short):
        kinds = [SHORT, LONGER] if may_be_short else [LONGER]
        return next((unit for unit in self.units if unit.free and unit.kind in kinds), None)

    def take(self, household, may_be_short):
        """The first vacant unit in file order that suits; whether there is one."""
        unit = self.vacant(may_be_short)
        if unit is None:
            return False
        self.count("placed", household)
        self.move_in(household, unit)
        return True

    def move_in(self, household, unit):
        unit.free = False
        household.lodging = unit.kind
        self.living[id(unit)] = (unit, self.now)
        asks = unit.kind == SHORT and self.rng.random() < self.case.chance
        self.later(self.case.draw(self.rng, unit.kind), self.ask_onward if asks else self.leave, household, unit, self.now)

    def empty(self, unit):
        """The nights lived in it are over; it is vacant after the turnaround."""
        _, since = self.living.pop(id(unit))
        self.nights[unit.kind] += max(0.0, min(self.now, DAYS) - max(since, 0.0))
        if self.case.turnaround:
            return self.later(self.case.turnaround, self.ready, unit)
        self.ready(unit)

    def ready(self, unit):
        unit.free = True
        self.serve()

    def leave(self, household, unit, _moved_in):
        if household.returned < 1 and self.rng.random() < self.case.returns:
            household.returned += 1
            self.later(self.rng.expovariate(1.0 / 200.0), self.come_back, household)
        self.empty(unit)

    def come_back(self, household):
        self.settle(household)
        self.ask(household)

    def settle(self, household):
        """Where its latest request led to, before another is made or when all ends."""
        if household.lodging and household.asked >= 0:
            self.count("placed_short_only" if household.lodging == SHORT else "placed_longer", household)
        household.lodging = ""

    def ask_onward(self, household, unit, moved_in):
        self.count("onward_asked", household)
        if self.move_on(household, unit):
            return self.empty(unit)
        if self.case.may_stay <= 0:
            return self.leave_without(household, unit, moved_in)
        self.number += 1
        wait = Wait(SERVED[self.case.served], self.now, self.number, household, unit, moved_in)
        self.queue.append(wait)
        self.later(self.case.may_stay, self.give_up, wait)

    def move_on(self, household, _old):
        unit = self.vacant(False)
        if unit is None:
            return False
        self.count("onward_placed", household)
        self.move_in(household, unit)
        return True

    def leave_without(self, household, unit, moved_in):
        self.count("onward_unmet", household)
        self.count("left_without", household)
        self.leave(household, unit, moved_in)

    def give_up(self, wait):
        if wait not in self.queue:
            return
        self.queue.remove(wait)
        if wait.unit:
            return self.leave_without(wait.household, wait.unit, wait.moved_in)
        self.refuse(wait.household, "withdrew")

    def serve(self):
        """Everybody who waits, in order, is offered what is vacant."""
        moved_out_of = []
        for wait in sorted(self.queue):
            if wait.unit:
                placed = self.move_on(wait.household, wait.unit)
                moved_out_of += [wait.unit] if placed else []
            else:
                placed = self.take(wait.household, wait.household.homeless)
            if placed:
                self.queue.remove(wait)
        for unit in moved_out_of:
            self.empty(unit)

    def end(self):
        self.now = float(DAYS)
        for unit, since in self.living.values():
            self.nights[unit.kind] += self.now - max(since, 0.0)
        for wait in self.queue:
            if wait.unit:
                self.count("onward_waiting", wait.household)
            else:
                self.count("still_waiting", wait.household)
                self.count("not_placed", wait.household)
        for household in self.households:
            self.settle(household)


def erlang_b(servers, load):
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked


EXPONENTIAL = {SHORT: ("exponential", 18.0, 1.0), LONGER: ("exponential", 60.0, 1.0)}
SKEWED = {SHORT: ("lognormal", 18.0, 0.6), LONGER: ("lognormal", 80.0, 1.0)}
FIXED = {SHORT: ("deterministic", 21.0, 0.0), LONGER: ("exponential", 70.0, 1.0)}
CASES = [
    # Nobody finds the short stays full, so those who ask onward are a Poisson stream, and Erlang's formula is exact.
    Case("tandem", {SHORT: 40, LONGER: 5}, 60.0, 1.0, EXPONENTIAL, 0.7),
    Case("chance-0", {SHORT: 3, LONGER: 5}, 60.0, 0.4, EXPONENTIAL, 0.0),
    Case("all-ask", {SHORT: 4, LONGER: 8}, 80.0, 0.5, SKEWED, 1.0),
    Case("may-stay", {SHORT: 4, LONGER: 8}, 80.0, 0.5, SKEWED, 0.8, may_stay=14.0),
    Case("served-first", {SHORT: 3, LONGER: 6}, 60.0, 0.4, FIXED, 0.8, may_stay=10.0, served="first", patience=12.0),
    Case("served-in-order", {SHORT: 3, LONGER: 6}, 60.0, 0.4, FIXED, 0.8, may_stay=10.0, patience=12.0),
    Case("served-last", {SHORT: 3, LONGER: 6}, 60.0, 0.4, FIXED, 0.8, may_stay=28.0, served="last", patience=12.0),
    Case("who-returns", {SHORT: 3, LONGER: 6}, 50.0, 0.5, SKEWED, 0.6, may_stay=7.0, returns=0.5, turnaround=2),
]


def estate(folder, case):
    """The service as files: Safe Places first."""
    folder.mkdir()
    (folder / "provider.toml").write_text(
        'name = "A small service, made up"\npopulation = 1000\ncensus_year = 2021\ndefault_radius_m = 2000\n')
    (folder / "settings.csv").write_text(
        "setting,kind,residents,shared,oldest_boy,oldest_boy_discretion,children,cover,complex_needs_places,substances,pets\n"
        "S,safe_place,women,false,16,false,true,24h,,managed,true\nR,refuge,women,false,16,false,true,24h,,managed,true\n")
    rows = [f"{setting}{k},{setting},2,0,false,false,ST4 2,open,\n"
            for setting, kind in (("S", SHORT), ("R", LONGER)) for k in range(case.units[kind])]
    (folder / "units.csv").write_text("unit,setting,rooms,cots,step_free,wheelchair,sector,state,from\n" + "".join(rows))


def forecast(args, folder, case):
    """What lintel counts, as mean and standard error."""
    estate(folder / case.name, case)
    file = folder / f"{case.name}.toml"
    file.write_text(case.toml(folder / case.name, 4 * args.count, args.seed))
    out = folder / f"{case.name}-out"
    command = [args.lintel, "forecast", str(file), "--data", args.data, "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{case.name}: {' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    table, figures = next(out.rglob("forecast.csv")), {}
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            if row["period"] == "total" and row["statistic"] in ("mean", "se"):
                figures[(row["measure"], row["group"], row["statistic"])] = float(row["value"])
    return figures


def compare(case, figures, histories, complain):
    """How many figures were compared, and the worst z-score."""
    worst, compared = 0.0, 0

    def hold(name, mine, theirs):
        nonlocal worst, compared
        apart = mine[0] - theirs[0]
        error = math.hypot(mine[1], theirs[1])
        z = 0.0 if apart == 0 else apart / error if error > 0 else math.inf
        compared, worst = compared + 1, max(worst, abs(z))
        if abs(z) > FAR:
            complain(f"{case.name}: {name}: here {mine[0]:.3f} ({mine[1]:.3f}), lintel {theirs[0]:.3f} ({theirs[1]:.3f}), z {z:.1f}")

    def here(of):
        values = [of(history) for history in histories]
        return statistics.fmean(values), statistics.stdev(values) / math.sqrt(len(values))

    for measure in histories[0]:
        if measure.startswith("nights_"):
            kind = measure.removeprefix("nights_")
            theirs = [figures[("occupancy", kind, statistic)] for statistic in ("mean", "se")]
            hold(f"occupancy of {kind}", here(lambda h: h[measure] / DAYS / case.units[kind]), theirs)
        else:
            theirs = [figures[(measure, "all", statistic)] for statistic in ("mean", "se")]
            hold(measure, here(lambda h: h[measure]), theirs)
    if case.name == "tandem":
        exact = erlang_b(case.units[LONGER], case.per_year * case.chance * case.stay[LONGER][1] / 365.0)
        for name, (unmet, asked, error) in {
            "here": (*(here(lambda h: h[m])[0] for m in ("onward_unmet", "onward_asked")), ratio_error(histories)),
            "lintel": (figures[("onward_unmet", "all", "mean")], figures[("onward_asked", "all", "mean")], ratio_error(histories) / 2.0),
        }.items():
            hold(f"Erlang's formula, {name}", (exact, 0.0), (unmet / asked, error))
    return compared, worst


def ratio_error(histories):
    """The standard error of unmet by asked, over histories."""
    unmet, asked = ([history[f"onward_{what}"] for history in histories] for what in ("unmet", "asked"))
    ratio = sum(unmet) / sum(asked)
    off = [u - ratio * a for u, a in zip(unmet, asked)]
    return statistics.stdev(off) / statistics.fmean(asked) / math.sqrt(len(off))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lintel", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--count", type=int, default=300, help="histories here; lintel simulates four times as many")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for case in CASES:
            figures = forecast(args, Path(folder), case)
            rng = random.Random(f"{args.seed} {case.name}")
            histories = [Service(case, rng).run() for _ in range(args.count)]
            compared, worst = compare(case, figures, histories, wrong.append)
            print(f"{case.name}: {compared} figures, worst z {worst:.2f}")
    print("\n".join(wrong) if wrong else "both readings agree")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
