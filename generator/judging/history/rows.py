"""Whether a row that differs may: what explains it, and whether the cases about it say what was and will be there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from generator.judging.history.cases import CasesAtHand, RowChange, case_path, row_text, step_text
from generator.judging.history.publication import FIGURES, OWN, Figure, Figures
from generator.model.cases import CaseFile, Change, Correction, Withdrawal
from generator.model.keys import RowKey
from generator.model.problem import Code, Problem

SILENT_CHANGE: Final = Code(
    slug="silent-change",
    says="已公布的 {row} 会无声改变：{changes}；没有说明理由的处理记录",
    mend="若检查结果当时写错了，在这个位置写一份 kind: correction 的处理记录（文件名可另取），changes "
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
    says="{row} 已公布的计分检查会从 {old} 次减为 {new} 次；没有说明理由的处理记录",
    mend="恢复检查批次；确实要撤下，在这个位置写 kind: withdrawal 的处理记录，inspections 写明撤下的检查。",
    wrong="results/harbour/2026-10/20-monthly-b.yml\n  inspections: []",
    right="results/harbour/2026-10/20-monthly-b.yml\n"
    "  inspections: []\n"
    "results/harbour/cases/withdrawal-2026-10-cash-1.yml\n"
    "  kind: withdrawal\n"
    "  inspections: [{standard: desk@1, date: 2026-10-20, channel: monthly}]",
)
SILENT_CHANGE_OF_RECORD: Final = Code(
    slug="silent-change-of-record",
    says="{row} 已公布的检查记录会无声改变；没有说明理由的处理记录",
    mend="恢复检查批次里的发现、备注、证据和检查组。确实写错的，在这个位置写 kind: correction 的处理记录，changes 里写 "
    "{figure: record, old: 原来的说法, new: 改后的说法}；整次检查撤下的，写 kind: withdrawal。"
    "补录新的检查不在此列。",
    wrong='results/harbour/2026-10/12-weekly-a.yml\n  findings: [{clause: "2.2", fault: curt}]',
    right="results/harbour/2026-10/12-weekly-a.yml\n"
    '  findings: [{clause: "2.2", fault: curt}]\n'
    "results/harbour/cases/correction-2026-10-cash-1.yml\n"
    "  kind: correction\n"
    "  changes: [{figure: record, old: 不问候, new: 生硬}]",
)


ADDED_AFTER_PUBLICATION: Final = Code(
    slug="added-after-publication",
    says="{row} 已经公布并结束，会无声多出一次检查或事件；没有说明理由的处理记录",
    mend="不计分的检查和自查也一样。核对日期；确是补录的，写 late，并在这个位置写 kind: correction 的处理记录，changes "
    "里写 {figure: record, new: 补录的内容}。",
    wrong="results/harbour/2026-10/14-self-a.yml\n  date: 2026-10-14\n  channel: self",
    right="results/harbour/2026-10/14-self-a.yml\n"
    "  date: 2026-10-14\n"
    "  late: 漏录\n"
    "  channel: self\n"
    "results/harbour/cases/correction-2026-10-cash-1.yml\n"
    "  kind: correction\n"
    "  changes: [{figure: record, new: 补录 10 月 14 日的自查}]",
)
CORRECTION_CARRIES_MORE: Final = Code(
    slug="correction-carries-more",
    says="{row} 的检查记录改了 {count} 处，更正或撤回只说了 {told} 处",
    mend="没有打算改的恢复原样；打算改的每一处，在 changes 里各写一项 {figure: record, old: 原来的说法, new: "
    "改后的说法}，撤回的写进 inspections 或 events。",
    wrong='changes: [{figure: score, old: "92.0", new: "92.7"}]',
    right='changes: [{figure: score, old: "92.0", new: "92.7"}, {figure: record, old: 单据散放, new: 单据凌乱}]',
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RowJudge:
    """Judges the rows of one board and period."""

    cases: CasesAtHand
    movers: frozenset[RowKey]
    """The windows of the period that are ranked otherwise: places and lists of the others follow from it. On a board
    whose lists take periods together, those of earlier periods too, of the same window as well."""
    same_rules: bool
    """The rules of the lists are the same."""
    records_known: bool
    """What was published says which inspections it shows; a site of an earlier format does not."""

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
        if found or not change.final:
            return
        corrections = self.cases.corrections(change.key)
        if corrections:
            yield from _carried(change, corrections)
        elif change.rewritten:
            yield _missing(change, SILENT_CHANGE_OF_RECORD)
        elif self.records_known and change.supplemented:
            yield _missing(change, ADDED_AFTER_PUBLICATION)

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


def _carried(change: RowChange, corrections: Sequence[tuple[CaseFile, Correction | Withdrawal]]) -> Iterator[Problem]:
    """Whether more inspections of a row are gone, or say something else, than its corrections tell of."""
    told = told_by(case for _, case in corrections)
    if change.taken_away > told:
        file, _ = corrections[-1]
        facts = {"row": row_text(change.key), "count": str(change.taken_away), "told": str(told)}
        yield Problem(path=file.path, code=CORRECTION_CARRIES_MORE, facts=facts)


def told_by(cases: Iterable[Correction | Withdrawal]) -> int:
    """Of how many places of what was found cases tell: each record, each inspection and each event that is withdrawn.

    Other figures are told as well, but follow from one place: whoever mends several says each.
    """
    told, figured = 0, False
    for case in cases:
        told += sum(one.figure == "record" for one in case.changes)
        if case.kind == "withdrawal":
            told += len(case.inspections) + len(case.events)
        else:
            figured |= any(one.figure != "record" for one in case.changes)
    return told + figured


def is_added(change: RowChange) -> bool:
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


CODES: Final = (
    SILENT_CHANGE,
    PUBLISHED_INSPECTIONS_VANISH,
    SILENT_CHANGE_OF_RECORD,
    ADDED_AFTER_PUBLICATION,
    CORRECTION_CARRIES_MORE,
    CASE_MISSTATES_FIGURE,
)
