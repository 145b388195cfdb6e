"""Bytes of one file to one record, or all that is wrong with the file.

Bytes, then limits, then strict YAML, then the schema that pydantic makes of the frozen records. A file that is in order
is read without a single mark; one that is not is read again, carefully, so that each problem has its line and column.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from pydantic import TypeAdapter
from pydantic_core import CoreSchema, SchemaValidator, ValidationError

from generator.model.problem import Code, Problem, Route
from generator.reading.characters import forbidden_in
from generator.reading.marks import START, Fault, Mark
from generator.reading.mismatch import Mismatch, mismatch
from generator.reading.strict_yaml import Marked, OddTextError, read_marked, read_plain

T = TypeVar("T")

SIZE_LIMIT: Final = 1_000_000
"""Bytes of a file: so much is read in two seconds, whatever stands in it, and no round is half as long."""
VALUES_LIMIT: Final = 160_000
"""Signs in a file that part one value from the next; a file of the largest size full of inspections has fewer."""
MISMATCHES_LIMIT: Final = 2_000
"""Values of a file that do not fit; beyond it the file is of another kind altogether."""
PROBLEMS_LIMIT: Final = 100
"""Problems of one file that are told; of the others only the number is."""


def read_record(data: bytes, path: str, record: type[T]) -> T | tuple[Problem, ...]:
    """Read one file as one record; `path` is how its problems name it. Never raises for anything in `data`."""
    bare = data.removeprefix(BOM)
    if bare != data and not bare.startswith(BOM):  # it is told, and changes nothing else
        read = read_record(bare, path, record)
        first = _problem(Fault(code=BYTE_ORDER_MARK, mark=START), path)
        return (first, *read) if isinstance(read, tuple) else (first,)
    text = decoded(data)
    if isinstance(text, Fault):
        return (_problem(text, path),)
    try:
        return cast("T", _form(record).validator.validate_python(read_plain(text)))
    except OddTextError:
        return _read_carefully(text, path, record)
    except ValidationError as error:
        if error.error_count() > MISMATCHES_LIMIT:
            return (_problem(_too_many(error), path),)
        return _read_carefully(text, path, record)


WRONG_KIND_OF_FILE: Final = Code(
    slug="wrong-kind-of-file",
    says="有 {count} 处不合要求，这多半不是该放在这里的文件",
    mend="核对文件是否放对了位置。",
    wrong="results/harbour/2026-10/photos.yml",
    right="results/harbour/2026-10/12-weekly-a.yml",
)


def _too_many(error: ValidationError) -> Fault:
    return Fault(code=WRONG_KIND_OF_FILE, mark=START, facts={"count": str(error.error_count())})


FILE_TOO_LARGE: Final = Code(
    slug="file-too-large",
    says="文件有 {size} 字节，超过上限 {most} 字节",
    mend="把文件拆成几个较小的文件，例如每天一个检查批次。",
    wrong="12-weekly-a.yml  1120000 B",
    right="12-weekly-a.yml  4200 B",
)
NOT_UTF_8: Final = Code(
    slug="not-utf-8",
    says="不是 UTF-8 编码：字节 {byte} 无法识别",
    mend="用编辑器的“另存为”选择 UTF-8 编码再保存；旧软件常存成 GBK。",
    wrong="name: \\xb8\\xdb\\xbf\\xda\\xd6\\xa7\\xd0\\xd0",
    right="name: 港口支行",
)
UTF_16_OR_BINARY: Final = Code(
    slug="utf-16-or-binary",
    says="文件是 UTF-16 编码或二进制文件，不是 UTF-8 文本",
    mend="用编辑器的“另存为”选择 UTF-8 编码（不带 BOM）再保存。",
    wrong="n\\x00a\\x00m\\x00e\\x00:\\x00",
    right="name: 港口支行",
)
BYTE_ORDER_MARK: Final = Code(
    slug="byte-order-mark",
    says="文件开头有 BOM（字节顺序标记）",
    mend="另存为“UTF-8（无 BOM）”。",
    wrong="\\xef\\xbb\\xbfname: 港口支行",
    right="name: 港口支行",
)


BOM: Final = b"\xef\xbb\xbf"


def decoded(data: bytes) -> str | Fault:
    """Give the text of a file with line feeds for line ends, or why it is none that may be parsed."""
    if len(data) > SIZE_LIMIT:
        return Fault(code=FILE_TOO_LARGE, mark=START, facts={"most": str(SIZE_LIMIT), "size": str(len(data))})
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        return Fault(code=UTF_16_OR_BINARY, mark=START)
    if data.startswith(BOM):
        return Fault(code=BYTE_ORDER_MARK, mark=START)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        mark = _end_of(data[: error.start].decode())
        return Fault(code=NOT_UTF_8, mark=mark, facts={"byte": f"{data[error.start]:#04x}"})
    text = text.replace("\r\n", "\n") if "\r" in text else text
    return _fault_of_text(text) or text


TOO_MANY_VALUES: Final = Code(
    slug="too-many-values",
    says="文件里的值太多（超过 {most} 个）",
    mend="把文件拆成几个较小的文件。",
    wrong="12-weekly-a.yml  [1, 1, 1, …]",
    right="12-weekly-a.yml  [1]",
)


CONFLICT_MARKS: Final = Code(
    slug="conflict-marks",
    says="有合并冲突的标记，两个版本混在一起",
    mend="选定一个版本，删去 <<<<<<<、=======、>>>>>>> 三行，再提交。",
    wrong="note: |\n  <<<<<<< HEAD\n  单据散放\n  =======\n  单据未归档\n  >>>>>>> other",
    right="note: |\n  单据散放",
)
_CONFLICT: Final = re.compile(r"^[ \t]*(<{7}|>{7})(?:[ \t].*)?$", re.MULTILINE)
"""A line that git leaves where two changes meet, also where somebody has pushed it in."""


def _fault_of_text(text: str) -> Fault | None:
    if sum(text.count(sign) for sign in ",\n:[{") > VALUES_LIMIT:
        return Fault(code=TOO_MANY_VALUES, mark=START, facts={"most": str(VALUES_LIMIT)})
    found = forbidden_in(text)
    if found is not None:
        return Fault(code=found.code, mark=_end_of(text[: found.index]), facts={"character": found.name})
    if "<" * 7 in text or ">" * 7 in text:  # found in a tenth of the time that looking for such lines takes
        conflict = _CONFLICT.search(text)
        return conflict and Fault(code=CONFLICT_MARKS, mark=_end_of(text[: conflict.start(1)]))
    return None


def _end_of(text: str) -> Mark:
    """Give the place just behind a text."""
    return Mark(line=text.count("\n") + 1, column=len(text) - text.rfind("\n"))


def _read_carefully(text: str, path: str, record: type[T]) -> T | tuple[Problem, ...]:
    marked = read_marked(text)
    unusable = {fault.route for fault in marked.faults if fault.route is not None}
    problems = [_problem(fault, path) for fault in marked.faults]
    if marked.top is not None and () not in unusable:
        try:
            good = cast("T", _form(record).validator.validate_python(marked.top.value))
        except ValidationError as error:
            if error.error_count() > MISMATCHES_LIMIT:
                return _told([*problems, _problem(_too_many(error), path)])
            found = _mismatches(error, record)
            problems += [_placed(each, marked, path) for each in found if not _blamed(each.route, unusable)]
        else:
            if not problems:
                return good
    return _told(problems)


def _mismatches(error: ValidationError, record: type[Any]) -> list[Mismatch]:
    schema = _form(record).schema
    errors = error.errors(include_url=False)
    found = (mismatch(schema, cast("dict[str, Any]", each)) for each in errors)
    return [each for each in found if each is not None]


def _blamed(route: Route, unusable: set[Route]) -> bool:
    """Whether something on the way to a value has already been called unusable."""
    return any(route[:length] in unusable for length in range(len(route) + 1))


MORE_PROBLEMS_UNTOLD: Final = Code(
    slug="more-problems-untold",
    says="另有 {more} 个问题没有列出（每个文件最多列出 {told} 个）",
    mend="先改正列出的问题，再检查一次。",
    wrong="103: W1\n…\n208: W106",
    right="103: w1\n…\n208: w106",
)

MANY_PROBLEMS_UNTOLD: Final = Code(
    slug="many-problems-untold",
    says="另有 {more} 个问题没有列出，涉及 {files} 个文件（一次最多列出 {told} 个）",
    mend="先改正列出的问题，再检查一次。",
    wrong="20000 × results/harbour/2026-10/12-weekly-a.yml",
    right="1 × results/harbour/2026-10/12-weekly-a.yml",
)


def _told(problems: list[Problem]) -> tuple[Problem, ...]:
    """Put problems in order of place, and say how many were left out."""
    ordered = sorted(_without_doubles(problems), key=lambda each: (each.line, each.column, each.code.slug))
    told = ordered[:PROBLEMS_LIMIT]
    return (*told, *untold(told[-1], len(ordered) - PROBLEMS_LIMIT)) if told else ()


def untold(last: Problem, more: int) -> Iterator[Problem]:
    """How many problems of a file are not told behind the `last` that is; nothing where there are none."""
    if more > 0:
        facts = {"more": str(more), "told": str(PROBLEMS_LIMIT)}
        yield Problem(path=last.path, code=MORE_PROBLEMS_UNTOLD, facts=facts, line=last.line, column=last.column)


def _without_doubles(problems: list[Problem]) -> list[Problem]:
    """Keep one of several problems with the same code at the same place."""
    return list({(each.line, each.column, each.code.slug, str(each.facts)): each for each in problems}.values())


def _problem(fault: Fault, path: str) -> Problem:
    mark = fault.mark
    return Problem(
        path=path, code=fault.code, facts=fault.facts, route=fault.route or (), line=mark.line, column=mark.column
    )


def _placed(found: Mismatch, marked: Marked, path: str) -> Problem:
    mark = mark_of(marked, found.route, at_key=found.at_key)
    return Problem(
        path=path,
        code=found.code,
        route=found.route,
        facts=found.facts,
        at_key=found.at_key,
        line=mark.line,
        column=mark.column,
    )


def mark_of(marked: Marked, route: Route, *, at_key: bool) -> Mark:
    """Give the place of the value at a route, or of its key; of the nearest one above where there is none."""
    node = marked.top
    if node is None:
        return START
    for position, step in enumerate(route):
        key_mark = node.keys.get(step) if isinstance(step, str) else None
        if at_key and position == len(route) - 1 and key_mark is not None:
            return key_mark
        if isinstance(step, str) and step in node.fields:
            node = node.fields[step]
        elif isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
        else:
            break
    return node.mark


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """The form of a record: its core schema, and the validator made of it."""

    schema: CoreSchema
    validator: SchemaValidator


_FORMS: Final[dict[type[Any], _Form]] = {}
"""Made once for each record and process: making one takes longer than reading a file."""


def _form(record: type[Any]) -> _Form:
    if record not in _FORMS:
        schema = _strict(TypeAdapter[Any](record).core_schema, {})
        _FORMS[record] = _Form(schema=schema, validator=SchemaValidator(schema))
    return _FORMS[record]


def _strict(schema: Any, shared: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- a core schema is a tree of plain values
    """Refuse unknown keys in every record, and whatever is nearly true for true; put shared parts where they are used.

    `shared`: by name, the parts that pydantic sets apart because they are used more than once.
    """
    if isinstance(schema, list):
        return [_strict(each, shared) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "definitions":
        parts = {part["ref"]: part for part in schema["definitions"]}
        return _strict(schema["schema"], parts)
    if schema.get("type") == "definition-ref":
        return _strict(shared[schema["schema_ref"]], shared)
    strict = {key: _strict(value, shared) for key, value in schema.items() if key != "ref"}
    if schema.get("type") == "dataclass-args":
        strict["extra_behavior"] = "forbid"
    if schema.get("type") == "bool":
        strict["strict"] = True
    return strict


CODES: Final = (
    WRONG_KIND_OF_FILE,
    FILE_TOO_LARGE,
    NOT_UTF_8,
    UTF_16_OR_BINARY,
    BYTE_ORDER_MARK,
    TOO_MANY_VALUES,
    CONFLICT_MARKS,
    MORE_PROBLEMS_UNTOLD,
    MANY_PROBLEMS_UNTOLD,
)
