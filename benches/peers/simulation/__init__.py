"""Other simulators on lintel's loss workload: `python -m simulation.compare`."""
