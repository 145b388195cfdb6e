"""Gathering: reading, checking and judging what has changed, and memory between runs."""
