"""What is told of how far a run is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done, and how much there is."""
