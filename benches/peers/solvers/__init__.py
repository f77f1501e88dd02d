"""One module a peer; each runs by itself: `python -m solvers.highs INSTANCE.json`."""
