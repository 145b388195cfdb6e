"""The example with which a city begins: who puts it away has corrected nothing."""

from collections.abc import Mapping
from dataclasses import replace

from generator.judging.history.publication import Publication
from generator.model.centre import Centre


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
        facts={thing: facts for thing, facts in before.facts.items() if _centre_of(*thing) not in gone},
        names={who: names for who, names in before.names.items() if who[0] not in gone},
        cases={case: said for case, said in before.cases.items() if case.partition("/")[0] not in gone},
        steps={case: days for case, days in before.steps.items() if case.partition("/")[0] not in gone},
    )


def _centre_of(kind: str, key: str) -> str:
    """The centre that a thing belongs to; empty where it is a rule."""
    return key.partition("/")[0] if kind in {"centre", "case"} else ""
