"""Days, amounts and words as people write them in sheets, made into what data files hold."""

import datetime
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from generator.sheets.files.table import Value, text_of

YEARS: Final = range(2000, 2100)
_FIRST_OF_SERIALS: Final = datetime.date(1899, 12, 30)
"""Day 0 of the numbers by which spreadsheets count days, for any day since March 1900."""
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_HAN: Final = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}

_BEHIND_DAY: Final = (
    r"(?:\s*(?:上午|下午|早上|中午|晚上|\(?(?:星期|周)[一二三四五六日天]\)?|T?[0-2]?\d:[0-5]\d(?::[0-5]\d(?:\.0+)?)?))*"
)
_WHOLE_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?" + _BEHIND_DAY, re.ASCII)
_DAY_IN_ROW: Final = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)
_DAY_OF_YEAR: Final = re.compile(r"()(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?" + _BEHIND_DAY, re.ASCII)
_HAN_DAY: Final = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_LIST_PARTS: Final = re.compile(r"[、,;/\s]+")
_AMOUNT: Final = re.compile(r"(?:扣除?|减|-)?\s*-?\s*(\d{1,4}(?:\.\d{1,3})?)\s*分?", re.ASCII)
_TIMES: Final = re.compile(r"[x×*]?\s*(\d{1,5})\s*[次处个件人项例]?次?", re.ASCII)
_DEGREES: Final = re.compile(r"(?:北纬|东经)?\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*°?", re.ASCII)
_NONE_TAKEN: Final = frozenset({"", "/", "-", "--", "无", "未扣分", "不扣分", "无扣分", "不扣"})

NOTHING_WORDS: Final = frozenset(
    {
        "无",
        "正常",
        "合格",
        "良好",
        "达标",
        "符合",
        "无问题",
        "没有问题",
        "未发现问题",
        "没有发现问题",
        "无扣分",
        "未发现",
        "/",
    }
)
"""What stands in the column of problems where there was none."""


def plain(text: str) -> str:
    """A text with ordinary letters, digits and signs for full-width ones, without blanks around it."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def told(value: Value) -> str:
    """A value as plain text on one line, blanks put together."""
    return " ".join(plain(text_of(value)).split())


def parts_of(value: Value) -> list[str]:
    """The parts of a cell that lists something."""
    return [part for part in _LIST_PARTS.split(told(value)) if part]


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """A text by which names are compared: plain, without any blanks, in small letters."""
    return "".join(plain(text).split()).casefold()


def day_of(value: Value, year: int | None) -> datetime.date | None:
    """The day that is meant, or None: `year` is that of days written without one."""
    if isinstance(value, datetime.date):
        return value if value.year in YEARS else None
    text = told(value)
    if isinstance(value, Decimal) or text.isdigit():
        return _day(*found.groups()) if (found := _DAY_IN_ROW.fullmatch(text)) else _serial(text)
    for form in (_WHOLE_DAY, _DAY_OF_YEAR):
        if found := form.fullmatch(text):
            return _day(found[1] or str(year or 0), found[2], found[3])
    if found := _HAN_DAY.fullmatch(text.replace(" ", "")):
        return _day("".join(_HAN[sign] for sign in found[1]), str(_han(found[2])), str(_han(found[3])))
    return None


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        found = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _serial(text: str) -> datetime.date | None:
    """The day of a number by which spreadsheets count days; a part of the day behind its point does not matter."""
    whole = text.partition(".")[0]
    if not re.fullmatch(r"[1-9]\d{4}", whole, re.ASCII):
        return None
    day = _FIRST_OF_SERIALS + datetime.timedelta(days=int(whole))
    return day if day.year in YEARS else None


def _han(text: str) -> int:
    """A number up to 99 written in Chinese."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(_HAN[ones]) if len(ones) == 1 else 0
    return (int(_HAN[tens]) if tens else 1) * 10 + (int(_HAN[ones]) if ones else 0)


def amount_of(value: Value) -> Decimal | None:
    """Points taken, however they are written (2, -2, 扣2, 2分, ２); 0 where none were; None for anything else."""
    if isinstance(value, Decimal):
        return abs(value)
    text = told(value)
    if text in _NONE_TAKEN:
        return Decimal(0)
    found = _AMOUNT.fullmatch(text)
    return Decimal(found[1]) if found else None


def count_of(value: Value) -> int | None:
    """How often, or how many (3, 3次, ×3); None for anything else."""
    found = _TIMES.fullmatch(told(value))
    return int(found[1]) if found else None


def number_of(value: Value) -> Decimal | None:
    """A number that is not negative; None for anything else."""
    try:
        number = Decimal(told(value).removesuffix("分"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def degrees_of(value: Value) -> Decimal | None:
    """Degrees of latitude or longitude (31.2304, 北纬31.2304°); None for anything else."""
    found = _DEGREES.fullmatch(told(value))
    return Decimal(found[1]) if found else None


def figure(number: Decimal | int) -> str:
    """A number as data files have it."""
    return f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)
