"""What a site says besides figures, and may not say otherwise in silence: rules, registers, the words of cases.

Each fact has a name within its thing and a value in one way of writing. A short value is written as it is; a long text,
and whatever a case says, by its fingerprint, so that nobody reads in the record what was taken off the page.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final, assert_never

from generator.judging.history.fingerprints import frozen_of, letters_of
from generator.judging.scoring.periods import last_day
from generator.model.cases import (
    Case,
    CaseFile,
)
from generator.model.centre import Centre
from generator.model.dataset import Rulebook
from generator.model.keys import RowKey
from generator.model.programme import Programme
from generator.model.rules import Board, Policy, Role, Vocabulary, Word
from generator.model.standard import Standard

Thing = tuple[str, str]
"""A kind of amendment, and the id of what is meant; the policy and the vocabulary have none."""

Facts = Mapping[Thing, Mapping[str, str]]

SEALED: Final = "~"
"""Before a fingerprint."""

FROZEN: Final = "frozen"
"""The fact that an edition stands in `standards/editions.yml`."""

_MOST: Final = 60
"""Signs of a value that is written as it is."""

_GUARDED_ELSEWHERE: Final = frozenset(
    {
        *("kind", "window", "about", "changes", "date", "opened", "since", "until", "difficulty"),
        *("verified_by.date", "decision.date", "decision.outcome", "answer.date"),
    }
)
"""What `steps_of` and `said_by` tell of a case."""

WORDING: Final = frozenset({"title", "en", "kind", "applies_to", "source", "sections", "known_issues"})
"""Facts of a standard that no result rests on, and that its pages say all the same: a frozen edition may amend them."""

UNTIL: Final = "until"
"""The fact of the day on which a board ended; empty as long as it goes on."""


def facts_of(
    rulebook: Rulebook,
    centres: Mapping[str, Centre],
    cases: Iterable[CaseFile],
    day: datetime.date,
    hidden: Collection[RowKey] = (),
) -> dict[Thing, dict[str, str]]:
    """All facts of a site that speaks of `day`; of a row that an appeal hides nothing that would tell of it."""
    return {
        ("policy", ""): dict(_of_policy(rulebook.policy)),
        ("vocabulary", ""): dict(_of_vocabulary(rulebook.vocabulary)),
        **{("programme", key): dict(_of_programme(one)) for key, one in rulebook.programmes.items()},
        **{("board", key): dict(_of_board(one, day)) for key, one in rulebook.boards.items()},
        **{
            ("standard", ref): dict(_of_standard(one, frozen=ref in (rulebook.frozen or {})))
            for ref, one in rulebook.standards.items()
        },
        **{("centre", key): dict(_of_centre(one, day)) for key, one in centres.items()},
        **{
            ("case", f"{file.centre}/{file.id}"): facts_of_case(file.case)
            for file in cases
            if not _is_withheld(file, hidden)
        },
    }


def facts_of_case(case: Case) -> dict[str, str]:
    """What a case says besides its days, its outcome and the figures that it changes."""
    return {
        name: _sealed(value)
        for name, value in _flat(case)
        if not {name, name.partition(".")[0]} & _GUARDED_ELSEWHERE and _is_said(value)
    }


def _is_withheld(file: CaseFile, hidden: Collection[RowKey]) -> bool:
    return file.case.goes_with_row and file.about in hidden


def _of_policy(policy: Policy) -> Iterator[tuple[str, str]]:
    """Who published, where, under which licence and how; the title of the site and whom to call are those of today."""
    process = policy.process
    for name in ("publisher", "region", "licence"):
        yield name, _text(getattr(policy, name))
        if english := getattr(policy.en, name):
            yield f"en.{name}", _text(english)
    yield "time_zone", policy.time_zone
    yield "own_team", process.own_team
    yield "late_after", str(process.late_after)
    yield "names_for", _text(process.names_for)
    yield "review_panel", _text(process.review_panel)
    if process.publish_within is not None:
        yield "publish_within", str(process.publish_within)
    for one in process.earlier:
        if one.publish_within is not None:
            yield f"earlier.{one.until}.publish_within", str(one.publish_within)
    for year in policy.calendar:
        yield f"calendar.{year.year}", _sealed(year)


def _of_vocabulary(words: Vocabulary) -> Iterator[tuple[str, str]]:
    for group in ("trades", "themes", "roles", "channels"):
        for word in getattr(words, group):
            yield f"{group}.{word.id}", _text(word.name)
            yield from _of_word(f"{group}.{word.id}", word)
    yield from ((f"bands.{band}", _text(english)) for band, english in words.bands.items())


def _of_word(at: str, word: Word | Role) -> Iterator[tuple[str, str]]:
    """What is said of a word besides its name."""
    if word.en is not None:
        yield f"{at}.en", _text(word.en)
    match word:
        case Word():
            if word.meaning is not None:
                yield f"{at}.meaning", _text(word.meaning)
        case Role():
            yield f"{at}.trades", _text(word.trades)
            yield f"{at}.apart", str(word.apart).lower()
        case _:
            assert_never(word)


_ENGLISH: Final = frozenset({"en", "en_note", "en_reason"})
"""What a programme says in English: where it says nothing there is no fact, as before there was a place for it."""


def _of_programme(programme: Programme) -> Iterator[tuple[str, str]]:
    for name, value in _flat(programme):
        last = name.rpartition(".")[2]
        if last != "id" and (last not in _ENGLISH or value is not None):
            yield name, _text(value)


def _of_board(board: Board, day: datetime.date) -> Iterator[tuple[str, str]]:
    """How visits become figures; its lists and weights are compared as they are printed, its windows by their rows."""
    ended = board.until and last_day(board.until)
    yield UNTIL, ended.isoformat() if ended and ended <= day else ""
    if board.en is not None:
        yield "en", _text(board.en)
    for name in ("period", "year_begins", "combine", "holds", "totals"):
        yield name, _text(getattr(board, name))


def _of_standard(standard: Standard, *, frozen: bool) -> Iterator[tuple[str, str]]:
    found = frozen_of(standard)
    if frozen:
        yield FROZEN, "true"
    yield "effective", standard.effective.isoformat()
    for name in ("title", "kind", "applies_to"):
        yield name, _text(getattr(standard, name))
    if standard.en is not None:
        yield "en", _text(standard.en)
    if standard.known_issues:
        yield "known_issues", _sealed(standard.known_issues)
    yield "source", _sealed(standard.source)
    yield "sections", _sealed(tuple((section.id, section.title) for section in standard.sections))
    yield "frame", _sealed(found.frame)
    yield "clauses", _sealed(tuple(found.clauses))
    yield from ((f"clause {clause}", _sealed(seen)) for clause, seen in found.clauses.items())


def _of_centre(centre: Centre, day: datetime.date) -> Iterator[tuple[str, str]]:
    """What is compared and judged by, and what the public said; days of opening and closing once they are past."""
    yield "trade", centre.trade
    yield "tier", _text(centre.tier)
    yield "district", _text(centre.district)
    yield "sample", "true" if centre.sample else ""
    yield from ((f"teams.{team}", "true") for team in centre.teams)
    yield from _of_exemptions("", centre.may_not_apply)
    for standard, limits in centre.limits.items():
        yield from ((f"limits.{standard}.{clause}", _text(limit)) for clause, limit in limits.items())
    for said in centre.evaluations:
        told = (said.rated, said.satisfied, said.complaints, said.settled)
        yield f"evaluations.{said.month}{f'.{said.window}' if said.window else ''}", _text(told)
    for window in centre.windows:
        place = f"windows.{window.id}."
        yield f"{place}trade", _text(window.trade)
        yield f"{place}department", _text(window.department)
        yield from _of_exemptions(place, window.may_not_apply)
        if window.staffed_by is not None:
            yield f"{place}staffed_by", str(window.staffed_by)
        for name, passed in (("opened", window.opened), ("closed", window.closed)):
            if passed is not None and passed <= day:
                yield f"{place}{name}", passed.isoformat()


def _of_exemptions(place: str, exempt: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for standard, clauses in exempt.items():
        yield f"{place}may_not_apply.{standard}", _text(clauses)


def _flat(value: object, at: str = "") -> Iterator[tuple[str, object]]:
    """The single values of a record by their ways; what stands in a row goes by its id, or by its place."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _flat(getattr(value, one.name), f"{at}.{one.name}" if at else one.name)
    elif isinstance(value, tuple) and any(map(is_dataclass, value)):
        for place, one in enumerate(value, start=1):
            yield from _flat(one, f"{at}.{getattr(one, 'id', place)}")
    else:
        yield at, value


def _is_said(value: object) -> bool:
    return value is not None and value != ()


def _text(value: object) -> str:
    """A value in one way of writing; nothing is empty."""
    parts = value if isinstance(value, tuple) else () if value is None else (value,)
    text = " ".join(map(str, parts))
    return text if len(text) <= _MOST and "\n" not in text and not text.startswith(SEALED) else _sealed(text)


def _sealed(value: object) -> str:
    return f"{SEALED}{letters_of(value)}"
