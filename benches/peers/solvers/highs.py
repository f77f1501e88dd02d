"""HiGHS through highspy: one binary a pair, handed over as arrays; each level won is kept by a row."""

import highspy
import numpy

from solvers import running
from solvers.rows import levels, rows


def solve(problem, objective="levels"):
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(_model(problem))
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    every = numpy.arange(len(problem.unit), dtype=numpy.int32)
    for gains in levels(problem, objective):
        gain = numpy.array(gains, dtype=float)
        solver.changeColsCost(len(every), every, gain)
        value = _optimum(solver)
        solution = solver.getSolution()
        used = every[gain != 0]
        solver.addRow(value, highspy.kHighsInf, len(used), used, gain[used])
        solver.setSolution(solution)
    return numpy.flatnonzero(numpy.array(solution.col_value) > 0.5)


def _optimum(solver):
    solver.run()
    status = solver.getModelStatus()
    if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty):
        raise RuntimeError(solver.modelStatusToString(status))
    return round(solver.getInfo().objective_function_value)


def _model(problem):
    """The rows, row by row, with no gains yet."""
    kept = list(rows(problem))
    columns = len(problem.unit)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, len(kept)
    model.col_cost_ = numpy.zeros(columns)
    model.col_lower_, model.col_upper_ = numpy.zeros(columns), numpy.ones(columns)
    model.row_lower_ = numpy.array([row.at_least for row in kept], dtype=float)
    model.row_upper_ = numpy.array([row.at_most for row in kept], dtype=float)
    model.integrality_ = [highspy.HighsVarType.kInteger] * columns
    start = numpy.cumsum([0] + [len(row.pairs) for row in kept]).astype(numpy.int32)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = start
    model.a_matrix_.index_ = numpy.concatenate([numpy.array(row.pairs, dtype=numpy.int32) for row in kept])
    model.a_matrix_.value_ = numpy.ones(start[-1])
    return model


if __name__ == "__main__":
    running.run(solve)
