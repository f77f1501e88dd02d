"""Compares `lintel allocate` with other solvers: the same instances, objectives held against each other, ratios of one run.

Exit codes: 0 every objective agrees, 1 one differs or a peer failed, 2 cannot run.
"""

import argparse
import sys
from pathlib import Path

import alone
import batches
import cost_plot
import instance as instances
import race
import reference
import table
from table import Line

TARGETS = {"12 x 37": 2.0, "12 x 37 one-to-one": 2.0, "1000 x 5000, 1200 vacant": 3.0, "1000 x 5000": 3.0}  # times SciPy's


def main():
    arguments = _arguments()
    try:
        lines = _compare(arguments)
    except (alone.CannotRun, instances.Broken) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, instances.Broken) else 2
    _targets(lines)
    print(f"\nFigures: {arguments.out / 'peers.csv'}")
    if arguments.plot:
        cost_plot.draw(arguments.plot, lines, arguments.limit)
        print(f"Plot:    {arguments.plot}")
    wrong = [line for line in lines if line.equal == table.DIFFERS]
    for line in wrong:
        print(f"{line.instance}, {line.peer}: {line.note or 'the objective differs'}", file=sys.stderr)
    return 1 if wrong else 0


def _arguments():
    parser = argparse.ArgumentParser(
        prog="benches/peers/run",
        description=__doc__.split("\n", maxsplit=1)[0],
        epilog="benches/peers/run --simulation: `lintel forecast` with other simulators.",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="exported instances; else batches are generated")
    parser.add_argument("--lintel", default="target/release/lintel", help="the program (default: %(default)s)")
    parser.add_argument(
        "--national", default="target/release/examples/national", help="the generator of estates (default: %(default)s)"
    )
    parser.add_argument("--data", default="data", help="lintel's data (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=Path("out/peers"), help="instances and figures (default: %(default)s)")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds a peer has for an instance (default: %(default)g)")
    parser.add_argument("--plot", type=Path, metavar="SVG", help="climb the ladders of sizes too, and draw what they cost")
    parser.add_argument("--resume", action="store_true", help="instances whose figures are in --out are not run again")
    parser.add_argument(
        "--synthetic", action="store_true", help="without lintel: random instances, the peers held against each other"
    )
    return parser.parse_args()


def _compare(arguments):
    """Every line, printed as it comes; the figures are written after each instance, for a run may take an hour."""
    figures = arguments.out / "peers.csv"
    lines = table.read_csv(figures) if arguments.resume and figures.exists() else []
    print("\n".join([table.header(), *map(table.text, lines)]), flush=True)
    for name, path in _instances(arguments, {line.instance for line in lines}):
        for line in _lines(name, path, arguments.limit, lines):
            print(table.text(line), flush=True)
            lines.append(line)
        table.write_csv(figures, lines)
    return lines


def _instances(arguments, done):
    """Name and file of each instance not yet done, made just before it is used."""
    if arguments.files:
        yield from ((path.stem, path) for path in arguments.files if path.stem not in done)
        return
    arguments.out.mkdir(parents=True, exist_ok=True)
    programs = batches.Programs(arguments.lintel, arguments.national, arguments.data)
    for batch in (batch for batch in _batches(arguments) if batch.name not in done):
        if arguments.synthetic:
            yield batch.name, batches.synthesise(batch, arguments.out)
        else:
            yield batch.name, batches.export(batch, arguments.out, programs)


def _batches(arguments):
    ladders = [batch for ladder in batches.LADDERS.values() for batch in ladder]
    if arguments.synthetic:
        return [batch for batch in batches.NIGHT + batches.CROWDED + ladders if batch.households * batch.units <= 5000]
    return list(dict.fromkeys(batches.NIGHT + (ladders if arguments.plot else []) + batches.NATIONAL))


def _lines(name, path, limit, before):
    """Every peer's line for one instance; a peer that was late for a smaller one is not tried."""
    problem = instances.read(path)
    references, outcomes = reference.of_lintel(problem), []
    for peer in race.PEERS:
        asked = reference.WITH_LIMITS if peer.limits else reference.ONE_TO_ONE
        late = _late(peer, problem, before)
        skipped = race.Outcome(None, None, f"not tried: late at {late}", late=True)
        outcome = skipped if late else race.run(peer, path, problem, limit)
        outcomes.append((asked, outcome))
        held = references or reference.of_peers(outcomes, problem)
        yield _line(name, problem, peer, asked, outcome, held.get(asked))


def _late(peer, problem, before):
    """The instance before, no larger in anything, for which this peer was late."""
    smaller = (
        line
        for line in before
        if line.households <= problem.households and line.units <= problem.units and line.pairs <= len(problem.unit)
    )
    late = (line for line in smaller if line.peer == peer.name and line.equal == table.NOTHING and not line.seconds)
    return next((line.instance for line in late), None)


def _line(name, problem, peer, asked, outcome, held):
    theirs, ours = outcome.seconds, held.seconds if held else None
    return Line(
        instance=name,
        households=problem.households,
        units=problem.units,
        pairs=len(problem.unit),
        limits=len(problem.limits),
        program=peer.program,
        peer=peer.name,
        problem=asked,
        objective=str(outcome.objective or table.NOTHING),
        equal=_equal(outcome, held),
        seconds=theirs,
        lintel_seconds=ours,
        ratio=theirs / ours if theirs and ours else None,
        note=outcome.trouble,
    )


def _equal(outcome, held):
    if outcome.late:
        return table.NOTHING
    if outcome.objective is None:
        return table.DIFFERS
    if held is None:
        return table.NOTHING
    return table.EQUAL if held.agrees(outcome.objective) else table.DIFFERS


def _targets(lines):
    """Says whether the one-to-one assignment keeps within its factor of SciPy on the matrix both are given."""
    for line in lines:
        if line.peer == "SciPy" and line.instance in TARGETS and line.ratio:
            factor, target = 1 / line.ratio, TARGETS[line.instance]
            met = "met" if factor <= target else "missed"
            print(f"{line.instance}: lintel takes {factor:.2f} times SciPy's seconds; target {target:g}, {met}")


if __name__ == "__main__":
    sys.exit(main())
