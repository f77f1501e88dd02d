#!/usr/bin/env python3
"""Holds `lintel returns mhclg` against a second, independent reading of the contract's section 12.

Random histories of months are lived night by night (`returns_lived.py`) and counted by the contract's letter (`returns_lines.py`), which
know nothing of the program; the program imports each and is asked for the same period, now and as it was known before. Every
row must be the same to the last digit, and there must be no other. Python 3.11, standard library only.

    python3 tests/independent/returns_reading.py --lintel target/release/lintel --data data --count 300 --seed 1

`--self-check` draws and counts without the program and fails if something is too rare to have been tried. Exit codes: 0 all agree,
1 something differs, 2 cannot run.
"""

import argparse
import csv
import io
import multiprocessing
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True

from register_history import file_of
from register_program import Program, Refused
from register_times import written
from returns_lines import Lines
from returns_lived import live
from returns_years import YearMaker

OPTIONS = {}


class Returns(Program):
    def mhclg(self, period, known_at):
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        asked = ["--as-known-at", written(known_at)] if known_at is not None else []
        self.run("mhclg", "--period", period, "--out", out, *asked, of="returns")
        return (out / "mhclg.csv").read_text(encoding="utf-8")


def rows_of(text):
    """{(line, type, category, counts): (value, standing)}; a key twice is a difference."""
    rows = {}
    for row in csv.DictReader(io.StringIO(text)):
        key = (row["line"], row["type"], row["category"], row["counts"])
        if key in rows:
            raise Refused(f"twice: {key}")
        rows[key] = (row["value"], row["standing"])
    return rows


def differences(expected, found):
    for key in sorted({*expected, *found}):
        if expected.get(key) != found.get(key):
            yield f"  {','.join(key)}: by the contract {expected.get(key)}, by the program {found.get(key)}"


def counted(log, known_at, first, last):
    world, _ = live(log, known_at, first, last)
    return Lines(log, known_at, world).all()


def tried(number):
    """(number, the differences as a text or None, what was counted)."""
    options, folder = OPTIONS["options"], OPTIONS["work"] / f"{number:06}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    maker = YearMaker(f"{options.seed} {number}", folder / "estate")
    history, writer = maker.make()
    counts, program = Counter(), None
    try:
        if not options.self_check:
            program = Returns(options.lintel, options.data, history.folder, folder / "kept")
            program.start()
            refused = program.imported(file_of(writer.written), (0, 3)).get("issues")
            if refused:  # what may be recorded is for `register_reading.py` to hold against the contract
                counts["refused"] += 1
                return number, None, counts
        for question in range(3):
            period, first, last = maker.period()
            known_at = maker.rng.choice(writer.log.events).recorded_at if question == 2 else None
            expected = counted(writer.log, known_at, first, last)
            counts.update({key for key, (value, standing) in expected.items() if value not in ("", "0") or standing != "counted"})
            found = rows_of(program.mhclg(period, known_at)) if program else expected
            differing = list(differences(expected, found))
            if differing:
                known = f" as known at {written(known_at)}" if known_at is not None else ""
                kept = folder / "kept" / "events.jsonl"
                return number, "\n".join([f"{period}{known}, {kept}:", *differing]), counts
    except Refused as refusal:
        return number, str(refusal), counts
    shutil.rmtree(folder)
    return number, None, counts


def rare(counts, histories):
    """What was counted too seldom to say anything about."""
    wanted = [("ii", type_, "all", "individual") for type_ in ("all", "refuge", "dispersed", "specialist", "other")]
    wanted += [("ii", "all", "persons_not_known", "household"), ("iii", "all", "child", "individual"), ("iii", "all", "age_not_known", "individual")]
    wanted += [("viii", "all", "all", "household"), ("ix", "all", "all", "household"), ("ix", "all", "transferred", "household")]
    wanted += [("x", "all", band, "stay") for band in ("under_1", "1_3", "3_6", "still_in")]
    wanted += [("ii", "second_stage", "all", "individual"), ("ii", "sanctuary", "all", "individual")]
    wanted += [("v", "all", "general", "individual"), ("vi", "all", "all", "individual"), ("iv", "all", "drugs", "individual")]
    wanted += [("xii", "all", "planned", "household"), ("xiii", "all", "all", "household"), ("reconciliation", "all", "duplicate", "referral")]
    return [f"{','.join(key)}: {counts[key]}" for key in wanted if counts[key] < histories // 50]


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lintel", help="the program")
    parser.add_argument("--data", default="data", help="folder of estates and geography")
    parser.add_argument("--count", type=int, default=300, help="how many histories")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the history of this number alone")
    parser.add_argument("--jobs", type=int, default=2, help="how many at the same time")
    parser.add_argument("--stop-after", type=int, default=1, help="how many differences are shown")
    parser.add_argument("--keep", help="folder to work in, kept afterwards")
    parser.add_argument("--self-check", action="store_true")
    return parser.parse_args()


def main():
    options = read_arguments()
    if not options.lintel and not options.self_check:
        print("--lintel is needed: the program to hold against the contract", file=sys.stderr)
        return 2
    numbers = range(options.count) if options.only is None else [options.only]
    counts, differing, done = Counter(), 0, 0
    with tempfile.TemporaryDirectory() as made:
        OPTIONS.update(options=options, work=Path(options.keep or made))
        with multiprocessing.Pool(options.jobs) as pool:
            for number, found, seen in pool.imap_unordered(tried, numbers):
                done += 1
                counts.update(seen)
                if found:
                    differing += 1
                    print(f"history {number} of seed {options.seed} differs: {found}\n", flush=True)
                if differing >= options.stop_after:
                    pool.terminate()
                    break
    too_rare = rare(counts, options.count) if options.self_check else []
    refused = counts.pop("refused", 0)
    print("\n".join([f"{done} histories ({refused} not recorded), {len(counts)} rows with a figure: {differing} histories differ", *too_rare]))
    return 1 if differing or too_rare or refused * 50 > done else 0


if __name__ == "__main__":
    sys.exit(main())
