"""What `benchmarks/crash.py` is made of: a file layer that kills, fails and forgets, writers that die in it, and the count."""
