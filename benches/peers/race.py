"""The peers, and how each is run: alone, in its own process, on a file, within a time limit."""

import json
from dataclasses import dataclass
from pathlib import Path

import alone
from instance import Broken, Objective


@dataclass(frozen=True)
class Peer:
    """`limits`: whether it can be told of limits; without, it solves the one-to-one assignment only."""

    name: str
    program: str
    module: str
    options: tuple = ()
    limits: bool = True


PEERS = [
    Peer("SciPy", "SciPy", "scipy_dense", limits=False),
    Peer("SciPy, compact matrix", "SciPy", "scipy_compact", limits=False),
    Peer("SciPy, sparse matrix", "SciPy", "scipy_sparse", limits=False),
    Peer("HiGHS, by levels", "HiGHS", "highs", ("--objective", "levels")),
    Peer("HiGHS, one sum", "HiGHS", "highs", ("--objective", "sum")),
    Peer("CP-SAT, one worker", "CP-SAT", "cp_sat", ("--workers", "1")),
    Peer("CP-SAT", "CP-SAT", "cp_sat"),
    Peer("CBC, by levels", "CBC", "cbc", ("--objective", "levels")),
    Peer("CBC, one sum", "CBC", "cbc", ("--objective", "sum")),
]


@dataclass(frozen=True)
class Outcome:
    """What a peer achieved, or why there is nothing: `seconds` is None exactly when it did not answer."""

    objective: Objective | None
    seconds: float | None
    trouble: str = ""
    late: bool = False


def run(peer, path, instance, limit):
    """Runs one peer on one file for at most `limit` seconds after it has read it, and judges its answer."""
    told = alone.run_peer(f"solvers.{peer.module}", [str(Path(path).resolve()), *peer.options], limit)
    if told.answer is None:
        return Outcome(None, None, f"not within {limit:g} s", late=True)
    return _judged(peer, instance, told)


def _judged(peer, instance, told):
    try:
        answer = json.loads(told.answer)
        return Outcome(instance.judge(answer["pairs"], limits=peer.limits), answer["seconds"])
    except Broken as broken:
        return Outcome(None, None, f"answer not allowed: {broken}")
    except (ValueError, TypeError, KeyError):
        return Outcome(None, None, f"failed: {told.last_words}")
