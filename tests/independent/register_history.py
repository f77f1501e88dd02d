"""A history as it is written down for an import: lines in order, with the verdict that each deserves.

Lines refer to one another by identity and are numbered when they are written, so that any of them can be left out and the rest is
still a history (that is how a difference is made small).
"""

import json
from dataclasses import dataclass, field

from register_log import Log, Verdict

NOBODY = 90210  # a number that no event of a history has


@dataclass(eq=False)
class Line:
    """`corrects` is the line it stands for; `seq_off` numbers it wrongly; `raw` is a text that is no event at all."""

    body: dict
    corrects: "Line | None" = None
    seq_off: int = 0
    raw: str | None = None


@dataclass
class Written:
    line: Line
    text: str
    number: int
    verdict: Verdict
    body: dict

    @property
    def event(self):
        return self.body.get("event") if isinstance(self.body, dict) else None


@dataclass
class History:
    """`numbering`: none, as recorded (refused lines not counted), or as in the file (all counted)."""

    seed: str
    folder: object
    own_estate: dict | None
    keep_years: int | None = None
    numbering: str = "recorded"
    blank_lines: bool = False
    now: int | None = None
    lines: list = field(default_factory=list)

    def log(self):
        return Log(self.own_estate, self.keep_years, self.now)


class Writer:
    """Writes line after line and judges each; `written` is the file, `log` what an import of its legal lines leaves."""

    def __init__(self, history):
        self.history, self.log, self.written, self.numbers = history, history.log(), [], {}
        self.last, self.at_line = None, 0

    def numbered(self, line):
        """The line as JSON has it, and the number it is given."""
        body = dict(line.body)
        number = self.log.next_seq
        if self.history.own_estate and not self.log.events and body.get("event") != "estate_recorded":
            number = 1
        if self.history.numbering == "file" and self.last is not None:
            number = max(number, self.last + 1)
        if line.corrects is not None:
            body["corrects"] = self.numbers.get(line.corrects, NOBODY)
        if (self.history.numbering != "none" or line.seq_off) and "seq" not in body:
            body = {"seq": number + line.seq_off, **body}
        return body, number

    def add(self, line, keep_refused=True):
        """Judges and writes a line; a refused one is not written where it is not wanted."""
        body, number = self.numbered(line)
        empty = not self.log.events
        verdict = self.log.judge(body) if line.raw is None else self.log.judge(None)
        if not verdict.legal and not keep_refused:
            if empty:
                self.log.events.clear()
            return verdict
        if not verdict.legal:
            self.log.refused = True
            self.last = number
        elif self.log.events and self.log.events[-1].body == body:
            self.numbers[line] = self.last = self.log.events[-1].seq
        self.at_line += 1 + (self.history.blank_lines and self.at_line % 5 == 3)
        text = json.dumps(body) if line.raw is None else line.raw
        self.written.append(Written(line, text, self.at_line, verdict, body))
        return verdict


def write(history):
    writer = Writer(history)
    for line in history.lines:
        writer.add(line)
    return writer


def file_of(written):
    """The file's text; line numbers as they were counted, blank lines where one was left out."""
    lines = []
    for one in written:
        lines += [""] * (one.number - 1 - len(lines)) + [one.text]
    return "\n".join(lines) + "\n"


def legal_only(history, written):
    """The same history without the lines that are refused: what can be imported as a whole."""
    kept = [one.line for one in written if one.verdict.legal]
    numbering = "recorded" if history.numbering == "file" else history.numbering
    return History(history.seed, history.folder, history.own_estate, history.keep_years, numbering, False, history.now, kept)
