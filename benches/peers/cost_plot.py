"""The plot of what an allocation costs as households and units grow: SVG, with its figures as CSV beside it.

A peer with two formulations is drawn by the quicker one at each size. A line ends before the first size it did not finish.
"""

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import matplotlib

matplotlib.use("svg")

from matplotlib import font_manager, pyplot  # noqa: E402 (the backend is chosen first)

import batches  # noqa: E402
import table  # noqa: E402
from reference import ONE_TO_ONE, WITH_LIMITS  # noqa: E402

FONTS = Path(__file__).parents[2] / "src" / "chart" / "fonts"
INK, RULE = "#1D1D1D", "#E3E3E3"
LINTEL = "Lintel"
APART = 1.9  # factor between the heights of two names
STYLES = {  # colour and marker: UK Government Analysis Function palette, and a shape each, so never colour alone
    LINTEL: ("#12436D", "o"),
    "HiGHS": ("#28A197", "s"),
    "CP-SAT": ("#801650", "D"),
    "CBC": ("#F46A25", "^"),
    "SciPy": ("#3D3D3D", "v"),
}
SECONDS = {1e-6: "1 µs", 1e-5: "10 µs", 1e-4: "100 µs", 1e-3: "1 ms", 1e-2: "10 ms", 1e-1: "100 ms"}
SECONDS |= {1: "1 s", 10: "10 s", 100: "100 s"}


@dataclass
class Curve:
    """One program on one ladder: seconds by size."""

    program: str
    problem: str
    points: dict = field(default_factory=dict)

    @property
    def name(self):
        return self.program if self.problem == WITH_LIMITS else f"{self.program}*"


def draw(path, lines, limit):
    """Writes the plot to `path`, and the figures beside it."""
    panels = {name: curves(ladder, lines) for name, ladder in batches.LADDERS.items()}
    title, text = _title(lines), _subtitle(limit)
    _style()
    figure, axes = pyplot.subplots(1, len(panels), figsize=(11, 5.2), sharey=True)
    for axis, (name, drawn) in zip(axes, panels.items()):
        _panel(axis, name, drawn)
    _seconds_axis(axes[0], panels)
    figure.text(0.012, 0.955, title, fontsize=15, fontweight="bold", va="center")
    figure.text(0.012, 0.885, text, fontsize=9.5, va="center", linespacing=1.4)
    figure.subplots_adjust(left=0.065, right=0.985, top=0.78, bottom=0.12, wspace=0.06)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
    _describe(path, title, text, panels)
    _figures(path.with_suffix(".csv"), panels)


def curves(ladder, lines):
    """Every program's seconds on the batches of one ladder, by the number that grows."""
    found = {}
    grows = "units" if len({batch.households for batch in ladder}) == 1 else "households"
    for batch in ladder:
        for line in (line for line in lines if line.instance == batch.name):
            for program, seconds in ((line.program, line.seconds), (LINTEL, line.lintel_seconds)):
                if seconds is not None:
                    curve = found.setdefault((program, line.problem), Curve(program, line.problem))
                    size = getattr(batch, grows)
                    curve.points[size] = min(seconds, curve.points.get(size, seconds))
    return list(found.values())


def _title(lines):
    """What the largest instance shows, in at most ten words."""
    drawn = {batch.name for ladder in batches.LADDERS.values() for batch in ladder}
    finished = [line for line in lines if line.problem == WITH_LIMITS and line.lintel_seconds and line.instance in drawn]
    if not finished:
        return "What an allocation costs each program"
    largest = max(finished, key=lambda line: line.pairs)
    households, units = largest.instance.split(" x ")
    size = f"{int(households):,} households, {int(units):,} units"
    peers = [line for line in finished if line.instance == largest.instance and line.seconds]
    ours = table.duration(largest.lintel_seconds)
    if not peers:
        return f"{size}: only Lintel finished, in {ours}"
    best = min(peers, key=lambda line: line.seconds)
    return f"{size}: Lintel {ours}, {best.program} {table.duration(best.seconds)}"


def _subtitle(limit):
    return (
        "Time to a proven best allocation, limits between households kept. One run; of each peer the quicker formulation.\n"
        f"A line ends where the next size took more than {limit:g} s.   * without the limits between households.   "
        "Up to 50 households Lintel also settles ties."
    )


def _style():
    for font in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(font)
    pyplot.rcParams.update({"font.family": ["Open Sans", "DejaVu Sans"], "font.size": 10, "svg.hashsalt": "lintel"})
    pyplot.rcParams.update({"text.color": INK, "xtick.color": INK, "ytick.color": INK, "axes.labelcolor": INK})


def _panel(axis, name, drawn):
    sizes = sorted({size for curve in drawn for size in curve.points})
    axis.set(xscale="log", yscale="log")
    axis.set_title(name, fontsize=11, loc="left")
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    axis.grid(axis="y", color=RULE, linewidth=0.8)
    axis.tick_params(which="both", length=0)
    axis.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axis.set_xticks([], minor=True)
    if sizes:
        axis.set_xlim(sizes[0] * 0.85, sizes[-1] * (sizes[-1] / sizes[0]) ** 0.42)
    axis.set_xlabel("units" if "12 households" in name else "households", loc="left")
    for curve in drawn:
        _line(axis, curve)
    _names(axis, drawn)


def _line(axis, curve):
    colour, marker = STYLES[curve.program]
    axis.plot(
        *zip(*sorted(curve.points.items())),
        color=colour,
        marker=marker,
        markersize=4.5,
        linewidth=2.6 if curve.program == LINTEL else 1.4,
        linestyle="-" if curve.problem == WITH_LIMITS else (0, (3, 2)),
        clip_on=False,
    )


def _names(axis, drawn):
    """Each program's name at the end of its line, moved up where two would overlap; before the end of a line that stops early."""
    last, used = max((size for curve in drawn for size in curve.points), default=0), []
    for size, seconds, curve in sorted(((*max(curve.points.items()), curve) for curve in drawn), key=lambda end: end[1]):
        height = seconds
        while any(other == size and at / APART < height < at * APART for other, at in used):
            height *= 1.1
        used.append((size, height))
        axis.annotate(
            curve.name,
            (size, height),
            (7, 0) if size == last else (-7, 4),
            textcoords="offset points",
            ha="left" if size == last else "right",
            va="center",
            color=STYLES[curve.program][0],
            fontweight="bold" if curve.program == LINTEL else "normal",
            fontsize=9.5,
        )


def _seconds_axis(axis, panels):
    times = [seconds for drawn in panels.values() for curve in drawn for seconds in curve.points.values()] or [1e-3]
    axis.set_ylim(min(times) / 2, max(times) * 2)
    axis.set_yticks(list(SECONDS), list(SECONDS.values()))
    axis.set_yticks([], minor=True)
    axis.set_ylim(min(times) / 2, max(times) * 2)


def _describe(path, title, text, panels):
    """Puts a title and a description into the SVG, for those who cannot see it."""
    said = [text.replace("\n", " ")]
    for name, drawn in panels.items():
        last = [(curve.name, *max(curve.points.items())) for curve in drawn]
        ends = [f"{program} {table.duration(seconds)} at {size:,}" for program, size, seconds in last]
        said.append(f"{name}, at the end of each line: {', '.join(ends)}.")
    svg = path.read_text(encoding="utf-8")
    head, tag, rest = svg.partition("<svg ")
    attributes, end, body = rest.partition(">")
    words = f"\n <title>{escape(title)}</title>\n <desc>{escape(' '.join(said))}</desc>"
    path.write_text(f'{head}{tag}role="img" {attributes}{end}{words}{body}', encoding="utf-8")


def _figures(path, panels):
    rows = ["ladder,program,problem,size,seconds"]
    for name, drawn in panels.items():
        for curve in drawn:
            rows += [
                f'"{name}",{curve.program},{curve.problem},{size},{seconds:.4g}' for size, seconds in sorted(curve.points.items())
            ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
