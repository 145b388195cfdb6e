"""A mapping file for a sheet that an office has: proposed from its headers, to be completed by a person."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from generator.judging.scoring.editions import newest_of
from generator.judging.scoring.pools import plan_of
from generator.model.problem import Code, InputError, Problem
from generator.model.standard import Standard
from generator.sheets.city import City, clauses_of
from generator.sheets.draft import at
from generator.sheets.files.table import Table, Value
from generator.sheets.offices.headers import Headers, other_shape, sheets_with_headers
from generator.sheets.offices.mapping import Column, usual_column
from generator.sheets.offices.office import is_no_result
from generator.sheets.statement import item_of
from generator.sheets.values import NOTHING_WORDS, bare, day_of, told
from generator.upgrading.yaml_text import scalar

ITEMS_MOST: Final = 300
"""Different texts that are listed for a person to look at."""
_LIKE: Final = 0.4
"""How alike a text has to be to be named as what might be meant."""
_DOWN: Final[tuple[Column, ...]] = ("date", "centre", "window", "channel", "team")

_PARTED: Final = re.compile(r"[、；;]")
_NAMES_SEVERAL: Final = re.compile(r"\d\s*[-~至到、,，/和及]\s*\d|全部|所有|各窗口")

NO_USUAL_HEADERS: Final = Code(
    slug="no-usual-headers",
    says="没有找到可以识别的表头：要有日期和窗口各一列",
    mend="把表头写在前 30 行之内，一行或上下两行，叫“日期”“窗口”；或照文档自己写一个对照表。",
    wrong="姓名 | 电话",
    right="日期 | 窗口 | 检查项目 | 扣分",
)
NO_STANDARD_TO_MAP: Final = Code(
    slug="no-standard-to-map",
    says="项目里没有计分的标准，检查项目无从对照",
    mend="先用 windowboard add standard 取一个标准，或用 windowboard new standard 写一个。",
    wrong="standards/ 里只有 policy.yml",
    right="standards/ 里有 desk.yml",
)


def proposed(name: str, tables: Sequence[Table], city: City) -> str:
    """The text of a mapping for the sheets that have the usual headers. Raises InputError where none has."""
    if found := list(sheets_with_headers(tables, usual_column)):
        return _Proposal(found, city, _standard(name, found[0][0], city)).text()
    if other := other_shape(tables, city):
        raise InputError([other])
    place = tables[0].head if len(tables) == 1 else None
    raise InputError([at(place, NO_USUAL_HEADERS) if place else Problem(path=name, code=NO_USUAL_HEADERS)])


def _standard(name: str, table: Table, city: City) -> Standard:
    """The scored standard that has most of the words of the sheet; where they are alike, the first by id."""
    scored = [one for one in newest_of(city.rules.standards.values()) if one.bands]
    if not scored:
        raise InputError([Problem(path=name, code=NO_STANDARD_TO_MAP)])
    texts = {told(value) for row in table.rows for value in row if isinstance(value, str)}
    return max(scored, key=lambda one: sum(item_of(text, one) is not None for text in texts))


class _Sheet:
    """A sheet with its headers."""

    def __init__(self, table: Table, headers: Headers) -> None:
        self.table = table
        self.columns = {place: usual_column(cell.text) for place, cell in headers.cells.items()}
        self.headers = {place: told(cell.value) for place, cell in headers.cells.items()}
        first = {column: place for place, column in reversed(self.columns.items()) if column}
        below = [one for one in range(headers.last + 1, len(table.rows)) if not table.is_empty(one)]
        self.rows = [one for one in below if not is_no_result(table, one, first)]

    def of(self, column: Column) -> list[int]:
        """The places of a column."""
        return [place for place, one in self.columns.items() if one == column]

    def values(self, column: Column) -> Iterator[Value]:
        """What stands in a column, from its first place."""
        for place in self.of(column)[:1]:
            yield from (self.table.cell(row, place).value for row in self.rows)

    def has_gaps(self, place: int) -> bool:
        """Whether cells are empty where the row says something, and no merged block fills them."""
        seen = False
        for row in self.rows:
            filled = bool(self.table.filled(row, place).text)
            if seen and not filled and len(list(self.table.cells(row))) > 1:
                return True
            seen = seen or filled
        return False


class _Proposal:
    """Sheets of one file, from which a mapping is made."""

    def __init__(self, found: Sequence[tuple[Table, Headers]], city: City, standard: Standard) -> None:
        self.sheets = [_Sheet(*one) for one in found]
        self.city, self.standard = city, standard
        self.held = {column for sheet in self.sheets for column in sheet.columns.values()}

    def text(self) -> str:
        return "\n".join((*self._constants(), *self._columns(), *self._names(), *self._items())) + "\n"

    def _constants(self) -> Iterator[str]:
        yield "# 对照表：说明这张表里的各列、各种写法指什么。由表头推测而来，请逐项核对；空着的要填上。"
        yield f"standard: {self.standard.ref}"
        named = [sheet.table.sheet for sheet in self.sheets]
        if len(named) > 1:
            yield f"# 这些工作表都有这样的表头，都会读入：{'、'.join(named)}。只读一张的，写 sheet。"
        elif named[0]:
            yield f"sheet: {scalar(named[0])}"
        if "centre" not in self.held:
            yield from self._centre(named)
        if "channel" not in self.held:
            channels = "、".join(f"{key} {name}" for key, name in self.city.channels.items())
            yield f"channel:  # 都是哪种检查方式：{channels}"
        if "team" not in self.held:
            yield "team:  # 都是哪个检查组（代号，不写姓名）"
        if self._without_year():
            yield "year:  # 有的日期没有写年份：是哪一年"
        yield "# 每次检查看了哪些内容：全部写 all，否则列出章节或条款，如下。没有看过的不能算作合格，所以要由人来写。"
        yield f"assessed:  # {self._assessed()}"

    def _centre(self, sheets: Sequence[str]) -> Iterator[str]:
        centres = {key: one.name for key, one in self.city.centres.items()}
        if len(centres) > 1 and any(self._is_known(sheet, centres) for sheet in sheets):
            yield "# 没有机构一列：工作表的名称就是机构的名称。"
            strange = [sheet for sheet in sheets if not self._is_known(sheet, centres)]
            if strange:
                yield "centres:"
            yield from (f"  {_key(sheet)}:  # {_nearest(sheet, centres)}" for sheet in strange)
            return
        only = next(iter(centres)) if len(centres) == 1 else ""
        yield f"centre: {only} # 都是哪个机构：{'、'.join([*centres][:20])}"

    def _assessed(self) -> str:
        """All, or what can be passed over in silence: the rest asks for figures that such a sheet seldom has."""
        plan = plan_of(self.standard)
        if plan.observed <= plan.silent:
            return "all"
        return f"[{', '.join(json.dumps(clause) for clause in clauses_of(self.standard) if clause in plan.silent)}]"

    def _without_year(self) -> bool:
        days = [value for sheet in self.sheets for value in sheet.values("date")]
        return any(day_of(day, None) is None and day_of(day, 2000) is not None for day in days)

    def _columns(self) -> Iterator[str]:
        yield "columns:"
        seen: set[str] = set()
        for header, column in (
            (one.headers[place], one.columns[place]) for one in self.sheets for place in one.headers
        ):
            if bare(header) in seen:
                continue
            seen.add(bare(header))
            why = "" if column else " # 不认识这个表头，不读入；要读入的改成 note、team 等"
            why = " # 人的姓名不进入数据" if column == "person" else why
            yield f"  {_key(header)}: {column or 'ignore'}{why}"
        down = {
            one.headers[place]: None
            for column in _DOWN
            for one in self.sheets
            for place in one.of(column)
            if one.has_gaps(place)
        }
        if down:
            yield f"fill_down: [{', '.join(map(_key, down))}] # 空着的格，意思同上一行"

    def _names(self) -> Iterator[str]:
        """The windows and centres that are called otherwise in the sheet."""
        windows = {f"{centre}/{window}": name for centre, window, name in self.city.windows}
        centres = {key: one.name for key, one in self.city.centres.items()}
        ids = {f"{window} {name}": name for _, window, name in self.city.windows}  # as a mapping has to name them
        asked: tuple[tuple[Column, Mapping[str, str], Mapping[str, str]], ...] = (
            ("window", windows, ids),
            ("centre", centres, centres),
        )
        for kind, names, offered in asked:
            strange = [text for text in self._texts(kind) if not self._is_known(text, names)]
            if strange:
                yield f"{kind}s:"
            for text in strange:
                several = kind == "window" and _NAMES_SEVERAL.search(text)
                meant = "像是几个窗口：在表里拆成几行，一行一个" if several else _nearest(text, offered)
                yield f"  {_key(text)}:  # {meant}"

    def _is_known(self, text: str, names: Mapping[str, str]) -> bool:
        """Whether a text names something, if only in one of several centres."""
        ids = {key.rpartition("/")[2]: name for key, name in names.items()}
        return any(bare(text) in {bare(key), bare(name)} for key, name in (*names.items(), *ids.items()))

    def _items(self) -> Iterator[str]:
        texts = [text for text in self._texts("item") if bare(text) not in NOTHING_WORDS]
        if not texts:
            return
        yield "# 表里的每种写法是哪个条款的哪种扣分情形；没有问题的写 {nothing: true}，不是检查结果的写 {skip: true}。"
        yield "items:"
        faults = {
            f"{clause.id} {fault.id} {fault.text}": fault.text
            for clause in clauses_of(self.standard).values()
            for fault in (clause.check.faults if clause.check.method == "deduct" else ())
        } | {f"{clause.id} {clause.text}": clause.text for clause in clauses_of(self.standard).values()}
        for text in texts[:ITEMS_MOST]:
            if meant := item_of(text, self.standard):
                fault = f", fault: {meant[1]}" if meant[1] else ""
                yield f"  {_key(text)}: {{clause: {json.dumps(meant[0])}{fault}}}"
            else:
                several = len([part for part in _PARTED.split(text) if len(part) > 1]) > 1
                several_text = "像是几个问题：在表里拆成几行，一行一个；确是一个的，" if several else ""
                yield f"  {_key(text)}: {{clause: , fault: }} # {several_text}{_nearest(text, faults)}"

    def _texts(self, column: Column) -> list[str]:
        """The different texts of a column, in their order."""
        found: dict[str, None] = {}
        for sheet in self.sheets:
            headers = {sheet.headers[place] for place in sheet.of(column)}
            found |= {text: None for value in sheet.values(column) if (text := told(value)) and text not in headers}
        return list(found)


def _key(text: str) -> str:
    return scalar(" ".join(text.split()))


def _nearest(text: str, names: Mapping[str, str]) -> str:
    """What might be meant."""
    near = get_close_matches(text, names.values(), n=2, cutoff=_LIKE)
    found = [key if name in key else f"{key} {name}" for key, name in names.items() if name in near]
    return " ".join(f"可能是：{'；'.join(found[:2])}".split()) if found else "没有相近的"


CODES: Final = (
    NO_USUAL_HEADERS,
    NO_STANDARD_TO_MAP,
)
