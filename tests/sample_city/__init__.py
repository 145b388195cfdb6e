"""The sample city: a seeded program that writes `results/**` of a city that does not exist.

Without `windows` it plays the cast of `cast.py`, whose results are committed; with it, it raises a city of exactly so
many windows, the workload of the benchmarks. The same seed and size give the same bytes on every Python from 3.11 on:
nothing here reads the clock, and `random.Random` is asked for nothing but `random()`.
"""
