"""The table: one line a peer and instance, printed as it comes, and the same as CSV."""

import csv
from dataclasses import astuple, dataclass, fields

EQUAL, DIFFERS, NOTHING = "yes", "NO", "-"


@dataclass(frozen=True)
class Line:
    """`ratio` is the peer's seconds over lintel's: above 1, lintel is quicker."""

    instance: str
    households: int
    units: int
    pairs: int
    limits: int
    program: str
    peer: str
    problem: str
    objective: str
    equal: str
    seconds: float | None
    lintel_seconds: float | None
    ratio: float | None
    note: str


WIDTHS = {"instance": 24, "peer": 22, "problem": 11, "objective": 17, "equal": 5, "seconds": 9, "lintel": 9, "ratio": 8}


def header():
    return "  ".join(f"{name:{'>' if name in ('seconds', 'lintel', 'ratio') else '<'}{width}}" for name, width in WIDTHS.items())


def text(line):
    """One line for a terminal."""
    left = [line.instance, line.peer, line.problem, line.objective, line.equal]
    right = [duration(line.seconds), duration(line.lintel_seconds), ratio(line.ratio)]
    widths = list(WIDTHS.values())
    cells = [f"{cell:<{width}}" for cell, width in zip(left, widths)]
    cells += [f"{cell:>{width}}" for cell, width in zip(right, widths[len(left) :])]
    return "  ".join([*cells, line.note]).rstrip()


def duration(seconds):
    """Three figures and a unit: `2.61 µs`, `43.0 ms`, `5.64 s`."""
    if seconds is None:
        return NOTHING
    scale, unit = next(((scale, unit) for scale, unit in [(1, "s"), (1e-3, "ms")] if seconds >= scale), (1e-6, "µs"))
    value = seconds / scale
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f} {unit}"


def ratio(value):
    return NOTHING if value is None else f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}x"


def write_csv(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Line)])
        for line in lines:
            writer.writerow([_cell(value) for value in astuple(line)])


def read_csv(path):
    """The lines of an earlier run."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return [Line(**{field.name: _value(field.type, row[field.name]) for field in fields(Line)}) for row in rows]


def _value(kind, cell):
    if kind in (int, str):
        return kind(cell)
    return float(cell) if cell else None


def _cell(value):
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else value
