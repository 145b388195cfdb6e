"""Corrections whose new values are not what is published, whatever was published before."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

from generator.judging.history.cases import contested, row_text
from generator.judging.history.publication import FIGURES, OWN, SUSPENDED, Figures, Publication
from generator.model.cases import Appeal, CaseFile, Change, Correction, Withdrawal, amending, of_kind
from generator.model.keys import RowKey
from generator.model.problem import Code, Problem


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
            upheld |= {
                key: max(day, upheld.get(key, day))
                for key in contested(now, file.centre, appeal.window, appeal.about.place)
            }
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


CODES: Final = (CASE_MISSTATES_NEW_FIGURE,)
