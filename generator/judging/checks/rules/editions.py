"""Whether boards and the editions they name are in order, and whether rounds cite the one that judges them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from generator.judging.checks.references import NO_SUCH_STANDARD, unknown
from generator.judging.scoring.editions import by_edition, judges, standard_of, standards_of
from generator.judging.scoring.periods import first_day, last_day, period_on
from generator.model.dataset import CentreData, Rulebook
from generator.model.problem import Code, Problem, Route
from generator.model.rules import Board
from generator.model.standard import Standard

EDITIONS_ON_SAME_DAY: Final = Code(
    slug="editions-on-same-day",
    says="{edition} 与 {other} 同日施行（{effective}），分不出先后",
    mend="改正施行日期；后一版次的施行日期应更晚。",
    wrong="effective: 2026-01-01",
    right="effective: 2026-11-01",
)
LATEST_EDITION_MISPLACED: Final = Code(
    slug="latest-edition-misplaced",
    says="{edition} 是施行日期最晚的版次，应当放在 {file} 中",
    mend="<代号>.yml 放最新版次，较早的版次改名为 <代号>@<版次>.yml。",
    wrong="effective: 2025-06-01",
    right="effective: 2026-11-01",
)


def edition_problems(rulebook: Rulebook) -> Iterator[Problem]:
    """Editions of one standard whose order cannot be told, or whose newest does not stand in `<id>.yml`."""
    for standard_id, editions in by_edition(rulebook.standards.values()).items():
        for earlier, later in pairwise(editions):
            if earlier.effective == later.effective:
                facts = {"edition": later.ref, "other": earlier.ref, "effective": later.effective.isoformat()}
                yield Problem(
                    path=rulebook.paths[later.ref], route=("effective",), code=EDITIONS_ON_SAME_DAY, facts=facts
                )
        newest, place = editions[-1], f"{standard_id}.yml"
        if not rulebook.paths[newest.ref].endswith(f"/{place}"):
            facts = {"edition": newest.ref, "file": place}
            yield Problem(
                path=rulebook.paths[newest.ref], route=("edition",), code=LATEST_EDITION_MISPLACED, facts=facts
            )


ENDS_BEFORE_IT_BEGINS: Final = Code(
    slug="ends-before-it-begins",
    says="榜单的最后一期 {until} 早于第一期 {since}",
    mend="改正 since 或 until。",
    wrong="since: 2026-08\nuntil: 2026-07",
    right="since: 2026-08\nuntil: 2026-12",
)


def since_problems(path: str, board: Board) -> Iterator[Problem]:
    """A first or last period that is none of the board's, or in the wrong order."""
    if board.since:
        yield from _other_kind(path, ("since",), board, board.since)
    if board.until:
        yield from _other_kind(path, ("until",), board, board.until)
        if board.since and board.until < board.since:
            facts = {"since": board.since, "until": board.until}
            yield Problem(path=path, route=("until",), code=ENDS_BEFORE_IT_BEGINS, facts=facts)


UNTIL_NOT_A_PERIOD: Final = Code(
    slug="until-not-a-period",
    says="{until} 不是本榜单的周期（{period}）；这里写 {meant}",
    mend="周写 2026-W41，月写 2026-10，季度写 2026-Q4，半年写 2026-H2，全年写 2026-Y。",
    wrong="earlier: [{standard: desk@1, until: 2026-Q3}]",
    right="earlier: [{standard: desk@1, until: 2026-10}]",
)


def _other_kind(path: str, route: Route, board: Board, period: str) -> Iterator[Problem]:
    """A month where the board has quarters, or the other way round."""
    if period_on(board, first_day(period)) != period:
        meant = period_on(board, first_day(period) if route[-1] == "since" else last_day(period))
        facts = {"until": period, "period": board.period, "meant": meant}
        yield Problem(path=path, route=route, code=UNTIL_NOT_A_PERIOD, facts=facts)


EDITION_OF_OTHER_STANDARD: Final = Code(
    slug="edition-of-other-standard",
    says="{value} 不是 {standard} 的版次；榜单换标准要另立榜单",
    mend="earlier 中只写同一标准的较早版次。",
    wrong="standard: desk@2\nearlier: [{standard: post@1, until: 2026-10}]",
    right="standard: desk@2\nearlier: [{standard: desk@1, until: 2026-10}]",
)
EDITIONS_OUT_OF_ORDER: Final = Code(
    slug="editions-out-of-order",
    says="周期 {until} 不晚于上一行的 {before}",
    mend="较早的版次写在前面，每一行的 until 都比上一行晚。",
    wrong="earlier: [{standard: desk@1, until: 2026-10}, {standard: desk@1, until: 2026-10}]",
    right="earlier: [{standard: desk@1, until: 2026-10}]",
)


def earlier_problems(path: str, board: Board, rulebook: Rulebook) -> Iterator[Problem]:
    """Earlier editions of a board that could not be told apart by period, or that are none of its standard."""
    own = board.standard.partition("@")[0]
    for place, one in enumerate(board.earlier):
        route: Route = ("earlier", place)
        yield from unknown(path, (*route, "standard"), NO_SUCH_STANDARD, one.standard, rulebook.standards)
        if one.standard.partition("@")[0] != own:
            facts = {"value": one.standard, "standard": own}
            yield Problem(path=path, route=(*route, "standard"), code=EDITION_OF_OTHER_STANDARD, facts=facts)
        yield from _other_kind(path, (*route, "until"), board, one.until)
    for place, (before, after) in enumerate(pairwise(board.earlier), start=1):
        if after.until <= before.until:
            facts = {"until": after.until, "before": before.until}
            yield Problem(path=path, route=("earlier", place, "until"), code=EDITIONS_OUT_OF_ORDER, facts=facts)
    yield from _too_late(path, board, rulebook)


EDITION_NOT_IN_FORCE: Final = Code(
    slug="edition-not-in-force",
    says="{edition} 自 {effective} 起施行，而 {until} 之后的周期就要按它评定",
    mend="让 until 包含新版次施行日之前的全部周期，或改正施行日期。",
    wrong="earlier: [{standard: desk@1, until: 2026-09}]",
    right="earlier: [{standard: desk@1, until: 2026-10}]",
)


def _too_late(path: str, board: Board, rulebook: Rulebook) -> Iterator[Problem]:
    """An edition must be in force when the period begins that it is the first to judge; else nothing could be cited."""
    for place, (before, ref) in enumerate(zip(board.earlier, standards_of(board)[1:], strict=True)):
        standard = rulebook.standards.get(ref)
        last = last_day(before.until)
        if standard is not None and standard.effective.toordinal() > last.toordinal() + 1:
            facts = {"until": before.until, "edition": ref, "effective": standard.effective.isoformat()}
            yield Problem(path=path, route=("earlier", place, "until"), code=EDITION_NOT_IN_FORCE, facts=facts)


ROUND_CITES_OTHER_EDITION: Final = Code(
    slug="round-cites-other-edition",
    says="本批次引用 {cited}，而榜单 {board} 的 {period} 按 {wanted} 评定",
    mend="按该周期适用的版次检查和填写；周期所适用的版次写在榜单文件的 standard 和 earlier 中。",
    wrong="standard: desk@1\ndate: 2026-11-12",
    right="standard: desk@2\ndate: 2026-11-12",
)


def cited_problems(data: CentreData, boards: Iterable[Board], standards: Mapping[str, Standard]) -> Iterator[Problem]:
    """Rounds that cite another edition than the one by which the centre's boards judge their period.

    `standards`: by ref, those that exist; a round that cites none of them is told so elsewhere.
    """
    for board in boards:
        own = board.standard.partition("@")[0]
        for file in data.rounds:
            cited = file.round.standard
            period = period_on(board, file.round.date)
            wanted = standard_of(board, period)
            if judges(board, period) and cited != wanted and cited in standards and cited.partition("@")[0] == own:
                facts = {"cited": cited, "wanted": wanted, "board": board.id, "period": period}
                yield Problem(path=file.path, route=("standard",), code=ROUND_CITES_OTHER_EDITION, facts=facts)


def cited_by_events(data: CentreData, boards: Iterable[Board], standards: Mapping[str, Standard]) -> Iterator[Problem]:
    """Events that cite another edition than the one by which the boards judge the period in which they were proved."""
    for board in boards:
        own = board.standard.partition("@")[0]
        for record in data.events:
            cited = record.event.standard
            period = period_on(board, record.event.proved)
            wanted = standard_of(board, period)
            if judges(board, period) and cited != wanted and cited in standards and cited.partition("@")[0] == own:
                facts = {"cited": cited, "wanted": wanted, "board": board.id, "period": period}
                route: Route = ("events", record.number, "standard")
                yield Problem(path=record.path, route=route, code=ROUND_CITES_OTHER_EDITION, facts=facts)


CODES: Final = (
    EDITIONS_ON_SAME_DAY,
    LATEST_EDITION_MISPLACED,
    ENDS_BEFORE_IT_BEGINS,
    UNTIL_NOT_A_PERIOD,
    EDITION_OF_OTHER_STANDARD,
    EDITIONS_OUT_OF_ORDER,
    EDITION_NOT_IN_FORCE,
    ROUND_CITES_OTHER_EDITION,
)
