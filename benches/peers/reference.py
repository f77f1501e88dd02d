"""What the peers are held against: lintel's own answer, judged like any other, and the seconds it took.

There are two problems on each instance: with all its limits, and one-to-one, limits ignored.
"""

from dataclasses import dataclass

from instance import Broken, Objective

WITH_LIMITS = "with limits"
ONE_TO_ONE = "one-to-one"


@dataclass(frozen=True)
class Reference:
    """`bound`: no answer is better; the objective itself unless lintel says that it stopped before proving that."""

    objective: Objective
    bound: Objective
    seconds: float | None

    def agrees(self, objective):
        return self.objective.rank() <= objective.rank() <= self.bound.rank()


def of_lintel(instance):
    """The references in an exported instance, by problem; none in an instance without a solution."""
    solution = instance.solution
    if solution is None:
        return {}
    stated = Objective(**solution["objective"])
    judged = instance.judge(solution["pairs"])
    if judged != stated:
        raise Broken(f"lintel states {stated}, and its pairs give {judged}")
    found = {WITH_LIMITS: Reference(stated, Objective(**solution.get("bound", solution["objective"])), solution["seconds"])}
    alone = solution.get("seconds_one_to_one", {}).get("assignment")
    if "objective_one_to_one" in solution:
        best = Objective(**solution["objective_one_to_one"])
        found[ONE_TO_ONE] = Reference(best, best, alone)
    elif not instance.limits:
        found[ONE_TO_ONE] = Reference(stated, stated, alone)
    return found


def of_peers(outcomes, instance):
    """Without lintel, the first answer to each problem is what the others are held against."""
    found = {}
    for problem, outcome in outcomes:
        if outcome.objective is not None:
            for same in [problem] if instance.limits else [WITH_LIMITS, ONE_TO_ONE]:
                found.setdefault(same, Reference(outcome.objective, outcome.objective, None))
    return found
