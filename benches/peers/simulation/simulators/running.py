"""How a peer runs: reads the scenario, says `ready`, simulates every history, and prints counts and seconds as JSON.

Starting Python, importing and reading are not timed; building each history's model is. Each history has its own seed,
and each peer other seeds: given the same, all three draw the same variates in the same order and tell the same history.
"""

import argparse
import json
import time

from simulation import workload


def run(simulate):
    """`simulate(workload, seed)` gives (arrivals, turned away) of one history, of those who arrive from `begin` on."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario")
    parser.add_argument("histories", type=int)
    parser.add_argument("first_seed", type=int)
    arguments = parser.parse_args()
    asked = workload.read(arguments.scenario)
    print("ready", flush=True)
    clock, processor = time.perf_counter(), time.process_time()
    counts = [simulate(asked, arguments.first_seed + history) for history in range(arguments.histories)]
    seconds, clock_seconds = time.process_time() - processor, time.perf_counter() - clock
    print(json.dumps({"counts": counts, "seconds": seconds, "clock_seconds": clock_seconds}), flush=True)
