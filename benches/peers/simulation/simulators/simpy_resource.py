"""SimPy: a `Resource`, a process for whoever is placed. Who finds every unit claimed leaves without asking."""

import random

import simpy

from simulation.simulators import running


def simulate(asked, seed):
    chance, environment = random.Random(seed), simpy.Environment()
    units, counts = simpy.Resource(environment, asked.units), [0, 0]
    environment.process(_arrivals(environment, units, asked, chance, counts))
    environment.run(until=asked.end)
    return counts


def _arrivals(environment, units, asked, chance, counts):
    while True:
        yield environment.timeout(chance.expovariate(asked.a_day))
        full, counted = units.count == units.capacity, environment.now >= asked.begin
        counts[0] += counted
        counts[1] += counted and full
        if not full:
            environment.process(_stay(environment, units, chance.lognormvariate(asked.mu, asked.sigma)))


def _stay(environment, units, days):
    with units.request() as unit:
        yield unit
        yield environment.timeout(days)


if __name__ == "__main__":
    running.run(simulate)
