#!/usr/bin/env python3
"""Holds `lintel allocate` against a second, independent reading of the contract's section 7.

Random estates with few vacant units and tight limits get random batches of households, decisions that were granted, and what
households accepted or declined. Each batch is answered twice: by the program, run as a user would run it, and by `allocation.py`,
which knows the contract and nothing of the program. Some batches have something wrong in them and must be refused; some have up to
fifty households and are asked for what any best answer must keep (`wide_batches.py`). Python 3.11, standard library only.

    python3 tests/independent/allocation_reading.py --lintel target/release/lintel --data data \
        --estates stoke-on-trent,plymouth --count 1000 --seed 1

`--self-check` generates and evaluates without the program, tries every allocation of the smaller batches one by one, and fails if
something is too rare to have been tried. `--readings` prints the notes below. Exit codes: 0 all agree, 1 something differs, 2 cannot
run.
"""

import argparse
import gc
import json
import math
import multiprocessing
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True

from allocation import Batch, allocate, held_against_every_answer, households_of, raw_referrals, wrong_in_shortages
from allocation_comparison import REQUIRED, SEEN_AT_LEAST, allocation_differences, as_of_differs, leaks, tally, without_text
from allocation_extras import wrong_in_extras
from batches import MemberMaker, TightEstateMaker, draw_choices, draw_granted, small_enough, write_batch, write_pairs
from contract_reading import shown
from estates import EstateMaker, estate_variant
from contract_reading import read_country
from model import Estate, read_text
from places import PlaceMaker
from resolving import Gazetteer
from spoilt_batches import spoil, wrong_in_refusal
from wide_batches import questions, wrong_in_wide

# --------------------------------------------------------------------------------------------------------- readings

READINGS = """
Readings chosen, where section 7 leaves room. G: not generated, so not tested either way. The readings of single households are those
of contract_reading.py.

Files
 1. A folder's referrals are its .toml and .json files in the order of their names' bytes, the ending included ("a-1.json" comes before
    "a.json"). Subfolders, other files, an empty folder and an empty file are G.
 2. "The same day" is the day in London. Several days, or one reference twice in the batch, are issues.
 3. --granted, --accepted and --declined have the header reference,unit; style is as in the estate's tables. A row given twice is G.
 4. With one bad referral nothing is allocated, and the issues of all files are given. An issue has the six keys of "Reading".

Pairs
 5. A household may have a vacant unit whose verdict against the present residents is `suitable`, or `decision` if it was granted. A
    grant for a suitable unit is accepted and changes nothing but 8. A grant for a unit that is unsuitable, not vacant or unknown, or
    for a reference that the batch has not, is an issue.
 6. Accepted: the household keeps that unit, also where fewer can be placed for it, and its `may_choose` is empty. An issue: the pair
    is not allowed; a unit accepted twice; two units accepted by one household; a limit between the households is broken by what is
    accepted; the pair is declined too; an unknown unit or reference.
 7. Declined: the pair is taken away. A household may decline several units, and one while it accepts another. Unknown unit or
    reference: an issue. Declining a pair that was not allowed anyway is G.

Limits
 8. `nrpf`: residents without recourse and households placed without recourse are at most `nrpf_places`; a granted pair does not count,
    whatever it was granted for. If residents take more places than there are, none is left.
 9. `complex_needs`: likewise for each setting that has a number; a granted pair counts.
10. A household that has a row of its own is not counted a second time where that row counts already (its setting; everywhere for
    `nrpf`); elsewhere it is, and its row goes on counting for the others.
11. `keep_apart`: if one of two households names the other, they are not placed in one setting nor in one sector, granted or not. A
    household with a row of its own whose row names one of the batch that its referral does not: G.

Answer
12. `placed` and `unplaced` are in file or line order, like the vector of unit positions.
13. `may_choose`: every other allowed unit with which as many in danger, and as many in all, are placed; `extra_penalty` is the least
    total penalty with that pair, less the best. Least first, then units.csv order.
14. An unplaced household with an allowed pair has outcome `capacity`. Its barrier has each of keep_apart, complex_needs, nrpf for which,
    were that limit not there between the households of the batch (verdicts as they are), some allocation would place this household,
    with as many in danger (one more if she is in danger) and one more in all, or better, and what is accepted kept.
15. An unplaced household without an allowed pair has the outcome and barrier of `recommend`; if it had allowed pairs and declined
    them all, outcome `declined` with an empty barrier.
16. `not_checked` as in `recommend`, with the reference; a `keep_apart` reference that is in the batch is not unknown. `stale` if it
    is for any household; compared only where the estate says all that is needed.
17. `bound` is the objective, and `optimal` true. Exit 0 if anybody is placed, else 4.
18. `shortages`: not compared but checked. Shortages add up to households less a greatest matching in allowed pairs, declined
    ones out, an accepting household having its unit alone, no limit between households. Each is households less units, names every
    unit that its households may use, and is connected; no household and no unit is in two. Without a unit, several households may
    stand together. A unit that is accepted may stand in an entry of others or not.
19. Texts say no sector, distance or unsafe place, and no household but her own; those in `shortages` may name the batch's.
"""

# Seconds to wait for an answer. A wide batch that takes longer is counted; a small one is a difference.
PATIENCE = 120
# Allocations of a batch, at most, for every one of them to be tried.
EVERY_ALLOCATION = 3000
SPOILT, CHOSEN, WIDE = 0.14, 0.5, 0.08


# ------------------------------------------------------------------------------------------------------------ running

WORLD = {}


def run_group(group):
    """All batches of one estate: (passed, failures, counts of things tried)."""
    geography, places = WORLD["geography"], WORLD["places"]
    estate = Estate(group["folder"], geography)
    maker = MemberMaker(estate, places, random.Random(f"{WORLD['options'].seed} members {group['numbers'][0]}"))
    passed, failures, counts = 0, [], Counter()
    for number in group["numbers"]:
        rng = random.Random(f"{WORLD['options'].seed} batch {number}")
        case = Case(number, group, estate, WORLD["work"] / "batches" / f"{number:06}")
        found = run_wide(rng, maker, case) if group["wide"] else run_small(rng, maker, case)
        counts.update(case.tried)
        if found:
            failures.append((number, found))
        else:
            passed += 1
    return passed, failures, counts


class Case:
    """One batch: where it is, what was asked of it, and what it tried."""

    def __init__(self, number, group, estate, stem):
        self.number, self.group, self.estate, self.stem = number, group, estate, stem
        self.tried, self.path = set(), None
        stem.parent.mkdir(parents=True, exist_ok=True)

    def write(self, rng, members):
        self.path = write_batch(rng, members, self.stem)

    def command(self, rng, label, granted, accepted, declined):
        """The command line, once the files it names are written; none for an empty list."""
        options, command = WORLD["options"], []
        folder = self.stem.parent / f"{self.stem.name} {label}"
        for name, pairs in (("granted", granted), ("accepted", accepted), ("declined", declined)):
            if pairs:
                folder.mkdir(exist_ok=True)
                command += [f"--{name}", str(write_pairs(rng, pairs, folder / f"{name}.csv"))]
        return [options.lintel, "--data", options.data, "allocate", str(self.path), "--estate", self.group["argument"],
                "--format", "json", *command, *([] if self.group["wide"] else rng.choice(options.ways))]


def run_small(rng, maker, case):
    """The batch, then what was chosen, then something wrong with it."""
    geography = WORLD["geography"]
    members = maker.batch(rng, rng.choice([1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9]))
    members, granted = small_enough(rng, members, case.estate, geography)
    case.write(rng, members)
    households = households_of([raw for _, raw in raw_referrals(case.path)], case.estate, geography)
    batch = Batch(households, case.estate, granted)
    expected = allocate(batch)
    found = answered(rng, case, "granted", batch, expected)
    if rng.random() < CHOSEN:
        accepted, declined = draw_choices(rng, batch, expected)
        chosen = Batch(households, case.estate, granted, accepted, declined)
        found += answered(rng, case, "chosen", chosen, allocate(chosen), expected)
    if rng.random() < SPOILT:
        spoilt = spoil(rng, batch, granted, case.path)
        if spoilt:
            case.tried |= {"something wrong", f"wrong: {spoilt.kind}"}
            found += refused(rng, case, spoilt)
    return found


def answered(rng, case, label, batch, expected, before=None):
    case.tried |= tally(batch, expected, case.path, before)
    found = []
    if math.prod(1 + len(pairs) for pairs in batch.pairs) <= EVERY_ALLOCATION and (WORLD["options"].self_check or rng.random() < 0.1):
        case.tried.add("every allocation tried one by one")
        found += held_against_every_answer(batch, expected)
    command = case.command(rng, label, sorted(batch.granted), sorted(batch.accepted.items()), sorted(batch.declined))
    if not WORLD["options"].self_check:
        code, answer, wrong = ask(command)
        found += wrong
        if not wrong:
            found += [] if code == expected["exit_code"] else [("exit code", expected["exit_code"], code)]
            found += allocation_differences(batch, expected, answer) + as_of_differs(case.estate, answer)
            found += wrong_in_extras(batch, expected, answer)
    return [(command, found)] if found else []


def refused(rng, case, spoilt):
    command = case.command(rng, "wrong", spoilt.granted, spoilt.accepted, spoilt.declined)
    if WORLD["options"].self_check:
        return []
    done = run(command)
    found = [("the program", "an answer", "nothing in time")] if done is None else wrong_in_refusal(
        spoilt, done.returncode, done.stdout)
    return [(command, found)] if found else []


def run_wide(rng, maker, case):
    """A batch too large for this reading: what any best answer must keep, and whether the program agrees with itself."""
    geography = WORLD["geography"]
    size = rng.choice([9, 12, 18, 25, 35, 50])
    members = maker.batch(rng, size) if size < 20 else maker.batch(rng, size, [None])
    case.write(rng, members)
    households = households_of([raw for _, raw in raw_referrals(case.path)], case.estate, geography)
    granted = draw_granted(rng, households)
    batch = Batch(households, case.estate, granted)
    case.tried.add("a wide batch")
    if WORLD["options"].self_check:
        return []
    command = case.command(rng, "granted", granted, [], [])
    code, answer, wrong = ask(command)
    if code is None:
        case.tried.add(f"a wide batch without an answer in {PATIENCE} seconds")
        return []
    if not wrong:
        wrong = wrong_in_wide(batch, answer) + wrong_in_shortages(batch, answer["shortages"]) + list(without_text(answer))
        wrong += list(leaks(batch, answer)) + as_of_differs(case.estate, answer)
        wrong += [] if code == (0 if answer["placed"] else 4) else [("exit code", 0 if answer["placed"] else 4, code)]
    found = [(command, wrong)] if wrong else []
    for number, (accepted, declined, check) in enumerate([] if wrong else questions(rng, batch, answer)):
        case.tried.add("a wide batch, and the program held against itself")
        command = case.command(rng, f"question {number}", granted, accepted, declined)
        code, after, wrong = ask(command)
        wrong = [] if code is None else wrong or check(after)
        found += [(command, wrong)] if wrong else []
    return found


def run(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return None


def ask(command):
    """(exit code, answer, what is wrong with it as an answer at all)."""
    done = run(command)
    if done is None:
        return None, None, [("the program", "an answer", "nothing in time")]
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        return done.returncode, None, [("stdout", "JSON", (done.stdout[:600] or "(empty)") + "\n" + done.stderr[:1200])]
    lists = ("placed", "unplaced", "shortages", "not_checked")
    if not isinstance(answer, dict) or not all(isinstance(answer.get(name), list) for name in lists):
        return done.returncode, None, [("stdout", "an answer", done.stdout[:1500])]
    return done.returncode, answer, []


# --------------------------------------------------------------------------------------------------------- planning

def plan_groups(options, work, geography, places):
    """Which batches go to which estate: mostly to tight ones, some to the named ones and to them with other people in."""
    data = Path(options.data)
    named = [name for name in options.estates.split(",") if name]
    folders = {name: Path(name) if Path(name).is_dir() else data / name for name in named}
    kinds = ["tight"] * 13 + ["random"] + (["named", "variant", "variant"] if named else [])
    wide_kinds = ["tight", "random"] + (["named", "variant", "variant", "variant"] if named else [])
    groups, number = [], 0
    while number < options.count:
        rng = random.Random(f"{options.seed} estate {len(groups)}")
        wide = rng.random() < WIDE
        kind = rng.choice(wide_kinds if wide else kinds)
        numbers = list(range(number, min(number + (2 if wide else 6), options.count)))
        number = numbers[-1] + 1
        folder = work / "estates" / f"{len(groups):05}"
        argument = str(folder)
        if kind == "named":
            argument = rng.choice(named)
            folder = folders[argument]
        elif kind == "variant":
            estate_variant(rng, folders[rng.choice(named)], folder, geography)
        else:
            (TightEstateMaker if kind == "tight" else EstateMaker)(places).make(rng, folder)
        groups.append({"folder": folder, "argument": argument, "numbers": numbers, "wide": wide})
    return groups


# ---------------------------------------------------------------------------------------------------------- showing

def show_failure(order, number, found):
    for command, fields in found:
        print(f"\nDIFFERENCE {order}: batch {number}")
        print("  run: " + " ".join(f"'{word}'" if " " in word else word for word in command))
        for field, expected, got in fields[:12]:
            print(f"  {field}\n    this reading: {shown(expected)}\n    the program:  {shown(got)}")
        if len(fields) > 12:
            print(f"  … and {len(fields) - 12} more fields")
        for option in ("--granted", "--accepted", "--declined"):
            if option in command:
                print(f"  {option}: {shown(read_text(command[command.index(option) + 1]).splitlines()[1:])}")


def show_counts(counts, total):
    print(f"\nWhat {total} batches tried (batches in which it came up at least once):")
    for title, wanted in (("section 7", lambda name: not name.startswith("wrong: ")),
                          ("something wrong", lambda name: name.startswith("wrong: "))):
        print(f"  {title}")
        for name in sorted(filter(wanted, set(counts) | set(REQUIRED) | set(SEEN_AT_LEAST))):
            mark = "" if counts[name] else "   <- never"
            print(f"    {counts[name]:7}  {100 * counts[name] / max(total, 1):5.1f}%  {name}{mark}")


def too_rare(counts, total):
    rare = [f"{name} ({counts[name]} of {total})" for name in REQUIRED if counts[name] * 50 < total]
    return rare + [f"{name} (never)" for name in SEEN_AT_LEAST if not counts[name]]


def arguments():
    parser = argparse.ArgumentParser(description="Hold lintel allocate against an independent reading of the contract.")
    parser.add_argument("--lintel", default="target/release/lintel", help="the program")
    parser.add_argument("--data", default="data", help="folder of estates and geography")
    parser.add_argument("--estates", default="", help="names or folders, joined by commas; tight and random estates are always added")
    parser.add_argument("--count", type=int, default=1000, help="batches to try")
    parser.add_argument("--code-point", default="", help="the published archive; else the repository's own geography is read")
    parser.add_argument("--towns", default="", help="the file of towns, where it is not that of the geography")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--solve-by", default="", help="ways to solve, joined by commas: each run of a small batch takes one or none")
    parser.add_argument("--show", type=int, default=5, help="differences to print in full")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once")
    parser.add_argument("--keep", action="store_true", help="keep the files written, also when all agree")
    parser.add_argument("--self-check", action="store_true", help="generate and evaluate only; fail if something was hardly tried")
    parser.add_argument("--readings", action="store_true", help="print how the contract was read where it leaves room")
    return parser.parse_args()


def main():
    options = arguments()
    if options.readings:
        print(READINGS.strip())
        return 0
    options.ways = [[], *(["--solve-by", way] for way in options.solve_by.split(",") if way)]
    geography_folder = Path(options.data) / "geography"
    if not geography_folder.is_dir():
        print(f"{geography_folder} is not there: give --data", file=sys.stderr)
        return 2
    if not options.self_check:
        options.lintel = shutil.which(options.lintel) or str(Path(options.lintel).resolve())
        if not Path(options.lintel).is_file():
            print(f"{options.lintel} is not there: build it, or give --lintel", file=sys.stderr)
            return 2
    work = Path(tempfile.mkdtemp(prefix="allocation-reading-"))
    geography = Gazetteer(read_country(options))
    WORLD.update(geography=geography, places=PlaceMaker(geography), options=options, work=work)
    gc.freeze()
    return run_all(options, plan_groups(options, work, geography, WORLD["places"]), work)


def run_all(options, groups, work):
    passed, failed, counts, fields = 0, 0, Counter(), Counter()
    with multiprocessing.get_context("fork").Pool(options.jobs) as pool:
        for group_passed, failures, group_counts in pool.imap(run_group, groups):
            passed += group_passed
            counts += group_counts
            for number, found in failures:
                failed += 1
                fields.update({re.sub(r"\[\d+\]", "[]", field) for _, differing in found for field, _, _ in differing})
                if failed <= options.show:
                    show_failure(failed, number, found)
    show_counts(counts, passed + failed)
    rare = too_rare(counts, passed + failed)
    for field, batches in fields.most_common():
        print(f"Differs in {batches} batches: {field}")
    print("\nToo rare: " + ("; ".join(rare) if rare else "nothing"))
    if failed or options.keep:
        print(f"Files kept in {work}")
    else:
        shutil.rmtree(work)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or (options.self_check and rare) else 0


if __name__ == "__main__":
    sys.exit(main())
