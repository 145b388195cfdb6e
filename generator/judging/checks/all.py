"""Every check of the rules of a city, in the order in which their problems are found."""

from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.judging.checks.process.amendments import amendment_problems
from generator.judging.checks.rules.boards import board_problems, clock_problems, vocabulary_problems
from generator.judging.checks.rules.calendars import stated_year_problems
from generator.judging.checks.rules.contradictions import contradiction_problems
from generator.judging.checks.rules.doubts import lint_problems
from generator.judging.checks.rules.editions import edition_problems
from generator.judging.checks.rules.frozen import frozen_problems
from generator.judging.checks.rules.programmes import programme_problems
from generator.judging.checks.rules.standards import standard_problems
from generator.judging.checks.rules.synonyms import synonym_problems
from generator.model.dataset import Rulebook
from generator.model.places import POLICY
from generator.model.problem import Code, Problem

NO_SUCH_TIME_ZONE: Final = Code(
    slug="no-such-time-zone",
    says="没有时区“{value}”",
    mend="写 Asia/Shanghai 这样的名称。",
    wrong="time_zone: Asia/Beijing",
    right="time_zone: Asia/Shanghai",
)


def rule_problems(rulebook: Rulebook) -> Iterator[Problem]:
    """Everything that is wrong with what stands under `standards/`."""
    if not is_time_zone(rulebook.policy.time_zone):
        facts = {"value": rulebook.policy.time_zone}
        yield Problem(path=POLICY, route=("time_zone",), code=NO_SUCH_TIME_ZONE, facts=facts)
    else:
        yield from stated_year_problems(POLICY, rulebook.policy)
    yield from clock_problems(POLICY, rulebook.policy.process)
    yield from vocabulary_problems(rulebook.vocabulary)
    if rulebook.synonyms is not None:
        yield from synonym_problems(rulebook.synonyms)
    yield from edition_problems(rulebook)
    yield from frozen_problems(rulebook)
    yield from amendment_problems(rulebook.amendments)
    for ref, standard in rulebook.standards.items():
        yield from standard_problems(rulebook.paths[ref], standard, rulebook.vocabulary)
        yield from lint_problems(rulebook.paths[ref], standard)
        yield from contradiction_problems(rulebook.paths[ref], standard, rulebook)
    for board in rulebook.boards.values():
        yield from board_problems(rulebook.paths[f"board:{board.id}"], board, rulebook)
    for programme in rulebook.programmes.values():
        yield from programme_problems(rulebook.paths[f"programme:{programme.id}"], programme, rulebook)


def is_time_zone(name: str) -> bool:
    """Whether a name means the same on every machine: a region and a place, or UTC."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name or name == "UTC"


CODES: Final = (NO_SUCH_TIME_ZONE,)
