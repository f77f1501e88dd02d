"""salabim: a `Resource`, a component for whoever is placed. Who finds every unit claimed leaves without asking.

Components are generators (`yieldless(False)`), the quicker of salabim's two ways here; switching its monitors off gained nothing.
"""

import random

import salabim

from simulation.simulators import running

salabim.yieldless(False)


class Arrivals(salabim.Component):
    def setup(self, units, asked, chance, counts):
        self.units, self.asked, self.chance, self.counts = units, asked, chance, counts

    def process(self):
        asked, chance = self.asked, self.chance
        while True:
            yield self.hold(chance.expovariate(asked.a_day))
            full, counted = self.units.available_quantity() == 0, self.env.now() >= asked.begin
            self.counts[0] += counted
            self.counts[1] += counted and full
            if not full:
                Household(units=self.units, days=chance.lognormvariate(asked.mu, asked.sigma))


class Household(salabim.Component):
    def setup(self, units, days):
        self.units, self.days = units, days

    def process(self):
        yield self.request(self.units)
        yield self.hold(self.days)  # the unit is released at the end


def simulate(asked, seed):
    environment = salabim.Environment(trace=False)
    units, counts = salabim.Resource(capacity=asked.units), [0, 0]
    Arrivals(units=units, asked=asked, chance=random.Random(seed), counts=counts)
    environment.run(till=asked.end)
    return counts


if __name__ == "__main__":
    running.run(simulate)
