"""The program as a user would run it: one call a question, and the folders that a history needs."""

import json
import shutil
import subprocess
from pathlib import Path


class Refused(Exception):
    """The program did something that no history may make it do."""


class Program:
    def __init__(self, lintel, data, estate, folder):
        self.command = [str(lintel), "--data", str(data)]
        self.estate, self.folder = str(estate), Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.register, self.key = self.folder / "register", self.folder / "key"

    def run(self, *arguments, codes=(0,), of="register"):
        """The finished call; any other exit code than those expected is a difference."""
        where = ["--register", str(self.register), "--key", str(self.key), "--estate", self.estate]
        done = subprocess.run(self.command + [of, *map(str, arguments), *where], capture_output=True, text=True,
                              encoding="utf-8", timeout=120, check=False)
        if done.returncode not in codes:
            raise Refused(f"{of} {' '.join(map(str, arguments))}: exit code {done.returncode}, not {codes}\n"
                          f"{done.stdout[:800]}\n{done.stderr[:800]}")
        return done

    def answer(self, *arguments, codes=(0,)):
        done = self.run(*arguments, "--format", "json", codes=codes)
        try:
            return json.loads(done.stdout) if done.stdout.strip() else {}
        except json.JSONDecodeError:
            raise Refused(f"register {' '.join(map(str, arguments))}: no JSON\n{done.stdout[:800]}\n{done.stderr[:800]}") from None

    def start(self):
        self.run("init")

    def imported(self, text, code, name="events.jsonl"):
        path = self.folder / name
        path.write_bytes(text.encode("utf-8"))
        return self.answer("import", path, codes=code if isinstance(code, tuple) else (code,))

    def state(self, at=None, known_at=None):
        asked = ["--at", at] if at else []
        return self.answer("state", *asked, *(["--as-known-at", known_at] if known_at else []))

    def exported(self, known_at=None):
        return self.run("export", *(["--as-known-at", known_at] if known_at else [])).stdout

    def database(self):
        """The file in which everything lies, and its write-ahead log where one was left."""
        return max((path for path in self.register.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
