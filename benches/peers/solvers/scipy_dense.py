"""SciPy's `linear_sum_assignment`: shortest augmenting paths on a dense matrix. It knows no limits, and ignores them."""

import numpy
from scipy.optimize import linear_sum_assignment

from solvers import running


def prepare(problem):
    """Cost of every household in every unit, and in a private column that leaves it unplaced; the pair of each cell."""
    household, unit = numpy.array(problem.household, dtype=int), numpy.array(problem.unit, dtype=int)
    gain = numpy.array(problem.gains(), dtype=float)
    cost = numpy.full((problem.households, problem.units + problem.households), numpy.inf)
    cost[household, unit] = numpy.array(problem.penalty) - gain[household]
    every = numpy.arange(problem.households)
    cost[every, problem.units + every] = numpy.where(problem.must, numpy.inf, 0.0)
    pair = {place: index for index, place in enumerate(zip(problem.household, problem.unit))}
    return cost, pair


def solve(prepared):
    cost, _ = prepared
    return linear_sum_assignment(cost)


def pairs(answer, prepared):
    _, pair = prepared
    return [pair[place] for place in zip(*(side.tolist() for side in answer)) if place in pair]


if __name__ == "__main__":
    running.run(solve, prepare, pairs)
