"""Random histories over small estates and named ones: nights in which several households ask, and what is recorded late or put right.

A history is drawn by living it: at each step the model says what is so, one thing more happens, and the model judges it. About one
line in six is refused. The same seed gives the same history. Everything is synthetic.
"""

import csv
import random
import time
import tomllib
from datetime import date, timedelta

from model import read_text
from register_actions import draw, left_again, over_a_claim
from register_history import History, Line, Writer
from register_night import Night, as_text
from register_spoilt import spoilt
from register_times import end_of_day, london_day, midnight, read_moment, written

# Nights on which the clock changes, a leap day, ends of years, and two nights on which nothing is special.
NIGHTS = ["2024-02-28", "2024-03-30", "2024-10-26", "2025-02-28", "2025-03-29", "2025-10-25", "2025-12-31", "2026-03-28", "2026-06-14",
          "2026-09-09", "2024-12-30"]
LAST = read_moment("2026-11-15T00:00:00Z")
GAPS = [0, 0, 0, 1, 20, 30, 60, 60, 120, 300, 300, 600, 600, 1200, 1800, 3600, 7200, 43200, 86400]
PROVIDER = """name = "Anyborough"
population = 100000
census_year = 2021
default_radius_m = 2000
[register]
"""


# ------------------------------------------------------------------------------------------------------------- estates

def small_estate(rng, folder, night):
    """Two to six units, some under repair or not yet open, written as an estate's files: (what it says, keep_years)."""
    rows = []
    for number in range(rng.choice([2, 3, 3, 4, 6])):
        row = {"unit": f"Elm-{number + 1}", "setting": f"Elm{number % 2}", "kind": ["refuge", "dispersed"][number % 2],
               "state": rng.choices(["open", "void", "planned"], [8, 1, 1])[0]}
        if row["state"] != "open" and rng.random() < 0.6:
            row["from"] = (night + timedelta(days=rng.choice([-300, -1, 0, 1, 2, 4]))).isoformat()
        rows.append(row)
    said = {"event": "estate_recorded", "units": rows, "hold_minutes": rng.choice([10, 30, 30, 60]),
            "turnaround_nights": rng.choice([0, 0, 1, 2, 3])}
    keep_years = rng.choice([None, None, 1])
    write_estate(folder, said, keep_years, rng.choice([None, None, "", "other"]))
    return said, keep_years


def write_estate(folder, said, keep_years, return_type):
    folder.mkdir(parents=True)
    lines = [f"{key} = {said[key]}" for key in ("hold_minutes", "turnaround_nights")]
    lines += [f"keep_years = {keep_years}"] if keep_years is not None else []
    (folder / "provider.toml").write_text(PROVIDER + "\n".join(lines) + "\n", encoding="utf-8")
    settings = sorted({(row["setting"], row["kind"]) for row in said["units"]})
    rest = ["women", False, "", False, True, "24h", "", "managed", True]
    header = "setting,kind,residents,shared,oldest_boy,oldest_boy_discretion,children,cover,complex_needs_places,substances,pets"
    if return_type is not None:  # "settings.csv may have `return_type`"
        header, rest = header + ",return_type", [*rest, return_type]
    write_csv(folder / "settings.csv", header, [[*setting, *rest] for setting in settings])
    header = "unit,setting,rooms,cots,step_free,wheelchair,sector,state,from"
    write_csv(folder / "units.csv", header, [[row["unit"], row["setting"], "2+2", 1, False, False, "ST4 6", row["state"],
                                             row.get("from", "")] for row in said["units"]])


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows([str(cell).lower() if isinstance(cell, bool) else cell for cell in row] for row in rows)


def estate_of(folder):
    """What the program records of an estate's own files: (what it says, keep_years)."""
    register = tomllib.loads(read_text(folder / "provider.toml")).get("register", {})
    kinds = {row["setting"]: row for row in csv.DictReader(read_text(folder / "settings.csv").splitlines())}
    rows = []
    for row in csv.DictReader(read_text(folder / "units.csv").splitlines()):
        said = {"unit": row["unit"], "setting": row["setting"], "kind": kinds[row["setting"]]["kind"], "state": row["state"]}
        rows.append({**said, **({"from": row["from"]} if row["from"] else {})})
    return {"event": "estate_recorded", "units": rows, "hold_minutes": register.get("hold_minutes", 30),
            "turnaround_nights": register.get("turnaround_nights", 0)}, register.get("keep_years")


# ------------------------------------------------------------------------------------------------------------ histories

class HistoryMaker:
    """One history; `named` is the folder of a real estate, or None for a small one of its own."""

    def __init__(self, seed, folder, named=None, length=None):
        self.rng = rng = random.Random(seed)
        self.night = date.fromisoformat(rng.choice(NIGHTS))
        self.clock = midnight(self.night) + rng.randint(0, 86399)
        said, keep_years = estate_of(named) if named else small_estate(rng, folder, self.night)
        begins_with_estate = rng.random() < 0.7
        self.history = History(str(seed), named or folder, None if begins_with_estate else said, keep_years,
                               rng.choice(["recorded", "recorded", "file", "none"]), rng.random() < 0.1,
                               int(time.time()) if rng.random() < 0.06 else None)
        self.writer = Writer(self.history)
        self.length = length or rng.choice([8, 15, 25, 25, 40, 40, 60])
        self.on_pathways = rng.random() < 0.3  # few households, and much that happens to each
        self.length += 40 if self.on_pathways and not length else 0
        self.refused = 0
        self.pace = rng.choice([1, 1, 1, 1, 4, 20])
        if begins_with_estate:
            self._keep(Line({**said, **self._when(self.clock, self.clock)}))

    def make(self):
        tries = 0
        while len(self.writer.written) < self.length and tries < 12 * self.length and self.clock < LAST:
            tries += 1
            self._pass_time()
            self._step()
        return self.history, self.writer

    # Time.

    def _pass_time(self):
        """Some time, or until just the moment at which something ends."""
        units = self._world(self.clock).units.values()
        if any(unit.claim for unit in units) and self.rng.random() < 0.6:
            self.clock += self.rng.choice([0, 1, 20, 60, 240])
            return
        ends = [ending for unit in units for ending, _ in unit.ends_by_itself()]
        ends.append(midnight(london_day(self.clock) + timedelta(days=1)))
        if self.rng.random() < 0.25:
            ends = [end + self.rng.choice([-1, 0, 0, 1]) for end in ends if self.clock < end < self.clock + 4 * 86400]
            self.clock = max(self.clock, self.rng.choice(ends or [self.clock]))
        else:
            self.clock += self.pace * self.rng.choice(GAPS)
        if self.rng.random() < 0.004 and self.clock + 400 * 86400 < LAST:
            self.clock += 370 * 86400

    def _world(self, moment):
        log = self.writer.log
        if not log.events and self.history.own_estate:
            log = self.history.log()
            log.record_own_estate(moment)
        return log.world(moment)

    def _happened(self):
        """When it happened: now, a little ago, long ago, on a day."""
        rng = self.rng
        if rng.random() < 0.62:
            return self.clock
        if rng.random() < 0.3:
            return rng.choice([end_of_day(london_day(self.clock) - timedelta(days=rng.choice([1, 1, 2, 9]))), self.clock])
        if rng.random() < 0.3 and self.writer.log.events:
            event = rng.choice(self.writer.log.events)
            return min(self.clock, max(0, event.at + rng.choice([0, 0, -1, 1])))
        return self.clock - rng.choice([1, 60, 600, 1800, 3600, 7200, 86400, 300000])

    def _before_a_claim(self, otherwise):
        """An arrival that is written down only after another household claimed the unit, or that it left again."""
        over = [event for event in self.writer.log.standing() if event.ends]
        if over and self.rng.random() < 0.3:
            return min(self.clock, self.rng.choice(over).at + self.rng.choice([0, 1, 60, 300, 900])), left_again
        claims = [event for event in self.writer.log.standing() if event.kind in ("held", "offered") and event.at > self.clock - 90000]
        if not claims:
            return otherwise, None
        return min(self.clock, self.rng.choice(claims).at + self.rng.choice([-600, -60, -1, 0, 1, 60, 300])), over_a_claim

    def _when(self, at, recorded_at):
        rng = self.rng
        text = as_text(rng, at)
        day = london_day(at)
        if at == end_of_day(day) and day < london_day(recorded_at) and rng.random() < 0.8:
            text = day.isoformat()
        elif at == recorded_at and rng.random() < 0.04:
            text = day.isoformat()
        return {"at": text, **({} if self.history.now else {"recorded_at": written(recorded_at)})}

    # Steps.

    def _step(self):
        at, only = self._happened(), None
        if self.rng.random() < 0.15:
            at, only = self._before_a_claim(at)
        night = Night(self.rng, self.writer.log, self._world(at), at, self.clock, self.on_pathways)
        if self.rng.random() < 0.03 and self._again():
            return
        body = draw(night, only)
        if body is None or not night.world.estate or self._touches_erased(body):
            return
        event = body.pop("corrects", None)
        corrects = self._line_of(event) if event else None
        if event and corrects is None:
            return
        line = Line({**self._when(at, self.clock), **self._signed(), **body}, corrects)
        line.body.setdefault("at", written(at))
        if self.rng.random() < 0.12:
            line = spoilt(night, line) if body["event"] != "annulled" else None
        if line is not None:
            self._keep(line)

    def _signed(self):
        rng, signed = self.rng, {}
        if rng.random() < 0.4:
            signed["request"] = f"{rng.getrandbits(40):010x}"
        if rng.random() < 0.7:
            signed["by"] = rng.choice(["duty-1", "duty-2", "manager"])
        if rng.random() < 0.04:
            signed["x_note"] = rng.choice(["kept", 7, {"a": [1, None, True]}])
        return signed

    def _again(self):
        """The same request once more: it is answered and nothing is recorded."""
        asked = [one for one in self.writer.written if one.verdict.legal and "request" in one.line.body and not one.line.seq_off]
        if not asked:
            return False
        line = self.rng.choice(asked).line
        moment = {} if self.history.now else {"recorded_at": written(self.clock)}
        self._keep(Line({**line.body, **moment}, line.corrects))
        return True

    def _keep(self, line):
        """At most about one line in six is refused."""
        written_so_far = len(self.writer.written)
        verdict = self.writer.add(line, keep_refused=self.refused * 5 < written_so_far)
        self.refused += not verdict.legal and len(self.writer.written) > written_so_far
        self.history.lines = [one.line for one in self.writer.written]

    def _line_of(self, event):
        return next((line for line, number in self.writer.numbers.items() if number == event.seq), None)

    def _touches_erased(self, body):
        """What may be recorded of a household that was erased is not said in the contract: not drawn."""
        world, gone = self._world(self.clock), set()
        for event in self.writer.log.standing():
            if event.kind == "erased":
                gone |= set(world.household_of(event.body["referral"]).references)
        named = {body.get("referral")}
        if "corrects" in body:
            named.add(body["corrects"].body.get("referral"))
        return bool(gone & named)
