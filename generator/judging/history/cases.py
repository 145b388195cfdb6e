"""The cases that may explain why something published says something else now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from generator.judging.history.publication import OWN, SUSPENDED, Figures, Publication, said_by
from generator.judging.scoring.ranking import beside
from generator.model.cases import (
    Appeal,
    CaseFile,
    Change,
    Correction,
    Suspension,
    Withdrawal,
    of_kind,
)
from generator.model.keys import RowKey
from generator.model.problem import Code, Problem, Route

PERIODS_TOLD: Final = 5


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
    def taken_away(self) -> int:
        """How many inspections and facts that were shown are gone, or say something else."""
        return len({*self.old.records} - {*self.new.records}) if self.old and self.new else 0

    @property
    def supplemented(self) -> bool:
        """An inspection is shown that was not; not told where an appeal hides the row, or hid it."""
        old, new = self.old, self.new
        if old is None or new is None or old.appealed or new.appealed:
            return False
        return not {*new.records} <= {*old.records}

    @property
    def moves(self) -> bool:
        """It may move others: the window is ranked otherwise than before."""
        return any(change.figure in {"score", "band"} for change in self.changes)


class CasesAtHand:
    """The cases about a row; `fresh` are those on which nothing that is published rests yet.

    An appeal is about every row that shows the inspections which it contests.
    """

    def __init__(self, before: Publication, now: Publication, cases: Sequence[CaseFile]) -> None:
        self.about: dict[RowKey, list[CaseFile]] = {}
        self.suspended = {file.who for file, _ in of_kind(cases, Suspension)}
        self.before = before.cases
        for file in cases:
            for key in _explains(now, file):
                self.about.setdefault(key, []).append(file)

    def fresh(self, file: CaseFile) -> bool:
        """Nothing that is published rests on it yet."""
        return self.before.get(f"{file.centre}/{file.id}") != said_by(file.case)

    def corrections(self, key: RowKey) -> list[tuple[CaseFile, Correction | Withdrawal]]:
        """The fresh ones, by date and id."""
        about = self.about.get(key, ())
        found: list[tuple[CaseFile, Correction | Withdrawal]] = [
            *of_kind(about, Correction),
            *of_kind(about, Withdrawal),
        ]
        found = [pair for pair in found if self.fresh(pair[0])]
        return sorted(found, key=lambda pair: (pair[1].date, pair[0].id))

    def corrected(self) -> Iterator[RowKey]:
        """The rows that have any."""
        yield from (key for key in self.about if self.corrections(key))

    def appealed(self, change: RowChange) -> bool:
        """An appeal was opened, and hides the row, or was decided since the last publication."""
        for file, case in of_kind(self.about.get(change.key, ()), Appeal):
            if case.decision is None:
                if change.new is None or change.new.appealed or (change.old and change.old.appealed):
                    return True  # it hides the row, or has hidden it for as long as it may
            elif self.fresh(file) and (case.upheld or change.old is None or change.old.appealed):
                return True
        return False

    def shut(self, change: RowChange) -> bool:
        """The window was suspended, and the row says so."""
        row = change.key.who
        return change.new is not None and change.new.unrated == SUSPENDED and row in self.suspended


CORRECTION_WITHOUT_GROUNDS: Final = Code(
    slug="correction-without-grounds",
    says="新的更正没有写证据（evidence）或批准的组（approved_by）",
    mend="写明什么证明原来的结果有误，以及核对并批准的组；批准的组不能是查过这个窗口的组，也不能出自本机构。",
    wrong="kind: correction\nreason: 抽样件数录入有误",
    right="kind: correction\nreason: 抽样件数录入有误\nevidence: 原始抽样表照片\napproved_by: D",
)


def without_grounds(files: Iterable[CaseFile]) -> Iterator[Problem]:
    """New corrections that do not say how it is known, or who approved it."""
    for file, case in of_kind(files, Correction):
        if case.evidence is None or case.approved_by is None:
            yield Problem(path=file.path, route=("reason",), at_key=True, code=CORRECTION_WITHOUT_GROUNDS)


def _explains(now: Publication, file: CaseFile) -> Iterator[RowKey]:
    """The rows in which a case may explain a change."""
    case = file.case
    match case.moves:
        case "row":
            if case.about:
                yield file.row(case.about)
        case "findings":
            if case.about:
                yield from contested(now, file.centre, case.window, case.about.place)
        case "nothing":
            pass  # what they change is told by the row itself
        case _:
            assert_never(case.moves)


def contested(now: Publication, centre: str, window: str, place: tuple[str, str]) -> Iterator[RowKey]:
    """The rows that show what an appeal contests: the one that it is about, and those of boards that show the same."""
    yield from (RowKey(*one, centre, window) for one in beside(now.groups, place))


def window_routes(now: Publication) -> dict[tuple[str, str], Route]:
    """Where each window stands in the file of its centre."""
    places: dict[str, int] = {}
    routes: dict[tuple[str, str], Route] = {}
    for centre, window in now.names:
        place = places.get(centre, -1)  # the centre itself comes before its windows, in the order of its file
        places[centre] = place + 1
        routes[centre, window] = ("windows", place) if window else ()
    return routes


def several(names: Sequence[str]) -> str:
    """Names in a row, the first few of them, and how many there are."""
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


CODES: Final = (CORRECTION_WITHOUT_GROUNDS,)
