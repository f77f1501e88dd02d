"""SciPy's `linear_sum_assignment` without private columns: a smaller matrix, and quicker. It knows no limits, and ignores them.

A cell that is not allowed costs nothing and stands for staying unplaced; every allowed cell costs less than nothing. A whole
assignment of such a matrix then costs least exactly where the allowed cells in it do.
"""

import numpy
from scipy.optimize import linear_sum_assignment

from solvers import running


def prepare(problem):
    household, unit = numpy.array(problem.household, dtype=int), numpy.array(problem.unit, dtype=int)
    gain = numpy.array(problem.gains()) + problem.weights().must * numpy.array(problem.must, dtype=float)
    cost = numpy.zeros((problem.households, problem.units))
    cost[household, unit] = numpy.array(problem.penalty) - gain[household]
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
