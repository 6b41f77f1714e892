"""Each file prints one table against its peers, measured in the same run: python benchmarks/NAME.py [--tenth]."""
