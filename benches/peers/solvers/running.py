"""How a peer runs: reads the instance, says `ready`, solves it, and prints its pairs and seconds as JSON.

What is timed is one call of the peer's `solve`, with the instance already in memory; short calls are repeated and the
median is given. Starting Python, importing and reading files are not timed.
"""

import argparse
import json
import statistics
import time

import instance as instances

REPEAT_FOR = 1.0  # seconds: no new repeat is begun after them
REPEAT_AT_MOST = 1001


def run(solve, prepare=lambda problem: problem, pairs=lambda answer, prepared: answer):
    """Runs one peer: `prepare` and `pairs` turn the instance into the solver's form and its answer into pairs, untimed.

    `--workers` and `--objective` are handed to `solve`, if given; the list in race.py gives them to those that take them.
    """
    parser = argparse.ArgumentParser(argument_default=argparse.SUPPRESS)
    parser.add_argument("instance")
    parser.add_argument("--workers", type=int, help="threads; left out: as many as the solver likes")
    parser.add_argument("--objective", choices=["levels", "sum"], help="solve level by level, or one weighted sum")
    options = vars(parser.parse_args())
    prepared = prepare(instances.read(options.pop("instance")))
    print("ready", flush=True)
    answer, seconds = _median(lambda: solve(prepared, **options))
    chosen = [int(pair) for pair in pairs(answer, prepared)]
    print(json.dumps({"pairs": chosen, "seconds": seconds}), flush=True)


def _median(action):
    times, began = [], time.perf_counter()
    while not times or (time.perf_counter() - began < REPEAT_FOR and len(times) < REPEAT_AT_MOST):
        start = time.perf_counter()
        answer = action()
        times.append(time.perf_counter() - start)
    return answer, statistics.median(times)
