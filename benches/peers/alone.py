"""A program run alone: to its end, or as a peer in its own process within a time limit."""

import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
START_WITHIN = 120  # seconds to start Python and read what is asked, which are not counted


class CannotRun(Exception):
    """A program is not there or ended with an error."""


def call(command, done=(0,), **options):
    """Runs a program to its end; `done` are the exit codes that mean it did its work."""
    command = [str(part) for part in command]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, **options)
    except OSError as error:
        raise CannotRun(f"{command[0]}: {error.strerror}; build it first") from error
    if ended.returncode not in done:
        raise CannotRun(f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr.strip()[-500:]}")
    return ended.stdout


@dataclass(frozen=True)
class Told:
    """What a peer printed last (None: it was too late; empty: nothing), and what it said on stderr."""

    answer: bytes | None
    talk: str

    @property
    def last_words(self):
        return (self.talk.strip().splitlines() or ["no answer"])[-1]


def run_peer(module, arguments, limit):
    """Runs one peer's module for at most `limit` seconds after it has said `ready`."""
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryFile() as talk:
        process = subprocess.Popen(
            [sys.executable, "-B", "-m", module, *arguments],
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
        talk.seek(0)
        return Told(answer, talk.read().decode(errors="replace"))


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
