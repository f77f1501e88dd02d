#!/usr/bin/env python3
"""Holds `lintel recommend` against a second, independent reading of the contract.

Random valid estates and referrals are written to a temporary folder. Each referral is answered twice: by the program, run as a
user would run it, and by `model.py`, which knows the contract and nothing of the program. Any field that differs is reported.
Python 3.11, standard library only.

    python3 tests/independent/contract_reading.py --lintel target/release/lintel --data data \
        --estates stoke-on-trent,plymouth --count 2000 --seed 1

`--self-check` generates and evaluates without the program, and fails if a finding of a rule is too rare to have been tried.
`--readings` prints the notes below. Exit codes: 0 all agree, 1 something differs, 2 cannot run.
"""

import argparse
import gc
import json
import multiprocessing
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path

sys.dont_write_bytecode = True

from country import FAR_SQUARED, published
from kept import kept
from model import RULES, Estate, Referral, read_text, recommend
from comparison import MISSING, REQUIRED, SEEN_AT_LEAST, differences, leaks, tally
from estates import EstateMaker, estate_variant
from places import PlaceMaker
from referrals import ReferralMaker, write_referral
from resolving import Gazetteer

# --------------------------------------------------------------------------------------------------------- readings

READINGS = """
Readings chosen, where the contract leaves room. G: not generated, so not tested either way.

Places
 1. "Delivery office": only postcodes sharing their point with a postcode of another sector; several postcodes of one sector on
    one point stay in. A postcode of quality 90 that is typed stands for its sector, like a delivery office.
 2. Spaces and punctuation are ignored, but a code in which a space stands before the last digit is a sector and nothing else. Without
    it the code is every one of sector and postcode district that exists.
 3. `&` and the word "and" are left out of names. "ED" and "Ward" may be left off, and what follows a town's comma; a district's words
    are optional where the published name has them ("Leeds City" is no name of Leeds). "City of London" is G; "London" is the 33.
    The names of the program's own `data/geography/everyday.csv` are G.
 4. A town of Northern Ireland is outside Great Britain only if nothing in Great Britain bears the name; it makes no name large.
 5. "Within 5 km" includes 5 km; "20 km or more" too. "Every unit" are those of units.csv, open, void or planned; units off the map
    have no say.
 6. A small name that is far is measured: a unit within the radius is unsuitable or asks as ever, and any other asks. It is listed,
    and gives no points. A postcode, sector, district, area or code is never listed for being far.
 7. A missing postcode asks besides if it stands for a sector 20 km or more away and one character changed (none put in,
    none left out) makes a postcode of the table (no delivery office) that is nearer than 20 km to some unit's sector.
 8. What is outside Great Britain is "beyond" for `far_from_near`. What is not checked gives no points.
 9. `not_checked` fields are `unsafe[N].place`, `unsafe[N].radius`, `preferences.near[N]`, `keep_apart[N]`, `person[N].age`,
    `immediate_danger`, `homeless_before`, `needs.complex` and `needs.nrpf`, in any order. `notes` has every place that was taken to
    be something, also where it is not checked, as typed. `preferences.sectors` are compared as text and never listed.
10. `radius_m` and `radius` are rounded up to the next 500 together; a default is not.

What is unknown
11. Every age is tried, all persons of unknown age together. Where only some ages are advised, there is advice.
12. `room_standard` is asked at each age at which `sleeping_places` passes. Spare places are never fewer than none.

Rules
13. `unsafe_area`, radius 0: nothing is "closer", so only a postcode in the unit's own sector asks for a decision. "Closer than" is
    strict. A unit whose sector has no point
    asks for a decision only if there is a hard unsafe place that is not outside Great Britain.
14. `single_sex`, decision: any adult marked `policy_review`, of whichever sex, the lead included.
15. `oldest_boy` and `children` look at role `child` only; `policy_review` of a child counts for `oldest_boy` alone.
16. `sleeping_places`: "children under 2" are persons of role `child` with age 0 or 1.
17. `room_standard`: persons of opposite sex both aged 10 or over, whatever their role; only the lead and the partner together are
    excepted, and they may share with others who offend against neither.
18. `keep_apart` and both counts look at every occupancy row, also of void and planned units; a resident in the very unit counts as
    "in the same setting". A `keep_apart` reference is unknown if no occupancy row has it.
19. A row with the referral's own reference is left out of counts and `keep_apart`, but its unit stays not vacant. A household that
    lists its own reference in `keep_apart` is G.
20. `who` is "manager on call" or "somebody who knows the address", word for word.

Preferences
21. One entry a term, in the table's order: several soft unsafe or near places are summed into one.
22. A unit outside the geography gives 0 for `soft_unsafe` and `far_from_near`.
23. `spare_step_free` and `spare_wheelchair` look at the unit's columns; "no adult is male" looks at role `adult` only.

Answer
24. `rank` is the position, 1, 2, 3, also among equal penalties.
25. A planned unit that is vacant is offered, is in `options`, `decisions` and `relaxations`; only `suitable_units`, `capacity`,
    `wait` and `barrier` leave it out. An estate with no open or void unit is G.
26. "A unit suits but is full" (`wait`) and "a suitable open or void unit is not vacant" (`capacity`) are the same: a void unit not yet
    offered counts for both. So with no options, any suitable open or void unit gives capacity.
27. "Breach sets" for `barrier` are sets of rules; a decision and an unsuitable finding of one rule are the same member. Ties by the
    rules' order: compared rule by rule along the table.
28. Findings in `relaxations` are told apart by rule too (it matters for `oldest_boy` only): if lifting `oldest_boy` opens one
    unit by a decision and another by an exception, it is one relaxation with both. `RELAX_BY` in model.py changes it. A set's
    units are those with exactly these findings; equal sizes are compared in any order, rules along the table.
29. `sanctuary` needs a `[home]` table; tenure plays no part. `floating_support` and `helplines` always hold.
30. `stale`: received later than as_of by more than the hours, not by exactly so many; compared only where both are given
    and there is an occupancy.csv.
31. Texts of rules, terms, relaxations and alternatives are searched for residents' references, sectors, distances and unsafe
    places; `not_checked` texts are not.

Files
32. A missing occupancy.csv means nobody is in. Columns may come in any order.
33. A row on a void or planned unit is accepted if its `from` has come (the contract names no issue).
34. At least one adult is needed: the lead.
"""


# ------------------------------------------------------------------------------------------------------------ running

WORLD = {}


def run_batch(batch):
    """All referrals of one estate: (passed, failures, counts of things tried)."""
    options, geography, places = WORLD["options"], WORLD["gazetteer"], WORLD["places"]
    estate = Estate(batch["folder"], geography)
    maker = ReferralMaker(estate, places)
    passed, failures, counts = 0, [], Counter()
    for number in batch["numbers"]:
        rng = random.Random(f"{options.seed} referral {number}")
        path = write_referral(rng, maker.make(rng), WORLD["work"] / "referrals" / f"{number:06}")
        referral = Referral(path, estate, geography)
        expected = recommend(referral, estate, geography)
        counts.update(tally(expected, referral, estate, geography, path))
        found = [] if options.self_check else held_against_program(expected, referral, estate, batch, path)
        if found:
            failures.append((number, path, batch, found))
        else:
            passed += 1
    return passed, failures, counts


def command_for(batch, path):
    options = WORLD["options"]
    return [options.lintel, "--data", options.data, "recommend", str(path), "--estate", batch["argument"], "--format", "json"]


def held_against_program(expected, referral, estate, batch, path):
    try:
        done = subprocess.run(command_for(batch, path), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return [("the program", "an answer", "nothing within 60 seconds")]
    found = []
    if done.returncode != expected["exit_code"]:
        found.append(("exit code", expected["exit_code"], done.returncode))
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        return found + [("stdout", "JSON", (done.stdout[:600] or "(empty)") + "\n" + done.stderr[:1200])]
    if not isinstance(answer, dict) or "issues" in answer or "units" not in answer:
        return found + [("stdout", "an answer", done.stdout[:1500])]
    found += differences(expected, answer)
    found += instant_differs(estate, answer)
    return found + list(leaks(answer, referral, estate))


def instant_differs(estate, answer):
    as_of = estate.provider.get("occupancy", {}).get("as_of")
    if as_of is None:
        return []
    try:
        same = datetime.fromisoformat(answer.get("occupancy_as_of")) == datetime.fromisoformat(as_of)
    except (TypeError, ValueError):
        same = False
    return [] if same else [("occupancy_as_of", as_of, answer.get("occupancy_as_of", MISSING))]


def plan_batches(options, work, gazetteer, places):
    """Which referrals go to which estate: about a third to the estates named, a fifth to them with other people in, the rest to
    random ones anywhere in the country."""
    named = [name for name in options.estates.split(",") if name]
    folders = {name: Path(name) if Path(name).is_dir() else Path(options.data) / name for name in named}
    batches, number = [], 0
    kinds = ["named"] * 7 + ["variant"] * 4 + ["random"] * 9 if named else ["random"]
    while number < options.count:
        rng = random.Random(f"{options.seed} estate {len(batches)}")
        kind, name = rng.choice(kinds), rng.choice(named or [None])
        folder = work / "estates" / f"{len(batches):05}"
        if kind == "random":
            EstateMaker(places).make(rng, folder)
        elif kind == "variant":
            estate_variant(rng, folders[name], folder, gazetteer)
        where = (folders[name], name) if kind == "named" else (folder, str(folder))
        numbers = list(range(number, min(number + 10, options.count)))
        batches.append({"folder": where[0], "argument": where[1], "numbers": numbers})
        number += 10
    return batches


def show_failure(order, failure):
    number, path, batch, found = failure
    print(f"\nDIFFERENCE {order}: referral {number}, saved as {path}, estate {batch['argument']}")
    print("  run: " + " ".join(command_for(batch, path)))
    for field, expected, got in found[:12]:
        print(f"  {field}\n    this reading: {shown(expected)}\n    the program:  {shown(got)}")
    if len(found) > 12:
        print(f"  … and {len(found) - 12} more fields")
    print("  the referral: " + shown(read_text(path), 3000))


def shown(value, limit=1500):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= limit else text[:limit] + " …"


def show_counts(counts, total):
    print(f"\nWhat {total} referrals tried (referrals in which it came up at least once):")
    for title, names in groups(counts):
        print(f"  {title}")
        for name in names:
            mark = "" if counts[name] else "   <- never"
            print(f"    {counts[name]:7}  {100 * counts[name] / max(total, 1):5.1f}%  {name}{mark}")


def groups(counts):
    findings = [f"{rule} {kind}" for rule in RULES for kind in ("unsuitable", "decision", "advice")]
    yield "rules", [name for name in findings if name in counts or name in REQUIRED]
    rest = sorted(name for name in set(counts) | set(SEEN_AT_LEAST) if name not in findings)
    for title, start in (("routes", "route "), ("outcomes", "outcome "), ("relaxations", ("a relax", "no relax")),
                         ("number of relaxations", tuple("123456789")), ("alternatives", "alternative "), ("terms", "term "),
                         ("places", "place "), ("reasons", ("complex_needs reason", "substances reason")),
                         ("exit codes", "exit code ")):
        names = [name for name in rest if name.startswith(start)]
        rest = [name for name in rest if name not in names]
        yield title, names
    yield "corners", rest


def too_rare(counts, total):
    rare = [f"{name} ({counts[name]} of {total})" for name in REQUIRED if counts[name] * 100 < total]
    return rare + [f"{name} (never)" for name in SEEN_AT_LEAST if not counts[name]]


def check_own_distances(gazetteer, places, seed):
    """The search for least distances against every pair, for a few places: this file must not be clever and wrong."""
    rng, country = random.Random(f"{seed} distances"), gazetteer.country
    for _ in range(40):
        kind = rng.choice(["ward", "sector", "outward"])
        key = ((kind, rng.choice([name for name, here in country.members[kind].items() if here])),)
        numbers = country.members[kind][key[0][1]]
        east, north = country.point(numbers[0])
        easting, northing = east + rng.randint(-30_000, 30_000), north + rng.randint(-30_000, 30_000)
        each = [country.point(number) for number in numbers]
        plain = min(FAR_SQUARED, min((e - easting) ** 2 + (n - northing) ** 2 for e, n in each))
        if plain != gazetteer.points(key).least_squared(easting, northing):
            raise AssertionError(f"least distance of {key} is wrong")


def read_country(options):
    """Great Britain as published where an archive is given, else as the repository holds it."""
    folder = Path(options.data) / "geography"
    return published(options.code_point, options.towns or folder / "towns.csv") if options.code_point else kept(folder)


def arguments():
    parser = argparse.ArgumentParser(description="Hold lintel recommend against an independent reading of the contract.")
    parser.add_argument("--lintel", default="target/release/lintel", help="the program")
    parser.add_argument("--data", default="data", help="folder of estates and geography")
    parser.add_argument("--code-point", default="", help="the published archive; else the repository's own geography is read")
    parser.add_argument("--towns", default="", help="the file of towns, where it is not that of the geography")
    parser.add_argument("--estates", default="", help="names or folders, joined by commas; random estates are always added")
    parser.add_argument("--count", type=int, default=2000, help="referrals to try")
    parser.add_argument("--seed", default="1")
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
    geography_folder = Path(options.data) / "geography"
    if not geography_folder.is_dir():
        print(f"{geography_folder} is not there: give --data", file=sys.stderr)
        return 2
    if not options.self_check:
        options.lintel = shutil.which(options.lintel) or str(Path(options.lintel).resolve())
        if not Path(options.lintel).is_file():
            print(f"{options.lintel} is not there: build it, or give --lintel", file=sys.stderr)
            return 2
    work = Path(tempfile.mkdtemp(prefix="contract-reading-"))
    (work / "referrals").mkdir()
    gazetteer = Gazetteer(read_country(options))
    places = PlaceMaker(gazetteer)
    check_own_distances(gazetteer, places, options.seed)
    WORLD.update(gazetteer=gazetteer, places=places, options=options, work=work)
    gc.freeze()
    return run_all(options, plan_batches(options, work, gazetteer, places), work)


def run_all(options, batches, work):
    passed, failed, counts = 0, 0, Counter()
    with multiprocessing.get_context("fork").Pool(options.jobs) as pool:
        for batch_passed, failures, batch_counts in pool.imap(run_batch, batches):
            passed += batch_passed
            counts += batch_counts
            for failure in failures:
                failed += 1
                if failed <= options.show:
                    show_failure(failed, failure)
    show_counts(counts, passed + failed)
    rare = too_rare(counts, passed + failed)
    print("\nToo rare: " + ("; ".join(rare) if rare else "nothing"))
    if failed or options.keep:
        print(f"Files kept in {work}")
    else:
        shutil.rmtree(work)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or (options.self_check and rare) else 0


if __name__ == "__main__":
    sys.exit(main())
