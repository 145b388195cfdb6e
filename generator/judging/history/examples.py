"""The example with which a city begins: who puts it away has corrected nothing."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import TypeVar

from generator.judging.history.publication import Publication
from generator.model.centre import Centre

K = TypeVar("K")
V = TypeVar("V")


def without_examples(before: Publication, centres: Mapping[str, Centre]) -> Publication | None:
    """What was published, without made-up centres that are gone now or have become real ones; None: nothing is left.

    While no list was published, what an example was called and where it stood was said of nobody. Once there was one,
    made-up figures may not pass for real ones, and nothing is left out. `centres`: those of now.
    """
    there = {key: facts.get("sample") == "true" for (kind, key), facts in before.facts.items() if kind == "centre"}
    gone = {key for key, made_up in there.items() if made_up and (key not in centres or not centres[key].sample)}
    if before.periods or not gone:
        return before
    if gone == there.keys():
        return None
    return replace(
        before,
        facts=_without(gone, before.facts, _centre_of_thing),
        names=_without(gone, before.names, itemgetter(0)),
        cases=_without(gone, before.cases, _centre_of_case),
        steps=_without(gone, before.steps, _centre_of_case),
    )


def _without(gone: Collection[str], told: Mapping[K, V], centre_of: Callable[[K], str]) -> dict[K, V]:
    return {key: said for key, said in told.items() if centre_of(key) not in gone}


def _centre_of_thing(thing: tuple[str, str]) -> str:
    """The centre that a thing belongs to; empty where it is a rule."""
    kind, key = thing
    return _centre_of_case(key) if kind in {"centre", "case"} else ""


def _centre_of_case(key: str) -> str:
    return key.partition("/")[0]
