"""OR-Tools CP-SAT: one Boolean a pair, all levels in one whole-number sum, which it solves quicker than level by level."""

from ortools.sat.python import cp_model

from solvers import running
from solvers.rows import levels, rows


def solve(problem, workers=0):
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in problem.unit]
    for row in rows(problem):
        _add(model, row, [chosen[pair] for pair in row.pairs])
    (gains,) = levels(problem, "sum")
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, gains))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers  # 0: one a processor
    status = solver.solve(model)
    if status != cp_model.OPTIMAL:
        raise RuntimeError(solver.status_name(status))
    return [index for index, pair in enumerate(chosen) if solver.boolean_value(pair)]


def _add(model, row, pairs):
    if row.at_least == 1:
        model.add_exactly_one(pairs)
    elif row.at_most == 1:
        model.add_at_most_one(pairs)
    else:
        model.add(cp_model.LinearExpr.sum(pairs) <= row.at_most)


if __name__ == "__main__":
    running.run(solve)
