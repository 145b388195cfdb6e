"""Naming what a value should have been."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from generator.model.problem import Problem, Route

SHOWN = 8


def known(values: Iterable[str], wanted: str) -> str:
    """The allowed values in one line, nearest to `wanted` first; at most eight, then an ellipsis."""
    every = sorted(set(values))
    near = get_close_matches(wanted, every, n=3)
    ordered = [*near, *(value for value in every if value not in near)]
    return ", ".join(ordered[:SHOWN]) + (", …" if len(ordered) > SHOWN else "")


def repeated(values: Iterable[str]) -> list[tuple[int, str]]:
    """Position and value of every value that has stood earlier in the row."""
    seen: set[str] = set()
    again = []
    for position, value in enumerate(values):
        if value in seen:
            again.append((position, value))
        seen.add(value)
    return again


def unknown(path: str, route: Route, code: str, value: str, values: Collection[str]) -> Iterator[Problem]:
    """A problem where `value` is not one of `values`."""
    if value not in values:
        yield Problem(path=path, route=route, code=code, facts={"value": value, "known": known(values, value)})
