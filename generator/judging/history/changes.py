"""What has changed from one publication to the next, and which of it a case explains.

Only what was published can change silently: what was held, or was not there, is an addition. A period that was over
when it was published is final: each of its figures stands until a case says otherwise. One that was still running is
provisional: its figures follow the inspections that are added, but an inspection, a row or the period that was
published is never lost without a case.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.judging.history.amended import IsLate, amended_problems, at_once
from generator.judging.history.cases import CasesAtHand, RowChange, window_routes, without_grounds
from generator.judging.history.lost import added_rows, judged_once_more, lost_periods, lost_rows
from generator.judging.history.names import (
    lost_cases,
    lost_names,
    lost_titles,
    misstated_rules,
    other_clocks,
    other_days,
    other_rules,
)
from generator.judging.history.publication import FIGURES, Figures, Publication, pools_periods
from generator.judging.history.rows import SILENT_CHANGE, RowJudge, is_added
from generator.model.cases import CaseFile, Change
from generator.model.keys import RowKey
from generator.model.problem import Code, Problem

MANY: Final = 10
"""More rows of a board and period than this without a case are told as one problem: a rule was edited."""


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


def silent_changes(
    before: Publication, now: Publication, cases: Sequence[CaseFile], is_late: IsLate = at_once
) -> Iterator[Problem]:
    """Every change of published results that no case explains, and every case that explains one wrongly.

    `now` is of no earlier day than `before`; `cases`: all that it shows.
    """
    yield from lost_names(before, now)
    yield from lost_titles(before, now)
    yield from lost_cases(before, now)
    yield from other_clocks(before, now)
    yield from lost_periods(sorted(before.periods.keys() - now.periods.keys()), now)
    yield from judged_once_more(before, now)
    lost: dict[tuple[str, str], list[str]] = {}
    known = CasesAtHand(before, now, cases)
    added: dict[tuple[str, str], list[str]] = {}
    fresh = {file.path: file for key in known.corrected() for file, _ in known.corrections(key)}
    yield from without_grounds(fresh.values())
    yield from other_days(before, now, known)
    yield from other_rules(before, now)
    yield from misstated_rules(before, now, is_late)
    moved: dict[str, set[RowKey]] = {}
    records_known = any(row.records for one in before.periods.values() for row in one.rows.values())
    for place, found in _by_period(before, now, known):
        movers = frozenset(change.key for change in found if change.moves)
        earlier = moved.setdefault(place[0], set())
        judge = RowJudge(
            cases=known,
            movers=movers | earlier if pools_periods(now.rules.get(place[0], ())) else movers,
            same_rules=before.rules.get(place[0]) == now.rules.get(place[0]),
            records_known=records_known,
        )
        earlier |= movers
        silent: list[Problem] = []
        for change in found:
            if judge.is_lost(change):
                lost.setdefault(change.key.who, []).append(" ".join(place))
            elif is_added(change) and not known.corrections(change.key):
                added.setdefault(change.key.who, []).append(" ".join(place))
            else:
                silent += judge.problems(change)
        yield from _told_together(place, silent, now)
    yield from lost_rows(lost, {centre for period in now.periods.values() for centre, _ in period.rows})
    yield from added_rows(added, window_routes(now))
    yield from amended_problems(before, now, is_late)


def _by_period(
    before: Publication, now: Publication, known: "CasesAtHand"
) -> Iterator[tuple[tuple[str, str], list[RowChange]]]:
    """The rows that differ, and those of which a correction says that they do."""
    found = {change.key: change for change in differences(before, now)}
    for key in known.corrected():
        place, row = key.place, key.who
        old, new = before.periods.get(place), now.periods.get(place)
        if key not in found and old and new and row in old.rows and row in new.rows:
            found[key] = RowChange(key=key, old=old.rows[row], new=new.rows[row], changes=(), final=old.closed)
    periods: dict[tuple[str, str], list[RowChange]] = {}
    for key in sorted(found):
        periods.setdefault(key.place, []).append(found[key])
    yield from periods.items()


SILENT_CHANGE_OF_MANY: Final = Code(
    slug="silent-change-of-many",
    says="榜单 {board} 在 {period} 已公布的 {rows} 个窗口中，有 {count} 个会无声改变，多半是规则改了；第一个：{first}",
    mend="规则只能从新的周期起改：原版次改名为 standards/<标准>@<版次>.yml 并保持原样，新要求写成 "
    "standards/<标准>.yml 的新版次；榜单的 standard 改为新版次，earlier 写明原版次和它评定的最后一个周期（until）。"
    "榜单的权重和榜单条件没有版次，要改就另起一个编号的榜单。若已公布的结果确实都错了，每个窗口各写一份更正；"
    "windowboard impact --against 版本 列出全部变化。",
    wrong='standards/desk.yml\n  edition: "1"\n  faults: [{id: curt, text: 生硬, minus: 10}]',
    right="standards/desk@1.yml\n"
    '  edition: "1"\n'
    "  faults: [{id: curt, text: 生硬, minus: 5}]\n"
    "standards/desk.yml\n"
    '  edition: "2"\n'
    "  faults: [{id: curt, text: 生硬, minus: 10}]\n"
    "standards/boards/banks.yml\n"
    "  standard: desk@2\n"
    "  earlier: [{standard: desk@1, until: 2026-10}]",
)


def _told_together(place: tuple[str, str], found: Sequence[Problem], now: Publication) -> Iterator[Problem]:
    """Many rows without a case have one cause, and are one problem; how each differs is what `impact` lists."""
    missing = [problem for problem in found if problem.code == SILENT_CHANGE]
    if len(missing) <= MANY:
        yield from found
        return
    yield from (problem for problem in found if problem.code != SILENT_CHANGE)
    yield Problem(
        path=f"standards/boards/{place[0]}.yml",
        code=SILENT_CHANGE_OF_MANY,
        facts={
            "board": place[0],
            "period": place[1],
            "count": str(len(missing)),
            "rows": str(len(now.periods[place].rows)),
            "first": f"{missing[0].facts['row']}: {missing[0].facts['changes']}",
        },
    )


CODES: Final = (SILENT_CHANGE_OF_MANY,)
