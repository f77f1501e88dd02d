"""The peers, and how each is run: alone, in its own process, on a file, within a time limit."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from instance import Broken, Objective

HERE = Path(__file__).parent
START_WITHIN = 120  # seconds to start Python and read the instance, which are not counted


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
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryFile() as talk:
        command = [sys.executable, "-B", "-m", f"solvers.{peer.module}", str(Path(path).resolve()), *peer.options]
        process = subprocess.Popen(
            command,
            cwd=HERE,
            env={**os.environ, "TMPDIR": scratch},
            stdout=subprocess.PIPE,
            stderr=talk,
            start_new_session=True,  # so that a program it starts ends with it
        )
        try:
            answer = _answer(process.stdout.fileno(), limit)
        finally:
            _end(process)
        if answer is None:
            return Outcome(None, None, f"not within {limit:g} s", late=True)
        talk.seek(0)
        return _judged(peer, instance, answer, talk.read().decode(errors="replace"))


def _answer(stream, limit):
    """The process's last line, b"" if it ended without one, None if it was too late. The clock starts at `ready`."""
    text, until, ready = b"", time.monotonic() + START_WITHIN, False
    while select.select([stream], [], [], max(0.0, until - time.monotonic()))[0]:
        part = os.read(stream, 1 << 20)
        if not part:
            return text.rstrip().rpartition(b"\n")[2] if ready else b""
        text += part
        if not ready and b"ready\n" in text:
            ready, until = True, time.monotonic() + limit
    return None


def _end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.stdout.close()
    process.wait()


def _judged(peer, instance, answer, talk):
    try:
        told = json.loads(answer)
        return Outcome(instance.judge(told["pairs"], limits=peer.limits), told["seconds"])
    except Broken as broken:
        return Outcome(None, None, f"answer not allowed: {broken}")
    except (ValueError, TypeError, KeyError):
        last = talk.strip().splitlines()[-1:] or ["no answer"]
        return Outcome(None, None, f"failed: {last[0]}")
