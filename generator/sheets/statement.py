"""One row of a sheet as one statement of an inspection: what was seen under a clause, by the clause's own method.

What a statement cites is looked up as far as the row needs it (a fault by its text, points by its amount); whether the
standard has it at all is for the checks of results to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, assert_never

from generator.model.problem import Code, Problem
from generator.model.results import FigureKey
from generator.model.standard import (
    Bonus,
    Clause,
    Deduct,
    Fault,
    Given,
    Grade,
    Guidance,
    Limit,
    Range,
    Standard,
    Tick,
)
from generator.sheets.city import clauses_of, named
from generator.sheets.draft import Said, at
from generator.sheets.files.table import Cell
from generator.sheets.values import amount_of, bare, count_of, figure, number_of, told

Key = FigureKey | Literal["findings", "unmet", "vetoes", "not_applicable"]
"""Under which an inspection says it."""

DOES_NOT_APPLY: Final = "不适用"
"""In the column of faults: the clause does not apply to the window; the note says why."""
VETO: Final = "否决"
"""In the column of clauses, before the id of a veto."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One key of a statement and its value."""

    key: str
    said: Said
    raw: bool = False
    """A number, which stands without quotes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One entry of an inspection."""

    key: Key
    clause: Said
    """For a veto: the veto."""
    fields: tuple[Field, ...]
    """Beside the clause."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """The cells of a row that say something; those that are not there, or hold nothing, are None."""

    clause: Cell
    fault: Cell | None = None
    veto: Cell | None = None
    count: Cell | None = None
    minus: Cell | None = None
    level: Cell | None = None
    points: Cell | None = None
    cases: Cell | None = None
    within: Cell | None = None
    note: Cell | None = None
    evidence: Cell | None = None


AMOUNT_NOT_READ: Final = Code(
    slug="amount-not-read",
    says="“{value}”不是分数或次数",
    mend="只写数字，可以带“扣”“分”“次”或减号，如 2、-2、扣2、2分。",
    wrong="扣分：两三分",
    right="扣分：扣2",
)
AMOUNT_DOES_NOT_FIT: Final = Code(
    slug="amount-does-not-fit",
    says="“{value}”与条款 {clause}“{fault}”的扣分不符：标准是 {rule}",
    mend="核对扣分，或在对照表里换一个扣分情形；一格里写了几个问题的，拆成几行。",
    wrong="台面杂乱 | 扣3",
    right="台面杂乱 | 扣2",
)
SAY_WHICH_FAULT: Final = Code(
    slug="say-which-fault",
    says="条款 {clause} 有几种扣分情形，要写明是哪一种：{known}",
    mend="从下拉列表里选一种；没有下拉列表的表，在对照表里写 fault。",
    wrong="1.1 | ",
    right="1.1 | untidy",
)


class Reading:
    """Rows read against one standard; what is wrong with them is gathered."""

    def __init__(self, standard: Standard) -> None:
        self.clauses = clauses_of(standard)
        self.problems: list[Problem] = []

    def statement(self, remark: Remark) -> Statement | None:
        """What a row says; None where it cannot be said, and the reason is among the problems."""
        before = len(self.problems)
        made = self._made(remark)
        return made if len(self.problems) == before else None

    def _made(self, remark: Remark) -> Statement | None:
        if remark.veto:
            return _of("vetoes", Said(text=told(remark.veto.value), place=remark.veto.place), _words(remark))
        clause_id = told(remark.clause.value)
        cited = Said(text=clause_id, place=remark.clause.place)
        if remark.fault and told(remark.fault.value) == DOES_NOT_APPLY:
            reason = remark.note or remark.fault
            return _of("not_applicable", cited, [Field(key="reason", said=_said(reason))])
        clause = self.clauses.get(clause_id)
        if clause is None:  # the checks of results name the clauses that there are
            return _of("findings", cited, _words(remark))
        return self._by_method(clause, cited, remark)

    def _by_method(self, clause: Clause, cited: Said, remark: Remark) -> Statement | None:
        check = clause.check
        match check:
            case Deduct():
                return self._finding(clause, check, cited, remark)
            case Tick():
                if remark.minus and amount_of(remark.minus.value) not in {clause.points, None}:
                    self._unfit(remark.minus, clause, clause.text, f"{clause.points}")
                return _of("unmet", cited, _words(remark))
            case Grade():
                return self._level(check, cited, remark)
            case Given():
                return self._points(clause, cited, remark)
            case Limit():
                return self._sampled(cited, remark)
            case Bonus() | Guidance():
                return _of("findings", cited, _words(remark))
            case _:
                assert_never(check)

    def _finding(self, clause: Clause, check: Deduct, cited: Said, remark: Remark) -> Statement | None:
        faults = {fault.id: fault for fault in check.faults}
        if remark.fault:
            name = told(remark.fault.value)
            fault_id = named(name, {key: fault.text for key, fault in faults.items()}) or name.partition(" ")[0]
            place = remark.fault.place
        elif len(faults) == 1:
            fault_id, place = next(iter(faults)), cited.place
        else:
            self._wrong(remark.clause, SAY_WHICH_FAULT, clause=clause.id, known=", ".join(faults))
            return None
        fields = [Field(key="fault", said=Said(text=fault_id, place=place))]
        fault = faults.get(fault_id)
        if fault is not None:
            fields += self._taken(clause, fault, remark)
        return _of("findings", cited, [*fields, *_words(remark)])

    def _taken(self, clause: Clause, fault: Fault, remark: Remark) -> Iterator[Field]:
        """How often a fault was seen, or what was taken for it: by the count, or by the amount where there is none."""
        count = self._count(remark.count) if remark.count else None
        amount = self._amount(remark.minus) if remark.minus else None
        if remark.minus and amount:
            place = remark.minus.place
            match fault.minus:
                case Range():
                    yield Field(key="minus", said=Said(text=figure(amount), place=place), raw=True)
                case Decimal() | None:
                    times = _times(clause, fault, amount, count)
                    if times is None:
                        self._unfit(remark.minus, clause, fault.id, _rule(fault, clause))
                    elif times > 1 and count is None:
                        yield Field(key="count", said=Said(text=str(times), place=place), raw=True)
        if remark.count and count and count > 1:
            yield Field(key="count", said=Said(text=str(count), place=remark.count.place), raw=True)

    def _level(self, check: Grade, cited: Said, remark: Remark) -> Statement | None:
        cell = remark.level or remark.fault
        if cell is None:
            return None
        names = {level.id: level.name for level in check.levels}
        level = named(told(cell.value), names) or told(cell.value).partition(" ")[0]
        return _of("levels", cited, [Field(key="", said=Said(text=level, place=cell.place))])

    def _points(self, clause: Clause, cited: Said, remark: Remark) -> Statement | None:
        if remark.points:
            given = number_of(remark.points.value)
            place = remark.points.place
            if given is None:
                self._wrong(remark.points, AMOUNT_NOT_READ, value=remark.points.text)
                return None
        elif remark.minus and (amount := self._amount(remark.minus)) is not None:
            place = remark.minus.place
            given = (clause.points or Decimal(0)) - amount
            if given < 0:
                self._unfit(remark.minus, clause, clause.text, f"≤ {clause.points}")
                return None
        else:
            return None
        return _of("points", cited, [Field(key="", said=Said(text=figure(given), place=place), raw=True)])

    def _sampled(self, cited: Said, remark: Remark) -> Statement | None:
        fields = []
        for key, cell in (("cases", remark.cases), ("within", remark.within)):
            if cell and (count := self._count(cell)) is not None:
                fields.append(Field(key=key, said=Said(text=str(count), place=cell.place), raw=True))
        return _of("sampled", cited, fields) if fields else None

    def _count(self, cell: Cell) -> int | None:
        count = count_of(cell.value)
        if count is None:
            self._wrong(cell, AMOUNT_NOT_READ, value=cell.text)
        return count

    def _amount(self, cell: Cell) -> Decimal | None:
        amount = amount_of(cell.value)
        if amount is None:
            self._wrong(cell, AMOUNT_NOT_READ, value=cell.text)
        return amount

    def _unfit(self, cell: Cell, clause: Clause, fault: str, rule: str) -> None:
        self._wrong(cell, AMOUNT_DOES_NOT_FIT, value=cell.text, clause=clause.id, fault=fault, rule=rule)

    def _wrong(self, cell: Cell, code: Code, **facts: str) -> None:
        self.problems.append(at(cell.place, code, **facts))


def _of(key: Key, clause: Said, fields: list[Field]) -> Statement:
    return Statement(key=key, clause=clause, fields=tuple(fields))


def _said(cell: Cell) -> Said:
    return Said(text=cell.text, place=cell.place)


def _words(remark: Remark) -> list[Field]:
    cells: Mapping[str, Cell | None] = {"note": remark.note, "evidence": remark.evidence}
    return [Field(key=key, said=_said(cell)) for key, cell in cells.items() if cell]


def _times(clause: Clause, fault: Fault, amount: Decimal, count: int | None) -> int | None:
    """How often a fault was seen that took so many points; None where no number of times takes as many."""
    whole = clause.points if fault.forfeits else fault.minus
    if not isinstance(whole, Decimal) or not whole:
        return None
    if count is not None:
        wanted = min(whole * count if fault.each else whole, fault.at_most or whole * count)
        return count if amount in {wanted, whole} else None
    if amount == whole:
        return 1
    times, rest = divmod(amount, whole)
    within = fault.at_most is None or amount <= fault.at_most
    if fault.each and within and (not rest or amount == fault.at_most):
        return int(times) + bool(rest)
    return None


def _rule(fault: Fault, clause: Clause) -> str:
    """What a fault takes, in figures: `2 × n ≤ 6`."""
    if fault.forfeits:
        return f"{clause.points}"
    most = f" ≤ {fault.at_most}" if fault.at_most else ""
    return f"{fault.minus}{' × n' if fault.each else ''}{most}"


def item_of(text: str, standard: Standard) -> tuple[str, str | None] | None:
    """Clause and fault that a text of a sheet means for certain: a fault by its own text, a clause by its id or text.

    A clause alone is enough where it has one fault, or none to choose. None where nothing is meant, or several things.
    """
    wanted = bare(text)
    clauses = clauses_of(standard)
    by_fault = [
        (clause.id, fault.id)
        for clause in clauses.values()
        for fault in (clause.check.faults if clause.check.method == "deduct" else ())
        if bare(fault.text) == wanted
    ]
    if by_fault:
        return by_fault[0] if len(by_fault) == 1 else None
    meant = [clause for clause in clauses.values() if wanted in _names(clause)]
    if len(meant) != 1:
        return None
    check = meant[0].check
    if check.method == "deduct" and len(check.faults) != 1:
        return None
    return meant[0].id, check.faults[0].id if check.method == "deduct" else None


def _names(clause: Clause) -> set[str]:
    return {bare(clause.id), bare(clause.text), bare(f"{clause.id}{clause.text}"), bare(f"{clause.id}、{clause.text}")}


CODES: Final = (
    AMOUNT_NOT_READ,
    AMOUNT_DOES_NOT_FIT,
    SAY_WHICH_FAULT,
)
