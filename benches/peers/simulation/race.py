"""The peers, and how each is run: alone, in its own process, on a scenario, within a time limit."""

import json
from dataclasses import dataclass
from importlib import metadata

import alone
from simulation.blocking import Blocking, of_counts


@dataclass(frozen=True)
class Peer:
    """`histories`: as many as take it about half a minute; `first_seed`: no two peers draw the same."""

    name: str
    module: str
    histories: int
    first_seed: int

    @property
    def version(self):
        return metadata.version(self.name)


PEERS = [
    Peer("SimPy", "simpy_resource", 800, 1_000_000),
    Peer("Ciw", "ciw_node", 400, 2_000_000),
    Peer("salabim", "salabim_resource", 100, 3_000_000),
]


@dataclass(frozen=True)
class Outcome:
    """What a peer counted, or why there is nothing."""

    arrivals: int = 0
    seconds: float | None = None
    clock_seconds: float | None = None
    blocking: Blocking | None = None
    trouble: str = ""


def run(peer, scenario, limit):
    arguments = [str(scenario), str(peer.histories), str(peer.first_seed)]
    told = alone.run_peer(f"simulation.simulators.{peer.module}", arguments, limit)
    if told.answer is None:
        return Outcome(trouble=f"not within {limit:g} s")
    try:
        answer = json.loads(told.answer)
        counts = answer["counts"]
        arrivals = sum(arrived for arrived, _ in counts)
        return Outcome(arrivals, answer["seconds"], answer["clock_seconds"], of_counts(counts))
    except (ValueError, TypeError, KeyError):
        return Outcome(trouble=f"failed: {told.last_words}")
