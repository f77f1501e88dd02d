"""The register at one moment of a history, and what one can pick from it for the next event."""

from datetime import datetime, timedelta, timezone

from register_times import LONDON, london_day, written


class Night:
    """The register at one moment, and what one can pick from it."""

    def __init__(self, rng, log, world, at, now, on_pathways=False):
        self.on_pathways = on_pathways
        self.rng, self.log, self.world, self.at, self.now = rng, log, world, at, now
        self.units = list(world.rows)
        self.careless = rng.choice(["who", "where", "where", "what", "what"]) if rng.random() < 0.3 else None

    @property
    def sloppy(self):
        return self.careless == "what"

    def pick(self, preferred, otherwise, about="what"):
        """One of the preferred; anything at all where the hand is not careful about this."""
        if self.careless != about:
            return self.rng.choice(preferred) if preferred else None
        return self.rng.choice(otherwise) if otherwise else None

    def referrals(self, *states):
        return [one.reference for one in self.world.referrals.values() if one.state in states]

    def referral(self, *states):
        return self.pick(self.referrals(*states), list(self.world.referrals), "who")

    def unit(self, test=None):
        fit = [name for name in self.units if test is None or test(self.world.units[name])]
        return self.pick(fit, [name for name in self.units if name not in fit] or self.units, "where")

    def vacant(self):
        return self.unit(is_vacant)

    def claims(self, *states):
        return [unit.claim for unit in self.world.units.values() if unit.claim and unit.claim.state in states]

    def lapse(self, longest):
        """An `until`, often at its limit."""
        minutes = self.rng.choice([1, 5, 10, longest, longest, self.rng.randint(1, max(longest, 1)), longest + (3 if self.sloppy else 0)])
        return as_text(self.rng, self.at + 60 * minutes + self.rng.choice([0, 0, 0, -1, 1 if self.sloppy else 0]))


def is_vacant(unit):
    return not (unit.closed or unit.void or unit.stay or unit.claim or unit.turnaround)


def as_text(rng, moment):
    """The same moment in UTC, in London's time or in another."""
    kind = rng.random()
    if kind < 0.75:
        return written(moment)
    zone = LONDON if kind < 0.9 else timezone(timedelta(hours=rng.choice([-5, 2, 0]), minutes=rng.choice([0, 30])))
    return datetime.fromtimestamp(moment, zone).isoformat()


def day_or_moment(night):
    later = night.at + 3600 * night.rng.randint(-2, 240)
    return london_day(later).isoformat() if night.rng.random() < 0.6 else as_text(night.rng, later)
