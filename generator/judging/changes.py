"""What has changed from one publication to the next, and which of it a case explains.

Only what was published can change silently: what was held, or was not there, is an addition. A period that was over
when it was published is final: each of its figures stands until a case says otherwise. One that was still running is
provisional: its figures follow the inspections that are added, but an inspection, a row or the period that was
published is never lost without a case.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from generator.judging.boards import beside, together
from generator.judging.process import clocks_of
from generator.model.cases import (
    Appeal,
    Case,
    CaseFile,
    Change,
    Clocks,
    Correction,
    Entry,
    HeldPeriod,
    Process,
    Suspension,
    Withdrawal,
)
from generator.model.centre import Centre
from generator.model.problem import Problem, Route
from generator.model.rules import Board, ListRule
from generator.model.scores import BoardPeriod, Rated, Standing

Figure = Literal["score", "band", "rank", "list", "unrated"]
FIGURES: Final[tuple[Figure, ...]] = ("score", "band", "rank", "list", "unrated")
OWN: Final = frozenset({"score", "band", "unrated"})
"""Figures that follow from the findings of the window alone; the others are made by comparison with its peers."""

MANY: Final = 10
"""More rows of a board and period than this without a case are told as one problem: a rule was edited."""

PERIODS_TOLD: Final = 5
SUSPENDED: Final[str] = "suspended"
APPEALED: Final[str] = "appealed"
WITHHELD: Final[str] = "withheld"
"""In the place of what a case says that an undecided appeal keeps back."""


class RowKey(NamedTuple):
    """A published row: a window on a board in a period."""

    board: str
    period: str
    centre: str
    window: str


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
    groups: Mapping[tuple[str, str], frozenset[tuple[str, str]]] = field(default_factory=dict)
    """What shows the same inspections, as `judging.boards.together` finds it; of what is about to be published only."""
    names: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By centre and window, of the centre itself by centre and nothing: its name, then those that it had before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RowChange:
    """A row that is in both publications, or lost, or new in a period that both have, and differs."""

    key: RowKey
    old: Figures | None
    new: Figures | None
    changes: tuple[Change, ...]
    """Each figure that differs, as a correction would have to say it."""
    final: bool
    """The period was over when it was published."""

    @property
    def own(self) -> bool:
        """The window itself is judged differently; otherwise only its place among the others is another."""
        if self.old is None or self.new is None or self.old.appealed != self.new.appealed:
            return True
        return any(change.figure in OWN for change in self.changes)

    @property
    def rewritten(self) -> bool:
        """An inspection that was shown is gone, or says something else; not told while an appeal hides the row."""
        old, new = self.old, self.new
        return old is not None and new is not None and not new.appealed and not {*old.records} <= {*new.records}

    @property
    def moves(self) -> bool:
        """It may move others: the window is ranked otherwise than before."""
        return any(change.figure in {"score", "band"} for change in self.changes)


def publication(  # noqa: PLR0913, PLR0917  # all that a site says, and nothing is left out
    day: datetime.date,
    boards: Mapping[str, Sequence[BoardPeriod]],
    rules: Mapping[str, Board],
    cases: Iterable[CaseFile],
    centres: Mapping[str, Centre],
    records: Mapping[tuple[str, str, str, str], tuple[str, ...]],
    entries: Iterable[Entry] = (),
    clocks: Iterable[tuple[tuple[str, str], Clocks]] = (),
) -> Publication:
    """What a site says in figures and names, of the boards, cases and centres that it shows."""
    return Publication(
        day=day,
        periods={
            (board, one.period): PublishedPeriod(
                closed=one.closed,
                rows={
                    (row.centre, row.window): replace(
                        _figures(row), records=records.get((row.board, row.period, row.centre, row.window), ())
                    )
                    for row in (*one.ranked, *one.unrated)
                },
            )
            for board, periods in boards.items()
            for one in periods
        },
        rules={board: (rule_text(rules[board].red), rule_text(rules[board].green)) for board in boards},
        weights={board: weights_of(rules[board].channels, rules[board].min_inspections) for board in boards},
        titles={board: (rules[board].title, *rules[board].formerly) for board in boards},
        clocks={
            place: clocks_text(one.preview, one.appeal, one.rectification.simple, one.rectification.complex, one.expiry)
            for place, one in clocks
        },
        entries={RowKey(one.board, one.period, one.centre, one.window): one.public.isoformat() for one in entries},
        cases={f"{file.centre}/{file.id}": said_by(file.case) for file in cases},
        groups=together(rules, ((board, one.period) for board, periods in boards.items() for one in periods)),
        names={
            **{(key, ""): (centre.name, *centre.formerly) for key, centre in centres.items()},
            **{(key, one.id): (one.name, *one.formerly) for key, centre in centres.items() for one in centre.windows},
        },
    )


def _figures(row: Standing) -> Figures:
    outcome = row.outcome
    if isinstance(outcome, Rated):
        return Figures(
            score=f"{outcome.score:f}",
            band=outcome.band,
            rank=str(row.rank),
            listed=None if row.listed == "none" else row.listed,
            counted=row.counted,
        )
    if outcome.reason == APPEALED:
        return Figures(appealed=True)
    return Figures(unrated=outcome.reason, counted=row.counted)


def rule_text(rule: ListRule) -> str:
    """A rule of a list in one way of writing."""
    return listing_text(rule.bands, rule.at_most, certain=rule.certain)


def listing_text(bands: Iterable[str], at_most: int | None, *, certain: bool) -> str:
    """The bands of a list, how many windows it names at most, and whether only those that are beyond doubt."""
    return f"{' '.join(sorted(bands))} {'-' if at_most is None else at_most}{' certain' if certain else ''}"


def weights_of(channels: Mapping[str, int], min_inspections: int) -> dict[str, str]:
    """What a board counts, each figure by its name."""
    return {**{name: str(weight) for name, weight in channels.items()}, "min_inspections": str(min_inspections)}


def clocks_text(preview: int, appeal: int, simple: int, complex_: int, expiry: int) -> str:
    """The clocks of a period in one way of writing."""
    return f"preview {preview}, appeal {appeal}, rectification {simple} {complex_}, expiry {expiry}"


def running_clocks(
    process: Process, boards: Mapping[str, Iterable[BoardPeriod]], held: Iterable[HeldPeriod]
) -> Iterator[tuple[tuple[str, str], Clocks]]:
    """The clocks of every board and period that is over: they have begun to run."""
    places = [(board, one.period) for board, periods in boards.items() for one in periods if one.closed]
    places += [(one.board, one.period) for one in held if one.state != "running"]
    yield from ((place, clocks_of(process, place[1])) for place in places)


def said_by(case: Case) -> str:
    """What a case says, as far as a published figure may rest on it; a reason may be reworded."""
    if isinstance(case, Correction | Withdrawal):
        changes = ((change.figure, change.old, change.new) for change in case.changes)
        return case_text(case.kind, case.window, (case.about.board, case.about.period), changes)
    if isinstance(case, Appeal):
        outcome = case.decision.outcome if case.decision else ""
        return case_text(case.kind, case.window, (case.about.board, case.about.period), (), outcome)
    return case_text(case.kind, case.window)


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


# --- what differs -----------------------------------------------------------------------------------------------------


def differences(before: Publication, now: Publication) -> Iterator[RowChange]:
    """Every row that differs, of the periods that both have, by board, period, centre and window."""
    for place, old in sorted(before.periods.items()):
        new = now.periods.get(place)
        for row in sorted(old.rows.keys() | new.rows.keys()) if new else ():
            found = old.rows.get(row), new.rows.get(row) if new else None
            if found[0] != found[1]:
                yield RowChange(
                    key=RowKey(*place, *row),
                    old=found[0],
                    new=found[1],
                    changes=_changes(*found),
                    final=old.closed,
                )


def _changes(old: Figures | None, new: Figures | None) -> tuple[Change, ...]:
    pairs = ((figure, old.of(figure) if old else None, new.of(figure) if new else None) for figure in FIGURES)
    return tuple(Change(figure=figure, old=was, new=will) for figure, was, will in pairs if was != will)


# --- what must not differ ---------------------------------------------------------------------------------------------


def silent_changes(before: Publication, now: Publication, cases: Sequence[CaseFile]) -> Iterator[Problem]:
    """Every change of published results that no case explains, and every case that explains one wrongly.

    `now` is of no earlier day than `before`; `cases`: all that it shows.
    """
    yield from _lost_names(before, now)
    yield from _lost_titles(before, now)
    yield from _lost_cases(before, now)
    yield from _other_clocks(before, now)
    yield from _lost_periods(sorted(before.periods.keys() - now.periods.keys()), now)
    lost: dict[tuple[str, str], list[str]] = {}
    known = _Cases(before, now, cases)
    added: dict[tuple[str, str], list[str]] = {}
    yield from _other_days(before, now, known)
    yield from _other_rules(before, now, known)
    for place, found in _by_period(before, now, known):
        judge = _Judge(
            cases=known,
            movers=frozenset(change.key for change in found if change.moves),
            same_rules=before.rules.get(place[0]) == now.rules.get(place[0]),
        )
        silent: list[Problem] = []
        for change in found:
            if judge.is_lost(change):
                lost.setdefault((change.key.centre, change.key.window), []).append(" ".join(place))
            elif _is_added(change) and not known.corrections(change.key):
                added.setdefault((change.key.centre, change.key.window), []).append(" ".join(place))
            else:
                silent += judge.problems(change)
        yield from _told_together(place, silent, now)
    yield from _lost_rows(lost, {centre for period in now.periods.values() for centre, _ in period.rows})
    yield from _added_rows(added, _routes(now))


def _by_period(
    before: Publication, now: Publication, known: "_Cases"
) -> Iterator[tuple[tuple[str, str], list[RowChange]]]:
    """The rows that differ, and those of which a correction says that they do."""
    found = {change.key: change for change in differences(before, now)}
    for key in known.corrected():
        place, row = (key.board, key.period), (key.centre, key.window)
        old, new = before.periods.get(place), now.periods.get(place)
        if key not in found and old and new and row in old.rows and row in new.rows:
            found[key] = RowChange(key=key, old=old.rows[row], new=new.rows[row], changes=(), final=old.closed)
    periods: dict[tuple[str, str], list[RowChange]] = {}
    for key in sorted(found):
        periods.setdefault((key.board, key.period), []).append(found[key])
    yield from periods.items()


class _Cases:
    """The cases about a row; `fresh` are those on which nothing that is published rests yet.

    An appeal is about every row that shows the inspections which it contests.
    """

    def __init__(self, before: Publication, now: Publication, cases: Iterable[CaseFile]) -> None:
        self.about: dict[RowKey, list[CaseFile]] = {}
        self.suspended: set[tuple[str, str]] = set()
        self.before = before.cases
        for file in cases:
            case = file.case
            if isinstance(case, Suspension):
                self.suspended.add((file.centre, case.window))
            elif isinstance(case, Correction | Withdrawal):
                key = RowKey(case.about.board, case.about.period, file.centre, case.window)
                self.about.setdefault(key, []).append(file)
            elif isinstance(case, Appeal):
                for key in _contested(now, file.centre, case):
                    self.about.setdefault(key, []).append(file)

    def fresh(self, file: CaseFile) -> bool:
        return self.before.get(f"{file.centre}/{file.id}") != said_by(file.case)

    def corrections(self, key: RowKey) -> list[tuple[CaseFile, Correction | Withdrawal]]:
        """The fresh ones, by date and id."""
        found = [
            (file, file.case)
            for file in self.about.get(key, ())
            if isinstance(file.case, Correction | Withdrawal) and self.fresh(file)
        ]
        return sorted(found, key=lambda pair: (pair[1].date, pair[0].id))

    def corrected(self) -> Iterator[RowKey]:
        """The rows that have any."""
        yield from (key for key in self.about if self.corrections(key))

    def appealed(self, change: RowChange) -> bool:
        """An appeal was opened, and hides the row, or was decided since the last publication."""
        for file in self.about.get(change.key, ()):
            if not isinstance(file.case, Appeal):
                continue
            if file.case.decision is None:
                if change.new is None or change.new.appealed:
                    return True
            elif self.fresh(file) and (
                file.case.decision.outcome == "upheld" or change.old is None or change.old.appealed
            ):
                return True
        return False

    def shut(self, change: RowChange) -> bool:
        """The window was suspended, and the row says so."""
        row = (change.key.centre, change.key.window)
        return change.new is not None and change.new.unrated == SUSPENDED and row in self.suspended


def _contested(now: Publication, centre: str, appeal: Appeal) -> Iterator[RowKey]:
    """The rows that show what an appeal contests: the one that it is about, and those of boards that show the same."""
    place = (appeal.about.board, appeal.about.period)
    yield from (RowKey(*one, centre, appeal.window) for one in beside(now.groups, place))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Judge:
    """Judges the rows of one board and period."""

    cases: _Cases
    movers: frozenset[RowKey]
    """The windows of the period that are ranked otherwise: places and lists of the others follow from it."""
    same_rules: bool
    """The rules of the lists are the same."""

    def is_lost(self, change: RowChange) -> bool:
        """Whether a row that is gone was a result, and no case says why it is gone.

        A window that was never inspected has no result to lose: a slip in its days may be mended.
        """
        if change.new is not None or _never_inspected(change.old):
            return False
        return not self.cases.corrections(change.key) and not self.cases.appealed(change)

    def problems(self, change: RowChange) -> Iterator[Problem]:
        """What is wrong with a change: nothing, a case that is missing, or one that says something else.

        Whatever explains the figures, what was found is only ever put otherwise by a correction or a withdrawal.
        """
        found = tuple(self._of_figures(change))
        yield from found
        if not found and change.final and change.rewritten and not self.cases.corrections(change.key):
            yield _missing(change, "E611")

    def _of_figures(self, change: RowChange) -> Iterator[Problem]:
        if self._explained(change):
            return
        if not change.final:
            if self._fewer(change) and not self.cases.corrections(change.key):
                yield _missing(change, "E605")
            return
        corrections = self.cases.corrections(change.key)
        if corrections:
            figures = FIGURES if self.movers <= {change.key} else tuple(one for one in FIGURES if one in OWN)
            yield from _wrong(change, corrections, figures)
        elif change.changes:
            yield _missing(change, "E601")
        elif self._fewer(change):
            yield _missing(change, "E605")

    def _explained(self, change: RowChange) -> bool:
        if (change.old is None and change.new and change.new.score is None) or (
            change.new is None and _never_inspected(change.old)
        ):
            return True  # no result is added, none is lost; a list that was final has `_is_added`
        if self.cases.appealed(change):
            return True
        if self.cases.shut(change) and (not change.final or _never_inspected(change.old)):
            return True  # of a period that is final, a shutdown that becomes known later takes a correction
        return bool(change.changes) and not change.own and bool(self.movers) and self._follows(change)

    def _follows(self, change: RowChange) -> bool:
        """Whether the place, or the list, may be another because other windows are judged differently."""
        if self.cases.corrections(change.key):
            return False
        return self.same_rules or all(one.figure != "list" for one in change.changes)

    def _fewer(self, change: RowChange) -> bool:
        return change.old is not None and change.new is not None and change.new.counted < change.old.counted


def _is_added(change: RowChange) -> bool:
    """Whether a window without a score comes onto lists that were final without it."""
    return change.final and change.old is None and change.new is not None and change.new.score is None


def _never_inspected(row: Figures | None) -> bool:
    return row is None or (row.counted == 0 and row.score is None and not row.appealed and not row.records)


def _wrong(
    change: RowChange, corrections: Sequence[tuple[CaseFile, Correction | Withdrawal]], figures: Iterable[Figure]
) -> Iterator[Problem]:
    """Where the corrections of a row do not lead from what was published to what will be.

    `figures`: what they are held against; place and list only where no other window of the period has moved.
    """
    wanted = {one.figure: one for one in change.changes}
    named = {one.figure for _, case in corrections for one in case.changes}
    for figure in figures:
        if figure not in wanted and figure not in named:
            continue
        right = wanted.get(figure) or _unchanged(change, figure)
        steps = [
            (file, index, _plain(one))
            for file, case in corrections
            for index, one in enumerate(case.changes)
            if one.figure == figure
        ]
        if _leads([step for _, _, step in steps], right):
            continue
        file, index, written = steps[-1] if steps else (corrections[-1][0], None, None)
        yield Problem(
            path=file.path,
            route=("changes",) if index is None else ("changes", index),
            at_key=index is None,
            code="E602",
            facts={
                "row": row_text(change.key),
                "figure": figure,
                "written": "–" if written is None else step_text(written),
                "old": right.old or "–",
                "new": right.new or "–",
            },
        )


def _unchanged(change: RowChange, figure: Figure) -> Change:
    old, new = change.old, change.new
    return Change(figure=figure, old=old.of(figure) if old else None, new=new.of(figure) if new else None)


def _plain(change: Change) -> Change:
    """On no list is written `none`, or left out."""
    if change.figure != "list":
        return change
    old, new = (None if value == "none" else value for value in (change.old, change.new))
    return replace(change, old=old, new=new)


def _leads(steps: Sequence[Change], right: Change) -> bool:
    """Whether corrections, one after the other, lead from the old value to the new one."""
    if not steps or (steps[0].old, steps[-1].new) != (right.old, right.new):
        return False
    return right.figure not in OWN or all(one.new == other.old for one, other in pairwise(steps))


def _missing(change: RowChange, code: str) -> Problem:
    old, new = change.old, change.new
    return Problem(
        path=case_path(change.key, "withdrawal" if code == "E605" else "correction"),
        code=code,
        facts={
            "row": row_text(change.key),
            "changes": "; ".join(f"{one.figure} {step_text(one)}" for one in change.changes),
            "old": str(old.counted if old else 0),
            "new": str(new.counted if new else 0),
        },
    )


def _told_together(place: tuple[str, str], found: Sequence[Problem], now: Publication) -> Iterator[Problem]:
    """Many rows without a case have one cause, and are one problem; how each differs is what `impact` lists."""
    missing = [problem for problem in found if problem.code == "E601"]
    if len(missing) <= MANY:
        yield from found
        return
    yield from (problem for problem in found if problem.code != "E601")
    yield Problem(
        path=f"standards/boards/{place[0]}.yml",
        code="E607",
        facts={
            "board": place[0],
            "period": place[1],
            "count": str(len(missing)),
            "rows": str(len(now.periods[place].rows)),
            "first": f"{missing[0].facts['row']}: {missing[0].facts['changes']}",
        },
    )


def _lost_periods(places: Iterable[tuple[str, str]], now: Publication) -> Iterator[Problem]:
    by_board: dict[str, list[str]] = {}
    for board, period in places:
        by_board.setdefault(board, []).append(period)
    left = {board for board, _ in now.periods}
    for board, periods in by_board.items():
        facts = {"board": board, "periods": _several(periods), "left": "" if board in left else board}
        yield Problem(path=f"standards/boards/{board}.yml", code="E604", facts=facts)


def _lost_rows(lost: Mapping[tuple[str, str], Sequence[str]], left: set[str]) -> Iterator[Problem]:
    """One problem for a window, whatever the number of its periods; one for a centre that is gone."""
    by_name: dict[tuple[str, str], list[str]] = {}
    for (centre, window), places in lost.items():
        by_name.setdefault((centre, f"{centre}/{window}" if centre in left else centre), []).extend(places)
    for (centre, name), places in sorted(by_name.items()):
        facts = {"window": name, "periods": _several(sorted(set(places)))}
        yield Problem(path=f"results/{centre}/centre.yml", code="E603", facts=facts)


def _routes(now: Publication) -> dict[tuple[str, str], Route]:
    """Where each window stands in the file of its centre."""
    places: dict[str, int] = {}
    routes: dict[tuple[str, str], Route] = {}
    for centre, window in now.names:
        place = places.get(centre, -1)  # the centre itself comes before its windows, in the order of its file
        places[centre] = place + 1
        routes[centre, window] = ("windows", place) if window else ()
    return routes


def _added_rows(
    added: Mapping[tuple[str, str], Sequence[str]], routes: Mapping[tuple[str, str], Route]
) -> Iterator[Problem]:
    """One problem for a window, whatever the number of its periods."""
    for (centre, window), places in sorted(added.items()):
        facts = {"window": f"{centre}/{window}", "periods": _several(sorted(places))}
        yield Problem(
            path=f"results/{centre}/centre.yml", route=routes.get((centre, window), ()), code="E613", facts=facts
        )


def _other_clocks(before: Publication, now: Publication) -> Iterator[Problem]:
    """Clocks that had begun to run and would run otherwise; one problem for each way in which they differ."""
    found: dict[tuple[str, str], list[str]] = {}
    for place, old in sorted(before.clocks.items()):
        new = now.clocks.get(place, old)
        if new != old:
            found.setdefault((old, new), []).append(" ".join(place))
    for (old, new), places in found.items():
        facts = {"old": old, "new": new, "periods": _several(places)}
        yield Problem(path="standards/policy.yml", route=("process",), at_key=True, code="E612", facts=facts)


def _other_days(before: Publication, now: Publication, known: "_Cases") -> Iterator[Problem]:
    """Entries whose day of publication, from which their clocks run, would be another.

    An appeal about the entry explains it; a correction of another row of the list may take away what it waited for.
    """
    corrected = {(key.board, key.period) for key in known.corrected()}
    for key, old in sorted(before.entries.items()):
        new = now.entries.get(key, old)
        appealed = any(isinstance(file.case, Appeal) for file in known.about.get(key, ()))
        explained = appealed or key[:2] in corrected
        if new != old and not explained and before.clocks.get(key[:2]) == now.clocks.get(key[:2]):
            facts = {"row": row_text(key), "old": old, "new": new}
            yield Problem(path=case_path(key, "waiver"), code="E614", facts=facts)


def _other_rules(before: Publication, now: Publication, known: "_Cases") -> Iterator[Problem]:
    """Rules that lists were published by and that would read otherwise there; told unless a correction is about them.

    A channel that is added weighs nothing in what is over.
    """
    corrected = {key.board for key in known.corrected()}
    for board in sorted({board for (board, _), one in before.periods.items() if one.closed} - corrected):
        old, new = _rule_words(before, board), _rule_words(now, board)
        differ = [f"{name} {old[name]} → {new.get(name, '–')}" for name in old if new.get(name) != old[name]]
        if new and differ:
            facts = {"board": board, "changes": "; ".join(differ)}
            yield Problem(path=f"standards/boards/{board}.yml", code="E615", facts=facts)


def _rule_words(publication: Publication, board: str) -> dict[str, str]:
    red, green = publication.rules.get(board, ("", ""))
    if not (red or green):
        return {}
    return {"red": red, "green": green, **publication.weights.get(board, {})}


def _lost_titles(before: Publication, now: Publication) -> Iterator[Problem]:
    """Titles that a board was published under, and that are neither its present nor a former one."""
    for board, titles in now.titles.items():
        for title in before.titles.get(board, ()):
            if title not in titles:
                facts = {"id": board, "old": title, "new": titles[0]}
                yield Problem(path=f"standards/boards/{board}.yml", route=("title",), code="E610", facts=facts)


def _lost_names(before: Publication, now: Publication) -> Iterator[Problem]:
    """Names that a centre or window was published under, and that are neither its present nor a former one."""
    routes = _routes(now)
    for (centre, window), names in now.names.items():
        for name in before.names.get((centre, window), ()):
            if name not in names:
                route: Route = (*routes[centre, window], "name")
                facts = {"id": f"{centre}/{window}" if window else centre, "old": name, "new": names[0]}
                yield Problem(path=f"results/{centre}/centre.yml", route=route, code="E610", facts=facts)


def _lost_cases(before: Publication, now: Publication) -> Iterator[Problem]:
    """Every published case stays, of the same kind and window; those that figures rest on stay as they are."""
    for name, said in sorted(before.cases.items()):
        kind, _window, _board, _period, outcome, *_ = [*said.split(" "), "", "", ""]
        settled = kind in {"correction", "withdrawal"} or (kind == "appeal" and outcome)
        there = now.cases.get(name, "")
        if outcome == WITHHELD or not settled:  # what it says is not known, or may still change
            there, kept = (" ".join(one.split(" ")[:2]) for one in (there, said))
        else:
            kept = said
        if there != kept:
            centre, _, case = name.partition("/")
            yield Problem(path=f"results/{centre}/cases/{case}.yml", code="E606", facts={"said": said})


def stale_corrections(now: Publication, cases: Sequence[CaseFile]) -> Iterator[Problem]:
    """Corrections whose new values are not what is published: whatever was published before, they cannot be right.

    Of several about a row the latest counts; places and lists may have moved since, and so may all after an appeal.
    """
    about: dict[RowKey, list[tuple[datetime.date, CaseFile, Correction | Withdrawal]]] = {}
    upheld: dict[RowKey, datetime.date] = {}
    for file in cases:
        case = file.case
        if isinstance(case, Correction | Withdrawal):
            key = RowKey(case.about.board, case.about.period, file.centre, case.window)
            about.setdefault(key, []).append((case.date, file, case))
        elif isinstance(case, Appeal) and case.decision and case.decision.outcome == "upheld":
            for key in _contested(now, file.centre, case):
                upheld[key] = max(case.decision.date, upheld.get(key, case.decision.date))
    for key, found in sorted(about.items()):
        period = now.periods.get((key.board, key.period))
        row = period.rows.get((key.centre, key.window)) if period and period.closed else None
        last = max(date for date, _, _ in found)
        if row is None or row.appealed or row.unrated == SUSPENDED or (key in upheld and upheld[key] >= last):
            continue
        yield from _stale(key, row, [(file, case) for date, file, case in found if date == last])


def _stale(key: RowKey, row: Figures, latest: Sequence[tuple[CaseFile, Correction | Withdrawal]]) -> Iterator[Problem]:
    said: dict[str, list[tuple[CaseFile, int, Change]]] = {}
    for file, case in latest:
        for index, one in enumerate(case.changes):
            said.setdefault(one.figure, []).append((file, index, one))
    for figure in FIGURES:
        if figure in OWN and figure in said and row.of(figure) not in {one.new for _, _, one in said[figure]}:
            file, index, one = said[figure][-1]
            facts = {"row": row_text(key), "figure": figure, "written": one.new or "–", "new": row.of(figure) or "–"}
            yield Problem(path=file.path, route=("changes", index), code="E609", facts=facts)


def _several(names: Sequence[str]) -> str:
    return ", ".join(names[:PERIODS_TOLD]) + (f" … ({len(names)})" if len(names) > PERIODS_TOLD else "")


def case_path(key: RowKey, kind: str) -> str:
    """Where a case about a row may be written."""
    return f"results/{key.centre}/cases/{f'{kind}-{key.period.lower()}-{key.window}'[:60].rstrip('-')}.yml"


def row_text(key: RowKey) -> str:
    """A row in words that can be looked up: board, period, centre and window by their ids."""
    return f"{key.board} {key.period} {key.centre}/{key.window}"


def step_text(change: Change) -> str:
    """Old and new value; a dash where a cell is empty."""
    return f"{change.old or '–'} → {change.new or '–'}"
