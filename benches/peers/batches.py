"""The instances compared, and where they come from: `lintel allocate --export` on generated batches, or `synthetic`."""

from dataclasses import dataclass

import alone
import synthetic

SEED = 6  # on this night of 12 households the limits change the answer


@dataclass(frozen=True)
class Batch:
    """Households asking on one night for the units of one estate.

    All units are vacant unless it is said how many; `limits`: whether anything binds the households together.
    """

    households: int
    units: int
    limits: bool = True
    vacant: int | None = None

    @property
    def name(self):
        vacant = f", {self.vacant} vacant" if self.vacant else ""
        return f"{self.households} x {self.units}{vacant}{'' if self.limits else ' one-to-one'}"

    @property
    def stem(self):
        return self.name.replace(" x ", "x").replace(",", "").replace(" ", "-")


NIGHT = [Batch(12, 37, limits=False), Batch(12, 37)]
NATIONAL = [Batch(1000, 5000, vacant=1200), Batch(1000, 5000)]
CROWDED = [Batch(10, 6), Batch(25, 15), Batch(50, 37)]  # more households than units
LADDERS = {
    "More households, 100 units": [Batch(households, 100) for households in (3, 6, 12, 25, 50)],
    "More units, 12 households": [Batch(12, units) for units in (37, 100, 300, 1000, 3000)],
    "Both, 5 units a household": [Batch(n, 5 * n) for n in (12, 25, 50, 100, 250, 500, 1000)],
}


def synthesise(batch, folder):
    """A random instance without lintel's answer."""
    path = folder / f"{batch.stem}.json"
    synthetic.write(path, batch.households, batch.units, SEED, batch.limits)
    return path


def export(batch, folder, programs):
    """Makes an estate and a night's referrals, and has lintel allocate them and write the instance with its answer."""
    made, path = folder / batch.stem, folder / f"{batch.stem}.json"
    made.mkdir(parents=True, exist_ok=True)
    size = ["--households", batch.households, "--units", batch.units, "--vacant", batch.vacant or batch.units]
    bound = [] if batch.limits else ["--one-to-one"]
    alone.call([programs.national, "--data", programs.data, *size, "--seed", SEED, *bound, "--out", made])
    referrals, estate = made / "referrals.jsonl", made / "estate"
    allocate = [programs.lintel, "--data", programs.data, "allocate", referrals, "--estate", estate, "--export", path]
    alone.call(allocate, done=(0, 4))  # 4: nobody could be placed, which is an answer
    return path


@dataclass(frozen=True)
class Programs:
    """Where lintel, the generator of estates and lintel's data are."""

    lintel: str
    national: str
    data: str
