"""An occupancy list (section 1) imported into an empty register: a `carried_in` for every row, whole or not at all.

"Issues have `line` (of an occupancy.csv the file's own, the header being 1)". Everything is synthetic.
"""

import csv
import io
import random
import time
from datetime import timedelta

from estates import ROW_COLUMNS
from register_comparison import refusal_differs, state_differs
from register_histories import NIGHTS, estate_of, small_estate
from register_history import Line, Written
from register_log import Log
from register_program import Program, Refused
from register_times import end_of_day, read_day


def rows_of(rng, units, night):
    """Most units with somebody in, some rows that cannot stand beside the others or the estate."""
    rows = []
    for unit in rng.sample(units, rng.randint(1, len(units))):
        moved_in = night - timedelta(days=rng.choice([0, 1, 30, 200]))
        rows.append({"unit": unit, "reference": f"R-{rng.randint(100, 999)}", "moved_in": moved_in.isoformat(),
                     "complex_needs": rng.choice(["true", "False", "FALSE"]), "nrpf": rng.choice(["true", "false"]),
                     "keep_apart": rng.choice(["", "", "R-100", "R-100;R-101"]), "movable": "false"})
        if rng.random() < 0.2:
            rows.append(spoilt(rng, rows))
    return rows


def spoilt(rng, rows):
    row = {**rows[-1], "reference": f"R-{rng.randint(100, 999)}"}
    return rng.choice([{**row, "unit": "Atlantis-1"}, row, {**row, "moved_in": "2031-01-01"}, {**row, "moved_in": "soon"},
                       {**row, "reference": rows[0]["reference"]}])


def event_of(row):
    """What the register records of a row: "a row of occupancy.csv, by import"."""
    return {"event": "carried_in", "referral": row["reference"], "unit": row["unit"], "at": row["moved_in"],
            "complex_needs": row["complex_needs"].lower() == "true", "nrpf": row["nrpf"].lower() == "true",
            "keep_apart": [one for one in row["keep_apart"].split(";") if one]}


def file_of(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, ROW_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def judged(rows, said):
    """(the log after the rows that may be recorded, every row as a line with its verdict)."""
    log, lines = Log(said, now=int(time.time())), []
    for number, row in enumerate(rows, 2):
        body = event_of(row)
        lines.append(Written(Line(body), file_of([row]).splitlines()[1], number, log.submit(body), body))
    return log, lines


def occupancy_differs(seed, folder, named, options):
    """The first difference between the program and the contract on one drawn list; None if there is none."""
    rng = random.Random(f"{seed} occupancy")
    night = read_day(rng.choice(NIGHTS))
    said = estate_of(named)[0] if named else small_estate(rng, folder / "estate", night)[0]
    rows = rows_of(rng, [row["unit"] for row in said["units"]], night)
    log, lines = judged(rows, said)
    program = Program(options.lintel, options.data, named or folder / "estate", folder / "list")
    try:
        program.start()
        return held_against(program, rows, log, lines)
    except Refused as refusal:
        return str(refusal)


def held_against(program, rows, log, lines):
    refused = [one for one in lines if not one.verdict.legal]
    issues = program.imported(file_of(rows), 3 if refused else 0, "occupancy.csv").get("issues", [])
    for one, issue in zip(refused, issues):
        differs = refusal_differs(one, issue)
        if differs:
            return differs
    if len(issues) != len(refused):
        return f"occupancy.csv: {len(refused)} issues expected, {len(issues)} found: {issues}"
    kept = [row for row, one in zip(rows, lines) if one.verdict.legal]
    if refused and kept:
        program.imported(file_of(kept), 0, "occupancy-legal.csv")
    return states_differ(program, log) if kept else None


def states_differ(program, log):
    for event in log.events[1:4]:
        for at in (event.at - 1, event.at, end_of_day(read_day("2026-11-27"))):
            found = state_differs(program, log, at, None)
            if found:
                return found
    return None
