"""What `benchmarks/nights.py` plays: made-up sites with habits and holidays, their breakages, and a walk without a network."""
