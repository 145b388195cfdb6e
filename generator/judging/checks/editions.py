"""Whether boards and the editions they name are in order, and whether rounds cite the one that judges them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from generator.judging.checks.references import unknown
from generator.judging.scoring.editions import by_edition, judges, standard_of, standards_of
from generator.judging.scoring.periods import first_day, last_day, period_of
from generator.model.dataset import CentreData, Rulebook
from generator.model.problem import Problem, Route
from generator.model.rules import Board
from generator.model.standard import Standard


def edition_problems(rulebook: Rulebook) -> Iterator[Problem]:
    """Editions of one standard whose order cannot be told, or whose newest does not stand in `<id>.yml`."""
    for standard_id, editions in by_edition(rulebook.standards.values()).items():
        for earlier, later in pairwise(editions):
            if earlier.effective == later.effective:
                facts = {"edition": later.ref, "other": earlier.ref, "effective": later.effective.isoformat()}
                yield Problem(
                    path=rulebook.paths[later.ref], route=("effective",), code="editions-on-same-day", facts=facts
                )
        newest, place = editions[-1], f"{standard_id}.yml"
        if not rulebook.paths[newest.ref].endswith(f"/{place}"):
            facts = {"edition": newest.ref, "file": place}
            yield Problem(
                path=rulebook.paths[newest.ref], route=("edition",), code="latest-edition-misplaced", facts=facts
            )


def since_problems(path: str, board: Board) -> Iterator[Problem]:
    """A first period that is none of the board's."""
    if board.since:
        yield from _other_kind(path, ("since",), board, board.since)


def _other_kind(path: str, route: Route, board: Board, period: str) -> Iterator[Problem]:
    """A month where the board has quarters, or the other way round."""
    if period_of(first_day(period), board.period) != period:
        yield Problem(
            path=path, route=route, code="until-not-a-period", facts={"until": period, "period": board.period}
        )


def earlier_problems(path: str, board: Board, rulebook: Rulebook) -> Iterator[Problem]:
    """Earlier editions of a board that could not be told apart by period, or that are none of its standard."""
    own = board.standard.partition("@")[0]
    for place, one in enumerate(board.earlier):
        route: Route = ("earlier", place)
        yield from unknown(path, (*route, "standard"), "no-such-standard", one.standard, rulebook.standards)
        if one.standard.partition("@")[0] != own:
            facts = {"value": one.standard, "standard": own}
            yield Problem(path=path, route=(*route, "standard"), code="edition-of-other-standard", facts=facts)
        yield from _other_kind(path, (*route, "until"), board, one.until)
    for place, (before, after) in enumerate(pairwise(board.earlier), start=1):
        if after.until <= before.until:
            facts = {"until": after.until, "before": before.until}
            yield Problem(path=path, route=("earlier", place, "until"), code="editions-out-of-order", facts=facts)
    yield from _too_late(path, board, rulebook)


def _too_late(path: str, board: Board, rulebook: Rulebook) -> Iterator[Problem]:
    """An edition must be in force when the period begins that it is the first to judge; else nothing could be cited."""
    for place, (before, ref) in enumerate(zip(board.earlier, standards_of(board)[1:], strict=True)):
        standard = rulebook.standards.get(ref)
        last = last_day(before.until)
        if standard is not None and standard.effective.toordinal() > last.toordinal() + 1:
            facts = {"until": before.until, "edition": ref, "effective": standard.effective.isoformat()}
            yield Problem(path=path, route=("earlier", place, "until"), code="edition-not-in-force", facts=facts)


def cited_problems(data: CentreData, boards: Iterable[Board], standards: Mapping[str, Standard]) -> Iterator[Problem]:
    """Rounds that cite another edition than the one by which the centre's boards judge their period.

    `standards`: by ref, those that exist; a round that cites none of them is told so elsewhere.
    """
    for board in boards:
        own = board.standard.partition("@")[0]
        for file in data.rounds:
            cited = file.round.standard
            period = period_of(file.round.date, board.period)
            wanted = standard_of(board, period)
            if judges(board, period) and cited != wanted and cited in standards and cited.partition("@")[0] == own:
                facts = {"cited": cited, "wanted": wanted, "board": board.id, "period": period}
                yield Problem(path=file.path, route=("standard",), code="round-cites-other-edition", facts=facts)
