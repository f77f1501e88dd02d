"""Ciw: one node without room to wait. Its records tell who was rejected and who has left; who is still in, the node tells."""

import ciw

from simulation.simulators import running


def simulate(asked, seed):
    ciw.seed(seed)
    simulation = ciw.Simulation(
        ciw.create_network(
            arrival_distributions=[ciw.dists.Exponential(asked.a_day)],
            service_distributions=[ciw.dists.Lognormal(asked.mu, asked.sigma)],
            number_of_servers=[asked.units],
            queue_capacities=[0],
        )
    )
    simulation.simulate_until_max_time(asked.end)
    records = [record for record in simulation.get_all_records() if record.arrival_date >= asked.begin]
    still_in = sum(one.arrival_date >= asked.begin for one in simulation.nodes[1].all_individuals)
    return len(records) + still_in, sum(record.record_type == "rejection" for record in records)


if __name__ == "__main__":
    running.run(simulate)
