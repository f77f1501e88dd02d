"""The share turned away, its standard error over histories, and how far that is from what it is held against.

Arrivals are counted when they arrive. Counted from finished stays only, the blocking would read 0.518 instead of 0.506: those
still in at the end were placed too.
"""

import math
from dataclasses import dataclass

from scipy import stats

FALSE_ALARM = 1e-4  # of a whole run: the chance that all programs are right and one is called wrong


@dataclass(frozen=True)
class Blocking:
    """`variance`: of the share, over `histories`; 0 for an exact value."""

    share: float
    variance: float = 0.0
    histories: int = 0

    @property
    def standard_error(self):
        return math.sqrt(self.variance)


def of_counts(counts):
    """From (arrivals, turned away) of each history: a ratio of sums, its variance by the delta method."""
    histories = len(counts)
    arrivals = sum(arrived for arrived, _ in counts)
    share = sum(turned_away for _, turned_away in counts) / arrivals
    squares = sum((turned_away - share * arrived) ** 2 for arrived, turned_away in counts)
    return Blocking(share, squares * histories / (histories - 1) / arrivals**2, histories)


def of_moments(arrived, placed, turned_away, histories):
    """The same from (mean, standard error) a history of each; their covariance follows, for arrived = placed + turned away."""
    share = turned_away[0] / arrived[0]
    covariance = (arrived[1] ** 2 - placed[1] ** 2 - turned_away[1] ** 2) / 2
    residual = (
        ((1 - share) * turned_away[1]) ** 2 + (share * placed[1]) ** 2 - 2 * share * (1 - share) * covariance
    )
    return Blocking(share, residual / arrived[0] ** 2, histories)


def erlang_b(units, load):
    """Erlang's loss formula, which holds for every shape of the stay."""
    share = 1.0
    for unit in range(1, units + 1):
        share = load * share / (unit + load * share)
    return Blocking(share)


def z_score(found, held):
    """A standard normal score if both have the same expectation: Student's t (Welch's), read off at equal probability."""
    variances = [(found.variance, found.histories), (held.variance, held.histories)]
    total = found.variance + held.variance
    freedom = total**2 / sum(variance**2 / (histories - 1) for variance, histories in variances if histories)
    t = (found.share - held.share) / math.sqrt(total)
    return math.copysign(stats.norm.isf(stats.t.sf(abs(t), freedom)), t)


def widest_z(scores):
    """What no score of so many may pass (Bonferroni, two-sided)."""
    return stats.norm.isf(FALSE_ALARM / scores / 2)
