"""One module a peer; each runs by itself: `python -m simulation.simulators.simpy_resource SCENARIO.toml HISTORIES FIRST_SEED`."""
