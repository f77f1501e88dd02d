"""SciPy's `min_weight_full_bipartite_matching`: the same on a sparse matrix. It knows no limits, and ignores them."""

import numpy
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from solvers import running


def prepare(problem):
    """As in `scipy_dense`, with the cells that are not allowed left out; the pair of each cell.

    The whole is moved by one constant a household, so that no cell is an explicit nought, which would be left out too.
    """
    household, unit = numpy.array(problem.household, dtype=int), numpy.array(problem.unit, dtype=int)
    gain = numpy.array(problem.gains(), dtype=float)
    alone = numpy.flatnonzero(~numpy.array(problem.must, dtype=bool))
    rows = numpy.concatenate([household, alone])
    columns = numpy.concatenate([unit, problem.units + alone])
    cost = numpy.concatenate([numpy.array(problem.penalty) + 1.0, gain[alone] + 1.0])
    matrix = csr_array((cost, (rows, columns)), shape=(problem.households, problem.units + problem.households))
    pair = {place: index for index, place in enumerate(zip(problem.household, problem.unit))}
    return matrix, pair


def solve(prepared):
    matrix, _ = prepared
    return min_weight_full_bipartite_matching(matrix)


def pairs(answer, prepared):
    _, pair = prepared
    return [pair[place] for place in zip(*(side.tolist() for side in answer)) if place in pair]


if __name__ == "__main__":
    running.run(solve, prepare, pairs)
