"""CBC through PuLP: one binary a pair; each level won is kept by a row.

PuLP starts CBC as a program and speaks to it through files; that is how it is used, so it is timed with the rest.
"""

import pulp

from solvers import running
from solvers.rows import levels, rows


def solve(problem, objective="levels"):
    model = pulp.LpProblem("allocation", pulp.LpMaximize)
    chosen = [pulp.LpVariable(f"x{pair}", cat=pulp.LpBinary) for pair in range(len(problem.unit))]
    for row in rows(problem):
        total = pulp.LpAffineExpression([(chosen[pair], 1) for pair in row.pairs])
        model += total == 1 if row.at_least == 1 else total <= row.at_most
    for gains in levels(problem, objective):
        gain = pulp.LpAffineExpression([(pair, value) for pair, value in zip(chosen, gains) if value])
        model.setObjective(gain)
        model.solve(pulp.PULP_CBC_CMD(msg=False))
        if model.sol_status != pulp.LpSolutionOptimal:
            raise RuntimeError(pulp.LpSolution[model.sol_status])
        model += gain >= round(pulp.value(gain) or 0)  # no value: nobody gains at this level
    return [index for index, pair in enumerate(chosen) if pair.value() > 0.5]


if __name__ == "__main__":
    running.run(solve)
