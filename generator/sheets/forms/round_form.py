"""A filled-in workbook for a round, as visits."""

from collections.abc import Mapping, Sequence
from typing import Final

from generator.model.problem import Code, Problem
from generator.model.standard import Clause, Standard
from generator.sheets.city import City, clauses_of
from generator.sheets.draft import Said
from generator.sheets.files.table import Cell
from generator.sheets.forms.filling import Filling
from generator.sheets.forms.forms import WHOLE, YES, FilledForm, first_word, veto_of
from generator.sheets.statement import Reading, Remark, Statement
from generator.sheets.values import bare, parts_of
from generator.sheets.visits import Head, Visit

WINDOW_WITHOUT_SCOPE: Final = Code(
    slug="window-without-scope",
    says="这里记了窗口“{window}”的检查结果，“窗口”一页却没有写它的检查范围",
    mend="在“窗口”一页填上检查范围：看全了的选“全部”。",
    wrong="现金窗口1 | （空）",
    right="现金窗口1 | 全部",
)


def filled_round(windows: FilledForm, records: FilledForm | None, city: City, problems: list[Problem]) -> list[Visit]:
    """The visits of a workbook for a round; what is wrong with it is added to `problems`."""
    filling = Filling(windows, city, problems)
    head = _round_head(filling)
    listed = list(windows.rows())
    told_of = list(records.rows()) if records else []
    valued = filling.valued(listed)
    if records:
        valued = Filling(records, city, problems).valued(told_of) and valued
    if head is None or not valued:
        return []
    (standard, _), head_said = head
    visits = {}
    for row in listed:
        if row["assessed"].text or row["nothing"].text:
            window = filling.names.window(row["window"], row["window"].place, head_said.centre.text)
            if window:
                visits[window.text] = _visit(head_said, window, row)
    statements = _statements(filling, told_of, standard, head_said.centre.text, visits)
    return [
        Visit(head=one.head, window=one.window, assessed=one.assessed, nothing=one.nothing, statements=found)
        for window, one in visits.items()
        for found in [tuple(statement for name, statement in statements if name == window)]
    ]


def _round_head(filling: Filling) -> tuple[tuple[Standard, Said], Head] | None:
    standard = filling.standard()
    cells = {key: filling.form.head(key) for key in ("centre", "date", "channel", "team")}
    if not filling.needed(cells, tuple(cells)):
        return None
    centre = filling.names.centre(cells["centre"], cells["centre"].place)
    date = filling.day(cells["date"])
    channel = filling.names.channel(cells["channel"], cells["channel"].place)
    team = filling.names.team(cells["team"], cells["team"].place)
    if not (standard and centre and date and channel and team):
        return None
    code = Said(text=team.text.partition(" ")[0], place=team.place)
    return standard, Head(centre=centre, standard=standard[1], date=date, channel=channel, team=code)


def _visit(head: Head, window: Said, row: Mapping[str, Cell]) -> Visit:
    cell = row["assessed"]
    whole = not cell.text or bare(cell.text) in {WHOLE, "all"}
    items = ("all",) if whole else tuple(parts_of(cell.value))
    place = cell.place if cell.text else row["nothing"].place
    nothing = bare(row["nothing"].text) in YES
    return Visit(
        head=head,
        window=window,
        assessed=tuple(Said(text=item, place=place) for item in items),
        nothing=Said(text="true", place=row["nothing"].place) if nothing else None,
    )


def _statements(
    filling: Filling, rows: Sequence[Mapping[str, Cell]], standard: Standard, centre: str, visits: Mapping[str, Visit]
) -> list[tuple[str, Statement]]:
    reading = Reading(standard)
    clauses = clauses_of(standard)
    found = []
    for row in rows:
        said = {key for key, cell in row.items() if cell.text} - {"window", "clause"}
        if not said and _asks_for_figure(row, clauses):
            continue
        if not filling.needed(row, ("window", "clause")):
            continue
        window = filling.names.window(row["window"], row["window"].place, centre)
        if window is None:
            continue
        if window.text not in visits:
            filling.wrong(row["window"].place, WINDOW_WITHOUT_SCOPE, window=window.text)
            continue
        statement = reading.statement(_remark(row))
        if statement:
            found.append((window.text, statement))
    filling.problems += reading.problems
    return found


def _asks_for_figure(row: Mapping[str, Cell], clauses: Mapping[str, Clause]) -> bool:
    """Whether a row only asks for the figure of a clause, as the workbook had it, and nobody gave one."""
    if not row["clause"].text:
        return True
    clause = clauses.get(first_word(row["clause"]))
    return clause is not None and not clause.check.silent


def _remark(row: Mapping[str, Cell]) -> Remark:
    clause, veto = row["clause"], veto_of(row["clause"])
    cells = {key: cell for key, cell in row.items() if cell.text and key not in {"window", "clause"}}
    return Remark(
        clause=Cell(value=first_word(clause), place=clause.place),
        veto=Cell(value=veto, place=clause.place) if veto else None,
        **cells,
    )


CODES: Final = (WINDOW_WITHOUT_SCOPE,)
