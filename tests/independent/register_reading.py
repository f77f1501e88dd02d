#!/usr/bin/env python3
"""Holds `lintel register` against a second, independent reading of the contract's section 10.

Random histories are lived by `register_log.py`, which knows the contract and nothing of the program: it says of every line whether it
may be recorded, and of every moment what was so, as it was known then. Each history is then given to the program, run as a user would
run it: every refusal, states at the very moments at which something changes, `export`, `verify`. What differs is shown with a history
made as small as it will go. Python 3.11, standard library only.

    python3 tests/independent/register_reading.py --lintel target/release/lintel --data data --count 300 --seed 1

`--self-test` holds the model against histories worked out by hand; `--self-check` draws and judges without the program and fails if a
refusal or an event is too rare to have been tried; `--readings` prints the notes below. Exit codes: 0 all agree, 1 something differs,
2 cannot run.
"""

import argparse
import multiprocessing
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True

from register_by_hand import self_test
from register_comparison import difference, made_small
from register_histories import HistoryMaker
from register_history import file_of, write
from register_keys import KEYS
from register_occupancy import occupancy_differs
from register_rules import WHY

# --------------------------------------------------------------------------------------------------------- readings

READINGS = """
Readings chosen, where section 10 leaves room. G: not generated, so not tested either way.

The order that judges
 1. All events that stand are sorted by (`at`, place), the first estate before all, and replayed. One that fails has no effect, and the
    replay goes on. If the new one fails it is refused with its own reason, even where one before it fails too (a correction that
    moves a referral to later); else the first of the order that fails is named: by the `seq` of the event that stands, a correction's own.
 2. `has_claim` before `unit_claimed`: wherever both hold, `has_claim` is told. Elsewhere the list's own order.
 3. A correction that was annulled leaves its place empty; what it stood for does not come back. Correcting anything there is `stale`,
    correcting an annulment `corrects_unknown`. The first estate is never corrected or annulled: G.

An arrival or transfer over other households' claims
 4. "Recorded before it": by the events' own `seq`, also of corrections.
 5. What it ends is settled when it is recorded, with the stay as known then. It does not come back: not by a departure recorded later, nor
    when the arrival is corrected or annulled. Known as it was before the arrival was recorded, it is as it was. Whether a claim still
    stands is asked as it would be without the arrival (and without what the arrival corrects): another household's arrival may have
    used it up. An arrival that is judged again, since something earlier was corrected, ends what then stands by the same rule.
 6. Without effect are `held`, `offered`, `offer_accepted` and `claim_ended` of that household on that unit, recorded before the arrival,
    as long as that claim would have run; their household must still be known, and open or living here to claim. The
    same recorded after the arrival is judged like anything else. An arrival of the other household is no claim: it fails.

States
 7. The first estate's void or planned has `since` null; after `from` the unit is vacant since that moment. A later estate compares with
    the one before it, unit by unit, and over a stay or any claim waits until it ends. A unit left out stays, after the listed ones, if an
    event names it that was recorded before or is earlier in the order. A unit that is new appears from that `at`.
 8. More time by the same kind of claim keeps `since`; an offer after a hold begins anew. `expected` and `on` come back as given.
 9. As known before anything was recorded: nothing, empty lists. At a moment before every event: the first estate's.
10. Referrals are listed by the place of what brought them, from its `at` on.

What may happen
11. Open and living here are asked of the referral named, not of its household; a claim is the household's. An event
    for an older referral's claim of the same household is G.
12. `declined` of an accepted offer is `not_offered`; so is accepting twice.
13. A closed unit closed again: `unit_closed` (G). A void unit, or one being made ready, may be closed; a closed one may become void;
    a turnaround runs on beneath, and `made_ready` ends it there.
14. A void over an accepted offer: `unit_claimed`.
15. `too_early` looks at the whole household; in a later replay only at who is open or lives here. Further events of an erased
    household, and corrections of them: G. A leap day's `keep_years` end on 28 February.
16. Who left, or whom an amended form no longer has, is `unknown_person` to `person_left`; `was` may name whoever ever was there.
    `repeat_of` "unknown" is absent. A changed `repeat_of` in an amended form, mixed ids: G.

Lines
17. `bad_time`: any key that is a time and cannot be read as one; everything else of a wrong type or word is `bad_value`. A line that is no
    object, or has no `event`: any of the first four. null is absent. Texts that may be missing: `text`, `how`, `role`, `reason`.
18. After a refused line a number given is kept as it stands, so `corrects` and `names` speak of the file's own numbers; without one it is
    one more than the last. Both are drawn: files numbered as if refused lines were not there, and files numbered throughout.
19. The same request and content again is no issue and records nothing. A refused line's request is forgotten.
20. Of section 11: support of every kind may go on after a sanctuary was accepted too. `person` is anybody who ever belonged to the
    household. What begins while it runs, and what is referred while it waits, is `not_yet`. What never began is `not_yet`, what has
    ended `not_running`. Needs are the household's, everything else the referral's. `kind`, `provider`, `holder`, `about`, `question` and
    `because` of a second stage may be missing; `extended` is not drawn.
"""

# Fewer than this in a hundred histories, and `--self-check` fails.
SEEN_AT_LEAST = 1
NOT_BY_IMPORT = {"not_allowed"}


# ------------------------------------------------------------------------------------------------------------ drawing

OPTIONS = {}


def drawn(number):
    """History number so-and-so of this seed; one in seven over a named estate."""
    options, folder = OPTIONS["options"], OPTIONS["work"] / f"{number:06}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    named = [Path(options.data) / name for name in options.estates.split(",") if name]
    estate = named[number // 7 % len(named)] if named and number % 7 == 6 else None
    return HistoryMaker(f"{options.seed} {number}", folder / "estate", estate, 20 if estate else None).make(), folder


def tried(number):
    """(number, the difference or None, a small history and its own difference, what was tried)."""
    (history, writer), folder = drawn(number)
    options, counts = OPTIONS["options"], Counter()
    for one in writer.written:
        counts.update(one.verdict.whys or [f"event {one.event}"])
    counts["arrivals over claims"] += sum(bool(event.ends) for event in writer.log.events)
    if options.self_check:
        shutil.rmtree(folder)
        return number, None, None, counts
    if number % 20 == 19:
        found = occupancy_differs(f"{options.seed} {number}", folder / "list", None, options)
        if found:
            return number, found, f"see {folder / 'list'}", counts
    found = difference(history, options.lintel, options.data, folder, number % 3 == 0)
    if found and not options.whole:
        history = made_small(history, options.lintel, options.data, folder)
    text = shown(history, folder) if found else None
    if not found:
        shutil.rmtree(folder)
    return number, found, text, counts


def shown(history, folder):
    """A history that differs, its difference, and each line with its verdict."""
    options, writer = OPTIONS["options"], write(history)
    (folder / "small.jsonl").write_text(file_of(writer.written), encoding="utf-8")
    lines = [f"  {one.number}: {one.text}" + (f"   <- {sorted(one.verdict.whys)}" if one.verdict.whys else "") for one in writer.written]
    found = difference(history, options.lintel, options.data, folder)
    return "\n".join([f"small history: {folder / 'small.jsonl'}", f"the estate's files: {history.folder}", *lines, str(found)])


# ------------------------------------------------------------------------------------------------------------ running

def rare(counts, histories):
    """What was drawn too seldom to say anything about."""
    least = SEEN_AT_LEAST * histories // 100
    wanted = [why for why in WHY if why not in NOT_BY_IMPORT] + [f"event {kind}" for kind in KEYS] + ["arrivals over claims"]
    return [f"{what}: {counts[what]}, at least {least} wanted" for what in wanted if counts[what] < least]


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lintel", help="the program")
    parser.add_argument("--data", default="data", help="folder of estates and geography")
    parser.add_argument("--estates", default="stoke-on-trent", help="named estates besides the small ones, joined by commas")
    parser.add_argument("--count", type=int, default=300, help="how many histories")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the history of this number alone")
    parser.add_argument("--jobs", type=int, default=2, help="how many at the same time")
    parser.add_argument("--stop-after", type=int, default=1, help="how many differences are shown")
    parser.add_argument("--whole", action="store_true", help="do not make a history small")
    parser.add_argument("--keep", help="folder to work in, kept afterwards")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--self-check", action="store_true")
    parser.add_argument("--readings", action="store_true")
    return parser.parse_args()


def held_against(options, work):
    OPTIONS.update(options=options, work=work)
    numbers = range(options.count) if options.only is None else [options.only]
    counts, differing, done = Counter(), 0, 0
    with multiprocessing.Pool(options.jobs) as pool:
        for number, found, text, seen in pool.imap_unordered(tried, numbers):
            done += 1
            counts.update(seen)
            if found:
                differing += 1
                print(f"history {number} of seed {options.seed} differs:\n{found}\n\n{text}\n", flush=True)
            if differing >= options.stop_after:
                pool.terminate()
                break
    refusals = sum(number for what, number in counts.items() if what in WHY)
    print(f"{done} histories, {sum(counts.values())} lines, {refusals} refusals: {differing} histories differ")
    return differing, counts


def main():
    options = read_arguments()
    if options.readings:
        print(READINGS)
        return 0
    wrong = list(self_test())
    print("\n".join(wrong) or "the model gives what was worked out by hand")
    if wrong or options.self_test:
        return 1 if wrong else 0
    if not options.lintel and not options.self_check:
        print("--lintel is needed: the program to hold against the contract", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as made:
        differing, counts = held_against(options, Path(options.keep or made))
    too_rare = rare(counts, options.count) if options.self_check else []
    print("\n".join(too_rare))
    return 1 if differing or too_rare else 0


if __name__ == "__main__":
    sys.exit(main())
