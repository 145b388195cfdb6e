"""What pydantic says about a value, turned into a code, facts and a route of keys."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from generator.model.problem import Code, Route
from generator.reading.forms import CODE_OF_FORM, MALFORMED_DATE
from generator.reading.schema_places import Place, Schema, place_of
from generator.reading.syntax import FULL_WIDTH_COLON

Error = Mapping[str, Any]
"""One of `ValidationError.errors()`: `type`, `loc`, `input`, and `ctx` with the figures of the rule."""
Facts = dict[str, str]


CHARACTERS_SHOWN: Final = 200
"""Characters of a value that a problem carries."""

_NUMBER_LIKE: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mismatch:
    """A value that is not what its record asks for."""

    code: Code
    route: Route
    facts: Facts = field(default_factory=dict)
    at_key: bool = False


def mismatch(schema: Schema, error: Error) -> Mismatch | None:
    """Say in our words what pydantic found; None where another error of the same value says it better."""
    place = place_of(schema, error["loc"])
    if place.other_kind(error["input"]):
        return None
    told = _TELLERS.get(error["type"], _other)(error, place)
    if told is None:
        return None
    code, facts = told
    route = place.route
    if error["type"] in ("union_tag_not_found", "union_tag_invalid"):
        route = (*route, str(place.schema["discriminator"]))
    at_key = place.at_key or error["type"] == "unexpected_keyword_argument"
    return Mismatch(code=code, route=route, facts=facts, at_key=at_key)


def shown(value: object) -> str:
    """Write a value the way the file has it, or what kind of thing it is."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value)[:CHARACTERS_SHOWN]


def nearest(wanted: str, known: Iterable[str]) -> str | None:
    """Give the known word that is most like a wanted one, if any is; nothing is like an endless word."""
    if len(wanted) > CHARACTERS_SHOWN:
        return None
    folded = wanted.lower().replace("_", "-")
    by_fold = {each.lower().replace("_", "-"): each for each in known}
    close = get_close_matches(folded, by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


MISSPELT_KEY: Final = Code(
    slug="misspelt-key",
    says="没有“{key}”这个键，是不是“{near}”？",
    mend="改正键名。",
    wrong="standart: desk@1",
    right="standard: desk@1",
)
UNKNOWN_KEY: Final = Code(
    slug="unknown-key",
    says="没有“{key}”这个键，可用的有：{known}",
    mend="改正键名，或删去它。",
    wrong="weather: 晴",
    right="channel: weekly",
)


def _unknown_key(error: Error, place: Place) -> tuple[Code, Facts]:
    key = shown(error["loc"][-1])
    if "：" in key:
        return FULL_WIDTH_COLON, {"key": key.partition("：")[0]}
    known = [each["name"] for each in place.schema["fields"]]
    near = nearest(key, known)
    if near is not None:
        return MISSPELT_KEY, {"key": key, "near": near}
    return UNKNOWN_KEY, {"key": key, "known": ", ".join(known)}


MISSING_KEY: Final = Code(
    slug="missing-key",
    says="缺少“{key}”",
    mend="补上这个键和它的值。",
    wrong="kind: suspension\nwindow: cash-1\nsince: 2026-06-01",
    right="kind: suspension\nwindow: cash-1\nsince: 2026-06-01\nreason: 消防整改",
)


def _missing_key(error: Error, _place: Place) -> tuple[Code, Facts]:
    return MISSING_KEY, {"key": str(error["loc"][-1])}


def _no_method(error: Error, _place: Place) -> tuple[Code, Facts]:
    return MISSING_KEY, {"key": error["ctx"]["discriminator"].strip("'")}


UNQUOTED_TEXT: Final = Code(
    slug="unquoted-text",
    says="这里应为文字，{value} 不是文字：请加引号",
    mend='写成 "{value}"；"1.10" 和 1.1 不是同一条款。',
    wrong="name: 110",
    right='name: "110"',
)
NOT_A_TEXT: Final = Code(
    slug="not-a-text",
    says="这里应为文字，不是列表或映射 {value}",
    mend="写成一段文字；若文字以 [ 或 { 开头，请加引号。",
    wrong="name: [港口支行]",
    right="name: 港口支行",
)


def _no_text(error: Error, place: Place) -> tuple[Code, Facts]:
    value = error["input"]
    if place.schema["type"] == "chain":
        return MALFORMED_DATE, {"value": shown(value)}
    if isinstance(value, dict | list):
        return NOT_A_TEXT, {"value": shown(value)}
    return UNQUOTED_TEXT, {"value": shown(value)}


QUOTED_NUMBER: Final = Code(
    slug="quoted-number",
    says='这里应为数字，"{value}" 是加了引号的文字',
    mend="去掉引号。",
    wrong='min_inspections: "1"',
    right="min_inspections: 1",
)
NOT_A_NUMBER: Final = Code(
    slug="not-a-number",
    says="这里应为数字，不是“{value}”",
    mend="写成 2 或 0.5 这样的数字，前面不补零。",
    wrong="min_inspections: 一次",
    right="min_inspections: 1",
)
NOT_A_WHOLE_NUMBER: Final = Code(
    slug="not-a-whole-number",
    says="这里应为整数，不是 {value}",
    mend="写成整数。",
    wrong="min_inspections: 1.5",
    right="min_inspections: 1",
)


def _no_number(error: Error, place: Place) -> tuple[Code, Facts]:
    value = error["input"]
    if isinstance(value, str) and _NUMBER_LIKE.fullmatch(value):
        return QUOTED_NUMBER, {"value": shown(value)}
    if place.schema["type"] == "function-plain" and isinstance(value, Decimal | int) and not isinstance(value, bool):
        return NUMBER_OUT_OF_RANGE, {"value": shown(value), "least": "0", "most": "1"}
    if isinstance(value, Decimal):
        return NOT_A_WHOLE_NUMBER, {"value": str(value)}
    return NOT_A_NUMBER, {"value": shown(value)}


NUMBER_OUT_OF_RANGE: Final = Code(
    slug="number-out-of-range",
    says="{value} 不在 {least} 到 {most} 之间",
    mend="改成范围内的数字。",
    wrong="min_inspections: 0",
    right="min_inspections: 1",
)


def _out_of_range(error: Error, place: Place) -> tuple[Code, Facts]:
    return NUMBER_OUT_OF_RANGE, {
        "value": shown(error["input"]),
        "least": str(place.schema["ge"]),
        "most": str(place.schema["le"]),
    }


TOO_MANY_DECIMALS: Final = Code(
    slug="too-many-decimals",
    says="{value} 的小数超过 {places} 位",
    mend="减少小数位数。",
    wrong="min_coverage: 0.40001",
    right="min_coverage: 0.4",
)


def _too_fine(error: Error, _place: Place) -> tuple[Code, Facts]:
    return TOO_MANY_DECIMALS, {"value": shown(error["input"]), "places": str(error["ctx"]["decimal_places"])}


NOT_TRUE_OR_FALSE: Final = Code(
    slug="not-true-or-false",
    says="这里应为 true 或 false，不是“{value}”",
    mend="写成 true（是）或 false（否），不加引号。",
    wrong="sample: 是",
    right="sample: true",
)


def _no_truth(error: Error, _place: Place) -> tuple[Code, Facts]:
    return NOT_TRUE_OR_FALSE, {"value": shown(error["input"])}


NOT_A_LIST: Final = Code(
    slug="not-a-list",
    says="这里应为列表，不是“{value}”",
    mend="写成 [甲, 乙]，或每行一项、以“- ”开头；只有一项也要写成列表。",
    wrong="inspections: cash-1",
    right="inspections: [{window: cash-1, assessed: all}]",
)
MALFORMED_ASSESSED: Final = Code(
    slug="malformed-assessed",
    says="这里应为 all，或章节、条款编号的列表，不是“{value}”",
    mend='全部检查写 assessed: all；部分检查写 assessed: ["1", "2.3"]。',
    wrong="inspections: [{window: cash-1, assessed: 全部}]",
    right="inspections: [{window: cash-1, assessed: all}]",
)


def _no_list(error: Error, place: Place) -> tuple[Code, Facts]:
    if error["loc"] and str(error["loc"][-1]).startswith("tuple["):
        return MALFORMED_ASSESSED, {"value": shown(error["input"])}
    return _colon_or(NOT_A_LIST, error, place)


NOT_A_MAPPING: Final = Code(
    slug="not-a-mapping",
    says="这里应为一组“键: 值”，不是“{value}”",
    mend="每行写一个“键: 值”。",
    wrong="inspections: [cash-1]",
    right="inspections: [{window: cash-1, assessed: all}]",
)


def _no_mapping(error: Error, place: Place) -> tuple[Code, Facts]:
    return _colon_or(NOT_A_MAPPING, error, place)


def _colon_or(code: Code, error: Error, _place: Place) -> tuple[Code, Facts]:
    value = error["input"]
    if isinstance(value, str) and "：" in value:
        return FULL_WIDTH_COLON, {"key": shown(value.partition("：")[0].strip())}
    return code, {"value": shown(value)}


def _no_choice(error: Error, place: Place) -> tuple[Code, Facts] | None:
    if not place.branch and error["loc"] and str(error["loc"][-1]).startswith("literal["):
        return None
    return _choice(error["input"], [str(each) for each in place.schema["expected"]])


def _no_such_method(error: Error, place: Place) -> tuple[Code, Facts]:
    value = error["input"][place.schema["discriminator"]]
    return _choice(value, [str(each) for each in place.schema["choices"]])


MISSPELT_VALUE: Final = Code(
    slug="misspelt-value",
    says="没有“{value}”，是不是“{near}”？可用的有：{known}",
    mend="从可用的值里选一个。",
    wrong="period: months",
    right="period: month",
)
UNKNOWN_VALUE: Final = Code(
    slug="unknown-value",
    says="没有“{value}”，可用的有：{known}",
    mend="从可用的值里选一个。",
    wrong="period: 按月",
    right="period: month",
)


def _choice(value: object, known: list[str]) -> tuple[Code, Facts]:
    near = nearest(value, known) if isinstance(value, str) else None
    facts = {"value": shown(value), "known": ", ".join(known)}
    return (MISSPELT_VALUE, facts | {"near": near}) if near is not None else (UNKNOWN_VALUE, facts)


TEXT_TOO_LONG: Final = Code(
    slug="text-too-long",
    says="文字有 {length} 个字，最多 {most} 个：“{value}…”",
    mend="缩短文字。",
    wrong="edition: 2026-draft-for-comment-2",
    right="edition: 2026-draft",
)


def _too_long(error: Error, _place: Place) -> tuple[Code, Facts]:
    value = error["input"]
    return TEXT_TOO_LONG, {"length": str(len(value)), "most": str(error["ctx"]["max_length"]), "value": value[:20]}


def _no_form(error: Error, _place: Place) -> tuple[Code, Facts]:
    return CODE_OF_FORM[error["ctx"]["pattern"]], {"value": shown(error["input"])}


NO_SUCH_DAY: Final = Code(
    slug="no-such-day",
    says="没有 {value} 这一天",
    mend="核对日历，改正日期。",
    wrong="date: 2026-10-32",
    right="date: 2026-10-31",
)


def _no_such_day(error: Error, _place: Place) -> tuple[Code, Facts]:
    return NO_SUCH_DAY, {"value": shown(error["input"])}


UNFIT_VALUE: Final = Code(
    slug="unfit-value",
    says="“{value}”不合要求（{rule}）",
    mend="对照说明中的例子改正。",
    wrong="red: {bands: [excellent], at_most: 10}",
    right="red: {bands: [excellent], at_most: 5}",
)


def _other(error: Error, _place: Place) -> tuple[Code, Facts]:
    return UNFIT_VALUE, {"value": shown(error["input"]), "rule": str(error["type"])}


_Teller = Callable[[Error, Place], tuple[Code, Facts] | None]

_TELLERS: Final[Mapping[str, _Teller]] = {
    "unexpected_keyword_argument": _unknown_key,
    "missing": _missing_key,
    "union_tag_not_found": _no_method,
    "union_tag_invalid": _no_such_method,
    "string_type": _no_text,
    "string_pattern_mismatch": _no_form,
    "string_too_long": _too_long,
    "int_type": _no_number,
    "value_error": _no_number,
    "decimal_max_places": _too_fine,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "bool_type": _no_truth,
    "tuple_type": _no_list,
    "dict_type": _no_mapping,
    "dataclass_type": _no_mapping,
    "literal_error": _no_choice,
    "date_from_datetime_parsing": _no_such_day,
    "date_parsing": _no_such_day,
}


CODES: Final = (
    MISSPELT_KEY,
    UNKNOWN_KEY,
    MISSING_KEY,
    UNQUOTED_TEXT,
    NOT_A_TEXT,
    QUOTED_NUMBER,
    NOT_A_NUMBER,
    NOT_A_WHOLE_NUMBER,
    NUMBER_OUT_OF_RANGE,
    TOO_MANY_DECIMALS,
    NOT_TRUE_OR_FALSE,
    NOT_A_LIST,
    MALFORMED_ASSESSED,
    NOT_A_MAPPING,
    MISSPELT_VALUE,
    UNKNOWN_VALUE,
    TEXT_TOO_LONG,
    NO_SUCH_DAY,
    UNFIT_VALUE,
)
