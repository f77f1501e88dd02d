"""The table: one line a program and workload, printed as it comes, and the same as CSV."""

import csv
from dataclasses import astuple, dataclass, fields

import table

EQUAL, DIFFERS, NOTHING = table.EQUAL, table.DIFFERS, table.NOTHING


@dataclass(frozen=True)
class Line:
    """Seconds are the processor's. The ratios are lintel's arrivals a second over the peer's: above 1, lintel is quicker."""

    workload: str
    program: str
    version: str
    histories: int
    arrivals: int | None = None
    seconds: float | None = None
    clock_seconds: float | None = None
    a_second: float | None = None
    ratio: float | None = None
    ratio_without_start_up: float | None = None
    blocking: float | None = None
    standard_error: float | None = None
    held_against: float | None = None
    z: float | None = None
    equal: str = NOTHING
    note: str = ""


COLUMNS = {  # heading: width and what stands there
    "workload": (10, lambda line: line.workload),
    "program": (15, lambda line: f"{line.program} {line.version}"),
    "histories": (-9, lambda line: f"{line.histories:,}"),
    "arrivals": (-11, lambda line: _number(line.arrivals, ",")),
    "seconds": (-7, lambda line: table.duration(line.seconds)),
    "a second": (-10, lambda line: _number(line.a_second, ",.0f")),
    "lintel": (-7, lambda line: table.ratio(line.ratio)),
    "started": (-7, lambda line: table.ratio(line.ratio_without_start_up)),
    "blocking": (-8, lambda line: _number(line.blocking, ".5f")),
    "against": (-8, lambda line: _number(line.held_against, ".5f")),
    "z": (-5, lambda line: _number(line.z, "+.2f")),
    "equal": (5, lambda line: line.equal),
}


def header():
    return _row({heading: heading for heading in COLUMNS}, "")


def text(line):
    """One line for a terminal."""
    return _row({heading: cell(line) for heading, (_, cell) in COLUMNS.items()}, line.note)


def write_csv(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Line)])
        for line in lines:
            writer.writerow([_cell(value) for value in astuple(line)])


def _row(cells, note):
    """Widths below 0 stand for columns set to the right."""
    set_out = (f"{cells[heading]:{'>' if width < 0 else '<'}{abs(width)}}" for heading, (width, _) in COLUMNS.items())
    return "  ".join([*set_out, note]).rstrip()


def _number(value, form):
    return NOTHING if value is None else format(value, form)


def _cell(value):
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else value
