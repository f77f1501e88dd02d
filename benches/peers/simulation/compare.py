"""Compares `lintel forecast` with other simulators: the same loss workload, blocking held against theory, ratios of one run.

Exit codes: 0 every blocking agrees, 1 one differs or a peer failed, 2 cannot run.
"""

import argparse
import sys
from pathlib import Path

import alone
from simulation import blocking, lintel, race, report, workload
from simulation.report import Line

HERE = Path(__file__).parent
FROM_EMPTY, WARMED_UP = HERE / "from-empty.toml", HERE / "warmed-up.toml"
SCORES = 2 * len(race.PEERS) + 1  # from empty each peer against lintel; warmed up each program against Erlang-B


def main():
    arguments = _arguments()
    ours = lintel.Lintel(arguments.lintel.resolve(), arguments.data.resolve(), arguments.out.resolve())
    lines, figures = [], arguments.out / "simulation.csv"
    print(report.header(), flush=True)
    try:
        for line in _lines(ours, arguments.limit):
            print(report.text(line), flush=True)
            lines.append(line)
    except alone.CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    report.write_csv(figures, lines)
    print(f"\n{_worth(lines)}\nFigures: {figures}")
    faults = [(line, fault) for line in lines if (fault := _fault(line))]
    for line, fault in faults:
        print(f"{line.workload}, {line.program}: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _arguments():
    parser = argparse.ArgumentParser(
        prog="benches/peers/run --simulation", description=__doc__.split("\n", maxsplit=1)[0]
    )
    parser.add_argument(
        "--lintel", type=Path, default=Path("target/release/lintel"), help="the program (default: %(default)s)"
    )
    parser.add_argument("--data", type=Path, default=Path("data"), help="lintel's data (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=Path("out/peers"), help="tables and figures (default: %(default)s)")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds a peer has for a workload (default: %(default)g)")
    return parser.parse_args()


def _lines(ours, limit):
    yield from _from_empty(ours, limit)
    yield from _warmed_up(ours, limit)


def _from_empty(ours, limit):
    """The timed workload. No formula says what it blocks, so the peers are held against lintel."""
    start_up, run = lintel.timed(ours, FROM_EMPTY)
    whole, started = run.arrivals / run.seconds, run.arrivals / (run.seconds - start_up)
    note = f"of it {start_up * 1e3:.0f} ms to start; without, {started:,.0f} a second"
    yield Line(FROM_EMPTY.stem, "lintel", ours.version, run.histories, **_timing(run), **_judged(run.blocking), note=note)
    for peer in race.PEERS:
        outcome = race.run(peer, FROM_EMPTY, limit)
        timing = _timing(outcome)
        if outcome.seconds:
            timing |= {"ratio": whole / timing["a_second"], "ratio_without_start_up": started / timing["a_second"]}
        yield _of_peer(FROM_EMPTY.stem, peer, outcome, run.blocking, timing)


def _warmed_up(ours, limit):
    """Not timed: every program's blocking is held against Erlang's."""
    asked = workload.read(WARMED_UP)
    exact = blocking.erlang_b(asked.units, asked.load)
    found = lintel.forecast(ours, WARMED_UP, lintel.HISTORIES).blocking
    yield Line(WARMED_UP.stem, "lintel", ours.version, found.histories, **_judged(found, exact))
    for peer in race.PEERS:
        yield _of_peer(WARMED_UP.stem, peer, race.run(peer, WARMED_UP, limit), exact, {})


def _of_peer(name, peer, outcome, held, timing):
    judged = {"equal": report.DIFFERS} if outcome.trouble else _judged(outcome.blocking, held)
    return Line(name, peer.name, peer.version, peer.histories, **timing, **judged, note=outcome.trouble)


def _timing(run):
    """Of lintel's run or a peer's."""
    if not run.seconds:
        return {}
    timing = {"arrivals": run.arrivals, "seconds": run.seconds, "clock_seconds": run.clock_seconds}
    return timing | {"a_second": run.arrivals / run.seconds}


def _judged(found, held=None):
    told = {"blocking": found.share, "standard_error": found.standard_error}
    if held is None:
        return told
    z = blocking.z_score(found, held)
    equal = report.EQUAL if abs(z) <= blocking.widest_z(SCORES) else report.DIFFERS
    return told | {"held_against": held.share, "z": z, "equal": equal}


def _fault(line):
    if line.equal == report.DIFFERS:
        return line.note or "the blocking differs"
    blunt = line.workload == WARMED_UP.stem and _moved_by_one_unit(line) < blocking.widest_z(SCORES)
    return "too few histories: one unit more could go unnoticed" if blunt else None


def _worth(lines):
    """What the verdicts are worth: how seldom one is wrong, and how far a fault would move the scores."""
    moved = [_moved_by_one_unit(line) for line in lines if line.workload == WARMED_UP.stem and line.standard_error]
    return (
        f"Equal: no z beyond {blocking.widest_z(SCORES):.2f}. If all programs are right, one of the {SCORES} is beyond it in at"
        f" most {blocking.FALSE_ALARM * 1e4:.0f} of 10,000 choices of seeds.\n"
        f"One unit more would move z by {min(moved, default=0):.1f} to {max(moved, default=0):.1f} in the warmed-up lines."
    )


def _moved_by_one_unit(line):
    asked = workload.read(WARMED_UP)
    fewer, more = (blocking.erlang_b(units, asked.load).share for units in (asked.units, asked.units + 1))
    return (fewer - more) / line.standard_error


if __name__ == "__main__":
    sys.exit(main())
