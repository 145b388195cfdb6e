"""What has changed from one publication to the next, and which of it a case explains.

Only what was published can change silently: what was held, or was not there, is an addition. A period that was over
when it was published is final: each of its figures stands until a case says otherwise. One that was still running is
provisional: its figures follow the inspections that are added, but an inspection, a row or the period that was
published is never lost without a case.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from generator.judging.history.cases import (
    CasesAtHand,
    RowChange,
    case_path,
    contested,
    row_text,
    several,
    step_text,
    window_routes,
    without_grounds,
)
from generator.judging.history.names import lost_cases, lost_names, lost_titles, other_clocks, other_days, other_rules
from generator.judging.history.publication import FIGURES, OWN, SUSPENDED, Figure, Figures, Publication, pools_periods
from generator.model.cases import (
    Appeal,
    CaseFile,
    Change,
    Correction,
    Withdrawal,
    amending,
    of_kind,
)
from generator.model.keys import RowKey
from generator.model.problem import Code, Problem, Route

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


def silent_changes(before: Publication, now: Publication, cases: Sequence[CaseFile]) -> Iterator[Problem]:
    """Every change of published results that no case explains, and every case that explains one wrongly.

    `now` is of no earlier day than `before`; `cases`: all that it shows.
    """
    yield from lost_names(before, now)
    yield from lost_titles(before, now)
    yield from lost_cases(before, now)
    yield from other_clocks(before, now)
    yield from _lost_periods(sorted(before.periods.keys() - now.periods.keys()), now)
    lost: dict[tuple[str, str], list[str]] = {}
    known = CasesAtHand(before, now, cases)
    added: dict[tuple[str, str], list[str]] = {}
    fresh = {file.path: file for key in known.corrected() for file, _ in known.corrections(key)}
    yield from without_grounds(fresh.values())
    yield from other_days(before, now, known)
    yield from other_rules(before, now, known)
    moved: dict[str, set[RowKey]] = {}
    for place, found in _by_period(before, now, known):
        movers = frozenset(change.key for change in found if change.moves)
        earlier = moved.setdefault(place[0], set())
        judge = _Judge(
            cases=known,
            movers=movers | earlier if pools_periods(now.rules.get(place[0], ())) else movers,
            same_rules=before.rules.get(place[0]) == now.rules.get(place[0]),
        )
        earlier |= movers
        silent: list[Problem] = []
        for change in found:
            if judge.is_lost(change):
                lost.setdefault(change.key.who, []).append(" ".join(place))
            elif _is_added(change) and not known.corrections(change.key):
                added.setdefault(change.key.who, []).append(" ".join(place))
            else:
                silent += judge.problems(change)
        yield from _told_together(place, silent, now)
    yield from _lost_rows(lost, {centre for period in now.periods.values() for centre, _ in period.rows})
    yield from _added_rows(added, window_routes(now))


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


SILENT_CHANGE: Final = Code(
    slug="silent-change",
    says="已公布的 {row} 会无声改变：{changes}；没有说明理由的个案",
    mend="若检查结果当时写错了，在这个位置写一份 kind: correction 的个案（文件名可另取），changes "
    "里逐项写明原来公布的 old 和改后的 new；windowboard impact --against 版本 会给出可照抄的样子。"
    "若没有想改已公布的结果，把改动退回去。若改的是规则，见 silent-change-of-many。",
    wrong='results/harbour/2026-10/12-weekly-a.yml\n  sampled: {"3.1": {cases: 20, within: 18}}',
    right="results/harbour/2026-10/12-weekly-a.yml\n"
    '  sampled: {"3.1": {cases: 20, within: 18}}\n'
    "results/harbour/cases/correction-2026-10-cash-1.yml\n"
    "  kind: correction\n"
    "  reason: 抽样件数录入有误\n"
    '  changes: [{figure: score, old: "92.0", new: "92.7"}]',
)
PUBLISHED_INSPECTIONS_VANISH: Final = Code(
    slug="published-inspections-vanish",
    says="{row} 已公布的计分检查会从 {old} 次减为 {new} 次；没有说明理由的个案",
    mend="恢复检查批次；确实要撤下，在这个位置写 kind: withdrawal 的个案，inspections 写明撤下的检查。",
    wrong="results/harbour/2026-10/20-monthly-b.yml\n  inspections: []",
    right="results/harbour/2026-10/20-monthly-b.yml\n"
    "  inspections: []\n"
    "results/harbour/cases/withdrawal-2026-10-cash-1.yml\n"
    "  kind: withdrawal\n"
    "  inspections: [{standard: desk@1, date: 2026-10-20, channel: monthly}]",
)
SILENT_CHANGE_OF_RECORD: Final = Code(
    slug="silent-change-of-record",
    says="{row} 已公布的检查记录会无声改变；没有说明理由的个案",
    mend="恢复检查批次里的发现、备注、证据和检查组。确实写错的，在这个位置写 kind: correction 的个案，changes 里写 "
    "{figure: record, old: 原来的说法, new: 改后的说法}；整次检查撤下的，写 kind: withdrawal。"
    "补录新的检查不在此列。",
    wrong='results/harbour/2026-10/12-weekly-a.yml\n  findings: [{clause: "2.2", fault: curt}]',
    right="results/harbour/2026-10/12-weekly-a.yml\n"
    '  findings: [{clause: "2.2", fault: curt}]\n'
    "results/harbour/cases/correction-2026-10-cash-1.yml\n"
    "  kind: correction\n"
    "  changes: [{figure: record, old: 不问候, new: 生硬}]",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Judge:
    """Judges the rows of one board and period."""

    cases: CasesAtHand
    movers: frozenset[RowKey]
    """The windows of the period that are ranked otherwise: places and lists of the others follow from it. On a board
    whose lists take periods together, those of earlier periods too, of the same window as well."""
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
            yield _missing(change, SILENT_CHANGE_OF_RECORD)

    def _of_figures(self, change: RowChange) -> Iterator[Problem]:
        if self._explained(change):
            return
        if not change.final:
            if self._fewer(change) and not self.cases.corrections(change.key):
                yield _missing(change, PUBLISHED_INSPECTIONS_VANISH)
            return
        corrections = self.cases.corrections(change.key)
        if corrections:
            figures = FIGURES if self.movers <= {change.key} else tuple(one for one in FIGURES if one in OWN)
            yield from _wrong(change, corrections, figures)
        elif change.changes:
            yield _missing(change, SILENT_CHANGE)
        elif self._fewer(change):
            yield _missing(change, PUBLISHED_INSPECTIONS_VANISH)

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


CASE_MISSTATES_FIGURE: Final = Code(
    slug="case-misstates-figure",
    says="更正与公布的数字不符：{row} 的 {figure} 写的是 {written}，应为 {old} → {new}",
    mend="把 changes 改成这里给出的原值和新值；“–”表示没有值，那一项就不写；没有变化的数字不要列出。",
    wrong='changes: [{figure: score, old: "91.0", new: "92.7"}]',
    right='changes: [{figure: score, old: "92.0", new: "92.7"}]',
)


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
        steps = list(_steps(corrections, figure))
        if _leads([step for _, _, step in steps], right):
            continue
        file, index, written = steps[-1] if steps else (corrections[-1][0], None, None)
        yield _misstated(change, right, file, index, written)


def _steps(
    corrections: Sequence[tuple[CaseFile, Correction | Withdrawal]], figure: Figure
) -> Iterator[tuple[CaseFile, int, Change]]:
    """What corrections say of a figure, in their order, and where they say it."""
    for file, case in corrections:
        for index, one in enumerate(case.changes):
            if one.figure == figure:
                yield file, index, _plain(one)


def _misstated(change: RowChange, right: Change, file: CaseFile, index: int | None, written: Change | None) -> Problem:
    return Problem(
        path=file.path,
        route=("changes",) if index is None else ("changes", index),
        at_key=index is None,
        code=CASE_MISSTATES_FIGURE,
        facts={
            "row": row_text(change.key),
            "figure": right.figure,
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


def _missing(change: RowChange, code: Code) -> Problem:
    old, new = change.old, change.new
    return Problem(
        path=case_path(change.key, "withdrawal" if code == PUBLISHED_INSPECTIONS_VANISH else "correction"),
        code=code,
        facts={
            "row": row_text(change.key),
            "changes": "; ".join(f"{one.figure} {step_text(one)}" for one in change.changes),
            "old": str(old.counted if old else 0),
            "new": str(new.counted if new else 0),
        },
    )


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


PUBLISHED_PERIOD_VANISHES: Final = Code(
    slug="published-period-vanishes",
    says="榜单 {board} 已公布的周期会消失：{periods}",
    mend="把榜单文件、检查批次、policy.yml 的 process 和豁免个案恢复原样：公布过的周期不能再撤下。"
    "不再使用的榜单保留文件即可，没有新的检查就没有新的周期。新榜单与它看的是同一些检查的，用 since "
    "写明从还没有公布过的周期开始。",
    wrong="id: banks\nsince: 2026-11",
    right="id: banks\nsince: 2026-10",
)


def _lost_periods(places: Iterable[tuple[str, str]], now: Publication) -> Iterator[Problem]:
    by_board: dict[str, list[str]] = {}
    for board, period in places:
        by_board.setdefault(board, []).append(period)
    left = {board for board, _ in now.periods}
    for board, periods in by_board.items():
        facts = {"board": board, "periods": several(periods), "left": "" if board in left else board}
        yield Problem(path=f"standards/boards/{board}.yml", code=PUBLISHED_PERIOD_VANISHES, facts=facts)


PUBLISHED_WINDOW_VANISHES: Final = Code(
    slug="published-window-vanishes",
    says="已公布的 {window} 会消失：{periods}",
    mend="窗口的编号是永久的：改名只改 name；停办写 closed；移出榜单不能追溯到已公布的周期。确实要撤下检查结果，写 "
    "kind: withdrawal 的个案。",
    wrong="windows:\n  - {id: cash-1, name: 现金窗口1}",
    right="windows:\n  - {id: cash-1, name: 现金窗口1}\n  - {id: cash-2, name: 现金窗口2, closed: 2026-12-31}",
)


def _lost_rows(lost: Mapping[tuple[str, str], Sequence[str]], left: set[str]) -> Iterator[Problem]:
    """One problem for a window, whatever the number of its periods; one for a centre that is gone."""
    by_name: dict[tuple[str, str], list[str]] = {}
    for (centre, window), places in lost.items():
        by_name.setdefault((centre, f"{centre}/{window}" if centre in left else centre), []).extend(places)
    for (centre, name), places in sorted(by_name.items()):
        facts = {"window": name, "periods": several(sorted(set(places)))}
        yield Problem(path=f"results/{centre}/centre.yml", code=PUBLISHED_WINDOW_VANISHES, facts=facts)


SILENT_ADDITION_TO_LISTS: Final = Code(
    slug="silent-addition-to-lists",
    says="窗口 {window} 会无声加入已经归档的名单：{periods}",
    mend="写上 opened（启用日期，或开始纳入检查的日期），此前的周期就不列入它。榜单新纳入的机构同样如此；不便写 "
    "opened 的，另起一个编号的榜单。",
    wrong="{id: cash-3, name: 现金窗口3}",
    right="{id: cash-3, name: 现金窗口3, opened: 2026-11-01}",
)


def _added_rows(
    added: Mapping[tuple[str, str], Sequence[str]], routes: Mapping[tuple[str, str], Route]
) -> Iterator[Problem]:
    """One problem for a window, whatever the number of its periods."""
    for (centre, window), places in sorted(added.items()):
        facts = {"window": f"{centre}/{window}", "periods": several(sorted(places))}
        yield Problem(
            path=f"results/{centre}/centre.yml",
            route=routes.get((centre, window), ()),
            code=SILENT_ADDITION_TO_LISTS,
            facts=facts,
        )


def stale_corrections(now: Publication, cases: Sequence[CaseFile]) -> Iterator[Problem]:
    """Corrections whose new values are not what is published: whatever was published before, they cannot be right.

    Of several about a row the latest counts; places and lists may have moved since, and so may all after an appeal.
    """
    upheld = _upheld(now, cases)
    for key, found in sorted(_correcting(cases).items()):
        period = now.periods.get(key.place)
        row = period.rows.get(key.who) if period and period.closed else None
        last = max(case.date for _, case in found)
        if row is None or row.appealed or row.unrated == SUSPENDED or (key in upheld and upheld[key] >= last):
            continue
        yield from _stale(key, row, [(file, case) for file, case in found if case.date == last])


def _correcting(cases: Sequence[CaseFile]) -> dict[RowKey, list[tuple[CaseFile, Correction | Withdrawal]]]:
    """The cases that change published figures, by the row that they speak of."""
    about: dict[RowKey, list[tuple[CaseFile, Correction | Withdrawal]]] = {}
    for file, case in amending(cases):
        about.setdefault(file.row(case.about), []).append((file, case))
    return about


def _upheld(now: Publication, cases: Sequence[CaseFile]) -> dict[RowKey, datetime.date]:
    """The day on which an appeal about a row was upheld last."""
    upheld: dict[RowKey, datetime.date] = {}
    for file, appeal in of_kind(cases, Appeal):
        if appeal.upheld:
            day = appeal.upheld.date
            upheld |= {key: max(day, upheld.get(key, day)) for key in contested(now, file.centre, appeal)}
    return upheld


CASE_MISSTATES_NEW_FIGURE: Final = Code(
    slug="case-misstates-new-figure",
    says="更正写的新值不是将要公布的值：{row} 的 {figure} 写的是 {written}，应为 {new}",
    mend="改成将要公布的值，或检查结果本身是否写对。",
    wrong='changes: [{figure: score, old: "92.0", new: "93.0"}]',
    right='changes: [{figure: score, old: "92.0", new: "92.7"}]',
)


def _stale(key: RowKey, row: Figures, latest: Sequence[tuple[CaseFile, Correction | Withdrawal]]) -> Iterator[Problem]:
    said: dict[str, list[tuple[CaseFile, int, Change]]] = {}
    for file, case in latest:
        for index, one in enumerate(case.changes):
            said.setdefault(one.figure, []).append((file, index, one))
    for figure in FIGURES:
        if figure in OWN and figure in said and row.of(figure) not in {one.new for _, _, one in said[figure]}:
            file, index, one = said[figure][-1]
            facts = {"row": row_text(key), "figure": figure, "written": one.new or "–", "new": row.of(figure) or "–"}
            yield Problem(path=file.path, route=("changes", index), code=CASE_MISSTATES_NEW_FIGURE, facts=facts)


CODES: Final = (
    SILENT_CHANGE,
    PUBLISHED_INSPECTIONS_VANISH,
    SILENT_CHANGE_OF_RECORD,
    CASE_MISSTATES_FIGURE,
    SILENT_CHANGE_OF_MANY,
    PUBLISHED_PERIOD_VANISHES,
    PUBLISHED_WINDOW_VANISHES,
    SILENT_ADDITION_TO_LISTS,
    CASE_MISSTATES_NEW_FIGURE,
)
