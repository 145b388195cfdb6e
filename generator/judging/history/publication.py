"""What a site says in figures: what was published once, to be held against what would be published now."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, assert_never

from generator.judging.scoring.ranking import sharing_inspections
from generator.model.amendments import Amendment
from generator.model.cases import (
    Case,
    CaseFile,
    Clocks,
    Entry,
)
from generator.model.centre import Centre
from generator.model.keys import RowKey
from generator.model.rules import Board, ListKind, ListRule
from generator.model.scores import BoardPeriod, Rated, Standing, Unrated

Figure = Literal["score", "band", "rank", "list", "unrated"]

FIGURES: Final[tuple[Figure, ...]] = ("score", "band", "rank", "list", "unrated")

OWN: Final = frozenset({"score", "band", "unrated"})
"""Figures that follow from the findings of the window alone; the others are made by comparison with its peers."""

SUSPENDED: Final[str] = "suspended"

_OVER: Final = " over "

WITHHELD: Final[str] = "withheld"
"""In the place of what a case says that an undecided appeal keeps back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What is published of a row, as it is written in the data files; None where a cell is empty."""

    score: str | None = None
    band: str | None = None
    rank: str | None = None
    listed: str | None = None
    """`red`, `green`, or None."""
    unrated: str | None = None
    counted: int = 0
    """Inspections that count."""
    records: tuple[str, ...] = ()
    """Fingerprints of all inspections that are shown, also of those that do not count; none where none are known."""
    appealed: bool = False
    """An appeal is undecided: none of the figures is shown."""

    def of(self, figure: Figure) -> str | None:
        """One of them."""
        return {
            "score": self.score,
            "band": self.band,
            "rank": self.rank,
            "list": self.listed,
            "unrated": self.unrated,
        }[figure]


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedPeriod:
    """A period of a board as it was published."""

    closed: bool
    rows: Mapping[tuple[str, str], Figures]
    """By centre and window."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """All that a site says in figures."""

    day: datetime.date
    """The day it speaks of."""
    periods: Mapping[tuple[str, str], PublishedPeriod]
    """By board and period."""
    rules: Mapping[str, tuple[str, str]]
    """By board: its rule for the red list and that for the green one, in one way of writing."""
    weights: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By board: the weight of each channel, and `min_inspections`."""
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By board: its title, then those that it had before."""
    clocks: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By board and period, of those that are over: the clocks they run by, in one way of writing."""
    entries: Mapping[RowKey, str] = field(default_factory=dict)
    """Every entry of a green list, and the day it could be public."""
    cases: Mapping[str, str]
    """By `centre/case`: what it says, as far as figures may rest on it; see `said_by`."""
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By `centre/case`: the days of its steps, and what clocks depend on; see `steps_of`."""
    groups: Mapping[tuple[str, str], frozenset[tuple[str, str]]] = field(default_factory=dict)
    """What shows the same inspections, by `sharing_inspections`; of what is about to be published only."""
    names: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By centre and window, of the centre itself by centre and nothing: its name, then those that it had before."""
    facts: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    """What is said besides figures, by kind and id; see `facts_of`. Nothing where it is not known."""
    amendments: tuple[Amendment, ...] = ()
    """What says why such a fact was changed."""


def publication(  # noqa: PLR0913, PLR0917  # all that a site says, and nothing is left out
    day: datetime.date,
    boards: Mapping[str, Sequence[BoardPeriod]],
    rules: Mapping[str, Board],
    cases: Iterable[CaseFile],
    centres: Mapping[str, Centre],
    records: Mapping[RowKey, tuple[str, ...]],
    entries: Iterable[Entry] = (),
    clocks: Iterable[tuple[tuple[str, str], Clocks]] = (),
) -> Publication:
    """What a site says in figures and names, of the boards, cases and centres that it shows."""
    shown = tuple(cases)
    return Publication(
        day=day,
        periods={(board, one.period): _period(one, records) for board, periods in boards.items() for one in periods},
        rules={board: (rule_text(rules[board].red, "red"), rule_text(rules[board].green, "green")) for board in boards},
        weights={
            board: weights_of(rule.channels, rule.min_inspections, rule.same_day_until)
            for board in boards
            for rule in [rules[board]]
        },
        titles={board: _titles(rules[board]) for board in boards},
        clocks={place: _clocks(one) for place, one in clocks},
        entries={one.key: one.public.isoformat() for one in entries},
        cases={f"{file.centre}/{file.id}": said_by(file.case) for file in shown},
        steps={f"{file.centre}/{file.id}": steps_of(file.case) for file in shown},
        groups=sharing_inspections(
            rules, ((board, one.period) for board, periods in boards.items() for one in periods)
        ),
        names=dict(_names(centres)),
    )


def _names(centres: Mapping[str, Centre]) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """What centres and windows are called or were, the present name first; a centre by its id and no window's."""
    for key, centre in centres.items():
        yield (key, ""), (centre.name, *centre.formerly)
    for key, centre in centres.items():
        yield from (((key, one.id), (one.name, *one.formerly)) for one in centre.windows)


def _clocks(one: Clocks) -> str:
    return clocks_text(
        one.preview,
        one.appeal,
        one.rectification.simple,
        one.rectification.complex,
        one.expiry,
        notice=one.notice,
        more=(one.decision, one.praise, one.objection, one.relapse_days),
    )


def _titles(board: Board) -> tuple[str, ...]:
    """What a board is called or was, the present title first: a site whose own language is English says that one."""
    return (board.title, *board.formerly, *([board.en] if board.en else []))


def _period(one: BoardPeriod, records: Mapping[RowKey, tuple[str, ...]]) -> PublishedPeriod:
    rows = (*one.ranked, *one.unrated)
    return PublishedPeriod(
        closed=one.closed,
        rows={row.who: _figures(row, records.get(row.key, ())) for row in rows},
    )


def _figures(row: Standing, records: tuple[str, ...]) -> Figures:
    outcome = row.outcome
    match outcome:
        case Rated():
            return Figures(
                score=f"{outcome.score:f}",
                band=outcome.band,
                rank=str(row.rank),
                listed=None if row.listed == "none" else row.listed,
                counted=row.counted,
                records=records,
            )
        case Unrated():
            if outcome.appealed:
                return Figures(appealed=True, records=records)
            return Figures(unrated=outcome.reason, counted=row.counted, records=records)
        case _:
            assert_never(outcome)


def rule_text(rule: ListRule, kind: ListKind) -> str:
    """A rule of a list in one way of writing: its bands, how many windows it names at most, and how surely."""
    asked = rule.certainty(kind)
    certain = ""
    if asked:
        certain = " certain" + (f"{_OVER}{asked.periods}" if asked.periods > 1 else "")
        certain += f" by {rule.min_teams} teams" if rule.min_teams > 1 else ""
    return f"{' '.join(sorted(rule.bands))} {'-' if rule.at_most is None else rule.at_most}{certain}"


def pools_periods(rules: Iterable[str]) -> bool:
    """Whether a rule, written by `rule_text`, takes several periods together."""
    return any(_OVER in rule for rule in rules)


def weights_of(channels: Mapping[str, object], min_inspections: int, same_day_until: str | None) -> dict[str, str]:
    """What a board counts, each figure by its name; `same_day_until` where there is one."""
    until = {} if same_day_until is None else {"same_day_until": same_day_until}
    weights = {name: str(weight) for name, weight in channels.items()}
    return {**weights, "min_inspections": str(min_inspections), **until}


def clocks_text(  # noqa: PLR0913  # the clocks of a policy
    preview: int,
    appeal: int,
    simple: int,
    complex_: int,
    expiry: int,
    *,
    notice: str = "none",
    more: tuple[int, int, int, int] | None = None,
) -> str:
    """The clocks of a period in one way of writing; `more`: those to decide, for praise, to answer, of a relapse."""
    told = "" if notice == "none" else f", notice {notice}"
    text = f"preview {preview}, appeal {appeal}, rectification {simple} {complex_}, expiry {expiry}{told}"
    return text if more is None else "{}, decision {}, praise {}, objection {}, relapse {}".format(text, *more)


def steps_of(case: Case) -> tuple[str, ...]:
    """The days of a case, and what else its clocks depend on, each empty until it is said: once said, it stays.

    Its first day, the difficulty, the day of the inspection that verified it, and that of the decision or the end.
    """
    difficulty, verified = case.effort
    return (
        case.begun.isoformat(),
        difficulty,
        verified.isoformat() if verified else "",
        case.ended.isoformat() if case.ended else "",
    )


def said_by(case: Case) -> str:
    """What a case says, as far as a published figure may rest on it; a reason may be reworded."""
    if case.moves == "nothing" or case.about is None:
        return case_text(case.kind, case.window)
    changes = ((change.figure, change.old, change.new) for change in case.changes)
    return case_text(case.kind, case.window, case.about.place, changes, case.outcome)


def case_text(
    kind: str,
    window: str,
    about: tuple[str, str] = ("", ""),
    changes: Iterable[tuple[str, str | None, str | None]] = (),
    outcome: str = "",
) -> str:
    """The same of its parts, as they are read from a published file."""
    told = (f"{figure}:{old or ''}>{new or ''}" for figure, old, new in changes)
    return " ".join((kind, window, *about, outcome, *told))
